// text_inl.hpp: bodies of text.hpp.
#ifndef ANCS_IMPL_TEXT_INL_HPP
#define ANCS_IMPL_TEXT_INL_HPP

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <limits>

#include "../text.hpp"
#include "sha256.hpp"
#include "text_nfc.hpp"

namespace ancs {

namespace detail::utf8 {

inline constexpr char32_t replacement = 0xfffd;

/// Bytes of the well-formed sequence at `at`, or 0 if there is none. The limits of the second byte (Unicode table 3-7)
/// keep out overlong forms, surrogates and values past U+10FFFF.
inline std::size_t sequence_length(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
  const unsigned first = byte(0);
  if (first < 0x80) return 1;
  const std::size_t length = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
  if (length == 0 || text.size() - at < length) return 0;
  const unsigned low = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
  const unsigned high = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
  if (byte(1) < low || byte(1) > high) return 0;
  for (std::size_t i = 2; i < length; ++i) {
    if (byte(i) < 0x80 || byte(i) > 0xbf) return 0;
  }
  return length;
}

/// Letters and marks that nobody can see: names that differ in them alone would look the same.
inline bool is_invisible_letter(char32_t c) {
  return c == 0x34f || (c >= 0x115f && c <= 0x1160) || (c >= 0x17b4 && c <= 0x17b5) || (c >= 0x180b && c <= 0x180f) || c == 0x3164 ||
         (c >= 0xfe00 && c <= 0xfe0f) || c == 0xffa0 || (c >= 0xe0100 && c <= 0xe01ef);
}

inline std::u32string decode(std::string_view text) {
  std::u32string all;
  for (std::size_t at = 0; at < text.size();) all += next_code_point(text, at);
  return all;
}

}  // namespace detail::utf8

namespace detail::likeness {

/// The vowels that take part in the pairs oa, oe, uy: six of each, by tone.
inline constexpr std::u32string_view toned = U"aàáảãạeèéẻẽẹoòóỏõọuùúủũụyỳýỷỹỵAÀÁẢÃẠEÈÉẺẼẸOÒÓỎÕỌUÙÚỦŨỤYỲÝỶỸỴ";
static_assert(toned.size() == 60);

/// The same word with the tone of each such pair on its first letter.
inline std::u32string tones_first(std::u32string word) {
  for (std::size_t i = 0; i + 1 < word.size(); ++i) {
    const std::size_t first = toned.find(word[i]), second = toned.find(word[i + 1]);
    if (first == toned.npos || second == toned.npos || first % 6 != 0 || second % 6 == 0) continue;
    const std::size_t a = first / 6 % 5, b = second / 6 % 5;  // a e o u y = 0 1 2 3 4
    if (!(a == 2 && b <= 1) && !(a == 3 && b == 4)) continue;
    word[i] = toned[first + second % 6];
    word[i + 1] = toned[second - second % 6];
  }
  return word;
}

/// Edit distance with swapped neighbours as one edit, or `most` + 1 if it is above `most` (at most 3): only the diagonal
/// band where it could be less is computed.
inline int distance(const std::u32string& a, const std::u32string& b, int most) {
  const int rows = static_cast<int>(a.size()), columns = static_cast<int>(b.size());
  if (std::abs(rows - columns) > most) return most + 1;
  using band = std::array<int, 9>;  // entry k of row i is column i + k - 4; the outermost two stay too far
  band before{}, last{}, now{};
  before.fill(most + 1);
  last.fill(most + 1);
  for (int k = 0; k <= most; ++k) last[static_cast<std::size_t>(k + 4)] = k;
  for (int i = 1; i <= rows; ++i) {
    now.fill(most + 1);
    int nearest = most + 1;
    for (int k = -most; k <= most; ++k) {
      const int j = i + k;
      if (j < 0 || j > columns) continue;
      const auto at = static_cast<std::size_t>(k + 4);
      int best = j == 0 ? i : most + 1;
      const auto letter = [](const std::u32string& word, int n) { return word[static_cast<std::size_t>(n - 1)]; };
      if (j > 0) {
        best = std::min(last[at] + (letter(a, i) != letter(b, j)), std::min(last[at + 1], now[at - 1]) + 1);
        if (i > 1 && j > 1 && letter(a, i) == letter(b, j - 1) && letter(a, i - 1) == letter(b, j)) best = std::min(best, before[at] + 1);
      }
      now[at] = std::min(best, most + 1);
      nearest = std::min(nearest, now[at]);
    }
    if (nearest > most) return most + 1;
    before = last;
    last = now;
  }
  return last[static_cast<std::size_t>(columns - rows + 4)];
}

}  // namespace detail::likeness

// ---- UTF-8 ----

ANCS_FUNC std::optional<std::size_t> find_invalid_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = detail::utf8::sequence_length(text, at);
    if (length == 0) return at;
    at += length;
  }
  return std::nullopt;
}

ANCS_FUNC char32_t next_code_point(std::string_view text, std::size_t& at) {
  const std::size_t length = detail::utf8::sequence_length(text, at);
  const auto first = static_cast<unsigned char>(text[at]);
  if (length <= 1) {
    ++at;
    return length == 1 ? first : detail::utf8::replacement;
  }
  char32_t c = first & (0x7fu >> length);
  for (std::size_t i = 1; i < length; ++i) c = c << 6 | (static_cast<unsigned char>(text[at + i]) & 0x3fu);
  at += length;
  return c;
}

ANCS_FUNC void append_utf8(std::string& to, char32_t c) {
  const auto put = [&](char32_t byte) { to += static_cast<char>(static_cast<unsigned char>(byte)); };
  const auto put_rest = [&](char32_t bits) { put(0x80 | (bits & 0x3f)); };
  if (c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff)) c = detail::utf8::replacement;
  if (c < 0x80) return put(c);
  if (c < 0x800) {
    put(0xc0 | c >> 6);
  } else if (c < 0x10000) {
    put(0xe0 | c >> 12);
    put_rest(c >> 6);
  } else {
    put(0xf0 | c >> 18);
    put_rest(c >> 12);
    put_rest(c >> 6);
  }
  put_rest(c);
}

ANCS_FUNC std::size_t code_points(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

ANCS_FUNC std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    width += c >= 0x20 && c < 0x7f ? 1u : static_cast<std::size_t>(std::max(utf8proc_charwidth(static_cast<utf8proc_int32_t>(c)), 0));
  }
  return width;
}

ANCS_FUNC bool is_printable(char32_t c) {
  if (c < 0x7f) return c >= 0x20;
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(c))) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP: return false;
    default: return true;
  }
}

ANCS_FUNC std::string to_printable(std::string_view text, std::size_t most) {
  std::string shown;
  for (std::size_t at = 0; at < text.size(); --most) {
    if (most == 0) return shown + "…";
    const char32_t c = next_code_point(text, at);
    if (c == '\t' || c == '\n' || c == '\r') {
      shown += ' ';
    } else {
      append_utf8(shown, is_printable(c) ? c : detail::utf8::replacement);
    }
  }
  return shown;
}

// ---- normal form C ----

ANCS_FUNC nfc_text normalise(std::string_view well_formed) {
  namespace nfc = detail::nfc;
  nfc_text made;
  made.text.reserve(well_formed.size());
  nfc::composer composer;
  for (std::size_t at = 0; at < well_formed.size();) {
    if (const std::size_t run = nfc::ascii_run(well_formed.substr(at))) {
      made.text += well_formed.substr(at, run);
      at += run;
      continue;
    }
    const std::size_t end = nfc::end_of_piece(well_formed, at);
    const std::string_view piece = well_formed.substr(at, end - at);
    std::size_t first_end = at;
    const bool plain = nfc::is_plain(next_code_point(well_formed, first_end)) && first_end == end;
    const std::string_view composed = plain ? piece : composer.compose(piece);
    made.text += composed;
    at = end;
    if (composed.size() != piece.size()) made.offsets.emplace_back(static_cast<std::uint32_t>(made.text.size()), static_cast<std::uint32_t>(at));
  }
  return made;
}

ANCS_FUNC std::string to_nfc(std::string_view text) { return normalise(text).text; }

ANCS_FUNC std::uint32_t nfc_text::original(std::uint32_t offset) const {
  const auto next = std::upper_bound(offsets.begin(), offsets.end(), offset, [](std::uint32_t at, const auto& entry) { return at < entry.first; });
  const std::uint32_t place = next == offsets.begin() ? offset : std::prev(next)->second + (offset - std::prev(next)->first);
  // Inside a piece that grew shorter or longer there is no exact way back; never past its end.
  return next == offsets.end() ? place : std::min(place, next->second);
}

// ---- letters ----

ANCS_FUNC bool is_identifier_start(char32_t c) {
  if (c < 0x80) return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(c))) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO: return !detail::utf8::is_invisible_letter(c);
    default: return false;
  }
}

ANCS_FUNC bool is_identifier_continue(char32_t c) {
  if (is_identifier_start(c)) return true;
  if (c < 0x80) return c >= '0' && c <= '9';
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(c))) {
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_ND: return !detail::utf8::is_invisible_letter(c);
    default: return false;
  }
}

ANCS_FUNC bool differ_only_in_tone_place(std::string_view a, std::string_view b) {
  using namespace detail;
  return a != b && a.size() <= 4096 && b.size() <= 4096 && likeness::tones_first(utf8::decode(a)) == likeness::tones_first(utf8::decode(b));
}

ANCS_FUNC std::string_view letter_meant(char32_t c) {
  switch (c) {
    case 0x01a2: return "Ư";
    case 0x01a3: return "ư";
    case 0x00d0:
    case 0x0189: return "Đ";
    default: break;
  }
  constexpr std::u32string_view cyrillic = U"АВЕЅІЈКМНОРСТУХԚԜаеѕіјорсухһԁԛԝ";
  constexpr std::string_view latin = "ABESIJKMHOPCTYXQWaesijopcyxhdqw";
  static_assert(cyrillic.size() == latin.size());
  const std::size_t at = cyrillic.find(c);
  return at == cyrillic.npos ? std::string_view{} : latin.substr(at, 1);
}

ANCS_FUNC std::optional<std::size_t> find_look_alike(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const char32_t c = next_code_point(text, at);
    if (c >= 0x80 && !letter_meant(c).empty()) return begin;
  }
  return std::nullopt;
}

ANCS_FUNC std::optional<std::string> nearest_name(std::string_view word, const std::vector<std::string>& candidates) {
  constexpr std::size_t longest = 64, most_candidates = 10'000;
  const std::size_t length = code_points(word);
  if (length > longest || candidates.size() > most_candidates) return std::nullopt;
  const std::u32string wanted = detail::utf8::decode(word);
  const std::string* nearest = nullptr;
  int within = static_cast<int>(std::min<std::size_t>(length / 3, 3));
  for (const std::string& candidate : candidates) {
    if (within == 0) break;
    if (candidate == word || candidate.size() > 4 * (longest + 3)) continue;
    const int away = detail::likeness::distance(wanted, detail::utf8::decode(candidate), within);
    if (away > within) continue;
    nearest = &candidate;
    within = away - 1;  // only a nearer one counts from here
  }
  return nearest ? std::optional(*nearest) : std::nullopt;
}

ANCS_FUNC std::string sha256_hex(std::string_view bytes) { return detail::sha256::hex(bytes); }

}  // namespace ancs

#endif
