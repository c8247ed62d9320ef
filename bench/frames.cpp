// frames.cpp: runs the scripts and the engine in turns.
#include "frames.hpp"

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "ancs/columns.hpp"
#include "ancs/compile.hpp"
#include "baselines.hpp"

namespace ancs_bench {
namespace {

/// What `model.score(frame)` asks the library for, into memory that is new each time, as there.
struct frame_results {
  explicit frame_results(std::size_t rows)
      : total(new std::int32_t[rows]), total_with_all(new std::int32_t[rows]), levels(new std::uint8_t[rows]), vetoes(new std::uint8_t[rows]),
        states(new std::uint8_t[rows]) {}
  std::unique_ptr<std::int32_t[]> total, total_with_all;
  std::unique_ptr<std::uint8_t[]> levels, vetoes, states;
};

frame_results scored(const ancs::batch& units) {
  frame_results into(units.rows());
  ancs::batch_request request;
  request.total = {into.total.get(), ancs::column_type::int32};
  request.total_with_all = {into.total_with_all.get(), ancs::column_type::int32};
  request.outcomes = {{into.levels.get(), ancs::column_type::uint8}};
  request.vetoes = {into.vetoes.get(), ancs::column_type::uint8};
  request.states = into.states.get();
  if (!ancs::score(units, request).findings.empty()) std::exit(1);
  return into;
}

}  // namespace

bool report_frames(std::size_t rows, int rounds) {
  std::ifstream rules(ANCS_BENCH_DIRECTORY "/workload_w.ancs", std::ios::binary);
  const auto program = ancs::load(ancs::source("workload_w.ancs", std::string(std::istreambuf_iterator<char>(rules), {})));
  if (!program) return false;
  const workload data = make_workload(rows);
  ancs::batch units(*program, rows);
  for (std::uint32_t i = 0; i < column_count; ++i) {
    ancs::input_view view;
    view.data = data.columns[i].data();
    if (units.set(i, view)) return false;
  }
  results expected(rows);
  const auto first = scored(units);
  expected.totals.assign(first.total_with_all.get(), first.total_with_all.get() + rows);
  expected.levels.assign(first.levels.get(), first.levels.get() + rows);
  expected.vetoes.assign(first.vetoes.get(), first.vetoes.get() + rows);

  std::error_code failed;
  std::string directory = (std::filesystem::temp_directory_path(failed) / "ancs_bench_XXXXXX").string();
  if (failed || mkdtemp(directory.data()) == nullptr) return false;
  const std::string file = directory + "/columns";
  bool fine = write_columns(data, rows, file);
  using outcome = outside_measurement::outcome;
  std::vector<double> against_cpp, against_numpy, speeds;
  for (int round = 0; fine && round < rounds; ++round) {
    const auto frame = run_script(ANCS_BENCH_DIRECTORY "/python_w.py", file, rows);
    if (frame.how == outcome::not_installed) {
      std::printf("         -  pandas: not installed\n");
      break;
    }
    scored(units);  // warms up: the script had the caches to itself
    std::vector<double> seconds;
    for (int turn = 0; turn < 5; ++turn) seconds.push_back(seconds_of([&] { scored(units); }));
    const auto numpy = run_script(ANCS_BENCH_DIRECTORY "/numpy_w.py", file, rows);
    for (const auto& measured : {frame, numpy}) fine = fine && measured.how == outcome::measured && measured.checksum == checksum(expected);
    if (!fine) break;
    speeds.push_back(frame.rows_per_second);
    against_cpp.push_back(static_cast<double>(rows) / frame.rows_per_second / median(seconds));
    against_numpy.push_back(frame.rows_per_second / numpy.rows_per_second);
  }
  std::filesystem::remove_all(directory, failed);
  if (!fine) {
    std::fprintf(stderr, "bench: a frame could not be measured, or gives other results\n");
    return false;
  }
  if (speeds.empty()) return true;
  std::printf("%10.3f  million rows a second of a pandas frame, %zu rows\n", median(speeds) / 1e6, rows);
  print_ratio("python_frame_time_vs_cpp_columns_time", median(against_cpp), "<=", 1.15);
  print_ratio("python_frame_vs_numpy", median(against_numpy), ">=", 8);
  return true;
}

}  // namespace ancs_bench
