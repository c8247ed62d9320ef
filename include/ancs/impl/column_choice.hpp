// column_choice.hpp: which nodes of a graph are scored as whole clauses, and which inputs are then read straight from the host's columns.
#ifndef ANCS_IMPL_COLUMN_CHOICE_HPP
#define ANCS_IMPL_COLUMN_CHOICE_HPP

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include "clause_guards.hpp"
#include "column_kernels.hpp"

namespace ancs::detail {

/// The input columns of a batch as a plan sees them, by slot.
struct column_inputs {
  std::vector<lane_range> ranges;        ///< what each slot's register may hold
  std::vector<column_type> types;
  std::vector<std::int64_t> factors;     ///< register = value in the column × factor
  std::vector<bool> present;             ///< the slot has a column
};

/// The least and largest register of a slot that its declaration allows, within low and high.
inline std::pair<std::int64_t, std::int64_t> declared_limits(const slot_plan& plan, std::int64_t low, std::int64_t high) {
  const auto inner = [&](const std::optional<rational>& end, bool open, bool upper) -> std::optional<std::int64_t> {
    if (!end) return std::nullopt;
    const rational scaled = *end * plan.scale;
    rational limit = upper ? scaled.floor() : scaled.ceil();
    if (open && limit == scaled) limit += upper ? -1 : 1;
    return limit.to_int64();
  };
  return {inner(plan.low, plan.low_open, false).value_or(low), inner(plan.high, plan.high_open, true).value_or(high)};
}

struct chosen_clause {
  clause of;
  bool direct = false;                       ///< reads the host's columns, not registers
  width w = width::w16;
  graph::node_id sum = graph::no_node;       ///< the sum that it alone is added to; no_node: it has a register
  std::int64_t times = 1;                    ///< by which it is added
  bool related = false;                      ///< also tells rows in which x is above y
};

struct column_choice {
  std::vector<bool> needed;                  ///< by node: has a register, or is a clause
  std::vector<std::int32_t> clause_of;       ///< by node: index into clauses, or -1
  std::vector<chosen_clause> clauses;
  std::vector<bool> loaded;                  ///< by slot: has a register
  std::vector<bool> covered;                 ///< by relation: a clause looks at it
};

class column_chooser {
 public:
  column_chooser(const program_data& program, instruction_set set, const column_inputs& inputs, const std::vector<graph::node_id>& wanted,
                 const std::vector<rational>* changed)
      : p_(program), set_(set), in_(inputs), wanted_(wanted), changed_(changed) {}

  /// No register narrower than `least`. `widths` by node; a sum's grows to that of the clauses added to it.
  column_choice run(bool clauses, width least, std::vector<width>& widths) {
    least_ = least;
    const std::size_t n = p_.nodes.size();
    out_.needed.assign(n, false);
    out_.clause_of.assign(n, -1);
    out_.loaded.assign(p_.slots.size(), false);
    out_.covered.assign(p_.relations.size(), false);
    readers_.assign(n, 0);
    for (const auto id : wanted_) out_.needed[id] = true, readers_[id] += 2;
    clause_finder finder(p_.nodes, in_.ranges, changed_);
    for (std::size_t i = n; i-- > 0;) {
      if (!out_.needed[i]) continue;
      auto found = clauses ? finder.find(static_cast<graph::node_id>(i)) : std::nullopt;
      if (found) drop_guards(*found, range_of(found->x), range_of(found->y), order_of(*found, p_));
      if (found && take(static_cast<graph::node_id>(i), std::move(*found))) continue;
      for (const auto a : p_.nodes[i].args) out_.needed[a] = true, ++readers_[a];
    }
    // In the order of the file.
    std::reverse(out_.clauses.begin(), out_.clauses.end());
    for (auto& c : out_.clause_of)
      if (c >= 0) c = static_cast<std::int32_t>(out_.clauses.size()) - 1 - c;
    sums(widths);
    inputs();
    return std::move(out_);
  }

 private:
  std::uint32_t slot_of(graph::node_id input) const { return p_.nodes[input].index; }
  lane_range range_of(graph::node_id input) const { return input == graph::no_node ? lane_range{} : in_.ranges[slot_of(input)]; }
  saturated magnitude_of(graph::node_id input) const { return {input == graph::no_node ? 0 : magnitude(in_.ranges[slot_of(input)])}; }

  clause_form form_of(const chosen_clause& c, column_type in) const {
    clause_form f;
    f.in = in;
    f.w = c.w;
    f.two = c.of.two();
    f.guards = static_cast<int>(c.of.guards.size());
    f.linear = c.of.written == clause::body::linear;
    f.divided = c.of.written == clause::body::divided;
    f.cuts = f.linear || f.divided ? 0 : clause_cuts(c.of.cuts.size());
    return f;
  }
  std::optional<width> width_of(const clause& c, std::int64_t times) const {
    const saturated x = magnitude_of(c.x), y = magnitude_of(c.y);
    const saturated need = clause_need(c, x, y, times);
    if (need.value > std::numeric_limits<std::int32_t>::max()) return std::nullopt;
    if (c.written == clause::body::divided) {
      // Dividend and divisor together stay below 2^23: see clause_divided. The register is as wide as the quotient needs.
      const int128 top = c.kx * x.value + c.ky * y.value + c.base, bottom = c.alpha * (c.two() ? y.value : 1);
      if (top + bottom >= (1 << 23)) return std::nullopt;
      return least_;
    }
    if (least_ == width::w32) return least_;
    return need.value <= std::numeric_limits<std::int16_t>::max() ? width::w16 : width::w32;
  }
  bool take(graph::node_id id, clause found) {
    const auto w = width_of(found, 1);
    if (!w) return false;
    for (const auto input : {found.x, found.y})
      if (input != graph::no_node && !in_.present[slot_of(input)]) return false;
    chosen_clause c;
    c.of = std::move(found);
    c.w = *w;
    out_.clause_of[id] = static_cast<std::int32_t>(out_.clauses.size());
    out_.clauses.push_back(std::move(c));
    return true;
  }

  /// What is added to one sum alone is added in its own loop.
  void sums(std::vector<width>& widths) {
    std::vector<graph::node_id> sum_of(p_.nodes.size(), graph::no_node);
    std::vector<std::int64_t> times(p_.nodes.size(), 1);
    for (graph::node_id i = 0; i < p_.nodes.size(); ++i) {
      const auto& n = p_.nodes[i];
      if (!out_.needed[i] || out_.clause_of[i] >= 0 || n.what != graph::node_op::linear) continue;
      for (std::size_t j = 0; j < n.args.size(); ++j) {
        sum_of[n.args[j]] = i;
        times[n.args[j]] = n.coefficients[j + 1].to_int64().value_or(0);
      }
    }
    for (graph::node_id i = 0; i < p_.nodes.size(); ++i) {
      if (out_.clause_of[i] < 0) continue;
      auto& c = out_.clauses[static_cast<std::size_t>(out_.clause_of[i])];
      const bool divided = c.of.written == clause::body::divided;
      if (divided) c.w = std::max(c.w, widths[i] == width::w64 ? width::w32 : widths[i]);
      const graph::node_id sum = sum_of[i];
      if (sum == graph::no_node || readers_[i] != 1 || widths[sum] == width::w64 || times[i] == 0) continue;
      const auto w = width_of(c.of, times[i]);
      if (!w) continue;
      c.sum = sum;
      c.times = times[i];
      widths[sum] = std::max({widths[sum], *w, divided ? width::w16 : c.w});
    }
    for (auto& c : out_.clauses)
      if (c.sum != graph::no_node) c.w = widths[c.sum];
  }

  /// Whether a slot's column can be looked at as a whole by the union of its bits.
  bool plain(std::uint32_t s) const {
    if (!in_.present[s] || in_.factors[s] != 1) return false;
    const lane_range r = in_.ranges[s];
    if (r.low.value != 0 || r.high.value > std::numeric_limits<std::int32_t>::max() || (r.high.value & (r.high.value + 1)) != 0) return false;
    const auto low = static_cast<std::int64_t>(r.low.value), high = static_cast<std::int64_t>(r.high.value);
    const auto [least, most] = declared_limits(p_.slots[s], low, high);
    return least <= low && most >= high;
  }
  void inputs() {
    std::vector<bool> read(p_.slots.size());
    for (auto& c : out_.clauses) {
      const std::uint32_t x = slot_of(c.of.x), y = c.of.two() ? slot_of(c.of.y) : x;
      c.direct = plain(x) && plain(y) && in_.types[x] == in_.types[y] && in_.ranges[x].high.value == in_.ranges[y].high.value &&
                 find_clause(set_, form_of(c, in_.types[x])) != nullptr;
      (c.direct ? read : out_.loaded)[x] = true;
      (c.direct ? read : out_.loaded)[y] = true;
    }
    for (std::size_t i = 0; i < p_.relations.size(); ++i) {
      const auto& r = p_.relations[i];
      if (!in_.present[r.slot] || !in_.present[r.other]) continue;
      const std::uint32_t less = r.slot, more = r.other;
      for (auto& c : out_.clauses) {
        if (r.strict || out_.covered[i] || !c.of.two() || slot_of(c.of.x) != less || slot_of(c.of.y) != more) continue;
        c.related = out_.covered[i] = true;
      }
      if (!out_.covered[i]) out_.loaded[r.slot] = out_.loaded[r.other] = true;
    }
    for (std::uint32_t s = 0; s < p_.slots.size(); ++s) {
      const bool for_a_node = out_.needed[p_.slots[s].node];
      if (for_a_node || (in_.present[s] && !read[s])) out_.loaded[s] = true;
    }
  }

  const program_data& p_;
  instruction_set set_;
  const column_inputs& in_;
  const std::vector<graph::node_id>& wanted_;
  const std::vector<rational>* changed_;
  width least_ = width::w16;
  std::vector<std::uint32_t> readers_;
  column_choice out_;
};

/// The constants of a clause's loop; the first says whether what is there stays.
inline std::vector<std::int64_t> clause_constants(const chosen_clause& c, bool onto) {
  const clause& of = c.of;
  const bool divided = of.written == clause::body::divided;
  const std::int64_t times = c.times, by = divided ? 1 : times;
  const std::int64_t least = c.w == width::w16 ? std::numeric_limits<std::int16_t>::min() : std::numeric_limits<std::int32_t>::min();
  const std::int64_t most = c.w == width::w16 ? std::numeric_limits<std::int16_t>::max() : std::numeric_limits<std::int32_t>::max();
  std::int64_t low = of.low ? *of.low * times : least, high = of.high ? *of.high * times : most;
  if (times < 0) {
    low = of.high ? *of.high * times : least;
    high = of.low ? *of.low * times : most;
  }
  std::vector<std::int64_t> k{onto ? -1 : 0, c.related ? -1 : 0, of.base * by, of.kx * by, of.ky * by, low, divided ? times : high, of.alpha};
  for (const auto& g : of.guards)
    k.insert(k.end(), {static_cast<std::int64_t>(g.holds.x), static_cast<std::int64_t>(g.holds.y), static_cast<std::int64_t>(-g.holds.constant - 1), g.value * times});
  if (of.written == clause::body::cuts) {
    for (const auto& cut : of.cuts) k.insert(k.end(), {cut.beta, -cut.gamma - 1, cut.adds * times});
    for (int i = static_cast<int>(of.cuts.size()); i < clause_cuts(of.cuts.size()); ++i) k.insert(k.end(), {0, 0, 0});
  }
  return k;
}

}  // namespace ancs::detail

#endif
