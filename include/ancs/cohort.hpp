// cohort.hpp: what is decided between units: their order.
#ifndef ANCS_COHORT_HPP
#define ANCS_COHORT_HPP

#include <cstdint>
#include <vector>

#include "config.hpp"
#include "program.hpp"
#include "scorecard.hpp"

namespace ancs {

struct ranked {
  std::uint32_t unit = 0;     ///< index into the cards given
  std::uint32_t place = 0;    ///< from 1; units that tie share it; 0 where the unit is not yet assessed
  bool tied = false;          ///< another unit has the same place
  bool provisional = false;   ///< missing data, its own or another unit's, may change this unit's place
};

/// The units in ranking order by the program's `ranking` (by total, descending, ties shared, where the file declares none).
/// Units that tie keep the order they came in; places do not depend on it. Units with missing data are placed by their lower
/// bounds; a place is provisional where the missing data of any unit may change it. Units that are not yet assessed stand outside the
/// ranking: they come last, without a place.
std::vector<ranked> rank(const program& by, const std::vector<scorecard>& cards);

}  // namespace ancs

#ifdef ANCS_HEADER_ONLY
#include "impl/cohort_inl.hpp"
#endif
#endif
