// session_inl.hpp: bodies of session.hpp.
#ifndef ANCS_IMPL_SESSION_INL_HPP
#define ANCS_IMPL_SESSION_INL_HPP

#include <utility>

#include "../session.hpp"
#include "data_findings.hpp"
#include "incremental.hpp"
#include "registers.hpp"
#include "scoring.hpp"

namespace ancs {

struct session::impl {
  explicit impl(record of) : unit(std::move(of)) { all(); }
  std::size_t steps() const { return detail::program_access::data(unit.of()).row.steps.size(); }
  void all() {
    registers.run_results(unit.of(), unit);
    done = steps();
    usual = detail::program_access::usual(unit);
  }
  void changed(std::uint32_t column) {
    const bool was = std::exchange(usual, detail::program_access::usual(unit));
    if (!was || !usual || !registers.rerun(unit, column, done)) all();
  }
  record unit;
  detail::register_file registers;
  std::size_t done = 0;
  bool usual = false;   ///< the registers are of a unit that the program's steps for one row could take
};

ANCS_FUNC session::session(record unit) : impl_(std::make_unique<impl>(std::move(unit))) {}
ANCS_FUNC session::~session() = default;
ANCS_FUNC session::session(session&&) noexcept = default;
ANCS_FUNC session& session::operator=(session&&) noexcept = default;

ANCS_FUNC std::optional<diagnostic> session::set(std::uint32_t column, const rational& value) {
  auto finding = impl_->unit.set(column, value);
  if (column < impl_->unit.of().columns().size()) impl_->changed(column);
  return finding;
}
ANCS_FUNC std::optional<diagnostic> session::set_whole(std::uint32_t column, std::int64_t value) {
  auto finding = impl_->unit.set(column, value);
  if (column < impl_->unit.of().columns().size()) impl_->changed(column);
  return finding;
}
ANCS_FUNC std::optional<diagnostic> session::set(std::string_view column, const rational& value) {
  auto finding = impl_->unit.set(column, value);
  if (const auto index = impl_->unit.of().find_column(column)) impl_->changed(*index);
  return finding;
}
ANCS_FUNC std::optional<diagnostic> session::clear(std::string_view column) {
  auto finding = impl_->unit.clear(column);
  if (!finding) impl_->all();
  return finding;
}
ANCS_FUNC void session::take(std::uint32_t column, const record& from) {
  if (column >= impl_->unit.of().columns().size()) return;
  detail::program_access::copy_value(impl_->unit, from, column);
  impl_->changed(column);
}
ANCS_FUNC const record& session::unit() const { return impl_->unit; }
ANCS_FUNC evaluation session::results() const { return {&detail::program_access::data(impl_->unit.of()), &impl_->registers}; }
ANCS_FUNC scorecard session::card() const { return impl_->unit.of().score(impl_->unit); }
ANCS_FUNC std::size_t session::steps_done() const { return impl_->done; }
ANCS_FUNC std::size_t session::steps() const { return impl_->steps(); }

}  // namespace ancs

#endif
