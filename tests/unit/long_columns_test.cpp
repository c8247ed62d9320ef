// long_columns_test.cpp: proves that clauses over several wide columns in one loop give what each unit gives alone, whatever the rows.
#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

#include "ancs/columns.hpp"
#include "scored_rules.hpp"

namespace ancs::tests {
namespace {

/// Six tables over shares of which three have quotients too; one differs from the others.
std::string rules() {
  std::string text = "ancs 1\nmodel m { maximum 84  rounding 0.01 half up per criterion }\n", tables, quotients;
  for (int i = 0; i < 6; ++i) {
    const std::string n = std::to_string(i), share = "part" + n + " / whole" + n;
    text += "input whole" + n + " : count\ninput part" + n + " : count at most whole" + n + "\n";
    tables += "criterion A" + n + " maximum 10 { when whole" + n + " = 0 : full  bands " + share +
              " { from 90% up : full  from 80% to below 90% : 8  from 70% to below 80% : 6  from 60% to below 70% : 4  from " + (i == 4 ? "40" : "50") +
              "% to below 60% : 2  below " + (i == 4 ? "40" : "50") + "% : 0 } }\n";
    if (i < 3) quotients += "criterion B" + n + " maximum 5 { when whole" + n + " = 0 : full  proportional " + share + " }\n";
  }
  text += "input late : count\ninput absent : count\ngroup A maximum 60 {\n" + tables + "}\ngroup B maximum 15 {\n" + quotients + "}\ngroup C maximum 9 {\n";
  return text + "criterion C1 maximum 5 { start full  deduct 0.5 per late }\ncriterion C2 maximum 4 { start full  deduct 0.5 per absent }\n}\n";
}

TEST(long_columns, give_what_each_unit_gives_alone) {
  const program by = program_of(rules());
  constexpr std::size_t rows = 5000;
  std::vector<std::vector<std::int64_t>> values(14, std::vector<std::int64_t>(rows));
  std::uint32_t state = 7;
  const auto below = [&](std::uint32_t n) { return static_cast<std::int64_t>((state = state * 1664525u + 1013904223u) >> 8) % n; };
  for (std::size_t r = 0; r < rows; ++r) {
    for (std::size_t i = 0; i < 6; ++i) {
      values[2 * i][r] = below(40) == 0 ? 0 : 10 * below(30) + below(4);
      values[2 * i + 1][r] = values[2 * i][r] == 0 ? 0 : below(static_cast<std::uint32_t>(values[2 * i][r]) + 1);
    }
    values[12][r] = below(12), values[13][r] = below(12);
  }
  values[3][100] = values[2][100] + 1;   // more than the whole: the row is scored apart
  values[0][4500] = values[1][4500] = 1 << 20;  // wider than the first rows: the chunk is scored another way
  std::vector<std::int64_t> alone, got;
  for (std::size_t r = 0; r < rows; ++r) {
    record unit(by);
    for (std::uint32_t c = 0; c < 14; ++c) (void)unit.set(c, values[c][r]);
    alone.push_back(by.score(unit).total.low.scaled_int64(100).value_or(-1));
  }
  for (const instruction_set set : {instruction_set::plain, instruction_set::v3, instruction_set::v4})
    for (const std::size_t chunk : {0, 64, 100, 1000, 4096})
      for (const unsigned threads : {1u, 3u}) {
        batch units(by, rows);
        for (std::uint32_t c = 0; c < 14; ++c) {
          input_view view;
          view.data = values[c].data();
          view.type = column_type::int64;
          ASSERT_FALSE(units.set(c, view));
        }
        got.assign(rows, -7);
        batch_request q;
        q.total = {got.data(), column_type::int64};
        q.most = set;
        q.chunk_rows = chunk;
        q.threads = threads;
        const auto report = score(units, q);
        ASSERT_TRUE(report.findings.empty());
        EXPECT_GT(report.whole_clauses, 9u);
        EXPECT_EQ(got, alone) << static_cast<int>(set) << ' ' << chunk;
        EXPECT_GE(report.rows_apart, 1u);
        EXPECT_LT(report.rows_apart, 10u);
      }
}

}  // namespace
}  // namespace ancs::tests
