// kernels.hpp: the operations of the graph as small function objects, one meaning for every arithmetic.
#ifndef ANCS_IMPL_KERNELS_HPP
#define ANCS_IMPL_KERNELS_HPP

#include <algorithm>
#include <cstdint>
#include <optional>
#include <type_traits>
#include <utility>

#include "../graph.hpp"
#include "integer128.hpp"

namespace ancs::detail {

/// A whole number known to fit, or any rational, in the arithmetic of a lane.
template <class T>
T lane_value(const rational& r) {
  if constexpr (std::is_same_v<T, rational>) return r;
  else return static_cast<T>(r.to_int128().value_or(0));
}

/// What missing data leaves possible for one register: a closed interval, an absent end has no bound.
struct possible {
  std::optional<rational> low, high;
  possible() : possible(rational(0)) {}
  possible(rational value) : low(value), high(std::move(value)) {}
  possible(int value) : possible(rational(value)) {}
  possible(std::optional<rational> l, std::optional<rational> h) : low(std::move(l)), high(std::move(h)) {}
};

namespace kernel {

template <class T>
inline constexpr bool is_whole_lane = std::is_same_v<T, std::int64_t> || std::is_same_v<T, int128>;

/// yes where condition is 1, no where it is 0. Data decides at random: a branch here would be mispredicted half the time.
template <class T>
T picked(T condition, T yes, T no) {
  return no ^ ((no ^ yes) & -condition);
}

// ---- exact arithmetic: whole lanes and rationals ----

struct multiply {
  template <class T>
  T operator()(const T& a, const T& b) const { return a * b; }
  possible operator()(const possible& a, const possible& b) const {
    if (a.low && b.low && a.high && b.high) {
      const rational c[] = {*a.low * *b.low, *a.low * *b.high, *a.high * *b.low, *a.high * *b.high};
      return {*std::min_element(c, c + 4), *std::max_element(c, c + 4)};
    }
    const bool positive = a.low && a.low->sign() >= 0 && b.low && b.low->sign() >= 0;
    if (positive) return {*a.low * *b.low, std::nullopt};
    return {std::nullopt, std::nullopt};
  }
};

/// constant · register.
struct scale {
  template <class T>
  T operator()(const T& k, const T& a) const { return k * a; }
  possible operator()(const rational& k, const possible& a) const {
    if (k.is_zero()) return {};
    possible r{a.low ? std::optional(*a.low * k) : std::nullopt, a.high ? std::optional(*a.high * k) : std::nullopt};
    if (k.sign() < 0) std::swap(r.low, r.high);
    return r;
  }
};

struct add {
  template <class T>
  T operator()(const T& a, const T& b) const { return a + b; }
  possible operator()(const possible& a, const possible& b) const {
    return {a.low && b.low ? std::optional(*a.low + *b.low) : std::nullopt, a.high && b.high ? std::optional(*a.high + *b.high) : std::nullopt};
  }
};

struct minimum {
  template <class T>
  T operator()(const T& a, const T& b) const {
    if constexpr (is_whole_lane<T>) return picked<T>(b < a, b, a);
    else return b < a ? b : a;
  }
  possible operator()(const possible& a, const possible& b) const {
    return {a.low && b.low ? std::optional(std::min(*a.low, *b.low)) : std::nullopt, !a.high ? b.high : !b.high ? a.high : std::min(*a.high, *b.high)};
  }
};
struct maximum {
  template <class T>
  T operator()(const T& a, const T& b) const {
    if constexpr (is_whole_lane<T>) return picked<T>(a < b, b, a);
    else return a < b ? b : a;
  }
  possible operator()(const possible& a, const possible& b) const {
    return {!a.low ? b.low : !b.low ? a.low : std::max(*a.low, *b.low), a.high && b.high ? std::optional(std::max(*a.high, *b.high)) : std::nullopt};
  }
};

struct absolute {
  template <class T>
  T operator()(const T& a) const { return a < T(0) ? T(-a) : a; }
  possible operator()(const possible& a) const {
    if (a.low && a.low->sign() >= 0) return a;
    if (a.high && a.high->sign() <= 0) return scale{}(rational(-1), a);
    return {rational(0), a.low && a.high ? std::optional(std::max(a.low->abs(), a.high->abs())) : std::nullopt};
  }
};
struct negative_if {
  template <class T>
  T operator()(const T& a, const T& b) const { return b < T(0) ? T(-a) : a; }
  possible operator()(const possible& a, const possible& b) const {
    if (b.low && b.low->sign() >= 0) return a;
    const possible turned = scale{}(rational(-1), a);
    if (b.high && b.high->sign() < 0) return turned;
    return {a.low && turned.low ? std::optional(std::min(*a.low, *turned.low)) : std::nullopt,
            a.high && turned.high ? std::optional(std::max(*a.high, *turned.high)) : std::nullopt};
  }
};

/// A linear form compared with 0: 1 or 0; of possible values 1, 0 or either.
struct test {
  template <class T>
  T operator()(const T& v, graph::comparison how) const {
    using enum graph::comparison;
    switch (how) {
      case at_least: return T(!(v < T(0)));
      case above: return T(T(0) < v);
      case equal: return T(v == T(0));
      case not_equal: return T(!(v == T(0)));
    }
    return T(0);
  }
  possible operator()(const possible& v, graph::comparison how) const {
    using enum graph::comparison;
    const int low = v.low ? v.low->sign() : -1, high = v.high ? v.high->sign() : 1;
    bool never = false, always = false;
    switch (how) {
      case at_least: always = low >= 0, never = high < 0; break;
      case above: always = low > 0, never = high <= 0; break;
      case equal:
      case not_equal:
        always = low == 0 && high == 0, never = low > 0 || high < 0;
        if (how == not_equal) std::swap(always, never);
        break;
    }
    return {rational(always ? 1 : 0), rational(never ? 0 : 1)};
  }
};

struct select {
  template <class T>
  T operator()(const T& condition, const T& yes, const T& no) const {
    if constexpr (is_whole_lane<T>) return picked<T>(condition, yes, no);
    else return condition == T(0) ? no : yes;
  }
  possible operator()(const possible& condition, const possible& yes, const possible& no) const {
    if (condition.low->sign() > 0) return yes;
    if (condition.high->sign() == 0) return no;
    return {yes.low && no.low ? std::optional(std::min(*yes.low, *no.low)) : std::nullopt,
            yes.high && no.high ? std::optional(std::max(*yes.high, *no.high)) : std::nullopt};
  }
};

/// What a threshold adds where it is passed (1), else nothing (0).
struct gated {
  template <class T>
  T operator()(const T& passed, const T& adds) const {
    if constexpr (is_whole_lane<T>) return picked<T>(passed, adds, 0);
    else return passed == T(0) ? T(0) : adds;
  }
};

/// top / bottom to the nearest whole by the mode. A bottom of 0 or less stands only where a guard decided otherwise,
/// and counts as 1.
struct round_divide {
  template <class T>
    requires is_whole_lane<T>
  T operator()(T top, T bottom, rounding_mode mode) const {
    if (bottom <= 0) bottom = 1;
    T quotient = top / bottom;
    const T rest = top % bottom;
    if (rest == 0) return quotient;
    const bool negative = top < 0;
    const T twice = (negative ? -rest : rest) * 2;
    bool away = false;
    switch (mode) {
      case rounding_mode::half_up: away = twice >= bottom; break;
      case rounding_mode::half_even: away = twice > bottom || (twice == bottom && quotient % 2 != 0); break;
      case rounding_mode::up: away = !negative; break;
      case rounding_mode::down: away = negative; break;
    }
    if (away) quotient += negative ? -1 : 1;
    return quotient;
  }
  rational operator()(const rational& top, const rational& bottom, rounding_mode mode) const {
    return (bottom.sign() <= 0 ? top : top / bottom).rounded(1, mode);
  }
  possible operator()(const possible& top, const possible& bottom, rounding_mode mode) const;
};

/// top / bottom; a bottom of 0 or less counts as 1, as above.
struct divide {
  rational operator()(const rational& top, const rational& bottom) const { return bottom.sign() <= 0 ? top : top / bottom; }
  possible operator()(const possible& top, const possible& bottom) const {
    // The bottom is positive where the value counts; nothing is known of how near to 0 a lower end of 0 comes.
    const bool from_zero = !bottom.low || bottom.low->sign() <= 0;
    if (bottom.high && bottom.high->sign() <= 0) return top;
    possible r{std::nullopt, std::nullopt};
    if (top.low) {
      if (top.low->sign() >= 0) r.low = bottom.high ? *top.low / *bottom.high : rational(0);
      else if (!from_zero) r.low = *top.low / *bottom.low;
    }
    if (top.high) {
      if (top.high->sign() <= 0) r.high = bottom.high ? *top.high / *bottom.high : rational(0);
      else if (!from_zero) r.high = *top.high / *bottom.low;
    }
    return r;
  }
};

inline possible round_divide::operator()(const possible& top, const possible& bottom, rounding_mode mode) const {
  possible r = divide{}(top, bottom);
  if (r.low) r.low = r.low->rounded(1, mode);
  if (r.high) r.high = r.high->rounded(1, mode);
  return r;
}

}  // namespace kernel
}  // namespace ancs::detail

#endif
