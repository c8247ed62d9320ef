// impl/check_lets.hpp: lets and vetoes, each after those it refers to; a circle is shown.
#ifndef ANCS_IMPL_CHECK_LETS_HPP
#define ANCS_IMPL_CHECK_LETS_HPP

#include "check_never.hpp"
#include "check_resolve.hpp"

namespace ancs::detail {

/// Lets, vetoes and `any veto` as a graph of who refers to whom.
class dependency_order {
 public:
  explicit dependency_order(check_state& s) : s_(s), lets_(s.lets.size()), any_veto_(lets_ + s.vetoes.size()), edges_(any_veto_ + 1) {
    for (std::size_t i = 0; i < lets_; ++i) {
      for (const auto& c : s.lets[i].tree->choices) collect(c.condition, edges_[i]), collect(c.value, edges_[i]);
      collect(s.lets[i].tree->value, edges_[i]);
    }
    for (std::size_t i = lets_; i < any_veto_; ++i) {
      collect(s.vetoes[i - lets_].tree->condition, edges_[i]);
      edges_[any_veto_].push_back({i, s.vetoes[i - lets_].tree->where});
    }
  }

  /// Calls back with each let (false) or veto (true) that is in no circle, those it needs first.
  template <class Visit>
  void run(const Visit& visit) {
    enum : std::uint8_t { fresh, open, done, circular };
    std::vector<std::uint8_t> colour(edges_.size(), fresh);
    std::vector<std::pair<std::size_t, std::size_t>> path;  // node, next edge; a loop, since lets may chain without end
    for (std::size_t root = 0; root < edges_.size(); ++root) {
      if (colour[root] != fresh) continue;
      colour[root] = open;
      path.emplace_back(root, 0);
      while (!path.empty()) {
        const std::size_t node = path.back().first;
        if (path.back().second < edges_[node].size()) {
          const edge& to = edges_[node][path.back().second++];
          if (colour[to.node] == fresh) {
            colour[to.node] = open;
            path.emplace_back(to.node, 0);
          } else if (colour[to.node] == open || colour[to.node] == circular) {
            const bool new_circle = colour[to.node] == open && report_circle(path, to);
            for (std::size_t i = path.size(); new_circle && i-- > 0;) {
              colour[path[i].first] = circular;
              if (path[i].first == to.node) break;
            }
          }
        } else {
          if (colour[node] == open && node != any_veto_)
            visit(node >= lets_, static_cast<std::uint32_t>(node >= lets_ ? node - lets_ : node));
          if (colour[node] == circular) mark_names(node);
          if (colour[node] == open) colour[node] = done;
          path.pop_back();
        }
      }
    }
  }

 private:
  struct edge {
    std::size_t node;
    span where;
  };

  void collect(const ast::expression& e, std::vector<edge>& into) const {
    if (e.what == op::reference) {
      if (const auto at = s_.names.find(e.text); at != s_.names.end()) {
        if (at->second.what == symbol::sort::let) into.push_back({at->second.index, e.where});
        if (at->second.what == symbol::sort::veto) into.push_back({lets_ + at->second.index, e.where});
      }
    } else if (e.what == op::any_veto) {
      into.push_back({any_veto_, e.where});
    }
    for (const ast::expression& arg : e.args) collect(arg, into);
  }

  std::string name(std::size_t node) const {
    if (node == any_veto_) return word(s_, keyword::any_veto);
    return node < lets_ ? s_.lets[node].tree->id.text : s_.vetoes[node - lets_].tree->id.text;
  }

  void mark_names(std::size_t node) const {
    if (node < lets_) {
      for (const auto& c : s_.lets[node].tree->choices) mark_used(s_, c.condition), mark_used(s_, c.value);
      mark_used(s_, s_.lets[node].tree->value);
    } else if (node != any_veto_) {
      mark_used(s_, s_.vetoes[node - lets_].tree->condition);
    }
  }

  bool report_circle(const std::vector<std::pair<std::size_t, std::size_t>>& path, const edge& closing) {
    std::size_t first = path.size() - 1;
    while (path[first].first != closing.node) --first;
    std::string circle;
    for (std::size_t i = first; i < path.size() && i < first + 10; ++i) circle += '`' + name(path[i].first) + "` → ";
    if (path.size() - first > 10) circle += "… → ";
    // At the reference that begins the circle; `any veto` itself stands nowhere.
    const span where = closing.node == any_veto_ ? closing.where : edges_[closing.node][path[first].second - 1].where;
    report(s_, code::defined_by_itself, where, {name(closing.node), circle + '`' + name(closing.node) + '`'});
    return true;
  }

  check_state& s_;
  std::size_t lets_, any_veto_;
  std::vector<std::vector<edge>> edges_;
};

/// The value of a let as one term: itself, or a choice by its conditions.
inline resolved resolve_let(check_state& s, const ast::let& tree) {
  if (tree.choices.empty()) {
    resolved value = resolve(s, tree.value);
    if (value && (value->text || value->full)) return expect_number(s, std::move(value), tree.value);
    return value;
  }
  typed t;
  std::vector<term> args;
  typed joined;
  bool ok = true, first = true;
  const auto take = [&](const ast::expression& e) {
    resolved value = resolve(s, e);
    if (value && (value->text || value->full)) value = expect_number(s, std::move(value), e);
    if (!value) return void(ok = false);
    const auto type = first ? std::optional(value->term.type) : common_kind(joined, *value);
    if (!type || value->term.type == kind::one_of) {
      report(s, code::kinds_do_not_mix, e.where,
             {as_written(s, e), kind_word(s, value->term.type), tree.id.text, kind_word(s, joined.term.type)});
      return void(ok = false);
    }
    joined.literal = (first || joined.literal) && value->literal;
    joined.parameter = (first || joined.parameter) && adapts(*value);
    joined.term.type = *type;
    joined.term.value = value->term.value;
    t.size = {std::max(t.size.numerator, value->size.numerator), std::max(t.size.denominator, value->size.denominator),
              std::max(t.size.depth, value->size.depth + 1)};
    args.push_back(std::move(value->term));
    first = false;
  };
  for (const auto& choice : tree.choices) {
    resolved condition = resolve_condition(s, choice.condition);
    if (condition) {
      t.size.depth = std::max(t.size.depth, condition->size.depth + 1);
      args.push_back(std::move(condition->term));
    } else {
      ok = false;
    }
    take(choice.value);
  }
  take(tree.value);
  if (!ok) return std::nullopt;
  t.parameter = joined.parameter && joined.term.type == kind::percent;  // beside points it is that share of their maximum
  t.term = joined_term(term_op::select, joined.term.type, tree.where, std::move(args));
  return bounded(s, std::move(t), tree.value);
}

inline void check_let(check_state& s, std::uint32_t index) {
  let_state& l = s.lets[index];
  s.needs = 0;
  resolved value = resolve_let(s, *l.tree);
  if (!value) return;
  l.needs = s.needs;
  l.index = static_cast<std::uint32_t>(s.model.lets.size());
  checked::let made;
  made.name = l.tree->id.text;
  made.where = l.tree->id.where;
  made.value = std::move(value->term);
  l.summary = std::move(*value);
  l.summary.term = {};
  l.summary.term.type = made.value.type;
  ++l.summary.size.depth;
  s.model.lets.push_back(std::move(made));
  const term& kept = s.model.lets.back().value;
  s.let_known.push_back(analyse(s, kept));
  s.let_open.emplace_back();
  {
    // Its divisions are proven where it is used; what its own conditions do not show is left to that place.
    const fact_scope here(s);
    s.open = &s.let_open.back();
    prove(s, kept);
    s.open = nullptr;
  }
  if (s.let_open.back().size() > limits::open_proofs) {
    report(s, code::too_many_open_proofs, l.tree->id.where, {l.tree->id.text});
    return;
  }
  l.ok = true;
}

inline void check_veto(check_state& s, std::uint32_t index) {
  veto_state& v = s.vetoes[index];
  s.needs = 0;
  resolved condition = resolve_condition(s, v.tree->condition);
  if (!condition) return;
  v.needs = s.needs;
  v.depth = condition->size.depth;
  s.model.vetoes[index].condition = std::move(condition->term);
  const fact_scope here(s);
  prove(s, s.model.vetoes[index].condition);
  warn_where_never(s, s.model.vetoes[index].condition, v.tree->condition);
  v.ok = true;
}

inline void check_lets_and_vetoes(check_state& s) {
  s.model.lets.reserve(s.lets.size() + s.vetoes.size());  // open proofs point into them
  s.let_open.reserve(s.lets.size() + s.vetoes.size());
  dependency_order(s).run([&](bool veto, std::uint32_t index) { veto ? check_veto(s, index) : check_let(s, index); });
}

}  // namespace ancs::detail

#endif
