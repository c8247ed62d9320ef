// cohort_quota_test.cpp: proves places within cohorts, and what quotas make of levels: shares, rounding, ties, before and after.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "ancs/cohort.hpp"
#include "scored_rules.hpp"

namespace ancs::tests {
namespace {

/// Points are those given; "A" from 9 up, "B" from 7 up, "C" from 5 up, "D" below.
program rules(const std::string& rest, const std::string& model = "") {
  return program_of(
      "ancs 1\nmodel m { maximum 10" + model + " }\ninput x : points 0 to 10\ninput cases : count, default 0\ninput side : one of \"left\", \"right\", default \"left\"\n"
      "group G maximum 10 { criterion P maximum 10 { assessed x } }\n"
      "levels \"L\" best first \"A\", \"B\", \"C\", \"D\" { \"A\" when total >= 9  \"B\" when total >= 7  \"C\" when total >= 5  \"D\" otherwise }\n" +
      rest + "\n");
}
std::string quota(const std::string& share, const std::string& how) {
  return "quota \"A\" of \"L\" { at most " + share + " of " + how + "  rest become \"B\" }";
}

struct one {
  std::optional<rational> points;
  std::string parent = "p", type = "t";
  int cases = 0;
  const char* side = nullptr;
};
/// Points of at most two decimals.
std::vector<one> with_points(const std::vector<double>& points) {
  std::vector<one> all;
  for (const double p : points) all.push_back({rational(std::llround(p * 100), 100), "p", "t", 0, nullptr});
  return all;
}

struct ranked_cohort {
  program by;
  std::vector<scorecard> cards;
  std::vector<cohort_unit> units;
  cohort_results results;
};
ranked_cohort ranked_of(const std::string& rest, const std::vector<one>& all, const std::string& model = "") {
  ranked_cohort r{rules(rest, model), {}, {}, {}};
  for (const one& u : all) {
    record data(r.by);
    if (u.points) data.set("x", *u.points);
    data.set("cases", u.cases);
    if (u.side) data.set("side", u.side);
    r.cards.push_back(r.by.score(data));
    r.units.push_back({u.parent, u.type});
  }
  r.results = rank(r.by, r.cards, r.units);
  return r;
}

/// Levels by unit in the order given, "AABC"; "?" where they are open.
std::string levels(const ranked_cohort& r) {
  std::string text;
  for (std::uint32_t u = 0; u < r.cards.size(); ++u) {
    const auto l = r.results.levels(r.by, r.cards[u], u, 0);
    text += l.size() == 1 ? static_cast<char>('A' + l[0]) : '?';
  }
  return text;
}
std::string levels(const std::string& rest, const std::vector<one>& all) { return levels(ranked_of(rest, all)); }

TEST(quota, keeps_the_best_before_and_after_itself) {
  // Four at A, four at B: 25% of the eight at B or better are 2, of the four at B alone 1.
  const auto units = with_points({9, 10, 9.5, 9.2, 7, 7, 8, 7.5});
  EXPECT_EQ(levels(quota("25%", "\"B\" or better, before the quota  round down  ties out"), units), "BAABBBBB");
  EXPECT_EQ(levels(quota("25%", "\"B\", before the quota  round down  ties out"), units), "BABBBBBB");
  // After: with 1 kept the others at A make 7 at B, 25% of them is 1; with 2 kept 6 at B, 25% of them is 1.
  EXPECT_EQ(levels(quota("25%", "\"B\", after the quota  round down  ties out"), units), "BABBBBBB");
  EXPECT_EQ(levels(quota("25%", "\"B\", after the quota  round half up  ties out"), units), "BAABBBBB");
}

TEST(quota, rounds_as_it_says) {
  // 30% of 5 is 1.5.
  const auto units = with_points({9, 10, 9.5, 8, 7});
  EXPECT_EQ(levels(quota("30%", "\"B\" or better, before the quota  round down  ties out"), units), "BABBB");
  EXPECT_EQ(levels(quota("30%", "\"B\" or better, before the quota  round up  ties out"), units), "BAABB");
  EXPECT_EQ(levels(quota("30%", "\"B\" or better, before the quota  round half up  ties out"), units), "BAABB");
  // 50% of 5 is 2.5, half even 2.
  EXPECT_EQ(levels(quota("50%", "\"B\" or better, before the quota  round half even  ties out"), units), "BAABB");
}

TEST(quota, takes_ties_at_the_cut_in_or_out_together) {
  const auto units = with_points({9, 10, 9, 9, 7, 7, 7, 7});
  EXPECT_EQ(levels(quota("25%", "\"B\" or better, before the quota  round down  ties in"), units), "AAAABBBB");
  EXPECT_EQ(levels(quota("25%", "\"B\" or better, before the quota  round down  ties out"), units), "BABBBBBB");
  // Where all tie, none or all keep the level.
  EXPECT_EQ(levels(quota("50%", "\"A\", before the quota  round down  ties out"), with_points({9, 9, 9})), "BBB");
  EXPECT_EQ(levels(quota("50%", "\"A\", before the quota  round down  ties in"), with_points({9, 9, 9})), "AAA");
  // With no number allowed there is no cut to tie at.
  EXPECT_EQ(levels(quota("20%", "\"A\", before the quota  round down  ties in"), with_points({9, 9, 9})), "BBB");
}

TEST(quota, says_which_place_of_how_many_allowed) {
  const auto r = ranked_of(quota("50%", "\"B\" or better, before the quota  round down  ties out"), with_points({9, 10, 9, 9.5, 7}));
  ASSERT_EQ(r.results.lowered.size(), 2u);
  EXPECT_EQ(r.results.lowered[0].unit, 0u);
  EXPECT_EQ(r.results.lowered[1].unit, 2u);
  for (const auto& moved : r.results.lowered) {
    EXPECT_EQ(moved.place, 3u);
    EXPECT_EQ(moved.allowed, 2u);
    EXPECT_FALSE(moved.tied);
  }
  const auto& count = r.results.cohorts.at(0).quotas.at(0);
  EXPECT_EQ((std::vector<std::uint32_t>{count.base, count.allowed, count.candidates, count.kept}), (std::vector<std::uint32_t>{5, 2, 4, 2}));
  EXPECT_FALSE(count.provisional);
  EXPECT_EQ(r.by.quotas()[0].place.line, 8u);
}

TEST(quota, applies_one_after_the_other) {
  const std::string first = quota("50%", "\"A\", before the quota  round down  ties out");
  const std::string second = "quota \"B\" of \"L\" { at most 50% of \"B\" or better, before the quota  round down  ties out  rest become \"D\" }";
  const auto units = with_points({10, 9.5, 9.2, 9, 8, 7});
  // Two of four stay A. Then four are at B, of six at B or better three may be.
  EXPECT_EQ(levels(first + "\n" + second, units), "AABBBD");
  // The other way round both at B may stay, and then two of the four at A join them.
  EXPECT_EQ(levels(second + "\n" + first, units), "AABBBB");
}

TEST(quota, counts_each_parent_for_itself) {
  const std::string rest = "ranking within parent { by total descending  ties share }\n" + quota("50%", "\"A\", before the quota  round down  ties out");
  std::vector<one> units;
  for (const char* parent : {"p", "q", "p", "q"}) units.push_back({rational(9) + rational(static_cast<std::int64_t>(units.size())) / 10, parent, "t", 0, nullptr});
  EXPECT_EQ(levels(rest, units), "BBAA");
  EXPECT_EQ(levels(quota("50%", "\"A\", before the quota  round down  ties out"), units), "BBAA");
  units[3].parent = "r";
  EXPECT_EQ(levels(rest, units), "BBAB");
}

TEST(quota, is_provisional_where_data_is_missing) {
  const std::string rest = quota("50%", "\"B\" or better, before the quota  round down  ties out");
  auto units = with_points({9, 10, 9.5, 7});
  EXPECT_FALSE(ranked_of(rest, units).results.cohorts[0].quotas[0].provisional);
  units.push_back({});
  const auto r = ranked_of(rest, units);
  EXPECT_TRUE(r.results.cohorts[0].quotas[0].provisional);
  EXPECT_EQ(levels(r), "BAAB?");
  EXPECT_EQ(r.results.cohorts[0].quotas[0].base, 4u);
}

TEST(quota, does_not_depend_on_the_order_of_units) {
  std::vector<one> units = with_points({9, 10, 9.5, 9.2, 7, 7, 8, 7.5, 9.2, 9.5});
  const std::string rest = "ranking { by total descending  ties split by cases ascending }\n" + quota("30%", "\"B\" or better, after the quota  round down  ties in");
  units[2].cases = 3;
  const std::string forth = levels(rest, units);
  std::reverse(units.begin(), units.end());
  std::string back = levels(rest, units);
  std::reverse(back.begin(), back.end());
  EXPECT_EQ(forth, back);
  EXPECT_NE(forth.find('A'), forth.npos);
}

/// "p: 1 0, 2 3; q: 1 1": cohort, then place and unit.
std::string places(const cohort_results& r) {
  std::string text;
  std::uint32_t last = ~0u;
  for (const auto& p : r.order) {
    const auto& c = r.cohorts[p.cohort];
    if (p.cohort != last) text += (text.empty() ? "" : "; ") + c.parent + c.unit_type + c.option + ":";
    last = p.cohort;
    text += " " + std::to_string(p.place) + (p.provisional ? "~" : "") + "=" + std::to_string(p.unit);
  }
  return text;
}

TEST(cohorts, are_by_parent_unit_type_and_option) {
  std::vector<one> units = with_points({5, 6, 7, 8});
  units[1].parent = units[2].parent = "q";
  units[2].type = "s";
  units[3].side = "right";
  const auto of = [&](const std::string& within) { return places(ranked_of("ranking " + within + "{ by total descending  ties share }", units).results); };
  EXPECT_EQ(of(""), ": 1=3 2=2 3=1 4=0");
  EXPECT_EQ(of("within parent "), "p: 1=3 2=0; q: 1=2 2=1");
  EXPECT_EQ(of("within unit type "), "s: 1=2; t: 1=3 2=1 3=0");
  EXPECT_EQ(of("within side "), "left: 1=2 2=1 3=0; right: 1=3");
  EXPECT_EQ(of("within parent, side "), "pleft: 1=0; pright: 1=3; qleft: 1=2 2=1");
  EXPECT_EQ(of("within unit type, parent "), "pt: 1=3 2=0; qs: 1=2; qt: 1=1");
}

TEST(cohorts, leave_out_units_that_do_not_say_where_they_belong) {
  std::vector<one> units = with_points({5, 6, 7});
  units[1].parent = "";
  const auto r = ranked_of("ranking within parent { by total descending  ties share }", units).results;
  EXPECT_EQ(places(r), "p: 1~=2 2~=0");
  EXPECT_EQ(r.without_cohort, std::vector<std::uint32_t>{1});
}

TEST(cohorts, list_units_that_are_not_yet_assessed_apart) {
  auto units = with_points({9, 9.5, 10, 4});
  units[2].cases = 7;
  const auto r = ranked_of(quota("50%", "\"A\", before the quota  round down  ties out"), units, "  not yet assessed when cases = 7");
  EXPECT_EQ(places(r.results), ": 1=1 2=0 3=3");
  EXPECT_EQ(r.results.not_yet_assessed, std::vector<std::uint32_t>{2});
  EXPECT_EQ(levels(r), "BA?D");
}

TEST(cohorts, split_ties_by_further_keys) {
  std::vector<one> units = with_points({5, 5, 5, 6});
  units[0].cases = 2, units[1].cases = 1, units[2].cases = 2;
  EXPECT_EQ(places(ranked_of("ranking { by total descending  ties split by cases ascending }", units).results), ": 1=3 2=1 3=0 3=2");
}

}  // namespace
}  // namespace ancs::tests
