// cohort_inl.hpp: bodies of cohort.hpp.
#ifndef ANCS_IMPL_COHORT_INL_HPP
#define ANCS_IMPL_COHORT_INL_HPP

#include <algorithm>
#include <limits>
#include <numeric>
#include <vector>

#include "../cohort.hpp"
#include "registers.hpp"

namespace ancs {
namespace detail {

/// Where on the first key the units stand that missing data may still move. Such a unit leaves the place of every unit open whose
/// first key lies among the values it may take.
class open_keys {
 public:
  open_keys(const std::vector<scorecard>& cards, bool has_ranking, bool dense, bool descending)
      : has_ranking_(has_ranking), dense_(dense), descending_(descending) {
    for (const auto& card : cards)
      if (card.not_yet_assessed != truth::yes && is_open(card)) spans_.push_back(span_of(card));
    std::sort(spans_.begin(), spans_.end(), [](const bounds& a, const bounds& b) { return a.low < b.low; });
    // Each end becomes the furthest of all that begin no later.
    for (std::size_t i = 1; i < spans_.size(); ++i) spans_[i].high = std::max(spans_[i].high, spans_[i - 1].high);
  }
  bool reach(const scorecard& card) const {
    if (is_open(card)) return true;
    const rational& key = first(card).low;
    if (spans_.empty()) return false;
    // Dense places count distinct values: an open unit that comes to tie, or no longer does, moves all behind it.
    if (dense_) return descending_ ? key <= spans_.back().high : key >= spans_.front().low;
    const auto after = std::upper_bound(spans_.begin(), spans_.end(), key, [](const rational& k, const bounds& s) { return k < s.low; });
    return after != spans_.begin() && (after - 1)->high >= key;
  }

 private:
  /// A unit that may turn out to be not yet assessed makes way for all behind it, as if it came last.
  bounds span_of(const scorecard& card) const {
    bounds span = first(card);
    if (card.not_yet_assessed == truth::unknown)
      (descending_ ? span.low : span.high) = descending_ ? std::numeric_limits<std::int64_t>::min() : std::numeric_limits<std::int64_t>::max();
    return span;
  }
  const bounds& first(const scorecard& card) const { return has_ranking_ ? card.ranking_keys.front() : card.total_rescaled; }
  bool is_open(const scorecard& card) const {
    if (card.not_yet_assessed == truth::unknown) return true;
    if (!has_ranking_) return !card.total_rescaled.settled();
    return std::any_of(card.ranking_keys.begin(), card.ranking_keys.end(), [](const bounds& k) { return !k.settled(); });
  }
  bool has_ranking_, dense_, descending_;
  std::vector<bounds> spans_;
};

}  // namespace detail

ANCS_FUNC std::vector<ranked> rank(const program& by, const std::vector<scorecard>& cards) {
  const auto& data = detail::program_access::data(by);
  // Negative: a stands before b. Without a declared ranking, by total, descending.
  const auto compare = [&](std::uint32_t a, std::uint32_t b) {
    if (!data.has_ranking) return cards[b].total_rescaled.low.compare(cards[a].total_rescaled.low);
    for (std::size_t k = 0; k < data.ranking_keys.size(); ++k) {
      const int c = cards[a].ranking_keys[k].low.compare(cards[b].ranking_keys[k].low);
      if (c != 0) return data.ranking_keys[k].descending ? -c : c;
    }
    return 0;
  };
  std::vector<std::uint32_t> order(cards.size());
  std::iota(order.begin(), order.end(), 0u);
  const auto assessed = [&](std::uint32_t unit) { return cards[unit].not_yet_assessed != truth::yes; };
  const auto unranked = std::stable_partition(order.begin(), order.end(), assessed);
  const std::vector<std::uint32_t> apart(unranked, order.end());
  order.erase(unranked, order.end());
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return compare(a, b) < 0; });
  std::vector<ranked> out;
  out.reserve(cards.size());
  const bool descending = !data.has_ranking || data.ranking_keys.front().descending;
  const detail::open_keys open(cards, data.has_ranking, data.ties_dense, descending);
  std::uint32_t place = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    const bool same = i > 0 && compare(order[i - 1], order[i]) == 0;
    if (!same) place = data.ties_dense ? place + 1 : static_cast<std::uint32_t>(i + 1);
    if (same) out.back().tied = true;
    out.push_back({order[i], place, same, open.reach(cards[order[i]])});
  }
  for (const std::uint32_t unit : apart) out.push_back({unit, 0, false, false});
  return out;
}

}  // namespace ancs

#endif
