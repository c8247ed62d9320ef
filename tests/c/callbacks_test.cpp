// callbacks_test.cpp: callbacks of a C++ host that throw, and threads that share a program.
#include <ancs.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace {

std::string rules() {
  std::ifstream file(ANCS_TESTS_DIR "/c/ward.ancs");
  return {std::istreambuf_iterator<char>(file), {}};
}

class CallbacksTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto text = rules();
    ASSERT_EQ(ancs_compile(text.data(), text.size(), nullptr, &program_, nullptr), ANCS_OK);
  }
  void TearDown() override { ancs_program_destroy(&program_); }
  ancs_program* program_ = nullptr;
};

TEST_F(CallbacksTest, ProgressThatThrowsBecomesAStatus) {
  std::vector<std::int64_t> late(2'000, 1), totals(2'000);
  ancs_batch* batch = nullptr;
  ancs_error* error = nullptr;
  ASSERT_EQ(ancs_batch_create(program_, late.size(), &batch, nullptr), ANCS_OK);
  ancs_column column{};
  column.size = sizeof column, column.type = ANCS_INT64, column.data = late.data();
  ASSERT_EQ(ancs_batch_set_named(batch, "late", &column, nullptr), ANCS_OK);
  ancs_result result{};
  result.size = sizeof result, result.type = ANCS_INT64, result.data = totals.data();
  ASSERT_EQ(ancs_batch_want(batch, ANCS_TOTAL, 0, ANCS_LOW, &result, nullptr), ANCS_OK);
  ancs_batch_options options{};
  options.size = sizeof options, options.columns_may_lack = 1, options.threads = 4, options.chunk_rows = 100;
  options.progress = [](void*, std::uint64_t, std::uint64_t) -> std::int32_t { throw std::runtime_error("no"); };
  EXPECT_EQ(ancs_batch_score(batch, &options, nullptr, &error), ANCS_ERROR_CALLBACK);
  EXPECT_NE(std::string(ancs_error_text(error, ANCS_ENGLISH)).find("`progress`"), std::string::npos);
  ancs_error_destroy(&error);
  // The batch can be used again.
  options.progress = nullptr;
  EXPECT_EQ(ancs_batch_score(batch, &options, nullptr, nullptr), ANCS_OK);
  EXPECT_EQ(totals[1'999], 300);
  // Destroying other handles from a callback is allowed: what the call needs stays alive.
  options.progress = [](void* program, std::uint64_t, std::uint64_t) -> std::int32_t { return ancs_program_destroy(static_cast<ancs_program**>(program)); };
  options.progress_context = &program_;
  EXPECT_EQ(ancs_batch_score(batch, &options, nullptr, nullptr), ANCS_OK);
  EXPECT_EQ(program_, nullptr);
  ancs_batch_destroy(&batch);
}

TEST_F(CallbacksTest, AllocatorThatThrowsBecomesAStatus) {
  ancs_allocator hooks{};
  hooks.size = sizeof hooks;
  hooks.allocate = [](void*, std::size_t, std::size_t) -> void* { throw std::runtime_error("no"); };
  hooks.release = [](void*, void* memory, std::size_t, std::size_t) { std::free(memory); };
  ancs_compile_options options{};
  options.size = sizeof options, options.allocator = &hooks;
  const auto text = rules();
  ancs_program* program = nullptr;
  ancs_error* error = nullptr;
  EXPECT_EQ(ancs_compile(text.data(), text.size(), &options, &program, &error), ANCS_ERROR_CALLBACK);
  EXPECT_EQ(program, nullptr);
  EXPECT_EQ(error, nullptr) << "there is no memory to tell more";
}

TEST_F(CallbacksTest, ThreadsShareAProgramAndHandlesAreUnique) {
  std::atomic<int> wrong{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 300; ++i) {
        ancs_record* record = nullptr;
        ancs_scorecard* card = nullptr;
        ancs_points points{};
        points.size = sizeof points;
        if (ancs_record_create(program_, &record, nullptr) != ANCS_OK || ancs_scorecard_create(program_, &card, nullptr) != ANCS_OK) ++wrong;
        if (ancs_record_set_int64_named(record, "late", t % 4, nullptr) != ANCS_OK || ancs_score(record, card, nullptr) != ANCS_OK) ++wrong;
        if (ancs_scorecard_points(card, ANCS_CRITERION, 1, &points, nullptr) != ANCS_OK || points.low.numerator != 4 - t % 4) ++wrong;
        ancs_record* const stale = record;
        if (ancs_record_destroy(&record) != ANCS_OK || ancs_score(stale, card, nullptr) != ANCS_ERROR_HANDLE) ++wrong;
        ancs_scorecard_destroy(&card);
      }
    });
  }
  for (auto& t : threads) t.join();
  EXPECT_EQ(wrong, 0);
}

TEST_F(CallbacksTest, WorksAfterFork) {
  ancs_record* record = nullptr;
  ASSERT_EQ(ancs_record_create(program_, &record, nullptr), ANCS_OK);
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    ancs_scorecard* card = nullptr;
    const bool fine = ancs_scorecard_create(program_, &card, nullptr) == ANCS_OK && ancs_score(record, card, nullptr) == ANCS_OK &&
                      ancs_record_destroy(&record) == ANCS_OK && ancs_scorecard_destroy(&card) == ANCS_OK;
    _exit(fine ? 0 : 1);
  }
  int status = -1;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
  ancs_record_destroy(&record);
}

}  // namespace
