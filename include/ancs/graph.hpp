// graph.hpp: the evaluation graph: what a checked model is lowered to, and all that scoring knows.
#ifndef ANCS_GRAPH_HPP
#define ANCS_GRAPH_HPP

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "number.hpp"
#include "source.hpp"

namespace ancs::graph {

/// What a node computes from the nodes before it. A node's register holds an integer, its value times the node's
/// scale, except after `divide`, which only the rational arithmetic can hold.
enum class node_op : std::uint8_t {
#define ANCS_NODE(name, label) name,
#include "nodes.def"
#undef ANCS_NODE
};

using node_id = std::uint32_t;
inline constexpr node_id no_node = 0xffffffffu;

/// A threshold of a band table: passed when alpha·x + beta·y + gamma >= 0 (> 0 when strict); then `adds` is added.
struct cut {
  rational alpha, beta, gamma;
  bool strict = false;
  rational adds;
};

/// How a `test` compares its linear form with 0.
enum class comparison : std::uint8_t { at_least, above, equal, not_equal };

struct node {
  node_op what = node_op::constant;
  rational scale = 1;                   ///< value = register / scale
  bool whole = true;                    ///< the register is an integer
  std::vector<node_id> args;
  std::vector<rational> coefficients;   ///< see nodes.def
  std::vector<cut> cuts;                ///< bands
  comparison compares = comparison::at_least;
  rounding_mode mode = rounding_mode::half_up;
  std::uint32_t index = 0;              ///< input, given: the slot; parameter: its index
  std::optional<rational> low, high;    ///< of the register, over all data in the declared ranges
  std::optional<rational> proven_low, proven_high;  ///< proven by the checker, tighter than intervals show
  std::string name;                     ///< for drawings: "A2", "total"; empty for inner nodes
};

/// constant + Σ coefficient · value(node): terms ascending by node, no coefficient 0.
struct affine {
  rational constant;
  std::vector<std::pair<node_id, rational>> terms;
  bool is_constant() const { return terms.empty(); }
  friend bool operator==(const affine&, const affine&) = default;
};

/// numerator / denominator, the denominator positive wherever the value counts. Never divided out where it is only compared.
struct quantity {
  affine numerator;
  affine denominator{1, {}};
};

/// How a formula is shown to people. Slots and named values are leaves; the value of the whole is `of`.
struct formula {
  enum class form : std::uint8_t { slot, constant, value, infix, prefix, call, given, level } shown = form::value;
  enum class unit : std::uint8_t { plain, percent, yes_no, option, points, date } as = unit::plain;
  std::string symbol;               ///< of an infix ("/"), a call ("sum"), or a named value ("total", "A2"); level: the title of the levels
  std::uint32_t slot = 0;
  rational constant;
  bool comparison = false;          ///< an infix that compares
  bool logical = false;             ///< an infix that joins conditions
  quantity of;                      ///< its value
  std::vector<formula> args;
  std::vector<std::string> options; ///< option, level: names by index; the value of args[0] says which
};

}  // namespace ancs::graph

#endif
