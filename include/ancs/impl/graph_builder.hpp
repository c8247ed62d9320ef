// graph_builder.hpp: builds evaluation graphs: equal nodes are shared, constants folded, ranges carried along.
#ifndef ANCS_IMPL_GRAPH_BUILDER_HPP
#define ANCS_IMPL_GRAPH_BUILDER_HPP

#include <algorithm>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "../graph.hpp"

namespace ancs::detail {

using graph::affine;
using graph::comparison;
using graph::cut;
using graph::no_node;
using graph::node;
using graph::node_id;
using graph::node_op;
using graph::quantity;

/// A range of rationals with optional ends, closed.
struct node_range {
  std::optional<rational> low, high;
};

inline node_range scale_range(const node_range& r, const rational& by) {
  if (by.is_zero()) return {rational(0), rational(0)};
  node_range out;
  if (r.low) out.low = *r.low * by;
  if (r.high) out.high = *r.high * by;
  if (by.sign() < 0) std::swap(out.low, out.high);
  return out;
}
inline node_range add_range(const node_range& a, const node_range& b) {
  node_range out;
  if (a.low && b.low) out.low = *a.low + *b.low;
  if (a.high && b.high) out.high = *a.high + *b.high;
  return out;
}
inline node_range hull(const node_range& a, const node_range& b) {
  node_range out;
  if (a.low && b.low) out.low = std::min(*a.low, *b.low);
  if (a.high && b.high) out.high = std::max(*a.high, *b.high);
  return out;
}
inline node_range multiply_range(const node_range& a, const node_range& b) {
  if (!a.low || !a.high || !b.low || !b.high) {
    const bool positive = a.low && a.low->sign() >= 0 && b.low && b.low->sign() >= 0;
    if (positive) return {*a.low * *b.low, std::nullopt};
    return {};
  }
  const rational corners[] = {*a.low * *b.low, *a.low * *b.high, *a.high * *b.low, *a.high * *b.high};
  return {*std::min_element(std::begin(corners), std::end(corners)), *std::max_element(std::begin(corners), std::end(corners))};
}

inline rational least_common_multiple(const rational& a, const rational& b) {
  // Of positive integers, by Euclid on rationals' own integers.
  rational x = a, y = b;
  while (!y.is_zero()) {
    rational r = x - (x / y).floor() * y;
    x = std::move(y);
    y = std::move(r);
  }
  return a / x * b;
}

class graph_builder {
 public:
  const std::vector<node>& nodes() const { return nodes_; }
  std::vector<node> take() { return std::move(nodes_); }
  node& at(node_id id) { return nodes_[id]; }
  const node& at(node_id id) const { return nodes_[id]; }

  node_range range_of(node_id id) const { return {nodes_[id].low, nodes_[id].high}; }
  /// Range of the value, not of the register.
  node_range range_of(const affine& a) const {
    node_range r{a.constant, a.constant};
    for (const auto& [id, c] : a.terms) r = add_range(r, scale_range(range_of(id), c / nodes_[id].scale));
    return r;
  }

  /// A node equal to this one: an existing one where there is one.
  node_id add(node n) {
    std::string key = key_of(n);
    if (const auto found = known_.find(key); found != known_.end()) return found->second;
    set_range(n);
    const auto id = static_cast<node_id>(nodes_.size());
    nodes_.push_back(std::move(n));
    known_.emplace(std::move(key), id);
    return id;
  }

  /// A register that holds the constant value exactly; `scale` must make it whole.
  node_id constant(const rational& value, const rational& scale) {
    node n;
    n.what = node_op::constant;
    n.scale = scale;
    n.coefficients = {value * scale};
    return add(std::move(n));
  }

  /// The value of a register as a form; of a constant one, the constant.
  affine atom(node_id id) const {
    const node& n = nodes_[id];
    if (n.what == node_op::constant) return {n.coefficients[0] / n.scale, {}};
    return {0, {{id, 1}}};
  }

  static affine sum(const affine& a, const affine& b, const rational& times = 1) {
    affine out;
    out.constant = a.constant + b.constant * times;
    auto x = a.terms.begin(), y = b.terms.begin();
    while (x != a.terms.end() || y != b.terms.end()) {
      if (y == b.terms.end() || (x != a.terms.end() && x->first < y->first)) {
        out.terms.push_back(*x++);
      } else if (x == a.terms.end() || y->first < x->first) {
        out.terms.emplace_back(y->first, y->second * times);
        ++y;
      } else {
        rational c = x->second + y->second * times;
        if (!c.is_zero()) out.terms.emplace_back(x->first, std::move(c));
        ++x, ++y;
      }
    }
    if (times.is_zero()) std::erase_if(out.terms, [](const auto& t) { return t.second.is_zero(); });
    return out;
  }
  static affine times(const affine& a, const rational& k) {
    if (k.is_zero()) return {};
    affine out = a;
    out.constant *= k;
    for (auto& t : out.terms) t.second *= k;
    return out;
  }

  /// The least scale at which every register value of the form is whole; 1 where a term is not whole itself.
  rational natural_scale(const affine& a) const {
    rational scale = a.constant.denominator();
    for (const auto& [id, c] : a.terms) scale = least_common_multiple(scale, (c / nodes_[id].scale).denominator());
    return scale;
  }
  /// The register that holds the form's value times `scale`.
  node_id materialise(const affine& a, const rational& scale) {
    if (a.is_constant()) return constant(a.constant, scale);
    if (a.constant.is_zero() && a.terms.size() == 1) {
      const auto& [id, c] = a.terms.front();
      if (c == 1 && nodes_[id].scale == scale) return id;
    }
    node n;
    n.what = node_op::linear;
    n.scale = scale;
    n.coefficients.push_back(a.constant * scale);
    for (const auto& [id, c] : a.terms) {
      n.args.push_back(id);
      n.coefficients.push_back(c * scale / nodes_[id].scale);
      n.whole = n.whole && nodes_[id].whole;
    }
    return add(std::move(n));
  }
  node_id materialise(const affine& a) { return materialise(a, natural_scale(a)); }
  /// The single register that the form is, scale aside, or a new one.
  affine as_atom(const affine& a) { return a.is_constant() ? a : atom(materialise(a)); }

  affine multiply(const affine& a, const affine& b) {
    if (a.is_constant()) return times(b, a.constant);
    if (b.is_constant()) return times(a, b.constant);
    node n;
    n.what = node_op::multiply;
    n.args = {materialise(a), materialise(b)};
    std::sort(n.args.begin(), n.args.end());
    n.scale = nodes_[n.args[0]].scale * nodes_[n.args[1]].scale;
    n.whole = nodes_[n.args[0]].whole && nodes_[n.args[1]].whole;
    return atom(add(std::move(n)));
  }

  /// Minimum or maximum of the forms, in one register of a common scale.
  affine extreme(node_op what, std::vector<affine> forms) {
    const auto constants = std::stable_partition(forms.begin(), forms.end(), [](const affine& f) { return !f.is_constant(); });
    for (auto f = constants; f != forms.end() && f + 1 != forms.end(); f = constants) {
      const rational& last = forms.back().constant;
      if (what == node_op::minimum ? last < f->constant : last > f->constant) f->constant = last;
      forms.pop_back();
    }
    if (forms.size() == 1) return forms.front();
    rational scale = 1;
    for (const auto& f : forms) scale = least_common_multiple(scale, natural_scale(f));
    node n;
    n.what = what;
    n.scale = scale;
    for (const auto& f : forms) n.args.push_back(materialise(f, scale));
    std::sort(n.args.begin(), n.args.end());
    n.args.erase(std::unique(n.args.begin(), n.args.end()), n.args.end());
    if (n.args.size() == 1) return atom(n.args.front());
    for (node_id id : n.args) n.whole = n.whole && nodes_[id].whole;
    return atom(add(std::move(n)));
  }

  affine select(node_id condition, const affine& yes, const affine& no) {
    if (yes == no) return yes;
    if (const auto known = known_condition(condition)) return *known ? yes : no;
    const rational scale = least_common_multiple(natural_scale(yes), natural_scale(no));
    node n;
    n.what = node_op::select;
    n.scale = scale;
    n.args = {condition, materialise(yes, scale), materialise(no, scale)};
    n.whole = nodes_[n.args[1]].whole && nodes_[n.args[2]].whole;
    return atom(add(std::move(n)));
  }

  // ---- conditions: registers that hold 0 or 1 ----

  node_id truth(bool value) { return constant(value ? 1 : 0, 1); }
  std::optional<bool> known_condition(node_id id) const {
    if (nodes_[id].what != node_op::constant) return std::nullopt;
    return !nodes_[id].coefficients[0].is_zero();
  }
  node_id negation(node_id id) {
    if (const auto known = known_condition(id)) return truth(!*known);
    return materialise({1, {{id, -1}}}, 1);
  }
  node_id all_of(std::vector<node_id> conditions) { return join(node_op::minimum, std::move(conditions), false); }
  node_id any_of(std::vector<node_id> conditions) { return join(node_op::maximum, std::move(conditions), true); }

  /// The form compared with 0.
  node_id test(const affine& form, comparison compares) {
    if (form.is_constant()) {
      const int s = form.constant.sign();
      switch (compares) {
        case comparison::at_least: return truth(s >= 0);
        case comparison::above: return truth(s > 0);
        case comparison::equal: return truth(s == 0);
        case comparison::not_equal: return truth(s != 0);
      }
    }
    affine f = form.terms.size() > 2 ? as_atom(form) : form;
    const rational k = whole_factor(f);
    node n;
    n.what = node_op::test;
    n.compares = compares;
    for (const auto& [id, c] : f.terms) {
      n.args.push_back(id);
      n.coefficients.push_back(c * k / nodes_[id].scale);
    }
    if (n.coefficients.size() < 2) n.coefficients.push_back(0);
    n.coefficients.push_back(f.constant * k);
    return add(std::move(n));
  }

  /// Positive factor that makes every register coefficient and the constant whole.
  rational whole_factor(const affine& f) const {
    rational k = f.constant.denominator();
    for (const auto& [id, c] : f.terms) k = least_common_multiple(k, (c / nodes_[id].scale).denominator());
    return k;
  }

 private:
  node_id join(node_op what, std::vector<node_id> conditions, bool decides) {
    std::vector<node_id> open;
    for (node_id id : conditions) {
      const auto known = known_condition(id);
      if (known && *known == decides) return truth(decides);
      if (!known) open.push_back(id);
    }
    std::sort(open.begin(), open.end());
    open.erase(std::unique(open.begin(), open.end()), open.end());
    if (open.empty()) return truth(!decides);
    if (open.size() == 1) return open.front();
    node n;
    n.what = what;
    n.args = std::move(open);
    return add(std::move(n));
  }

  static std::string key_of(const node& n) {
    std::string key;
    const auto put = [&key](const std::string& s) { (key += s) += ' '; };
    put(std::to_string(static_cast<int>(n.what)));
    put(n.scale.to_string());
    for (node_id id : n.args) put(std::to_string(id));
    key += '|';
    for (const auto& c : n.coefficients) put(c.to_string());
    key += '|';
    for (const auto& c : n.cuts) {
      put(c.alpha.to_string());
      put(c.beta.to_string());
      put(c.gamma.to_string());
      put(c.strict ? "s" : "n");
      put(c.adds.to_string());
    }
    put(std::to_string(static_cast<int>(n.compares)));
    put(std::to_string(static_cast<int>(n.mode)));
    put(std::to_string(n.index));
    return key;
  }

  void set_range(node& n) const {
    node_range r;
    const auto arg = [&](std::size_t i) { return range_of(n.args[i]); };
    switch (n.what) {
      case node_op::constant: r = {n.coefficients[0], n.coefficients[0]}; break;
      case node_op::input:
      case node_op::unknown:
      case node_op::parameter: r = {n.low, n.high}; break;
      case node_op::given:
      case node_op::test: r = {rational(0), rational(1)}; break;
      case node_op::linear:
        r = {n.coefficients[0], n.coefficients[0]};
        for (std::size_t i = 0; i < n.args.size(); ++i) r = add_range(r, scale_range(arg(i), n.coefficients[i + 1]));
        break;
      case node_op::multiply: r = multiply_range(arg(0), arg(1)); break;
      case node_op::minimum:
      case node_op::maximum: {
        // One known end of any argument bounds the result on that side.
        const bool least = n.what == node_op::minimum;
        r = arg(0);
        for (std::size_t i = 1; i < n.args.size(); ++i) {
          const node_range a = arg(i);
          if (least) {
            r.low = r.low && a.low ? std::optional(std::min(*r.low, *a.low)) : std::nullopt;
            r.high = !r.high ? a.high : a.high ? std::optional(std::min(*r.high, *a.high)) : r.high;
          } else {
            r.high = r.high && a.high ? std::optional(std::max(*r.high, *a.high)) : std::nullopt;
            r.low = !r.low ? a.low : a.low ? std::optional(std::max(*r.low, *a.low)) : r.low;
          }
        }
        break;
      }
      case node_op::absolute: {
        const node_range a = arg(0);
        r.low = rational(0);
        if (a.low && a.high) r.high = std::max(a.low->abs(), a.high->abs());
        break;
      }
      case node_op::negative_if: r = hull(arg(0), scale_range(arg(0), -1)); break;
      case node_op::select: r = hull(arg(1), arg(2)); break;
      case node_op::bands: {
        rational low = n.coefficients[0], high = low;
        for (const auto& c : n.cuts) (c.adds.sign() < 0 ? low : high) += c.adds;
        r = {low, high};
        break;
      }
      case node_op::round_divide:
      case node_op::divide: break;
    }
    n.low = r.low;
    n.high = r.high;
  }

  std::vector<node> nodes_;
  std::unordered_map<std::string, node_id> known_;
};

}  // namespace ancs::detail

#endif
