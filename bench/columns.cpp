// columns.cpp: measures the engine's column scoring, after comparing it in every row.
#include "columns.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>
#include <utility>
#if defined(__GLIBC__) && __GLIBC_PREREQ(2, 33)
#include <malloc.h>
#endif

#include "tenfold.hpp"

namespace ancs_bench {
namespace {

ancs::instruction_set engine_set(instruction_set of) {
  return of == instruction_set::v4   ? ancs::instruction_set::v4
         : of == instruction_set::v3 ? ancs::instruction_set::v3
                                     : ancs::instruction_set::plain;
}

// The end of a ratio's name.
const char* suffix(instruction_set of) {
  return of == instruction_set::v4 ? "_v4" : of == instruction_set::v3 ? "_v3" : "_x86_64";
}

template <class Integer>
constexpr ancs::column_type type_of() {
  return sizeof(Integer) == 2 ? ancs::column_type::int16 : ancs::column_type::int64;
}

// Bytes from the allocator in use, of the thread that asks; 0 where the system does not tell.
std::size_t bytes_in_use() {
#if defined(__GLIBC__) && __GLIBC_PREREQ(2, 33)
  const auto all = mallinfo2();
  return all.uordblks + all.hblkhd;
#else
  return 0;
#endif
}

// Processor time of all threads by time passed: below the number of threads where others keep the processors busy.
double processors_of(const std::function<void()>& work) {
  std::vector<double> seen;
  for (int turn = 0; turn < 9; ++turn) {
    const std::clock_t start = std::clock();
    const double seconds = seconds_of(work);
    seen.push_back(static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC / seconds);
  }
  return median(std::move(seen));
}

}  // namespace

template <class Integer>
column_scoring::column_scoring(const ancs::program& of, const std::vector<const Integer*>& columns, std::size_t rows, std::string name)
    : units_(of, rows), into_(unset(rows)), name_(std::move(name)) {
  for (std::uint32_t column = 0; column < columns.size(); ++column) set(column, columns[column], type_of<Integer>());
  request.total_with_all = {into_.totals.data(), ancs::column_type::int32};
  request.outcomes = {{into_.levels.data(), ancs::column_type::uint8}};
  request.vetoes = {into_.vetoes.data(), ancs::column_type::uint8};
}

void column_scoring::set(std::uint32_t column, const void* data, ancs::column_type type) {
  ancs::input_view view;
  view.data = data;
  view.type = type;
  if (const auto refused = units_.set(column, view))
    std::fprintf(stderr, "bench: %s\n", ancs::message_of(*refused, ancs::language::en).c_str());
}

void column_scoring::leave_out(std::uint32_t column) {
  valid_.assign(rows(), 1);
  for (std::size_t row = 50; row < rows(); row += 100) valid_[row] = 0;
  ancs::input_view view = units_.views()[column];
  view.validity = valid_.data();
  view.validity_bits = false;
  if (const auto refused = units_.set(column, view)) std::fprintf(stderr, "bench: %s\n", ancs::message_of(*refused, ancs::language::en).c_str());
}

bool column_scoring::agrees_with_rows_left_out(const engine& w, const prepared& data) const {
  const std::size_t apart = static_cast<std::size_t>(std::count(valid_.begin(), valid_.end(), std::uint8_t{0}));
  bool same = report_.findings.empty() && report_.rows_done == rows() && report_.rows_apart == apart;
  for (std::size_t row = 0; row < rows() && same; ++row) {
    if (valid_[row]) {
      same = into_.totals[row] == data.exact.totals[row] && into_.levels[row] == data.exact.levels[row] && into_.vetoes[row] == data.exact.vetoes[row];
    } else if (row < w.records.size()) {
      ancs::record unit = w.records[row];
      (void)unit.clear(column_names[0]);
      same = ancs::rational(into_.totals[row]) / 100 == w.program.score(unit).total_with_all.low;
    }
    if (!same) std::fprintf(stderr, "bench: with rows left out row %zu differs\n", row);
  }
  return same;
}

bool column_scoring::agrees(const results& expected) {
  std::fill(into_.totals.begin(), into_.totals.end(), -1);
  std::fill(into_.levels.begin(), into_.levels.end(), std::uint8_t{254});
  std::fill(into_.vetoes.begin(), into_.vetoes.end(), std::uint8_t{254});
  run();
  for (const auto& finding : report_.findings)
    std::fprintf(stderr, "bench: %s: %s\n", name_.c_str(), ancs::message_of(finding, ancs::language::en).c_str());
  if (!report_.findings.empty()) return false;
  if (report_.rows_apart != 0 || report_.rows_done != rows() || report_.used != request.most) {
    std::fprintf(stderr, "bench: %s: %zu of %zu rows done, %zu of them one by one, instruction set %d instead of %d\n", name_.c_str(),
                 report_.rows_done, rows(), report_.rows_apart, static_cast<int>(report_.used), static_cast<int>(request.most));
    return false;
  }
  return same_results(name_, into_, expected, rows());
}

std::vector<const std::int64_t*> columns_from(const workload& of, std::size_t row) {
  std::vector<const std::int64_t*> made;
  for (const auto& column : of.columns) made.push_back(column.data() + row);
  return made;
}

struct column_measurements::parts {
  const engine& w;
  const prepared& data;
  std::vector<instruction_set> sets = available();
  std::vector<std::vector<std::int16_t>> narrow;
  std::vector<std::unique_ptr<column_scoring>> by_set;  // in the order of `sets`
  std::unique_ptr<column_scoring> int16, two_threads, left_out;
  std::unique_ptr<tenfold> ten;

  parts(const engine& e, const prepared& d) : w(e), data(d), ten(tenfold::make(e.text, d)) {
    const auto whole = columns_from(data.data);
    for (const instruction_set set : sets) {
      by_set.push_back(std::make_unique<column_scoring>(w.program, whole, data.data.rows, std::string("engine, ") + name_of(set)));
      by_set.back()->request.most = engine_set(set);
    }
    std::vector<const std::int16_t*> pointers;
    for (const auto& column : data.data.columns) {
      narrow.emplace_back(column.begin(), column.end());  // counts to 400
      pointers.push_back(narrow.back().data());
    }
    int16 = std::make_unique<column_scoring>(w.program, pointers, data.data.rows, "engine, int16 inputs");
    two_threads = std::make_unique<column_scoring>(w.program, whole, data.data.rows, "engine, two threads");
    two_threads->request.threads = 2;
    left_out = std::make_unique<column_scoring>(w.program, whole, data.data.rows, "engine, a value missing in one row of a hundred");
    left_out->leave_out(0);
    left_out->request.most = engine_set(sets.back());
    int16->request.most = two_threads->request.most = engine_set(sets.back());
  }
  std::vector<column_scoring*> all() {
    std::vector<column_scoring*> made;
    for (const auto& one : by_set) made.push_back(one.get());
    made.push_back(int16.get());
    made.push_back(two_threads.get());
    return made;
  }

  // Most bytes held between chunks, less those held before.
  std::size_t memory_of_one_thread() {
    column_scoring& one = *by_set.back();
    std::size_t most = 0;
    one.request.progress = [&](std::size_t) {
      most = std::max(most, bytes_in_use());
      return true;
    };
    const std::size_t before = bytes_in_use();
    one.run();
    one.request.progress = nullptr;
    return most > before ? most - before : 0;
  }
};

column_measurements::column_measurements(const engine& w, const prepared& data) : parts_(std::make_unique<parts>(w, data)) {}
column_measurements::~column_measurements() = default;

bool column_measurements::agree() {
  for (column_scoring* one : parts_->all())
    if (!one->agrees(parts_->data.exact)) return false;
  parts_->left_out->run();
  if (!parts_->left_out->agrees_with_rows_left_out(parts_->w, parts_->data)) return false;
  return parts_->ten && parts_->ten->agrees();
}

void column_measurements::report(int repetitions) {
  auto& of = *parts_;
  results into(of.data.data.rows);
  contest all;
  const auto add = [&](column_scoring& one) { return all.add(one.name(), one.rows(), [&one] { one.run(); }); };
  std::vector<std::size_t> engines;
  for (const auto& one : of.by_set) engines.push_back(add(*one));
  const std::size_t best = engines.back(), int16 = add(*of.int16), two = add(*of.two_threads), left_out = add(*of.left_out);
  char name[64];
  std::snprintf(name, sizeof name, "engine, %zu criteria, %zu rows", of.ten->criteria(), of.ten->rows());
  const std::size_t ten = all.add(name, of.ten->rows(), [&of] { of.ten->run(); });
  const baseline_entries by_hand = add_baselines(all, of.data, into);
  all.run(repetitions);
  print_table(all, of.data, repetitions);

  std::size_t apart = 0, wide = 0;
  for (const column_scoring* one : of.all()) apart += one->report().rows_apart, wide += one->report().rows_wide;
  const double each = (all.seconds_per_row(left_out) - all.seconds_per_row(best)) * 100 * 1e6;
  std::printf("a row in which a value is missing costs %.3g microseconds more\n", each);
  std::printf("rows scored apart: %zu, in the declared widths: %zu, of %zu in each way\n", apart, wide, of.data.data.rows);
  if (const std::size_t bytes = of.memory_of_one_thread())
    print_ratio("memory_beyond_inputs_and_outputs_MiB", static_cast<double>(bytes) / (1024 * 1024), "<=", 4);

  std::size_t fastest_hand = by_hand.sets.front().exact;
  for (std::size_t i = 0; i < by_hand.sets.size(); ++i) {
    const auto& hand = by_hand.sets[i];
    if (all.seconds_per_row(hand.exact) < all.seconds_per_row(fastest_hand)) fastest_hand = hand.exact;
    print_ratio(std::string("columns_vs_hand_written_exact") + suffix(hand.set), all.time_ratio(hand.exact, engines[i]), ">=", 1);
  }
  print_ratio("columns_vs_hand_written_exact", all.time_ratio(fastest_hand, best), ">=", 1);
  for (std::size_t i = 0; i < by_hand.sets.size(); ++i) {
    const auto& hand = by_hand.sets[i];
    if (hand.set == instruction_set::plain) continue;
    print_ratio(std::string("columns_vs_double_columns") + suffix(hand.set), all.time_ratio(hand.doubles, engines[i]), ">=",
                hand.set == instruction_set::v3 ? 3 : 1.5);
  }
  print_ratio("columns_vs_double_rows", all.time_ratio(by_hand.double_rows, best), ">=", 10);
  print_ratio("columns_vs_rational_rows", all.time_ratio(by_hand.rational_rows, best), ">=", 200);
  print_ratio("columns_vs_reading_once", all.time_ratio(by_hand.sets.back().read, best), ">=", 0.4);
  print_ratio("int16_inputs_vs_int64_inputs", all.time_ratio(best, int16), ">=", 2);
  print_ratio("two_threads_vs_one", all.time_ratio(best, two), ">=", 1.8);
  std::printf("processors that two threads had: %.2f\n", processors_of([&of] { of.two_threads->run(); }));
  print_ratio("per_row_time_300_criteria_vs_30", all.time_ratio(ten, best), "<=", 11);
}

bool column_measurements::report_chunks(int repetitions) {
  auto& of = *parts_;
  constexpr std::array<std::size_t, 8> chunks = {256, 512, 1024, 1536, 2048, 3072, 4096, 8192};
  contest all;
  for (const std::size_t chunk : chunks)
    for (column_scoring* one : of.all()) {
      one->request.chunk_rows = chunk;
      const bool same = one->agrees(of.data.exact);
      one->request.chunk_rows = 0;
      if (!same) return false;
      all.add(one->name(), one->rows(), [one, chunk] {
        one->request.chunk_rows = chunk;
        one->run();
        one->request.chunk_rows = 0;
      });
    }
  all.run(repetitions);
  std::printf("\nrows in a chunk, and million rows/s:\n        ");
  const std::size_t ways = of.all().size();
  for (std::size_t i = 0; i < ways; ++i) std::printf("  %s", all.name(i).c_str());
  for (std::size_t at = 0; at < chunks.size(); ++at) {
    std::printf("\n%8zu", chunks[at]);
    for (std::size_t i = 0; i < ways; ++i)
      std::printf("  %*.1f", static_cast<int>(all.name(i).size()), all.million_rows(at * ways + i));
  }
  std::printf("\n");
  return true;
}

bool column_measurements::report_large(int repetitions) {
  constexpr std::size_t many = 10000000, few = 100000;
  const auto& of = *parts_;
  const workload data = make_workload(many);
  results expected(many);
  columns_for(of.sets.back()).exact(column_pointers(data), 4096, 1, expected);
  column_scoring large(of.w.program, columns_from(data), many, "engine, 10000000 rows");
  column_scoring small(of.w.program, columns_from(data), few, "engine, 100000 rows");
  large.request.most = small.request.most = engine_set(of.sets.back());
  if (!large.agrees(expected) || !small.agrees(expected)) return false;
  contest all;
  const std::size_t a = all.add(large.name(), many, [&] { large.run(); }), b = all.add(small.name(), few, [&] { small.run(); });
  all.run(repetitions);
  for (const std::size_t i : {a, b}) std::printf("%10.3f  %s\n", all.million_rows(i), all.name(i).c_str());
  print_ratio("time_per_row_10M_vs_100k", all.time_ratio(a, b), "<=", 1.15);
  return true;
}

std::function<void()> column_measurements::score_all() {
  return [one = parts_->by_set.back().get()] { one->run(); };
}

}  // namespace ancs_bench
