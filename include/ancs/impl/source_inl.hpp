// source_inl.hpp: bodies of source.hpp.
#ifndef ANCS_IMPL_SOURCE_INL_HPP
#define ANCS_IMPL_SOURCE_INL_HPP

#include <algorithm>
#include <iterator>
#include <limits>
#include <utility>

#include "../source.hpp"
#include "../text.hpp"

namespace ancs {

namespace detail {
inline bool begins_code_point(char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }
inline constexpr std::size_t source_block = 1024;
}  // namespace detail

ANCS_FUNC std::size_t source::code_points_before(std::size_t offset) const {
  offset = std::min(offset, text_.size());
  if (starts_.empty()) return 0;
  const std::size_t from = std::min(offset / detail::source_block, starts_.size() - 1);
  std::size_t count = starts_[from];
  for (std::size_t at = from * detail::source_block; at < offset; ++at) count += detail::begins_code_point(text_[at]);
  return count;
}

ANCS_FUNC source::source(std::string name, std::string text, std::uint32_t first_line)
    : name_(std::move(name)), text_(std::move(text)), first_line_(first_line) {
  find_lines(0);
}

ANCS_FUNC void source::find_lines(std::size_t from) {
  // Past 4 GiB there are no places; parse refuses far smaller files.
  const std::size_t size = std::min<std::size_t>(text_.size(), std::numeric_limits<std::uint32_t>::max());
  for (std::size_t at = from; at < size; ++at) {
    if (at % detail::source_block == 0) starts_.push_back(counted_);
    counted_ += detail::begins_code_point(text_[at]);
    const bool ends_line = text_[at] == '\n' || (text_[at] == '\r' && (at + 1 == text_.size() || text_[at + 1] != '\n'));
    if (ends_line) line_begins_.push_back(static_cast<std::uint32_t>(at + 1));
  }
}

ANCS_FUNC std::uint32_t source::append(const source& other) {
  // The line end keeps a place at the very end of one text apart from the beginning of the next.
  const std::size_t from = text_.size();
  text_ += '\n';
  text_ += other.own_text();
  find_lines(from);
  const auto begin = static_cast<std::uint32_t>(from + 1);
  parts_.push_back({other.name_, begin, line_index(begin), other.first_line_});
  return begin;
}

ANCS_FUNC const source::part* source::part_at(std::uint32_t offset) const {
  if (!is_appended(offset)) return nullptr;
  const auto after = std::upper_bound(parts_.begin(), parts_.end(), offset, [](std::uint32_t at, const part& p) { return at < p.begin; });
  return &*std::prev(after);
}

ANCS_FUNC const std::string& source::name_at(std::uint32_t offset) const {
  const part* in = part_at(offset);
  return in ? in->name : name_;
}

ANCS_FUNC std::string_view source::text_at(std::uint32_t offset) const {
  const part* in = part_at(offset);
  if (!in) return own_text();
  const bool last = in == &parts_.back();
  return std::string_view(text_).substr(in->begin, last ? std::string_view::npos : (in + 1)->begin - 1 - in->begin);
}

ANCS_FUNC std::size_t source::line_index(std::uint32_t offset) const {
  const auto after = std::upper_bound(line_begins_.begin(), line_begins_.end(), offset);
  return static_cast<std::size_t>(after - line_begins_.begin()) - 1;
}

ANCS_FUNC std::string_view source::at(span where) const {
  const std::size_t begin = std::min<std::size_t>(where.begin, text_.size());
  const std::size_t end = std::min<std::size_t>(where.end, text_.size());
  return std::string_view(text_).substr(begin, end < begin ? 0 : end - begin);
}

ANCS_FUNC position source::position_of(std::uint32_t offset) const {
  const std::size_t line = line_index(offset);
  const std::size_t column = code_points_before(offset) - code_points_before(line_begins_[line]) + 1;
  const part* in = part_at(offset);
  const std::size_t number = in ? in->first_line + (line - in->line) : first_line_ + line;
  return {static_cast<std::uint32_t>(number), static_cast<std::uint32_t>(column)};
}

ANCS_FUNC std::string_view source::line_at(std::uint32_t offset) const {
  const std::size_t line = line_index(offset);
  const std::size_t begin = line_begins_[line];
  const std::size_t end = line + 1 < line_begins_.size() ? line_begins_[line + 1] : text_.size();
  std::string_view found = std::string_view(text_).substr(begin, end - begin);
  if (found.ends_with('\n')) found.remove_suffix(1);
  if (found.ends_with('\r')) found.remove_suffix(1);
  return found;
}

ANCS_FUNC std::uint32_t source::line_begin(std::uint32_t offset) const { return line_begins_[line_index(offset)]; }

}  // namespace ancs

#endif
