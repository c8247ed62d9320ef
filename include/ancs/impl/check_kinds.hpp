// impl/check_kinds.hpp: which kinds go together, what comes out, and what a literal means beside a value.
#ifndef ANCS_IMPL_CHECK_KINDS_HPP
#define ANCS_IMPL_CHECK_KINDS_HPP

#include <algorithm>

#include "check_assessed.hpp"
#include "check_names.hpp"

namespace ancs::detail {

inline bool is_amount(kind k) { return k == kind::count || k == kind::number; }
inline bool is_numeric(kind k) { return k != kind::yes_no && k != kind::one_of && k != kind::date; }

/// A constant, a parameter, or a share that a `let` chooses: it takes the kind of what it meets.
inline bool adapts(const typed& t) { return t.literal || t.parameter; }

/// The kind that both operands of `+`, of a comparison or of a choice can be taken as; none where they do not mix.
/// A plain literal takes the kind of the other side, never that of a share.
inline std::optional<kind> common_kind(const typed& a, const typed& b) {
  const kind x = a.term.type, y = b.term.type;
  if (x == y) return x;
  if (is_amount(x) && is_amount(y)) {
    const auto fits = [](const typed& t) { return t.literal && t.term.value.is_integer() && t.term.value.sign() >= 0; };
    return (x == kind::count && fits(b)) || (y == kind::count && fits(a)) ? kind::count : kind::number;
  }
  if (x == kind::percent && b.ratio) return x;
  if (y == kind::percent && a.ratio) return y;
  for (const kind k : {kind::money, kind::days})
    if ((x == k && y == kind::number && adapts(b)) || (y == k && x == kind::number && adapts(a))) return k;
  if ((x == kind::points && is_amount(y)) || (y == kind::points && is_amount(x))) return kind::points;
  return std::nullopt;
}

/// The kind of a product; none where it would mean nothing.
inline std::optional<kind> product_kind(const typed& a, const typed& b) {
  const kind x = a.term.type, y = b.term.type;
  if (x == kind::percent && y == kind::percent) return x;
  if (x == kind::percent || y == kind::percent) {
    const kind other = x == kind::percent ? y : x;
    return other == kind::count ? kind::number : other;
  }
  if (is_amount(x) && is_amount(y)) return common_kind(a, b);
  if (is_amount(x)) return y;
  if (is_amount(y)) return x;
  return std::nullopt;
}

/// The kind of a quotient: like by like is a share, money by a count a number.
inline std::optional<kind> quotient_kind(const typed& a, const typed& b) {
  const kind x = a.term.type, y = b.term.type;
  if (adapts(b) && y == kind::number) return x == kind::count ? kind::number : x;
  if (adapts(a) && x == kind::number) return is_amount(y) ? std::optional(kind::number) : std::nullopt;
  if (x == y || (is_amount(x) && is_amount(y))) return kind::percent;
  if (y == kind::percent) return x == kind::count ? kind::number : x;
  if (is_amount(y)) return x == kind::percent ? kind::percent : kind::number;
  return std::nullopt;
}

/// The percent that was most likely meant by a plain number beside a share: 0.9 and 1 are shares already, 90 has lost its sign.
inline std::string percent_meant(const check_state& s, const rational& value) {
  return value.abs() <= rational(1) ? as_written(s, value, true) : as_written(s, value) + '%';
}

/// What a literal in a row or a list means beside a value of this kind: a share meets percents only, points meet points
/// or percents of their maximum, all else plain numbers.
inline std::optional<rational> literal_beside(check_state& s, const typed& value, const std::string& value_text, const ast::literal& l) {
  const bool share = value.term.type == kind::percent;
  if (l.percent == share || (l.percent && value.ratio)) return l.value;
  if (share) {
    report(s, code::share_needs_percent, l.where, {value_text, as_written(s, l), percent_meant(s, l.value)});
    return std::nullopt;
  }
  if (value.term.type == kind::points) {
    if (changes(s, value.term)) {
      report(s, code::percent_of_changing_points, l.where, {value_text, as_written(s, l)});
      return std::nullopt;
    }
    if (value.maximum) return l.value * *value.maximum;
    report(s, code::share_of_unknown_maximum, l.where, {value_text, as_written(s, l)});
    return std::nullopt;
  }
  report(s, code::percent_needs_share, l.where, {value_text, kind_word(s, value.term.type), as_written(s, l)});
  return std::nullopt;
}

inline std::uint32_t capped_sum(std::uint32_t a, std::uint32_t b) { return std::min<std::uint32_t>(a + b, 1u << 20); }

inline weight product_weight(const weight& a, const weight& b) {
  return {capped_sum(a.numerator, b.numerator), capped_sum(a.denominator, b.denominator), 0};
}
inline weight sum_weight(const weight& a, const weight& b) {
  return {std::max(capped_sum(a.numerator, b.denominator), capped_sum(b.numerator, a.denominator)),
          capped_sum(a.denominator, b.denominator), 0};
}
inline weight quotient_weight(const weight& a, const weight& b) {
  return {capped_sum(a.numerator, b.denominator), capped_sum(a.denominator, b.numerator), 0};
}

inline term share_of_maximum(term share, const rational& maximum) {
  term t;
  t.what = term_op::multiply;
  t.type = kind::points;
  t.where = share.where;
  t.args.push_back(std::move(share));
  t.args.push_back(constant_term(maximum, kind::points, t.where));
  return t;
}

/// Both sides of a comparison made to meet: literals are turned into what they mean beside the other side. False (and
/// reported) where they do not go together.
inline bool make_meet(check_state& s, typed& a, typed& b, const ast::expression& a_tree, const ast::expression& b_tree) {
  const auto settle = [&](typed& constant, const ast::expression& constant_tree, const typed& value, const ast::expression& value_tree) {
    const std::string text = as_written(s, value_tree);
    if (constant.full) {
      if (value.term.type != kind::points || !value.maximum) {
        report(s, code::full_without_points, constant_tree.where, {text});
        return false;
      }
      constant.term = constant_term(*value.maximum, kind::points, constant_tree.where);
      return true;
    }
    if (!is_numeric(value.term.type)) {
      report(s, code::kinds_do_not_mix, join(a_tree.where, b_tree.where),
             {as_written(s, a_tree), kind_word(s, a.term.type), as_written(s, b_tree), kind_word(s, b.term.type)});
      return false;
    }
    // Documents write "98/110" for 98 points of 110; as a number that is below 1.
    if (value.term.type == kind::points && constant_tree.what == ast::op::divide) {
      const auto number = constant.term.value.is_decimal(4) ? as_written(s, constant.term.value) : as_written(s, constant.term.value.rounded(rational(1, 10000), rounding_mode::down)) + "…";
      report(s, code::quotient_beside_points, constant_tree.where, {as_written(s, constant_tree), number, as_written(s, constant_tree.args[0])});
      return false;
    }
    const ast::literal l{constant.term.value, constant.term.type == kind::percent, constant_tree.where};
    const auto meant = literal_beside(s, value, text, l);
    if (!meant) return false;
    constant.term = constant_term(*meant, value.ratio && l.percent ? kind::percent : value.term.type, constant_tree.where);
    return true;
  };
  if (a.text || b.text) {
    typed& text = a.text ? a : b;
    const typed& value = a.text ? b : a;
    const ast::expression &text_tree = a.text ? a_tree : b_tree, &value_tree = a.text ? b_tree : a_tree;
    if (value.text || value.term.type != kind::one_of) {
      report(s, code::text_without_options, text_tree.where, {as_written(s, value_tree), kind_word(s, value.term.type)});
      return false;
    }
    const auto option = find_option(s, s.model.inputs[*value.options_of], *text.text, text_tree.where);
    if (!option) return false;
    text.term = constant_term(rational(static_cast<std::int64_t>(*option)), kind::one_of, text_tree.where);
    text.text.reset();
    return true;
  }
  if (a.full && b.full) {
    report(s, code::full_without_points, a_tree.where, {as_written(s, b_tree)});
    return false;
  }
  if (b.full || (b.literal && !a.literal && is_numeric(b.term.type))) return settle(b, b_tree, a, a_tree);
  if (a.full || (a.literal && !b.literal && is_numeric(a.term.type))) return settle(a, a_tree, b, b_tree);
  // A share that is a parameter means, beside points, that share of their maximum.
  for (const auto& [share, points, tree] : {std::tuple(&a, &b, &a_tree), std::tuple(&b, &a, &b_tree)}) {
    if (!share->parameter || share->term.type != kind::percent || points->term.type != kind::points) continue;
    if (!points->maximum) {
      report(s, code::share_of_unknown_maximum, tree->where, {as_written(s, share == &a ? b_tree : a_tree), as_written(s, *tree)});
      return false;
    }
    share->term = share_of_maximum(std::move(share->term), *points->maximum);
  }
  const bool options_differ = a.term.type == kind::one_of && b.term.type == kind::one_of &&
                              s.model.inputs[*a.options_of].options != s.model.inputs[*b.options_of].options;
  if (common_kind(a, b) && !options_differ) return true;
  report(s, code::kinds_do_not_mix, join(a_tree.where, b_tree.where),
         {as_written(s, a_tree), kind_word(s, a.term.type), as_written(s, b_tree), kind_word(s, b.term.type)});
  return false;
}

}  // namespace ancs::detail

#endif
