// parse_wanted.hpp: what a sentence may want at a place, and the diagnostic that says so.
#ifndef ANCS_IMPL_PARSE_WANTED_HPP
#define ANCS_IMPL_PARSE_WANTED_HPP

#include <cstdint>

#include "../diagnostic.hpp"

namespace ancs::detail {

/// Wants that have words of their own; the others are keywords and signs, which speak for themselves.
/// The most telling first: where several are open, an error names the first.
enum class wanted : std::uint8_t {
  declaration,
  model_item,
  member,
  clause,
  band_row,
  level_row,
  let_row,
  kind,
  level_name,
  option,
  title,
  name,
  reference_name,
  day,
  percent,
  number,
  points,
  expression,
  value,
  expectation,
  string,
  path,
  attribute,
  nothing  ///< no words of its own
};

constexpr code code_of(wanted w) {
  switch (w) {
    case wanted::declaration:
      return code::expected_declaration;
    case wanted::model_item:
      return code::expected_model_item;
    case wanted::member:
      return code::expected_member;
    case wanted::clause:
      return code::expected_clause;
    case wanted::band_row:
      return code::expected_band_row;
    case wanted::level_row:
      return code::expected_level_row;
    case wanted::let_row:
      return code::expected_let_row;
    case wanted::kind:
      return code::expected_kind;
    case wanted::level_name:
      return code::expected_level_name;
    case wanted::option:
      return code::expected_option;
    case wanted::title:
      return code::expected_title;
    case wanted::name:
      return code::expected_name;
    case wanted::reference_name:
      return code::expected_reference;
    case wanted::day:
      return code::expected_date;
    case wanted::percent:
      return code::expected_percent;
    case wanted::number:
      return code::expected_number;
    case wanted::points:
      return code::expected_points;
    case wanted::expression:
      return code::expected_expression;
    case wanted::value:
      return code::expected_value;
    case wanted::expectation:
      return code::expected_expectation;
    case wanted::string:
      return code::expected_string;
    case wanted::path:
      return code::expected_path;
    case wanted::attribute:
      return code::expected_attribute;
    case wanted::nothing:
      break;
  }
  return code::expected_words;
}

}  // namespace ancs::detail

#endif
