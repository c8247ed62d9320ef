// diagnostic_test.cpp: every table row is well made, and findings are drawn as people and programs read them, whatever the file holds.
#include "ancs/diagnostic.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <set>
#include <string>
#include <vector>

#include "ancs/text.hpp"

namespace {

using namespace ancs;
using namespace std::string_literals;

struct row {
  code id;
  std::string text, name;
  severity level;
  std::string en, vi, help_en, help_vi;
};

const std::vector<row>& rows() {
  static const std::vector<row> all{
#define ANCS_DIAGNOSTIC(id, name, level, en, vi, help_en, help_vi) {code::name, id, #name, severity::level, en, vi, help_en, help_vi},
#include "ancs/diagnostics/all.def"
#undef ANCS_DIAGNOSTIC
  };
  return all;
}

std::set<int> placeholders(const std::string& text) {
  std::set<int> found;
  for (std::size_t at = 0; at + 2 < text.size(); ++at) {
    if (text[at] == '{' && std::isdigit(static_cast<unsigned char>(text[at + 1])) && text[at + 2] == '}') found.insert(text[at + 1] - '0');
  }
  return found;
}

bool consecutive(const std::set<int>& numbers) { return numbers.empty() || (*numbers.begin() == 0 && *numbers.rbegin() + 1 == static_cast<int>(numbers.size())); }

/// Backticks around user text; one in parentheses is spoken of.
std::ptrdiff_t backticks(const std::string& text) {
  std::ptrdiff_t spoken_of = 0;
  for (std::size_t at = 0; (at = text.find("(`)", at)) != std::string::npos; ++at) ++spoken_of;
  return std::count(text.begin(), text.end(), '`') - spoken_of;
}

TEST(diagnostic, every_code_is_unique_and_of_its_severity) {
  std::set<std::string> seen;
  for (const row& r : rows()) {
    SCOPED_TRACE(r.name);
    EXPECT_TRUE(seen.insert(r.text).second) << r.text;
    ASSERT_EQ(r.text.size(), 5u);
    EXPECT_EQ(r.text[0], r.level == severity::error ? 'E' : r.level == severity::warning ? 'W' : 'N');
    EXPECT_EQ(r.text.find_first_not_of("0123456789", 1), std::string::npos);
    EXPECT_EQ(code_text(r.id), r.text);
    EXPECT_EQ(severity_of(r.id), r.level);
  }
}

TEST(diagnostic, every_message_is_whole_in_both_languages) {
  for (const row& r : rows()) {
    SCOPED_TRACE(r.text + " " + r.name);
    EXPECT_FALSE(r.en.empty());
    EXPECT_FALSE(r.vi.empty());
    EXPECT_EQ(r.help_en.empty(), r.help_vi.empty());
    for (const std::string& text : {r.en, r.vi, r.help_en, r.help_vi}) {
      EXPECT_FALSE(text.ends_with('.') || text.ends_with(' ') || text.starts_with(' ')) << text;
      EXPECT_EQ(backticks(text) % 2, 0) << text;
      EXPECT_EQ(find_invalid_utf8(text), std::nullopt);
      EXPECT_EQ(to_nfc(text), text);
      EXPECT_EQ(to_printable(text), text);
    }
    EXPECT_FALSE(std::isupper(static_cast<unsigned char>(r.en[0])) && r.en.size() > 1 && std::islower(static_cast<unsigned char>(r.en[1]))) << r.en;
  }
}

TEST(diagnostic, vietnamese_addresses_nobody) {
  for (const row& r : rows())
    for (const std::string& text : {r.vi, r.help_vi})
      for (const char* person : {"bạn", "anh chị", "quý vị", "ông bà"}) EXPECT_EQ(text.find(person), std::string::npos) << r.name << ": " << text;
}

TEST(diagnostic, placeholders_count_from_zero_and_agree_between_languages) {
  for (const row& r : rows()) {
    SCOPED_TRACE(r.text + " " + r.name);
    std::set<int> all = placeholders(r.en);
    EXPECT_TRUE(consecutive(all)) << r.en;
    EXPECT_EQ(placeholders(r.vi), all) << r.vi;
    EXPECT_EQ(placeholders(r.help_vi), placeholders(r.help_en)) << r.help_vi;
    all.merge(placeholders(r.help_en));
    EXPECT_TRUE(consecutive(all)) << r.help_en;
  }
}

/// A row by what it must be able to show, so that these tests do not depend on the wording of one.
const row& row_with(severity level, std::size_t args, bool help) {
  for (const row& r : rows()) {
    if (r.level == level && placeholders(r.en).size() == args && r.help_en.empty() != help) return r;
  }
  ADD_FAILURE() << "no such row";
  return rows().front();
}

std::string filled(std::string text, const std::string& arg) {
  for (std::size_t at = 0; (at = text.find("{0}", at)) != std::string::npos; at += arg.size()) text.replace(at, 3, arg);
  return text;
}

span span_of(const source& in, const std::string& word) {
  const auto at = static_cast<std::uint32_t>(in.text().find(word));
  return {at, at + static_cast<std::uint32_t>(word.size())};
}

/// What render_text draws below its first line, without help.
std::vector<std::string> drawing(const std::string& text, span where) {
  const source in("a.ancs", text);
  std::vector<std::string> lines;
  std::string all = render_text({rows().front().id, where, {}, {}, true}, in, language::en);
  for (std::size_t end = 0; (end = all.find('\n')) != std::string::npos; all.erase(0, end + 1)) lines.push_back(all.substr(0, end));
  EXPECT_TRUE(all.empty());
  lines.resize(std::min<std::size_t>(lines.size(), 5));
  lines.erase(lines.begin());
  return lines;
}

TEST(diagnostic, args_fill_message_and_help) {
  const row& r = row_with(severity::error, 1, true);
  const diagnostic d{r.id, {}, {"số_vụ"}, {}};
  EXPECT_EQ(message_of(d, language::en), filled(r.en, "số_vụ"));
  EXPECT_EQ(message_of(d, language::vi), filled(r.vi, "số_vụ"));
  EXPECT_EQ(help_of(d, language::vi), filled(r.help_vi, "số_vụ"));
  EXPECT_EQ(message_of({r.id, {}, {}, {}}, language::en), filled(r.en, "?"));
  EXPECT_EQ(message_of({r.id, {}, {"{0} {1} {9}", "unused"}, {}}, language::en), filled(r.en, "{0} {1} {9}"));
  EXPECT_EQ(message_of({r.id, {}, {"a\nb\x1b[2J\xff"}, {}}, language::en), filled(r.en, "a b\ufffd[2J\ufffd"));
  EXPECT_EQ(message_of({r.id, {}, {std::string(5000, 'x')}, {}}, language::en), filled(r.en, std::string(400, 'x') + "…"));
}

TEST(diagnostic, braces_of_rule_text_stand_for_themselves) {
  // E0001 shows a model's braces.
  EXPECT_EQ(code_text(code::empty_file), "E0001");
  EXPECT_NE(help_of({code::empty_file, {}, {}, {}}, language::en).find("{ maximum 100 }"), std::string::npos);
}

TEST(diagnostic, a_code_past_the_table_does_no_harm) {
  EXPECT_EQ(code_text(static_cast<code>(65535)), code_text(static_cast<code>(0)));
  EXPECT_FALSE(message_of({static_cast<code>(65535), {}, {}, {}}, language::en).empty());
}

TEST(diagnostic, tells_errors_from_warnings) {
  const diagnostic warning{row_with(severity::warning, 1, true).id, {}, {}, {}}, error{code::empty_file, {}, {}, {}};
  EXPECT_FALSE(has_errors({}));
  EXPECT_FALSE(has_errors({warning}));
  EXPECT_TRUE(has_errors({warning, error}));
}

TEST(diagnostic, is_drawn_with_place_line_underline_help_and_related) {
  const source in("hong_gai.ancs", "ancs 1\r\ninput cases : count\r\n" + std::string(7, '\n') + "  input cases : percent\r\n");
  const row& r = row_with(severity::error, 1, true);
  const row& note = row_with(severity::note, 0, false);
  const auto second = static_cast<std::uint32_t>(in.text().rfind("cases"));
  const diagnostic d{r.id, {second, second + 5}, {"cases"}, {{span_of(in, "cases"), note.id, {}}}};
  EXPECT_EQ(render_text(d, in, language::en), "error " + r.text + ": " + filled(r.en, "cases") + "\n" +
                                                  "  --> hong_gai.ancs:10:9\n"
                                                  "   |\n"
                                                  "10 |   input cases : percent\n"
                                                  "   |         ^^^^^\n"
                                                  "   = help: " + filled(r.help_en, "cases") + "\n" +
                                                  "   note: " + note.en + "\n" +
                                                  "  --> hong_gai.ancs:2:7\n"
                                                  "   |\n"
                                                  " 2 | input cases : count\n"
                                                  "   |       -----\n");
  EXPECT_EQ(render_text(d, in, language::vi), "lỗi " + r.text + ": " + filled(r.vi, "cases") + "\n" +
                                                  "  --> hong_gai.ancs:10:9\n"
                                                  "   |\n"
                                                  "10 |   input cases : percent\n"
                                                  "   |         ^^^^^\n"
                                                  "   = gợi ý: " + filled(r.help_vi, "cases") + "\n" +
                                                  "   ghi chú: " + note.vi + "\n" +
                                                  "  --> hong_gai.ancs:2:7\n"
                                                  "   |\n"
                                                  " 2 | input cases : count\n"
                                                  "   |       -----\n");
  const row& warning = row_with(severity::warning, 1, true);
  EXPECT_TRUE(render_text({warning.id, {}, {"x"}, {}}, in, language::vi).starts_with("cảnh báo W"));
}

TEST(diagnostic, without_a_place_shows_none) {
  const row& r = row_with(severity::error, 1, true);
  const row& note = row_with(severity::note, 0, false);
  const diagnostic d{r.id, {3, 9}, {"x"}, {{{1, 2}, note.id, {}}}, false};
  EXPECT_EQ(render_text(d, source("data.csv", "a,b\n1,2\n"), language::en),
            "error " + r.text + ": " + filled(r.en, "x") + "\n  = help: " + filled(r.help_en, "x") + "\n  note: " + note.en + "\n");
}

TEST(diagnostic, underlines_by_columns_not_by_bytes) {
  const std::string composed = "  bảng mức_giảm(số_vụ) : 5";
  const std::size_t at = composed.find("số_vụ");
  EXPECT_EQ(drawing(composed, {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + "số_vụ"s.size())})[3], "  |                 ^^^^^");
  const std::string in_pieces = "ma\u0323n so\u0302\u0301 漢字 x";
  const auto piece = static_cast<std::uint32_t>(in_pieces.find("so"));
  EXPECT_EQ(drawing(in_pieces, {piece, piece + 6})[3], "  |     ^^");
  const auto wide = static_cast<std::uint32_t>(in_pieces.find("漢"));
  EXPECT_EQ(drawing(in_pieces, {wide, wide + 6})[3], "  |        ^^^^");
  EXPECT_EQ(drawing(in_pieces, {wide + 7, wide + 8})[3], "  |             ^");
  EXPECT_EQ(drawing(in_pieces, {wide + 1, wide + 2})[3], "  |        ^^") << "a span inside a character takes in all of it";
}

TEST(diagnostic, draws_places_at_the_edges) {
  EXPECT_EQ(drawing("", {0, 0}), (std::vector<std::string>{" --> a.ancs:1:1", "  |", "1 |", "  | ^"}));
  EXPECT_EQ(drawing("abc", {3, 3}), (std::vector<std::string>{" --> a.ancs:1:4", "  |", "1 | abc", "  |    ^"}));
  EXPECT_EQ(drawing("abc", {900, 901}), (std::vector<std::string>{" --> a.ancs:1:4", "  |", "1 | abc", "  |    ^"}));
  EXPECT_EQ(drawing("abc", {2, 1})[3], "  |   ^");
  EXPECT_EQ(drawing("abc\r\nd", {4, 5}), (std::vector<std::string>{" --> a.ancs:1:5", "  |", "1 | abc", "  |    ^"}));
  EXPECT_EQ(drawing("abc\ndef", {4, 4})[2], "2 | def");
}

TEST(diagnostic, underlines_the_first_line_of_several) {
  EXPECT_EQ(drawing("bands x {\n  from 1 up : 2\n}\n", {6, 27}), (std::vector<std::string>{" --> a.ancs:1:7", "  |", "1 | bands x {", "  |       ^^^"}));
}

TEST(diagnostic, shows_tabs_as_blanks_and_nothing_a_terminal_obeys) {
  EXPECT_EQ(drawing("\t\tx : \x1b[31m\u202e\xff\xfe y", {2, 3}),
            (std::vector<std::string>{" --> a.ancs:1:3", "  |", "1 |   x : \ufffd[31m\ufffd\ufffd\ufffd y", "  |   ^"}));
  const source named("\x1b]0;a\nb.ancs", "x");
  const std::string shown = render_text({code::empty_file, {0, 1}, {}, {}}, named, language::en);
  EXPECT_NE(shown.find("--> \ufffd]0;a b.ancs:1:1"), std::string::npos);
  EXPECT_EQ(shown.find('\x1b'), std::string::npos);
}

TEST(diagnostic, cuts_long_lines_around_the_span) {
  const std::string fits = std::string(150, 'a') + "bad" + std::string(7, 'c');
  EXPECT_EQ(drawing(fits, {150, 153})[2], "1 | " + fits);
  const std::string late = std::string(150, 'a') + "bad" + std::string(8, 'c');
  EXPECT_EQ(drawing(late, {150, 153})[2], "1 | …" + std::string(60, 'a') + "bad" + std::string(8, 'c'));
  EXPECT_EQ(drawing(late, {150, 153})[3], "  | " + std::string(61, ' ') + "^^^");
  const std::string early = "aabad" + std::string(1000, 'c');
  EXPECT_EQ(drawing(early, {2, 5})[2], "1 | aabad" + std::string(155, 'c') + "…");
  const std::string long_span(5000, 'x');
  EXPECT_EQ(drawing(long_span, {1000, 4000})[2], "1 | …" + std::string(160, 'x') + "…");
  EXPECT_EQ(drawing(long_span, {1000, 4000})[3], "  | " + std::string(61, ' ') + std::string(100, '^'));
}

TEST(diagnostic, a_line_of_marks_or_of_rubbish_stays_short) {
  std::string marks = "a";
  for (int i = 0; i < 100'000; ++i) marks += "\u0301";
  EXPECT_LT(drawing(marks, {0, 1})[2].size(), 2000u);
  EXPECT_LT(drawing(marks, {150'001, 150'003})[2].size(), 2000u);
  EXPECT_LT(drawing(std::string(100'000, '\xbf'), {50'000, 60'000})[2].size(), 2000u);
  EXPECT_LT(drawing(std::string(100'000, '\xe1'), {99'999, 100'000})[2].size(), 2000u);
}

TEST(diagnostic, is_one_json_object_on_one_line) {
  const source in("a \"b\\.ancs", "ancs 1\ninput số\tvụ : count\n");
  const row& r = row_with(severity::error, 1, true);
  const row& note = row_with(severity::note, 0, false);
  const diagnostic d{r.id, span_of(in, "số\tvụ"), {"\"\x01\""}, {{span_of(in, "ancs 1\ninput"), note.id, {}}, {{0, 4}, note.id, {}}}};
  const std::string quoted = "\\\"\ufffd\\\"";
  const auto escape = [](std::string text) {
    for (std::size_t at = 0; (at = text.find('"', at)) != std::string::npos; at += 2) text.insert(at, "\\");
    return text;
  };
  const std::string head = "{\"code\":\"" + note.text + "\",\"severity\":\"note\",\"message\":\"" + note.vi + "\",";
  EXPECT_EQ(render_json(d, in, language::vi),
            "{\"code\":\"" + r.text + "\",\"severity\":\"error\",\"message\":\"" + filled(escape(r.vi), quoted) + "\",\"help\":\"" +
                filled(escape(r.help_vi), quoted) +
                "\",\"file\":\"a \\\"b\\\\.ancs\",\"line\":2,\"column\":7,\"end_line\":2,\"end_column\":12,\"text\":\"số\\tvụ\",\"related\":[" + head +
                "\"line\":1,\"column\":1,\"end_line\":2,\"end_column\":6,\"text\":\"ancs 1\\ninput\"}," + head +
                "\"line\":1,\"column\":1,\"end_line\":1,\"end_column\":5,\"text\":\"ancs\"}]}");
}

TEST(diagnostic, json_is_ascii_controls_free_and_valid_utf8_for_any_bytes) {
  std::string every;
  for (int byte = 0; byte < 256; ++byte) every += static_cast<char>(byte);
  every += "\u202e\u2028\u0085\U000e0001";
  const source in(every, every);
  const std::string json = render_json({code::empty_file, {0, 3000}, {every}, {}}, in, language::en);
  EXPECT_EQ(find_invalid_utf8(json), std::nullopt);
  EXPECT_EQ(to_printable(json), json);
  for (const char* escaped : {"\\u0000", "\\u001b", "\\n", "\\t", "\\u000d", "\\u007f", "\\\\", "\\\"", "\\u202e", "\\u2028", "\\u0085", "\\udb40\\udc01"}) {
    EXPECT_NE(json.find(escaped), std::string::npos) << escaped;
  }
}

TEST(diagnostic, json_without_a_place_has_nulls) {
  const std::string json = render_json({code::empty_file, {}, {}, {}, false}, source("a", "b"), language::en);
  EXPECT_TRUE(json.ends_with("\"file\":null,\"line\":null,\"column\":null,\"end_line\":null,\"end_column\":null,\"text\":null,\"related\":[]}")) << json;
}

TEST(diagnostic, json_text_is_cut) {
  const std::string json = render_json({code::empty_file, {0, 5000}, {}, {}}, source("a", std::string(5000, 'x')), language::en);
  EXPECT_NE(json.find("\"text\":\"" + std::string(1000, 'x') + "\""), std::string::npos);
}

}  // namespace
