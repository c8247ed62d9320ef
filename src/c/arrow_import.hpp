// arrow_import.hpp: Arrow arrays of the host: owned, checked, and seen as columns.
#ifndef ANCS_C_ARROW_IMPORT_HPP
#define ANCS_C_ARROW_IMPORT_HPP

#include <optional>
#include <vector>

#include "staging.hpp"

namespace ancs::c {

/// A structure of the Arrow interface taken from the host: released exactly once, on every path.
template <class T>
class arrow_owned {
 public:
  arrow_owned() = default;
  /// Moves it out of the host's place, which is then marked released.
  explicit arrow_owned(T* from) noexcept {
    if (!from || reinterpret_cast<std::uintptr_t>(from) % alignof(T) != 0) return;
    held_ = *from;
    from->release = nullptr;
  }
  arrow_owned(arrow_owned&& other) noexcept : held_(other.held_) { other.held_.release = nullptr; }
  arrow_owned& operator=(arrow_owned&& other) noexcept {
    if (this != &other) {
      release();
      held_ = other.held_;
      other.held_.release = nullptr;
    }
    return *this;
  }
  ~arrow_owned() { release(); }

  T* get() { return &held_; }
  T& operator*() { return held_; }
  T* operator->() { return &held_; }
  explicit operator bool() const { return held_.release != nullptr; }

 private:
  void release() noexcept {
    if (!held_.release) return;
    try {
      held_.release(&held_);
    } catch (...) {
      // The producer's fault, and the data is gone all the same.
    }
    held_.release = nullptr;
  }
  T held_{};
};

/// How each input is read from the arrays of a schema: checked once, used for every array of a stream.
class arrow_reader {
 public:
  /// Fails where a column that is an input cannot be read.
  arrow_reader(const ancs::program& program, const ArrowSchema& schema);

  /// The columns of one array of the schema; they read from it and must not outlive it.
  std::vector<std::optional<host_column>> columns(const ArrowArray& array) const;
  /// Which inputs the schema has.
  std::vector<std::optional<host_column>> present() const;

 private:
  struct field {
    std::uint32_t input = 0;
    std::size_t child = 0;
    std::int32_t type = 0;            // of values, or of a dictionary's indexes
    std::int64_t scale = 1, factor = 1, divisor = 1;
    std::int32_t dictionary = 0;      // the form of its texts; 0: none
  };
  field read(const ArrowSchema& child, std::uint32_t input) const;
  host_column column(const field& f, const ArrowArray& child, const ArrowArray& parent) const;

  const ancs::program& program_;
  std::int64_t children_ = 0;
  std::vector<field> fields_;
};

}  // namespace ancs::c

#endif
