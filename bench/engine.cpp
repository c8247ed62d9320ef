// engine.cpp: loading Workload W, and the comparison without which nothing is reported.
#include "engine.hpp"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>

#include "ancs/columns.hpp"
#include "ancs/compile.hpp"
#include "ancs/parse.hpp"

namespace ancs_bench {
namespace {

void print(const ancs::diagnostics& findings, const ancs::source& text) {
  for (const auto& finding : findings) std::fputs(ancs::render_text(finding, text, ancs::language::en).c_str(), stderr);
}

// The reference's level is a title; its place among the outcome's levels is the code.
bool read_reference(const reference::results& from, const ancs::program& by, row_result& into) {
  const reference::number hundredths = from.total_with_all * 100;
  if (denominator(hundredths) != 1) return false;
  into.total = static_cast<std::int32_t>(numerator(hundredths));
  const auto& outcome = by.outcomes().front();
  const auto level = from.levels.find(outcome.title);
  if (level == from.levels.end()) return false;
  into.level = static_cast<std::uint8_t>(std::find(outcome.levels.begin(), outcome.levels.end(), level->second) - outcome.levels.begin());
  into.vetoes = 0;
  for (std::size_t i = 0; i < veto_count; ++i)
    if (from.vetoes.at(by.vetoes()[i].id)) into.vetoes |= static_cast<std::uint8_t>(1 << i);
  return true;
}

bool same(const char* what, std::size_t row, bool readable, const row_result& got, const results& exact) {
  if (readable && got.total == exact.totals[row] && got.level == exact.levels[row] && got.vetoes == exact.vetoes[row]) return true;
  std::fprintf(stderr, "bench: %s differs in row %zu: %stotal %d, level %d, vetoes %d instead of %d, %d, %d\n", what, row,
               readable ? "" : "(not final) ", got.total, got.level, got.vetoes, exact.totals[row], exact.levels[row], exact.vetoes[row]);
  return false;
}

}  // namespace

void fill(ancs::record& unit, const std::int64_t* row) {
  for (std::uint32_t column = 0; column < column_count; ++column)
    if (const auto refused = unit.set(column, row[column]))
      std::fprintf(stderr, "bench: %s\n", ancs::message_of(*refused, ancs::language::en).c_str());
}

std::unique_ptr<engine> make_engine(const std::string& file, const prepared& of, std::size_t records, std::size_t reference_rows) {
  std::ifstream in(file, std::ios::binary);
  if (!in) {
    std::fprintf(stderr, "bench: %s cannot be read\n", file.c_str());
    return nullptr;
  }
  auto made = std::make_unique<engine>();
  made->text = ancs::source(file, std::string(std::istreambuf_iterator<char>(in), {}));
  auto parsed = ancs::parse(made->text);
  auto loaded = ancs::load(made->text);
  if (!parsed || !loaded) {
    print(loaded.findings, made->text);
    return nullptr;
  }
  made->tree = std::move(*parsed);
  made->program = std::move(*loaded);
  const auto& columns = made->program.columns();
  if (!std::equal(columns.begin(), columns.end(), column_names.begin(), column_names.end(),
                  [](const ancs::input_column& column, std::string_view name) { return column.name == name; })) {
    std::fprintf(stderr, "bench: the columns of %s are not those of workload_w.hpp\n", file.c_str());
    return nullptr;
  }
  if (made->program.vetoes().size() != veto_count || made->program.outcomes().size() != 1) {
    std::fprintf(stderr, "bench: %s needs %zu vetoes and one outcome\n", file.c_str(), veto_count);
    return nullptr;
  }
  if (ancs::points_scale(made->program) != 100) {
    std::fprintf(stderr, "bench: %s needs points that are whole hundredths\n", file.c_str());
    return nullptr;
  }
  records = std::min(records, of.data.rows);
  for (std::size_t row = 0; row < records; ++row) {
    made->records.emplace_back(made->program);
    fill(made->records.back(), of.rows.data() + row * column_count);
  }
  for (std::size_t row = 0; row < std::min(reference_rows, records); ++row) {
    reference::data data;
    for (std::size_t column = 0; column < column_count; ++column)
      data.emplace(std::string(column_names[column]), reference::number(of.data.columns[column][row]));
    made->reference_data.push_back(std::move(data));
  }
  return made;
}

bool read_card(const ancs::scorecard& card, row_result& into) {
  const auto total = card.total_with_all.low.scaled_int64(100);
  if (!total || !card.total_with_all.settled() || !card.findings.empty() || !card.final_result) return false;
  if (card.outcomes.size() != 1 || !card.outcomes.front().settled() || card.vetoes.size() != veto_count) return false;
  into.total = static_cast<std::int32_t>(*total);
  into.level = static_cast<std::uint8_t>(card.outcomes.front().possible.front());
  into.vetoes = 0;
  for (std::size_t i = 0; i < veto_count; ++i) {
    if (card.vetoes[i] == ancs::truth::unknown) return false;
    if (card.vetoes[i] == ancs::truth::yes) into.vetoes |= static_cast<std::uint8_t>(1 << i);
  }
  return true;
}

bool engine_agrees(const engine& of, const prepared& with) {
  ancs::state scratch;
  ancs::scorecard card;
  for (std::size_t row = 0; row < of.records.size(); ++row) {
    of.program.score(of.records[row], scratch, card);
    row_result got;
    const bool readable = read_card(card, got);
    if (!same("the engine's card", row, readable, got, with.exact)) return false;
    row_result seen;
    const bool complete = read_evaluation(of.program.evaluate(of.records[row], scratch), seen);
    if (!same("the engine's evaluation", row, complete, seen, with.exact)) return false;
  }
  for (std::size_t row = 0; row < of.reference_data.size(); ++row) {
    row_result got;
    const bool readable = read_reference(reference::evaluate(of.tree, of.reference_data[row]), of.program, got);
    if (!same("the reference's score", row, readable, got, with.exact)) return false;
  }
  return true;
}

}  // namespace ancs_bench
