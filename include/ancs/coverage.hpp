// coverage.hpp: which decisions of a rule file its tests have seen at work, and which never.
#ifndef ANCS_COVERAGE_HPP
#define ANCS_COVERAGE_HPP

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "config.hpp"
#include "number.hpp"
#include "program.hpp"
#include "source.hpp"

namespace ancs {

/// A place where a rule file decides: a guard, a row of bands or of a choice, an award, a deduction or addition, a clause
/// without rows, a veto, a row of levels.
struct decision {
  enum class kind : std::uint8_t { guard, row, clause, veto, level } what = kind::row;
  std::string of;         ///< id of the criterion or veto; title of the levels
  std::string sentence;   ///< the rule text, white space folded
  span where;
  position place;         ///< in its file
  std::string file;       ///< the included file it stands in; empty for the rule file itself
  std::size_t units = 0;  ///< how many units it decided
};

/// Counts, unit by unit, what decided: a guard or a row that holds before any other, an award, deduction or addition that
/// moves points, a clause without rows that is reached, a veto that holds, a level row that gives the level. What missing
/// data leaves open has decided nothing.
class coverage {
 public:
  explicit coverage(const program& of);
  void add(const record& unit);
  /// In the order of the rule file: criteria, vetoes, levels.
  const std::vector<decision>& decisions() const { return decisions_; }
  std::size_t exercised() const;
  /// Exercised decisions as a share of all; 1 where there are none.
  rational share() const;

 private:
  program program_;
  std::vector<decision> decisions_;
};

/// The coverage of the tests that stand in the rule file.
coverage coverage_of_tests(const program& of);

}  // namespace ancs

#ifdef ANCS_HEADER_ONLY
#include "impl/coverage_inl.hpp"
#endif
#endif
