// csv.hpp: takes a CSV text apart into lines and cells, keeping the place of each.
#ifndef ANCS_TOOL_CSV_HPP
#define ANCS_TOOL_CSV_HPP

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "ancs/source.hpp"
#include "csv_text.hpp"

namespace tool {

namespace limits {
inline constexpr std::size_t cell_bytes = 1u << 16;  ///< one cell; a longer one is a fault
}  // namespace limits

/// One cell: where it stands in its row's text (with its quotes), and its value (without, trimmed of blanks around), which lives as
/// long as its row and the window of the text that the row was read from.
struct csv_cell {
  ancs::span where;
  std::string_view value;
  bool damaged = false;  ///< held bytes that are not UTF-8
};

enum class csv_fault : std::uint8_t { none, quote_not_closed, text_after_quote, cell_too_long };

/// One row, which spans lines where a quoted cell does.
struct csv_row {
  csv_row() = default;
  csv_row(const csv_row&) = delete;  // cells look into `unquoted`
  csv_row& operator=(const csv_row&) = delete;

  std::uint32_t line = 1;  ///< of its first line
  std::string_view text;   ///< without the line end
  std::vector<csv_cell> cells;
  csv_fault fault = csv_fault::none;
  ancs::span fault_where;  ///< in text
  std::deque<std::string> unquoted;  ///< values that do not stand in the text as they are
  /// True if every cell is empty: a line that a spreadsheet left behind.
  bool blank() const;
};

/// Reads rows one after the other. After a fault it goes on at the next line, so that one stray quote costs one row.
class csv_reader {
 public:
  static constexpr std::size_t cells = 1u << 16;       ///< further cells of a row are not kept

  csv_reader(csv_text& text, char delimiter);

  /// The next row that is not blank, into a row whose memory is reused; may move the window of the text. False at the end.
  bool next(csv_row& row);

  enum class got : std::uint8_t { row, end, window_end };
  /// The same within the window; at its end, more() moves it and ends every view of rows before.
  got next_here(csv_row& row);
  void more();
  /// Where the row read last begins in the window, and that row again, by its place and line.
  std::size_t begin() const { return row_begin_; }
  void again(std::size_t begin, std::uint32_t line, csv_row& row);
  /// The line that would be read next.
  std::uint32_t line() const { return line_; }

 private:
  void read(csv_row& row);
  bool plain(csv_row& row);
  void quoted(csv_row& row);
  void add(csv_row& row, std::size_t begin, std::string_view value, std::size_t where_begin, std::size_t where_end);
  bool at_cell_end(std::size_t at) const;
  std::size_t line_end(std::size_t at);
  std::size_t after_line_end(std::size_t at) const;
  void stop(csv_row& row, csv_fault fault, std::size_t begin, std::size_t end);

  csv_text& window_;
  std::string_view text_;
  char delimiter_;
  bool ends_[256] = {};  ///< by byte: ends a plain cell
  bool saw_end_ = false;  ///< the row read last may go on behind the window
  bool lines_inside_ = false;  ///< a quoted cell may hold line ends
  std::size_t at_ = 0, row_begin_ = 0;
  std::uint32_t line_ = 1;
};

/// Number of line ends: LF, CR LF or CR.
std::uint32_t lines_in(std::string_view text);

/// The delimiter that the first line uses most outside quotes; a comma when there is none.
char detect_delimiter(std::string_view text);

}  // namespace tool

#endif
