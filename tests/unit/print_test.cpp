// print_test.cpp: proves that canonical text reads back to the same tree, is a fixed point, and keeps every comment.
#include "ancs/print.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "ancs/keywords.hpp"
#include "ancs/parse.hpp"
#include "ancs/source.hpp"
#include "ancs/text.hpp"
#include "random_tree.hpp"
#include "tree_equal.hpp"

namespace ancs::tests {
namespace {

using ast::op;

constexpr language both[] = {language::en, language::vi};

// ---- trees by hand ----

ast::expression node(op what, std::vector<ast::expression> args = {}) {
  ast::expression e;
  e.what = what;
  e.args = std::move(args);
  return e;
}
ast::expression number(rational value) {
  auto e = node(op::number_literal);
  e.value = std::move(value);
  return e;
}
ast::expression share(rational value) {
  auto e = node(op::percent_literal);
  e.value = std::move(value);
  return e;
}
ast::expression name(std::string text, std::string member = {}) {
  auto e = node(op::reference);
  e.text = std::move(text);
  e.member = std::move(member);
  return e;
}
ast::expression text(std::string text) {
  auto e = node(op::string_literal);
  e.text = std::move(text);
  return e;
}
std::string english(const ast::expression& e) { return print(e, language::en); }
std::string vietnamese(const ast::expression& e) { return print(e, language::vi); }

// ---- text there and back ----

/// The tree of a text that must have no errors.
ast::document tree_of(const std::string& text) {
  const source from("test.ancs", text);
  auto read = parse(from);
  for (const auto& finding : read.findings)
    if (severity_of(finding.id) == severity::error) ADD_FAILURE() << render_text(finding, from, language::en) << "in\n" << text;
  return read.value ? std::move(*read.value) : ast::document{};
}

std::string canonical(const std::string& text, language in = language::en) { return print(tree_of(text), {in}); }

/// Printed in both languages, a tree reads back the same, and its text is a fixed point with one digest.
void expect_round_trip(const ast::document& tree) {
  for (const language in : both) {
    const std::string text = print(tree, {in});
    const ast::document again = tree_of(text);
    EXPECT_TRUE(same_tree(tree, again)) << text << "reads as\n" << print(again, {in});
    EXPECT_EQ(again.keywords, in);
    EXPECT_EQ(print(again, {in}), text);
    EXPECT_EQ(digest(again), digest(tree)) << text;
    if (::testing::Test::HasFailure()) return;
  }
}

std::vector<std::string> comments_of(const ast::document& tree) {
  std::vector<std::string> all;
  for (const auto& comment : tree.comments) {
    all.push_back(comment.text);
    while (!all.back().empty() && all.back().back() == ' ') all.back().pop_back();
  }
  std::sort(all.begin(), all.end());
  return all;
}

/// All comments are still there after a way through each language, and no text changes when it is printed again.
void expect_comments_kept(const std::string& original) {
  const ast::document tree = tree_of(original);
  const auto comments = comments_of(tree);
  for (const language first : both) {
    const std::string text = print(tree, {first});
    const ast::document once = tree_of(text);
    EXPECT_EQ(comments_of(once), comments) << original << "printed as\n" << text;
    EXPECT_TRUE(same_tree(tree, once)) << text;
    EXPECT_EQ(print(once, {first}), text) << original;
    const language other = first == language::en ? language::vi : language::en;
    EXPECT_EQ(print(tree_of(print(once, {other})), {first}), text) << original;
    EXPECT_EQ(digest(once), digest(tree));
    if (::testing::Test::HasFailure()) return;
  }
}

// ---- expressions ----

TEST(print_expression, needs_no_parentheses_for_precedence) {
  const auto sum = node(op::add, {name("x"), node(op::multiply, {name("y"), node(op::negate, {number(2)})})});
  EXPECT_EQ(english(sum), "x + y * -2");
  const auto logic = node(op::logical_or, {node(op::logical_and, {node(op::logical_not, {node(op::less, {sum, number(1)})}), name("b")}), name("c")});
  EXPECT_EQ(english(logic), "not x + y * -2 < 1 and b or c");
  EXPECT_EQ(vietnamese(logic), "không phải x + y * -2 < 1 và b hoặc c");
  EXPECT_EQ(english(node(op::subtract, {node(op::subtract, {name("x"), name("y")}), name("z")})), "x - y - z");
}

TEST(print_expression, has_parentheses_where_the_tree_needs_them) {
  const auto difference = node(op::subtract, {name("y"), name("z")});
  EXPECT_EQ(english(node(op::subtract, {name("x"), difference})), "x - (y - z)");
  EXPECT_EQ(english(node(op::divide, {name("x"), node(op::divide, {name("y"), name("z")})})), "x / (y / z)");
  EXPECT_EQ(english(node(op::multiply, {difference, name("x")})), "(y - z) * x");
  EXPECT_EQ(english(node(op::negate, {node(op::negate, {name("x")})})), "-(-x)");
  EXPECT_EQ(english(node(op::negate, {node(op::multiply, {name("x"), name("y")})})), "-(x * y)");
  const auto both_hold = node(op::logical_and, {name("a"), name("b")});
  EXPECT_EQ(english(node(op::logical_and, {both_hold, name("c")})), "(a and b) and c");
  EXPECT_EQ(english(node(op::logical_and, {name("c"), both_hold})), "c and (a and b)");
  EXPECT_EQ(english(node(op::logical_not, {both_hold})), "not (a and b)");
  EXPECT_EQ(english(node(op::equal, {node(op::less, {name("a"), name("b")}), node(op::yes)})), "(a < b) = yes");
  EXPECT_EQ(english(node(op::is_given, {node(op::logical_not, {name("a")})})), "(not a) is given");
}

TEST(print_expression, closes_a_list_of_strings_before_another_string) {
  const auto role = node(op::is_one_of, {name("role"), text("a"), text("b")});
  auto some = node(op::at_least_of, {role, node(op::equal, {text("c"), name("role")}), role, name("x")});
  some.value = 2;
  EXPECT_EQ(english(some), "at least 2 of { (role is one of \"a\", \"b\"), \"c\" = role, role is one of \"a\", \"b\", x }");
}

TEST(print_expression, words_calls_and_wordings_in_both_languages) {
  const auto check = [](const ast::expression& e, const char* en, const char* vi) {
    EXPECT_EQ(english(e), en);
    EXPECT_EQ(vietnamese(e), vi);
  };
  check(node(op::fall, {name("x")}), "fall(x)", "mức giảm(x)");
  check(node(op::rise, {name("x"), name("x", "last_year")}), "rise(x from x.last_year)", "mức tăng(x so với x.last_year)");
  check(node(op::round_to, {name("x"), share(rational(1, 1000))}), "round(x, 0.1%)", "làm tròn(x, 0,1%)");
  check(node(op::minimum_of, {name("x", "1"), number(rational(1, 2))}), "min(x.1, 0.5)", "nhỏ nhất(x.1, 0,5)");
  check(node(op::is_not_given, {name("x")}), "x is not given", "x không có số liệu");
  auto every = node(op::every_criterion);
  every.text = "A";
  check(node(op::greater_equal, {every, share(rational(1, 2))}), "every criterion of A >= 50%", "mọi tiêu chí của A >= 50%");
  auto with = node(op::total_with);
  with.text = "K";
  check(node(op::add, {with, node(op::total_rescaled)}), "total with K + total rescaled", "tổng điểm kể cả K + tổng điểm quy đổi");
  auto day = node(op::date_literal);
  day.day.year = 2022, day.day.month = 4, day.day.day = 1;
  check(node(op::less, {name("d"), day}), "d < 2022-04-01", "d < 01/04/2022");
}

TEST(print_expression, numbers_are_exact_decimals_in_the_style_of_the_language) {
  const auto check = [](const ast::expression& e, const char* en, const char* vi) {
    EXPECT_EQ(english(e), en);
    EXPECT_EQ(vietnamese(e), vi);
  };
  check(number(20000), "20000", "20000");
  check(number(rational(1, 2)), "0.5", "0,5");
  check(share(rational(3, 10)), "30%", "30%");
  check(share(rational(133, 400)), "33.25%", "33,25%");
  check(number(rational(1, 8)), "0.125", "0,125");
  // 1.125 would be an error in an English file: it looks like thousands.
  check(number(rational(9, 8)), "1.1250", "1,125");
  check(node(op::negate, {number(rational(123125, 1000))}), "-123.1250", "-123,125");
  check(number(rational(1234125, 1000)), "1234.125", "1234,125");
}

TEST(print_expression, quotes_the_names_that_collide_in_the_language_of_the_text) {
  EXPECT_EQ(english(name("total")), "`total`");
  EXPECT_EQ(vietnamese(name("total")), "total");
  EXPECT_EQ(english(name("khi")), "khi");
  EXPECT_EQ(vietnamese(name("khi")), "`khi`");
  EXPECT_EQ(english(name("x", "when")), "x.`when`");
  EXPECT_EQ(english(name("số_vụ")), "số_vụ");
}

// ---- layout ----

const char* const small_file = R"(ancs 1

model m "Title" {
  maximum    20
  basis      "133"
  applies to "a", "b"
  period     2022-01-01 to 2022-12-31
  rounding   0.01 half up per criterion
}

input reports : count with baseline before "Reports"
input a, b    : percent at least -50%, optional

group A "Group" maximum 20 {
  criterion A1 maximum 10 { bands reports { from 4 up : 10  from 1 to below 4 : 5  0 : 0 } }
  criterion A2 "Second" maximum 10 capped floor -5 {
    basis    "law"
    evidence "report" required, otherwise pending
    when a is not given              : none
    not applicable when reports = 20 : excluded within group
    bands reports {
      from 20 up                                : full
      from 2 to below 20                        : 7.5
      above 1.5 to below 2                      : 7
      above 1 to 1.5                            : 6
      from -1000000 to 1                        : 50%
      above -10000000000000 to below -200000000 : 1/2 of maximum
      otherwise                                 : unknown
    }
  }
}

veto V1 "One"  when a > 0%
veto V22 "Two" when any veto

levels "Result" best first "high", "low" {
  "high"           when total >= 80%
  not above "high" when V1
  "low"            otherwise
}

ranking { by total descending, reports ascending  ties share }

test "first" {
  given  reports = 2, a = 36.3%
  expect A1 = 5, total from 0 to 20
}
)";

TEST(print_layout, has_one_form_whatever_the_layout_of_the_source) {
  const std::string expected = small_file;
  std::string squeezed, torn;
  bool quoted = false;
  for (const char c : expected) {
    quoted ^= c == '"';
    squeezed += c == '\n' ? ' ' : c;
    torn += c;
    if (c == ' ' && !quoted) torn += "\n\n   ";
  }
  EXPECT_EQ(canonical(expected), expected);
  EXPECT_EQ(canonical(squeezed), expected);
  EXPECT_EQ(canonical(torn), expected);
}

TEST(print_layout, does_not_ask_how_names_were_quoted) {
  const std::string plain = "ancs 1\n\nmodel m {\n}\n\ninput x : count\n";
  EXPECT_EQ(canonical("ancs 1 model `m` { } input `x` : count"), canonical(plain));
  EXPECT_EQ(canonical("ancs 1 model m { } input `total` : count", language::vi), "ancs 1 vi\n\nmô hình m { }\n\nsố liệu total : số đếm\n");
}

TEST(print_layout, breaks_what_is_wider_than_a_hundred_columns) {
  const std::string rows = "choose role { \"a\" : 1  \"b\" : 2  \"c\" : 3 }";
  const auto with_title = [&](std::size_t length) {
    return canonical("ancs 1 group A { criterion A1 \"" + std::string(length, 't') + "\" { " + rows + " } }");
  };
  const std::string line = "  criterion A1 \"\" { " + rows + " }";
  const std::string fits = with_title(100 - line.size());
  EXPECT_NE(fits.find(rows), std::string::npos) << fits;
  EXPECT_EQ(fits.substr(fits.find("  criterion")).find('\n'), 100u);
  const std::string wider = with_title(101 - line.size());
  EXPECT_NE(wider.find("t\" {\n    " + rows + "\n  }\n"), std::string::npos) << wider;
}

TEST(print_layout, fills_the_lines_of_a_test) {
  std::string given;
  for (int i = 10; i < 30; ++i) given += (i > 10 ? ", " : "") + std::string("input") + std::to_string(i) + " = 1";
  const std::string text = canonical("ancs 1 test \"t\" { given " + given + " expect total = 1 }");
  EXPECT_EQ(text,
            "ancs 1\n\ntest \"t\" {\n"
            "  given  input10 = 1, input11 = 1, input12 = 1, input13 = 1, input14 = 1, input15 = 1, input16 = 1,\n"
            "         input17 = 1, input18 = 1, input19 = 1, input20 = 1, input21 = 1, input22 = 1, input23 = 1,\n"
            "         input24 = 1, input25 = 1, input26 = 1, input27 = 1, input28 = 1, input29 = 1\n"
            "  expect total = 1\n"
            "}\n");
}

// ---- there and back ----

TEST(print_round_trip, every_random_tree) {
  for (std::uint64_t seed = 1; seed <= 400 && !HasFailure(); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    expect_round_trip(random_tree(seed).document());
  }
}

TEST(print_round_trip, names_that_are_words_of_any_keyword) {
  for (const language in : both)
    for (std::size_t k = 0; k < keyword_count && !HasFailure(); ++k) {
      std::string words(keyword_text(static_cast<keyword>(k), in));
      std::replace(words.begin(), words.end(), ' ', '\n');
      std::istringstream each(words);
      for (std::string word; std::getline(each, word);) {
        random_tree random(k + 1);
        random.always_name(word);
        ast::document tree;
        for (int sort = 0; sort < 15; ++sort) tree.declarations.push_back(random.declaration(sort));
        for (int more = 0; more < 4; ++more) tree.declarations.push_back(random.test());
        SCOPED_TRACE(word);
        expect_round_trip(tree);
      }
    }
}

const char* const example = R"ancs(ancs 1                                    # language version; "ancs 1 vi" selects Vietnamese keywords

model hong_gai_2022 "Mô hình An ninh cơ sở, phường (phục dựng, trọng số minh họa)" {
  maximum    110
  basis      "133/KH-UBND, UBND tỉnh Quảng Ninh, 06/7/2021"
  applies to "phường", "xã"
  period     2022-01-01 to 2022-12-31
  rounding   0.01 half up per criterion
}

input reports          : count with baseline before_model
input criminal_cases   : count with baseline before_model     "Vụ phạm pháp hình sự"
input accidents        : count with baseline before_model
input stated_fall      : percent at least -1000%, optional    "Mức giảm tai nạn đã công bố"
input released         : count                                "Người chấp hành xong án phạt tù về cư trú"
input reoffended       : count at most released               "Người tái phạm"
input subjects         : count
input managed          : count at most subjects
input households       : count at least 1
input pledged          : count at most households             "Hộ đăng ký Gia đình văn hóa"
input late_reports     : count monthly, default 0             "Báo cáo chậm của thành viên"
input satisfaction     : percent, optional
input head_role        : one of "Chủ tịch", "Phó Chủ tịch", "không"
input meetings         : count
input self_managed     : points 0 to 10 by 0.5
input protests, serious_cases, hot_spots, anti_state : count
input disunity         : yes/no
input rewards          : count

group A "Kết quả bảo đảm an ninh, trật tự" maximum 50 {
  criterion A1 "Tin báo, tố giác" maximum 10 {
    when reports.before_model = 0 : none
    bands fall(reports) { from 40% up : 10  from 20% to below 40% : 8  from 0% to below 20% : 5  below 0% : 0 }
  }
  criterion A2 "Phạm pháp hình sự giảm" maximum 15 {
    basis    "minh họa"
    evidence "Báo cáo thống kê tội phạm" required, otherwise pending
    when criminal_cases.before_model = 0 and criminal_cases = 0 : full
    when criminal_cases.before_model = 0                        : none
    bands fall(criminal_cases) {
      from 30% up           : full
      from 10% to below 30% : 10
      from 0% to below 10%  : 5
      below 0%              : 0
    }
  }
  criterion A3 "Tai nạn giao thông" maximum 10 {
    when accidents.before_model = 0 : none
    bands fall(accidents) { from 30% up : 10  from 10% to below 30% : 8  below 10% : 0 }
  }
  criterion A4 "Tỷ lệ tái phạm" maximum 10 {
    not applicable when released = 0 : full
    bands reoffended / released { below 10% : 10  from 10% to below 15% : 5  from 15% up : 0 }
  }
  criterion A5 "Đối tượng có hồ sơ, người quản lý" maximum 5 { award full when managed = subjects }
}
group B "Phong trào" maximum 30 {
  criterion B1 "Hộ đăng ký" maximum 10 { proportional pledged / households }
  criterion B2 "Họp" maximum 10 { bands meetings { from 4 up : 10  3 : 8  2 : 5  1 : 2  0 : 0 } }
  criterion B3 "Tổ tự quản" maximum 10 { assessed self_managed }
}
group C "Hài lòng" maximum 10 {
  criterion C1 maximum 10 {
    when satisfaction is not given : none
    interpolate satisfaction { 50% : 0  80% : 8  100% : 10 }
  }
}
group D "Chỉ đạo, điều hành" maximum 20 {
  criterion D1 "Báo cáo hằng tháng" maximum 10 { start full  deduct 0.5 per sum(late_reports), at most 10 }
  criterion D2 "Trưởng ban" maximum 10 { choose head_role { "Chủ tịch" : full  "Phó Chủ tịch" : 1/2 of maximum  "không" : none } }
}
bonus K "Điểm thưởng" maximum 4 { criterion K1 maximum 4 { add 0.5 per rewards, at most 4 } }

veto V1 "Chống phá Đảng, chính quyền" when anti_state > 0
veto V2 "Biểu tình, gây rối"          when protests > 0
veto V3 "Trọng án"                    when serious_cases > 0
veto V4 "Điểm nóng"                   when hot_spots > 0
veto V5 "Mất đoàn kết nội bộ"         when disunity

levels "Công nhận" best first "Đạt chuẩn", "Chưa đạt chuẩn" {
  "Chưa đạt chuẩn" when any veto
  "Đạt chuẩn"      when total >= 80 and every group >= 50%
  "Chưa đạt chuẩn" otherwise
}

ranking { by total descending, criminal_cases ascending  ties share }

warn W1 : stated_fall differs from fall(accidents) at 0.1% when accidents.before_model > 0 and stated_fall is given "Tai nạn giao thông"

test "Hồng Gai 2022" {
  given  criminal_cases = 2, criminal_cases.before_model = 3, reoffended = 2, released = 21,
         accidents = 10, accidents.before_model = 15, stated_fall = 36.3%, late_reports = [0 0 1 0 0 2 0 0 0 0 1 0]
  expect A2 = 15, A4 = 10, A3 = 10, W1 = "unexplained"
}
)ancs";

TEST(print_round_trip, the_example_of_the_reference) {
  expect_round_trip(tree_of(example));
  expect_comments_kept(example);
}

TEST(print_round_trip, every_good_file) {
  const std::filesystem::path folder = std::filesystem::path(ANCS_TESTS_DIR) / "good";
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    if (entry.path().extension() == ".ancs") files.push_back(entry.path());
  ASSERT_FALSE(files.empty());
  for (const auto& path : files) {
    SCOPED_TRACE(path.filename().string());
    std::ifstream file(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    expect_round_trip(tree_of(text));
    expect_comments_kept(text);
  }
}

// ---- comments ----

TEST(print_comments, stay_before_or_behind_what_they_stood_at) {
  const std::string text = R"(# above the header
ancs 1  # the version

# above the model
model m {  # behind the brace
  # above the maximum
  maximum 10  # behind the maximum
  # at the end of the model
}  # behind the model

input x : count  # behind x
# above y
input y : count

group A maximum 10 {
  criterion A1 maximum 10 {
    # above the guard
    when x = 0 : none  # behind the guard
    bands x {
      # above a row
      from 1 up : 10  # behind a row
      below 1   : 0
      # at the end of the bands
    }  # behind the bands
  }
}

test "t" {
  given  x = 1,  # behind x
         # above y
         y = 2  # behind y
  # above the expectations
  expect A1 = 10
}

# at the end
)";
  EXPECT_EQ(canonical(text), text);
  EXPECT_EQ(print(tree_of(text), {language::en, false}).find('#'), std::string::npos);
  expect_comments_kept(text);
}

TEST(print_comments, inside_a_construct_move_to_its_edge) {
  EXPECT_EQ(canonical("ancs 1\nveto V when # first\n a = # second\n 1 # third\n and # fourth\n # own\n b"),
            "ancs 1\n\n# own\n# first\n# second\n# third\nveto V when a = 1 and b  # fourth\n");
  EXPECT_EQ(canonical("ancs 1\nlet k # one\n = 1"), "ancs 1\n\nlet k = 1  # one\n");
}

TEST(print_comments, follow_what_the_canonical_order_moves) {
  EXPECT_EQ(canonical("ancs 1\nmodel m {\n  # why\n  rounding 0.01 half up per criterion # cents\n  maximum 10 # ten\n}\n"),
            "ancs 1\n\nmodel m {\n  maximum  10  # ten\n  # why\n  rounding 0.01 half up per criterion  # cents\n}\n");
}

TEST(print_comments, survive_at_every_place_of_random_trees) {
  std::mt19937_64 random(7);
  for (std::uint64_t seed = 1; seed <= 200 && !HasFailure(); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const language in = both[seed % 2];
    const std::string plain = print(random_tree(seed).document(), {in});
    std::string text;
    bool quoted = false, first_line = true;
    int count = 0;
    for (const char c : plain) {
      quoted ^= c == '"';
      const bool gap = !quoted && !first_line && (c == ' ' || c == '\n') && random() % (2 + seed % 11) == 0;
      if (gap) text += (random() % 2 ? "\n  # " : " # ") + std::to_string(++count) + " }{\"`: khi\n";
      text += c;
      first_line = first_line && c != '\n';
    }
    expect_comments_kept(text);
  }
}

// ---- digests ----

TEST(print_digest, sees_meaning_only) {
  const ast::document tree = tree_of(small_file);
  const std::string expected = digest(tree);
  std::string changed = small_file;
  changed.insert(changed.find("input"), "# a remark\n\n\n");
  changed.replace(changed.find("7.5"), 3, "7.50");
  EXPECT_EQ(digest(tree_of(changed)), expected);
  EXPECT_EQ(digest(tree_of(print(tree, {language::vi}))), expected);
  changed.replace(changed.find("7.50"), 4, "7.51");
  EXPECT_NE(digest(tree_of(changed)), expected);
}

/// Published digests outlive changes of the layout, so this one is that of text that no layout has touched.
TEST(print_digest, sees_words_and_not_where_they_stand) {
  const std::string words =
      R"(ancs 1 model m "two  ` blanks" { maximum 10 } input x : count at least 1 input longer : count input role : one of "c", "d" )"
      R"(group G maximum 10 { criterion A maximum 10 { bands longer / x { from 40% up : full from 5% to below 40% : 8 below 5% : 0 } } })";
  const std::string laid_out = print(tree_of(words));
  EXPECT_NE(laid_out.find("full  from"), std::string::npos) << laid_out;
  EXPECT_EQ(digest(tree_of(words)), sha256_hex(words));
  EXPECT_EQ(digest(tree_of(laid_out)), sha256_hex(words)) << laid_out;
  for (const auto& [from, to] : {std::pair("longer", "larger"), std::pair("40%", "41%"), std::pair("two  `", "two `"), std::pair("from 5%", "above 5%")}) {
    std::string changed = words;
    for (auto at = changed.find(from); at != std::string::npos; at = changed.find(from, at + 1))
      changed.replace(at, std::string_view(from).size(), to);
    EXPECT_EQ(digest(tree_of(changed)), sha256_hex(changed)) << to;
  }
}

TEST(tree_equal, sees_every_change_but_of_places_and_quotes) {
  ast::document a = tree_of(small_file);
  ast::document b = tree_of(std::string("ancs  1\n") + (small_file + 6));
  EXPECT_TRUE(same_tree(a, b));
  auto& input = std::get<ast::input>(b.declarations[1]);
  input.names[0].quoted = true;
  EXPECT_TRUE(same_tree(a, b));
  input.names[0].text += "x";
  EXPECT_FALSE(same_tree(a, b));
  // Random trees of different seeds differ somewhere.
  EXPECT_FALSE(same_tree(random_tree(1).document(), random_tree(2).document()));
  EXPECT_TRUE(same_tree(random_tree(1).document(), random_tree(1).document()));
}

}  // namespace
}  // namespace ancs::tests
