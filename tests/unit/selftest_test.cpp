// selftest_test.cpp: proves that a test of a rule file fails where it should, and then says where, what was expected, and what came.
#include "ancs/selftest.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "scored_rules.hpp"

namespace ancs::tests {
namespace {

using strings = std::vector<std::string>;

const std::string rules = R"(ancs 1
model m { maximum 20 }
input late, held_back : count
input cases  : count with baseline before
input share  : percent
input stated : percent at least -1000%, optional
input out    : yes/no
group G maximum 20 {
  criterion A maximum 10 { start full  deduct 1 per late, at most 10 }
  criterion B maximum 10 { not applicable when held_back = 0 : full  proportional share }
}
veto V when out
warn W : stated differs from fall(cases) at 0.1% when cases.before > 0 and stated is given
levels "Xếp loại" best first "Đạt", "Khá", "Chưa" { "Chưa" when any veto  "Đạt" when total >= 15  "Khá" when total >= 8  "Chưa" otherwise }
)";
const std::string all = "late = 2, held_back = 1, cases = 10, cases.before = 15, share = 30%, out = no";

struct tested {
  source text;
  std::vector<test_result> results;

  explicit tested(const std::string& tests) : text("test.ancs", rules + tests), results(run_tests(program_of(text.text()))) {}
  /// "A = 7 -> 8" for each failure; the expectation must stand where the failure says.
  strings failures(std::size_t test = 0) const {
    strings out;
    for (const test_failure& f : results.at(test).failures) {
      EXPECT_EQ(text.at(f.where), f.expectation);
      out.push_back(f.expectation + " -> " + f.got);
    }
    EXPECT_EQ(results.at(test).passed(), out.empty());
    return out;
  }
};

/// The failures of one test, which gives `given` and expects `expected`.
strings failures(const std::string& given, const std::string& expected) {
  return tested("test \"t\" {\n  given " + given + "\n  expect " + expected + "\n}\n").failures();
}

TEST(selftest, passes_what_holds) {
  const tested t("test \"một\" { given " + all + "  expect A = 8, B = 3, G = 11, total = 11, V = no, outcome \"Xếp loại\" = \"Khá\" }\n" +
                 "test \"hai\" { given late = 0  expect A = 10, B from 0 to 10, B missing, total from 10 to 20 }\n");
  ASSERT_EQ(t.results.size(), 2u);
  EXPECT_EQ(t.results[0].title, "một");
  EXPECT_EQ(t.results[0].expectations, 6u);
  EXPECT_EQ(t.results[1].title, "hai");
  EXPECT_EQ(t.results[1].expectations, 4u);
  EXPECT_EQ(t.failures(0), strings{});
  EXPECT_EQ(t.failures(1), strings{});
  EXPECT_TRUE(t.results[0].findings.empty());
  EXPECT_LT(t.results[0].where.end, t.results[1].where.begin + 1);
  EXPECT_EQ(t.text.at(t.results[1].where).substr(0, 10), "test \"hai\"");
}

TEST(selftest, tells_points_that_differ) {
  EXPECT_EQ(failures(all, "A = 7"), strings{"A = 7 -> 8"});
  EXPECT_EQ(failures(all, "G = 10, total = 10.5"), (strings{"G = 10 -> 11", "total = 10.5 -> 11"}));
  EXPECT_EQ(failures(all, "A = 8, B = 3.5, total = 11"), strings{"B = 3.5 -> 3"});
}

TEST(selftest, tells_bounds_that_differ) {
  EXPECT_EQ(failures("late = 0", "B from 1 to 10"), strings{"B from 1 to 10 -> from 0 to 10"});
  EXPECT_EQ(failures("late = 0", "B = 0"), strings{"B = 0 -> from 0 to 10"});
  EXPECT_EQ(failures("late = 0", "total from 10 to 19"), strings{"total from 10 to 19 -> from 10 to 20"});
  EXPECT_EQ(failures("late = 0", "A from 0 to 10"), strings{"A from 0 to 10 -> 10"});
}

TEST(selftest, tells_states_that_differ) {
  EXPECT_EQ(failures(all, "A missing"), strings{"A missing -> scored, 8"});
  EXPECT_EQ(failures(all, "B not applicable"), strings{"B not applicable -> scored, 3"});
  EXPECT_EQ(failures("late = 0", "B not applicable"), strings{"B not applicable -> missing, from 0 to 10"});
  EXPECT_EQ(failures("held_back = 0", "B missing"), strings{"B missing -> not applicable, 10"});
  EXPECT_EQ(failures("held_back = 0", "B not applicable"), strings{});
}

TEST(selftest, tells_vetoes_that_differ) {
  EXPECT_EQ(failures(all, "V = yes"), strings{"V = yes -> no"});
  EXPECT_EQ(failures("out = yes", "V = no"), strings{"V = no -> yes"});
  EXPECT_EQ(failures("late = 1", "V = no"), strings{"V = no -> unknown"});
  EXPECT_EQ(failures("late = 1", "V = yes"), strings{"V = yes -> unknown"});
}

TEST(selftest, tells_levels_that_differ) {
  EXPECT_EQ(failures(all, "outcome \"Xếp loại\" = \"Đạt\""), strings{"outcome \"Xếp loại\" = \"Đạt\" -> Khá"});
  EXPECT_EQ(failures("late = 0, out = no", "outcome \"Xếp loại\" = \"Đạt\""), strings{"outcome \"Xếp loại\" = \"Đạt\" -> Đạt / Khá"});
}

TEST(selftest, tells_warnings_that_differ) {
  EXPECT_EQ(failures(all + ", stated = 36.3%", "W = \"truncated\""), strings{"W = \"truncated\" -> unexplained"});
  EXPECT_EQ(failures(all + ", stated = 50%", "W = \"unexplained\""), strings{"W = \"unexplained\" -> divided by current"});
  EXPECT_EQ(failures(all + ", stated = -33.3%", "W = \"truncated\""), strings{"W = \"truncated\" -> sign reversed"});
  EXPECT_EQ(failures(all + ", stated = 33.3%", "W = \"unexplained\""), strings{"W = \"unexplained\" -> half up"});
  EXPECT_EQ(failures(all + ", stated = 33.3%", "W = \"half up\""), strings{});
}

TEST(selftest, goes_on_after_a_failure_and_keeps_tests_apart) {
  const tested t("test \"a\" { given late = 1  expect A = 1, A = 9, A = 2 }\ntest \"b\" { given held_back = 0  expect A = 9, B = 10 }\n");
  EXPECT_EQ(t.failures(0), (strings{"A = 1 -> 9", "A = 2 -> 9"}));
  EXPECT_EQ(t.failures(1), strings{"A = 9 -> from 0 to 10"});  // nothing is left of the test before
}

TEST(selftest, has_nothing_to_run_without_tests) { EXPECT_TRUE(run_tests(program_of(rules)).empty()); }

}  // namespace
}  // namespace ancs::tests
