// scorecard.hpp: what scoring one unit gives: points with bounds, totals, levels, vetoes, warnings.
#ifndef ANCS_SCORECARD_HPP
#define ANCS_SCORECARD_HPP

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "diagnostic.hpp"
#include "number.hpp"
#include "source.hpp"

namespace ancs {

struct criterion_info {
  std::string id, number, title;
  rational maximum;
  std::uint32_t group = 0;
  std::vector<std::string> bases;
  std::string evidence;
  bool information = false;
  bool assessed = false;            ///< an assessor gives its points
  bool needs_evidence = false;      ///< the column `id.evidence` says whether it is there
  std::int32_t parent = -1;         ///< an item: index of the criterion or item it stands in, or -1
  std::vector<std::uint32_t> items; ///< its own items, which stand behind it
};
struct group_info {
  std::string id, number, title;
  rational maximum;
  bool counts_in_total = true;      ///< false for bonus, priority and penalty
  std::int32_t parent = -1;         ///< index of the group it stands in, or -1
  std::string evidence;
  bool needs_evidence = false;      ///< the column `id.evidence` says whether it is there
  std::vector<std::uint32_t> criteria, groups;  ///< criteria without their items
};
struct outcome_info {
  std::string title;
  std::vector<std::string> levels;  ///< best first
};
struct veto_info {
  std::string id, title;
};

struct action_info {
  enum class period : std::uint8_t { none, month, quarter, year };
  std::string title;                      ///< several actions may share one
  period each = period::none;
  std::vector<std::uint32_t> columns;     ///< of the series that it goes through; empty without one
};
/// At most `share` of the units at `of` (or better) keep `level`; the rest of these become `become`. Levels are indexes into the outcome's.
struct quota_info {
  std::uint32_t outcome = 0, level = 0, of = 0, become = 0;
  rational share;
  bool or_better = false, before = true;
  rounding_mode mode = rounding_mode::down;
  bool ties_in = false;
  std::string sentence;                   ///< the rule text, white space folded
  position place;
  std::string file;                       ///< the included file it stands in; empty for the rule file itself
};
/// What units are ranked within; nothing: all together.
struct ranking_info {
  bool within_parent = false, within_unit_type = false;
  std::optional<std::uint32_t> within_column;   ///< a one-of column
};

/// The least and greatest value that missing data leaves possible; equal when nothing is missing.
struct bounds {
  rational low, high;
  bool settled() const { return low == high; }
};

/// scored: the points are final. missing: data is missing and the points, or whether they count, depend on it. not_applicable: a
/// `not applicable` guard decided the points. information: worth no points. excluded: a `not applicable … : excluded` guard decided: no
/// points, and its maximum does not count. unknown: the rule that applies gives points that nobody knows, so there are bounds only.
/// not_counted: an item whose criterion was decided without looking at its items.
enum class point_state : std::uint8_t { scored, missing, not_applicable, information, excluded, unknown, not_counted };

struct criterion_result {
  bounds points;
  point_state state = point_state::scored;
  bool outer = false;               ///< the bounds hold, but no data may reach both ends; otherwise each is reached or approached
};

enum class truth : std::uint8_t { no, yes, unknown };

/// A level of one outcome: settled when one level is left, else the levels still possible. None where the unit is not yet assessed.
struct outcome_result {
  std::vector<std::uint32_t> possible;   ///< indexes of levels, best first; one when settled
  bool may_have_none = false;            ///< missing data leaves open whether the unit is assessed at all
  bool settled() const { return possible.size() == 1 && !may_have_none; }
};

/// Points out of what could be assessed of a unit, in a model that excludes criteria (see program.excludes()).
struct assessed_group {
  bounds maximum;                             ///< of the group, without what is excluded in it
  bounds counted;                             ///< its points as the total counts them: rescaled where it excludes `within group`
  bounds counted_maximum;                     ///< and what these are out of
};

struct warning_result {
  std::uint32_t warning = 0;             ///< index into program.warnings()
  /// For `differs from`: explanations that fit ("truncated", "divided by current", "sign reversed"), or "unexplained".
  std::vector<std::string> explanations;
  rational stated, actual;               ///< for `differs from`
  bool differs = false;                  ///< a `differs from` warning
};

/// An action that is made (yes), or that missing data leaves open (unknown).
struct action_result {
  std::uint32_t action = 0;              ///< index into program.actions()
  std::optional<std::uint32_t> column;   ///< of a series: the member it is made for
  truth made = truth::yes;
};

/// Inputs that a unit lacks and scoring depends on.
struct missing_input {
  std::uint32_t column = 0;
  rational moves;                   ///< how far it alone, whatever the others are, can move the total (rescaled where criteria may be excluded)
};

/// The result of one unit. Vectors are in the order of the rule file, as in program.criteria() and so on.
struct scorecard {
  bounds total;                               ///< groups, without bonus, priority and penalty
  bounds total_with_all;
  bounds total_rescaled;                      ///< total × maximum / assessed_maximum; the total itself where nothing can be excluded
  bounds assessed_maximum;                    ///< the model's maximum without what is excluded
  std::vector<assessed_group> assessed;       ///< by group; empty in a model that excludes nothing
  truth not_yet_assessed = truth::no;         ///< yes: no level, outside ranking and quota
  std::vector<bounds> groups;
  std::vector<criterion_result> criteria;
  std::vector<truth> vetoes;
  std::vector<outcome_result> outcomes;
  std::vector<warning_result> warnings;
  std::vector<action_result> actions;         ///< in the order of the file and of series; those that are not made are left out
  std::vector<bounds> ranking_keys;           ///< of `ranking … by`, of `split by`, then the option it is within, see cohort.hpp; an end that nothing bounds is ±2^63
  std::vector<missing_input> missing;         ///< by how far each moves the total, furthest first
  bool outer = false;                         ///< bounds of groups and totals may be wider than any data reaches: an input feeds several criteria
  diagnostics findings;                       ///< data errors: out of range, relation broken, `require` not met
  bool final_result = true;                   ///< false while data is missing or wrong, even where that changes nothing here
};

}  // namespace ancs

#endif
