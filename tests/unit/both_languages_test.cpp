// both_languages_test.cpp: proves that every fixture means the same in both sets of keywords: converted, a good one still passes, a bad one
// still gives the same findings about the same text.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "ancs/ancs.hpp"
#include "ancs/keywords.hpp"
#include "ancs/text.hpp"
#include "fixture_files.hpp"

namespace ancs::tests {
namespace {

language other(language in) { return in == language::en ? language::vi : language::en; }

/// Every word of every keyword of both languages.
const std::set<std::string>& keyword_words() {
  static const std::set<std::string> words = [] {
    std::set<std::string> all;
    for (std::size_t i = 0; i < keyword_count; ++i)
      for (const language in : {language::en, language::vi}) {
        const std::string_view phrase = keyword_text(static_cast<keyword>(i), in);
        for (std::size_t at = 0; at < phrase.size();) {
          const std::size_t end = std::min(phrase.find(' ', at), phrase.size());
          all.insert(std::string(phrase.substr(at, end - at)));
          at = end + 1;
        }
      }
    return all;
  }();
  return words;
}

/// What is left of a text without keywords and blanks: names, numbers in one style, signs. Backticks depend on the language's keywords.
std::string without_keywords(std::string_view text, language in) {
  std::string out, word;
  const auto put_word = [&] {
    if (!word.empty() && !keyword_words().contains(word)) out += word + " ";
    word.clear();
  };
  bool quoted = false;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const char32_t c = next_code_point(text, at);
    const std::string_view piece = text.substr(begin, at - begin);
    if (c == '"') quoted = !quoted;
    const bool in_number = !word.empty() && word.find_first_not_of("0123456789.,_") == word.npos && (c == '.' || c == ',' || c == '_') && at < text.size() &&
                           text[at] >= '0' && text[at] <= '9';
    if (quoted || c == '"') {
      put_word();
      out += piece;
    } else if (is_identifier_continue(c) || in_number) {
      if (in_number && (c == '_' || c == (in == language::vi ? U'.' : U','))) continue;
      word += in_number ? std::string(".") : std::string(piece);
    } else {
      put_word();
      if (c != ' ' && c != '\n' && c != '`' && c != '\r' && c != '\t') out += piece;
    }
  }
  put_word();
  return out;
}

/// A date is written day first in one language, year first in the other.
bool holds_date(const std::string& text) {
  return text.find("20") != text.npos && (text.find('/') != text.npos || text.find(" -") != text.npos);
}

std::vector<std::string> findings_of(const ast::document& tree, const source& text) {
  auto model = check(tree);
  std::stable_sort(model.findings.begin(), model.findings.end(), [](const diagnostic& a, const diagnostic& b) { return a.where.begin < b.where.begin; });
  std::vector<std::string> out;
  for (const diagnostic& d : model.findings) {
    const std::string underlined = without_keywords(text.at(d.where), tree.keywords);
    const bool header = d.where.begin == tree.header.begin;
    out.push_back(std::string(code_text(d.id)) + " | " + (header || holds_date(underlined) ? "" : underlined));
  }
  return out;
}

struct any_fixture : testing::TestWithParam<std::string> {};
TEST_P(any_fixture, means_the_same_in_the_other_language) {
  const source text = fixture(GetParam());
  const auto tree = parse(text);
  // What cannot be read cannot be converted: its sentences have fixtures in both languages.
  if (!tree || has_errors(tree.findings)) return;
  const language to = other(tree.value->keywords);
  // Both are written canonically, so that only the words differ.
  const source own("own.ancs", print(*tree.value, {tree.value->keywords, true})), converted("converted.ancs", print(*tree.value, {to, true}));
  const auto own_tree = parse(own), converted_tree = parse(converted);
  ASSERT_TRUE(own_tree && converted_tree);
  std::string rendered;
  for (const auto& d : converted_tree.findings) rendered += render_text(d, converted, language::en);
  ASSERT_FALSE(has_errors(converted_tree.findings)) << rendered << converted.text();
  EXPECT_EQ(converted_tree.value->keywords, to);
  EXPECT_EQ(digest(*own_tree.value), digest(*converted_tree.value));
  EXPECT_EQ(print(*converted_tree.value, {tree.value->keywords, true}), own.text()) << "nothing is lost on the way and back";
  EXPECT_EQ(findings_of(*converted_tree.value, converted), findings_of(*own_tree.value, own)) << converted.text();
  const auto program = load(converted);
  if (!program) return;
  for (const test_result& result : run_tests(*program))
    for (const test_failure& failure : result.failures) ADD_FAILURE() << result.title << ": expected " << failure.expectation << ", got " << failure.got;
}
INSTANTIATE_TEST_SUITE_P(good, any_fixture, testing::ValuesIn(fixtures_of("good")), fixture_name);
INSTANTIATE_TEST_SUITE_P(bad, any_fixture, testing::ValuesIn(fixtures_of("bad")), fixture_name);

TEST(both_languages, most_fixtures_can_be_converted) {
  std::size_t readable = 0, all = 0;
  for (const char* folder : {"good", "bad"})
    for (const std::string& file : fixtures_of(folder)) {
      const auto tree = parse(fixture(file));
      ++all;
      readable += tree && !has_errors(tree.findings);
    }
  EXPECT_GT(readable * 2, all);
}

TEST(both_languages, keyword_free_text_is_compared_without_keywords) {
  EXPECT_EQ(without_keywords("from 12.5% to below 30 : full", language::en), without_keywords("từ 12,5% đến dưới 30 : đủ điểm", language::vi));
  EXPECT_EQ(without_keywords("input `được` : count", language::en), without_keywords("số liệu `được` : số đếm", language::vi));
  EXPECT_EQ(without_keywords("cases_20 >= 20_000", language::en), "cases_20 >=20000 ");
  EXPECT_NE(without_keywords("x > 3", language::en), without_keywords("x > 4", language::vi));
  EXPECT_NE(without_keywords("\"from\"", language::en), without_keywords("\"từ\"", language::vi));
}

}  // namespace
}  // namespace ancs::tests
