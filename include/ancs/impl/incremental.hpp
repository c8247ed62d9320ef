// incremental.hpp: computes again only the steps of a program's code that a changed register reaches.
#ifndef ANCS_IMPL_INCREMENTAL_HPP
#define ANCS_IMPL_INCREMENTAL_HPP

#include <bit>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "evaluate.hpp"

namespace ancs::detail {

/// Which steps read a register, and the steps still to be done. A step stands behind those that it reads from, so that the first of the
/// steps to be done never has to be done again. A sum is not added up anew: its part's change is added to it.
class step_changes {
 public:
  step_changes(const lane_code<std::int64_t>& code, std::size_t registers) : code_(&code), first_(registers + 1) {
    const auto each = [&](const auto& use) {
      for (std::uint32_t i = 0; i < code.steps.size(); ++i) {
        const instruction& s = code.steps[i];
        const bool tests = s.what == graph::node_op::select && s.detail != 0;
        const std::uint32_t operands = tests ? 5 : s.what == graph::node_op::test || s.what == graph::node_op::bands ? 2 : s.operands;
        // A selection that makes its own test reads what the test reads.
        for (std::uint32_t j = tests ? 1 : 0; j < operands; ++j) use(i, s, j, code.operands[s.first_operand + j]);
      }
    };
    each([&](std::uint32_t, const instruction&, std::uint32_t, std::uint32_t reg) { ++first_[reg + 1]; });
    for (std::size_t i = 1; i < first_.size(); ++i) first_[i] += first_[i - 1];
    readers_.resize(first_.back());
    std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
    each([&](std::uint32_t i, const instruction& s, std::uint32_t j, std::uint32_t reg) {
      const bool part = s.what == graph::node_op::linear;
      readers_[next[reg]++] = {i, part, part ? code.constants[s.first_constant + 1 + j] : 0};
    });
    waiting_.assign(code.steps.size() / 64 + 1, 0);
    before_.resize(code.steps.size());
  }
  std::size_t steps() const { return code_->steps.size(); }

  /// After register `reg` went from `old` to what it holds: the number of steps done.
  std::size_t run(std::int64_t* registers, std::uint32_t reg, std::int64_t old) {
    std::size_t done = 0;
    if (registers[reg] == old) return done;
    spread(registers, reg, registers[reg] - old);
    for (std::size_t w = 0; w < waiting_.size(); ++w) {
      while (waiting_[w]) {
        const auto i = static_cast<std::uint32_t>(w * 64 + static_cast<std::size_t>(std::countr_zero(waiting_[w])));
        waiting_[w] &= waiting_[w] - 1;
        ++done;
        one(registers, i);
      }
    }
    return done;
  }

 private:
  struct reader {
    std::uint32_t step;
    bool part;               ///< of a sum, weighing `weight`
    std::int64_t weight;
  };
  void spread(std::int64_t* registers, std::uint32_t reg, std::int64_t change) {
    for (std::uint32_t i = first_[reg]; i < first_[reg + 1]; ++i) {
      const reader& r = readers_[i];
      const std::uint64_t bit = std::uint64_t{1} << (r.step % 64);
      if (r.part) {
        std::int64_t& sum = registers[code_->steps[r.step].out];
        if (!(waiting_[r.step / 64] & bit)) before_[r.step] = sum;
        sum += r.weight * change;
      }
      waiting_[r.step / 64] |= bit;
    }
  }
  void one(std::int64_t* registers, std::uint32_t i) {
    const instruction& s = code_->steps[i];
    if (s.what == graph::node_op::linear) {
      if (registers[s.out] != before_[i]) spread(registers, s.out, registers[s.out] - before_[i]);
      return;
    }
    const std::uint32_t tested = s.what == graph::node_op::select && s.detail ? code_->operands[s.first_operand] : s.out;
    const std::int64_t out = registers[s.out], test = registers[tested];
    run_step(*code_, s, registers);
    if (tested != s.out && registers[tested] != test) spread(registers, tested, registers[tested] - test);
    if (registers[s.out] != out) spread(registers, s.out, registers[s.out] - out);
  }

  const lane_code<std::int64_t>* code_;
  std::vector<std::uint32_t> first_;
  std::vector<reader> readers_;
  std::vector<std::uint64_t> waiting_;     ///< a bit a step
  std::vector<std::int64_t> before_;       ///< by step: a waiting sum as it was
};

}  // namespace ancs::detail

#endif
