// score_report.hpp: the three ways in which scored units are written.
#ifndef ANCS_TOOL_SCORE_REPORT_HPP
#define ANCS_TOOL_SCORE_REPORT_HPP

#include <memory>

#include "ancs/program.hpp"
#include "ancs/scorecard.hpp"
#include "files.hpp"
#include "json.hpp"
#include "options.hpp"
#include "records.hpp"
#include "scoring.hpp"

namespace tool {

/// Gets the units in order and writes them as they come, or at the end.
class score_report {
 public:
  virtual ~score_report() = default;
  virtual void add(const unit& of, const ancs::scorecard& card) = 0;
  virtual void end(const left_out& rest) = 0;
};

std::unique_ptr<score_report> text_score_report(const ancs::program& by, ancs::language lang, output& to);
std::unique_ptr<score_report> json_score_report(const ancs::program& by, ancs::language lang, output& to);
std::unique_ptr<score_report> csv_score_report(const ancs::program& by, output& to);

/// The beginning of every JSON result: model, digest of the rules, versions.
void write_model(json_writer& out, const ancs::program& by);
/// "98", or {"low":"41","high":"108"}.
void write_points(json_writer& out, const ancs::bounds& points);
/// Where the model knows them: "not_yet_assessed":"yes", "assessed_maximum":"90", "total_rescaled":"87.5".
void write_assessment(json_writer& out, const ancs::program& by, const ancs::scorecard& card);
/// "title":…,"state":"made" or "open", and "for" the column of a series; and "actions":[…] of these.
void write_action(json_writer& out, const ancs::program& by, const ancs::action_result& action);
void write_actions(json_writer& out, const ancs::program& by, const ancs::scorecard& card);
/// "missing":["late"], and where that is not empty "moves":{"late":"4"},"outer":false.
void write_missing(json_writer& out, const ancs::program& by, const ancs::scorecard& card);
/// "outcomes":{…},"vetoes":[…],"open_vetoes":[…].
void write_outcomes(json_writer& out, const ancs::program& by, const ancs::scorecard& card);

}  // namespace tool

#endif
