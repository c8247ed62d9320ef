// coverage_test.cpp: proves that each kind of decision counts as exercised by the units it decides, and by no others.
#include "ancs/coverage.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "ancs/selftest.hpp"
#include "scored_rules.hpp"

namespace ancs::tests {
namespace {

using strings = std::vector<std::string>;

const std::string rules = R"(ancs 1
model m { maximum 40 }
input late, released : count
input share : percent
input head : one of "chair", "deputy", "nobody"
input held, out : yes/no
group G maximum 40 {
  criterion A maximum 10 {
    when late > 20 : none
    when late > 10 : 1
    start full
    deduct 1 per late, at most 5
    deduct 2 when not held
  }
  criterion B maximum 10 { not applicable when released = 0 : full  proportional share }
  criterion C maximum 10 { bands share { from 50% up : full  below 50% : none } }
  criterion D maximum 10 { choose head { "chair" : full  "deputy" : 5  "nobody" : none } }
}
veto V when out
levels "L" best first "good", "fair", "poor" {
  "poor" when any veto
  "good" when total >= 30
  not above "fair" when late > 3
  "poor" otherwise
}
)";

/// The sentences that a unit decides by, in order.
strings deciding(const std::vector<std::pair<std::string, rational>>& given) {
  const program p = program_of(rules);
  coverage seen(p);
  record unit(p);
  for (const auto& [name, value] : given) {
    const auto column = p.find_column(name);
    EXPECT_TRUE(column) << name;
    EXPECT_FALSE(unit.set(*column, value)) << name;
  }
  seen.add(unit);
  strings out;
  for (const decision& d : seen.decisions())
    if (d.units > 0) out.push_back(d.of + ": " + d.sentence);
  return out;
}

TEST(coverage, lists_all_that_decides_in_the_order_of_the_file) {
  const coverage seen(program_of(rules));
  using kind = decision::kind;
  std::vector<std::pair<kind, std::string>> got;
  const source text("test.ancs", rules);
  for (const decision& d : seen.decisions()) {
    got.emplace_back(d.what, d.of);
    EXPECT_EQ(text.position_of(d.where.begin), d.place);
    EXPECT_EQ(d.units, 0u);
    EXPECT_FALSE(d.sentence.empty());
  }
  const std::vector<std::pair<kind, std::string>> expected{
      {kind::guard, "A"},  {kind::guard, "A"}, {kind::row, "A"}, {kind::row, "A"}, {kind::guard, "B"}, {kind::clause, "B"}, {kind::row, "C"},
      {kind::row, "C"},    {kind::row, "D"},   {kind::row, "D"}, {kind::row, "D"}, {kind::veto, "V"}, {kind::level, "L"}, {kind::level, "L"},  {kind::level, "L"},
      {kind::level, "L"}};
  EXPECT_EQ(got, expected);
  EXPECT_EQ(seen.exercised(), 0u);
  EXPECT_EQ(seen.share(), 0);
}

TEST(coverage, marks_what_decides_and_nothing_else) {
  EXPECT_EQ(deciding({{"late", 0}, {"held", 1}, {"released", 1}, {"share", 1}, {"head", 0}, {"out", 0}}),
            (strings{"B: proportional share", "C: from 50% up : full", "D: \"chair\" : full", "L: \"good\" when total >= 30"}));
  EXPECT_EQ(deciding({{"late", 4}, {"held", 0}, {"released", 0}, {"share", 1}, {"head", 0}, {"out", 0}}),
            (strings{"A: deduct 1 per late, at most 5", "A: deduct 2 when not held", "B: not applicable when released = 0 : full", "C: from 50% up : full",
                     "D: \"chair\" : full", "L: \"good\" when total >= 30", "L: not above \"fair\" when late > 3"}));
  EXPECT_EQ(deciding({{"late", 30}, {"held", 0}, {"released", 1}, {"share", 0}, {"head", 2}, {"out", 0}}),
            (strings{"A: when late > 20 : none", "B: proportional share", "C: below 50% : none", "D: \"nobody\" : none", "L: \"poor\" otherwise"}));
  EXPECT_EQ(deciding({{"late", 11}, {"out", 1}}), (strings{"A: when late > 10 : 1", "V: veto V when out", "L: \"poor\" when any veto"}));
}

TEST(coverage, missing_data_decides_nothing) {
  EXPECT_EQ(deciding({}), strings{});
  EXPECT_EQ(deciding({{"held", 0}}), strings{});  // a guard may come first
  EXPECT_EQ(deciding({{"head", 1}}), strings{"D: \"deputy\" : 5"});
}

TEST(coverage, of_tests_adds_them_up) {
  const program p = program_of(rules + R"(
test "a" { given late = 30  expect A = 0 }
test "b" { given late = 31  expect A = 0 }
test "c" { given late = 15, share = 60%, released = 3  expect A = 1, B = 6, C = 10 }
)");
  const coverage seen = coverage_of_tests(p);
  EXPECT_EQ(seen.decisions()[0].units, 2u);
  EXPECT_EQ(seen.decisions()[1].units, 1u);
  EXPECT_EQ(seen.exercised(), 4u);
  EXPECT_EQ(seen.share(), rational(4, 16));
}

TEST(coverage, of_nothing_is_whole) { EXPECT_EQ(coverage(program_of("ancs 1\nmodel m { maximum 0 }\n")).share(), 1); }

TEST(selftest, says_why_it_failed) {
  const program p = program_of(rules + R"(
test "a" {
  given late = 2, held = yes, released = 1, share = 40%, head = "chair", out = no
  expect A = 1, G = 1, total = 1, V = yes, outcome "L" = "good"
}
)");
  const auto results = run_tests(p, language::en);
  const auto why = [&](std::size_t i) {
    strings out;
    for (const reason& r : results[0].failures.at(i).why)
      out.push_back(r.sentence + " | " + r.numbers + (r.place.line ? " @" + std::to_string(r.place.line) : ""));
    return out;
  };
  EXPECT_EQ(why(0), (strings{"deduct 1 per late, at most 5 | 2 → −2 @12", "deduct 2 when not held | held = yes → 0 @13"}));
  EXPECT_EQ(why(1), (strings{"A | 8/10", "B | 4/10", "C | 0/10", "D | 10/10"}));
  EXPECT_EQ(why(2), strings{"G | 22/40"});
  EXPECT_EQ(why(3), strings{"veto V when out |  @19"});
  EXPECT_EQ(why(4), strings{"\"poor\" otherwise | total 22 @24"});
}

}  // namespace
}  // namespace ancs::tests
