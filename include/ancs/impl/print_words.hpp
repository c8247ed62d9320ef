// print_words.hpp: the smallest parts of canonical text: keywords, names, labels, numbers, dates.
#ifndef ANCS_IMPL_PRINT_WORDS_HPP
#define ANCS_IMPL_PRINT_WORDS_HPP

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "../ast.hpp"
#include "../keywords.hpp"
#include "../text.hpp"

namespace ancs::detail::printing {

inline bool is_identifier(std::string_view text) {
  std::size_t at = 0;
  if (text.empty() || !is_identifier_start(next_code_point(text, at))) return false;
  while (at < text.size())
    if (!is_identifier_continue(next_code_point(text, at))) return false;
  return true;
}

inline bool is_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Text in the making, in one language. Each call appends.
class writer {
 public:
  explicit writer(language in) : in_(in) {}

  language in() const { return in_; }
  std::string take() { return std::move(text_); }

  writer& put(std::string_view text) {
    text_ += text;
    return *this;
  }
  writer& put(keyword k) { return put(keyword_text(k, in_)); }
  /// A blank and the keyword; nothing where the language does without it.
  writer& also(keyword k) {
    const auto phrase = keyword_text(k, in_);
    return phrase.empty() ? *this : put(" ").put(phrase);
  }

  writer& put_name(std::string_view name) {
    const bool quoted = !is_identifier(name) || needs_backticks(name, in_);
    return quoted ? put("`").put(name).put("`") : put(name);
  }
  writer& put(const ast::name& name) { return put_name(name.text); }
  /// `name.member`, where the member of a series is a number.
  writer& put_reference(std::string_view name, std::string_view member) {
    put_name(name);
    if (member.empty()) return *this;
    for (std::size_t dot = member.find('.'); !member.empty(); dot = member.find('.')) {
      const std::string_view one = member.substr(0, dot);
      put(".");
      one == "evidence" ? put(keyword::evidence) : is_digits(one) ? put(one) : put_name(one);
      member = dot == std::string_view::npos ? std::string_view() : member.substr(dot + 1);
    }
    return *this;
  }

  writer& put_string(std::string_view text) { return put("\"").put(text).put("\""); }
  writer& put(const ast::label& label) { return put_string(label.text); }
  writer& put(const std::vector<ast::label>& labels) {
    for (std::size_t i = 0; i < labels.size(); ++i) put(i > 0 ? ", " : "").put(labels[i]);
    return *this;
  }
  /// A blank and the label, if there is one.
  writer& also(const std::optional<ast::label>& label) { return label ? put(" ").put(*label) : *this; }

  /// An exact decimal. In an English file three decimals behind one to three digits (not 0) would look like
  /// thousands: those get a fourth.
  writer& put_number(const rational& value) {
    std::string text = value.to_string();
    const auto point = text.find('.');
    if (point == std::string::npos) return put(text);
    const auto first = text.find_first_not_of("-0");
    const bool like_thousands = first < point && point - first <= 3 && text.size() - point == 4;
    if (in_ == language::vi)
      text[point] = ',';
    else if (like_thousands)
      text += '0';
    return put(text);
  }
  writer& put_percent(const rational& share) { return put_number(share * rational(100)).put("%"); }
  writer& put(const ast::literal& literal) { return literal.percent ? put_percent(literal.value) : put_number(literal.value); }

  writer& put(const ast::date& date) {
    if (in_ == language::vi) return put_digits(date.day, 2).put("/").put_digits(date.month, 2).put("/").put_digits(date.year, 4);
    return put_digits(date.year, 4).put("-").put_digits(date.month, 2).put("-").put_digits(date.day, 2);
  }

  writer& put(const ast::points& points) {
    using form = ast::points::form;
    switch (points.written) {
      case form::literal: return put_number(points.value);
      case form::full: return put(keyword::full);
      case form::none: return put(keyword::none);
      case form::percent: return put_percent(points.value);
      case form::fraction:
        return put(std::to_string(points.numerator)).put("/").put(std::to_string(points.denominator)).also(keyword::of_maximum);
      case form::unknown: return put(keyword::unknown);
    }
    return *this;
  }

 private:
  writer& put_digits(int value, std::size_t width) {
    const auto digits = std::to_string(value);
    if (digits.size() < width) text_.append(width - digits.size(), '0');
    return put(digits);
  }

  language in_;
  std::string text_;
};

}  // namespace ancs::detail::printing

#endif
