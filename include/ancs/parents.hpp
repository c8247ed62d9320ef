// parents.hpp: values that belong to the parent of units (a district's average), held against each other over a cohort.
#ifndef ANCS_PARENTS_HPP
#define ANCS_PARENTS_HPP

#include <string>
#include <vector>

#include "config.hpp"
#include "diagnostic.hpp"
#include "program.hpp"

namespace ancs {

/// A finding for every input declared `same within parent` whose value differs between two units of one parent; each names both
/// units. `units`, their `names` and the name of each one's parent go side by side; units without a parent ("") are left out.
diagnostics check_same_within_parent(const program& of, const std::vector<record>& units, const std::vector<std::string>& names,
                                     const std::vector<std::string>& parents);

}  // namespace ancs

#ifdef ANCS_HEADER_ONLY
#include "impl/parents_inl.hpp"
#endif
#endif
