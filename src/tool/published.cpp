// published.cpp: from the JSON of `ancs score` to units; anything that is not as score.schema.json says is refused, with its place.
#include "published.hpp"

#include <fmt/format.h>

#include "ancs/number.hpp"
#include "files.hpp"
#include "json_read.hpp"
#include "options.hpp"
#include "rules.hpp"

namespace tool {

namespace {

constexpr std::size_t published_bytes = 256u << 20;

std::optional<ancs::bounds> points_of(const json_value* of) {
  if (!of) return std::nullopt;
  const bool whole = of->is == json_value::kind::string;
  const auto low = ancs::rational::parse(whole ? of->text : of->string_of("low"));
  const auto high = whole ? low : ancs::rational::parse(of->string_of("high"));
  if (!low || !high) return std::nullopt;
  return ancs::bounds{*low, *high};
}

std::string level_of(const json_value& of) {
  if (of.is == json_value::kind::string) return of.text;
  std::string all;
  if (const json_value* possible = of.find("possible"))
    for (const json_value& level : possible->items) all += (all.empty() ? "" : " | ") + level.text;
  return all;
}

void texts(const json_value* of, std::vector<std::string>& into) {
  if (!of) return;
  for (const json_value& item : of->items) into.push_back(item.text);
}

std::optional<published_unit> unit_of(const json_value& of, const std::string& rules_digest) {
  published_unit u;
  u.id = of.string_of("id");
  u.name = of.string_of("name");
  u.column = of.string_of("column");
  u.rules_digest = rules_digest;
  u.data_digest = of.string_of("data_digest");
  const auto total = points_of(of.find("total"));
  const json_value* criteria = of.find("criteria");
  if (u.id.empty() || !total || !criteria || u.data_digest.empty()) return std::nullopt;
  u.total = *total;
  for (const json_value& c : criteria->items) {
    const auto points = points_of(c.find("points"));
    if (!points || c.string_of("id").empty()) return std::nullopt;
    u.criteria.emplace_back(c.string_of("id"), *points);
  }
  if (const json_value* outcomes = of.find("outcomes"))
    for (const auto& [title, level] : outcomes->members) u.outcomes.emplace_back(title, level_of(level));
  texts(of.find("vetoes"), u.vetoes);
  texts(of.find("open_vetoes"), u.open_vetoes);
  return u;
}

/// Adds the units of one result, if it is by the model. False where something in it is missing.
bool add_result(const json_value& of, const std::string& model, std::vector<published_unit>& into, std::string& other) {
  const json_value* units = of.find("units");
  if (!units || of.string_of("rules_digest").empty()) return false;
  if (of.string_of("model") != model) return other = of.string_of("model"), true;
  for (const json_value& one : units->items) {
    auto u = unit_of(one, of.string_of("rules_digest"));
    if (!u) return false;
    into.push_back(std::move(*u));
  }
  return true;
}

}  // namespace

std::optional<std::vector<published_unit>> read_published(const std::string& path, const std::string& model, bool one_of_several, console& err) {
  const auto say = [&](const char* en, const char* vi, const std::string& what) {
    err.say(fmt::format(fmt::runtime(in_language(err.lang, en, vi)), shown_name(path, err.lang), what));
    return std::nullopt;
  };
  std::string why;
  const auto text = read_file(path, published_bytes, why);
  if (!text) return say("cannot read `{}`: {}", "không đọc được `{}`: {}", why);
  std::size_t line = 1;
  const auto json = text->size() > published_bytes ? std::nullopt : read_json(*text, line);
  if (!json) return say("`{}` is not JSON (line {})", "`{}` không phải JSON (dòng {})", std::to_string(line));
  std::vector<published_unit> units;
  std::string other;
  bool fine = true;
  if (const json_value* results = json->find("results")) {
    for (const json_value& one : results->items) fine = fine && add_result(one, model, units, other);
  } else {
    fine = add_result(*json, model, units, other);
  }
  if (!fine) return say("`{}` is no result of `ancs score --format json`{}", "`{}` không phải kết quả của `ancs score --format json`{}", "");
  if (units.empty() && !other.empty() && !one_of_several)
    return say("`{}` was scored by the model `{}`, not by this rule file", "`{}` được chấm bằng mô hình `{}`, không phải tệp quy tắc này", other);
  return units;
}

}  // namespace tool
