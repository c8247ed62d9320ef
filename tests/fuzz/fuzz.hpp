// fuzz.hpp: what the fuzz targets share: the input as rule text, a hash to draw from, and a stop with a reason.
#ifndef ANCS_TESTS_FUZZ_HPP
#define ANCS_TESTS_FUZZ_HPP

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "ancs/source.hpp"

namespace fuzz {

inline ancs::source rules(const std::uint8_t* data, std::size_t size) {
  return ancs::source("fuzz.ancs", std::string(reinterpret_cast<const char*>(data), size));
}

/// Ends the run with a crash that the fuzzer keeps, saying what did not hold.
inline void demand(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s\n", what);
  std::abort();
}

/// Choices that depend on the input alone, so that a kept input repeats its run.
class draws {
 public:
  draws(const std::uint8_t* data, std::size_t size) {
    for (std::size_t i = 0; i < size; ++i) state_ = (state_ ^ data[i]) * 0x100000001b3u;
  }
  std::uint64_t next() {
    state_ += 0x9e3779b97f4a7c15u;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
  }
  std::uint64_t below(std::uint64_t n) { return next() % n; }

 private:
  std::uint64_t state_ = 0xcbf29ce484222325u;
};

}  // namespace fuzz

#endif
