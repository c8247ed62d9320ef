// parse_errors_test.cpp: proves what is said about text that is no rule file, that reading goes on behind it, and every limit at its bound.
#include <gtest/gtest.h>

#include <cstddef>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "ancs/parse.hpp"
#include "parse_reading.hpp"
#include "tree_equal.hpp"

namespace ancs::tests {
namespace {

// ---- text ----

TEST(parse_text, places_are_those_of_the_file_also_when_it_is_decomposed) {
  // o + circumflex + dot below: three code points that become one.
  const std::string decomposed = "o\xCC\xA3\xCC\x82";
  const reading r(
      "\xEF\xBB\xBF"
      "ancs 1\ninput a : count \"B" +
      decomposed + "\" ?\ninput b" + decomposed + "c : count");
  EXPECT_EQ(r.findings(), strings{"E0006 | ?"});
  EXPECT_EQ(r.declaration<ast::input>().title->text, "Bộ");
  EXPECT_EQ(r.at(r.declaration<ast::input>().title->where), "\"B" + decomposed + "\"");
  EXPECT_EQ(r.declaration<ast::input>(1).names[0].text, "bộc");
  EXPECT_EQ(r.at(r.declaration<ast::input>(1).names[0].where), "b" + decomposed + "c");
  EXPECT_EQ(r.at(r.tree->header), "ancs 1");
}

TEST(parse_text, decomposed_keywords_are_keywords) {
  // The a with dot below of "đặt" is written in two code points.
  EXPECT_EQ(findings_of("\xC4\x91\xC4\x83\xCC\xA3t k = 1", "ancs 1 vi\n"), strings{});
}

TEST(parse_text, line_ends_and_blanks_mean_nothing) {
  const reading a = good("input a : count\r\ninput b\t:\r count at\xC2\xA0least 1"), b = good("input a : count input b : count at least 1");
  EXPECT_TRUE(same_tree(*a.tree, *b.tree));
}

TEST(parse_text, comments) {
  const reading r = good("input a : count # behind\n  # alone \"{\n# last", "# first\nancs 1 # header\n");
  ASSERT_EQ(r.tree->comments.size(), 5u);
  const std::vector<std::pair<std::string, bool>> expected = {
      {" first", true}, {" header", false}, {" behind", false}, {" alone \"{", true}, {" last", true}};
  for (std::size_t i = 0; i < expected.size(); ++i) {
    EXPECT_EQ(r.tree->comments[i].text, expected[i].first);
    EXPECT_EQ(r.tree->comments[i].own_line, expected[i].second) << i;
    EXPECT_EQ(r.at(r.tree->comments[i].where), "#" + expected[i].first);
  }
}

TEST(parse_text, what_cannot_be_read_at_all_has_no_tree) {
  const std::vector<std::pair<std::string, std::string>> cases = {{"", "E0001 | "},
                                                                  {"\xEF\xBB\xBF \n", "E0001 | "},
                                                                  {"ancs 1\n\xC3(", "E0003 | \xC3"},
                                                                  {"\xFF\xFE"
                                                                   "a",
                                                                   "E0004 | \xFF\xFE"},
                                                                  {"model m {}", "E0101 | model"},
                                                                  {"{", "E0101 | {"},
                                                                  {"ancs x", "E0101 | ancs"},
                                                                  {"ancs 9", "E0102 | 9"},
                                                                  {"ancs 1 xx", "E0103 | xx"}};
  for (const auto& [text, expected] : cases) {
    const reading r(text);
    EXPECT_FALSE(r.tree) << text;
    EXPECT_EQ(r.findings(), strings{expected}) << text;
  }
  EXPECT_EQ(reading(std::string("ancs 1\n\0", 8)).tree.findings.at(0).id, code::binary_file);
  EXPECT_EQ(reading("ancs 1\n" + repeated("\x01\x02", 20)).tree.findings.at(0).id, code::binary_file);
}

TEST(parse_text, a_header_may_share_its_line) {
  EXPECT_EQ(good("input a : count", "ancs 1 ").tree->declarations.size(), 1u);
  EXPECT_EQ(good("input a : count", "ancs 1 en ").tree->declarations.size(), 1u);
}

// ---- errors ----

TEST(parse_error, names_what_was_expected) {
  const reading r("ancs 1\nlevels \"L\" best first Đạt { \"A\" otherwise }");
  ASSERT_EQ(r.findings(), strings{"E0128 | Đạt"});
  EXPECT_EQ(message_of(r.tree.findings[0], language::en), "expected a level name in quotes, found `Đạt`");
  const reading w("ancs 1\ngroup A 50 { criterion A1 maximum 5 { met } }");
  ASSERT_EQ(w.findings(), strings{"E0110 | 50"});
  EXPECT_EQ(message_of(w.tree.findings[0], language::en), "expected `maximum`, `{`, found `50`");
}

TEST(parse_error, says_what_to_write_there) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"input a count", "write `:` before `count`"},
      {"group A maximum 5 { criterion A1 maximum 5 { when a = 0, none met } }", "write `:` before `,`, or in its place"},
      {"group A maximum 5 { criterion A1 maximum 5 { bands a { from 1 til 5 : 3 } } }",
       "write one of `to`, `up`, `down` before `til`, or in its place"},
      {"veto V1 \"a\" b > 1", "write `when` before `b`"},
      {"let k = (a + 1\nlet l = 2", "write `)` before `let`"},
      {"levels \"L\" best first good { \"good\" otherwise }", "put the level in quotes, as in `best first \"Đạt\", \"Chưa đạt\"`"},
      {"test one { expect A = 1 }", "write the title people read here, in quotes, as in `test \"Quý I\"`"},
      {"input a : count,\ninput b : count",
       "write what the input is like, as in `, optional`, `, default 0` or `, at least 1`; without more to say, take the comma out"},
      {"model m { basis none }", "write the text in straight quotes, as in `basis \"133/KH-UBND\"`"},
      {"model m { maximum many }", "write a number such as `10`, `0.5` or `30%`; a name or a formula cannot stand here"}};
  for (const auto& [text, help] : cases) {
    const reading r("ancs 1\n" + text);
    ASSERT_FALSE(r.tree.findings.empty()) << text;
    EXPECT_EQ(help_of(r.tree.findings[0], language::en), help) << text;
  }
}

TEST(parse_error, a_brace_missing_at_the_end_is_named) {
  for (const char* text : {"test \"x\" { expect a = 1", "require at least 1 of { a, b", "ranking { by total descending ties share",
                           "group A maximum 5 { criterion A1 maximum 5 { award full when at least 1 of { a, b"}) {
    const reading r("ancs 1\n" + std::string(text));
    ASSERT_EQ(r.tree.findings.size(), 1u) << text;
    EXPECT_EQ(r.tree.findings[0].id, code::unclosed_at_end) << text;
    ASSERT_EQ(r.tree.findings[0].others.size(), 1u);
    EXPECT_EQ(r.tree.findings[0].others[0].where.begin, 7 + std::string(text).rfind('{'));
  }
  EXPECT_EQ(findings_of("test \"x\" { expect a ="), strings{"E0113 | ="});
}

TEST(parse_error, suggests_the_nearest_keyword) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"group A maximum 5 { critrion A1 maximum 5 { met } }", "did you mean `criterion`?"},
      {"group A maximum 5 { criterion A1 maximum 5 { not aplicable when x : 0 met } }", "did you mean `not applicable when`?"},
      {"input a : count, optinal", "did you mean `optional`?"},
      {"veto V1 when a > 1 adn b > 1", "did you mean `and`?"},
      {"veto V1 when a is nto given", "did you mean `is not given`?"}};
  for (const auto& [text, help] : cases) {
    const reading r("ancs 1\n" + text);
    ASSERT_EQ(r.tree.findings.size(), 1u) << text;
    EXPECT_EQ(r.tree.findings[0].id, code::misspelt_keyword) << text;
    EXPECT_EQ(help_of(r.tree.findings[0], language::en), help);
  }
}

TEST(parse_error, many_in_one_run_each_once) {
  const reading r(R"(ancs 1
model m "t" {
  maxmum 100
  basis "x"
}
input a : count with baseline before at lest 3
input b : numbr
group A "x" maximum 20,000 {
  critrion A1 maximum 10 { award full when a = 1 }
  criterion A2 maximum 10 {
    when a = 0 none
    bands a { from 40% upp : 10  from 20% to below 40% : 8
              below 20% 0 }
  }
  criterion A3 "không đóng maximum 10 {
    proportinal a / b
  }
  criterion A4 maximum 10 {
    when 0 < a < 5 : 3
    met
  }
}
veto V1 when a >
veto V2 when & a > 1
input c : count at most a
)");
  EXPECT_EQ(r.findings(),
            (strings{"E0111 | maxmum", "E0111 | at lest", "E0111 | numbr", "E0014 | 20,000", "E0111 | critrion", "E0110 | none",
                     "E0111 | upp", "E0110 | 0", "E0009 | \"không đóng maximum 10 {", "E0118 | <", "E0137 | veto", "E0006 | &"}));
  EXPECT_EQ(std::get<ast::input>(r.tree->declarations.back()).names[0].text, "c");
}

TEST(parse_error, the_rest_of_the_file_is_read) {
  const reading r(
      "ancs 1\ngroup A maximum 9 {\n criterion A1 maxmum 9 {\n met }\n criterion A2 maximum 9 { awrd 1 when x\n award 2 when y }\n}\ninput "
      "a : count");
  EXPECT_EQ(r.findings(), (strings{"E0111 | maxmum", "E0111 | awrd"}));
  ASSERT_EQ(r.tree->declarations.size(), 2u);
  const auto& members = r.declaration<ast::group>().members;
  ASSERT_EQ(members.size(), 2u);
  EXPECT_TRUE(std::holds_alternative<ast::met_clause>(std::get<ast::criterion>(members[0]).body));
  EXPECT_EQ(std::get<ast::award_clause>(std::get<ast::criterion>(members[1]).body).awards.size(), 1u);
}

TEST(parse_error, a_missing_brace_is_reported_where_the_block_cannot_go_on) {
  const reading r("ancs 1\ngroup A maximum 9 {\n criterion A1 maximum 9 {\n met\n criterion A2 maximum 9 { met }\n}\ninput a : count");
  ASSERT_EQ(r.findings(), strings{"E0115 | criterion"});
  ASSERT_EQ(r.tree.findings[0].others.size(), 1u);
  EXPECT_EQ(r.text.position_of(r.tree.findings[0].others[0].where.begin), (position{3, 25}));
  EXPECT_EQ(r.declaration<ast::group>().members.size(), 2u);
}

TEST(parse_error, ends_of_files_everywhere) {
  const std::string whole =
      "ancs 1\nmodel m \"t\" { maximum 9 }\ngroup A maximum 9 { criterion A1 maximum 9 { when (a = 0) : none bands fall(a) { from 1 up : "
      "full below 1 : 0 } } }\n"
      "test \"x\" { given a = [1 2] expect A1 = 1 }";
  for (std::size_t n = 0; n < whole.size(); ++n) {
    const reading r(whole.substr(0, n));
    for (const diagnostic& d : r.tree.findings) EXPECT_LE(d.where.end, n);
    EXPECT_LE(r.tree.findings.size(), 2u) << whole.substr(0, n);
  }
}

// ---- limits ----

TEST(parse_limit, findings) {
  const std::string wrong = "input a : wrong_kind\n";
  EXPECT_EQ(findings_of(repeated(wrong, limits::diagnostics)).size(), limits::diagnostics);
  const strings more = findings_of(repeated(wrong, limits::diagnostics + 1));
  ASSERT_EQ(more.size(), limits::diagnostics + 1);
  EXPECT_EQ(more.back().substr(0, 5), "E0023");
  EXPECT_EQ(findings_of(repeated("; x ", 5000)).size(), limits::diagnostics + 1);
}

TEST(parse_limit, nesting) {
  const auto nested = [](std::size_t n) { return "let k = " + repeated("(", n) + "1" + repeated(")", n) + "\nlet l = 1 1"; };
  EXPECT_EQ(findings_of(nested(limits::nesting_depth)), strings{"E0112 | 1"});
  EXPECT_EQ(findings_of(nested(limits::nesting_depth + 1)), (strings{"E0021 | (", "E0112 | 1"}));
  const auto groups = [](std::size_t n) { return repeated("group A maximum 1 {\n", n) + repeated("}", n); };
  EXPECT_EQ(findings_of(groups(limits::nesting_depth)), strings{});
  EXPECT_EQ(findings_of(groups(limits::nesting_depth + 1)), strings{"E0021 | {"});
  // Cut off inside, the blocks are open to the end of the file; that follows from what is reported.
  const reading open("ancs 1\n" + repeated("group A maximum 1 {\n", limits::nesting_depth + 2));
  EXPECT_EQ(open.findings(), strings{"E0021 | {"});
  EXPECT_EQ(help_of(open.tree.findings[0], language::en), "put the inner blocks side by side in one block");
  EXPECT_EQ(help_of(reading("ancs 1\n" + nested(limits::nesting_depth + 1)).tree.findings[0], language::en),
            "give the inner part a name with `let`");
  const auto nots = [](std::size_t n) { return "veto V1 when " + repeated("not ", n) + "a"; };
  EXPECT_EQ(findings_of(nots(limits::nesting_depth)), strings{});
  EXPECT_EQ(findings_of(nots(limits::nesting_depth + 1)), strings{"E0021 | not"});
  EXPECT_EQ(findings_of("veto V1 when " + repeated("not (", 33) + "a" + repeated(")", 33)), strings{"E0021 | not"});
}

TEST(parse_limit, nodes_of_an_expression) {
  const auto sum = [](std::size_t operands) { return "let k = a" + repeated(" + a", operands - 1); };
  EXPECT_EQ(findings_of(sum(500)), strings{});  // 500 operands, 499 operators
  EXPECT_EQ(findings_of(sum(501)).size(), 1u);
  EXPECT_EQ(reading("ancs 1\n" + sum(501)).tree.findings.at(0).id, code::expression_too_long);
  EXPECT_EQ(reading("ancs 1\n" + sum(50000)).tree.findings.size(), 1u);
  EXPECT_EQ(findings_of("let k = max(a" + repeated(", a", 998) + ")"), strings{});
  EXPECT_EQ(findings_of("let k = max(a" + repeated(", a", 999) + ")").size(), 1u);
}

TEST(parse_limit, words) {
  EXPECT_EQ(findings_of("let k = " + std::string(limits::literal_digits, '1')), strings{});
  EXPECT_EQ(reading("ancs 1\nlet k = " + std::string(limits::literal_digits + 1, '1')).tree.findings.at(0).id, code::too_many_digits);
  EXPECT_EQ(findings_of("input a : count \"" + std::string(limits::string_bytes, 'x') + "\""), strings{});
  EXPECT_EQ(reading("ancs 1\ninput a : count \"" + std::string(limits::string_bytes + 1, 'x') + "\"").tree.findings.at(0).id,
            code::string_too_long);
  EXPECT_EQ(findings_of("input " + std::string(limits::name_bytes, 'x') + " : count"), strings{});
  EXPECT_EQ(reading("ancs 1\ninput " + std::string(limits::name_bytes + 1, 'x') + " : count").tree.findings.at(0).id, code::name_too_long);
  EXPECT_EQ(reading("ancs 1\ninput `" + std::string(limits::name_bytes + 1, 'x') + "` : count").tree.findings.at(0).id,
            code::name_too_long);
}

TEST(parse_limit, size_of_the_file) {
  const std::string header = "ancs 1\n#";
  EXPECT_EQ(reading(header + std::string(limits::file_bytes - header.size(), 'x')).findings(), strings{});
  const reading r(header + std::string(limits::file_bytes - header.size() + 1, 'x'));
  EXPECT_FALSE(r.tree);
  EXPECT_EQ(r.tree.findings.at(0).id, code::file_too_large);
}

TEST(parse_limit, hostile_repetition_ends_soon_and_quietly) {
  for (const char* what : {"(",
                           "{",
                           "[",
                           "\"",
                           "`",
                           "not ",
                           "a+",
                           "a or ",
                           "-",
                           "%",
                           "1,",
                           "1/1/2022 ",
                           "“",
                           "group g maximum 1 {",
                           "criterion c {",
                           "let x = ",
                           "x.",
                           "}",
                           "let a=at least 3 of {",
                           "bands ",
                           "from 1 to ",
                           "e\xCC\x81",
                           "input a,",
                           "test \"x\" { expect a = 1, "}) {
    const reading r("ancs 1\nlet q = " + repeated(what, 20000));
    EXPECT_LE(r.tree.findings.size(), limits::diagnostics + 1) << what;
    EXPECT_FALSE(r.tree.findings.empty()) << what;
  }
}

}  // namespace
}  // namespace ancs::tests
