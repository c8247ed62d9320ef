// periods.hpp: days and assessment periods as the command line writes them.
#ifndef ANCS_TOOL_PERIODS_HPP
#define ANCS_TOOL_PERIODS_HPP

#include <optional>
#include <string_view>

#include "ancs/model_info.hpp"

namespace tool {

/// "2022-01-31" or "31/1/2022"; empty if it is neither, or no day of the calendar.
std::optional<ancs::calendar_day> read_day(std::string_view text);
/// "2022-01-01..2022-12-31", one day, or a year "2022"; empty if it is none of these, or ends before it begins.
std::optional<ancs::period> read_period(std::string_view text);

}  // namespace tool

#endif
