// print.hpp: a tree as canonical rule text, in either set of keywords.
#ifndef ANCS_PRINT_HPP
#define ANCS_PRINT_HPP

#include <string>

#include "ast.hpp"
#include "config.hpp"

namespace ancs {

struct print_options {
  language keywords = language::en;
  bool comments = true;  ///< keep the comments, each before or behind what it stood at
};

/// Canonical text of a tree: parsing it gives the same tree, and printing that the same text. The layout does not
/// depend on the source's own. Names that collide with a keyword of the target are written in backticks.
std::string print(const ast::document& tree, const print_options& options = {});
/// One expression, as it would stand in a rule file.
std::string print(const ast::expression& tree, language keywords);

/// Digest of the keyword-neutral tree: SHA-256 of the English canonical text on one line, without comments, one blank
/// between words. The English and Vietnamese forms of a file have one digest; so have files that differ in spacing and
/// comments only.
std::string digest(const ast::document& tree);

}  // namespace ancs

#ifdef ANCS_HEADER_ONLY
#include "impl/print_inl.hpp"
#endif
#endif
