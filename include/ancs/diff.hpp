// diff.hpp: what changed between two rule files, in words.
#ifndef ANCS_DIFF_HPP
#define ANCS_DIFF_HPP

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ast.hpp"
#include "config.hpp"
#include "diagnostic.hpp"
#include "source.hpp"

namespace ancs {

/// One difference. `args` fill the words of changes.def; one that differs between the languages holds the English, U+001F and
/// the Vietnamese.
struct rule_change {
  enum class kind : std::uint8_t {
#define ANCS_CHANGE(name, en, vi) name,
#include "changes.def"
#undef ANCS_CHANGE
  } what = kind::added;
  std::vector<std::string> args;
  std::optional<span> before, after;  ///< where it stands in the old and in the new text; empty where it does not
};

/// "field_changed": stable, for programs.
std::string_view kind_name(rule_change::kind what);
/// One line, such as "maximum of `B3` changed from 10 to 8".
std::string message_of(const rule_change& change, language in);

/// What the new file says otherwise than the old, in the order of the new file, what is gone behind its place. Declarations are
/// matched by name, rows by what they hold for. Comments, layout and the language of keywords make no difference.
std::vector<rule_change> changes_between(const ast::document& before, const ast::document& after);

}  // namespace ancs

#ifdef ANCS_HEADER_ONLY
#include "impl/diff_inl.hpp"
#endif
#endif
