// seen_units.hpp: the units met so far and their lines, in memory that is bounded however many there are.
#ifndef ANCS_TOOL_SEEN_UNITS_HPP
#define ANCS_TOOL_SEEN_UNITS_HPP

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace tool {

inline constexpr std::size_t units_told_apart = 1u << 20;  ///< of one run; of those after them it is not noticed that they stand twice

/// Keeps 128 bits of each unit's id, parent and assessment: two units that agree in them by chance are not to be expected in the age of
/// the universe, and would be reported.
class seen_units {
 public:
  /// The line of a unit met before; 0 for a new one, which is kept while there is room.
  std::uint32_t line_of(const std::array<std::string_view, 3>& key, std::uint32_t line);
  bool full() const { return count_ == units_told_apart; }

 private:
  struct entry {
    std::uint64_t low = 0, high = 0;
    std::uint32_t line = 0;  ///< 0: nothing here
  };
  entry& place_of(std::uint64_t low, std::uint64_t high);
  std::vector<entry> entries_;
  std::size_t count_ = 0;
};

}  // namespace tool

#endif
