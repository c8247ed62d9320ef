// impl/check_facts.hpp: what the declared ranges, and the conditions passed on the way, tell of a value.
#ifndef ANCS_IMPL_CHECK_FACTS_HPP
#define ANCS_IMPL_CHECK_FACTS_HPP

#include <algorithm>

#include "check_calendar.hpp"
#include "check_intervals.hpp"
#include "check_state.hpp"

namespace ancs::detail {

/// Facts gained during its life are forgotten at its end.
class fact_scope {
 public:
  explicit fact_scope(check_state& s) : s_(s), facts_(s.fact_trail.size()), given_(s.given_trail.size()), contradiction_(s.contradiction) {}
  ~fact_scope() {
    s_.contradiction = contradiction_;
    while (s_.fact_trail.size() > facts_) {
      auto& [node, before] = s_.fact_trail.back();
      if (before)
        s_.facts[node] = std::move(*before);
      else
        s_.facts.erase(node);
      s_.fact_trail.pop_back();
    }
    while (s_.given_trail.size() > given_) {
      s_.given.erase(s_.given_trail.back());
      s_.given_trail.pop_back();
    }
  }
  fact_scope(const fact_scope&) = delete;
  fact_scope& operator=(const fact_scope&) = delete;

 private:
  check_state& s_;
  std::size_t facts_, given_;
  bool contradiction_;
};

inline std::uint32_t node_of(check_state& s, term_op what, std::uint32_t index, const rational& value, std::vector<std::uint32_t> args) {
  return s.nodes.try_emplace(node_key{what, index, value, std::move(args)}, static_cast<std::uint32_t>(s.nodes.size())).first->second;
}

/// Calls back with the slots that this one is declared never to be above (or below), through others too, the nearest first;
/// `strict` where it cannot equal them.
template <class Visit>
void related_slots(const check_state& s, std::uint32_t from, bool above, const Visit& visit) {
  std::vector<checked::slot::relation> seen{{from, false}};
  for (std::size_t i = 0; i < seen.size() && seen.size() <= max_relation_steps; ++i) {
    const checked::slot& at = s.model.slots[seen[i].other];
    for (const auto& r : above ? at.up : at.down) {
      const bool strict = seen[i].strict || r.strict;
      const auto known = std::find_if(seen.begin(), seen.end(), [&](const auto& k) { return k.other == r.other && (k.strict || !strict); });
      if (known == seen.end()) seen.push_back({r.other, strict});
    }
  }
  for (std::size_t i = 1; i < seen.size(); ++i) visit(seen[i].other, seen[i].strict);
}

/// The declared range of a slot, narrowed by the inputs it is declared not to pass.
inline interval slot_range(const check_state& s, std::uint32_t slot) {
  interval range = s.model.slots[slot].range;
  related_slots(s, slot, true, [&](std::uint32_t other, bool strict) {
    const interval& above = s.model.slots[other].range;
    range = meet(range, {std::nullopt, above.high, false, above.high && (above.high_open || strict)});
  });
  related_slots(s, slot, false, [&](std::uint32_t other, bool strict) {
    const interval& below = s.model.slots[other].range;
    range = meet(range, {below.low, std::nullopt, below.low && (below.low_open || strict), false});
  });
  return range;
}

inline const term& without_lets(const check_state& s, const term& t) {
  const term* at = &t;
  for (std::size_t i = 0; i < max_relation_steps && at->what == term_op::let; ++i) at = &s.model.lets[at->index].value;
  return *at;
}

inline bool slot_never_above(const check_state& s, std::uint32_t a, std::uint32_t b, bool strictly = false) {
  bool found = a == b && !strictly;
  related_slots(s, a, true, [&](std::uint32_t other, bool strict) { found = found || (other == b && (strict || !strictly)); });
  return found;
}

/// True if declared relations show that `a` stays below `b`.
inline bool always_below(const check_state& s, const term& raw_a, const term& raw_b) {
  const term &a = without_lets(s, raw_a), &b = without_lets(s, raw_b);
  return a.what == term_op::slot && b.what == term_op::slot && slot_never_above(s, a.index, b.index, true);
}

/// True if declared relations show that `a` never passes `b`: x at most y, x of x + y with y from 0, month by month in sums.
inline bool never_above(const check_state& s, const term& raw_a, const term& raw_b, int depth = 0) {
  const term &a = without_lets(s, raw_a), &b = without_lets(s, raw_b);
  if (a.what == term_op::slot && b.what == term_op::slot) return slot_never_above(s, a.index, b.index);
  if (a.what == term_op::sum && b.what == term_op::sum && a.args.size() == b.args.size()) {
    bool all = true;
    for (std::size_t i = 0; all && i < a.args.size(); ++i)
      all = a.args[i].what == term_op::slot && b.args[i].what == term_op::slot && slot_never_above(s, a.args[i].index, b.args[i].index);
    if (all) return true;
  }
  if (depth >= 8) return false;
  const auto part_never_negative = [&](const term& part) {
    const term& p = without_lets(s, part);
    return (p.what == term_op::slot && never_negative(slot_range(s, p.index))) || (p.what == term_op::constant && p.value.sign() >= 0);
  };
  if ((b.what == term_op::add || b.what == term_op::sum) && b.args.size() <= 64) {
    std::size_t negative_possible = 0;
    for (const term& part : b.args) negative_possible += part_never_negative(part) ? 0 : 1;
    for (const term& part : b.args)
      if (negative_possible == (part_never_negative(part) ? 0u : 1u) && never_above(s, a, part, depth + 1)) return true;
  }
  return a.what == term_op::subtract && part_never_negative(a.args[1]) && never_above(s, a.args[0], b, depth + 1);
}

/// True where the points of a criterion or item are multiples of the rounding step.
inline bool rounds_here(const checked::model& m, const checked::criterion& c) {
  if (!m.rounds) return false;
  return m.stage == ast::rounding_stage::per_item || (m.stage == ast::rounding_stage::per_criterion && !c.parent);
}

inline analysis analyse(check_state& s, const term& t);

inline interval change_of(check_state& s, const term& t, const interval& current, const interval& baseline) {
  interval ratio = quotient_of(current, baseline);
  if (never_negative(baseline)) {
    if (never_above(s, t.args[0], t.args[1])) ratio = meet(ratio, {std::nullopt, rational(1), false, always_below(s, t.args[0], t.args[1])});
    if (never_above(s, t.args[1], t.args[0])) ratio = meet(ratio, {rational(1), std::nullopt, always_below(s, t.args[1], t.args[0]), false});
  }
  if (t.what == term_op::divide) return ratio;
  return t.what == term_op::fall ? difference_of(exactly(1), ratio) : difference_of(ratio, exactly(1));
}

inline analysis analyse_operator(check_state& s, const term& t, const std::vector<analysis>& args) {
  analysis a;
  switch (t.what) {
    case term_op::constant:
      a.range = exactly(t.value), a.step = t.value.abs();
      break;
    case term_op::slot: {
      a.range = slot_range(s, t.index);
      if (s.model.slots[t.index].whole) a.step = s.model.slots[t.index].step;
      break;
    }
    case term_op::parameter:
      a.range = closed(s.model.parameters[t.index].low, s.model.parameters[t.index].high);
      break;
    case term_op::criterion:
      a.range = closed(least_points(s.model.criteria[t.index]), s.model.criteria[t.index].maximum);
      if (rounds_here(s.model, s.model.criteria[t.index])) a.step = s.model.step;
      break;
    case term_op::group:
      a.range = s.groups[t.index].range;
      break;
    case term_op::total:
      a.range = s.total_range;
      break;
    case term_op::total_with_all:
      a.range = s.total_with_all_range;
      break;
    case term_op::total_rescaled:
      a.range = s.total_rescaled_range;
      break;
    case term_op::total_rescaled_with: {
      const bool taken = s.model.groups[t.index].block == ast::group::block::penalty;
      a.range = sum_of(s.total_rescaled_range, taken ? negated(s.groups[t.index].range) : s.groups[t.index].range);
      break;
    }
    case term_op::total_rescaled_with_all:
      a.range = sum_of(s.total_rescaled_range, s.total_outside_range);
      break;
    case term_op::criterion_assessed:
      a.range = closed(0, s.model.criteria[t.index].maximum);
      break;
    case term_op::group_assessed:
      a.range = closed(s.model.groups[t.index].least_assessed, s.model.groups[t.index].maximum);
      break;
    case term_op::total_assessed:
      a.range = closed(s.model.least_assessed, s.model.maximum);
      break;
    case term_op::total_with: {
      const auto& g = s.groups[t.index];
      const bool taken = s.model.groups[t.index].block == ast::group::block::penalty;
      a.range = sum_of(s.total_range, taken ? negated(g.range) : g.range);
      break;
    }
    case term_op::negate:
      a.range = negated(args[0].range), a.step = args[0].step;
      break;
    case term_op::add:
    case term_op::sum:
      a.range = args[0].range, a.step = args[0].step;
      for (std::size_t i = 1; i < args.size(); ++i) a.range = sum_of(a.range, args[i].range), a.step = common_step(a.step, args[i].step);
      break;
    case term_op::subtract:
      a.range = difference_of(args[0].range, args[1].range), a.step = common_step(args[0].step, args[1].step);
      if (never_above(s, t.args[0], t.args[1])) a.range = meet(a.range, {std::nullopt, rational(0), false, always_below(s, t.args[0], t.args[1])});
      if (never_above(s, t.args[1], t.args[0])) a.range = meet(a.range, {rational(0), std::nullopt, always_below(s, t.args[1], t.args[0]), false});
      break;
    case term_op::multiply:
      a.range = product_of(args[0].range, args[1].range);
      if (args[0].step && args[1].step) a.step = *args[0].step * *args[1].step;
      break;
    case term_op::divide:
    case term_op::fall:
    case term_op::rise:
      a.range = change_of(s, t, args[0].range, args[1].range);
      if (t.what == term_op::divide && args[0].step && is_point(args[1].range) && !args[1].range.low->is_zero())
        a.step = (*args[0].step / *args[1].range.low).abs();
      break;
    case term_op::minimum_of:
    case term_op::maximum_of: {
      a.range = args[0].range, a.step = args[0].step;
      for (std::size_t i = 1; i < args.size(); ++i) {
        interval x = a.range, y = args[i].range, either = hull(x, y),
                 both = meet({x.low, {}, x.low_open, false}, {y.low, {}, y.low_open, false});
        if (t.what == term_op::minimum_of) {
          both = meet({{}, x.high, false, x.high_open}, {{}, y.high, false, y.high_open});
          a.range = between(low_bound(either), high_bound(both));
        } else {
          a.range = between(low_bound(both), high_bound(either));
        }
        a.step = common_step(a.step, args[i].step);
      }
      break;
    }
    case term_op::round_to:
      if (args[0].range.low) a.range.low = args[0].range.low->rounded(t.value, rounding_mode::half_up);
      if (args[0].range.high) a.range.high = args[0].range.high->rounded(t.value, rounding_mode::half_up);
      a.step = t.value;
      break;
    case term_op::select:
      a.range = args.back().range, a.step = args.back().step;
      for (std::size_t i = 1; i < args.size(); i += 2) a.range = hull(a.range, args[i].range), a.step = common_step(a.step, args[i].step);
      break;
    case term_op::quoted:
      a = args[0];
      break;
    case term_op::working_index:
    case term_op::working_day: {
      const working_calendar calendar(s.model.calendar);
      const auto of = [&](const std::optional<rational>& end) -> std::optional<rational> {
        const auto whole = end ? end->floor().to_int64() : std::nullopt;
        if (!whole || *whole > 10'000'000 || *whole < -10'000'000) return std::nullopt;
        return rational(t.what == term_op::working_index ? calendar.index(*whole) : calendar.day(*whole));
      };
      a.range = {of(args[0].range.low), of(args[0].range.high), false, false}, a.step = rational(1);
      break;
    }
    case term_op::count_of:
    case term_op::run:
      a.range = closed(0, rational(static_cast<std::int64_t>(t.args.size()))), a.step = rational(1);
      break;
    default:
      break;
  }
  return a;
}

inline analysis analyse(check_state& s, const term& t) {
  analysis a;
  if (t.what == term_op::let) {
    a = s.let_known[t.index];
  } else {
    std::vector<analysis> args;
    std::vector<std::uint32_t> nodes;
    args.reserve(t.args.size());
    for (const term& arg : t.args) {
      args.push_back(analyse(s, arg));
      nodes.push_back(args.back().node);
    }
    const bool never = std::any_of(args.begin(), args.end(), [](const analysis& arg) { return is_empty(arg.range); });
    if (never)
      a.range = nothing();  // the conditions on the way leave no value
    else
      a = analyse_operator(s, t, args);
    a.node = node_of(s, t.what, t.index, t.value, std::move(nodes));
  }
  if (!s.facts.empty())
    if (const auto at = s.facts.find(a.node); at != s.facts.end()) a.range = meet(a.range, at->second.range);
  if (a.step) a.range = snapped(std::move(a.range), *a.step);
  return a;
}

inline void learn(check_state& s, const analysis& a, const interval& range, bool not_zero) {
  const auto at = s.facts.find(a.node);
  fact now = at == s.facts.end() ? fact{} : at->second;
  s.fact_trail.emplace_back(a.node, at == s.facts.end() ? std::nullopt : std::optional<fact>(now));
  now.range = meet(now.range, range);
  now.not_zero = now.not_zero || not_zero;
  // A range that was empty before is a fault of its declaration.
  interval left = meet(a.range, now.range);
  if (a.step) left = snapped(std::move(left), *a.step);
  s.contradiction = s.contradiction || (is_empty(left) && !is_empty(a.range));
  s.facts[a.node] = std::move(now);
}

inline term_op turned(term_op comparison) {
  switch (comparison) {
    case term_op::less:
      return term_op::greater;
    case term_op::less_equal:
      return term_op::greater_equal;
    case term_op::greater:
      return term_op::less;
    case term_op::greater_equal:
      return term_op::less_equal;
    default:
      return comparison;
  }
}

inline term_op opposite(term_op comparison) {
  switch (comparison) {
    case term_op::equal:
      return term_op::not_equal;
    case term_op::not_equal:
      return term_op::equal;
    case term_op::less:
      return term_op::greater_equal;
    case term_op::less_equal:
      return term_op::greater;
    case term_op::greater:
      return term_op::less_equal;
    default:
      return term_op::less;
  }
}

/// Learns about `a` from `a op b`, which holds.
inline void learn_comparison(check_state& s, const analysis& a, term_op how, const analysis& b) {
  switch (how) {
    case term_op::equal:
      return learn(s, a, b.range, false);
    case term_op::less:
      return learn(s, a, {{}, b.range.high, false, true}, false);
    case term_op::less_equal:
      return learn(s, a, {{}, b.range.high, false, b.range.high_open}, false);
    case term_op::greater:
      return learn(s, a, {b.range.low, {}, true, false}, false);
    case term_op::greater_equal:
      return learn(s, a, {b.range.low, {}, b.range.low_open, false}, false);
    default:
      break;
  }
  if (!is_point(b.range)) return;
  interval rest;
  if (a.range.low && *a.range.low == *b.range.low) rest.low = b.range.low, rest.low_open = true;
  if (a.range.high && *a.range.high == *b.range.low) rest.high = b.range.low, rest.high_open = true;
  learn(s, a, rest, b.range.low->is_zero());
}

/// From here on the condition is known to hold, or not to hold.
inline void assume(check_state& s, const term& t, bool holds, int depth = 0) {
  if (depth > 200) return;  // knowing less is sound
  switch (t.what) {
    case term_op::logical_not:
      return assume(s, t.args[0], !holds, depth + 1);
    case term_op::logical_and:
    case term_op::logical_or:
      if (holds == (t.what == term_op::logical_and) || t.args.size() == 1)
        for (const term& arg : t.args) assume(s, arg, holds, depth + 1);
      return;
    case term_op::given:
      if (holds && s.given.emplace(t.index, true).second) s.given_trail.push_back(t.index);
      return;
    case term_op::let:
      return assume(s, s.model.lets[t.index].value, holds, depth + 10);
    case term_op::equal:
    case term_op::not_equal:
    case term_op::less:
    case term_op::less_equal:
    case term_op::greater:
    case term_op::greater_equal: {
      if (t.args[0].type == kind::yes_no || t.args[0].type == kind::one_of) return;
      const term_op how = holds ? t.what : opposite(t.what);
      const analysis a = analyse(s, t.args[0]), b = analyse(s, t.args[1]);
      learn_comparison(s, a, how, b);
      learn_comparison(s, b, turned(how), a);
      return;
    }
    default:
      return;
  }
}

inline bool known_not_zero(const check_state& s, const analysis& a) {
  if (!contains(a.range, 0)) return true;
  const auto at = s.facts.find(a.node);
  return at != s.facts.end() && at->second.not_zero;
}

}  // namespace ancs::detail

#endif
