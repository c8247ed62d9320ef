// scoring.cpp: one unit after the other, with one state and one card for all.
#include "scoring.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "ancs/parents.hpp"
#include "ancs/parse.hpp"
#include "ancs/text.hpp"
#include "files.hpp"
#include "parts.hpp"

namespace tool {

namespace {

void report_sheet(sheet& data, console& err, left_out& rest) {
  for (sheet_finding& finding : data.take_findings()) {
    err.report(finding.what, finding.in);
    if (rest.findings.size() < ancs::limits::diagnostics) {
      rest.findings.push_back(std::move(finding));
    } else {
      ++rest.more;
    }
  }
}

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

std::optional<std::string> read_data(const options& by, console& err) {
  const std::string& path = by.arguments.back();
  std::string why;
  auto text = read_file(path, limits::data_bytes + 3, why);
  if (!text) {
    err.say(fmt::format(fmt::runtime(in_language(err.lang, "cannot read `{}`: {}", "không đọc được `{}`: {}")), shown_name(path, err.lang),
                        why));
  }
  return text;
}

int score_units(const options& by, const rules& of, console& err, left_out& rest,
                const std::function<void(unit&, ancs::scorecard&)>& each) {
  auto text = read_data(by, err);
  if (!text) return 2;
  line_choice all;
  all.assessment = by.assessment;
  return score_lines(by, of, std::move(*text), std::move(all), err, rest, each);
}

int score_lines(const options& by, const rules& of, std::string text, line_choice lines, console& err, left_out& rest,
                const std::function<void(unit&, ancs::scorecard&)>& each) {
  int failed = 0;
  parts_of_units parts(by, of.program, err, rest, failed);
  if (failed) return failed;
  if (lines.assessment && !is_assessment(of.program, *lines.assessment)) return no_such_assessment(of.program, *lines.assessment, err);
  const std::string& path = by.arguments.back();
  const bool first = lines.first, chosen = static_cast<bool>(lines.takes);
  sheet data(of.program, shown_name(path, err.lang), std::move(text), by.delimiter, by.numbers, parts.filled(), std::move(lines));
  if (first && data.usable() && !by.delimiter && data.delimiter() != ',') {
    err.say(data.delimiter() == '\t' ? in_language(err.lang, "cells are separated by tabs", "các ô ngăn cách bằng dấu tab")
                                     : in_language(err.lang, "cells are separated by `;`", "các ô ngăn cách bằng `;`"));
  }
  const std::optional<std::string> wanted = by.unit ? std::optional(ancs::to_nfc(*by.unit)) : std::nullopt;
  std::vector<ancs::parents_values> parents(std::max<std::size_t>(1, of.program.info().columns.size()), ancs::parents_values(of.program));
  unit current(of.program);
  ancs::state scratch;
  ancs::scorecard card;
  std::size_t done = 0;
  const bool usable = data.usable();
  report_sheet(data, err, rest);
  while (data.next(current)) {
    report_sheet(data, err, rest);
    ancs::diagnostics differing = parents[current.assessment.value_or(0)].add(current.data, current.id, current.parent);
    if (wanted && current.id != *wanted) {
      rest.other_units.push_back(current.id);
      continue;
    }
    rest.unit_met = true;
    for (ancs::diagnostic& d : differing) {
      current.place(d, of.program);
      current.findings.push_back(std::move(d));
    }
    parts.fill(current);
    of.program.score(current.data, scratch, card);
    for (ancs::diagnostic d : card.findings) {
      current.place(d, of.program);
      current.findings.push_back(std::move(d));
    }
    if (!chosen) check_type(current, of.program);
    err.report(current.findings, current.row);
    if (ancs::has_errors(current.findings)) card.final_result = false;
    each(current, card);
    err.progress(++done);
  }
  report_sheet(data, err, rest);
  rest.everything = data.rows() == 0;
  if (!wanted && !chosen) parts.report_unknown_parents(err);
  rest.searched = usable;
  if (usable && wanted && !rest.unit_met && !chosen) return no_such_unit(*wanted, rest.other_units, err);
  return err.errors() > 0 ? 1 : 0;
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
