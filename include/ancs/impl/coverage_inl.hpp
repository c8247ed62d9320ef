// coverage_inl.hpp: bodies of coverage.hpp.
#ifndef ANCS_IMPL_COVERAGE_INL_HPP
#define ANCS_IMPL_COVERAGE_INL_HPP

#include <algorithm>
#include <string>

#include "../coverage.hpp"
#include "coverage_find.hpp"

namespace ancs {

ANCS_FUNC coverage::coverage(const program& of) : program_(of) {
  detail::each_decision(detail::program_access::data(of), [&](decision::kind what, const std::string& owner, const detail::sentence& text, std::size_t) {
    decisions_.push_back({what, owner, text.text, text.where, text.place, text.file, 0});
  });
}

ANCS_FUNC void coverage::add(const record& unit) {
  detail::register_file registers;
  registers.run(program_, unit, true);
  detail::decision_finder(detail::program_access::data(program_), registers).run([&](std::size_t at) { ++decisions_[at].units; });
}

ANCS_FUNC std::size_t coverage::exercised() const {
  return static_cast<std::size_t>(std::count_if(decisions_.begin(), decisions_.end(), [](const decision& d) { return d.units > 0; }));
}

ANCS_FUNC rational coverage::share() const {
  if (decisions_.empty()) return 1;
  return rational(static_cast<std::int64_t>(exercised()), static_cast<std::int64_t>(decisions_.size()));
}

ANCS_FUNC coverage coverage_of_tests(const program& of) {
  coverage seen(of);
  diagnostics ignored;
  for (const auto& test : detail::program_access::data(of).tests) seen.add(detail::data_of_test(of, test, ignored));
  return seen;
}

}  // namespace ancs

#endif
