// check_test.cpp: proves what checking makes of a tree: slots, pieces, constants, the order of lets, what proofs may rely on.
#include "ancs/check.hpp"

#include <gtest/gtest.h>

#include <string>
#include <variant>
#include <vector>

#include "ancs/parse.hpp"

namespace ancs::tests {
namespace {

using checked::term_op;
using strings = std::vector<std::string>;

struct checking {
  source text;
  result<ast::document> tree;
  result<checked::model> made;

  explicit checking(std::string rules) : text("test.ancs", std::move(rules)), tree(parse(text)) {
    EXPECT_TRUE(tree && tree.findings.empty()) << text.text();
    if (tree) made = check(*tree);
  }
  /// "E0301 | underlined text", and behind it the message's own values.
  strings findings() const {
    strings all;
    for (const diagnostic& d : made.findings) all.push_back(std::string(code_text(d.id)) + " | " + std::string(text.at(d.where)));
    return all;
  }
  strings messages() const {
    strings all;
    for (const diagnostic& d : made.findings) all.push_back(message_of(d, language::en));
    return all;
  }
  strings helps(language in = language::en) const {
    strings all;
    for (const diagnostic& d : made.findings) all.push_back(help_of(d, in));
    return all;
  }
  const checked::model& operator*() const { return *made; }
  const checked::model* operator->() const { return &*made; }
};

/// A model of one criterion of 10 points.
std::string one(const std::string& clause, const std::string& before = "", const std::string& after = "") {
  return "ancs 1\nmodel m { maximum 10 }\n" + before + "\ngroup G maximum 10 {\n  criterion A maximum 10 { " + clause + " }\n}\n" + after +
         "\n";
}

checking good(const std::string& rules) {
  checking c(rules);
  EXPECT_EQ(c.findings(), strings{}) << rules;
  EXPECT_TRUE(c.made) << rules;
  return c;
}

strings refused(const std::string& rules) {
  const checking c(rules);
  EXPECT_FALSE(c.made) << rules;
  return c.findings();
}

/// "-: 0, 3: 8, >3: 10": a piece begins at its value, or just above it.
std::string pieces_of(const checked::model& m) {
  std::string text;
  for (const auto& p : std::get<checked::bands_clause>(m.criteria.at(0).body).pieces)
    text +=
        (text.empty() ? "" : ", ") + (p.low ? (p.low_open ? ">" : "") + p.low->to_string() : std::string("-")) + ": " + p.gives.to_string();
  return text;
}

const std::string part_of_whole = "input whole : count at least 1\ninput part : count at most whole";

TEST(check, gives_every_value_of_an_input_a_slot) {
  const auto c = good(one("award full when x < x.before_model and sum(late) + late.3 = 0 and head = \"deputy\" and p > 5",
                          "input x : count with baseline before_model at most 50\ninput late : count monthly, default 0\n"
                          "input head : one of \"chair\", \"deputy\", default \"deputy\"\ninput p : points 0 to 10 by 0.5"));
  ASSERT_EQ(c->slots.size(), 2u + 12u + 1u + 1u);
  EXPECT_EQ(c->slots[1].name, "x.before_model");
  EXPECT_EQ(c->slots[1].range.high, rational(50));
  EXPECT_EQ(c->slots[4].name, "late.3");
  EXPECT_TRUE(c->inputs[1].series);
  EXPECT_EQ(c->inputs[2].default_value, rational(1));
  EXPECT_EQ(c->slots[15].step, rational(1, 2));
}

TEST(check, relates_months_to_months_and_baselines_to_baselines) {
  const auto c = good(one("award full when sum(late) = 0 and x < x.old",
                          "input due : count monthly\ninput late : count monthly at most due\n"
                          "input y : count with baseline old\ninput x : count with baseline old, new at most y"));
  const auto above = [&](std::size_t slot) {
    std::vector<std::uint32_t> all;
    for (const auto& r : c->slots[slot].up) all.push_back(r.other);
    return all;
  };
  EXPECT_EQ(above(12 + 6), std::vector<std::uint32_t>{6});
  EXPECT_EQ(above(26), std::vector<std::uint32_t>{24});
  EXPECT_EQ(above(27), std::vector<std::uint32_t>{25});
  EXPECT_EQ(above(28), std::vector<std::uint32_t>{});
}

TEST(check, relates_years_to_years_and_refuses_circles_only_where_nothing_is_left) {
  const auto c = good(one("award full when sum(part) = 0 and run(part < whole.old) >= 2 and a <= b",
                          "input whole : count yearly from 2020 to 2021 with baseline old\ninput part : count yearly from 2020 to 2021 below whole, at most 9\n"
                          "input a : count at most b\ninput b : count at most a"));
  ASSERT_EQ(c->slots[4].name, "part.2020");
  ASSERT_EQ(c->slots[4].up.size(), 1u);
  EXPECT_EQ(c->slots[c->slots[4].up[0].other].name, "whole.2020");
  EXPECT_TRUE(c->slots[4].up[0].strict);
  EXPECT_EQ(c->slots[5].range.high, rational(9));
}

TEST(check, makes_pieces_of_bands) {
  EXPECT_EQ(pieces_of(*good(one("bands part / whole { from 50% up : full  from 20% to below 50% : 5  below 20% : 0 }", part_of_whole))),
            "-: 0, 0.2: 5, 0.5: 10");
  EXPECT_EQ(pieces_of(*good(one("bands part / whole { above 50% : full  50% : 5  otherwise : 0 }", part_of_whole))),
            "-: 0, 0.5: 5, >0.5: 10");
}

TEST(check, lets_rows_of_whole_numbers_stand_side_by_side) {
  EXPECT_EQ(pieces_of(*good(one("bands x { from 4 up : full  3 : 8  from 1 to 2 : 5  0 : 2 }", "input x : count"))),
            "-: 2, 1: 5, 3: 8, 4: 10");
  EXPECT_EQ(pieces_of(*good(one("bands x { from 2 up : full  from 0 to 1.5 : 5 }", "input x : number by 0.5 at least 0"))), "-: 5, 2: 10");
}

TEST(check, uses_guards_for_the_interval_of_bands) {
  EXPECT_EQ(pieces_of(*good(one("when x = 0 : none when x > 5 : none bands x { from 3 to 5 : full  from 1 to 2 : 5 }", "input x : count"))),
            "-: 5, 3: 10");
}

TEST(check, names_the_values_of_gaps_and_overlaps) {
  EXPECT_EQ(checking(one("bands part / whole { from 50% up : full  from 35% to below 50% : 5  below 30% : 0 }", part_of_whole)).messages(),
            strings{"no row holds for `from 30% to below 35%`"});
  EXPECT_EQ(checking(one("bands part / whole { from 40% up : full  from 35% to below 50% : 5  below 35% : 0 }", part_of_whole)).messages(),
            strings{"two rows hold for `from 40% to below 50%`"});
}

TEST(check, proves_that_a_part_is_at_most_its_whole) {
  good(one("proportional part / whole", part_of_whole));
  good(one("when a + b = 0 : none proportional a / (a + b)", "input a, b : count"));
  good(one("proportional sum(part) / sum(whole)", "input whole : count monthly at least 1\ninput part : count monthly at most whole"));
  EXPECT_EQ(refused(one("proportional whole / part", "input part : count at least 1\ninput whole : count at least part")),
            strings{"E0336 | whole / part"});
}

TEST(check, accepts_a_denominator_after_a_guard_on_it) {
  const std::string clause = "bands y / x { from 1% up : full  below 1% : 0 }",
                    inputs = "input x, y : count\ninput held : yes/no\nlet k = x";
  for (const char* guard : {"x = 0", "x <= 0", "x < 3", "0 = x", "held or x = 0", "not (x > 0)", "k = 0", "x = 0 or y = 0"})
    EXPECT_TRUE(checking(one("when " + std::string(guard) + " : none " + clause, inputs + "\nrequire held and k > 0")).made) << guard;
  for (const char* guard : {"x = 1", "held and x = 0", "y = 0", "x > 0", "not (x = 0)", "x <= 0 and y = 0"})
    EXPECT_EQ(refused(one("when " + std::string(guard) + " : none " + clause, inputs + "\nrequire held and k > 0")),
              strings{"E0310 | y / x"})
        << guard;
}

TEST(check, proves_nothing_where_no_case_arrives) {
  const std::string inputs = "input x, y, z : count\ninput p : percent\nrequire x + y + z > 0 and p > 0%";
  for (const char* guards : {"when x >= 0 : full", "when x > 0 : none when x = 0 : full", "when not (x > 0) : none when x >= 1 : full",
                             "when x > 0 or x = 0 : full", "when p >= 50% : none when p < 50% : full", "when x + y >= 0 : full"})
    for (const char* clause :
         {"proportional y / z", "points y - z", "award 20 when y / z > 1%", "bands y / z { below 10% : 0  from 90% up : 20 }",
          "start full deduct 0 per y - z", "interpolate y { 0 : 0 }"}) {
      const checking c(one(std::string(guards) + " " + clause, inputs));
      ASSERT_TRUE(c.made) << guards << clause;
      EXPECT_EQ(c.findings(), strings{"W0313 | " + std::string(clause)}) << guards;
      // What was not proven is kept from the engine.
      EXPECT_EQ(std::get<checked::points_clause>(c->criteria[0].body).of.value, rational(10));
    }
  EXPECT_EQ(refused(one("when x > 1 : none when x = 0 : full proportional y / z", inputs)), (strings{"E0310 | y / z", "E0336 | y / z"}));
  EXPECT_EQ(refused(one("when x >= 0 : full award full when nobody > 1", inputs)),
            (strings{"W0313 | award full when nobody > 1", "E0204 | nobody"}));
  // What cannot hold inside one condition does not silence the rest.
  EXPECT_EQ(refused(one("award full when x > 0 and x = 0 and y / z > 1%", inputs)), strings{"E0310 | y / z"});
}

TEST(check, relies_on_the_left_side_of_and_and_or) {
  const std::string inputs = "input x, y : count";
  good(one("award full when x > 0 and y / x > 50%", inputs));
  good(one("award full when x = 0 or y / x > 50%", inputs));
  EXPECT_EQ(refused(one("award full when y / x > 50% and x > 0", inputs)), strings{"E0310 | y / x"});
  EXPECT_EQ(refused(one("award full when x > 0 or y / x > 50%", inputs)), strings{"E0310 | y / x"});
  EXPECT_EQ(refused(one("award full when (x > 0 and y > 0) or y / x > 50%", inputs)), strings{"E0310 | y / x"});
}

TEST(check, orders_lets_by_need) {
  const auto c = good(one("award full when a > 1", "input x : count\nlet a = b + b\nlet b = c * 2\nlet c = x + 1"));
  ASSERT_EQ(c->lets.size(), 3u);
  EXPECT_EQ(c->lets[0].name, "c");
  EXPECT_EQ(c->lets[2].name, "a");
}

TEST(check, turns_percents_of_points_into_points) {
  const auto c =
      good(one("award full when x > 0", "input x : count", "veto V when A >= 45% or total < 30% or G = full or every criterion < 20%"));
  const auto& any = c->vetoes.at(0).condition;
  EXPECT_EQ(any.args[0].args[1].value, rational(9, 2));
  EXPECT_EQ(any.args[1].args[1].value, rational(3));
  EXPECT_EQ(any.args[2].args[1].value, rational(10));
  EXPECT_EQ(any.args[3].what, term_op::logical_and);
  EXPECT_EQ(any.args[3].args[0].args[1].value, rational(2));
}

TEST(check, expands_every_over_nested_groups_without_blocks_and_information) {
  const auto c = good(
      "ancs 1\nmodel m { maximum 20 }\ninput x : count\n"
      "group G maximum 20 { group H maximum 5 { criterion A maximum 5 { award full when x > 0 } criterion I { information } }\n"
      "  criterion B maximum 15 { award full when x > 1 } }\n"
      "bonus K maximum 1 { criterion C maximum 1 { award full when x > 2 } }\n"
      "veto V when every criterion of G >= 50%\nveto W when every group >= 50%");
  EXPECT_EQ(c->vetoes[0].condition.args.size(), 2u);
  EXPECT_EQ(c->vetoes[1].condition.args.size(), 2u);
}

TEST(check, puts_the_condition_of_a_veto_into_criteria) {
  const auto c = good(one("when V : none award full when x > 0", "input x : count", "veto V when x > 9"));
  const auto& condition = c->criteria[0].guards.at(0).condition;
  ASSERT_EQ(condition.what, term_op::let);
  EXPECT_EQ(c->lets.at(condition.index).value.what, term_op::greater);
}

TEST(check, decides_kinds) {
  const std::string inputs =
      "input a, b : count at least 1\ninput n : number\ninput m : money at least 1\ninput p, q : percent\nrequire a + b + n > 0 and m > 0 "
      "and p + q > 0%\n";
  for (const char* yes :
       {"a - b < 0", "a / b > 50%", "m / a > 2", "p * a > 3", "p - q > 5%", "m / m > 5%", "m = 5", "a / 4 > 50%", "a / 4 > 2", "a * b > n"})
    EXPECT_TRUE(checking(one("award full when " + std::string(yes), inputs)).made) << yes;
  EXPECT_EQ(refused(one("award full when p * a > 5%", inputs)), strings{"E0231 | 5%"});
  EXPECT_EQ(refused(one("award full when m > a", inputs)), strings{"E0232 | m > a"});
  EXPECT_EQ(refused(one("award full when p > n", inputs)), strings{"E0232 | p > n"});
  EXPECT_EQ(refused(one("award full when p = 1", inputs)), strings{"E0230 | 1"});
}

TEST(check, reports_what_depends_on_a_fault_once) {
  EXPECT_EQ(refused(one("when r = 0 : none bands r { from 1 up : full  below 1% : 0 }", "input x : count\nlet r = x / unknown_thing",
                        "veto V when r > 5 and x > 0\nlevels \"R\" best first \"a\", \"b\" { \"a\" when V \"b\" otherwise }")),
            strings{"E0204 | unknown_thing"});
}

TEST(check, reports_many_faults_in_the_order_of_the_file) {
  EXPECT_EQ(refused(one("award 12 when x > 0", "input x : count at least 5 at most 3\ninput x : count", "veto V when x >= 5%")),
            (strings{"E0247 | x", "E0201 | x", "E0330 | 12", "E0231 | 5%"}));
}

TEST(check, stops_reporting_after_a_hundred_errors) {
  std::string awards;
  for (int i = 0; i < 120; ++i) awards += "award 1 when unknown_" + std::to_string(i) + " = 1 ";
  const auto found = refused(one(awards));
  ASSERT_EQ(found.size(), 101u);
  EXPECT_EQ(found.back().substr(0, 5), "E0023");
}

TEST(check, bounds_the_comparisons_that_every_stands_for) {
  std::string rules = "ancs 1\nmodel m { maximum 2000 }\ninput x : count\ngroup G maximum 2000 {\n";
  for (int i = 0; i < 2000; ++i) rules += "criterion A" + std::to_string(i) + " maximum 1 { award 1 when x > 0 }\n";
  rules += "}\nlevels \"R\" best first \"a\", \"b\" {\n";
  for (int i = 0; i < 201; ++i) rules += "\"a\" when every criterion >= 50%\n";
  rules += "\"b\" otherwise }\n";
  EXPECT_EQ(refused(rules), strings{"E0253 | every criterion >= 50%"});
}

TEST(check, bounds_the_proofs_that_a_let_leaves_open) {
  std::string inputs, sum;
  for (int i = 0; i < 65; ++i) {
    inputs += "input x" + std::to_string(i) + " : count\n";
    sum += (i ? " + " : "") + std::string("1 / x") + std::to_string(i);
  }
  EXPECT_EQ(refused(one("award full when k > 1", inputs + "let k = " + sum)), strings{"E0312 | k"});
}

TEST(check, stops_warning_after_a_hundred_warnings) {
  std::string inputs = "input x : count\n";
  for (int i = 0; i < 120; ++i) inputs += "input spare" + std::to_string(i) + " : count\n";
  const checking c(one("award full when x > 0", inputs));
  EXPECT_TRUE(c.made);
  ASSERT_EQ(c.findings().size(), 101u);
  EXPECT_EQ(c.findings().back().substr(0, 5), "W0291");
}

TEST(check, follows_long_chains_of_lets_without_recursion) {
  std::string lets = "input x : count\nlet a0 = x\n";
  for (int i = 1; i <= 20000; ++i) lets += "let a" + std::to_string(i) + " = a" + std::to_string(i - 1) + " + 1\n";
  const auto found = refused(one("award full when a20000 > 0", lets));
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].substr(0, 5), "E0252");
}

TEST(check, folds_what_a_test_gives_and_expects) {
  const auto c = good(one("choose head { \"chair\" : full  \"deputy\" : 50% }", "input head : one of \"chair\", \"deputy\"",
                          "test \"t\" { given head = \"deputy\" expect A = 50%, total from 1 to 5 }"));
  const auto& t = c->tests.at(0);
  EXPECT_EQ(t.givens.at(0).value, rational(1));
  EXPECT_EQ(t.expectations.at(0).low, rational(5));
  EXPECT_EQ(t.expectations.at(1).high, rational(5));
  const auto& choose = std::get<checked::choose_clause>(c->criteria[0].body);
  EXPECT_EQ(choose.gives, (std::vector<rational>{10, 5}));
  EXPECT_EQ(choose.row_of, (std::vector<std::uint32_t>{0, 1}));
}

TEST(check, suggests_the_percent_that_was_meant) {
  const auto help = [](const std::string& condition) {
    return checking(one("award full when " + condition, "input p : percent at least -200% at most 200%")).helps();
  };
  EXPECT_EQ(help("p > 0.9"), strings{"write `90%`"});
  EXPECT_EQ(help("p > 1"), strings{"write `100%`"});
  EXPECT_EQ(help("p < -0.5"), strings{"write `-50%`"});
  EXPECT_EQ(help("p > 90"), strings{"write `90%`"});
  EXPECT_EQ(help("1 - p > 5%"), strings{"write `100%`"});
  EXPECT_EQ(help("p + 20 > 5%"), strings{"write `20%`"});
  EXPECT_EQ(checking(one("award full when p > 5%", "input p : percent, default 0.25")).helps(), strings{"write `25%`"});
}

TEST(check, says_for_each_clause_how_it_stays_below_its_maximum) {
  const std::string inputs = "input x, y : count at most 100";
  EXPECT_EQ(checking(one("points x * 2", inputs + "\nrequire y > 0")).helps(),
            strings{"write `min(x * 2, 10)` where the decree caps it, or raise the maximum"});
  good(one("points min(x * 2, 10)", inputs + "\nrequire y > 0"));
  EXPECT_EQ(checking(one("award 6 when x > 0 award 6 when y > 0", inputs)).helps(),
            strings{"lower the awards, which are added up as if all of them held, or raise the maximum"});
  EXPECT_EQ(checking(one("add 1 per x", inputs + "\nrequire y > 0")).helps(),
            strings{"write `, at most full` behind it where the decree caps it, or correct the points"});
  EXPECT_EQ(checking(one("add 1 per x, at most 6 add 1 per y, at most 6", inputs)).helps(),
            strings{"cap each addition, such as `, at most 2`, so that together they give at most 10 points"});
}

TEST(check, says_how_a_share_stays_above_zero) {
  const std::string inputs = "input x : count with baseline old";
  EXPECT_EQ(checking(one("when x.old = 0 : none proportional fall(x)", inputs)).helps(),
            strings{"write `max(fall(x), 0%)`, or decide that case first: `when fall(x) < 0% : none`"});
  good(one("when x.old = 0 : none proportional max(fall(x), 0%)", inputs));
  good(one("when x.old = 0 : none when fall(x) < 0% : none proportional fall(x)", inputs));
}

TEST(check, says_how_to_declare_what_was_wanted) {
  const auto help = [](const std::string& clause, const std::string& after = "") {
    const strings all = checking(one(clause, "input x : count", after)).helps();
    EXPECT_EQ(all.size(), 1u) << clause << after;
    return all.empty() ? "" : all[0].substr(0, all[0].rfind(','));
  };
  const std::string clause = "award full when x > 0";
  EXPECT_EQ(help("award full when x > 0 and strange > 1"), "declare it, for example `input strange : count`");
  EXPECT_EQ(help("when x > 5 : none choose strange { \"a\" : full }"), "declare it with its options: `input strange : one of \"…\", \"…\"`");
  EXPECT_EQ(help("when x > 5 : none assessed strange"), "declare the points that are assessed, for example `input strange : points 0 to 10`");
  EXPECT_EQ(help(clause, "require strange is given"), "declare it, for example `input strange : count, optional`");
  EXPECT_EQ(help(clause, "require total with strange > 1"),
            "name a block beside the groups: declare it, for example `bonus strange maximum 5 { … }`");
  EXPECT_EQ(help(clause, "require every criterion of strange > 1"), "name a group: declare it, for example `group strange maximum 20 { … }`");
  EXPECT_EQ(help(clause, "test \"t\" { given strange = 1 expect total = 0 }"),
            "a test gives inputs only: declare it, for example `input strange : count`");
  EXPECT_EQ(help(clause, "test \"t\" { given x = 1 expect strange = \"text\" }"),
            "a text is expected of a warning, declared `warn strange : …`, or as a level: `outcome \"…\" = \"…\"`");
}

TEST(check, quotes_divisions_as_the_file_has_them) {
  const auto message = [](const std::string& clause) {
    return checking(one(clause, "input x : count with baseline old, last\ninput a, b, c : count\nrequire x + a + b + c > 0")).messages();
  };
  EXPECT_EQ(message("bands fall(x from last) { from 1% up : full otherwise : 0 }"),
            strings{"`x.last` may be 0, and `fall(x from last)` divides by it"});
  EXPECT_EQ(message("bands a / (b + c) { from 1% up : full otherwise : 0 }"), strings{"`b + c` may be 0, and `a / (b + c)` divides by it"});
  EXPECT_EQ(message("bands a / max(b, min(c, 5)) { from 1% up : full otherwise : 0 }"),
            strings{"`max(b, min(c, 5))` may be 0, and `a / max(b, min(c, 5))` divides by it"});
}

TEST(check, says_why_points_are_not_known_yet) {
  const auto help = [](const std::string& guard, const std::string& after = "") {
    return checking("ancs 1\nmodel m { maximum 20 }\ninput x : count\ngroup G maximum 20 {\n  criterion A maximum 10 { when " + guard +
                    " : none award full when x > 0 }\n  criterion B maximum 10 { award full when x > 1 }\n}\n" + after)
        .helps();
  };
  const strings all{"a criterion cannot use the total or a group, which are sums of criteria: write the condition in `levels` or as a `veto`"};
  const strings later{"a criterion may use only criteria that stand above it: move it below `B`"};
  EXPECT_EQ(help("total > 1"), all);
  EXPECT_EQ(help("G > 1"), all);
  EXPECT_EQ(help("every criterion > 1"), all);
  EXPECT_EQ(help("V", "veto V when total > 1"), all);
  EXPECT_EQ(help("B > 1"), later);
  EXPECT_EQ(help("k > 1", "let k = B + 1"), later);
  EXPECT_EQ(help("A > 1"), strings{"a criterion cannot use its own points: write what they depend on instead"});
}

TEST(check, warns_of_level_rows_that_never_decide) {
  const auto rows = [](const std::string& text) {
    return checking(one("award full when x > 0", "input x : count\ninput head : one of \"a\", \"b\"\nrequire head = \"a\" or x > 1",
                        "veto V when x > 9\nlevels \"R\" best first \"p\", \"q\" { \"p\" when total >= 8 " + text + " \"q\" otherwise }"));
  };
  for (const char* idle : {"\"q\" when total >= 9", "\"q\" when total = 10", "\"q\" when total >= 80%", "\"q\" when 9 <= total",
                           "\"q\" when total > 8 and V", "\"q\" when A = 10 and total >= 8"}) {
    const checking c = rows(idle);
    EXPECT_EQ(c.findings(), strings{"W0409 | " + std::string(idle)});
    ASSERT_EQ(c.made.findings[0].others.size(), 1u);
    EXPECT_EQ(c.text.at(c.made.findings[0].others[0].where), "\"p\" when total >= 8");
  }
  for (const char* never : {"\"q\" when total >= 11", "\"q\" when total > 100%", "\"q\" when total < 0", "\"q\" when x > 3 and x < 2"})
    EXPECT_EQ(rows(never).findings(), strings{"W0414 | " + std::string(never)});
  for (const char* fine : {"\"q\" when total >= 7", "\"q\" when total >= 5 and V", "\"q\" when any veto", "\"q\" when head = \"a\"",
                           "\"q\" when V \"p\" when total >= 2", "\"q\" when A = 10"})
    EXPECT_EQ(rows(fine).findings(), strings{}) << fine;
  EXPECT_EQ(rows("\"q\" when head = \"a\" \"p\" when head = \"a\"").findings(), strings{"W0409 | \"p\" when head = \"a\""});
  EXPECT_EQ(rows("\"q\" when total >= 11").helps(), strings{"`total` is always `from 0 to 10`: correct the limit, or remove the row"});
}

TEST(check, says_how_steps_end) {
  const checking c(one("steps x { up to 4 : 5  every further 1 add 1, whole }", "input x : count"));
  EXPECT_EQ(c.helps(), strings{"write `at most full` behind the step, or declare a limit for the input"});
  EXPECT_EQ(c.helps(language::vi), strings{"hãy viết `at most full` sau bậc, hoặc khai báo giới hạn cho số liệu"});
}

TEST(check, writes_corrections_in_the_words_of_the_file) {
  const checking c(
      "ancs 1 vi\nmô hình m { tối đa 10 }\nsố liệu x : tỷ lệ\nnhóm G tối đa 10 {\n"
      "  tiêu chí A tối đa 10 { bảng x { từ 50,5% trở lên : đủ điểm  dưới 20% : 0 } }\n}\n");
  ASSERT_EQ(c.made.findings.size(), 1u);
  EXPECT_EQ(message_of(c.made.findings[0], language::vi), "không dòng nào áp dụng cho `từ 20% đến dưới 50,5%`");
}

}  // namespace
}  // namespace ancs::tests
