// rule_set_test.cpp: proves that of several rule files the one for the days and the type of unit is chosen, and that gaps and overlaps are found.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "ancs/rule_set.hpp"
#include "scored_rules.hpp"

namespace ancs::tests {
namespace {

using strings = std::vector<std::string>;

calendar_day on(int year, unsigned month, unsigned day) { return std::chrono::year(year) / month / day; }

/// A rule file with this head; the points tell files apart.
std::string file_with(const std::string& head, int points = 10) {
  return "ancs 1\nmodel m" + std::to_string(points) + " { maximum " + std::to_string(points) + "\n" + head + "\n}\ninput cases : count\n" +
         "group A maximum " + std::to_string(points) + " { criterion A1 maximum " + std::to_string(points) + " { award full when cases = 0 } }\n";
}

/// A set of files with these heads, named a, b, c …
rule_set set_of(const strings& heads) {
  rule_set set;
  for (std::size_t i = 0; i < heads.size(); ++i)
    set.add(program_of(file_with(heads[i], static_cast<int>(i) + 1)), std::string(1, static_cast<char>('a' + i)));
  return set;
}

/// "b E0440: message" of each finding.
strings found(const rule_set& set) {
  strings all;
  for (const auto& f : set.check())
    all.push_back(set.name(f.file) + " " + std::string(code_text(f.what.id)) + ": " + message_of(f.what, language::en));
  return all;
}

/// The name of the file for these days and units, or the code of what is wrong.
std::string chosen(const rule_set& set, const std::optional<period>& days, const std::string& type = "") {
  const auto file = set.select(days, type);
  if (file) return set.name(*file);
  EXPECT_FALSE(message_of(file.findings.at(0), language::vi).empty());
  return std::string(code_text(file.findings.at(0).id));
}
period year(int y) { return {on(y, 1, 1), on(y, 12, 31)}; }
period day(int y, unsigned m, unsigned d) { return {on(y, m, d), on(y, m, d)}; }

TEST(rule_set, each_version_is_in_force_until_the_next) {
  const auto set = set_of({"in force from 2022-01-01 replaces \"QĐ 619/QĐ-TTg, 08/5/2017\"", "in force from 2017-07-01 basis \"QĐ 619/QĐ-TTg, 08/5/2017\""});
  EXPECT_EQ(found(set), strings{});
  EXPECT_EQ(chosen(set, year(2022)), "a");
  EXPECT_EQ(chosen(set, year(2030)), "a");
  EXPECT_EQ(chosen(set, year(2021)), "b");
  EXPECT_EQ(chosen(set, day(2021, 12, 31)), "b");
  EXPECT_EQ(chosen(set, day(2022, 1, 1)), "a");
  EXPECT_EQ(chosen(set, day(2017, 6, 30)), "E0596");
  EXPECT_EQ(chosen(set, year(2017)), "E0596");
  EXPECT_EQ(chosen(set, period{on(2021, 7, 1), on(2022, 6, 30)}), "E0597");
  EXPECT_EQ(chosen(set, std::nullopt), "E0599");
  EXPECT_EQ(set.in_force(1, "").last, on(2021, 12, 31));
  EXPECT_EQ(set.in_force(0, "").last, std::nullopt);
}

TEST(rule_set, a_file_for_a_period_is_for_that_period_only) {
  const auto set = set_of({"period 2021-11-15 to 2022-11-14", "period 15/11/2022 to 14/11/2023 in force from 2022-01-01"});
  EXPECT_EQ(found(set), strings{});
  EXPECT_EQ(chosen(set, period{on(2021, 11, 15), on(2022, 11, 14)}), "a");
  EXPECT_EQ(chosen(set, period{on(2022, 11, 15), on(2023, 11, 14)}), "b");
  EXPECT_EQ(chosen(set, year(2022)), "E0597");
  EXPECT_EQ(chosen(set, year(2024)), "E0596");
}

TEST(rule_set, type_of_unit_chooses_the_table) {
  const auto set = set_of({"applies to \"xã\", \"đặc khu\"", "applies to \"phường\""});
  EXPECT_EQ(found(set), strings{});
  EXPECT_EQ(chosen(set, std::nullopt, "đặc khu"), "a");
  EXPECT_EQ(chosen(set, year(2022), "phường"), "b");
  EXPECT_EQ(chosen(set, std::nullopt, "phu\xCC\x9Bo\xCC\x9B\xCC\x80ng"), "b") << "decomposed";
  EXPECT_EQ(chosen(set, std::nullopt), "E0598");
  EXPECT_EQ(chosen(set, std::nullopt, "phườn"), "E0595");
  EXPECT_EQ(chosen(set, std::nullopt, "cơ quan"), "E0594");
  EXPECT_EQ(set.unit_types(), (strings{"xã", "đặc khu", "phường"}));
}

TEST(rule_set, a_file_without_types_is_for_all) {
  const auto set = set_of({"period 2021-01-01 to 2021-12-31", "period 2022-01-01 to 2022-12-31 applies to \"xã\"",
                           "period 2022-01-01 to 2022-12-31 applies to \"phường\""});
  EXPECT_EQ(found(set), strings{});
  EXPECT_EQ(chosen(set, year(2021), "phường"), "a");
  EXPECT_EQ(chosen(set, year(2021), "cơ quan"), "a");
  EXPECT_EQ(chosen(set, year(2022), "phường"), "c");
  EXPECT_EQ(chosen(set, year(2021)), "E0598") << "it might be one of the types that have files of their own";
  EXPECT_EQ(chosen(set_of({"applies to \"xã\""}), year(2021), "xã"), "a");
  EXPECT_EQ(chosen(set_of({"in force from 2020-01-01"}), std::nullopt), "a");
}

TEST(rule_set, finds_overlaps) {
  EXPECT_EQ(found(set_of({"period 2021-07-01 to 2022-06-30", "period 2022-01-01 to 2022-12-31"})),
            (strings{"b E0440: `a` and this file are both in force from 2022-01-01 to 2022-06-30"}));
  EXPECT_EQ(found(set_of({"period 2021-01-01 to 2021-12-31 applies to \"xã\", \"phường\"", "period 2021-12-31 to 2021-12-31 applies to \"phường\", \"xã\""})),
            (strings{"b E0440: `a` and this file are both in force on 2021-12-31 for `xã`, `phường`"}));
  // A long one covers two that do not touch each other.
  EXPECT_EQ(found(set_of({"period 2020-01-01 to 2025-12-31", "period 2021-01-01 to 2021-12-31", "period 2022-01-01 to 2022-12-31"})),
            (strings{"b E0440: `a` and this file are both in force from 2021-01-01 to 2021-12-31",
                     "c E0440: `a` and this file are both in force from 2022-01-01 to 2022-12-31"}));
  EXPECT_EQ(found(set_of({"in force from 2022-01-01", "in force from 2022-01-01 replaces \"x\""})),
            (strings{"b E0448: this file and `a` are in force from the same day, 2022-01-01"}));
  EXPECT_EQ(found(set_of({"in force from 2022-01-01", "in force from 2023-01-01"})),
            (strings{"b E0443: this file is in force from 2023-01-01, but `a` does not end there"}));
  EXPECT_EQ(found(set_of({"", ""})), (strings{"b E0449: this file does not say when it counts, and `a` is for the same units"}));
}

TEST(rule_set, finds_gaps) {
  EXPECT_EQ(found(set_of({"period 2021-01-01 to 2021-12-31", "period 2023-01-01 to 2023-12-31"})),
            (strings{"b E0441: no file is in force from 2022-01-01 to 2022-12-31, between `a` and this one"}));
  EXPECT_EQ(found(set_of({"period 2021-01-01 to 2021-12-31", "in force from 2022-01-02 replaces \"x\""})),
            (strings{"b E0441: no file is in force on 2022-01-01, between `a` and this one"}));
  EXPECT_EQ(found(set_of({"period 2021-01-01 to 2021-12-31", "in force from 2022-01-01 replaces \"x\""})), strings{});
  const auto set = set_of({"period 2021-01-01 to 2021-12-31", "period 2023-01-01 to 2023-12-31"});
  EXPECT_EQ(message_of(set.check()[0].what, language::vi), "không có tệp nào có hiệu lực từ 01/01/2022 đến 31/12/2022, giữa `a` và tệp này");
}

TEST(rule_set, finds_what_is_there_twice_and_what_replaces_the_later) {
  rule_set twice;
  twice.add(program_of(file_with("in force from 2022-01-01")), "a");
  twice.add(program_of(file_with("in force from 2022-01-01  # the same")), "b");
  EXPECT_EQ(found(twice), (strings{"b E0442: this file has the same rules as `a`"}));
  EXPECT_EQ(found(set_of({"in force from 2021-01-01 replaces \"2/QĐ\"", "in force from 2022-01-01 basis \"2/QĐ\" replaces \"1/QĐ\""})),
            (strings{"a E0444: \"2/QĐ\", which this file replaces, is the basis of `b`, in force only from 2022-01-01"}));
}

TEST(rule_set, findings_stand_at_the_days) {
  const source text("b.ancs", file_with("period 2023-01-01 to 2023-12-31", 2));
  rule_set set = set_of({"period 2021-01-01 to 2021-12-31"});
  set.add(*load(text), "b.ancs");
  const auto all = set.check();
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].file, 1u);
  EXPECT_EQ(text.at(all[0].what.where), "2023-01-01 to 2023-12-31");
}

TEST(rule_set, program_knows_its_head) {
  const program rules = program_of(file_with("in force from 06/7/2021 basis \"133/KH-UBND\" replaces \"1\", \"2\" parts \"nhóm\" columns self \"Tự chấm\", verified \"Thẩm định\""));
  EXPECT_EQ(rules.info().in_force_from, on(2021, 7, 6));
  EXPECT_EQ(rules.info().bases, strings{"133/KH-UBND"});
  EXPECT_EQ(rules.info().replaces, (strings{"1", "2"}));
  EXPECT_EQ(rules.info().parts, strings{"nhóm"});
  ASSERT_EQ(rules.info().columns.size(), 2u);
  EXPECT_EQ(rules.info().columns[1].id + rules.info().columns[1].title, "verifiedThẩm định");
  EXPECT_EQ(date_text(*rules.info().in_force_from, language::vi), "06/07/2021");
}

}  // namespace
}  // namespace ancs::tests
