// incremental.hpp: computes again only the steps of a program's code for one row that a changed input reaches.
#ifndef ANCS_IMPL_INCREMENTAL_HPP
#define ANCS_IMPL_INCREMENTAL_HPP

#include <cstddef>
#include <cstdint>

#include "row_steps.hpp"

namespace ancs::detail {

/// After the value of a slot has changed: the number of steps done. All that the slot reaches is computed, also where a step gave what it
/// gave before: which one does is random, and asking costs more than the few steps. A sum is not added up anew: changes are added to it.
inline std::size_t run_changes(const row_code& code, const std::int64_t* values, std::int64_t* registers, std::uint32_t slot) {
  const row_memory m{values, registers, code.constants.data(), code.operands.data()};
  const row_code::addition* const additions = code.additions.data();
  const auto add = [&](const row_code::change& c, std::int64_t by) {
    for (const auto *a = additions + c.first_addition, *end = a + c.additions; a != end; ++a)
      registers[a->to] = static_cast<std::int64_t>(static_cast<std::uint64_t>(registers[a->to]) + static_cast<std::uint64_t>(a->weight) * static_cast<std::uint64_t>(by));
  };
  const row_code::change *c = code.changes.data() + code.first_change[slot], *const end = code.changes.data() + code.first_change[slot + 1];
  const std::int64_t before = registers[slot];
  registers[slot] = values[slot];
  if (c->additions > 0) add(*c, registers[slot] - before);
  for (const row_code::change* at = c + 1; at != end; ++at) {
    const row_step& s = code.steps[at->step];
    const std::int64_t had = registers[s.out];
    s.run(&s, 1, m);
    if (at->additions > 0) add(*at, registers[s.out] - had);
  }
  return static_cast<std::size_t>(end - c) - 1;
}

}  // namespace ancs::detail

#endif
