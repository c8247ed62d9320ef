// suggest_test.cpp: proves that proposed tests can be pasted, pass, stand at the thresholds, and raise the coverage.
#include "ancs/suggest.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "ancs/compile.hpp"
#include "ancs/coverage.hpp"
#include "ancs/print.hpp"
#include "ancs/parse.hpp"
#include "ancs/selftest.hpp"
#include "fixture_files.hpp"
#include "scored_rules.hpp"

namespace ancs::tests {
namespace {

std::string pasted(const std::string& rules, const std::vector<suggested_test>& tests) {
  std::string text = rules;
  for (const auto& t : tests) text += "\n" + t.text;
  return text;
}

/// Pastes what is proposed, and looks at what came of it.
void expect_pasteable(const std::string& rules, const std::string& what) {
  SCOPED_TRACE(what);
  const program before = program_of(rules);
  const auto tests = suggest_tests(before);
  const source text("pasted.ancs", pasted(rules, tests));
  const auto after = load(text);
  std::string rendered;
  for (const diagnostic& d : after.findings)
    if (severity_of(d.id) == severity::error) rendered += render_text(d, text, language::en);
  ASSERT_TRUE(after) << rendered;
  for (const test_result& result : run_tests(*after)) {
    for (const test_failure& f : result.failures) ADD_FAILURE() << result.title << ": expected " << f.expectation << ", got " << f.got;
    for (const diagnostic& d : result.findings) ADD_FAILURE() << result.title << ": " << message_of(d, language::en);
  }
  EXPECT_GE(coverage_of_tests(*after).exercised(), coverage_of_tests(before).exercised());
  if (!tests.empty()) {
    EXPECT_GT(coverage_of_tests(*after).share(), 0);
  }
  EXPECT_TRUE(suggest_tests(*after).empty()) << "what stands in the file is not proposed again: " << suggest_tests(*after).front().text;
}

TEST(suggest, proposes_units_at_each_threshold) {
  const std::string rules = R"(ancs 1
model m { maximum 20 }
input members : count at least 1
input present : count at most members
input late : count
input head : one of "chair", "deputy", "nobody"
input out : yes/no
group G maximum 20 {
  criterion A maximum 10 { bands present / members { from 90% up : full  from 50% to below 90% : 5  below 50% : none } }
  criterion B maximum 5 { when late > 3 : none  start full  deduct 1 per late }
  criterion C maximum 5 { choose head { "chair" : full  "deputy" : 2  "nobody" : none } }
}
veto V when out
levels "L" best first "good", "poor" { "poor" when any veto  "good" when total >= 12  "poor" otherwise }
)";
  const auto tests = suggest_tests(program_of(rules));
  std::vector<std::string> texts;
  for (const auto& t : tests) texts.push_back(t.text);
  const auto proposed = [&](const std::string& text) { return std::find(texts.begin(), texts.end(), text) != texts.end(); };
  EXPECT_TRUE(proposed("test \"A just below 90%\" {\n  given  members = 100, present = 89\n  expect A = 5\n}\n")) << pasted("", tests);
  EXPECT_TRUE(proposed("test \"A at 90%\" {\n  given  members = 100, present = 90\n  expect A = 10\n}\n"));
  EXPECT_TRUE(proposed("test \"A just above 50%\" {\n  given  members = 100, present = 51\n  expect A = 5\n}\n"));
  EXPECT_TRUE(proposed("test \"B: late = 3\" {\n  given  late = 3\n  expect B = 2\n}\n"));
  EXPECT_TRUE(proposed("test \"B: late = 4\" {\n  given  late = 4\n  expect B = 0\n}\n"));
  EXPECT_TRUE(proposed("test \"V holds\" {\n  given  out = yes\n  expect V = yes\n}\n"));
  expect_pasteable(rules, "all");
  const auto after = load(source("", pasted(rules, tests)));
  ASSERT_TRUE(after);
  const coverage seen = coverage_of_tests(*after);
  for (const decision& d : seen.decisions()) EXPECT_GT(d.units, 0u) << d.sentence;
}

TEST(suggest, writes_the_keywords_of_the_file) {
  const std::string rules = R"(ancs 1 vi
mô hình m { tối đa 10 }
số liệu vắng : số bước 0,5 ít nhất 0
nhóm A tối đa 10 { tiêu chí A1 tối đa 10 { bảng vắng { dưới 1,5 : đủ điểm  từ 1,5 trở lên : 2,5 } } }
)";
  const auto tests = suggest_tests(program_of(rules));
  ASSERT_FALSE(tests.empty());
  EXPECT_EQ(tests[0].title, "A1 ngay dưới 1,5");
  EXPECT_EQ(tests[0].text, "kiểm tra \"A1 ngay dưới 1,5\" {\n  cho     vắng = 1\n  kết quả A1 = 10\n}\n");
  EXPECT_EQ(tests[1].text, "kiểm tra \"A1 đúng 1,5\" {\n  cho     vắng = 1,5\n  kết quả A1 = 2,5\n}\n");
  expect_pasteable(rules, "vi");
}

TEST(suggest, proposes_nothing_without_criteria) { EXPECT_TRUE(suggest_tests(program_of("ancs 1\nmodel m { maximum 0 }\n")).empty()); }

struct sound_fixture : testing::TestWithParam<std::string> {};
TEST_P(sound_fixture, gets_tests_that_pass) { expect_pasteable(fixture(GetParam()).text(), GetParam()); }
INSTANTIATE_TEST_SUITE_P(suggest, sound_fixture, testing::ValuesIn(fixtures_of("good")), fixture_name);

TEST(suggest, covers_the_example) {
  const std::string rules = fixture("../examples/hong_gai/hong_gai").text();
  expect_pasteable(rules, "example");
  const auto after = load(source("", pasted(rules, suggest_tests(program_of(rules)))));
  ASSERT_TRUE(after);
  EXPECT_GT(coverage_of_tests(*after).share(), rational(95, 100));
}

}  // namespace
}  // namespace ancs::tests
