// csv_text.cpp: the window over a data file; a code point that a block cuts in two waits for the next.
#include "csv_text.hpp"

#include <algorithm>
#include <utility>

#include "ancs/text.hpp"

namespace tool {

using ancs::code;

namespace {

/// Appends bytes as UTF-8, and the offsets of those that had to be replaced.
void append_well_formed(std::string& to, std::string_view raw, std::vector<std::size_t>& places) {
  while (const auto bad = ancs::find_invalid_utf8(raw)) {
    to.append(raw.substr(0, *bad));
    places.push_back(to.size());
    to += "\xEF\xBF\xBD";
    raw.remove_prefix(*bad + 1);
  }
  to.append(raw);
}

std::string well_formed(std::string_view raw) {
  std::string out;
  std::vector<std::size_t> ignored;
  append_well_formed(out, raw, ignored);
  return out;
}

/// How many bytes at the end begin a code point that needs more.
std::size_t unfinished(std::string_view raw) {
  for (std::size_t back = 1; back <= 3 && back <= raw.size(); ++back) {
    const auto byte = static_cast<unsigned char>(raw[raw.size() - back]);
    if (byte < 0x80) return 0;
    if (byte < 0xC0) continue;
    const std::size_t length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
    return length > back ? back : 0;
  }
  return 0;
}

}  // namespace

csv_text::csv_text(std::string whole) : last_(true) {
  if (whole.starts_with("\xEF\xBB\xBF")) whole.erase(0, 3);
  if (whole.size() > limits::data_bytes) stop(code::data_file_too_large, whole, limits::data_bytes, limits::data_bytes);
  else begin(std::move(whole));
}

csv_text::csv_text(byte_source more) : more_(std::move(more)) {
  std::string raw;
  more_(raw, data_block_bytes);
  last_ = raw.empty();
  if (raw.starts_with("\xEF\xBB\xBF")) raw.erase(0, 3);
  begin(std::move(raw));
}

void csv_text::begin(std::string raw) {
  if (raw.starts_with("\xFF\xFE") || raw.starts_with("\xFE\xFF")) stop(code::data_file_not_text, raw, 0, 0);
  else take(std::move(raw));
}

void csv_text::more(std::size_t kept) {
  text_.erase(0, kept);
  damage_.erase(damage_.begin(), std::lower_bound(damage_.begin(), damage_.end(), kept));
  for (auto& place : damage_) place -= kept;
  if (last_) return;
  if (text_.size() > limits::data_line_bytes + 2) return refuse_line(0);  // a line end may still follow a line of that length
  std::string raw = std::exchange(pending_, {});
  const std::size_t before = raw.size();
  // A long line is looked at again with as much more as there was.
  more_(raw, std::max(data_block_bytes, text_.size()));
  last_ = raw.size() == before;
  take(std::move(raw));
}

void csv_text::refuse_line(std::size_t begin) {
  const std::string line = std::exchange(text_, {}).substr(begin);
  damage_.clear();
  stop(code::data_line_too_long, line, 0, limits::data_line_bytes);
}

void csv_text::take(std::string raw) {
  if (const std::size_t zero = raw.find('\0'); zero != std::string::npos) return stop(code::data_file_not_text, raw, zero, 0);
  const std::size_t rest = last_ ? 0 : unfinished(raw);
  pending_.assign(raw, raw.size() - rest);
  raw.resize(raw.size() - rest);
  append_well_formed(text_, raw, damage_);
}

void csv_text::stop(code why, std::string_view raw, std::size_t offset, std::size_t limit) {
  constexpr std::size_t shown = 1000;  // bytes behind the place: the line of a file that is no text may be all of it
  last_ = true;
  while (offset > 0 && (static_cast<unsigned char>(raw[offset]) & 0xC0) == 0x80) --offset;
  std::string rest = well_formed(raw.substr(offset, std::min(raw.find_first_of("\r\n", offset), offset + shown) - offset));
  append_well_formed(text_, raw.substr(0, offset), damage_);
  // The text goes as far as the line before.
  const std::size_t last = text_.find_last_of("\r\n");
  const std::size_t begin = last == std::string::npos ? 0 : last + 1;
  early_end end{why, text_.substr(begin), 0, 0, limit ? std::to_string(limit) : ""};
  text_.resize(begin);
  end.begin = end.end = end.line.size();
  std::size_t width = 0;
  if (!rest.empty()) ancs::next_code_point(rest, width);
  end.end += width;
  end.line += rest;
  ends_early_ = std::move(end);
}

}  // namespace tool
