// arrow_import.cpp: which Arrow formats are read for which input, and where their values stand.
#include "arrow_import.hpp"

#include <charconv>

#include "ancs/text.hpp"

namespace ancs::c {
namespace {

[[noreturn]] void broken(const std::string& name, const char* what) { fail(ANCS_ERROR_ARGUMENT, code::arrow_broken, {name, what}); }

/// Integers and floats by their format letter.
std::int32_t plain_type(std::string_view format) {
  if (format.size() != 1) return -1;
  switch (format[0]) {
    case 'c': return ANCS_INT8;
    case 'C': return ANCS_UINT8;
    case 's': return ANCS_INT16;
    case 'S': return ANCS_UINT16;
    case 'i': return ANCS_INT32;
    case 'I': return ANCS_UINT32;
    case 'l': return ANCS_INT64;
    case 'L': return ANCS_UINT64;
    case 'f': return ANCS_FLOAT32;
    case 'g': return ANCS_FLOAT64;
    case 'b': return ANCS_BITS;
    case 'n': return form_nothing;
    default: return -1;
  }
}
bool is_integer(std::int32_t type) { return type >= ANCS_INT8 && type <= ANCS_UINT64; }

std::int32_t text_type(std::string_view format) {
  if (format == "u") return form_utf8;
  if (format == "U") return form_large_utf8;
  if (format == "vu") return form_utf8_view;
  return -1;
}

/// "d:precision,scale[,bits]"; the scale as scale or factor.
std::int32_t decimal_type(std::string_view format, std::int64_t& scale, std::int64_t& factor) {
  if (!format.starts_with("d:")) return -1;
  int numbers[3] = {0, 0, 128};
  const char *at = format.data() + 2, *end = format.data() + format.size();
  for (int i = 0; i < 3; ++i) {
    const auto [next, wrong] = std::from_chars(at, end, numbers[i]);
    if (wrong != std::errc()) return -1;
    at = next;
    if (at == end) {
      if (i == 0) return -1;
      break;
    }
    if (*at++ != ',' || i == 2) return -1;
  }
  if (numbers[1] > 18 || numbers[1] < -18) return -1;
  for (int i = 0; i < numbers[1]; ++i) scale *= 10;
  for (int i = 0; i > numbers[1]; --i) factor *= 10;
  return numbers[2] == 32 ? ANCS_INT32 : numbers[2] == 64 ? ANCS_INT64 : numbers[2] == 128 ? form_decimal128 : -1;
}

/// Days and moments: date32, date64, and timestamps without a time zone or in UTC; how many units of them a day has.
std::int32_t day_type(std::string_view format, std::int64_t& divisor) {
  if (format == "tdD") return ANCS_INT32;
  constexpr std::int64_t seconds = 86'400;
  divisor = seconds * 1'000;
  if (format == "tdm") return ANCS_INT64;
  if (format.size() < 4 || !format.starts_with("ts") || format[3] != ':') return -1;
  const std::string_view zone = format.substr(4);
  if (!zone.empty() && zone != "UTC" && zone != "Etc/UTC" && zone != "Z" && zone != "+00:00") return -1;
  switch (format[2]) {
    case 's': divisor = seconds; return ANCS_INT64;
    case 'm': return ANCS_INT64;
    case 'u': divisor = seconds * 1'000'000; return ANCS_INT64;
    case 'n': divisor = seconds * 1'000'000'000; return ANCS_INT64;
    default: return -1;
  }
}

struct layout {
  std::int64_t first = 0;               // index of the first value in the buffers
  const std::uint8_t* validity = nullptr;
};

/// Checks an array's lengths and finds its validity. `least` buffers must be there.
layout checked(const ArrowArray& a, const std::string& name, std::int64_t least, std::int64_t needed) {
  if (!a.release) fail(ANCS_ERROR_ARGUMENT, code::arrow_released, {name});
  if (a.length < 0 || a.offset < 0 || a.length < needed) broken(name, "its length is negative or less than that of its struct\x1f" "độ dài âm hoặc nhỏ hơn độ dài của cấu trúc");
  std::int64_t end = 0;
  if (__builtin_add_overflow(a.length, a.offset, &end) || end > INT64_MAX / 16) broken(name, "its length and offset are too large\x1f" "độ dài và vị trí đầu quá lớn");
  if (a.n_buffers < least || (a.n_buffers > 0 && !a.buffers)) broken(name, "buffers are missing\x1f" "thiếu vùng đệm");
  layout l;
  l.first = a.offset;
  if (least > 0 && a.null_count != 0) {
    l.validity = static_cast<const std::uint8_t*>(a.buffers[0]);
    if (!l.validity && a.null_count > 0 && a.length > 0) broken(name, "it counts nulls and has no validity buffer\x1f" "có giá trị trống nhưng thiếu vùng đệm hiệu lực");
  }
  return l;
}

/// Where values of a form stand in an array.
void place(host_column& c, const ArrowArray& a, std::int64_t first, std::int64_t rows) {
  if (c.type == form_nothing) return;
  const std::int64_t least = c.type == form_utf8 || c.type == form_large_utf8 || c.type == form_utf8_view ? 3 : 2;
  if (a.n_buffers < (c.type == form_utf8_view ? 2 : least) || !a.buffers) broken(c.name, "buffers are missing\x1f" "thiếu vùng đệm");
  if (!a.buffers[1] && rows > 0) broken(c.name, "the buffer of values is missing\x1f" "thiếu vùng đệm giá trị");
  c.stride = static_cast<std::ptrdiff_t>(width_of(c.type));
  c.data = static_cast<const unsigned char*>(a.buffers[1]);
  if (c.type == ANCS_BITS) return;  // by bit_offset
  if (c.data) c.data += first * c.stride;
  if (c.type == form_utf8 || c.type == form_large_utf8) c.chars = static_cast<const unsigned char*>(a.buffers[2]);
  if (c.type == form_utf8_view) {
    // Behind the views stand the texts, and last the sizes of these buffers.
    c.view_buffers = a.buffers + 2;
    c.view_buffer_count = std::max<std::int64_t>(0, a.n_buffers - 3);
  }
}

}  // namespace

arrow_reader::arrow_reader(const ancs::program& program, const ArrowSchema& schema) : program_(program), children_(schema.n_children) {
  const std::string_view format = schema.format ? schema.format : "";
  if (format != "+s") fail(ANCS_ERROR_UNSUPPORTED, code::arrow_not_a_struct, {std::string(format)});
  if (schema.n_children < 0 || (schema.n_children > 0 && !schema.children)) broken("schema", "children are missing\x1f" "thiếu phần tử con");
  std::vector<bool> seen(program.columns().size());
  for (std::int64_t i = 0; i < schema.n_children; ++i) {
    const ArrowSchema* child = schema.children[i];
    if (!child || !child->release) broken("schema", "a child was released\x1f" "một phần tử con đã được giải phóng");
    const std::string_view name = child->name ? child->name : "";
    auto input = program.find_column(name);
    if (!input && !find_invalid_utf8(name)) input = program.find_column(to_nfc(name));
    if (!input) continue;
    if (seen[*input]) fail(ANCS_ERROR_DATA, code::arrow_column_twice, {std::string(name)});
    seen[*input] = true;
    field f = read(*child, *input);
    f.child = static_cast<std::size_t>(i);
    fields_.push_back(f);
  }
}

arrow_reader::field arrow_reader::read(const ArrowSchema& child, std::uint32_t input) const {
  const auto& info = program_.columns()[input];
  const std::string format = child.format ? child.format : "";
  const bool one_of = info.type == input_column::kind::one_of;
  const auto refuse = [&](const std::string& what) { fail(ANCS_ERROR_UNSUPPORTED, code::arrow_type, {info.name, to_printable(what, 80)}); };
  field f;
  f.input = input;
  if (child.dictionary) {
    const std::string inner = child.dictionary->format ? child.dictionary->format : "";
    f.type = plain_type(format);
    f.dictionary = text_type(inner);
    if (!one_of || !is_integer(f.type) || f.dictionary < 0) refuse(format + " → " + inner);
    return f;
  }
  f.type = plain_type(format);
  if (f.type < 0) f.type = decimal_type(format, f.scale, f.factor);
  if (f.type < 0 && one_of) f.type = text_type(format);
  if (f.type < 0 && info.type == input_column::kind::date) f.type = day_type(format, f.divisor);
  if (f.type < 0) refuse(format);
  return f;
}

std::vector<std::optional<host_column>> arrow_reader::present() const {
  std::vector<std::optional<host_column>> out(program_.columns().size());
  for (const auto& f : fields_) out[f.input].emplace();
  return out;
}

std::vector<std::optional<host_column>> arrow_reader::columns(const ArrowArray& array) const {
  checked(array, "array", 0, 0);
  if (array.n_children != children_ || (children_ > 0 && !array.children)) broken("array", "it has not as many children as its schema\x1f" "số phần tử con khác với lược đồ");
  std::vector<std::optional<host_column>> out(program_.columns().size());
  for (const auto& f : fields_) {
    const ArrowArray* child = array.children[f.child];
    if (!child) broken(program_.columns()[f.input].name, "it is missing\x1f" "bị thiếu");
    out[f.input] = column(f, *child, array);
  }
  return out;
}

host_column arrow_reader::column(const field& f, const ArrowArray& child, const ArrowArray& parent) const {
  const auto& info = program_.columns()[f.input];
  host_column c;
  c.name = info.name;
  c.options = info.options;
  c.type = f.type;
  c.scale = f.scale, c.factor = f.factor, c.divisor = f.divisor;
  const layout l = checked(child, info.name, f.type == form_nothing ? 0 : 2, parent.offset + parent.length);
  c.validity = l.validity;
  c.bit_offset = static_cast<std::size_t>(l.first + parent.offset);
  if (parent.n_buffers > 0 && parent.buffers && parent.null_count != 0) {
    c.outer_validity = static_cast<const std::uint8_t*>(parent.buffers[0]);
    c.outer_offset = static_cast<std::size_t>(parent.offset);
  }
  place(c, child, l.first + parent.offset, parent.length);
  if (f.dictionary == 0) return c;

  if (!child.dictionary) broken(info.name, "its dictionary is missing\x1f" "thiếu từ điển");
  const ArrowArray& words = *child.dictionary;
  const layout in = checked(words, info.name, f.dictionary == form_utf8_view ? 2 : 3, 0);
  if (words.length > 1 << 24) broken(info.name, "its dictionary is too large\x1f" "từ điển quá lớn");
  host_column texts;
  texts.name = info.name;
  texts.options = info.options;
  texts.type = f.dictionary;
  texts.validity = in.validity;
  texts.bit_offset = static_cast<std::size_t>(in.first);
  place(texts, words, in.first, words.length);
  c.mapped = true;
  for (std::int64_t i = 0; i < words.length; ++i) {
    const auto row = static_cast<std::size_t>(i);
    c.map.push_back(texts.has_value(row) ? texts.option_in(row) : host_column::no_value);
  }
  return c;
}

}  // namespace ancs::c
