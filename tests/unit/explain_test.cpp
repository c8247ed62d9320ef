// explain_test.cpp: proves the words of explanations: which sentence decided, where it stands, the numbers in it, what was lost.
#include "ancs/explain.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "ancs/text.hpp"
#include "scored_rules.hpp"

namespace ancs::tests {
namespace {

using strings = std::vector<std::string>;

const source& text() {
  static const source made("test.ancs", R"(ancs 1
model m "Mô hình" { maximum 100  basis "133/KH-UBND" }
input released, again, meetings, late, gifts : count
input cases  : count with baseline before
input wealth : money
input held   : yes/no
input head   : one of "Chair", "Deputy"
input marks  : points 0 to 10 by 0.5
input share  : percent
input rate   : percent, optional
input stated : percent at least -1000%, optional
group G "Kết quả" maximum 70 {
  criterion A "Tái phạm" maximum 10 {
    basis "minh họa"
    not applicable when released = 0 : full
    bands again / released { below 10% : 10
                             from 10% to below 15% : 5   from 15% up : 0 }
  }
  criterion B maximum 10 {
    when cases.before = 0 : none
    bands fall(cases) { from 30% up : full  from 0% to below 30% : 5  below 0% : 0 }
  }
  criterion C maximum 10 { bands meetings { from 4 up : 10  3 : 8  2 : 5  1 : 2  0 : 0 } }
  criterion D maximum 10 { start full  deduct 0.5 per late, at most 3  deduct 2 when held }
  criterion E maximum 10 { award 6 when held  award 4 when meetings >= 3 and not held }
  criterion F maximum 10 { choose head { "Chair" : full  "Deputy" : 1/2 of maximum } }
  criterion I maximum 10 { assessed marks }
}
group H maximum 30 {
  criterion J maximum 10 { proportional share }
  criterion K maximum 10 { interpolate share { 50% : 0  80% : 8  100% : 10 } }
  criterion L maximum 5 { points share * 5 }
  criterion M maximum 5 { when rate is not given : none  award full when rate >= 50% or share >= 90% }
  criterion N maximum 0 { information }
}
bonus Z "Thưởng" maximum 5 { criterion Z1 maximum 5 { add 1 per gifts, at most 5 } }
veto V "Giàu" when wealth > 1_000
warn W : stated differs from fall(cases) at 0.1% when cases.before > 0 and stated is given "Chênh"
levels "Xếp" best first "good", "poor" { "good" when total >= 50  "poor" otherwise }
)");
  return made;
}
const program& rules() {
  static const program made = program_of(text().text());
  return made;
}

record unit() {
  record r(rules());
  for (const auto& [name, value] : std::vector<std::pair<const char*, int>>{
           {"released", 21}, {"again", 2}, {"meetings", 4}, {"late", 3}, {"gifts", 3}, {"cases", 10}, {"cases.before", 15}, {"wealth", 500}})
    EXPECT_FALSE(r.set(name, value)) << name;
  EXPECT_FALSE(r.set("held", true));
  EXPECT_FALSE(r.set("head", "Deputy"));
  EXPECT_FALSE(r.set("marks", 7.5));
  EXPECT_FALSE(r.set("share", 0.635));
  EXPECT_FALSE(r.set("rate", 0.4));
  EXPECT_FALSE(r.set("stated", 0.363));
  return r;
}

/// Line ends and runs of blanks as one blank.
std::string folded(const std::string& line) {
  std::string out;
  for (const char c : line)
    if ((c != ' ' && c != '\n') || (!out.empty() && out.back() != ' ')) out += c == '\n' ? ' ' : c;
  return out;
}

/// "below 10% : 10 | 2/21 = 9.5% < 10%" for each reason of a criterion; each must stand in the rules at the place it names.
strings why(const std::string& criterion, const record& of, language in = language::en) {
  const auto all = explain(rules(), of, in);
  EXPECT_EQ(all.size(), rules().criteria().size());
  strings out;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (rules().criteria()[i].id != criterion) continue;
    for (const reason& r : all[i].reasons) {
      out.push_back(r.sentence + " | " + r.numbers);
      std::size_t begin = 0;
      for (std::uint32_t line = 1; line < r.place.line; ++line) begin = text().text().find('\n', begin) + 1;
      for (std::uint32_t column = 1; column < r.place.column; ++column) next_code_point(text().text(), begin);
      const std::string rest = folded(text().text().substr(begin));
      EXPECT_EQ(rest.substr(0, r.sentence.size()), r.sentence) << r.place.line << ":" << r.place.column;
    }
  }
  return out;
}
strings why(const std::string& criterion, language in = language::en) { return why(criterion, unit(), in); }

criterion_explanation explained(const std::string& criterion, const record& of) {
  const auto all = explain(rules(), of, language::en);
  for (std::size_t i = 0; i < all.size(); ++i)
    if (rules().criteria()[i].id == criterion) return all[i];
  ADD_FAILURE() << criterion;
  return {};
}

TEST(explain, names_line_and_column) {
  EXPECT_EQ(explained("A", unit()).reasons.at(0).place, (position{16, 30}));
  record r = unit();
  r.set("again", 3);
  EXPECT_EQ(explained("A", r).reasons.at(0).place, (position{17, 30}));  // a row on a line of its own
  EXPECT_EQ(explained("D", r).reasons.at(1).place, (position{24, 72}));
  r.clear("again");
  EXPECT_EQ(explained("A", r).reasons.at(0).place, (position{16, 5}));
}

TEST(explain, quotes_the_row_of_bands) {
  EXPECT_EQ(why("A"), strings{"below 10% : 10 | 2/21 = 9.5% < 10%"});
  EXPECT_EQ(why("A", language::vi), strings{"below 10% : 10 | 2/21 = 9,5% < 10%"});
  record r = unit();
  r.set("again", 3);
  EXPECT_EQ(why("A", r), strings{"from 10% to below 15% : 5 | 3/21 = 14.3%; 10% ≤ 14.3% < 15%"});
  r.set("again", 4);
  EXPECT_EQ(why("A", r, language::vi), strings{"from 15% up : 0 | 4/21 = 19% ≥ 15%"});
}

TEST(explain, writes_changes_from_a_baseline_as_a_division) {
  EXPECT_EQ(why("B"), strings{"from 30% up : full | (15 − 10)/15 = 33.3% ≥ 30%"});
  record r = unit();
  r.set("cases", 12);
  EXPECT_EQ(why("B", r, language::vi), strings{"from 0% to below 30% : 5 | (15 − 12)/15 = 20%; 0% ≤ 20% < 30%"});
}

TEST(explain, shows_a_counted_number_alone_where_its_row_names_it) {
  EXPECT_EQ(why("C"), strings{"from 4 up : 10 | 4 ≥ 4"});
  record r = unit();
  r.set("meetings", 3);
  EXPECT_EQ(why("C", r), strings{"3 : 8 | 3"});
}

TEST(explain, quotes_the_guard_that_decided) {
  record r = unit();
  r.set("released", 0);
  r.set("again", 0);
  EXPECT_EQ(why("A", r), strings{"not applicable when released = 0 : full | 0 = 0"});
  EXPECT_EQ(explained("A", r).result.state, point_state::not_applicable);
  r.set("cases.before", 0);
  EXPECT_EQ(why("B", r), strings{"when cases.before = 0 : none | 0 = 0"});
  EXPECT_EQ(explained("B", r).result.state, point_state::scored);
  r.clear("rate");
  EXPECT_EQ(why("M", r), strings{"when rate is not given : none | rate is not given"});
  EXPECT_EQ(why("M", r, language::vi), strings{"when rate is not given : none | rate không có số liệu"});
}

TEST(explain, tells_each_deduction_and_addition_with_what_it_changed) {
  EXPECT_EQ(why("D"), (strings{"deduct 0.5 per late, at most 3 | 3 → −1.5", "deduct 2 when held | held = yes → −2"}));
  EXPECT_EQ(why("Z1", language::vi), strings{"add 1 per gifts, at most 5 | 3 → +3"});
  record r = unit();
  r.set("late", 1000);
  r.set("held", false);
  EXPECT_EQ(why("D", r, language::vi), (strings{"deduct 0.5 per late, at most 3 | 1.000 → −3", "deduct 2 when held | held = không → 0"}));
}

TEST(explain, tells_each_award_whether_or_not_it_counted) {
  EXPECT_EQ(why("E"), (strings{"award 6 when held | held = yes", "award 4 when meetings >= 3 and not held | 4 ≥ 3 and held = yes"}));
  EXPECT_EQ(why("E", language::vi)[1], "award 4 when meetings >= 3 and not held | 4 ≥ 3 và held = có");
  record r = unit();
  r.set("meetings", 2);  // the relation that holds is shown
  EXPECT_EQ(why("E", r)[1], "award 4 when meetings >= 3 and not held | 2 < 3 and held = yes");
  EXPECT_EQ(why("M"), strings{"award full when rate >= 50% or share >= 90% | 40% < 50% or 63.5% < 90%"});
}

TEST(explain, quotes_the_row_of_a_choice) {
  EXPECT_EQ(why("F"), strings{"\"Deputy\" : 1/2 of maximum | \"Deputy\""});
}

TEST(explain, quotes_formulas_with_their_values) {
  EXPECT_EQ(why("I", language::vi), strings{"assessed marks | 7,5"});
  EXPECT_EQ(why("J"), strings{"proportional share | 63.5%"});
  EXPECT_EQ(why("K"), strings{"interpolate share { 50% : 0 80% : 8 100% : 10 } | 63.5%"});
  EXPECT_EQ(why("L", language::vi), strings{"points share * 5 | 63,5%×5 = 3,18"});
  EXPECT_EQ(why("N"), strings{});
}

TEST(explain, shows_as_many_decimals_as_keep_a_value_off_its_limit) {
  const struct {
    int again, released;
    const char* vi;
  } cases[] = {{997, 10'000, "997/10.000 = 9,97% < 10%"},
               {9'997, 100'000, "9.997/100.000 = 9,997% < 10%"},
               {99'999, 1'000'000, "99.999/1.000.000 = 9,9999% < 10%"},
               {99, 1'000, "99/1.000 = 9,9% < 10%"},
               {1'499, 10'000, "1.499/10.000 = 14,99%; 10% ≤ 14,99% < 15%"},
               {1, 10, "1/10 = 10%; 10% ≤ 10% < 15%"},
               {1'001, 10'000, "1.001/10.000 = 10,01%; 10% ≤ 10,01% < 15%"}};
  for (const auto& c : cases) {
    record r = unit();
    r.set("released", c.released);
    r.set("again", c.again);
    const strings got = why("A", r, language::vi);
    ASSERT_EQ(got.size(), 1u);
    EXPECT_EQ(got[0].substr(got[0].find(" | ") + 3), c.vi);
  }
}

TEST(explain, marks_missing_data_with_its_name) {
  const record r(rules());
  EXPECT_EQ(why("A", r), (strings{"not applicable when released = 0 : full | released? = 0",
                                  "bands again / released { below 10% : 10 from 10% to below 15% : 5 from 15% up : 0 } | again?/released?"}));
  EXPECT_EQ(why("B", r)[1].substr(why("B", r)[1].find(" | ")), " | (cases.before? − cases?)/cases.before?");
  EXPECT_EQ(why("D", r), (strings{"deduct 0.5 per late, at most 3 | late?", "deduct 2 when held | held?"}));
  EXPECT_EQ(why("E", r, language::vi)[1], "award 4 when meetings >= 3 and not held | meetings? ≥ 3 và held?");
  EXPECT_EQ(why("F", r), strings{"choose head { \"Chair\" : full \"Deputy\" : 1/2 of maximum } | head?"});
  EXPECT_EQ(why("I", r), strings{"assessed marks | marks?"});
  EXPECT_EQ(why("L", r), strings{"points share * 5 | share?×5"});
  EXPECT_EQ(explained("F", r).result.state, point_state::missing);
  // One of two numbers is known.
  record half(rules());
  half.set("released", 21);
  EXPECT_EQ(why("A", half)[0].substr(why("A", half)[0].find(" | ")), " | again?/21");
}

TEST(explain, says_how_many_points_are_lost) {
  const record r = unit();
  EXPECT_EQ(explained("A", r).lost, rational(0));
  EXPECT_EQ(explained("D", r).lost, rational(7, 2));
  EXPECT_EQ(explained("L", r).lost, rational(5) - rational(635, 200));
  EXPECT_EQ(explained("Z1", r).lost, rational(2));
  EXPECT_EQ(explained("N", r).lost, rational(0));
  EXPECT_EQ(shown(explained("D", r).result.points), "6.5");
  // What missing data leaves open is not lost yet.
  const record nothing(rules());
  EXPECT_EQ(explained("D", nothing).lost, rational(0));
  EXPECT_EQ(explained("M", nothing).lost, rational(5));
}

/// The form's line that holds the text.
std::string line_with(const std::string& form, const std::string& text) {
  const std::size_t at = form.find(text);
  if (at == std::string::npos) return "no line with " + text + " in:\n" + form;
  const std::size_t begin = form.rfind('\n', at) + 1;
  return form.substr(begin, form.find('\n', at) - begin);
}
TEST(explain, fills_in_the_form) {
  record r = unit();
  r.set("wealth", 1001);
  form_options options;
  options.unit = "Hồng Gai";
  const std::string form = render_form(rules(), r, options);
  const auto expect_line = [&](const std::string& line) { EXPECT_EQ(folded(line_with(form, line.substr(0, line.find(" [")))), line); };
  EXPECT_EQ(form.substr(0, form.find('\n')), "Mô hình");
  expect_line("Đơn vị: Hồng Gai");
  expect_line("Tổng điểm: 68,125/100");
  expect_line("Tổng điểm kể cả điểm thưởng, ưu tiên, trừ: 71,125");
  expect_line("Xếp: good");
  expect_line("Điều không xét: V Giàu");
  EXPECT_EQ(folded(line_with(form, "G  Kết quả")), "G Kết quả 55/70");
  EXPECT_EQ(folded(line_with(form, "A  Tái phạm")), "A Tái phạm 10/10");
  expect_line("2/21 = 9,5% < 10% [dòng 16]");
  expect_line("căn cứ: minh họa");
  EXPECT_EQ(folded(line_with(form, "Điểm bị mất")), "Điểm bị mất, nhiều nhất trước 31,875");
  const std::string lost = form.substr(form.find("Điểm bị mất"));
  EXPECT_EQ(folded(line_with(lost, "  K ")), "K −6,4");
  EXPECT_EQ(lost.find("Z1"), std::string::npos) << "a bonus that is not earned is not lost";
  EXPECT_LT(lost.find("  K "), lost.find("  F "));
  expect_line("Cảnh báo");
  EXPECT_EQ(folded(line_with(form, "W  Chênh")), "W Chênh");
  EXPECT_EQ(folded(line_with(form, "công bố")),
            "công bố 36,3%, nhưng (15 − 10)/15 = 33,3%; không có cách nhầm thông thường nào giải thích được");
  expect_line("Căn cứ: 133/KH-UBND");
  EXPECT_NE(form.find(r.digest().substr(0, 16)), std::string::npos);
  EXPECT_NE(form.find(rules().rules_digest().substr(0, 16)), std::string::npos);
  EXPECT_EQ(form.find("Số liệu còn thiếu"), std::string::npos);
  for (std::size_t at = 0; at < form.size(); at = form.find('\n', at) + 1)
    EXPECT_FALSE(form.substr(at, form.find('\n', at) - at).ends_with(' ')) << form.substr(at, form.find('\n', at) - at);
}

TEST(explain, fills_in_the_form_in_english_without_reasons) {
  form_options options;
  options.in = language::en;
  options.reasons = false;
  const std::string form = render_form(rules(), unit(), options);
  EXPECT_EQ(folded(line_with(form, "Total:")), "Total: 68.125/100");
  EXPECT_EQ(folded(line_with(form, "Vetoes:")), "Vetoes: none");
  EXPECT_EQ(folded(line_with(form, "Points lost")), "Points lost, most first 31.875");
  EXPECT_EQ(form.find("below 10%"), std::string::npos);
  EXPECT_EQ(form.find("Unit:"), std::string::npos);
}

TEST(explain, says_in_the_form_what_is_open_and_wrong) {
  record r = unit();
  r.clear("wealth");
  r.clear("share");
  r.set_invalid(*rules().find_column("meetings"));
  form_options options;
  options.in = language::en;
  const std::string form = render_form(rules(), r, options);
  EXPECT_EQ(folded(line_with(form, "Total:")), "Total: 45–85/100");
  EXPECT_EQ(folded(line_with(form, "Xếp:")), "Xếp: good or poor (open: data is missing)");
  EXPECT_EQ(folded(line_with(form, "Vetoes open")), "Vetoes open (data is missing): V Giàu");
  EXPECT_EQ(folded(line_with(form, "C  (data missing)")), "C (data missing) 0–10/10");
  EXPECT_EQ(folded(form.substr(form.find("Missing data"), form.find("\n\n", form.find("Missing data")) - form.find("Missing data"))),
            "Missing data, by how far it can move the total share up to 30 points meetings up to 10 points wealth cannot move the total "
            "the ranges of points hold, but may be wider than any data reaches");
}

TEST(explain_form, calls_the_levels_of_nesting_as_the_file_does) {
  const auto by = program_of(R"(ancs 1
model m { maximum 10  parts "nhóm", "tiêu chí" }
input x : count
group A "One" maximum 10 { group B maximum 5 { criterion B1 "Two" maximum 5 { award full when x > 1 } } criterion A1 maximum 5 { award full when x > 2 } }
)");
  const std::string form = render_form(by, record(by), {language::en, "", false});
  EXPECT_NE(form.find("\nnhóm A  One "), std::string::npos) << form;
  EXPECT_NE(form.find("\n  tiêu chí A1 "), std::string::npos) << form;
  EXPECT_NE(form.find("\n  tiêu chí B "), std::string::npos) << form;
  EXPECT_NE(form.find("\n    B1  Two "), std::string::npos) << form;
}

}  // namespace
}  // namespace ancs::tests
