// csv.cpp: the reading of rows, in one pass; a fault is placed and skipped, never guessed around. A row that may go on behind the
// window of the text is read again when the window has moved.
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

csv_reader::csv_reader(csv_text& text, char delimiter) : window_(text), text_(text.text()), delimiter_(delimiter) {
  for (const char c : {delimiter, '\n', '\r'}) ends_[static_cast<unsigned char>(c)] = true;
}

bool csv_reader::next(csv_row& row) {
  for (;;) {
    switch (next_here(row)) {
      case got::row: return true;
      case got::end: return false;
      case got::window_end: more();
    }
  }
}

csv_reader::got csv_reader::next_here(csv_row& row) {
  for (;;) {
    const std::uint32_t line = line_;
    row_begin_ = at_;
    if (at_ < text_.size()) read(row);
    if (!window_.last() && (saw_end_ || at_ >= text_.size())) {
      at_ = row_begin_;
      line_ = line;
      return got::window_end;
    }
    if (at_ - row_begin_ > limits::data_line_bytes && row.text.size() > limits::data_line_bytes) {
      window_.refuse_line(row_begin_);
      text_ = window_.text();
      at_ = row_begin_ = 0;
      line_ = line;
      continue;
    }
    if (row_begin_ == text_.size()) return got::end;
    if (!row.blank()) return got::row;
  }
}

void csv_reader::more() {
  window_.more(at_);
  text_ = window_.text();
  at_ = row_begin_ = 0;
}

void csv_reader::again(std::size_t begin, std::uint32_t line, csv_row& row) {
  const auto at = at_;
  const auto now = line_;
  at_ = begin;
  line_ = line;
  read(row);
  at_ = at;
  line_ = now;
}

std::size_t csv_reader::line_end(std::size_t at) {
  const std::size_t end = text_.find_first_of("\r\n", at);
  if (end != std::string_view::npos) return end;
  saw_end_ = true;
  return text_.size();
}

std::size_t csv_reader::after_line_end(std::size_t at) const {
  if (at >= text_.size()) return text_.size();
  return text_[at] == '\r' && at + 1 < text_.size() && text_[at + 1] == '\n' ? at + 2 : at + 1;
}

bool csv_reader::at_cell_end(std::size_t at) const { return at >= text_.size() || ends_[static_cast<unsigned char>(text_[at])]; }

void csv_reader::stop(csv_row& row, csv_fault fault, std::size_t begin, std::size_t end) {
  row.fault = fault;
  const std::size_t line = line_end(begin);
  row.fault_where = {static_cast<std::uint32_t>(begin - row_begin_), static_cast<std::uint32_t>(std::min(end, line) - row_begin_)};
  at_ = line;
}

void csv_reader::read(csv_row& row) {
  row.cells.clear();
  row.unquoted.clear();
  row.fault = csv_fault::none;
  row.line = line_;
  row_begin_ = at_;
  saw_end_ = lines_inside_ = false;
  for (;;) {
    const std::size_t begin = at_;
    if (!plain(row)) quoted(row);
    if (row.fault != csv_fault::none) break;
    if (at_ - begin > limits::cell_bytes) {
      stop(row, csv_fault::cell_too_long, begin, at_);
      break;
    }
    if (at_ >= text_.size() || text_[at_] != delimiter_) break;
    ++at_;
  }
  row.text = text_.substr(row_begin_, at_ - row_begin_);
  const std::size_t line = at_;
  at_ = after_line_end(at_);
  line_ += lines_inside_ ? lines_in(text_.substr(row_begin_, at_ - row_begin_)) : at_ > line;
}

/// A cell without quotes, which is most of them; false where it is none.
bool csv_reader::plain(csv_row& row) {
  const char* const text = text_.data();
  std::size_t first = at_, end = at_;
  const std::size_t size = text_.size();
  while (end < size && !ends_[static_cast<unsigned char>(text[end])]) ++end;
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\xC2' || c == '\xA0'; };
  if (end > first && (blank(text[first]) || text[first] == '"')) {
    while (first < end && text[first] == ' ') ++first;
    if (first < end && text[first] == '"') return false;
  }
  std::string_view value = text_.substr(at_, end - at_);
  if (!value.empty() && (blank(value.front()) || blank(value.back()))) value = trimmed(value);
  // The underlined text of a plain cell has no blanks around it.
  const auto where = static_cast<std::size_t>(value.data() - text);
  if (value.empty()) add(row, at_, value, at_, end);
  else add(row, at_, value, where, where + value.size());
  at_ = end;
  return true;
}

void csv_reader::add(csv_row& row, std::size_t begin, std::string_view value, std::size_t where_begin, std::size_t where_end) {
  if (row.cells.size() >= cells) return;
  csv_cell cell{{static_cast<std::uint32_t>(where_begin - row_begin_), static_cast<std::uint32_t>(where_end - row_begin_)}, value, false};
  if (const auto& damage = window_.damage(); !damage.empty()) {
    const auto damaged = std::lower_bound(damage.begin(), damage.end(), begin);
    cell.damaged = damaged != damage.end() && *damaged < where_end;
  }
  row.cells.push_back(cell);
}

/// A cell whose first character behind blanks is a quote.
void csv_reader::quoted(csv_row& row) {
  const std::size_t begin = at_;
  std::size_t open = at_;
  while (text_[open] == ' ') ++open;
  bool doubled = false;
  for (std::size_t at = open + 1;; ++at) {
    at = std::min(text_.find('"', at), text_.size());
    // Many lines without the quote that closes: it is missing, whatever stands further on.
    if (at - open > limits::cell_bytes && line_end(open) < at) return stop(row, csv_fault::quote_not_closed, open, text_.size());
    if (at >= text_.size()) {
      saw_end_ = true;
      return stop(row, csv_fault::quote_not_closed, open, text_.size());
    }
    if (at + 1 < text_.size() && text_[at + 1] == '"') {
      doubled = true;
      ++at;
      continue;
    }
    std::size_t after = at + 1;
    while (after < text_.size() && text_[after] == ' ') ++after;
    if (!at_cell_end(after)) {
      // A quote that "closes" on a later line and is followed by text is most likely the opening quote of another cell.
      if (line_end(open) < at) return stop(row, csv_fault::quote_not_closed, open, text_.size());
      std::size_t end = after;
      while (!at_cell_end(end)) ++end;
      return stop(row, csv_fault::text_after_quote, after, end);
    }
    std::string_view value = text_.substr(open + 1, at - open - 1);
    lines_inside_ = lines_inside_ || value.find_first_of("\r\n") != std::string_view::npos;
    if (doubled) {
      std::string& kept = row.unquoted.emplace_back();
      for (std::size_t i = 0; i < value.size(); ++i) {
        kept += value[i];
        if (value[i] == '"') ++i;
      }
      value = kept;
    }
    add(row, begin, trimmed(value), open, after);
    // Blanks behind the quote belong to the cell, and are not underlined.
    if (row.cells.size() < cells) {
      auto& where = row.cells.back().where;
      const std::string_view inner = trimmed(text_.substr(open, after - open));
      where.end = where.begin + static_cast<std::uint32_t>(inner.size());
    }
    at_ = after;
    return;
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
