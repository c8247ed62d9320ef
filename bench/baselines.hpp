// baselines.hpp: the ways that need no engine: they must agree before anything is timed.
#ifndef ANCS_BENCH_BASELINES_HPP
#define ANCS_BENCH_BASELINES_HPP

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "hand_written.hpp"
#include "timing.hpp"
#include "workload_w.hpp"

namespace ancs_bench {

/// Workload W in both layouts with its exact results, which every way is compared with.
struct prepared {
  workload data;
  std::vector<std::int64_t> rows;
  results exact;
  explicit prepared(std::size_t row_count);
};

/// The rational rows are the oracle for the first `checked` rows, the int64 rows for all others. Says on standard error what
/// differs; false then.
bool baselines_agree(const prepared& of, std::size_t checked);

/// Wrong results of doubles, per million rows of this data.
struct wrong_results {
  std::size_t totals = 0, levels = 0;
};
wrong_results wrong_of_doubles(const prepared& of);

/// Where the ways by hand stand in a contest.
struct baseline_entries {
  struct of_set {
    instruction_set set;
    std::size_t exact, doubles, doubles_tuned, read;
  };
  std::vector<of_set> sets;  ///< those that the machine has, least first
  std::size_t int64_rows, double_rows, rational_rows;
};
/// Adds them all, the column code with the loop and chunk that are fastest for it here. They write to `into`, which is to live
/// as long as the contest.
baseline_entries add_baselines(contest& all, const prepared& of, results& into);

/// Million rows per second of everyone in the contest, and what doubles got wrong.
void print_table(const contest& all, const prepared& of, int repetitions);

/// All of the above, without the engine.
void report_baselines(const prepared& of, int repetitions);

/// Says on standard error where `got` differs from `expected` in its first `rows` rows; false then.
bool same_results(const std::string& what, const results& got, const results& expected, std::size_t rows);
/// Results that no way gives: what is not written shows.
results unset(std::size_t rows);

/// What a script of another system measured.
struct outside_measurement {
  enum class outcome : std::uint8_t { measured, not_installed, failed } how = outcome::failed;
  double rows_per_second = 0;
  std::int64_t checksum = 0;
};
/// Writes the columns to a file in `directory` (int64, one column after the other) for the scripts.
bool write_columns(const workload& of, std::size_t rows, const std::string& file);
/// Runs `script FILE ROWS` by the system's Python.
outside_measurement run_script(const std::string& script, const std::string& file, std::size_t rows);
/// Measures NumPy and SQLite where installed and prints their rows per second; false if one of them fails or its results
/// differ. With `score_all`, which is to score every row of `of`, that has its turn after each of theirs and the ratios are printed.
bool report_outside(const prepared& of, const std::string& script_directory, int rounds, const std::function<void()>& score_all = {});

}  // namespace ancs_bench

#endif
