// command_diff.cpp: `ancs diff`: what changed between two rule files, and whose points and levels.
#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "ancs/diff.hpp"
#include "ancs/differences.hpp"
#include "ancs/text.hpp"
#include "commands.hpp"
#include "rules.hpp"
#include "scoring.hpp"
#include "score_report.hpp"
#include "wording.hpp"

namespace tool {

namespace {

struct unit_difference {
  std::string id, name;
  ancs::score_difference is;
};
struct comparison {
  const rules &before, &after;
  std::vector<ancs::rule_change> changes;
  bool with_data = false;
  std::size_t compared = 0;
  std::vector<unit_difference> units;      ///< that differ, those whose outcome changes first
  ancs::language lang = ancs::language::en;
};

// ---- the rule files ----

std::string place(const comparison& of, const ancs::rule_change& c) {
  const auto line = [](const rules& in, ancs::span where) {
    const std::string number = std::to_string(in.text.position_of(where.begin).line);
    return in.text.is_appended(where.begin) ? in.text.name_at(where.begin) + ":" + number : number;
  };
  const char* word = in_language(of.lang, "line", "dòng");
  if (c.before && c.after) {
    const std::string a = line(of.before, *c.before), b = line(of.after, *c.after);
    return a == b ? fmt::format("{} {}", word, b) : fmt::format("{} {} → {}", word, a, b);
  }
  if (c.before) return fmt::format("{} {} {}", in_language(of.lang, "old", "cũ,"), word, line(of.before, *c.before));
  if (c.after) return fmt::format("{} {} {}", in_language(of.lang, "new", "mới,"), word, line(of.after, *c.after));
  return {};
}

// ---- the units ----

std::string joined(const std::vector<std::string>& levels, ancs::language lang) {
  std::string out;
  for (const auto& l : levels) out += (out.empty() ? "" : in_language(lang, " or ", " hoặc ")) + ancs::to_printable(l);
  return out.empty() ? "–" : out;
}

std::string shown_or_none(const std::optional<ancs::bounds>& points, ancs::language lang) { return points ? shown(*points, lang) : "–"; }

const char* veto_word(ancs::truth t, ancs::language lang) {
  return t == ancs::truth::yes ? in_language(lang, "holds", "có") : t == ancs::truth::no ? in_language(lang, "no", "không") : in_language(lang, "open", "chưa rõ");
}

std::string text_of(const comparison& of, const unit_difference& u) {
  const auto lang = of.lang;
  std::string out = "  " + ancs::to_printable(u.id) + (u.name.empty() ? "" : "  " + ancs::to_printable(u.name));
  out += fmt::format("  {} → {}\n", shown_of_maximum(u.is.total_before, of.before.program.maximum(), lang),
                     shown_of_maximum(u.is.total_after, of.after.program.maximum(), lang));
  for (const auto& l : u.is.levels) out += fmt::format("    {}: {} → {}\n", ancs::to_printable(l.title), joined(l.before, lang), joined(l.after, lang));
  for (const auto& v : u.is.vetoes) out += fmt::format("    {}: {} → {}\n", v.id, veto_word(v.before, lang), veto_word(v.after, lang));
  for (const auto& c : u.is.criteria) out += fmt::format("    {}: {} → {}\n", c.id, shown_or_none(c.before, lang), shown_or_none(c.after, lang));
  return out;
}

std::string text_of(const comparison& of) {
  const auto lang = of.lang;
  std::string out;
  if (of.changes.empty()) {
    out = in_language(lang, "no change of meaning\n", "không có thay đổi về nội dung\n");
  } else {
    out = counted(of.changes.size(), lang, "change", "changes", "thay đổi") + ":\n";
    for (const auto& c : of.changes) out += fmt::format("  {}   [{}]\n", ancs::message_of(c, lang), place(of, c));
  }
  if (!of.with_data) return out;
  const auto outcomes = std::count_if(of.units.begin(), of.units.end(), [](const auto& u) { return u.is.outcome_changes(); });
  out += fmt::format(fmt::runtime(in_language(lang, "\nunits whose result changes: {} of {}; whose outcome changes: {}\n",
                                              "\nđơn vị có kết quả thay đổi: {} trong {}; có xếp loại thay đổi: {}\n")),
                     of.units.size(), of.compared, outcomes);
  for (const auto& u : of.units) out += text_of(of, u);
  return out;
}

// ---- JSON ----

void write_points(json_writer& out, const char* key, const std::optional<ancs::bounds>& points) {
  out.key(key);
  if (points) {
    write_points(out, *points);
  } else {
    out.raw("null");
  }
}

void write_names(json_writer& out, const char* key, const std::vector<std::string>& names) {
  out.key(key).begin_array();
  for (const auto& n : names) out.string(n);
  out.end_array();
}

void write(json_writer& out, const unit_difference& u) {
  out.line().begin_object().member("id", u.id).member("name", u.name).key("outcome_changes").boolean(u.is.outcome_changes());
  out.key("total").begin_object();
  write_points(out, "before", u.is.total_before), write_points(out, "after", u.is.total_after);
  out.end_object().key("outcomes").begin_array();
  for (const auto& l : u.is.levels) {
    out.begin_object().member("title", l.title);
    write_names(out, "before", l.before), write_names(out, "after", l.after);
    out.end_object();
  }
  out.end_array().key("vetoes").begin_array();
  const auto truth_name = [](ancs::truth t) { return t == ancs::truth::yes ? "yes" : t == ancs::truth::no ? "no" : "unknown"; };
  for (const auto& v : u.is.vetoes) out.begin_object().member("id", v.id).member("before", truth_name(v.before)).member("after", truth_name(v.after)).end_object();
  out.end_array().key("criteria").begin_array();
  for (const auto& c : u.is.criteria) {
    out.begin_object().member("id", c.id);
    write_points(out, "before", c.before), write_points(out, "after", c.after);
    out.end_object();
  }
  out.end_array().end_object();
}

void write_line(json_writer& out, const char* key, const rules& in, const std::optional<ancs::span>& where) {
  out.key(key);
  if (where) {
    out.number(in.text.position_of(where->begin).line);
  } else {
    out.raw("null");
  }
}

std::string json_of(const comparison& of, const left_out& rest) {
  json_writer out;
  out.begin_object().member("before", of.before.text.name()).member("after", of.after.text.name()).key("changes").begin_array();
  for (const auto& c : of.changes) {
    out.line().begin_object().member("kind", ancs::kind_name(c.what)).member("message", ancs::message_of(c, of.lang));
    write_line(out, "line_before", of.before, c.before), write_line(out, "line_after", of.after, c.after);
    out.end_object();
  }
  out.line().end_array();
  if (of.with_data) {
    out.key("compared").number(of.compared).key("units").begin_array();
    for (const auto& u : of.units) write(out, u);
    out.line().end_array();
    write_findings(out, rest, of.lang);
  }
  return out.end_object().line().take();
}

/// Scores the data under both files. The old file's findings are not shown: they are about figures that the new one may not read.
int compare_units(const options& by, comparison& into, console& err, left_out& rest) {
  std::unordered_map<std::string, ancs::scorecard> old_cards;
  options each = by;
  each.arguments = {by.arguments[0], by.data};
  console silent;
  silent.lang = err.lang;
  silent.quiet = true;
  left_out ignored;
  score_units(each, into.before, silent, ignored, [&](const unit& of, ancs::scorecard& card) {
    card.findings = {};
    old_cards.emplace(of.id, card);
  });
  return score_units(each, into.after, err, rest, [&](const unit& of, ancs::scorecard& card) {
    const auto old = old_cards.find(of.id);
    if (old == old_cards.end()) return;
    ++into.compared;
    auto d = ancs::differences(into.before.program, old->second, into.after.program, card);
    if (!d.empty()) into.units.push_back({of.id, of.name, std::move(d)});
  });
}

/// Errors of text and syntax, the families E00 and E01.
bool unreadable(const ancs::diagnostics& findings) {
  return std::any_of(findings.begin(), findings.end(), [](const ancs::diagnostic& d) {
    return ancs::severity_of(d.id) == ancs::severity::error && ancs::code_text(d.id).substr(1, 2) < "02";
  });
}

}  // namespace

int run_diff(const options& by, console& err, output& to) {
  int status = 0;
  std::optional<rules> read[2];
  for (int i = 0; i < 2; ++i) {
    read[i] = read_rules(by.arguments[static_cast<std::size_t>(i)], by, err);
    if (!read[i]) return 2;
    // What is not sound can be compared as text, not scored; what cannot be read is not compared at all.
    const bool usable = by.data.empty() ? read[i]->tree && !unreadable(read[i]->findings) : static_cast<bool>(read[i]->program);
    if (usable) continue;
    err.report(read[i]->findings, read[i]->text);
    status = 1;
  }
  if (status != 0) return status;
  comparison of{*read[0], *read[1], ancs::changes_between(*read[0]->tree, *read[1]->tree), !by.data.empty(), 0, {}, err.lang};
  left_out rest;
  if (of.with_data) {
    status = compare_units(by, of, err, rest);
    if (status == 2) return status;
    std::stable_sort(of.units.begin(), of.units.end(), [](const auto& a, const auto& b) { return ancs::weighs_more(a.is, b.is); });
  }
  to.write(by.format == format::json ? json_of(of, rest) : text_of(of));
  return status;
}

}  // namespace tool
