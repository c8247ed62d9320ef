// include.hpp: rule files that include others: reads them through what the host hands out, and puts their declarations in place.
#ifndef ANCS_INCLUDE_HPP
#define ANCS_INCLUDE_HPP

#include <functional>
#include <optional>
#include <string>

#include "ast.hpp"
#include "config.hpp"
#include "diagnostic.hpp"
#include "source.hpp"

namespace ancs {

/// Where included files come from. The library opens no files: a host reads them from a folder, an archive or memory.
struct loader {
  /// The text of a file and the name that messages call it by, or empty where there is none. The path is relative to the root of
  /// all rule files, in normal form: `/` between its parts, none of them empty, `.` or `..`. Called once for each file.
  std::function<std::optional<source>(const std::string& path)> read;
  /// Where the rule file itself stands below the root, such as "2024/ward.ancs"; what it includes is relative to its folder.
  std::string path;
};

/// Reads a rule file and all it includes. The tree has the included declarations where the `include` lines stood; a file included by
/// several is read once. The texts are put behind `text`, so that every place, of findings and of the tree, is in it.
result<ast::document> parse(source& text, const loader& files);

/// Limits on included files; one past each is a diagnostic of its own.
namespace limits {
inline constexpr std::size_t include_depth = 8;           ///< files that include each other in a row, the rule file not counted
inline constexpr std::size_t included_files = 64;         ///< in all
inline constexpr std::size_t included_bytes = 16u << 20;  ///< of all their texts
}  // namespace limits

}  // namespace ancs

#ifdef ANCS_HEADER_ONLY
#include "impl/include_inl.hpp"
#endif
#endif
