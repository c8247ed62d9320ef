// csv_text.hpp: the text of a data file, all of it or a window that moves along, as well-formed UTF-8.
#ifndef ANCS_TOOL_CSV_TEXT_HPP
#define ANCS_TOOL_CSV_TEXT_HPP

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ancs/diagnostic.hpp"

namespace tool {

namespace limits {
inline constexpr std::size_t data_bytes = 64u << 20;       ///< a data file that is kept in memory
inline constexpr std::size_t data_line_bytes = 16u << 20;  ///< one line of a data file, with those that its quoted cells span
}  // namespace limits

inline constexpr std::size_t data_block_bytes = 1u << 20;  ///< what is read at once

/// Appends the next bytes of a file, none at its end. What went wrong is known to who made it.
using byte_source = std::function<void(std::string& to, std::size_t bytes)>;

/// Bytes that are not UTF-8 are U+FFFD in the text, so that places can be shown; a byte order mark is left out.
class csv_text {
 public:
  /// All of a file, at most limits::data_bytes.
  csv_text(std::string whole);  // NOLINT: a text is its bytes
  /// A file of any length, by and by.
  explicit csv_text(byte_source more);

  std::string_view text() const { return text_; }
  /// Offsets, ascending, where bytes were replaced.
  const std::vector<std::size_t>& damage() const { return damage_; }
  /// Nothing follows the window.
  bool last() const { return last_; }
  /// Drops what stands before `kept` and reads on.
  void more(std::size_t kept);
  /// Ends the text before the line that begins there, as one that is too long.
  void refuse_line(std::size_t begin);

  /// Why the text ends before the line that follows the window: it is no text, or too large; and the place in that line.
  struct early_end {
    ancs::code why;
    std::string line;
    std::size_t begin = 0, end = 0;
    std::string limit;  ///< in bytes; empty where none was passed
  };
  const std::optional<early_end>& ends_early() const { return ends_early_; }

 private:
  void begin(std::string raw);
  void take(std::string raw);
  void stop(ancs::code why, std::string_view raw, std::size_t offset, std::size_t limit);

  byte_source more_;
  std::string text_, pending_;
  std::vector<std::size_t> damage_;
  bool last_ = false;
  std::optional<early_end> ends_early_;
};

}  // namespace tool

#endif
