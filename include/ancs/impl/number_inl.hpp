// number_inl.hpp: bodies of number.hpp; the only file that knows Boost.Multiprecision.
#ifndef ANCS_IMPL_NUMBER_INL_HPP
#define ANCS_IMPL_NUMBER_INL_HPP

#include <algorithm>
#include <bit>
#include <boost/multiprecision/cpp_int.hpp>
#include <cassert>
#include <charconv>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

#include "../number.hpp"

namespace ancs {

struct rational::big {
  boost::multiprecision::cpp_rational value;
};

/// The way between the two forms of a rational. A value is small whenever it fits, so that equal values have equal forms.
struct rational_access {
  using integer = boost::multiprecision::cpp_int;
  using fraction = boost::multiprecision::cpp_rational;
  static constexpr std::int64_t limit = std::numeric_limits<std::int64_t>::max();

  static std::uint64_t magnitude(std::int64_t value) {
    return value < 0 ? std::uint64_t{0} - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
  }
  /// Greatest common divisor where neither is INT64_MIN; 1 or more unless both are 0.
  static std::int64_t gcd(std::int64_t a, std::int64_t b) {
    return static_cast<std::int64_t>(std::gcd(magnitude(a), magnitude(b)));
  }

  static integer integer_of(int128 value) {
    // Halves, because a strict -std=c++20 does not count __int128 among the arithmetic types.
    integer whole = static_cast<std::int64_t>(value >> 64);
    whole <<= 64;
    whole += static_cast<std::uint64_t>(value);
    return whole;
  }
  static integer power(unsigned base, std::size_t exponent) {
    return boost::multiprecision::pow(integer(base), static_cast<unsigned>(exponent));
  }

  static bool is_small(const rational& r) { return r.big_ == nullptr; }
  static std::int64_t top(const rational& r) { return r.numerator_; }
  static std::int64_t bottom(const rational& r) { return r.denominator_; }
  static fraction value(const rational& r) { return r.big_ ? r.big_->value : fraction(r.numerator_, r.denominator_); }
  static integer top_integer(const rational& r) {
    return r.big_ ? integer(boost::multiprecision::numerator(r.big_->value)) : integer(r.numerator_);
  }
  static integer bottom_integer(const rational& r) {
    return r.big_ ? integer(boost::multiprecision::denominator(r.big_->value)) : integer(r.denominator_);
  }

  static void set_small(rational& r, std::int64_t top, std::int64_t bottom) {
    if (r.big_) rational::release(std::exchange(r.big_, nullptr));
    r.numerator_ = top;
    r.denominator_ = bottom;
  }
  /// Takes a fraction in lowest terms with a positive denominator.
  static void set(rational& r, int128 top, int128 bottom) {
    if (top <= limit && top >= -limit && bottom <= limit) {
      set_small(r, static_cast<std::int64_t>(top), static_cast<std::int64_t>(bottom));
    } else {
      set(r, fraction(integer_of(top), integer_of(bottom)));
    }
  }
  static void set(rational& r, fraction value) {
    const integer top = boost::multiprecision::numerator(value);
    const integer bottom = boost::multiprecision::denominator(value);
    if (top <= limit && top >= -limit && bottom <= limit) {
      set_small(r, top.convert_to<std::int64_t>(), bottom.convert_to<std::int64_t>());
      return;
    }
    auto* made = new rational::big{std::move(value)};
    if (r.big_) rational::release(r.big_);
    r.big_ = made;
    r.numerator_ = top < 0 ? -1 : 1;
    r.denominator_ = 1;
  }
  template <class... Parts>
  static rational make(Parts&&... parts) {
    rational made;
    set(made, std::forward<Parts>(parts)...);
    return made;
  }

  /// Adds the small fraction top/bottom to a small r.
  static void add(rational& r, std::int64_t top, std::int64_t bottom) {
    if (r.denominator_ == bottom) {
      const int128 sum = static_cast<int128>(r.numerator_) + top;
      if (bottom == 1) return set(r, sum, 1);
      const std::int64_t common = gcd(static_cast<std::int64_t>(sum % bottom), bottom);
      return set(r, sum / common, bottom / common);
    }
    // After Knuth (4.5.1): every gcd is of 64 bits, and a second one is needed only where the denominators share a factor.
    const std::int64_t shared = gcd(r.denominator_, bottom);
    const std::int64_t own = r.denominator_ / shared;
    const int128 sum = static_cast<int128>(r.numerator_) * (bottom / shared) + static_cast<int128>(top) * own;
    const std::int64_t common = shared == 1 ? 1 : gcd(static_cast<std::int64_t>(sum % shared), shared);
    set(r, sum / common, static_cast<int128>(own) * (bottom / common));
  }
  /// Multiplies a small r by the small fraction top/bottom.
  static void multiply(rational& r, std::int64_t top, std::int64_t bottom) {
    const std::int64_t a = bottom == 1 ? 1 : gcd(r.numerator_, bottom);
    const std::int64_t b = r.denominator_ == 1 ? 1 : gcd(top, r.denominator_);
    set(r, static_cast<int128>(r.numerator_ / a) * (top / b), static_cast<int128>(r.denominator_ / b) * (bottom / a));
  }
};

namespace detail::exact {

/// Decimals that show the value exactly, if a finite number does.
inline std::optional<std::size_t> decimal_places(const rational& r) {
  using access = rational_access;
  if (access::is_small(r)) {
    std::int64_t rest = access::bottom(r);
    std::size_t twos = 0, fives = 0;
    for (; rest % 2 == 0; rest /= 2) ++twos;
    for (; rest % 5 == 0; rest /= 5) ++fives;
    if (rest != 1) return std::nullopt;
    return std::max(twos, fives);
  }
  access::integer rest = access::bottom_integer(r);
  const std::size_t twos = boost::multiprecision::lsb(rest);
  rest >>= twos;
  if (rest == 1) return twos;
  // Dividing by 5 until it stops would be quadratic; the size of a power of 5 tells its exponent within one.
  const auto near = static_cast<std::size_t>(static_cast<double>(boost::multiprecision::msb(rest)) / 2.321928094887362);
  for (std::size_t fives = near; fives <= near + 1; ++fives) {
    if (access::power(5, fives) == rest) return std::max(twos, fives);
  }
  return std::nullopt;
}

/// Digits of a whole number that is not negative, with a point before the last `places`.
inline std::string with_point(std::string digits, std::size_t places, std::string_view point) {
  if (places == 0) return digits;
  if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
  return digits.insert(digits.size() - places, point);
}

inline rational power_of_ten(std::size_t exponent) { return rational_access::make(rational_access::fraction(rational_access::power(10, exponent))); }

inline bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// The whole number that decimal digits write.
inline rational_access::integer digits_value(std::string_view digits) {
  rational_access::integer value = 0;
  while (!digits.empty()) {
    const std::size_t taken = std::min<std::size_t>(digits.size(), 18);
    std::uint64_t part = 0, scale = 1;
    for (char c : digits.substr(0, taken)) part = part * 10 + static_cast<std::uint64_t>(c - '0'), scale *= 10;
    value *= scale;
    value += part;
    digits.remove_prefix(taken);
  }
  return value;
}

}  // namespace detail::exact

// ---- making ----

ANCS_FUNC rational::rational(std::int64_t value) { rational_access::set(*this, value, 1); }

ANCS_FUNC rational::rational(std::int64_t numerator, std::int64_t denominator) {
  assert(denominator != 0);
  if (denominator == 0) return;
  if (denominator > 0 && numerator >= -rational_access::limit) {
    const std::int64_t common = numerator % denominator == 0 ? denominator : rational_access::gcd(numerator, denominator);
    numerator_ = numerator / common;
    denominator_ = denominator / common;
    return;
  }
  int128 top = numerator, bottom = denominator;
  if (bottom < 0) top = -top, bottom = -bottom;
  const int128 common = std::gcd(rational_access::magnitude(numerator), rational_access::magnitude(denominator));
  rational_access::set(*this, top / common, bottom / common);
}

ANCS_FUNC rational& rational::operator=(rational&& other) noexcept {
  if (this == &other) return *this;
  if (big_) release(big_);
  numerator_ = other.numerator_;
  denominator_ = other.denominator_;
  big_ = other.big_;
  other.forget();
  return *this;
}

ANCS_FUNC rational::big* rational::copy(const big& from) { return new big(from); }
ANCS_FUNC void rational::release(big* owned) noexcept { delete owned; }

ANCS_FUNC rational rational::from_int128(int128 value) { return rational_access::make(value, int128{1}); }

ANCS_FUNC std::optional<rational> rational::parse(std::string_view text) {
  if (text.size() > 4000) return std::nullopt;
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  const std::size_t sign = text.find_first_of("./");
  const std::string_view before = text.substr(0, sign);
  const std::string_view after = sign == std::string_view::npos ? std::string_view{} : text.substr(sign + 1);
  if (!detail::exact::all_digits(before)) return std::nullopt;
  if (sign != std::string_view::npos && !detail::exact::all_digits(after)) return std::nullopt;

  rational_access::integer top = detail::exact::digits_value(before);
  rational_access::integer bottom = 1;
  if (sign != std::string_view::npos && text[sign] == '/') {
    bottom = detail::exact::digits_value(after);
    if (bottom == 0) return std::nullopt;
  } else if (!after.empty()) {
    bottom = rational_access::power(10, after.size());
    top = top * bottom + detail::exact::digits_value(after);
  }
  if (negative) top = -top;
  return rational_access::make(rational_access::fraction(top, bottom));
}

ANCS_FUNC std::optional<rational> rational::from_double(double value) {
  if (!std::isfinite(value)) return std::nullopt;
  char buffer[40];
  const auto written = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::scientific);
  const std::string_view text(buffer, static_cast<std::size_t>(written.ptr - buffer));  // "-d.ddde+xx", d at most 17 times
  const std::size_t e = text.find('e');
  int exponent = 0;
  std::from_chars(text.data() + e + (text[e + 1] == '+' ? 2 : 1), text.data() + text.size(), exponent);
  std::int64_t digits = 0;
  bool past_point = false;
  for (char c : text.substr(0, e)) {
    if (c == '.') past_point = true;
    if (c < '0' || c > '9') continue;
    digits = digits * 10 + (c - '0');
    exponent -= past_point;
  }
  rational made = std::signbit(value) ? -digits : digits;
  if (exponent >= 0) {
    made *= detail::exact::power_of_ten(static_cast<std::size_t>(exponent));
  } else {
    made /= detail::exact::power_of_ten(static_cast<std::size_t>(-exponent));
  }
  return made;
}

// ---- asking ----

ANCS_FUNC bool rational::is_integer() const {
  return big_ ? boost::multiprecision::denominator(big_->value) == 1 : denominator_ == 1;
}

ANCS_FUNC std::optional<std::int64_t> rational::to_int64() const {
  if (!big_) return denominator_ == 1 ? std::optional(numerator_) : std::nullopt;
  constexpr auto lowest = std::numeric_limits<std::int64_t>::min();  // the one int64 that is not small
  return big_->value == lowest ? std::optional(lowest) : std::nullopt;
}

ANCS_FUNC std::optional<std::int64_t> rational::scaled_int64(std::int64_t scale) const {
  if (big_) return (*this * rational(scale)).to_int64();
  if (scale % denominator_ != 0) return std::nullopt;
  std::int64_t scaled = 0;
  if (__builtin_mul_overflow(numerator_, scale / denominator_, &scaled)) return std::nullopt;
  return scaled;
}

ANCS_FUNC std::optional<int128> rational::to_int128() const {
  if (!is_integer()) return std::nullopt;
  if (!big_) return numerator_;
  const rational_access::integer value = rational_access::top_integer(*this);
  const rational_access::integer past = rational_access::integer(1) << 127;
  if (value >= past || value < -past) return std::nullopt;
  // Two's complement by hand: unsigned halves of value mod 2^128.
  const rational_access::integer wrapped = value < 0 ? rational_access::integer(value + (past << 1)) : value;
  const rational_access::integer low = wrapped & std::numeric_limits<std::uint64_t>::max();
  const rational_access::integer high = wrapped >> 64;
  const auto upper = static_cast<std::int64_t>(high.convert_to<std::uint64_t>());
  return static_cast<int128>(upper) * (static_cast<int128>(1) << 64) + static_cast<int128>(low.convert_to<std::uint64_t>());
}

ANCS_FUNC std::optional<std::int64_t> rational::small_denominator() const { return denominator().to_int64(); }
ANCS_FUNC rational rational::numerator() const {
  return big_ ? rational_access::make(rational_access::fraction(rational_access::top_integer(*this))) : rational(numerator_);
}
ANCS_FUNC rational rational::denominator() const {
  return big_ ? rational_access::make(rational_access::fraction(rational_access::bottom_integer(*this))) : rational(denominator_);
}

ANCS_FUNC std::size_t rational::bits() const {
  if (!big_) return static_cast<std::size_t>(std::bit_width(rational_access::magnitude(numerator_) | static_cast<std::uint64_t>(denominator_)));
  const rational_access::integer top = boost::multiprecision::abs(rational_access::top_integer(*this));
  return std::max(boost::multiprecision::msb(top), boost::multiprecision::msb(rational_access::bottom_integer(*this))) + 1;
}

ANCS_FUNC bool rational::is_decimal(int places) const {
  const auto needed = detail::exact::decimal_places(*this);
  return needed && *needed <= static_cast<std::size_t>(std::max(places, 0));
}

ANCS_FUNC int rational::compare(const rational& other) const {
  if (big_ || other.big_) return rational_access::value(*this).compare(rational_access::value(other));
  if (denominator_ == other.denominator_) return (numerator_ > other.numerator_) - (numerator_ < other.numerator_);
  const int128 left = static_cast<int128>(numerator_) * other.denominator_;
  const int128 right = static_cast<int128>(other.numerator_) * denominator_;
  return (left > right) - (left < right);
}

// ---- arithmetic ----

ANCS_FUNC rational& rational::operator+=(const rational& other) {
  if (big_ || other.big_) {
    rational_access::set(*this, rational_access::fraction(rational_access::value(*this) + rational_access::value(other)));
  } else {
    rational_access::add(*this, other.numerator_, other.denominator_);
  }
  return *this;
}

ANCS_FUNC rational& rational::operator-=(const rational& other) {
  if (big_ || other.big_) {
    rational_access::set(*this, rational_access::fraction(rational_access::value(*this) - rational_access::value(other)));
  } else {
    rational_access::add(*this, -other.numerator_, other.denominator_);
  }
  return *this;
}

ANCS_FUNC rational& rational::operator*=(const rational& other) {
  if (big_ || other.big_) {
    rational_access::set(*this, rational_access::fraction(rational_access::value(*this) * rational_access::value(other)));
  } else {
    rational_access::multiply(*this, other.numerator_, other.denominator_);
  }
  return *this;
}

ANCS_FUNC rational& rational::operator/=(const rational& other) {
  assert(!other.is_zero());
  if (other.is_zero()) {
    rational_access::set_small(*this, 0, 1);
  } else if (big_ || other.big_) {
    rational_access::set(*this, rational_access::fraction(rational_access::value(*this) / rational_access::value(other)));
  } else if (other.numerator_ > 0) {
    rational_access::multiply(*this, other.denominator_, other.numerator_);
  } else {
    rational_access::multiply(*this, -other.denominator_, -other.numerator_);
  }
  return *this;
}

ANCS_FUNC rational rational::operator-() const {
  if (big_) return rational_access::make(rational_access::fraction(-big_->value));
  rational made;
  made.numerator_ = -numerator_;
  made.denominator_ = denominator_;
  return made;
}

ANCS_FUNC rational rational::abs() const { return sign() < 0 ? -*this : *this; }

ANCS_FUNC rational rational::floor() const {
  if (is_integer()) return *this;
  // Division truncates toward zero, which is one too high below it.
  if (!big_) return numerator_ / denominator_ - (numerator_ < 0);
  rational_access::integer whole = rational_access::top_integer(*this) / rational_access::bottom_integer(*this);
  if (sign() < 0) --whole;
  return rational_access::make(rational_access::fraction(whole));
}

ANCS_FUNC rational rational::ceil() const { return -(-*this).floor(); }

ANCS_FUNC rational rational::rounded(const rational& step, rounding_mode mode) const {
  assert(step.sign() > 0);
  if (step.sign() <= 0) return *this;
  const rational exact = *this / step;
  rational whole = exact.floor();
  if (whole == exact) return *this;
  const int from_middle = (exact - whole).compare(rational(1, 2));
  bool next = false;
  switch (mode) {
    case rounding_mode::half_up: next = from_middle > 0 || (from_middle == 0 && exact.sign() > 0); break;
    case rounding_mode::half_even: next = from_middle > 0 || (from_middle == 0 && !(whole / 2).is_integer()); break;
    case rounding_mode::up: next = true; break;
    case rounding_mode::down: break;
  }
  if (next) whole += 1;
  return whole * step;
}

// ---- writing ----

ANCS_FUNC double rational::to_double() const {
  if (is_zero()) return 0.0;
  constexpr std::int64_t exact_in_double = std::int64_t{1} << 53;
  if (!big_ && numerator_ <= exact_in_double && numerator_ >= -exact_in_double && denominator_ <= exact_in_double) {
    return static_cast<double>(numerator_) / static_cast<double>(denominator_);
  }
  rational_access::integer top = boost::multiprecision::abs(rational_access::top_integer(*this));
  rational_access::integer bottom = rational_access::bottom_integer(*this);
  // 62 or 63 bits of quotient, the lowest set where anything is left over: the conversion then rounds as the exact value would.
  const auto shift = 62 + static_cast<std::int64_t>(boost::multiprecision::msb(bottom)) - static_cast<std::int64_t>(boost::multiprecision::msb(top));
  if (shift > 0) top <<= static_cast<std::size_t>(shift);
  if (shift < 0) bottom <<= static_cast<std::size_t>(-shift);
  rational_access::integer quotient, rest;
  boost::multiprecision::divide_qr(top, bottom, quotient, rest);
  const std::uint64_t bits = quotient.convert_to<std::uint64_t>() | (rest == 0 ? 0u : 1u);
  const double size = std::ldexp(static_cast<double>(bits), static_cast<int>(std::clamp<std::int64_t>(-shift, -4000, 4000)));
  return sign() < 0 ? -size : size;
}

ANCS_FUNC std::string rational::to_string() const {
  if (!big_ && denominator_ == 1) return std::to_string(numerator_);
  const std::string minus = sign() < 0 ? "-" : "";
  const rational_access::integer top = boost::multiprecision::abs(rational_access::top_integer(*this));
  const rational_access::integer bottom = rational_access::bottom_integer(*this);
  const auto places = detail::exact::decimal_places(*this);
  if (!places) return minus + top.str() + "/" + bottom.str();
  const rational_access::integer scaled = top * (rational_access::power(10, *places) / bottom);
  return minus + detail::exact::with_point(scaled.str(), *places, ".");
}

ANCS_FUNC std::string rational::to_display(number_style style, int places) const {
  const auto shown = static_cast<std::size_t>(std::clamp(places, 0, 30));
  const rational scaled = (abs() * detail::exact::power_of_ten(shown) + rational(1, 2)).floor();
  const std::string_view point = style == number_style::en ? "." : ",";
  std::string text = detail::exact::with_point(scaled.to_string(), shown, point);
  if (shown > 0) {
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with(point)) text.pop_back();
  }
  const std::size_t whole = std::min(text.find(point), text.size());
  for (std::size_t at = whole; at > 3; at -= 3) text.insert(at - 3, style == number_style::en ? "," : ".");
  return sign() < 0 && !scaled.is_zero() ? "-" + text : text;
}

}  // namespace ancs

#endif
