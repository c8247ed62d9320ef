// explain_levels_test.cpp: proves what is said of the next better level: what is short, by how much, what stands in the way.
#include <gtest/gtest.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ancs/explain.hpp"
#include "scored_rules.hpp"

namespace ancs::tests {
namespace {

using strings = std::vector<std::string>;

const program& rules() {
  static const program made = program_of(R"(ancs 1
model m { maximum 20 }
input a, b      : points 0 to 10
input area      : one of "plain", "mountain"
input incidents : count
input noisy     : yes/no, default no
let mark { when area = "mountain" : 60%  otherwise : 80% }
group A maximum 10 { criterion A1 maximum 10 { assessed a } }
group B maximum 10 { criterion B1 maximum 10 { assessed b } }
veto V when incidents > 0
levels "L" best first "good", "fair", "poor" {
  "poor" when any veto
  "good" when total >= mark and B >= 5
  "poor" otherwise
  not above "fair" when noisy
}
)");
  return made;
}

record unit(std::optional<std::int64_t> a, std::optional<std::int64_t> b, std::int64_t incidents = 0, bool noisy = false) {
  record r(rules());
  if (a) r.set("a", rational(*a));
  if (b) r.set("b", rational(*b));
  r.set("area", "mountain");
  r.set("incidents", rational(incidents));
  if (noisy) r.set("noisy", true);
  return r;
}

strings missing(const record& of, language in = language::en) { return explain_levels(rules(), of, in).at(0).missing; }

TEST(explain_levels, says_how_much_is_short_of_a_mark_that_is_a_share) {
  EXPECT_EQ(missing(unit(6, 5)), strings{"total = 11 < 60%×20 = 12: 1 short"});
  EXPECT_EQ(missing(unit(6, 5), language::vi), strings{"tổng điểm = 11 < 60%×20 = 12: thiếu 1"});
  EXPECT_EQ(missing(unit(9, 4)), strings{"B = 4 < 5: 1 short"});
  EXPECT_EQ(missing(unit(9, 6)), strings{});
}

TEST(explain_levels, says_of_open_points_what_is_short_at_least) {
  EXPECT_EQ(missing(unit(std::nullopt, 1)), (strings{"total = 1–11 < 60%×20 = 12: at least 1 short", "B = 1 < 5: 4 short"}));
  EXPECT_EQ(missing(unit(std::nullopt, 1), language::vi).at(0), "tổng điểm = 1–11 < 60%×20 = 12: thiếu ít nhất 1");
}

TEST(explain_levels, says_what_stands_in_the_way) {
  EXPECT_EQ(missing(unit(9, 9, 2)), strings{"blocked by any veto = yes"});
  EXPECT_EQ(missing(unit(9, 9, 2), language::vi), strings{"bị chặn bởi có điều không xét = có"});
  EXPECT_EQ(missing(unit(9, 9, 0, true)), strings{"blocked by noisy = yes"});
  EXPECT_EQ(missing(unit(1, 9, 1, true)), (strings{"total = 10 < 60%×20 = 12: 2 short", "blocked by any veto = yes", "blocked by noisy = yes"}));
}

}  // namespace
}  // namespace ancs::tests
