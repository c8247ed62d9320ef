// scoring.cpp: one unit after the other, with one state and one card for all.
#include "scoring.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "ancs/parents.hpp"
#include "ancs/parse.hpp"
#include "ancs/text.hpp"
#include "files.hpp"
#include "interrupt.hpp"
#include "parts.hpp"

namespace tool {

namespace {

bool is_assessment(const ancs::program& by, const std::string& word) {
  const auto& all = by.info().columns;
  return std::any_of(all.begin(), all.end(), [&](const auto& c) { return c.id == word || c.title == word; });
}

int no_such_assessment(const ancs::program& by, const std::string& word, console& err) {
  std::string all;
  for (const auto& c : by.info().columns) all += (all.empty() ? "`" : ", `") + c.id + "`";
  err.say(all.empty() ? fmt::format(fmt::runtime(in_language(err.lang, "the rule file has no columns of assessment, so no `{}`", "tệp quy tắc không có cột chấm nào, nên không có `{}`")), word)
                      : fmt::format(fmt::runtime(in_language(err.lang, "`{}` is not a column of assessment of the rule file: these are {}",
                                                             "`{}` không phải là cột chấm của tệp quy tắc: các cột là {}")),
                                    word, all));
  return 2;
}

/// A rule file that is named alone scores every line, but says where it is for other units.
void check_type(unit& of, const ancs::program& by) {
  const auto& types = by.info().applies_to;
  if (of.unit_type.empty() || types.empty() || std::find(types.begin(), types.end(), of.unit_type) != types.end()) return;
  std::string all;
  for (const auto& type : types) all += (all.empty() ? "`" : ", `") + type + "`";
  of.findings.push_back({ancs::code::other_unit_type, of.type_cell, {of.unit_type, all}, {}, true});
}

}  // namespace

int no_such_unit(const std::string& wanted, const std::vector<std::string>& ids, console& err) {
  std::string text = fmt::format(fmt::runtime(in_language(err.lang, "the data has no unit `{}`", "số liệu không có đơn vị `{}`")), wanted);
  if (const auto near = ancs::nearest_name(wanted, ids)) {
    text += fmt::format(fmt::runtime(in_language(err.lang, "; did you mean `{}`?", "; có phải là `{}` không?")), *near);
  }
  err.say(text);
  return 2;
}

void say_unreadable(const std::string& path, const std::string& why, console& err) {
  err.say(fmt::format(fmt::runtime(in_language(err.lang, "cannot read `{}`: {}", "không đọc được `{}`: {}")), shown_name(path, err.lang), why));
}

std::unique_ptr<input> open_data(const options& by, console& err) {
  auto file = std::make_unique<input>();
  if (file->open(by.arguments.back())) return file;
  say_unreadable(by.arguments.back(), file->why(), err);
  return nullptr;
}

std::optional<std::string> read_data(const options& by, console& err) {
  const auto file = open_data(by, err);
  if (!file) return std::nullopt;
  std::string text;
  file->read(text, limits::data_bytes + 4);
  if (file->why().empty()) return text;
  say_unreadable(by.arguments.back(), file->why(), err);
  return std::nullopt;
}

void report_sheet(std::vector<sheet_finding> findings, console& err, left_out& rest) {
  for (sheet_finding& finding : findings) {
    err.report(finding.what, finding.in);
    if (rest.findings.size() < ancs::limits::diagnostics) {
      rest.findings.push_back(std::move(finding));
    } else {
      ++rest.more;
    }
  }
}

void say_delimiter(const sheet& data, const options& by, console& err) {
  if (!data.usable() || by.delimiter || data.delimiter() == ',') return;
  err.say(data.delimiter() == '\t' ? in_language(err.lang, "cells are separated by tabs", "các ô ngăn cách bằng dấu tab")
                                   : in_language(err.lang, "cells are separated by `;`", "các ô ngăn cách bằng `;`"));
}

void report_unit(unit& of, ancs::scorecard& card, const ancs::program& by, bool type_is_checked, console& err) {
  for (ancs::diagnostic d : card.findings) {
    of.place(d, by);
    of.findings.push_back(std::move(d));
  }
  if (type_is_checked) check_type(of, by);
  err.report(of.findings, of.row);
  if (ancs::has_errors(of.findings)) card.final_result = false;
}

int end_run(const options& by, const sheet& data, const input* from, console& err) {
  if (from) err.progress_end(data.rows(), from->bytes_read(), from->size());
  if (!data.looks_for_all_twice())
    err.say(fmt::format(fmt::runtime(in_language(err.lang, "whether a unit stands twice was looked for among the first {} units only",
                                                 "chỉ kiểm tra đơn vị ghi hai lần trong {} đơn vị đầu")),
                        units_told_apart));
  if (!from || from->why().empty()) return err.errors() > 0 ? 1 : 0;
  say_unreadable(by.arguments.back(), from->why(), err);
  return 2;
}

int score_units(const options& by, const rules& of, console& err, left_out& rest, const std::function<void(unit&, ancs::scorecard&)>& each, std::size_t most) {
  const auto file = open_data(by, err);
  if (!file) return 2;
  data_run run{csv_text([&](std::string& to, std::size_t bytes) { file->read(to, bytes); }), {}, file.get()};
  if (!file->why().empty()) return say_unreadable(by.arguments.back(), file->why(), err), 2;
  run.lines.most = most;
  run.lines.assessment = by.assessment;
  return score_run(by, of, std::move(run), err, rest, each);
}

int score_lines(const options& by, const rules& of, std::string text, line_choice lines, console& err, left_out& rest,
                const std::function<void(unit&, ancs::scorecard&)>& each) {
  return score_run(by, of, {csv_text(std::move(text)), std::move(lines)}, err, rest, each);
}

int score_run(const options& by, const rules& of, data_run run, console& err, left_out& rest, const std::function<void(unit&, ancs::scorecard&)>& each) {
  int failed = 0;
  parts_of_units parts(by, of.program, err, rest, failed);
  if (failed) return failed;
  if (run.lines.assessment && !is_assessment(of.program, *run.lines.assessment)) return no_such_assessment(of.program, *run.lines.assessment, err);
  const bool first = run.lines.first, chosen = static_cast<bool>(run.lines.takes);
  sheet data(of.program, shown_name(by.arguments.back(), err.lang), std::move(run.text), by.delimiter, by.numbers, parts.filled(), std::move(run.lines));
  if (first) say_delimiter(data, by, err);
  const std::optional<std::string> wanted = by.unit ? std::optional(ancs::to_nfc(*by.unit)) : std::nullopt;
  std::vector<ancs::parents_values> parents(std::max<std::size_t>(1, of.program.info().columns.size()), ancs::parents_values(of.program));
  unit current(of.program);
  ancs::state scratch;
  ancs::scorecard card;
  std::size_t done = 0;
  const bool usable = data.usable();
  report_sheet(data.take_findings(), err, rest);
  while (!interrupted() && data.next(current)) {
    report_sheet(data.take_findings(), err, rest);
    ancs::diagnostics differing = parents[current.assessment.value_or(0)].add(current.data, current.id, current.parent);
    if (wanted && current.id != *wanted) {
      // Enough to find one that is spelt alike.
      if (rest.other_units.size() < limits::data_rows) rest.other_units.push_back(current.id);
      continue;
    }
    rest.unit_met = true;
    for (ancs::diagnostic& d : differing) {
      current.place(d, of.program);
      current.findings.push_back(std::move(d));
    }
    parts.fill(current);
    of.program.score(current.data, scratch, card);
    report_unit(current, card, of.program, !chosen, err);
    each(current, card);
    if (++done % 256 == 0) err.progress(done, run.from ? run.from->bytes_read() : 0, run.from ? run.from->size() : 0);
  }
  report_sheet(data.take_findings(), err, rest);
  rest.everything = data.rows() == 0;
  if (!wanted && !chosen) parts.report_unknown_parents(err);
  rest.searched = usable;
  if (usable && wanted && !rest.unit_met && !chosen) return no_such_unit(*wanted, rest.other_units, err);
  return end_run(by, data, run.from, err);
}

void write_findings(json_writer& out, const left_out& rest, ancs::language lang) {
  out.key("findings").begin_array();
  for (const sheet_finding& finding : rest.findings) out.raw(ancs::render_json(finding.what, finding.in, lang));
  out.end_array();
  if (rest.more) out.key("findings_left_out").number(rest.more);
}

void write_findings(json_writer& out, const ancs::diagnostics& all, const ancs::source& in, ancs::language lang) {
  out.key("findings").begin_array();
  for (const auto& d : all) out.raw(ancs::render_json(d, in, lang));
  out.end_array();
}

}  // namespace tool
