// text_test.cpp: UTF-8, normal form C and its offsets, letters, likeness of words and digests, on ordinary and on hostile text.
#include "ancs/text.hpp"

#include <gtest/gtest.h>
#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

namespace {

using namespace ancs;
using namespace std::string_literals;

std::string utf8(std::u32string_view code_points) {
  std::string text;
  for (char32_t c : code_points) append_utf8(text, c);
  return text;
}

std::string oracle_nfc(const std::string& text) {
  auto* made = utf8proc_NFC(reinterpret_cast<const utf8proc_uint8_t*>(text.c_str()));
  std::string copy = reinterpret_cast<char*>(made);
  std::free(made);
  return copy;
}

TEST(text, finds_the_first_byte_that_is_not_utf8) {
  EXPECT_EQ(find_invalid_utf8("phường Hồng Gai \U0001F600"), std::nullopt);
  EXPECT_EQ(find_invalid_utf8(""), std::nullopt);
  EXPECT_EQ(find_invalid_utf8("\0"s), std::nullopt);
  for (const std::string& wrong : {"\x80"s, "\xbf"s, "\xc0\x80"s, "\xc1\xbf"s, "\xe0\x9f\xbf"s, "\xed\xa0\x80"s, "\xed\xbf\xbf"s, "\xf0\x8f\xbf\xbf"s,
                                   "\xf4\x90\x80\x80"s, "\xf5\x80\x80\x80"s, "\xff"s, "\xc3"s, "\xe1\xbb"s, "\xf0\x9f\x98"s, "\xe1\xbb "s, "\xc3\xc3"s}) {
    EXPECT_EQ(find_invalid_utf8("ab" + wrong), 2u) << testing::PrintToString(wrong);
    std::size_t at = 0;
    EXPECT_EQ(next_code_point(wrong, at), 0xfffdu);
    EXPECT_EQ(at, 1u);
  }
}

TEST(text, encodes_and_decodes_every_code_point) {
  for (char32_t c = 0; c < 0x110000; ++c) {
    if (c == 0xd800) c = 0xe000;
    std::string text;
    append_utf8(text, c);
    std::size_t at = 0;
    ASSERT_EQ(find_invalid_utf8(text), std::nullopt);
    ASSERT_EQ(next_code_point(text, at), c);
    ASSERT_EQ(at, text.size());
  }
  EXPECT_EQ(utf8(U"\xfffd"), "\xef\xbf\xbd");
  std::string none;
  append_utf8(none, 0xd800);
  append_utf8(none, 0x110000);
  EXPECT_EQ(none, "\xef\xbf\xbd\xef\xbf\xbd");
}

TEST(text, normal_form_agrees_with_the_oracle_on_every_code_point) {
  for (char32_t c = 1; c < 0x30000; ++c) {
    if (c == 0xd800) c = 0xe000;
    const std::string text = utf8(std::u32string{U'o', c, U'a', U'̀'});
    ASSERT_EQ(to_nfc(text), oracle_nfc(text)) << std::hex << static_cast<unsigned>(c);
  }
}

TEST(text, normal_form_agrees_with_the_oracle_on_random_text) {
  const std::u32string alphabet = U"aeouywAOđệ ẹ\u0300\u0301\u0302\u0306\u031b\u0323\u0309\u0327\u1100\u1161\u11a8\uac00\u0958\u0344\u0f73\u212b\u4e00\n1";
  std::mt19937 random(5);
  for (int i = 0; i < 4000; ++i) {
    std::u32string drawn;
    for (auto length = random() % 12; length > 0; --length) drawn += alphabet[random() % alphabet.size()];
    const std::string text = utf8(drawn);
    const nfc_text made = normalise(text);
    ASSERT_EQ(made.text, oracle_nfc(text));
    if (made.text == text) { ASSERT_TRUE(made.offsets.empty()); }
    std::uint32_t last = 0;
    for (std::uint32_t at = 0; at <= made.text.size(); ++at) {
      ASSERT_GE(made.original(at), last);
      last = made.original(at);
    }
    ASSERT_EQ(last, text.size());
  }
}

TEST(text, offsets_lead_back_to_the_original) {
  const std::string original = "bậc tho\u0302\u0300n \"xa\u0303\" end";
  const nfc_text made = normalise(original);
  EXPECT_EQ(made.text, "bậc thồn \"xã\" end");
  for (const char* word : {"bậc", "th", "n \"", "\"x", "\" end", "end"}) {
    EXPECT_EQ(made.original(static_cast<std::uint32_t>(made.text.find(word))), original.find(word)) << word;
  }
  EXPECT_EQ(made.original(static_cast<std::uint32_t>(made.text.find("ồ"))), original.find("o\u0302"));
  EXPECT_EQ(made.original(static_cast<std::uint32_t>(made.text.size())), original.size());
  EXPECT_TRUE(normalise("đã chuẩn hóa").offsets.empty());
}

TEST(text, a_long_run_of_marks_out_of_order_is_normalised_at_once) {
  std::string marks = "a";
  for (int i = 0; i < 200'000; ++i) marks += "\u0301\u0323";
  std::string ordered = "ạ";
  for (int i = 1; i < 200'000; ++i) ordered += "\u0323";
  for (int i = 0; i < 200'000; ++i) ordered += "\u0301";
  EXPECT_TRUE(to_nfc(marks) == ordered);
}

TEST(text, identifiers_are_made_of_letters_marks_digits_and_underline) {
  for (char32_t c : std::u32string(U"aZ_đỆΩжア漢")) {
    EXPECT_TRUE(is_identifier_start(c)) << static_cast<unsigned>(c);
    EXPECT_TRUE(is_identifier_continue(c)) << static_cast<unsigned>(c);
  }
  for (char32_t c : std::u32string(U"09\u0301\u0323٣")) {
    EXPECT_FALSE(is_identifier_start(c)) << static_cast<unsigned>(c);
    EXPECT_TRUE(is_identifier_continue(c)) << static_cast<unsigned>(c);
  }
  for (char32_t c : std::u32string(U" -.,:`\"%/\u00a0\u200b\u200d\u202e\u2013²\u115f\u3164\ufe0f\u034f\U0001F600")) {
    EXPECT_FALSE(is_identifier_start(c)) << static_cast<unsigned>(c);
    EXPECT_FALSE(is_identifier_continue(c)) << static_cast<unsigned>(c);
  }
}

TEST(text, counts_code_points_and_columns) {
  EXPECT_EQ(code_points("Hồng Gai"), 8u);
  EXPECT_EQ(code_points("ho\u0302\u0300"), 4u);
  EXPECT_EQ(display_width("Hồng Gai"), 8u);
  EXPECT_EQ(display_width("ho\u0302\u0300"), 2u);
  EXPECT_EQ(display_width("漢字"), 4u);
  EXPECT_EQ(display_width(""), 0u);
}

TEST(text, printable_text_sends_nothing_to_a_terminal) {
  EXPECT_EQ(to_printable("a\tb\nc"), "a b c");
  EXPECT_EQ(to_printable("\x1b[31mđỏ\x07"), "\ufffd[31mđỏ\ufffd");
  EXPECT_EQ(to_printable("\u009b31m\u202e\u2028\u200b\x7f"), "\ufffd31m\ufffd\ufffd\ufffd\ufffd");
  EXPECT_EQ(to_printable("x\xff\xe1\xbby"), "x\ufffd\ufffd\ufffdy");
  EXPECT_EQ(to_printable("đoạn", 4), "đoạn");
  EXPECT_EQ(to_printable("đoạn", 2), "đo…");
}

TEST(text, tells_a_difference_in_tone_place) {
  EXPECT_TRUE(differ_only_in_tone_place("hoà", "hòa"));
  EXPECT_TRUE(differ_only_in_tone_place("Hòa thuận", "Hoà thuận"));
  EXPECT_TRUE(differ_only_in_tone_place("uỷ_ban", "ủy_ban"));
  EXPECT_TRUE(differ_only_in_tone_place("KHOẺ", "KHỎE"));
  EXPECT_FALSE(differ_only_in_tone_place("hoà", "hoà"));
  EXPECT_FALSE(differ_only_in_tone_place("hoà", "hóa"));
  EXPECT_FALSE(differ_only_in_tone_place("hoa", "hòa"));
  EXPECT_FALSE(differ_only_in_tone_place("tùa", "tuà"));
  EXPECT_FALSE(differ_only_in_tone_place("hòá", "hỏa"));
  EXPECT_FALSE(differ_only_in_tone_place("hoà", "hòă"));
  EXPECT_FALSE(differ_only_in_tone_place("", "a"));
}

TEST(text, finds_letters_of_legacy_files) {
  EXPECT_EQ(find_look_alike("Hạ Long, đồng Ư ư Đ"), std::nullopt);
  EXPECT_EQ(find_look_alike("mƢu"), 1u);
  EXPECT_EQ(letter_meant(0x1a2), "Ư");
  EXPECT_EQ(letter_meant(0x1a3), "ư");
  EXPECT_EQ(letter_meant(0xd0), "Đ");
  EXPECT_EQ(find_look_alike("xа"), 1u);
  EXPECT_EQ(letter_meant(U'а'), "a");
  EXPECT_EQ(letter_meant(U'Т'), "T");
  EXPECT_EQ(letter_meant(U'ԝ'), "w");
  EXPECT_EQ(letter_meant(U'a'), "");
  EXPECT_EQ(letter_meant(U'ж'), "");
}

TEST(text, finds_the_nearest_name) {
  const std::vector<std::string> names{"reports", "criminal_cases", "accidents", "hộ_gia_đình", "A2", "households"};
  EXPECT_EQ(nearest_name("report", names), "reports");
  EXPECT_EQ(nearest_name("reprots", names), "reports");
  EXPECT_EQ(nearest_name("criminal_case", names), "criminal_cases");
  EXPECT_EQ(nearest_name("acidens", names), "accidents");
  EXPECT_EQ(nearest_name("hô_gia_đinh", names), "hộ_gia_đình");
  EXPECT_EQ(nearest_name("A3", names), std::nullopt);
  EXPECT_EQ(nearest_name("hous", names), std::nullopt);
  EXPECT_EQ(nearest_name("reports", {"reports"}), std::nullopt);
  EXPECT_EQ(nearest_name("abcdefghijkl", {"abcdefghi", "xbcdefghijkl", "bcdefghijkl"}), "xbcdefghijkl");
  EXPECT_EQ(nearest_name("abcdefghijkl", {"abcdefgh", "mnopqrstuvwx"}), std::nullopt);
  EXPECT_EQ(nearest_name("", names), std::nullopt);
}

TEST(text, the_search_for_a_name_is_bounded) {
  const std::string longest(64, 'a');
  EXPECT_EQ(nearest_name(longest, {longest + "a"}), longest + "a");
  EXPECT_EQ(nearest_name(longest + "a", {longest}), std::nullopt);
  std::vector<std::string> many(10'000, "zzzzzzz");
  many.back() = "report";
  EXPECT_EQ(nearest_name("reports", many), "report");
  many.push_back("z");
  EXPECT_EQ(nearest_name("reports", many), std::nullopt);
}

/// Plain dynamic programming, as an oracle for the banded form.
std::size_t full_distance(const std::string& a, const std::string& b) {
  std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) {
    for (std::size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        d[i][j] = i + j;
        continue;
      }
      d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] != b[j - 1])});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
    }
  }
  return d[a.size()][b.size()];
}

TEST(text, nearness_agrees_with_the_full_edit_distance) {
  std::mt19937 random(11);
  int near = 0;
  for (int i = 0; i < 5000; ++i) {
    std::string a, b;
    for (auto length = random() % 14; length > 0; --length) a += static_cast<char>('a' + random() % 3);
    b = a;
    for (auto edits = random() % 5; edits > 0; --edits) {
      const auto at = random() % (b.size() + 1);
      if (random() % 2 && at < b.size()) b.erase(at, 1);
      else b.insert(at, 1, static_cast<char>('a' + random() % 3));
    }
    const bool expected = a != b && full_distance(a, b) <= std::min<std::size_t>(a.size() / 3, 3);
    near += expected;
    ASSERT_EQ(nearest_name(a, {b}).has_value(), expected) << a << ' ' << b;
  }
  EXPECT_GT(near, 500);
}

TEST(text, digests_are_those_of_the_standard) {
  EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"), "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(sha256_hex("abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu"),
            "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1");
  EXPECT_EQ(sha256_hex(std::string(1'000'000, 'a')), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(text, digests_are_right_around_the_end_of_a_block) {
  EXPECT_EQ(sha256_hex(std::string(55, 'a')), "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318");
  EXPECT_EQ(sha256_hex(std::string(56, 'a')), "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a");
  EXPECT_EQ(sha256_hex(std::string(63, 'a')), "7d3e74a05d7db15bce4ad9ec0658ea98e3f06eeecf16b4c6fff2da457ddc2f34");
  EXPECT_EQ(sha256_hex(std::string(64, 'a')), "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb");
  EXPECT_EQ(sha256_hex(std::string(119, 'a')), "31eba51c313a5c08226adf18d4a359cfdfd8d2e816b13f4af952f7ea6584dcfb");
  EXPECT_EQ(sha256_hex(std::string(120, 'a')), "2f3d335432c70b580af0e8e1b3674a7c020d683aa5f73aaaedfdc55af904c21c");
}

}  // namespace
