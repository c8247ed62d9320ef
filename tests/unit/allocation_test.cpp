// allocation_test.cpp: fails every allocation of scoring in columns in turn: each is reported, and nothing is lost.
#include <gtest/gtest.h>

#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <new>
#include <string>
#include <vector>

#include "ancs/columns.hpp"
#include "scored_rules.hpp"

namespace {
std::atomic<long> allocations_left{-1};  ///< below 0: none fails; that which counts to 0 does

void* taken(std::size_t bytes) {
  // Counted down by several threads, but never past 0.
  long left = allocations_left.load();
  while (left > 0 && !allocations_left.compare_exchange_weak(left, left - 1)) {
  }
  if (left == 1) throw std::bad_alloc();
  if (void* made = std::malloc(bytes ? bytes : 1)) return made;
  throw std::bad_alloc();
}

void* taken_or_null(std::size_t bytes) noexcept {
  try {
    return taken(bytes);
  } catch (const std::bad_alloc&) {
    return nullptr;
  }
}
}  // namespace

void* operator new(std::size_t bytes) { return taken(bytes); }
void* operator new[](std::size_t bytes) { return taken(bytes); }
// The standard library's sorts take their buffers with these: all pairs are replaced, or memory would be given back to another allocator.
void* operator new(std::size_t bytes, const std::nothrow_t&) noexcept { return taken_or_null(bytes); }
void* operator new[](std::size_t bytes, const std::nothrow_t&) noexcept { return taken_or_null(bytes); }
void operator delete(void* at) noexcept { std::free(at); }
void operator delete[](void* at) noexcept { std::free(at); }
void operator delete(void* at, std::size_t) noexcept { std::free(at); }
void operator delete[](void* at, std::size_t) noexcept { std::free(at); }
void operator delete(void* at, const std::nothrow_t&) noexcept { std::free(at); }
void operator delete[](void* at, const std::nothrow_t&) noexcept { std::free(at); }

namespace ancs::tests {
namespace {

TEST(columns, report_that_memory_ran_out_wherever_it_does) {
  const program p = program_of(R"(ancs 1
model m { maximum 20  rounding 0.5 half up per criterion }
input part  : count at most whole
input whole : count
input late  : count
group G maximum 20 {
  criterion A maximum 10 { when whole = 0 : full  bands part / whole { from 90% up : full  from 50% to below 90% : 5  below 50% : 0 } }
  criterion B maximum 10 { start full  deduct 1 per late, at most 10 }
}
)");
  std::vector<std::int64_t> part{1, 9, 5, 7}, whole{2, 10, 5, 3}, late{0, 3, 20, 1}, total(4);
  for (const unsigned threads : {1u, 3u}) {
    long failed = 0;
    for (long n = 1;; ++n) {
      ASSERT_LT(n, 100000);
      batch units(p, 4);
      for (const auto& [name, values] : {std::pair{"part", &part}, {"whole", &whole}, {"late", &late}}) {
        input_view v;
        v.data = values->data();
        ASSERT_FALSE(units.set(name, v));
      }
      batch_request q;
      q.total = {total.data(), column_type::int64};
      q.threads = threads;
      q.chunk_rows = 1;
      allocations_left = n;
      const batch_report report = score(units, q);
      const bool met = allocations_left == 0;
      allocations_left = -1;
      if (!met) {
        EXPECT_TRUE(report.findings.empty());
        break;
      }
      // A thread that could not be started is done without.
      if (report.findings.empty()) {
        EXPECT_GT(threads, 1u);
        EXPECT_EQ(report.rows_done, 4u);
        continue;
      }
      ++failed;
      EXPECT_EQ(code_text(report.findings.front().id), "E0524");
      EXPECT_EQ(report.rows_done, 0u);
    }
    EXPECT_GT(failed, 20);
    EXPECT_EQ(total, (std::vector<std::int64_t>{15, 17, 10, 9}));
  }
}

}  // namespace
}  // namespace ancs::tests
