// impl/check_resolve.hpp: one expression, by its operator; and the calls.
#ifndef ANCS_IMPL_CHECK_RESOLVE_HPP
#define ANCS_IMPL_CHECK_RESOLVE_HPP

#include "../calendar.hpp"
#include "check_expressions.hpp"
#include "check_holidays.hpp"
#include "check_level_names.hpp"
#include "check_prove.hpp"

namespace ancs::detail {

/// The value of a series before the one that is meant: inside `count` and `run` that of each, elsewhere the last but one.
inline resolved resolve_previous(check_state& s, const ast::expression& of, span where) {
  const auto at = of.what == op::reference ? s.names.find(of.text) : s.names.end();
  const bool is_input = at != s.names.end() && at->second.what == symbol::sort::input;
  const auto series = is_input ? find_series(s, at->second.index, of.member) : std::nullopt;
  if (!series) {
    if (is_input && s.model.inputs[at->second.index].slots == 0) return std::nullopt;
    report(s, code::previous_of_series, where, {as_written(s, of), word(s, keyword::previous)});
    return std::nullopt;
  }
  at->second.used = true;
  const checked::input& in = s.model.inputs[at->second.index];
  std::uint32_t before = in.length - 2;
  if (s.element && s.element->length == in.length) {
    if (s.element->at == 0) s.element->no_previous = true;
    before = s.element->at == 0 ? 0 : s.element->at - 1;
  }
  typed t;
  t.term = indexed_term(term_op::slot, in.type, *series + before, where);
  if (in.type == kind::one_of) t.options_of = at->second.index;
  t.size = {1, s.model.slots[*series + before].whole ? 0u : 1u, 1};
  return t;
}

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
    if (from.what == op::previous && from.args.empty()) {
      if (in && !in->series)
        for (std::uint32_t i = 1; i < in->slots; ++i)
          if (s.model.slots[in->first_slot + i].name.compare(in->name.size() + 1, std::string::npos, "previous") == 0)
            return baseline(in->first_slot + i, from.where);
      return resolve_previous(s, current, from.where);
    }
    if (in && in->series && s.element && from.what == op::reference && from.member.empty())
      if (const auto series = find_series(s, at->second.index, from.text)) return baseline(*series + s.element->at, from.where);
    if (in && !in->series && from.what == op::reference && from.member.empty())
      for (std::uint32_t i = 1; i < in->slots; ++i)
        if (s.model.slots[in->first_slot + i].name.compare(in->name.size() + 1, std::string::npos, from.text) == 0)
          return baseline(in->first_slot + i, from.where);
    return resolve_number(s, from);
  }
  if (in && in->series && s.element && in->slots == 2 * in->length) return baseline(in->first_slot + in->length + s.element->at, current.where);
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
  // Outside `count` and `run`, a series stands here for its last value.
  const auto named = s.names.find(e.args[0].text);
  const bool latest = !s.element && e.args.size() > 1 && e.args[1].what == op::previous && named != s.names.end() &&
                      named->second.what == symbol::sort::input && find_series(s, named->second.index, e.args[0].member);
  if (latest) {
    const std::uint32_t length = s.model.inputs[named->second.index].length;
    s.element = check_state::series_element{length - 1, length, false};
  }
  resolved current = resolve_number(s, e.args[0]);
  resolved baseline = current ? resolve_baseline(s, e) : std::nullopt;
  if (latest) s.element.reset();
  if (!current) return std::nullopt;
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
    const auto at = arg.what == op::reference ? s.names.find(arg.text) : s.names.end();
    const bool is_input = at != s.names.end() && at->second.what == symbol::sort::input;
    if (const auto series = is_input ? find_series(s, at->second.index, arg.member) : std::nullopt; series && !s.element) {
      at->second.used = true;
      const checked::input& in = s.model.inputs[at->second.index];
      if (!is_numeric(in.type)) {
        report(s, code::number_expected, arg.where, {as_written(s, arg), kind_word(s, in.type)});
        ok = false;
        continue;
      }
      if (!has_room(s, arg, in.length)) return {};
      for (std::uint32_t i = 0; i < in.length; ++i) {
        typed t;
        t.term = indexed_term(term_op::slot, in.type, *series + i, arg.where);
        t.size = {1, s.model.slots[*series + i].whole ? 0u : 1u, 1};
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

/// The length of the series that an expression speaks of; 0 where there is none, empty where they differ (which is reported).
inline std::optional<std::uint32_t> series_length(check_state& s, const ast::expression& e) {
  std::uint32_t length = 0;
  if (e.what == op::reference) {
    const auto at = s.names.find(e.text);
    if (at == s.names.end() || at->second.what != symbol::sort::input) return 0u;
    if (s.model.inputs[at->second.index].slots == 0) return std::nullopt;  // its declaration was refused
    if (!find_series(s, at->second.index, e.member)) return 0u;
    return s.model.inputs[at->second.index].length;
  }
  for (const ast::expression& arg : e.args) {
    const auto inner = series_length(s, arg);
    if (!inner) return inner;
    if (*inner != 0 && length != 0 && *inner != length) {
      report(s, code::series_differ_in_length, e.where, {as_written(s, e), std::to_string(length), as_written(s, arg), std::to_string(*inner)});
      return std::nullopt;
    }
    length = std::max(length, *inner);
  }
  return length;
}

/// `count(…)` and `run(…)`: how many conditions hold, one for each value of the series in them; of a run, those up to the last
/// one that hold without a break.
inline resolved resolve_count(check_state& s, const ast::expression& e, term_op what) {
  std::vector<term> all;
  std::uint32_t depth = 0;
  for (const ast::expression& arg : e.args) {
    const auto length = s.element ? std::optional<std::uint32_t>(0) : series_length(s, arg);
    if (!length) {
      mark_used(s, e);
      return std::nullopt;
    }
    if (what == term_op::run && (*length == 0 || e.args.size() > 1)) {
      report(s, code::run_needs_series, e.where, {as_written(s, e)});
      mark_used(s, e);
      return std::nullopt;
    }
    for (std::uint32_t i = 0; i < std::max<std::uint32_t>(1, *length); ++i) {
      if (*length) s.element = check_state::series_element{i, *length, false};
      resolved t = resolve_condition(s, arg);
      const bool left_out = s.element && s.element->no_previous;
      if (*length) s.element.reset();
      if (!t) return std::nullopt;
      if (left_out) continue;  // nothing stands before the first
      depth = std::max(depth, t->size.depth);
      all.push_back(std::move(t->term));
    }
  }
  if ((s.every_comparisons += all.size()) > limits::comparisons) {
    if (!s.said_too_many) report(s, code::too_many_comparisons, e.where, {as_written(s, e)});
    s.said_too_many = true;
    return std::nullopt;
  }
  typed t;
  t.term = joined_term(what, kind::count, e.where, std::move(all));
  t.term.index = static_cast<std::uint32_t>(s.model.calls.size());
  s.model.calls.push_back(as_written(s, e));
  t.size = {1, 0, depth + 1};
  return bounded(s, std::move(t), e);
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
  if ((s.every_comparisons += s.vetoes.size()) > limits::comparisons) {
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
  if (!has_room(s, e, 1)) return std::nullopt;
  switch (e.what) {
    case op::number_literal:
    case op::percent_literal:
    case op::string_literal:
    case op::full_points:
    case op::yes:
    case op::no:
      return resolve_literal(s, e);
    case op::date_literal: {
      typed t;
      t.literal = true;
      t.term = constant_term(rational(days_of(e.day.year, e.day.month, e.day.day)), kind::date, e.where);
      t.size = {1, 0, 1};
      return t;
    }
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
    case op::working_between:
      return resolve_working_between(s, e);
    case op::working_days:
      report(s, code::wrong_working_days, e.where, {as_written(s, e)});
      return std::nullopt;
    case op::add:
    case op::subtract:
      if (e.args[1].what == op::working_days) return resolve_working_days(s, e);
      return resolve_arithmetic(s, e);
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
      return resolve_count(s, e, term_op::count_of);
    case op::run:
      return resolve_count(s, e, term_op::run);
    case op::previous:
      if (!e.args.empty()) return resolve_previous(s, e.args[0], e.where);
      return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace ancs::detail

#endif
