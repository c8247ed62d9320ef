// staging.cpp: reading the host's columns in any layout that the interface allows.
#include "staging.hpp"

#include <cmath>
#include <cstdlib>

#include "ancs/calendar.hpp"
#include "ancs/text.hpp"

namespace ancs::c {

std::size_t width_of(std::int32_t type) {
  switch (type) {
    case ANCS_INT8: case ANCS_UINT8: return 1;
    case ANCS_INT16: case ANCS_UINT16: return 2;
    case ANCS_INT32: case ANCS_UINT32: case ANCS_FLOAT32: return 4;
    case ANCS_INT64: case ANCS_UINT64: case ANCS_FLOAT64: return 8;
    case form_decimal128: case form_utf8_view: return 16;
    case form_utf8: return 4;
    case form_large_utf8: return 8;
    default: return 0;
  }
}

std::optional<column_type> engine_type(std::int32_t type) {
  switch (type) {
    case ANCS_INT8: return column_type::int8;
    case ANCS_INT16: return column_type::int16;
    case ANCS_INT32: return column_type::int32;
    case ANCS_INT64: return column_type::int64;
    case ANCS_UINT8: return column_type::uint8;
    case ANCS_UINT16: return column_type::uint16;
    case ANCS_UINT32: return column_type::uint32;
    default: return std::nullopt;
  }
}

bool host_column::values_direct() const {
  const std::size_t width = width_of(type);
  return !mapped && factor == 1 && divisor == 1 && engine_type(type) && stride == static_cast<std::ptrdiff_t>(width) && reinterpret_cast<std::uintptr_t>(data) % width == 0;
}
bool host_column::validity_direct() const {
  return !outer_validity && (!validity || validity_form == 1 || (validity_form == 0 && bit_offset % 8 == 0));
}

bool host_column::has_value(std::size_t row) const {
  if (type == form_nothing) return false;
  if (outer_validity && !((outer_validity[(outer_offset + row) / 8] >> ((outer_offset + row) % 8)) & 1)) return false;
  if (!validity) return true;
  if (validity_form == 0) return (validity[(bit_offset + row) / 8] >> ((bit_offset + row) % 8)) & 1;
  return (validity[row] != 0) == (validity_form == 1);
}

namespace {

template <class T>
T load(const unsigned char* at) {
  T value;
  std::memcpy(&value, at, sizeof value);
  return value;
}

std::string shown(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value < 0 ? "-infinity\x1f" "âm vô cực" : "infinity\x1f" "vô cực";
  return rational::from_double(value)->to_string();
}

/// A moment that is not the beginning of a day: 2022-03-01 10:30:00.
std::string moment(std::int64_t value, std::int64_t per_day) {
  std::int64_t days = value / per_day, rest = value % per_day;
  if (rest < 0) --days, rest += per_day;
  if (days < first_day || days > last_day) return std::to_string(value);
  const auto seconds = static_cast<std::int64_t>(int128{rest} * 86'400 / per_day);
  const auto two = [](std::int64_t n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  return day_text(days) + " " + two(seconds / 3'600) + ":" + two(seconds / 60 % 60) + ":" + two(seconds % 60);
}

[[noreturn]] void not_taken(const std::string& name, std::size_t row, std::string value) {
  fail(ANCS_ERROR_DATA, code::host_row_not_taken, {name, std::to_string(row), std::move(value)}, static_cast<std::int64_t>(row));
}

/// Up to `limit` every whole number is a double (or a float) of its own.
std::int64_t whole(double value, double limit, const std::string& name, std::size_t row) {
  if (!(std::abs(value) <= limit) || value != std::floor(value))
    not_taken(name, row, shown(value));
  return static_cast<std::int64_t>(value);
}

[[noreturn]] void not_an_option(const host_column& c, std::size_t row, std::string value) {
  std::string all;
  for (const auto& o : c.options) all += (all.empty() ? "`" : ", `") + o + "`";
  fail(ANCS_ERROR_DATA, code::host_row_option, {c.name, std::to_string(row), std::move(value), all}, static_cast<std::int64_t>(row));
}

}  // namespace

std::int32_t host_column::option_of(std::string_view text) const {
  for (std::size_t i = 0; i < options.size(); ++i)
    if (options[i] == text) return static_cast<std::int32_t>(i);
  if (find_invalid_utf8(text)) return ANCS_NONE;
  const std::string composed = to_nfc(text);
  for (std::size_t i = 0; i < options.size(); ++i)
    if (options[i] == composed) return static_cast<std::int32_t>(i);
  return ANCS_NONE;
}

std::string_view host_column::text_at(std::size_t row, const unsigned char* at) const {
  const auto broken = [&](const char* what) { fail(ANCS_ERROR_ARGUMENT, code::arrow_broken, {name, what}, static_cast<std::int64_t>(row)); };
  if (type == form_utf8_view) {
    const auto length = load<std::int32_t>(at);
    if (length < 0) broken("a text of negative length\x1f" "văn bản có độ dài âm");
    if (length <= 12) return {reinterpret_cast<const char*>(at + 4), static_cast<std::size_t>(length)};
    const auto buffer = load<std::int32_t>(at + 8), offset = load<std::int32_t>(at + 12);
    if (buffer < 0 || buffer >= view_buffer_count || offset < 0 || !view_buffers[buffer]) broken("a text outside its buffers\x1f" "văn bản nằm ngoài vùng đệm");
    return {static_cast<const char*>(view_buffers[buffer]) + offset, static_cast<std::size_t>(length)};
  }
  std::int64_t from = 0, to = 0;
  if (type == form_utf8) from = load<std::int32_t>(at), to = load<std::int32_t>(at + 4);
  else from = load<std::int64_t>(at), to = load<std::int64_t>(at + 8);
  if (from < 0 || to < from || (to > from && !chars)) broken("offsets that do not ascend\x1f" "các vị trí không tăng dần");
  return {reinterpret_cast<const char*>(chars) + from, static_cast<std::size_t>(to - from)};
}

std::int64_t host_column::option_at(std::size_t row, const unsigned char* at) const {
  const auto text = text_at(row, at);
  const auto option = option_of(text);
  if (option == ANCS_NONE) not_an_option(*this, row, "`" + to_printable(text, 80) + "`");
  return option;
}

std::optional<std::int64_t> host_column::value(std::size_t row) const {
  const unsigned char* at = data + static_cast<std::ptrdiff_t>(row) * stride;
  std::int64_t v = 0;
  switch (type) {
    case ANCS_INT8: v = load<std::int8_t>(at); break;
    case ANCS_INT16: v = load<std::int16_t>(at); break;
    case ANCS_INT32: v = load<std::int32_t>(at); break;
    case ANCS_INT64: v = load<std::int64_t>(at); break;
    case ANCS_UINT8: v = load<std::uint8_t>(at); break;
    case ANCS_UINT16: v = load<std::uint16_t>(at); break;
    case ANCS_UINT32: v = load<std::uint32_t>(at); break;
    case ANCS_UINT64: {
      const auto u = load<std::uint64_t>(at);
      if (u > static_cast<std::uint64_t>(INT64_MAX)) not_taken(name, row, std::to_string(u));
      v = static_cast<std::int64_t>(u);
      break;
    }
    case ANCS_FLOAT64: v = whole(load<double>(at), 9007199254740992.0, name, row); break;
    case ANCS_FLOAT32: v = whole(load<float>(at), 16777216.0, name, row); break;
    case ANCS_BITS: v = (data[(bit_offset + row) / 8] >> ((bit_offset + row) % 8)) & 1; break;
    case form_decimal128: {
      const auto wide = load<int128>(at);
      if (wide > INT64_MAX || wide < INT64_MIN) not_taken(name, row, (rational::from_int128(wide) / scale).to_string());
      v = static_cast<std::int64_t>(wide);
      break;
    }
    case form_utf8: case form_large_utf8: case form_utf8_view: return option_at(row, at);
    default: break;
  }
  if (factor != 1 && __builtin_mul_overflow(v, factor, &v)) not_taken(name, row, std::to_string(v) + " × " + std::to_string(factor));
  if (divisor != 1) {
    if (v % divisor != 0) not_taken(name, row, moment(v, divisor));
    v /= divisor;
  }
  if (!mapped) return v;
  if (v < 0) return std::nullopt;  // the code of a missing category
  if (static_cast<std::uint64_t>(v) >= map.size()) not_an_option(*this, row, std::to_string(v));
  const auto option = map[static_cast<std::size_t>(v)];
  if (option == no_value) return std::nullopt;
  if (option < 0) not_an_option(*this, row, std::to_string(v));
  return option;
}

host_column checked_column(const ancs_column& given, const input_column& input, std::size_t rows) {
  host_column c;
  c.name = input.name;
  c.type = given.type;
  const std::size_t width = width_of(given.type);
  if (given.type > ANCS_BITS || (width == 0 && given.type != ANCS_BITS)) fail(ANCS_ERROR_ARGUMENT, code::host_bad_value, {"type", std::to_string(given.type)});
  if (given.scale < 0) fail(ANCS_ERROR_ARGUMENT, code::host_bad_value, {"scale", std::to_string(given.scale)});
  c.scale = given.scale == 0 ? 1 : given.scale;
  if (given.validity_bytes < 0 || given.validity_bytes > 2)
    fail(ANCS_ERROR_ARGUMENT, code::host_bad_value, {"validity_bytes", std::to_string(given.validity_bytes)});
  if (!given.data && rows != 0) fail(ANCS_ERROR_ARGUMENT, code::host_null, {"data"});
  c.stride = given.stride == 0 ? static_cast<std::ptrdiff_t>(width) : given.stride;
  if (width != 0) {
    if (reinterpret_cast<std::uintptr_t>(given.data) % width != 0) fail(ANCS_ERROR_ARGUMENT, code::host_misaligned, {"data", std::to_string(width)});
    if (c.stride % static_cast<std::ptrdiff_t>(width) != 0) fail(ANCS_ERROR_ARGUMENT, code::host_misaligned, {"stride", std::to_string(width)});
  } else if (given.stride != 0) {
    fail(ANCS_ERROR_ARGUMENT, code::host_bad_value, {"stride", std::to_string(given.stride)});
  }
  // The last value must have an address.
  std::size_t end = 0;
  std::ptrdiff_t reach = 0;
  if (__builtin_add_overflow(given.offset, rows, &end) || end > static_cast<std::size_t>(PTRDIFF_MAX))
    fail(ANCS_ERROR_ARGUMENT, code::host_too_large, {"offset", std::to_string(given.offset)});
  if (__builtin_mul_overflow(static_cast<std::ptrdiff_t>(end), c.stride, &reach))
    fail(ANCS_ERROR_ARGUMENT, code::host_too_large, {"stride", std::to_string(given.stride)});
  const auto base = reinterpret_cast<std::uintptr_t>(given.data);
  if (rows != 0 && (reach >= 0 ? base + static_cast<std::uintptr_t>(reach) < base : base < static_cast<std::uintptr_t>(0) - static_cast<std::uintptr_t>(reach)))
    fail(ANCS_ERROR_ARGUMENT, code::host_too_large, {"stride", std::to_string(given.stride)});
  c.data = static_cast<const unsigned char*>(given.data);
  c.bit_offset = given.offset;
  if (width != 0 && c.data) c.data += static_cast<std::ptrdiff_t>(given.offset) * c.stride;
  c.validity = given.validity;
  c.validity_form = given.validity_bytes;
  if (c.validity && c.validity_form != 0) c.validity += given.offset;
  if (given.options != 0) {
    if (input.type != input_column::kind::one_of) fail(ANCS_ERROR_ARGUMENT, code::host_bad_value, {"options", std::to_string(given.options)});
    if (given.options > std::size_t{1} << 24) fail(ANCS_ERROR_ARGUMENT, code::host_too_large, {"options", std::to_string(given.options)});
    check(given.option_map, "option_map");
    c.mapped = true;
    c.options = input.options;
    c.map.assign(given.option_map, given.option_map + given.options);
    for (const auto m : c.map)
      if (m < ANCS_NONE || m >= static_cast<std::int64_t>(input.options.size())) fail(ANCS_ERROR_ARGUMENT, code::host_bad_value, {"option_map", std::to_string(m)});
  }
  return c;
}

}  // namespace ancs::c
