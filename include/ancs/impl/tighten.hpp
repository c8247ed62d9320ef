// tighten.hpp: the least and the most that one register comes to while data is missing, exactly where a few cases tell it.
#ifndef ANCS_IMPL_TIGHTEN_HPP
#define ANCS_IMPL_TIGHTEN_HPP

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "box_values.hpp"

namespace ancs::detail {

/// A missing input, or whether an input is given, as scoring reads it.
struct open_input {
  graph::node_id node = graph::no_node;
  std::uint32_t slot = 0;
  box_side values;
};

/// Plain intervals bound each register by those before it, which forgets that two of them read the same input: a fall and the guard of
/// its baseline, a part and its whole. Here the part of the graph between the missing inputs and one register is looked at again, over
/// boxes that are split where a guard, a row or a limit decides otherwise, until each piece is exact or the work is used up.
class tightening {
 public:
  /// `sides`: what a missing input can be; `relations`: of the program.
  template <class Sides>
  tightening(const program_data& p, const possible* registers, graph::node_id root, const Sides& sides) : p_(p), registers_(registers), root_(root) {
    collect(root, sides);
  }

  const std::vector<open_input>& inputs() const { return inputs_; }

  /// Narrows the register. True if both ends are then reached or approached by some completion of the data.
  bool run(possible& r) {
    if (gave_up_) return false;
    box whole;
    for (const auto& i : inputs_) whole.push_back(i.values);
    std::vector<box> work{whole};
    std::size_t left = most_boxes;
    bool sampled = false;
    while (!work.empty()) {
      box now = std::move(work.back());
      work.pop_back();
      if (!relate(now)) continue;
      const boxed b = evaluate(now);
      if (b.exact && !unrelated(now)) {
        include(b, true);
        continue;
      }
      if (!std::exchange(sampled, true)) sample(whole);
      if (inside(b)) continue;
      if (left == 0 || !split(now, work)) {
        include(b, false);
        continue;
      }
      --left;
    }
    if (!any_) return false;
    const bool exact = sure_ && same(low_, sure_low_) && same(high_, sure_high_);
    if (low_ && (!r.low || *low_ > *r.low)) r.low = low_;
    if (high_ && (!r.high || *high_ < *r.high)) r.high = high_;
    return exact && same(r.low, low_) && same(r.high, high_);
  }

 private:
  static constexpr std::size_t most_nodes = 400, most_inputs = 40, most_boxes = 64;

  static bool same(const std::optional<rational>& a, const std::optional<rational>& b) { return a.has_value() == b.has_value() && (!a || *a == *b); }
  bool is_open(graph::node_id id) const {
    const possible& r = registers_[id];
    return !(r.low && r.high && *r.low == *r.high);
  }

  template <class Sides>
  void collect(graph::node_id root, const Sides& sides) {
    std::vector<graph::node_id> path{root};
    while (!path.empty()) {
      const graph::node_id id = path.back();
      path.pop_back();
      if (std::find(nodes_.begin(), nodes_.end(), id) != nodes_.end()) continue;
      nodes_.push_back(id);
      const auto& n = p_.nodes[id];
      if (n.what == graph::node_op::input || n.what == graph::node_op::given) {
        open_input in;
        in.node = id;
        in.slot = n.index;
        in.values = n.what == graph::node_op::input ? sides(n.index) : box_side{rational(0), rational(1), false, false, rational(1)};
        in.values.snap();
        inputs_.push_back(std::move(in));
      }
      if (nodes_.size() > most_nodes || inputs_.size() > most_inputs) {
        gave_up_ = true;
        return;
      }
      for (const auto a : n.args)
        if (is_open(a)) path.push_back(a);
    }
    std::sort(nodes_.begin(), nodes_.end());
    for (const auto& r : p_.relations) {
      std::optional<std::size_t> a, b;
      for (std::size_t i = 0; i < inputs_.size(); ++i) {
        if (p_.nodes[inputs_[i].node].what != graph::node_op::input) continue;
        if (inputs_[i].slot == r.slot) a = i;
        if (inputs_[i].slot == r.other) b = i;
      }
      if (a && b) relations_.emplace_back(*a, *b);
    }
  }

  // ---- a box ----

  /// In each relation's scales the lesser register × factor never passes the greater.
  rational factor(const std::pair<std::size_t, std::size_t>& r) const {
    return p_.nodes[inputs_[r.second].node].scale / p_.nodes[inputs_[r.first].node].scale;
  }
  /// Takes away what no data can be; false where nothing is left.
  bool relate(box& b) const {
    for (const auto& r : relations_) {
      box_side &lesser = b[r.first], &greater = b[r.second];
      const rational f = factor(r);
      if (greater.high && (!lesser.high || *lesser.high * f > *greater.high)) lesser.high = *greater.high / f, lesser.high_open = greater.high_open;
      if (lesser.low && (!greater.low || *greater.low < *lesser.low * f)) greater.low = *lesser.low * f, greater.low_open = lesser.low_open;
      lesser.snap();
      greater.snap();
    }
    return std::none_of(b.begin(), b.end(), [](const box_side& s) { return s.is_empty(); });
  }
  /// True if not every point of the box is data that can be.
  bool unrelated(const box& b) const {
    return std::any_of(relations_.begin(), relations_.end(), [&](const auto& r) {
      const auto &high = b[r.first].high, &low = b[r.second].low;
      return !high || !low || *high * factor(r) > *low;
    });
  }

  std::size_t index_of(graph::node_id id) const {
    return static_cast<std::size_t>(std::lower_bound(nodes_.begin(), nodes_.end(), id) - nodes_.begin());
  }

  const boxed& evaluate(const box& b) {
    const box_arithmetic with(b);
    values_.assign(nodes_.size(), {});
    constants_.clear();
    constants_.reserve(nodes_.size() * 4 + 16);
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      boxed v = value_of(p_.nodes[nodes_[i]], nodes_[i], with);
      // What is known of the register for all data holds here too.
      const possible& known = registers_[nodes_[i]];
      const auto& n = p_.nodes[nodes_[i]];
      const auto narrow = [&](const std::optional<rational>& low, const std::optional<rational>& high) {
        if (low && (!v.low || *v.low < *low)) v.low = low, v.low_open = false, v.exact = false;
        if (high && (!v.high || *v.high > *high)) v.high = high, v.high_open = false, v.exact = false;
      };
      if (nodes_[i] != root_) narrow(known.low, known.high);
      narrow(n.proven_low, n.proven_high);
      values_[i] = std::move(v);
    }
    return values_[index_of(root_)];
  }

  const boxed& arg(const graph::node& n, std::size_t i, const box_arithmetic& with) {
    const graph::node_id id = n.args[std::min(i, n.args.size() - 1)];
    const std::size_t at = index_of(id);
    if (at < nodes_.size() && nodes_[at] == id) return values_[at];
    constants_.push_back(with.constant(*registers_[id].low));
    return constants_.back();
  }

  boxed value_of(const graph::node& n, graph::node_id id, const box_arithmetic& with) {
    using enum graph::node_op;
    switch (n.what) {
      case constant: return with.constant(n.coefficients[0]);
      case unknown:  // never reached: what unknown points go into is not tightened
      case parameter: return with.constant(*registers_[id].low);
      case input:
      case given: {
        const auto at = std::find_if(inputs_.begin(), inputs_.end(), [&](const open_input& in) { return in.node == id; });
        return with.variable(static_cast<std::size_t>(at - inputs_.begin()));
      }
      case linear: {
        std::vector<std::pair<rational, const boxed*>> parts;
        keep_constants(n.args.size());
        for (std::size_t i = 0; i < n.args.size(); ++i) parts.emplace_back(n.coefficients[i + 1], &arg(n, i, with));
        return with.weighted(n.coefficients[0], parts);
      }
      case multiply: keep_constants(2); return with.product(arg(n, 0, with), arg(n, 1, with));
      case minimum:
      case maximum: {
        boxed best = arg(n, 0, with);
        for (std::size_t i = 1; i < n.args.size(); ++i)
          best = n.what == minimum ? with.least(best, arg(n, i, with)) : with.most(best, arg(n, i, with));
        return best;
      }
      case absolute: {
        const boxed& a = arg(n, 0, with);
        if (a.from_zero()) return a;
        if (a.to_zero()) return with.negated(a);
        return wide(kernel::absolute{}(a.range()), a.support);
      }
      case negative_if: {
        keep_constants(2);
        const boxed &a = arg(n, 0, with), &sign = arg(n, 1, with);
        if (sign.from_zero()) return a;
        if (sign.below_zero()) return with.negated(a);
        return wide(kernel::negative_if{}(a.range(), sign.range()), a.support | sign.support);
      }
      case test: return with.tested(form_of(n, with), n.compares);
      case select: keep_constants(3); return with.either(arg(n, 0, with), arg(n, 1, with), arg(n, 2, with));
      case bands: return banded(n, with);
      case round_divide:
      case divide: {
        keep_constants(2);
        const bool rounds = n.what == round_divide;
        const boxed top = rounds ? with.weighted(0, {{n.coefficients[0], &arg(n, 0, with)}}) : arg(n, 0, with);
        boxed bottom = with.constant(rounds ? n.coefficients[1] : rational(1));
        if (n.args.size() > 1) bottom = rounds ? with.weighted(0, {{n.coefficients[1], &arg(n, 1, with)}}) : arg(n, 1, with);
        const boxed q = with.quotient(top, bottom);
        return rounds ? box_arithmetic::rounded(q, n.mode) : q;
      }
    }
    return {};
  }
  /// References to constants stay good while no more than these are asked for.
  void keep_constants(std::size_t more) {
    if (constants_.size() + more > constants_.capacity()) constants_.clear(), constants_.reserve(nodes_.size() * 4 + 16 + more);
  }
  static boxed wide(const possible& r, std::uint64_t support) {
    boxed b;
    b.low = r.low, b.high = r.high;
    b.support = support;
    b.exact = false;
    return b;
  }
  boxed form_of(const graph::node& n, const box_arithmetic& with) {
    keep_constants(2);
    if (n.args.size() == 1) return with.weighted(n.coefficients.back(), {{n.coefficients[0], &arg(n, 0, with)}});
    return with.weighted(n.coefficients[2], {{n.coefficients[0], &arg(n, 0, with)}, {n.coefficients[1], &arg(n, 1, with)}});
  }
  boxed cut_form(const graph::node& n, const graph::cut& c, const box_arithmetic& with) {
    keep_constants(2);
    if (n.args.size() == 1) return with.weighted(c.gamma, {{c.alpha, &arg(n, 0, with)}});
    return with.weighted(c.gamma, {{c.alpha, &arg(n, 0, with)}, {c.beta, &arg(n, 1, with)}});
  }
  boxed banded(const graph::node& n, const box_arithmetic& with) {
    rational points = n.coefficients[0];
    bool decided = true, exact = true;
    rational first, last, low, high;
    std::uint64_t support = 0;
    for (const auto& c : n.cuts) {
      const boxed form = cut_form(n, c, with);
      const boxed passed = with.tested(form, c.strict ? graph::comparison::above : graph::comparison::at_least);
      if (passed.high->is_zero()) break;
      if (passed.low->sign() > 0) {
        points += c.adds;
        continue;
      }
      if (decided) first = low = high = points;
      decided = false;
      points += c.adds;
      last = points;
      low = std::min(low, points), high = std::max(high, points);
      support |= form.support;
      exact = exact && form.exact;
    }
    if (decided) return with.constant(points);
    boxed b;
    b.low = low, b.high = high;
    b.support = support;
    // The rows at both ends are reached; one between may hold for no value that the data can have.
    b.exact = exact && (low == first || low == last) && (high == first || high == last);
    return b;
  }

  // ---- splitting ----

  /// Cuts the box where a decision inside is open, or in the middle.
  bool split(const box& b, std::vector<box>& work) {
    const box_arithmetic with(b);
    evaluate(b);
    std::optional<std::size_t> widest;
    const auto at_root = [&](const boxed& form) {
      if (form.form.empty() || form.settled()) return false;
      if (const auto v = with.only_variable(form.form)) return cut_at(b, *v, with.root(form.form, *v), work);
      for (std::size_t i = 0; i < b.size() && !widest; ++i)
        if (!form.form[i + 1].is_zero() && !b[i].is_point()) widest = i;
      return false;
    };
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      const auto& n = p_.nodes[nodes_[i]];
      if (values_[i].settled()) continue;
      using enum graph::node_op;
      if (n.what == test && at_root(form_of(n, with))) return true;
      if (n.what == absolute && at_root(arg(n, 0, with))) return true;
      if (n.what == negative_if && at_root(arg(n, 1, with))) return true;
      if (n.what == bands)
        for (const auto& c : n.cuts)
          if (at_root(cut_form(n, c, with))) return true;
      if (n.what == minimum || n.what == maximum)
        for (std::size_t k = 1; k < n.args.size(); ++k) {
          keep_constants(2);
          if (at_root(with.weighted(0, {{1, &arg(n, 0, with)}, {-1, &arg(n, k, with)}}))) return true;
        }
    }
    for (std::size_t i = 0; i < b.size(); ++i) {
      const std::size_t v = widest && i == 0 ? *widest : i;
      const box_side& s = b[v];
      if (s.is_point()) continue;
      rational middle;
      if (s.low && s.high) middle = (*s.low + *s.high) / 2;
      else if (s.low) middle = *s.low + std::max(s.low->abs(), rational(1));
      else if (s.high) middle = *s.high - std::max(s.high->abs(), rational(1));
      if (!s.step.is_zero()) middle = (middle / s.step).floor() * s.step;
      if (cut_at(b, v, middle, work)) return true;
    }
    return false;
  }

  /// Below the value, at it, above it; false where that is all in one piece.
  bool cut_at(const box& b, std::size_t variable, const rational& value, std::vector<box>& work) {
    const box_side& s = b[variable];
    std::vector<box_side> pieces(3, s);
    pieces[0].high = value, pieces[0].high_open = true;
    pieces[1].low = pieces[1].high = value, pieces[1].low_open = pieces[1].high_open = false;
    pieces[2].low = value, pieces[2].low_open = true;
    std::erase_if(pieces, [&](box_side& piece) {
      if ((piece.low && s.high && *piece.low > *s.high) || (piece.high && s.low && *piece.high < *s.low)) return true;
      if (s.high_open && s.high && piece.low && *piece.low >= *s.high) return true;
      if (s.low_open && s.low && piece.high && *piece.high <= *s.low) return true;
      piece.snap();
      return piece.is_empty();
    });
    if (pieces.size() < 2) return false;
    for (auto& piece : pieces) {
      work.push_back(b);
      work.back()[variable] = std::move(piece);
    }
    return true;
  }

  // ---- results ----

  /// Data in the corners, as far as it goes together: what it gives is surely reached.
  void sample(const box& whole) {
    const std::size_t n = std::min<std::size_t>(inputs_.size(), 4);
    for (std::size_t corner = 0; corner < (std::size_t{1} << n); ++corner) {
      box point = whole;
      bool good = true;
      for (std::size_t i = 0; good && i < point.size(); ++i) {
        const bool high = i < n && ((corner >> i) & 1);
        const auto end = high ? point[i].high : point[i].low;
        good = end && !(high ? point[i].high_open : point[i].low_open);
        if (good) point[i].low = point[i].high = end;
      }
      for (std::size_t turn = 0; good && turn < relations_.size(); ++turn)
        for (const auto& r : relations_) {
          const rational f = factor(r);
          if (*point[r.first].low * f <= *point[r.second].low) continue;
          point[r.first].low = *point[r.second].low / f;
          if (!point[r.first].step.is_zero()) point[r.first].low = (*point[r.first].low / point[r.first].step).floor() * point[r.first].step;
          point[r.first].high = point[r.first].low;
          good = !whole[r.first].low || *point[r.first].low >= *whole[r.first].low;
        }
      if (good && !unrelated(point)) include(evaluate(point), true);
    }
  }
  void include(const boxed& b, bool sure) {
    const auto widen = [](bool& any, std::optional<rational>& low, std::optional<rational>& high, const boxed& with) {
      if (!std::exchange(any, true)) {
        low = with.low, high = with.high;
        return;
      }
      if (low && (!with.low || *with.low < *low)) low = with.low;
      if (high && (!with.high || *with.high > *high)) high = with.high;
    };
    widen(any_, low_, high_, b);
    if (sure) widen(sure_, sure_low_, sure_high_, b);
  }
  bool inside(const boxed& b) const {
    return sure_ && (!sure_low_ || (b.low && *b.low >= *sure_low_)) && (!sure_high_ || (b.high && *b.high <= *sure_high_));
  }

  const program_data& p_;
  const possible* registers_;
  graph::node_id root_;
  bool gave_up_ = false;
  std::vector<graph::node_id> nodes_;       ///< open ones, ascending
  std::vector<open_input> inputs_;
  std::vector<std::pair<std::size_t, std::size_t>> relations_;  ///< inputs: the first never passes the second
  std::vector<boxed> values_, constants_;
  bool any_ = false, sure_ = false;
  std::optional<rational> low_, high_, sure_low_, sure_high_;
};

}  // namespace ancs::detail

#endif
