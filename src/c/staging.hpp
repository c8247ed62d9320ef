// staging.hpp: columns of the host as the engine reads them: directly where their layout is the engine's, else copied block by block.
#ifndef ANCS_C_STAGING_HPP
#define ANCS_C_STAGING_HPP

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ancs/ancs.hpp"
#include "call.hpp"

namespace ancs::c {

/// Forms of values that only Arrow columns have, beside the types of ancs.h.
enum arrow_form : std::int32_t { form_decimal128 = 100, form_utf8, form_large_utf8, form_utf8_view, form_nothing };

/// One input column, checked. Values are integer / scale.
struct host_column {
  std::string name;
  std::vector<std::string> options;      // of the input, for messages
  std::int32_t type = ANCS_INT64;
  const unsigned char* data = nullptr;   // the first row's value; for bits, the byte that offset 0 is in
  std::ptrdiff_t stride = 0;             // bytes from row to row; never 0
  std::int64_t scale = 1;
  const std::uint8_t* validity = nullptr;
  int validity_form = 0;                 // 0 bits, 1 bytes, 2 bytes that are 1 where there is no value
  std::size_t bit_offset = 0;            // of the first row, in validity bits and in data bits
  bool mapped = false;
  std::vector<std::int32_t> map;         // one-of: a value's option
  static constexpr std::int32_t no_value = -2;  // in the map: a value that says that there is none
  const std::uint8_t* outer_validity = nullptr; // bits of the array that the column stands in
  std::size_t outer_offset = 0;
  const unsigned char* chars = nullptr;         // of texts
  const void* const* view_buffers = nullptr;    // of text views
  std::int64_t view_buffer_count = 0;
  std::int64_t factor = 1;                      // a value is this many times the integer
  std::int64_t divisor = 1;                     // the integer is this many times the value: parts of a day, of a date

  bool values_direct() const;
  bool validity_direct() const;
  bool has_value(std::size_t row) const;
  /// The value of a row that has one; throws a failure naming the row where it is none that can be taken. Empty: no value after all.
  std::optional<std::int64_t> value(std::size_t row) const;
  /// The option of a text, or ANCS_NONE.
  std::int32_t option_of(std::string_view text) const;
  /// The same of the text in a row that has one.
  std::int32_t option_in(std::size_t row) const { return option_of(text_at(row, data + static_cast<std::ptrdiff_t>(row) * stride)); }

 private:
  std::string_view text_at(std::size_t row, const unsigned char* at) const;
  std::int64_t option_at(std::size_t row, const unsigned char* at) const;
};

/// The bytes of one value of a type, 0 for bits and unknown types.
std::size_t width_of(std::int32_t type);
/// The engine's name of a type it knows.
std::optional<column_type> engine_type(std::int32_t type);

/// Takes a column as the host describes it, or fails.
host_column checked_column(const ancs_column& given, const input_column& input, std::size_t rows);

/// Where results go, checked.
struct host_result {
  std::int32_t what = 0, end = 0;
  std::size_t index = 0;
  std::int32_t type = ANCS_INT64;
  unsigned char* data = nullptr;
  std::ptrdiff_t stride = 0;
  bool direct() const { return stride == static_cast<std::ptrdiff_t>(width_of(type)); }
};

}  // namespace ancs::c

#endif
