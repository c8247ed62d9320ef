// row_block.hpp: rows of a data file that stand in memory together, their plain cells in columns of whole numbers.
#ifndef ANCS_TOOL_ROW_BLOCK_HPP
#define ANCS_TOOL_ROW_BLOCK_HPP

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ancs/columns.hpp"
#include "ancs/number.hpp"
#include "ancs/program.hpp"

namespace tool {

struct row_block {
  static constexpr std::size_t most_rows = 16384;

  enum class how : std::uint8_t {
    in_columns,  ///< every cell is plain: its values are in the columns
    apart,       ///< to be read as a unit, since some cell needs a second look
    left_out     ///< no unit: what is wrong with the line is all there is
  };
  struct row {
    how is = how::apart;
    std::uint32_t line = 0;
    std::uint32_t findings = 0;       ///< of the sheet, that are to be reported before the row
    std::size_t begin = 0;            ///< in the window of the text
    std::uint32_t at = 0;             ///< in the columns
    std::uint32_t id = 0, name = 0, end = 0;  ///< in `text`: the unit's id, then its name
  };
  /// Values × 10^decimals (a percentage's divided by 100 first), and which of them are there.
  struct column {
    bool read = false, gaps = false;
    int decimals = 0;
    std::vector<std::int64_t> values;
    std::vector<std::uint8_t> present;
  };

  std::vector<row> rows;
  std::vector<column> columns;  ///< by column of the program
  std::size_t in_columns = 0;
  std::string text;

  void clear();
  std::string_view id_of(const row& r) const { return std::string_view(text).substr(r.id, r.name - r.id); }
  std::string_view name_of(const row& r) const { return std::string_view(text).substr(r.name, r.end - r.name); }
  /// The columns as input of a batch.
  ancs::batch batch_of(const ancs::program& by) const;
};

/// Adds the next value to a column: an empty cell is a gap. False, and nothing is added, where the cell needs a second look.
bool add_plain(row_block::column& to, std::string_view text, const ancs::input_column& of, ancs::number_style style);

}  // namespace tool

#endif
