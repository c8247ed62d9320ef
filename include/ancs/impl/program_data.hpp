// program_data.hpp: what a program holds: the graph, its code for each arithmetic lane, and what results are read from.
#ifndef ANCS_IMPL_PROGRAM_DATA_HPP
#define ANCS_IMPL_PROGRAM_DATA_HPP

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "../graph.hpp"
#include "../program.hpp"
#include "../scorecard.hpp"
#include "integer128.hpp"
#include "row_steps.hpp"

namespace ancs::detail {

/// A piece of the rule text, for quoting.
struct sentence {
  std::string text;  ///< white space folded
  position place;
  span where;
  std::string file;  ///< the included file it stands in; empty for the rule file itself
};

/// Another slot that a slot may not pass.
struct slot_limit {
  std::uint32_t other = 0;
  bool from_above = false;                     ///< this slot <= other; else this slot >= other
};

struct slot_plan {
  graph::node_id node = graph::no_node;        ///< input register
  bool read = false;                           ///< scoring or explaining reads it: without it data is missing
  graph::node_id given = graph::no_node;       ///< 0/1 register, if scoring asks whether it is given
  std::int64_t scale = 1;                      ///< a record holds value × scale
  std::optional<rational> low, high;           ///< declared range of the value
  bool low_open = false, high_open = false;
  bool whole = false;                          ///< only multiples of `step`
  rational step = 1;
  bool pending = false;                        ///< a no counts as missing
  bool optional = false;
  std::optional<rational> default_value;
  std::vector<slot_limit> limits;              ///< the program's relations that name it
};

struct parameter_plan {
  parameter_info info;                         ///< as the file has it
  graph::node_id node = graph::no_node;        ///< no_node: nothing reads it
  rational scale = 1;                          ///< the register holds value × scale
};

struct guard_plan {
  graph::node_id condition = graph::no_node;
  bool not_applicable = false;
  bool excluded = false, within_group = false;
  sentence text;
  graph::formula shown;
};

/// Evidence without which nothing counts.
struct evidence_plan {
  std::uint32_t slot = 0;
  graph::node_id there = graph::no_node;       ///< 0/1
  sentence text;
};

/// A row of bands or of a choice, an award, a deduction or an addition.
struct row_plan {
  sentence text;
  sentence head;
  graph::formula shown;                        ///< award, change: the condition or the number of events
  graph::quantity effect;                      ///< award, change: the points it gives or takes
};
struct piece_plan {
  std::optional<rational> low;
  bool low_open = false;
  std::uint32_t row = 0;
  rational gives;
};

/// A `steps` clause, for explanations.
struct steps_plan {
  bool descending = false, whole = true;
  rational base, gives, width, adds;
  std::optional<rational> at_most;
};

struct criterion_plan {
  enum class body : std::uint8_t { information, awards, bands, steps, formula, choose, changes, assessed, met, items } written = body::information;
  graph::quantity points;
  bool adds = false;                           ///< changes: they add
  rational floor;
  std::vector<guard_plan> guards;
  sentence text;                               ///< the clause
  graph::formula shown;                        ///< bands, proportional, interpolate, points: the expression; choose, assessed: the slot
  std::vector<row_plan> rows;
  std::vector<piece_plan> pieces;              ///< bands; choose: one per option
  std::optional<graph::formula> scale;         ///< bands, steps: what multiplies the limits
  steps_plan steps;
  std::optional<evidence_plan> evidence;
  graph::node_id unknown = graph::no_node;     ///< 0/1: it gives unknown points; none where it never does
  graph::node_id not_counted = graph::no_node; ///< 0/1: an item whose criterion is decided without its items; none where that cannot be
};

struct level_row_plan {
  std::uint32_t level = 0;
  graph::node_id condition = graph::no_node;   ///< no_node: otherwise
  sentence text;
  graph::formula shown;                        ///< none where the condition is too large to be shown
};
struct outcome_plan {
  std::vector<level_row_plan> rows, caps;
};

struct ranking_key_plan {
  graph::quantity of;
  bool descending = true;
};

struct not_yet_assessed_plan {
  graph::node_id condition = graph::no_node;
  sentence text;
  graph::formula shown;
};

struct action_plan {
  struct member {
    graph::node_id condition = graph::no_node;
    std::uint32_t slot = 0;                    ///< of the series; nothing without one
    graph::formula shown;
  };
  sentence text;
  std::vector<member> members;                 ///< one without a series
  graph::node_id bits = graph::no_node;        ///< bit i: it is made for member i; none of more than 62
};

struct requirement_plan {
  graph::node_id condition = graph::no_node;
  std::string title;
  sentence text;
};

struct warning_plan {
  std::string title;
  sentence text;
  graph::node_id when = graph::no_node;        ///< no_node: always
  graph::node_id condition = graph::no_node;   ///< a plain warning
  bool differs = false;
  graph::quantity stated, actual;
  bool is_change = false;                      ///< actual is a fall or a rise
  bool is_rise = false;
  graph::quantity current, baseline;           ///< of that fall or rise
  graph::formula shown;
  rational tolerance;
};

struct expectation_plan {
  enum class about : std::uint8_t { total, criterion, group, veto, warning, outcome, total_rescaled, assessment, action } what = about::total;
  enum class form : std::uint8_t { equals, bounds, not_applicable, missing, excluded, members } written = form::equals;
  std::uint32_t index = 0;
  rational low, high;
  std::string expected;
  std::vector<std::string> members;            ///< action: of its series, by their last part
  sentence text;
};
struct test_plan {
  std::string title;
  span where;
  std::vector<std::pair<std::uint32_t, rational>> given;
  std::vector<expectation_plan> expectations;
};

/// One step of the code: a node with its operands found. The output register is the node's id.
struct instruction {
  graph::node_op what;
  std::uint8_t detail;          ///< test: comparison; round_divide: mode; select: 0, or 1 + the comparison of the test it computes first
  std::uint32_t out;
  std::uint32_t first_operand;  ///< into lane_code::operands
  std::uint32_t operands;
  std::uint32_t first_constant; ///< into lane_code::constants
  std::uint32_t constants;
};

/// The graph's code in one arithmetic. Without `available` some constant or some value may not fit in T.
template <class T>
struct lane_code {
  bool available = false;
  std::vector<instruction> steps;
  std::vector<std::uint32_t> operands;
  std::vector<T> constants;
  std::vector<std::pair<std::uint32_t, T>> preset;   ///< constant registers
  std::vector<T> slot_low, slot_high;                ///< inputs within these, as registers, keep every value in T
};

/// Two slots of which the first may not pass the other.
struct slot_relation {
  std::uint32_t slot = 0, other = 0;
  bool strict = false;                               ///< slot < other; else slot <= other
};

struct program_data {
  std::string model_id, title, rules_digest;
  rational maximum;
  language keywords = language::en;
  model_info info;
  std::vector<input_column> columns;
  std::unordered_map<std::string, std::uint32_t> column_by_name;
  std::vector<criterion_info> criteria;
  std::vector<group_info> groups;
  std::vector<outcome_info> outcomes;
  std::vector<veto_info> vetoes;
  std::vector<std::string> warnings;
  std::vector<action_info> actions;
  std::vector<quota_info> quotas;
  ranking_info ranking;

  std::vector<graph::node> nodes;
  std::int64_t points_scale = 0;                     ///< see points_scale() in columns.hpp
  std::vector<std::uint8_t> tightened;               ///< by node: 1 the points of a criterion, 2 a veto: bounded anew while data is missing
  std::vector<bool> drawn;                           ///< nodes that scoring computes, without what only explanations read
  std::vector<std::int64_t> node_scale;              ///< scale of each node where it is an int64, else 0
  std::vector<slot_plan> slots;
  std::vector<parameter_plan> parameters;
  std::vector<slot_relation> relations;
  std::vector<criterion_plan> criterion_plans;
  std::vector<graph::quantity> group_points;
  std::vector<std::optional<evidence_plan>> group_evidence;
  graph::node_id open_rows = graph::no_node;         ///< 0/1: the rules leave something open, whatever the data; none where they never do
  std::vector<graph::node_id> unknown_nodes;
  graph::quantity total, total_with_all;
  rational least_total;                              ///< what no group and no total falls below
  rational least_with_all;                           ///< the least that the total with all comes to
  rational most_with_all;                            ///< the most that the total with all comes to
  graph::quantity total_rescaled;                    ///< the total itself in a model that excludes nothing
  bool excludes = false;                             ///< some criterion may be excluded; without it these stay empty:
  graph::quantity total_assessed;
  std::vector<graph::quantity> group_assessed, group_counted, group_counted_maximum;
  std::vector<not_yet_assessed_plan> not_yet_assessed_plans;
  graph::node_id not_yet_assessed = graph::no_node;  ///< 0/1 register; none where every unit is assessed
  std::vector<graph::node_id> veto_conditions;
  std::vector<sentence> veto_texts;
  std::vector<outcome_plan> outcome_plans;
  std::vector<graph::node_id> level_nodes;           ///< by outcome: a register with the level's index, -2 where the unit is not yet assessed
  graph::node_id veto_bits = graph::no_node;         ///< bit i: veto i holds; none without vetoes or with more than 62
  std::vector<ranking_key_plan> ranking_keys;        ///< of `by`, of `split by`, and last the option that units are ranked within
  bool has_ranking = false;
  bool ties_dense = false;
  std::vector<action_plan> action_plans;
  std::vector<requirement_plan> requirements;
  std::vector<warning_plan> warning_plans;
  std::vector<test_plan> tests;

  lane_code<std::int64_t> narrow;
  std::vector<std::int64_t> narrow_low, narrow_high; ///< slot_low and slot_high of the narrow lane; no limits where nothing reads the slot
  std::vector<std::uint8_t> needed;                  ///< by slot: 255 where scoring reads it, else 0
  std::vector<std::pair<std::uint32_t, graph::node_id>> given_nodes;  ///< slot, 0/1 register
  bool relations_in_one_scale = true;                ///< registers of related slots compare as they are
  lane_code<int128> wide;
  lane_code<rational> exact;       ///< also run on intervals where data is missing

  row_code row;                                      ///< for a unit whose inputs are all as usual: see record_checks
  graph::node_id whole_total = graph::no_node;       ///< points_scale × the total with all is this register × factor, where it has one
  std::int64_t whole_total_factor = 1;
  std::vector<std::uint32_t> relations_of, first_relation;  ///< by slot the relations that name it: from first_relation[slot] to the next
  std::uint32_t unchecked = 0;                       ///< of an empty record, what is not as usual
  std::vector<std::int64_t> usual_low, usual_high;   ///< by slot: a whole number within goes into a record as it is, times usual_factor
  std::vector<std::int64_t> usual_factor;
};

}  // namespace ancs::detail

#endif
