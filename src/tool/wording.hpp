// wording.hpp: points, levels and vetoes of a scorecard as people and other programs read them.
#ifndef ANCS_TOOL_WORDING_HPP
#define ANCS_TOOL_WORDING_HPP

#include <string>

#include "ancs/diagnostic.hpp"
#include "ancs/program.hpp"
#include "ancs/scorecard.hpp"

namespace tool {

/// For people: "98", "41–108", "≈ 6,67", in the signs of the language.
std::string shown(const ancs::rational& value, ancs::language lang);
std::string shown(const ancs::bounds& points, ancs::language lang);
/// "98/110".
std::string shown_of_maximum(const ancs::bounds& points, const ancs::rational& maximum, ancs::language lang);
/// For programs: exact, "98", "20/3", and where data is missing "41..108".
std::string exact(const ancs::bounds& points);

/// The level, or all still possible, joined.
std::string level_names(const ancs::program& of, const ancs::scorecard& card, std::size_t outcome, const char* between);
/// Ids of the vetoes that hold; with a question mark those that missing data leaves open.
std::string veto_ids(const ancs::program& of, const ancs::scorecard& card, const char* between);

/// The actions that are made, joined: "Nhắc nhở (tháng 3)"; with a question mark those that missing data leaves open.
std::string action_names(const ancs::program& of, const ancs::scorecard& card, ancs::language lang, const char* between);

/// "1 error", "2 errors"; Vietnamese has one form.
std::string counted(std::size_t n, ancs::language lang, const char* one, const char* many, const char* vi);

/// A line for each parameter that does not have the value of the file; usually none.
std::string changed_parameters(const ancs::program& of, ancs::language lang);

const char* state_name(ancs::point_state state);
/// "yes", "no", "unknown".
const char* truth_name(ancs::truth truth);

}  // namespace tool

#endif
