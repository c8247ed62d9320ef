// main.cpp: measures the engine on Workload W and prints the ratios it is to reach, but only after all ways gave the same results.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "ancs/compile.hpp"
#include "ancs/explain.hpp"
#include "ancs/parse.hpp"
#include "ancs/session.hpp"
#include "columns.hpp"
#include "engine.hpp"

namespace {

using namespace ancs_bench;

// As many units as stay in the second cache, so that scoring is measured and not memory.
constexpr std::size_t scored_units = 1024;
// Compared before anything is timed.
constexpr std::size_t compared_units = 20000, compared_with_reference = 300;

// ---- single measurements, by Google Benchmark ----

void register_measurements(const engine& w, const prepared& data) {
  benchmark::RegisterBenchmark("rule_file_to_tree", [&w](benchmark::State& turns) {
    for (auto _ : turns) benchmark::DoNotOptimize(ancs::parse(w.text));
    turns.SetBytesProcessed(static_cast<std::int64_t>(turns.iterations() * w.text.text().size()));
  })->Unit(benchmark::kMicrosecond);
  benchmark::RegisterBenchmark("rule_file_to_program", [&w](benchmark::State& turns) {
    for (auto _ : turns) benchmark::DoNotOptimize(ancs::load(w.text));
    turns.SetBytesProcessed(static_cast<std::int64_t>(turns.iterations() * w.text.text().size()));
  })->Unit(benchmark::kMicrosecond);
  benchmark::RegisterBenchmark("fill_record", [&w, &data](benchmark::State& turns) {
    ancs::record unit(w.program);
    std::size_t row = 0;
    for (auto _ : turns) {
      fill(unit, data.rows.data() + row * column_count);
      row = (row + 1) % w.records.size();
    }
    turns.SetItemsProcessed(turns.iterations());
  });
  benchmark::RegisterBenchmark("evaluate_record", [&w](benchmark::State& turns) {
    ancs::state scratch;
    std::size_t row = 0;
    const std::size_t units = std::min(scored_units, w.records.size());
    for (auto _ : turns) {
      row_result made;
      read_evaluation(w.program.evaluate(w.records[row], scratch), made);
      benchmark::DoNotOptimize(made);
      row = (row + 1) % units;
    }
    turns.SetItemsProcessed(turns.iterations());
  });
  benchmark::RegisterBenchmark("score_record", [&w](benchmark::State& turns) {
    ancs::state scratch;
    ancs::scorecard card;
    std::size_t row = 0;
    const std::size_t units = std::min(scored_units, w.records.size());
    for (auto _ : turns) {
      w.program.score(w.records[row], scratch, card);
      benchmark::DoNotOptimize(card.total_with_all);
      row = (row + 1) % units;
    }
    turns.SetItemsProcessed(turns.iterations());
  });
  benchmark::RegisterBenchmark("score_record_into_new_card", [&w](benchmark::State& turns) {
    std::size_t row = 0;
    const std::size_t units = std::min(scored_units, w.records.size());
    for (auto _ : turns) {
      benchmark::DoNotOptimize(w.program.score(w.records[row]));
      row = (row + 1) % units;
    }
    turns.SetItemsProcessed(turns.iterations());
  });
  benchmark::RegisterBenchmark("explain_record", [&w](benchmark::State& turns) {
    for (auto _ : turns) benchmark::DoNotOptimize(ancs::explain(w.program, w.records.front(), ancs::language::vi));
    turns.SetItemsProcessed(turns.iterations());
  })->Unit(benchmark::kMicrosecond);
  benchmark::RegisterBenchmark("render_form", [&w](benchmark::State& turns) {
    for (auto _ : turns) benchmark::DoNotOptimize(ancs::render_form(w.program, w.records.front()));
    turns.SetItemsProcessed(turns.iterations());
  })->Unit(benchmark::kMicrosecond);
  benchmark::RegisterBenchmark("hand_written_row", [&w, &data](benchmark::State& turns) {
    std::size_t row = 0;
    const std::size_t units = std::min(scored_units, w.records.size());
    for (auto _ : turns) {
      benchmark::DoNotOptimize(score_row_int64(data.rows.data() + row * column_count));
      row = (row + 1) % units;
    }
    turns.SetItemsProcessed(turns.iterations());
  });
}

// ---- ratios ----

// Changes of one input after the other of one unit, each leaving its relations whole; the second half undoes the first, so that they can
// be made again and again.
struct change {
  std::uint32_t column;
  std::int64_t value;
};
std::vector<change> changes_of(const prepared& data, std::size_t count) {
  std::vector<std::int64_t> now(data.rows.begin(), data.rows.begin() + column_count);
  std::vector<change> made, undone;
  for (std::size_t i = 0; i < count / 2; ++i) {
    const std::size_t column = i * 7 % column_count, row = i % data.data.rows;
    std::int64_t value = data.rows[row * column_count + column];
    if (column >= first_share && column < first_share + 2 * share_count) {
      const bool whole = (column - first_share) % 2 == 0;
      value = whole ? std::max(value, now[column + 1]) : std::min(value, now[column - 1]);
    }
    undone.push_back({static_cast<std::uint32_t>(column), now[column]});
    now[column] = value;
    made.push_back({static_cast<std::uint32_t>(column), value});
  }
  made.insert(made.end(), undone.rbegin(), undone.rend());
  return made;
}

// One unit at a time.
bool report_scalar_ratios(const engine& w, const prepared& data, int repetitions) {
  const std::size_t units = std::min(scored_units, w.records.size()), few = std::min<std::size_t>(32, w.reference_data.size());
  ancs::state scratch;
  ancs::scorecard card;
  contest all;
  const auto engine = all.add("engine: total with all, level and vetoes", units, [&] {
    for (std::size_t row = 0; row < units; ++row) {
      row_result made;
      read_evaluation(w.program.evaluate(w.records[row], scratch), made);
      benchmark::DoNotOptimize(made);
    }
  });
  const auto full_card = all.add("engine: a whole card", units, [&] {
    for (std::size_t row = 0; row < units; ++row) {
      w.program.score(w.records[row], scratch, card);
      benchmark::DoNotOptimize(card.total_with_all);
    }
  });
  const auto hand = all.add("hand-written int64 row", units, [&] {
    for (std::size_t row = 0; row < units; ++row) benchmark::DoNotOptimize(score_row_int64(data.rows.data() + row * column_count));
  });
  const auto naive = all.add("naive rational evaluator over the tree", few, [&] {
    for (std::size_t row = 0; row < few; ++row) benchmark::DoNotOptimize(reference::evaluate(w.tree, w.reference_data[row]));
  });
  const auto changes = changes_of(data, units);
  ancs::record unit = w.records.front();
  ancs::session kept(w.records.front());
  for (const change& c : changes) {
    row_result anew, changed;
    (void)unit.set(c.column, c.value);
    (void)kept.set(c.column, c.value);
    const bool read = read_evaluation(w.program.evaluate(unit, scratch), anew) && read_evaluation(kept.results(), changed);
    if (read && anew.total == changed.total && anew.level == changed.level && anew.vetoes == changed.vetoes) continue;
    std::fprintf(stderr, "bench: after a change of column %u a session differs from scoring anew\n", c.column);
    return false;
  }
  const auto one_input = all.add("engine: one input changed, only what depends on it", units, [&] {
    for (const change& c : changes) {
      row_result made;
      (void)kept.set(c.column, c.value);
      read_evaluation(kept.results(), made);
      benchmark::DoNotOptimize(made);
    }
  });
  const auto one_anew = all.add("engine: one input changed, the unit anew", units, [&] {
    for (const change& c : changes) {
      row_result made;
      (void)unit.set(c.column, c.value);
      read_evaluation(w.program.evaluate(unit, scratch), made);
      benchmark::DoNotOptimize(made);
    }
  });
  all.run(repetitions);
  std::printf("\none unit at a time: microseconds, median of %d\n", repetitions);
  for (std::size_t i = 0; i < all.size(); ++i) std::printf("%10.3f  %s\n", 1e6 * all.seconds_per_row(i), all.name(i).c_str());
  print_ratio("scalar_vs_reference", all.time_ratio(naive, engine), ">=", 50);
  print_ratio("scalar_vs_hand_written_row", all.time_ratio(engine, hand), "<=", 4);
  print_ratio("changed_input_vs_whole_scoring", all.time_ratio(one_input, one_anew), "<=", 0.1);
  std::printf("card_vs_hand_written_row %.4g\n", all.time_ratio(full_card, hand));
  return true;
}

int usage(const char* program) {
  std::fprintf(stderr,
               "usage: %s [--rows N] [--repetitions N] [--chunks] [--large] [Google Benchmark's options]\n"
               "  --rows N          rows of Workload W, 20000 to 10000000 (1000000)\n"
               "  --repetitions N   rounds of which the median is taken, 5 to 101 (7)\n"
               "  --chunks          also column scoring by rows in a chunk\n"
               "  --large           also ten million rows against a hundred thousand: 4 GB of memory more\n",
               program);
  return 2;
}

// The number after an option of ours; false when it is not within the limits.
bool number_after(int argc, char** argv, int& at, long low, long high, long& into) {
  if (at + 1 >= argc) return false;
  char* end = nullptr;
  into = std::strtol(argv[++at], &end, 10);
  return *end == '\0' && end != argv[at] && into >= low && into <= high;
}

}  // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  long rows = 1000000, repetitions = 7;
  bool chunks = false, large = false;
  for (int at = 1; at < argc; ++at) {
    if (std::strcmp(argv[at], "--rows") == 0 && number_after(argc, argv, at, 20000, 10000000, rows)) continue;
    if (std::strcmp(argv[at], "--repetitions") == 0 && number_after(argc, argv, at, 5, 101, repetitions)) continue;
    if (std::strcmp(argv[at], "--chunks") == 0 && (chunks = true)) continue;
    if (std::strcmp(argv[at], "--large") == 0 && (large = true)) continue;
    return usage(argv[0]);
  }
  const std::string directory = ANCS_BENCH_DIRECTORY;
  const prepared data(static_cast<std::size_t>(rows));
  const auto w = make_engine(directory + "/workload_w.ancs", data, compared_units, compared_with_reference);
  const auto none = [] {
    std::fprintf(stderr, "bench: no times are reported\n");
    return 1;
  };
  if (!w || !baselines_agree(data, compared_units) || !engine_agrees(*w, data)) return none();
  column_measurements columns(*w, data);
  if (!columns.agree()) return none();
  std::printf("results agree: units one by one in the engine, by hand and in cpp_rational on %zu, in the reference on %zu; columns in the "
              "engine and by hand on %ld\n",
              compared_units, compared_with_reference, rows);
  std::printf("instruction sets here:");
  for (const instruction_set set : available()) std::printf(" %s", name_of(set));
  std::printf("\n");
  std::fflush(stdout);

  register_measurements(*w, data);
  benchmark::RunSpecifiedBenchmarks();
  const int rounds = static_cast<int>(repetitions);
  if (!report_scalar_ratios(*w, data, rounds)) return none();
  columns.report(rounds);
  if (large && !columns.report_large(rounds)) return 1;
  if (chunks && !columns.report_chunks(rounds)) return 1;
  return report_outside(data, directory, rounds, columns.score_all()) ? 0 : 1;
}
