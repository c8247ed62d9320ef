// compare_inl.hpp: bodies of compare.hpp: what a criterion reads, and what would be with only that changed.
#ifndef ANCS_IMPL_COMPARE_INL_HPP
#define ANCS_IMPL_COMPARE_INL_HPP

#include <algorithm>
#include <utility>
#include <vector>

#include "../compare.hpp"
#include "registers.hpp"

namespace ancs {
namespace detail {

/// The columns that a criterion's points and guards read, directly or through others.
inline std::vector<std::uint32_t> columns_read_by(const program_data& p, std::uint32_t criterion) {
  std::vector<bool> read(p.nodes.size());
  const auto need = [&](graph::node_id id) {
    if (id != graph::no_node) read[id] = true;
  };
  const criterion_plan& plan = p.criterion_plans[criterion];
  for (const auto* part : {&plan.points.numerator, &plan.points.denominator})
    for (const auto& term : part->terms) need(term.first);
  for (const auto& guard : plan.guards) need(guard.condition);
  // Arguments stand before what needs them.
  for (std::size_t i = read.size(); i-- > 0;)
    if (read[i])
      for (const graph::node_id arg : p.nodes[i].args) read[arg] = true;
  std::vector<std::uint32_t> columns;
  for (std::uint32_t s = 0; s < p.slots.size(); ++s) {
    const slot_plan& slot = p.slots[s];
    if ((slot.node != graph::no_node && read[slot.node]) || (slot.given != graph::no_node && read[slot.given])) columns.push_back(s);
  }
  return columns;
}

/// "8" or "3–7", in the number signs of each language.
inline std::string bounds_arg(const bounds& b) {
  const auto in = [&](number_style style) {
    return b.settled() ? b.low.to_display(style, 4) : b.low.to_display(style, 4) + "–" + b.high.to_display(style, 4);
  };
  return in(number_style::en) + '\x1f' + in(number_style::vi);
}

inline bool same(const bounds& a, const bounds& b) { return a.low == b.low && a.high == b.high; }

inline std::vector<std::uint32_t> changed_outcomes(const scorecard& a, const scorecard& b) {
  std::vector<std::uint32_t> changed;
  for (std::uint32_t i = 0; i < a.outcomes.size(); ++i)
    if (a.outcomes[i].possible != b.outcomes[i].possible) changed.push_back(i);
  return changed;
}

/// True where the outcomes of `card`, scored from `unit`, change once these columns are as in `other`.
inline bool decides(const program& by, const record& unit, const scorecard& card, const record& other, const std::vector<std::uint32_t>& columns) {
  record mixed = unit;
  for (const std::uint32_t c : columns) program_access::copy_value(mixed, other, c);
  const scorecard changed = by.score(mixed);
  // Data of two assessments together may contradict itself, which says nothing about the levels.
  return changed.findings.size() <= card.findings.size() && !changed_outcomes(card, changed).empty();
}

}  // namespace detail

ANCS_FUNC rational distance(const bounds& a, const bounds& b) { return std::max((a.low - b.low).abs(), (a.high - b.high).abs()); }

ANCS_FUNC comparison compare(const program& by, const record& before, const record& after, const std::vector<std::string>& reasons) {
  const auto& data = detail::program_access::data(by);
  comparison out;
  out.before = by.score(before);
  out.after = by.score(after);
  out.outcomes = detail::changed_outcomes(out.before, out.after);
  for (std::uint32_t i = 0; i < out.before.vetoes.size(); ++i)
    if (out.before.vetoes[i] != out.after.vetoes[i]) out.vetoes.push_back(i);
  for (std::uint32_t i = 0; i < out.before.criteria.size(); ++i) {
    const criterion_result &a = out.before.criteria[i], &b = out.after.criteria[i];
    const bool points = !detail::same(a.points, b.points);
    if (!points && a.state == b.state) continue;
    criterion_difference d{i, a, b, false, i < reasons.size() ? reasons[i] : std::string()};
    const auto columns = detail::columns_read_by(data, i);
    d.changes_outcome = detail::decides(by, before, out.before, after, columns) || detail::decides(by, after, out.after, before, columns);
    if (points && d.reason.empty())
      out.findings.push_back({code::points_differ_without_reason, {}, {by.criteria()[i].id, detail::bounds_arg(a.points), detail::bounds_arg(b.points)}, {}, false});
    out.criteria.push_back(std::move(d));
  }
  std::stable_sort(out.criteria.begin(), out.criteria.end(), [](const criterion_difference& x, const criterion_difference& y) {
    if (x.changes_outcome != y.changes_outcome) return x.changes_outcome;
    return distance(x.before.points, x.after.points) > distance(y.before.points, y.after.points);
  });
  return out;
}

}  // namespace ancs

#endif
