// command_compare.cpp: `ancs compare`: columns of assessment against each other, or a published result against the rules and data of today.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "ancs/compare.hpp"
#include "ancs/rule_set.hpp"
#include "ancs/text.hpp"
#include "commands.hpp"
#include "compare_report.hpp"
#include "journal.hpp"
#include "published.hpp"
#include "rules.hpp"
#include "score_report.hpp"
#include "tables.hpp"
#include "wording.hpp"

namespace tool {

namespace {

/// The lines of one unit, by column of assessment.
struct assessed_unit {
  std::vector<std::optional<unit>> columns;
};

std::string reason_of(const unit& of, std::size_t criterion) { return criterion < of.reasons.size() ? of.reasons[criterion] : ""; }

/// What the assessments of a run are called: the columns of the rule file, or, where it has none, the data files.
struct assessment_name {
  std::string id, title;
};

/// The units of one table. Their lines may come from several data files.
class comparer {
 public:
  comparer(const options& by, const rules& of, const std::vector<std::string>& data, console& err) : by_(by), program_(of.program), err_(err) {
    for (const auto& column : program_.info().columns) columns_.push_back({column.id, column.title});
    if (!columns_.empty()) return;
    for (const auto& path : data) {
      // As short as tells them apart: `self` and `verified`, or the whole paths.
      const auto stem = [](const std::string& file) { return std::filesystem::path(file).stem().string(); };
      const bool told_apart = path != "-" && std::count_if(data.begin(), data.end(), [&](const auto& other) { return stem(other) == stem(path); }) == 1;
      const std::string name = told_apart ? ancs::to_nfc(stem(path)) : shown_name(path, err.lang);
      columns_.push_back({name, name});
    }
  }

  /// A line of the data file that is named so many places after the first.
  void take(const unit& of, std::size_t file) {
    const auto [at, fresh] = known_.emplace(std::pair(of.id, of.parent), units_.size());
    if (fresh) units_.emplace_back().columns.resize(columns_.size());
    units_[at->second].columns[of.assessment ? *of.assessment : program_.info().columns.empty() ? file : 0] = of;
  }

  /// Compares; returns the exit status. With --published, a file of other tables too may be silent about this one.
  int compare(bool one_of_several) {
    if (by_.published.empty()) {
      for (const auto& of : units_) between_columns(of);
      return err_.errors() > 0 ? 1 : 0;
    }
    if (const int read = with_published(units_, one_of_several)) return read;
    return err_.errors() > 0 || missing_ || unrecorded_ ? 1 : 0;
  }

  const std::vector<unit_comparison>& all() const { return all_; }
  std::string text() const { return compare_text(program_, all_, err_.lang); }
  std::string json(const left_out& rest) const {
    json_writer out;
    out.begin_object();
    write_model(out, program_);
    out.key("comparisons").begin_array();
    for (const auto& of : all_) {
      out.line().begin_object();
      write_comparison(out, of);
      out.end_object();
    }
    out.line().end_array();
    write_findings(out, rest, err_.lang);
    return out.end_object().line().take();
  }

 private:
  void between_columns(const assessed_unit& of) {
    std::optional<std::size_t> before;
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      if (!of.columns[c]) {
        const unit* some = before ? &*of.columns[*before] : nullptr;
        for (const auto& other : of.columns)
          if (other && !some) some = &*other;
        err_.report({ancs::code::assessment_missing, some->id_cell, {some->id, columns_[c].id}, {}, true}, some->row);
        continue;
      }
      if (before) pair(of, *before, c);
      before = c;
    }
  }

  void pair(const assessed_unit& unit_of, std::size_t earlier, std::size_t later) {
    const unit &before = *unit_of.columns[earlier], &after = *unit_of.columns[later];
    std::vector<std::string> reasons;
    for (std::size_t c = 0; c < program_.criteria().size(); ++c)
      reasons.push_back(reason_of(after, c).empty() ? reason_of(before, c) : reason_of(after, c));
    const ancs::comparison of = ancs::compare(program_, before.data, after.data, reasons);
    for (ancs::diagnostic d : of.findings) {
      d.where = after.id_cell;
      d.has_place = true;
      err_.report(d, after.row);
    }
    unit_comparison out;
    out.id = after.id;
    out.name = after.name.empty() ? before.name : after.name;
    out.before = columns_[earlier].id;
    out.after = columns_[later].id;
    out.before_title = columns_[earlier].title;
    out.after_title = columns_[later].title;
    out.total_before = of.before.total;
    out.total_after = of.after.total;
    for (const auto o : of.outcomes)
      out.outcomes.push_back({program_.outcomes()[o].title, level_names(program_, of.before, o, " | "), level_names(program_, of.after, o, " | ")});
    for (const auto v : of.vetoes)
      out.vetoes.push_back({program_.vetoes()[v].id, truth_name(of.before.vetoes[v]), truth_name(of.after.vetoes[v])});
    for (const auto& c : of.criteria) {
      const auto& criterion = program_.criteria()[c.criterion];
      out.criteria.push_back({criterion.id, criterion.title, c.before.points, c.after.points, c.changes_outcome, c.reason});
    }
    out.data_before = before.data.digest();
    out.data_after = after.data.digest();
    all_.push_back(std::move(out));
  }

  // ---- a published result ----

  int with_published(const std::vector<assessed_unit>& units, bool one_of_several) {
    const auto published = read_published(by_.published, program_.model_id(), one_of_several, err_);
    if (!published) return 2;
    std::map<std::string, const unit*> now;
    for (const auto& of : units)
      if (of.columns.back()) now.emplace(of.columns.back()->id, &*of.columns.back());
    const std::string deciding = program_.info().columns.empty() ? "" : program_.info().columns.back().id;
    for (const published_unit& of : *published) {
      if (!of.column.empty() && of.column != deciding) continue;
      const auto found = now.find(of.id);
      if (found != now.end()) {
        against(of, *found->second);
        continue;
      }
      ++missing_;
      err_.say(fmt::format(fmt::runtime(in_language(err_.lang, "the data has no unit `{}`, which was published", "số liệu không có đơn vị `{}` đã công bố")),
                           ancs::to_printable(of.id)));
    }
    return record();
  }

  void against(const published_unit& before, const unit& after) {
    const ancs::scorecard card = program_.score(after.data);
    unit_comparison out;
    out.id = after.id;
    out.name = after.name.empty() ? before.name : after.name;
    out.before = "published";
    out.after = "now";
    out.before_title = in_language(err_.lang, "published", "đã công bố");
    out.after_title = in_language(err_.lang, "now", "hiện nay");
    out.total_before = before.total;
    out.total_after = card.total;
    out.rules_before = before.rules_digest;
    out.rules_after = program_.rules_digest();
    out.data_before = before.data_digest;
    out.data_after = after.data.digest();
    outcomes(before, card, out);
    criteria(before, card, out);
    all_.push_back(std::move(out));
  }

  void outcomes(const published_unit& before, const ancs::scorecard& card, unit_comparison& out) const {
    std::map<std::string, changed_text> all;
    std::vector<std::string> order;
    const auto of = [&](const std::string& title) -> changed_text& {
      const auto [at, fresh] = all.try_emplace(title, changed_text{title, "", ""});
      if (fresh) order.push_back(title);
      return at->second;
    };
    for (const auto& [title, level] : before.outcomes) of(title).before = level;
    for (std::size_t o = 0; o < card.outcomes.size(); ++o) of(program_.outcomes()[o].title).after = level_names(program_, card, o, " | ");
    for (const auto& title : order)
      if (all[title].before != all[title].after) out.outcomes.push_back(all[title]);
    std::map<std::string, changed_text> vetoes;
    for (const auto& [ids, word] : {std::pair{&before.vetoes, "yes"}, std::pair{&before.open_vetoes, "unknown"}})
      for (const auto& id : *ids) vetoes.try_emplace(id, changed_text{id, word, "no"});
    for (std::size_t v = 0; v < card.vetoes.size(); ++v)
      vetoes.try_emplace(program_.vetoes()[v].id, changed_text{program_.vetoes()[v].id, "no", "no"}).first->second.after = truth_name(card.vetoes[v]);
    for (const auto& [id, change] : vetoes)
      if (change.before != change.after) out.vetoes.push_back(change);
  }

  /// What the data gives as reasons speaks of its own columns, not of what was published.
  void criteria(const published_unit& before, const ancs::scorecard& card, unit_comparison& out) const {
    std::map<std::string, ancs::bounds> old(before.criteria.begin(), before.criteria.end());
    for (std::size_t c = 0; c < card.criteria.size(); ++c) {
      const auto& info = program_.criteria()[c];
      const auto found = old.find(info.id);
      std::optional<ancs::bounds> was;
      if (found != old.end()) was = found->second, old.erase(found);
      const ancs::bounds& is = card.criteria[c].points;
      if (was && was->low == is.low && was->high == is.high) continue;
      out.criteria.push_back({info.id, info.title, was, is, std::nullopt, by_.reason});
    }
    for (const auto& [id, points] : before.criteria)
      if (old.contains(id)) out.criteria.push_back({id, "", points, std::nullopt, std::nullopt, by_.reason});
    std::stable_sort(out.criteria.begin(), out.criteria.end(), [](const auto& a, const auto& b) {
      const auto far = [](const changed_criterion& c) { return c.before && c.after ? ancs::distance(*c.before, *c.after) : c.before ? c.before->high : c.after->high; };
      return far(a) > far(b);
    });
  }

  /// Writes an entry for each score that changed, or says that none was written.
  int record() {
    const auto changed = static_cast<std::size_t>(std::count_if(all_.begin(), all_.end(), [](const auto& of) { return of.differs(); }));
    if (!changed) return 0;
    if (by_.journal.empty()) {
      unrecorded_ = true;
      err_.say(fmt::format(fmt::runtime(in_language(err_.lang, "{} changed since it was published, and nothing is recorded: give --reason TEXT, --date DAY and --journal FILE",
                                                    "{} đã thay đổi so với kết quả công bố và chưa được ghi lại: hãy dùng --reason LÝ_DO, --date NGÀY và --journal TỆP")),
                           counted(changed, err_.lang, "score", "scores", "kết quả")));
      return 0;
    }
    return append_adjustments(by_, program_, all_, err_);
  }

  const options& by_;
  const ancs::program& program_;
  console& err_;
  std::vector<assessment_name> columns_;
  std::vector<assessed_unit> units_;
  std::map<std::pair<std::string, std::string>, std::size_t> known_;
  std::vector<unit_comparison> all_;
  std::size_t missing_ = 0;
  bool unrecorded_ = false;
};

/// What stands on the command line before the data: rule files end in `.ancs`, or are folders of such.
std::pair<std::vector<std::string>, std::vector<std::string>> rules_and_data(const options& by) {
  std::pair<std::vector<std::string>, std::vector<std::string>> of;
  for (const auto& path : by.arguments) {
    const bool is_rules = of.first.empty() || (of.second.empty() && (path.ends_with(".ancs") || is_folder(path)));
    (is_rules ? of.first : of.second).push_back(path);
  }
  if (of.second.empty()) of.second.push_back(of.first.back()), of.first.pop_back();
  return of;
}

/// Several data files are one for each column, in the order of the columns.
std::vector<options> runs_of(const options& by, const std::vector<std::string>& rule_files, const std::vector<std::string>& data) {
  std::vector<options> runs(data.size(), by);
  for (std::size_t i = 0; i < data.size(); ++i) {
    runs[i].arguments = rule_files;
    runs[i].arguments.push_back(data[i]);
  }
  return runs;
}

bool has_columns(const ancs::program& of, const options& by, std::size_t data_files, console& err) {
  const std::size_t columns = of.info().columns.size();
  if (columns == 0 && data_files == 1 && by.published.empty()) {
    err.say("the rule file has no columns to compare: name a data file for each assessment, or declare the columns in its model, as in "
            "`columns self \"Tự chấm\", verified \"Thẩm định\"`, or name a published result with --published",
            "tệp quy tắc không có cột nào để so sánh: hãy nêu mỗi lần chấm một tệp số liệu, hoặc khai báo trong mô hình, ví dụ `các cột tu_cham \"Tự chấm\", tham_dinh "
            "\"Thẩm định\"`, hoặc chỉ ra kết quả đã công bố bằng --published");
    return false;
  }
  if (columns == 0 || data_files == 1 || data_files == columns) return true;
  err.say(fmt::format(fmt::runtime(in_language(err.lang, "the rule file has {} columns and {} data files are named: name one for each column, in their order, or one for all",
                                               "tệp quy tắc có {} cột, nhưng đã nêu {} tệp số liệu: hãy nêu mỗi cột một tệp theo thứ tự, hoặc một tệp chung")),
                      columns, data_files));
  return false;
}

/// The column that the lines of one of several files are of.
std::optional<std::string> column_of_file(const ancs::program& of, std::size_t file, std::size_t files) {
  return files > 1 && !of.info().columns.empty() ? std::optional(of.info().columns[file].id) : std::nullopt;
}

int compare_by_set(const std::vector<options>& runs, const std::vector<std::string>& data, console& err, output& to) {
  const options& by = runs[0];
  int status = 0;
  const auto loaded = load_rule_files(by, err, status);
  if (!loaded) return status;
  for (const auto& file : loaded->files)
    if (!has_columns(file.program, by, runs.size(), err)) return 2;
  std::map<std::size_t, comparer> tables;
  std::map<std::size_t, left_out> rests;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    status = std::max(status, run_tables(runs[i], *loaded, err, [&](table_run& table) {
      comparer& into = tables.try_emplace(table.file, by, table.of, data, err).first->second;
      table.lines.assessment = column_of_file(table.of.program, i, runs.size());
      const int scored = score_lines(runs[i], table.of, table.data, table.lines, err, table.rest, [&](const unit& of, const ancs::scorecard&) { into.take(of, i); });
      auto& all = rests[table.file].findings;
      all.insert(all.end(), table.rest.findings.begin(), table.rest.findings.end());
      return scored;
    }));
  }
  if (status == 2) return status;
  std::optional<result_list> results;
  if (by.format == format::json) results.emplace(to);
  std::vector<unit_comparison> rows;
  bool first = true;
  for (auto& [file, of] : tables) {
    const int compared = of.compare(true);
    if (compared == 2) return compared;
    status = std::max(status, compared);
    if (results) results->next(), to.write(of.json(rests[file]));
    if (by.format == format::text) to.write((first ? "" : "\n") + which_file(*loaded, file, err.lang) + of.text());
    rows.insert(rows.end(), of.all().begin(), of.all().end());
    first = false;
  }
  if (results) results->end();
  if (by.format == format::csv) to.write(compare_csv(rows));
  return status;
}

}  // namespace

int run_compare(const options& by, console& err, output& to) {
  const auto [rule_files, data] = rules_and_data(by);
  const std::vector<options> runs = runs_of(by, rule_files, data);
  if (!is_one_rule_file(runs[0])) return compare_by_set(runs, data, err, to);
  int status = 0;
  const auto loaded = load_rules(rule_files[0], by, err, status);
  if (!loaded) return status;
  if (!has_columns(loaded->program, by, data.size(), err)) return 2;
  comparer all(by, *loaded, data, err);
  left_out rest;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    auto text = read_data(runs[i], err);
    if (!text) return 2;
    line_choice lines;
    lines.assessment = column_of_file(loaded->program, i, runs.size());
    status = std::max(status, score_lines(runs[i], *loaded, std::move(*text), std::move(lines), err, rest, [&](const unit& of, const ancs::scorecard&) { all.take(of, i); }));
    if (keeps_old_file(status, rest, by)) return status;
  }
  const int compared = all.compare(false);
  if (compared == 2) return compared;
  to.write(by.format == format::csv ? compare_csv(all.all()) : by.format == format::text ? all.text() : all.json(rest));
  return std::max(status, compared);
}

}  // namespace tool
