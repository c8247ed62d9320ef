// source_test.cpp: places are counted as a person counts them, for every kind of line end and at both ends of the text.
#include "ancs/source.hpp"

#include <gtest/gtest.h>

#include <string>

namespace {

using ancs::position;
using ancs::source;

TEST(source, finds_lines_of_every_kind_of_end) {
  const source text("a.ancs", "one\ntwo\r\nthree\rfour\n\nsix");
  const std::string& all = text.text();
  const auto line_of = [&](const char* word) { return text.position_of(static_cast<std::uint32_t>(all.find(word))).line; };
  EXPECT_EQ(line_of("one"), 1u);
  EXPECT_EQ(line_of("two"), 2u);
  EXPECT_EQ(line_of("three"), 3u);
  EXPECT_EQ(line_of("four"), 4u);
  EXPECT_EQ(line_of("six"), 6u);
  for (std::size_t at = all.find("two"); at < all.find("three"); ++at) {
    EXPECT_EQ(text.line_at(static_cast<std::uint32_t>(at)), "two") << at;  // its line end belongs to it
    EXPECT_EQ(text.line_begin(static_cast<std::uint32_t>(at)), 4u);
  }
  EXPECT_EQ(text.line_at(static_cast<std::uint32_t>(all.find("\n\n") + 1)), "");
  EXPECT_EQ(text.line_at(static_cast<std::uint32_t>(all.size())), "six");
}

TEST(source, counts_columns_in_code_points_from_one) {
  const source text("a.ancs", "\tđiểm thưởng : 5\n");
  const std::string& all = text.text();
  const auto at = [&](const char* word) { return text.position_of(static_cast<std::uint32_t>(all.find(word))); };
  EXPECT_EQ(at("\t"), (position{1, 1}));
  EXPECT_EQ(at("đ"), (position{1, 2}));
  EXPECT_EQ(at("thưởng"), (position{1, 7}));
  EXPECT_EQ(at("5"), (position{1, 16}));
  EXPECT_EQ(text.position_of(static_cast<std::uint32_t>(all.size())), (position{2, 1}));
}

TEST(source, begins_at_the_line_it_is_told) {
  const source row("data.csv", "x\ny", 40);
  EXPECT_EQ(row.position_of(0), (position{40, 1}));
  EXPECT_EQ(row.position_of(2), (position{41, 1}));
}

TEST(source, clips_what_lies_beyond_the_text) {
  const source text("a.ancs", "abc\ndef");
  EXPECT_EQ(text.at({2, 5}), "c\nd");
  EXPECT_EQ(text.at({5, 400}), "ef");
  EXPECT_EQ(text.at({300, 400}), "");
  EXPECT_EQ(text.at({5, 2}), "");
  EXPECT_EQ(text.position_of(4000), (position{2, 4}));
  EXPECT_EQ(text.line_at(4000), "def");

  const source nothing("a.ancs", "");
  EXPECT_EQ(nothing.position_of(0), (position{1, 1}));
  EXPECT_EQ(nothing.line_at(7), "");
  EXPECT_EQ(source().position_of(3), (position{1, 1}));
}

TEST(source, keeps_the_places_of_texts_put_behind_it_apart) {
  for (const std::string end : {"", "\n", "\r", "\r\n"}) {
    source text("a", "one\ntwo" + end);
    const std::size_t own = text.text().size();
    const std::uint32_t b = text.append(source("b", "drei\r\nvier"));
    const std::uint32_t c = text.append(source("c", "", 7));
    EXPECT_EQ(b, own + 1);
    EXPECT_EQ(text.own_text(), "one\ntwo" + end);
    EXPECT_EQ(text.text_at(b), "drei\r\nvier");
    EXPECT_EQ(text.text_at(c), "");
    EXPECT_EQ(text.name_at(4) + text.name_at(static_cast<std::uint32_t>(own)) + text.name_at(b) + text.name_at(c - 1) + text.name_at(c), "aabbc");
    EXPECT_EQ(text.position_of(5), (position{2, 2}));
    EXPECT_EQ(text.position_of(b), (position{1, 1})) << own;
    EXPECT_EQ(text.position_of(b + 7), (position{2, 2}));
    EXPECT_EQ(text.line_at(b + 7), "vier");
    EXPECT_EQ(text.position_of(c), (position{7, 1}));
    EXPECT_FALSE(text.is_appended(static_cast<std::uint32_t>(own)));
    EXPECT_TRUE(text.is_appended(b));
  }
}

TEST(source, joins_spans) {
  EXPECT_EQ(ancs::join({3, 5}, {4, 9}), (ancs::span{3, 9}));
  EXPECT_EQ(ancs::join({8, 9}, {1, 2}), (ancs::span{1, 9}));
}

}  // namespace
