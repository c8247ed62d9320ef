// impl/check_lines.hpp: what `steps` and `interpolate` give over a range of values.
#ifndef ANCS_IMPL_CHECK_LINES_HPP
#define ANCS_IMPL_CHECK_LINES_HPP

#include <vector>

#include "check_intervals.hpp"

namespace ancs::detail {

/// The points over all distances from the base.
inline interval step_points(const interval& distance, const rational& gives, const rational& width, const rational& adds, bool whole) {
  const auto points = [&](const rational& d, bool open) {
    if (d.sign() <= 0) return gives;
    rational n = d / width;
    if (whole) n = open && n.is_integer() ? n - rational(1) : n.floor();
    return gives + adds * n;
  };
  interval r;
  r.low = distance.low ? points(*distance.low, false) : gives;
  if (distance.high) r.high = points(*distance.high, distance.high_open);
  r.low_open = distance.low && distance.low_open && !whole && distance.low->sign() >= 0;
  r.high_open = distance.high && distance.high_open && !whole && distance.high->sign() > 0;
  return r;
}

/// The points over a range of values: lines between the knots, flat outside.
inline interval between_knots(const std::vector<checked::interpolate_clause::knot>& knots, const interval& values) {
  if (is_empty(values)) return nothing();
  interval all;
  auto add = [&, first = true](const rational& points) mutable {
    all = first ? exactly(points) : hull(all, exactly(points));
    first = false;
  };
  const auto at = [&](const rational& x) {
    if (x <= knots.front().at) return knots.front().gives;
    for (std::size_t i = 1; i < knots.size(); ++i)
      if (x <= knots[i].at) {
        const auto &a = knots[i - 1], &b = knots[i];
        return a.gives + (b.gives - a.gives) * (x - a.at) / (b.at - a.at);
      }
    return knots.back().gives;
  };
  // An end that is only approached counts as reached: bounds stay bounds.
  add(values.low ? at(*values.low) : knots.front().gives);
  add(values.high ? at(*values.high) : knots.back().gives);
  for (const auto& k : knots)
    if (contains(values, k.at)) add(k.gives);
  return all;
}

}  // namespace ancs::detail

#endif
