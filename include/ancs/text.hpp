// text.hpp: UTF-8, normal form C with offsets kept, likeness of words, digests of text.
#ifndef ANCS_TEXT_HPP
#define ANCS_TEXT_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "config.hpp"

namespace ancs {

/// Offset of the first byte that is not well-formed UTF-8 (overlong forms, surrogates and values past U+10FFFF are not); empty if all is.
std::optional<std::size_t> find_invalid_utf8(std::string_view text);

/// The text in Unicode normal form C. The text must be well-formed UTF-8.
std::string to_nfc(std::string_view text);

/// A text in normal form C, with the way back to the offsets of the original.
struct nfc_text {
  std::string text;
  /// (offset in text, offset in original), ascending; between two entries offsets advance together. Empty: offsets are identical.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> offsets;
  /// Offset in the original of a byte of the normalised text.
  std::uint32_t original(std::uint32_t offset) const;
};
nfc_text normalise(std::string_view well_formed);

/// True if the code point may start, or continue, an identifier: letters (and `_`); letters, marks, digits (and `_`).
/// Fillers and other letters and marks that nobody can see do neither.
bool is_identifier_start(char32_t c);
bool is_identifier_continue(char32_t c);
/// Decodes one code point at `at`, which must be inside the text, and advances it. A byte that is not UTF-8 is U+FFFD by itself.
char32_t next_code_point(std::string_view text, std::size_t& at);
/// Appends a code point as UTF-8; U+FFFD for what is none.
void append_utf8(std::string& to, char32_t c);

/// Number of code points of a well-formed text, and its width in terminal columns (combining marks 0, wide characters 2).
std::size_t code_points(std::string_view text);
std::size_t display_width(std::string_view text);
/// True unless the code point is a control, an invisible format character or a line or paragraph separator.
bool is_printable(char32_t c);
/// The text fit for one line of a terminal or a report: tabs and line ends become blanks, all else that is not
/// printable or not UTF-8 becomes U+FFFD. Past `most` code points it is cut, with `…`.
std::string to_printable(std::string_view text, std::size_t most = static_cast<std::size_t>(-1));

/// True if the two differ only in where the tone mark of an oa/oe/uy vowel pair is written (`hoà`, `hòa`). Both in NFC.
bool differ_only_in_tone_place(std::string_view a, std::string_view b);
/// Offset of the first code point that legacy files use in place of a Vietnamese letter: U+01A2 and U+01A3 for `Ư` and `ư`,
/// U+00D0 and U+0189 for `Đ`, and Cyrillic letters that look Latin.
std::optional<std::size_t> find_look_alike(std::string_view text);
/// The letter that such a code point stands for (`Ư` for U+01A2); empty for all others.
std::string_view letter_meant(char32_t c);

/// The candidate nearest to the word by edit distance over code points, when near enough to be a slip (distance at most a third of the length, at most 3;
/// two neighbours swapped count as one). Words over 64 code points and lists over 10.000 names are not searched.
std::optional<std::string> nearest_name(std::string_view word, const std::vector<std::string>& candidates);

/// SHA-256 (FIPS 180-4) of the bytes, as 64 lower-case hexadecimal digits.
std::string sha256_hex(std::string_view bytes);

}  // namespace ancs

#ifdef ANCS_HEADER_ONLY
#include "impl/text_inl.hpp"
#endif
#endif
