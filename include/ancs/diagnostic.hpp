// diagnostic.hpp: what went wrong, where, and what to do about it, in both natural languages.
#ifndef ANCS_DIAGNOSTIC_HPP
#define ANCS_DIAGNOSTIC_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config.hpp"
#include "source.hpp"

namespace ancs {

enum class severity : std::uint8_t { error, warning, note };

/// The natural language of messages and reports.
enum class language : std::uint8_t { en, vi };

/// Every diagnostic the library can give. The order is that of the tables and may change; the code text ("E0203") never does.
enum class code : std::uint16_t {
#define ANCS_DIAGNOSTIC(id, name, level, en, vi, help_en, help_vi) name,
#include "diagnostics/all.def"
#undef ANCS_DIAGNOSTIC
};

/// A second place that a diagnostic speaks of, with a word on why (a `code` of severity note).
struct related {
  span where;
  code note;
  std::vector<std::string> args;
};

/// One finding. Places are in the source that was read, and in the texts put behind it (see source.append) for included files. `args` fill {0}, {1}, … of the message and the help, which exist in both languages; an arg that differs between them holds
/// the English, U+001F and the Vietnamese.
struct diagnostic {
  code id;
  span where;
  std::vector<std::string> args;
  std::vector<related> others;
  bool has_place = true;  ///< false for a finding about data set through the API, which has no text
};

using diagnostics = std::vector<diagnostic>;

/// Every code there is, in the order of the tables.
std::vector<code> all_codes();
/// "E0203", "W0110" or "N0001": stable for good.
std::string_view code_text(code id);
severity severity_of(code id);
/// The one-line message, lower case, without a final period. Args are shown printable and cut at 400 code points; one
/// that is missing is shown as `?`.
std::string message_of(const diagnostic& d, language in);
/// What to do about it; empty where the message says all.
std::string help_of(const diagnostic& d, language in);
bool has_errors(const diagnostics& all);

/// The finding as people read it: place, message, the source line with the text underlined, help, related places.
/// Ends with a line end. No colour, and nothing a terminal would obey, whatever the file holds.
std::string render_text(const diagnostic& d, const source& in_source, language in);
/// One JSON object on one line, without a line end: code, severity (in English always), message, help, file, line, column,
/// end_line, end_column (just past the text), text (what is underlined, cut at 1.000 code points), related (of the same
/// members without help and related; with file only where it is another). File and place are null where there is none.
std::string render_json(const diagnostic& d, const source& in_source, language in);

namespace limits {
inline constexpr std::size_t diagnostics = 100;  ///< findings of one run; then one that says so
}

/// A value, or the findings that prevented it; warnings may come with a value. Nothing throws.
template <class T>
struct result {
  std::optional<T> value;
  diagnostics findings;
  explicit operator bool() const { return value.has_value(); }
  T& operator*() { return *value; }
  const T& operator*() const { return *value; }
  T* operator->() { return &*value; }
  const T* operator->() const { return &*value; }
};

}  // namespace ancs

#ifdef ANCS_HEADER_ONLY
#include "impl/diagnostic_inl.hpp"
#endif
#endif
