// record_test.cpp: proves that a record refuses what its column cannot hold, says so by code and name, and counts it as missing.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "scored_rules.hpp"

namespace ancs::tests {
namespace {

using strings = std::vector<std::string>;

/// One criterion for each column that scoring reads; late has a default, rate is optional.
const program& rules() {
  static const program made = program_of(R"(ancs 1
model m { maximum 80 }
input cases   : count
input late    : count, default 0
input share   : percent
input rate    : percent, optional
input held    : yes/no
input head    : one of "Chair", "Phó"
input members : count at least 1
input present : count at most members
input fund    : money, default 0
input change  : number at least -5 at most 5, default 0
input marks   : points 0 to 10 by 0.5, default 0
group G maximum 80 {
  criterion A maximum 10 { bands cases { from 5 up : full  below 5 : 0 } }
  criterion B maximum 10 { start full  deduct 1 per late }
  criterion C maximum 10 { proportional share }
  criterion D maximum 10 { when rate is not given : 3  proportional rate }
  criterion E maximum 10 { award full when held }
  criterion F maximum 10 { choose head { "Chair" : full  "Phó" : 5 } }
  criterion H maximum 10 { proportional present / members }
  criterion I maximum 10 { award 5 when fund > 0  award 3 when change > 0  award 2 when marks > 0 }
}
)");
  return made;
}

/// A record to which nothing is missing.
record full() {
  record r(rules());
  EXPECT_FALSE(r.set("cases", 7));
  EXPECT_FALSE(r.set("share", 0.5));
  EXPECT_FALSE(r.set("held", true));
  EXPECT_FALSE(r.set("head", "Chair"));
  EXPECT_FALSE(r.set("members", 4));
  EXPECT_FALSE(r.set("present", 3));
  return r;
}

strings missing(const record& r) { return missing_names(rules(), rules().score(r)); }

/// The finding's code and the column it names first, and that it has no place and both languages.
std::string said(const std::optional<diagnostic>& d) {
  if (!d) return "accepted";
  EXPECT_FALSE(d->has_place);
  EXPECT_EQ(severity_of(d->id), severity::error);
  EXPECT_NE(message_of(*d, language::en), message_of(*d, language::vi));
  return std::string(code_text(d->id)) + " " + (d->args.empty() ? "" : d->args[0]);
}

TEST(record, refuses_a_name_the_rules_do_not_have) {
  record r = full();
  const std::string before = written(rules().score(r)), digest = r.digest();
  EXPECT_EQ(said(r.set("casse", 3)), "E0501 casse");
  EXPECT_EQ(said(r.set("casse", rational(3))), "E0501 casse");
  EXPECT_EQ(said(r.set("casse", 3.0)), "E0501 casse");
  EXPECT_EQ(said(r.set("casse", std::nan(""))), "E0501 casse");
  EXPECT_EQ(said(r.set("casse", true)), "E0501 casse");
  EXPECT_EQ(said(r.set("casse", "Chair")), "E0501 casse");
  EXPECT_EQ(said(r.clear("casse")), "E0501 casse");
  EXPECT_EQ(said(r.set(std::uint32_t{11}, rational(1))), "E0501 11");
  EXPECT_EQ(said(r.set(std::uint32_t{4'000'000'000}, "Chair")), "E0501 4000000000");
  r.set_invalid(11);
  r.set_invalid(4'000'000'000);
  EXPECT_EQ(r.value(11), std::nullopt);
  EXPECT_EQ(written(rules().score(r)), before);
  EXPECT_EQ(r.digest(), digest);
}

TEST(record, suggests_the_name_that_is_meant) {
  record r(rules());
  const auto near = r.set("casse", 3);
  ASSERT_TRUE(near);
  EXPECT_EQ(message_of(*near, language::en), "the rule file has no input `casse`");
  EXPECT_EQ(help_of(*near, language::en), "use one of the names the rule file declares after `input`: `cases`?");
  const auto far = r.set("weather", 3);
  ASSERT_TRUE(far);
  EXPECT_EQ(help_of(*far, language::en), "use one of the names the rule file declares after `input`");
}

TEST(record, refuses_values_of_another_kind) {
  record r(rules());
  EXPECT_EQ(said(r.set("held", 1)), "E0502 held");
  EXPECT_EQ(said(r.set("held", 0.0)), "E0502 held");
  EXPECT_EQ(said(r.set("held", rational(1))), "E0502 held");
  EXPECT_EQ(said(r.set("held", "yes")), "E0502 held");
  EXPECT_EQ(said(r.set("cases", "five")), "E0502 cases");
  EXPECT_EQ(said(r.set("cases", true)), "E0502 cases");
  EXPECT_EQ(said(r.set("share", "50%")), "E0502 share");
  EXPECT_EQ(said(r.set("share", false)), "E0502 share");
  EXPECT_EQ(said(r.set("head", 0)), "E0502 head");
  EXPECT_EQ(said(r.set("head", true)), "E0502 head");
  EXPECT_EQ(message_of(*r.set("cases", true), language::en), "`cases` takes a whole number from 0, not yes or no");
  EXPECT_EQ(message_of(*r.set("held", 1), language::vi), "`held` nhận có hoặc không, không nhận một số");
  // By index yes is 1 and no is 0; nothing else is either.
  const auto held = *rules().find_column("held");
  EXPECT_EQ(said(r.set(held, rational(2))), "E0502 held");
  EXPECT_EQ(said(r.set(held, rational(1, 2))), "E0502 held");
  EXPECT_EQ(said(r.set(held, rational(1))), "accepted");
}

TEST(record, refuses_fractions_where_steps_are_counted) {
  record r(rules());
  EXPECT_EQ(said(r.set("cases", rational(5, 2))), "E0503 cases");
  EXPECT_EQ(said(r.set("cases", 2.5)), "E0503 cases");
  EXPECT_EQ(said(r.set("late", 1e-9)), "E0503 late");
  EXPECT_EQ(said(r.set("marks", 0.25)), "E0503 marks");
  EXPECT_EQ(said(r.set(*rules().find_column("cases"), rational(1, 3))), "E0503 cases");
  EXPECT_EQ(message_of(*r.set("marks", 0.25), language::en), "`marks` is counted in whole steps of 0.5, and 0.25 is not one");
  EXPECT_EQ(said(r.set("marks", 2.5)), "accepted");
  EXPECT_EQ(said(r.set("cases", 2.0)), "accepted");
  EXPECT_EQ(said(r.set("cases", rational(6, 3))), "accepted");
}

TEST(record, refuses_what_is_no_finite_number) {
  record r = full();
  for (const double v : {std::nan(""), std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()}) {
    EXPECT_EQ(said(r.set("cases", v)), "E0504 cases") << v;
    EXPECT_EQ(said(r.set("share", v)), "E0504 share") << v;
  }
  EXPECT_EQ(missing(r), (strings{"cases", "share"}));
}

TEST(record, refuses_what_lies_outside_the_declared_range) {
  record r(rules());
  EXPECT_EQ(said(r.set("cases", -1)), "E0505 cases");
  EXPECT_EQ(said(r.set("cases", std::numeric_limits<std::int64_t>::min())), "E0505 cases");
  EXPECT_EQ(said(r.set("share", 1.01)), "E0505 share");
  EXPECT_EQ(said(r.set("share", rational(-1, 1000))), "E0505 share");
  EXPECT_EQ(said(r.set("members", 0)), "E0505 members");
  EXPECT_EQ(said(r.set("marks", 10.5)), "E0505 marks");
  EXPECT_EQ(said(r.set("change", -5.5)), "E0505 change");
  const auto above = r.set("share", 1.01);
  EXPECT_EQ(message_of(*above, language::en), "101% is outside the range of `share` (≥ 0%, ≤ 100%)");
  for (const auto& edge : {r.set("cases", 0), r.set("share", 1), r.set("share", 0), r.set("members", 1), r.set("marks", 10), r.set("change", -5), r.set("change", 5)})
    EXPECT_EQ(said(edge), "accepted");
}

TEST(record, refuses_options_that_are_not_declared) {
  record r(rules());
  EXPECT_EQ(said(r.set("head", "chair")), "E0506 head");
  EXPECT_EQ(said(r.set("head", "")), "E0506 head");
  EXPECT_EQ(said(r.set("head", "Ph\xff")), "E0506 head");
  const auto head = *rules().find_column("head");
  EXPECT_EQ(said(r.set(head, "Deputy")), "E0506 head");
  EXPECT_EQ(said(r.set(head, rational(2))), "E0506 head");
  EXPECT_EQ(said(r.set(head, rational(-1))), "E0506 head");
  EXPECT_EQ(said(r.set(head, rational(1, 2))), "E0506 head");
  EXPECT_EQ(help_of(*r.set("head", "chair"), language::en), "write one of: `Chair`, `Phó`");
  EXPECT_EQ(said(r.set("head", "Pho\u0301")), "accepted");  // as some keyboards write it
  EXPECT_EQ(r.value(head), rational(1));
}

TEST(record, reports_a_relation_that_data_breaks_and_counts_both_as_missing) {
  record r = full();
  EXPECT_EQ(said(r.set("present", 5)), "accepted");  // in any order: the relation is looked at when scoring
  const scorecard card = rules().score(r);
  ASSERT_EQ(card.findings.size(), 1u);
  EXPECT_EQ(said(card.findings[0]), "E0507 present");
  EXPECT_EQ(message_of(card.findings[0], language::en), "`present` is 5, more than `members`, which is 4");
  EXPECT_EQ(missing_names(rules(), card), (strings{"members", "present"}));
  EXPECT_EQ(shown(card.criteria[6].points), "0..10");
  EXPECT_FALSE(card.final_result);
  EXPECT_EQ(said(r.set("present", 4)), "accepted");
  EXPECT_TRUE(rules().score(r).final_result);
}

TEST(record, reports_a_requirement_that_data_does_not_meet) {
  const program p = program_of(R"(ancs 1
model m { maximum 10 }
input whole, part : count
group G maximum 10 { criterion A maximum 10 { award full when part > 3 } }
require part <= whole "Part of whole"
)");
  record r(p);
  EXPECT_FALSE(r.set("whole", 4));
  EXPECT_FALSE(r.set("part", 5));
  const scorecard card = p.score(r);
  ASSERT_EQ(card.findings.size(), 1u);
  EXPECT_EQ(code_text(card.findings[0].id), "E0508");
  EXPECT_NE(card.findings[0].args.at(0).find("part <= whole"), std::string::npos) << card.findings[0].args.at(0);
  EXPECT_EQ(shown(card.total), "10");  // the values stand: only what follows from them is not final
  EXPECT_FALSE(card.final_result);
  EXPECT_TRUE(card.missing.empty());
  EXPECT_FALSE(r.set("part", 4));
  EXPECT_TRUE(p.score(r).findings.empty());
  EXPECT_TRUE(p.score(r).final_result);
}

TEST(record, counts_a_refused_value_as_missing) {
  const std::string complete = written(rules().score(full()));
  const struct {
    const char* column;
    std::size_t criterion;
    const char* points;
    std::optional<diagnostic> (*refused)(record&);
  } cases[] = {
      {"cases", 0, "0..10", [](record& r) { return r.set("cases", -3); }},
      {"cases", 0, "0..10", [](record& r) { return r.set("cases", "many"); }},
      {"cases", 0, "0..10", [](record& r) { return r.set("cases", true); }},
      {"cases", 0, "0..10", [](record& r) { return r.set("cases", 2.5); }},
      {"late", 1, "0..10", [](record& r) { return r.set("late", -1); }},  // its default is not the answer to a wrong figure
      {"late", 1, "0..10", [](record& r) { return r.set("late", std::nan("")); }},
      {"late", 1, "0..10", [](record& r) { return r.set("late", "none"); }},
      {"rate", 3, "0..10", [](record& r) { return r.set("rate", 2); }},  // nor is it the same as giving none
      {"held", 4, "0..10", [](record& r) { return r.set("held", 1); }},
      {"head", 5, "5..10", [](record& r) { return r.set("head", "none"); }},
      {"head", 5, "5..10", [](record& r) { return r.set("head", 1); }},
      {"share", 2, "0..10", [](record& r) { return r.set("share", 50); }},
  };
  for (const auto& c : cases) {
    record r = full();
    EXPECT_NE(said(c.refused(r)), "accepted") << c.column;
    const auto index = *rules().find_column(c.column);
    const scorecard card = rules().score(r);
    EXPECT_EQ(missing_names(rules(), card), strings{c.column});
    EXPECT_EQ(shown(card.criteria[c.criterion].points), c.points) << c.column;
    EXPECT_EQ(card.criteria[c.criterion].state, point_state::missing) << c.column;
    EXPECT_FALSE(card.final_result) << c.column;
    EXPECT_EQ(r.value(index), std::nullopt) << c.column;

    record marked = full();
    marked.set_invalid(index);
    EXPECT_EQ(written(rules().score(marked)), written(card)) << c.column;

    // Absent again, or set again, it is as if nothing had been refused.
    const record before = full();
    EXPECT_FALSE(r.clear(c.column));
    if (const auto value = before.value(index)) {
      EXPECT_FALSE(r.set(index, *value));
    }
    EXPECT_EQ(written(rules().score(r)), complete) << c.column;
  }
}

TEST(record, forgets_the_old_value_when_a_new_one_is_refused) {
  record r = full();
  EXPECT_FALSE(r.set("late", 4));
  EXPECT_EQ(shown(rules().score(r).criteria[1].points), "6");
  EXPECT_EQ(said(r.set("late", -4)), "E0505 late");
  EXPECT_EQ(shown(rules().score(r).criteria[1].points), "0..10");
}

TEST(record, leaves_only_sound_values_to_relations) {
  record r = full();
  EXPECT_EQ(said(r.set("members", 0)), "E0505 members");
  const scorecard card = rules().score(r);
  EXPECT_TRUE(card.findings.empty());
  EXPECT_EQ(missing_names(rules(), card), strings{"members"});
}

TEST(record, is_the_same_by_name_and_by_index) {
  record by_name = full(), by_index(rules());
  EXPECT_FALSE(by_name.set("late", 3));
  EXPECT_FALSE(by_name.set("rate", rational(1, 3)));
  EXPECT_FALSE(by_name.set("fund", rational(1'000'000, 7)));
  for (std::uint32_t c = 0; c < rules().columns().size(); ++c) {
    if (const auto v = by_name.value(c)) {
      EXPECT_FALSE(by_index.set(c, *v));
    }
  }
  EXPECT_FALSE(by_index.set(*rules().find_column("head"), "Chair"));
  EXPECT_EQ(by_index.digest(), by_name.digest());
  EXPECT_EQ(written(rules().score(by_index)), written(rules().score(by_name)));
  EXPECT_TRUE(rules().score(by_index).final_result);
}

TEST(record, keeps_values_of_any_size_exactly) {
  record r = full();
  const auto fund = *rules().find_column("fund");
  const rational huge = *rational::parse("123456789012345678901234567890.5"), fine(1, 999'999'937);
  EXPECT_FALSE(r.set("fund", huge));
  EXPECT_EQ(r.value(fund), huge);
  EXPECT_EQ(shown(rules().score(r).criteria[7].points), "5");
  EXPECT_FALSE(r.set("fund", fine));
  EXPECT_EQ(r.value(fund), fine);
  EXPECT_FALSE(r.set("fund", 0.1));
  EXPECT_EQ(r.value(fund), rational(1, 10));  // the shortest decimal of the double
}

TEST(record, has_a_digest_of_its_values_in_any_order) {
  record forth(rules()), back(rules());
  EXPECT_FALSE(forth.set("cases", 3));
  EXPECT_FALSE(forth.set("share", 0.5));
  EXPECT_FALSE(forth.set("head", "Phó"));
  EXPECT_FALSE(back.set("head", "Phó"));
  EXPECT_FALSE(back.set("share", 1));
  EXPECT_FALSE(back.set("share", rational(1, 2)));
  EXPECT_FALSE(back.set("cases", 3));
  EXPECT_EQ(forth.digest(), back.digest());
  EXPECT_EQ(forth.digest().size(), 64u);
  EXPECT_FALSE(back.set("cases", 4));
  EXPECT_NE(forth.digest(), back.digest());
  EXPECT_FALSE(back.set("cases", 3));
  EXPECT_FALSE(back.set("late", 0));
  EXPECT_NE(forth.digest(), back.digest());  // 0 is a figure, no figure is none
}

TEST(record, clears_one_column_or_all) {
  record r = full();
  EXPECT_FALSE(r.set("late", 3));
  EXPECT_FALSE(r.clear("late"));
  EXPECT_EQ(shown(rules().score(r).criteria[1].points), "10");
  EXPECT_EQ(r.digest(), full().digest());
  EXPECT_FALSE(r.clear("cases"));
  EXPECT_EQ(missing(r), strings{"cases"});
  EXPECT_EQ(r.value(*rules().find_column("cases")), std::nullopt);
  EXPECT_FALSE(r.set("fund", *rational::parse("123456789012345678901234567890.5")));
  EXPECT_TRUE(r.set("late", -1));
  r.clear();
  EXPECT_EQ(r.digest(), record(rules()).digest());
  EXPECT_EQ(written(rules().score(r)), written(rules().score(record(rules()))));
}

TEST(record, keeps_its_program_alive) {
  std::optional<record> r;
  {
    const program p = program_of("ancs 1\nmodel m { maximum 1 }\ninput x : count\ngroup G maximum 1 { criterion A maximum 1 { award 1 when x > 2 } }\n");
    r.emplace(p);
  }
  EXPECT_FALSE(r->set("x", 3));
  EXPECT_EQ(shown(r->of().score(*r).total), "1");
}

// A share is compared by cross multiplication: 5 · 10^6 · cases passes 2^63 here, and no 64-bit register may hold it.
TEST(record, values_out_of_the_narrow_range_count_exactly_where_unread_inputs_contradict_each_other) {
  const program p = program_of(R"(ancs 1
model m { maximum 10 }
input cases : count
input fund  : money
input whole : count
input part  : count at most whole
group G maximum 10 { criterion A maximum 10 { when cases = 0 : 0  award full when fund / cases > 5 } }
)");
  record r(p);
  ASSERT_FALSE(r.set("cases", std::int64_t{2'767'011'611'056}));
  ASSERT_FALSE(r.set("fund", 0));
  EXPECT_EQ(p.score(r).total.high, rational(0));
  ASSERT_FALSE(r.set("whole", 1));
  ASSERT_FALSE(r.set("part", 2));
  EXPECT_EQ(p.score(r).total.high, rational(0));
}

}  // namespace
}  // namespace ancs::tests
