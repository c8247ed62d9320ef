// baselines.cpp: agreement and speed of the hand-written ways.
#include "baselines.hpp"

#include <cstdio>
#include <limits>

namespace ancs_bench {
namespace {

// One way of column code with the loop and chunk that were fastest for it here.
struct tuned_columns {
  instruction_set set = instruction_set::plain;
  std::size_t chunk = 0;
  int fused = 0;
};

std::string label(const char* what, const tuned_columns& as) {
  char text[128];
  std::snprintf(text, sizeof text, "%s, %s (chunks of %zu, criteria a loop: %d)", what, name_of(as.set), as.chunk, as.fused);
  return text;
}

tuned_columns fastest(const prepared& of, instruction_set set, column_code::scorer* code) {
  const column_pointers in(of.data);
  results into(of.data.rows);
  tuned_columns best;
  double best_seconds = std::numeric_limits<double>::infinity();
  for (const int fused : {1, 3, 6})
    for (const std::size_t chunk : {1024u, 2048u, 4096u, 8192u, 16384u, 32768u}) {
      std::vector<double> seconds;
      for (int repetition = 0; repetition < 3; ++repetition) seconds.push_back(seconds_of([&] { code(in, chunk, fused, into); }));
      if (median(seconds) >= best_seconds) continue;
      best_seconds = median(seconds);
      best = {set, chunk, fused};
    }
  return best;
}

}  // namespace

prepared::prepared(std::size_t row_count) : data(make_workload(row_count)), rows(as_rows(data)), exact(row_count) {
  score_rows_int64(rows.data(), exact);
}

results unset(std::size_t rows) {
  results made(rows);
  made.totals.assign(rows, -1);
  return made;
}

bool same_results(const std::string& what, const results& got, const results& expected, std::size_t rows) {
  for (std::size_t row = 0; row < rows; ++row) {
    if (got.totals[row] == expected.totals[row] && got.levels[row] == expected.levels[row] && got.vetoes[row] == expected.vetoes[row])
      continue;
    std::fprintf(stderr, "bench: %s differs in row %zu: total %d, level %d, vetoes %d instead of %d, %d, %d\n", what.c_str(), row,
                 got.totals[row], got.levels[row], got.vetoes[row], expected.totals[row], expected.levels[row], expected.vetoes[row]);
    return false;
  }
  return true;
}

bool baselines_agree(const prepared& of, std::size_t checked) {
  const std::size_t count = of.data.rows;
  checked = std::min(checked, count);
  results rational = unset(count);
  score_rows_rational(of.rows.data(), checked, rational);
  if (!same_results("rows in cpp_rational", rational, of.exact, checked)) return false;
  const column_pointers in(of.data);
  for (const instruction_set set : available())
    for (const int fused : {1, 3, 6})
      for (const std::size_t chunk : {1000u, 8192u}) {
        results columns = unset(count);
        columns_for(set).exact(in, chunk, fused, columns);
        if (!same_results(label("exact columns", {set, chunk, fused}), columns, of.exact, count)) return false;
      }
  return true;
}

wrong_results wrong_of_doubles(const prepared& of) {
  results doubles = unset(of.data.rows);
  score_rows_double(of.rows.data(), doubles);
  wrong_results wrong;
  for (std::size_t row = 0; row < of.data.rows; ++row) {
    wrong.totals += doubles.totals[row] != of.exact.totals[row];
    wrong.levels += doubles.levels[row] != of.exact.levels[row];
  }
  return wrong;
}

baseline_entries add_baselines(contest& all, const prepared& of, results& into) {
  const std::size_t count = of.data.rows, few = std::min<std::size_t>(count, 20000);
  const column_pointers in(of.data);
  baseline_entries made{};
  for (const instruction_set set : available()) {
    const column_code& code = columns_for(set);
    const auto add = [&](const char* what, column_code::scorer* scorer) {
      const tuned_columns as = fastest(of, set, scorer);
      return all.add(label(what, as), count, [in, as, scorer, &into] { scorer(in, as.chunk, as.fused, into); });
    };
    baseline_entries::of_set entries{set, 0, 0, 0, 0};
    entries.exact = add("exact columns", code.exact);
    entries.doubles = add("double columns", code.doubles);
    entries.doubles_tuned = add("double columns, tuned", code.doubles_tuned);
    entries.read = all.add(std::string("reading the columns once, ") + name_of(set), count, [in, count, read = code.read] {
      volatile std::int64_t sum = read(in, count, 32768);
      (void)sum;
    });
    made.sets.push_back(entries);
  }
  made.int64_rows = all.add("exact int64 rows", count, [&of, &into] { score_rows_int64(of.rows.data(), into); });
  made.double_rows = all.add("double rows", count, [&of, &into] { score_rows_double(of.rows.data(), into); });
  made.rational_rows = all.add("cpp_rational rows", few, [&of, &into, few] { score_rows_rational(of.rows.data(), few, into); });
  return made;
}

void print_table(const contest& all, const prepared& of, int repetitions) {
  const std::size_t count = of.data.rows;
  std::printf("\n%zu rows: million rows/s, median of %d\n", count, repetitions);
  for (std::size_t i = 0; i < all.size(); ++i) std::printf("%10.3f  %s\n", all.million_rows(i), all.name(i).c_str());
  const wrong_results wrong = wrong_of_doubles(of);
  std::printf("doubles: %zu wrong totals and %zu wrong levels in %zu rows; every exact way: none\n", wrong.totals, wrong.levels, count);
}

void report_baselines(const prepared& of, int repetitions) {
  results into(of.data.rows);
  contest all;
  add_baselines(all, of, into);
  all.run(repetitions);
  print_table(all, of, repetitions);
}

}  // namespace ancs_bench
