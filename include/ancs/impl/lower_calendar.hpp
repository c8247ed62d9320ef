// lower_calendar.hpp: working days as floor divisions by 7 and 5, and a band table for holidays.
#ifndef ANCS_IMPL_LOWER_CALENDAR_HPP
#define ANCS_IMPL_LOWER_CALENDAR_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "check_calendar.hpp"
#include "lower_terms.hpp"

namespace ancs::detail {

/// A date as a whole number of days.
inline affine term_lowering::whole_days(const quantity& q) {
  const quantity r = rounded(q, 1, rounding_mode::down);
  return build_.times(r.numerator, rational(1) / r.denominator.constant);
}

/// Σ adds of the thresholds that the form reaches.
inline affine term_lowering::passed(const affine& of, std::vector<std::pair<std::int64_t, std::int64_t>> thresholds) {
  if (thresholds.empty()) return {};
  // Bounds of what is missing are read off in the order of the thresholds, one step each.
  std::sort(thresholds.begin(), thresholds.end());
  std::size_t kept = 0;
  for (std::size_t i = 1; i < thresholds.size(); ++i) {
    if (thresholds[i].first == thresholds[kept].first) thresholds[kept].second += thresholds[i].second;
    else thresholds[++kept] = thresholds[i];
  }
  thresholds.resize(kept + 1);
  if (of.is_constant()) {
    std::int64_t sum = 0;
    for (const auto& [at, adds] : thresholds) sum += of.constant >= rational(at) ? adds : 0;
    return {rational(sum), {}};
  }
  const affine one = build_.as_atom(of);
  node n;
  n.what = node_op::bands;
  n.args = {one.terms[0].first};
  n.coefficients = {0};
  for (const auto& [at, adds] : thresholds) {
    const affine form = build_.sum(one, {rational(at), {}}, -1);
    const rational k = build_.whole_factor(form);
    cut c;
    c.alpha = form.terms[0].second * k / build_.at(form.terms[0].first).scale;
    c.gamma = form.constant * k;
    c.adds = rational(adds);
    n.cuts.push_back(std::move(c));
  }
  return build_.atom(build_.add(std::move(n)));
}

/// The whole number below of / by. The offset, a multiple of `by`, keeps what is divided above 0 for every day of the calendar,
/// where columns divide fast; it is taken off again.
inline affine term_lowering::floor_of(const affine& of, std::int64_t by, std::int64_t offset) {
  const affine shifted = build_.times(build_.sum(of, {rational(offset), {}}), rational(1, by));
  return build_.sum(rounded(plain(shifted), 1, rounding_mode::down).numerator, {rational(offset / by), {}}, -1);
}

inline quantity term_lowering::index_of_day(const quantity& date) {
  const affine day = whole_days(date);
  const affine past = build_.sum(day, {rational(first_monday - 1), {}}, -1);
  const affine weeks = floor_of(past, 7, 1'050'000);
  const affine rest = build_.extreme(node_op::maximum, {build_.extreme(node_op::minimum, {build_.sum(past, weeks, -7), {5, {}}}), {0, {}}});
  std::vector<std::pair<std::int64_t, std::int64_t>> thresholds;
  for (const std::int64_t d : model_.calendar.free) thresholds.emplace_back(d, -1);
  for (const std::int64_t d : model_.calendar.worked) thresholds.emplace_back(d, 1);
  return plain(build_.sum(build_.sum(rest, weeks, 5), passed(day, thresholds)));
}

inline quantity term_lowering::day_of_index(const quantity& index) {
  const working_calendar calendar(model_.calendar);
  const affine of = whole_days(index);
  // The index among Mondays to Fridays: one more for each holiday before, one less for each Saturday or Sunday that was worked.
  std::vector<std::pair<std::int64_t, std::int64_t>> shifts, corrections;
  for (const std::int64_t d : model_.calendar.free) shifts.emplace_back(calendar.index(d) + 1, 1);
  for (const std::int64_t d : model_.calendar.worked) shifts.emplace_back(calendar.index(d) + 1, -1);
  for (const std::int64_t d : model_.calendar.worked) {
    const std::int64_t own = calendar.index(d);
    std::int64_t ordinal = own;
    for (const auto& [at, adds] : shifts) ordinal += own >= at ? adds : 0;
    const std::int64_t off = d - working_calendar::weekday(ordinal);
    corrections.emplace_back(own, off), corrections.emplace_back(own + 1, -off);
  }
  const affine ordinal = build_.sum(build_.sum(of, passed(of, shifts)), {1, {}}, -1);
  const affine weeks = floor_of(ordinal, 5, 750'000);
  return plain(build_.sum(build_.sum(build_.sum(ordinal, {rational(first_monday), {}}), weeks, 2), passed(of, corrections)));
}

}  // namespace ancs::detail

#endif
