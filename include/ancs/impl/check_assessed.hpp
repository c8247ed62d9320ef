// impl/check_assessed.hpp: comparisons of points whose maximum changes from unit to unit, because criteria may be excluded.
#ifndef ANCS_IMPL_CHECK_ASSESSED_HPP
#define ANCS_IMPL_CHECK_ASSESSED_HPP

#include <algorithm>
#include <utility>

#include "check_state.hpp"

namespace ancs::detail {

/// True if the term reads points of which exclusion may change the maximum.
inline bool changes(check_state& s, const term& t) {
  if (!s.model.excludes) return false;
  switch (t.what) {
    case term_op::total:
    case term_op::total_with:
    case term_op::total_with_all:
      return s.model.least_assessed < s.model.maximum;
    case term_op::group:
      return s.model.groups[t.index].least_assessed < s.model.groups[t.index].maximum;
    case term_op::criterion:
      return is_excludable(s.model.criteria[t.index]);
    case term_op::let: {
      if (s.let_changes.size() <= t.index) s.let_changes.resize(s.model.lets.size());
      if (const auto known = s.let_changes[t.index]) return *known;
      const bool found = changes(s, s.model.lets[t.index].value);
      s.let_changes[t.index] = found;
      return found;
    }
    default:
      return std::any_of(t.args.begin(), t.args.end(), [&](const term& arg) { return changes(s, arg); });
  }
}

/// What a percent of these points is a percent of, in one unit; `points` may become what is compared in place of it: a total is
/// rescaled first. Empty where the points are put together in a way that leaves no maximum.
inline std::optional<term> assessed_maximum(check_state& s, term& points) {
  const auto made = [&](term_op what, std::uint32_t index) { return indexed_term(what, kind::points, index, points.where); };
  while (points.what == term_op::let) points = term(s.model.lets[points.index].value);
  switch (points.what) {
    case term_op::total:
      points.what = term_op::total_rescaled;
      return constant_term(s.model.maximum, kind::points, points.where);
    case term_op::total_with:
      points.what = term_op::total_rescaled_with;
      return constant_term(s.model.maximum, kind::points, points.where);
    case term_op::total_with_all:
      points.what = term_op::total_rescaled_with_all;
      return constant_term(s.model.maximum, kind::points, points.where);
    case term_op::group:
      return changes(s, points) ? made(term_op::group_assessed, points.index)
                                : constant_term(s.model.groups[points.index].maximum, kind::points, points.where);
    case term_op::criterion:
      return changes(s, points) ? made(term_op::criterion_assessed, points.index)
                                : constant_term(s.model.criteria[points.index].maximum, kind::points, points.where);
    case term_op::add: {
      std::vector<term> parts;
      for (term& arg : points.args) {
        if (arg.what == term_op::total || arg.what == term_op::total_with || arg.what == term_op::total_with_all) return std::nullopt;
        auto part = assessed_maximum(s, arg);
        if (!part) return part;
        parts.push_back(std::move(*part));
      }
      term sum = made(term_op::add, 0);
      sum.args = std::move(parts);
      return sum;
    }
    default:
      return std::nullopt;
  }
}

/// Makes a comparison of changing points with a percent, or with `full`, one with that share of what was assessed. False (and
/// reported) where such points are compared with anything else.
inline bool compare_assessed(check_state& s, typed& a, typed& b, const ast::expression& whole) {
  const bool left = !a.full && !a.text && changes(s, a.term), right = !b.full && !b.text && changes(s, b.term);
  if (!left && !right) return true;
  typed &points = left ? a : b, &limit = left ? b : a;
  const std::string text = as_written(s, whole.args[left ? 0 : 1]);
  if (left != right && points.term.type == kind::points) {
    if (limit.parameter && limit.term.type == kind::percent) {
      if (auto maximum = assessed_maximum(s, points.term)) {
        term product = indexed_term(term_op::multiply, kind::points, 0, limit.term.where);
        product.args = {std::move(limit.term), std::move(*maximum)};
        limit.term = std::move(product);
        return true;
      }
    }
    if (limit.full || (limit.literal && limit.term.type == kind::percent)) {
      const rational share = limit.full ? rational(1) : limit.term.value;
      if (auto maximum = assessed_maximum(s, points.term)) {
        term product = constant_term(share * maximum->value, kind::points, limit.term.where);
        if (maximum->what != term_op::constant) {
          product = indexed_term(term_op::multiply, kind::points, 0, limit.term.where);
          product.args = {constant_term(share, kind::number, limit.term.where), std::move(*maximum)};
        }
        limit.term = std::move(product);
        limit.full = limit.literal = false;
        return true;
      }
    }
    if (limit.literal && points.maximum && points.maximum->sign() > 0) {
      const rational share = limit.term.value / *points.maximum;
      const std::string percent = share.is_decimal(4) ? as_written(s, share, true) : as_written(s, rational(1, 2), true);
      report(s, code::changing_points_compared, whole.where, {text, text + " >= " + percent});
      return false;
    }
  }
  report(s, code::changing_points_compared, whole.where, {text, text + " >= " + as_written(s, rational(1, 2), true)});
  return false;
}

}  // namespace ancs::detail

#endif
