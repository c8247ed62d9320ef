// influence.hpp: how far one missing input alone can move a total, whatever the other missing ones are.
#ifndef ANCS_IMPL_INFLUENCE_HPP
#define ANCS_IMPL_INFLUENCE_HPP

#include <algorithm>
#include <optional>
#include <vector>

#include "kernels.hpp"
#include "program_data.hpp"

namespace ancs::detail {

/// For one input: per register the most it can differ between two values of that input, all else equal; never more than the register's
/// own bounds lie apart. No value: nothing bounds it.
class influence {
 public:
  influence(const program_data& p, const possible* registers) : p_(p), registers_(registers), moves_(p.nodes.size()) {}

  /// The most that the quantity moves.
  std::optional<rational> of(std::uint32_t slot, const graph::quantity& q) {
    std::fill(moves_.begin(), moves_.end(), rational(0));
    for (const auto id : {p_.slots[slot].node, p_.slots[slot].given})
      if (id != graph::no_node) moves_[id] = width(id);
    for (const instruction& step : p_.exact.steps) through(step.out);
    std::optional<rational> sum = rational(0);
    for (const auto& [id, c] : q.numerator.terms) add(sum, moves_[id], c.abs() / p_.nodes[id].scale);
    for (const auto& [id, c] : q.denominator.terms)
      if (!still(id)) return std::nullopt;  // the bounds of the quotient tell
    if (sum && !q.denominator.is_constant()) return sum->is_zero() ? sum : std::nullopt;
    return sum;
  }

 private:
  bool still(graph::node_id id) const { return moves_[id] && moves_[id]->is_zero(); }
  static void add(std::optional<rational>& sum, const std::optional<rational>& more, const rational& times) {
    if (sum && more) *sum += *more * times;
    else sum.reset();
  }
  std::optional<rational> width(graph::node_id id) const {
    const possible& r = registers_[id];
    if (!r.low || !r.high) return std::nullopt;
    return *r.high - *r.low;
  }

  void through(graph::node_id id) {
    const auto& n = p_.nodes[id];
    if (std::all_of(n.args.begin(), n.args.end(), [&](auto a) { return still(a); })) return;
    std::optional<rational> most = width(id), told;
    using enum graph::node_op;
    switch (n.what) {
      case linear:
        told = rational(0);
        for (std::size_t i = 0; i < n.args.size(); ++i) add(told, moves_[n.args[i]], n.coefficients[i + 1].abs());
        break;
      case minimum:
      case maximum: told = largest(n.args, 0); break;
      case select: told = still(n.args[0]) ? largest(n.args, 1) : most; break;
      default: told = most; break;
    }
    moves_[id] = !most ? told : !told ? most : std::min(*most, *told);
  }
  std::optional<rational> largest(const std::vector<graph::node_id>& of, std::size_t from) const {
    std::optional<rational> most = rational(0);
    for (std::size_t i = from; i < of.size(); ++i) {
      if (!moves_[of[i]]) return std::nullopt;
      most = std::max(*most, *moves_[of[i]]);
    }
    return most;
  }

  const program_data& p_;
  const possible* registers_;
  std::vector<std::optional<rational>> moves_;
};

}  // namespace ancs::detail

#endif
