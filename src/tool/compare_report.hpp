// compare_report.hpp: what differs between two results of a unit, and the three ways in which it is written.
#ifndef ANCS_TOOL_COMPARE_REPORT_HPP
#define ANCS_TOOL_COMPARE_REPORT_HPP

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ancs/diagnostic.hpp"
#include "ancs/program.hpp"
#include "ancs/scorecard.hpp"
#include "json.hpp"
#include "options.hpp"

namespace tool {

/// A text that is one thing before and another after: a level, whether a veto holds.
struct changed_text {
  std::string what, before, after;
};

struct changed_criterion {
  std::string id, title;
  std::optional<ancs::bounds> before, after;  ///< empty: one of the two does not have the criterion
  std::optional<bool> changes_outcome;  ///< empty where that cannot be told: of a published result only the points are known
  std::string reason;
};

/// One unit's comparison. All that differs is in it, nothing else.
struct unit_comparison {
  std::string id, name;
  std::string before, after;              ///< what the two are called
  std::string before_title, after_title;  ///< for people
  ancs::bounds total_before, total_after;
  std::vector<changed_text> outcomes, vetoes;
  std::vector<changed_criterion> criteria;
  std::string rules_before, rules_after, data_before, data_after;  ///< digests; empty where unknown
  bool totals_differ() const { return total_before.low != total_after.low || total_before.high != total_after.high; }
  bool differs() const { return totals_differ() || !outcomes.empty() || !vetoes.empty() || !criteria.empty(); }
};

std::string compare_text(const ancs::program& by, const std::vector<unit_comparison>& all, ancs::language lang);
std::string compare_csv(const std::vector<unit_comparison>& all);
/// The members of one comparison, into an open object.
void write_comparison(json_writer& out, const unit_comparison& of);

}  // namespace tool

#endif
