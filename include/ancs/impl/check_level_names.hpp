// impl/check_level_names.hpp: levels by their titles and names, and conditions on the level that a unit has reached.
#ifndef ANCS_IMPL_CHECK_LEVEL_NAMES_HPP
#define ANCS_IMPL_CHECK_LEVEL_NAMES_HPP

#include <variant>

#include "check_expressions.hpp"

namespace ancs::detail {

inline std::optional<std::uint32_t> find_level(check_state& s, const checked::levels& in, const ast::label& level) {
  if (const auto at = position_in(in.names, level.text)) return at;
  if (s.unread_texts.contains(level.text)) return std::nullopt;
  if (const auto near = suggestion(s, level.text, in.names))
    report(s, code::misspelt_level, level.where, {level.text, in.title, *near});
  else
    report(s, code::unknown_level, level.where, {level.text, in.title, quoted_list(in.names)});
  return std::nullopt;
}

/// The index of the levels with this title; reported where there are none, or none yet.
inline std::optional<std::uint32_t> find_outcome(check_state& s, const std::string& title, span where) {
  for (std::uint32_t i = 0; i < s.model.outcomes.size(); ++i)
    if (s.model.outcomes[i].title == title) return i;
  const bool later = std::any_of(s.tree.declarations.begin(), s.tree.declarations.end(), [&](const ast::declaration& d) {
    const auto* levels = std::get_if<ast::levels>(&d);
    return levels && levels->title.text == title;
  });
  if (!s.unread_texts.contains(title)) report(s, later ? code::outcome_not_decided : code::unknown_outcome, where, {title});
  return std::nullopt;
}

/// `outcome "title" = "level"`, or `from "level" up`.
inline resolved resolve_outcome(check_state& s, const ast::expression& e) {
  const auto outcome = find_outcome(s, e.text, name_place(e));
  if (!outcome) return std::nullopt;
  const auto level = find_level(s, s.model.outcomes[*outcome], {e.member, e.where});
  if (!level) return std::nullopt;
  term t = indexed_term(e.what == op::outcome_is ? term_op::outcome_is : term_op::outcome_from, kind::yes_no, *outcome, e.where);
  t.value = rational(static_cast<std::int64_t>(*level));
  return condition_typed(std::move(t), 1);
}

}  // namespace ancs::detail

#endif
