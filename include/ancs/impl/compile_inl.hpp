// compile_inl.hpp: bodies of compile.hpp: lowering, then code for each arithmetic.
#ifndef ANCS_IMPL_COMPILE_INL_HPP
#define ANCS_IMPL_COMPILE_INL_HPP

#include <algorithm>
#include <limits>
#include <memory>
#include <utility>
#include <vector>

#include "../check.hpp"
#include "../compile.hpp"
#include "../parse.hpp"
#include "lane_code.hpp"
#include "lower_model.hpp"
#include "registers.hpp"
#include "row_code.hpp"

namespace ancs {
namespace detail {

/// Marks the nodes that results need.
class reachable {
 public:
  explicit reachable(const program_data& program) : program_(program), used_(program.nodes.size()) {}
  void need(graph::node_id id) {
    if (id != graph::no_node) used_[id] = true;
  }
  void need(const graph::quantity& q) {
    for (const auto* part : {&q.numerator, &q.denominator})
      for (const auto& t : part->terms) need(t.first);
  }
  void need(const graph::formula& f) {
    need(f.of);
    for (const auto& a : f.args) need(a);
  }
  void results() {
    for (const auto& c : program_.criterion_plans) {
      need(c.points);
      need(c.unknown);
      need(c.not_counted);
      if (c.evidence) need(c.evidence->there);
      for (const auto& g : c.guards) need(g.condition);
    }
    for (const auto& g : program_.group_points) need(g);
    for (const auto& e : program_.group_evidence)
      if (e) need(e->there);
    need(program_.open_rows);
    need(program_.total);
    need(program_.total_with_all);
    need(program_.total_rescaled);
    need(program_.total_assessed);
    for (const auto* all : {&program_.group_assessed, &program_.group_counted, &program_.group_counted_maximum})
      for (const auto& q : *all) need(q);
    need(program_.not_yet_assessed);
    for (const auto& n : program_.not_yet_assessed_plans) need(n.condition);
    for (const auto v : program_.veto_conditions) need(v);
    for (const auto& o : program_.outcome_plans)
      for (const auto* rows : {&o.rows, &o.caps})
        for (const auto& r : *rows) need(r.condition);
    for (const auto l : program_.level_nodes) need(l);
    need(program_.veto_bits);
    for (const auto& k : program_.ranking_keys) need(k.of);
    for (const auto& a : program_.action_plans) {
      need(a.bits);
      for (const auto& m : a.members) need(m.condition);
    }
    for (const auto& r : program_.requirements) need(r.condition);
    for (const auto& w : program_.warning_plans) {
      need(w.when);
      need(w.condition);
      for (const auto* q : {&w.stated, &w.actual, &w.current, &w.baseline}) need(*q);
    }
  }
  /// The registers that an evaluation reads.
  std::vector<bool> evaluation() {
    for (const auto& c : program_.criterion_plans) need(c.points);
    for (const auto& g : program_.group_points) need(g);
    for (const auto* q : {&program_.total, &program_.total_with_all, &program_.total_rescaled}) need(*q);
    for (const auto* ids : {&program_.veto_conditions, &program_.level_nodes})
      for (const auto id : *ids) need(id);
    for (const auto id : {program_.open_rows, program_.not_yet_assessed, program_.veto_bits}) need(id);
    return used_;
  }
  void explanations() {
    for (const auto& c : program_.criterion_plans) {
      need(c.shown);
      if (c.scale) need(*c.scale);
      for (const auto& g : c.guards) need(g.shown);
      for (const auto& r : c.rows) {
        need(r.shown);
        need(r.effect);
      }
    }
    for (const auto& w : program_.warning_plans) need(w.shown);
    for (const auto& n : program_.not_yet_assessed_plans) need(n.shown);
    for (const auto& a : program_.action_plans)
      for (const auto& m : a.members) need(m.shown);
    for (const auto& o : program_.outcome_plans)
      for (const auto& r : o.rows) need(r.shown);
  }
  /// Arguments stand before what needs them.
  std::vector<bool> close() {
    for (std::size_t i = used_.size(); i-- > 0;)
      if (used_[i])
        for (const auto a : program_.nodes[i].args) used_[a] = true;
    return used_;
  }

 private:
  const program_data& program_;
  std::vector<bool> used_;
};

}  // namespace detail

ANCS_FUNC program compile(const checked::model& model, const source& text) {
  auto data = std::make_shared<detail::program_data>(detail::model_lowering(model, text).run());
  detail::reachable plain(*data), all(*data);
  plain.results();
  all.results();
  all.explanations();
  const std::vector<bool> scored = plain.close(), explained = all.close();
  for (auto& s : data->slots) s.read = explained[s.node] || (s.given != graph::no_node && explained[s.given]);
  data->drawn = scored;
  detail::pick_lane(*data, scored, std::numeric_limits<std::int64_t>::max(), data->narrow);
  detail::pick_lane(*data, scored, detail::saturated::limit - 1, data->wide);
  for (std::uint32_t s = 0; s < data->slots.size(); ++s) {
    const bool read = data->slots[s].read && data->narrow.available;
    data->narrow_low.push_back(read ? data->narrow.slot_low[s] : std::numeric_limits<std::int64_t>::min());
    data->narrow_high.push_back(read ? data->narrow.slot_high[s] : std::numeric_limits<std::int64_t>::max());
    data->needed.push_back(data->slots[s].read ? 255 : 0);
  }
  for (std::uint32_t s = 0; s < data->slots.size(); ++s)
    if (data->slots[s].given != graph::no_node) data->given_nodes.emplace_back(s, data->slots[s].given);
  for (const auto& r : data->relations) {
    data->slots[r.slot].limits.push_back({r.other, true});
    data->slots[r.other].limits.push_back({r.slot, false});
  }
  data->tightened.assign(data->nodes.size(), 0);
  for (const auto v : data->veto_conditions) data->tightened[v] = 2;
  // An item's inputs are those of its criterion: they are not shared by that.
  for (std::size_t i = 0; i < data->criterion_plans.size(); ++i)
    for (const auto& t : data->criterion_plans[i].points.numerator.terms)
      if (auto& how = data->tightened[t.first]; how != 1) how = data->criteria[i].parent < 0 ? 1 : 2;
  // What unknown points go into is bounded by them, not by data alone.
  std::vector<bool> open(data->nodes.size());
  for (std::size_t i = 0; i < open.size(); ++i) {
    const auto& n = data->nodes[i];
    open[i] = n.what == graph::node_op::unknown || std::any_of(n.args.begin(), n.args.end(), [&](auto a) { return open[a]; });
    if (open[i]) data->tightened[i] = 0;
  }
  for (const auto& r : data->relations)
    data->relations_in_one_scale = data->relations_in_one_scale && data->slots[r.slot].scale == data->slots[r.other].scale;
  detail::write_code(*data, explained, data->exact);
  data->exact.available = true;
  // Records look at relations as their registers compare, and evaluations of a unit that is as usual take whole clauses.
  if (data->narrow.available && data->relations_in_one_scale) data->row = detail::row_writer(*data, detail::reachable(*data).evaluation()).run();
  detail::find_whole_total(*data);
  detail::write_record_checks(*data);
  return detail::program_access::make(std::move(data));
}

namespace detail {
/// Findings of parsing and of checking together: where both have some, in the order of the text, and no more than one run may have.
inline void join_findings(diagnostics& all, diagnostics more) {
  const bool both = !all.empty() && !more.empty();
  all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  if (both) std::stable_sort(all.begin(), all.end(), [](const diagnostic& a, const diagnostic& b) { return a.where.begin < b.where.begin; });
}

inline result<program> load_tree(result<ast::document> tree, const source& text) {
  result<program> out;
  out.findings = std::move(tree.findings);
  if (!tree) return out;
  auto model = check(*tree);
  join_findings(out.findings, std::move(model.findings));
  if (!model || has_errors(out.findings)) return out;
  out.value = compile(*model, text);
  return out;
}
}  // namespace detail

ANCS_FUNC result<program> load(const source& text) { return detail::load_tree(parse(text), text); }

ANCS_FUNC result<program> load(source& text, const loader& files) {
  auto tree = parse(text, files);
  return detail::load_tree(std::move(tree), text);
}

}  // namespace ancs

#endif
