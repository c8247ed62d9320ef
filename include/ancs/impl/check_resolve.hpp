// impl/check_resolve.hpp: one expression, by its operator; and the calls.
#ifndef ANCS_IMPL_CHECK_RESOLVE_HPP
#define ANCS_IMPL_CHECK_RESOLVE_HPP

#include "check_expressions.hpp"
#include "check_level_names.hpp"
#include "check_prove.hpp"

namespace ancs::detail {

/// The value that `fall(x)` or `fall(x from y)` starts from.
inline resolved resolve_baseline(check_state& s, const ast::expression& e) {
  const ast::expression& current = e.args[0];
  const auto at = s.names.find(current.text);
  const bool is_input = at != s.names.end() && at->second.what == symbol::sort::input && current.member.empty();
  const checked::input* in = is_input ? &s.model.inputs[at->second.index] : nullptr;
  const auto baseline = [&](std::uint32_t slot, span where) {
    typed t;
    t.term = indexed_term(term_op::slot, in->type, slot, where);
    t.size = {1, s.model.slots[slot].whole ? 0u : 1u, 1};
    return t;
  };
  if (e.args.size() > 1) {
    const ast::expression& from = e.args[1];
    if (in && !in->series && from.what == op::reference && from.member.empty())
      for (std::uint32_t i = 1; i < in->slots; ++i)
        if (s.model.slots[in->first_slot + i].name.compare(in->name.size() + 1, std::string::npos, from.text) == 0)
          return baseline(in->first_slot + i, from.where);
    return resolve_number(s, from);
  }
  if (in && !in->series && in->slots == 2) return baseline(in->first_slot + 1, current.where);
  const std::string call =
      word(s, e.what == op::fall ? keyword::fall : keyword::rise) + '(' + current.text + ' ' + word(s, keyword::change_from) + ' ';
  if (in && !in->series && in->slots > 2)
    report(s, code::which_baseline, e.where,
           {current.text, call + s.model.slots[in->first_slot + 1].name.substr(in->name.size() + 1) + ')'});
  else
    report(s, code::no_baseline, e.where, {as_written(s, current), call + "…)"});
  return std::nullopt;
}

inline resolved resolve_change(check_state& s, const ast::expression& e) {
  resolved current = resolve_number(s, e.args[0]);
  if (!current) return std::nullopt;
  resolved baseline = resolve_baseline(s, e);
  if (!baseline) return std::nullopt;
  if (current->term.type == kind::percent || baseline->term.type == kind::percent) {
    const std::string now = text_of(s, current->term), before = text_of(s, baseline->term);
    report(s, code::change_of_share, e.where, {as_written(s, e.args[0]), e.what == op::fall ? before + " - " + now : now + " - " + before});
    return std::nullopt;
  }
  if (!common_kind(*current, *baseline)) {
    report(s, code::kinds_do_not_mix, e.where,
           {text_of(s, current->term), kind_word(s, current->term.type), text_of(s, baseline->term), kind_word(s, baseline->term.type)});
    return std::nullopt;
  }
  s.divisions[{e.where.begin, e.where.end}] = &e;
  typed t;
  t.size = quotient_weight(sum_weight(current->size, baseline->size), baseline->size);
  t.size.depth = std::max(current->size.depth, baseline->size.depth) + 1;
  if (!bounded(s, t, e)) return std::nullopt;
  std::vector<term> args;
  args.push_back(std::move(current->term)), args.push_back(std::move(baseline->term));
  t.term = joined_term(e.what == op::fall ? term_op::fall : term_op::rise, kind::percent, e.where, std::move(args));
  return t;
}

/// The values of an argument list, where a series stands for all its values. Empty if one of them is refused.
inline std::vector<typed> resolve_values(check_state& s, const ast::expression& e) {
  std::vector<typed> values;
  bool ok = true;
  for (const ast::expression& arg : e.args) {
    const auto at = arg.what == op::reference && arg.member.empty() ? s.names.find(arg.text) : s.names.end();
    if (at != s.names.end() && at->second.what == symbol::sort::input && s.model.inputs[at->second.index].series) {
      at->second.used = true;
      const checked::input& in = s.model.inputs[at->second.index];
      for (std::uint32_t i = 0; i < in.slots; ++i) {
        typed t;
        t.term = indexed_term(term_op::slot, in.type, in.first_slot + i, arg.where);
        t.size = {1, s.model.slots[in.first_slot + i].whole ? 0u : 1u, 1};
        values.push_back(std::move(t));
      }
      continue;
    }
    resolved t = resolve_number(s, arg);
    if (t)
      values.push_back(std::move(*t));
    else
      ok = false;
  }
  if (!ok) values.clear();
  return values;
}

inline resolved resolve_many(check_state& s, const ast::expression& e, term_op what) {
  std::vector<typed> values = resolve_values(s, e);
  if (values.empty()) return std::nullopt;
  const std::size_t count = values.size();
  typed t;
  t.size = values.front().size;
  typed joined;  // what the values so far are together
  joined.term.type = values.front().term.type;
  joined.term.value = values.front().term.value;
  joined.literal = values.front().literal;
  std::vector<term> args;
  for (std::size_t i = 0; i < count; ++i) {
    typed& v = values[i];
    const auto type = common_kind(joined, v);
    if (!type) {
      report(s, code::kinds_do_not_mix, e.where,
             {text_of(s, values.front().term), kind_word(s, joined.term.type), text_of(s, v.term), kind_word(s, v.term.type)});
      return std::nullopt;
    }
    joined.term.type = *type;
    joined.literal = joined.literal && v.literal;
    if (i) {
      const std::uint32_t depth = std::max(t.size.depth, v.size.depth);
      t.size = sum_weight(t.size, v.size);
      t.size.depth = depth;
    }
    args.push_back(v.term);
  }
  t.size.depth += 2;
  if (!bounded(s, t, e)) return std::nullopt;
  const kind type = joined.term.type;
  const bool mean = e.what == op::mean;
  t.term = joined_term(what, mean && type == kind::count ? kind::number : type, e.where, std::move(args));
  if (mean) {
    std::vector<term> quotient;
    quotient.push_back(std::move(t.term));
    quotient.push_back(constant_term(rational(static_cast<std::int64_t>(count)), kind::number, e.where));
    t.term = joined_term(term_op::divide, type == kind::count ? kind::number : type, e.where, std::move(quotient));
  }
  return t;
}

inline resolved resolve_round(check_state& s, const ast::expression& e) {
  resolved value = resolve_number(s, e.args[0]);
  resolved step = resolve_number(s, e.args[1]);
  if (!value || !step) return std::nullopt;
  if (!step->literal || step->term.value.sign() <= 0) {
    report(s, code::step_not_positive, e.args[1].where, {as_written(s, e.args[1])});
    return std::nullopt;
  }
  const ast::literal l{step->term.value, step->term.type == kind::percent, e.args[1].where};
  const auto meant = literal_beside(s, *value, as_written(s, e.args[0]), l);
  if (!meant) return std::nullopt;
  typed t;
  t.size = {capped_sum(value->size.numerator, 1), 1, value->size.depth + 1};
  if (!bounded(s, t, e)) return std::nullopt;
  std::vector<term> args;
  const kind type = value->term.type == kind::count ? kind::number : value->term.type;
  args.push_back(std::move(value->term));
  t.term = joined_term(term_op::round_to, type, e.where, std::move(args));
  t.term.value = *meant;
  t.maximum = value->maximum;
  return t;
}

inline resolved resolve_literal(check_state& s, const ast::expression& e) {
  typed t;
  t.literal = true;
  switch (e.what) {
    case op::number_literal:
    case op::percent_literal:
      t.term = constant_term(e.value, e.what == op::percent_literal ? kind::percent : kind::number, e.where);
      t.size = {1, e.value.is_integer() ? 0u : 1u, 1};
      return t;
    case op::string_literal:
      t.text = e.text;
      return t;
    case op::full_points:
      t.full = true;
      t.term.type = kind::points;
      return t;
    default:
      t.term = constant_term(rational(e.what == op::yes ? 1 : 0), kind::yes_no, e.where);
      return t;
  }
  (void)s;
}

inline resolved resolve_negation(check_state& s, const ast::expression& e) {
  resolved t = resolve_number(s, e.args[0]);
  if (!t) return t;
  const kind type = t->term.type == kind::count ? kind::number : t->term.type;
  if (t->literal) {
    t->term = constant_term(-t->term.value, type, e.where);
    return t;
  }
  std::vector<term> args;
  args.push_back(std::move(t->term));
  t->term = joined_term(term_op::negate, type, e.where, std::move(args));
  t->maximum.reset();
  ++t->size.depth;
  return bounded(s, std::move(*t), e);
}

/// `any veto`: where vetoes are not decided yet, their conditions joined.
inline resolved resolve_any_veto(check_state& s, const ast::expression& e) {
  for (const veto_state& v : s.vetoes)
    if (!v.ok) return std::nullopt;
  if (!s.before_outcomes || s.vetoes.empty()) {
    typed t;
    t.term = indexed_term(term_op::any_veto, kind::yes_no, 0, e.where);
    if (s.vetoes.empty()) t.term = constant_term(0, kind::yes_no, e.where);
    return t;
  }
  if ((s.every_comparisons += s.vetoes.size()) > max_every_comparisons) {
    if (!s.said_too_many) report(s, code::too_many_comparisons, e.where, {as_written(s, e)});
    s.said_too_many = true;
    return std::nullopt;
  }
  std::vector<term> args;
  std::uint32_t depth = 0;
  for (std::uint32_t i = 0; i < s.vetoes.size(); ++i) {
    resolved t = use_veto(s, i, e.where);
    if (!t) return std::nullopt;
    depth = std::max(depth, t->size.depth);
    args.push_back(std::move(t->term));
  }
  return condition_typed(joined_term(term_op::logical_or, kind::yes_no, e.where, std::move(args)), depth + 1);
}

/// The term of an expression; empty where it has a finding, which is reported once.
inline resolved resolve(check_state& s, const ast::expression& e) {
  switch (e.what) {
    case op::number_literal:
    case op::percent_literal:
    case op::string_literal:
    case op::full_points:
    case op::yes:
    case op::no:
      return resolve_literal(s, e);
    case op::date_literal:
      not_supported(s, e.where, keyword::date);
      return std::nullopt;
    case op::reference:
      return resolve_reference(s, e);
    case op::total:
    case op::total_with:
    case op::total_with_all:
    case op::total_rescaled:
      return resolve_total(s, e);
    case op::any_veto:
      return resolve_any_veto(s, e);
    case op::outcome_is:
    case op::outcome_from:
      return resolve_outcome(s, e);
    case op::every_group:
    case op::every_criterion:
      report(s, code::every_needs_comparison, e.where, {as_written(s, e)});
      return std::nullopt;
    case op::logical_or:
      return resolve_logic(s, e, term_op::logical_or);
    case op::logical_and:
      return resolve_logic(s, e, term_op::logical_and);
    case op::logical_not:
      return resolve_logic(s, e, term_op::logical_not);
    case op::at_least_of:
      return resolve_logic(s, e, term_op::at_least_of);
    case op::equal:
    case op::not_equal:
    case op::less:
    case op::less_equal:
    case op::greater:
    case op::greater_equal:
      return resolve_comparison(s, e);
    case op::is_given:
    case op::is_not_given:
      return resolve_given(s, e);
    case op::is_one_of:
      return resolve_one_of(s, e);
    case op::add:
    case op::subtract:
    case op::multiply:
    case op::divide:
      return resolve_arithmetic(s, e);
    case op::negate:
      return resolve_negation(s, e);
    case op::fall:
    case op::rise:
      return resolve_change(s, e);
    case op::sum:
    case op::mean:
      return resolve_many(s, e, term_op::sum);
    case op::minimum_of:
      return resolve_many(s, e, term_op::minimum_of);
    case op::maximum_of:
      return resolve_many(s, e, term_op::maximum_of);
    case op::round_to:
      return resolve_round(s, e);
    case op::count_of:
      not_supported(s, e.where, keyword::count_of);
      return std::nullopt;
    case op::run:
      not_supported(s, e.where, keyword::run);
      return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace ancs::detail

#endif
