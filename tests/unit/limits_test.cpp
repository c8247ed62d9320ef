// limits_test.cpp: proves the limits of checking, each at its bound and one past it.
#include <gtest/gtest.h>

#include <cstddef>
#include <string>
#include <vector>

#include "ancs/check.hpp"
#include "ancs/parse.hpp"

namespace ancs::tests {
namespace {

using strings = std::vector<std::string>;

/// Errors of the file, and the text that each underlines. Warnings do not matter here.
strings errors_of(const std::string& rules) {
  const source text("test.ancs", "ancs 1\n" + rules);
  const auto tree = parse(text);
  diagnostics all = tree.findings;
  if (tree && !has_errors(all)) all = check(*tree).findings;
  strings errors;
  for (const diagnostic& d : all)
    if (severity_of(d.id) == severity::error) errors.push_back(std::string(code_text(d.id)) + " | " + std::string(text.at(d.where)));
  return errors;
}

/// The code of the only error of the file, which must stand in its last `near` bytes: what comes before is within the limit.
std::string only_error_at_end(const std::string& rules, std::size_t near = 150) {
  const source text("test.ancs", "ancs 1\n" + rules);
  const auto tree = parse(text);
  diagnostics all = tree.findings;
  if (tree && !has_errors(all)) all = check(*tree).findings;
  std::string found;
  for (const diagnostic& d : all)
    if (severity_of(d.id) == severity::error) found += std::string(code_text(d.id)) + (d.where.begin + near > text.text().size() ? "" : " too early ");
  return found;
}

std::string repeated(const std::string& what, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += what;
  return all;
}

const std::string head = "model m { maximum 10 }\n";
const std::string body = "group A maximum 10 { criterion A1 maximum 10 { met } }\n";

TEST(check_limit, words_of_a_file) {
  EXPECT_EQ(only_error_at_end(repeated("#\n", limits::file_words - 2) + "veto", 5), "E0390");
}

TEST(check_limit, values_of_a_unit) {
  const auto inputs = [](std::size_t values) {
    // 60 years and their 9 baselines are 600 values of each name.
    std::string text = "input a0";
    for (std::size_t i = 1; i < values / 600; ++i) text += ", a" + std::to_string(i);
    text += " : count yearly 60 with baseline b1";
    for (std::size_t i = 2; i <= 9; ++i) text += ", b" + std::to_string(i);
    for (std::size_t i = 0; i < values % 600; ++i) text += "\ninput c" + std::to_string(i) + " : count";
    return text + "\n";
  };
  EXPECT_EQ(errors_of(head + inputs(limits::data_values - 1) + body), strings{});  // `met` asks for one more
  EXPECT_EQ(errors_of(head + inputs(limits::data_values + 1) + body), strings{"E0391 | c400"});
}

TEST(check_limit, values_that_criteria_ask_for) {
  std::string text = "input a : count yearly 50 with baseline b1";
  for (std::size_t i = 2; i < limits::data_values / 50 - 1; ++i) text += ", b" + std::to_string(i);
  EXPECT_EQ(errors_of(head + text + "\n" + body), strings{});
  EXPECT_EQ(errors_of("model m { maximum 10 }\n" + text + ", b0\n" + body), strings{"E0391 | A1"});
}

TEST(check_limit, years_of_a_series) {
  const auto years = [](std::size_t n) { return "input a : count yearly " + std::to_string(n) + "\n"; };
  EXPECT_EQ(errors_of(head + years(limits::series_years) + body), strings{});
  EXPECT_EQ(errors_of(head + years(limits::series_years + 1) + body), strings{"E0361 | 61"});
}

TEST(check_limit, days_in_lists_of_holidays) {
  const auto list = [](const std::string& more) { return "holidays { 2001-01-01 to 2006-06-22 " + more + " }\n"; };  // 1,999 days
  EXPECT_EQ(errors_of(head + list("2010-01-04") + body).size(), 0u);
  const strings past = errors_of(head + list("2010-01-04 to 2012-06-05") + body);
  EXPECT_EQ(past, strings{"E0363 | 2010-01-04 to 2012-06-05"});
}

TEST(check_limit, factors_of_a_value) {
  // Each let squares the one before: 2, 4, … 1,024 factors.
  std::string lets = "input a : count\nlet k1 = a * a\n";
  for (int i = 2; i <= 10; ++i) lets += "let k" + std::to_string(i) + " = k" + std::to_string(i - 1) + " * k" + std::to_string(i - 1) + "\n";
  EXPECT_EQ(errors_of(head + lets + body), strings{});
  EXPECT_EQ(errors_of(head + lets + "let l = k10 * a\n" + body), strings{"E0252 | k10 * a"});
}

TEST(check_limit, depth_of_a_value) {
  const auto chain = [](std::size_t depth) {
    std::string lets = "input a : count\nlet k1 = -a\n";  // a let over an operator over a name
    std::size_t n = 1;
    for (std::size_t at = 3; at + 2 <= depth; at += 2, ++n) lets += "let k" + std::to_string(n + 1) + " = -k" + std::to_string(n) + "\n";
    return lets;
  };
  EXPECT_EQ(errors_of(head + chain(limits::value_depth) + body), strings{});
  EXPECT_EQ(errors_of(head + chain(limits::value_depth + 10) + body).size(), 1u);
  EXPECT_EQ(errors_of(head + chain(limits::value_depth + 10) + body).at(0).substr(0, 5), "E0252");
}

TEST(check_limit, terms_of_all_formulas) {
  // `sum` goes through all its years: 600 of them in each veto, beside the call, the comparison and its number.
  std::string text = head + "input a : count yearly 60\n" + body;
  std::size_t made = 0;
  for (std::size_t n = 0; made + 603 <= limits::model_terms; made += 603, ++n)
    text += "veto V" + std::to_string(n) + " when sum(" + repeated("a, ", 9) + "a) > 0\n";
  EXPECT_EQ(only_error_at_end(text + "veto W when sum(" + repeated("a, ", 9) + "a) > 0\n"), "E0392");
}

TEST(check_limit, comparisons) {
  // Each criterion's `any veto` stands for all vetoes.
  const auto file = [](std::size_t vetoes, std::size_t criteria) {
    std::string text = "model m { maximum " + std::to_string(criteria) + " }\ninput a : count\n";
    for (std::size_t i = 0; i < vetoes; ++i) text += "veto V" + std::to_string(i) + " when a > " + std::to_string(i) + "\n";
    text += "group A maximum " + std::to_string(criteria) + " {\n";
    for (std::size_t i = 0; i < criteria; ++i) text += "criterion A" + std::to_string(i) + " maximum 1 { when any veto : none met }\n";
    return text + "}\n";
  };
  EXPECT_EQ(only_error_at_end(file(4'000, limits::comparisons / 4'000 + 1)), "E0253");
}

TEST(check_limit, proofs_that_a_let_leaves_open) {
  const auto let = [](std::size_t divisions) {
    std::string inputs, sum, guards;
    for (std::size_t i = 0; i < divisions; ++i) {
      const std::string x = "x" + std::to_string(i);
      inputs += "input " + x + " : count\n";
      sum += (i == 0 ? "1 / " : " + 1 / ") + x;
      guards += "when " + x + " = 0 : none ";
    }
    return inputs + "let k = " + sum + "\ngroup A maximum 10 { criterion A1 maximum 10 { " + guards + "award full when k > 1 } }\n";
  };
  EXPECT_EQ(errors_of(head + let(limits::open_proofs)), strings{});
  EXPECT_EQ(errors_of(head + let(limits::open_proofs + 1)).at(0), "E0312 | k");
}

TEST(check_limit, proofs_made_again) {
  // 50 sums that are not known themselves, proven above 0 from what is known of their parts, at each use.
  std::string sums, sum_of;
  for (int i = 0; i < 50; ++i) sum_of += (i == 0 ? "1 / (x + " : " + 1 / (x + ") + std::string("y + ") + std::to_string(i) + " * y)";
  const auto file = [&](std::size_t uses) {
    std::string text = "model m { maximum " + std::to_string(uses) + " }\ninput x, y : count\nlet k = " + sum_of + "\ngroup A maximum " +
                       std::to_string(uses) + " {\n";
    for (std::size_t i = 0; i < uses; ++i)
      text += "criterion A" + std::to_string(i) + " maximum 1 { when x = 0 : none award full when k > 0 }\n";
    return text + "}\n";
  };
  EXPECT_EQ(only_error_at_end(file(limits::repeated_proofs / 50 + 1)), "E0393");
}

TEST(check_limit, findings) {
  const auto unknown = [](std::size_t n) {
    std::string text;
    for (std::size_t i = 0; i < n; ++i) text += "veto V" + std::to_string(i) + " when unheard_of_" + std::to_string(i) + " > 0\n";
    return text;
  };
  EXPECT_EQ(errors_of(head + unknown(limits::diagnostics) + body).size(), limits::diagnostics);
  const strings past = errors_of(head + unknown(limits::diagnostics + 1) + body);
  ASSERT_EQ(past.size(), limits::diagnostics + 1);
  EXPECT_EQ(past.back().substr(0, 5), "E0023");
}

TEST(check_limit, warnings) {
  const auto unused = [](std::size_t n) {
    std::string text = "ancs 1\n" + head;
    for (std::size_t i = 0; i < n; ++i) text += "input unused_" + std::to_string(i) + " : count\n";
    const source file("test.ancs", text + body);
    std::vector<code> all;
    for (const diagnostic& d : check(*parse(file)).findings) all.push_back(d.id);
    return all;
  };
  EXPECT_EQ(unused(limits::diagnostics), std::vector<code>(limits::diagnostics, code::unused_name));
  const auto past = unused(limits::diagnostics + 1);
  ASSERT_EQ(past.size(), limits::diagnostics + 1);
  EXPECT_EQ(past.back(), code::too_many_warnings);
}

}  // namespace
}  // namespace ancs::tests
