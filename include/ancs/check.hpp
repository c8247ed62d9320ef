// check.hpp: tree to checked model: names, kinds, and every proof that scoring relies on.
#ifndef ANCS_CHECK_HPP
#define ANCS_CHECK_HPP

#include <cstddef>

#include "ast.hpp"
#include "checked.hpp"
#include "config.hpp"
#include "diagnostic.hpp"

namespace ancs {

/// Resolves names, checks kinds, and proves: bands cover every value once; maxima add up; no denominator is 0 where it
/// counts; no criterion leaves [floor, maximum]. Reports all that is wrong in one run, without cascades (what is
/// unknown because of an earlier finding is not reported again). A value only without errors; warnings may come with it.
/// The tree is that of a file, or one made by a program with all its parts in place. What parsing could not read is left out, what that
/// may declare is taken as declared, and only errors are reported; there is no value then.
result<checked::model> check(const ast::document& tree);

/// Limits on what a rule file may mean, far above what decrees need; one past each is a diagnostic of its own.
namespace limits {
inline constexpr std::size_t data_values = 250'000;     ///< numbers of a unit's data: baselines, months and years too
inline constexpr std::size_t model_terms = 1'000'000;   ///< operands and operators of all formulas, once for each month or year they go through
inline constexpr std::size_t comparisons = 400'000;     ///< comparisons that `every …`, `any veto`, `count` and `run` stand for
inline constexpr std::size_t value_factors = 1024;      ///< factors in the numerator or denominator of one value, lets opened
inline constexpr std::size_t value_depth = 2000;        ///< operators inside one another, lets opened
inline constexpr std::size_t open_proofs = 64;          ///< divisions and optional inputs that one let leaves to the places that use it
inline constexpr std::size_t repeated_proofs = 200'000; ///< such proofs made again at those places
inline constexpr std::size_t series_years = 60;         ///< years of one series
inline constexpr std::size_t holidays = 2000;           ///< days in the lists of holidays
}  // namespace limits

}  // namespace ancs

#ifdef ANCS_HEADER_ONLY
#include "impl/check_inl.hpp"
#endif
#endif
