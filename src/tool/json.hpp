// json.hpp: writes JSON, with commas and escapes where they belong.
#ifndef ANCS_TOOL_JSON_HPP
#define ANCS_TOOL_JSON_HPP

#include <string>
#include <string_view>

namespace tool {

/// Builds one JSON text. Exact numbers are written as strings by the caller; `number` is for counts and positions.
class json_writer {
 public:
  json_writer& begin_object() { return open('{'); }
  json_writer& end_object() { return close('}'); }
  json_writer& begin_array() { return open('['); }
  json_writer& end_array() { return close(']'); }
  json_writer& key(std::string_view name);
  json_writer& string(std::string_view text);
  json_writer& number(std::size_t value);
  json_writer& boolean(bool value);
  /// A value that is JSON already.
  json_writer& raw(std::string_view json);
  /// A line end between values, for people who look at the file.
  json_writer& line() { return text_ += '\n', *this; }

  json_writer& member(std::string_view name, std::string_view text) { return key(name).string(text); }

  /// What was written since the last call; what is open stays open.
  std::string take();

 private:
  json_writer& open(char bracket);
  json_writer& close(char bracket);
  void separate();
  std::string text_;
  bool first_ = true;
};

}  // namespace tool

#endif
