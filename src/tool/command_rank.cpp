// command_rank.cpp: `ancs rank`: the units in ranking order, with the quotas of levels applied.
#include "commands.hpp"
#include "rank_report.hpp"
#include "rules.hpp"
#include "scoring.hpp"

namespace tool {

namespace {

/// A unit that does not say what it is ranked within is an error in the data, not a unit of some nameless cohort.
void report_no_cohort(const ancs::program& by, const unit& of, console& err) {
  const auto say = [&](const char* column) {
    err.report(ancs::diagnostic{ancs::code::no_cohort, of.id_cell, {of.id, column}, {}, true}, of.row);
  };
  if (by.ranking().within_parent && of.parent.empty()) say(in_language(err.lang, "parent", "cấp trên"));
  if (by.ranking().within_unit_type && of.unit_type.empty()) say(in_language(err.lang, "unit_type", "loại đơn vị"));
}

}  // namespace

int run_rank(const options& by, console& err, output& to) {
  int status = 0;
  const auto loaded = load_rules(by.arguments[0], by, err, status);
  if (!loaded) return status;
  ranked_units all{loaded->program, err.lang, {}, {}, {}, {}, {}, {}};
  left_out rest;
  status = score_units(by, *loaded, err, rest, [&](const unit& of, const ancs::scorecard& card) {
    if (!decides(of, loaded->program)) return;
    report_no_cohort(loaded->program, of, err);
    all.ids.push_back(of.id);
    all.names.push_back(of.name);
    all.units.push_back({of.parent, of.unit_type});
    all.cards.push_back(card);
    // Places need neither: without them a province's cards stay small.
    all.cards.back().criteria = {};
    all.cards.back().findings = {};
  });
  if (keeps_old_file(status, rest, by)) return status;
  all.rank();
  to.write(by.format == format::json ? rank_json(all, rest) : by.format == format::csv ? rank_csv(all) : rank_text(all));
  return status;
}

}  // namespace tool
