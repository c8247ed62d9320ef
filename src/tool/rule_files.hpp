// rule_files.hpp: the rule files of a command that takes several, of which each unit is scored by one.
#ifndef ANCS_TOOL_RULE_FILES_HPP
#define ANCS_TOOL_RULE_FILES_HPP

#include <optional>
#include <string>
#include <vector>

#include "ancs/rule_set.hpp"
#include "console.hpp"
#include "options.hpp"
#include "rules.hpp"

namespace tool {

struct rule_files {
  std::vector<rules> files;
  ancs::rule_set set;  ///< in the same order
};

/// True for a folder of rule files.
bool is_folder(const std::string& path);
/// The paths before DATA; a folder stands for the rule files in it (`*.ancs`, by name, without those that have no model of their own).
std::vector<std::string> rule_paths(const options& by);
/// True where a command scores by one rule file, as named.
bool is_one_rule_file(const options& by);
/// Loads all and checks that they are versions of one table. Without a value `status` is the exit status; all that is wrong was shown.
std::optional<rule_files> load_rule_files(const options& by, console& err, int& status);

}  // namespace tool

#endif
