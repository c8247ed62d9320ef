// parts.cpp: scores parts by their own rules and hands their results to the unit they belong to.
#include "parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "ancs/text.hpp"
#include "rules.hpp"
#include "wording.hpp"

namespace tool {

using ancs::code;

parts_of_units::parts_of_units(const options& by, const ancs::program& larger, console& err, left_out& rest, int& status) : larger_(larger) {
  const auto report = [&](ancs::diagnostic d) {
    d.has_place = false;
    err.report(d, ancs::source(shown_name(by.arguments[0], err.lang), ""));
  };
  for (const auto& [rules_path, data_path] : by.parts) {
    options own = by;
    own.arguments = {rules_path, data_path};
    own.parts.clear();
    own.set.clear();  // of the larger rules
    own.unit.reset();
    const ancs::language lang = err.lang;  // reports speak the language of the larger rules
    const auto loaded = load_rules(rules_path, own, err, status);
    err.lang = lang;
    if (!loaded) return;
    files_.push_back({loaded->program, {}});
    for (ancs::diagnostic& d : ancs::check_parts(larger_, loaded->program)) report(std::move(d));
    const int read = score_units(own, *loaded, err, rest, [&](const unit& part, const ancs::scorecard& card) {
      if (decides(part, loaded->program)) take(files_.back(), part, card, err);
    });
    if (read == 2) {
      status = 2;
      return;
    }
  }
  const auto filled_columns = filled();
  for (std::size_t c = 0; c < filled_columns.size() && !by.parts.empty(); ++c) {
    const auto& column = larger_.columns()[c];
    if (column.from_parts && !filled_columns[c]) report({code::parts_not_given, {}, {column.name, column.from_parts->type}, {}, false});
  }
}

void parts_of_units::take(file& of, const unit& part, const ancs::scorecard& card, console& err) {
  const auto incomplete = [&](const char* column) {
    err.report(ancs::diagnostic{code::part_incomplete, part.id_cell, {part.id, column}, {}, true}, part.row);
  };
  if (part.parent.empty()) return incomplete(in_language(err.lang, "parent", "cấp trên"));
  if (part.unit_type.empty() && of.rules.info().applies_to.size() > 1) return incomplete(in_language(err.lang, "unit_type", "loại đơn vị"));
  const auto [at, fresh] = of.by_parent.try_emplace(part.parent);
  if (fresh) at->second.parent_cell = part.parent_cell, at->second.row = part.row;
  at->second.parts.push_back({part.id, part.unit_type, card, part.data});
  at->second.parts.back().card.findings = {};
}

std::vector<bool> parts_of_units::filled() const {
  std::vector<bool> out;
  for (const auto& column : larger_.columns())
    out.push_back(column.from_parts && std::any_of(files_.begin(), files_.end(), [&](const file& f) { return ancs::scores_parts(f.rules, column.from_parts->type); }));
  return out;
}

void parts_of_units::fill(unit& of) {
  const auto add = [&](code id, std::uint32_t column, std::vector<std::string> args) {
    of.findings.push_back({id, of.cells[column].value_or(of.id_cell), std::move(args), {}, true});
  };
  for (file& f : files_) {
    const auto found = f.by_parent.find(of.id);
    const std::vector<ancs::part_unit> none;
    if (found != f.by_parent.end()) found->second.met = true;
    const auto& parts = found == f.by_parent.end() ? none : found->second.parts;
    std::vector<std::string> without;
    for (const ancs::rolled_up& rolled : ancs::roll_up(larger_, f.rules, parts)) {
      const auto& column = larger_.columns()[rolled.column];
      const std::string& type = column.from_parts->type;
      if (rolled.parts == 0) {
        if (std::find(without.begin(), without.end(), type) == without.end()) add(code::unit_without_parts, rolled.column, {of.id, type});
        without.push_back(type);
        continue;
      }
      part_value line{rolled.column, rolled.value, rolled.parts, {}, {}};
      std::string open;
      for (std::size_t i = 0; i < rolled.used.size(); ++i) line.used.emplace_back(parts[rolled.used[i]].id, rolled.numbers[i]);
      for (const auto i : rolled.open) line.open.push_back(parts[i].id), open += (open.empty() ? "`" : ", `") + parts[i].id + '`';
      of.parts.push_back(std::move(line));
      const auto stated = of.data.value(rolled.column);
      if (!rolled.value) {
        if (!stated && !rolled.open.empty()) add(code::parts_open, rolled.column, {column.name, open});
        continue;
      }
      if (stated && *stated != *rolled.value) add(code::part_value_differs, rolled.column, {column.name, stated->to_string(), rolled.value->to_string()});
      if (auto refused = of.data.set(rolled.column, *rolled.value)) {
        of.data.set_invalid(rolled.column);
        refused->where = of.cells[rolled.column].value_or(of.id_cell);
        refused->has_place = true;
        of.findings.push_back(std::move(*refused));
      }
    }
  }
}

void parts_of_units::report_unknown_parents(console& err) const {
  for (const file& f : files_)
    for (const auto& [parent, parts] : f.by_parent)
      if (!parts.met) err.report(ancs::diagnostic{code::part_parent_unknown, parts.parent_cell, {parent}, {}, true}, parts.row);
}

std::string parts_text(const ancs::program& by, const unit& of, ancs::language lang) {
  std::string out;
  for (const part_value& line : of.parts) {
    const auto& column = by.columns()[line.column];
    const bool counts = column.from_parts->takes <= ancs::part_source::what::action;
    out += "  " + ancs::to_printable(column.name + (column.title.empty() ? "" : "  " + column.title));
    if (line.value) out += " = " + shown(*line.value, lang);
    if (counts) out += fmt::format(fmt::runtime(in_language(lang, " of {} parts", " trong {} đơn vị")), line.parts);
    std::string units, open;
    for (const auto& [id, number] : line.used) units += (units.empty() ? "" : "; ") + id + (counts ? "" : " " + shown(number, lang));
    for (const auto& id : line.open) open += (open.empty() ? "" : "; ") + id;
    out += "\n";
    if (!units.empty()) out += "      " + ancs::to_printable(units) + "\n";
    if (!open.empty()) out += std::string("      ") + in_language(lang, "open: ", "chưa xác định: ") + ancs::to_printable(open) + "\n";
  }
  if (out.empty()) return out;
  return std::string("\n") + in_language(lang, "From parts", "Từ đơn vị trực thuộc") + "\n" + out;
}

void write_parts(json_writer& out, const ancs::program& by, const unit& of) {
  if (of.parts.empty()) return;
  out.key("parts").begin_array();
  for (const part_value& line : of.parts) {
    out.begin_object().member("column", by.columns()[line.column].name);
    if (line.value) out.member("value", line.value->to_string());
    out.key("parts").number(line.parts).key("used").begin_array();
    for (const auto& [id, number] : line.used) out.begin_object().member("id", id).member("number", number.to_string()).end_object();
    out.end_array().key("open").begin_array();
    for (const auto& id : line.open) out.string(id);
    out.end_array().end_object();
  }
  out.end_array();
}

}  // namespace tool
