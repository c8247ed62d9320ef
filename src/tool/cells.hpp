// cells.hpp: what one data cell means for its column.
#ifndef ANCS_TOOL_CELLS_HPP
#define ANCS_TOOL_CELLS_HPP

#include <optional>
#include <string>
#include <string_view>

#include "ancs/diagnostic.hpp"
#include "ancs/number.hpp"
#include "ancs/program.hpp"

namespace tool {

/// A number, or an option's text, or what is wrong with the cell (placed at `where`).
struct cell_value {
  std::optional<ancs::rational> number;
  std::optional<std::string> option;
  std::optional<ancs::diagnostic> problem;
};

/// Reads a cell that is not empty, in NFC and without blanks around.
cell_value read_cell(std::string_view text, const ancs::input_column& column, ancs::number_style style, ancs::span where);

}  // namespace tool

#endif
