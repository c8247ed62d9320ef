// hand_written_rows.cpp: Workload W by hand, one unit after the other: int64 (exact) and doubles (not).
#include <algorithm>
#include <cmath>

#include "hand_written.hpp"

namespace ancs_bench {
namespace {

// Points in hundredths.
inline row_result score_int64(const std::int64_t* row) {
  std::int64_t a = 0, b = 0, c = 0, k = 0;
  for (std::size_t i = 0; i < share_count; ++i) {
    const std::int64_t whole = row[first_share + 2 * i], part = 10 * row[first_share + 2 * i + 1];
    if (whole == 0)
      a += 1000;
    else
      a += 200 * ((part >= 9 * whole) + (part >= 8 * whole) + (part >= 7 * whole) + (part >= 6 * whole) + (part >= 5 * whole));
  }
  for (std::size_t i = 0; i < fall_count; ++i) {
    const std::int64_t now = row[first_fall + 2 * i], before = row[first_fall + 2 * i + 1], fall = 10 * (before - now);
    if (before == 0)
      b += now == 0 ? 500 : 0;
    else
      b += 200 * (fall >= 0) + 100 * ((fall >= before) + (fall >= 2 * before) + (fall >= 3 * before));
  }
  for (std::size_t i = 0; i < proportion_count; ++i) {
    const std::int64_t whole = row[first_share + 2 * i], part = row[first_share + 2 * i + 1];
    b += whole == 0 ? 500 : (1000 * part + whole) / (2 * whole);
  }
  for (std::size_t i = 0; i < deduction_count; ++i) c += std::max<std::int64_t>(0, 500 - 50 * row[first_deduction + i]);
  for (std::size_t i = 0; i < addition_count; ++i) k += std::min<std::int64_t>(500, 50 * row[first_addition + i]);
  a = std::min<std::int64_t>(a, 10000);
  b = std::min<std::int64_t>(b, 5500);
  const std::int64_t total = a + b + c + k;
  row_result made;
  made.total = static_cast<std::int32_t>(total);
  for (std::size_t i = 0; i < veto_count; ++i) made.vetoes |= static_cast<std::uint8_t>((row[first_veto + i] > 0) << i);
  const bool half = a >= 5000 && b >= 2750 && c >= 1000;
  made.level = made.vetoes != 0 ? 3 : total >= 15000 && half ? 0 : total >= 12000 && half ? 1 : total >= 9000 ? 2 : 3;
  return made;
}

inline row_result score_double(const std::int64_t* row) {
  double a = 0, b = 0, c = 0, k = 0;
  auto value = [row](std::size_t column) { return static_cast<double>(row[column]); };
  for (std::size_t i = 0; i < share_count; ++i) {
    const double whole = value(first_share + 2 * i), share = value(first_share + 2 * i + 1) / whole;
    a += whole == 0 ? 10 : share >= 0.9 ? 10 : share >= 0.8 ? 8 : share >= 0.7 ? 6 : share >= 0.6 ? 4 : share >= 0.5 ? 2 : 0;
  }
  for (std::size_t i = 0; i < fall_count; ++i) {
    const double now = value(first_fall + 2 * i), before = value(first_fall + 2 * i + 1), fall = (before - now) / before;
    b += before == 0 ? (now == 0 ? 5 : 0) : fall >= 0.3 ? 5 : fall >= 0.2 ? 4 : fall >= 0.1 ? 3 : fall >= 0 ? 2 : 0;
  }
  for (std::size_t i = 0; i < proportion_count; ++i) {
    const double whole = value(first_share + 2 * i), share = value(first_share + 2 * i + 1) / whole;
    b += whole == 0 ? 5 : std::floor(5.0 * share * 100.0 + 0.5) / 100.0;
  }
  for (std::size_t i = 0; i < deduction_count; ++i) c += std::max(0.0, 5 - 0.5 * value(first_deduction + i));
  for (std::size_t i = 0; i < addition_count; ++i) k += std::min(5.0, 0.5 * value(first_addition + i));
  a = std::min(a, 100.0);
  b = std::min(b, 55.0);
  const double total = a + b + c + k;
  row_result made;
  made.total = static_cast<std::int32_t>(total * 100.0 + 0.5);
  for (std::size_t i = 0; i < veto_count; ++i) made.vetoes |= static_cast<std::uint8_t>((row[first_veto + i] > 0) << i);
  const bool half = a >= 50 && b >= 27.5 && c >= 10;
  made.level = made.vetoes != 0 ? 3 : total >= 150 && half ? 0 : total >= 120 && half ? 1 : total >= 90 ? 2 : 3;
  return made;
}

template <class Score>
void for_rows(const std::int64_t* rows, results& into, Score score) {
  const std::size_t count = into.rows();
  for (std::size_t row = 0; row < count; ++row) {
    const row_result made = score(rows + row * column_count);
    into.totals[row] = made.total;
    into.levels[row] = made.level;
    into.vetoes[row] = made.vetoes;
  }
}

}  // namespace

row_result score_row_int64(const std::int64_t* row) { return score_int64(row); }
void score_rows_int64(const std::int64_t* rows, results& into) {
  for_rows(rows, into, [](const std::int64_t* row) { return score_int64(row); });
}
void score_rows_double(const std::int64_t* rows, results& into) {
  for_rows(rows, into, [](const std::int64_t* row) { return score_double(row); });
}

std::int64_t checksum(const results& of) {
  std::int64_t sum = 0;
  for (std::size_t row = 0; row < of.rows(); ++row)
    sum += static_cast<std::int64_t>(row % 9973 + 1) * (std::int64_t{of.totals[row]} * 64 + of.levels[row] * 8 + of.vetoes[row]);
  return sum;
}

}  // namespace ancs_bench
