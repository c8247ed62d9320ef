// column_kernels.hpp: the chunk loops of each instruction set, found by operation and lane at run time.
#ifndef ANCS_IMPL_COLUMN_KERNELS_HPP
#define ANCS_IMPL_COLUMN_KERNELS_HPP

#include <bit>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "../columns.hpp"
#include "../graph.hpp"

#if defined(__clang__)
#define ANCS_INDEPENDENT _Pragma("clang loop vectorize(assume_safety)")
#elif defined(__GNUC__)
#define ANCS_INDEPENDENT _Pragma("GCC ivdep")
#else
#define ANCS_INDEPENDENT
#endif

namespace ancs::detail {

/// What a loop works on: up to three operands and an output of `rows` lanes, and its constants.
struct loop_args {
  const void* a = nullptr;
  const void* b = nullptr;
  const void* c = nullptr;
  const void* more[4] = {};                    ///< several clauses in one loop: the columns of the second and third
  void* out = nullptr;
  void* also = nullptr;                        ///< turned clauses: what the quotients of the same columns are added to
  const std::int64_t* k = nullptr;
  const std::int64_t* k_also = nullptr;
  std::size_t rows = 0;
  mutable bool told = false;                   ///< clauses: some row breaks the relation between the two columns
};
/// Rows of a chunk may be turned: of each block, row 16 · i + j stands in lane 4 · j + i, so that 64-bit columns narrow to 16 bits by
/// shifts alone.
inline constexpr std::size_t turned_block = 64;
inline std::size_t turned_lane(std::size_t row) { return row / turned_block * turned_block + row % 16 * 4 + row % turned_block / 16; }
/// Four 16-bit lanes at once, in memory that other code reads as 16-bit lanes; the first is the lowest.
#if defined(__GNUC__)
using four_lanes = std::uint64_t __attribute__((may_alias));
#else
using four_lanes = std::uint64_t;
#endif
inline constexpr bool can_turn = std::endian::native == std::endian::little;

using column_loop = std::uint64_t (*)(const loop_args&);

/// Width of a register column: whole numbers of 16, 32 or 64 bits.
enum class width : std::uint8_t { w16, w32, w64 };
inline constexpr std::size_t bytes_of(width w) { return std::size_t{2} << static_cast<int>(w); }
inline constexpr int max_cuts = 6;

enum class loop_op : std::uint8_t {
  load, load_turned, convert, fill, begin_sum, add_to_sum, multiply, minimum, maximum, minimum_constant, maximum_constant, absolute, negative_if, test,
  select, bands, round_divide, mark_outside, mark_above, mark_not_below
};
/// What chooses a loop besides its operation.
struct loop_form {
  width w = width::w64;
  width from = width::w64;                     ///< convert, add_to_sum
  column_type in = column_type::int64;         ///< load, load_turned
  int cuts = 1;
  bool two = false, onto = false;
  bool constant_yes = false, constant_no = false;
  graph::comparison how = graph::comparison::at_least;
  bool nearest = false, in_float = false;
};

/// What chooses the loop of a whole clause; see column_clauses.inc.
struct clause_form {
  column_type in = column_type::int64;
  width w = width::w16;
  int cuts = 0, guards = 0, together = 1;
  bool two = false, linear = false, divided = false;
  bool turned = false;                         ///< of 64-bit columns of values up to 32767, into the order of turned_lane
  bool same = false;                           ///< turned: all clauses of the loop have the constants of the first
  bool also = false;                           ///< turned: with the quotients of the same columns
  int also_guards = 0;
};
/// The constants of a clause: keep, related, base, kx, ky, low, high, alpha; by guard: x, y, limit, value; by cut: y, limit, adds.
inline constexpr int clause_head = 8;
/// Of several clauses in one loop the constants follow each other; the keep of the first counts.

namespace loops_plain {
#define ANCS_TARGET
#include "column_loops.inc"
#include "column_table.inc"
#include "column_clauses.inc"
#include "column_turned.inc"
#undef ANCS_TARGET
}  // namespace loops_plain

#if defined(__x86_64__) && (defined(__GNUC__) || defined(__clang__))
#define ANCS_HAS_X86_LEVELS
namespace loops_v3 {
#define ANCS_TARGET __attribute__((target("avx2,bmi,bmi2,fma,lzcnt,movbe")))
#include "column_loops.inc"
#include "column_table.inc"
#include "column_clauses.inc"
#include "column_turned.inc"
#undef ANCS_TARGET
}  // namespace loops_v3
namespace loops_v4 {
#if defined(__clang__)
#define ANCS_TARGET __attribute__((target("avx2,bmi,bmi2,fma,lzcnt,movbe,avx512f,avx512bw,avx512cd,avx512dq,avx512vl"), min_vector_width(512)))
#else
#define ANCS_TARGET __attribute__((target("avx2,bmi,bmi2,fma,lzcnt,movbe,avx512f,avx512bw,avx512cd,avx512dq,avx512vl,prefer-vector-width=512")))
#endif
#include "column_loops.inc"
#include "column_table.inc"
#include "column_clauses.inc"
#include "column_turned.inc"
#undef ANCS_TARGET
}  // namespace loops_v4
#endif

/// The best instruction set that the machine has, not above `most`.
inline instruction_set best_instruction_set(instruction_set most) {
#ifdef ANCS_HAS_X86_LEVELS
  const bool v3 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("fma");
  const bool v4 = v3 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512cd") &&
                  __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
  if (v4 && most >= instruction_set::v4) return instruction_set::v4;
  if (v3 && most >= instruction_set::v3) return instruction_set::v3;
#endif
  (void)most;
  return instruction_set::plain;
}

inline column_loop find_loop(instruction_set set, loop_op op, const loop_form& form) {
#ifdef ANCS_HAS_X86_LEVELS
  if (set == instruction_set::v4) return loops_v4::find(op, form);
  if (set == instruction_set::v3) return loops_v3::find(op, form);
#endif
  (void)set;
  return loops_plain::find(op, form);
}

inline column_loop find_clause(instruction_set set, const clause_form& form) {
#ifdef ANCS_HAS_X86_LEVELS
  if (set == instruction_set::v4) return loops_v4::find_clause(form);
  if (set == instruction_set::v3) return loops_v3::find_clause(form);
#endif
  (void)set;
  return loops_plain::find_clause(form);
}

}  // namespace ancs::detail

#endif
