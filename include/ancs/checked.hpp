// checked.hpp: the checked model: names resolved, kinds known, constants folded, every proof made.
// What stands here can be lowered without asking anything again.
#ifndef ANCS_CHECKED_HPP
#define ANCS_CHECKED_HPP

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "ast.hpp"
#include "model_info.hpp"
#include "number.hpp"
#include "source.hpp"

namespace ancs::checked {

using ast::kind;
using ast::op;

/// An interval of rationals; an absent end is unbounded, an open end is not itself in it.
struct interval {
  std::optional<rational> low, high;
  bool low_open = false, high_open = false;
};

/// One number (or yes/no, or option) of a unit's data. An input with baselines or months has several.
struct slot {
  std::string name;              ///< as data names it: "x", "x.before_model", "x.3" (months from 1)
  std::uint32_t input = 0;       ///< index into model::inputs
  interval range;                ///< from its kind and constant `at least … below`
  bool whole = false;            ///< only whole multiples of `step`
  rational step = 1;             ///< with whole
  bool pending = false;          ///< yes/no: a no says that the answer is still to come, and counts as missing
  struct relation {
    std::uint32_t other = 0;
    bool strict = false;         ///< never equal either
  };
  std::vector<relation> up;      ///< declared: never above these other slots
  std::vector<relation> down;    ///< likewise from the other side: these are never above this one
  span where;
};

struct input {
  std::string name;
  std::string title;             ///< empty if none
  kind type = kind::count;
  std::vector<std::string> options;  ///< one_of; a value is an index into it
  bool optional = false;         ///< absence has a meaning of its own; otherwise it is missing data
  std::optional<rational> default_value;  ///< taken where the data says nothing (yes = 1, an option's index)
  std::uint32_t first_slot = 0;  ///< the current value; then baselines, or months
  std::uint32_t slots = 1;
  std::optional<ast::parts_source> from_parts;  ///< rolled up from the results of parts
  bool series = false;           ///< slots are series (months, years): the current one, then those of its baselines
  std::uint32_t length = 1;      ///< values of one series; 1 if there is none
  bool same_within_parent = false;
  std::optional<std::uint32_t> criterion;  ///< declared by this criterion under its own id: `met`, `assessed by 0.5`
  span where;
};

/// What a term is. The operators of the tree that checking takes apart (let references stay: they share).
enum class term_op : std::uint8_t {
  constant,        ///< value
  slot,            ///< index: a slot
  given,           ///< index: a slot of an optional input; yes/no
  parameter,       ///< index: into model::parameters
  let,             ///< index: into model::lets
  veto,            ///< index; yes/no
  any_veto,
  outcome_is,      ///< index: of levels; value: the level that they give; yes/no
  outcome_from,    ///< that level or a better one
  criterion,       ///< index; its points
  group,           ///< index; its points
  total,           ///< sum of the groups that are not bonus, priority or penalty
  total_with,      ///< total and the block with this group index
  total_with_all,
  total_rescaled,  ///< total × maximum / what was assessed of it; 0 where nothing was
  total_rescaled_with,      ///< that, and the block with this group index
  total_rescaled_with_all,
  excluded,        ///< index: a criterion; yes/no
  criterion_assessed,       ///< index; its maximum, 0 where it is excluded
  group_assessed,  ///< index; what its maximum comes to without what is excluded
  total_assessed,  ///< the same of the model's maximum
  negate, add, subtract, multiply, divide,     ///< divide: the denominator is proven not to be 0 where it counts
  fall, rise,      ///< args: current, baseline; (baseline - current) / baseline and its opposite
  sum, minimum_of, maximum_of,                 ///< args, at least one
  round_to,        ///< args[0]; value is the step; half up
  equal, not_equal, less, less_equal, greater, greater_equal,
  logical_not, logical_and, logical_or,        ///< and, or: any number of args
  at_least_of,     ///< value = k; args conditions
  count_of,        ///< how many args hold; index: into model::calls
  run,             ///< how many of the last args hold without a break; likewise
  quoted,          ///< args[0], shown as the file writes it; likewise
  working_index,   ///< how many working days lie between 1970-01-05 and args[0], a date, both in
  working_day,     ///< the date of the working day with this index
  select           ///< args: condition, value, condition, value, …, otherwise
};

/// A resolved expression.
struct term {
  term_op what = term_op::constant;
  kind type = kind::number;
  span where;          ///< in the rule text; for reports
  rational value;
  std::uint32_t index = 0;
  std::vector<term> args;
};

/// The working days of the file: Mondays to Fridays without `free`, and `worked`, all days from 1970-01-01, ascending.
struct calendar {
  std::vector<std::int64_t> free;    ///< never Saturdays or Sundays
  std::vector<std::int64_t> worked;  ///< always Saturdays or Sundays
};

/// A constant that a host may change for a what-if: proofs hold for every value from low to high.
struct parameter {
  std::string name;
  std::string title;             ///< empty if none
  kind type = kind::number;      ///< number or percent
  rational value, low, high;
  span where;
};

struct let {
  std::string name;
  term value;
  span where;
};

struct guard {
  term condition;
  bool not_applicable = false;
  bool excluded = false;      ///< gives no points, and takes the maximum away: from the model, or with
  bool within_group = false;  ///< this from its group, whose points are then rescaled
  bool unknown = false;       ///< `unknown`: anything from the floor to the maximum
  rational gives;             ///< points
  span where;
};

/// The bands of a clause as ascending pieces that cover every value once: piece i holds from `low` (not itself when
/// `low_open`) up to the next piece. The first piece has no low.
struct piece {
  std::optional<rational> low;
  bool low_open = false;
  rational gives;
  bool unknown = false;   ///< `unknown`: anything from the floor to the maximum
  std::uint32_t row = 0;  ///< which row of the file, for the explanation; index into bands::rows
};
struct row {
  span where;   ///< the whole row in the rule text
  span head;
  bool otherwise = false;
};

struct award_clause {
  struct award { term condition; rational gives; span where; };
  std::vector<award> awards;
};
struct bands_clause {
  term of;
  std::optional<term> scale;  ///< every limit counts times this, which is proven to be above 0
  std::vector<piece> pieces;
  std::vector<row> rows;
};
/// Up to `base` the points are `gives`; every `width` further on adds `adds` (descending: every `width` below).
struct steps_clause {
  term of;
  std::optional<term> scale;  ///< `base` and `width` count times this, which is proven to be above 0
  bool descending = false;
  rational base, gives;
  rational width, adds;       ///< > 0
  bool whole = true;          ///< a part of a step counts nothing
  std::optional<rational> at_most;
};
struct proportional_clause {
  term of;
  std::optional<rational> at_most;
};
struct interpolate_clause {
  struct knot { rational at, gives; span where; };
  term of;
  std::vector<knot> knots;  ///< ascending by `at`
};
struct choose_clause {
  std::uint32_t slot = 0;
  std::vector<rational> gives;          ///< by option
  std::vector<bool> unknown;            ///< by option: `unknown`
  std::vector<std::uint32_t> row_of;    ///< by option: index into rows
  std::vector<row> rows;
};
struct change {
  rational amount;      ///< > 0
  term of;              ///< number of events, or a condition
  bool when = false;
  bool whole = false;   ///< only whole events count (rounded down); for a count it makes no difference
  std::optional<rational> at_most;
  span where;
};
/// start − deductions, never below the floor; `start` 0 and signs turned for additions.
struct change_clause {
  rational start;
  bool adds = false;
  std::vector<change> changes;
  span start_where;
};
struct assessed_clause { std::uint32_t slot = 0; };
/// The maximum where the slot, a yes/no, says yes.
struct met_clause { std::uint32_t slot = 0; };
struct points_clause { term of; };
struct information_clause {};
/// The sum of the items, which stand behind their criterion in model::criteria.
struct items_clause {};

using clause = std::variant<information_clause, award_clause, bands_clause, steps_clause, proportional_clause, interpolate_clause,
                            choose_clause, change_clause, assessed_clause, met_clause, points_clause, items_clause>;

/// `evidence "…" required`: without it nothing counts, or it is still to come.
struct required_evidence {
  std::uint32_t slot = 0;     ///< yes/no: it is there
  span where;
};

/// A criterion, or an item of one.
struct criterion {
  std::string id;
  std::string number;         ///< as reports show it; the id if the file gives none
  std::string title;
  rational maximum;
  rational floor = 0;         ///< <= 0 or above; every result lies in [floor, maximum], by proof
  std::uint32_t group = 0;
  std::optional<std::uint32_t> parent;  ///< an item: the criterion or item it stands in
  std::vector<std::uint32_t> items;     ///< its own items, in order
  bool capped = false;        ///< its items may give more than its maximum, which then counts
  std::vector<std::string> bases;
  std::string evidence;
  bool may_be_excluded = false;   ///< some guard excludes it, from the model
  bool may_be_excluded_within_group = false;
  std::optional<struct required_evidence> required;
  std::vector<guard> guards;
  clause body;
  span body_where;
  span where;                 ///< the whole criterion
  span head_where;            ///< its id
};

struct group {
  std::string id;
  std::string number;
  std::string title;
  rational maximum;
  bool capped = false;
  std::optional<rational> floor;
  ast::group::block block = ast::group::block::group;
  std::optional<std::uint32_t> parent;     ///< the group it stands in
  std::vector<std::uint32_t> groups;       ///< its groups, in order
  std::vector<std::uint32_t> criteria;     ///< its criteria, in order, without their items
  std::vector<std::string> bases;
  rational least_assessed;                 ///< the least of its maximum that exclusion can leave
  rational least_counted;                  ///< the least of it that the group above, or the total, counts
  std::string evidence;
  std::optional<struct required_evidence> required;
  span where;
  span head_where;
};

struct veto {
  std::string id;
  std::string title;
  term condition;
  span where;
};

struct level_row {
  std::uint32_t level = 0;        ///< index into levels::names
  std::optional<term> condition;  ///< none: otherwise
  bool not_above = false;         ///< caps the level after matching
  span where;
};
struct levels {
  std::string title;
  std::vector<std::string> names;  ///< best first
  std::vector<level_row> rows;     ///< first match; the last is otherwise; not_above rows apart in `caps`
  std::vector<level_row> caps;
  span where;
};

struct ranking_key {
  term of;
  bool descending = true;
};
struct ranking {
  ast::ranking::ties ties = ast::ranking::ties::share;
  bool within_parent = false, within_unit_type = false;
  std::optional<std::uint32_t> within;   ///< slot of a one-of input
  std::vector<ranking_key> keys;
  std::vector<ranking_key> split_by;
  span where;
};

/// At most a share of the units at a level (or better) may have a better level; the rest of them get a lower one.
struct quota {
  std::uint32_t outcome = 0;
  std::uint32_t level = 0, of = 0, become = 0;  ///< indexes into its levels
  rational share;                        ///< above 0, up to 1
  bool or_better = false;
  bool before = true;                    ///< the share is of the units before the quota is applied, or else after
  rounding_mode mode = rounding_mode::down;
  bool ties_in = false;
  span where;
};

struct action {
  struct member {
    std::uint32_t slot = 0;              ///< of the series; nothing without one
    term condition;
  };
  std::string title;
  ast::series each = ast::series::none;
  std::vector<member> members;           ///< one without a series
  span where;
};

struct require {
  term condition;
  std::string title;
  span where;
};
struct warn {
  std::string id;
  std::string title;
  term stated;                    ///< or the condition of a plain warning
  std::optional<term> actual;     ///< `differs from`
  rational tolerance;
  std::optional<term> when;
  span where;
};

struct test {
  struct given {
    std::uint32_t slot = 0;
    rational value;
    span where;
  };
  struct expectation {
    enum class about : std::uint8_t { total, criterion, group, veto, warning, outcome, total_rescaled, assessment, action } what = about::total;
    enum class form : std::uint8_t { equals, bounds, not_applicable, missing, excluded, members } written = form::equals;
    std::uint32_t index = 0;        ///< of the criterion, group, veto, warning or levels
    rational low, high;             ///< equals: low == high (a veto: 1 or 0)
    std::string text;               ///< warning: "unexplained" …; outcome: the level; action: its title
    std::vector<std::string> members;  ///< action, members: those of its series that it is made for, and no others
    span where;
  };
  std::string title;
  std::vector<given> givens;
  std::vector<expectation> expectations;
  span where;
};

struct not_yet_assessed {
  term condition;
  span where;
};

struct model {
  std::string id;
  std::string title;
  rational maximum;
  model_info info;
  bool rounds = false;
  rational step;
  rounding_mode mode = rounding_mode::half_up;
  ast::rounding_stage stage = ast::rounding_stage::per_criterion;
  std::vector<input> inputs;
  std::vector<slot> slots;
  struct calendar calendar;
  std::vector<parameter> parameters;
  std::vector<std::string> calls;         ///< counts and runs as the file writes them
  std::vector<let> lets;
  std::vector<group> groups;              ///< in the order of the file, parents before their groups
  std::vector<criterion> criteria;        ///< in the order of the file, items behind the criterion they stand in
  std::vector<veto> vetoes;
  std::vector<struct levels> outcomes;
  std::vector<struct not_yet_assessed> not_yet_assessed;  ///< one that holds: no level, no place
  bool excludes = false;                  ///< some criterion may be excluded
  rational least_assessed;                ///< the least of the maximum that exclusion can leave
  std::optional<struct ranking> ranking;
  std::vector<quota> quotas;
  std::vector<action> actions;
  std::vector<require> requirements;
  std::vector<warn> warnings;
  std::vector<test> tests;
  std::string rules_digest;               ///< of the tree; see print.hpp
  language keywords = language::en;
};

}  // namespace ancs::checked

#endif
