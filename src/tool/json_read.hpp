// json_read.hpp: reads JSON that this tool wrote, with bounds on what a hostile file may ask for.
#ifndef ANCS_TOOL_JSON_READ_HPP
#define ANCS_TOOL_JSON_READ_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tool {

struct json_member;

/// One value. Numbers are kept as written; nothing here is rounded.
struct json_value {
  enum class kind : std::uint8_t { null, boolean, number, string, array, object } is = kind::null;
  bool yes = false;
  std::string text;                                         ///< string; number as written
  std::vector<json_value> items;                            ///< array
  std::vector<json_member> members;                         ///< object, in its order

  /// The first member of that name, or null.
  const json_value* find(std::string_view name) const;
  /// The text of a string member; empty where there is none.
  std::string string_of(std::string_view name) const;
};

struct json_member {
  std::string name;
  json_value value;
};

/// The whole text as one value. Empty where it is not JSON or nested deeper than 32; `line` is then where reading stopped.
std::optional<json_value> read_json(std::string_view text, std::size_t& line);

}  // namespace tool

#endif
