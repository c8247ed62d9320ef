// journal.hpp: the file in which adjustments of published scores are recorded, one JSON object a line, never rewritten.
#ifndef ANCS_TOOL_JOURNAL_HPP
#define ANCS_TOOL_JOURNAL_HPP

#include <vector>

#include "ancs/program.hpp"
#include "compare_report.hpp"
#include "console.hpp"
#include "options.hpp"

namespace tool {

/// Appends an entry for each unit that differs, with --date and --reason; one that stands there word for word is not written again.
/// Returns 0, or 2 where the file cannot be written, which the console says.
int append_adjustments(const options& by, const ancs::program& rules, const std::vector<unit_comparison>& all, console& err);

}  // namespace tool

#endif
