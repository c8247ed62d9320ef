// print_inl.hpp: bodies of print.hpp.
#ifndef ANCS_IMPL_PRINT_INL_HPP
#define ANCS_IMPL_PRINT_INL_HPP

#include <string>
#include <utility>
#include <variant>

#include "../print.hpp"
#include "../text.hpp"
#include "print_declaration.hpp"

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

ANCS_FUNC std::string digest(const ast::document& tree) { return sha256_hex(print(tree, {language::en, false})); }

}  // namespace ancs

#endif
