// hand_written_rational.cpp: Workload W by hand in cpp_rational, without a thought for speed: the oracle of the other ways.
#include <algorithm>
#include <boost/multiprecision/cpp_int.hpp>

#include "hand_written.hpp"

namespace ancs_bench {
namespace {

using rational = boost::multiprecision::cpp_rational;
using integer = boost::multiprecision::cpp_int;

// Rounded half up to hundredths; nothing here is negative.
rational rounded(const rational& points) {
  const rational shifted = points * 100 + rational(1, 2);
  const integer whole = numerator(shifted) / denominator(shifted);
  return rational(whole, 100);
}

rational band(const rational& share) {
  if (share >= rational(9, 10)) return 10;
  if (share >= rational(8, 10)) return 8;
  if (share >= rational(7, 10)) return 6;
  if (share >= rational(6, 10)) return 4;
  if (share >= rational(5, 10)) return 2;
  return 0;
}

rational fall_band(const rational& fall) {
  if (fall >= rational(30, 100)) return 5;
  if (fall >= rational(20, 100)) return 4;
  if (fall >= rational(10, 100)) return 3;
  if (fall >= 0) return 2;
  return 0;
}

}  // namespace

row_result score_row_rational(const std::int64_t* row) {
  rational a = 0, b = 0, c = 0, k = 0;
  for (std::size_t i = 0; i < share_count; ++i) {
    const rational whole = row[first_share + 2 * i], part = row[first_share + 2 * i + 1];
    a += rounded(whole == 0 ? rational(10) : band(part / whole));
    if (i < proportion_count) b += rounded(whole == 0 ? rational(5) : rational(5 * (part / whole)));
  }
  for (std::size_t i = 0; i < fall_count; ++i) {
    const rational now = row[first_fall + 2 * i], before = row[first_fall + 2 * i + 1];
    if (before == 0)
      b += now == 0 ? 5 : 0;
    else
      b += rounded(fall_band((before - now) / before));
  }
  for (std::size_t i = 0; i < deduction_count; ++i) {
    const rational left = 5 - rational(1, 2) * row[first_deduction + i];
    c += rounded(left < 0 ? rational(0) : left);
  }
  for (std::size_t i = 0; i < addition_count; ++i) {
    const rational points = rational(1, 2) * row[first_addition + i];
    k += rounded(points > 5 ? rational(5) : points);
  }
  if (a > 100) a = 100;
  if (b > 55) b = 55;
  const rational total = a + b + c + k;
  const bool half = a >= rational(100, 2) && b >= rational(55, 2) && c >= rational(20, 2);
  row_result made;
  made.total = static_cast<std::int32_t>(numerator(rational(total * 100)));
  for (std::size_t i = 0; i < veto_count; ++i)
    if (row[first_veto + i] > 0) made.vetoes |= static_cast<std::uint8_t>(1 << i);
  if (made.vetoes != 0)
    made.level = 3;
  else if (total >= 150 && half)
    made.level = 0;
  else if (total >= 120 && half)
    made.level = 1;
  else if (total >= 90)
    made.level = 2;
  else
    made.level = 3;
  return made;
}

void score_rows_rational(const std::int64_t* rows, std::size_t count, results& into) {
  for (std::size_t row = 0; row < std::min(count, into.rows()); ++row) {
    const row_result made = score_row_rational(rows + row * column_count);
    into.totals[row] = made.total;
    into.levels[row] = made.level;
    into.vetoes[row] = made.vetoes;
  }
}

}  // namespace ancs_bench
