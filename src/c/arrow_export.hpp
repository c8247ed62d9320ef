// arrow_export.hpp: results as Arrow structures that the host releases.
#ifndef ANCS_C_ARROW_EXPORT_HPP
#define ANCS_C_ARROW_EXPORT_HPP

#include <string>
#include <utility>
#include <vector>

#include "call.hpp"

namespace ancs::c {

/// An array under construction: its buffers, children and dictionary. What it holds it gives up to the exported structure.
struct array_parts {
  std::int64_t length = 0, null_count = 0;
  std::vector<buffer<unsigned char>> buffers;   // an empty one is null
  std::vector<array_parts> children;
  std::vector<array_parts> dictionary;          // none or one
};
/// A field under construction.
struct schema_parts {
  std::string format, name;
  std::int64_t flags = 2;                       // nullable
  std::vector<std::pair<std::string, std::string>> metadata;
  std::vector<schema_parts> children;
  std::vector<schema_parts> dictionary;
};

/// Fills `to`, which the host then releases. Children may be moved out and outlive their parent, as Arrow allows.
void export_array(const memory& m, array_parts&& from, ArrowArray* to);
void export_schema(const memory& m, schema_parts&& from, ArrowSchema* to);

/// Texts as the buffers of a utf8 array.
array_parts utf8_array(const memory& m, const std::vector<std::string>& texts);

}  // namespace ancs::c

#endif
