// rank_report.hpp: units in ranking order, cohort by cohort, with what quotas did, in the three forms of results.
#ifndef ANCS_TOOL_RANK_REPORT_HPP
#define ANCS_TOOL_RANK_REPORT_HPP

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "ancs/cohort.hpp"
#include "scoring.hpp"

namespace tool {

struct ranked_units {
  const ancs::program& by;
  ancs::language lang;
  std::vector<std::string> ids, names;
  std::vector<ancs::scorecard> cards;
  std::vector<ancs::cohort_unit> units;
  ancs::cohort_results results;
  /// By unit and outcome: what its quotas did, in their order.
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<ancs::lowered_unit>> lowered;

  void rank() {
    results = ancs::rank(by, cards, units);
    for (const auto& moved : results.lowered) lowered[{moved.unit, by.quotas()[moved.quota].outcome}].push_back(moved);
  }
  bool within_any() const { return by.ranking().within_parent || by.ranking().within_unit_type || by.ranking().within_column; }
};

std::string rank_text(const ranked_units& of);
std::string rank_csv(const ranked_units& of);
/// Of several tables only what all of them have.
std::string rank_csv(const std::vector<ranked_units>& tables);
std::string rank_json(const ranked_units& of, const left_out& rest);

}  // namespace tool

#endif
