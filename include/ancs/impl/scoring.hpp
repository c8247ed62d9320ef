// scoring.hpp: a scorecard read from a unit's registers.
#ifndef ANCS_IMPL_SCORING_HPP
#define ANCS_IMPL_SCORING_HPP

#include <algorithm>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "../scorecard.hpp"
#include "data_findings.hpp"
#include "registers.hpp"

namespace ancs::detail {

/// Bounds of a value that the checker or the sums keep finite; without an end, what is proven stands in.
inline void set_bounds(bounds& into, const register_file& registers, const graph::quantity& q, const rational& low, const rational& high) {
  if (registers.all_settled()) {
    into.low = registers.number(q);
    into.high = into.low;
    return;
  }
  const possible v = registers.value(q);
  into.low = v.low ? *v.low : low;
  into.high = v.high ? *v.high : high;
}

/// Bounds of points that never pass the maximum, though parts of them that are rescaled are bounded apart.
inline void set_bounds_below(bounds& into, const register_file& registers, const graph::quantity& q, const rational& least, const rational& maximum) {
  set_bounds(into, registers, q, least, maximum);
  if (!into.settled() && into.high > maximum) into.high = maximum;
}

inline void set_total_rescaled(bounds& into, const program_data& p, const register_file& registers, const bounds& total) {
  set_bounds_below(into, registers, p.total_rescaled, p.least_total, p.maximum);
  // Rescaling takes nothing from points above 0.
  if (!into.settled() && total.low.sign() >= 0) into.low = std::max(into.low, total.low);
}

/// The total with what stands outside it, which may take all that it can give. `group` gives the bounds of a group.
template <class Group>
void set_total_with_all(bounds& into, const program_data& p, const register_file& registers, const bounds& total, const Group& group) {
  rational least = total.low;
  for (std::size_t i = 0; i < p.groups.size() && !registers.all_settled(); ++i) {
    if (p.groups[i].parent >= 0 || p.groups[i].counts_in_total) continue;
    const bounds of = group(i);
    least += std::min(of.low, -of.high);
  }
  set_bounds(into, registers, p.total_with_all, least, p.most_with_all);
  if (!into.settled()) into.high = std::min(into.high, p.most_with_all);
}

/// Which explanations fit a stated value that differs from the actual one, at the tolerance.
inline std::vector<std::string> explain_difference(const warning_plan& w, const register_file& registers, const rational& stated, const rational& actual) {
  std::vector<std::string> fits;
  const auto at = [&](const rational& v) { return v.rounded(w.tolerance, rounding_mode::half_up); };
  const rational said = at(stated);
  const rational truncated = actual.rounded(w.tolerance, actual.sign() < 0 ? rounding_mode::up : rounding_mode::down);
  if (said == truncated) fits.push_back("truncated");
  if (w.is_change) {
    const rational current = *registers.value(w.current).low, baseline = *registers.value(w.baseline).low;
    const rational change = w.is_rise ? current - baseline : baseline - current;
    if (!current.is_zero() && said == at(change / current)) fits.push_back("divided by current");
  }
  if (said == at(-actual)) fits.push_back("sign reversed");
  if (fits.empty()) fits.push_back("unexplained");
  return fits;
}

inline bool settled(const possible& v) { return v.low && v.high && *v.low == *v.high; }

/// The warning's result: raised, or not (empty).
inline std::optional<warning_result> warning_of(const warning_plan& w, const register_file& registers) {
  if (w.when != graph::no_node && registers.holds(w.when) != truth::yes) return std::nullopt;
  warning_result r;
  if (!w.differs) {
    if (registers.holds(w.condition) != truth::yes) return std::nullopt;
    return r;
  }
  const possible stated = registers.value(w.stated), actual = registers.value(w.actual);
  if (!settled(stated) || !settled(actual)) return std::nullopt;
  if (stated.low->rounded(w.tolerance, rounding_mode::half_up) == actual.low->rounded(w.tolerance, rounding_mode::half_up)) return std::nullopt;
  r.differs = true;
  r.stated = *stated.low;
  r.actual = *actual.low;
  r.explanations = explain_difference(w, registers, r.stated, r.actual);
  return r;
}

/// Whether the unit is left without level and place.
inline truth not_yet_assessed(const program_data& p, const register_file& registers) {
  return p.not_yet_assessed == graph::no_node ? truth::no : registers.holds(p.not_yet_assessed);
}

/// The level in a settled register; none where it holds -2.
inline std::optional<std::uint32_t> settled_level(graph::node_id level, const register_file& registers) {
  const auto known = registers.whole(level);
  const auto index = known ? known : registers.number(level).to_int64();
  if (index.value_or(0) < 0) return std::nullopt;
  return static_cast<std::uint32_t>(index.value_or(0));
}

/// Levels that the rows leave possible, given which conditions hold, do not, or are open.
inline void levels_of(const program_data& p, std::size_t outcome, const register_file& registers, outcome_result& result) {
  auto& out = result.possible;
  out.clear();
  result.may_have_none = false;
  if (registers.all_settled()) {
    if (const auto level = settled_level(p.level_nodes[outcome], registers)) out.push_back(*level);
    return;
  }
  const truth none = not_yet_assessed(p, registers);
  if (none == truth::yes) return;
  result.may_have_none = none == truth::unknown;
  const outcome_plan& plan = p.outcome_plans[outcome];
  for (const auto& row : plan.rows) {
    const truth t = row.condition == graph::no_node ? truth::yes : registers.holds(row.condition);
    if (t != truth::no) out.push_back(row.level);
    if (t == truth::yes) break;
  }
  for (const auto& cap : plan.caps) {
    const truth t = registers.holds(cap.condition);
    if (t == truth::no) continue;
    const std::size_t n = out.size();
    for (std::size_t i = 0; i < n; ++i) {
      const std::uint32_t capped = std::max(out[i], cap.level);
      if (t == truth::yes) out[i] = capped;
      else out.push_back(capped);
    }
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
}

inline point_state state_of(const criterion_plan& plan, const register_file& registers, const bounds& points) {
  if (plan.written == criterion_plan::body::information) return point_state::information;
  if (plan.not_counted != graph::no_node) {
    const truth left_out = registers.holds(plan.not_counted);
    if (left_out == truth::yes) return point_state::not_counted;
    if (left_out == truth::unknown) return point_state::missing;
  }
  if (plan.unknown != graph::no_node && registers.holds(plan.unknown) == truth::yes) return point_state::unknown;
  bool open = false;
  for (const auto& g : plan.guards) {
    const truth t = registers.holds(g.condition);
    if (t == truth::no) continue;
    // Whether its maximum counts is open too, so that even equal points are not final.
    if (g.excluded && (open || t == truth::unknown)) return point_state::missing;
    if (t == truth::unknown) {
      open = true;
      continue;
    }
    if (open) break;
    if (g.not_applicable) return g.excluded ? point_state::excluded : point_state::not_applicable;
    break;
  }
  if (points.settled()) return point_state::scored;
  return registers.missing().empty() ? point_state::unknown : point_state::missing;
}

/// What could be assessed of a unit where criteria may be excluded.
inline void fill_assessed(const program_data& p, const register_file& registers, scorecard& card) {
  set_total_rescaled(card.total_rescaled, p, registers, card.total);
  if (!p.excludes) {
    card.assessed_maximum = {p.maximum, p.maximum};
    card.assessed.clear();
    return;
  }
  set_bounds(card.assessed_maximum, registers, p.total_assessed, 0, p.maximum);
  card.assessed.resize(p.group_assessed.size());
  for (std::size_t i = 0; i < card.assessed.size(); ++i) {
    auto& g = card.assessed[i];
    set_bounds(g.maximum, registers, p.group_assessed[i], 0, p.groups[i].maximum);
    set_bounds_below(g.counted, registers, p.group_counted[i], p.least_total, p.groups[i].maximum);
    set_bounds(g.counted_maximum, registers, p.group_counted_maximum[i], 0, p.groups[i].maximum);
  }
}

inline void data_findings(const program_data& p, const register_file& registers, const record& unit, diagnostics& out) {
  const auto add = [&out](code id, std::vector<std::string> args) {
    diagnostic d;
    d.id = id;
    d.args = std::move(args);
    d.has_place = false;
    out.push_back(std::move(d));
  };
  for (const auto& b : registers.broken()) {
    add(b.strict ? code::relation_not_below : code::relation_broken,
        {p.columns[b.slot].name, in_column_words(p.columns[b.slot], *unit.value(b.slot)), p.columns[b.other].name, in_column_words(p.columns[b.other], *unit.value(b.other))});
  }
  for (const auto& r : p.requirements)
    if (registers.holds(r.condition) == truth::no) add(code::requirement_not_met, {r.text.text});
}

/// How far each missing input moves the total, and the inputs in that order. For cards only: columns do not show it.
inline void fill_moves(const program_data& p, const register_file& registers, scorecard& card) {
  if (registers.all_settled()) return;
  const bounds& total = p.excludes ? card.total_rescaled : card.total;
  const rational most = total.high - total.low;
  const auto moves = registers.moves(p.excludes ? p.total_rescaled : p.total);
  for (std::size_t i = 0; i < card.missing.size(); ++i) card.missing[i].moves = moves[i] ? std::min(*moves[i], most) : most;
  std::stable_sort(card.missing.begin(), card.missing.end(), [](const auto& a, const auto& b) { return a.moves > b.moves; });
}

inline void fill_scorecard(const program_data& p, const register_file& registers, const record& unit, scorecard& card) {
  card.criteria.resize(p.criterion_plans.size());
  for (std::size_t i = 0; i < card.criteria.size(); ++i) {
    auto& c = card.criteria[i];
    set_bounds(c.points, registers, p.criterion_plans[i].points, p.criterion_plans[i].floor, p.criteria[i].maximum);
    c.state = state_of(p.criterion_plans[i], registers, c.points);
    c.outer = !c.points.settled() && p.criterion_plans[i].points.numerator.terms.size() == 1 &&
              registers.is_outer(p.criterion_plans[i].points.numerator.terms[0].first);
  }
  card.groups.resize(p.group_points.size());
  for (std::size_t i = 0; i < card.groups.size(); ++i) set_bounds_below(card.groups[i], registers, p.group_points[i], p.least_with_all, p.groups[i].maximum);
  set_bounds_below(card.total, registers, p.total, p.least_total, p.maximum);
  set_total_with_all(card.total_with_all, p, registers, card.total, [&](std::size_t i) { return card.groups[i]; });
  fill_assessed(p, registers, card);
  card.not_yet_assessed = not_yet_assessed(p, registers);
  card.vetoes.resize(p.veto_conditions.size());
  for (std::size_t i = 0; i < card.vetoes.size(); ++i) card.vetoes[i] = registers.holds(p.veto_conditions[i]);
  card.outcomes.resize(p.outcome_plans.size());
  for (std::size_t i = 0; i < card.outcomes.size(); ++i) levels_of(p, i, registers, card.outcomes[i]);
  card.warnings.clear();
  for (std::uint32_t i = 0; i < p.warning_plans.size(); ++i) {
    if (auto raised = warning_of(p.warning_plans[i], registers)) {
      raised->warning = i;
      card.warnings.push_back(std::move(*raised));
    }
  }
  card.actions.clear();
  for (std::uint32_t i = 0; i < p.action_plans.size(); ++i)
    for (const auto& m : p.action_plans[i].members) {
      const truth made = registers.holds(m.condition);
      if (made == truth::no) continue;
      const bool series = p.actions[i].each != action_info::period::none;
      card.actions.push_back({i, series ? std::optional(m.slot) : std::nullopt, made});
    }
  card.ranking_keys.resize(p.ranking_keys.size());
  for (std::size_t i = 0; i < card.ranking_keys.size(); ++i) {
    // An end that declared ranges leave open stands further out than any data.
    set_bounds(card.ranking_keys[i], registers, p.ranking_keys[i].of, std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max());
  }
  card.missing.clear();
  for (const auto s : registers.missing()) card.missing.push_back({s, {}});
  card.outer = !registers.all_settled() && (registers.shared_inputs() || (p.excludes && !card.assessed_maximum.settled()) ||
                                            std::any_of(card.criteria.begin(), card.criteria.end(), [](const auto& c) { return c.outer; }) ||
                                            std::any_of(card.assessed.begin(), card.assessed.end(), [](const auto& g) { return !g.maximum.settled(); }));
  card.findings.clear();
  data_findings(p, registers, unit, card.findings);
  card.final_result = card.missing.empty() && card.findings.empty() && registers.all_settled();
}

}  // namespace ancs::detail

#endif
