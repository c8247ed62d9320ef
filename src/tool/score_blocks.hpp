// score_blocks.hpp: a data file of any length scored in blocks of rows, in columns, into CSV.
#ifndef ANCS_TOOL_SCORE_BLOCKS_HPP
#define ANCS_TOOL_SCORE_BLOCKS_HPP

#include <cstdint>
#include <string>
#include <vector>

#include "ancs/columns.hpp"
#include "console.hpp"
#include "files.hpp"
#include "options.hpp"
#include "row_block.hpp"
#include "rules.hpp"
#include "scoring.hpp"

namespace tool {

/// The results that stand in a row of CSV, for the rows of one block after the other.
class block_scores {
 public:
  /// True where columns hold all of a unit's row: no points that are no whole number of anything, no items, nothing
  /// excluded, no values that units of one parent share.
  static bool can(const ancs::program& by);
  explicit block_scores(const ancs::program& by);

  /// Scores the rows that are in columns.
  void score(const row_block& of);
  /// False where the unit is to be looked at by itself, because data is missing or something is wrong with it.
  bool final_result(std::uint32_t at) const;
  /// Appends the unit's row as csv_score_report writes it.
  void write(std::string_view id, std::string_view name, std::uint32_t at, std::string& to) const;

 private:
  void append_points(std::int64_t value, std::string& to) const;

  ancs::program by_;
  std::int64_t scale_ = 1, times_ = 0;  ///< points × times are in units of the last decimal
  int decimals_ = 0;
  std::string maximum_;
  std::vector<std::vector<std::string>> levels_, actions_;  ///< as they are written
  std::vector<std::int64_t> total_, vetoes_, not_yet_assessed_;
  std::vector<std::vector<std::int64_t>> criteria_, outcomes_, made_, met_;
  std::vector<std::uint8_t> states_;
};

/// `ancs score --format csv` by one rule file, where block_scores::can. Status and reports as score_units.
int score_in_blocks(const options& by, const rules& of, console& err, left_out& rest, output& to);

}  // namespace tool

#endif
