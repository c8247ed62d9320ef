// compare_test.cpp: proves that two assessments are compared criterion by criterion, what changes a level first, reasons kept or asked for.
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "ancs/compare.hpp"
#include "scored_rules.hpp"

namespace ancs::tests {
namespace {

const char* const rules = R"(ancs 1
model m { maximum 30  columns self "Tự chấm", verified "Thẩm định" }
input a, b, c : points 0 to 10
input wide    : number, default 0
input refused : yes/no, default no
group G maximum 30 {
  criterion A maximum 10 { assessed a }
  criterion B maximum 10 { assessed b }
  criterion C maximum 10 { not applicable when wide > 0 : full  assessed c }
}
veto V when refused
levels "Xếp loại" best first "Đạt", "Chưa đạt" {
  "Chưa đạt" when any veto
  "Đạt" when total >= 15 and A >= 50%
  "Chưa đạt" otherwise
}
)";

using values = std::vector<std::pair<std::string, rational>>;
record record_of(const program& by, const values& all) {
  record unit(by);
  for (const auto& [name, value] : all) EXPECT_FALSE(unit.set(name, value)) << name;
  return unit;
}

/// "A! 5>4 (reason)": the mark where an outcome would change.
std::vector<std::string> written(const program& by, const comparison& of) {
  std::vector<std::string> all;
  for (const auto& d : of.criteria)
    all.push_back(by.criteria()[d.criterion].id + (d.changes_outcome ? "! " : " ") + shown(d.before.points) + ">" + shown(d.after.points) +
                  (d.reason.empty() ? "" : " (" + d.reason + ")"));
  return all;
}
using strings = std::vector<std::string>;

TEST(compare, puts_what_changes_a_level_first_and_then_by_points) {
  const program by = program_of(rules);
  // B and C lose more, but only A alone would cost the level.
  const auto of = compare(by, record_of(by, {{"a", 5}, {"b", 9}, {"c", 9}}), record_of(by, {{"a", 4}, {"b", 7}, {"c", 6}}), {"", "thiếu biên bản"});
  EXPECT_EQ(written(by, of), (strings{"A! 5>4", "C 9>6", "B 9>7 (thiếu biên bản)"}));
  EXPECT_EQ(of.outcomes, std::vector<std::uint32_t>{0});
  EXPECT_EQ(of.before.total.low, 23);
  EXPECT_EQ(of.after.total.low, 17);
  ASSERT_EQ(of.findings.size(), 2u);
  EXPECT_EQ(message_of(of.findings[0], language::en), "`A` has 5 points in one assessment and 4 in the other, without a reason");
  EXPECT_FALSE(of.findings[0].has_place);
  EXPECT_EQ(severity_of(of.findings[0].id), severity::warning);
}

TEST(compare, finds_what_alone_would_win_the_level_back) {
  const program by = program_of(rules);
  // Either B or C as before would keep 15 points.
  const auto of = compare(by, record_of(by, {{"a", 6}, {"b", 6}, {"c", 6}}), record_of(by, {{"a", 6}, {"b", 4}, {"c", 4}}), {"", "x", "y"});
  EXPECT_EQ(written(by, of), (strings{"B! 6>4 (x)", "C! 6>4 (y)"}));
  EXPECT_TRUE(of.findings.empty());
}

TEST(compare, nothing_differs_in_equal_data) {
  const program by = program_of(rules);
  const auto unit = record_of(by, {{"a", 5}, {"b", 5}, {"c", 5}});
  const auto of = compare(by, unit, unit, {"not needed"});
  EXPECT_TRUE(of.equal());
  EXPECT_TRUE(of.findings.empty());
  // The same points from other data.
  EXPECT_TRUE(compare(by, unit, record_of(by, {{"a", 5}, {"b", 5}, {"c", 5}, {"wide", -1}})).equal());
}

TEST(compare, missing_data_and_another_treatment_differ) {
  const program by = program_of(rules);
  const auto full = record_of(by, {{"a", 5}, {"b", 5}, {"c", 10}});
  const auto missing = compare(by, full, record_of(by, {{"a", 5}, {"b", 5}}));
  EXPECT_EQ(written(by, missing), (strings{"C! 10>0..10"}));
  EXPECT_EQ(message_of(missing.findings.at(0), language::vi), "`C` được 10 điểm ở lần chấm này và 0–10 điểm ở lần chấm kia mà không nêu lý do");
  const auto treated = compare(by, full, record_of(by, {{"a", 5}, {"b", 5}, {"c", 10}, {"wide", 1}}));
  EXPECT_EQ(written(by, treated), (strings{"C 10>10"}));
  EXPECT_EQ(treated.criteria[0].after.state, point_state::not_applicable);
  EXPECT_TRUE(treated.findings.empty()) << "a reason is asked for where points differ";
}

TEST(compare, vetoes_and_wide_values_differ_too) {
  const program by = program_of(rules);
  const rational huge = rational(1) / rational(3) + rational(1'000'000'007);
  const auto before = record_of(by, {{"a", 5}, {"b", 5}, {"c", 5}});
  auto after = record_of(by, {{"a", 5}, {"b", 5}, {"c", 5}, {"wide", huge}});
  EXPECT_FALSE(after.set("refused", true));
  const auto of = compare(by, before, after);
  EXPECT_EQ(of.vetoes, std::vector<std::uint32_t>{0});
  EXPECT_EQ(of.outcomes, std::vector<std::uint32_t>{0});
  EXPECT_EQ(written(by, of), (strings{"C 5>10"})) << "the veto costs the level, C does not";
}

TEST(compare, data_that_contradicts_itself_once_mixed_decides_nothing) {
  const program by = program_of(R"(ancs 1
model m { maximum 10 }
input members : count
input present : count at most members
group G maximum 10 {
  criterion A maximum 5 { bands present { from 4 up : full  otherwise : none } }
  criterion B maximum 5 { bands members { from 4 up : full  otherwise : none } }
}
levels "L" best first "x", "y" { "x" when total >= 5  "y" otherwise }
)");
  const auto of = compare(by, record_of(by, {{"members", 3}, {"present", 3}}), record_of(by, {{"members", 5}, {"present", 5}}));
  EXPECT_EQ(written(by, of), (strings{"B! 0>5", "A 0>5"}));
}

}  // namespace
}  // namespace ancs::tests
