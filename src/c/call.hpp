// call.hpp: the frame of every call through the C interface: handles looked up, structures taken and filled, no exception let out.
#ifndef ANCS_C_CALL_HPP
#define ANCS_C_CALL_HPP

#include <cstring>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "ancs.h"
#include "ancs/diagnostic.hpp"
#include "memory.hpp"

namespace ancs::c {

/// Why a call fails: thrown inside the library, turned into a status and an error object at its border.
struct failure {
  ancs_status status = ANCS_ERROR_INTERNAL;
  diagnostics findings;
  std::shared_ptr<const source> text;   // that the findings speak of; may be null
  std::vector<std::shared_ptr<const source>> texts;  // the same finding by finding, where they are not all about one
  std::int64_t row = -1;
};
[[noreturn]] void fail(ancs_status status, code id, std::vector<std::string> args, std::int64_t row = -1);
[[noreturn]] void fail(ancs_status status, diagnostic finding, std::int64_t row = -1);
diagnostic finding_of(code id, std::vector<std::string> args);

/// A kind as messages name it, in both languages.
std::string name_of(kind of);

/// An error object that holds the findings.
ancs_error* make_error(const memory& m, failure&& from);

/// The object of a handle, or ANCS_ERROR_HANDLE.
[[noreturn]] void refuse_handle(const void* handle, kind wanted, const char* name);
template <class T>
T& object_of(const typename T::handle* handle, const char* name) {
  object* found = table::find(handle, T::of);
  if (!found) [[unlikely]] refuse_handle(handle, T::of, name);
  return *static_cast<T*>(found);
}
/// The same for calls that have no error to give.
template <class T>
T* find(const typename T::handle* handle) noexcept {
  return in_hook() ? nullptr : static_cast<T*>(table::find(handle, T::of));
}

/// Where errors of the running call get their memory from.
struct scope {
  memory mem;
  template <class T>
  T& get(const typename T::handle* handle, const char* name) {
    T& found = object_of<T>(handle, name);
    mem_of = &found.mem;
    return found;
  }
  const memory& hooks() const { return mem_of ? *mem_of : mem; }
  const memory* mem_of = nullptr;
};

ancs_status caught(const scope& where, ancs_error** error);

/// Runs the body of a call. It may return a status, or nothing.
template <class Body>
ancs_status call(ancs_error** error, Body&& body) {
  if (reinterpret_cast<std::uintptr_t>(error) % alignof(ancs_error*) != 0) [[unlikely]] return ANCS_ERROR_ARGUMENT;
  if (error) *error = nullptr;
  if (in_hook()) [[unlikely]] return ANCS_ERROR_BUSY;
  scope where;
  try {
    if constexpr (std::is_void_v<decltype(body(where))>) {
      body(where);
      return ANCS_OK;
    } else {
      return body(where);
    }
  } catch (...) {
    return caught(where, error);
  }
}

/// Refuses null and misaligned pointers.
void check_pointer(const void* given, std::size_t alignment, const char* name);
template <class T>
void check(T* given, const char* name) {
  if (!given || reinterpret_cast<std::uintptr_t>(given) % alignof(T) != 0) [[unlikely]] check_pointer(given, alignof(T), name);
}
void check_index(std::size_t index, std::size_t count, const char* name);

void check_size(std::size_t size, const char* name);
void check_rest(const void* rest, std::size_t bytes, const char* name);

/// A structure of the host that begins with `size`, as this version knows it. What it does not have is 0.
template <class T>
T taken(const T* from, const char* name) {
  check(from, name);
  check_size(from->size, name);
  T out{};
  std::memcpy(static_cast<void*>(&out), from, from->size < sizeof(T) ? from->size : sizeof(T));
  if (from->size > sizeof(T)) check_rest(reinterpret_cast<const char*>(from) + sizeof(T), from->size - sizeof(T), name);
  out.size = sizeof(T);
  return out;
}
template <class T>
T taken_or_none(const T* from, const char* name) {
  return from ? taken(from, name) : T{};
}
/// Fills a structure of the host: what fits, and 0 where it has more.
template <class T>
void fill(T* to, const T& from, const char* name) {
  check(to, name);
  const std::size_t size = to->size;
  check_size(size, name);
  std::memcpy(reinterpret_cast<char*>(to) + sizeof(std::size_t), reinterpret_cast<const char*>(&from) + sizeof(std::size_t),
              (size < sizeof(T) ? size : sizeof(T)) - sizeof(std::size_t));
  if (size > sizeof(T)) std::memset(reinterpret_cast<char*>(to) + sizeof(T), 0, size - sizeof(T));
}

/// Gives a new object's handle to the host, or takes the object back.
template <class T>
void give(typename T::handle** to, T* made) {
  void* ticket = table::add(T::of, made);
  if (!ticket) {
    unmake(made);
    throw std::bad_alloc();
  }
  *to = static_cast<typename T::handle*>(ticket);
}
/// The destroy call of a kind.
template <class T>
ancs_status destroy(typename T::handle** handle) {
  if (!handle) return ANCS_OK;
  if (reinterpret_cast<std::uintptr_t>(handle) % alignof(void*) != 0) return ANCS_ERROR_ARGUMENT;
  if (!*handle) return ANCS_OK;
  if (in_hook()) return ANCS_ERROR_BUSY;
  object* found = table::remove(*handle, T::of);
  if (!found) return ANCS_ERROR_HANDLE;
  unmake(static_cast<T*>(found));
  *handle = nullptr;
  return ANCS_OK;
}

/// Gives a text to the host.
void give_text(ancs_string** to, const memory& m, std::string_view text);

}  // namespace ancs::c

#endif
