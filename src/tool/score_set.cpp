// score_set.cpp: `ancs score` by several rule files: each unit by the one for its type and the period.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>

#include "ancs/text.hpp"
#include "commands.hpp"
#include "files.hpp"
#include "score_report.hpp"
#include "table.hpp"
#include "tables.hpp"
#include "wording.hpp"

namespace tool {

namespace {

/// Of several tables only what all of them have: their criteria differ.
class common_csv {
 public:
  void add(const unit& of, const ancs::program& by, const ancs::scorecard& card) {
    row r{of.id, of.name, of.unit_type, by.model_id(), {exact(card.total), by.maximum().to_string()}, {}, veto_ids(by, card, " "), card.final_result};
    for (std::size_t i = 0; i < card.outcomes.size(); ++i) {
      const std::string& title = by.outcomes()[i].title;
      if (std::find(titles_.begin(), titles_.end(), title) == titles_.end()) titles_.push_back(title);
      r.levels[title] = level_names(by, card, i, " | ");
    }
    rows_.push_back(std::move(r));
  }

  std::string text() const {
    std::string out = "unit,name,unit_type,model,total,maximum";
    for (const auto& title : titles_) out += "," + csv_cell_text(title);
    out += ",vetoes,final\n";
    for (const row& r : rows_) {
      out += csv_cell_text(r.id) + "," + csv_cell_text(r.name) + "," + csv_cell_text(r.type) + "," + csv_cell_text(r.model) + "," + r.points.first + "," +
             r.points.second;
      for (const auto& title : titles_) {
        const auto level = r.levels.find(title);
        out += "," + csv_cell_text(level == r.levels.end() ? "" : level->second);
      }
      out += "," + csv_cell_text(r.vetoes) + (r.final_result ? ",yes\n" : ",no\n");
    }
    return out;
  }

 private:
  struct row {
    std::string id, name, type, model;
    std::pair<std::string, std::string> points;
    std::map<std::string, std::string> levels;
    std::string vetoes;
    bool final_result;
  };
  std::vector<std::string> titles_;
  std::vector<row> rows_;
};

}  // namespace

int score_by_set(const options& by, console& err, output& to) {
  int status = 0;
  const auto loaded = load_rule_files(by, err, status);
  if (!loaded) return status;
  common_csv csv;
  std::optional<result_list> results;
  if (by.format == format::json) results.emplace(to);
  status = run_tables(by, *loaded, err, [&](table_run& table) {
    const ancs::program& program = table.of.program;
    if (by.format == format::text && !table.none) to.write((table.first ? "" : "\n") + which_file(*loaded, table.file, err.lang));
    if (results) results->next();
    std::unique_ptr<score_report> report;
    if (by.format != format::csv)
      report = by.format == format::json ? json_score_report(program, err.lang, to) : text_score_report(program, err.lang, to);
    const int scored = score_lines(by, table.of, table.data, table.lines, err, table.rest, [&](const unit& of, const ancs::scorecard& card) {
      report ? report->add(of, card) : csv.add(of, program, card);
    });
    if (report && !(table.none && by.format == format::text)) report->end(table.rest);
    return scored;
  });
  if (status == 2 && by.format != format::json) return status;
  if (results) results->end();
  if (by.format == format::csv) to.write(csv.text());
  return status;
}

}  // namespace tool
