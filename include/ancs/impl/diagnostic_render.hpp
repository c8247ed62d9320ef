// diagnostic_render.hpp: the pieces that findings are drawn from: a line with its underline, and JSON strings.
#ifndef ANCS_IMPL_DIAGNOSTIC_RENDER_HPP
#define ANCS_IMPL_DIAGNOSTIC_RENDER_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "../diagnostic.hpp"
#include "../text.hpp"

namespace ancs::detail::render {

/// Longer lines are cut around the span. Code points have a limit of their own, for lines of marks without width.
inline constexpr std::size_t most_columns = 160, most_code_points = 640, columns_before = 60;

/// A part of a source line as it is shown, and where its underline stands.
struct excerpt {
  std::string text;
  std::size_t before = 0;  ///< columns
  std::size_t marked = 0;
};

/// Takes in printable code points of a line until there is no room.
class line_window {
 public:
  line_window(std::string_view line, std::size_t at) : line_(line), at_(at) {}
  bool at_end() const { return at_ >= line_.size(); }
  std::size_t at() const { return at_; }
  /// The next code point as shown, if it fits; empty otherwise. `width` is its columns.
  std::string next(std::size_t& width) {
    std::size_t after = at_;
    next_code_point(line_, after);
    std::string shown = to_printable(line_.substr(at_, after - at_));
    width = display_width(shown);
    if (columns_ + width > most_columns || ++count_ > most_code_points) return {};
    columns_ += width;
    at_ = after;
    return shown;
  }

 private:
  std::string_view line_;
  std::size_t at_;
  std::size_t columns_ = 0, count_ = 0;
};

inline bool is_inside_sequence(std::string_view line, std::size_t at) {
  return at < line.size() && (static_cast<unsigned char>(line[at]) & 0xc0) == 0x80;
}
inline std::size_t sequence_begin(std::string_view line, std::size_t at) {
  for (int steps = 0; steps < 3 && at > 0 && is_inside_sequence(line, at); ++steps) --at;
  return at;
}

/// Where to begin so that the span has some text before it, in a line too long to show whole.
inline std::size_t window_begin(std::string_view line, std::size_t span_begin) {
  line_window whole(line, 0);
  for (std::size_t width = 0; !whole.at_end() && !whole.next(width).empty();) {
  }
  if (whole.at_end()) return 0;
  std::size_t at = span_begin;
  for (std::size_t columns = 0, count = 0; at > 0 && columns < columns_before && count < most_code_points / 4; ++count) {
    const std::size_t before = sequence_begin(line, at - 1);
    columns += display_width(to_printable(line.substr(before, at - before)));
    at = before;
  }
  return at;
}

/// The line with the bytes [begin, end) of it underlined; an empty range marks one column.
inline excerpt cut_line(std::string_view line, std::size_t begin, std::size_t end) {
  end = std::min(end, line.size());
  begin = sequence_begin(line, std::min(begin, end));
  line_window window(line, window_begin(line, begin));
  excerpt made;
  if (window.at() > 0) made = {"…", 1, 0};
  while (!window.at_end()) {
    const std::size_t at = window.at();
    std::size_t width = 0;
    const std::string shown = window.next(width);
    if (shown.empty()) {
      made.text += "…";
      break;
    }
    made.text += shown;
    if (at < begin) made.before += width;
    if (at >= begin && at < end) made.marked += width;
  }
  made.marked = std::max<std::size_t>(made.marked, 1);
  return made;
}

/// Place, source line and underline, behind a gutter of `gutter` columns.
inline void append_place(std::string& to, span where, const source& in_source, std::size_t gutter, char underline) {
  const position place = in_source.position_of(where.begin);
  const std::uint32_t line_begin = in_source.line_begin(where.begin);
  const std::string_view line = in_source.line_at(where.begin);
  const excerpt shown = cut_line(line, where.begin - line_begin, std::max(where.begin, where.end) - line_begin);
  const std::string number = std::to_string(place.line);
  const std::string margin(gutter, ' ');
  to += margin + "--> " + to_printable(in_source.name_at(where.begin), 400) + ":" + number + ":" + std::to_string(place.column) + "\n";
  to += margin + " |\n";
  to += std::string(gutter - number.size(), ' ') + number + (shown.text.empty() ? " |" : " | ") + shown.text + "\n";
  to += margin + " | " + std::string(shown.before, ' ') + std::string(shown.marked, underline) + "\n";
}

inline std::size_t line_digits(span where, const source& in_source) { return std::to_string(in_source.position_of(where.begin).line).size(); }

inline void append_escaped(std::string& to, std::uint32_t unit) {
  to += "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) to += "0123456789abcdef"[unit >> shift & 0xf];
}

/// A JSON string: what is not printable is escaped, bytes that are not UTF-8 become U+FFFD.
inline void append_json(std::string& to, std::string_view text) {
  to += '"';
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    if (c == '"' || c == '\\') {
      to += '\\';
      to += static_cast<char>(c);
    } else if (is_printable(c)) {
      append_utf8(to, c);
    } else if (c == '\n') {
      to += "\\n";
    } else if (c == '\t') {
      to += "\\t";
    } else if (c < 0x10000) {
      append_escaped(to, c);
    } else {
      append_escaped(to, 0xd800 + ((c - 0x10000) >> 10));
      append_escaped(to, 0xdc00 + ((c - 0x10000) & 0x3ff));
    }
  }
  to += '"';
}

/// `,"name":"value"`; the comma unless the object has just begun.
inline void append_member(std::string& to, std::string_view name, std::string_view value) {
  if (!to.ends_with('{')) to += ',';
  to += '"';
  to += name;
  to += "\":";
  append_json(to, value);
}
inline void append_member(std::string& to, std::string_view name, std::uint32_t value) {
  to += ",\"" + std::string(name) + "\":" + std::to_string(value);
}

/// The first code points of a text, without copying what is cut.
inline std::string_view first_of(std::string_view text, std::size_t most) {
  std::size_t at = 0;
  for (; at < text.size() && most > 0; --most) next_code_point(text, at);
  return text.substr(0, at);
}

inline void append_json_place(std::string& to, span where, const source& in_source) {
  const position begin = in_source.position_of(where.begin), end = in_source.position_of(std::max(where.begin, where.end));
  append_member(to, "line", begin.line);
  append_member(to, "column", begin.column);
  append_member(to, "end_line", end.line);
  append_member(to, "end_column", end.column);
  append_member(to, "text", first_of(in_source.at(where), 1000));
}

}  // namespace ancs::detail::render

#endif
