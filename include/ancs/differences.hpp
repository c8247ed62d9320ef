// differences.hpp: what differs between two scorecards of one unit, under one rule file or two.
#ifndef ANCS_DIFFERENCES_HPP
#define ANCS_DIFFERENCES_HPP

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "config.hpp"
#include "program.hpp"
#include "scorecard.hpp"

namespace ancs {

/// Points of one criterion on both cards; empty where the rule file does not have it.
struct points_difference {
  std::string id;
  std::optional<bounds> before, after;
};
/// The levels that one outcome leaves possible on both cards, best first; empty where the rule file does not have it.
struct level_difference {
  std::string title;
  std::vector<std::string> before, after;
};
/// A veto that holds (or may hold) on one card and not on the other.
struct veto_difference {
  std::string id;
  truth before = truth::no, after = truth::no;
};

struct score_difference {
  bounds total_before, total_after;
  std::vector<points_difference> criteria;  ///< in the order of the new rule file, those it no longer has behind them
  std::vector<level_difference> levels;
  std::vector<veto_difference> vetoes;
  bool outcome_changes() const { return !levels.empty(); }
  bool empty() const;
};

/// Criteria, outcomes and vetoes are matched by name.
score_difference differences(const program& before, const scorecard& old_card, const program& after, const scorecard& new_card);

/// The order in which differences matter: those that change an outcome first, then by how far the total moves. True where a goes first.
bool weighs_more(const score_difference& a, const score_difference& b);

}  // namespace ancs

#ifdef ANCS_HEADER_ONLY
#include "impl/differences_inl.hpp"
#endif
#endif
