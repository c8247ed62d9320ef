// clause_finder.hpp: finds the parts of a graph that are a clause over one or two inputs, which one loop or step can compute as a whole.
#ifndef ANCS_IMPL_CLAUSE_FINDER_HPP
#define ANCS_IMPL_CLAUSE_FINDER_HPP

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <numeric>
#include <optional>
#include <utility>
#include <vector>

#include "lane_code.hpp"

namespace ancs::detail {

/// x·X + y·Y + constant, a condition where it is at least 0.
struct clause_form_of {
  int128 x = 0, y = 0, constant = 0;
};

/// A node's value as a function of one or two inputs: the value of the first guard that holds, else the body.
struct clause {
  graph::node_id x = graph::no_node, y = graph::no_node;   ///< inputs; y absent in a clause of one column
  struct guard {
    clause_form_of holds;
    std::int64_t value = 0;
  };
  std::vector<guard> guards;
  enum class body : std::uint8_t { cuts, linear, divided } written = body::cuts;
  std::int64_t base = 0;
  /// cuts: passed where alpha·X + beta·Y + gamma >= 0. divided: alpha is the divisor's factor.
  struct cut {
    std::int64_t beta = 0, gamma = 0, adds = 0;
  };
  std::int64_t alpha = 0;
  std::vector<cut> cuts;
  std::int64_t kx = 0, ky = 0;                             ///< linear: base + kx·X + ky·Y; divided: the dividend
  std::optional<std::int64_t> low, high;                   ///< linear: limits
  bool two() const { return y != graph::no_node; }
};

/// Number of cuts that a loop has for `n`, 0 where there is none: further ones add nothing.
inline int clause_cuts(std::size_t n) { return n <= 1 ? 1 : n <= 3 ? 3 : n <= 5 ? 5 : n <= 8 ? 8 : 0; }

class clause_finder {
 public:
  static constexpr std::size_t most_guards = 2;
  /// `changed`: values of all parameters, where a host changed one. Without `parameters` a clause has none in it.
  clause_finder(const std::vector<graph::node>& nodes, const std::vector<lane_range>& inputs, const std::vector<rational>* changed, bool parameters = true)
      : nodes_(nodes), inputs_(inputs), changed_(changed), parameters_(parameters) {}

  std::optional<clause> find(graph::node_id id) {
    out_ = {};
    forms_.clear();
    fits_ = true;
    first_ = second_ = graph::no_node;
    using enum graph::node_op;
    const auto top = nodes_[id].what;
    if (top != select && top != bands && top != test && top != minimum && top != maximum && top != round_divide) return std::nullopt;
    while (nodes_[id].what == select) {
      const auto& n = nodes_[id];
      const bool yes = is_constant(n.args[1]), no = is_constant(n.args[2]);
      if ((!yes && !no) || out_.guards.size() == most_guards) return std::nullopt;
      auto holds = condition(n.args[0]);
      if (!holds) return std::nullopt;
      if (!yes) holds = clause_form_of{-holds->x, -holds->y, -holds->constant - 1};
      out_.guards.push_back({*holds, constant_of(n.args[yes ? 1 : 2])});
      id = n.args[yes ? 2 : 1];
    }
    if (!body(id) || first_ == graph::no_node || !fits_) return std::nullopt;
    return finished();
  }

 private:
  static constexpr std::int64_t too_large = std::numeric_limits<std::int32_t>::max();

  std::int64_t whole(const rational& r) {
    const auto v = r.to_int64();
    if (v && *v <= too_large && *v >= -too_large) return *v;
    fits_ = false;
    return 0;
  }
  /// A parameter has one value in all rows, as a constant does.
  bool is_constant(graph::node_id id) const {
    return nodes_[id].what == graph::node_op::constant || (parameters_ && nodes_[id].what == graph::node_op::parameter);
  }
  std::int64_t constant_of(graph::node_id id) {
    const auto& n = nodes_[id];
    return whole(n.what == graph::node_op::parameter && changed_ ? (*changed_)[n.index] * n.scale : n.coefficients[0]);
  }
  /// The place of an input among the clause's two; false for a third one and for what is no input.
  bool place(graph::node_id id, bool& second) {
    if (nodes_[id].what != graph::node_op::input) return false;
    if (first_ == graph::no_node) first_ = id;
    if (first_ == id) return second = false, true;
    if (second_ == graph::no_node) second_ = id;
    second = true;
    return second_ == id;
  }
  bool add(graph::node_id arg, const rational& by, clause_form_of& into) {
    bool second = false;
    if (!place(arg, second)) return false;
    (second ? into.y : into.x) += whole(by);
    return true;
  }
  int128 end_of(const clause_form_of& f, bool high) const {
    const auto part = [&](graph::node_id id, int128 k) -> int128 {
      if (id == graph::no_node || k == 0) return 0;
      const lane_range r = inputs_[nodes_[id].index];
      return k * ((k > 0) == high ? r.high.value : r.low.value);
    };
    return part(first_, f.x) + part(second_, f.y) + f.constant;
  }
  bool ranges_are_small() const {
    for (const auto id : {first_, second_})
      if (id != graph::no_node && magnitude(inputs_[nodes_[id].index]) > too_large) return false;
    return true;
  }

  /// A condition as one form that is at least 0 where it holds.
  std::optional<clause_form_of> condition(graph::node_id id) {
    const auto& n = nodes_[id];
    if (n.what == graph::node_op::minimum) {
      // Each can at most be 0 where it holds: all hold where the sum is 0.
      clause_form_of sum;
      for (const auto a : n.args) {
        const auto one = condition(a);
        if (!one || !ranges_are_small() || end_of(*one, true) > 0) return std::nullopt;
        sum.x += one->x, sum.y += one->y, sum.constant += one->constant;
      }
      return sum;
    }
    if (n.what != graph::node_op::test) return std::nullopt;
    clause_form_of f;
    f.constant = whole(n.coefficients[2]);
    for (std::size_t i = 0; i < n.args.size(); ++i)
      if (!add(n.args[i], n.coefficients[i], f)) return std::nullopt;
    using enum graph::comparison;
    if (n.compares == above) f.constant -= 1;
    if (n.compares == at_least || n.compares == above) return f;
    if (!ranges_are_small()) return std::nullopt;
    const bool negate = end_of(f, false) >= 0;
    if (!negate && end_of(f, true) > 0) return std::nullopt;
    // One-sided: f = 0 where -f >= 0, or f >= 0.
    if (negate == (n.compares == equal)) f = {-f.x, -f.y, -f.constant};
    if (n.compares == not_equal) f.constant -= 1;
    return f;
  }

  bool body(graph::node_id id) {
    using enum graph::node_op;
    const auto& n = nodes_[id];
    switch (n.what) {
      case parameter:
        if (!parameters_) return false;
        [[fallthrough]];
      case constant:
        out_.written = clause::body::linear;
        out_.base = constant_of(id);
        return true;
      case bands: return table(n);
      case test: {
        const auto f = condition(id);
        if (!f) return false;
        forms_.assign(1, {*f, 1});
        out_.written = clause::body::cuts;
        return true;
      }
      case round_divide: return quotient(n);
      default: return limited(id);
    }
  }
  bool table(const graph::node& n) {
    out_.written = clause::body::cuts;
    out_.base = whole(n.coefficients[0]);
    forms_.clear();
    for (const auto& c : n.cuts) {
      clause_form_of f;
      f.constant = whole(c.gamma) - (c.strict ? 1 : 0);
      if (!add(n.args[0], c.alpha, f) || (n.args.size() > 1 && !add(n.args[1], c.beta, f))) return false;
      forms_.push_back({f, whole(c.adds)});
    }
    return clause_cuts(forms_.size()) != 0;
  }
  /// max(k, min(l, a sum)), in either order.
  bool limited(graph::node_id id) {
    using enum graph::node_op;
    out_.written = clause::body::linear;
    for (int turn = 0; turn < 2; ++turn) {
      const auto& n = nodes_[id];
      if (n.what != minimum && n.what != maximum) break;
      if (n.args.size() != 2 || is_constant(n.args[0]) == is_constant(n.args[1])) return false;
      const bool first = is_constant(n.args[0]);
      auto& limit = n.what == minimum ? out_.high : out_.low;
      if (limit) return false;
      limit = constant_of(n.args[first ? 0 : 1]);
      id = n.args[first ? 1 : 0];
    }
    if (out_.low && out_.high && *out_.low > *out_.high) return false;
    const auto& n = nodes_[id];
    clause_form_of f;
    if (n.what == linear) {
      f.constant = whole(n.coefficients[0]);
      for (std::size_t i = 0; i < n.args.size(); ++i)
        if (!add(n.args[i], n.coefficients[i + 1], f)) return false;
    } else if (!add(id, 1, f)) {
      return false;
    }
    forms_.assign(1, {f, 0});
    return true;
  }
  bool quotient(const graph::node& n) {
    if (n.mode != rounding_mode::half_up && n.mode != rounding_mode::down) return false;
    out_.written = clause::body::divided;
    clause_form_of top, bottom;
    if (!add(n.args[0], n.coefficients[0], top)) return false;
    if (n.args.size() > 1) {
      if (!add(n.args[1], n.coefficients[1], bottom)) return false;
    } else {
      bottom.constant = whole(n.coefficients[1]);
    }
    if (!ranges_are_small() || end_of(top, false) < 0 || end_of(bottom, false) < 0) return false;
    if (n.mode == rounding_mode::half_up) {
      top = {2 * top.x + bottom.x, 2 * top.y + bottom.y, 2 * top.constant + bottom.constant};
      bottom = {2 * bottom.x, 2 * bottom.y, 2 * bottom.constant};
    }
    forms_.assign(1, {top, 0});
    forms_.push_back({bottom, 0});
    return true;
  }

  using weight = int128 clause_form_of::*;
  static int128 size(int128 k) { return k < 0 ? -k : k; }
  /// The least weight of a column that all cuts' forms can be brought to by multiplying; 0 where there is none.
  std::int64_t common_weight(weight of) const {
    std::int64_t common = 1;
    for (const auto& [f, adds] : forms_) {
      if (f.*of == 0 || size(f.*of) > too_large || (f.*of < 0) != (forms_.front().first.*of < 0)) return 0;
      common = std::lcm(common, static_cast<std::int64_t>(size(f.*of)));
      if (common > too_large) return 0;
    }
    return common;
  }
  /// Brings the cuts to weigh one column alike, the one whose weight stays smaller.
  void weigh_alike() {
    const std::int64_t x = common_weight(&clause_form_of::x), y = common_weight(&clause_form_of::y);
    if (x == 0 && y == 0) return;
    const bool by_x = y == 0 || (x != 0 && x < y);
    const weight of = by_x ? &clause_form_of::x : &clause_form_of::y;
    for (auto& [f, adds] : forms_) {
      const int128 by = (by_x ? x : y) / size(f.*of);
      f = {f.x * by, f.y * by, f.constant * by};
    }
  }

  /// Forms in X and Y: X is the column that all cuts weigh alike, or the one that is not the divisor.
  std::optional<clause> finished() {
    bool swap = false;
    if (out_.written == clause::body::cuts) {
      weigh_alike();
      const auto same = [&](int128 clause_form_of::* of) {
        return std::all_of(forms_.begin(), forms_.end(), [&](const auto& f) { return f.first.*of == forms_.front().first.*of; });
      };
      swap = !same(&clause_form_of::x);
      if (swap && !same(&clause_form_of::y)) return std::nullopt;
    } else if (out_.written == clause::body::divided) {
      swap = forms_[1].first.x != 0;
      if (swap && second_ == graph::no_node) return std::nullopt;
      if (forms_[1].first.x != 0 && forms_[1].first.y != 0) return std::nullopt;
    }
    const auto turned = [&](clause_form_of f) { return swap ? clause_form_of{f.y, f.x, f.constant} : f; };
    out_.x = swap ? second_ : first_;
    out_.y = swap ? first_ : second_;
    for (auto& g : out_.guards) g.holds = turned(g.holds);
    switch (out_.written) {
      case clause::body::cuts:
        out_.alpha = static_cast<std::int64_t>(turned(forms_.front().first).x);
        for (const auto& [f, adds] : forms_) {
          const auto t = turned(f);
          out_.cuts.push_back({static_cast<std::int64_t>(t.y), static_cast<std::int64_t>(t.constant), adds});
        }
        break;
      case clause::body::linear:
        if (!forms_.empty()) {
          out_.kx = static_cast<std::int64_t>(forms_[0].first.x);
          out_.ky = static_cast<std::int64_t>(forms_[0].first.y);
          out_.base += static_cast<std::int64_t>(forms_[0].first.constant);
        }
        break;
      case clause::body::divided: {
        const auto top = turned(forms_[0].first), bottom = turned(forms_[1].first);
        out_.kx = static_cast<std::int64_t>(top.x);
        out_.ky = static_cast<std::int64_t>(top.y);
        out_.base = static_cast<std::int64_t>(top.constant);
        out_.alpha = static_cast<std::int64_t>(out_.two() ? bottom.y : bottom.constant);
        if (out_.alpha <= 0) return std::nullopt;
        break;
      }
    }
    return std::move(out_);
  }

  const std::vector<graph::node>& nodes_;
  const std::vector<lane_range>& inputs_;
  const std::vector<rational>* changed_;
  bool parameters_;
  clause out_;
  graph::node_id first_ = graph::no_node, second_ = graph::no_node;
  std::vector<std::pair<clause_form_of, std::int64_t>> forms_;
  bool fits_ = true;
};

/// The largest magnitude that a clause's loop meets when every point is taken `times`.
inline saturated clause_need(const clause& c, saturated x, saturated y, std::int64_t times) {
  saturated most{1};
  const auto note = [&](saturated v) { most = magnitude(v) > most.value ? saturated{magnitude(v)} : most; };
  const auto of = [](int128 v) { return saturated::of(v < 0 ? -v : v); };
  const auto form = [&](int128 kx, int128 ky, int128 constant) {
    const saturated sum = of(kx) * x + of(ky) * y + of(constant) + saturated{1};
    note(sum);
    note(of(kx)), note(of(ky));
    return sum;
  };
  note(x), note(y);
  const saturated by = of(times);
  note(by);
  saturated points = of(c.base) * by;
  for (const auto& g : c.guards) {
    form(g.holds.x, g.holds.y, g.holds.constant);
    note(of(g.value) * by);
  }
  switch (c.written) {
    case clause::body::cuts:
      for (const auto& cut : c.cuts) {
        form(c.alpha, cut.beta, cut.gamma);
        note(of(cut.adds) * by);
        points = points + of(cut.adds) * by;
      }
      break;
    case clause::body::linear:
      note(of(c.kx) * by), note(of(c.ky) * by);
      points = form(c.kx, c.ky, c.base) * by;
      if (c.low) note(of(*c.low) * by);
      if (c.high) note(of(*c.high) * by);
      break;
    case clause::body::divided: {
      const saturated top = form(c.kx, c.ky, c.base);
      form(0, c.two() ? c.alpha : 0, c.two() ? 0 : c.alpha);
      points = top * by;
      break;
    }
  }
  note(points);
  return most;
}

}  // namespace ancs::detail

#endif
