// explain_actions.hpp: why an action is made, for a unit or for a member of a series.
#ifndef ANCS_IMPL_EXPLAIN_ACTIONS_HPP
#define ANCS_IMPL_EXPLAIN_ACTIONS_HPP

#include <algorithm>
#include <string>
#include <vector>

#include "../explain.hpp"
#include "explain_numbers.hpp"
#include "registers.hpp"
#include "scoring.hpp"

namespace ancs {

ANCS_FUNC std::string action_name(const program& by, const action_result& of, language in) {
  const action_info& info = by.actions()[of.action];
  if (!of.column) return info.title;
  const std::string& column = by.columns()[*of.column].name;
  const bool vi = in == language::vi;
  std::string period;
  switch (info.each) {
    case action_info::period::month: period = vi ? "tháng " : "month "; break;
    case action_info::period::quarter: period = vi ? "quý " : "quarter "; break;
    case action_info::period::year: period = vi ? "năm " : "year "; break;
    case action_info::period::none: break;
  }
  return info.title + " (" + period + column.substr(column.rfind('.') + 1) + ")";
}

ANCS_FUNC std::vector<action_explanation> explain_actions(const program& by, const record& unit, language in) {
  const auto& data = detail::program_access::shared(by);
  detail::register_file registers;
  registers.run(by, unit, true);
  scorecard card;
  detail::fill_scorecard(*data, registers, unit, card);
  const detail::number_writer write(*data, registers, in);
  std::vector<action_explanation> out;
  for (const auto& made : card.actions) {
    const auto& plan = data->action_plans[made.action];
    const auto member = std::find_if(plan.members.begin(), plan.members.end(), [&](const auto& m) { return !made.column || m.slot == *made.column; });
    out.push_back({made, {plan.text.text, plan.text.place, write.text(member->shown), plan.text.file}});
  }
  return out;
}

}  // namespace ancs

#endif
