// explain.hpp: why a unit got its points: the sentence that decided, the numbers that went into it, what was lost.
#ifndef ANCS_EXPLAIN_HPP
#define ANCS_EXPLAIN_HPP

#include <string>
#include <vector>

#include "config.hpp"
#include "program.hpp"
#include "scorecard.hpp"
#include "source.hpp"

namespace ancs {

/// One sentence of the rule file that took part in deciding a criterion.
struct reason {
  std::string sentence;   ///< the rule text, as the file has it, white space folded: "below 10% : 10"
  position place;         ///< where it stands in its file
  std::string numbers;    ///< the data that went in, written for people: "2/21 = 9,5% < 10%"; may be empty
  std::string file;       ///< the included file it stands in; empty for the rule file itself
  std::string needs{};    ///< the least change of one input for a better row: "6 points need present = 18: 2 more"; may be empty
};

/// What a unit lacks for the next better level of one outcome.
struct level_needs {
  std::string level;                  ///< empty where the level is open, or the best, or what it takes cannot be told
  std::vector<std::string> missing;   ///< the parts of its condition that fail, with how much: "total = 78 < 80: 2 short"
};

struct criterion_explanation {
  criterion_result result;
  std::vector<reason> reasons;  ///< the deciding guard, row or clause; for awards and deductions each that counted
  rational lost;                ///< maximum minus (the upper bound of) the points
};

/// One explanation per criterion, in the order of program.criteria(). The language is that of the words in `numbers`, and of its number signs.
std::vector<criterion_explanation> explain(const program& by, const record& unit, language in);

/// An action that is made or left open, and why: its sentence and the unit's numbers.
struct action_explanation {
  action_result result;
  reason why;
};
/// The actions of a unit, in the order of its scorecard.
std::vector<action_explanation> explain_actions(const program& by, const record& unit, language in);
/// What an action is called in reports: its title, and for a member of a series the month, quarter or year behind it.
std::string action_name(const program& by, const action_result& of, language in);
/// One per outcome, in the order of program.outcomes().
std::vector<level_needs> explain_levels(const program& by, const record& unit, language in);

struct form_options {
  language in = language::vi;
  std::string unit;         ///< the unit's name, for the heading
  bool reasons = true;
};
/// The filled-in form of a unit as text: groups and criteria with points / maximum, why, legal basis, points lost, vetoes, warnings, levels.
std::string render_form(const program& by, const record& unit, const form_options& options = {});

}  // namespace ancs

#ifdef ANCS_HEADER_ONLY
#include "impl/explain_inl.hpp"
#endif
#endif
