// wording.cpp: the same few phrases for tables, CSV and JSON.
#include "wording.hpp"

#include <fmt/format.h>

#include "ancs/explain.hpp"
#include "ancs/number.hpp"
#include "ancs/text.hpp"
#include "options.hpp"

namespace tool {

std::string shown(const ancs::rational& value, ancs::language lang) {
  const auto style = lang == ancs::language::vi ? ancs::number_style::vi : ancs::number_style::en;
  constexpr int exact_places = 4;
  if (value.is_decimal(exact_places)) return value.to_display(style, exact_places);
  return "≈" + value.to_display(style, 2);
}

std::string shown(const ancs::bounds& points, ancs::language lang) {
  if (points.settled()) return shown(points.low, lang);
  return shown(points.low, lang) + "–" + shown(points.high, lang);
}

std::string shown_of_maximum(const ancs::bounds& points, const ancs::rational& maximum, ancs::language lang) {
  return shown(points, lang) + "/" + shown(maximum, lang);
}

std::string exact(const ancs::bounds& points) {
  return points.settled() ? points.low.to_string() : points.low.to_string() + ".." + points.high.to_string();
}

std::string level_names(const ancs::program& of, const ancs::scorecard& card, std::size_t outcome, const char* between) {
  std::string out;
  // Where no level is left the unit is not yet assessed, which its remarks say.
  for (const std::uint32_t level : card.outcomes[outcome].possible) {
    if (!out.empty()) out += between;
    out += of.outcomes()[outcome].levels[level];
  }
  if (card.outcomes[outcome].may_have_none && !out.empty()) out += between + std::string("–");
  return out;
}

std::string veto_ids(const ancs::program& of, const ancs::scorecard& card, const char* between) {
  std::string out;
  for (std::size_t i = 0; i < card.vetoes.size(); ++i) {
    if (card.vetoes[i] == ancs::truth::no) continue;
    if (!out.empty()) out += between;
    out += of.vetoes()[i].id;
    if (card.vetoes[i] == ancs::truth::unknown) out += '?';
  }
  return out;
}

std::string action_names(const ancs::program& of, const ancs::scorecard& card, ancs::language lang, const char* between) {
  std::string out;
  for (const auto& action : card.actions) {
    if (!out.empty()) out += between;
    out += ancs::action_name(of, action, lang);
    if (action.made == ancs::truth::unknown) out += '?';
  }
  return out;
}

std::string counted(std::size_t n, ancs::language lang, const char* one, const char* many, const char* vi) {
  return fmt::format("{} {}", n, lang == ancs::language::vi ? vi : n == 1 ? one : many);
}

std::string changed_parameters(const ancs::program& of, ancs::language lang) {
  std::string out;
  for (const auto& p : of.parameters()) {
    if (p.value == p.declared) continue;
    const auto text = [&](const ancs::rational& v) { return p.percent ? shown(v * ancs::rational(100), lang) + "%" : shown(v, lang); };
    out += fmt::format(fmt::runtime(in_language(lang, "{} = {} (rules: {})\n", "{} = {} (quy tắc: {})\n")), ancs::to_printable(p.name), text(p.value), text(p.declared));
  }
  return out;
}

const char* state_name(ancs::point_state state) {
  switch (state) {
    case ancs::point_state::scored:
      return "scored";
    case ancs::point_state::missing:
      return "missing";
    case ancs::point_state::not_applicable:
      return "not_applicable";
    case ancs::point_state::information:
      return "information";
    case ancs::point_state::excluded:
      return "excluded";
    case ancs::point_state::unknown:
      return "unknown";
    case ancs::point_state::not_counted:
      return "not_counted";
  }
  return "";
}

const char* truth_name(ancs::truth truth) { return truth == ancs::truth::yes ? "yes" : truth == ancs::truth::no ? "no" : "unknown"; }

}  // namespace tool
