// cells.cpp: numbers in the declared style only, percentages with their sign, yes and no, dates, options.
#include "cells.hpp"

#include <array>

#include "ancs/calendar.hpp"
#include "ancs/parse.hpp"

namespace tool {

namespace {

using ancs::code;
using ancs::number_style;
using kind = ancs::input_column::kind;

struct plain_number {
  std::string text;  ///< as rational::parse reads it
  std::size_t digits = 0;
};

/// The plain form of a number written in a style: grouped properly in thousands or not at all.
std::optional<plain_number> plain(std::string_view text, number_style style) {
  const char group = style == number_style::en ? ',' : '.';
  const char point = style == number_style::en ? '.' : ',';
  plain_number out;
  if (text.starts_with('-')) out.text = "-", text.remove_prefix(1);
  std::size_t run = 0;  // digits since the start or the last group sign
  bool grouped = false, fraction = false;
  for (const char c : text) {
    if (c >= '0' && c <= '9') {
      out.text += c;
      ++out.digits;
      ++run;
    } else if (c == group && !fraction) {
      if (grouped ? run != 3 : run == 0 || run > 3) return std::nullopt;
      grouped = true;
      run = 0;
    } else if (c == point && !fraction) {
      if (run == 0 || (grouped && run != 3)) return std::nullopt;
      out.text += '.';
      fraction = true;
      run = 0;
    } else {
      return std::nullopt;
    }
  }
  if (run == 0 || (grouped && !fraction && run != 3)) return std::nullopt;
  return out;
}

number_style other(number_style style) { return style == number_style::en ? number_style::vi : number_style::en; }
const char* sample(number_style style) { return style == number_style::en ? "1,234.5" : "1.234,5"; }
const char* name(number_style style) { return style == number_style::en ? "en" : "vi"; }

/// One cell being read: every way to refuse it names the text, the column and the place.
struct reading {
  std::string_view text;
  const ancs::input_column& column;
  number_style style;
  ancs::span where;

  cell_value refuse(code id, std::vector<std::string> args) const {
    cell_value out;
    out.problem = ancs::diagnostic{id, where, std::move(args), {}, true};
    return out;
  }

  cell_value number() const {
    const bool percent = column.type == kind::percent;
    std::string_view digits = text;
    const bool sign = digits.ends_with('%');
    if (sign) {
      digits.remove_suffix(1);
      while (digits.ends_with(' ')) digits.remove_suffix(1);
    }
    const auto read = plain(digits, style);
    if (!read) {
      if (plain(digits, other(style)))
        return refuse(code::cell_other_number_style, {std::string(text), sample(style), column.name, name(other(style))});
      return refuse(code::cell_not_a_number, {std::string(text), column.name});
    }
    if (read->digits > ancs::limits::literal_digits) {
      return refuse(code::cell_number_too_long, {std::to_string(read->digits), std::to_string(ancs::limits::literal_digits), column.name});
    }
    if (percent && !sign) return refuse(code::cell_percent_sign_missing, {std::string(text), column.name});
    if (!percent && sign) return refuse(code::cell_percent_sign_extra, {std::string(text), column.name});
    cell_value out;
    out.number = ancs::rational::parse(read->text);
    if (!out.number) return refuse(code::cell_not_a_number, {std::string(text), column.name});
    if (percent) *out.number /= ancs::rational(100);
    if (column.type == kind::count || column.type == kind::days) return whole(std::move(out), digits);
    return out;
  }

  /// `1.234` in a count column is most likely a thousand written the other way: the help says so.
  cell_value whole(cell_value read, std::string_view digits) const {
    if (read.number->is_integer()) return read;
    const auto elsewhere = plain(digits, other(style));
    if (elsewhere && elsewhere->text.find('.') == std::string::npos) {
      return refuse(code::cell_not_whole_other_style, {std::string(text), sample(style), column.name, elsewhere->text, name(other(style))});
    }
    return refuse(code::cell_not_whole, {std::string(text), column.name});
  }

  cell_value yes_no() const {
    static constexpr std::array<std::string_view, 7> yes{"yes", "có", "Có", "CÓ", "true", "1", "đúng"};
    static constexpr std::array<std::string_view, 7> no{"no", "không", "Không", "KHÔNG", "false", "0", "sai"};
    std::string lower(text);
    for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    cell_value out;
    for (const auto word : yes) {
      if (word == lower || word == text) out.number = ancs::rational(1);
    }
    for (const auto word : no) {
      if (word == lower || word == text) out.number = ancs::rational(0);
    }
    return out.number ? out : refuse(code::cell_not_yes_no, {std::string(text), column.name});
  }

  cell_value date() const {
    cell_value out;
    if (const auto day = ancs::read_day(text)) out.number = ancs::rational(*day);
    return out.number ? out : refuse(code::cell_not_a_date, {std::string(text), column.name});
  }
};

}  // namespace

cell_value read_cell(std::string_view text, const ancs::input_column& column, number_style style, ancs::span where) {
  const reading cell{text, column, style, where};
  switch (column.type) {
    case kind::yes_no:
      return cell.yes_no();
    case kind::one_of: {
      cell_value out;
      out.option = std::string(text);
      return out;
    }
    case kind::date:
      return cell.date();
    default:
      return cell.number();
  }
}

}  // namespace tool
