// tree_equal.hpp: whether two trees say the same: everything but places, comments and backticks.
#ifndef ANCS_TESTS_TREE_EQUAL_HPP
#define ANCS_TESTS_TREE_EQUAL_HPP

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

#include "ancs/ast.hpp"

namespace ancs::tests {

// What counts in each kind of node.
#define ANCS_COUNTS(type, ...) \
  inline auto counted(const ast::type& n) { return std::tie(__VA_ARGS__); }
ANCS_COUNTS(name, n.text)
ANCS_COUNTS(label, n.text)
ANCS_COUNTS(literal, n.value, n.percent)
ANCS_COUNTS(date, n.year, n.month, n.day)
ANCS_COUNTS(expression, n.what, n.value, n.text, n.member, n.day, n.args)
ANCS_COUNTS(basis, n.text)
ANCS_COUNTS(evidence, n.text, n.required, n.otherwise_none)
ANCS_COUNTS(guard, n.condition, n.not_applicable, n.excluded, n.within_group, n.gives)
ANCS_COUNTS(award, n.gives, n.condition)
ANCS_COUNTS(award_clause, n.awards)
ANCS_COUNTS(band_row, n.written, n.low, n.high, n.gives)
ANCS_COUNTS(bands_clause, n.of, n.scaled_by, n.rows)
ANCS_COUNTS(steps_clause, n.of, n.scaled_by, n.descending, n.base, n.base_gives, n.width, n.adds, n.whole, n.at_most)
ANCS_COUNTS(proportional_clause, n.of, n.at_most)
ANCS_COUNTS(interpolate_clause::knot, n.at, n.gives)
ANCS_COUNTS(interpolate_clause, n.of, n.knots)
ANCS_COUNTS(choose_clause::row, n.option, n.gives)
ANCS_COUNTS(choose_clause, n.of, n.rows, n.otherwise)
ANCS_COUNTS(change, n.amount, n.of, n.when, n.whole, n.at_most)
ANCS_COUNTS(deduct_clause, n.start, n.deductions)
ANCS_COUNTS(add_clause, n.additions)
ANCS_COUNTS(assessed_clause, n.input, n.by)
ANCS_COUNTS(points_clause, n.of)
ANCS_COUNTS(items_clause, n.items)
ANCS_COUNTS(head, n.id, n.number, n.title, n.maximum, n.capped, n.floor)
ANCS_COUNTS(criterion, n.head, n.item, n.bases, n.evidence, n.guards, n.body)
ANCS_COUNTS(group, n.written, n.head, n.bases, n.evidence, n.members)
ANCS_COUNTS(rounding, n.step, n.mode, n.stage)
ANCS_COUNTS(model::column, n.id, n.title)
ANCS_COUNTS(model, n.id, n.title, n.maximum, n.bases, n.applies_to, n.period, n.in_force_from, n.replaces, n.parts, n.columns,
            n.not_yet_assessed, n.rounding)
ANCS_COUNTS(include, n.path)
ANCS_COUNTS(range, n.written, n.limit)
ANCS_COUNTS(baseline, n.id, n.title)
ANCS_COUNTS(parts_source, n.written, n.type, n.title, n.level, n.or_better, n.total, n.id, n.member)
ANCS_COUNTS(input, n.names, n.kind, n.series, n.years, n.with_baseline, n.baselines, n.options, n.points_low, n.points_high, n.by,
            n.same_within_parent, n.from_parts, n.ranges, n.optional, n.default_value, n.title)
ANCS_COUNTS(holidays::days, n.first, n.last, n.working)
ANCS_COUNTS(holidays, n.title, n.list)
ANCS_COUNTS(parameter, n.id, n.value, n.low, n.high, n.title)
ANCS_COUNTS(let::choice, n.condition, n.value)
ANCS_COUNTS(let, n.id, n.choices, n.value, n.title)
ANCS_COUNTS(veto, n.id, n.title, n.condition)
ANCS_COUNTS(levels::row, n.written, n.level, n.condition)
ANCS_COUNTS(levels, n.title, n.names, n.rows)
ANCS_COUNTS(ranking_key, n.of, n.descending)
ANCS_COUNTS(ranking, n.tie, n.within_parent, n.within_unit_type, n.within, n.keys, n.split_by)
ANCS_COUNTS(quota, n.level, n.outcome, n.share, n.of, n.or_better, n.before, n.mode, n.ties_in, n.become)
ANCS_COUNTS(require, n.condition, n.title)
ANCS_COUNTS(warn, n.id, n.condition, n.differs_from, n.tolerance, n.when, n.title)
ANCS_COUNTS(assignment, n.id, n.member, n.to)
ANCS_COUNTS(expectation, n.written, n.id, n.total, n.rescaled, n.outcome, n.action, n.to, n.low, n.high)
ANCS_COUNTS(action, n.title, n.each, n.of, n.condition)
ANCS_COUNTS(test, n.title, n.given, n.expect)
ANCS_COUNTS(document, n.language_version, n.declarations)
#undef ANCS_COUNTS
inline auto counted(const ast::met_clause&) { return std::tuple<>(); }
inline auto counted(const ast::information_clause&) { return std::tuple<>(); }
/// Points without a number of their own carry none.
inline auto counted(const ast::points& n) {
  const bool number = n.written == ast::points::form::literal || n.written == ast::points::form::percent;
  const bool fraction = n.written == ast::points::form::fraction;
  return std::make_tuple(n.written, number ? n.value : rational(0), fraction ? n.numerator : 0, fraction ? n.denominator : 1);
}

inline bool same_tree(const rational& a, const rational& b) { return a == b; }
inline bool same_tree(const std::string& a, const std::string& b) { return a == b; }
template <class T>
  requires std::is_arithmetic_v<T> || std::is_enum_v<T>
bool same_tree(T a, T b) { return a == b; }
inline bool same_tree(std::monostate, std::monostate) { return true; }

template <class T>
  requires requires(const T& n) { counted(n); }
bool same_tree(const T& a, const T& b);
template <class T>
bool same_tree(const std::vector<T>& a, const std::vector<T>& b);
template <class T>
bool same_tree(const std::optional<T>& a, const std::optional<T>& b);
template <class A, class B>
bool same_tree(const std::pair<A, B>& a, const std::pair<A, B>& b);
template <class... T>
bool same_tree(const std::variant<T...>& a, const std::variant<T...>& b);

template <class... T>
bool same_members(const std::tuple<T...>& a, const std::tuple<T...>& b) {
  return [&]<std::size_t... I>(std::index_sequence<I...>) {
    return (same_tree(std::get<I>(a), std::get<I>(b)) && ...);
  }(std::index_sequence_for<T...>{});
}

/// Two nodes, lists, choices … that say the same.
template <class T>
  requires requires(const T& n) { counted(n); }
bool same_tree(const T& a, const T& b) { return same_members(counted(a), counted(b)); }
template <class T>
bool same_tree(const std::vector<T>& a, const std::vector<T>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const T& x, const T& y) { return same_tree(x, y); });
}
template <class T>
bool same_tree(const std::optional<T>& a, const std::optional<T>& b) {
  return a.has_value() == b.has_value() && (!a || same_tree(*a, *b));
}
template <class A, class B>
bool same_tree(const std::pair<A, B>& a, const std::pair<A, B>& b) {
  return same_tree(a.first, b.first) && same_tree(a.second, b.second);
}
template <class... T>
bool same_tree(const std::variant<T...>& a, const std::variant<T...>& b) {
  if (a.index() != b.index()) return false;
  return std::visit([&b](const auto& x) { return same_tree(x, std::get<std::decay_t<decltype(x)>>(b)); }, a);
}

}  // namespace ancs::tests

#endif
