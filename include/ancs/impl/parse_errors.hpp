// parse_errors.hpp: one diagnostic for a sentence that went wrong, in words an officer understands.
#ifndef ANCS_IMPL_PARSE_ERRORS_HPP
#define ANCS_IMPL_PARSE_ERRORS_HPP

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "parse_state.hpp"

namespace ancs::detail {

/// Keywords and signs that had to stand there, as a list for a message: "`from`, `above`".
inline std::string list_of(const wants& open, language in) {
  std::vector<std::string> words;
  for (std::size_t k = 0; k < keyword_count; ++k)
    if (open.has(static_cast<keyword>(k))) words.emplace_back(keyword_text(static_cast<keyword>(k), in));
  for (std::size_t t = 0; t < std::size(sign_texts); ++t)
    if (open.has(static_cast<token_kind>(first_sign + t))) words.emplace_back(sign_texts[t]);
  std::string list;
  std::vector<std::string> seen;
  for (const std::string& w : words) {
    if (std::find(seen.begin(), seen.end(), w) != seen.end()) continue;
    seen.push_back(w);
    list += (list.empty() ? "`" : ", `") + w + "`";
  }
  return list;
}

/// As many words from here on as a phrase has, when there are as many: for comparison with a misspelt phrase.
inline std::string words_at(const parse_state& s, token_iterator at, std::size_t n) {
  std::string words;
  for (std::size_t i = 0; i < n; ++i) {
    if (at[static_cast<std::ptrdiff_t>(i)].kind != token_kind::word) return {};
    words += (i == 0 ? "" : " ") + std::string(s.text_of(at[static_cast<std::ptrdiff_t>(i)]));
  }
  return words;
}

/// What people write for a keyword, in either language.
struct other_words {
  std::string_view written;
  keyword meant;
};
inline constexpr other_words synonyms[] = {{"if", keyword::when},          {"nếu", keyword::when},     {"else", keyword::otherwise},
                                           {"ngược lại", keyword::otherwise}, {"for each", keyword::per}, {"for every", keyword::per},
                                           {"each", keyword::per},         {"cho mỗi", keyword::per},  {"với mỗi", keyword::per}};

/// The keyword that the words here are a slip of, with the number of words: "critrion" for "criterion".
inline std::optional<std::pair<std::string, std::size_t>> nearest_keyword(const parse_state& s, token_iterator at) {
  wants open = s.must;
  open.join(s.may);
  constexpr std::size_t longest = 5;
  for (std::size_t n = longest; n > 0; --n) {
    const std::string written = words_at(s, at, n);
    if (written.empty()) continue;
    for (const auto& synonym : synonyms)
      if (written == synonym.written && open.has(synonym.meant)) return std::pair(std::string(keyword_text(synonym.meant, s.phrases.in())), n);
    std::vector<std::string> candidates;
    for (std::size_t k = 0; k < keyword_count; ++k) {
      const keyword id = static_cast<keyword>(k);
      const std::uint8_t number = s.phrases.number_of(id);
      if (open.has(id) && number != 0 && s.phrases[number].words.size() == n) candidates.emplace_back(s.phrases[number].text);
    }
    if (const auto near = nearest_name(written, candidates); near && *near != written) return std::pair(*near, n);
  }
  return std::nullopt;
}

/// A misspelt phrase whose first words stood before this place and were read as a shorter one: "số đếmm" for "số đếm".
struct phrase_around {
  token_iterator begin;
  std::size_t words = 0;
  std::string meant;
};
inline std::optional<phrase_around> nearest_phrase(const parse_state& s, token_iterator at) {
  for (std::size_t before = 1; before < 4 && before <= s.index(at); ++before) {
    if (at[1 - static_cast<std::ptrdiff_t>(before)].own_line) break;
    const token_iterator begin = at - static_cast<std::ptrdiff_t>(before);
    const std::string first = words_at(s, begin, before);
    if (first.empty()) break;
    for (std::size_t rest = 3; rest > 0; --rest) {
      const std::string written = words_at(s, at, rest);
      std::vector<std::string> candidates;
      if (!written.empty())
        for (std::uint8_t p = 1; p < s.phrases.size(); ++p)
          if (s.phrases[p].words.size() == before + rest && s.phrases[p].text.starts_with(first + ' '))
            candidates.emplace_back(s.phrases[p].text.substr(first.size() + 1));
      if (const auto near = nearest_name(written, candidates); near && *near != written) return phrase_around{begin, before + rest, first + ' ' + *near};
    }
  }
  return std::nullopt;
}

/// True for `=`, `<` and their like.
constexpr bool is_comparison(token_kind k) { return k >= token_kind::equal && k <= token_kind::greater_equal; }

constexpr bool is_sign(token_kind k) { return k >= token_kind::brace_open && k <= token_kind::slash; }
constexpr bool opens_or_closes(token_kind k) { return k >= token_kind::brace_open && k <= token_kind::bracket_close; }

/// All functions there are, as a list for a message.
inline std::string functions(language in) {
  wants all;
  for (const keyword f : {keyword::fall, keyword::rise, keyword::sum, keyword::mean, keyword::minimum_of, keyword::maximum_of,
                          keyword::count_of, keyword::run, keyword::round_to})
    all.add(f);
  return list_of(all, in);
}

/// The innermost brace that is open before this place.
inline const token* unclosed_brace(const parse_state& s, token_iterator at) {
  std::size_t closed = 0;
  for (std::size_t i = s.index(at); i-- > 0;) {
    const token& t = s.tokens[i];
    if (t.kind == token_kind::brace_close) ++closed;
    if (t.kind == token_kind::brace_open && closed-- == 0) return &t;
  }
  return nullptr;
}

inline bool begins_declaration_word(const parse_state& s, const token& t) {
  return t.phrase != 0 && std::any_of(declarations.begin(), declarations.end(), [&](keyword k) { return s.phrases.number_of(k) == t.phrase; });
}

inline constexpr const char* missing_operator =
    "what stands before it is complete; is an operator such as `+`, `=` or `>=` missing between them?"
    "\x1f"
    "phần đứng trước đã trọn vẹn; có phải thiếu một phép toán như `+`, `=` hoặc `>=` ở giữa không?";

/// Reports what went wrong in the sentence, unless that is known or a mere consequence of something reported.
inline void report_error(parse_state& s) {
  if (std::exchange(s.reported, true)) return;
  token_iterator at = s.tokens.data() + s.furthest;
  const language in = s.phrases.in();
  if (at->quiet) return;
  if (at->kind == token_kind::end) {
    const token& last = s.furthest > 0 ? at[-1] : *at;
    if (s.must.has(token_kind::brace_close))
      if (const token* open = unclosed_brace(s, at)) {
        s.unclosed_at = s.furthest;  // the blocks around it are open too
        return s.out.add(code::unclosed_at_end, last.begin, last.end, {}, {{s.text.where(open->begin, open->end), code::opened_here, {}}});
      }
    return s.out.add(code::unexpected_end, last.begin, last.end);
  }
  const std::string found = quoted_text(s.text_of(*at));
  if (s.must.has(wanted::declaration) && at->kind == token_kind::brace_close) {
    // After another error this brace is most likely the end of what that error cut short.
    if (s.out.empty()) s.out.add(code::stray_brace, at->begin, at->end);
    return;
  }
  if (at->kind == token_kind::word)
    if (const auto near = nearest_keyword(s, at)) {
      const token& last = at[static_cast<std::ptrdiff_t>(near->second - 1)];
      return s.out.add(code::misspelt_keyword, at->begin, last.end, {quoted_text(s.text.at(at->begin, last.end)), near->first});
    }
  if (at->kind == token_kind::word)
    if (const auto near = nearest_phrase(s, at)) {
      const std::uint32_t end = near->begin[static_cast<std::ptrdiff_t>(near->words - 1)].end;
      return s.out.add(code::misspelt_keyword, near->begin->begin, end, {quoted_text(s.text.at(near->begin->begin, end)), near->meant});
    }
  if (is_comparison(at->kind) && s.may.has(token_kind::plus) && !s.must.has(wanted::expression))
    return s.out.add(code::chained_comparison, at->begin, at->end, {found, std::string(keyword_text(keyword::and_, in))});
  if ((s.must.has(wanted::name) || s.must.has(wanted::reference_name)) && at->kind == token_kind::word && !at->own_line &&
      s.begins_reserved(*at)) {
    s.meant_as_name = true;
    return s.out.add(code::reserved_name, at->begin, at->end, {found});
  }
  if (s.may.has(token_kind::plus) && !at->own_line) {
    // Behind an expression that could have gone on.
    if (at->kind == token_kind::paren_open && at[-1].kind == token_kind::word)
      return s.out.add(code::unknown_function, at[-1].begin, at[-1].end, {quoted_text(s.text_of(at[-1])), functions(in)});
    if (s.must.none() || s.must.has(wanted::declaration) || s.must.has(wanted::clause) || s.must.has(wanted::model_item) || s.must.has(wanted::level_row) ||
        s.must.has(wanted::let_row))
      return s.out.add(code::unexpected_token, at->begin, at->end, {found, missing_operator});
  }
  // Behind a sentence that could have gone on otherwise: `input x : percent same within ward`.
  if (!at->own_line && at->kind == token_kind::word && !begins_declaration_word(s, *at) && !s.may.none() && s.must.has(wanted::declaration)) {
    const std::string list = list_of(s.going_on(), in);
    if (!list.empty()) return s.out.add(code::unexpected_token, at->begin, at->end, {found, "what can follow here: " + list + "\x1f" + "ở đây có thể viết tiếp: " + list});
  }
  for (std::size_t w = 0; w < static_cast<std::size_t>(wanted::nothing); ++w)
    if (s.must.has(static_cast<wanted>(w))) return s.out.add(code_of(static_cast<wanted>(w)), at->begin, at->end, {found});
  const std::string list = list_of(s.must.none() ? s.may : s.must, in);
  if (list.empty()) return s.out.add(code::unexpected_token, at->begin, at->end, {found, missing_operator});
  // What stands there may be a slip for it: another sign, or a word that is no keyword between words that are.
  const bool several = list.find("`, `") != list.npos;
  const bool slip = (is_sign(at->kind) && !opens_or_closes(at->kind)) || (several && at->kind == token_kind::word && at->phrase == 0);
  s.out.add(code::expected_words, at->begin, at->end,
            {list, found, several ? "one of \x1fmột trong các từ " : "", slip ? ", or in its place\x1f, hoặc thay cho nó" : ""});
}

}  // namespace ancs::detail

#endif
