// command_rank.cpp: `ancs rank`: the units in ranking order, with the quotas of levels applied.
#include "commands.hpp"
#include "rank_report.hpp"
#include "rules.hpp"
#include "tables.hpp"

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

/// Takes up the units whose last assessment, or the one asked for, this is.
void collect(const options& by, const ancs::program& program, console& err, const unit& of, const ancs::scorecard& card, ranked_units& into) {
  if (!by.assessment && !decides(of, program)) return;
  report_no_cohort(program, of, err);
  into.ids.push_back(of.id);
  into.names.push_back(of.name);
  into.units.push_back({of.parent, of.unit_type});
  into.cards.push_back(card);
  // Places need neither: without them a province's cards stay small.
  into.cards.back().criteria = {};
  into.cards.back().findings = {};
}

/// Points of different tables do not compare: each table has its own places.
int rank_by_set(const options& by, console& err, output& to) {
  int status = 0;
  const auto loaded = load_rule_files(by, err, status);
  if (!loaded) return status;
  std::vector<ranked_units> tables;
  std::optional<result_list> results;
  if (by.format == format::json) results.emplace(to);
  status = run_tables(by, *loaded, err, [&](table_run& table) {
    const ancs::program& program = table.of.program;
    ranked_units all{program, err.lang, {}, {}, {}, {}, {}, {}};
    const int scored = score_lines(by, table.of, table.data, table.lines, err, table.rest,
                                   [&](const unit& of, const ancs::scorecard& card) { collect(by, program, err, of, card, all); });
    all.rank();
    if (results) results->next(), to.write(rank_json(all, table.rest));
    if (by.format == format::text && !table.none) to.write((table.first ? "" : "\n") + which_file(*loaded, table.file, err.lang) + rank_text(all));
    if (by.format == format::csv) tables.push_back(std::move(all));
    return scored;
  });
  if (results) results->end();
  if (by.format == format::csv && status != 2) to.write(rank_csv(tables));
  return status;
}

}  // namespace

int run_rank(const options& by, console& err, output& to) {
  if (!is_one_rule_file(by)) return rank_by_set(by, err, to);
  int status = 0;
  const auto loaded = load_rules(by.arguments[0], by, err, status);
  if (!loaded) return status;
  ranked_units all{loaded->program, err.lang, {}, {}, {}, {}, {}, {}};
  left_out rest;
  status = score_units(by, *loaded, err, rest,
                       [&](const unit& of, const ancs::scorecard& card) { collect(by, loaded->program, err, of, card, all); });
  if (keeps_old_file(status, rest, by)) return status;
  all.rank();
  to.write(by.format == format::json ? rank_json(all, rest) : by.format == format::csv ? rank_csv(all) : rank_text(all));
  return status;
}

}  // namespace tool
