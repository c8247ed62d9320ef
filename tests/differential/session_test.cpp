// session_test.cpp: proves that a session's results after every change are those of scoring the unit anew, on random rule files.
#include "ancs/session.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <string>
#include <vector>

#include "../reference/random_model.hpp"
#include "../reference/reference.hpp"
#include "ancs/compile.hpp"

namespace {

using random_model::dice;

ancs::rational number_of(const reference::value& v, const ancs::input_column& column) {
  if (auto* x = std::get_if<reference::number>(&v)) return reference::to(*x);
  if (auto* b = std::get_if<bool>(&v)) return *b ? 1 : 0;
  const auto& options = column.options;
  return static_cast<std::int64_t>(std::find(options.begin(), options.end(), std::get<std::string>(v)) - options.begin());
}

void expect_same(const ancs::bounds& got, const ancs::bounds& want, const std::string& what) {
  EXPECT_EQ(got.low, want.low) << what;
  EXPECT_EQ(got.high, want.high) << what;
}

/// What an evaluation reads is what the card of the same unit says.
void expect_same(const ancs::evaluation& got, const ancs::scorecard& want, const ancs::program& by, const std::string& of) {
  expect_same(got.total(), want.total, of + "total");
  expect_same(got.total_with_all(), want.total_with_all, of + "total with all");
  expect_same(got.total_rescaled(), want.total_rescaled, of + "total rescaled");
  EXPECT_EQ(got.not_yet_assessed(), want.not_yet_assessed) << of;
  for (std::uint32_t i = 0; i < want.criteria.size(); ++i) expect_same(got.criterion(i), want.criteria[i].points, of + by.criteria()[i].id);
  for (std::uint32_t i = 0; i < want.groups.size(); ++i) expect_same(got.group(i), want.groups[i], of + by.groups()[i].id);
  for (std::uint32_t i = 0; i < want.vetoes.size(); ++i) {
    EXPECT_EQ(got.veto(i), want.vetoes[i]) << of << by.vetoes()[i].id;
    EXPECT_EQ((got.vetoes() >> i & 1) == 1, want.vetoes[i] == ancs::truth::yes) << of << by.vetoes()[i].id;
  }
  for (std::uint32_t i = 0; i < want.outcomes.size(); ++i) {
    const auto& levels = want.outcomes[i].possible;
    const auto level = want.outcomes[i].settled() && !levels.empty() ? std::optional(levels.front()) : std::nullopt;
    EXPECT_EQ(got.level(i), level) << of << by.outcomes()[i].title;
  }
}

void expect_same(const ancs::scorecard& got, const ancs::scorecard& want, const ancs::program& by) {
  expect_same(got.total, want.total, "total");
  expect_same(got.total_with_all, want.total_with_all, "total with all");
  for (std::size_t i = 0; i < want.criteria.size(); ++i) {
    expect_same(got.criteria[i].points, want.criteria[i].points, by.criteria()[i].id);
    EXPECT_EQ(got.criteria[i].state, want.criteria[i].state) << by.criteria()[i].id;
  }
  for (std::size_t i = 0; i < want.groups.size(); ++i) expect_same(got.groups[i], want.groups[i], by.groups()[i].id);
  for (std::size_t i = 0; i < want.outcomes.size(); ++i) EXPECT_EQ(got.outcomes[i].possible, want.outcomes[i].possible) << by.outcomes()[i].title;
  EXPECT_EQ(got.vetoes, want.vetoes);
  EXPECT_EQ(got.missing.size(), want.missing.size());
  EXPECT_EQ(got.final_result, want.final_result);
}

TEST(session, gives_after_every_change_what_scoring_anew_gives) {
  const char* seed_text = std::getenv("ANCS_SEED");
  const std::uint64_t seed = seed_text ? std::strtoull(seed_text, nullptr, 10) : 1;
  const char* count_text = std::getenv("ANCS_MODELS");
  const int models = count_text ? std::atoi(count_text) / 20 : 400;
  std::size_t changes = 0, fewer = 0;
  for (int i = 0; i < models && !::testing::Test::HasFailure(); ++i) {
    dice d(seed * 7000003 + static_cast<std::uint64_t>(i));
    const auto model = random_model::make(d);
    const std::string text = random_model::text_of(model);
    SCOPED_TRACE(text);
    const auto program = ancs::load(ancs::source("random.ancs", text));
    if (!program) continue;
    ancs::record unit(*program);
    ancs::session changed(unit);
    ancs::state scratch;
    for (int turn = 0; turn < 4; ++turn) {
      auto data = random_model::make_record(model, d);
      if (d.chance(10)) random_model::spoil(model, data, d);
      for (const auto& [name, value] : data) {
        const auto column = program->find_column(name);
        if (!column) continue;
        const bool missing = d.chance(3), taken = d.chance(2);
        const auto number = number_of(value, program->columns()[*column]);
        const bool refused = missing ? unit.clear(name).has_value() : unit.set(*column, number).has_value();
        // A whole number has a setter of its own.
        const auto whole = d.chance(50) ? number.to_int64() : std::nullopt;
        if (taken) changed.take(*column, unit);
        else if (missing) (void)changed.clear(name);
        else EXPECT_EQ((whole ? changed.set(*column, *whole) : changed.set(*column, number)).has_value(), refused);
        ++changes;
        fewer += changed.steps_done() < changed.steps();
        const ancs::scorecard want = program->score(unit);
        expect_same(changed.results(), want, *program, "the session's ");
        expect_same(program->evaluate(unit, scratch), want, *program, "the evaluation's ");
        if (d.chance(10)) expect_same(changed.card(), want, *program);
        if (::testing::Test::HasFailure()) return;
      }
    }
  }
  // Of units in which nothing is missing most changes are small ones.
  EXPECT_GT(fewer, changes / 20);
}

}  // namespace
