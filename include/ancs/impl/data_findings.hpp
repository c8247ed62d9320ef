// data_findings.hpp: how findings about ward data are worded: kinds, values and ranges as a column shows them.
#ifndef ANCS_IMPL_DATA_FINDINGS_HPP
#define ANCS_IMPL_DATA_FINDINGS_HPP

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "../calendar.hpp"
#include "../program.hpp"
#include "../text.hpp"
#include "program_data.hpp"

namespace ancs::detail {

inline diagnostic data_finding(code id, std::vector<std::string> args) {
  diagnostic d;
  d.id = id;
  d.args = std::move(args);
  d.has_place = false;
  return d;
}

inline std::string kind_in_words(input_column::kind kind) {
  using enum input_column::kind;
  switch (kind) {
    case count: return "a whole number from 0\x1f" "số nguyên từ 0 trở lên";
    case number: return "a number\x1f" "một số";
    case money: return "an amount of money\x1f" "số tiền";
    case percent: return "a percentage\x1f" "tỷ lệ phần trăm";
    case points: return "points\x1f" "điểm";
    case days: return "a number of days\x1f" "số ngày";
    case date: return "a date\x1f" "ngày";
    case yes_no: return "yes or no\x1f" "có hoặc không";
    case one_of: return "one of its options\x1f" "một trong các lựa chọn của nó";
  }
  return {};
}

/// A value as a column shows it: 36.3% for a share.
inline std::string in_column_words(const input_column& column, const rational& value) {
  if (column.type == input_column::kind::date) return day_text(value.to_int64().value_or(0));
  if (column.type == input_column::kind::percent) return (value * 100).to_string() + "%";
  return value.to_string();
}

inline std::string range_in_words(const input_column& column, const slot_plan& plan) {
  std::string text;
  if (plan.low) text = (plan.low_open ? "> " : "≥ ") + in_column_words(column, *plan.low);
  if (plan.high) text += (text.empty() ? "" : ", ") + std::string(plan.high_open ? "< " : "≤ ") + in_column_words(column, *plan.high);
  return text;
}

inline std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (const auto& n : names) text += (text.empty() ? "`" : ", `") + n + "`";
  return text;
}

inline diagnostic no_such_column(const program& of, std::string_view name) {
  std::vector<std::string> names;
  for (const auto& c : of.columns()) names.push_back(c.name);
  const auto near = nearest_name(name, names);
  return data_finding(code::unknown_column, {std::string(name), near ? ": `" + *near + "`?" : ""});
}
}  // namespace ancs::detail

#endif
