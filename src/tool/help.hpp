// help.hpp: the texts of --help and --version.
#ifndef ANCS_TOOL_HELP_HPP
#define ANCS_TOOL_HELP_HPP

#include <string>

#include "options.hpp"

namespace tool {

/// The help of one command, or without one of the whole tool.
std::string help_text(const command_row* of, ancs::language lang);
std::string version_text();

}  // namespace tool

#endif
