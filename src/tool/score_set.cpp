// score_set.cpp: `ancs score` by several rule files: each unit by the one for its type and the period.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>

#include "ancs/text.hpp"
#include "commands.hpp"
#include "files.hpp"
#include "rule_files.hpp"
#include "score_report.hpp"
#include "scoring.hpp"
#include "table.hpp"
#include "wording.hpp"

namespace tool {

namespace {

/// The choice for each type of unit that the data names, made once.
class chooser {
 public:
  chooser(const ancs::rule_set& set, const std::optional<ancs::period>& period) : set_(set), period_(period) {}
  const ancs::result<std::size_t>& of(const std::string& type) {
    const auto [at, fresh] = known_.try_emplace(type);
    if (fresh) at->second = set_.select(period_, type);
    return at->second;
  }

 private:
  const ancs::rule_set& set_;
  const std::optional<ancs::period>& period_;
  std::map<std::string, ancs::result<std::size_t>> known_;
};

/// One line above each table: which file, and when it is in force.
std::string which_file(const rule_files& of, std::size_t file, ancs::language lang) {
  const auto& info = of.set[file].info();
  const auto days = of.set.in_force(file, info.applies_to.empty() ? "" : info.applies_to[0]);
  std::string line = ancs::to_printable(of.set.name(file));
  for (const auto& type : info.applies_to) line += (&type == &info.applies_to[0] ? ": " : ", ") + ancs::to_printable(type);
  if (days.first) line += in_language(lang, "; from ", "; từ ") + ancs::date_text(*days.first, lang);
  if (days.last) line += in_language(lang, " to ", " đến ") + ancs::date_text(*days.last, lang);
  return line + "\n";
}

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
  std::string why;
  const auto text = read_data(by, err);
  if (!text) return 2;
  chooser choose(loaded->set, by.period);
  std::vector<bool> in_play(loaded->files.size());
  for (const std::string& type : unit_types_in(*text, by.delimiter)) {
    const auto& file = choose.of(type);
    if (file) in_play[*file] = true;
  }
  const bool none = std::find(in_play.begin(), in_play.end(), true) == in_play.end();
  if (none) in_play[0] = true;  // says what is wrong with each line

  common_csv csv;
  if (by.format == format::json) to.write("{\"results\":[");
  bool first = true;
  for (std::size_t file = 0; file < loaded->files.size(); ++file) {
    if (!in_play[file]) continue;
    line_choice lines;
    lines.first = first;
    lines.none = none;
    for (std::size_t other = 0; other < loaded->files.size(); ++other)
      if (other != file) lines.others.push_back(loaded->set[other]);
    lines.takes = [&, file](const std::string& type) {
      const auto& chosen = choose.of(type);
      return chosen && *chosen == file;
    };
    lines.refusal = [&](const std::string& type) -> std::optional<ancs::diagnostic> {
      const auto& chosen = choose.of(type);
      if (chosen) return std::nullopt;
      return chosen.findings.at(0);
    };
    const ancs::program& program = loaded->set[file];
    if (by.format == format::text && !none) to.write((first ? "" : "\n") + which_file(*loaded, file, err.lang));
    if (by.format == format::json && !first) to.write(",");
    std::unique_ptr<score_report> report;
    if (by.format != format::csv)
      report = by.format == format::json ? json_score_report(program, err.lang, to) : text_score_report(program, err.lang, to);
    left_out rest;
    status = std::max(status, score_lines(by, loaded->files[file], *text, lines, err, rest, [&](const unit& of, const ancs::scorecard& card) {
      report ? report->add(of, card) : csv.add(of, program, card);
    }));
    if (report && !(none && by.format == format::text)) report->end(rest);
    first = false;
  }
  if (by.format == format::json) to.write("]}\n");
  if (by.format == format::csv) to.write(csv.text());
  return status;
}

}  // namespace tool
