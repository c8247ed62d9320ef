// calendar.hpp: days as numbers: the Gregorian calendar counted from 1970-01-01, dates read and written.
#ifndef ANCS_CALENDAR_HPP
#define ANCS_CALENDAR_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ancs {

/// The days that data can name: from 0001-01-01 to 9999-12-31.
inline constexpr std::int64_t first_day = -719162, last_day = 2932896;

/// Days from 1970-01-01; any year and month, in the Gregorian calendar.
constexpr std::int64_t days_of(int year, int month, int day) {
  const std::int64_t y = month <= 2 ? year - 1 : year;
  const std::int64_t era = (y >= 0 ? y : y - 399) / 400, of_era = y - era * 400;
  const std::int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

struct civil_day {
  int year = 1970, month = 1, day = 1;
};

constexpr civil_day civil_of(std::int64_t days) {
  const std::int64_t z = days + 719468, era = (z >= 0 ? z : z - 146096) / 146097, of_era = z - era * 146097;
  const std::int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  const std::int64_t of_year = of_era - (365 * year + year / 4 - year / 100), m = (5 * of_year + 2) / 153;
  const int month = static_cast<int>(m < 10 ? m + 3 : m - 9);
  return {static_cast<int>(year + era * 400 + (month <= 2 ? 1 : 0)), month, static_cast<int>(of_year - (153 * m + 2) / 5 + 1)};
}

/// Reads 2022-01-31 or 31/1/2022; empty where the text is neither, or the calendar has no such day.
inline std::optional<std::int64_t> read_day(std::string_view text) {
  int parts[3] = {0, 0, 0};
  std::size_t lengths[3] = {0, 0, 0}, part = 0;
  char sign = 0;
  for (const char c : text) {
    if (c >= '0' && c <= '9') {
      parts[part] = parts[part] * 10 + (c - '0');
      if (++lengths[part] > 4) return std::nullopt;
    } else if ((c == '-' || c == '/') && (sign == 0 || sign == c) && part < 2) {
      sign = c;
      ++part;
    } else {
      return std::nullopt;
    }
  }
  const bool iso = sign == '-' && lengths[0] == 4 && lengths[1] == 2 && lengths[2] == 2;
  const bool usual = sign == '/' && lengths[0] >= 1 && lengths[0] <= 2 && lengths[1] >= 1 && lengths[1] <= 2 && lengths[2] == 4;
  if (part != 2 || (!iso && !usual)) return std::nullopt;
  const int year = parts[iso ? 0 : 2], month = parts[1], day = parts[iso ? 2 : 0];
  if (year < 1 || month < 1 || month > 12 || day < 1) return std::nullopt;
  const std::int64_t days = days_of(year, month, day);
  const civil_day back = civil_of(days);
  if (back.month != month || back.day != day) return std::nullopt;
  return days;
}

/// 2022-01-31, or as Vietnamese documents write it: 31/01/2022.
inline std::string day_text(std::int64_t days, bool vietnamese = false) {
  const civil_day d = civil_of(days);
  const auto digits = [](int n, std::size_t width) {
    std::string text = std::to_string(n);
    return text.size() < width ? std::string(width - text.size(), '0') + text : text;
  };
  if (vietnamese) return digits(d.day, 2) + '/' + digits(d.month, 2) + '/' + digits(d.year, 4);
  return digits(d.year, 4) + '-' + digits(d.month, 2) + '-' + digits(d.day, 2);
}

}  // namespace ancs

#endif
