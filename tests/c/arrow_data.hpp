// arrow_data.hpp: a small producer of Arrow arrays for the tests, which counts what is alive.
#ifndef ANCS_TESTS_ARROW_DATA_HPP
#define ANCS_TESTS_ARROW_DATA_HPP

#include <ancs.h>

#include <cstring>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace arrow_data {

inline int live_arrays = 0, live_schemas = 0, live_streams = 0, releases = 0;

/// One column (or struct, or dictionary) to be; rows before `offset` are noise that must not be read.
struct column {
  std::string name, format;
  std::int64_t length = 0, offset = 0, null_count = -1;
  std::vector<std::vector<unsigned char>> buffers;   // empty: null
  std::vector<column> children;
  std::vector<column> dictionary;
  int shift = 0;                                      // bytes that buffers are moved out of alignment
};

struct held_array {
  column of;
  std::vector<std::vector<unsigned char>> memory;
  std::vector<const void*> pointers;
  std::vector<ArrowArray> children;
  std::vector<ArrowArray*> child_pointers;
  ArrowArray dictionary{};
};
struct held_schema {
  column of;
  std::vector<ArrowSchema> children;
  std::vector<ArrowSchema*> child_pointers;
  ArrowSchema dictionary{};
};

inline void release_array(ArrowArray* a) {
  auto* h = static_cast<held_array*>(a->private_data);
  for (auto& c : h->children)
    if (c.release) c.release(&c);
  if (h->dictionary.release) h->dictionary.release(&h->dictionary);
  delete h;
  a->release = nullptr;
  --live_arrays, ++releases;
}
inline void release_schema(ArrowSchema* s) {
  auto* h = static_cast<held_schema*>(s->private_data);
  for (auto& c : h->children)
    if (c.release) c.release(&c);
  if (h->dictionary.release) h->dictionary.release(&h->dictionary);
  delete h;
  s->release = nullptr;
  --live_schemas, ++releases;
}

inline ArrowArray array(const column& of) {
  auto* h = new held_array;
  h->of = of;
  for (const auto& b : of.buffers) {
    auto& m = h->memory.emplace_back(b.size() + 64);
    if (!b.empty()) std::memcpy(m.data() + of.shift, b.data(), b.size());
    h->pointers.push_back(b.empty() ? nullptr : m.data() + of.shift);
  }
  h->children.reserve(of.children.size());
  for (const auto& c : of.children) h->children.push_back(array(c));
  for (auto& c : h->children) h->child_pointers.push_back(&c);
  ArrowArray a{};
  a.length = of.length, a.offset = of.offset, a.null_count = of.null_count;
  a.n_buffers = static_cast<std::int64_t>(h->pointers.size()), a.buffers = h->pointers.data();
  a.n_children = static_cast<std::int64_t>(h->children.size()), a.children = h->child_pointers.data();
  if (!of.dictionary.empty()) {
    h->dictionary = array(of.dictionary[0]);
    a.dictionary = &h->dictionary;
  }
  a.release = release_array, a.private_data = h;
  ++live_arrays;
  return a;
}
inline ArrowSchema schema(const column& of) {
  auto* h = new held_schema;
  h->of = of;
  h->children.reserve(of.children.size());
  for (const auto& c : of.children) h->children.push_back(schema(c));
  for (auto& c : h->children) h->child_pointers.push_back(&c);
  ArrowSchema s{};
  s.format = h->of.format.c_str(), s.name = h->of.name.c_str();
  s.flags = 2;
  s.n_children = static_cast<std::int64_t>(h->children.size()), s.children = h->child_pointers.data();
  if (!of.dictionary.empty()) {
    h->dictionary = schema(of.dictionary[0]);
    s.dictionary = &h->dictionary;
  }
  s.release = release_schema, s.private_data = h;
  ++live_schemas;
  return s;
}

template <class T>
void put(std::vector<unsigned char>& to, T value) {
  const auto at = to.size();
  to.resize(at + sizeof value);
  std::memcpy(to.data() + at, &value, sizeof value);
}
template <class V>
std::vector<unsigned char> bits(const std::vector<V>& of, std::int64_t offset) {
  std::vector<unsigned char> out((of.size() + static_cast<std::size_t>(offset)) / 8 + 1, 0xA5);
  for (std::size_t i = 0; i < of.size(); ++i) {
    const std::size_t at = i + static_cast<std::size_t>(offset);
    if (of[i]) out[at / 8] = static_cast<unsigned char>(out[at / 8] | 1u << at % 8);
    else out[at / 8] = static_cast<unsigned char>(out[at / 8] & ~(1u << at % 8));
  }
  return out;
}

/// A column of numbers of type T, with nulls, that begins at an offset.
template <class T, class V>
column numbers(std::string name, std::string format, const std::vector<std::optional<V>>& values, std::int64_t offset = 0) {
  column c;
  c.name = std::move(name), c.format = std::move(format);
  c.length = static_cast<std::int64_t>(values.size()), c.offset = offset;
  std::vector<bool> valid;
  std::vector<unsigned char> data;
  for (std::int64_t i = 0; i < offset; ++i) put(data, static_cast<T>(77));
  bool nulls = false;
  for (const auto& v : values) {
    valid.push_back(v.has_value());
    nulls = nulls || !v;
    put(data, static_cast<T>(v.value_or(V(99))));
  }
  c.buffers = {nulls ? bits(valid, offset) : std::vector<unsigned char>(), data};
  return c;
}

template <class V>
column booleans(std::string name, const std::vector<std::optional<V>>& values, std::int64_t offset = 0) {
  auto c = numbers<std::uint8_t>(std::move(name), "b", values, offset);
  std::vector<bool> set;
  for (const auto& v : values) set.push_back(v.value_or(V(1)) != V(0));
  c.buffers[1] = bits(set, offset);
  return c;
}

/// Texts: "u" with int32 offsets, "U" with int64, "vu" as views.
inline column texts(std::string name, std::string format, const std::vector<std::optional<std::string>>& values, std::int64_t offset = 0) {
  column c;
  c.name = std::move(name), c.format = std::move(format);
  c.length = static_cast<std::int64_t>(values.size()), c.offset = offset;
  std::vector<bool> valid;
  std::vector<unsigned char> places, chars;
  bool nulls = false;
  const auto place = [&](std::size_t at) {
    if (c.format == "u") put(places, static_cast<std::int32_t>(at));
    else if (c.format == "U") put(places, static_cast<std::int64_t>(at));
  };
  const auto add = [&](const std::string& text) {
    if (c.format == "vu") {
      put(places, static_cast<std::int32_t>(text.size()));
      unsigned char rest[12] = {};
      if (text.size() <= 12) {
        std::memcpy(rest, text.data(), text.size());
      } else {
        std::memcpy(rest, text.data(), 4);
        const std::int32_t where = static_cast<std::int32_t>(chars.size());
        std::memcpy(rest + 8, &where, 4);
      }
      places.insert(places.end(), rest, rest + 12);
    } else {
      place(chars.size());
    }
    chars.insert(chars.end(), text.begin(), text.end());
  };
  for (std::int64_t i = 0; i < offset; ++i) add("noise before the first");
  for (const auto& v : values) {
    valid.push_back(v.has_value());
    nulls = nulls || !v;
    add(v.value_or("a null's text"));
  }
  place(chars.size());
  if (chars.empty()) chars.push_back(0);
  c.buffers = {nulls ? bits(valid, offset) : std::vector<unsigned char>(), places, chars};
  if (c.format == "vu") {
    std::vector<unsigned char> sizes;
    put(sizes, static_cast<std::int64_t>(chars.size()));
    c.buffers.push_back(sizes);
  }
  return c;
}

inline column structure(std::vector<column> children, std::int64_t length, std::int64_t offset = 0) {
  column c;
  c.format = "+s";
  c.length = length, c.offset = offset, c.null_count = 0;
  c.buffers = {{}};
  c.children = std::move(children);
  return c;
}

/// A stream of arrays of one schema; `fails_at`: this get_next gives an error number, or throws.
struct stream_state {
  column schema_of;
  std::vector<column> arrays;
  std::size_t next = 0, fails_at = static_cast<std::size_t>(-1);
  bool throws = false, schema_fails = false;
};
inline ArrowArrayStream stream(stream_state of) {
  ArrowArrayStream s{};
  s.private_data = new stream_state(std::move(of));
  s.get_schema = [](ArrowArrayStream* self, ArrowSchema* out) {
    const auto* state = static_cast<stream_state*>(self->private_data);
    if (state->schema_fails) return 5;
    *out = schema(state->schema_of);
    return 0;
  };
  s.get_next = [](ArrowArrayStream* self, ArrowArray* out) {
    auto* state = static_cast<stream_state*>(self->private_data);
    if (state->next == state->fails_at) {
      if (state->throws) throw 1;
      return 5;
    }
    if (state->next == state->arrays.size()) {
      out->release = nullptr;
      return 0;
    }
    *out = array(state->arrays[state->next++]);
    return 0;
  };
  s.get_last_error = [](ArrowArrayStream*) { return "the cable is unplugged"; };
  s.release = [](ArrowArrayStream* self) {
    delete static_cast<stream_state*>(self->private_data);
    self->release = nullptr;
    --live_streams;
  };
  ++live_streams;
  return s;
}

}  // namespace arrow_data

#endif
