// number.hpp: exact rational numbers, without a bound on their size.
#ifndef ANCS_NUMBER_HPP
#define ANCS_NUMBER_HPP

#include <compare>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include "config.hpp"

namespace ancs {

__extension__ typedef __int128 int128;

/// How a value between two steps is rounded. `half_up` takes ties away from zero, `half_even` to the even
/// multiple; `up` and `down` go to the next multiple toward plus and minus infinity.
enum class rounding_mode : std::uint8_t { half_up, half_even, up, down };

/// Which signs a number is written with: `en` 1,234.5 and `vi` 1.234,5.
enum class number_style : std::uint8_t { en, vi };

/// An exact rational number, always in lowest terms with a positive denominator. Small values (numerator and
/// denominator of at most 2^63 - 1 in size) need no allocation; larger ones are kept exactly behind a pointer.
class rational {
 public:
  rational() = default;
  rational(int value) : numerator_(value) {}
  rational(std::int64_t value);
  /// Any other signed integer type of at most 64 bits.
  template <std::signed_integral T>
    requires(sizeof(T) <= sizeof(std::int64_t) && !std::is_same_v<T, int> && !std::is_same_v<T, std::int64_t>)
  rational(T value) : rational(static_cast<std::int64_t>(value)) {}
  /// numerator / denominator; the denominator must not be 0 (asserted; the value is 0 in release builds).
  rational(std::int64_t numerator, std::int64_t denominator);
  rational(const rational& other)
      : numerator_(other.numerator_), denominator_(other.denominator_), big_(other.big_ ? copy(*other.big_) : nullptr) {}
  rational(rational&& other) noexcept : numerator_(other.numerator_), denominator_(other.denominator_), big_(other.big_) {
    other.forget();
  }
  rational& operator=(const rational& other) { return *this = rational(other); }
  rational& operator=(rational&& other) noexcept;
  ~rational() {
    if (big_) release(big_);
  }

  /// Exact value of a 128-bit integer.
  static rational from_int128(int128 value);
  /// Reads plain "12", "-0.5", "2/21" (digits, one point, at most 4.000 characters); nothing else. Empty if not that.
  static std::optional<rational> parse(std::string_view text);
  /// The value whose shortest decimal form is this double's (0.1 is one tenth). Empty for NaN and infinities.
  static std::optional<rational> from_double(double value);

  int sign() const { return (numerator_ > 0) - (numerator_ < 0); }
  bool is_zero() const { return sign() == 0; }
  bool is_integer() const;
  /// The value as an int64, when it is an integer that fits.
  std::optional<std::int64_t> to_int64() const;
  /// The value times `scale` as an int64, when that is an integer that fits.
  std::optional<std::int64_t> scaled_int64(std::int64_t scale) const;
  std::optional<int128> to_int128() const;
  /// Denominator as int64 when it fits (1 for integers).
  std::optional<std::int64_t> small_denominator() const;
  rational numerator() const;
  rational denominator() const;
  /// Bits of the larger of numerator and denominator; lets a caller bound what a chain of operations may grow to.
  std::size_t bits() const;
  rational floor() const;
  rational ceil() const;
  rational abs() const;
  /// Nearest multiple of `step` (> 0, asserted; the value itself in release builds) by the mode.
  rational rounded(const rational& step, rounding_mode mode) const;
  /// Nearest double, for drawing only; never used in scoring.
  double to_double() const;
  /// "98", "-0.25", or "p/q" where no finite decimal exists. Parses back to the same value (within the length that parse reads).
  std::string to_string() const;
  /// Rounded half up to at most `places` decimals (0..30), trailing zeros dropped, grouped in thousands, in a style: "1.234,5".
  std::string to_display(number_style style, int places) const;
  /// True if a finite decimal with at most `places` decimals shows the value exactly.
  bool is_decimal(int places) const;

  /// Arithmetic is exact. Dividing by zero is a precondition violation (asserted; yields 0 in release builds).
  rational& operator+=(const rational& other);
  rational& operator-=(const rational& other);
  rational& operator*=(const rational& other);
  rational& operator/=(const rational& other);
  friend rational operator+(rational a, const rational& b) { return a += b; }
  friend rational operator-(rational a, const rational& b) { return a -= b; }
  friend rational operator*(rational a, const rational& b) { return a *= b; }
  friend rational operator/(rational a, const rational& b) { return a /= b; }
  rational operator-() const;
  friend bool operator==(const rational& a, const rational& b) {
    if (a.big_ || b.big_) return a.big_ && b.big_ && a.compare(b) == 0;
    return a.numerator_ == b.numerator_ && a.denominator_ == b.denominator_;
  }
  friend std::strong_ordering operator<=>(const rational& a, const rational& b) { return a.compare(b) <=> 0; }
  /// Negative, zero or positive as *this is less than, equal to or greater than other.
  int compare(const rational& other) const;

 private:
  struct big;  // arbitrary size; defined in impl/number_inl.hpp, the only place that knows Boost
  friend struct rational_access;
  static big* copy(const big& from);
  static void release(big* owned) noexcept;
  void forget() noexcept { numerator_ = 0, denominator_ = 1, big_ = nullptr; }
  std::int64_t numerator_ = 0;    // only the sign (1 or -1) while the value is big
  std::int64_t denominator_ = 1;  // 1 while the value is big
  big* big_ = nullptr;  // owned; null while the value is small
};

}  // namespace ancs

#ifdef ANCS_HEADER_ONLY
#include "impl/number_inl.hpp"
#endif
#endif
