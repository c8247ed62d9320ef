// parts_test.cpp: proves what the results of parts make of a unit's inputs, when they are open, and what names must be there.
#include "ancs/parts.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "scored_rules.hpp"

namespace ancs::tests {
namespace {

program area(const std::string& applies_to = "  applies to \"khu\"") {
  return program_of("ancs 1\nmodel area { maximum 10" + applies_to +
                    " }\ninput x : points 0 to 10\ninput households : count, default 2\ninput late : count monthly, default 0\n"
                    "group G maximum 10 { criterion A maximum 4 { award full when x >= 4 }  criterion B maximum 6 { points max(0, x - 4) } }\n"
                    "levels \"L\" best first \"A\", \"B\", \"C\" { \"A\" when x >= 9  \"B\" when x >= 5  \"C\" otherwise }\n"
                    "action \"Remind\" for each month of late when late > 0\naction \"Remind\" when x < 2\n");
}
/// Rules of a ward with one input, taken from parts as said.
program ward(const std::string& kind, const std::string& from) {
  return program_of("ancs 1\nmodel ward { maximum 10 }\ninput y : " + kind + " from parts \"khu\" " + from +
                    "\ninput z : yes/no\ngroup G maximum 10 { criterion A maximum 10 { award full when z } }\nwarn W : y > 5\n");
}

struct one {
  std::optional<int> x;
  std::string type = "";
  int households = 1, late_in_march = 0, late_in_may = 0;
};
std::vector<part_unit> parts_of(const program& by, const std::vector<one>& all) {
  std::vector<part_unit> out;
  for (const one& u : all) {
    record data(by);
    if (u.x) data.set("x", *u.x);
    data.set("households", u.households);
    data.set("late.3", u.late_in_march);
    data.set("late.5", u.late_in_may);
    out.push_back({"k" + std::to_string(out.size()), u.type, by.score(data), data});
  }
  return out;
}

/// "2 of 4: 0 3", or "open of 4: 0 3; 1"
std::string value(const std::string& kind, const std::string& from, const std::vector<one>& all, const program& part = area()) {
  const program by = ward(kind, from);
  const auto rolled = roll_up(by, part, parts_of(part, all));
  if (rolled.size() != 1) return "nothing";
  const rolled_up& r = rolled[0];
  EXPECT_EQ(by.columns()[r.column].name, "y");
  EXPECT_EQ(r.used.size(), r.numbers.size());
  std::string text = (r.value ? r.value->to_string() : "open") + " of " + std::to_string(r.parts) + ":";
  for (const auto u : r.used) text += " " + std::to_string(u);
  if (!r.open.empty()) text += ";";
  for (const auto u : r.open) text += " " + std::to_string(u);
  return text;
}

const std::vector<one> three{{9}, {5}, {1}};

TEST(parts, are_counted) {
  EXPECT_EQ(value("count", "", three), "3 of 3: 0 1 2");
  EXPECT_EQ(value("count", "when outcome \"L\" = \"B\"", three), "1 of 3: 1");
  EXPECT_EQ(value("count", "when outcome \"L\" from \"B\" up", three), "2 of 3: 0 1");
  EXPECT_EQ(value("count", "when outcome \"L\" = \"A\"", {{5}, {1}}), "0 of 2:");
}

TEST(parts, bring_numbers) {
  EXPECT_EQ(value("number", "sum(total)", three), "14 of 3: 0 1 2");
  EXPECT_EQ(value("number", "mean(total)", three), "14/3 of 3: 0 1 2");
  EXPECT_EQ(value("number", "min(total)", three), "0 of 3: 0 1 2");
  EXPECT_EQ(value("number", "max(B)", three), "5 of 3: 0 1 2");
  EXPECT_EQ(value("number", "max(G)", three), "9 of 3: 0 1 2");
  EXPECT_EQ(value("count", "sum(households)", three), "3 of 3: 0 1 2");
  EXPECT_EQ(value("count", "sum(late.3)", {{5, "", 1, 4}, {5, "", 1, 3}}), "7 of 2: 0 1");
}

TEST(parts, count_actions_by_part_and_by_time) {
  const std::vector<one> units{{5, "", 1, 2, 1}, {1, "", 1, 1, 0}, {5}};
  EXPECT_EQ(value("count", "when action \"Remind\"", units), "2 of 3: 0 1");
  EXPECT_EQ(value("count", "sum(action \"Remind\")", units), "4 of 3: 0 1 2");
}

TEST(parts, leave_open_what_their_missing_data_leaves_open) {
  const std::vector<one> units{{9}, {}, {1}};
  EXPECT_EQ(value("count", "", units), "3 of 3: 0 1 2");
  EXPECT_EQ(value("count", "when outcome \"L\" = \"A\"", units), "open of 3: 0; 1");
  // Whatever it is, the level is C or better.
  EXPECT_EQ(value("count", "when outcome \"L\" from \"C\" up", units), "3 of 3: 0 1 2");
  EXPECT_EQ(value("number", "mean(total)", units), "open of 3: 0 2; 1");
  EXPECT_EQ(value("count", "when action \"Remind\"", {{std::nullopt, "", 1, 1}}), "1 of 1: 0");
  EXPECT_EQ(value("count", "sum(action \"Remind\")", {{std::nullopt, "", 1, 1}}), "open of 1:; 0");
}

TEST(parts, of_other_types_do_not_count) {
  const std::vector<one> units{{9, "khu"}, {9, "tổ"}, {9, ""}};
  EXPECT_EQ(value("count", "", units), "2 of 2: 0 2");
  EXPECT_EQ(value("count", "", units, area("")), "2 of 2: 0 2");
  EXPECT_EQ(value("count", "", units, area("  applies to \"khu\", \"tổ\"")), "1 of 1: 0");
  EXPECT_EQ(value("count", "", units, area("  applies to \"tổ\"")), "nothing");
}

TEST(parts, that_are_not_there_are_not_zero) {
  EXPECT_EQ(value("count", "", {}), "open of 0:");
  EXPECT_EQ(value("number", "mean(total)", {}), "open of 0:");
}

TEST(parts, have_what_is_taken_of_them) {
  for (const auto& [from, what] : std::vector<std::pair<std::string, std::string>>{{"when outcome \"M\" = \"A\"", "\"A\" of \"M\""},
                                                                                  {"when outcome \"L\" = \"D\"", "\"D\" of \"L\""},
                                                                                  {"when action \"Praise\"", "\"Praise\""},
                                                                                  {"sum(late)", "`late`"}}) {
    const auto findings = check_parts(ward("count", from), area());
    ASSERT_EQ(findings.size(), 1u) << from;
    EXPECT_EQ(findings[0].id, code::parts_lack);
    EXPECT_EQ(findings[0].args, (std::vector<std::string>{"y", what, "khu", "area"}));
    EXPECT_EQ(value("count", from, three), "nothing");
  }
  EXPECT_TRUE(check_parts(ward("count", "when action \"Remind\""), area()).empty());
  EXPECT_TRUE(check_parts(ward("count", "when outcome \"M\" = \"A\""), area("  applies to \"tổ\"")).empty());
}

}  // namespace
}  // namespace ancs::tests
