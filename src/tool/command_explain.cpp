// command_explain.cpp: `ancs explain`: every point of a unit with its reason.
#include <limits>

#include "ancs/explain.hpp"
#include "ancs/text.hpp"
#include "commands.hpp"
#include "parts.hpp"
#include "rules.hpp"
#include "score_report.hpp"
#include "tables.hpp"
#include "wording.hpp"

namespace tool {

namespace {

void write_reasons(json_writer& out, const std::vector<ancs::reason>& reasons) {
  out.key("reasons").begin_array();
  for (const auto& r : reasons) {
    out.begin_object().member("sentence", r.sentence);
    if (!r.file.empty()) out.member("file", r.file);
    out.key("line").number(r.place.line).key("column").number(r.place.column);
    if (!r.needs.empty()) out.member("needs", r.needs);
    out.member("numbers", r.numbers).end_object();
  }
  out.end_array();
}

void write_unit(json_writer& out, const ancs::program& by, const unit& of, const ancs::scorecard& card, ancs::language lang) {
  out.line().begin_object().member("id", of.id).member("name", of.name);
  if (of.assessment) out.member("column", by.info().columns[*of.assessment].id);
  out.key("total"), write_points(out, card.total);
  out.member("maximum", by.maximum().to_string());
  write_outcomes(out, by, card);
  const auto needs = ancs::explain_levels(by, of.data, lang);
  out.key("next_levels").begin_object();
  for (std::size_t i = 0; i < needs.size(); ++i) {
    if (needs[i].level.empty()) continue;
    out.key(by.outcomes()[i].title).begin_object().member("level", needs[i].level).key("short").begin_array();
    for (const auto& m : needs[i].missing) out.string(m);
    out.end_array().end_object();
  }
  out.end_object();
  write_missing(out, by, card);
  out.key("criteria").begin_array();
  const auto explained = ancs::explain(by, of.data, lang);
  for (std::size_t i = 0; i < explained.size(); ++i) {
    const auto& info = by.criteria()[i];
    out.begin_object().member("id", info.id).member("title", info.title).key("points"), write_points(out, explained[i].result.points);
    out.member("maximum", info.maximum.to_string())
        .member("state", state_name(explained[i].result.state))
        .member("lost", explained[i].lost.to_string());
    out.key("bases").begin_array();
    for (const auto& basis : info.bases) out.string(basis);
    out.end_array().member("evidence", info.evidence);
    write_reasons(out, explained[i].reasons);
    out.end_object();
  }
  out.end_array();
  out.key("actions").begin_array();
  for (const auto& action : ancs::explain_actions(by, of.data, lang)) {
    out.begin_object();
    write_action(out, by, action.result);
    write_reasons(out, {action.why});
    out.end_object();
  }
  out.end_array();
  write_parts(out, by, of);
  write_findings(out, of.findings, of.row, lang);
  out.end_object();
}

/// The forms of one table's units, written as they come.
class forms {
 public:
  forms(const options& by, const ancs::program& program, ancs::language lang, output& to) : by_(by), program_(program), lang_(lang), to_(to) {
    json_.begin_object();
    write_model(json_, program);
    json_.key("units").begin_array();
  }

  void add(const unit& of, const ancs::scorecard& card) {
    if (by_.format == format::json) {
      write_unit(json_, program_, of, card, lang_);
      to_.write(json_.take());
      return;
    }
    if (!empty_) to_.write("\n");
    empty_ = false;
    ancs::form_options form;
    form.in = lang_;
    form.unit = ancs::to_printable(of.name.empty() ? of.id : of.name);
    if (of.assessment) form.unit += " (" + ancs::to_printable(program_.info().columns[*of.assessment].title) + ")";
    to_.write(ancs::render_form(program_, of.data, form));
    to_.write(parts_text(program_, of, lang_));
  }
  bool empty() const { return empty_; }

  void end(const left_out& rest) {
    if (by_.format != format::json) return;
    json_.line().end_array();
    write_findings(json_, rest, lang_);
    to_.write(json_.end_object().line().take());
  }

 private:
  const options& by_;
  const ancs::program& program_;
  ancs::language lang_;
  output& to_;
  json_writer json_;
  bool empty_ = true;
};

int explain_by_set(const options& by, console& err, output& to) {
  int status = 0;
  const auto loaded = load_rule_files(by, err, status);
  if (!loaded) return status;
  std::optional<result_list> results;
  if (by.format == format::json) results.emplace(to);
  bool any = false;
  status = run_tables(by, *loaded, err, [&](table_run& table) {
    if (results) results->next();
    forms report(by, table.of.program, err.lang, to);
    const int scored = score_lines(by, table.of, table.data, table.lines, err, table.rest, [&](const unit& of, const ancs::scorecard& card) {
      if (report.empty() && !results) to.write((any ? "\n" : "") + which_file(*loaded, table.file, err.lang)), any = true;
      report.add(of, card);
    });
    report.end(table.rest);
    return scored;
  });
  if (results) results->end();
  return status;
}

}  // namespace

int run_explain(const options& by, console& err, output& to) {
  if (!is_one_rule_file(by)) return explain_by_set(by, err, to);
  int status = 0;
  const auto loaded = load_rules(by.arguments[0], by, err, status);
  if (!loaded) return status;
  forms report(by, loaded->program, err.lang, to);
  left_out rest;
  status = score_units(by, *loaded, err, rest, [&](const unit& of, const ancs::scorecard& card) { report.add(of, card); },
                       std::numeric_limits<std::size_t>::max());
  if (!keeps_old_file(status, rest, by)) report.end(rest);
  return status;
}

}  // namespace tool
