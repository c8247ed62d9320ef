// diff_test.cpp: proves that each kind of change between two rule files is found, worded and placed, and that nothing else is.
#include "ancs/diff.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "ancs/parse.hpp"
#include "ancs/print.hpp"
#include "fixture_files.hpp"

namespace ancs::tests {
namespace {

using strings = std::vector<std::string>;

const std::string base = R"(ancs 1
model m "Title" {
  maximum 20
  basis   "one"
}
input x    : count at least 1 "X"
input y    : percent, optional
input head : one of "chair", "deputy"
let k { when x > 5 : 50%  otherwise : 75% }
group A "First" maximum 10 {
  criterion A1 maximum 5 {
    when x = 1 : none
    bands x { from 4 up : full  from 2 to 3 : 2  below 2 : 0 }
  }
  criterion A2 "Second" maximum 5 { start full  deduct 0.5 per x, at most 5 }
}
group B maximum 10 {
  criterion B1 maximum 5 { choose head { "chair" : full  "deputy" : 2 } }
  criterion B2 maximum 5 { award 3 when x > 2  award 2 when x > 3 }
}
veto V when x > 100
levels "L" best first "good", "poor" { "good" when total >= 15  "poor" otherwise }
require x < 1000
test "t" { given x = 4  expect A1 = 5 }
)";

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

ast::document tree_of(const std::string& text) {
  auto tree = parse(source("a.ancs", text));
  EXPECT_TRUE(tree && !has_errors(tree.findings)) << text;
  return std::move(*tree.value);
}

strings changes(const std::string& before, const std::string& after, language in = language::en) {
  strings out;
  for (const auto& c : changes_between(tree_of(before), tree_of(after))) out.push_back(message_of(c, in));
  return out;
}

struct edit {
  std::string from, to;
  strings says;
};

TEST(diff, says_what_an_edit_means) {
  const edit edits[] = {
      {"maximum 20", "maximum 21", {"maximum of `m` changed from 20 to 21"}},
      {"\"Title\"", "\"Other\"", {"title of `m` changed from \"Title\" to \"Other\""}},
      {"basis   \"one\"", "basis \"one\"  basis \"two\"", {"row `basis \"two\"` of `m` added"}},
      {"  basis   \"one\"\n", "", {"row `basis \"one\"` of `m` removed"}},
      {"at least 1 \"X\"", "at least 2 \"X\"", {"range of `x` changed from at least 1 to at least 2"}},
      {"at least 1 \"X\"", "\"X\"", {"range of `x` removed: at least 1"}},
      {"count at least 1", "number at least 1", {"kind of `x` changed from count to number"}},
      {"percent, optional", "percent", {"attribute of `y` removed: optional"}},
      {"percent, optional", "percent, optional, default 5%", {"default of `y` added: 5%"}},
      {"\"chair\", \"deputy\"\n", "\"chair\", \"deputy\", \"nobody\"\n",
       {"kind of `head` changed from one of \"chair\", \"deputy\" to one of \"chair\", \"deputy\", \"nobody\""}},
      {"when x > 5 : 50%", "when x > 5 : 60%", {"row `when x > 5` of `k` changed from `50%` to `60%`"}},
      {"criterion A1 maximum 5", "criterion A1 maximum 5 floor -2", {"floor of `A1` added: -2"}},
      {"group B maximum 10 {", "group B maximum 10 capped {", {"limit of `B` added: capped"}},
      {"when x = 1 : none", "when x = 1 : 1", {"row `when x = 1` of `A1` changed from `none` to `1`"}},
      {"from 2 to 3 : 2", "from 2 to 3 : 3", {"row `from 2 to 3` of `A1` changed from `2` to `3`"}},
      {"from 4 up : full  from 2 to 3 : 2", "from 5 up : full  from 2 to 4 : 2",
       {"row of `A1` changed from `from 4 up : full` to `from 5 up : full`", "row of `A1` changed from `from 2 to 3 : 2` to `from 2 to 4 : 2`"}},
      {"below 2 : 0", "1 : 1  below 1 : 0", {"row of `A1` changed from `below 2 : 0` to `below 1 : 0`", "row `1 : 1` of `A1` added"}},
      {"deduct 0.5 per x, at most 5", "deduct 1 per x, at most 5",
       {"row of `A2` changed from `deduct 0.5 per x, at most 5` to `deduct 1 per x, at most 5`"}},
      {"\"deputy\" : 2 ", "\"deputy\" : 3 ", {"row `\"deputy\"` of `B1` changed from `2` to `3`"}},
      {"award 3 when x > 2", "award 4 when x > 2", {"row of `B2` changed from `award 3 when x > 2` to `award 4 when x > 2`"}},
      {"award 2 when x > 3", "award 2 when x > 4", {"row of `B2` changed from `award 2 when x > 3` to `award 2 when x > 4`"}},
      {"bands x {", "bands x + 1 {", {"row of `A1` changed from `bands x` to `bands x + 1`"}},
      {"x > 100", "x > 99", {"condition of `V` changed from x > 100 to x > 99"}},
      {"total >= 15", "total >= 16", {"row `\"good\"` of `L` changed from `when total >= 15` to `when total >= 16`"}},
      {"best first \"good\", \"poor\"", "best first \"good\", \"fair\", \"poor\"",
       {"list of levels of `L` changed from \"good\", \"poor\" to \"good\", \"fair\", \"poor\""}},
      {"veto V when x > 100\n", "", {"veto `V` removed"}},
      {"require x < 1000", "require x < 1000\nwarn W : x > 7", {"warn `W` added"}},
      {"require x < 1000\n", "", {"sentence `require x < 1000` removed"}},
      {"group B maximum", "bonus B maximum", {"`B` is now bonus, it was group"}},
      {"given x = 4", "given x = 5",
       {"wording of `t` changed from test \"t\" { given x = 4  expect A1 = 5 } to test \"t\" { given x = 5  expect A1 = 5 }"}},
  };
  for (const edit& e : edits) EXPECT_EQ(changes(base, replaced(base, e.from, e.to)), e.says) << e.from << " -> " << e.to;
}

TEST(diff, follows_criteria_that_move_come_and_go) {
  const std::string b1 = "  criterion B1 maximum 5 { choose head { \"chair\" : full  \"deputy\" : 2 } }\n";
  const std::string moved = replaced(replaced(base, b1, ""), "group A \"First\" maximum 10 {\n", "group A \"First\" maximum 10 {\n" + b1);
  EXPECT_EQ(changes(base, moved), strings{"criterion `B1` moved from `B` to `A`"});
  EXPECT_EQ(changes(base, replaced(base, b1, "")), strings{"criterion `B1` removed, maximum 5"});
  EXPECT_EQ(changes(replaced(base, b1, ""), base), strings{"criterion `B1` added, maximum 5"});
}

TEST(diff, sees_an_order_that_matters) {
  const std::string rows = "\"good\" when total >= 15  \"poor\" when x = 3  \"poor\" otherwise";
  const std::string three = replaced(base, "\"good\" when total >= 15  \"poor\" otherwise", rows);
  EXPECT_EQ(changes(three, replaced(three, "\"good\" when total >= 15  \"poor\" when x = 3", "\"poor\" when x = 3  \"good\" when total >= 15")),
            strings{"rows of `L` stand in another order"});
}

TEST(diff, speaks_vietnamese) {
  EXPECT_EQ(changes(base, replaced(base, "maximum 20", "maximum 21"), language::vi), strings{"tối đa của `m` đổi từ 20 thành 21"});
  EXPECT_EQ(changes(base, replaced(base, "from 2 to 3 : 2", "from 2 to 3 : 2.5"), language::vi),
            strings{"dòng `từ 2 đến 3` của `A1` đổi từ `2` thành `2,5`"});
}

TEST(diff, gives_the_places) {
  const source before("a.ancs", base), after("b.ancs", "\n" + replaced(base, "from 2 to 3 : 2", "from 2 to 3 : 3"));
  const auto found = changes_between(*parse(before).value, *parse(after).value);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(before.at(*found[0].before), "from 2 to 3 : 2");
  EXPECT_EQ(after.at(*found[0].after), "from 2 to 3 : 3");
  EXPECT_EQ(after.position_of(found[0].after->begin).line, before.position_of(found[0].before->begin).line + 1);
  EXPECT_EQ(kind_name(found[0].what), "row_value_changed");
}

TEST(diff, sees_no_change_in_words_and_layout) {
  for (const char* folder : {"good", "bad"})
    for (const std::string& file : fixtures_of(folder)) {
      const auto tree = parse(fixture(file));
      if (!tree || has_errors(tree.findings)) continue;
      const language to = tree.value->keywords == language::en ? language::vi : language::en;
      const auto converted = parse(source("", print(*tree.value, {to, false})));
      ASSERT_TRUE(converted) << file;
      for (const auto& c : changes_between(*tree.value, *converted.value)) ADD_FAILURE() << file << ": " << message_of(c, language::en);
    }
}

TEST(diff, sees_all_of_a_file_that_is_new) {
  const auto found = changes_between(tree_of("ancs 1\n"), tree_of(base));
  EXPECT_EQ(found.size(), 15u);
  for (const auto& c : found) {
    EXPECT_EQ(c.what, rule_change::kind::added);
    EXPECT_FALSE(c.before);
    EXPECT_TRUE(c.after);
  }
}

}  // namespace
}  // namespace ancs::tests
