// periods.cpp: reads days and periods; two forms of a date, as in rule files.
#include "periods.hpp"

#include <charconv>
#include <chrono>
#include <utility>

namespace tool {

namespace {

/// A whole text of `least` to `most` digits.
std::optional<unsigned> digits(std::string_view text, std::size_t least, std::size_t most) {
  unsigned value = 0;
  const char* end = text.data() + text.size();
  const auto [at, failed] = std::from_chars(text.data(), end, value);
  if (text.size() < least || text.size() > most || failed != std::errc() || at != end) return std::nullopt;
  return value;
}

}  // namespace

std::optional<ancs::calendar_day> read_day(std::string_view text) {
  const char sign = text.find('-') != text.npos ? '-' : '/';
  const std::size_t first = text.find(sign), second = first == text.npos ? first : text.find(sign, first + 1);
  if (second == text.npos) return std::nullopt;
  std::string_view year = text.substr(0, first), day = text.substr(second + 1);
  if (sign == '/') std::swap(year, day);
  const auto y = digits(year, 4, 4), m = digits(text.substr(first + 1, second - first - 1), 1, 2), d = digits(day, 1, 2);
  if (!y || !m || !d) return std::nullopt;
  const std::chrono::year_month_day date(std::chrono::year(static_cast<int>(*y)), std::chrono::month(*m), std::chrono::day(*d));
  if (*y == 0 || !date.ok()) return std::nullopt;
  return ancs::calendar_day(date);
}

std::optional<ancs::period> read_period(std::string_view text) {
  using namespace std::chrono;
  if (const auto y = digits(text, 4, 4); y && *y > 0) {
    const year of(static_cast<int>(*y));
    return ancs::period{sys_days(of / January / 1), sys_days(of / December / 31)};
  }
  const std::size_t dots = text.find("..");
  const auto first = read_day(text.substr(0, dots));
  const auto last = dots == text.npos ? first : read_day(text.substr(dots + 2));
  if (!first || !last || *last < *first) return std::nullopt;
  return ancs::period{*first, *last};
}

}  // namespace tool
