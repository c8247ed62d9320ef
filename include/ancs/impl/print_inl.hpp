// print_inl.hpp: bodies of print.hpp.
#ifndef ANCS_IMPL_PRINT_INL_HPP
#define ANCS_IMPL_PRINT_INL_HPP

#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "../print.hpp"
#include "../text.hpp"
#include "print_declaration.hpp"

namespace ancs::detail::printing {

/// Canonical text on one line: each run of white space outside quotes is one blank. What is left does not depend on how
/// lines are broken and columns aligned, so that changes of the layout leave published digests alone.
inline std::string without_layout(std::string_view text) {
  std::string one;
  char quote = 0;
  for (const char c : text) {
    if (quote) {
      if (c == quote) quote = 0;
    } else if (c == '"' || c == '`') {
      quote = c;
    } else if (c == ' ' || c == '\n') {
      if (!one.empty() && one.back() != ' ') one += ' ';
      continue;
    }
    one += c;
  }
  while (!one.empty() && one.back() == ' ') one.pop_back();
  return one;
}

}  // namespace ancs::detail::printing

namespace ancs {

ANCS_FUNC std::string print(const ast::document& tree, const print_options& options) {
  detail::printing::layout_node file;
  std::string header = "ancs " + std::to_string(tree.language_version);
  if (options.keywords == language::vi) header += " vi";
  file.members.push_back(detail::printing::line_of({std::move(header)}, tree.header));
  const detail::printing::declaration_printer printer{options.keywords};
  for (const auto& declaration : tree.declarations) {
    file.members.push_back(std::visit(printer, declaration));
    file.members.back().section = static_cast<int>(declaration.index()) + 1;
  }
  if (options.comments) detail::printing::place_comments(file, tree.comments);
  detail::printing::page page;
  page.put_file(file);
  return page.take();
}

ANCS_FUNC std::string print(const ast::expression& tree, language keywords) { return detail::printing::text_of(keywords, tree); }

ANCS_FUNC std::string digest(const ast::document& tree) {
  return sha256_hex(detail::printing::without_layout(print(tree, {language::en, false})));
}

}  // namespace ancs

#endif
