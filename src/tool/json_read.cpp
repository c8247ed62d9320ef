// json_read.cpp: a small strict reader of JSON (RFC 8259).
#include "json_read.hpp"

#include <algorithm>

#include "ancs/text.hpp"

namespace tool {

const json_value* json_value::find(std::string_view name) const {
  for (const auto& [key, value] : members)
    if (key == name) return &value;
  return nullptr;
}

std::string json_value::string_of(std::string_view name) const {
  const json_value* found = find(name);
  return found && found->is == kind::string ? found->text : std::string();
}

namespace {

using kind = json_value::kind;

class reader {
 public:
  explicit reader(std::string_view text) : text_(text) {}

  bool whole(json_value& into) {
    if (!value(into, 0)) return false;
    blanks();
    return at_ == text_.size();
  }
  std::size_t line() const { return 1 + static_cast<std::size_t>(std::count(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(at_), '\n')); }

 private:
  static constexpr int deepest = 32;

  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool take(char c) {
    if (peek() != c) return false;
    return ++at_, true;
  }
  bool take(std::string_view word) {
    if (text_.substr(at_, word.size()) != word) return false;
    return at_ += word.size(), true;
  }
  void blanks() {
    while (at_ < text_.size() && std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos) ++at_;
  }

  bool value(json_value& into, int depth) {
    blanks();
    if (depth > deepest) return false;
    switch (peek()) {
      case '{': return into.is = kind::object, list('{', '}', [&] { return member(into, depth); });
      case '[': return into.is = kind::array, list('[', ']', [&] { return value(into.items.emplace_back(), depth + 1); });
      case '"': return into.is = kind::string, string(into.text);
      case 't': return into.is = kind::boolean, into.yes = true, take("true");
      case 'f': return into.is = kind::boolean, take("false");
      case 'n': return take("null");
      default: return into.is = kind::number, number(into.text);
    }
  }

  template <class One>
  bool list(char open, char close, const One& one) {
    if (!take(open)) return false;
    blanks();
    if (take(close)) return true;
    do {
      if (!one()) return false;
      blanks();
    } while (take(','));
    return take(close);
  }
  bool member(json_value& into, int depth) {
    blanks();
    auto& [name, value_of] = into.members.emplace_back();
    if (!string(name)) return false;
    blanks();
    return take(':') && value(value_of, depth + 1);
  }

  bool digits() {
    const std::size_t from = at_;
    while (peek() >= '0' && peek() <= '9') ++at_;
    return at_ > from;
  }
  bool number(std::string& into) {
    const std::size_t from = at_;
    take('-');
    if (!take('0') && !digits()) return false;
    if (take('.') && !digits()) return false;
    if (take('e') || take('E')) {
      if (!take('+')) take('-');
      if (!digits()) return false;
    }
    into = text_.substr(from, at_ - from);
    return true;
  }

  bool hex(char32_t& into) {
    into = 0;
    for (int i = 0; i < 4; ++i) {
      const std::size_t found = std::string_view("0123456789abcdefABCDEF").find(peek());
      if (at_ >= text_.size() || found == std::string_view::npos) return false;
      into = into * 16 + static_cast<char32_t>(found < 16 ? found : found - 6);
      ++at_;
    }
    return true;
  }
  bool escape(std::string& into) {
    static constexpr std::string_view letters = "\"\\/bfnrt", meant = "\"\\/\b\f\n\r\t";
    const std::size_t simple = letters.find(peek());
    if (at_ < text_.size() && simple != letters.npos) return into += meant[simple], ++at_, true;
    char32_t c = 0;
    if (!take('u') || !hex(c)) return false;
    if (c >= 0xD800 && c < 0xDC00) {
      char32_t low = 0;
      if (!take("\\u") || !hex(low) || low < 0xDC00 || low > 0xDFFF) return false;
      c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
    } else if (c >= 0xDC00 && c < 0xE000) {
      return false;
    }
    ancs::append_utf8(into, c);
    return true;
  }
  bool string(std::string& into) {
    if (!take('"')) return false;
    while (at_ < text_.size()) {
      const char c = text_[at_++];
      if (c == '"') return true;
      if (static_cast<unsigned char>(c) < 0x20) return false;
      if (c != '\\') into += c;
      else if (!escape(into)) return false;
    }
    return false;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

std::optional<json_value> read_json(std::string_view text, std::size_t& line) {
  line = 1;
  if (ancs::find_invalid_utf8(text)) return std::nullopt;
  reader of(text);
  json_value value;
  if (of.whole(value)) return value;
  line = of.line();
  return std::nullopt;
}

}  // namespace tool
