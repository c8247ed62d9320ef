// cohort_inl.hpp: bodies of cohort.hpp.
#ifndef ANCS_IMPL_COHORT_INL_HPP
#define ANCS_IMPL_COHORT_INL_HPP

#include <algorithm>
#include <limits>
#include <map>
#include <numeric>
#include <tuple>
#include <vector>

#include "../cohort.hpp"
#include "cohort_quotas.hpp"
#include "registers.hpp"

namespace ancs {
namespace detail {

/// The order that a program puts units in.
class unit_order {
 public:
  unit_order(const program_data& data, const std::vector<scorecard>& cards)
      : data_(data), cards_(cards), keys_(data.ranking_keys.size() - (data.ranking.within_column ? 1 : 0)) {}

  /// Negative: a stands before b. Without a declared ranking, by total, descending.
  int compare(std::uint32_t a, std::uint32_t b) const {
    if (!data_.has_ranking) return cards_[b].total_rescaled.low.compare(cards_[a].total_rescaled.low);
    for (std::size_t k = 0; k < keys_; ++k) {
      const int c = cards_[a].ranking_keys[k].low.compare(cards_[b].ranking_keys[k].low);
      if (c != 0) return data_.ranking_keys[k].descending ? -c : c;
    }
    return 0;
  }
  bool is_open(std::uint32_t unit) const {
    if (cards_[unit].not_yet_assessed == truth::unknown) return true;
    if (!data_.has_ranking) return !cards_[unit].total_rescaled.settled();
    const auto& keys = cards_[unit].ranking_keys;
    return std::any_of(keys.begin(), keys.begin() + static_cast<std::ptrdiff_t>(keys_), [](const bounds& k) { return !k.settled(); });
  }
  const bounds& first(std::uint32_t unit) const { return data_.has_ranking ? cards_[unit].ranking_keys.front() : cards_[unit].total_rescaled; }
  /// Where the unit may come to stand on the first key. One that may turn out to be not yet assessed makes way for all behind it, as if
  /// it came last.
  bounds span_of(std::uint32_t unit) const {
    bounds span = first(unit);
    if (cards_[unit].not_yet_assessed == truth::unknown)
      (descending() ? span.low : span.high) = descending() ? std::numeric_limits<std::int64_t>::min() : std::numeric_limits<std::int64_t>::max();
    return span;
  }
  bool descending() const { return !data_.has_ranking || data_.ranking_keys.front().descending; }
  bool dense() const { return data_.ties_dense; }

 private:
  const program_data& data_;
  const std::vector<scorecard>& cards_;
  std::size_t keys_;
};

/// Where on the first key the units stand that missing data may still move. Such a unit leaves the place of every unit open whose
/// first key lies among the values it may take.
class open_keys {
 public:
  open_keys(const unit_order& by, const std::vector<std::uint32_t>& units) : by_(by) {
    for (const auto unit : units)
      if (by_.is_open(unit)) spans_.push_back(by_.span_of(unit));
    std::sort(spans_.begin(), spans_.end(), [](const bounds& a, const bounds& b) { return a.low < b.low; });
    // Each end becomes the furthest of all that begin no later.
    for (std::size_t i = 1; i < spans_.size(); ++i) spans_[i].high = std::max(spans_[i].high, spans_[i - 1].high);
  }
  bool any() const { return !spans_.empty(); }
  bool reach(std::uint32_t unit) const {
    if (by_.is_open(unit)) return true;
    const rational& key = by_.first(unit).low;
    if (spans_.empty()) return false;
    // Dense places count distinct values: an open unit that comes to tie, or no longer does, moves all behind it.
    if (by_.dense()) return by_.descending() ? key <= spans_.back().high : key >= spans_.front().low;
    const auto after = std::upper_bound(spans_.begin(), spans_.end(), key, [](const rational& k, const bounds& s) { return k < s.low; });
    return after != spans_.begin() && (after - 1)->high >= key;
  }

 private:
  const unit_order& by_;
  std::vector<bounds> spans_;
};

/// Puts the units of one cohort in order and appends their places.
inline void place_units(const unit_order& by, std::vector<std::uint32_t>& units, std::uint32_t cohort, bool provisional, std::vector<ranked>& out) {
  std::stable_sort(units.begin(), units.end(), [&](auto a, auto b) { return by.compare(a, b) < 0; });
  const open_keys open(by, units);
  std::uint32_t place = 0;
  for (std::size_t i = 0; i < units.size(); ++i) {
    const bool same = i > 0 && by.compare(units[i - 1], units[i]) == 0;
    if (!same) place = by.dense() ? place + 1 : static_cast<std::uint32_t>(i + 1);
    if (same) out.back().tied = true;
    out.push_back({units[i], place, same, provisional || open.reach(units[i]), cohort});
  }
}

/// Parent, unit type and option.
using cohort_key = std::tuple<std::string, std::string, std::int64_t>;

/// The cohort of a unit; empty where its data does not say.
inline std::optional<cohort_key> cohort_of(const program_data& data, const scorecard& card, const cohort_unit& unit) {
  const ranking_info& ranking = data.ranking;
  cohort_key key{"", "", 0};
  if (ranking.within_parent && unit.parent.empty()) return std::nullopt;
  if (ranking.within_unit_type && unit.unit_type.empty()) return std::nullopt;
  if (ranking.within_parent) std::get<0>(key) = unit.parent;
  if (ranking.within_unit_type) std::get<1>(key) = unit.unit_type;
  if (ranking.within_column) {
    const bounds& option = card.ranking_keys.back();
    if (!option.settled()) return std::nullopt;
    std::get<2>(key) = option.low.to_int64().value_or(0);
  }
  return key;
}

}  // namespace detail

ANCS_FUNC cohort_results rank(const program& by, const std::vector<scorecard>& cards, const std::vector<cohort_unit>& units) {
  const auto& data = detail::program_access::data(by);
  const detail::unit_order order(data, cards);
  cohort_results out;
  std::map<detail::cohort_key, std::vector<std::uint32_t>> groups;
  const cohort_unit unknown;
  for (std::uint32_t i = 0; i < cards.size(); ++i) {
    const cohort_unit& unit = i < units.size() ? units[i] : unknown;
    if (cards[i].not_yet_assessed == truth::yes) {
      out.not_yet_assessed.push_back(i);
    } else if (const auto key = detail::cohort_of(data, cards[i], unit)) {
      groups[*key].push_back(i);
    } else {
      out.without_cohort.push_back(i);
    }
  }
  // The quotas of one outcome follow on each other, so its levels are kept between them.
  std::vector<std::vector<std::uint32_t>> levels(data.outcomes.size());
  for (const auto& quota : data.quotas)
    if (levels[quota.outcome].empty())
      for (const auto& card : cards) levels[quota.outcome].push_back(detail::least_level(card, quota.outcome));
  for (auto& [key, members] : groups) {
    const auto index = static_cast<std::uint32_t>(out.cohorts.size());
    detail::place_units(order, members, index, !out.without_cohort.empty(), out.order);
    cohort made{std::get<0>(key), std::get<1>(key), "", static_cast<std::uint32_t>(members.size()), {}};
    if (data.ranking.within_column) made.option = data.columns[*data.ranking.within_column].options[static_cast<std::size_t>(std::get<2>(key))];
    for (std::uint32_t q = 0; q < data.quotas.size(); ++q) {
      const quota_info& quota = data.quotas[q];
      auto count = detail::apply_quota(quota, q, members, [&](auto a, auto b) { return order.compare(a, b) == 0; }, levels[quota.outcome], out.lowered);
      count.provisional = !out.without_cohort.empty() || std::any_of(members.begin(), members.end(), [&](auto unit) {
        return order.is_open(unit) || !cards[unit].outcomes[quota.outcome].settled();
      });
      made.quotas.push_back(count);
    }
    out.cohorts.push_back(std::move(made));
  }
  return out;
}

ANCS_FUNC std::vector<std::uint32_t> cohort_results::levels(const program& by, const scorecard& card, std::uint32_t unit,
                                                            std::uint32_t outcome) const {
  std::vector<std::uint32_t> found = card.outcomes[outcome].possible;
  for (const auto& moved : lowered)
    if (moved.unit == unit && by.quotas()[moved.quota].outcome == outcome) found = {moved.level};
  return found;
}

ANCS_FUNC std::vector<ranked> rank(const program& by, const std::vector<scorecard>& cards) {
  const auto& data = detail::program_access::data(by);
  const detail::unit_order order(data, cards);
  std::vector<std::uint32_t> all(cards.size());
  std::iota(all.begin(), all.end(), 0u);
  const auto unranked = std::stable_partition(all.begin(), all.end(), [&](auto unit) { return cards[unit].not_yet_assessed != truth::yes; });
  const std::vector<std::uint32_t> apart(unranked, all.end());
  all.erase(unranked, all.end());
  std::vector<ranked> out;
  out.reserve(cards.size());
  detail::place_units(order, all, 0, false, out);
  for (const auto unit : apart) out.push_back({unit, 0, false, false, 0});
  return out;
}

}  // namespace ancs

#endif
