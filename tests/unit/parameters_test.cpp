// parameters_test.cpp: proves that another value of a parameter changes what it should, in records, columns and explanations, and no more.
#include <gtest/gtest.h>

#include <array>
#include <string>

#include "ancs/ancs.hpp"
#include "ancs/columns.hpp"
#include "ancs/explain.hpp"

namespace ancs::tests {
namespace {

program rules() {
  static const source text("p.ancs", R"(ancs 1
model m { maximum 10  rounding 0.01 half up per criterion }
parameter pass   = 8   between 5 and 10  "Mức đạt"
parameter enough = 90% between 50% and 100%
parameter grant  = 1   between 0 and 2
input x : count at most 10
group G maximum 10 {
  criterion A maximum 5 { award full when x / 10 >= enough }
  criterion B maximum 3 { award full when x >= pass }
  criterion C maximum 2 { points grant + grant * min(x, 0) }
}
levels "L" best first "Đạt", "Chưa" { "Đạt" when total >= pass  "Chưa" otherwise }
)");
  const auto p = load(text);
  std::string all;
  for (const auto& d : p.findings)
    if (severity_of(d.id) == severity::error) all += render_text(d, text, language::en);
  EXPECT_EQ(all, "");
  return *p;
}

scorecard of(const program& p, int x) {
  record r(p);
  r.set("x", x);
  return p.score(r);
}

TEST(parameters, are_listed_with_what_the_file_says) {
  const auto all = rules().parameters();
  ASSERT_EQ(all.size(), 3u);
  EXPECT_EQ(all[0].name, "pass");
  EXPECT_EQ(all[0].title, "Mức đạt");
  EXPECT_FALSE(all[0].percent);
  EXPECT_EQ(all[0].value, rational(8));
  EXPECT_EQ(all[0].low, rational(5));
  EXPECT_TRUE(all[1].percent);
  EXPECT_EQ(all[1].declared, rational(9, 10));
}

TEST(parameters, another_value_changes_a_copy_only) {
  const program p = rules();
  const auto stricter = p.with_parameter("pass", 10);
  ASSERT_TRUE(stricter);
  EXPECT_EQ(of(p, 9).total.low, rational(9));
  EXPECT_EQ(of(*stricter, 9).total.low, rational(6));
  EXPECT_EQ(of(p, 9).outcomes[0].possible[0], 0u);
  EXPECT_EQ(of(*stricter, 9).outcomes[0].possible[0], 1u);
  EXPECT_EQ(stricter->parameters()[0].value, rational(10));
  EXPECT_EQ(stricter->parameters()[0].declared, rational(8));
  EXPECT_EQ(p.parameters()[0].value, rational(8));
  const auto both = stricter->with_parameter("enough", rational(905, 1000));
  ASSERT_TRUE(both);
  EXPECT_EQ(of(*both, 9).total.low, rational(1));
  EXPECT_EQ(of(*both, 10).total.low, rational(9));
  EXPECT_EQ(both->rules_digest(), p.rules_digest());
}

TEST(parameters, a_record_and_a_state_go_with_both_programs) {
  const program p = rules();
  const program other = *p.with_parameter("pass", 10);
  record r(p);
  r.set("x", 9);
  state scratch;
  scorecard card;
  p.score(r, scratch, card);
  EXPECT_EQ(card.total.low, rational(9));
  other.score(r, scratch, card);
  EXPECT_EQ(card.total.low, rational(6));
  EXPECT_EQ(p.evaluate(r, scratch).total().low, rational(9));
  r.clear();
  other.score(r, scratch, card);
  EXPECT_EQ(card.total.low, rational(1));
  EXPECT_EQ(card.total.high, rational(9));
}

TEST(parameters, refuse_what_was_not_proven) {
  const program p = rules();
  for (const auto& [name, value, id] : {std::tuple("pass", rational(11), code::parameter_out_of_range), {"pass", rational(49, 10), code::parameter_out_of_range},
                                        {"pass", rational(8001, 1000), code::parameter_out_of_range}, {"pas", rational(8), code::unknown_parameter}}) {
    const auto refused = p.with_parameter(name, value);
    EXPECT_FALSE(refused);
    ASSERT_EQ(refused.findings.size(), 1u);
    EXPECT_EQ(refused.findings[0].id, id);
    EXPECT_FALSE(help_of(refused.findings[0], language::vi).empty());
  }
  EXPECT_NE(help_of(p.with_parameter("pas", 8).findings[0], language::en).find("`pass`"), std::string::npos);
}

TEST(parameters, columns_follow) {
  const program p = *rules().with_parameter("grant", 2)->with_parameter("pass", 10);
  const std::array<std::int64_t, 4> x{8, 9, 10, 0};
  std::array<std::int64_t, 4> total{}, c{};
  batch units(p, 4);
  input_view view;
  view.data = x.data();
  ASSERT_FALSE(units.set("x", view));
  batch_request request;
  request.total = {total.data(), column_type::int64};
  request.criteria.resize(3);
  request.criteria[2] = {c.data(), column_type::int64};
  const auto report = score(units, request);
  ASSERT_TRUE(report.findings.empty());
  EXPECT_EQ(report.rows_apart, 0u);
  const std::int64_t scale = points_scale(p);
  EXPECT_EQ(total, (std::array<std::int64_t, 4>{2 * scale, 7 * scale, 10 * scale, 2 * scale}));
  EXPECT_EQ(c, (std::array<std::int64_t, 4>{2 * scale, 2 * scale, 2 * scale, 2 * scale}));
}

TEST(parameters, explanations_say_which_value_decided) {
  const program p = *rules().with_parameter("pass", 10);
  record r(p);
  r.set("x", 9);
  form_options english;
  english.in = language::en;
  const std::string form = render_form(p, r, english);
  EXPECT_NE(form.find("Changed parameter: pass = 10 (rules: 8)"), std::string::npos) << form;
  EXPECT_NE(form.find("9 < pass = 10"), std::string::npos) << form;
}

}  // namespace
}  // namespace ancs::tests
