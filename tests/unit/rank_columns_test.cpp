// rank_columns_test.cpp: proves places from columns against counting the better rows one by one, for keys of every width.
#include "ancs/rank_columns.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <random>
#include <set>
#include <vector>

namespace ancs::tests {
namespace {

using numbers = std::vector<std::int64_t>;
using places = std::vector<std::uint32_t>;

places ranked(const std::vector<rank_key>& keys, const places& cohorts, bool dense, std::size_t rows) {
  places out(rows, 99);
  rank_columns(keys, cohorts, dense, out);
  return out;
}

/// One more than the number of rows of the cohort that stand before, or of distinct keys before.
places counted(const std::vector<rank_key>& keys, const places& cohorts, bool dense, std::size_t rows) {
  places out;
  for (std::size_t mine = 0; mine < rows; ++mine) {
    std::set<numbers> distinct;
    std::uint32_t better = 0;
    for (std::size_t other = 0; other < rows; ++other) {
      if (!cohorts.empty() && cohorts[other] != cohorts[mine]) continue;
      numbers values;
      int order = 0;
      for (const auto& key : keys) {
        const auto a = key.values[other], b = key.values[mine];
        if (order == 0 && a != b) order = (a < b) != key.descending ? -1 : 1;
        values.push_back(a);
      }
      if (order < 0) ++better, distinct.insert(values);
    }
    out.push_back(1 + (dense ? static_cast<std::uint32_t>(distinct.size()) : better));
  }
  return out;
}

TEST(rank_columns, shares_places_or_counts_them_densely) {
  const numbers points{90, 100, 90, 80, 90, 80, 70};
  EXPECT_EQ(ranked({{points, true}}, {}, false, 7), (places{2, 1, 2, 5, 2, 5, 7}));
  EXPECT_EQ(ranked({{points, true}}, {}, true, 7), (places{2, 1, 2, 3, 2, 3, 4}));
  EXPECT_EQ(ranked({{points, false}}, {}, false, 7), (places{4, 7, 4, 2, 4, 2, 1}));
}

TEST(rank_columns, ranks_each_cohort_for_itself) {
  const numbers points{5, 6, 7, 8, 6}, cases{1, 2, 3, 4, 0};
  EXPECT_EQ(ranked({{points, true}}, {7, 3, 7, 3, 3}, false, 5), (places{2, 2, 1, 1, 2}));
  EXPECT_EQ(ranked({{points, true}, {cases, false}}, {7, 3, 7, 3, 3}, false, 5), (places{2, 3, 1, 1, 2}));
}

TEST(rank_columns, takes_no_row_one_row_and_equal_rows) {
  EXPECT_EQ(ranked({{numbers{}, true}}, {}, false, 0), places{});
  EXPECT_EQ(ranked({{numbers{5}, true}}, {4}, true, 1), places{1});
  EXPECT_EQ(ranked({{numbers{5, 5, 5}, true}}, {}, false, 3), (places{1, 1, 1}));
  EXPECT_EQ(ranked({}, {}, false, 2), (places{1, 1}));
}

TEST(rank_columns, orders_the_whole_range_of_numbers) {
  const auto least = std::numeric_limits<std::int64_t>::min(), most = std::numeric_limits<std::int64_t>::max();
  const numbers ends{0, least, most, -1, least, 1}, other{1, 2, 3, 4, 1, 6};
  for (const bool descending : {false, true}) {
    const std::vector<rank_key> one{{ends, descending}}, two{{ends, descending}, {other, !descending}};
    EXPECT_EQ(ranked(one, {}, false, 6), counted(one, {}, false, 6));
    EXPECT_EQ(ranked(two, {}, false, 6), counted(two, {}, false, 6));
    EXPECT_EQ(ranked(two, {1, 0, 1, 0, 0, 1}, true, 6), counted(two, {1, 0, 1, 0, 0, 1}, true, 6));
  }
}

TEST(rank_columns, agrees_with_counting_on_random_columns) {
  std::mt19937_64 random(7);
  for (int trial = 0; trial < 300; ++trial) {
    const std::size_t rows = 1 + random() % 60;
    std::vector<numbers> columns(1 + random() % 4, numbers(rows));
    for (auto& column : columns) {
      const std::uint64_t wide = std::uint64_t{1} << (random() % 3 == 0 ? random() % 63 : random() % 5);
      for (auto& value : column) value = static_cast<std::int64_t>(random() % wide) - static_cast<std::int64_t>(wide / 2);
    }
    std::vector<rank_key> keys;
    for (const auto& column : columns) keys.push_back({column, random() % 2 == 0});
    places cohorts;
    if (random() % 2)
      for (std::size_t i = 0; i < rows; ++i) cohorts.push_back(static_cast<std::uint32_t>(random() % 5) * 1'000'000'000u);
    for (const bool dense : {false, true}) EXPECT_EQ(ranked(keys, cohorts, dense, rows), counted(keys, cohorts, dense, rows)) << trial;
  }
}

}  // namespace
}  // namespace ancs::tests
