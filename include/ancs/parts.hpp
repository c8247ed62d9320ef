// parts.hpp: results of units that report on their own (member organisations, residential areas) as inputs of the unit they belong to.
#ifndef ANCS_PARTS_HPP
#define ANCS_PARTS_HPP

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "config.hpp"
#include "program.hpp"
#include "scorecard.hpp"

namespace ancs {

/// One part, scored by its own rules. `type` may be empty where its rules are for one type of unit only.
struct part_unit {
  std::string id, type;
  scorecard card;
  record data;
};

/// What the parts of one unit make of one of its columns.
struct rolled_up {
  std::uint32_t column = 0;               ///< of the larger rules
  std::optional<rational> value;          ///< empty where results of parts are open, or there are no parts of this type
  std::uint32_t parts = 0;                ///< of the type that the column asks for
  std::vector<std::uint32_t> used;        ///< the parts that count, or whose numbers were taken; indexes into the parts given
  std::vector<rational> numbers;          ///< what was taken of each of these: for counts 1, for actions how often
  std::vector<std::uint32_t> open;        ///< parts whose missing data leaves the value open
};

/// True if these rules are for parts of this type: `applies to` names it, or names nothing.
bool scores_parts(const program& rules, const std::string& type);

/// What `larger` takes of its parts and `part`, which scores parts of that type, does not have: levels, actions, criteria or columns.
diagnostics check_parts(const program& larger, const program& part);

/// The columns of `larger` that parts scored by `part` fill, from the parts of one unit. A mean, a least or a greatest of no part is empty,
/// and so is every value where no part is given at all: no data is not the same as nothing.
std::vector<rolled_up> roll_up(const program& larger, const program& part, const std::vector<part_unit>& parts);

}  // namespace ancs

#ifdef ANCS_HEADER_ONLY
#include "impl/parts_inl.hpp"
#endif
#endif
