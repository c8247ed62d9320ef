// columns.hpp: scoring many units at once, from columns of whole numbers, exactly as one by one.
#ifndef ANCS_COLUMNS_HPP
#define ANCS_COLUMNS_HPP

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "config.hpp"
#include "diagnostic.hpp"
#include "program.hpp"

namespace ancs {

enum class column_type : std::uint8_t { int8, int16, int32, int64, uint8, uint16, uint32 };

/// One input column in the host's memory, read and never written, kept by the host until scoring returns. A value is
/// integer / scale: a share of 36,3% is 363 at scale 1000. yes/no columns hold 1 and 0, one-of columns the option's index.
struct input_view {
  const void* data = nullptr;
  column_type type = column_type::int64;
  std::int64_t scale = 1;                   ///< > 0
  const std::uint8_t* validity = nullptr;   ///< null: every row has a value
  bool validity_bits = true;                ///< one bit a row, least first; else one byte a row, 0 meaning no value
};

/// Memory of the host that results go to; without data the result is not wanted.
struct output_view {
  void* data = nullptr;
  column_type type = column_type::int64;
};

/// Instruction sets that the loops are compiled for; on other machines than x86-64 only `plain`, as the compiler makes it.
enum class instruction_set : std::uint8_t { plain, v3, v4 };

/// What a row's results are: final; bounds, because data is missing (or a rule gives `unknown` points); or bounds, because a value is out of range or breaks a relation
/// between inputs. Whether each `require` is met is an output of its own.
enum class row_state : std::uint8_t { final_result = 0, missing = 1, data_error = 2 };

/// Which results are wanted, and how to go about it. Points are whole numbers: points × `scale`.
struct batch_request {
  output_view total, total_with_all;            ///< the lower bound where data is missing
  output_view total_high, total_with_all_high;  ///< the upper bound
  std::vector<output_view> criteria, groups;    ///< by index; shorter or empty is fine. The lower bound where data is missing
  std::vector<output_view> criteria_high, groups_high;  ///< the upper bound
  /// 0: points_scale(program). A file that does not round has none and needs one here for points; points × scale that are then no whole
  /// number go down to the next one, in rows that the report counts.
  std::int64_t scale = 0;
  std::vector<output_view> outcomes;            ///< index of the level, best first 0; -1 (255 in uint8) where it is open, -2 (254) where the unit is not yet assessed
  output_view not_yet_assessed;                 ///< 1 where the unit is not yet assessed, 0 where it is assessed, -1 (255) where that is open
  output_view vetoes;                           ///< bit i: veto i holds
  /// Where criteria may be excluded: total × maximum / what was assessed, and that maximum; elsewhere the total and the model's maximum.
  output_view total_rescaled, total_rescaled_high, assessed_maximum;
  std::vector<output_view> actions;             ///< by index: bit i: it is made for the i-th of action_info::columns (bit 0 where it has none)
  std::vector<output_view> requirements;        ///< by the file's order of `require`: 1 met, 0 not met, -1 (255) where missing data leaves it open
  std::uint8_t* states = nullptr;               ///< a row_state a row

  std::size_t chunk_rows = 0;                   ///< rows per chunk; 0: what fits the cache
  unsigned threads = 1;                         ///< at least 1
  instruction_set most = instruction_set::v4;   ///< not above this
  unsigned least_bits = 16;                     ///< no narrower registers: 32 or 64; 128 and 256 score row by row, in 128 bits and rationals
  /// Called between chunks, from one thread at a time, with the rows done; false stops the scoring.
  std::function<bool(std::size_t rows_done)> progress;
};

struct batch_report {
  diagnostics findings;            ///< errors of the request: nothing was scored
  std::size_t rows_done = 0;       ///< all, unless stopped; when stopped, these first rows are complete
  bool stopped = false;
  std::size_t rows_narrow = 0;     ///< scored in columns with the widths that the first rows suggested
  std::size_t rows_wide = 0;       ///< scored in columns of the declared ranges
  std::size_t rows_apart = 0;      ///< scored one by one: missing or wrong data, or values too large for columns
  std::size_t rows_in_128 = 0, rows_in_rationals = 0;  ///< of those: not in 64 bits, but in 128 or in rationals (bounds always are)
  std::size_t rows_inexact = 0;    ///< in which some points × scale were no whole number: see batch_request::scale
  std::uint32_t registers_16 = 0, registers_32 = 0, registers_64 = 0;  ///< values between loops by their bits, as the first rows suggest
  std::uint32_t whole_clauses = 0; ///< clauses that are one loop from the host's columns to a sum
  instruction_set used = instruction_set::plain;
};

/// The input columns of a batch. Columns that are not set are missing (or have their default) in every row.
class batch {
 public:
  batch(const program& of, std::size_t rows);
  std::optional<diagnostic> set(std::string_view column, const input_view& view);
  std::optional<diagnostic> set(std::uint32_t column, const input_view& view);
  std::size_t rows() const { return rows_; }
  const program& of() const { return program_; }
  const std::vector<input_view>& views() const { return views_; }

 private:
  program program_;
  std::size_t rows_ = 0;
  std::vector<input_view> views_;
};

/// The least whole number that makes all published points whole (100 for a step of 0,01); 0 where no such number exists, because the
/// file does not round: see batch_request::scale.
std::int64_t points_scale(const program& of);

/// Scores every row. The results are those of scoring each unit alone, for any chunk size, number of threads and instruction set.
batch_report score(const batch& units, const batch_request& request);

}  // namespace ancs

#ifdef ANCS_HEADER_ONLY
#include "impl/columns_inl.hpp"
#endif
#endif
