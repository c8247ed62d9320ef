// compare.hpp: two assessments of one unit side by side, criterion by criterion: self-assessed and verified, before and after.
#ifndef ANCS_COMPARE_HPP
#define ANCS_COMPARE_HPP

#include <cstdint>
#include <string>
#include <vector>

#include "config.hpp"
#include "diagnostic.hpp"
#include "program.hpp"
#include "scorecard.hpp"

namespace ancs {

/// A criterion that the two assessments give different points, or treat differently (not applicable, missing).
struct criterion_difference {
  std::uint32_t criterion = 0;
  criterion_result before, after;
  /// True where a level would be another one if only the data of this criterion changed, from the first assessment to the second or back.
  bool changes_outcome = false;
  std::string reason;  ///< as given; empty if none
};

/// What differs between two assessments. All of it that differs is here; nothing is copied from one to the other.
struct comparison {
  scorecard before, after;
  /// Those that change an outcome first, then by how much the points differ, then in the order of the file.
  std::vector<criterion_difference> criteria;
  std::vector<std::uint32_t> outcomes;  ///< of which the level, or the levels still possible, differ
  std::vector<std::uint32_t> vetoes;    ///< that hold in one and not in the other, or are open in one
  /// A warning for each criterion whose points differ without a reason; without a place.
  diagnostics findings;
  bool equal() const { return criteria.empty() && outcomes.empty() && vetoes.empty(); }
};

/// Scores both records, which belong to the program, and compares the results. `reasons`, by criterion, may end early or be empty.
comparison compare(const program& by, const record& before, const record& after, const std::vector<std::string>& reasons = {});

/// How far apart two results are: the greater of the distances between their lower and between their upper bounds.
rational distance(const bounds& a, const bounds& b);

}  // namespace ancs

#ifdef ANCS_HEADER_ONLY
#include "impl/compare_inl.hpp"
#endif
#endif
