// ast.hpp: the tree of a rule file, as written: every node knows its place, nothing is resolved.
#ifndef ANCS_AST_HPP
#define ANCS_AST_HPP

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "diagnostic.hpp"
#include "number.hpp"
#include "source.hpp"

namespace ancs::ast {

/// The operators of expressions; see operators.def.
enum class op : std::uint8_t {
#define ANCS_OPERATOR(name, class_, precedence, english) name,
#include "operators.def"
#undef ANCS_OPERATOR
};

/// An identifier in NFC, without backticks; `quoted` if the file wrote them.
struct name {
  std::string text;
  span where;
  bool quoted = false;
};

/// A quoted string in NFC, without its quotes.
struct label {
  std::string text;
  span where;
};

/// A number with its sign. For a percent literal the value is already divided by 100: 30% is 3/10.
struct literal {
  rational value;
  bool percent = false;
  span where;
};

struct date {
  int year = 0, month = 0, day = 0;
  span where;
};

/// One node of an expression. What the members mean depends on `what`:
///  number_literal, percent_literal: value (percent as a share); string_literal: text; date_literal: day
///  reference: text, and member when written `text.member`; total_with: text is the block's name
///  outcome_is: text is the title of the levels, member the level; outcome_from: that level or a better one
///  every_criterion: text is the group's name or empty; every_group: nothing
///  negate, logical_not, is_given, is_not_given: args[0];  infix: args[0], args[1];  logical_or/and: args (2 or more)
///  is_one_of: args[0] and then string_literals;  at_least_of: value = k, args = the conditions
///  fall, rise: args[0] a reference, args[1] a reference when written `from`
///  working_days: value = n, behind + or - of a date;  working_between: args[0] to args[1];  previous: args[0], or none behind `from`;  count_of, run: args conditions;  sum … run: args;  round_to: args[0], args[1] the step
struct expression {
  op what = op::number_literal;
  span where;
  rational value;
  std::string text;
  std::string member;
  date day;
  span name_where;  ///< of `text` where it is a name; empty in a tree that was not read from a file
  std::vector<expression> args;
};

/// The points a row gives. `fraction` is value × the maximum (1/2 of maximum, or 50% written as percent).
struct points {
  enum class form : std::uint8_t { literal, full, none, percent, fraction, unknown } written = form::none;
  rational value;                ///< literal: the points; percent: the share; fraction: numerator / denominator
  std::int64_t numerator = 0, denominator = 1;  ///< fraction as written, for the printer
  span where;
};

struct basis { label text; };

struct evidence {
  label text;
  bool required = false;
  bool otherwise_none = false;  ///< with required: true for `otherwise none`, false for `otherwise pending`
  span where;
};

/// `when C : P` and `not applicable when C : P | excluded [within group]`.
struct guard {
  expression condition;
  bool not_applicable = false;
  bool excluded = false;
  bool within_group = false;
  points gives;
  span where;
};

// ---- clauses of a criterion ----

struct award {
  points gives;
  expression condition;
  span where;
};
struct award_clause { std::vector<award> awards; };

struct band_row {
  enum class form : std::uint8_t {
    from_up,         // from a up          x >= a
    above,           // above a            x >  a
    below,           // below b            x <  b
    up_to,           // up to b            x <= b
    from_down,       // from b down        x <= b
    from_to,         // from a to b        a <= x <= b
    from_to_below,   // from a to below b  a <= x <  b
    above_to,        // above a to b       a <  x <= b
    above_to_below,  // above a to below b a <  x <  b
    exactly,         // a                  x = a
    otherwise
  } written = form::otherwise;
  std::optional<literal> low;   ///< also the value of `exactly`
  std::optional<literal> high;
  points gives;
  span where;       ///< the whole row
  span head;        ///< the row without its points
};
struct bands_clause {
  expression of;
  std::optional<name> scaled_by;
  std::vector<band_row> rows;
};

struct steps_clause {
  expression of;
  std::optional<name> scaled_by;
  bool descending = false;  ///< `from X up : P  every further s less add d`
  literal base;
  points base_gives;
  literal width;
  literal adds;
  bool whole = true;        ///< `whole`, or else `pro rata`
  std::optional<points> at_most;
};

struct proportional_clause {
  expression of;
  std::optional<points> at_most;
};

struct interpolate_clause {
  struct knot { literal at; points gives; span where; };
  expression of;
  std::vector<knot> knots;
};

struct choose_clause {
  struct row { label option; points gives; span where; };
  expression of;  ///< a reference
  std::vector<row> rows;
  std::optional<points> otherwise;
};

/// `deduct d per E [, whole|pro rata] [, at most P]`, `deduct d when C`, `add d per E …`.
struct change {
  literal amount;
  expression of;            ///< the number of events, or the condition
  bool when = false;        ///< `of` is a condition
  std::optional<bool> whole;
  std::optional<points> at_most;
  span where;
};
struct deduct_clause {
  points start;
  std::vector<change> deductions;
};
struct add_clause { std::vector<change> additions; };

struct assessed_clause {
  std::optional<name> input;   ///< `assessed x`
  std::optional<literal> by;   ///< `assessed by 0.5`: the criterion's own input
};
struct met_clause {};
struct points_clause { expression of; };
struct information_clause {};
struct criterion;
struct items_clause { std::vector<criterion> items; };

using clause = std::variant<std::monostate, award_clause, bands_clause, steps_clause, proportional_clause, interpolate_clause, choose_clause,
                            deduct_clause, add_clause, assessed_clause, met_clause, points_clause, information_clause, items_clause>;

/// What group, criterion and item have in common before their brace.
struct head {
  name id;
  std::optional<label> number;  ///< `number "2.2"`
  std::optional<label> title;
  std::optional<literal> maximum;
  bool capped = false;
  std::optional<literal> floor;
};

struct criterion {
  struct head head;
  bool item = false;
  std::vector<basis> bases;
  std::optional<struct evidence> evidence;
  std::vector<guard> guards;
  clause body;           ///< monostate after a syntax error in it, or when it has none
  span body_where;
  span where;
};

struct group;
using group_member = std::variant<criterion, group>;
struct group {
  enum class block : std::uint8_t { group, bonus, priority, penalty } written = block::group;
  struct head head;
  std::vector<basis> bases;
  std::optional<struct evidence> evidence;
  std::vector<group_member> members;
  span where;
};

// ---- declarations ----

enum class rounding_stage : std::uint8_t { per_item, per_criterion, per_group, at_the_end };
struct rounding {
  literal step;
  rounding_mode mode = rounding_mode::half_up;
  rounding_stage stage = rounding_stage::per_criterion;
  span where;
};

struct model {
  struct column { name id; label title; };
  name id;
  std::optional<label> title;
  std::optional<literal> maximum;
  std::vector<basis> bases;
  std::vector<label> applies_to;
  std::optional<std::pair<date, date>> period;
  std::optional<date> in_force_from;
  std::vector<label> replaces;
  std::vector<label> parts;
  std::vector<column> columns;
  std::vector<expression> not_yet_assessed;
  std::optional<struct rounding> rounding;
  span where;
};

enum class kind : std::uint8_t { count, number, money, percent, points, days, date, yes_no, one_of };
enum class series : std::uint8_t { none, monthly, quarterly, yearly };

/// `at least E`, `at most E`, `above E`, `below E` behind an input's kind.
struct range {
  enum class form : std::uint8_t { at_least, at_most, above, below } written = form::at_least;
  expression limit;
  span where;
};

struct baseline { name id; std::optional<label> title; };

/// `from parts "type" …`: the value is rolled up from the results of units that report on their own.
struct parts_source {
  enum class form : std::uint8_t {
    units,    // how many there are
    outcome,  // how many have a level: `when outcome "…" = "…"`, or `from "…" up`
    action,   // for how many an action is made: `when action "…"`
    sum,
    mean,
    minimum,
    maximum   // of `total`, of a criterion, group or input of theirs, or (sum) of the times an action is made
  } written = form::units;
  label type;                                     ///< of the units: "khu dân cư"
  label title;                                    ///< of the levels or of the action; else empty
  label level;
  bool or_better = false;
  bool total = false;
  name id;                                        ///< sum …: what is taken of each, unless it is the total or an action
  std::optional<name> member;
  span where;
};

struct input {
  std::vector<name> names;
  enum kind kind = kind::count;
  span kind_where;
  enum series series = series::none;
  std::vector<literal> years;              ///< yearly: their number, or the first and the last
  bool with_baseline = false;
  std::vector<baseline> baselines;         ///< empty with with_baseline: one named `baseline`
  std::vector<label> options;              ///< one_of
  std::optional<literal> points_low, points_high;  ///< points a to b
  std::optional<literal> by;               ///< number by s, points … by s
  bool same_within_parent = false;
  std::optional<parts_source> from_parts;
  std::vector<range> ranges;
  bool optional = false;
  std::optional<expression> default_value; ///< a literal, a string, yes or no
  std::optional<label> title;
  span where;
};

struct parameter {
  name id;
  literal value, low, high;
  std::optional<label> title;
  span where;
};

/// Days on which nobody works besides Saturdays and Sundays, and those on which everybody does.
struct holidays {
  struct days {
    date first;
    std::optional<date> last;  ///< of a range
    bool working = false;      ///< `working on`: a Saturday or Sunday that is made a working day
    span where;
  };
  std::optional<label> title;
  std::vector<days> list;
  span where;
};

/// `let x = E`, or a choice by condition: cases in order, then otherwise.
struct let {
  struct choice { expression condition; expression value; span where; };
  name id;
  std::vector<choice> choices;
  expression value;  ///< the value, or that of `otherwise`
  std::optional<label> title;
  span where;
};

struct veto {
  name id;
  std::optional<label> title;
  expression condition;
  span where;
};

struct levels {
  struct row {
    enum class form : std::uint8_t { when, otherwise, not_above } written = form::when;
    label level;
    std::optional<expression> condition;
    span where;
  };
  label title;
  std::vector<label> names;  ///< best first
  std::vector<row> rows;
  span where;
};

struct ranking_key {
  expression of;
  bool descending = true;
  span where;
};
struct ranking {
  enum class ties : std::uint8_t { share, dense, split } tie = ties::share;
  bool within_parent = false, within_unit_type = false;
  std::optional<name> within;  ///< a one-of input
  std::vector<ranking_key> keys;
  std::vector<ranking_key> split_by;
  span where;
};

struct quota {
  label level, outcome;
  literal share;
  label of;
  bool or_better = false;
  bool before = true;
  rounding_mode mode = rounding_mode::down;
  bool ties_in = false;
  label become;
  span where;
};

struct require {
  expression condition;
  std::optional<label> title;
  span where;
};
struct warn {
  name id;
  expression condition;                  ///< the stated value, or the condition of a plain warning
  std::optional<expression> differs_from;
  std::optional<literal> tolerance;
  std::optional<expression> when;
  std::optional<label> title;
  span where;
};

/// `action "title" when C`, or for the members of a series: in the condition the series means that member.
struct action {
  label title;
  enum series each = series::none;  ///< for each month, quarter or year
  name of;                          ///< with each: the series
  expression condition;
  span where;
};

/// A value in a test: a literal, text, yes/no, a date or a series.
using value = std::variant<literal, label, bool, date, std::vector<literal>, std::vector<bool>>;
struct assignment {
  name id;
  std::optional<name> member;
  value to;
  span where;
};
struct expectation {
  enum class form : std::uint8_t { equals, bounds, outcome, not_applicable, missing, veto, excluded, not_yet_assessed, action } written = form::equals;
  name id;                     ///< empty for total, not_yet_assessed, outcome and action; the criterion, group, veto or warning
  bool total = false;
  bool rescaled = false;       ///< with total: `total rescaled`
  std::optional<label> outcome;
  std::optional<label> action; ///< its title; `missing` says that it is open
  std::optional<value> to;     ///< equals, outcome (a label), veto (yes/no), action (yes/no, members of a series, or absent: yes)
  std::optional<literal> low, high;
  span where;
};
struct test {
  label title;
  std::vector<assignment> given;
  std::vector<expectation> expect;
  span where;
};

/// `include "shared/units.ancs"`: the declarations of that file stand here. Reading the files takes it out of the tree; see include.hpp.
struct include {
  label path;
  span where;
};

using declaration = std::variant<model, input, parameter, holidays, let, group, veto, levels, ranking, quota, require, warn, test, include, action>;

struct comment {
  std::string text;  ///< from `#` to the end of the line, without it
  span where;
  bool own_line = true;  ///< nothing but spaces stands before it on its line
};

/// What could not be read. Its words may declare things, so that whatever uses them is no fault of its own.
struct unread {
  std::vector<std::uint32_t> places;  ///< offsets, ascending: the innermost declaration or criterion around one is not to be trusted
  std::vector<std::string> names;     ///< that the text there declares
  std::vector<std::string> texts;     ///< in quotes there: titles, levels, options
  bool rest = false;                  ///< reading stopped; nothing is known of the rest of the file
};

/// A whole rule file.
struct document {
  int language_version = 1;
  language keywords = language::en;
  span header;  ///< `ancs 1 vi`
  std::vector<declaration> declarations;
  std::vector<comment> comments;
  struct unread unread;     ///< empty where parsing found no error
  std::uint32_t included_from = 0xFFFFFFFF;  ///< what stands from this offset on was read from included files
};

}  // namespace ancs::ast

#endif
