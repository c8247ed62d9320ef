// impl/check_expressions.hpp: expressions of the tree to terms: names found, kinds known, constants folded.
#ifndef ANCS_IMPL_CHECK_EXPRESSIONS_HPP
#define ANCS_IMPL_CHECK_EXPRESSIONS_HPP

#include "check_every.hpp"
#include "check_kinds.hpp"

namespace ancs::detail {

using resolved = std::optional<typed>;  // empty: reported, and silent from here on

inline resolved resolve(check_state& s, const ast::expression& e);

/// The term of a let by its index in the model; what else is known of it comes from its summary.
inline resolved use_let(check_state& s, let_state& l, span where) {
  if (!l.ok) return std::nullopt;
  if (s.scoring && l.needs > *s.scoring) {
    not_known_yet(s, l.tree->id.text, l.needs, where);
    return std::nullopt;
  }
  s.needs = std::max(s.needs, l.needs);
  typed t = l.summary;
  if (t.literal) {
    t.term = constant_term(s.model.lets[l.index].value.value, t.term.type, where);
  } else {
    t.term = indexed_term(term_op::let, l.summary.term.type, l.index, where);
  }
  return t;
}

inline resolved points_term(check_state& s, term_op what, std::uint32_t index, const rational& maximum, std::uint32_t needs,
                            const std::string& name, span where) {
  if (s.scoring && needs > *s.scoring) {
    not_known_yet(s, name, needs, where);
    return std::nullopt;
  }
  s.needs = std::max(s.needs, needs);
  typed t;
  t.term = indexed_term(what, kind::points, index, where);
  t.maximum = maximum;
  t.size = {1, 1, 1};
  return t;
}

/// A veto as a condition. Before vetoes are decided, its condition stands in under a name of its own.
inline resolved use_veto(check_state& s, std::uint32_t index, span where) {
  veto_state& v = s.vetoes[index];
  if (!v.ok) return std::nullopt;
  if (s.scoring && v.needs > *s.scoring) {
    not_known_yet(s, v.tree->id.text, v.needs, where);
    return std::nullopt;
  }
  s.needs = std::max(s.needs, v.needs);
  typed t;
  t.size.depth = s.before_outcomes ? v.depth + 1 : 1;
  if (!s.before_outcomes) {
    t.term = indexed_term(term_op::veto, kind::yes_no, index, where);
    return t;
  }
  if (!v.let) {
    v.let = static_cast<std::uint32_t>(s.model.lets.size());
    checked::let l;
    l.name = v.tree->id.text;
    l.where = v.tree->where;
    l.value = s.model.vetoes[index].condition;
    s.model.lets.push_back(std::move(l));
    s.let_known.push_back(analyse(s, s.model.lets.back().value));
    s.let_open.emplace_back();
  }
  t.term = indexed_term(term_op::let, kind::yes_no, *v.let, where);
  return t;
}

/// False, and reported, where an item asks for the criterion it stands in, or a criterion for its own items.
inline bool apart_from_scoring(check_state& s, std::uint32_t criterion, const ast::expression& e) {
  if (!s.scoring || *s.scoring == criterion) return true;
  const auto inside = [&](std::uint32_t inner, std::uint32_t outer) { return inner > outer && inner < s.criteria[outer].past; };
  if (inside(*s.scoring, criterion))
    report(s, code::item_uses_its_criterion, e.where, {s.model.criteria[*s.scoring].id, e.text});
  else if (inside(criterion, *s.scoring))
    report(s, code::criterion_uses_its_item, e.where, {s.model.criteria[*s.scoring].id, e.text});
  else
    return true;
  return false;
}

inline resolved resolve_reference(check_state& s, const ast::expression& e) {
  symbol* found = find_name(s, e.text, name_place(e));
  if (!found) return std::nullopt;
  if (!e.member.empty() && found->what != symbol::sort::input && found->what != symbol::sort::unsupported) {
    report(s, code::unknown_member, e.where, {e.text, e.member});
    return std::nullopt;
  }
  constexpr std::uint32_t after_all = ~std::uint32_t{0};
  switch (found->what) {
    case symbol::sort::input: {
      const checked::input& in = s.model.inputs[found->index];
      const auto slot = slot_meant(s, found->index, e.member, e.where);
      if (!slot) return std::nullopt;
      typed t;
      t.term = indexed_term(term_op::slot, in.type, *slot, e.where);
      if (in.type == kind::one_of) t.options_of = found->index;
      if (in.type == kind::points) t.maximum = s.model.slots[*slot].range.high;
      t.size = {1, s.model.slots[*slot].whole ? 0u : 1u, 1};
      return t;
    }
    case symbol::sort::parameter: {
      const checked::parameter& p = s.model.parameters[found->index];
      typed t;
      t.term = indexed_term(term_op::parameter, p.type, found->index, e.where);
      t.parameter = true;
      t.size = {1, p.low.is_integer() && p.high.is_integer() && p.value.is_integer() ? 0u : 1u, 1};
      return t;
    }
    case symbol::sort::let:
      return use_let(s, s.lets[found->index], e.where);
    case symbol::sort::group:
      if (!s.groups[found->index].ok) return std::nullopt;
      return points_term(s, term_op::group, found->index, s.model.groups[found->index].maximum, after_all, e.text, e.where);
    case symbol::sort::criterion:
      if (!s.criteria[found->index].ok || !apart_from_scoring(s, found->index, e)) return std::nullopt;
      return points_term(s, term_op::criterion, found->index, s.model.criteria[found->index].maximum, s.criteria[found->index].past, e.text,
                         e.where);
    case symbol::sort::veto:
      return use_veto(s, found->index, e.where);
    case symbol::sort::warning:
      report(s, code::not_a_value, e.where, {e.text});
      return std::nullopt;
    case symbol::sort::unsupported:
      break;
  }
  return std::nullopt;
}

inline resolved resolve_total(check_state& s, const ast::expression& e) {
  if (!s.maximum_known) return std::nullopt;
  constexpr std::uint32_t after_all = ~std::uint32_t{0};
  const std::string text = as_written(s, e);
  if (e.what == op::total) return points_term(s, term_op::total, 0, s.model.maximum, after_all, text, e.where);
  if (e.what == op::total_rescaled) return points_term(s, term_op::total_rescaled, 0, s.model.maximum, after_all, text, e.where);
  if (e.what == op::total_with_all) return points_term(s, term_op::total_with_all, 0, s.model.maximum, after_all, text, e.where);
  const symbol* found = find_name(s, e.text, name_place(e), sought::block);
  if (!found || found->what == symbol::sort::unsupported) return std::nullopt;
  if (found->what != symbol::sort::group || s.model.groups[found->index].block == ast::group::block::group ||
      s.model.groups[found->index].parent) {
    report(s, code::wrong_sort_of_name, name_place(e), {e.text, word(s, keyword::bonus)});
    return std::nullopt;
  }
  if (!s.groups[found->index].ok) return std::nullopt;
  return points_term(s, term_op::total_with, found->index, s.model.maximum, after_all, text, e.where);
}

inline resolved expect_number(check_state& s, resolved t, const ast::expression& e) {
  if (!t) return t;
  if (t->text) {
    report(s, code::text_as_value, e.where, {*t->text});
    return std::nullopt;
  }
  if (t->full) {
    report(s, code::full_without_points, e.where, {as_written(s, e)});
    return std::nullopt;
  }
  if (!is_numeric(t->term.type)) {
    report(s, code::number_expected, e.where, {as_written(s, e), kind_word(s, t->term.type)});
    return std::nullopt;
  }
  return t;
}

inline resolved resolve_number(check_state& s, const ast::expression& e) { return expect_number(s, resolve(s, e), e); }

inline resolved resolve_condition(check_state& s, const ast::expression& e) {
  resolved t = resolve(s, e);
  if (!t) return t;
  if (t->text) {
    report(s, code::text_as_value, e.where, {*t->text});
    return std::nullopt;
  }
  if (t->full || t->term.type != kind::yes_no) {
    report(s, code::condition_expected, e.where, {as_written(s, e), kind_word(s, t->full ? kind::points : t->term.type)});
    return std::nullopt;
  }
  return t;
}

/// Refuses values whose exact digits, or whose depth, could grow past all use (lets that square lets).
inline resolved bounded(check_state& s, typed t, const ast::expression& e) {
  if (t.size.numerator <= limits::value_factors && t.size.denominator <= limits::value_factors && t.size.depth <= limits::value_depth)
    return t;
  report(s, code::expression_too_large, e.where);
  return std::nullopt;
}

/// Counts what a formula makes of the model, which months and years multiply; false (reported once) past the limit.
inline bool has_room(check_state& s, const ast::expression& e, std::size_t terms) {
  if ((s.terms += terms) <= limits::model_terms) return true;
  if (!std::exchange(s.said_too_many, true)) report(s, code::too_many_terms, e.where, {std::to_string(limits::model_terms)});
  return false;
}

inline term_op term_op_of(op o) {
  switch (o) {
    case op::add:
      return term_op::add;
    case op::subtract:
      return term_op::subtract;
    case op::multiply:
      return term_op::multiply;
    case op::divide:
      return term_op::divide;
    case op::equal:
      return term_op::equal;
    case op::not_equal:
      return term_op::not_equal;
    case op::less:
      return term_op::less;
    case op::less_equal:
      return term_op::less_equal;
    case op::greater:
      return term_op::greater;
    default:
      return term_op::greater_equal;
  }
}

inline term joined_term(term_op what, kind type, span where, std::vector<term> args) {
  term t;
  t.what = what;
  t.type = type;
  t.where = where;
  t.args = std::move(args);
  return t;
}

/// date - date = days; date ± days (or a plain number) = date.
inline resolved resolve_days(check_state& s, const ast::expression& e, typed a, typed b) {
  const bool first = a.term.type == kind::date, second = b.term.type == kind::date;
  const auto shifts = [](const typed& t) { return t.term.type == kind::days || (t.term.type == kind::number && adapts(t)); };
  const bool difference = first && second && e.what == op::subtract;
  const bool later = (first && shifts(b) && (e.what == op::add || e.what == op::subtract)) || (second && shifts(a) && e.what == op::add);
  if (!difference && !later) {
    report(s, code::kinds_do_not_mix, e.where,
           {as_written(s, e.args[0]), kind_word(s, a.term.type), as_written(s, e.args[1]), kind_word(s, b.term.type)});
    return std::nullopt;
  }
  const kind type = difference ? kind::days : kind::date;
  typed t;
  t.literal = a.literal && b.literal;
  t.size = sum_weight(a.size, b.size);
  t.size.depth = std::max(a.size.depth, b.size.depth) + 1;
  if (!bounded(s, t, e)) return std::nullopt;
  if (t.literal) {
    t.term = constant_term(e.what == op::add ? a.term.value + b.term.value : a.term.value - b.term.value, type, e.where);
  } else {
    std::vector<term> args;
    args.push_back(std::move(a.term)), args.push_back(std::move(b.term));
    t.term = joined_term(term_op_of(e.what), type, e.where, std::move(args));
  }
  return t;
}

inline resolved resolve_arithmetic(check_state& s, const ast::expression& e) {
  resolved a = resolve(s, e.args[0]), b = resolve(s, e.args[1]);
  if (!a || !b) return std::nullopt;
  if (!a->text && !b->text && (a->term.type == kind::date || b->term.type == kind::date)) return resolve_days(s, e, std::move(*a), std::move(*b));
  a = expect_number(s, std::move(a), e.args[0]), b = expect_number(s, std::move(b), e.args[1]);
  if (!a || !b) return std::nullopt;
  const bool product = e.what == op::multiply, quotient = e.what == op::divide;
  std::optional<kind> type = product ? product_kind(*a, *b) : quotient ? quotient_kind(*a, *b) : common_kind(*a, *b);
  if (!type) {
    const auto share_and_number = [&](const typed& share, const typed& number, const ast::expression& share_tree,
                                      const ast::expression& number_tree) {
      if (product || quotient || share.term.type != kind::percent || !number.literal) return false;
      report(s, code::share_needs_percent, number_tree.where,
             {as_written(s, share_tree), as_written(s, number_tree), percent_meant(s, number.term.value)});
      return true;
    };
    if (!share_and_number(*a, *b, e.args[0], e.args[1]) && !share_and_number(*b, *a, e.args[1], e.args[0]))
      report(s, code::kinds_do_not_mix, e.where,
             {as_written(s, e.args[0]), kind_word(s, a->term.type), as_written(s, e.args[1]), kind_word(s, b->term.type)});
    return std::nullopt;
  }
  if (e.what == op::subtract && type == kind::count) type = kind::number;
  typed t;
  t.literal = a->literal && b->literal;
  t.parameter = !t.literal && adapts(*a) && adapts(*b);
  t.ratio = quotient && type == kind::number && b->literal && is_amount(a->term.type);
  if ((e.what == op::add) && a->maximum && b->maximum) t.maximum = *a->maximum + *b->maximum;
  t.size = product ? product_weight(a->size, b->size) : quotient ? quotient_weight(a->size, b->size) : sum_weight(a->size, b->size);
  t.size.depth = std::max(a->size.depth, b->size.depth) + 1;
  if (quotient && b->literal && b->term.value.is_zero()) {
    report(s, code::divided_by_zero, e.where, {as_written(s, e)});
    return std::nullopt;
  }
  if (!bounded(s, t, e)) return std::nullopt;
  if (quotient) {
    s.divisions[{e.where.begin, e.where.end}] = &e;
    s.divisions[{e.args[1].where.begin, e.args[1].where.end}] = &e.args[1];
  }
  if (t.literal) {
    rational value = a->term.value;
    if (e.what == op::add) value += b->term.value;
    if (e.what == op::subtract) value -= b->term.value;
    if (product) value *= b->term.value;
    if (quotient) value /= b->term.value;
    t.term = constant_term(std::move(value), *type == kind::count ? kind::number : *type, e.where);
  } else {
    std::vector<term> args;
    args.push_back(std::move(a->term)), args.push_back(std::move(b->term));
    t.term = joined_term(term_op_of(e.what), *type, e.where, std::move(args));
  }
  return t;
}

inline typed condition_typed(term t, std::uint32_t depth) {
  typed c;
  c.term = std::move(t);
  c.size.depth = depth;
  return c;
}

/// `head = chair` where "chair" is an option of `head`: reported with its quotes.
inline bool option_without_quotes(check_state& s, const ast::expression& e, std::size_t value_at) {
  const ast::expression &value = e.args[value_at], &option = e.args[1 - value_at];
  if (value.what != op::reference || option.what != op::reference || !option.member.empty() || s.names.count(option.text)) return false;
  const auto at = s.names.find(value.text);
  if (at == s.names.end() || at->second.what != symbol::sort::input) return false;
  if (!position_in(s.model.inputs[at->second.index].options, option.text)) return false;
  at->second.used = true;
  if (!s.unknown.emplace(option.text, true).second) return true;
  ast::expression corrected = e;
  corrected.args[1 - value_at].what = op::string_literal;
  const std::string text = as_written(s, corrected);
  report(s, code::unknown_name, name_place(option),
         {option.text, both("it is an option of `" + value.text + "`, and options stand in quotes: `" + text + '`',
                            "đây là một lựa chọn của `" + value.text + "`, mà lựa chọn thì viết trong ngoặc kép: `" + text + '`')});
  return true;
}

inline resolved resolve_comparison(check_state& s, const ast::expression& e) {
  const bool left = is_every(e.args[0]), right = is_every(e.args[1]);
  if (left || right) {
    if (left && right) {
      report(s, code::every_needs_comparison, e.where, {as_written(s, e.args[0])});
      return std::nullopt;
    }
    const ast::expression& limit_tree = e.args[left ? 1 : 0];
    resolved limit = resolve(s, limit_tree);
    if (!limit) return std::nullopt;
    return expand_every(s, e.args[left ? 0 : 1], left ? term_op_of(e.what) : turned(term_op_of(e.what)), *limit, e.where);
  }
  if (option_without_quotes(s, e, 0) || option_without_quotes(s, e, 1)) return std::nullopt;
  resolved a = resolve(s, e.args[0]), b = resolve(s, e.args[1]);
  if (!a || !b || !compare_assessed(s, *a, *b, e) || !make_meet(s, *a, *b, e.args[0], e.args[1])) return std::nullopt;
  const kind type = a->term.type;
  if (!is_numeric(type) && type != kind::date && e.what != op::equal && e.what != op::not_equal) {
    report(s, code::options_have_no_order, e.where, {as_written(s, e.args[0]), kind_word(s, type)});
    return std::nullopt;
  }
  const std::uint32_t depth = std::max(a->size.depth, b->size.depth) + 1;
  // A comparison multiplies each side by the denominator of the other.
  typed size;
  size.size = product_weight(a->size, b->size);
  size.size.depth = depth;
  if (!bounded(s, size, e)) return std::nullopt;
  std::vector<term> args;
  args.push_back(std::move(a->term)), args.push_back(std::move(b->term));
  return condition_typed(joined_term(term_op_of(e.what), kind::yes_no, e.where, std::move(args)), depth);
}

/// `at least k of` n conditions, with k from 1 to n: any other k holds always or never.
inline bool is_k_of_n(check_state& s, const ast::expression& e) {
  if (e.value.is_integer() && e.value >= 1 && e.value <= rational(static_cast<std::int64_t>(e.args.size()))) return true;
  report(s, code::k_of_n, e.where, {word(s, keyword::at_least) + " " + e.value.to_string(), std::to_string(e.args.size())});
  return false;
}

inline resolved resolve_logic(check_state& s, const ast::expression& e, term_op what) {
  std::vector<term> args;
  std::uint32_t depth = 0;
  bool ok = true;
  for (const ast::expression& arg : e.args) {
    resolved t = resolve_condition(s, arg);
    if (!t) {
      ok = false;
      continue;
    }
    depth = std::max(depth, t->size.depth);
    args.push_back(std::move(t->term));
  }
  if (!ok || (what == term_op::at_least_of && !is_k_of_n(s, e))) return std::nullopt;
  term t = joined_term(what, kind::yes_no, e.where, std::move(args));
  t.value = e.value;
  return bounded(s, condition_typed(std::move(t), depth + 1), e);
}

inline resolved resolve_given(check_state& s, const ast::expression& e) {
  const ast::expression& of = e.args[0];
  if (of.what != op::reference) {
    report(s, code::not_optional, of.where, {as_written(s, of)});
    return std::nullopt;
  }
  const symbol* found = find_name(s, of.text, name_place(of), sought::given);
  if (!found || found->what == symbol::sort::unsupported) return std::nullopt;
  if (found->what != symbol::sort::input) {
    report(s, code::not_optional, of.where, {as_written(s, of)});
    return std::nullopt;
  }
  const auto slot = slot_meant(s, found->index, of.member, of.where);
  if (!slot) return std::nullopt;
  if (!s.model.inputs[found->index].optional) {
    report(s, code::not_optional, of.where, {as_written(s, of)}, {{found->where, code::declared_here, {of.text}}});
    return std::nullopt;
  }
  term t = indexed_term(term_op::given, kind::yes_no, *slot, e.where);
  if (e.what == op::is_given) return condition_typed(std::move(t), 1);
  std::vector<term> args;
  args.push_back(std::move(t));
  return condition_typed(joined_term(term_op::logical_not, kind::yes_no, e.where, std::move(args)), 2);
}

inline resolved resolve_one_of(check_state& s, const ast::expression& e) {
  resolved value = resolve(s, e.args[0]);
  if (!value) return std::nullopt;
  if (value->text || value->term.type != kind::one_of) {
    report(s, code::text_without_options, e.args[0].where, {as_written(s, e.args[0]), kind_word(s, value->term.type)});
    return std::nullopt;
  }
  std::vector<term> any;
  bool ok = true;
  for (std::size_t i = 1; i < e.args.size(); ++i) {
    const auto option = find_option(s, s.model.inputs[*value->options_of], e.args[i].text, e.args[i].where);
    if (!option) {
      ok = false;
      continue;
    }
    std::vector<term> args{value->term, constant_term(rational(static_cast<std::int64_t>(*option)), kind::one_of, e.args[i].where)};
    any.push_back(joined_term(term_op::equal, kind::yes_no, e.where, std::move(args)));
  }
  if (!ok) return std::nullopt;
  return condition_typed(joined_term(term_op::logical_or, kind::yes_no, e.where, std::move(any)), value->size.depth + 2);
}

}  // namespace ancs::detail

#endif
