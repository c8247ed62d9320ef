// missing_test.cpp: what is known while data is missing: exact bounds through guards and quotients, what moves the total, what it takes.
#include <gtest/gtest.h>

#include "ancs/cohort.hpp"
#include "ancs/explain.hpp"
#include "scored_rules.hpp"

namespace ancs::tests {
namespace {

/// The card of a unit with these values.
scorecard scored(const program& of, std::initializer_list<std::pair<const char*, rational>> values) {
  record unit(of);
  for (const auto& [name, value] : values) EXPECT_FALSE(unit.set(*of.find_column(name), value)) << name;
  return of.score(unit);
}

constexpr const char* fall_rules = R"(ancs 1
model m { maximum 20 }
input cases : count with baseline last_year at most 40
group A maximum 20 {
  criterion A1 maximum 10 {
    when cases.last_year = 0 : none
    proportional max(fall(cases), 0%)
  }
  criterion A2 maximum 10 {
    when cases.last_year = 0 : none
    bands fall(cases) { from 50% up : full  from 0% to below 50% : 3  below 0% : 1 }
  }
})";

TEST(missing, a_fall_with_only_its_baseline_missing_is_bounded_exactly) {
  const program p = program_of(fall_rules);
  const auto card = scored(p, {{"cases", 10}});
  EXPECT_EQ(shown(card.criteria[0].points), "0..7.5");  // (40 − 10)/40
  EXPECT_EQ(shown(card.criteria[1].points), "0..10");
  EXPECT_FALSE(card.criteria[0].outer);
  EXPECT_FALSE(card.criteria[1].outer);
  EXPECT_TRUE(card.outer) << "the baseline feeds both criteria";
}

TEST(missing, with_only_the_current_value_missing_too) {
  const program p = program_of(fall_rules);
  const auto card = scored(p, {{"cases.last_year", 10}});
  EXPECT_EQ(shown(card.criteria[0].points), "0..10");
  EXPECT_EQ(shown(card.criteria[1].points), "1..10");
  EXPECT_EQ(shown(scored(p, {{"cases.last_year", 0}}).total), "0");
}

TEST(missing, working_days_that_are_known_stay_so_beside_what_is_missing) {
  const program p = program_of(R"(ancs 1
model m { maximum 10 }
input cases : count
input first : date at least 2019-12-15 at most 2021-03-10
input last  : date at least 2019-12-15 at most 2021-03-10
holidays "2020" { 2020-01-01  2020-01-23 to 2020-01-29  2020-05-01  working on 2020-02-01  working on 2020-02-02 }
group A maximum 10 {
  criterion A1 maximum 10 {
    when working days(first to last) > 58 : none
    award full when cases = 0
  }
})");
  // 2019-12-17 to 2020-03-14 are 63 days from Monday to Friday after the first, less 6 holidays, and two days worked.
  EXPECT_EQ(shown(scored(p, {{"first", 18247}, {"last", 18335}}).total), "0");
  EXPECT_EQ(shown(scored(p, {{"first", 18248}, {"last", 18335}}).total), "0..10");
}

TEST(missing, a_row_that_no_whole_number_reaches_does_not_count) {
  const program p = program_of(R"(ancs 1
model m { maximum 10 }
input x : count at most 7
group A maximum 10 {
  criterion A1 maximum 10 { bands x / 7 { from 95% up : 4  from 90% to below 95% : full  below 90% : 4 } }
})");
  // 6/7 is 85.7%: nothing between 90% and 95%.
  const auto card = scored(p, {});
  EXPECT_EQ(shown(card.total), "4");
}

TEST(missing, limits_reach_through_a_missing_middle) {
  const program p = program_of(R"(ancs 1
model m { maximum 10 }
input whole : count at most 8
input part : count at most whole
input few : count at most part
group A maximum 10 { criterion A1 maximum 10 { points min(10, 2 * few) } }
)");
  EXPECT_EQ(shown(scored(p, {{"whole", 3}, {"part", 3}}).total), "0..6");
  EXPECT_EQ(shown(scored(p, {{"whole", 3}}).total), "0..6");
  EXPECT_EQ(shown(scored(p, {}).total), "0..10");
}

TEST(missing, inputs_come_by_how_far_each_moves_the_total) {
  const program p = program_of(R"(ancs 1
model m { maximum 20 }
input little, much, done : yes/no
input n : count at most 3
group A maximum 20 {
  criterion A1 maximum 2 { award full when little }
  criterion A2 maximum 12 { award full when much }
  criterion A3 maximum 6 { start full  deduct 1 per n  deduct 2 when not done }
})");
  const auto card = scored(p, {});
  EXPECT_EQ(missing_names(p, card), (std::vector<std::string>{"much", "n", "little", "done"}));
  EXPECT_EQ(card.missing[0].moves, 12);
  EXPECT_EQ(card.missing[1].moves, 3);
  EXPECT_EQ(card.missing[2].moves, 2);
  EXPECT_FALSE(card.outer);
  EXPECT_EQ(shown(card.criteria[2].points), "1..6");
}

TEST(missing, whether_a_unit_is_assessed_may_be_open) {
  const program p = program_of(R"(ancs 1
model m {
  maximum 10
  not yet assessed when months < 9
}
input months : count at most 12
input a : points 0 to 10
group A maximum 10 { criterion A1 maximum 10 { assessed a } }
levels "L" best first "good", "poor" { "good" when total >= 5  "poor" otherwise }
)");
  const std::vector<scorecard> cards{scored(p, {{"months", 12}, {"a", 6}}), scored(p, {{"months", 2}, {"a", 9}}), scored(p, {{"a", 8}}),
                                     scored(p, {{"months", 9}, {"a", 9}})};
  EXPECT_TRUE(cards[1].outcomes[0].possible.empty());
  EXPECT_EQ(cards[2].not_yet_assessed, truth::unknown);
  EXPECT_FALSE(cards[2].outcomes[0].settled());
  const auto order = rank(p, cards);
  ASSERT_EQ(order.size(), 4u);
  EXPECT_EQ(order[0].unit, 3u);
  EXPECT_FALSE(order[0].provisional);
  EXPECT_EQ(order[1].unit, 2u);
  EXPECT_EQ(order[2].unit, 0u);
  EXPECT_EQ(order[2].place, 3u);
  EXPECT_TRUE(order[2].provisional) << "the unit before it may drop out";
  EXPECT_EQ(order[3].unit, 1u);
  EXPECT_EQ(order[3].place, 0u);
}

constexpr const char* needs_rules = R"(ancs 1
model m { maximum 20 }
input areas : count at least 1
input good : count at most areas
input cases : count with baseline before
input done : count
group A maximum 20 {
  criterion A1 maximum 10 { bands good / areas { from 70% up : full  from 40% to below 70% : 5  below 40% : none } }
  criterion A2 maximum 6 {
    when cases.before = 0 : none
    bands fall(cases) { from 30% up : full  below 30% : none }
  }
  criterion A3 maximum 4 { award full when done >= 4 and areas > 0 }
}
levels "L" best first "good", "poor" { "good" when total >= 15 and A1 = full  "poor" otherwise }
)";

TEST(needs, say_how_many_more_or_fewer) {
  const program p = program_of(needs_rules);
  record unit(p);
  for (const auto& [name, value] : {std::pair{"areas", 25}, {"good", 16}, {"cases", 8}, {"cases.before", 10}, {"done", 1}}) unit.set(name, value);
  const auto why = explain(p, unit, language::en);
  EXPECT_EQ(why[0].reasons[0].needs, "10 points need good = 18: 2 more");  // 17/25 is 68%
  EXPECT_EQ(why[1].reasons.back().needs, "6 points need cases = 7: 1 fewer");
  EXPECT_EQ(why[2].reasons[0].needs, "needs done = 4: 3 more");
  EXPECT_EQ(explain(p, unit, language::vi)[0].reasons[0].needs, "10 điểm cần good = 18: thêm 2");
  const auto levels = explain_levels(p, unit, language::en);
  EXPECT_EQ(levels[0].level, "good");
  ASSERT_EQ(levels[0].missing.size(), 2u);
  EXPECT_EQ(levels[0].missing[0], "total = 5 < 15: 10 short");
}

TEST(needs, say_nothing_where_all_is_reached_or_cannot_be) {
  const program p = program_of(needs_rules);
  record unit(p);
  for (const auto& [name, value] : {std::pair{"areas", 2}, {"good", 2}, {"cases", 1}, {"cases.before", 10}, {"done", 4}}) unit.set(name, value);
  const auto why = explain(p, unit, language::en);
  for (const auto& c : why)
    for (const auto& r : c.reasons) EXPECT_EQ(r.needs, "");
  EXPECT_EQ(explain_levels(p, unit, language::en)[0].level, "");
}

}  // namespace
}  // namespace ancs::tests
