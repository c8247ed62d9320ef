// record.cpp: the data of one unit through the C interface.
#include "objects.hpp"

namespace ancs::c {

std::optional<rational> number_in(std::string_view text) {
  const bool percent = !text.empty() && text.back() == '%';
  if (percent) text.remove_suffix(1);
  auto value = rational::parse(text);
  if (value && percent) *value /= 100;
  return value;
}

namespace {

using kind = input_column::kind;

/// A setter's answer as a status.
void settle(std::optional<diagnostic> refused) {
  if (refused) fail(ANCS_ERROR_DATA, std::move(*refused));
}

const std::string& name_of_input(const record_object& r, std::int32_t input, std::uint32_t& index) {
  const auto& columns = r.record.of().columns();
  index = static_cast<std::uint32_t>(input);
  if (input < 0 || index >= columns.size()) fail(ANCS_ERROR_DATA, code::host_bad_index, {"input", std::to_string(input), std::to_string(columns.size())});
  return columns[index].name;
}

/// The index of a named input, for setters that are the same by index.
std::int32_t index_of(const record_object& r, const char* name) {
  check(name, "input");
  const auto found = r.record.of().find_column(name);
  if (found) return static_cast<std::int32_t>(*found);
  // Setting by a name that is none words it, with the nearest name.
  auto& record = const_cast<ancs::record&>(r.record);
  settle(record.clear(name));
  return ANCS_NONE;
}

void set_number(record_object& r, std::int32_t input, const rational& value) {
  std::uint32_t index = 0;
  const auto& name = name_of_input(r, input, index);
  const auto type = r.record.of().columns()[index].type;
  settle(type == kind::yes_no ? r.record.set(name, value) : r.record.set(index, value));
}

void set_decimal(record_object& r, std::int32_t input, const char* text, std::size_t length) {
  std::uint32_t index = 0;
  const auto& name = name_of_input(r, input, index);
  if (!text && length != 0) fail(ANCS_ERROR_ARGUMENT, code::host_null, {"text"});
  const auto value = number_in(std::string_view(text ? text : "", length));
  if (!value) {
    r.record.set_invalid(index);
    fail(ANCS_ERROR_DATA, code::host_not_a_number, {name, std::string(text ? text : "", length)});
  }
  settle(r.record.set(name, *value));
}

void set_fraction(record_object& r, std::int32_t input, std::int64_t numerator, std::int64_t denominator) {
  std::uint32_t index = 0;
  const auto& name = name_of_input(r, input, index);
  if (denominator == 0) {
    r.record.set_invalid(index);
    fail(ANCS_ERROR_DATA, code::host_zero_denominator, {name});
  }
  set_number(r, input, rational(numerator, denominator));
}

void set_option(record_object& r, std::int32_t input, const char* text, std::size_t length) {
  std::uint32_t index = 0;
  name_of_input(r, input, index);
  if (!text && length != 0) fail(ANCS_ERROR_ARGUMENT, code::host_null, {"text"});
  settle(r.record.set(index, std::string_view(text ? text : "", length)));
}

template <class Body>
ancs_status by_index(ancs_record* record, ancs_error** error, Body&& body) {
  return call(error, [&](scope& s) { body(s.get<record_object>(record, "record")); });
}
template <class Body>
ancs_status by_name(ancs_record* record, const char* input, ancs_error** error, Body&& body) {
  return call(error, [&](scope& s) {
    auto& r = s.get<record_object>(record, "record");
    body(r, index_of(r, input));
  });
}

}  // namespace
}  // namespace ancs::c

using namespace ancs::c;
using ancs::rational;

extern "C" {

ancs_status ancs_record_create(const ancs_program* program, ancs_record** record, ancs_error** error) {
  return call(error, [&](scope& s) {
    const auto& p = s.get<program_object>(program, "program");
    check(record, "record");
    give<record_object>(record, make<record_object>(p.mem, p));
  });
}
ancs_status ancs_record_copy(const ancs_record* record, ancs_record** copy, ancs_error** error) {
  return call(error, [&](scope& s) {
    const auto& r = s.get<record_object>(record, "record");
    check(copy, "copy");
    give<record_object>(copy, make<record_object>(r.mem, r));
  });
}
ancs_status ancs_record_destroy(ancs_record** record) { return destroy<record_object>(record); }

ancs_status ancs_record_set_int64(ancs_record* record, int32_t input, int64_t value, ancs_error** error) {
  return by_index(record, error, [&](record_object& r) { set_number(r, input, rational(value)); });
}
ancs_status ancs_record_set_fraction(ancs_record* record, int32_t input, int64_t numerator, int64_t denominator, ancs_error** error) {
  return by_index(record, error, [&](record_object& r) { set_fraction(r, input, numerator, denominator); });
}
ancs_status ancs_record_set_double(ancs_record* record, int32_t input, double value, ancs_error** error) {
  return by_index(record, error, [&](record_object& r) {
    std::uint32_t index = 0;
    const auto& name = name_of_input(r, input, index);
    settle(r.record.set(name, value));
  });
}
ancs_status ancs_record_set_decimal(ancs_record* record, int32_t input, const char* text, size_t length, ancs_error** error) {
  return by_index(record, error, [&](record_object& r) { set_decimal(r, input, text, length); });
}
ancs_status ancs_record_set_bool(ancs_record* record, int32_t input, int32_t value, ancs_error** error) {
  return by_index(record, error, [&](record_object& r) {
    std::uint32_t index = 0;
    const auto& name = name_of_input(r, input, index);
    settle(r.record.set(name, value != 0));
  });
}
ancs_status ancs_record_set_option(ancs_record* record, int32_t input, const char* text, size_t length, ancs_error** error) {
  return by_index(record, error, [&](record_object& r) { set_option(r, input, text, length); });
}
ancs_status ancs_record_set_missing(ancs_record* record, int32_t input, ancs_error** error) {
  return by_index(record, error, [&](record_object& r) {
    std::uint32_t index = 0;
    const auto& name = name_of_input(r, input, index);
    settle(r.record.clear(name));
  });
}
ancs_status ancs_record_set_invalid(ancs_record* record, int32_t input, ancs_error** error) {
  return by_index(record, error, [&](record_object& r) {
    std::uint32_t index = 0;
    name_of_input(r, input, index);
    r.record.set_invalid(index);
  });
}

ancs_status ancs_record_set_int64_named(ancs_record* record, const char* input, int64_t value, ancs_error** error) {
  return by_name(record, input, error, [&](record_object& r, int32_t index) { set_number(r, index, rational(value)); });
}
ancs_status ancs_record_set_fraction_named(ancs_record* record, const char* input, int64_t numerator, int64_t denominator, ancs_error** error) {
  return by_name(record, input, error, [&](record_object& r, int32_t index) { set_fraction(r, index, numerator, denominator); });
}
ancs_status ancs_record_set_double_named(ancs_record* record, const char* input, double value, ancs_error** error) {
  return by_name(record, input, error, [&](record_object& r, int32_t) { settle(r.record.set(input, value)); });
}
ancs_status ancs_record_set_decimal_named(ancs_record* record, const char* input, const char* text, size_t length, ancs_error** error) {
  return by_name(record, input, error, [&](record_object& r, int32_t index) { set_decimal(r, index, text, length); });
}
ancs_status ancs_record_set_bool_named(ancs_record* record, const char* input, int32_t value, ancs_error** error) {
  return by_name(record, input, error, [&](record_object& r, int32_t) { settle(r.record.set(input, value != 0)); });
}
ancs_status ancs_record_set_option_named(ancs_record* record, const char* input, const char* text, size_t length, ancs_error** error) {
  return by_name(record, input, error, [&](record_object& r, int32_t index) { set_option(r, index, text, length); });
}
ancs_status ancs_record_set_missing_named(ancs_record* record, const char* input, ancs_error** error) {
  return by_name(record, input, error, [&](record_object& r, int32_t) { settle(r.record.clear(input)); });
}

ancs_status ancs_record_clear(ancs_record* record, ancs_error** error) {
  return by_index(record, error, [](record_object& r) { r.record.clear(); });
}
ancs_status ancs_record_digest(const ancs_record* record, char digest[65], ancs_error** error) {
  return call(error, [&](scope& s) {
    const auto& r = s.get<record_object>(record, "record");
    check(digest, "digest");
    const std::string text = r.record.digest();
    std::memcpy(digest, text.c_str(), 65);
  });
}

}  // extern "C"
