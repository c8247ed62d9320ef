// published.hpp: results that `ancs score --format json` wrote, read back to be checked again years later.
#ifndef ANCS_TOOL_PUBLISHED_HPP
#define ANCS_TOOL_PUBLISHED_HPP

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ancs/scorecard.hpp"
#include "console.hpp"

namespace tool {

struct published_unit {
  std::string id, name, column;
  ancs::bounds total;
  std::vector<std::pair<std::string, std::string>> outcomes;  ///< title, level (or those possible, joined by " | ")
  std::vector<std::string> vetoes, open_vetoes;
  std::vector<std::pair<std::string, ancs::bounds>> criteria;
  std::string rules_digest, data_digest;
};

/// The units of one published file that were scored by the model; the model may be `one_of_several` that the file is about. Empty where it cannot be read as such; the console said why.
std::optional<std::vector<published_unit>> read_published(const std::string& path, const std::string& model, bool one_of_several, console& err);

}  // namespace tool

#endif
