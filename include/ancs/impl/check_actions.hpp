// impl/check_actions.hpp: actions, for a unit or for each member of a series, and inputs that parts bring.
#ifndef ANCS_IMPL_CHECK_ACTIONS_HPP
#define ANCS_IMPL_CHECK_ACTIONS_HPP

#include "check_outcomes.hpp"

namespace ancs::detail {

inline keyword each_word(ast::series each) {
  return each == ast::series::monthly ? keyword::monthly : each == ast::series::quarterly ? keyword::quarterly : keyword::yearly;
}

/// The series that an action goes through; empty where there is none of that kind.
inline const checked::input* find_each(check_state& s, const ast::action& tree) {
  const symbol* found = find_name(s, tree.of.text, tree.of.where, sought::given);
  if (!found || found->what == symbol::sort::unsupported) return nullptr;
  const checked::input* in = found->what == symbol::sort::input ? &s.model.inputs[found->index] : nullptr;
  if (in && in->series && s.input_trees[found->index]->series == tree.each) return in;
  if (!in || in->slots > 0) report(s, code::each_of_no_series, tree.of.where, {tree.of.text, word(s, each_word(tree.each))});
  return nullptr;
}

inline void check_action(check_state& s, const ast::action& tree) {
  checked::action made;
  made.title = tree.title.text;
  made.where = tree.where;
  made.each = tree.each;
  const checked::input* of = nullptr;
  if (tree.each != ast::series::none && !(of = find_each(s, tree))) return mark_used(s, tree.condition);
  bool ever = false;
  const std::size_t errors_before = s.errors;
  for (std::uint32_t i = 0; i < (of ? of->length : 1); ++i) {
    const std::size_t findings = s.findings.size(), errors = s.errors, warnings = s.warnings;
    if (of) s.each_series = tree.each, s.each_member = i;
    resolved condition = proven_condition(s, tree.condition);
    s.each_series = ast::series::none;
    // What is wrong with the condition is said of the first member; the others have the same.
    if (i > 0) s.findings.resize(findings), s.errors = errors, s.warnings = warnings;
    if (!condition || s.errors > errors_before) return;
    {
      const fact_scope here(s);
      assume(s, condition->term, true);
      ever = ever || !s.contradiction;
    }
    checked::action::member member;
    if (of) member.slot = of->first_slot + i;
    member.condition = std::move(condition->term);
    made.members.push_back(std::move(member));
  }
  if (!ever) report(s, code::action_never_made, tree.condition.where, {made.title});
  s.model.actions.push_back(std::move(made));
}

/// An input `from parts`: counts are counts, sums and the like are numbers, and neither is a series.
inline void check_parts(check_state& s, const ast::input& tree) {
  using form = ast::parts_source::form;
  const ast::parts_source& parts = *tree.from_parts;
  const bool counted = parts.written <= form::action;
  if (tree.series != ast::series::none)
    report(s, code::parts_as_series, parts.where, {tree.names.front().text});
  else if (counted && tree.kind != kind::count)
    report(s, code::parts_are_counted, tree.kind_where, {tree.names.front().text, kind_word(s, tree.kind), word(s, keyword::count)});
  else if (!counted && !is_numeric(tree.kind))
    report(s, code::parts_are_numbers, tree.kind_where, {tree.names.front().text, kind_word(s, tree.kind)});
  else if (!counted && !parts.total && parts.id.text.empty() && parts.written != form::sum)
    report(s, code::parts_actions_only_summed, parts.where, {tree.names.front().text, word(s, keyword::sum)});
}

/// What a test expects of an action.
inline bool expect_action(check_state& s, const ast::expectation& e, checked::test::expectation& x) {
  std::vector<std::string> titles;
  std::vector<std::string> members;
  for (const checked::action& a : s.model.actions) {
    titles.push_back(a.title);
    if (a.title != e.action->text || a.each == ast::series::none) continue;
    for (const auto& m : a.members) {
      const std::string& slot = s.model.slots[m.slot].name;
      members.push_back(slot.substr(slot.rfind('.') + 1));
    }
  }
  if (!position_in(titles, e.action->text)) {
    if (s.unread_texts.contains(e.action->text)) return false;
    if (const auto near = suggestion(s, e.action->text, titles))
      report(s, code::misspelt_action, e.action->where, {e.action->text, *near});
    else
      report(s, code::unknown_action, e.action->where, {e.action->text, word(s, keyword::action)});
    return false;
  }
  x.what = checked::test::expectation::about::action;
  x.text = e.action->text;
  x.low = x.high = rational(1);
  if (e.written == ast::expectation::form::missing) {
    x.written = checked::test::expectation::form::missing;
    return true;
  }
  if (!e.to) return true;
  if (const auto* yes = std::get_if<bool>(&*e.to)) {
    x.low = x.high = rational(*yes ? 1 : 0);
    return true;
  }
  if (const auto* listed = std::get_if<std::vector<ast::literal>>(&*e.to)) {
    x.written = checked::test::expectation::form::members;
    for (const ast::literal& l : *listed) {
      const std::string member = as_written(s, l);
      if (!position_in(members, member)) {
        report(s, code::action_without_member, l.where, {e.action->text, member});
        return false;
      }
      x.members.push_back(member);
    }
    return true;
  }
  report(s, code::cannot_be_expected, e.where, {e.action->text});
  return false;
}

}  // namespace ancs::detail

#endif
