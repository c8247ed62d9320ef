// scoring.hpp: the run over a data file that score, explain and rank share.
#ifndef ANCS_TOOL_SCORING_HPP
#define ANCS_TOOL_SCORING_HPP

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "ancs/scorecard.hpp"
#include "console.hpp"
#include "json.hpp"
#include "options.hpp"
#include "records.hpp"
#include "rules.hpp"

namespace tool {

/// What a run over a data file left out: findings outside the units, the first of them kept.
struct left_out {
  std::vector<sheet_finding> findings;
  std::size_t more = 0;
  bool everything = false;  ///< the file holds no line of data, or cannot be read as data at all
  bool searched = false, unit_met = false;  ///< lines were read; --unit was among them
  std::vector<std::string> other_units;     ///< beside --unit
};

/// True where results must not replace a file: there are none.
inline bool keeps_old_file(int status, const left_out& rest, const options& by) {
  return status == 2 || (rest.everything && !by.output.empty());
}

/// Scores the units of DATA in order and hands each to `each` (with all its findings placed); reports what is wrong.
/// Returns the exit status: 2 where the file cannot be read or --unit names none, 1 after errors.
int score_units(const options& by, const rules& of, console& err, left_out& rest, const std::function<void(unit&, ancs::scorecard&)>& each);

/// The bytes of DATA, the last argument; empty where it cannot be read, which the console says.
std::optional<std::string> read_data(const options& by, console& err);
/// score_units over the lines of data that this rule file is for.
int score_lines(const options& by, const rules& of, std::string data, line_choice lines, console& err, left_out& rest,
                const std::function<void(unit&, ancs::scorecard&)>& each);

/// Says that --unit is none of these; returns the exit status.
int no_such_unit(const std::string& wanted, const std::vector<std::string>& ids, console& err);

/// "findings":[…] and, where some were not kept, "findings_left_out":n.
void write_findings(json_writer& out, const left_out& rest, ancs::language lang);
void write_findings(json_writer& out, const ancs::diagnostics& all, const ancs::source& in, ancs::language lang);

}  // namespace tool

#endif
