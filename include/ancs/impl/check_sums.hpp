// impl/check_sums.hpp: groups and criteria as a tree of maxima: what they are worth, what exclusion leaves, and that the parts add up.
#ifndef ANCS_IMPL_CHECK_SUMS_HPP
#define ANCS_IMPL_CHECK_SUMS_HPP

#include "check_intervals.hpp"
#include "check_names.hpp"
#include "check_unread.hpp"

namespace ancs::detail {

inline void check_step_multiple(check_state& s, const rational& points, span where) {
  if (!s.model.rounds || (points / s.model.step).is_integer()) return;
  report(s, code::not_a_multiple_of_step, where,
         {as_written(s, points), as_written(s, s.model.step), as_written(s, points.rounded(s.model.step, rounding_mode::half_up))});
}

/// Maximum and floor of a group or criterion. False where they are missing or mean nothing.
inline bool take_head(check_state& s, const ast::head& head, rational& maximum, std::optional<rational>& floor) {
  if (!head.maximum) {
    report(s, code::maximum_missing, head.id.where, {head.id.text});
    return false;
  }
  if (head.maximum->percent || head.maximum->value.sign() < 0) {
    report(s, code::maximum_not_points, head.maximum->where, {as_written(s, *head.maximum)});
    return false;
  }
  maximum = head.maximum->value;
  check_step_multiple(s, maximum, head.maximum->where);
  if (head.floor) {
    if (head.floor->percent || head.floor->value > maximum) {
      report(s, code::maximum_not_points, head.floor->where, {as_written(s, *head.floor)});
      return false;
    }
    floor = head.floor->value;
    check_step_multiple(s, *floor, head.floor->where);
  }
  return true;
}

/// The data that `met` and `assessed` without a name ask for, under the id of their criterion.
inline void declare_own_input(check_state& s, std::uint32_t index) {
  const ast::criterion& tree = *s.criteria[index].tree;
  const checked::criterion& c = s.model.criteria[index];
  const auto* assessed = std::get_if<ast::assessed_clause>(&tree.body);
  if (!std::holds_alternative<ast::met_clause>(tree.body) && !(assessed && !assessed->input)) return;
  checked::input in;
  in.name = c.id;
  in.title = c.title;
  in.type = assessed ? kind::points : kind::yes_no;
  in.first_slot = static_cast<std::uint32_t>(s.model.slots.size());
  in.criterion = index;
  in.where = c.head_where;
  checked::slot slot;
  slot.name = c.id;
  slot.input = static_cast<std::uint32_t>(s.model.inputs.size());
  slot.range = assessed ? closed(c.floor, c.maximum) : closed(0, 1);
  slot.whole = !assessed;
  slot.where = c.head_where;
  if (assessed && assessed->by) {
    const rational& by = assessed->by->value;
    if (by.sign() <= 0 || assessed->by->percent) {
      report(s, code::step_not_positive, assessed->by->where, {as_written(s, *assessed->by)});
    } else if (!(c.maximum / by).is_integer() || !(c.floor / by).is_integer()) {
      const rational& missed = (c.maximum / by).is_integer() ? c.floor : c.maximum;
      report(s, code::assessed_step_misses, assessed->by->where, {as_written(s, by), as_written(s, missed), c.id});
    } else {
      slot.whole = true;
      slot.step = by;
    }
  }
  s.criteria[index].own_input = slot.input;
  has_room_for_values(s, 1, c.head_where);
  s.model.slots.push_back(std::move(slot));
  s.model.inputs.push_back(std::move(in));
}

/// What exclusion can leave of a group's maximum, and of its points where it is rescaled.
inline void take_assessed(check_state& s, std::uint32_t index) {
  checked::group& g = s.model.groups[index];
  group_state& state = s.groups[index];
  rational within, outside;
  const auto part = [&](const rational& maximum) {
    if (maximum.sign() > 0 && (state.least_part.is_zero() || maximum < state.least_part)) state.least_part = maximum;
  };
  for (const std::uint32_t i : g.criteria) {
    const checked::criterion& c = s.model.criteria[i];
    state.rescales = state.rescales || c.may_be_excluded_within_group;
    part(c.maximum);
    if (!c.may_be_excluded) outside += c.maximum;
    if (!c.may_be_excluded && !c.may_be_excluded_within_group) within += c.maximum;
  }
  for (const std::uint32_t i : g.groups) {
    part(s.groups[i].least_part);
    outside += s.model.groups[i].least_counted, within += s.model.groups[i].least_counted;
  }
  part(g.maximum);
  g.least_assessed = within < g.maximum ? within : g.maximum;
  g.least_counted = g.least_assessed.is_zero() ? g.least_assessed : outside < g.maximum ? outside : g.maximum;
  state.counted = state.range;
  if (state.rescales && state.range.low->sign() < 0 && !state.least_part.is_zero()) state.counted.low = *state.range.low * g.maximum / state.least_part;
}

/// The column that says whether required evidence is there: `A2.evidence`.
inline std::optional<checked::required_evidence> declare_evidence(check_state& s, const std::optional<ast::evidence>& tree, const std::string& id) {
  if (!tree || !tree->required) return std::nullopt;
  checked::input in;
  in.name = id + ".evidence";
  in.title = tree->text.text;
  in.type = kind::yes_no;
  in.first_slot = static_cast<std::uint32_t>(s.model.slots.size());
  in.where = tree->where;
  checked::slot slot;
  slot.name = in.name;
  slot.input = static_cast<std::uint32_t>(s.model.inputs.size());
  slot.range = closed(0, 1);
  slot.whole = true;
  slot.pending = !tree->otherwise_none;
  slot.where = tree->where;
  has_room_for_values(s, 1, tree->where);
  s.model.slots.push_back(std::move(slot));
  s.model.inputs.push_back(std::move(in));
  return checked::required_evidence{s.model.inputs.back().first_slot, tree->where};
}

/// Parts that give `low` to `high` together inside a maximum; reported where it does not go.
inline void check_parts(check_state& s, const ast::head& head, const std::string& id, const rational& maximum, bool capped, const rational& high) {
  if (high == maximum || (capped && high > maximum)) return;
  if (capped)
    report(s, code::capped_above_parts, head.maximum->where, {id, as_written(s, maximum), as_written(s, high)});
  else
    report(s, code::parts_do_not_add_up, head.maximum->where,
           {id, as_written(s, high), as_written(s, maximum), as_written(s, (high - maximum).abs()), word(s, keyword::capped)});
}

/// Enters a criterion, or an item of `parent`, and all its items; the parser bounds the nesting.
inline void take_criterion(check_state& s, const ast::criterion& tree, std::uint32_t group, std::optional<std::uint32_t> parent = std::nullopt) {
  const auto index = static_cast<std::uint32_t>(s.criteria.size());
  const auto* items = std::get_if<ast::items_clause>(&tree.body);
  criterion_state state;
  state.tree = &tree;
  state.counts = s.groups[group].counts && !parent;
  state.information = std::holds_alternative<ast::information_clause>(tree.body);
  state.past = index + 1;
  checked::criterion c;
  c.id = tree.head.id.text;
  c.number = tree.head.number ? tree.head.number->text : c.id;
  c.title = tree.head.title ? tree.head.title->text : "";
  c.group = group;
  c.parent = parent;
  c.capped = tree.head.capped;
  for (const auto& b : tree.bases) c.bases.push_back(b.text.text);
  if (tree.evidence) c.evidence = tree.evidence->text.text;
  c.where = tree.where;
  c.head_where = tree.head.id.where;
  c.body_where = tree.body_where;
  if (state.counts && !state.information)
    for (const ast::guard& g : tree.guards)
      if (g.excluded) (g.within_group ? c.may_be_excluded_within_group : c.may_be_excluded) = true;
  s.model.excludes = s.model.excludes || c.may_be_excluded || c.may_be_excluded_within_group;
  if (state.information) {
    if (tree.head.maximum && !tree.head.maximum->value.is_zero()) {
      report(s, code::information_has_points, tree.head.maximum->where, {c.id});
      state.ok = false;
    }
  } else {
    std::optional<rational> floor;
    state.ok = take_head(s, tree.head, c.maximum, floor);
    if (floor) c.floor = *floor;
    if (c.capped && !items) report(s, code::capped_without_items, tree.head.id.where, {c.id, word(s, keyword::capped)});
  }
  if (parent)
    s.model.criteria[*parent].items.push_back(index);
  else
    s.model.groups[group].criteria.push_back(index);
  if (state.information && tree.evidence && tree.evidence->required) {
    report(s, code::evidence_of_information, tree.evidence->where, {c.id, word(s, keyword::required)});
  } else if ((c.required = declare_evidence(s, tree.evidence, c.id))) {
    state.evidence_input = s.model.slots[c.required->slot].input;
    if (c.floor.sign() > 0) report(s, code::points_below_floor, tree.evidence->where, {as_written(s, 0), as_written(s, c.floor), c.id});
  }
  s.criteria.push_back(state);
  s.model.criteria.push_back(std::move(c));
  if (state.ok) declare_own_input(s, index);
  if (!items) return;
  rational high;
  bool known = state.ok;
  for (const ast::criterion& item : items->items) take_criterion(s, item, group, index);
  for (const std::uint32_t item : s.model.criteria[index].items) {
    known = known && s.criteria[item].ok;
    high += s.model.criteria[item].maximum;
  }
  s.criteria[index].past = static_cast<std::uint32_t>(s.criteria.size());
  const checked::criterion& made = s.model.criteria[index];
  if (known) check_parts(s, tree.head, made.id, made.maximum, made.capped, high);
}

/// Enters a group and all inside it; the parser bounds the nesting.
inline void take_group(check_state& s, const ast::group& tree, std::optional<std::uint32_t> parent) {
  const auto index = static_cast<std::uint32_t>(s.groups.size());
  group_state state;
  state.tree = &tree;
  checked::group g;
  g.id = tree.head.id.text;
  g.number = tree.head.number ? tree.head.number->text : g.id;
  g.title = tree.head.title ? tree.head.title->text : "";
  g.capped = tree.head.capped;
  g.parent = parent;
  g.block = parent ? s.model.groups[*parent].block : tree.written;
  for (const auto& b : tree.bases) g.bases.push_back(b.text.text);
  g.where = tree.where;
  g.head_where = tree.head.id.where;
  state.counts = g.block == ast::group::block::group;
  state.ok = (tree.head.maximum || !is_unread(s.tree.unread, tree.where)) && take_head(s, tree.head, g.maximum, g.floor);
  state.first_criterion = static_cast<std::uint32_t>(s.criteria.size());
  if (parent && tree.written != ast::group::block::group) not_supported(s, tree.head.id.where, keyword::bonus);
  if (tree.evidence) g.evidence = tree.evidence->text.text;
  if ((g.required = declare_evidence(s, tree.evidence, g.id))) state.evidence_input = s.model.slots[g.required->slot].input;
  if (parent) s.model.groups[*parent].groups.push_back(index);
  s.groups.push_back(state);
  s.model.groups.push_back(std::move(g));
  for (const ast::group_member& member : tree.members) {
    if (const auto* c = std::get_if<ast::criterion>(&member)) take_criterion(s, *c, index);
    if (const auto* inner = std::get_if<ast::group>(&member)) take_group(s, *inner, index);
  }
  s.groups[index].past_criteria = static_cast<std::uint32_t>(s.criteria.size());

  // What its parts can give; the group itself never passes its maximum, nor falls below its floor.
  const checked::group& made = s.model.groups[index];
  rational low, high;
  bool known = s.groups[index].ok && !is_unread(s.tree.unread, tree.where);
  for (const std::uint32_t c : made.criteria) {
    known = known && s.criteria[c].ok;
    low += least_points(s.model.criteria[c]), high += s.model.criteria[c].maximum;
  }
  for (const std::uint32_t inner : made.groups) {
    known = known && s.groups[inner].ok;
    low += s.groups[inner].counted.low.value_or(0), high += s.model.groups[inner].maximum;
  }
  if (made.floor && low < *made.floor) low = *made.floor;
  s.groups[index].range = closed(low < made.maximum ? low : made.maximum, made.maximum);
  // Without its evidence a group gives nothing.
  if (made.required) s.groups[index].range = hull(s.groups[index].range, exactly(0));
  take_assessed(s, index);
  if (!known) {
    s.groups[index].ok = false;
    return;
  }
  check_parts(s, tree.head, made.id, made.maximum, made.capped, high);
}

inline void check_sums(check_state& s) {
  rational high, least_part;
  bool known = s.maximum_known && !s.partial;
  interval total = exactly(0), outside = exactly(0);
  for (std::uint32_t i = 0; i < s.groups.size(); ++i) {
    const checked::group& g = s.model.groups[i];
    if (g.parent) continue;
    if (s.groups[i].counts) {
      known = known && s.groups[i].ok;
      high += g.maximum;
      total = sum_of(total, s.groups[i].counted);
      s.model.least_assessed += g.least_counted;
      if (s.groups[i].least_part.sign() > 0 && (least_part.is_zero() || s.groups[i].least_part < least_part)) least_part = s.groups[i].least_part;
    } else {
      outside = sum_of(outside, g.block == ast::group::block::penalty ? negated(s.groups[i].range) : s.groups[i].range);
    }
  }
  s.total_range = total;
  s.total_with_all_range = sum_of(total, outside);
  s.total_rescaled_range = total;
  if (s.model.excludes && total.low && total.low->sign() < 0 && least_part.sign() > 0)
    s.total_rescaled_range.low = (*total.low * s.model.maximum / least_part).floor() - s.model.step;
  s.total_outside_range = outside;
  if (known && high != s.model.maximum)
    report(s, code::groups_do_not_add_up, s.header->maximum->where,
           {as_written(s, high), as_written(s, s.model.maximum), as_written(s, (high - s.model.maximum).abs())});
}

}  // namespace ancs::detail

#endif
