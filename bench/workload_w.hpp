// workload_w.hpp: the data of Workload W: 45 int64 columns from a fixed seed, in the order of workload_w.ancs.
#ifndef ANCS_BENCH_WORKLOAD_W_HPP
#define ANCS_BENCH_WORKLOAD_W_HPP

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace ancs_bench {

inline constexpr std::size_t share_count = 12, fall_count = 6, proportion_count = 6, deduction_count = 4, addition_count = 2,
                             veto_count = 3;

// Where the inputs stand among the columns: a share is its whole and then its part, a fall this period and then its baseline.
inline constexpr std::size_t first_share = 0;
inline constexpr std::size_t first_fall = first_share + 2 * share_count;
inline constexpr std::size_t first_deduction = first_fall + 2 * fall_count;
inline constexpr std::size_t first_addition = first_deduction + deduction_count;
inline constexpr std::size_t first_veto = first_addition + addition_count;
inline constexpr std::size_t column_count = first_veto + veto_count;
static_assert(column_count == 45);

/// The columns by the names that the compiled rule file gives them.
// clang-format off
inline constexpr std::array<std::string_view, column_count> column_names = {
    "households", "pledged",
    "tips", "tips_settled",
    "disputes", "disputes_mediated",
    "released", "released_managed",
    "members", "members_trained",
    "areas", "areas_signed",
    "premises", "premises_checked",
    "petitions", "petitions_answered",
    "lodgers", "lodgers_registered",
    "firms", "firms_pledged",
    "classes", "classes_taught",
    "tasks", "tasks_on_time",
    "criminal_cases", "criminal_cases.before_model",
    "thefts", "thefts.before_model",
    "drug_cases", "drug_cases.before_model",
    "accidents", "accidents.before_model",
    "fires", "fires.before_model",
    "disorders", "disorders.before_model",
    "late_reports", "missed_meetings", "overdue_papers", "unkept_minutes",
    "rewards", "initiatives",
    "anti_state", "protests", "hot_spots"};
// clang-format on

struct workload {
  std::size_t rows = 0;
  std::array<std::vector<std::int64_t>, column_count> columns;
};

/// SplitMix64: written out because the distributions of <random> differ between standard libraries.
class random_source {
 public:
  explicit random_source(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
  }
  /// A whole number from low to high, both included.
  std::int64_t between(std::int64_t low, std::int64_t high) {
    const std::uint64_t width = static_cast<std::uint64_t>(high - low) + 1;
    return low + static_cast<std::int64_t>(((next() >> 32) * width) >> 32);
  }
  bool one_in_hundred(int times) { return between(0, 99) < times; }

 private:
  std::uint64_t state_;
};

/// Rows of Workload W. A unit has a level of quality around which its shares and falls lie, so that every recognition level
/// occurs; four shares in ten stand exactly on a threshold, and one denominator in a hundred is 0.
inline workload make_workload(std::size_t rows, std::uint64_t seed = 20220706) {
  workload made;
  made.rows = rows;
  for (auto& column : made.columns) column.resize(rows);
  random_source random(seed);
  for (std::size_t row = 0; row < rows; ++row) {
    auto put = [&](std::size_t column, std::int64_t value) { made.columns[column][row] = value; };
    const std::int64_t quality = random.between(35, 100);
    for (std::size_t i = 0; i < share_count; ++i) {
      std::int64_t whole = random.between(1, 400), part = 0;
      const std::int64_t share = std::clamp<std::int64_t>(10 * quality + random.between(-300, 300), 0, 1000);
      if (random.one_in_hundred(1)) {
        whole = 0;
      } else if (random.one_in_hundred(40)) {
        whole = 10 * random.between(1, 40);
        part = whole / 10 * std::clamp<std::int64_t>(share / 100, 5, 9);
      } else {
        part = whole * share / 1000;
      }
      put(first_share + 2 * i, whole);
      put(first_share + 2 * i + 1, part);
    }
    for (std::size_t i = 0; i < fall_count; ++i) {
      std::int64_t before = random.between(1, 30), now = 0;
      if (random.one_in_hundred(1)) {
        before = 0;
        now = random.between(0, 2);
      } else if (random.one_in_hundred(40)) {
        before = 10 * random.between(1, 3);
        now = before / 10 * random.between(7, 10);
      } else {
        now = before * random.between(50, 190 - quality) / 100;
      }
      put(first_fall + 2 * i, now);
      put(first_fall + 2 * i + 1, before);
    }
    for (std::size_t i = 0; i < deduction_count; ++i) put(first_deduction + i, random.between(0, (110 - quality) / 5));
    for (std::size_t i = 0; i < addition_count; ++i) put(first_addition + i, random.between(0, 14));
    for (std::size_t i = 0; i < veto_count; ++i) put(first_veto + i, random.one_in_hundred(1) ? random.between(1, 3) : 0);
  }
  return made;
}

/// The same data row by row: 45 values after one another for each unit.
inline std::vector<std::int64_t> as_rows(const workload& of) {
  std::vector<std::int64_t> made(of.rows * column_count);
  for (std::size_t column = 0; column < column_count; ++column)
    for (std::size_t row = 0; row < of.rows; ++row) made[row * column_count + column] = of.columns[column][row];
  return made;
}

}  // namespace ancs_bench

#endif
