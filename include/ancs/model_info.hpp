// model_info.hpp: what the head of a rule file says about the file: acts, kinds of unit, days it is for, columns of assessment.
#ifndef ANCS_MODEL_INFO_HPP
#define ANCS_MODEL_INFO_HPP

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "source.hpp"

namespace ancs {

/// A day of the calendar that is in use everywhere (Gregorian, also before 1582).
using calendar_day = std::chrono::sys_days;

/// A run of days, both ends in it.
struct period {
  calendar_day first, last;
  friend bool operator==(const period&, const period&) = default;
};

/// `self "Tự chấm"` of `columns`.
struct assessment_column {
  std::string id, title;
};

/// Lists in the order of the file, empty where it says nothing.
struct model_info {
  std::vector<std::string> bases;               ///< acts the table rests on, as the file words them
  std::vector<std::string> replaces;            ///< acts it replaces
  std::vector<std::string> applies_to;          ///< types of unit; empty: all
  std::optional<calendar_day> in_force_from;
  std::optional<struct period> assessed;        ///< `period`: the assessment period that the file is for
  std::vector<assessment_column> columns;       ///< the last one decides
  std::vector<std::string> parts;               ///< what the levels of nesting are called, outermost first
  span where;                                   ///< the name of the model
  span force_where, assessed_where, replaces_where;  ///< empty where there is no such line
};

}  // namespace ancs

#endif
