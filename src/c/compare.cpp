// compare.cpp: two assessments of a unit side by side, through the C interface.
#include "ancs/compare.hpp"

#include "../tool/json.hpp"
#include "ancs/differences.hpp"
#include "objects.hpp"

namespace ancs::c {
namespace {

struct comparison_object : object {
  static constexpr kind of = kind::comparison;
  using handle = ancs_comparison;
  comparison_object(const memory& m, ancs::comparison found) : object(m), compared(std::move(found)) {}

  ancs::comparison compared;
};

ancs_points points_of(const criterion_result& from) { return c::points_of(from.points, static_cast<std::int32_t>(from.state)); }

/// What two cards differ in, in the words of the tool's own JSON.
class difference_writer {
 public:
  std::string written(const score_difference& found) {
    out_.begin_object().key("total").begin_object();
    points("before", found.total_before);
    points("after", found.total_after);
    out_.end_object().key("criteria").begin_array();
    for (const auto& c : found.criteria) {
      out_.begin_object().member("id", c.id);
      if (c.before) points("before", *c.before);
      if (c.after) points("after", *c.after);
      out_.end_object();
    }
    out_.end_array().key("levels").begin_array();
    for (const auto& l : found.levels) {
      out_.begin_object().member("outcome", l.title);
      texts("before", l.before);
      texts("after", l.after);
      out_.end_object();
    }
    out_.end_array().key("vetoes").begin_array();
    for (const auto& v : found.vetoes) out_.begin_object().member("id", v.id).member("before", word(v.before)).member("after", word(v.after)).end_object();
    out_.end_array().key("equal").boolean(found.empty()).end_object();
    return out_.take();
  }

 private:
  static const char* word(truth t) { return t == truth::yes ? "yes" : t == truth::no ? "no" : "open"; }
  void points(const char* name, const bounds& of) {
    out_.key(name);
    if (of.settled()) out_.string(of.low.to_string());
    else out_.begin_object().member("low", of.low.to_string()).member("high", of.high.to_string()).end_object();
  }
  void texts(const char* name, const std::vector<std::string>& all) {
    out_.key(name).begin_array();
    for (const auto& one : all) out_.string(one);
    out_.end_array();
  }
  tool::json_writer out_;
};

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

ancs_status ancs_compare_cards(const ancs_scorecard* before, const ancs_scorecard* after, ancs_string** json, ancs_error** error) {
  return call(error, [&](scope& s) {
    const auto& b = s.get<scorecard_object>(before, "before");
    const auto& a = s.get<scorecard_object>(after, "after");
    for (const auto& [card, name] : {std::pair{&b, "before"}, std::pair{&a, "after"}})
      if (card->card.criteria.size() != card->program.criteria().size()) fail(ANCS_ERROR_ARGUMENT, ancs::code::host_nothing_scored, {name});
    give_text(json, b.mem, difference_writer().written(ancs::differences(b.program, b.card, a.program, a.card)));
  });
}

}  // extern "C"
