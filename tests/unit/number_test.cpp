// number_test.cpp: rationals agree with cpp_rational on edges and random values, stay canonical, and read and write themselves.
#include "ancs/number.hpp"

#include <gtest/gtest.h>

#include <boost/multiprecision/cpp_int.hpp>
#include <cmath>
#include <limits>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace {

using ancs::number_style;
using ancs::rational;
using ancs::rounding_mode;
using oracle = boost::multiprecision::cpp_rational;
using integer = boost::multiprecision::cpp_int;

constexpr auto max64 = std::numeric_limits<std::int64_t>::max();
constexpr auto min64 = std::numeric_limits<std::int64_t>::min();

struct pair_of_forms {
  rational ours;
  oracle theirs;
};

pair_of_forms fraction(std::int64_t top, std::int64_t bottom) { return {rational(top, bottom), oracle(top, bottom)}; }

std::string text(const oracle& value) {
  const integer bottom = denominator(value);
  return integer(numerator(value)).str() + "/" + bottom.str();
}
std::string text(const rational& value) { return value.numerator().to_string() + "/" + value.denominator().to_string(); }

std::vector<std::int64_t> edges() {
  std::vector<std::int64_t> all{0, 1, 2, 3, 5, 7, 10, 100, max64, min64};
  for (int bits : {31, 32, 53, 62}) {
    for (std::int64_t near : {-1, 0, 1}) all.push_back((std::int64_t{1} << bits) + near);
  }
  const std::size_t positive = all.size();
  for (std::size_t i = 0; i < positive; ++i) {
    if (all[i] != min64) all.push_back(-all[i]);
  }
  all.push_back(min64 + 1);
  return all;
}

void expect_same_arithmetic(const pair_of_forms& a, const pair_of_forms& b) {
  SCOPED_TRACE(text(a.theirs) + " and " + text(b.theirs));
  ASSERT_EQ(text(rational(a.ours + b.ours)), text(oracle(a.theirs + b.theirs)));
  ASSERT_EQ(text(rational(a.ours - b.ours)), text(oracle(a.theirs - b.theirs)));
  ASSERT_EQ(text(rational(a.ours * b.ours)), text(oracle(a.theirs * b.theirs)));
  if (!b.theirs.is_zero()) { ASSERT_EQ(text(rational(a.ours / b.ours)), text(oracle(a.theirs / b.theirs))); }
  ASSERT_EQ(a.ours.compare(b.ours) < 0, a.theirs < b.theirs);
  ASSERT_EQ(a.ours < b.ours, a.theirs < b.theirs);
  ASSERT_EQ(a.ours == b.ours, a.theirs == b.theirs);
  ASSERT_EQ(text(-a.ours), text(oracle(-a.theirs)));
  // Back again: the result must have returned to the small form for == to see it.
  ASSERT_EQ(a.ours + b.ours - b.ours, a.ours);
}

TEST(number, agrees_with_the_oracle_on_edges) {
  const auto values = edges();
  std::vector<pair_of_forms> fractions;
  for (auto top : values) {
    for (std::int64_t bottom : {std::int64_t{1}, std::int64_t{6}, std::int64_t{1} << 62, max64, min64}) {
      fractions.push_back(fraction(top, bottom));
    }
  }
  for (const auto& a : fractions) {
    ASSERT_EQ(text(a.ours), text(a.theirs));
    for (const auto& b : fractions) ASSERT_NO_FATAL_FAILURE(expect_same_arithmetic(a, b));
  }
}

TEST(number, agrees_with_the_oracle_on_random_values) {
  std::mt19937_64 random(20220101);
  const auto draw = [&] {
    const int bits = static_cast<int>(random() % 64);
    const auto size = static_cast<std::int64_t>(random() >> (bits == 0 ? 1 : bits));
    return random() % 2 ? size : -size;
  };
  for (int i = 0; i < 3000; ++i) {
    const auto bottom_a = draw(), bottom_b = draw();
    const auto a = fraction(draw(), bottom_a == 0 ? 1 : bottom_a);
    const auto b = fraction(draw(), bottom_b == 0 ? 1 : bottom_b);
    ASSERT_NO_FATAL_FAILURE(expect_same_arithmetic(a, b));
  }
}

TEST(number, chains_of_operations_pass_through_large_values_exactly) {
  std::mt19937_64 random(7);
  rational ours = 1;
  oracle theirs = 1;
  for (int i = 0; i < 100; ++i) {
    const auto top = static_cast<std::int64_t>(random() >> 2) + 1;
    const auto bottom = static_cast<std::int64_t>(random() >> 2) + 1;
    switch (random() % 4) {
      case 0: ours += rational(top, bottom), theirs += oracle(top, bottom); break;
      case 1: ours -= rational(top, bottom), theirs -= oracle(top, bottom); break;
      case 2: ours *= rational(top % 1000 + 1), theirs *= top % 1000 + 1; break;
      default: ours /= rational(bottom % 1000 + 1), theirs /= bottom % 1000 + 1; break;
    }
    ASSERT_EQ(text(ours), text(theirs));
    ASSERT_EQ(ours.sign(), theirs.sign());
    ASSERT_EQ(rational::parse(ours.to_string()), ours);
  }
  EXPECT_GT(ours.bits(), 128u);
  EXPECT_EQ(ours - ours, 0);
  EXPECT_EQ(ours / ours, 1);
}

TEST(number, an_operand_may_be_the_target) {
  rational small(3, 7), large = rational(max64) * 4;
  const rational &same_small = small, &same = large;
  small += same_small;
  EXPECT_EQ(small, rational(6, 7));
  small /= same_small;
  EXPECT_EQ(small, 1);
  large -= same;
  EXPECT_EQ(large, 0);
  large = rational(max64) * 4;
  large = same;
  EXPECT_EQ(large / 4, rational(max64));
  const rational moved = std::move(large);
  EXPECT_EQ(moved / 4, rational(max64));
}

TEST(number, asks_for_machine_integers) {
  EXPECT_EQ(rational(max64).to_int64(), max64);
  EXPECT_EQ(rational(min64).to_int64(), min64);
  EXPECT_EQ((rational(min64) - 1).to_int64(), std::nullopt);
  EXPECT_EQ((rational(max64) + 1).to_int64(), std::nullopt);
  EXPECT_EQ((rational(min64) + 1).to_int64(), min64 + 1);
  EXPECT_EQ(rational(1, 2).to_int64(), std::nullopt);
  EXPECT_EQ(rational(98, 10).scaled_int64(100), 980);
  EXPECT_EQ(rational(1, 3).scaled_int64(100), std::nullopt);
  EXPECT_EQ(rational(max64).scaled_int64(2), std::nullopt);
  EXPECT_EQ((rational(min64) / 5).scaled_int64(5), min64);
  EXPECT_EQ(rational(-1, 3).small_denominator(), 3);
  EXPECT_EQ((rational(1, max64) / 2).small_denominator(), std::nullopt);
  EXPECT_EQ(rational(std::int64_t{0}, min64), 0);
  EXPECT_EQ(rational(min64, min64), 1);

  const ancs::int128 top = (static_cast<ancs::int128>(max64) << 64) + static_cast<ancs::int128>(~std::uint64_t{0});
  for (const ancs::int128 value : {top, -top, -top - 1, ancs::int128{0}, static_cast<ancs::int128>(max64) + 1, static_cast<ancs::int128>(min64) - 1}) {
    EXPECT_TRUE(rational::from_int128(value).to_int128() == value);
  }
  EXPECT_EQ(rational::from_int128(top).to_string(), "170141183460469231731687303715884105727");
  EXPECT_FALSE((rational::from_int128(top) + 1).to_int128().has_value());
  EXPECT_FALSE((rational::from_int128(-top - 1) - 1).to_int128().has_value());
  EXPECT_FALSE(rational(1, 2).to_int128().has_value());
}

TEST(number, reads_plain_numbers_and_nothing_else) {
  EXPECT_EQ(rational::parse("12"), 12);
  EXPECT_EQ(rational::parse("02"), 2);
  EXPECT_EQ(rational::parse("-0.5"), rational(-1, 2));
  EXPECT_EQ(rational::parse("2/21"), rational(2, 21));
  EXPECT_EQ(rational::parse("-10/15"), rational(-2, 3));
  EXPECT_EQ(rational::parse("9223372036854775808"), rational(max64) + 1);
  EXPECT_EQ(rational::parse("0." + std::string(3990, '0') + "1").value() * rational::parse("1" + std::string(3991, '0')).value(), 1);
  for (const char* wrong : {"", "-", ".", "/", "1.", ".5", "1/", "/2", "1/0", "1.2.3", "1/2/3", "1.5/2", "+1", "--1", " 1", "1 ", "1e3", "1,5",
                            "0x10", "2/-21", "1_000", "nan", "١"}) {
    EXPECT_EQ(rational::parse(wrong), std::nullopt) << wrong;
  }
  EXPECT_TRUE(rational::parse(std::string(4000, '9')).has_value());
  EXPECT_FALSE(rational::parse(std::string(4001, '9')).has_value());
  EXPECT_FALSE(rational::parse(std::string_view("1\0", 2)).has_value());
}

TEST(number, takes_a_double_for_the_decimal_it_shows) {
  EXPECT_EQ(rational::from_double(0.1), rational(1, 10));
  EXPECT_EQ(rational::from_double(-36.3), rational(-363, 10));
  EXPECT_EQ(rational::from_double(0.0), 0);
  EXPECT_EQ(rational::from_double(-0.0), 0);
  EXPECT_EQ(rational::from_double(1e15), rational(1000000000000000));
  EXPECT_EQ(rational::from_double(1.7976931348623157e308).value().to_string(), "17976931348623157" + std::string(292, '0'));
  EXPECT_EQ(rational::from_double(5e-324).value().to_string(), "0." + std::string(323, '0') + "5");
  EXPECT_EQ(rational::from_double(std::numeric_limits<double>::infinity()), std::nullopt);
  EXPECT_EQ(rational::from_double(std::nan("")), std::nullopt);
}

TEST(number, gives_the_nearest_double) {
  std::mt19937_64 random(3);
  for (int i = 0; i < 2000; ++i) {
    const double value = std::ldexp(static_cast<double>(random()), static_cast<int>(random() % 400) - 200);
    ASSERT_EQ(rational::from_double(value).value().to_double(), value);
    ASSERT_EQ((-rational::from_double(value).value()).to_double(), -value);
  }
  EXPECT_EQ(rational(1, 3).to_double(), 1.0 / 3.0);
  EXPECT_EQ(rational((std::int64_t{1} << 53) + 1).to_double(), 9007199254740992.0);
  EXPECT_EQ((rational((std::int64_t{1} << 53) + 1) + rational(1, max64)).to_double(), 9007199254740994.0);
  EXPECT_EQ(rational::parse("1" + std::string(3000, '0')).value().to_double(), std::numeric_limits<double>::infinity());
  EXPECT_EQ((1 / rational::parse("1" + std::string(3000, '0')).value()).to_double(), 0.0);
}

TEST(number, floors_and_rounds_by_every_mode) {
  EXPECT_EQ(rational(-7, 2).floor(), -4);
  EXPECT_EQ(rational(-7, 2).ceil(), -3);
  EXPECT_EQ(rational(7, 2).floor(), 3);
  EXPECT_EQ(rational(7, 2).ceil(), 4);
  EXPECT_EQ(rational(-4).floor(), -4);
  const rational large = rational(max64) * 3 + rational(1, 2);
  EXPECT_EQ(large.floor(), rational(max64) * 3);
  EXPECT_EQ((-large).floor(), rational(max64) * -3 - 1);
  EXPECT_EQ((-large).ceil(), rational(max64) * -3);

  struct row { rational value; rational half_up, half_even, up, down; };
  for (const row& r : {row{{5, 2}, 3, 2, 3, 2}, {{-5, 2}, -3, -2, -2, -3}, {{7, 2}, 4, 4, 4, 3}, {{-7, 2}, -4, -4, -3, -4},
                       {{12, 5}, 2, 2, 3, 2}, {{-12, 5}, -2, -2, -2, -3}, {{13, 5}, 3, 3, 3, 2}, {{3, 1}, 3, 3, 3, 3}, {{-1, 2}, -1, 0, 0, -1}}) {
    SCOPED_TRACE(r.value.to_string());
    for (const rational& step : {rational(1), rational(1, 20), rational(5), rational(1, max64)}) {
      EXPECT_EQ((r.value * step).rounded(step, rounding_mode::half_up), r.half_up * step);
      EXPECT_EQ((r.value * step).rounded(step, rounding_mode::half_even), r.half_even * step);
      EXPECT_EQ((r.value * step).rounded(step, rounding_mode::up), r.up * step);
      EXPECT_EQ((r.value * step).rounded(step, rounding_mode::down), r.down * step);
    }
  }
}

TEST(number, writes_itself_exactly) {
  EXPECT_EQ(rational(98).to_string(), "98");
  EXPECT_EQ(rational(-1, 4).to_string(), "-0.25");
  EXPECT_EQ(rational(-10, 3).to_string(), "-10/3");
  EXPECT_EQ(rational(12345, 100).to_string(), "123.45");
  EXPECT_EQ((rational(min64)).to_string(), "-9223372036854775808");
  EXPECT_EQ((rational(1, std::int64_t{1} << 62) / 4).to_string(), "0.0000000000000000000542101086242752217003726400434970855712890625");
  EXPECT_EQ((rational(1, max64) / 4).to_string(), "1/36893488147419103228");
  rational fives = 1;
  for (int i = 0; i < 90; ++i) {
    fives /= 5;
    ASSERT_EQ(fives.to_string().size(), static_cast<std::size_t>(i) + 3);
    ASSERT_EQ(rational::parse(fives.to_string()), fives);
    ASSERT_TRUE(fives.is_decimal(i + 1));
    ASSERT_FALSE(fives.is_decimal(i));
    ASSERT_EQ((fives / 3).is_decimal(500), false);
  }
}

TEST(number, shows_itself_in_both_styles) {
  struct row { rational value; int places; const char* en; const char* vi; };
  for (const row& r : {row{{12345, 10}, 2, "1,234.5", "1.234,5"}, {98, 2, "98", "98"}, {{2, 3}, 2, "0.67", "0,67"}, {{-2, 3}, 2, "-0.67", "-0,67"},
                       {{1, 200}, 2, "0.01", "0,01"}, {{-1, 200}, 2, "-0.01", "-0,01"}, {{-1, 300}, 2, "0", "0"}, {{999999, 1000}, 2, "1,000", "1.000"},
                       {1234567, 0, "1,234,567", "1.234.567"}, {100000, 3, "100,000", "100.000"}, {{5, 2}, 0, "3", "3"}, {{5, 2}, -4, "3", "3"},
                       {{1, 3}, 99, "0.333333333333333333333333333333", "0,333333333333333333333333333333"}, {0, 2, "0", "0"}, {-1000, 1, "-1,000", "-1.000"}}) {
    EXPECT_EQ(r.value.to_display(number_style::en, r.places), r.en);
    EXPECT_EQ(r.value.to_display(number_style::vi, r.places), r.vi);
  }
}

}  // namespace
