// impl/check_calendar.hpp: working days counted: the index of a day among them, and the day of an index.
#ifndef ANCS_IMPL_CHECK_CALENDAR_HPP
#define ANCS_IMPL_CHECK_CALENDAR_HPP

#include <algorithm>
#include <cstdint>

#include "../checked.hpp"

namespace ancs::detail {

inline constexpr std::int64_t first_monday = 4;  ///< 1970-01-05

constexpr std::int64_t floor_quotient(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }
constexpr bool is_weekend(std::int64_t day) { return day - first_monday - 7 * floor_quotient(day - first_monday, 7) >= 5; }

class working_calendar {
 public:
  explicit working_calendar(const checked::calendar& days) : days_(days) {}

  /// Working days from the first Monday to this day, both in; below 0 before it.
  std::int64_t index(std::int64_t day) const {
    const auto until = [day](const std::vector<std::int64_t>& all) { return std::upper_bound(all.begin(), all.end(), day) - all.begin(); };
    return weekdays(day) - until(days_.free) + until(days_.worked);
  }
  /// The first day with this index.
  std::int64_t day(std::int64_t index_of) const {
    const auto room = static_cast<std::int64_t>(7 * (days_.free.size() + days_.worked.size()) + 21);
    std::int64_t low = weekday(index_of) - room, high = weekday(index_of) + room;
    while (low < high) {
      const std::int64_t middle = floor_quotient(low + high, 2);
      if (index(middle) >= index_of) high = middle;
      else low = middle + 1;
    }
    return low;
  }
  /// The same without holidays.
  static std::int64_t weekdays(std::int64_t day) {
    const std::int64_t past = day - first_monday + 1, weeks = floor_quotient(past, 7);
    return 5 * weeks + std::min<std::int64_t>(past - 7 * weeks, 5);
  }
  static std::int64_t weekday(std::int64_t ordinal) { return first_monday + ordinal - 1 + 2 * floor_quotient(ordinal - 1, 5); }

 private:
  const checked::calendar& days_;
};

}  // namespace ancs::detail

#endif
