// text_nfc.hpp: normal form C piece by piece, so that offsets can be kept and no input costs more than a sort.
#ifndef ANCS_IMPL_TEXT_NFC_HPP
#define ANCS_IMPL_TEXT_NFC_HPP

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "../text.hpp"

namespace ancs::detail::nfc {

/// Code points known to be their own normal form when they stand alone: those that Vietnamese is written with.
inline bool is_plain(char32_t c) { return c < 0x300 || (c >= 0x1e00 && c <= 0x1eff); }

/// True if nothing before this code point can change it and it changes nothing before it. Marks join what is
/// before them, and so do the vowels and finals of Hangul in pieces.
inline bool begins_piece(char32_t c) {
  if (is_plain(c)) return true;
  if ((c >= 0x1160 && c <= 0x11ff) || (c >= 0xd7b0 && c <= 0xd7ff)) return false;
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(c))) {
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME: return false;
    default: return true;
  }
}

/// Normalises one piece at a time; the buffers are reused.
class composer {
 public:
  /// The piece in normal form C; valid until the next call.
  std::string_view compose(std::string_view piece) {
    constexpr auto options = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    code_points_.clear();
    for (std::size_t at = 0; at < piece.size();) {
      std::array<utf8proc_int32_t, 32> parts{};
      int boundary = 0;
      const auto c = static_cast<utf8proc_int32_t>(next_code_point(piece, at));
      const auto made = utf8proc_decompose_char(c, parts.data(), static_cast<utf8proc_ssize_t>(parts.size()), options, &boundary);
      if (made < 0 || made > static_cast<utf8proc_ssize_t>(parts.size())) return piece;  // no code point has so many parts
      code_points_.insert(code_points_.end(), parts.begin(), parts.begin() + made);
    }
    order_marks();
    // Composes in place and in order: linear. (utf8proc's own whole-text call orders marks by swapping neighbours,
    // which a file of nothing but marks would make take hours.)
    const auto length = utf8proc_normalize_utf32(code_points_.data(), static_cast<utf8proc_ssize_t>(code_points_.size()), options);
    text_.clear();
    for (utf8proc_ssize_t i = 0; i < length; ++i) append_utf8(text_, static_cast<char32_t>(code_points_[static_cast<std::size_t>(i)]));
    return text_;
  }

 private:
  static int mark_class(utf8proc_int32_t c) { return utf8proc_get_property(c)->combining_class; }

  void order_marks() {
    const auto is_starter = [](utf8proc_int32_t c) { return mark_class(c) == 0; };
    for (auto at = code_points_.begin(); at != code_points_.end();) {
      const auto first = std::find_if_not(at, code_points_.end(), is_starter);
      at = std::find_if(first, code_points_.end(), is_starter);
      std::stable_sort(first, at, [](utf8proc_int32_t a, utf8proc_int32_t b) { return mark_class(a) < mark_class(b); });
    }
  }

  std::vector<utf8proc_int32_t> code_points_;
  std::string text_;
};

/// Offset of the first byte after the piece that begins at `from`.
inline std::size_t end_of_piece(std::string_view text, std::size_t from) {
  std::size_t end = from;
  next_code_point(text, end);
  while (end < text.size()) {
    std::size_t after = end;
    if (begins_piece(next_code_point(text, after))) break;
    end = after;
  }
  return end;
}

/// Number of leading bytes of `rest` that are ASCII and that no mark follows.
inline std::size_t ascii_run(std::string_view rest) {
  const auto end = std::find_if(rest.begin(), rest.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  const auto run = static_cast<std::size_t>(end - rest.begin());
  return run == rest.size() || run == 0 ? run : run - 1;
}

}  // namespace ancs::detail::nfc

#endif
