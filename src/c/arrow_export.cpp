// arrow_export.cpp: exported Arrow structures and their release callbacks.
#include "arrow_export.hpp"

namespace ancs::c {
namespace {

/// What an exported structure holds on to. The structures of its children stand here; what is in them may have been moved out.
template <class Exported, class Parts>
struct holder : object {
  explicit holder(const memory& m) : object(m) {}
  Parts parts;
  std::vector<const void*> buffers;
  std::vector<Exported> children;
  std::vector<Exported*> child_pointers;
  Exported dictionary{};
  std::string metadata;
};
using array_holder = holder<ArrowArray, array_parts>;
using schema_holder = holder<ArrowSchema, schema_parts>;

template <class Holder, class Exported>
void release(Exported* of) {
  if (!of || !of->release) return;
  auto* held = static_cast<Holder*>(of->private_data);
  for (auto& child : held->children)
    if (child.release) child.release(&child);
  if (held->dictionary.release) held->dictionary.release(&held->dictionary);
  unmake(held);
  of->release = nullptr;
}
extern "C" void ancs_release_array(ArrowArray* of) { release<array_holder>(of); }
extern "C" void ancs_release_schema(ArrowSchema* of) { release<schema_holder>(of); }

/// Exports the children and the dictionary of `held`; where one fails, those before it are released.
template <class Holder, class Export>
void export_parts(Holder* held, Export&& one) {
  held->children.resize(held->parts.children.size());
  held->child_pointers.reserve(held->children.size());
  try {
    for (std::size_t i = 0; i < held->children.size(); ++i) {
      one(std::move(held->parts.children[i]), &held->children[i]);
      held->child_pointers.push_back(&held->children[i]);
    }
    if (!held->parts.dictionary.empty()) one(std::move(held->parts.dictionary[0]), &held->dictionary);
  } catch (...) {
    for (auto& child : held->children)
      if (child.release) child.release(&child);
    unmake(held);
    throw;
  }
}

/// Pairs of texts as the Arrow interface writes them: counts and lengths as int32.
std::string written(const std::vector<std::pair<std::string, std::string>>& metadata) {
  std::string out;
  const auto number = [&](std::size_t n) {
    const auto v = static_cast<std::int32_t>(n);
    out.append(reinterpret_cast<const char*>(&v), sizeof v);
  };
  number(metadata.size());
  for (const auto& [key, value] : metadata) {
    number(key.size());
    out += key;
    number(value.size());
    out += value;
  }
  return out;
}

}  // namespace

void export_array(const memory& m, array_parts&& from, ArrowArray* to) {
  auto* held = make<array_holder>(m);
  held->parts = std::move(from);
  export_parts(held, [&](array_parts&& p, ArrowArray* at) { export_array(m, std::move(p), at); });
  for (const auto& b : held->parts.buffers) held->buffers.push_back(b.data());
  ArrowArray out{};
  out.length = held->parts.length;
  out.null_count = held->parts.null_count;
  out.n_buffers = static_cast<std::int64_t>(held->buffers.size());
  out.n_children = static_cast<std::int64_t>(held->children.size());
  out.buffers = held->buffers.data();
  out.children = held->child_pointers.data();
  if (held->dictionary.release) out.dictionary = &held->dictionary;
  out.release = ancs_release_array;
  out.private_data = held;
  *to = out;
}

void export_schema(const memory& m, schema_parts&& from, ArrowSchema* to) {
  auto* held = make<schema_holder>(m);
  held->parts = std::move(from);
  export_parts(held, [&](schema_parts&& p, ArrowSchema* at) { export_schema(m, std::move(p), at); });
  ArrowSchema out{};
  out.format = held->parts.format.c_str();
  out.name = held->parts.name.c_str();
  out.flags = held->parts.flags;
  if (!held->parts.metadata.empty()) {
    held->metadata = written(held->parts.metadata);
    out.metadata = held->metadata.data();
  }
  out.n_children = static_cast<std::int64_t>(held->children.size());
  out.children = held->child_pointers.data();
  if (held->dictionary.release) out.dictionary = &held->dictionary;
  out.release = ancs_release_schema;
  out.private_data = held;
  *to = out;
}

array_parts utf8_array(const memory& m, const std::vector<std::string>& texts) {
  array_parts out;
  out.length = static_cast<std::int64_t>(texts.size());
  std::size_t bytes = 0;
  for (const auto& t : texts) bytes += t.size();
  out.buffers.emplace_back();
  auto& offsets = out.buffers.emplace_back(m, (texts.size() + 1) * sizeof(std::int32_t));
  buffer<unsigned char> chars(m, bytes + 1);
  std::int32_t at = 0;
  for (std::size_t i = 0; i <= texts.size(); ++i) {
    std::memcpy(offsets.data() + i * sizeof at, &at, sizeof at);
    if (i == texts.size()) break;
    std::memcpy(chars.data() + at, texts[i].data(), texts[i].size());
    at += static_cast<std::int32_t>(texts[i].size());
  }
  out.buffers.push_back(std::move(chars));
  return out;
}

}  // namespace ancs::c
