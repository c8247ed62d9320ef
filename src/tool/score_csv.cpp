// score_csv.cpp: scored units as CSV, one row each, with exact numbers for other programs.
#include "score_report.hpp"
#include "table.hpp"
#include "wording.hpp"

namespace tool {

namespace {

/// The cell `column`, where the rule file has such columns.
std::string assessment_of(const unit& of, const ancs::program& by) {
  return of.assessment ? csv_cell_text(by.info().columns[*of.assessment].id) + "," : "";
}

class csv_report final : public score_report {
 public:
  csv_report(const ancs::program& by, output& to) : by_(by), to_(to) {
    std::string head = by.info().columns.empty() ? "unit,name,total,maximum" : "unit,name,column,total,maximum";
    for (const auto& criterion : by.criteria()) head += "," + csv_cell_text(criterion.id);
    for (const auto& outcome : by.outcomes()) head += "," + csv_cell_text(outcome.title);
    if (by.excludes()) head += ",assessed_maximum,total_rescaled";
    if (by.may_be_not_yet_assessed()) head += ",not_yet_assessed";
    to_.write(head + (by.actions().empty() ? ",vetoes,final\n" : ",vetoes,actions,final\n"));
  }

  void add(const unit& of, const ancs::scorecard& card) override {
    std::string row = csv_cell_text(of.id) + "," + csv_cell_text(of.name) + "," + assessment_of(of, by_) + exact(card.total) + "," + by_.maximum().to_string();
    for (const auto& criterion : card.criteria) {
      const bool left_out = criterion.state == ancs::point_state::not_counted;
      row += "," + (criterion.state == ancs::point_state::excluded ? "excluded" : left_out ? "" : exact(criterion.points));
    }
    for (std::size_t i = 0; i < card.outcomes.size(); ++i) row += "," + csv_cell_text(level_names(by_, card, i, " | "));
    if (by_.excludes()) row += "," + exact(card.assessed_maximum) + "," + exact(card.total_rescaled);
    if (by_.may_be_not_yet_assessed()) row += std::string(",") + truth_name(card.not_yet_assessed);
    row += "," + csv_cell_text(veto_ids(by_, card, " "));
    if (!by_.actions().empty()) row += "," + csv_cell_text(action_names(by_, card, ancs::language::en, " | "));
    to_.write(row + (card.final_result ? ",yes\n" : ",no\n"));
  }

  void end(const left_out&) override {}

 private:
  const ancs::program& by_;
  output& to_;
};

}  // namespace

std::unique_ptr<score_report> csv_score_report(const ancs::program& by, output& to) { return std::make_unique<csv_report>(by, to); }

}  // namespace tool
