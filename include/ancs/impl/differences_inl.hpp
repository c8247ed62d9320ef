// differences_inl.hpp: bodies of differences.hpp.
#ifndef ANCS_IMPL_DIFFERENCES_INL_HPP
#define ANCS_IMPL_DIFFERENCES_INL_HPP

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "../differences.hpp"

namespace ancs {
namespace detail {

template <class Info>
std::optional<std::size_t> index_of(const std::vector<Info>& all, const std::string Info::*name, const std::string& wanted) {
  const auto at = std::find_if(all.begin(), all.end(), [&](const Info& i) { return i.*name == wanted; });
  if (at == all.end()) return std::nullopt;
  return static_cast<std::size_t>(at - all.begin());
}

inline bool same_bounds(const bounds& a, const bounds& b) { return a.low == b.low && a.high == b.high; }

inline std::vector<std::string> possible_levels(const program& of, const scorecard& card, std::size_t outcome) {
  std::vector<std::string> names;
  for (const auto l : card.outcomes[outcome].possible) names.push_back(of.outcomes()[outcome].levels[l]);
  return names;
}

/// Calls `each(name, index before, index after)` for all names of both, those only the old one has last.
template <class Info, class Each>
void match(const std::vector<Info>& before, const std::vector<Info>& after, const std::string Info::*name, const Each& each) {
  for (std::size_t i = 0; i < after.size(); ++i) each(after[i].*name, index_of(before, name, after[i].*name), std::optional(i));
  for (std::size_t i = 0; i < before.size(); ++i)
    if (!index_of(after, name, before[i].*name)) each(before[i].*name, std::optional(i), std::optional<std::size_t>());
}

}  // namespace detail

ANCS_FUNC bool score_difference::empty() const {
  return detail::same_bounds(total_before, total_after) && criteria.empty() && levels.empty() && vetoes.empty();
}

ANCS_FUNC score_difference differences(const program& before, const scorecard& old_card, const program& after, const scorecard& new_card) {
  score_difference d;
  d.total_before = old_card.total;
  d.total_after = new_card.total;
  using place = std::optional<std::size_t>;
  detail::match(before.criteria(), after.criteria(), &criterion_info::id, [&](const std::string& id, place a, place b) {
    points_difference p{id, {}, {}};
    if (a) p.before = old_card.criteria[*a].points;
    if (b) p.after = new_card.criteria[*b].points;
    if (!a || !b || !detail::same_bounds(*p.before, *p.after)) d.criteria.push_back(std::move(p));
  });
  detail::match(before.outcomes(), after.outcomes(), &outcome_info::title, [&](const std::string& title, place a, place b) {
    level_difference l{title, {}, {}};
    if (a) l.before = detail::possible_levels(before, old_card, *a);
    if (b) l.after = detail::possible_levels(after, new_card, *b);
    if (l.before != l.after) d.levels.push_back(std::move(l));
  });
  detail::match(before.vetoes(), after.vetoes(), &veto_info::id, [&](const std::string& id, place a, place b) {
    const veto_difference v{id, a ? old_card.vetoes[*a] : truth::no, b ? new_card.vetoes[*b] : truth::no};
    if (v.before != v.after) d.vetoes.push_back(v);
  });
  return d;
}

ANCS_FUNC bool weighs_more(const score_difference& a, const score_difference& b) {
  if (a.outcome_changes() != b.outcome_changes()) return a.outcome_changes();
  const auto moved = [](const score_difference& d) {
    return std::max((d.total_after.low - d.total_before.low).abs(), (d.total_after.high - d.total_before.high).abs());
  };
  return moved(a) > moved(b);
}

}  // namespace ancs

#endif
