// parse_test.cpp: proves what each construct of the rule language is read as, with its place, in both sets of keywords.
#include "ancs/parse.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "ancs/impl/parse_phrases.hpp"
#include "ancs/keywords.hpp"
#include "ancs/text.hpp"
#include "parse_reading.hpp"
#include "tree_equal.hpp"

namespace ancs::tests {
namespace {

/// The tree of an expression, fully parenthesised: "(or a (and b c))".
std::string dump(const ast::expression& e) {
  constexpr std::string_view names[] = {
#define ANCS_OPERATOR(name, class_, precedence, english) #name,
#include "ancs/operators.def"
#undef ANCS_OPERATOR
  };
  switch (e.what) {
    case ast::op::number_literal:
      return e.value.to_string();
    case ast::op::percent_literal:
      return e.value.to_string() + "%";
    case ast::op::string_literal:
      return "'" + e.text + "'";
    case ast::op::date_literal:
      return std::to_string(e.day.year) + "-" + std::to_string(e.day.month) + "-" + std::to_string(e.day.day);
    case ast::op::reference:
      return e.member.empty() ? e.text : e.text + "." + e.member;
    default:
      break;
  }
  std::string all = "(" + std::string(names[static_cast<std::size_t>(e.what)]);
  if (!e.text.empty()) all += " " + e.text;
  if (e.what == ast::op::at_least_of) all += " " + e.value.to_string();
  for (const ast::expression& arg : e.args) all += " " + dump(arg);
  return all + ")";
}
std::string dump(const std::string& expression, const std::string& header = "ancs 1\n") {
  const reading r = good((header == "ancs 1\n" ? "let k = " : "đặt k = ") + expression, header);
  return r.tree && !r.tree->declarations.empty() ? dump(r.declaration<ast::let>().value) : "nothing";
}

ast::criterion criterion_of(const std::string& body) {
  const reading r = good("group A maximum 10 {\n criterion A1 maximum 10 {\n" + body + "\n}\n}");
  const auto& members = r.declaration<ast::group>().members;
  return members.empty() ? ast::criterion{} : std::get<ast::criterion>(members[0]);
}
template <class Clause>
Clause clause_of(const std::string& body) {
  const ast::criterion c = criterion_of(body);
  EXPECT_TRUE(std::holds_alternative<Clause>(c.body)) << body;
  return std::holds_alternative<Clause>(c.body) ? std::get<Clause>(c.body) : Clause{};
}

// ---- keywords ----

TEST(parse_keywords, are_written_in_normal_form_with_single_blanks) {
  for (std::size_t k = 0; k < keyword_count; ++k)
    for (const language in : {language::en, language::vi}) {
      const std::string phrase(keyword_text(static_cast<keyword>(k), in));
      EXPECT_EQ(to_nfc(phrase), phrase);
      EXPECT_EQ(phrase.find("  "), std::string::npos) << phrase;
      EXPECT_TRUE(phrase.empty() || (phrase.front() != ' ' && phrase.back() != ' ')) << phrase;
    }
}

TEST(parse_keywords, reserved_ones_need_backticks_as_names) {
  EXPECT_TRUE(needs_backticks("when", language::en));
  EXPECT_TRUE(needs_backticks("khi", language::vi));
  EXPECT_FALSE(needs_backticks("khi", language::en));
  EXPECT_FALSE(needs_backticks("count", language::en));
  EXPECT_FALSE(needs_backticks("whenever", language::en));
}

TEST(parse_keywords, the_longest_phrase_wins) {
  const detail::phrase_table phrases(language::vi);
  const strings words = {"không", "áp", "dụng", "khi", "x"};
  const auto found = phrases.longest([&](std::size_t i) { return i < words.size() ? std::string_view(words[i]) : std::string_view(); });
  EXPECT_EQ(phrases[found].text, "không áp dụng khi");
  EXPECT_TRUE(phrases.holds(found, keyword::not_applicable));
  EXPECT_TRUE(phrases.holds(found, keyword::no));
  EXPECT_FALSE(phrases.holds(found, keyword::when));
}

TEST(parse_keywords, end_at_the_end_of_an_identifier) {
  EXPECT_EQ(good("input inputs, variance, maximums : count").declaration<ast::input>().names.size(), 3u);
  EXPECT_EQ(dump("notable and android"), "(logical_and notable android)");
  EXPECT_EQ(findings_of("inputx : count"), strings{"E0111 | inputx"});
  EXPECT_EQ(dump("khiếu_nại và vàng", "ancs 1 vi\n"), "(logical_and khiếu_nại vàng)");
}

TEST(parse_keywords, free_ones_are_names_where_a_name_can_stand) {
  EXPECT_EQ(dump("count + number / min - fall(run from round)"), "(subtract (add count (divide number min)) (fall run round))");
  EXPECT_EQ(good("input by_month, count, points, days : count").declaration<ast::input>().names[2].text, "points");
}

TEST(parse_keywords, in_backticks_are_names) {
  const reading q = good("input `when` : count at most `every`");
  EXPECT_EQ(q.declaration<ast::input>().names[0].text, "when");
  EXPECT_TRUE(q.declaration<ast::input>().names[0].quoted);
  EXPECT_EQ(q.at(q.declaration<ast::input>().names[0].where), "`when`");
  EXPECT_EQ(dump(q.declaration<ast::input>().ranges[0].limit), "every");
}

TEST(parse_keywords, words_of_a_phrase_may_stand_on_two_lines) {
  EXPECT_EQ(dump("a is\n  not given"), "(is_not_given a)");
  // `có` (yes) before `số liệu` (input) is not `có số liệu` (is given) where only a value can stand.
  const reading r = good("số liệu a : có/không, mặc định có\nsố liệu b : số đếm", "ancs 1 vi\n");
  ASSERT_EQ(r.tree->declarations.size(), 2u);
  EXPECT_EQ(r.declaration<ast::input>().default_value->what, ast::op::yes);
}

// ---- expressions ----

TEST(parse_expression, precedence_from_loosest_to_tightest) {
  EXPECT_EQ(dump("a or not b and c = 1 + 2 * -d"),
            "(logical_or a (logical_and (logical_not b) (equal c (add 1 (multiply 2 (negate d))))))");
  EXPECT_EQ(dump("not a = b"), "(logical_not (equal a b))");
  EXPECT_EQ(dump("not not a"), "(logical_not (logical_not a))");
  EXPECT_EQ(dump("a and b or c and d"), "(logical_or (logical_and a b) (logical_and c d))");
  EXPECT_EQ(dump("a or b or c"), "(logical_or a b c)");
  EXPECT_EQ(dump("a - b - c"), "(subtract (subtract a b) c)");
  EXPECT_EQ(dump("a / b * c"), "(multiply (divide a b) c)");
  EXPECT_EQ(dump("a - (b - c)"), "(subtract a (subtract b c))");
  EXPECT_EQ(dump("-a + -5%"), "(add (negate a) (negate 0.05%))");
}

TEST(parse_expression, atoms_and_wordings) {
  EXPECT_EQ(dump("total + total with K + total with all + total rescaled"),
            "(add (add (add (total) (total_with K)) (total_with_all)) (total_rescaled))");
  EXPECT_EQ(dump("any veto or every group >= 50%"), "(logical_or (any_veto) (greater_equal (every_group) 0.5%))");
  EXPECT_EQ(dump("every criterion of A = full"), "(equal (every_criterion A) (full_points))");
  EXPECT_EQ(dump("at least 2 of { a, b = 1, not c }"), "(at_least_of 2 a (equal b 1) (logical_not c))");
  EXPECT_EQ(dump("x is one of \"a\", \"b\""), "(is_one_of x 'a' 'b')");
  EXPECT_EQ(dump("x.before is given and y.3 is not given"), "(logical_and (is_given x.before) (is_not_given y.3))");
  EXPECT_EQ(dump("fall(x from last_year) + rise(x)"), "(add (fall x last_year) (rise x))");
  EXPECT_EQ(dump("round(a / b, 0.1%) + max(a, b, 3) + count(a) + mean(x) + run(y) + sum(z) + min(a)"),
            "(add (add (add (add (add (add (round_to (divide a b) 0.001%) (maximum_of a b 3)) (count_of a)) (mean x)) (run y)) (sum z)) "
            "(minimum_of a))");
  EXPECT_EQ(dump("yes = no"), "(equal (yes) (no))");
}

TEST(parse_expression, every_node_knows_its_place) {
  const reading r = good("let k = (a + b) * c - fall(x)");
  const ast::expression& e = r.declaration<ast::let>().value;
  EXPECT_EQ(r.at(e.where), "(a + b) * c - fall(x)");
  EXPECT_EQ(r.at(e.args[0].where), "(a + b) * c");
  EXPECT_EQ(r.at(e.args[0].args[0].where), "a + b");
  EXPECT_EQ(r.at(e.args[1].where), "fall(x)");
  EXPECT_EQ(r.at(e.args[1].args[0].where), "x");
  const reading n = good("let k = not a = b");
  EXPECT_EQ(n.at(n.declaration<ast::let>().value.where), "not a = b");
}

// ---- numbers and dates ----

TEST(parse_number, styles_of_both_languages) {
  EXPECT_EQ(dump("20000 + 20_000 + 0.5 + 02 + 30% + 0.125"), "(add (add (add (add (add 20000 20000) 0.5) 2) 0.3%) 0.125)");
  const reading vi = good("đặt k = 20.000 + 0,5 + 1.234.567,25 + 02 + 30% + 20,000", "ancs 1 vi\n");
  EXPECT_EQ(dump(vi.declaration<ast::let>().value), "(add (add (add (add (add 20000 0.5) 1234567.25) 2) 0.3%) 20)");
  EXPECT_EQ(dump("min(1, 2)"), "(minimum_of 1 2)");
}

TEST(parse_number, the_help_says_what_to_write) {
  const auto help = [](const std::string& number, const std::string& header) {
    const reading r(header + (header == "ancs 1\n" ? "let k = " : "đặt k = ") + number);
    return r.tree.findings.empty() ? std::string("good") : help_of(r.tree.findings[0], language::en);
  };
  EXPECT_EQ(help("20,000", "ancs 1\n"), "write `20_000`; a comma that separates a list has a blank behind it");
  EXPECT_EQ(help("0,5", "ancs 1\n"), "write `0.5`; a comma that separates a list has a blank behind it");
  EXPECT_EQ(help("20.000", "ancs 1\n"), "write `20_000` for thousands, or `20.0` for the decimal");
  EXPECT_EQ(help("12.345%", "ancs 1\n"), "write `12_345%` for thousands, or `12.3450%` for the decimal");
  EXPECT_EQ(help("0.5", "ancs 1 vi\n"), "write `0,5`; a comma that separates a list has a blank behind it");
  EXPECT_EQ(help("30 %", "ancs 1\n"), "write `30%`");
  for (const char* corrected : {"20_000", "0.5", "20.0", "12.3450%", "12_345%"}) EXPECT_EQ(help(corrected, "ancs 1\n"), "good");
  EXPECT_EQ(help("0,5", "ancs 1 vi\n"), "good");
}

TEST(parse_number, dates_are_read_before_numbers) {
  EXPECT_EQ(dump("2022-01-01"), "2022-1-1");
  EXPECT_EQ(dump("01/4/2022"), "2022-4-1");
  EXPECT_EQ(dump("1 / 4 / 2022"), "(divide (divide 1 4) 2022)");
  EXPECT_EQ(dump("2022 - 01 - 01"), "(subtract (subtract 2022 1) 1)");
  EXPECT_EQ(dump("1/2"), "(divide 1 2)");
  EXPECT_EQ(findings_of("let k = 29/2/2022"), strings{"E0019 | 29/2/2022"});
  EXPECT_EQ(dump("29/2/2024"), "2024-2-29");
}

// ---- declarations ----

TEST(parse_declaration, model) {
  const reading r = good(R"(model m "Mô hình" {
  maximum 110   basis "a"  basis "b"   applies to "phường", "xã"
  period 2022-01-01 to 31/12/2022   in force from 1/7/2021   replaces "cũ"
  parts "tiêu chí", "nội dung"   columns self "Tự chấm", verified "Thẩm định"
  not yet assessed when x < 9   rounding 0.25 half even once at the end
})");
  const auto& m = r.declaration<ast::model>();
  EXPECT_EQ(m.id.text, "m");
  EXPECT_EQ(m.title->text, "Mô hình");
  EXPECT_EQ(m.maximum->value, rational(110));
  EXPECT_EQ(m.bases.size(), 2u);
  EXPECT_EQ(m.applies_to[1].text, "xã");
  EXPECT_EQ(m.period->second.day, 31);
  EXPECT_EQ(m.in_force_from->month, 7);
  EXPECT_EQ(m.replaces.size(), 1u);
  EXPECT_EQ(m.parts.size(), 2u);
  EXPECT_EQ(m.columns[1].id.text, "verified");
  EXPECT_EQ(m.columns[1].title.text, "Thẩm định");
  EXPECT_EQ(dump(m.not_yet_assessed.at(0)), "(less x 9)");
  EXPECT_EQ(m.rounding->mode, rounding_mode::half_even);
  EXPECT_EQ(m.rounding->stage, ast::rounding_stage::at_the_end);
  EXPECT_EQ(r.at(m.rounding->where), "rounding 0.25 half even once at the end");
}

TEST(parse_declaration, input_kinds) {
  const std::vector<std::pair<std::string, ast::kind>> kinds = {{"count", ast::kind::count},
                                                                {"number by 0.5", ast::kind::number},
                                                                {"money", ast::kind::money},
                                                                {"percent same within parent", ast::kind::percent},
                                                                {"points 0 to 10 by 0.5", ast::kind::points},
                                                                {"days", ast::kind::days},
                                                                {"date", ast::kind::date},
                                                                {"yes/no", ast::kind::yes_no},
                                                                {"one of \"a\", \"b\"", ast::kind::one_of}};
  for (const auto& [text, kind] : kinds) EXPECT_EQ(good("input a : " + text).declaration<ast::input>().kind, kind) << text;
  const reading r = good(
      "input a, b : points -5 to 10 by 0.5\ninput c : one of \"x\", \"y\", optional\ninput d : percent same within parent\ninput e : count "
      "quarterly");
  EXPECT_EQ(r.declaration<ast::input>().points_low->value, rational(-5));
  EXPECT_EQ(r.declaration<ast::input>().points_high->value, rational(10));
  EXPECT_EQ(r.declaration<ast::input>().by->value, rational(1, 2));
  EXPECT_EQ(r.declaration<ast::input>(1).options.size(), 2u);
  EXPECT_TRUE(r.declaration<ast::input>(1).optional);
  EXPECT_TRUE(r.declaration<ast::input>(2).same_within_parent);
  EXPECT_EQ(r.declaration<ast::input>(3).series, ast::series::quarterly);
}

TEST(parse_declaration, input_ranges_and_default) {
  const reading r = good("input a : percent at least -1000% below b, default -5 \"A\"");
  const auto& a = r.declaration<ast::input>();
  ASSERT_EQ(a.ranges.size(), 2u);
  EXPECT_EQ(a.ranges[0].written, ast::range::form::at_least);
  EXPECT_EQ(dump(a.ranges[0].limit), "(negate 10%)");
  EXPECT_EQ(a.ranges[1].written, ast::range::form::below);
  EXPECT_EQ(r.at(a.ranges[1].where), "below b");
  EXPECT_EQ(dump(*a.default_value), "-5");
  EXPECT_EQ(a.title->text, "A");
}

TEST(parse_declaration, a_label_belongs_to_the_input_and_not_to_its_last_baseline) {
  const reading r = good(
      "input a : count with baseline b \"Vụ\"\ninput c : count with baseline d \"D\", e \"E\" \"C\"\ninput f : count with baseline\n"
      "input g : count with baseline h, optional \"G\"");
  EXPECT_EQ(r.declaration<ast::input>(0).title->text, "Vụ");
  EXPECT_FALSE(r.declaration<ast::input>(0).baselines.at(0).title);
  EXPECT_EQ(r.declaration<ast::input>(1).baselines.at(0).title->text, "D");
  EXPECT_EQ(r.declaration<ast::input>(1).baselines.at(1).title->text, "E");
  EXPECT_EQ(r.declaration<ast::input>(1).title->text, "C");
  EXPECT_TRUE(r.declaration<ast::input>(2).with_baseline);
  EXPECT_TRUE(r.declaration<ast::input>(2).baselines.empty());
  EXPECT_EQ(r.declaration<ast::input>(3).baselines.size(), 1u);
  EXPECT_TRUE(r.declaration<ast::input>(3).optional);
}

TEST(parse_declaration, let_and_parameter) {
  const reading r = good(
      "let k { when border : 30%  when mountain : 75%  otherwise : 100% } \"Hệ số\"\nparameter pass = 80 between 0 and 110 \"Ngưỡng\"");
  const auto& k = r.declaration<ast::let>();
  ASSERT_EQ(k.choices.size(), 2u);
  EXPECT_EQ(dump(k.choices[1].condition) + " " + dump(k.choices[1].value) + " " + dump(k.value), "mountain 0.75% 1%");
  EXPECT_EQ(k.title->text, "Hệ số");
  const auto& p = r.declaration<ast::parameter>(1);
  EXPECT_EQ(p.value.value, rational(80));
  EXPECT_EQ(p.high.value, rational(110));
}

TEST(parse_declaration, groups_in_groups_and_blocks_outside) {
  const reading r = good(R"(group A number "I" "Nhóm" maximum 50 capped floor -5 {
  basis "x"  evidence "e"
  group B maximum 20 { criterion B1 maximum 20 { met } }
  criterion A1 number "1.1" "Một" maximum 30 { item a maximum 10 { met } item b maximum 20 { met } }
}
bonus K maximum 4 { criterion K1 maximum 4 { met } }
priority P maximum 2 { criterion P1 maximum 2 { met } }
penalty Q maximum 0 { criterion Q1 maximum 0 floor -3 { met } })");
  const auto& a = r.declaration<ast::group>();
  EXPECT_EQ(a.head.number->text, "I");
  EXPECT_EQ(a.head.title->text, "Nhóm");
  EXPECT_TRUE(a.head.capped);
  EXPECT_EQ(a.head.floor->value, rational(-5));
  ASSERT_EQ(a.members.size(), 2u);
  EXPECT_EQ(std::get<ast::group>(a.members[0]).head.id.text, "B");
  const auto& items = std::get<ast::items_clause>(std::get<ast::criterion>(a.members[1]).body).items;
  ASSERT_EQ(items.size(), 2u);
  EXPECT_TRUE(items[1].item);
  EXPECT_EQ(r.at(items[1].where), "item b maximum 20 { met }");
  EXPECT_EQ(r.declaration<ast::group>(1).written, ast::group::block::bonus);
  EXPECT_EQ(r.declaration<ast::group>(2).written, ast::group::block::priority);
  EXPECT_EQ(r.declaration<ast::group>(3).written, ast::group::block::penalty);
}

TEST(parse_declaration, levels_ranking_quota) {
  const reading r = good(R"(veto V1 "Trọng án" when x > 0
levels "L" best first "A", "B" { not above "B" when x  "A" when total >= 80 and every group >= 50%  "B" otherwise }
ranking within parent { by total descending, x ascending  ties split by y descending, z ascending }
ranking within district { by total descending ties dense }
quota "A" of "L" { at most 20% of "B" or better, before the quota  round half up  ties in  rest become "B" })");
  EXPECT_EQ(dump(r.declaration<ast::veto>().condition), "(greater x 0)");
  const auto& l = r.declaration<ast::levels>(1);
  EXPECT_EQ(l.names.size(), 2u);
  ASSERT_EQ(l.rows.size(), 3u);
  EXPECT_EQ(l.rows[0].written, ast::levels::row::form::not_above);
  EXPECT_EQ(l.rows[1].level.text, "A");
  EXPECT_EQ(l.rows[2].written, ast::levels::row::form::otherwise);
  const auto& k = r.declaration<ast::ranking>(2);
  EXPECT_TRUE(k.within_parent);
  ASSERT_EQ(k.keys.size(), 2u);
  EXPECT_FALSE(k.keys[1].descending);
  EXPECT_EQ(k.split_by.size(), 2u);
  EXPECT_EQ(r.declaration<ast::ranking>(3).within->text, "district");
  EXPECT_EQ(r.declaration<ast::ranking>(3).tie, ast::ranking::ties::dense);
  const auto& q = r.declaration<ast::quota>(4);
  EXPECT_EQ(q.level.text + q.outcome.text + q.of.text + q.become.text, "ALBB");
  EXPECT_TRUE(q.or_better && q.before && q.ties_in);
  EXPECT_EQ(q.mode, rounding_mode::half_up);
}

TEST(parse_declaration, actions_and_parts) {
  const reading r = good(R"(action "Khen" when outcome "L" = "A" and x > 0
action "Nhắc" for each quarter of late when late > 0
input a, b : count from parts "khu" when outcome "L" from "B" up "Tên"
input c : number with baseline z from parts "khu" max(late.3) at least 0
input d : count from parts "khu" sum(action "Nhắc")
input e : count from parts "khu" when action "Nhắc")");
  EXPECT_EQ(r.declaration<ast::action>().title.text, "Khen");
  EXPECT_EQ(r.declaration<ast::action>().each, ast::series::none);
  const auto& condition = r.declaration<ast::action>().condition;
  ASSERT_EQ(condition.args.size(), 2u);
  EXPECT_EQ(condition.args[0].what, ast::op::outcome_is);
  EXPECT_EQ(condition.args[0].text + condition.args[0].member, "LA");
  EXPECT_EQ(r.at(condition.args[0].where), "outcome \"L\" = \"A\"");
  EXPECT_EQ(r.declaration<ast::action>(1).each, ast::series::quarterly);
  EXPECT_EQ(r.declaration<ast::action>(1).of.text, "late");
  using form = ast::parts_source::form;
  const auto& counted = *r.declaration<ast::input>(2).from_parts;
  EXPECT_EQ(counted.written, form::outcome);
  EXPECT_EQ(counted.type.text + counted.title.text + counted.level.text, "khuLB");
  EXPECT_TRUE(counted.or_better);
  EXPECT_EQ(r.declaration<ast::input>(2).title->text, "Tên");
  EXPECT_EQ(r.at(counted.where), "from parts \"khu\" when outcome \"L\" from \"B\" up");
  const auto& greatest = *r.declaration<ast::input>(3).from_parts;
  EXPECT_EQ(greatest.written, form::maximum);
  EXPECT_EQ(greatest.id.text + greatest.member->text, "late3");
  EXPECT_EQ(r.declaration<ast::input>(3).ranges.size(), 1u);
  const auto& times = *r.declaration<ast::input>(4).from_parts;
  EXPECT_EQ(times.written, form::sum);
  EXPECT_EQ(times.title.text, "Nhắc");
  EXPECT_FALSE(times.total);
  EXPECT_EQ(r.declaration<ast::input>(5).from_parts->written, form::action);
}

TEST(parse_declaration, checks_and_tests) {
  const reading r = good(R"(require a <= b "Kiểm tra"
warn W1 : a differs from fall(b) at 0.1% when b.before > 0 "Tai nạn"
warn W2 : a > 5 "Nhiều"
test "t" {
  given a = 2, b.before = -3, c = [0 0 1], d = "x", e = yes, f = 2022-01-31
  expect A2 = 15, total from 41 to 108, outcome "L" = "Đạt", A1 not applicable, A3 missing, V1 = no, W1 = "unexplained", total = 98
})");
  EXPECT_EQ(r.declaration<ast::require>().title->text, "Kiểm tra");
  const auto& w = r.declaration<ast::warn>(1);
  EXPECT_EQ(dump(*w.differs_from), "(fall b)");
  EXPECT_EQ(w.tolerance->value, rational(1, 1000));
  EXPECT_EQ(dump(*w.when), "(greater b.before 0)");
  EXPECT_FALSE(r.declaration<ast::warn>(2).differs_from);
  const auto& t = r.declaration<ast::test>(3);
  ASSERT_EQ(t.given.size(), 6u);
  EXPECT_EQ(t.given[1].member->text, "before");
  EXPECT_EQ(std::get<ast::literal>(t.given[1].to).value, rational(-3));
  EXPECT_EQ(std::get<std::vector<ast::literal>>(t.given[2].to).size(), 3u);
  EXPECT_EQ(std::get<bool>(t.given[4].to), true);
  EXPECT_EQ(std::get<ast::date>(t.given[5].to).day, 31);
  using form = ast::expectation::form;
  const std::vector<form> forms = {form::equals,  form::bounds, form::outcome, form::not_applicable,
                                   form::missing, form::veto,   form::equals,  form::equals};
  ASSERT_EQ(t.expect.size(), forms.size());
  for (std::size_t i = 0; i < forms.size(); ++i) EXPECT_EQ(t.expect[i].written, forms[i]) << i;
  EXPECT_TRUE(t.expect[1].total && t.expect[7].total);
  EXPECT_EQ(t.expect[2].outcome->text, "L");
  EXPECT_EQ(r.at(t.expect[3].where), "A1 not applicable");
}

// ---- clauses ----

TEST(parse_clause, guards_and_points) {
  using form = ast::points::form;
  const ast::criterion c = criterion_of(R"(basis "b"  evidence "e" required, otherwise none
    when a = 0 : full   when b : none   when c : -5   when d : 50%   when e : 1/2 of maximum   when f : unknown
    not applicable when g : excluded within group   not applicable when h : 3
    met)");
  EXPECT_TRUE(c.evidence->required && c.evidence->otherwise_none);
  ASSERT_EQ(c.guards.size(), 8u);
  const form forms[] = {form::full, form::none, form::literal, form::percent, form::fraction, form::unknown};
  for (std::size_t i = 0; i < 6; ++i) EXPECT_EQ(c.guards[i].gives.written, forms[i]) << i;
  EXPECT_EQ(c.guards[2].gives.value, rational(-5));
  EXPECT_EQ(c.guards[3].gives.value, rational(1, 2));
  EXPECT_EQ(c.guards[4].gives.denominator, 2);
  EXPECT_TRUE(c.guards[6].not_applicable && c.guards[6].excluded && c.guards[6].within_group);
  EXPECT_TRUE(c.guards[7].not_applicable && !c.guards[7].excluded);
}

TEST(parse_clause, band_rows) {
  using form = ast::band_row::form;
  const auto b = clause_of<ast::bands_clause>(R"(bands a / b scaled by k {
    from 90% up : 10   above 80% : 9   below 1% : 0   up to 2% : 1   from 3% down : 2   from 4% to 5% : 3   from 6% to below 7% : 4
    above 8% to 9% : 5   above 10% to below 11% : 6   -12% : 7   otherwise : 0 })");
  const form forms[] = {form::from_up,       form::above,    form::below,          form::up_to,   form::from_down, form::from_to,
                        form::from_to_below, form::above_to, form::above_to_below, form::exactly, form::otherwise};
  ASSERT_EQ(b.rows.size(), 11u);
  for (std::size_t i = 0; i < b.rows.size(); ++i) {
    EXPECT_EQ(b.rows[i].written, forms[i]) << i;
    const bool two =
        forms[i] == form::from_to || forms[i] == form::from_to_below || forms[i] == form::above_to || forms[i] == form::above_to_below;
    const bool high = forms[i] == form::below || forms[i] == form::up_to || forms[i] == form::from_down;
    EXPECT_EQ(b.rows[i].low.has_value(), !high && forms[i] != form::otherwise) << i;
    EXPECT_EQ(b.rows[i].high.has_value(), two || high) << i;
  }
  EXPECT_EQ(b.rows[9].low->value, rational(-12, 100));
  EXPECT_EQ(b.scaled_by->text, "k");
}

TEST(parse_clause, places_of_rows) {
  const reading r = good("group A maximum 9 { criterion A1 maximum 9 { bands x { from 1 to below 2 : 5  otherwise : 0 } } }");
  const auto& c = std::get<ast::criterion>(r.declaration<ast::group>().members[0]);
  const auto& rows = std::get<ast::bands_clause>(c.body).rows;
  EXPECT_EQ(r.at(rows[0].where), "from 1 to below 2 : 5");
  EXPECT_EQ(r.at(rows[0].head), "from 1 to below 2");
  EXPECT_EQ(r.at(rows[0].gives.where), "5");
  EXPECT_EQ(r.at(rows[1].head), "otherwise");
  EXPECT_EQ(r.at(c.body_where), "bands x { from 1 to below 2 : 5  otherwise : 0 }");
}

TEST(parse_clause, steps_both_ways) {
  const auto up = clause_of<ast::steps_clause>("steps x scaled by k { up to 50% : 5  every further 1% add 0.5, whole  at most 10 }");
  EXPECT_FALSE(up.descending);
  EXPECT_TRUE(up.whole);
  EXPECT_EQ(up.base.value, rational(1, 2));
  EXPECT_EQ(up.base_gives.value, rational(5));
  EXPECT_EQ(up.width.value, rational(1, 100));
  EXPECT_EQ(up.adds.value, rational(1, 2));
  EXPECT_EQ(up.at_most->value, rational(10));
  const auto down = clause_of<ast::steps_clause>("steps x { from 10% up : 0  every further 1% less add 1, pro rata }");
  EXPECT_TRUE(down.descending);
  EXPECT_FALSE(down.whole);
  EXPECT_FALSE(down.at_most);
}

TEST(parse_clause, other_clauses) {
  EXPECT_EQ(clause_of<ast::award_clause>("award 3 when a  award 50% when b or c").awards.size(), 2u);
  EXPECT_EQ(clause_of<ast::proportional_clause>("proportional a / b, at most 8").at_most->value, rational(8));
  EXPECT_EQ(clause_of<ast::interpolate_clause>("interpolate s { 50% : 0  80% : 8  100% : full }").knots.size(), 3u);
  const auto choose = clause_of<ast::choose_clause>("choose role { \"a\" : full  \"b\" : 1/2 of maximum  otherwise : none }");
  EXPECT_EQ(choose.rows.size(), 2u);
  EXPECT_TRUE(choose.otherwise);
  const auto deduct = clause_of<ast::deduct_clause>("start full  deduct 0.5 per sum(x), whole, at most 10  deduct 2 when late");
  EXPECT_EQ(deduct.start.written, ast::points::form::full);
  ASSERT_EQ(deduct.deductions.size(), 2u);
  EXPECT_EQ(deduct.deductions[0].whole, true);
  EXPECT_EQ(deduct.deductions[0].at_most->value, rational(10));
  EXPECT_TRUE(deduct.deductions[1].when);
  EXPECT_EQ(clause_of<ast::add_clause>("add 0.5 per a, at most 4  add 1 per b, pro rata").additions.at(1).whole, false);
  EXPECT_EQ(clause_of<ast::assessed_clause>("assessed x").input->text, "x");
  EXPECT_EQ(clause_of<ast::assessed_clause>("assessed by 0.5").by->value, rational(1, 2));
  EXPECT_FALSE(clause_of<ast::assessed_clause>("assessed").input);
  clause_of<ast::met_clause>("met");
  EXPECT_EQ(dump(clause_of<ast::points_clause>("points a - 2 * b").of), "(subtract a (multiply 2 b))");
  clause_of<ast::information_clause>("information");
}

TEST(parse_clause, a_row_never_swallows_the_next) {
  const auto a = clause_of<ast::bands_clause>("bands x { 5 : 3 -5 : 1  otherwise : 0 }");
  ASSERT_EQ(a.rows.size(), 3u);
  EXPECT_EQ(a.rows[1].low->value, rational(-5));
  EXPECT_EQ(clause_of<ast::interpolate_clause>("interpolate x { -5 : 1 -3 : 2 }").knots.size(), 2u);
}

// ---- the Vietnamese keywords ----

TEST(parse_vietnamese, says_the_same_as_english) {
  const std::vector<std::pair<std::string, std::string>> pairs = {
      {"model m \"t\" { maximum 110 basis \"b\" applies to \"xã\" period 1/1/2022 to 31/12/2022 rounding 0.5 half up per criterion }",
       "mô hình m \"t\" { tối đa 110 căn cứ \"b\" áp dụng cho \"xã\" kỳ đánh giá 1/1/2022 đến 31/12/2022 làm tròn 0,5 nửa lên mỗi tiêu chí "
       "}"},
      {"input a : count monthly with baseline c at least 1 at most b, default 0 \"x\"",
       "số liệu a : số đếm hằng tháng có mốc so sánh c ít nhất 1 không quá b, mặc định 0 \"x\""},
      {"input a : one of \"x\", \"y\", optional", "số liệu a : một trong \"x\", \"y\", không bắt buộc"},
      {"input a : yes/no", "số liệu a : có/không"},
      {"let k { when a : 30% otherwise : 100% }", "đặt k { khi a : 30% còn lại : 100% }"},
      {"parameter p = 80 between 0 and 110", "tham số p = 80 trong khoảng 0 đến 110"},
      {"group A maximum 9 { criterion A1 maximum 9 { when a is not given : none not applicable when b = 0 : full "
       "bands fall(x) { from 30% up : full from 10% to below 30% : 1.5 above 5% to 10% : 1 up to 5% : 0 } } }",
       "nhóm A tối đa 9 { tiêu chí A1 tối đa 9 { khi a không có số liệu : không điểm không áp dụng khi b = 0 : đủ điểm "
       "bảng mức giảm(x) { từ 30% trở lên : đủ điểm từ 10% đến dưới 30% : 1,5 điểm trên 5% đến 10% : 1 đến 5% : 0 điểm } } }"},
      {"group A maximum 9 { criterion A1 maximum 9 { steps x { from 9 up : 5 every further 1 less add 1, whole at most 9 } } criterion A2 "
       "maximum 1 { award 5 when not a and b } }",
       "nhóm A tối đa 9 { tiêu chí A1 tối đa 9 { bậc x { từ 9 trở lên : 5 cứ giảm 1 được thêm 1, đủ bậc không quá 9 } } tiêu chí A2 tối đa "
       "1 { được 5 điểm khi không phải a và b } }"},
      {"group A maximum 9 { criterion A1 maximum 9 { start full deduct 0.5 per a, at most 3 } criterion A2 maximum 2 { choose x { \"p\" : "
       "1/2 of maximum \"q\" : none } } }",
       "nhóm A tối đa 9 { tiêu chí A1 tối đa 9 { khởi điểm đủ điểm trừ 0,5 điểm mỗi a, không quá 3 } tiêu chí A2 tối đa 2 { chọn x { \"p\" "
       ": 1/2 điểm tối đa \"q\" : không điểm } } }"},
      {"veto V1 \"x\" when a > 0 or any veto", "không xét V1 \"x\" khi a > 0 hoặc có điều không xét"},
      {"levels \"L\" best first \"A\", \"B\" { \"A\" when total >= 80 and every group >= 50% \"B\" otherwise }",
       "xếp loại \"L\" tốt nhất trước \"A\", \"B\" { \"A\" khi tổng điểm >= 80 và mọi nhóm >= 50% \"B\" còn lại }"},
      {"ranking { by total descending, a ascending ties share }", "xếp hạng { theo tổng điểm giảm dần, a tăng dần đồng hạng }"},
      {"ranking within parent, unit type, a { by total descending ties share }", "xếp hạng trong cấp trên, loại đơn vị, a { theo tổng điểm giảm dần đồng hạng }"},
      {"quota \"A\" of \"L\" { at most 20% of \"B\" or better, after the quota round up ties out rest become \"B\" }",
       "hạn mức \"A\" của \"L\" { không quá 20% của \"B\" trở lên, sau hạn mức làm tròn lên đồng hạng cùng ra phần còn lại thành \"B\" }"},
      {"action \"Khen\" when outcome \"L\" = \"A\" or outcome \"L\" from \"B\" up and total > 5",
       "kiến nghị \"Khen\" khi xếp loại \"L\" = \"A\" hoặc xếp loại \"L\" từ \"B\" trở lên và tổng điểm > 5"},
      {"action \"Nhắc\" for each month of a when a > 0 action \"Nhắc\" for each quarter of b when b > 0 action \"Nhắc\" for each year of c when c > 0",
       "kiến nghị \"Nhắc\" cho từng tháng của a khi a > 0 kiến nghị \"Nhắc\" cho từng quý của b khi b > 0 kiến nghị \"Nhắc\" cho từng năm của c khi c > 0"},
      {"input a : count from parts \"khu\" when outcome \"L\" from \"B\" up at most b \"Số khu\" input c : number from parts \"khu\" mean(total) "
       "input d : count from parts \"khu\" sum(action \"Nhắc\")",
       "số liệu a : số đếm từ đơn vị trực thuộc \"khu\" khi xếp loại \"L\" từ \"B\" trở lên không quá b \"Số khu\" số liệu c : số từ đơn vị trực thuộc "
       "\"khu\" trung bình(tổng điểm) số liệu d : số đếm từ đơn vị trực thuộc \"khu\" tổng(kiến nghị \"Nhắc\")"},
      {"test \"t\" { expect action \"Khen\", action \"Nhắc\" = [3 6], action \"Phê\" = no, action \"Khen\" missing }",
       "kiểm tra \"t\" { kết quả kiến nghị \"Khen\", kiến nghị \"Nhắc\" = [3 6], kiến nghị \"Phê\" = không, kiến nghị \"Khen\" thiếu số liệu }"},
      {"warn W1 : a differs from fall(b from c) at 0.1% when b is given \"x\"",
       "cảnh báo W1 : a khác mức giảm(b so với c) ở mức 0,1% khi b có số liệu \"x\""},
      {"test \"t\" { given a = 36.3%, b = yes expect A2 = 15, total from 1 to 2, outcome \"L\" = \"A\", A1 not applicable }",
       "kiểm tra \"t\" { cho a = 36,3%, b = có kết quả A2 = 15, tổng điểm từ 1 đến 2, xếp loại \"L\" = \"A\", A1 không áp dụng }"},
  };
  for (const auto& [en, vi] : pairs) {
    const reading a = good(en), b = good(vi, "ancs 1 vi\n");
    EXPECT_EQ(b.tree->keywords, language::vi);
    EXPECT_TRUE(same_tree(*a.tree, *b.tree)) << en << "\n" << vi;
  }
}

TEST(parse_vietnamese, every_phrase_is_found_as_itself) {
  for (const language in : {language::en, language::vi}) {
    const detail::phrase_table phrases(in);
    for (std::size_t k = 0; k < keyword_count; ++k) {
      const std::uint8_t number = phrases.number_of(static_cast<keyword>(k));
      if (number == 0) continue;
      const auto& words = phrases[number].words;
      EXPECT_EQ(phrases.longest([&](std::size_t i) { return i < words.size() ? words[i] : std::string_view(); }), number);
    }
  }
}

}  // namespace
}  // namespace ancs::tests
