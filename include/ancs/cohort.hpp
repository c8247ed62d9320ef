// cohort.hpp: what is decided between units: their order within each cohort, and quotas of levels.
#ifndef ANCS_COHORT_HPP
#define ANCS_COHORT_HPP

#include <cstdint>
#include <string>
#include <vector>

#include "config.hpp"
#include "program.hpp"
#include "scorecard.hpp"

namespace ancs {

/// What a unit's data says of the cohort it belongs to.
struct cohort_unit {
  std::string parent;             ///< `ranking within parent`; empty: not given
  std::string unit_type;          ///< `ranking within unit type`; empty: not given
};

struct ranked {
  std::uint32_t unit = 0;     ///< index into the cards given
  std::uint32_t place = 0;    ///< from 1 in its cohort; units that tie share it
  bool tied = false;          ///< another unit of the cohort has the same place
  bool provisional = false;   ///< missing data, its own or another unit's, may change this unit's place
  std::uint32_t cohort = 0;   ///< index into cohort_results::cohorts
};

/// What came of one quota in one cohort.
struct quota_count {
  std::uint32_t quota = 0;        ///< index into program.quotas()
  std::uint32_t base = 0;         ///< units that its share is of
  std::uint32_t allowed = 0;      ///< what the share of them comes to, rounded as declared
  std::uint32_t candidates = 0;   ///< units at its level
  std::uint32_t kept = 0;         ///< of these: fewer or more than allowed where units tie at the cut
  bool provisional = false;       ///< missing data of some unit of the cohort may change it
};

/// A unit that a quota has moved to a lower level.
struct lowered_unit {
  std::uint32_t unit = 0, quota = 0;
  std::uint32_t level = 0;        ///< what it has become
  std::uint32_t place = 0;        ///< from 1 among the candidates of its cohort
  std::uint32_t allowed = 0;
  bool tied = false;              ///< it ties with others at the cut, and `ties out` moved all of them
};

struct cohort {
  std::string parent, unit_type;  ///< empty where the ranking is not within them
  std::string option;             ///< of the one-of input that the ranking is within, or empty
  std::uint32_t units = 0;
  std::vector<quota_count> quotas;  ///< in the order of the file
};

struct cohort_results {
  std::vector<cohort> cohorts;                ///< by parent, unit type and option
  std::vector<ranked> order;                  ///< cohort by cohort, best first
  std::vector<lowered_unit> lowered;          ///< in the order in which quotas apply; a unit may be lowered twice
  std::vector<std::uint32_t> not_yet_assessed;  ///< outside ranking and quotas
  /// Units whose data does not say which cohort they belong to: they have no place, and every place is provisional.
  std::vector<std::uint32_t> without_cohort;

  /// The level of a unit after all quotas: what its card leaves possible, or the one level that a quota moved it to.
  std::vector<std::uint32_t> levels(const program& by, const scorecard& card, std::uint32_t unit, std::uint32_t outcome) const;
};

/// Places and quotas by the program's `ranking` (all units together by total, descending, ties shared, where the file declares none),
/// in each cohort that it is within, and then its quotas in the order of the file. `units` goes with `cards`; what it lacks is not given.
/// Units that tie keep the order they came in; places and levels do not depend on it. Units with missing data are placed by their lower
/// bounds and count at the lowest level possible; what that leaves open is provisional.
cohort_results rank(const program& by, const std::vector<scorecard>& cards, const std::vector<cohort_unit>& units);

/// The same order of units that all belong to one cohort, without quotas. Units that are not yet assessed come last, at place 0.
std::vector<ranked> rank(const program& by, const std::vector<scorecard>& cards);

}  // namespace ancs

#ifdef ANCS_HEADER_ONLY
#include "impl/cohort_inl.hpp"
#endif
#endif
