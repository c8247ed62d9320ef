// reference_test.cpp: proves the oracle itself on cases worked out by hand, most of them published figures of the domain.
#include "reference.hpp"

#include <gtest/gtest.h>

#include "ancs/parse.hpp"
#include "ancs/source.hpp"

namespace {

using reference::data;
using reference::number;
using reference::results;

ancs::ast::document tree_of(const std::string& text) {
  const ancs::source source("hand.ancs", "ancs 1\n" + text);
  auto parsed = ancs::parse(source);
  for (const auto& f : parsed.findings) ADD_FAILURE() << ancs::render_text(f, source, ancs::language::en);
  return parsed ? *parsed : ancs::ast::document{};
}

results score(const std::string& text, const data& unit) { return reference::evaluate(tree_of(text), unit); }

/// Points of the only criterion, `A1` of maximum 10, whose inputs and body are given.
number points(const std::string& inputs, const std::string& body, const data& unit, const std::string& rounding = "") {
  return score("model m { maximum 10 " + rounding + " } " + inputs + " group A maximum 10 { criterion A1 maximum 10 { " + body + " } }",
               unit)
      .criteria.at("A1");
}

const std::string fall_rows = "{ from 30% up : 10  from 10% to below 30% : 8  from 0% to below 10% : 5  below 0% : 0 }";

TEST(reference, rounds_ties_by_mode) {
  using mode = ancs::rounding_mode;
  const number tie(1, 8), step(1, 4);
  EXPECT_EQ(reference::round(number(5, 2), 1, mode::half_up), 3);
  EXPECT_EQ(reference::round(number(-5, 2), 1, mode::half_up), -3);
  EXPECT_EQ(reference::round(number(5, 2), 1, mode::half_even), 2);
  EXPECT_EQ(reference::round(number(7, 2), 1, mode::half_even), 4);
  EXPECT_EQ(reference::round(number(-5, 2), 1, mode::half_even), -2);
  EXPECT_EQ(reference::round(number(-7, 2), 1, mode::half_even), -4);
  EXPECT_EQ(reference::round(number(-5, 2), 1, mode::up), -2);
  EXPECT_EQ(reference::round(number(-5, 2), 1, mode::down), -3);
  EXPECT_EQ(reference::round(tie, step, mode::half_up), step);
  EXPECT_EQ(reference::round(tie, step, mode::half_even), 0);
  EXPECT_EQ(reference::round(number(-1, 3), 1, mode::half_up), 0);
  EXPECT_EQ(reference::round(number(-2, 3), 1, mode::half_up), -1);
}

TEST(reference, reads_numbers_and_dates) {
  EXPECT_EQ(reference::parse("-12.50"), number(-25, 2));
  EXPECT_EQ(reference::parse("2/21"), number(2, 21));
  EXPECT_EQ(reference::parse("340282366920938463463374607431768211456").str(), "340282366920938463463374607431768211456");
  EXPECT_EQ(reference::days(1970, 1, 1), 0);
  EXPECT_EQ(reference::days(2022, 4, 1), 19083);
  EXPECT_EQ(reference::days(2000, 3, 1) - reference::days(2000, 2, 28), 2);
  EXPECT_EQ(reference::days(1969, 12, 31), -1);
}

TEST(reference, re_offending_of_2_in_21_is_below_10_percent) {
  const std::string inputs = "input released : count input reoffended : count at most released";
  const std::string body =
      "not applicable when released = 0 : full bands reoffended / released { below 10% : 10 from 10% to below 15% : 5 from 15% up : 0 }";
  EXPECT_EQ(points(inputs, body, {{"reoffended", number(2)}, {"released", number(21)}}), 10);
  EXPECT_EQ(points(inputs, body, {{"reoffended", number(2)}, {"released", number(20)}}), 5);
  EXPECT_EQ(points(inputs, body, {{"reoffended", number(3)}, {"released", number(20)}}), 0);
  const auto none = score("model m { maximum 10 } " + inputs + " group A maximum 10 { criterion A1 maximum 10 { " + body + " } }",
                          {{"reoffended", number(0)}, {"released", number(0)}});
  EXPECT_EQ(none.criteria.at("A1"), 10);
  EXPECT_EQ(none.states.at("A1"), reference::state::not_applicable);
}

TEST(reference, falls_of_the_published_figures) {
  const std::string inputs = "input x : count with baseline before_model";
  const std::string guard = "when x.before_model = 0 : none ";
  const auto of = [&](int now, int before) {
    return points(inputs, guard + "bands fall(x) " + fall_rows, {{"x", number(now)}, {"x.before_model", number(before)}});
  };
  EXPECT_EQ(of(2, 3), 10);    // 33,3%
  EXPECT_EQ(of(4, 7), 10);    // 42,9%
  EXPECT_EQ(of(10, 15), 10);  // 33,3%, not the 36,3% that was published
  EXPECT_EQ(of(7, 10), 10);   // just 30%
  EXPECT_EQ(of(9, 10), 8);
  EXPECT_EQ(of(10, 10), 5);
  EXPECT_EQ(of(11, 10), 0);
  EXPECT_EQ(of(0, 0), 0);
  const auto interpolated = [&](int now, int before, const std::string& e) {
    return points(inputs, guard + "interpolate " + e + " { 0% : 0 100% : 10 }", {{"x", number(now)}, {"x.before_model", number(before)}});
  };
  EXPECT_EQ(interpolated(10, 15, "fall(x)"), number(10, 3));
  EXPECT_EQ(interpolated(15, 10, "rise(x)"), 5);
  EXPECT_EQ(interpolated(4, 7, "round(fall(x), 0.1%)"), number(429, 100));
}

TEST(reference, rounds_per_criterion_or_once_at_the_end) {
  const std::string two = R"( input a : percent input b : percent
    group A maximum 2 { criterion A1 maximum 1 { proportional a } criterion A2 maximum 1 { proportional b } })";
  const data unit{{"a", number(1, 4)}, {"b", number(1, 4)}};
  EXPECT_EQ(score("model m { maximum 2 rounding 0.5 half up per criterion }" + two, unit).total, 1);
  const auto end = score("model m { maximum 2 rounding 0.5 half up once at the end }" + two, unit);
  EXPECT_EQ(end.total, number(1, 2));
  EXPECT_EQ(end.criteria.at("A1"), number(1, 4));
  EXPECT_EQ(score("model m { maximum 2 }" + two, {{"a", number(1, 3)}, {"b", number(1, 3)}}).total, number(2, 3));
}

TEST(reference, percents_against_points_are_of_the_maximum) {
  const std::string text = R"(model m { maximum 110 } input d : points 0 to 110
    group A maximum 110 { criterion A1 maximum 110 { assessed d } }
    levels "points"  best first "pass", "fail" { "pass" when total >= 90  "fail" otherwise }
    levels "percent" best first "pass", "fail" { "pass" when total >= 90%  "fail" otherwise }
    levels "every"   best first "pass", "fail" { "pass" when every criterion >= 90% or A >= 91%  "fail" otherwise })";
  const auto r = score(text, {{"d", number(98)}});
  EXPECT_EQ(r.levels.at("points"), "pass");
  EXPECT_EQ(r.levels.at("percent"), "fail");
  EXPECT_EQ(r.levels.at("every"), "fail");
  EXPECT_EQ(score(text, {{"d", number(99)}}).levels.at("every"), "pass");
}

TEST(reference, deducts_and_adds) {
  const std::string monthly = "input late : count monthly, default 0";
  EXPECT_EQ(points(monthly, "start full deduct 0.5 per sum(late), at most 10",
                   {{"late.3", number(1)}, {"late.6", number(2)}, {"late.11", number(1)}}),
            8);
  EXPECT_EQ(points(monthly, "start full deduct 5 per sum(late), at most 4 deduct 1 when max(late) >= 2", {{"late.1", number(3)}}), 5);
  EXPECT_EQ(points(monthly, "start full deduct 5 per sum(late)", {{"late.1", number(3)}}), 0);
  const std::string money = "input m : money";
  EXPECT_EQ(points(money, "add 2 per m, whole, at most 10", {{"m", number(7, 2)}}), 6);
  EXPECT_EQ(points(money, "add 2 per m, pro rata, at most 10", {{"m", number(7, 2)}}), 7);
  EXPECT_EQ(points(money, "add 2 per m, pro rata, at most 10", {{"m", number(700)}}), 10);
}

TEST(reference, awards_options_and_guards) {
  EXPECT_EQ(points("input b, c : yes/no", "award 4 when b award 6 when not c", {{"b", true}, {"c", false}}), 10);
  EXPECT_EQ(points("input a, b, c : yes/no", "award full when at least 2 of { a, b, c }", {{"a", true}, {"b", false}, {"c", true}}), 10);
  EXPECT_EQ(points("input a, b, c : yes/no", "award full when at least 2 of { a, b, c }", {{"a", true}, {"b", false}, {"c", false}}), 0);
  const std::string head = R"(input head : one of "trưởng", "phó", "không")";
  const std::string choose = R"(choose head { "trưởng" : full "phó" : 1/2 of maximum otherwise : none })";
  EXPECT_EQ(points(head, choose, {{"head", std::string("phó")}}), 5);
  EXPECT_EQ(points(head, choose, {{"head", std::string("không")}}), 0);
  const std::string given = "when s is not given : 20% interpolate s { 50% : 0 80% : 8 100% : 10 }";
  EXPECT_EQ(points("input s : percent, optional", given, {}), 2);
  EXPECT_EQ(points("input s : percent, optional", given, {{"s", number(13, 20)}}), 4);
}

TEST(reference, caps_blocks_and_vetoes) {
  const std::string text = R"(model m { maximum 12 } input d, e : points 0 to 10 input n : count
    group A maximum 12 { group B maximum 2 capped { criterion B1 maximum 10 { assessed d } } criterion A1 maximum 10 { assessed e } }
    bonus K maximum 4 { criterion K1 maximum 4 { add 0.5 per n, at most 4 } }
    penalty P maximum 3 { criterion P1 maximum 3 { add 1 per n, at most 3 } }
    veto v when n > 5
    levels "L" best first "1", "2", "3" { "1" when total with K >= 8  "2" when total >= 8  not above "2" when any veto  "3" otherwise })";
  const auto few = score(text, {{"d", number(10)}, {"e", number(5)}, {"n", number(2)}});
  EXPECT_EQ(few.groups.at("B"), 2);
  EXPECT_EQ(few.total, 7);
  EXPECT_EQ(few.total_with_all, 6);
  EXPECT_EQ(few.levels.at("L"), "1");
  EXPECT_FALSE(few.vetoes.at("v"));
  const auto many = score(text, {{"d", number(10)}, {"e", number(5)}, {"n", number(6)}});
  EXPECT_EQ(many.total_with_all, 7);
  EXPECT_EQ(many.levels.at("L"), "2");
}

TEST(reference, gives_places) {
  const std::string inputs =
      "model m { maximum 10 } input d : points 0 to 10 group A maximum 10 { criterion A1 maximum 10 { assessed d } } ";
  const auto places = [&](const std::string& ranking) {
    const auto tree = tree_of(inputs + ranking);
    std::vector<results> units;
    for (int d : {7, 9, 7, 3}) units.push_back(reference::evaluate(tree, {{"d", number(d)}}));
    return reference::places(tree, units);
  };
  using all = std::vector<std::uint32_t>;
  EXPECT_EQ(places(""), (all{2, 1, 2, 4}));
  EXPECT_EQ(places("ranking { by total descending ties share }"), (all{2, 1, 2, 4}));
  EXPECT_EQ(places("ranking { by total descending ties dense }"), (all{2, 1, 2, 3}));
  EXPECT_EQ(places("ranking { by total ascending ties dense }"), (all{2, 3, 2, 1}));
}

TEST(reference, gives_up_where_a_proof_must_have_failed) {
  const std::string inputs = "input a, b : count";
  EXPECT_THROW(points(inputs, "bands a / b { below 50% : 0 from 50% up : full }", {{"a", number(1)}, {"b", number(0)}}), reference::fault);
  EXPECT_THROW(points(inputs, "bands a { below 5 : 0 above 5 : full }", {{"a", number(5)}}), reference::fault);
  EXPECT_THROW(points(inputs, "bands a { up to 5 : 0 from 5 up : full }", {{"a", number(5)}}), reference::fault);
  EXPECT_THROW(points(inputs, "award full when a > 0 award 1 when a > 1", {{"a", number(5)}}), reference::fault);
}

}  // namespace
