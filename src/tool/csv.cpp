// csv.cpp: the reading of rows, in one pass; a fault is placed and skipped, never guessed around.
#include "csv.hpp"

#include <algorithm>

namespace tool {

namespace {

/// Without blanks around, among them the no-break space that spreadsheets put between digits and signs.
std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks[] = {" ", "\t", "\xC2\xA0"};
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view blank : blanks) {
      if (text.starts_with(blank)) text.remove_prefix(blank.size()), again = true;
      if (text.ends_with(blank)) text.remove_suffix(blank.size()), again = true;
    }
  }
  return text;
}

}  // namespace

std::uint32_t lines_in(std::string_view text) {
  std::uint32_t n = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.size() || text[i + 1] != '\n'))) ++n;
  }
  return n;
}

bool csv_row::blank() const {
  return fault == csv_fault::none && std::all_of(cells.begin(), cells.end(), [](const csv_cell& c) { return c.value.empty(); });
}

bool csv_reader::next(csv_row& row) {
  while (read(row)) {
    if (!row.blank()) return true;
  }
  return false;
}

std::size_t csv_reader::line_end(std::size_t at) const {
  const std::size_t end = text_.find_first_of("\r\n", at);
  return end == std::string_view::npos ? text_.size() : end;
}

std::size_t csv_reader::after_line_end(std::size_t at) const {
  if (at >= text_.size()) return text_.size();
  return text_[at] == '\r' && at + 1 < text_.size() && text_[at + 1] == '\n' ? at + 2 : at + 1;
}

bool csv_reader::at_cell_end(std::size_t at) const {
  return at >= text_.size() || text_[at] == delimiter_ || text_[at] == '\n' || text_[at] == '\r';
}

void csv_reader::stop(csv_row& row, csv_fault fault, std::size_t begin, std::size_t end) {
  row.fault = fault;
  const std::size_t line = line_end(begin);
  row.fault_where = {static_cast<std::uint32_t>(begin - row_begin_), static_cast<std::uint32_t>(std::min(end, line) - row_begin_)};
  at_ = line;
}

bool csv_reader::read(csv_row& row) {
  if (at_ >= text_.size()) return false;
  row.cells.clear();
  row.fault = csv_fault::none;
  row.line = line_;
  row_begin_ = at_;
  for (;;) {
    const std::size_t begin = at_;
    std::size_t first = at_;
    while (first < text_.size() && text_[first] == ' ') ++first;
    const bool in_quotes = first < text_.size() && text_[first] == '"';
    if (in_quotes) at_ = first;
    csv_cell cell = in_quotes ? quoted(row) : plain();
    if (row.fault != csv_fault::none) break;
    if (!in_quotes) at_ = row_begin_ + cell.where.end;
    if (at_ - begin > limits::cell_bytes) {
      stop(row, csv_fault::cell_too_long, begin, at_);
      break;
    }
    const auto damaged = std::lower_bound(damage_.begin(), damage_.end(), begin);
    cell.damaged = damaged != damage_.end() && *damaged < at_;
    // The underlined text of a plain cell has no blanks around it.
    const std::string_view raw = text_.substr(begin, at_ - begin);
    const std::string_view inner = trimmed(raw);
    if (!inner.empty()) {
      cell.where.begin = static_cast<std::uint32_t>(inner.data() - text_.data() - static_cast<std::ptrdiff_t>(row_begin_));
      cell.where.end = cell.where.begin + static_cast<std::uint32_t>(inner.size());
    }
    if (row.cells.size() < cells) row.cells.push_back(std::move(cell));
    if (at_ >= text_.size() || text_[at_] != delimiter_) break;
    ++at_;
  }
  row.text = text_.substr(row_begin_, at_ - row_begin_);
  at_ = after_line_end(at_);
  line_ += lines_in(text_.substr(row_begin_, at_ - row_begin_));
  return true;
}

csv_cell csv_reader::plain() const {
  std::size_t end = at_;
  while (!at_cell_end(end)) ++end;
  csv_cell cell;
  cell.where = {static_cast<std::uint32_t>(at_ - row_begin_), static_cast<std::uint32_t>(end - row_begin_)};
  cell.value = trimmed(text_.substr(at_, end - at_));
  return cell;
}

csv_cell csv_reader::quoted(csv_row& row) {
  const std::size_t open = at_;
  csv_cell cell;
  for (std::size_t at = open + 1;; ++at) {
    if (at >= text_.size()) {
      stop(row, csv_fault::quote_not_closed, open, text_.size());
      return cell;
    }
    if (text_[at] != '"') {
      cell.value += text_[at];
      continue;
    }
    if (at + 1 < text_.size() && text_[at + 1] == '"') {
      cell.value += '"';
      ++at;
      continue;
    }
    std::size_t after = at + 1;
    while (after < text_.size() && text_[after] == ' ') ++after;
    if (!at_cell_end(after)) {
      // A quote that "closes" on a later line and is followed by text is most likely the opening quote of another cell.
      if (line_end(open) < at) {
        stop(row, csv_fault::quote_not_closed, open, text_.size());
      } else {
        std::size_t end = after;
        while (!at_cell_end(end)) ++end;
        stop(row, csv_fault::text_after_quote, after, end);
      }
      return cell;
    }
    at_ = after;
    cell.where = {static_cast<std::uint32_t>(open - row_begin_), static_cast<std::uint32_t>(after - row_begin_)};
    cell.value = trimmed(cell.value);
    return cell;
  }
}

char detect_delimiter(std::string_view text) {
  std::size_t begin = 0;
  while (begin < text.size() && (text[begin] == '\n' || text[begin] == '\r')) ++begin;
  std::size_t comma = 0, semicolon = 0, tab = 0;
  bool in_quotes = false;
  for (std::size_t i = begin; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '"') in_quotes = !in_quotes;
    if (in_quotes) continue;
    if (c == '\n' || c == '\r') break;
    comma += c == ',';
    semicolon += c == ';';
    tab += c == '\t';
  }
  if (semicolon > comma && semicolon >= tab) return ';';
  return tab > comma ? '\t' : ',';
}

}  // namespace tool
