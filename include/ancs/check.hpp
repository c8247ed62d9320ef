// check.hpp: tree to checked model: names, kinds, and every proof that scoring relies on.
#ifndef ANCS_CHECK_HPP
#define ANCS_CHECK_HPP

#include "ast.hpp"
#include "checked.hpp"
#include "config.hpp"
#include "diagnostic.hpp"

namespace ancs {

/// Resolves names, checks kinds, and proves: bands cover every value once; maxima add up; no denominator is 0 where it
/// counts; no criterion leaves [floor, maximum]. Reports all that is wrong in one run, without cascades (what is
/// unknown because of an earlier finding is not reported again). A value only without errors; warnings may come with it.
/// The tree is that of a file that parsed without errors, or one made by a program with all its parts in place.
result<checked::model> check(const ast::document& tree);

}  // namespace ancs

#ifdef ANCS_HEADER_ONLY
#include "impl/check_inl.hpp"
#endif
#endif
