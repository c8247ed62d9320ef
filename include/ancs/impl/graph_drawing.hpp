// graph_drawing.hpp: the evaluation graph in Graphviz DOT.
#ifndef ANCS_IMPL_GRAPH_DRAWING_HPP
#define ANCS_IMPL_GRAPH_DRAWING_HPP

#include <set>
#include <string>

#include "program_data.hpp"

namespace ancs::detail {

inline std::string_view node_label(graph::node_op what) {
  switch (what) {
#define ANCS_NODE(name, label) \
  case graph::node_op::name: return label;
#include "../nodes.def"
#undef ANCS_NODE
  }
  return {};
}

inline std::string dot_quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  }
  return out + "\"";
}

inline std::string draw_graph(const program_data& p) {
  std::string out = "digraph " + dot_quoted(p.model_id) + " {\n  rankdir=LR;\n  node [fontname=\"sans-serif\", fontsize=10, shape=box, style=rounded];\n";
  const auto id = [](graph::node_id n) { return "n" + std::to_string(n); };
  std::set<graph::node_id> points;
  for (const auto& c : p.criterion_plans)
    for (const auto& t : c.points.numerator.terms) points.insert(t.first);
  for (graph::node_id i = 0; i < p.nodes.size(); ++i) {
    const auto& n = p.nodes[i];
    if (n.what == graph::node_op::constant || !p.drawn[i]) continue;
    std::string label = n.name;
    std::string look;
    if (n.what == graph::node_op::input) look = ", shape=ellipse, style=filled, fillcolor=\"#e8f0fe\"";
    else if (points.contains(i)) look = ", style=\"rounded,filled\", fillcolor=\"#e6f4ea\"";
    else if (!n.name.empty()) look = ", style=\"rounded,filled\", fillcolor=\"#fef7e0\"";
    if (n.what != graph::node_op::input) label += (label.empty() ? "" : "\\n") + std::string(node_label(n.what));
    if (label.find("\\n") != std::string::npos) {
      // The line end between the name and the operation is DOT's own escape.
      const auto at = label.find("\\n");
      label = dot_quoted(label.substr(0, at));
      label.pop_back();
      label += "\\n" + std::string(node_label(n.what)) + "\"";
    } else {
      label = dot_quoted(label);
    }
    out += "  " + id(i) + " [label=" + label + look + "];\n";
    for (const auto a : n.args)
      if (p.nodes[a].what != graph::node_op::constant) out += "  " + id(a) + " -> " + id(i) + ";\n";
  }
  return out + "}\n";
}

}  // namespace ancs::detail

#endif
