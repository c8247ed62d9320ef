// source.hpp: a named text, and places in it.
#ifndef ANCS_SOURCE_HPP
#define ANCS_SOURCE_HPP

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "config.hpp"

namespace ancs {

/// A half-open range of bytes [begin, end) in a source's original text.
struct span {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  friend bool operator==(const span&, const span&) = default;
};

/// The smallest span that holds both.
constexpr span join(span a, span b) {
  return {a.begin < b.begin ? a.begin : b.begin, a.end > b.end ? a.end : b.end};
}

/// A place as a person counts it: both from 1, the column in code points (a tab is one).
struct position {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
  friend bool operator==(const position&, const position&) = default;
};

/// A named text with its lines found. `first_line` is the number of its first line, for a source that holds
/// one row of a longer file. Lines end at LF, CR LF or CR. Further texts (the files that a rule file includes) may stand behind
/// it: offsets run through all of them, lines and columns are those of the text that holds the offset.
class source {
 public:
  source() = default;
  source(std::string name, std::string text, std::uint32_t first_line = 1);

  const std::string& name() const { return name_; }
  /// All texts, a line end between them.
  const std::string& text() const { return text_; }
  /// The first text only.
  std::string_view own_text() const { return std::string_view(text_).substr(0, parts_.empty() ? text_.size() : parts_.front().begin - 1); }
  /// The text that holds the offset.
  std::string_view text_at(std::uint32_t offset) const;
  /// Puts (the first text of) another source behind those here; returns the offset of its first byte. Together they stay below 4 GiB.
  std::uint32_t append(const source& other);
  /// The name of the text that holds the offset.
  const std::string& name_at(std::uint32_t offset) const;
  /// True where the offset lies in a text put behind the first.
  bool is_appended(std::uint32_t offset) const { return !parts_.empty() && offset >= parts_.front().begin; }
  /// The text under a span; a span beyond the end is clipped.
  std::string_view at(span where) const;
  position position_of(std::uint32_t offset) const;
  /// The whole line (without its end) that holds the offset.
  std::string_view line_at(std::uint32_t offset) const;
  /// Offset of the first byte of the line that holds the offset.
  std::uint32_t line_begin(std::uint32_t offset) const;

 private:
  struct part {  ///< a text behind the first
    std::string name;
    std::uint32_t begin = 0;
    std::size_t line = 0;  ///< index of its first line
    std::uint32_t first_line = 1;
  };
  void find_lines(std::size_t from);
  const part* part_at(std::uint32_t offset) const;
  std::size_t line_index(std::uint32_t offset) const;
  std::size_t code_points_before(std::size_t offset) const;
  std::string name_;
  std::string text_;
  std::uint32_t first_line_ = 1;
  std::vector<std::uint32_t> line_begins_{0};
  std::vector<std::uint32_t> starts_;  // code points before each 1.024th byte: places in long lines stay cheap
  std::uint32_t counted_ = 0;          // code points so far
  std::vector<part> parts_;
};

}  // namespace ancs

#ifdef ANCS_HEADER_ONLY
#include "impl/source_inl.hpp"
#endif
#endif
