// evaluate.hpp: runs a program's code over one row of registers, in any arithmetic.
#ifndef ANCS_IMPL_EVALUATE_HPP
#define ANCS_IMPL_EVALUATE_HPP

#include "kernels.hpp"
#include "program_data.hpp"

namespace ancs::detail {

/// k0·a + k1·b + k2 compared with 0; of one operand k1 is 0.
template <class R, class C>
[[gnu::always_inline]] inline R tested(const C* k, const R& a, const R& b, std::uint8_t how) {
  const R form = kernel::add{}(kernel::add{}(kernel::scale{}(k[0], a), kernel::scale{}(k[1], b)), R(k[2]));
  return kernel::test{}(form, static_cast<graph::comparison>(how));
}

/// Computes the register of one step. R is the register type, C that of the constants: the same, but for `possible` registers over
/// rational constants.
template <class R, class C>
[[gnu::always_inline]] inline void run_step(const lane_code<C>& program, const instruction& step, R* registers) {
  const std::uint32_t* arg = program.operands.data() + step.first_operand;
  const C* k = program.constants.data() + step.first_constant;
  R& out = registers[step.out];
  using enum graph::node_op;
  switch (step.what) {
    case linear: {
      R sum = k[0];
      for (std::uint32_t i = 0; i < step.operands; ++i) sum = kernel::add{}(sum, kernel::scale{}(k[i + 1], registers[arg[i]]));
      out = std::move(sum);
      break;
    }
    case multiply: out = kernel::multiply{}(registers[arg[0]], registers[arg[1]]); break;
    case minimum: {
      R least = registers[arg[0]];
      for (std::uint32_t i = 1; i < step.operands; ++i) least = kernel::minimum{}(least, registers[arg[i]]);
      out = std::move(least);
      break;
    }
    case maximum: {
      R most = registers[arg[0]];
      for (std::uint32_t i = 1; i < step.operands; ++i) most = kernel::maximum{}(most, registers[arg[i]]);
      out = std::move(most);
      break;
    }
    case absolute: out = kernel::absolute{}(registers[arg[0]]); break;
    case negative_if: out = kernel::negative_if{}(registers[arg[0]], registers[arg[1]]); break;
    case test: out = tested<R>(k, registers[arg[0]], registers[arg[1]], step.detail); break;
    case select:
      if (step.detail) registers[arg[0]] = tested<R>(k, registers[arg[3]], registers[arg[4]], static_cast<std::uint8_t>(step.detail - 1));
      out = kernel::select{}(registers[arg[0]], registers[arg[1]], registers[arg[2]]);
      break;
    case bands: {
      const R &x = registers[arg[0]], &y = registers[arg[1]];
      constexpr int width = kernel::is_whole_lane<C> ? 4 : 5;
      const auto passes = [&](const C* c) {
        const R form = kernel::add{}(kernel::add{}(kernel::scale{}(c[0], x), kernel::scale{}(c[1], y)), R(c[2]));
        auto how = graph::comparison::at_least;
        if constexpr (width == 5) how = c[4] == C(0) ? how : graph::comparison::above;
        return kernel::test{}(form, how);
      };
      const C* c = k + 1;
      R sum = k[0];
      if constexpr (std::is_same_v<R, possible>) {
        // Thresholds ascend: those surely passed come first, then those that may be.
        rational points = k[0];
        std::uint32_t i = 0;
        for (; i < step.constants && passes(c).low->sign() > 0; ++i, c += width) points += c[3];
        sum = points;
        for (; i < step.constants && passes(c).high->sign() > 0; ++i, c += width) {
          points += c[3];
          sum = {std::min(*sum.low, points), std::max(*sum.high, points)};
        }
      } else {
        for (std::uint32_t i = 0; i < step.constants; ++i, c += width) sum = sum + kernel::gated{}(passes(c), c[3]);
      }
      out = std::move(sum);
      break;
    }
    case round_divide: {
      const R top = kernel::scale{}(k[0], registers[arg[0]]);
      const R bottom = step.operands > 1 ? R(kernel::scale{}(k[1], registers[arg[1]])) : R(k[1]);
      out = kernel::round_divide{}(top, bottom, static_cast<rounding_mode>(step.detail));
      break;
    }
    case divide:
      // Only the rational lane has code with a division: see magnitude_analysis.
      if constexpr (!kernel::is_whole_lane<C>) out = kernel::divide{}(registers[arg[0]], registers[arg[1]]);
      break;
    case constant:
    case unknown:
    case input:
    case parameter:
    case given: break;
  }
}

/// Computes every register of the code's steps; inputs and presets must be there. `narrow` may tighten a register just computed.
template <class R, class C, class Narrow>
void evaluate(const lane_code<C>& program, R* registers, const Narrow& narrow) {
  for (const instruction& step : program.steps) {
    run_step(program, step, registers);
    narrow(step.out, registers[step.out]);
  }
}

template <class T>
void evaluate(const lane_code<T>& program, T* registers) {
  evaluate(program, registers, [](std::uint32_t, const T&) {});
}

/// Over possible values; what the checker proved of a register narrows it, and what a closer look tells: `tighten`.
template <class Tighten>
void evaluate(const program_data& program, possible* registers, const Tighten& tighten) {
  evaluate(program.exact, registers, [&](std::uint32_t id, possible& r) {
    const auto& n = program.nodes[id];
    if (n.proven_low && (!r.low || *r.low < *n.proven_low)) r.low = n.proven_low;
    if (n.proven_high && (!r.high || *r.high > *n.proven_high)) r.high = n.proven_high;
    if (program.tightened[id] && !(r.low && r.high && *r.low == *r.high)) tighten(id, r);
  });
}

}  // namespace ancs::detail

#endif
