// baselines.cpp: agreement and speed of the hand-written ways.
#include "baselines.hpp"

#include <cstdio>
#include <limits>

namespace ancs_bench {
namespace {

bool same(const char* what, const results& got, const results& expected, std::size_t rows) {
  for (std::size_t row = 0; row < rows; ++row) {
    if (got.totals[row] == expected.totals[row] && got.levels[row] == expected.levels[row] && got.vetoes[row] == expected.vetoes[row])
      continue;
    std::fprintf(stderr, "bench: %s differs in row %zu: total %d, level %d, vetoes %d instead of %d, %d, %d\n", what, row, got.totals[row],
                 got.levels[row], got.vetoes[row], expected.totals[row], expected.levels[row], expected.vetoes[row]);
    return false;
  }
  return true;
}

results unset(std::size_t rows) {
  results made(rows);
  made.totals.assign(rows, -1);
  return made;
}

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
    for (const std::size_t chunk : {1024u, 4096u, 8192u, 16384u, 32768u}) {
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

bool baselines_agree(const prepared& of, std::size_t checked) {
  const std::size_t count = of.data.rows;
  checked = std::min(checked, count);
  results rational = unset(count);
  score_rows_rational(of.rows.data(), checked, rational);
  if (!same("rows in cpp_rational", rational, of.exact, checked)) return false;
  const column_pointers in(of.data);
  for (const instruction_set set : available())
    for (const int fused : {1, 3, 6})
      for (const std::size_t chunk : {1000u, 8192u}) {
        results columns = unset(count);
        columns_for(set).exact(in, chunk, fused, columns);
        if (!same(label("exact columns", {set, chunk, fused}).c_str(), columns, of.exact, count)) return false;
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

tuned_columns tune(const prepared& of, instruction_set set) { return fastest(of, set, columns_for(set).exact); }

void report_baselines(const prepared& of, int repetitions) {
  const std::size_t count = of.data.rows, few = std::min<std::size_t>(count, 20000);
  const column_pointers in(of.data);
  results into(count);
  contest all;
  for (const instruction_set set : available()) {
    const column_code& code = columns_for(set);
    const tuned_columns exact = fastest(of, set, code.exact), plain = fastest(of, set, code.doubles),
                        tuned = fastest(of, set, code.doubles_tuned);
    all.add(label("exact columns", exact), count, [&, exact] { code.exact(in, exact.chunk, exact.fused, into); });
    all.add(label("double columns", plain), count, [&, plain] { code.doubles(in, plain.chunk, plain.fused, into); });
    all.add(label("double columns, tuned", tuned), count, [&, tuned] { code.doubles_tuned(in, tuned.chunk, tuned.fused, into); });
    all.add(std::string("reading the columns once, ") + name_of(set), count, [&] {
      volatile std::int64_t sum = code.read(in, count, 32768);
      (void)sum;
    });
  }
  all.add("exact int64 rows", count, [&] { score_rows_int64(of.rows.data(), into); });
  all.add("double rows", count, [&] { score_rows_double(of.rows.data(), into); });
  all.add("cpp_rational rows", few, [&] { score_rows_rational(of.rows.data(), few, into); });
  all.run(repetitions);
  std::printf("\nby hand, %zu rows, one thread: million rows/s, median of %d\n", count, repetitions);
  for (std::size_t i = 0; i < all.size(); ++i) std::printf("%10.3f  %s\n", all.million_rows(i), all.name(i).c_str());
  const wrong_results wrong = wrong_of_doubles(of);
  std::printf("doubles: %zu wrong totals and %zu wrong levels in %zu rows; every exact way: none\n", wrong.totals, wrong.levels, count);
}

}  // namespace ancs_bench
