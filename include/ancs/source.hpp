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
/// one row of a longer file. Lines end at LF, CR LF or CR.
class source {
 public:
  source() = default;
  source(std::string name, std::string text, std::uint32_t first_line = 1);

  const std::string& name() const { return name_; }
  const std::string& text() const { return text_; }
  /// The text under a span; a span beyond the end is clipped.
  std::string_view at(span where) const;
  position position_of(std::uint32_t offset) const;
  /// The whole line (without its end) that holds the offset.
  std::string_view line_at(std::uint32_t offset) const;
  /// Offset of the first byte of the line that holds the offset.
  std::uint32_t line_begin(std::uint32_t offset) const;

 private:
  std::size_t line_index(std::uint32_t offset) const;
  std::size_t code_points_before(std::size_t offset) const;
  std::string name_;
  std::string text_;
  std::uint32_t first_line_ = 1;
  std::vector<std::uint32_t> line_begins_{0};
  std::vector<std::uint32_t> starts_;  // code points before each 1.024th byte: places in long lines stay cheap
};

}  // namespace ancs

#ifdef ANCS_HEADER_ONLY
#include "impl/source_inl.hpp"
#endif
#endif
