// hand_written_columns.cpp: compiles the column code of Workload W for each instruction set and tells which the machine has.
#include <algorithm>
#include <cstdint>
#include <vector>

#include "hand_written.hpp"

// Rows do not depend on each other, whatever the compiler can see of the pointers.
#if defined(__clang__)
#define ANCS_BENCH_INDEPENDENT _Pragma("clang loop vectorize(assume_safety)")
#define ANCS_BENCH_V4 __attribute__((target("arch=x86-64-v4"), min_vector_width(512)))
#else
#define ANCS_BENCH_V4 __attribute__((target("arch=x86-64-v4,prefer-vector-width=512")))
#define ANCS_BENCH_INDEPENDENT _Pragma("GCC ivdep")
#endif

namespace ancs_bench {
namespace {

using i64 = std::int64_t;
using i32 = std::int32_t;

namespace plain {
#define ANCS_BENCH_TARGET
#include "hand_written_double.inc"
#include "hand_written_exact.inc"
#undef ANCS_BENCH_TARGET
constexpr column_code code = {exact, doubles<false>, doubles<true>, read};
}  // namespace plain

#if defined(__x86_64__)
namespace v3 {
#define ANCS_BENCH_TARGET __attribute__((target("arch=x86-64-v3")))
#include "hand_written_double.inc"
#include "hand_written_exact.inc"
#undef ANCS_BENCH_TARGET
constexpr column_code code = {exact, doubles<false>, doubles<true>, read};
}  // namespace v3

namespace v4 {
#define ANCS_BENCH_TARGET ANCS_BENCH_V4
#include "hand_written_double.inc"
#include "hand_written_exact.inc"
#undef ANCS_BENCH_TARGET
constexpr column_code code = {exact, doubles<false>, doubles<true>, read};
}  // namespace v4
#endif

}  // namespace

const char* name_of(instruction_set which) {
#if defined(__x86_64__)
  switch (which) {
    case instruction_set::plain:
      return "x86-64";
    case instruction_set::v3:
      return "x86-64-v3";
    case instruction_set::v4:
      return "x86-64-v4";
  }
#endif
  (void)which;
  return "plain";
}

std::vector<instruction_set> available() {
  std::vector<instruction_set> found = {instruction_set::plain};
#if defined(__x86_64__)
  __builtin_cpu_init();
  const bool v3 =
      __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("fma");
  const bool v4 = v3 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512cd") &&
                  __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
  if (v3) found.push_back(instruction_set::v3);
  if (v4) found.push_back(instruction_set::v4);
#endif
  return found;
}

const column_code& columns_for(instruction_set which) {
#if defined(__x86_64__)
  if (which == instruction_set::v3) return v3::code;
  if (which == instruction_set::v4) return v4::code;
#endif
  (void)which;
  return plain::code;
}

}  // namespace ancs_bench
