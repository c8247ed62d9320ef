// cohort_quotas.hpp: the quotas of a rule file applied to the units of one cohort in ranking order.
#ifndef ANCS_IMPL_COHORT_QUOTAS_HPP
#define ANCS_IMPL_COHORT_QUOTAS_HPP

#include <algorithm>
#include <cstdint>
#include <vector>

#include "../cohort.hpp"

namespace ancs::detail {

/// The level that counts for quotas: the lowest one possible.
inline std::uint32_t least_level(const scorecard& card, std::uint32_t outcome) {
  const auto& possible = card.outcomes[outcome].possible;
  return possible.empty() ? 0 : possible.back();
}

/// The share of a number of units, rounded as declared.
inline std::uint32_t share_of(const quota_info& quota, std::uint32_t base) {
  const auto n = (quota.share * rational(static_cast<std::int64_t>(base))).rounded(rational(1), quota.mode).to_int64().value_or(0);
  return static_cast<std::uint32_t>(std::max<std::int64_t>(n, 0));
}

/// Applies one quota. `order`: the cohort's units, best first; `tie(a, b)`: neither stands before the other; `levels`: of the quota's
/// outcome, by unit.
template <class Tie>
quota_count apply_quota(const quota_info& quota, std::uint32_t index, const std::vector<std::uint32_t>& order, const Tie& tie,
                        std::vector<std::uint32_t>& levels, std::vector<lowered_unit>& lowered) {
  const auto in_base = [&](std::uint32_t level) -> std::uint32_t { return quota.or_better ? level <= quota.of : level == quota.of; };
  std::vector<std::uint32_t> candidates;
  std::uint32_t others = 0;
  for (const auto unit : order) {
    if (levels[unit] == quota.level)
      candidates.push_back(unit);
    else
      others += in_base(levels[unit]);
  }
  const auto all = static_cast<std::uint32_t>(candidates.size());
  const auto base_with = [&](std::uint32_t kept) { return others + kept * in_base(quota.level) + (all - kept) * in_base(quota.become); };
  quota_count count;
  count.quota = index;
  count.candidates = all;
  if (quota.before) {
    count.base = base_with(all);
    count.allowed = share_of(quota, count.base);
  } else {
    // Of each unit moved, the share takes less than one away: the first number that fits from above is the largest.
    count.allowed = all;
    while (count.allowed > 0 && count.allowed > share_of(quota, base_with(count.allowed))) --count.allowed;
    count.base = base_with(count.allowed);
  }
  std::uint32_t kept = std::min(count.allowed, all);
  bool tied = false;
  if (kept > 0 && kept < all && tie(candidates[kept - 1], candidates[kept])) {
    tied = true;
    const auto at_cut = candidates[kept];
    while (quota.ties_in && kept < all && tie(candidates[kept], at_cut)) ++kept;
    while (!quota.ties_in && kept > 0 && tie(candidates[kept - 1], at_cut)) --kept;
  }
  count.kept = kept;
  for (std::uint32_t i = kept, place = 0; i < all; ++i) {
    const bool same = i > 0 && tie(candidates[i - 1], candidates[i]);
    if (!same || place == 0) place = i + 1;
    levels[candidates[i]] = quota.become;
    lowered.push_back({candidates[i], index, quota.become, place, count.allowed, tied && !quota.ties_in && tie(candidates[kept], candidates[i])});
  }
  return count;
}

}  // namespace ancs::detail

#endif
