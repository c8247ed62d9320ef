// parse_tokens.hpp: rule text to tokens: words, names, strings, numbers, dates, signs. Linear, and reports what is no token.
#ifndef ANCS_IMPL_PARSE_TOKENS_HPP
#define ANCS_IMPL_PARSE_TOKENS_HPP

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "../ast.hpp"
#include "parse_findings.hpp"
#include "parse_numbers.hpp"
#include "parse_phrases.hpp"

namespace ancs::detail {

enum class token_kind : std::uint8_t {
  word,
  quoted_name,
  string,
  number,
  percent,
  date,
  brace_open,
  brace_close,
  paren_open,
  paren_close,
  bracket_open,
  bracket_close,
  colon,
  comma,
  dot,
  equal,
  not_equal,
  less,
  less_equal,
  greater,
  greater_equal,
  plus,
  minus,
  star,
  slash,
  end
};

/// How signs are written, in the order of token_kind from brace_open on.
inline constexpr std::string_view sign_texts[] = {"{",  "}", "(",  ")", "[",  "]", ":", ",", ".", "=",
                                                  "!=", "<", "<=", ">", ">=", "+", "-", "*", "/"};
inline constexpr std::size_t first_sign = static_cast<std::size_t>(token_kind::brace_open);

/// A token; its text is [begin, end) of the normalised text.
struct token {
  std::uint32_t begin = 0, end = 0;
  token_kind kind = token_kind::end;
  std::uint8_t phrase = 0;  ///< word: the longest keyword phrase that begins here
  bool own_line = false;    ///< the first token of its line
  bool quiet = false;       ///< something before it was reported already: an error found here would be a mere consequence
};

/// Signs that a word processor or another language suggests, and what the rule language has for them.
struct replaced_sign {
  std::string_view written;
  token_kind meant;
};
inline constexpr replaced_sign replaced_signs[] = {
    {"==", token_kind::equal},        {"<>", token_kind::not_equal}, {"=<", token_kind::less_equal}, {"=>", token_kind::greater_equal},
    {"≥", token_kind::greater_equal}, {"≤", token_kind::less_equal}, {"≠", token_kind::not_equal},   {"–", token_kind::minus},
    {"—", token_kind::minus},         {"−", token_kind::minus},      {"×", token_kind::star},        {"÷", token_kind::slash}};

class tokenizer {
 public:
  tokenizer(const parsed_text& text, const phrase_table& phrases, findings_list& out)
      : source_(text), text_(text.view()), phrases_(phrases), out_(out) {}

  std::vector<token> tokens;
  std::vector<ast::comment> comments;
  bool cut_off = false;  ///< there is more text than is read

  void run() {
    while (at_ < text_.size() && !out_.full() && !cut_off) {
      step();
      cut_off = tokens.size() + comments.size() > limits::file_words;
    }
    if (cut_off) {
      const std::uint32_t begin = tokens.empty() ? 0 : tokens.back().begin;
      report(code::too_many_words, begin, tokens.empty() ? 0 : tokens.back().end, {std::to_string(limits::file_words)});
    }
    at_ = static_cast<std::uint32_t>(text_.size());
    push(token_kind::end, at_);
    find_phrases();
  }

 private:
  bool ahead(std::string_view what) const { return text_.substr(at_, what.size()) == what; }
  char peek(std::size_t n = 0) const { return at_ + n < text_.size() ? text_[at_ + n] : '\0'; }

  void push(token_kind kind, std::uint32_t begin) {
    token t;
    t.begin = begin, t.end = at_, t.kind = kind, t.own_line = own_line_, t.quiet = quiet_next_;
    own_line_ = quiet_next_ = false;
    tokens.push_back(t);
  }
  void report(code id, std::uint32_t begin, std::uint32_t end, std::vector<std::string> args = {}) {
    out_.add(id, begin, end, std::move(args));
  }
  std::string shown(std::uint32_t begin, std::uint32_t end) const { return quoted_text(source_.at(begin, end)); }

  /// End of the line that holds `at_`, without blanks before it. Found once per line: lines may be long.
  std::uint32_t line_end() {
    if (at_ >= line_end_) {
      std::size_t e = text_.find_first_of("\r\n", at_);
      if (e == text_.npos) e = text_.size();
      while (e > at_ + 1 && (text_[e - 1] == ' ' || text_[e - 1] == '\t')) --e;
      line_end_ = static_cast<std::uint32_t>(e);
    }
    return line_end_;
  }

  void step() {
    const char c = text_[at_];
    if (c == '\n' || c == '\r') return void((++at_, own_line_ = true));
    if (c == ' ' || c == '\t' || c == '\f' || c == '\v') return void(++at_);
    if (c == '#') return comment();
    if (c == '"') return string(1);
    if (c == '`') return backticks();
    if (is_digit(c)) return number();
    if (c == '%') return detached_percent();
    std::size_t next = at_;
    const char32_t point = next_code_point(text_, next);
    if (is_identifier_start(point)) return word();
    if (is_blank(point)) return void(at_ = static_cast<std::uint32_t>(next));
    if (point == U'“' || point == U'”' || point == U'„') return string(next - at_);
    sign(static_cast<std::uint32_t>(next), point);
  }

  static bool is_blank(char32_t c) { return c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x3000 || c == 0xFEFF; }

  void comment() {
    const std::uint32_t begin = at_;
    std::size_t e = text_.find_first_of("\r\n", at_);
    if (e == text_.npos) e = text_.size();
    at_ = static_cast<std::uint32_t>(e);
    comments.push_back({std::string(source_.at(begin + 1, at_)), source_.where(begin, at_), own_line_});
  }

  void string(std::size_t quote_size) {
    const std::uint32_t begin = at_, stop = line_end();
    const std::string_view line = text_.substr(0, stop);
    bool typographic = quote_size != 1;
    std::size_t close = line.find('"', at_ + quote_size);
    std::size_t close_size = 1;
    if (close == line.npos || typographic)
      for (const std::string_view mark : {"”", "“"})
        if (const std::size_t c = line.find(mark, at_ + quote_size); c < close) close = c, close_size = mark.size(), typographic = true;
    if (close == line.npos) return unterminated(begin, stop);
    at_ = static_cast<std::uint32_t>(close + close_size);
    const std::string_view content = text_.substr(begin + quote_size, close - begin - quote_size);
    if (typographic) report(code::typographic_quotes, begin, at_, {shown(begin, at_), quoted_text(content)});
    if (content.size() > limits::string_bytes) report(code::string_too_long, begin, at_, {std::to_string(limits::string_bytes)});
    for (std::size_t i = 0; i < content.size(); ++i)
      if (static_cast<unsigned char>(content[i]) < 0x20 && content[i] != '\t')
        unexpected(static_cast<std::uint32_t>(begin + quote_size + i), static_cast<std::uint32_t>(begin + quote_size + i + 1));
    push(token_kind::string, begin);
  }

  /// The string is taken to reach the line end, but for an opening brace there: the block that follows it is not at fault.
  void unterminated(std::uint32_t begin, std::uint32_t stop) {
    report(code::unterminated_string, begin, stop, {shown(begin, stop)});
    at_ = stop;
    const bool brace = stop > begin + 1 && text_[stop - 1] == '{';
    if (brace) --at_;
    push(token_kind::string, begin);
    quiet_next_ = true;
    if (brace) ++at_, push(token_kind::brace_open, at_ - 1), quiet_next_ = true;
  }

  void backticks() {
    const std::uint32_t begin = at_, stop = line_end();
    const std::size_t close = text_.substr(0, stop).find('`', at_ + 1);
    if (close == text_.npos) {
      at_ = stop;
      report(code::unterminated_name, begin, stop, {shown(begin, stop)});
      push(token_kind::quoted_name, begin);
      quiet_next_ = true;
      return;
    }
    at_ = static_cast<std::uint32_t>(close + 1);
    const std::string_view name = text_.substr(begin + 1, close - begin - 1);
    std::size_t i = 0;
    bool good = !name.empty() && is_identifier_start(next_code_point(name, i));
    while (good && i < name.size()) good = is_identifier_continue(next_code_point(name, i));
    if (!good) report(code::not_a_name, begin, at_, {shown(begin, at_)});
    check_name_length(begin + 1, at_ - 1);
    push(token_kind::quoted_name, begin);
  }

  void check_name_length(std::uint32_t begin, std::uint32_t end) {
    if (end > begin + limits::name_bytes) report(code::name_too_long, begin, end, {std::to_string(limits::name_bytes)});
  }

  void skip_identifier() {
    std::size_t next = at_;
    while (next < text_.size()) {
      at_ = static_cast<std::uint32_t>(next);
      if (!is_identifier_continue(next_code_point(text_, next))) return;
    }
    at_ = static_cast<std::uint32_t>(next);
  }

  void word() {
    const std::uint32_t begin = at_;
    skip_identifier();
    check_name_length(begin, at_);
    push(token_kind::word, begin);
  }

  /// After `x.` only the digits count: x.1 is a month, not a decimal.
  bool after_dot() const { return tokens.size() > 1 && tokens.back().kind == token_kind::dot && tokens.back().end == at_; }

  void number() {
    const std::uint32_t begin = at_;
    const std::string_view rest = text_.substr(at_, 16);
    if (after_dot()) {
      while (is_digit(peek())) ++at_;
      return push(token_kind::number, begin);
    }
    if (const std::size_t n = date_length(rest)) {
      at_ += static_cast<std::uint32_t>(n);
      if (!read_date(rest.substr(0, n))) report(code::not_a_day, begin, at_, {shown(begin, at_)});
      return push(token_kind::date, begin);
    }
    at_ += static_cast<std::uint32_t>(number_length(text_.substr(at_)));
    const number_reading r = read_number(text_.substr(begin, at_ - begin), phrases_.in());
    const bool percent = peek() == '%';
    if (percent) ++at_;
    const std::uint32_t end = at_;
    skip_identifier();
    const std::string suffix = percent ? "%" : "";
    using verdict = number_reading::verdict;
    if (r.is == verdict::too_long)
      report(code::too_many_digits, begin, at_, {std::to_string(limits::literal_digits)});
    else if (at_ != end)
      report(code::number_runs_into_word, begin, at_, {shown(begin, at_), shown(begin, end), shown(end, at_)});
    else if (r.is == verdict::malformed)
      report(code::not_a_number, begin, at_, {shown(begin, at_)});
    else if (r.is == verdict::other_style)
      report(code::other_number_style, begin, at_, {shown(begin, at_), r.correction + suffix});
    else if (r.is == verdict::looks_like_thousands)
      report(code::looks_like_thousands, begin, at_, {shown(begin, at_), r.correction + suffix, r.alternative + suffix});
    push(percent ? token_kind::percent : token_kind::number, begin);
    if (at_ != end) tokens.back().quiet = true;
  }

  /// `30 %`: reported, and read as 30%.
  void detached_percent() {
    const std::uint32_t begin = at_++;
    if (tokens.empty() || tokens.back().kind != token_kind::number) return unexpected(begin, at_);
    token& before = tokens.back();
    report(code::detached_percent, before.begin, at_, {shown(before.begin, at_), shown(before.begin, before.end) + "%"});
    before.kind = token_kind::percent;
    quiet_next_ = true;  // the 2 of `5 % 2`: there is no modulo
  }

  void sign(std::uint32_t next, char32_t point) {
    const std::uint32_t begin = at_;
    for (const replaced_sign& s : replaced_signs)
      if (ahead(s.written)) {
        at_ += static_cast<std::uint32_t>(s.written.size());
        report(code::replaced_sign, begin, at_,
               {shown(begin, at_), std::string(sign_texts[static_cast<std::size_t>(s.meant) - first_sign])});
        return push(s.meant, begin);
      }
    std::size_t found = std::size(sign_texts);
    for (std::size_t i = 0; i < std::size(sign_texts); ++i)
      if (ahead(sign_texts[i]) && (found == std::size(sign_texts) || sign_texts[i].size() > sign_texts[found].size())) found = i;
    if (found != std::size(sign_texts)) {
      at_ += static_cast<std::uint32_t>(sign_texts[found].size());
      return push(static_cast<token_kind>(first_sign + found), begin);
    }
    // One finding for a run of the same strange kind, so that a line of boxes is not a hundred findings.
    at_ = next;
    while (at_ < text_.size()) {
      std::size_t n = at_;
      if (next_code_point(text_, n) != point) break;
      at_ = static_cast<std::uint32_t>(n);
    }
    unexpected(begin, at_);
  }

  void unexpected(std::uint32_t begin, std::uint32_t end) {
    std::size_t i = begin;
    const char32_t point = next_code_point(text_, i);
    constexpr char digits[] = "0123456789ABCDEF";
    std::string number;
    for (int shift = point > 0xFFFF ? 20 : 12; shift >= 0; shift -= 4) number += digits[(point >> shift) & 15];
    report(code::unexpected_character, begin, end, {shown(begin, static_cast<std::uint32_t>(i)), "U+" + number});
    quiet_next_ = true;
  }

  void find_phrases() {
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      if (tokens[i].kind != token_kind::word) continue;
      tokens[i].phrase = phrases_.longest([&](std::size_t n) {
        const bool is_word = i + n < tokens.size() && tokens[i + n].kind == token_kind::word;
        return is_word ? source_.at(tokens[i + n].begin, tokens[i + n].end) : std::string_view();
      });
    }
  }

  const parsed_text& source_;
  std::string_view text_;
  const phrase_table& phrases_;
  findings_list& out_;
  std::uint32_t at_ = 0;
  std::uint32_t line_end_ = 0;
  bool own_line_ = true;
  bool quiet_next_ = false;
};

}  // namespace ancs::detail

#endif
