// scorecard_json.hpp: a card, and why its points are as they are, as JSON in the words of the tool's own JSON.
#ifndef ANCS_C_SCORECARD_JSON_HPP
#define ANCS_C_SCORECARD_JSON_HPP

#include <string>

#include "ancs/ancs.hpp"

namespace ancs::c {

/// total, total_with_all, maximum, outcomes, vetoes, open_vetoes, warnings, groups, criteria, missing, findings, final.
std::string scorecard_json(const ancs::program& by, const ancs::scorecard& card);
/// The same, with title, bases, evidence, points lost and reasons of each criterion.
std::string explanation_json(const ancs::record& unit, language in, const std::string& name, bool reasons);

}  // namespace ancs::c

#endif
