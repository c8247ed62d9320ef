// parse_tree.hpp: the private tree that the grammar builds: a rule's kind and the tokens it covers, in preorder.
#ifndef ANCS_IMPL_PARSE_TREE_HPP
#define ANCS_IMPL_PARSE_TREE_HPP

#include <cstdint>
#include <vector>

namespace ancs::detail {

enum class node_kind : std::uint8_t {
  document,
  // words
  name,
  label,
  literal,
  minus,
  number,
  percent,
  date,
  member,
  evidence_member,
  operator_sign,
  // expressions
  disjunction,
  conjunction,
  negation,
  not_word,
  comparison,
  sum,
  product,
  unary,
  is_given,
  is_not_given,
  is_one_of,
  reference,
  total,
  rescaled,
  with_all,
  any_veto,
  every_group,
  every_criterion,
  at_least_of,
  call,
  change_call,
  previous,
  working_days,
  working_between,
  yes,
  no,
  full_points,
  parentheses,
  // points
  points_full,
  points_none,
  points_unknown,
  points_fraction,
  points_literal,
  // declarations
  model,
  include,
  input,
  parameter,
  holidays,
  holiday,
  working_on,
  let,
  group,
  veto,
  levels,
  ranking,
  quota,
  require,
  warn,
  test,
  // model
  maximum,
  basis,
  applies_to,
  period,
  in_force_from,
  replaces,
  parts,
  column,
  not_yet_assessed,
  rounding,
  half_up,
  half_even,
  round_up,
  round_down,
  per_item,
  per_criterion,
  per_group,
  at_the_end,
  // inputs; the kinds in the order of ast::kind
  kind_count,
  kind_number,
  kind_money,
  kind_percent,
  kind_points,
  kind_days,
  kind_date,
  kind_yes_no,
  kind_one_of,
  step_by,
  same_within_parent,
  monthly,
  quarterly,
  yearly,
  with_baseline,
  baseline,
  at_least,
  at_most,
  above,
  below,
  optional,
  default_value,
  let_case,
  let_otherwise,
  // groups, criteria
  block_group,
  block_bonus,
  block_priority,
  block_penalty,
  head,
  head_number,
  head_title,
  head_maximum,
  capped,
  floor,
  criterion,
  item,
  evidence,
  required,
  pending,
  otherwise_none,
  guard,
  not_applicable_guard,
  excluded,
  within_group,
  // clauses
  award,
  bands,
  scaled,
  band_row,
  row_head,
  row_from,
  row_above,
  row_below,
  row_up_to,
  row_exactly,
  row_otherwise,
  row_up,
  row_down,
  row_to_below,
  steps,
  steps_ascending,
  steps_descending,
  step_less,
  whole,
  pro_rata,
  proportional,
  interpolate,
  knot,
  choose,
  choice,
  otherwise,
  start,
  deduct,
  add,
  per,
  when,
  assessed,
  met,
  points_of,
  information,
  // outcomes, checks, tests
  level_row,
  not_above,
  within_parent,
  within_name,
  ranking_key,
  ascending,
  descending,
  ties_share,
  ties_dense,
  ties_split,
  or_better,
  before_quota,
  after_quota,
  ties_in,
  ties_out,
  differs_from,
  assignment,
  expectation,
  expected_total,
  expected_outcome,
  expected_rescaled,
  expected_not_yet_assessed,
  equals,
  bounds,
  not_applicable,
  expected_excluded,
  missing,
  series_value,
  // cohorts, actions, parts
  within_unit_type,
  action,
  each_month,
  each_quarter,
  each_year,
  expected_action,
  outcome_is,
  outcome_from,
  from_parts,
  parts_outcome,
  parts_action,
  parts_of
};

/// Nodes stand in preorder; the descendants of node i are those from i + 1 to its `end`.
struct tree_node {
  std::uint32_t first = 0, last = 0;  ///< tokens [first, last)
  std::uint32_t end = 0;
  node_kind kind = node_kind::document;
};
using parse_tree = std::vector<tree_node>;

/// A node with its children, to be walked.
class tree_view {
 public:
  tree_view(const parse_tree& tree, std::uint32_t index) : tree_(&tree), index_(index) {}
  const tree_node& operator*() const { return (*tree_)[index_]; }
  const tree_node* operator->() const { return &(*tree_)[index_]; }
  node_kind kind() const { return (*tree_)[index_].kind; }

  class iterator {
   public:
    iterator(const parse_tree& tree, std::uint32_t index) : tree_(&tree), index_(index) {}
    tree_view operator*() const { return {*tree_, index_}; }
    iterator& operator++() { return index_ = (*tree_)[index_].end, *this; }
    friend bool operator==(const iterator& a, const iterator& b) { return a.index_ == b.index_; }

   private:
    const parse_tree* tree_;
    std::uint32_t index_;
  };
  iterator begin() const { return {*tree_, index_ + 1}; }
  iterator end() const { return {*tree_, (*tree_)[index_].end}; }

 private:
  const parse_tree* tree_;
  std::uint32_t index_;
};

}  // namespace ancs::detail

#endif
