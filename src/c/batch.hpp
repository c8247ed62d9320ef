// batch.hpp: what the handle of a batch leads to.
#ifndef ANCS_C_BATCH_HPP
#define ANCS_C_BATCH_HPP

#include <atomic>
#include <optional>
#include <vector>

#include "objects.hpp"
#include "staging.hpp"

namespace ancs::c {

/// Inputs, results and how to go about it, from wherever they come.
struct column_work {
  const ancs::program* program = nullptr;
  std::size_t rows = 0;
  const std::vector<std::optional<host_column>>* columns = nullptr;
  const std::vector<host_result>* results = nullptr;
  memory mem;
  // For messages and for progress: rows before the first.
  std::uint64_t rows_before = 0, rows_all = 0;
};

/// Scores all rows. Throws failures, ANCS_ERROR_STOPPED and ANCS_ERROR_CALLBACK among them; `report` is filled as far as it went.
void run(const column_work& work, const ancs_batch_options& by, ancs_batch_report& report);

/// Refuses inputs that scoring needs and no column gives, unless `by` allows them.
void check_columns(const ancs::program& program, const std::vector<std::optional<host_column>>& columns, const ancs_batch_options& by);
/// Checks the place and the type of a result.
host_result checked_result(const ancs::program& program, std::int32_t what, std::size_t index, std::int32_t end, const ancs_result& given,
                           std::size_t rows);

struct batch_object : object {
  static constexpr kind of = kind::batch;
  using handle = ancs_batch;
  batch_object(const memory& m, const ancs::program& p, std::size_t n) : object(m), program(p), rows(n), columns(p.columns().size()) {}

  ancs::program program;
  std::size_t rows;
  std::vector<std::optional<host_column>> columns;
  std::vector<host_result> results;
  std::atomic<bool> busy{false};
};

}  // namespace ancs::c

#endif
