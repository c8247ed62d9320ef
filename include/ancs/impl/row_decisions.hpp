// row_decisions.hpp: finds chains of selections between constants by conditions, which one step can decide from bits.
#ifndef ANCS_IMPL_ROW_DECISIONS_HPP
#define ANCS_IMPL_ROW_DECISIONS_HPP

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "kernels.hpp"
#include "program_data.hpp"

namespace ancs::detail {

/// The value of the first row whose condition holds, else register `otherwise`.
struct row_decision {
  /// ka·a + kb·b + constant, of registers: set where it is at least 0.
  struct bit {
    graph::node_id a = 0, b = 0;
    std::int64_t ka = 0, kb = 0, constant = 0;
    friend bool operator==(const bit&, const bit&) = default;
  };
  struct row {
    std::uint64_t mask = 0;
    bool any = false;          ///< some bit of the mask; else all of them
    std::int64_t value = 0;
  };
  std::vector<bit> bits;
  std::vector<row> rows;
  graph::node_id otherwise = graph::no_node;
};

class row_decisions {
 public:
  explicit row_decisions(const std::vector<graph::node>& nodes) : nodes_(nodes) {}

  std::optional<row_decision> find(graph::node_id id) {
    using enum graph::node_op;
    out_ = {};
    while (nodes_[id].what == select && nodes_[nodes_[id].args[1]].what == constant) {
      const auto& n = nodes_[id];
      row_decision::row row;
      row.value = lane_value<std::int64_t>(nodes_[n.args[1]].coefficients[0]);
      row.any = nodes_[n.args[0]].what == maximum;
      const std::size_t known = out_.bits.size();
      if (!condition(n.args[0], row.any ? maximum : minimum, row.mask)) {
        out_.bits.resize(known);
        break;
      }
      out_.rows.push_back(row);
      id = n.args[2];
    }
    out_.otherwise = id;
    if (out_.rows.empty()) return std::nullopt;
    return std::move(out_);
  }

 private:
  static constexpr std::size_t most_bits = 64;
  /// Adds the condition's bits to the mask: of conditions joined by `join` those of each. False where there are too many.
  bool condition(graph::node_id id, graph::node_op join, std::uint64_t& mask) {
    const auto& n = nodes_[id];
    if (n.what == join) return std::all_of(n.args.begin(), n.args.end(), [&](auto a) { return condition(a, join, mask); });
    row_decision::bit b;
    b.a = b.b = id;
    b.ka = 1;
    b.constant = -1;  // a register that holds 1 or 0
    using enum graph::comparison;
    if (n.what == graph::node_op::test && (n.compares == at_least || n.compares == above)) {
      b.a = n.args.front(), b.b = n.args.back();
      b.ka = lane_value<std::int64_t>(n.coefficients[0]);
      b.kb = n.args.size() > 1 ? lane_value<std::int64_t>(n.coefficients[1]) : 0;
      b.constant = lane_value<std::int64_t>(n.coefficients[2]) - (n.compares == above ? 1 : 0);
    }
    auto at = static_cast<std::size_t>(std::find(out_.bits.begin(), out_.bits.end(), b) - out_.bits.begin());
    if (at == out_.bits.size()) {
      if (at == most_bits) return false;
      out_.bits.push_back(b);
    }
    mask |= std::uint64_t{1} << at;
    return true;
  }

  const std::vector<graph::node>& nodes_;
  row_decision out_;
};

}  // namespace ancs::detail

#endif
