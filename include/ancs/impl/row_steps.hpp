// row_steps.hpp: the steps that compute one unit's results in 64-bit whole numbers, a whole clause a step, and what runs them.
#ifndef ANCS_IMPL_ROW_STEPS_HPP
#define ANCS_IMPL_ROW_STEPS_HPP

#include <cstdint>
#include <utility>
#include <vector>

#include "kernels.hpp"

namespace ancs::detail {

/// What steps work on: the inputs by slot, the registers by node, and the code's constants and operands.
struct row_memory {
  const std::int64_t* values;
  std::int64_t* registers;
  const std::int64_t* constants;
  const std::uint32_t* operands;
};

/// One step. `run` does `count` steps of its kind that stand after one another.
struct row_step {
  using function = void (*)(const row_step* first, std::uint32_t count, const row_memory& m);
  function run = nullptr;
  std::uint32_t out = 0;             ///< register
  std::uint32_t a = 0, b = 0, c = 0; ///< clauses: slots; else registers
  std::uint32_t k = 0;               ///< into constants
  std::uint32_t first_operand = 0, operands = 0;
  bool clause = false, sum = false;  ///< reads inputs alone; is a weighted sum of its operands
};

/// Results of one unit whose inputs all have a value within `low` and `high`, so that nothing leaves 64 bits.
struct row_code {
  bool available = false;
  std::vector<row_step> steps;                               ///< a step stands behind those that it reads from
  std::vector<std::pair<std::uint32_t, std::uint32_t>> runs; ///< steps of one kind: the first, and how many
  std::vector<std::uint32_t> operands;
  std::vector<std::int64_t> constants;
  std::vector<std::int64_t> low, high;                       ///< by slot, as registers; no limits where nothing reads the slot
  std::vector<std::uint32_t> copied;                         ///< slots that are read as registers

  /// Register `to` grows by the change of what is told before it, times `weight`.
  struct addition {
    std::uint32_t to = 0;
    std::int64_t weight = 0;
  };
  /// What a changed input reaches: a step done again, whose change is then added to sums. First of each slot stands the slot itself.
  struct change {
    std::uint32_t step = 0;
    std::uint32_t first_addition = 0, additions = 0;
  };
  std::vector<change> changes;                               ///< by slot: from first_change[slot] to the next
  std::vector<std::uint32_t> first_change;
  std::vector<addition> additions;

  void run(const std::int64_t* values, std::int64_t* registers) const {
    for (const auto slot : copied) registers[slot] = values[slot];
    const row_memory m{values, registers, constants.data(), operands.data()};
    const row_step* s = steps.data();
    for (const auto& [first, count] : runs) s[first].run(s + first, count, m);
  }
};

/// Data decides at random which thresholds are passed: a branch here would be mispredicted half the time.
inline std::int64_t where(bool holds, std::int64_t value) { return value & -static_cast<std::int64_t>(holds); }
inline std::int64_t chosen_row(bool holds, std::int64_t yes, std::int64_t no) { return no ^ where(holds, no ^ yes); }

// ---- clauses: constants are told at write_clause in row_code.hpp ----

template <int G, bool Two>
inline std::int64_t row_guards(const std::int64_t* k, std::int64_t x, std::int64_t y, std::int64_t v) {
  for (int j = G; j-- > 0;) {
    const std::int64_t* g = k + 4 * j;
    v = chosen_row(g[0] * x + (Two ? g[1] * y : 0) > g[2], g[3], v);
  }
  return v;
}

template <int K, int G, bool Two>
inline void row_table(const row_step* s, std::uint32_t count, const row_memory& m) {
  for (; count > 0; --count, ++s) {
    const std::int64_t* k = m.constants + s->k;
    const std::int64_t x = m.values[s->a], y = Two ? m.values[s->b] : 0, t = k[1] * x;
    std::int64_t v = k[0];
    // Written out: as a loop it is not unrolled everywhere.
    const auto cut = [&](int j) { v += where(t + (Two ? k[2 + 3 * j] * y : 0) > k[3 + 3 * j], k[4 + 3 * j]); };
    cut(0);
    if constexpr (K > 1) cut(1);
    if constexpr (K > 2) cut(2);
    if constexpr (K > 3) cut(3);
    if constexpr (K > 4) cut(4);
    if constexpr (K > 5) cut(5);
    if constexpr (K > 6) cut(6);
    if constexpr (K > 7) cut(7);
    m.registers[s->out] = row_guards<G, Two>(k + 2 + 3 * K, x, y, v);
  }
}

template <int G, bool Two>
inline void row_limited(const row_step* s, std::uint32_t count, const row_memory& m) {
  for (; count > 0; --count, ++s) {
    const std::int64_t* k = m.constants + s->k;
    const std::int64_t x = m.values[s->a], y = Two ? m.values[s->b] : 0;
    std::int64_t v = k[0] + k[1] * x + (Two ? k[2] * y : 0);
    v = v < k[4] ? v : k[4];
    v = v > k[3] ? v : k[3];
    m.registers[s->out] = row_guards<G, Two>(k + 5, x, y, v);
  }
}

template <int G, bool Two>
inline void row_quotient(const row_step* s, std::uint32_t count, const row_memory& m) {
  for (; count > 0; --count, ++s) {
    const std::int64_t* k = m.constants + s->k;
    const std::int64_t x = m.values[s->a], y = Two ? m.values[s->b] : 0;
    const std::int64_t top = k[0] + k[1] * x + (Two ? k[2] * y : 0);
    std::int64_t bottom = Two ? k[3] * y : k[3];
    bottom = bottom < 1 ? 1 : bottom;
    // Neither is negative: see clause_finder.
    const auto v = static_cast<std::int64_t>(static_cast<std::uint64_t>(top) / static_cast<std::uint64_t>(bottom));
    m.registers[s->out] = row_guards<G, Two>(k + 4, x, y, v);
  }
}

// ---- operations on registers ----

/// k0 + k1 · (Σ operands)
inline void row_even_sum(const row_step* s, std::uint32_t count, const row_memory& m) {
  for (; count > 0; --count, ++s) {
    std::int64_t sum = 0;
    for (const std::uint32_t *o = m.operands + s->first_operand, *end = o + s->operands; o != end; ++o) sum += m.registers[*o];
    m.registers[s->out] = m.constants[s->k] + m.constants[s->k + 1] * sum;
  }
}
inline void row_sum(const row_step* s, std::uint32_t count, const row_memory& m) {
  for (; count > 0; --count, ++s) {
    const std::int64_t* k = m.constants + s->k;
    std::int64_t sum = *k++;
    for (const std::uint32_t *o = m.operands + s->first_operand, *end = o + s->operands; o != end; ++o) sum += *k++ * m.registers[*o];
    m.registers[s->out] = sum;
  }
}

template <class Kernel>
inline void row_of_two(const row_step* s, std::uint32_t count, const row_memory& m) {
  for (; count > 0; --count, ++s) m.registers[s->out] = Kernel{}(m.registers[s->a], m.registers[s->b]);
}
template <class Kernel>
inline void row_of_many(const row_step* s, std::uint32_t count, const row_memory& m) {
  for (; count > 0; --count, ++s) {
    const std::uint32_t* o = m.operands + s->first_operand;
    std::int64_t v = m.registers[o[0]];
    for (std::uint32_t i = 1; i < s->operands; ++i) v = Kernel{}(v, m.registers[o[i]]);
    m.registers[s->out] = v;
  }
}
inline void row_absolute(const row_step* s, std::uint32_t count, const row_memory& m) {
  for (; count > 0; --count, ++s) m.registers[s->out] = kernel::absolute{}(m.registers[s->a]);
}

inline std::int64_t row_form(const std::int64_t* k, std::int64_t a, std::int64_t b) { return k[0] * a + k[1] * b + k[2]; }
template <graph::comparison How>
inline void row_test(const row_step* s, std::uint32_t count, const row_memory& m) {
  for (; count > 0; --count, ++s)
    m.registers[s->out] = kernel::test{}(row_form(m.constants + s->k, m.registers[s->a], m.registers[s->b]), How);
}
inline void row_select(const row_step* s, std::uint32_t count, const row_memory& m) {
  for (; count > 0; --count, ++s) m.registers[s->out] = chosen_row(m.registers[s->a] != 0, m.registers[s->b], m.registers[s->c]);
}
/// k0 + Σ cuts: alpha, beta, gamma, adds.
inline void row_bands(const row_step* s, std::uint32_t count, const row_memory& m) {
  for (; count > 0; --count, ++s) {
    const std::int64_t *k = m.constants + s->k + 1, *end = k + 4 * s->operands;
    std::int64_t v = k[-1];
    for (; k != end; k += 4) v += where(row_form(k, m.registers[s->a], m.registers[s->b]) >= 0, k[3]);
    m.registers[s->out] = v;
  }
}
/// k0·a / (k1·b), or k1 alone where k2 is 0; k3 the mode.
inline void row_round_divide(const row_step* s, std::uint32_t count, const row_memory& m) {
  for (; count > 0; --count, ++s) {
    const std::int64_t* k = m.constants + s->k;
    const std::int64_t bottom = k[2] != 0 ? k[1] * m.registers[s->b] : k[1];
    m.registers[s->out] = kernel::round_divide{}(k[0] * m.registers[s->a], bottom, static_cast<rounding_mode>(k[3]));
  }
}

/// The value of the first row whose condition holds, else register a. Conditions are over bits, each a form of two registers that is at
/// least 0: all bits of a mask are set, or, where k[1] is 1, some bit is. Rows stand last first.
inline void row_decide(const row_step* s, std::uint32_t count, const row_memory& m) {
  for (; count > 0; --count, ++s) {
    const std::int64_t* k = m.constants + s->k;
    const std::uint32_t* o = m.operands + s->first_operand;
    std::uint64_t bits = 0;
    for (std::uint32_t i = 0; i < s->operands; ++i, k += 3) bits |= static_cast<std::uint64_t>(row_form(k, m.registers[o[2 * i]], m.registers[o[2 * i + 1]]) >= 0) << i;
    std::int64_t v = m.registers[s->a];
    for (std::uint32_t i = 0; i < s->b; ++i, k += 3) {
      const auto mask = static_cast<std::uint64_t>(k[0]);
      const std::uint64_t missed = k[1] != 0 ? (bits & mask) == 0 : (~bits & mask) != 0;
      v = chosen_row(missed == 0, k[2], v);
    }
    m.registers[s->out] = v;
  }
}

}  // namespace ancs::detail

#endif
