// columns_test.cpp: proves what a batch refuses, that a stopped one leaves complete first rows, and that any value scores as in a record.
#include "ancs/columns.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "scored_rules.hpp"

namespace ancs::tests {
namespace {

using strings = std::vector<std::string>;

/// 20 points: `late` takes up to 10, `share` gives up to 10; rounded to 0,5.
program rules() {
  return program_of(R"(ancs 1
model m { maximum 20  rounding 0.5 half up per criterion }
input late  : count
input share : percent
input extra : count, default 0
input out   : yes/no
group G maximum 20 {
  criterion A maximum 10 { start full  deduct 1 per late, at most 10 }
  criterion B maximum 10 { proportional share }
}
bonus K maximum 4 { criterion K1 maximum 4 { add 1 per extra, at most 4 } }
veto V when out
levels "Result" best first "Good", "Poor" { "Poor" when any veto  "Good" when total >= 10  "Poor" otherwise }
)");
}

template <class T>
input_view view(const std::vector<T>& values, column_type type, std::int64_t scale = 1) {
  input_view v;
  v.data = values.data();
  v.type = type;
  v.scale = scale;
  return v;
}
template <class T>
output_view into(std::vector<T>& values, column_type type) {
  return {values.data(), type};
}

strings codes(const diagnostics& all) {
  strings out;
  for (const auto& d : all) {
    EXPECT_FALSE(d.has_place);
    out.push_back(std::string(code_text(d.id)) + " " + (d.args.empty() ? "" : d.args[0]));
  }
  return out;
}
std::string said(const std::optional<diagnostic>& d) { return d ? codes({*d})[0] : "accepted"; }

TEST(columns, refuse_a_column_the_rules_do_not_have) {
  const program p = rules();
  batch b(p, 3);
  const std::vector<std::int64_t> values(3);
  const auto d = b.set("latte", view(values, column_type::int64));
  EXPECT_EQ(said(d), "E0501 latte");
  EXPECT_NE(help_of(*d, language::en).find("`late`"), std::string::npos);
  EXPECT_EQ(said(b.set(std::uint32_t{4}, view(values, column_type::int64))), "E0501 4");
  EXPECT_EQ(said(b.set("late", view(values, column_type::int64))), "accepted");
  EXPECT_EQ(said(b.set(std::uint32_t{3}, view(values, column_type::int64))), "accepted");
}

TEST(columns, refuse_data_that_cannot_be_read) {
  const program p = rules();
  batch b(p, 3);
  const std::vector<std::int64_t> values(4);
  EXPECT_EQ(said(b.set("late", input_view{})), "E0520 late");
  EXPECT_EQ(said(b.set("late", view(values, column_type::int64, 0))), "E0520 late");
  EXPECT_EQ(said(b.set("late", view(values, column_type::int64, -1))), "E0520 late");
  input_view crooked = view(values, column_type::int64);
  crooked.data = reinterpret_cast<const char*>(values.data()) + 1;
  EXPECT_EQ(said(b.set("late", crooked)), "E0520 late");
  crooked.type = column_type::int16;
  EXPECT_EQ(said(b.set("late", crooked)), "E0520 late");
  crooked.type = column_type::int8;
  EXPECT_EQ(said(b.set("late", crooked)), "accepted");
}

TEST(columns, score_points_that_no_scale_makes_whole_at_a_scale_asked_for) {
  const program p = program_of("ancs 1\nmodel thirds { maximum 10 }\ninput part : count at most whole\ninput whole : count at least 1\n"
                               "group G maximum 10 { criterion A maximum 10 { proportional part / whole } }\n"
                               "levels \"Result\" best first \"Good\", \"Poor\" { \"Good\" when total >= 5  \"Poor\" otherwise }\n");
  EXPECT_EQ(points_scale(p), 0);
  const std::vector<std::int64_t> part{1, 1}, whole{3, 2};
  batch units(p, 2);
  ASSERT_FALSE(units.set("part", view(part, column_type::int64)));
  ASSERT_FALSE(units.set("whole", view(whole, column_type::int64)));
  std::vector<std::int64_t> total(2, -7), level(2, -7);
  batch_request q;
  q.total = into(total, column_type::int64);
  auto report = score(units, q);
  EXPECT_EQ(codes(report.findings), strings{"E0521 thirds"});
  EXPECT_EQ(report.rows_done, 0u);
  EXPECT_EQ(total[0], -7);
  q.scale = -1;
  EXPECT_EQ(codes(score(units, q).findings), strings{"E0525 "});
  q.scale = 100;
  report = score(units, q);
  EXPECT_TRUE(report.findings.empty());
  EXPECT_EQ(total, (std::vector<std::int64_t>{333, 500}));
  EXPECT_EQ(report.rows_inexact, 1u);
  EXPECT_EQ(report.rows_apart, 2u);
  // Levels alone need no scale.
  batch_request levels;
  levels.outcomes = {into(level, column_type::int64)};
  report = score(units, levels);
  EXPECT_TRUE(report.findings.empty());
  EXPECT_EQ(level, (std::vector<std::int64_t>{1, 0}));
}

TEST(columns, take_a_multiple_of_the_points_scale_without_leaving_the_loops) {
  const program p = rules();
  const std::vector<std::int64_t> late{2, 0}, share{505, 1000}, out{0, 0};
  batch units(p, 2);
  ASSERT_FALSE(units.set("late", view(late, column_type::int64)));
  ASSERT_FALSE(units.set("share", view(share, column_type::int64, 1000)));
  ASSERT_FALSE(units.set("out", view(out, column_type::int64)));
  std::vector<std::int64_t> total(2);
  batch_request q;
  q.total = into(total, column_type::int64);
  q.scale = 100;
  const auto report = score(units, q);
  EXPECT_EQ(report.rows_apart, 0u);
  EXPECT_EQ(total, (std::vector<std::int64_t>{1300, 2000}));
}

TEST(columns, refuse_more_outputs_than_the_rules_have) {
  const program p = rules();
  const batch b(p, 1);
  const auto asked = [&](const auto& ask) {
    batch_request q;
    ask(q);
    return codes(score(b, q).findings);
  };
  EXPECT_EQ(asked([](auto& q) { q.criteria.resize(4); }), strings{"E0522 criteria"});
  EXPECT_EQ(asked([](auto& q) { q.groups.resize(3); }), strings{"E0522 groups"});
  EXPECT_EQ(asked([](auto& q) { q.outcomes.resize(2); }), strings{"E0522 outcomes"});
  EXPECT_EQ(asked([](auto& q) { q.criteria.resize(3), q.groups.resize(2), q.outcomes.resize(1); }), strings{});

  std::string many = "ancs 1\nmodel m { maximum 1 }\ninput x : count\ngroup G maximum 1 { criterion A maximum 1 { award 1 when x > 0 } }\n";
  for (int i = 0; i < 62; ++i) many += "veto V" + std::to_string(i) + " when x = " + std::to_string(i) + "\n";
  std::vector<std::int64_t> bits(1);
  batch_request q;
  q.vetoes = into(bits, column_type::int64);
  const std::vector<std::int64_t> x{61};
  batch most(program_of(many), 1);
  EXPECT_FALSE(most.set("x", view(x, column_type::int64)));
  EXPECT_EQ(codes(score(most, q).findings), strings{});
  EXPECT_EQ(bits[0], std::int64_t{1} << 61);
  EXPECT_EQ(codes(score(batch(program_of(many + "veto W when x > 70\n"), 1), q).findings), strings{"E0522 vetoes"});
}

TEST(columns, refuse_outputs_too_narrow_for_their_largest_value) {
  // 20 points and 4 more, in halves: 48 fit every type, 480 do not.
  const program p = rules(), large = program_of("ancs 1\nmodel m { maximum 240  rounding 0.5 half up per criterion }\ninput x : count\n"
                                                "group G maximum 240 { criterion A maximum 240 { start full  deduct 1 per x, at most 240 } }\n");
  EXPECT_EQ(points_scale(p), 2);
  std::vector<std::int64_t> memory(1);
  const auto asked = [&](const program& of, auto member, column_type type) {
    batch_request q;
    q.*member = into(memory, type);
    return codes(score(batch(of, 1), q).findings);
  };
  using enum column_type;
  for (const auto member : {&batch_request::total, &batch_request::total_high, &batch_request::total_with_all, &batch_request::total_with_all_high}) {
    for (const auto type : {int8, uint8, int16, uint16, int32, uint32, int64}) EXPECT_EQ(asked(p, member, type), strings{});
    EXPECT_EQ(asked(large, member, int8).at(0).substr(0, 11), "E0523 total");
    EXPECT_EQ(asked(large, member, uint8).size(), 1u);
    EXPECT_EQ(asked(large, member, int16), strings{});
  }
  batch_request q;
  q.criteria = {into(memory, int8)};
  q.groups = {into(memory, uint8)};
  EXPECT_EQ(codes(score(batch(large, 1), q).findings), (strings{"E0523 criteria", "E0523 groups"}));
}

TEST(columns, score_no_row_and_one) {
  const program p = rules();
  std::vector<std::int32_t> total(2, -7);
  std::vector<std::uint8_t> states(2, 77);
  std::vector<std::int8_t> late{3}, out{0};
  std::vector<std::int16_t> share{505};
  batch_request q;
  q.total = into(total, column_type::int32);
  q.states = states.data();
  for (const std::size_t rows : {0u, 1u}) {
    batch b(p, rows);
    EXPECT_FALSE(b.set("late", view(late, column_type::int8)));
    EXPECT_FALSE(b.set("out", view(out, column_type::int8)));
    EXPECT_FALSE(b.set("share", view(share, column_type::int16, 1000)));
    const auto report = score(b, q);
    EXPECT_EQ(codes(report.findings), strings{});
    EXPECT_EQ(report.rows_done, rows);
    EXPECT_FALSE(report.stopped);
    EXPECT_EQ(total[0], rows ? 24 : -7);  // 7 + 5,05 rounded to 5
    EXPECT_EQ(states[0], rows ? 0 : 77);
    EXPECT_EQ(total[1], -7);
  }
}

TEST(columns, keep_the_first_rows_complete_when_stopped) {
  const program p = rules();
  constexpr std::size_t rows = 10'000, chunk = 64;
  std::vector<std::int64_t> late(rows), share(rows), out(rows);
  for (std::size_t i = 0; i < rows; ++i) late[i] = static_cast<std::int64_t>(i % 12), share[i] = static_cast<std::int64_t>(i % 101), out[i] = i % 3 == 0;
  batch b(p, rows);
  b.set("late", view(late, column_type::int64));
  b.set("share", view(share, column_type::int64, 100));
  b.set("out", view(out, column_type::int64));
  std::vector<std::int64_t> whole(rows, -7);
  batch_request q;
  q.total = into(whole, column_type::int64);
  EXPECT_EQ(score(b, q).rows_done, rows);
  for (const unsigned threads : {1u, 4u}) {
    std::vector<std::int64_t> total(rows, -7);
    std::vector<std::uint8_t> states(rows, 77);
    std::size_t calls = 0, last = 0;
    q.total = into(total, column_type::int64);
    q.states = states.data();
    q.chunk_rows = chunk;
    q.threads = threads;
    q.progress = [&](std::size_t done) {
      EXPECT_GT(done, last);
      last = done;
      return ++calls < 5;
    };
    const auto report = score(b, q);
    EXPECT_TRUE(report.stopped);
    EXPECT_EQ(calls, 5u) << "not called again after it said stop";
    EXPECT_GE(report.rows_done, 5 * chunk);
    EXPECT_LE(report.rows_done, (5 + threads) * chunk);
    for (std::size_t i = 0; i < rows; ++i) {
      const bool done = i < report.rows_done;
      ASSERT_EQ(total[i], done ? whole[i] : -7) << "row " << i << ", threads " << threads;
      ASSERT_EQ(states[i], done ? 0 : 77) << "row " << i << ", threads " << threads;
    }
  }
}

TEST(columns, are_not_stopped_by_progress_that_goes_on) {
  const program p = rules();
  const std::vector<std::int64_t> late(1000, 2);
  batch b(p, late.size());
  b.set("late", view(late, column_type::int64));
  batch_request q;
  q.chunk_rows = 100;
  std::vector<std::size_t> seen;
  q.progress = [&](std::size_t done) { return seen.push_back(done), true; };
  const auto report = score(b, q);
  EXPECT_FALSE(report.stopped);
  EXPECT_EQ(report.rows_done, 1000u);
  EXPECT_EQ(seen, (std::vector<std::size_t>{100, 200, 300, 400, 500, 600, 700, 800, 900, 1000}));
}

TEST(columns, tell_actions_requirements_and_rescaled_totals) {
  const program p = program_of(R"(ancs 1
model m { maximum 20  rounding 0.5 half up per criterion }
input late : count monthly
input held : yes/no
input there : yes/no
group G maximum 20 {
  criterion A maximum 10 { start full  deduct 1 per sum(late), at most 10 }
  criterion B maximum 10 { not applicable when not there : excluded  award full when held }
}
levels "Result" best first "Good", "Poor" { "Good" when total rescaled >= 10  "Poor" otherwise }
require held or sum(late) < 5
action "Commend" when total rescaled >= 18
action "Remind" for each month of late when late > 0
)");
  ASSERT_EQ(p.requirements(), 1u);
  const std::vector<std::uint8_t> none(4, 0), march{0, 3, 7, 0}, held{1, 1, 0, 0}, there{1, 1, 0, 0}, known{1, 1, 1, 0};
  batch b(p, 4);
  for (int month = 1; month <= 12; ++month) ASSERT_FALSE(b.set("late." + std::to_string(month), view(month == 3 ? march : none, column_type::uint8)));
  input_view partly = view(held, column_type::uint8);
  partly.validity = known.data();
  partly.validity_bits = false;
  ASSERT_FALSE(b.set("held", partly));
  ASSERT_FALSE(b.set("there", view(there, column_type::uint8)));
  std::vector<std::int64_t> rescaled(4), high(4), assessed(4), commend(4), remind(4), met(4);
  batch_request q;
  q.total_rescaled = into(rescaled, column_type::int64);
  q.total_rescaled_high = into(high, column_type::int64);
  q.assessed_maximum = into(assessed, column_type::int64);
  q.actions = {into(commend, column_type::int64), into(remind, column_type::int64)};
  q.requirements = {into(met, column_type::int64)};
  const auto report = score(b, q);
  EXPECT_EQ(codes(report.findings), strings{});
  EXPECT_EQ(report.rows_apart, 4u) << "a quotient is written row by row";
  EXPECT_EQ(rescaled, (std::vector<std::int64_t>{20, 17, 6, 20}));
  EXPECT_EQ(high, rescaled);
  EXPECT_EQ(assessed, (std::vector<std::int64_t>{20, 20, 10, 10}));
  EXPECT_EQ(commend, (std::vector<std::int64_t>{1, 0, 0, 1}));
  EXPECT_EQ(remind, (std::vector<std::int64_t>{0, 4, 4, 0}));
  EXPECT_EQ(met, (std::vector<std::int64_t>{1, 1, 0, 1}));
  q.actions.resize(3);
  q.requirements.resize(2);
  EXPECT_EQ(codes(score(b, q).findings), (strings{"E0522 requirements", "E0522 actions"}));
}

TEST(columns, write_every_type_of_output) {
  const program p = rules();
  const std::vector<std::uint8_t> late{0, 3, 20}, share{100, 50, 0}, out{0, 1, 0};
  batch b(p, 3);
  b.set("late", view(late, column_type::uint8));
  b.set("share", view(share, column_type::uint8, 100));
  b.set("out", view(out, column_type::uint8));
  std::vector<std::int32_t> total(3);
  std::vector<std::uint8_t> first(3), level(3), vetoes(3);
  std::vector<std::uint16_t> group(3);
  std::vector<std::int8_t> second(3);
  batch_request q;
  q.total = into(total, column_type::int32);
  q.criteria = {into(first, column_type::uint8), into(second, column_type::int8)};
  q.groups = {into(group, column_type::uint16)};
  q.outcomes = {into(level, column_type::uint8)};
  q.vetoes = into(vetoes, column_type::uint8);
  EXPECT_EQ(codes(score(b, q).findings), strings{});
  EXPECT_EQ(total, (std::vector<std::int32_t>{40, 24, 0}));
  EXPECT_EQ(first, (std::vector<std::uint8_t>{20, 14, 0}));
  EXPECT_EQ(second, (std::vector<std::int8_t>{20, 10, 0}));
  EXPECT_EQ(group, (std::vector<std::uint16_t>{40, 24, 0}));
  EXPECT_EQ(level, (std::vector<std::uint8_t>{0, 1, 1}));
  EXPECT_EQ(vetoes, (std::vector<std::uint8_t>{0, 1, 0}));
}

TEST(columns, take_values_of_any_size_as_a_record_does) {
  const program p = rules();
  constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max(), least = std::numeric_limits<std::int64_t>::min();
  const std::int64_t edge = std::int64_t{1} << 31;
  const std::vector<std::int64_t> odd{-1, edge, -edge, edge - 1, -edge - 1, edge * 2, most, least, most - 1, 1'000'000'007, 0};
  for (const char* column : {"late", "extra", "share", "out"}) {
    for (const std::size_t rows : {std::size_t{1}, std::size_t{11}, std::size_t{3000}}) {
      // The odd values stand alone, among themselves, or late among ordinary ones, past the rows that widths are taken from.
      std::vector<std::int64_t> late(rows, 3), extra(rows, 2), share(rows, 50), out(rows, 0);
      auto& changed = column[0] == 'l' ? late : column[0] == 'e' ? extra : column[0] == 's' ? share : out;
      for (std::size_t i = 0; i < odd.size() && i < rows; ++i) changed[rows - 1 - i] = odd[odd.size() - 1 - i];
      if (rows == 1) changed[0] = most;
      batch b(p, rows);
      b.set("late", view(late, column_type::int64));
      b.set("extra", view(extra, column_type::int64));
      b.set("share", view(share, column_type::int64, 100));
      b.set("out", view(out, column_type::int64));
      std::vector<std::int64_t> low(rows, -7), high(rows, -7), level(rows, -7);
      std::vector<std::uint8_t> states(rows, 77);
      batch_request q;
      q.total_with_all = into(low, column_type::int64);
      q.total_with_all_high = into(high, column_type::int64);
      q.outcomes = {into(level, column_type::int64)};
      q.states = states.data();
      EXPECT_EQ(codes(score(b, q).findings), strings{});
      for (std::size_t i = 0; i < rows; ++i) {
        record r(p);
        bool refused = false;
        const std::int64_t values[] = {late[i], share[i], extra[i], out[i]};
        for (std::uint32_t c = 0; c < 4; ++c) refused |= r.set(c, rational(values[c], c == 1 ? 100 : 1)).has_value();
        const scorecard card = p.score(r);
        const std::string where = std::string(column) + " row " + std::to_string(i) + " of " + std::to_string(rows) + ": " + std::to_string(changed[i]);
        ASSERT_EQ(rational(low[i], 2), card.total_with_all.low) << where;
        ASSERT_EQ(rational(high[i], 2), card.total_with_all.high) << where;
        ASSERT_EQ(level[i], card.outcomes[0].settled() ? static_cast<std::int64_t>(card.outcomes[0].possible[0]) : -1) << where;
        ASSERT_EQ(states[i], static_cast<std::uint8_t>(refused ? row_state::data_error : row_state::final_result)) << where;
      }
    }
  }
}

}  // namespace
}  // namespace ancs::tests
