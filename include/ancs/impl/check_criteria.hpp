// impl/check_criteria.hpp: a criterion as a whole: its guards, what they show for the rest, and its maximum.
#ifndef ANCS_IMPL_CHECK_CRITERIA_HPP
#define ANCS_IMPL_CHECK_CRITERIA_HPP

#include "check_clauses.hpp"

namespace ancs::detail {

/// Refuses to exclude what has no maximum to leave.
inline void check_excluded(check_state& s, std::uint32_t index, const ast::guard& g) {
  const checked::criterion& c = s.model.criteria[index];
  const checked::group& group = s.model.groups[c.group];
  if (c.parent) {
    report(s, code::excluded_item, g.where, {c.id, s.model.criteria[*c.parent].id});
  } else if (!s.criteria[index].counts) {
    report(s, code::excluded_outside_total, g.where, {c.id, word(s, keyword::none)});
  } else if (s.criteria[index].information) {
    report(s, code::excluded_information, g.where, {c.id});
  } else if (g.within_group && group.criteria.size() == 1 && group.groups.empty()) {
    report(s, code::excluded_alone_in_group, g.where, {c.id, group.id, word(s, keyword::excluded)});
  }
}

inline void check_criterion(check_state& s, std::uint32_t index) {
  const ast::criterion& tree = *s.criteria[index].tree;
  checked::criterion& c = s.model.criteria[index];
  const fact_scope here(s);
  // An item is checked below the guards of the criterion it stands in.
  const auto outer_scoring = std::exchange(s.scoring, index);
  const bool outer_quiet = s.quiet_proofs, outer_unreached = s.unreached;
  clause_checker clause(s, index);
  interval points;
  bool known = s.criteria[index].ok, first = true, witnessed = false;
  const auto gives = [&](const interval& more, bool shown) {
    if (is_empty(more)) return;
    if (more.high && *more.high == c.maximum && !more.high_open) witnessed = witnessed || shown;
    points = first ? more : hull(points, more);
    first = false;
  };
  const ast::guard* above = nullptr;
  const auto arrive = [&](std::optional<span> where) {
    if (!s.contradiction || s.unreached) return;
    if (where) report(s, code::never_reached, *where, {}, {{above->where, code::last_case_decided_here, {}}});
    s.unreached = true;
  };
  for (const ast::guard& g : tree.guards) {
    arrive(g.where);
    resolved condition = resolve_condition(s, g.condition);
    if (g.excluded) check_excluded(s, index, g);
    const auto value = !s.criteria[index].ok ? std::nullopt : g.excluded ? std::optional(rational(0)) : clause.row_points(g.gives);
    const bool unknown = !g.excluded && g.gives.written == ast::points::form::unknown;
    if (condition) {
      prove(s, condition->term);
      warn_where_never(s, condition->term, g.condition);
      assume(s, condition->term, false);
      if (value && !s.unreached) {
        if (!g.excluded) gives(unknown ? closed(c.floor, c.maximum) : exactly(*value), true);
        c.guards.push_back({std::move(condition->term), g.not_applicable, g.excluded, g.within_group, unknown, *value, g.where});
      }
    } else {
      s.quiet_proofs = true;  // what it would have shown is unknown
    }
    known = known && condition && value;
    above = &g;
  }
  if (s.criteria[index].ok) {
    const bool written = !std::holds_alternative<std::monostate>(tree.body);
    arrive(written ? std::optional(tree.body_where) : std::nullopt);  // guards that decide every case need no clause
    const reach r = clause.check(tree.body);
    known = known && r.known;
    if (r.known) gives(r.points, r.witnessed);
    // Nothing in it was proven, so the engine must not meet it: what the last guard gives stands in for it.
    if (s.unreached && !s.criteria[index].information)
      c.body = checked::points_clause{constant_term(c.guards.empty() ? rational(0) : c.guards.back().gives, kind::points, tree.body_where)};
  } else {
    s.uses_hidden = true;
  }
  s.scoring = outer_scoring;
  s.quiet_proofs = outer_quiet;
  if (std::exchange(s.unreached, outer_unreached) || !known || s.criteria[index].information) return;
  if (!points.high || *points.high < c.maximum)
    report(s, code::maximum_not_reached, tree.head.maximum->where,
           {c.id, as_written(s, c.maximum), as_written(s, points.high.value_or(0))});
  else if (!witnessed)
    report(s, code::maximum_without_witness, tree.head.maximum->where, {c.id, as_written(s, c.maximum)});
}

}  // namespace ancs::detail

#endif
