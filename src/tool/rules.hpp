// rules.hpp: reads a rule file from disk to program, for every command that needs one.
#ifndef ANCS_TOOL_RULES_HPP
#define ANCS_TOOL_RULES_HPP

#include <optional>
#include <string>

#include "ancs/ast.hpp"
#include "ancs/diagnostic.hpp"
#include "ancs/program.hpp"
#include "ancs/source.hpp"
#include "console.hpp"
#include "options.hpp"

namespace tool {

struct rules {
  ancs::source text;                        ///< with the files it includes behind it
  ancs::diagnostics findings;
  std::optional<ancs::ast::document> tree;  ///< as far as it could be read; with the included declarations, but for read_tree
  ancs::program program;                    ///< empty after errors
};

/// Reads the file and goes as far as it can. Sets the console's language by the options or the file's keywords. Without
/// a value the file could not be read, and the console said so.
std::optional<rules> read_rules(const std::string& path, const options& by, console& err);
/// The tree of the file alone, for what needs no proof.
std::optional<rules> read_tree(const std::string& path, const options& by, console& err);
/// read_rules with all findings shown; without a value `status` is the exit status.
std::optional<rules> load_rules(const std::string& path, const options& by, console& err, int& status);

/// Gives the program the values of --set, written as the rule file writes numbers. False where one is refused, which is said.
bool change_parameters(rules& of, const options& by, console& err);

/// The name of an input as messages show it.
std::string shown_name(const std::string& path, ancs::language lang);

}  // namespace tool

#endif
