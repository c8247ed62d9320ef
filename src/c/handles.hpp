// handles.hpp: what a handle of the C interface is: a ticket into a table, so that a stale or a wrong one is refused without reading through it.
#ifndef ANCS_C_HANDLES_HPP
#define ANCS_C_HANDLES_HPP

#include <atomic>
#include <cstdint>

namespace ancs::c {

enum class kind : std::uint8_t { none, error, string, program, record, scorecard, explanation, batch, cohort, comparison, session, rule_set };

struct object;

// A ticket: 0xA and the kind (8 bits), generation (28), index (28). As an address it is none that a process can have, so that a host
// that reads through it fails at once.
namespace table {

inline constexpr int index_bits = 28, chunk_bits = 13;
inline constexpr std::uint64_t index_mask = (std::uint64_t{1} << index_bits) - 1;

struct slot {
  std::atomic<std::uint64_t> ticket{0};  // 0 while free
  std::atomic<object*> held{nullptr};
  std::atomic<std::uint32_t> next{0};    // of the free list; index + 1
  std::uint32_t generation = 0;
};

extern std::atomic<slot*> chunks[std::size_t{1} << (index_bits - chunk_bits)];

/// The ticket of an object; null where there is no memory for it.
void* add(kind of, object* held) noexcept;
/// The object of a live ticket of this kind, or null.
inline object* find(const void* handle, kind of) noexcept {
  const auto ticket = reinterpret_cast<std::uintptr_t>(handle);
  if (ticket >> 56 != (0xA0u | static_cast<unsigned>(of))) return nullptr;
  const std::uint64_t index = ticket & index_mask;
  slot* chunk = chunks[index >> chunk_bits].load(std::memory_order_acquire);
  if (!chunk) return nullptr;
  slot& s = chunk[index & ((1u << chunk_bits) - 1)];
  if (s.ticket.load(std::memory_order_acquire) != ticket) return nullptr;
  return s.held.load(std::memory_order_relaxed);
}
/// The kind of a live ticket; none for all else.
kind kind_of(const void* handle) noexcept;
/// Takes the object out: of several who try, one gets it, the others null.
object* remove(const void* handle, kind of) noexcept;

}  // namespace table
}  // namespace ancs::c

#endif
