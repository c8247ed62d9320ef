// command_score.cpp: `ancs score`: every unit of a data file.
#include <limits>

#include "commands.hpp"
#include "interrupt.hpp"
#include "rule_files.hpp"
#include "rules.hpp"
#include "score_blocks.hpp"
#include "score_report.hpp"
#include "scoring.hpp"

namespace tool {

int run_score(const options& by, console& err, output& to) {
  if (!is_one_rule_file(by)) return score_by_set(by, err, to);
  int status = 0;
  const auto loaded = load_rules(by.arguments[0], by, err, status);
  if (!loaded) return status;
  left_out rest;
  if (by.format == format::csv && by.parts.empty() && !by.assessment && block_scores::can(loaded->program)) return score_in_blocks(by, *loaded, err, rest, to);
  std::unique_ptr<score_report> report;
  // Nothing is written for a file that cannot be read at all.
  const auto begin = [&] {
    if (report) return;
    report = by.format == format::json  ? json_score_report(loaded->program, err.lang, to)
             : by.format == format::csv ? csv_score_report(loaded->program, to)
                                        : text_score_report(loaded->program, err.lang, to);
  };
  status = score_units(by, *loaded, err, rest, [&](const unit& of, const ancs::scorecard& card) {
    begin();
    report->add(of, card);
  }, std::numeric_limits<std::size_t>::max());
  if (interrupted() || keeps_old_file(status, rest, by)) return status;
  begin();
  report->end(rest);
  return status;
}

}  // namespace tool
