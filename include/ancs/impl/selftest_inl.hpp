// selftest_inl.hpp: bodies of selftest.hpp.
#ifndef ANCS_IMPL_SELFTEST_INL_HPP
#define ANCS_IMPL_SELFTEST_INL_HPP

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "../selftest.hpp"
#include "coverage_find.hpp"
#include "registers.hpp"

namespace ancs {
namespace detail {

class expectation_check {
 public:
  expectation_check(const program_data& p, const scorecard& card) : p_(p), card_(card) {}

  /// What scoring gave, if it is not what is expected; empty if it is.
  std::string mismatch(const expectation_plan& e) const {
    using about = expectation_plan::about;
    switch (e.what) {
      case about::total: return points(e, card_.total);
      case about::total_rescaled: return points(e, card_.total_rescaled);
      case about::assessment:
        return card_.not_yet_assessed == truth::yes ? "" : card_.not_yet_assessed == truth::no ? "assessed" : "unknown";
      case about::group: return points(e, card_.groups[e.index]);
      case about::criterion: {
        const auto& c = card_.criteria[e.index];
        using form = expectation_plan::form;
        if (e.written == form::not_applicable || e.written == form::missing || e.written == form::excluded) {
          const auto wanted = e.written == form::missing ? point_state::missing : e.written == form::excluded ? point_state::excluded : point_state::not_applicable;
          // What is excluded is not applicable too.
          const bool also = e.written == form::not_applicable && c.state == point_state::excluded;
          return c.state == wanted || also ? "" : state_word(c.state) + ", " + written(c.points);
        }
        return points(e, c.points);
      }
      case about::veto: {
        const truth t = card_.vetoes[e.index];
        const bool expected = !e.low.is_zero();
        if (t == truth::unknown) return "unknown";
        return (t == truth::yes) == expected ? "" : t == truth::yes ? "yes" : "no";
      }
      case about::outcome: {
        std::string got;
        for (const auto l : card_.outcomes[e.index].possible) got += (got.empty() ? "" : " / ") + p_.outcomes[e.index].levels[l];
        if (got.empty()) got = "not yet assessed";
        return got == e.expected && card_.outcomes[e.index].settled() ? "" : got;
      }
      case about::warning: return warning(e);
      case about::action: return action(e);
    }
    return {};
  }

 private:
  static std::string written(const bounds& b) {
    return b.settled() ? b.low.to_string() : "from " + b.low.to_string() + " to " + b.high.to_string();
  }
  static std::string points(const expectation_plan& e, const bounds& got) {
    return got.low == e.low && got.high == e.high ? "" : written(got);
  }
  static std::string state_word(point_state s) {
    switch (s) {
      case point_state::scored: return "scored";
      case point_state::missing: return "missing";
      case point_state::not_applicable: return "not applicable";
      case point_state::information: return "information";
      case point_state::excluded: return "excluded";
      case point_state::unknown: return "unknown";
      case point_state::not_counted: return "not counted";
    }
    return {};
  }
  /// A `differs from` warning is expected by an explanation that fits, or "half up" where the two agree; a plain one by yes or no.
  std::string warning(const expectation_plan& e) const {
    const warning_result* raised = nullptr;
    for (const auto& w : card_.warnings)
      if (w.warning == e.index) raised = &w;
    if (!p_.warning_plans[e.index].differs || e.expected.empty()) {
      const bool expected = !e.low.is_zero();
      return (raised != nullptr) == expected ? "" : raised ? "yes" : "no";
    }
    if (!raised) return e.expected == "half up" ? "" : "half up";
    std::string got;
    for (const auto& x : raised->explanations) {
      if (x == e.expected) return "";
      got += (got.empty() ? "" : ", ") + x;
    }
    return got;
  }

  /// The actions with this title together: made, open or not; or the members of series that they are made for.
  std::string action(const expectation_plan& e) const {
    using form = expectation_plan::form;
    bool made = false, open = false;
    std::vector<std::string> members;
    for (const auto& a : card_.actions) {
      if (p_.actions[a.action].title != e.expected) continue;
      (a.made == truth::yes ? made : open) = true;
      if (!a.column) continue;
      const std::string& name = p_.columns[*a.column].name;
      members.push_back(name.substr(name.rfind('.') + 1) + (a.made == truth::unknown ? "?" : ""));
    }
    if (e.written == form::members) {
      std::vector<std::string> wanted = e.members, got = members;
      std::sort(wanted.begin(), wanted.end());
      std::sort(got.begin(), got.end());
      got.erase(std::unique(got.begin(), got.end()), got.end());
      if (wanted == got) return "";
      std::string list;
      for (const auto& m : members) list += (list.empty() ? "[" : " ") + m;
      return list.empty() ? "no" : list + "]";
    }
    const std::string got = made ? "yes" : open ? "open" : "no";
    const std::string expected = e.written == form::missing ? "open" : e.low.is_zero() ? "no" : "yes";
    return got == expected ? "" : got;
  }

  const program_data& p_;
  const scorecard& card_;
};

/// What led to what scoring gave.
class failure_reasons {
 public:
  failure_reasons(const program& of, const record& unit, const scorecard& card, language in) : of_(of), p_(program_access::data(of)), unit_(unit), card_(card), in_(in) {}

  std::vector<reason> why(const expectation_plan& e) const {
    using about = expectation_plan::about;
    std::vector<reason> out;
    switch (e.what) {
      case about::criterion: return explain(of_, unit_, in_)[e.index].reasons;
      case about::group:
        for (const auto c : of_.groups()[e.index].criteria) out.push_back(part(of_.criteria()[c].id, card_.criteria[c].points, of_.criteria()[c].maximum));
        for (const auto g : of_.groups()[e.index].groups) out.push_back(part(of_.groups()[g].id, card_.groups[g], of_.groups()[g].maximum));
        break;
      case about::total:
      case about::total_rescaled:
        for (std::size_t g = 0; g < of_.groups().size(); ++g)
          if (of_.groups()[g].parent < 0 && of_.groups()[g].counts_in_total) out.push_back(part(of_.groups()[g].id, card_.groups[g], of_.groups()[g].maximum));
        break;
      case about::assessment:
      case about::action: break;
      case about::outcome: level(e.index, out); break;
      case about::veto: out.push_back({p_.veto_texts[e.index].text, p_.veto_texts[e.index].place, "", p_.veto_texts[e.index].file}); break;
      case about::warning: out.push_back({p_.warning_plans[e.index].text.text, p_.warning_plans[e.index].text.place, "", p_.warning_plans[e.index].text.file}); break;
    }
    return out;
  }

 private:
  std::string shown(const bounds& b) const {
    const auto style = in_ == language::vi ? number_style::vi : number_style::en;
    return b.settled() ? b.low.to_display(style, 6) : b.low.to_display(style, 6) + "–" + b.high.to_display(style, 6);
  }
  reason part(const std::string& id, const bounds& points, const rational& maximum) const {
    return {id, {0, 0}, shown(points) + "/" + shown({maximum, maximum}), {}};
  }
  /// The rows that may have given the level, up to the one that surely did.
  void level(std::uint32_t outcome, std::vector<reason>& out) const {
    register_file registers;
    registers.run(of_, unit_, true);
    const std::string total = std::string(in_ == language::vi ? "tổng điểm " : "total ") + shown(card_.total);
    for (const auto& row : p_.outcome_plans[outcome].rows) {
      const truth t = row.condition == graph::no_node ? truth::yes : registers.holds(row.condition);
      if (t != truth::no) out.push_back({row.text.text, row.text.place, total, row.text.file});
      if (t == truth::yes) break;
    }
    for (const auto& cap : p_.outcome_plans[outcome].caps)
      if (registers.holds(cap.condition) != truth::no) out.push_back({cap.text.text, cap.text.place, total, cap.text.file});
  }

  const program& of_;
  const program_data& p_;
  const record& unit_;
  const scorecard& card_;
  language in_;
};

}  // namespace detail

ANCS_FUNC std::vector<test_result> run_tests(const program& of, language in) {
  const auto& data = detail::program_access::data(of);
  std::vector<test_result> out;
  state scratch;
  scorecard card;
  for (const auto& t : data.tests) {
    test_result result;
    result.title = t.title;
    result.where = t.where;
    result.expectations = t.expectations.size();
    const record unit = detail::data_of_test(of, t, result.findings);
    of.score(unit, scratch, card);
    result.findings.insert(result.findings.end(), card.findings.begin(), card.findings.end());
    const detail::expectation_check check(data, card);
    const detail::failure_reasons reasons(of, unit, card, in);
    for (const auto& e : t.expectations)
      if (std::string got = check.mismatch(e); !got.empty())
        result.failures.push_back({e.text.where, e.text.text, std::move(got), reasons.why(e)});
    out.push_back(std::move(result));
  }
  return out;
}

}  // namespace ancs

#endif
