// c_calls.cpp: what interfaces cost: a unit of Workload W through libancs.so against the same through the C++ library; then frames of Python.
#include <ancs.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "ancs/compile.hpp"
#include "frames.hpp"
#include "timing.hpp"
#include "workload_w.hpp"

namespace {

using namespace ancs_bench;

constexpr std::size_t units = 1024;  // as many as stay in the second cache

void must(bool fine, const char* what) {
  if (fine) return;
  std::fprintf(stderr, "bench: %s\n", what);
  std::exit(1);
}

}  // namespace

int main(int argc, char** argv) {
  const int repetitions = argc == 2 ? std::atoi(argv[1]) : 15;
  if (argc > 2 || repetitions < 1) {
    std::fprintf(stderr, "usage: %s [REPETITIONS]\n", argv[0]);
    return 2;
  }
  std::ifstream file(ANCS_BENCH_DIRECTORY "/workload_w.ancs", std::ios::binary);
  const std::string text(std::istreambuf_iterator<char>(file), {});
  const auto cpp = ancs::load(ancs::source("workload_w.ancs", text));
  ancs_program* c = nullptr;
  must(cpp.value.has_value() && ancs_compile(text.data(), text.size(), nullptr, &c, nullptr) == ANCS_OK, "workload_w.ancs cannot be compiled");

  const auto rows = as_rows(make_workload(units));
  std::vector<ancs::record> cpp_records(units, ancs::record(*cpp));
  std::vector<ancs_record*> c_records(units, nullptr);
  ancs_scorecard* c_card = nullptr;
  must(ancs_scorecard_create(c, &c_card, nullptr) == ANCS_OK, "no card");
  const auto fill_cpp = [&](std::size_t unit) {
    bool fine = true;
    for (std::uint32_t i = 0; i < column_count; ++i) fine = fine && !cpp_records[unit].set(i, ancs::rational(rows[unit * column_count + i]));
    return fine;
  };
  const auto fill_c = [&](std::size_t unit) {
    bool fine = true;
    for (std::uint32_t i = 0; i < column_count; ++i)
      fine = fine && ancs_record_set_int64(c_records[unit], static_cast<std::int32_t>(i), rows[unit * column_count + i], nullptr) == ANCS_OK;
    return fine;
  };
  ancs::state scratch;
  ancs::scorecard cpp_card;
  for (std::size_t unit = 0; unit < units; ++unit) {
    must(ancs_record_create(c, &c_records[unit], nullptr) == ANCS_OK && fill_c(unit) && fill_cpp(unit), "a record cannot be filled");
    // Nothing is timed that does not agree.
    cpp->score(cpp_records[unit], scratch, cpp_card);
    ancs_points total{};
    total.size = sizeof total;
    must(ancs_score(c_records[unit], c_card, nullptr) == ANCS_OK && ancs_scorecard_points(c_card, ANCS_TOTAL_WITH_ALL, 0, &total, nullptr) == ANCS_OK &&
             ancs::rational(total.low.numerator, total.low.denominator) == cpp_card.total_with_all.low,
         "the results differ");
  }

  // A unit scored, and its total and level read; then the same with its 45 values set before.
  double sum = 0;
  const auto score_cpp = [&](std::size_t unit) {
    cpp->score(cpp_records[unit], scratch, cpp_card);
    sum += cpp_card.total_with_all.low.to_double() + static_cast<double>(cpp_card.outcomes[0].possible[0]);
  };
  const auto score_c = [&](std::size_t unit) {
    ancs_points total{};
    ancs_outcome level{};
    total.size = sizeof total, level.size = sizeof level;
    ancs_score(c_records[unit], c_card, nullptr);
    ancs_scorecard_points(c_card, ANCS_TOTAL_WITH_ALL, 0, &total, nullptr);
    ancs_scorecard_outcome(c_card, 0, &level, nullptr);
    sum += total.low.value + level.level;
  };
  contest all;
  const auto through_cpp = all.add("C++", units, [&] {
    for (std::size_t unit = 0; unit < units; ++unit) score_cpp(unit);
  });
  const auto through_c = all.add("C", units, [&] {
    for (std::size_t unit = 0; unit < units; ++unit) score_c(unit);
  });
  const auto filled_cpp = all.add("C++, record filled", units, [&] {
    for (std::size_t unit = 0; unit < units; ++unit) fill_cpp(unit), score_cpp(unit);
  });
  const auto filled_c = all.add("C, record filled", units, [&] {
    for (std::size_t unit = 0; unit < units; ++unit) fill_c(unit), score_c(unit);
  });
  all.run(repetitions);
  for (std::size_t i = 0; i < all.size(); ++i) std::printf("%-24s %8.1f ns a unit\n", all.name(i).c_str(), all.seconds_per_row(i) * 1e9);
  print_ratio("c_call_vs_cpp_call", all.time_ratio(through_c, through_cpp), "<=", 1.1);
  print_ratio("c_filled_call_vs_cpp_filled_call", all.time_ratio(filled_c, filled_cpp), "<=", 1.1);
  for (auto*& record : c_records) ancs_record_destroy(&record);
  ancs_scorecard_destroy(&c_card);
  ancs_program_destroy(&c);
  // The scripts take the library of this build.
  setenv("ANCS_LIBRARY", ANCS_BENCH_LIBRARY, 1);
  return sum > 0 && report_frames(1'000'000, 5) ? 0 : 1;
}
