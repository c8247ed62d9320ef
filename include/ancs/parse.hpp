// parse.hpp: rule text to tree.
#ifndef ANCS_PARSE_HPP
#define ANCS_PARSE_HPP

#include "ast.hpp"
#include "config.hpp"
#include "diagnostic.hpp"
#include "source.hpp"

namespace ancs {

/// The tree of a rule file. After an error, parsing goes on at the next clause or declaration, so that one run
/// reports many; the value is then the tree of what could be read, and has_errors(findings) is true. Without a
/// value only where nothing could be read (not UTF-8, too large, no header). Spans refer to the source's own bytes.
result<ast::document> parse(const source& text);
/// The same for a text put behind the first, which begins at this offset.
result<ast::document> parse(const source& text, std::uint32_t begin);

/// Limits on what is read; one past each is a diagnostic of its own.
namespace limits {
inline constexpr std::size_t file_bytes = 16u << 20;     ///< a rule file
inline constexpr std::size_t file_words = 4'000'000;      ///< words, numbers, texts and signs of a rule file
inline constexpr std::size_t nesting_depth = 64;         ///< parentheses, groups in groups
inline constexpr std::size_t expression_nodes = 1000;    ///< operators and operands of one expression
inline constexpr std::size_t literal_digits = 40;        ///< digits of one number
inline constexpr std::size_t string_bytes = 4096;        ///< one quoted string
inline constexpr std::size_t name_bytes = 256;           ///< one name
}  // namespace limits

}  // namespace ancs

#ifdef ANCS_HEADER_ONLY
#include "impl/parse_inl.hpp"
#endif
#endif
