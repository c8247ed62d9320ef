// baselines.hpp: the ways that need no engine: they must agree before anything is timed.
#ifndef ANCS_BENCH_BASELINES_HPP
#define ANCS_BENCH_BASELINES_HPP

#include <cstdint>
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

/// One way of column code with the loop and chunk that were fastest for it here.
struct tuned_columns {
  instruction_set set = instruction_set::plain;
  std::size_t chunk = 0;
  int fused = 0;
};

/// The rational rows are the oracle for the first `checked` rows, the int64 rows for all others. Says on standard error what
/// differs; false then.
bool baselines_agree(const prepared& of, std::size_t checked);

/// Wrong results of doubles, per million rows of this data.
struct wrong_results {
  std::size_t totals = 0, levels = 0;
};
wrong_results wrong_of_doubles(const prepared& of);

/// Finds the fastest loop and chunk of the exact column code for an instruction set.
tuned_columns tune(const prepared& of, instruction_set set);

/// Measures all of them and prints a table of million rows per second.
void report_baselines(const prepared& of, int repetitions);

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
/// Measures NumPy and SQLite where installed and prints their rows per second; false if one of them fails or its results differ.
bool report_outside(const prepared& of, const std::string& script_directory);

}  // namespace ancs_bench

#endif
