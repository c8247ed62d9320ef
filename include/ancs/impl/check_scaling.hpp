// impl/check_scaling.hpp: `scaled by`: a factor above 0 whatever the data, one to a clause, and none built on another.
#ifndef ANCS_IMPL_CHECK_SCALING_HPP
#define ANCS_IMPL_CHECK_SCALING_HPP

#include "check_inputs.hpp"
#include "check_prove.hpp"

namespace ancs::detail {

/// A let that chooses its value by conditions, which is what a reduction for some units looks like; null if the value of the
/// term is computed from none. Conditions do not count: they only say which value applies.
inline const checked::let* reduction_in(const check_state& s, const term& t, const checked::let* except, int depth = 0) {
  if (depth > 200) return nullptr;
  if (t.what == term_op::let) {
    const checked::let& l = s.model.lets[t.index];
    if (&l != except && l.value.what == term_op::select && l.value.type != kind::yes_no) return &l;
    return reduction_in(s, l.value, except, depth + 1);
  }
  if (t.type == kind::yes_no) return nullptr;
  for (std::size_t i = 0; i < t.args.size(); ++i) {
    const bool condition = t.what == term_op::select && i % 2 == 0 && i + 1 < t.args.size();
    if (const auto* found = condition ? nullptr : reduction_in(s, t.args[i], except, depth + 1)) return found;
  }
  return nullptr;
}

/// True if the let takes part in the term's value.
inline bool counts_in(const check_state& s, const checked::let* l, const term& t, int depth = 0) {
  if (depth > 200 || t.type == kind::yes_no) return false;
  if (t.what == term_op::let) return &s.model.lets[t.index] == l || counts_in(s, l, s.model.lets[t.index].value, depth + 1);
  for (const term& arg : t.args)
    if (counts_in(s, l, arg, depth + 1)) return true;
  return false;
}

/// The factor of a clause whose expression is `of`; empty and reported where it cannot be one.
inline resolved resolve_scale(check_state& s, const ast::name& by, const resolved& of) {
  const symbol* found = find_name(s, by.text, by.where, sought::let);
  if (!found || found->what == symbol::sort::unsupported) return std::nullopt;
  using sort = symbol::sort;
  if (found->what == sort::input || found->what == sort::group || found->what == sort::criterion || found->what == sort::veto ||
      found->what == sort::warning) {
    report(s, code::wrong_sort_of_name, by.where, {by.text, word(s, keyword::let)});
    return std::nullopt;
  }
  ast::expression name;
  name.what = op::reference;
  name.text = by.text;
  name.where = name.name_where = by.where;
  resolved k = resolve_number(s, name);
  if (!k) return k;
  prove(s, k->term);
  if (!is_amount(k->term.type) && k->term.type != kind::percent) {
    report(s, code::scale_of_wrong_kind, by.where, {by.text, kind_word(s, k->term.type)});
    return std::nullopt;
  }
  const interval range = analyse(s, k->term).range;
  if (!only_positive(range) && !is_empty(range)) {
    const interval wrong = meet(range, {{}, rational(0), false, false});
    report(s, code::scale_not_positive, by.where, {by.text, range_text(s, wrong, k->term.type == kind::percent)},
           {{found->where, code::declared_here, {by.text}}});
    return std::nullopt;
  }
  if (k->term.what == term_op::let) {
    const checked::let* let = &s.model.lets[k->term.index];
    const checked::let* other = reduction_in(s, let->value, let);
    if (other) {
      report(s, code::scales_stack, by.where, {by.text, other->name}, {{other->where, code::declared_here, {other->name}}});
      return std::nullopt;
    }
    if (of && counts_in(s, let, of->term)) {
      report(s, code::scale_counted_twice, by.where, {by.text}, {{of->term.where, code::scale_counts_here, {by.text}}});
      return std::nullopt;
    }
  }
  if (of) {
    typed both_sides;
    both_sides.size = quotient_weight(of->size, k->size);
    both_sides.size.depth = std::max(of->size.depth, k->size.depth) + 1;
    if (!bounded(s, both_sides, name)) return std::nullopt;
  }
  return k;
}

/// What is known of a value held against limits that are multiplied by the factor: of the value divided by it.
inline analysis scaled_down(check_state& s, analysis known, const std::optional<term>& scale) {
  if (!scale || is_empty(known.range)) return known;
  const interval factor = analyse(s, *scale).range;
  if (known.step && is_point(factor))
    known.step = *known.step / *factor.low;
  else
    known.step.reset();
  known.range = is_empty(factor) ? nothing() : quotient_of(known.range, factor);
  return known;
}

}  // namespace ancs::detail

#endif
