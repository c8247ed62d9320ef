// compare.cpp: two assessments of a unit side by side, through the C interface.
#include "ancs/compare.hpp"

#include "objects.hpp"

namespace ancs::c {
namespace {

struct comparison_object : object {
  static constexpr kind of = kind::comparison;
  using handle = ancs_comparison;
  comparison_object(const memory& m, ancs::comparison found) : object(m), compared(std::move(found)) {}

  ancs::comparison compared;
};

ancs_points points_of(const criterion_result& from) {
  ancs_points out{};
  out.size = sizeof out;
  out.low = number_of(from.points.low), out.high = number_of(from.points.high);
  out.settled = from.points.settled();
  out.state = static_cast<std::int32_t>(from.state);
  return out;
}

std::int32_t index_in(const ancs_comparison* comparison, std::vector<std::uint32_t> ancs::comparison::*list, std::size_t index) {
  const auto* c = find<comparison_object>(comparison);
  return c && index < (c->compared.*list).size() ? static_cast<std::int32_t>((c->compared.*list)[index]) : ANCS_NONE;
}

}  // namespace
}  // namespace ancs::c

using namespace ancs::c;

extern "C" {

ancs_status ancs_compare(const ancs_record* before, const ancs_record* after, const char* const* reasons, size_t reason_count,
                         ancs_comparison** comparison, ancs_error** error) {
  return call(error, [&](scope& s) {
    const auto& b = s.get<record_object>(before, "before");
    const auto& a = s.get<record_object>(after, "after");
    check(comparison, "comparison");
    if (!same_program(b.record.of(), a.record.of())) fail(ANCS_ERROR_ARGUMENT, ancs::code::host_other_program, {"after", "before"});
    std::vector<std::string> why;
    if (reason_count > b.record.of().criteria().size())
      fail(ANCS_ERROR_ARGUMENT, ancs::code::host_too_large, {"reason_count", std::to_string(reason_count)});
    if (reason_count != 0) check(reasons, "reasons");
    for (size_t i = 0; i < reason_count; ++i) why.emplace_back(reasons[i] ? reasons[i] : "");
    give<comparison_object>(comparison, make<comparison_object>(b.mem, ancs::compare(b.record.of(), b.record, a.record, why)));
  });
}
ancs_status ancs_comparison_destroy(ancs_comparison** comparison) { return destroy<comparison_object>(comparison); }

ancs_status ancs_comparison_describe(const ancs_comparison* comparison, ancs_comparison_info* info, ancs_error** error) {
  return call(error, [&](scope& s) {
    const auto& c = s.get<comparison_object>(comparison, "comparison").compared;
    ancs_comparison_info out{};
    out.equal = c.equal();
    out.criteria = c.criteria.size(), out.outcomes = c.outcomes.size(), out.vetoes = c.vetoes.size();
    out.findings = c.findings.size();
    fill(info, out, "info");
  });
}

ancs_status ancs_comparison_criterion(const ancs_comparison* comparison, size_t index, ancs_difference* difference, ancs_error** error) {
  return call(error, [&](scope& s) {
    const auto& c = s.get<comparison_object>(comparison, "comparison").compared;
    check_index(index, c.criteria.size(), "index");
    const auto& d = c.criteria[index];
    ancs_difference out{};
    out.criterion = static_cast<std::int32_t>(d.criterion);
    out.before = points_of(d.before), out.after = points_of(d.after);
    out.changes_outcome = d.changes_outcome;
    out.reason = d.reason.c_str();
    fill(difference, out, "difference");
  });
}

int32_t ancs_comparison_outcome(const ancs_comparison* comparison, size_t index) { return index_in(comparison, &ancs::comparison::outcomes, index); }
int32_t ancs_comparison_veto(const ancs_comparison* comparison, size_t index) { return index_in(comparison, &ancs::comparison::vetoes, index); }

ancs_status ancs_comparison_findings(const ancs_comparison* comparison, ancs_error** findings, ancs_error** error) {
  return call(error, [&](scope& s) {
    const auto& c = s.get<comparison_object>(comparison, "comparison");
    check(findings, "findings");
    *findings = nullptr;
    if (c.compared.findings.empty()) return;
    failure f;
    f.status = ANCS_OK;
    f.findings = c.compared.findings;
    *findings = make_error(c.mem, std::move(f));
  });
}

}  // extern "C"
