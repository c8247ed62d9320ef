// impl/check_outcomes.hpp: levels, requirements and warnings.
#ifndef ANCS_IMPL_CHECK_OUTCOMES_HPP
#define ANCS_IMPL_CHECK_OUTCOMES_HPP

#include "check_cohort.hpp"
#include "check_level_rows.hpp"
#include "check_prove.hpp"
#include "check_resolve.hpp"

namespace ancs::detail {

/// A condition that stands on its own: proven by what it says itself and by declared ranges.
inline resolved proven_condition(check_state& s, const ast::expression& e) {
  const fact_scope here(s);
  resolved t = resolve_condition(s, e);
  if (t) prove(s, t->term);
  return t;
}

inline void check_levels(check_state& s, const ast::levels& tree) {
  checked::levels made;
  made.title = tree.title.text;
  made.where = tree.where;
  for (const auto& other : s.model.outcomes)
    if (other.title == made.title) {
      report(s, code::duplicate_part, tree.title.where, {made.title}, {{other.where, code::first_declared_here, {}}});
      break;
    }
  for (std::size_t i = 0; i < tree.names.size(); ++i) {
    if (i < 256 && position_in(made.names, tree.names[i].text)) report(s, code::duplicate_part, tree.names[i].where, {tree.names[i].text});
    made.names.push_back(tree.names[i].text);
  }
  std::vector<bool> given(made.names.size());
  const ast::levels::row* closing = nullptr;
  bool ok = true;
  for (const auto& row : tree.rows) {
    checked::level_row r;
    r.where = row.where;
    r.not_above = row.written == ast::levels::row::form::not_above;
    const auto level = find_level(s, made, row.level);
    if (level) r.level = *level, given[*level] = true;
    if (!r.not_above && closing) report(s, code::level_row_unreachable, row.where, {}, {{closing->where, code::other_row_here, {}}});
    if (row.written == ast::levels::row::form::otherwise) {
      if (!closing) closing = &row;
    } else if (row.condition) {
      resolved condition = proven_condition(s, *row.condition);
      if (condition) r.condition = std::move(condition->term);
      ok = ok && condition;
    }
    ok = ok && level;
    if (r.not_above)
      made.caps.push_back(std::move(r));
    else if (!closing || closing == &row)
      made.rows.push_back(std::move(r));
  }
  if (!closing)
    report(s, code::levels_not_closed, tree.title.where,
           {made.title, made.names.empty() ? std::string("…") : made.names.back(), word(s, keyword::otherwise)});
  for (std::size_t i = 0; ok && i < given.size(); ++i)
    if (!given[i]) report(s, code::level_never_given, tree.names[i].where, {made.names[i]});
  if (ok) level_rows(s).check(made);
  s.model.outcomes.push_back(std::move(made));
}

/// `not yet assessed when C`, by any number of conditions.
inline void check_not_yet_assessed(check_state& s) {
  if (!s.header) return;
  for (const ast::expression& e : s.header->not_yet_assessed) {
    resolved condition = proven_condition(s, e);
    if (!condition) continue;
    const auto excludes = [&](bool holds) {
      const fact_scope here(s);
      assume(s, condition->term, holds);
      return s.contradiction;
    };
    if (excludes(true)) report(s, code::never_not_yet_assessed, e.where, {as_written(s, e)});
    if (excludes(false)) report(s, code::always_not_yet_assessed, e.where, {as_written(s, e)});
    s.model.not_yet_assessed.push_back({std::move(condition->term), e.where});
  }
}

inline void check_require(check_state& s, const ast::require& tree) {
  resolved condition = proven_condition(s, tree.condition);
  if (condition) s.model.requirements.push_back({std::move(condition->term), tree.title ? tree.title->text : "", tree.where});
}

inline void check_warn(check_state& s, const ast::warn& tree) {
  const fact_scope here(s);
  checked::warn made;
  made.id = tree.id.text;
  made.title = tree.title ? tree.title->text : "";
  made.where = tree.where;
  if (tree.when) {
    resolved when = resolve_condition(s, *tree.when);
    if (when) {
      prove(s, when->term);
      assume(s, when->term, true);
      made.when = std::move(when->term);
    } else {
      s.quiet_proofs = true;
    }
  }
  if (tree.differs_from) {
    resolved stated = resolve_number(s, tree.condition), actual = resolve_number(s, *tree.differs_from);
    if (stated) prove(s, stated->term);
    if (actual) prove(s, actual->term);
    if (stated && actual && !make_meet(s, *stated, *actual, tree.condition, *tree.differs_from)) stated.reset();
    if (stated && tree.tolerance) {
      const auto tolerance = literal_beside(s, *stated, as_written(s, tree.condition), *tree.tolerance);
      if (tolerance && tolerance->sign() <= 0)
        report(s, code::tolerance_not_positive, tree.tolerance->where, {as_written(s, *tree.tolerance)});
      if (tolerance) made.tolerance = *tolerance;
    }
    if (stated) made.stated = std::move(stated->term);
    if (actual) made.actual = std::move(actual->term);
  } else {
    resolved condition = resolve_condition(s, tree.condition);
    if (condition) prove(s, condition->term);
    if (condition) made.stated = std::move(condition->term);
  }
  s.quiet_proofs = false;
  s.model.warnings.push_back(std::move(made));
}

}  // namespace ancs::detail

#endif
