// memory.hpp: memory of the C interface, from the host's hooks or the C library.
#ifndef ANCS_C_MEMORY_HPP
#define ANCS_C_MEMORY_HPP

#include <cstddef>
#include <new>
#include <utility>

#include "ancs.h"
#include "handles.hpp"

namespace ancs::c {

/// Hooks, or the C library's where `allocate` is null.
struct memory {
  void* (*allocate)(void*, std::size_t, std::size_t) = nullptr;
  void (*release)(void*, void*, std::size_t, std::size_t) = nullptr;
  void* context = nullptr;

  /// Throws std::bad_alloc, or a failure where the hook misbehaves.
  void* get(std::size_t bytes, std::size_t alignment) const;
  void put(void* taken, std::size_t bytes, std::size_t alignment) const noexcept;
};

/// True in a thread that is inside a hook.
bool in_hook() noexcept;

/// What every handle leads to.
struct object {
  explicit object(const memory& m) : mem(m) {}
  memory mem;
};

template <class T, class... Args>
T* make(const memory& m, Args&&... args) {
  void* place = m.get(sizeof(T), alignof(T));
  try {
    return new (place) T(m, std::forward<Args>(args)...);
  } catch (...) {
    m.put(place, sizeof(T), alignof(T));
    throw;
  }
}
template <class T>
void unmake(T* made) noexcept {
  const memory m = made->mem;
  made->~T();
  m.put(made, sizeof(T), alignof(T));
}

/// Memory for a number of values, given back at the end.
template <class T>
class buffer {
 public:
  buffer() = default;
  buffer(const memory& m, std::size_t count) : mem_(m), count_(count), data_(count ? static_cast<T*>(m.get(count * sizeof(T), alignment)) : nullptr) {}
  buffer(buffer&& other) noexcept : mem_(other.mem_), count_(std::exchange(other.count_, 0)), data_(std::exchange(other.data_, nullptr)) {}
  buffer& operator=(buffer&& other) noexcept {
    std::swap(mem_, other.mem_), std::swap(count_, other.count_), std::swap(data_, other.data_);
    return *this;
  }
  ~buffer() {
    if (data_) mem_.put(data_, count_ * sizeof(T), alignment);
  }
  T* data() const { return data_; }
  std::size_t size() const { return count_; }

 private:
  static constexpr std::size_t alignment = 64;
  memory mem_;
  std::size_t count_ = 0;
  T* data_ = nullptr;
};

}  // namespace ancs::c

#endif
