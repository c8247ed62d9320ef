// clause_guards.hpp: leaves out the guards of a clause that change nothing: the body gives the same wherever they decide.
#ifndef ANCS_IMPL_CLAUSE_GUARDS_HPP
#define ANCS_IMPL_CLAUSE_GUARDS_HPP

#include <algorithm>

#include "clause_finder.hpp"

namespace ancs::detail {

/// Whole values of a clause's two inputs that conditions leave.
class clause_region {
 public:
  clause_region(lane_range x, lane_range y) : x_(x), y_(y) {}
  /// Keeps only what makes the form at least 0.
  void require(const clause_form_of& f) {
    forms_.push_back(f);
    for (int turn = 0; turn < 3; ++turn)
      for (const auto& g : forms_) {
        limit(x_, g.x, end(g.y, y_, true) + g.constant);
        limit(y_, g.y, end(g.x, x_, true) + g.constant);
      }
  }
  bool empty() const { return x_.low.value > x_.high.value || y_.low.value > y_.high.value; }
  int128 least(const clause_form_of& f) const { return end(f.x, x_, false) + end(f.y, y_, false) + f.constant; }
  int128 most(const clause_form_of& f) const { return end(f.x, x_, true) + end(f.y, y_, true) + f.constant; }

 private:
  static int128 end(int128 k, lane_range r, bool high) { return k * ((k > 0) == high ? r.high.value : r.low.value); }
  static int128 floor_of(int128 top, int128 bottom) { return top / bottom - (top % bottom != 0 && top < 0 ? 1 : 0); }
  /// k · value + rest must be able to reach 0.
  static void limit(lane_range& r, int128 k, int128 rest) {
    if (k > 0) r.low.value = std::max(r.low.value, -floor_of(rest, k));
    if (k < 0) r.high.value = std::min(r.high.value, floor_of(rest, -k));
  }
  lane_range x_, y_;
  std::vector<clause_form_of> forms_;
};

/// What rows scored by the clause keep of its two inputs: the first may be no more, or the second.
enum class clause_order : std::uint8_t { none, x_up_to_y, y_up_to_x };

/// `x` and `y`: what the inputs may hold.
inline void drop_guards(clause& c, lane_range x, lane_range y, clause_order order) {
  if (magnitude(x) > std::numeric_limits<std::int32_t>::max() || magnitude(y) > std::numeric_limits<std::int32_t>::max()) return;
  const auto same_value = [&](const clause_region& in, std::int64_t value) {
    if (c.written == clause::body::divided) return false;
    if (c.written == clause::body::linear) {
      const auto held = [&](int128 v) {
        if (c.high && v > *c.high) v = *c.high;
        return c.low && v < *c.low ? int128{*c.low} : v;
      };
      const clause_form_of f{c.kx, c.ky, c.base};
      return held(in.least(f)) == value && held(in.most(f)) == value;
    }
    int128 sum = c.base;
    for (const auto& cut : c.cuts) {
      const clause_form_of f{c.alpha, cut.beta, cut.gamma};
      if (in.least(f) >= 0) sum += cut.adds;
      else if (in.most(f) >= 0) return false;
    }
    return sum == value;
  };
  while (!c.guards.empty()) {
    clause_region in(x, y);
    if (order == clause_order::x_up_to_y) in.require({-1, 1, 0});
    if (order == clause_order::y_up_to_x) in.require({1, -1, 0});
    for (std::size_t i = 0; i + 1 < c.guards.size(); ++i) in.require({-c.guards[i].holds.x, -c.guards[i].holds.y, -c.guards[i].holds.constant - 1});
    in.require(c.guards.back().holds);
    if (!in.empty() && !same_value(in, c.guards.back().value)) return;
    c.guards.pop_back();
  }
}

/// The order that a program's relations give a clause's inputs.
inline clause_order order_of(const clause& c, const program_data& p) {
  if (!c.two()) return clause_order::none;
  for (const auto& r : p.relations) {
    const graph::node_id less = p.slots[r.slot].node, more = p.slots[r.other].node;
    if (less == c.x && more == c.y) return clause_order::x_up_to_y;
    if (less == c.y && more == c.x) return clause_order::y_up_to_x;
  }
  return clause_order::none;
}

}  // namespace ancs::detail

#endif
