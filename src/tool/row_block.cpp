// row_block.cpp: the plain ways of writing a cell, which nearly all cells are written in.
#include "row_block.hpp"

#include <algorithm>
#include <optional>

#include "ancs/calendar.hpp"

namespace tool {

namespace {

using kind = ancs::input_column::kind;

constexpr std::int64_t power_of_10[] = {1, 10, 100, 1000, 10000, 100000, 1000000};
constexpr int most_decimals = 6;
constexpr std::size_t most_digits = 11;  // so that most_decimals more fit 64 bits

/// Digits, one decimal sign at most, no groups of thousands.
bool read_number(std::string_view text, char point, std::int64_t& value, int& decimals) {
  const bool negative = text.front() == '-';
  if (negative) text.remove_prefix(1);
  if (text.empty() || text.size() > most_digits) return false;
  std::int64_t number = 0;
  decimals = -1;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const auto digit = static_cast<unsigned>(static_cast<unsigned char>(c)) - '0';
    if (digit <= 9) {
      number = number * 10 + static_cast<std::int64_t>(digit);
      if (decimals >= 0) ++decimals;
    } else if (c == point && decimals < 0 && i > 0) {
      decimals = 0;
    } else {
      return false;
    }
  }
  if (decimals == 0 || decimals > most_decimals) return false;
  decimals = std::max(decimals, 0);
  value = negative ? -number : number;
  return true;
}

std::optional<std::int64_t> read_word(std::string_view text, const ancs::input_column& of) {
  if (of.type == kind::yes_no) {
    if (text == "1" || text == "yes" || text == "có") return 1;
    if (text == "0" || text == "no" || text == "không") return 0;
    return std::nullopt;
  }
  if (of.type == kind::date) {
    if (const auto day = ancs::read_day(text)) return std::int64_t{*day};
    return std::nullopt;
  }
  const auto found = std::find(of.options.begin(), of.options.end(), text);
  return found == of.options.end() ? std::nullopt : std::optional<std::int64_t>(found - of.options.begin());
}

}  // namespace

void row_block::clear() {
  rows.clear();
  text.clear();
  in_columns = 0;
  for (column& c : columns) {
    c.gaps = false;
    c.values.clear();
    c.present.clear();
  }
}

ancs::batch row_block::batch_of(const ancs::program& by) const {
  ancs::batch units(by, in_columns);
  for (std::uint32_t i = 0; i < columns.size(); ++i) {
    const column& c = columns[i];
    if (!c.read || in_columns == 0) continue;
    ancs::input_view view;
    view.data = c.values.data();
    view.scale = power_of_10[c.decimals] * (by.columns()[i].type == kind::percent ? 100 : 1);
    if (c.gaps) view.validity = c.present.data();
    view.validity_bits = false;
    (void)units.set(i, view);  // the column is the program's, and its memory is there
  }
  return units;
}

bool add_plain(row_block::column& to, std::string_view text, const ancs::input_column& of, ancs::number_style style) {
  if (text.empty()) {
    to.values.push_back(0);
    to.present.push_back(0);
    return to.gaps = true;
  }
  std::int64_t value = 0;
  int decimals = 0;
  if (of.type == kind::yes_no || of.type == kind::one_of || of.type == kind::date) {
    const auto read = read_word(text, of);
    if (!read) return false;
    value = *read;
  } else {
    const bool percent = of.type == kind::percent;
    if (percent != (text.back() == '%')) return false;
    if (percent) text.remove_suffix(1);
    if (text.empty() || !read_number(text, style == ancs::number_style::en ? '.' : ',', value, decimals)) return false;
    if (decimals != to.decimals) {
      if (decimals > 0 && (of.type == kind::count || of.type == kind::days)) return false;
      // Finer than those before: they follow.
      for (; to.decimals < decimals; ++to.decimals)
        for (auto& before : to.values) before *= 10;
      value *= power_of_10[to.decimals - decimals];
    }
  }
  to.values.push_back(value);
  to.present.push_back(1);
  return true;
}

}  // namespace tool
