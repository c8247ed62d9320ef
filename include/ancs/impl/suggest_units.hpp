// suggest_units.hpp: made-up units: a plain one, and the figures of it at which something turns.
#ifndef ANCS_IMPL_SUGGEST_UNITS_HPP
#define ANCS_IMPL_SUGGEST_UNITS_HPP

#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "coverage_find.hpp"
#include "registers.hpp"

namespace ancs::detail::suggest {

/// A value for each slot; empty where the unit does not have it.
using figures = std::vector<std::optional<rational>>;

/// What a threshold is about: negative below it, 0 at it, positive above; empty where it cannot be told.
using distance = std::function<std::optional<rational>(const register_file&)>;

/// The slots that a quantity or a condition depends on.
class slots_read {
 public:
  explicit slots_read(const program_data& p) : p_(p), seen_(p.nodes.size()) {}
  void add(graph::node_id id) {
    if (id == graph::no_node || seen_[id]) return;
    seen_[id] = true;
    const auto& n = p_.nodes[id];
    if (n.what == graph::node_op::input || n.what == graph::node_op::given) slots_.push_back(n.index);
    for (const auto a : n.args) add(a);
  }
  void add(const graph::quantity& q) {
    for (const auto* part : {&q.numerator, &q.denominator})
      for (const auto& t : part->terms) add(t.first);
  }
  void add(const graph::formula& f) {
    add(f.of);
    for (const auto& a : f.args) add(a);
  }
  std::vector<std::uint32_t> take() {
    std::sort(slots_.begin(), slots_.end());
    slots_.erase(std::unique(slots_.begin(), slots_.end()), slots_.end());
    return std::move(slots_);
  }

 private:
  const program_data& p_;
  std::vector<bool> seen_;
  std::vector<std::uint32_t> slots_;
};

class unit_maker {
 public:
  explicit unit_maker(const program& of) : of_(of), p_(program_access::data(of)), unit_(of) {}

  const program_data& data() const { return p_; }

  /// A unit without extremes: 100 of what is counted, half of what is a share, no, the first option.
  figures plain() const {
    figures all(p_.slots.size());
    for (std::uint32_t s = 0; s < all.size(); ++s) all[s] = plain(s);
    for (std::uint32_t s = 0; s < all.size(); ++s) repair(all, s);
    return all;
  }

  /// Sets one figure, and those that declared relations hold to it.
  void set(figures& unit, std::uint32_t slot, std::optional<rational> value) const {
    unit[slot] = std::move(value);
    if (unit[slot]) repair(unit, slot);
  }

  /// Evaluates the unit. Empty where its figures are no valid data.
  const register_file* run(const figures& unit) {
    if (!load(unit)) return nullptr;
    registers_.run(of_, unit_, true);
    return registers_.all_settled() && registers_.broken().empty() ? &registers_ : nullptr;
  }
  /// The unit of the last run.
  const record& unit() const { return unit_; }

  /// The figures of one slot around which the distance turns its sign, ascending; others as in the unit.
  std::vector<rational> turning(const figures& unit, std::uint32_t slot, const distance& of) {
    const auto& plan = p_.slots[slot];
    const auto type = p_.columns[slot].type;
    std::vector<rational> out;
    if (type == input_column::kind::yes_no || type == input_column::kind::one_of) return out;
    const rational step = step_of(slot);
    const auto sign = [&](const rational& k) -> std::optional<int> {
      figures probe = unit;
      set(probe, slot, k * step);
      const auto* registers = run(probe);
      const auto d = registers ? of(*registers) : std::nullopt;
      return d ? std::optional(d->sign()) : std::nullopt;
    };
    const rational middle = (*plain(slot) / step).floor();
    rational low = plan.low ? (*plan.low / step).ceil() : middle - 1000000, high = plan.high ? (*plan.high / step).floor() : middle + 1000000;
    auto at_low = sign(low), at_high = sign(high);
    // A limit that excludes itself.
    if (!at_low) at_low = sign(low += 1);
    if (!at_high) at_high = sign(high -= 1);
    if (!at_low || !at_high || *at_low == *at_high) return out;
    const int first = *at_low;
    while (high - low > 1) {
      const rational half = ((low + high) / 2).floor();
      const auto s = sign(half);
      if (!s) return out;
      (*s == first ? low : high) = half;
    }
    for (const rational& k : {low - 1, low, high, high + 1})
      if (sign(k)) out.push_back(k * step);
    return out;
  }

  /// The least change of a figure that a threshold is looked for with.
  rational step_of(std::uint32_t slot) const {
    const auto& plan = p_.slots[slot];
    if (plan.whole) return plan.step;
    return p_.columns[slot].type == input_column::kind::percent ? rational(1, 1000) : rational(1, 100);
  }

 private:
  std::optional<rational> plain(std::uint32_t s) const {
    const auto& plan = p_.slots[s];
    using kind = input_column::kind;
    const auto type = p_.columns[s].type;
    if (type == kind::yes_no || type == kind::one_of) return rational(0);
    rational value = type == kind::percent ? rational(1, 2) : rational(100);
    if (type == kind::points && plan.low && plan.high) value = (*plan.low + *plan.high) / 2;
    const rational step = step_of(s);
    if (plan.high && value >= *plan.high) value = plan.high_open ? *plan.high - step : *plan.high;
    if (plan.low && value <= *plan.low) value = plan.low_open ? *plan.low + step : *plan.low;
    return plan.whole ? value.rounded(plan.step, rounding_mode::up) : value;
  }

  void repair(figures& unit, std::uint32_t from) const {
    std::vector<std::uint32_t> moved{from};
    for (std::size_t i = 0; i < moved.size() && i < 64; ++i) {
      for (const auto& r : p_.relations) {
        const std::uint32_t other = r.slot == moved[i] ? r.other : r.other == moved[i] ? r.slot : moved[i];
        if (other == moved[i] || !unit[r.slot] || !unit[r.other]) continue;
        if (r.strict ? *unit[r.slot] < *unit[r.other] : *unit[r.slot] <= *unit[r.other]) continue;
        unit[other] = unit[moved[i]];
        if (r.strict) *unit[other] += other == r.other ? step_of(other) : -step_of(other);
        moved.push_back(other);
      }
    }
  }

  bool load(const figures& unit) {
    unit_.clear();
    for (std::uint32_t s = 0; s < unit.size(); ++s)
      if (unit[s] && unit_.set(s, *unit[s])) return false;
    return true;
  }

  const program& of_;
  const program_data& p_;
  record unit_;
  register_file registers_;
};

/// The comparisons inside a condition, each with how far it is from turning.
inline void distances_in(const graph::formula& f, std::vector<distance>& out) {
  if (f.comparison && f.args.size() == 2) {
    const graph::quantity a = f.args[0].of, b = f.args[1].of;
    out.push_back([a, b](const register_file& r) -> std::optional<rational> {
      const auto x = one_value(r, a), y = one_value(r, b);
      return x && y ? std::optional(*x - *y) : std::nullopt;
    });
    return;
  }
  for (const auto& a : f.args) distances_in(a, out);
}

inline distance distance_from(const graph::quantity& of, const std::optional<graph::formula>& scale, const rational& limit) {
  return [&of, &scale, limit](const register_file& r) -> std::optional<rational> {
    const auto x = one_value(r, of), factor = scale ? one_value(r, scale->of) : rational(1);
    return x && factor ? std::optional(*x - limit * *factor) : std::nullopt;
  };
}

inline distance turn_of(graph::node_id condition) {
  return [condition](const register_file& r) -> std::optional<rational> { return rational(r.holds(condition) == truth::yes ? 1 : -1); };
}

}  // namespace ancs::detail::suggest

#endif
