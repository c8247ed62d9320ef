// impl/check_intervals.hpp: exact arithmetic on intervals of rationals, with open and absent ends.
#ifndef ANCS_IMPL_CHECK_INTERVALS_HPP
#define ANCS_IMPL_CHECK_INTERVALS_HPP

#include <optional>
#include <utility>

#include "../checked.hpp"

namespace ancs::detail {

using checked::interval;

/// One end of an interval; `infinite` is -1 or 1 where it is absent.
struct bound {
  int infinite = 0;
  rational value;
  bool open = false;
};

inline bound low_bound(const interval& i) { return i.low ? bound{0, *i.low, i.low_open} : bound{-1, 0, true}; }
inline bound high_bound(const interval& i) { return i.high ? bound{0, *i.high, i.high_open} : bound{1, 0, true}; }

inline int compare_values(const bound& a, const bound& b) {
  if (a.infinite != b.infinite) return a.infinite < b.infinite ? -1 : 1;
  return a.infinite ? 0 : a.value.compare(b.value);
}

inline interval between(const bound& low, const bound& high) {
  interval i;
  if (!low.infinite) i.low = low.value, i.low_open = low.open;
  if (!high.infinite) i.high = high.value, i.high_open = high.open;
  return i;
}

inline interval exactly(const rational& value) { return {value, value, false, false}; }
inline interval closed(const rational& low, const rational& high) { return {low, high, false, false}; }

inline interval nothing() { return {rational(0), rational(0), true, true}; }

inline bool is_empty(const interval& i) {
  if (!i.low || !i.high) return false;
  const int c = i.low->compare(*i.high);
  return c > 0 || (c == 0 && (i.low_open || i.high_open));
}

inline bool is_point(const interval& i) { return i.low && i.high && !i.low_open && !i.high_open && *i.low == *i.high; }

inline bool contains(const interval& i, const rational& v) {
  if (i.low && (v < *i.low || (i.low_open && v == *i.low))) return false;
  if (i.high && (v > *i.high || (i.high_open && v == *i.high))) return false;
  return true;
}

inline bool never_negative(const interval& i) { return i.low && i.low->sign() >= 0; }
inline bool only_positive(const interval& i) { return i.low && (i.low->sign() > 0 || (i.low->is_zero() && i.low_open)); }

inline interval meet(const interval& a, const interval& b) {
  const auto pick = [](const bound& x, const bound& y, int sign) {
    const int c = compare_values(x, y) * sign;
    if (c == 0) return x.open ? x : y;
    return c > 0 ? x : y;
  };
  return between(pick(low_bound(a), low_bound(b), 1), pick(high_bound(a), high_bound(b), -1));
}

inline interval hull(const interval& a, const interval& b) {
  const auto pick = [](const bound& x, const bound& y, int sign) {
    const int c = compare_values(x, y) * sign;
    if (c == 0) return x.open ? y : x;
    return c > 0 ? x : y;
  };
  return between(pick(low_bound(a), low_bound(b), -1), pick(high_bound(a), high_bound(b), 1));
}

inline interval negated(const interval& a) {
  interval i;
  i.low_open = a.high_open, i.high_open = a.low_open;
  if (a.high) i.low = -*a.high;
  if (a.low) i.high = -*a.low;
  return i;
}

inline interval sum_of(const interval& a, const interval& b) {
  interval i;
  if (a.low && b.low) i.low = *a.low + *b.low, i.low_open = a.low_open || b.low_open;
  if (a.high && b.high) i.high = *a.high + *b.high, i.high_open = a.high_open || b.high_open;
  return i;
}

inline interval difference_of(const interval& a, const interval& b) { return sum_of(a, negated(b)); }

/// The product of two ends. A closed 0 times anything is 0, and is reached.
inline bound product_of(const bound& a, const bound& b) {
  const bool a_zero = !a.infinite && a.value.is_zero(), b_zero = !b.infinite && b.value.is_zero();
  if (a_zero || b_zero) return {0, 0, !((a_zero && !a.open) || (b_zero && !b.open))};
  if (a.infinite || b.infinite) {
    const int sign = (a.infinite ? a.infinite : a.value.sign()) * (b.infinite ? b.infinite : b.value.sign());
    return {sign, 0, true};
  }
  return {0, a.value * b.value, a.open || b.open};
}

inline interval product_of(const interval& a, const interval& b) {
  const bound ends[] = {product_of(low_bound(a), low_bound(b)), product_of(low_bound(a), high_bound(b)),
                        product_of(high_bound(a), low_bound(b)), product_of(high_bound(a), high_bound(b))};
  bound low = ends[0], high = ends[0];
  for (const bound& e : ends) {
    const int below = compare_values(e, low), above = compare_values(e, high);
    if (below < 0 || (below == 0 && !e.open)) low = e;
    if (above > 0 || (above == 0 && !e.open)) high = e;
  }
  return between(low, high);
}

/// The values with all above the cap taken as the cap.
inline interval capped_at(interval i, const rational& cap) {
  if (!i.high || *i.high > cap) i.high = cap, i.high_open = false;
  if (i.low && *i.low >= cap) i.low = i.high, i.low_open = i.high_open;
  return i;
}

/// The quotient over the values of `b` that are not 0.
inline interval quotient_of(const interval& a, const interval& b) {
  if (is_point(a) && a.low->is_zero()) return exactly(0);
  const bound low = low_bound(b), high = high_bound(b);
  const bool positive = !low.infinite && low.value.sign() >= 0, negative = !high.infinite && high.value.sign() <= 0;
  if (positive == negative) return {};
  const auto inverse = [](const bound& x, int infinite_sign) -> bound {
    if (x.infinite) return {0, 0, true};
    if (x.value.is_zero()) return {infinite_sign, 0, true};
    return {0, rational(1) / x.value, x.open};
  };
  return positive ? product_of(a, between(inverse(high, 1), inverse(low, 1))) : product_of(a, between(inverse(high, -1), inverse(low, -1)));
}

/// Smallest interval whose ends are multiples of the step and that holds the same multiples.
inline interval snapped(interval i, const rational& step) {
  if (step.sign() <= 0) return i;
  if (i.low) {
    rational n = (*i.low / step).ceil();
    if (i.low_open && n * step == *i.low) n += rational(1);
    i.low = n * step, i.low_open = false;
  }
  if (i.high) {
    rational n = (*i.high / step).floor();
    if (i.high_open && n * step == *i.high) n -= rational(1);
    i.high = n * step, i.high_open = false;
  }
  return i;
}

/// A step that every multiple of either is a multiple of, where one step is a multiple of the other.
inline std::optional<rational> common_step(const std::optional<rational>& a, const std::optional<rational>& b) {
  if (!a || !b) return std::nullopt;
  if (a->is_zero()) return b;
  if (b->is_zero()) return a;
  if ((*a / *b).is_integer()) return b;
  if ((*b / *a).is_integer()) return a;
  return std::nullopt;
}

}  // namespace ancs::detail

#endif
