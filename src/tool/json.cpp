// json.cpp: the writing of JSON; text is UTF-8 and stays so.
#include "json.hpp"

#include <utility>

namespace tool {

void json_writer::separate() {
  if (!first_) text_ += ',';
  first_ = false;
}

json_writer& json_writer::open(char bracket) {
  separate();
  text_ += bracket;
  first_ = true;
  return *this;
}

json_writer& json_writer::close(char bracket) {
  text_ += bracket;
  first_ = false;
  return *this;
}

json_writer& json_writer::key(std::string_view name) {
  string(name);
  text_ += ':';
  first_ = true;
  return *this;
}

json_writer& json_writer::string(std::string_view text) {
  separate();
  text_ += '"';
  for (const char c : text) {
    switch (c) {
      case '"':
        text_ += "\\\"";
        break;
      case '\\':
        text_ += "\\\\";
        break;
      case '\n':
        text_ += "\\n";
        break;
      case '\r':
        text_ += "\\r";
        break;
      case '\t':
        text_ += "\\t";
        break;
      default:
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
          text_ += c < 0x10 ? "\\u000" : c < 0x20 ? "\\u001" : "\\u007";
          text_ += "0123456789abcdef"[c & 0xF];
        } else {
          text_ += c;
        }
    }
  }
  text_ += '"';
  return *this;
}

json_writer& json_writer::number(std::size_t value) { return raw(std::to_string(value)); }

json_writer& json_writer::boolean(bool value) { return raw(value ? "true" : "false"); }

json_writer& json_writer::raw(std::string_view json) {
  separate();
  text_ += json;
  return *this;
}

std::string json_writer::take() { return std::exchange(text_, {}); }

}  // namespace tool
