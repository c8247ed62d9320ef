// cohort_test.cpp: proves the order of units: keys, directions, ties, places, and when an order is provisional.
#include "ancs/cohort.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "scored_rules.hpp"

namespace ancs::tests {
namespace {

using std::nullopt;

/// Points are 10 less `late`, and 2 more where it is `held`; `cases` and `fund` only order units.
program rules(const std::string& ranking) {
  return program_of("ancs 1\nmodel m { maximum 12 }\ninput late, cases : count\ninput fund : money, default 0\ninput held : yes/no\n"
                    "group G maximum 12 { criterion A maximum 10 { start full  deduct 1 per late, at most 10 }\n"
                    "                     criterion B maximum 2 { award 2 when held } }\n" +
                    ranking + "\n");
}

struct unit {
  std::optional<int> late, cases;
  int fund = 0;
  std::optional<bool> held = false;
};

std::vector<scorecard> cards(const program& of, const std::vector<unit>& units) {
  std::vector<scorecard> all;
  for (const unit& u : units) {
    record r(of);
    if (u.late) r.set("late", *u.late);
    if (u.cases) r.set("cases", *u.cases);
    r.set("fund", u.fund);
    if (u.held) r.set("held", *u.held);
    all.push_back(of.score(r));
  }
  return all;
}

/// "1: 2, 2=: 0, 2=: 1": place and unit in order, `=` where tied, `~` where provisional.
std::string order(const program& of, const std::vector<scorecard>& of_units) {
  std::string text;
  for (const ranked& r : rank(of, of_units))
    text += (text.empty() ? "" : ", ") + std::to_string(r.place) + (r.tied ? "=" : "") + (r.provisional ? "~" : "") + ": " + std::to_string(r.unit);
  return text;
}
std::string order(const std::string& ranking, const std::vector<unit>& units) {
  const program p = rules(ranking);
  return order(p, cards(p, units));
}

TEST(cohort, orders_by_total_descending_where_no_ranking_is_declared) {
  EXPECT_EQ(order("", {{3, 0}, {1, 9}, {3, 5}, {2, 0}}), "1: 1, 2: 3, 3=: 0, 3=: 2");
}

TEST(cohort, orders_by_each_key_in_turn) {
  const std::vector<unit> units{{2, 5, 1}, {1, 7, 1}, {2, 3, 1}, {1, 7, 9}, {2, 3, 4}};
  EXPECT_EQ(order("ranking { by total descending, cases ascending, fund descending  ties share }", units), "1: 3, 2: 1, 3: 4, 4: 2, 5: 0");
  EXPECT_EQ(order("ranking { by total ascending, cases descending, fund ascending  ties share }", units), "1: 0, 2: 2, 3: 4, 4: 1, 5: 3");
  EXPECT_EQ(order("ranking { by cases ascending, total descending  ties share }", units), "1=: 2, 1=: 4, 3: 0, 4=: 1, 4=: 3");
}

TEST(cohort, shares_places_or_counts_them_densely) {
  const std::vector<unit> units{{1, 0}, {0, 0}, {1, 0}, {2, 0}, {1, 0}, {2, 0}, {3, 0}};
  EXPECT_EQ(order("ranking { by total descending  ties share }", units), "1: 1, 2=: 0, 2=: 2, 2=: 4, 5=: 3, 5=: 5, 7: 6");
  EXPECT_EQ(order("ranking { by total descending  ties dense }", units), "1: 1, 2=: 0, 2=: 2, 2=: 4, 3=: 3, 3=: 5, 4: 6");
}

TEST(cohort, keeps_the_given_order_of_units_that_tie) {
  const program p = rules("ranking { by total descending  ties share }");
  std::vector<unit> units(200, {4, 1});
  units[150] = {0, 1};
  const auto all = rank(p, cards(p, units));
  ASSERT_EQ(all.size(), 200u);
  EXPECT_EQ(all[0].unit, 150u);
  EXPECT_FALSE(all[0].tied);
  for (std::size_t i = 1; i < all.size(); ++i) {
    EXPECT_EQ(all[i].unit, i <= 150 ? i - 1 : i);
    EXPECT_EQ(all[i].place, 2u);
    EXPECT_TRUE(all[i].tied);
  }
}

TEST(cohort, gives_places_that_do_not_depend_on_the_order_given) {
  const std::vector<unit> forth{{3, 1}, {1, 2}, {3, 1}, {2, 0}, {0, 0}};
  const std::vector<unit> back(forth.rbegin(), forth.rend());
  const program p = rules("ranking { by total descending, cases ascending  ties share }");
  std::vector<std::uint32_t> first(5), second(5);
  for (const auto& r : rank(p, cards(p, forth))) first[r.unit] = r.place;
  for (const auto& r : rank(p, cards(p, back))) second[4 - r.unit] = r.place;
  EXPECT_EQ(first, second);
}

TEST(cohort, is_provisional_wherever_an_open_unit_may_come_to_stand) {
  const std::string by = "ranking { by total descending, cases ascending  ties share }";
  EXPECT_EQ(order(by, {{1, 1}, {nullopt, 1}, {0, 1}}), "1~: 2, 2~: 0, 3~: 1");
  EXPECT_EQ(order("", {{1, 1}, {nullopt, 1}, {0, 1}}), "1~: 2, 2~: 0, 3~: 1");
  // Unit 1 has 5 to 7 points: those with 7, 6 and 5 are not sure of their places, those with 8 and 4 are.
  const std::vector<unit> units{{2, 0}, {5, 0, 0, nullopt}, {3, 0}, {4, 0}, {5, 1}, {6, 0}};
  EXPECT_EQ(order(by, units), "1: 0, 2~: 2, 3~: 3, 4~: 1, 5~: 4, 6: 5");
  EXPECT_EQ(order("", units), "1: 0, 2~: 2, 3~: 3, 4=~: 1, 4=~: 4, 6: 5");
}

TEST(cohort, is_provisional_where_a_later_key_is_open) {
  const std::string by = "ranking { by total descending, cases ascending  ties share }";
  EXPECT_EQ(order(by, {{1, 5}, {1, nullopt}, {2, 0}}), "1~: 1, 2~: 0, 3: 2");
  EXPECT_EQ(order(by, {{1, 5}, {1, 6}, {2, 0}}), "1: 0, 2: 1, 3: 2");
}

TEST(cohort, is_provisional_below_an_open_unit_where_places_are_dense) {
  // Whether unit 1 ends at 5 points or at 7, as unit 2, decides how many places stand above unit 3.
  EXPECT_EQ(order("ranking { by total descending  ties dense }", {{0, 0}, {5, 0, 0, nullopt}, {3, 0}, {9, 0}}), "1: 0, 2~: 2, 3~: 1, 4~: 3");
}

TEST(cohort, is_final_where_what_is_missing_orders_nothing) {
  EXPECT_EQ(order("ranking { by total descending  ties share }", {{1, nullopt}, {0, 1}}), "1: 1, 2: 0");
  EXPECT_EQ(order("", {{1, nullopt}, {0, nullopt}}), "1: 1, 2: 0");
}

TEST(cohort, places_open_units_by_their_lower_bounds) {
  EXPECT_EQ(order("ranking { by total descending  ties share }", {{nullopt, 1}, {10, 1}, {9, 1}}), "1~: 2, 2=~: 0, 2=~: 1");
  EXPECT_EQ(order("ranking { by total ascending  ties share }", {{nullopt, 1}, {10, 1}, {9, 1}}), "1=~: 0, 1=~: 1, 3~: 2");
}

TEST(cohort, ranks_no_unit_and_one) {
  const program p = rules("ranking { by total descending  ties dense }");
  EXPECT_TRUE(rank(p, {}).empty());
  EXPECT_EQ(order(p, cards(p, {{5, 5}})), "1: 0");
}

}  // namespace
}  // namespace ancs::tests
