// scoring.hpp: the run over a data file that score, explain and rank share.
#ifndef ANCS_TOOL_SCORING_HPP
#define ANCS_TOOL_SCORING_HPP

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ancs/scorecard.hpp"
#include "console.hpp"
#include "files.hpp"
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

/// DATA, the last argument, opened; null where it cannot be read, which the console says.
std::unique_ptr<input> open_data(const options& by, console& err);
/// All of it, for who reads it more than once; empty where it cannot be read, which the console says.
std::optional<std::string> read_data(const options& by, console& err);

/// Which run over the data: its lines, and how far it is.
struct data_run {
  csv_text text;
  line_choice lines;
  const input* from = nullptr;  ///< none where the text is all there
};

/// Scores the units of DATA in order and hands each to `each` (with all its findings placed); reports what is wrong.
/// Returns the exit status: 2 where the file cannot be read or --unit names none, 1 after errors. Of more than `most` units
/// those behind them are refused. An interrupt ends it after a unit.
int score_units(const options& by, const rules& of, console& err, left_out& rest, const std::function<void(unit&, ancs::scorecard&)>& each,
                std::size_t most = limits::data_rows);
/// score_units over the lines of data that this rule file is for.
int score_lines(const options& by, const rules& of, std::string text, line_choice lines, console& err, left_out& rest,
                const std::function<void(unit&, ancs::scorecard&)>& each);
int score_run(const options& by, const rules& of, data_run run, console& err, left_out& rest, const std::function<void(unit&, ancs::scorecard&)>& each);

// What such runs have in common.
void say_unreadable(const std::string& path, const std::string& why, console& err);
/// Reports what a sheet has found, and keeps the first of it.
void report_sheet(std::vector<sheet_finding> findings, console& err, left_out& rest);
/// Says which delimiter was found, where it is not the usual one.
void say_delimiter(const sheet& data, const options& by, console& err);
/// Places what the card found wrong, reports all that is wrong with the unit, and makes the result one that is not final.
void report_unit(unit& of, ancs::scorecard& card, const ancs::program& by, bool check_type, console& err);
/// What is to be said when all units are scored; the exit status as score_units has it.
int end_run(const options& by, const sheet& data, const input* from, console& err);

/// Says that --unit is none of these; returns the exit status.
int no_such_unit(const std::string& wanted, const std::vector<std::string>& ids, console& err);

/// "findings":[…] and, where some were not kept, "findings_left_out":n.
void write_findings(json_writer& out, const left_out& rest, ancs::language lang);
void write_findings(json_writer& out, const ancs::diagnostics& all, const ancs::source& in, ancs::language lang);

}  // namespace tool

#endif
