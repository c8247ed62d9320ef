// tool_csv.cpp: what `ancs score` costs beyond reading its CSV: Workload W as a data file, read only and scored into a file of results.
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>

#include "timing.hpp"
#include "tool/score_blocks.hpp"
#include "tool/score_report.hpp"
#include "workload_w.hpp"

namespace {

namespace fs = std::filesystem;
using namespace ancs_bench;

struct files {
  fs::path folder = fs::temp_directory_path() / ("ancs_bench." + std::to_string(getpid()));
  files() { fs::create_directory(folder); }
  ~files() {
    std::error_code ignored;
    fs::remove_all(folder, ignored);
  }
  std::string operator()(const char* name) const { return (folder / name).string(); }
};

void write_csv(const workload& of, const std::string& path) {
  std::ofstream file(path, std::ios::binary);
  file << "unit,name";
  for (const auto name : column_names) file << ',' << name;
  for (std::size_t row = 0; row < of.rows; ++row) {
    file << "\nu" << row << ",Ward " << row;
    for (const auto& column : of.columns) file << ',' << column[row];
  }
  file << '\n';
}

std::string bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// Every unit by itself, as results in other forms are made.
int score_one_by_one(const tool::options& by, const tool::rules& rules, tool::console& err, tool::output& to) {
  tool::left_out rest;
  const auto report = tool::csv_score_report(rules.program, to);
  return tool::score_units(by, rules, err, rest, [&](const tool::unit& of, const ancs::scorecard& card) { report->add(of, card); },
                           std::numeric_limits<std::size_t>::max());
}

int score(const tool::options& by, const tool::rules& rules, tool::console& err, tool::output& to) {
  tool::left_out rest;
  return tool::score_in_blocks(by, rules, err, rest, to);
}

template <class Way>
bool run(Way way, const tool::options& by, const tool::rules& rules, const std::string& path) {
  tool::console err;
  err.progress_bar = tool::console::bar::never;
  tool::output to;
  return to.open(path) && way(by, rules, err, to) == 0 && to.finish();
}

std::size_t rows_read(const tool::options& by, const tool::rules& rules) {
  tool::input file;
  if (!file.open(by.arguments.back())) return 0;
  tool::line_choice lines;
  lines.most = std::numeric_limits<std::size_t>::max();
  tool::sheet data(rules.program, "data", tool::csv_text([&](std::string& to, std::size_t bytes) { file.read(to, bytes); }), by.delimiter, by.numbers, {},
                   std::move(lines));
  tool::row_block block;
  std::size_t rows = 0;
  while (data.next(block)) rows += block.in_columns;
  return rows;
}

}  // namespace

int main(int argc, char** argv) {
  const std::size_t rows = argc > 1 ? static_cast<std::size_t>(std::max(1L, std::strtol(argv[1], nullptr, 10))) : 100000;
  const int repetitions = argc > 2 ? std::max(5, std::atoi(argv[2])) : 7;
  const files at;
  tool::options by;
  by.arguments = {ANCS_BENCH_DIRECTORY "/workload_w.ancs", at("data.csv")};
  tool::console err;
  int status = 0;
  const auto rules = tool::load_rules(by.arguments[0], by, err, status);
  if (!rules) return 1;
  write_csv(make_workload(rows), by.arguments[1]);
  const bool same = tool::block_scores::can(rules->program) && run(score_one_by_one, by, *rules, at("one.csv")) && run(score, by, *rules, at("blocks.csv")) &&
                    bytes_of(at("one.csv")) == bytes_of(at("blocks.csv")) && rows_read(by, *rules) == rows;
  if (!same) {
    std::fprintf(stderr, "bench: results in blocks differ from those of each unit: no times are reported\n");
    return 1;
  }
  contest all;
  const auto reading = all.add("reading the CSV", rows, [&] { rows_read(by, *rules); });
  const auto scoring = all.add("CSV to results", rows, [&] { run(score, by, *rules, at("blocks.csv")); });
  const auto one = all.add("CSV to results, unit by unit", rows, [&] { run(score_one_by_one, by, *rules, at("one.csv")); });
  all.run(repetitions);
  std::printf("\nthe tool on %zu rows of Workload W, %zu bytes: nanoseconds a row, median of %d\n", rows, static_cast<std::size_t>(fs::file_size(by.arguments[1])),
              repetitions);
  for (const auto i : {reading, scoring, one}) std::printf("%10.0f  %s\n", 1e9 * all.seconds_per_row(i), all.name(i).c_str());
  print_ratio("tool_csv_to_results_vs_reading", all.time_ratio(scoring, reading), "<=", 1.5);
  return 0;
}
