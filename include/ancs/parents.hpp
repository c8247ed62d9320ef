// parents.hpp: values that belong to the parent of units (a district's average), held against each other over a cohort.
#ifndef ANCS_PARENTS_HPP
#define ANCS_PARENTS_HPP

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "config.hpp"
#include "diagnostic.hpp"
#include "program.hpp"

namespace ancs {

/// The values of inputs declared `same within parent`, as the units of a cohort come by: what the first unit of a parent says, the
/// others must say too.
class parents_values {
 public:
  explicit parents_values(program of) : program_(std::move(of)) {}
  /// A finding for every such input whose value differs from that of an earlier unit of this parent; each names both units and both
  /// values. A unit without a parent ("") is left out, and so is a value that is missing.
  diagnostics add(const record& unit, const std::string& name, const std::string& parent);

 private:
  struct known {
    rational value;
    std::string unit;  ///< the first that gave it
  };
  program program_;
  std::map<std::pair<std::uint32_t, std::string>, known> first_;  ///< by column and parent
};

/// The same for units at hand: `units`, their `names` and the name of each one's parent go side by side.
diagnostics check_same_within_parent(const program& of, const std::vector<record>& units, const std::vector<std::string>& names,
                                     const std::vector<std::string>& parents);

}  // namespace ancs

#ifdef ANCS_HEADER_ONLY
#include "impl/parents_inl.hpp"
#endif
#endif
