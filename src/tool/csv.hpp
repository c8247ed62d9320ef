// csv.hpp: takes a CSV text apart into lines and cells, keeping the place of each.
#ifndef ANCS_TOOL_CSV_HPP
#define ANCS_TOOL_CSV_HPP

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ancs/source.hpp"

namespace tool {

namespace limits {
inline constexpr std::size_t cell_bytes = 1u << 16;  ///< one cell; a longer one is a fault
}

/// One cell: where it stands in its row's text (with its quotes), and its value (without, trimmed of blanks around).
struct csv_cell {
  ancs::span where;
  std::string value;
  bool damaged = false;  ///< held bytes that are not UTF-8
};

enum class csv_fault : std::uint8_t { none, quote_not_closed, text_after_quote, cell_too_long };

/// One row, which spans lines where a quoted cell does.
struct csv_row {
  std::uint32_t line = 1;  ///< of its first line
  std::string_view text;   ///< without the line end
  std::vector<csv_cell> cells;
  csv_fault fault = csv_fault::none;
  ancs::span fault_where;  ///< in text
  /// True if every cell is empty: a line that a spreadsheet left behind.
  bool blank() const;
};

/// Reads rows one after the other. After a fault it goes on at the next line, so that one stray quote costs one row.
class csv_reader {
 public:
  static constexpr std::size_t cells = 1u << 16;       ///< further cells of a row are not kept

  /// `text` is well-formed UTF-8 without a byte order mark; `damage` holds the offsets, ascending, where bytes were replaced.
  csv_reader(std::string_view text, char delimiter, const std::vector<std::size_t>& damage)
      : text_(text), delimiter_(delimiter), damage_(damage) {}

  /// The next row that is not blank, into a row whose memory is reused. False at the end.
  bool next(csv_row& row);

 private:
  bool read(csv_row& row);
  csv_cell quoted(csv_row& row);
  csv_cell plain() const;
  bool at_cell_end(std::size_t at) const;
  std::size_t line_end(std::size_t at) const;
  std::size_t after_line_end(std::size_t at) const;
  void stop(csv_row& row, csv_fault fault, std::size_t begin, std::size_t end);

  std::string_view text_;
  char delimiter_;
  const std::vector<std::size_t>& damage_;
  std::size_t at_ = 0, row_begin_ = 0;
  std::uint32_t line_ = 1;
};

/// Number of line ends: LF, CR LF or CR.
std::uint32_t lines_in(std::string_view text);

/// The delimiter that the first line uses most outside quotes; a comma when there is none.
char detect_delimiter(std::string_view text);

}  // namespace tool

#endif
