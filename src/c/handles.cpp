// handles.cpp: the table of handles. Without locks, so that a child of fork() never finds one held.
#include "handles.hpp"

#include <new>

namespace ancs::c::table {

std::atomic<slot*> chunks[std::size_t{1} << (index_bits - chunk_bits)];

namespace {

constexpr std::uint32_t chunk_slots = 1u << chunk_bits;
constexpr std::uint32_t last_generation = (1u << 28) - 1;

std::atomic<std::uint32_t> fresh{0};   // slots never used so far
// Index + 1 of the first free slot; the upper bits count changes, so that a list that changed in between is noticed.
std::atomic<std::uint64_t> free_list{0};

slot& at(std::uint32_t index) noexcept { return chunks[index >> chunk_bits].load(std::memory_order_acquire)[index & (chunk_slots - 1)]; }

bool pop(std::uint32_t& index) noexcept {
  std::uint64_t head = free_list.load(std::memory_order_acquire);
  while (const std::uint64_t first = head & 0xFFFFFFFF) {
    index = static_cast<std::uint32_t>(first - 1);
    const std::uint64_t next = ((head >> 32) + 1) << 32 | at(index).next.load(std::memory_order_relaxed);
    if (free_list.compare_exchange_weak(head, next, std::memory_order_acq_rel, std::memory_order_acquire)) return true;
  }
  return false;
}

void push(std::uint32_t index) noexcept {
  std::uint64_t head = free_list.load(std::memory_order_relaxed);
  do at(index).next.store(static_cast<std::uint32_t>(head), std::memory_order_relaxed);
  while (!free_list.compare_exchange_weak(head, ((head >> 32) + 1) << 32 | (index + 1), std::memory_order_acq_rel, std::memory_order_relaxed));
}

bool take_fresh(std::uint32_t& index) noexcept {
  std::uint32_t seen = fresh.load(std::memory_order_relaxed);
  do {
    if (seen > index_mask) return false;
    auto& chunk = chunks[seen >> chunk_bits];
    if (chunk.load(std::memory_order_acquire)) continue;
    slot* made = new (std::nothrow) slot[chunk_slots];
    if (!made) return false;
    slot* expected = nullptr;
    if (!chunk.compare_exchange_strong(expected, made, std::memory_order_acq_rel)) delete[] made;
  } while (!fresh.compare_exchange_weak(seen, seen + 1, std::memory_order_acq_rel));
  index = seen;
  return true;
}

}  // namespace

void* add(kind of, object* held) noexcept {
  std::uint32_t index = 0;
  if (!pop(index) && !take_fresh(index)) return nullptr;
  slot& s = at(index);
  s.held.store(held, std::memory_order_relaxed);
  const std::uint64_t ticket = (std::uint64_t{0xA0} | static_cast<std::uint64_t>(of)) << 56 | std::uint64_t{s.generation} << index_bits | index;
  s.ticket.store(ticket, std::memory_order_release);
  return reinterpret_cast<void*>(ticket);
}

kind kind_of(const void* handle) noexcept {
  const auto ticket = reinterpret_cast<std::uintptr_t>(handle);
  if (ticket >> 60 != 0xA) return kind::none;
  const auto of = static_cast<kind>(ticket >> 56 & 0xF);
  return find(handle, of) ? of : kind::none;
}

object* remove(const void* handle, kind of) noexcept {
  if (!find(handle, of)) return nullptr;
  auto ticket = static_cast<std::uint64_t>(reinterpret_cast<std::uintptr_t>(handle));
  const auto index = static_cast<std::uint32_t>(ticket & index_mask);
  slot& s = at(index);
  object* held = s.held.load(std::memory_order_relaxed);
  if (!s.ticket.compare_exchange_strong(ticket, 0, std::memory_order_acq_rel)) return nullptr;
  // A slot whose generations are used up is left alone: no old ticket ever fits a new object.
  if (s.generation++ < last_generation) push(index);
  return held;
}

}  // namespace ancs::c::table
