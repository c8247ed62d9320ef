// table.cpp: measures every cell once, then pads.
#include "table.hpp"

#include <algorithm>

#include "ancs/text.hpp"

namespace tool {

std::string table::take() {
  const bool first = widths_.empty();
  for (const heading& h : headings_)
    if (first) widths_.push_back(ancs::display_width(h.text));
  for (const auto& row : rows_) {
    for (std::size_t i = 0; first && i < row.size(); ++i) widths_[i] = std::max(widths_[i], ancs::display_width(row[i]));
  }
  std::string out;
  const auto line = [&](const auto& cell_of) {
    std::string text;
    for (std::size_t i = 0; i < headings_.size(); ++i) {
      const std::string& cell = cell_of(i);
      const std::size_t width = ancs::display_width(cell);
      const std::string pad(width < widths_[i] ? widths_[i] - width : 0, ' ');
      if (i) text += "  ";
      text += headings_[i].right ? pad + cell : cell + pad;
    }
    text.erase(text.find_last_not_of(' ') + 1);
    out += text + '\n';
  };
  if (first) {
    line([&](std::size_t i) -> const std::string& { return headings_[i].text; });
    std::vector<std::string> rule;
    for (const std::size_t width : widths_) rule.emplace_back(width, '-');
    line([&](std::size_t i) -> const std::string& { return rule[i]; });
  }
  for (const auto& row : rows_) line([&](std::size_t i) -> const std::string& { return row[i]; });
  rows_.clear();
  return out;
}

std::string csv_cell_text(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string out = "\"";
  for (const char c : text) out.append(c == '"' ? 2 : 1, c);
  return out + '"';
}

}  // namespace tool
