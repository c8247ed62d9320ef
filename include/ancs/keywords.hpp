// keywords.hpp: the words of the rule language in both sets, as the table keywords.def gives them.
#ifndef ANCS_KEYWORDS_HPP
#define ANCS_KEYWORDS_HPP

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "diagnostic.hpp"

namespace ancs {

enum class keyword : std::uint8_t {
#define ANCS_KEYWORD(id, use, english, vietnamese) id,
#include "keywords.def"
#undef ANCS_KEYWORD
};

namespace detail {

struct keyword_row {
  std::string_view english, vietnamese;
  bool reserved;
};

inline constexpr bool reserved = true;
inline constexpr bool unreserved = false;
inline constexpr keyword_row keyword_rows[] = {
#define ANCS_KEYWORD(id, use, english, vietnamese) {english, vietnamese, use},
#include "keywords.def"
#undef ANCS_KEYWORD
};

}  // namespace detail

inline constexpr std::size_t keyword_count = sizeof(detail::keyword_rows) / sizeof(detail::keyword_rows[0]);

/// The phrase of a keyword, its words separated by single blanks; empty where the language does without it.
constexpr std::string_view keyword_text(keyword k, language in) {
  const detail::keyword_row& row = detail::keyword_rows[static_cast<std::size_t>(k)];
  return in == language::vi ? row.vietnamese : row.english;
}

/// True for a word that is never read as a name unless it stands in backticks.
constexpr bool is_reserved(keyword k) { return detail::keyword_rows[static_cast<std::size_t>(k)].reserved; }

/// True if a name must be written in backticks in a file of this language: it begins a reserved phrase.
constexpr bool needs_backticks(std::string_view name, language in) {
  for (std::size_t i = 0; i < keyword_count; ++i) {
    const keyword k = static_cast<keyword>(i);
    const std::string_view phrase = keyword_text(k, in);
    if (is_reserved(k) && !phrase.empty() && phrase.substr(0, phrase.find(' ')) == name) return true;
  }
  return false;
}

}  // namespace ancs

#endif
