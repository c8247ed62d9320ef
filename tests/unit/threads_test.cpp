// threads_test.cpp: proves that threads share one program: each with its own state gets what one thread gets alone.
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "ancs/explain.hpp"
#include "scored_rules.hpp"

namespace ancs::tests {
namespace {

constexpr std::size_t threads = 8, units = 1000;

program rules() {
  return program_of(R"(ancs 1
model m { maximum 30  rounding 0.01 half up per criterion }
input cases   : count with baseline last_year
input members : count at least 1
input present : count at most members
input late    : count, default 0
input fund    : money
input head    : one of "Chair", "Deputy"
group G maximum 30 {
  criterion A maximum 10 {
    when cases.last_year = 0 : none
    bands fall(cases) { from 30% up : full  from 0% to below 30% : 5  below 0% : 0 }
  }
  criterion B maximum 10 { proportional present / members }
  criterion C maximum 5 { start full  deduct 0.5 per late, at most 5 }
  criterion D maximum 5 { choose head { "Chair" : full  "Deputy" : 2.5 } }
}
veto V when fund > 1_000_000_000_000
warn W : present * 2 < members
levels "Result" best first "Good", "Poor" {
  "Poor" when any veto
  "Good" when total >= 15
  "Poor" otherwise
}
ranking { by total descending, cases ascending  ties share }
)");
}

/// Records unlike one another: complete ones, some with gaps, with broken relations, with refused or very large values.
std::vector<record> records(const program& of) {
  std::vector<record> all;
  std::uint64_t seed = 7;
  const auto dice = [&seed](std::uint64_t sides) {
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return static_cast<std::int64_t>((seed >> 33) % sides);
  };
  for (std::size_t i = 0; i < units; ++i) {
    record r(of);
    if (dice(10)) r.set("cases", dice(40));
    if (dice(10)) r.set("cases.last_year", dice(40));
    const std::int64_t members = 1 + dice(300);
    if (dice(15)) r.set("members", members);
    r.set("present", dice(20) ? dice(static_cast<std::uint64_t>(members) + 1) : members + 1);
    if (dice(4)) r.set("late", dice(30) - 1);
    r.set("fund", dice(50) ? rational(dice(1000), 7) : *rational::parse("123456789012345678901234567890"));
    if (dice(20)) r.set("head", dice(2) ? "Chair" : "Deputy");
    all.push_back(std::move(r));
  }
  return all;
}

std::string written(const std::vector<criterion_explanation>& all) {
  std::string text;
  for (const auto& e : all) {
    text += shown(e.result.points) + " lost " + e.lost.to_string() + "\n";
    for (const auto& r : e.reasons) text += r.sentence + " @" + std::to_string(r.place.line) + ":" + std::to_string(r.place.column) + " " + r.numbers + "\n";
  }
  return text;
}

/// Runs `work(thread)` in all threads, which begin together.
template <class Work>
void together(const Work& work) {
  std::atomic<std::size_t> ready = 0;
  std::vector<std::thread> running;
  for (std::size_t t = 0; t < threads; ++t) {
    running.emplace_back([&, t] {
      ++ready;
      while (ready < threads) std::this_thread::yield();
      work(t);
    });
  }
  for (auto& r : running) r.join();
}

TEST(threads, score_the_same_units_of_one_program) {
  const program p = rules();
  const std::vector<record> all = records(p);
  std::vector<std::string> alone;
  for (const record& r : all) alone.push_back(tests::written(p.score(r)));
  std::vector<std::vector<std::string>> got(threads, std::vector<std::string>(units));
  together([&](std::size_t t) {
    state scratch;
    scorecard card;
    for (std::size_t i = 0; i < units; ++i) {
      const std::size_t unit = (i + t * units / threads) % units;
      p.score(all[unit], scratch, card);
      got[t][unit] = tests::written(card);
    }
  });
  for (std::size_t t = 0; t < threads; ++t) EXPECT_EQ(got[t], alone) << "thread " << t;
  // The units are worth comparing: many results, among them open ones.
  std::vector<std::string> different = alone;
  std::sort(different.begin(), different.end());
  different.erase(std::unique(different.begin(), different.end()), different.end());
  EXPECT_GT(different.size(), units / 2);
  EXPECT_NE(alone, std::vector<std::string>(units, alone[0]));
}

TEST(threads, evaluate_and_copy_one_program) {
  const program p = rules();
  const std::vector<record> all = records(p);
  std::vector<std::string> alone;
  for (const record& r : all) alone.push_back(shown(p.score(r).total_with_all));
  std::vector<std::vector<std::string>> got(threads, std::vector<std::string>(units));
  together([&](std::size_t t) {
    state scratch;
    for (std::size_t i = 0; i < units; ++i) {
      const program copy = p;
      got[t][i] = shown(copy.evaluate(all[i], scratch).total_with_all());
    }
  });
  for (std::size_t t = 0; t < threads; ++t) EXPECT_EQ(got[t], alone) << "thread " << t;
}

TEST(threads, explain_units_of_one_program) {
  const program p = rules();
  const std::vector<record> all = records(p);
  constexpr std::size_t some = 100;
  std::vector<std::string> alone, forms;
  for (std::size_t i = 0; i < some; ++i) {
    alone.push_back(written(explain(p, all[i], i % 2 ? language::vi : language::en)));
    forms.push_back(render_form(p, all[i]));
  }
  std::vector<std::vector<std::string>> got(threads, std::vector<std::string>(some)), filled = got;
  together([&](std::size_t t) {
    for (std::size_t i = 0; i < some; ++i) {
      const std::size_t unit = (i + t * some / threads) % some;
      got[t][unit] = written(explain(p, all[unit], unit % 2 ? language::vi : language::en));
      filled[t][unit] = render_form(p, all[unit]);
    }
  });
  for (std::size_t t = 0; t < threads; ++t) {
    EXPECT_EQ(got[t], alone) << "thread " << t;
    EXPECT_EQ(filled[t], forms) << "thread " << t;
  }
}

}  // namespace
}  // namespace ancs::tests
