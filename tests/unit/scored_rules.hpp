// scored_rules.hpp: programs and records written in one line each, for the tests of scoring.
#ifndef ANCS_TESTS_UNIT_SCORED_RULES_HPP
#define ANCS_TESTS_UNIT_SCORED_RULES_HPP

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "ancs/compile.hpp"
#include "ancs/program.hpp"

namespace ancs::tests {

/// The program of rules that must be sound; warnings do not matter.
inline program program_of(std::string rules) {
  const source text("test.ancs", std::move(rules));
  auto loaded = load(text);
  std::string findings;
  for (const diagnostic& d : loaded.findings) findings += render_text(d, text, language::en);
  if (!loaded) throw std::runtime_error(findings);
  return std::move(*loaded);
}

/// "8", or "1..10" where missing data leaves it open.
inline std::string shown(const bounds& b) { return b.settled() ? b.low.to_string() : b.low.to_string() + ".." + b.high.to_string(); }

/// The names of the columns that a card lists as missing.
inline std::vector<std::string> missing_names(const program& of, const scorecard& card) {
  std::vector<std::string> names;
  for (const auto& m : card.missing) names.push_back(of.columns()[m.column].name);
  return names;
}

/// All of a card but its findings' args, so that two cards can be compared in one line.
inline std::string written(const scorecard& card) {
  std::string text = "total " + shown(card.total) + " / " + shown(card.total_with_all) + "; groups";
  for (const auto& g : card.groups) text += " " + shown(g);
  text += "; criteria";
  for (const auto& c : card.criteria) text += " " + shown(c.points) + ":" + std::to_string(static_cast<int>(c.state));
  text += "; vetoes";
  for (const auto v : card.vetoes) text += " " + std::to_string(static_cast<int>(v));
  text += "; levels";
  for (const auto& o : card.outcomes) {
    text += " (";
    for (const auto l : o.possible) text += std::to_string(l) + ",";
    text += ")";
  }
  text += "; warnings";
  for (const auto& w : card.warnings) text += " " + std::to_string(w.warning);
  text += "; actions";
  for (const auto& a : card.actions)
    text += " " + std::to_string(a.action) + (a.column ? "." + std::to_string(*a.column) : "") + (a.made == truth::unknown ? "?" : "");
  text += "; keys";
  for (const auto& k : card.ranking_keys) text += " " + shown(k);
  text += "; missing";
  for (const auto& m : card.missing) text += " " + std::to_string(m.column);
  text += "; findings";
  for (const auto& f : card.findings) text += " " + std::string(code_text(f.id));
  return text + (card.final_result ? "; final" : "; not final");
}

}  // namespace ancs::tests

#endif
