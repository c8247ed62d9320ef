// columns.hpp: the engine's column scoring on Workload W: agreement on every row, then its times in turns with the ways by hand.
#ifndef ANCS_BENCH_COLUMNS_HPP
#define ANCS_BENCH_COLUMNS_HPP

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "ancs/columns.hpp"
#include "baselines.hpp"
#include "engine.hpp"

namespace ancs_bench {

/// One way for the engine to score columns of Workload W, with memory for the results.
class column_scoring {
 public:
  /// The first `rows` rows of `columns`, one pointer per input.
  template <class Integer>
  column_scoring(const ancs::program& of, const std::vector<const Integer*>& columns, std::size_t rows, std::string name);
  column_scoring(const column_scoring&) = delete;
  column_scoring& operator=(const column_scoring&) = delete;

  ancs::batch_request request;
  void run() { report_ = ancs::score(units_, request); }
  /// Scores into memory that holds nothing that any way gives, and says on standard error what then is not as it should be: a
  /// refusal, another instruction set, rows scored apart, other results.
  bool agrees(const results& expected);
  const ancs::batch_report& report() const { return report_; }
  const std::string& name() const { return name_; }
  std::size_t rows() const { return into_.rows(); }
  /// One row in a hundred has no value in this column from now on.
  void leave_out(std::uint32_t column);
  /// After run(): rows without a value are those that scoring one unit at a time gives, the others the expected ones. Says what is not.
  bool agrees_with_rows_left_out(const engine& w, const prepared& data) const;

 private:
  std::vector<std::uint8_t> valid_;
  void set(std::uint32_t column, const void* data, ancs::column_type type);
  ancs::batch units_;
  results into_;
  ancs::batch_report report_;
  std::string name_;
};

/// The columns of a workload from a row on.
std::vector<const std::int64_t*> columns_from(const workload& of, std::size_t row = 0);

/// Everything that is measured of the engine's column scoring on `data`.
class column_measurements {
 public:
  column_measurements(const engine& w, const prepared& data);
  ~column_measurements();
  /// To be true before anything else is called.
  bool agree();
  /// One contest of all, its table and its ratios.
  void report(int repetitions);
  /// Million rows per second for each size of chunk. False if results differ.
  bool report_chunks(int repetitions);
  /// Ten million rows against the first hundred thousand of them: 3,6 GB of inputs. False if results differ.
  bool report_large(int repetitions);
  /// Scores every row in the fastest way on one thread.
  std::function<void()> score_all();

 private:
  struct parts;
  std::unique_ptr<parts> parts_;
};

}  // namespace ancs_bench

#endif
