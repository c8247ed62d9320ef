// suggest_levels.hpp: made-up units on both sides of what turns a level, put together from what criteria can give.
#ifndef ANCS_IMPL_SUGGEST_LEVELS_HPP
#define ANCS_IMPL_SUGGEST_LEVELS_HPP

#include <algorithm>
#include <utility>
#include <vector>

#include "suggest_units.hpp"

namespace ancs::detail::suggest {

/// Values by slot, in the order of a list of slots.
using choices = std::vector<std::vector<std::optional<rational>>>;

/// Figures of one criterion by the points that they give.
struct points_pool {
  std::vector<std::uint32_t> slots;
  std::vector<std::pair<rational, figures>> by_points;  ///< ascending, one for each number of points

  void add(const rational& points, const figures& unit) {
    constexpr std::size_t most = 32;
    const auto at = std::lower_bound(by_points.begin(), by_points.end(), points, [](const auto& entry, const rational& p) { return entry.first < p; });
    if (at != by_points.end() && at->first == points) return;
    if (by_points.size() == most && at != by_points.begin() && at != by_points.end()) return;
    by_points.emplace(at, points, unit);
  }
};

class level_units {
 public:
  struct found {
    figures is;
    bool boundary = false;  ///< next to it the level is another
  };

  level_units(const program& of, unit_maker& units, const figures& plain, const std::vector<points_pool>& pool, const std::vector<figures>& vetoes)
      : p_(program_access::data(of)), units_(units), pool_(pool), vetoes_(vetoes), best_(plain) {}

  std::vector<found> run() {
    for (const auto& c : pool_)
      if (!c.by_points.empty()) best_ = with(best_, c, c.by_points.back().second);
    if (!units_.run(best_)) return {};
    out_.push_back({best_});
    // From the best unit down, criterion by criterion, and back up again: where the level turns, both sides are shown.
    walk(best_, [](const points_pool& c) { return c.by_points.front().second; });
    for (const auto& c : pool_) {
      if (c.by_points.empty()) continue;
      step(best_, c, with(best_, c, c.by_points.front().second));
    }
    for (const auto& veto : vetoes_) {
      figures unit = best_;
      for (std::uint32_t s = 0; s < unit.size(); ++s)
        if (veto[s]) units_.set(unit, s, veto[s]);
      out_.push_back({std::move(unit)});
    }
    return std::move(out_);
  }

 private:
  figures with(figures unit, const points_pool& c, const figures& part) const {
    for (const auto s : c.slots) units_.set(unit, s, part[s]);
    return unit;
  }

  std::vector<std::uint32_t> levels(const figures& unit) {
    std::vector<std::uint32_t> out;
    const auto* registers = units_.run(unit);
    if (!registers) return out;
    total_ = registers->number(p_.total);
    for (std::size_t o = 0; o < p_.outcome_plans.size(); ++o)
      out.push_back(static_cast<std::uint32_t>(registers->number(p_.level_nodes[o]).to_int64().value_or(0)));
    return out;
  }

  template <class Next>
  void walk(figures unit, const Next& next) {
    for (const auto& c : pool_) {
      if (c.by_points.empty()) continue;
      figures after = with(unit, c, next(c));
      step(unit, c, after);
      unit = std::move(after);
      out_.push_back({unit});
    }
  }

  /// Where changing one criterion turns a level, the points of it nearest to the turn.
  void step(const figures& from, const points_pool& c, const figures& to) {
    const auto before = levels(from), after = levels(to);
    if (before.empty() || after.empty() || before == after) return;
    std::optional<figures> last = from, first = to;
    levels(from);
    rational least = total_;
    levels(to);
    rational most = total_;
    for (const auto& entry : c.by_points) {
      const figures unit = with(from, c, entry.second);
      const auto now = levels(unit);
      if (now == before && total_ < least) least = total_, last = unit;
      if (now == after && total_ > most) most = total_, first = unit;
    }
    out_.push_back({*last, true});
    out_.push_back({*first, true});
  }

  const program_data& p_;
  unit_maker& units_;
  const std::vector<points_pool>& pool_;
  const std::vector<figures>& vetoes_;
  figures best_;
  rational total_;
  std::vector<found> out_;
};

}  // namespace ancs::detail::suggest

#endif
