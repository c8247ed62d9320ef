// cohort_inl.hpp: bodies of cohort.hpp.
#ifndef ANCS_IMPL_COHORT_INL_HPP
#define ANCS_IMPL_COHORT_INL_HPP

#include <algorithm>
#include <numeric>
#include <vector>

#include "../cohort.hpp"
#include "registers.hpp"

namespace ancs {

ANCS_FUNC std::vector<ranked> rank(const program& by, const std::vector<scorecard>& cards) {
  const auto& data = detail::program_access::data(by);
  // Negative: a stands before b. Without a declared ranking, by total, descending.
  const auto compare = [&](std::uint32_t a, std::uint32_t b) {
    if (!data.has_ranking) return cards[b].total.low.compare(cards[a].total.low);
    for (std::size_t k = 0; k < data.ranking_keys.size(); ++k) {
      const int c = cards[a].ranking_keys[k].low.compare(cards[b].ranking_keys[k].low);
      if (c != 0) return data.ranking_keys[k].descending ? -c : c;
    }
    return 0;
  };
  std::vector<std::uint32_t> order(cards.size());
  std::iota(order.begin(), order.end(), 0u);
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return compare(a, b) < 0; });
  std::vector<ranked> out;
  out.reserve(cards.size());
  // One unit that may still move can move any other.
  const bool provisional = std::any_of(cards.begin(), cards.end(), [&](const scorecard& card) {
    if (!data.has_ranking) return !card.total.settled();
    return std::any_of(card.ranking_keys.begin(), card.ranking_keys.end(), [](const bounds& k) { return !k.settled(); });
  });
  std::uint32_t place = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    const bool same = i > 0 && compare(order[i - 1], order[i]) == 0;
    if (!same) place = data.ties_dense ? place + 1 : static_cast<std::uint32_t>(i + 1);
    if (same) out.back().tied = true;
    out.push_back({order[i], place, same, provisional});
  }
  return out;
}

}  // namespace ancs

#endif
