// parse_numbers.hpp: numbers and dates as a rule file writes them, and what to write instead of a wrong one.
#ifndef ANCS_IMPL_PARSE_NUMBERS_HPP
#define ANCS_IMPL_PARSE_NUMBERS_HPP

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "../ast.hpp"
#include "../diagnostic.hpp"
#include "../parse.hpp"

namespace ancs::detail {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// How far a number reaches: digits and `_`, and a point or comma between two digits; a percent sign is not part of it.
inline std::size_t number_length(std::string_view text) {
  std::size_t n = 0;
  while (n < text.size()) {
    const char c = text[n];
    const bool separator = (c == '.' || c == ',') && n > 0 && is_digit(text[n - 1]) && n + 1 < text.size() && is_digit(text[n + 1]);
    if (!is_digit(c) && c != '_' && !separator) break;
    ++n;
  }
  return n;
}

struct number_reading {
  enum class verdict { good, other_style, looks_like_thousands, malformed, too_long } is = verdict::good;
  std::string plain;        ///< digits with at most one point, when good
  std::string correction;   ///< what was probably meant
  std::string alternative;  ///< looks_like_thousands: the same digits as a decimal
};

/// The runs of digits of a number, and the separators between them.
struct number_parts {
  std::vector<std::string_view> runs;
  std::string separators;
  bool underscores_well_placed = true;

  explicit number_parts(std::string_view text) {
    std::size_t begin = 0;
    for (std::size_t i = 0; i <= text.size(); ++i) {
      if (i < text.size() && text[i] != '.' && text[i] != ',') continue;
      runs.push_back(text.substr(begin, i - begin));
      if (i < text.size()) separators += text[i];
      begin = i + 1;
    }
    for (std::size_t i = 0; i < text.size(); ++i)
      if (text[i] == '_' && (i == 0 || i + 1 == text.size() || !is_digit(text[i - 1]) || !is_digit(text[i + 1])))
        underscores_well_placed = false;
  }
  /// True if the first `n` runs read as thousands: 1.234.567.
  bool thousands(std::size_t n) const {
    if (n < 2 || runs[0].size() > 3 || runs[0].find('_') != runs[0].npos || runs[0].find_first_not_of('0') == runs[0].npos) return false;
    for (std::size_t i = 1; i < n; ++i)
      if (runs[i].size() != 3 || runs[i].find('_') != runs[i].npos) return false;
    return true;
  }
  std::string joined(std::size_t n, std::string_view by) const {
    std::string all(runs[0]);
    for (std::size_t i = 1; i < n; ++i) all.append(by).append(runs[i]);
    return all;
  }
};

inline std::string without_underscores(std::string text) {
  std::erase(text, '_');
  return text;
}

/// Reads a number without its percent sign. English files write 20_000 and 0.5, Vietnamese ones 20.000 and 0,5.
inline number_reading read_number(std::string_view text, language in) {
  using verdict = number_reading::verdict;
  const number_parts parts(text);
  const std::size_t n = parts.runs.size();
  const bool vi = in == language::vi;
  const char decimal = vi ? ',' : '.', other = vi ? '.' : ',';
  const std::string_view grouping = vi ? "." : "_";
  number_reading r;

  std::size_t digits = 0;
  for (const char c : text) digits += is_digit(c);
  if (digits > limits::literal_digits) return r.is = verdict::too_long, r;
  r.is = verdict::malformed;
  if (!parts.underscores_well_placed) return r;
  if (n == 1) {
    r.plain = without_underscores(std::string(text));
    r.is = verdict::good;
    return r;
  }
  // A whole part, perhaps grouped by the one sign, then perhaps a fraction after the other.
  const char last = parts.separators.back();
  const bool uniform = parts.separators.find_first_not_of(last) == std::string::npos;
  const bool one_fraction = !uniform && parts.separators.find(last) == n - 2 && parts.thousands(n - 1) &&
                            parts.separators.find_first_not_of(parts.separators[0]) == n - 2;
  if (one_fraction) {  // 1.234,5 or 1,234.5
    const std::string fraction(parts.runs[n - 1]);
    r.correction = parts.joined(n - 1, grouping) + decimal + fraction;
    r.is = verdict::other_style;
    if (vi && last == ',') {
      r.plain = parts.joined(n - 1, "") + "." + fraction;
      r.is = verdict::good;
    }
    return r;
  }
  if (!uniform) return r;
  if (last == other) {
    if (parts.thousands(n)) {
      r.correction = parts.joined(n, grouping);
      r.plain = parts.joined(n, "");
      r.is = vi ? verdict::good : verdict::other_style;
    } else if (n == 2) {
      r.correction = parts.joined(n, std::string_view(&decimal, 1));
      r.is = verdict::other_style;
    }
    return r;
  }
  if (n == 2 && (vi || !parts.thousands(n))) {
    r.plain = without_underscores(parts.joined(n, "."));
    r.is = verdict::good;
  } else if (!vi && parts.thousands(n)) {  // 20.000, 1.234.567
    r.correction = parts.joined(n, grouping);
    r.is = verdict::other_style;
    if (n == 2) {
      std::string fraction(parts.runs[1]);
      while (fraction.size() > 1 && fraction.back() == '0') fraction.pop_back();
      if (fraction.size() == 3) fraction += '0';
      r.alternative = std::string(parts.runs[0]) + "." + fraction;
      r.is = verdict::looks_like_thousands;
    }
  }
  return r;
}

/// Length of a date at the beginning of the text, 0 if there is none: 2022-01-31 or 31/1/2022, unspaced.
inline std::size_t date_length(std::string_view text) {
  const auto digits = [&](std::size_t at) {
    std::size_t n = 0;
    while (at + n < text.size() && is_digit(text[at + n])) ++n;
    return n;
  };
  const auto is = [&](std::size_t at, char c) { return at < text.size() && text[at] == c; };
  const std::size_t a = digits(0);
  if (a == 4 && is(4, '-') && digits(5) == 2 && is(7, '-') && digits(8) == 2) return 10;
  if ((a == 1 || a == 2) && is(a, '/')) {
    const std::size_t b = digits(a + 1);
    if ((b == 1 || b == 2) && is(a + 1 + b, '/') && digits(a + b + 2) == 4) return a + b + 6;
  }
  return 0;
}

/// The day that a date of `date_length` names; empty if the calendar has no such day.
inline std::optional<ast::date> read_date(std::string_view text) {
  int parts[3] = {0, 0, 0};
  std::size_t part = 0;
  for (const char c : text) {
    if (is_digit(c))
      parts[part] = parts[part] * 10 + (c - '0');
    else if (++part > 2)
      return std::nullopt;
  }
  ast::date d;
  const bool year_first = text.size() > 4 && text[4] == '-';
  d.year = parts[year_first ? 0 : 2], d.month = parts[1], d.day = parts[year_first ? 2 : 0];
  const bool leap = (d.year % 4 == 0 && d.year % 100 != 0) || d.year % 400 == 0;
  const int days[] = {31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (d.year < 1 || d.month < 1 || d.month > 12 || d.day < 1 || d.day > days[d.month - 1]) return std::nullopt;
  return d;
}

}  // namespace ancs::detail

#endif
