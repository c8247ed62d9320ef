// hand_written.hpp: the table of Workload W written by hand in C++, as a yardstick for the engine and as a check on it.
#ifndef ANCS_BENCH_HAND_WRITTEN_HPP
#define ANCS_BENCH_HAND_WRITTEN_HPP

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "workload_w.hpp"

namespace ancs_bench {

/// Result columns: the total with bonus in 1/100 points, the level's index (best first), one bit per veto.
struct results {
  std::vector<std::int32_t> totals;
  std::vector<std::uint8_t> levels;
  std::vector<std::uint8_t> vetoes;
  explicit results(std::size_t rows = 0) : totals(rows), levels(rows), vetoes(rows) {}
  std::size_t rows() const { return totals.size(); }
  friend bool operator==(const results&, const results&) = default;
};

struct row_result {
  std::int32_t total = 0;
  std::uint8_t level = 0, vetoes = 0;
};

/// The sum over rows of (row mod 9973 + 1) · (total · 64 + level · 8 + vetoes): NumPy and SQLite can compute it too.
std::int64_t checksum(const results& of);

// ---- rows: 45 int64 values after one another for each unit ----

/// One unit, in int64 arithmetic, exact.
row_result score_row_int64(const std::int64_t* row);
void score_rows_int64(const std::int64_t* rows, results& into);
/// As one writes it in doubles without thinking of exactness. Wrong now and then.
void score_rows_double(const std::int64_t* rows, results& into);
/// One unit in boost::multiprecision::cpp_rational, step by step as the rule file says.
row_result score_row_rational(const std::int64_t* row);
/// The first `count` rows only: it is slow.
void score_rows_rational(const std::int64_t* rows, std::size_t count, results& into);

// ---- columns ----

struct column_pointers {
  std::array<const std::int64_t*, column_count> at;
  explicit column_pointers(const workload& of) {
    for (std::size_t i = 0; i < column_count; ++i) at[i] = of.columns[i].data();
  }
};

/// The instruction sets that the column code is compiled for: on x86-64 the plain one, v3 (AVX2) and v4 (AVX-512).
enum class instruction_set : std::uint8_t { plain, v3, v4 };
const char* name_of(instruction_set which);
/// Those that this machine has, least first.
std::vector<instruction_set> available();

/// Column code of one instruction set. `chunk` is the number of rows whose intermediate results are held at a time; a loop
/// takes `fused` (1, 3 or 6) criteria of a kind. No inputs but those of Workload W: a part above its whole, or counts past
/// 16.000, would be scored wrongly.
struct column_code {
  using scorer = void(const column_pointers& in, std::size_t chunk, int fused, results& into);
  scorer* exact;          ///< int32 lanes
  scorer* doubles;        ///< as one writes it
  scorer* doubles_tuned;  ///< with the same turns as the exact code
  /// Reads every input column once and does nothing with it; the returned sum keeps the reading alive.
  std::int64_t (*read)(const column_pointers& in, std::size_t rows, std::size_t chunk);
};
const column_code& columns_for(instruction_set which);

}  // namespace ancs_bench

#endif
