// table.hpp: rows of text in aligned columns, by the width that a terminal gives them.
#ifndef ANCS_TOOL_TABLE_HPP
#define ANCS_TOOL_TABLE_HPP

#include <string>
#include <string_view>
#include <vector>

namespace tool {

class table {
 public:
  struct heading {
    std::string text;
    bool right = false;  ///< numbers stand at the right of their column
  };
  explicit table(std::vector<heading> headings) : headings_(std::move(headings)) {}
  /// A row with one cell per heading.
  void add(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }
  /// The rows so far under their headings, in the widths that they need; what follows keeps these widths, and has no headings.
  std::string take();
  std::size_t rows() const { return rows_.size(); }

 private:
  std::vector<heading> headings_;
  std::vector<std::vector<std::string>> rows_;
  std::vector<std::size_t> widths_;  ///< once taken
};

/// One CSV cell, quoted where it must be.
std::string csv_cell_text(std::string_view text);

}  // namespace tool

#endif
