// impl/check_prove.hpp: no denominator is 0, and no optional input is used before its absence is decided.
#ifndef ANCS_IMPL_CHECK_PROVE_HPP
#define ANCS_IMPL_CHECK_PROVE_HPP

#include "check_facts.hpp"

namespace ancs::detail {

/// What a term reads as in a message.
inline std::string text_of(const check_state& s, const term& t, int depth = 0) {
  const auto arg = [&](std::size_t i) {
    const bool plain =
        t.args[i].args.empty() || t.args[i].what == term_op::fall || t.args[i].what == term_op::rise || t.args[i].what == term_op::sum;
    const std::string inner = text_of(s, t.args[i], depth + 1);
    return plain ? inner : '(' + inner + ')';
  };
  const auto call = [&](keyword name) {
    std::string text = word(s, name) + '(';
    for (std::size_t i = 0; i < t.args.size() && i < 16; ++i) text += (i ? ", " : "") + text_of(s, t.args[i], depth + 1);
    return text + (t.args.size() > 16 ? ", …)" : ")");
  };
  if (depth > 6) return "…";
  switch (t.what) {
    case term_op::constant:
      return as_written(s, t.value, t.type == kind::percent);
    case term_op::slot:
      return s.model.slots[t.index].name;
    case term_op::quoted:
    case term_op::count_of:
    case term_op::run:
      return s.model.calls[t.index];
    case term_op::parameter:
      return s.model.parameters[t.index].name;
    case term_op::let:
      return s.model.lets[t.index].name;
    case term_op::criterion:
      return s.model.criteria[t.index].id;
    case term_op::group:
      return s.model.groups[t.index].id;
    case term_op::total:
      return word(s, keyword::total);
    case term_op::total_with:
      return word(s, keyword::total) + ' ' + word(s, keyword::with) + ' ' + s.model.groups[t.index].id;
    case term_op::total_with_all:
      return word(s, keyword::total) + ' ' + word(s, keyword::with) + ' ' + word(s, keyword::all);
    case term_op::total_rescaled:
      return word(s, keyword::total) + ' ' + word(s, keyword::rescaled);
    case term_op::total_rescaled_with:
      return word(s, keyword::total) + ' ' + word(s, keyword::with) + ' ' + s.model.groups[t.index].id;
    case term_op::total_rescaled_with_all:
      return word(s, keyword::total) + ' ' + word(s, keyword::with) + ' ' + word(s, keyword::all);
    case term_op::criterion_assessed:
      return word(s, keyword::maximum) + ' ' + s.model.criteria[t.index].id;
    case term_op::group_assessed:
      return word(s, keyword::maximum) + ' ' + s.model.groups[t.index].id;
    case term_op::outcome_is:
      return word(s, keyword::outcome) + " \"" + s.model.outcomes[t.index].title + '"';
    case term_op::negate:
      return '-' + arg(0);
    case term_op::add:
      return arg(0) + " + " + arg(1);
    case term_op::subtract:
      return arg(0) + " - " + arg(1);
    case term_op::multiply:
      return arg(0) + " * " + arg(1);
    case term_op::divide:
      return arg(0) + " / " + arg(1);
    case term_op::fall:
      return call(keyword::fall);
    case term_op::rise:
      return call(keyword::rise);
    case term_op::minimum_of:
      return call(keyword::minimum_of);
    case term_op::maximum_of:
      return call(keyword::maximum_of);
    case term_op::round_to:
      return call(keyword::round_to);
    case term_op::sum: {
      // A series reads as it was written: sum(x), not its months.
      const term& first = t.args.front();
      if (first.what == term_op::slot) {
        const auto& in = s.model.inputs[s.model.slots[first.index].input];
        if (in.series && in.length == t.args.size() && in.first_slot == first.index) return word(s, keyword::sum) + '(' + in.name + ')';
      }
      return call(keyword::sum);
    }
    default:
      return "…";
  }
}

/// What divides, or a divisor, as the file has it.
inline std::string division_text(const check_state& s, const term& t) {
  const auto at = s.divisions.find({t.where.begin, t.where.end});
  return at == s.divisions.end() || t.what == term_op::slot ? text_of(s, t) : as_written(s, *at->second);
}

inline std::string guard_text(const check_state& s, const std::string& condition) {
  return word(s, keyword::when) + ' ' + condition + " : " + word(s, keyword::none);
}

inline void keep_open(check_state& s, open_proof need) {
  for (const open_proof& known : *s.open)
    if (known.division == need.division && (need.division ? known.node == need.node : known.slot == need.slot)) return;
  if (s.open->size() <= limits::open_proofs) s.open->push_back(std::move(need));
}

inline void need_not_zero(check_state& s, const term& denominator, const std::string& whole, span where, std::vector<related> others = {}) {
  const analysis a = analyse(s, denominator);
  if (known_not_zero(s, a)) return;
  if (s.open) {
    keep_open(s, {true, a.node, 0, &denominator, where});
  } else if (!s.quiet_proofs) {
    const std::string text = division_text(s, denominator);
    const bool signed_value = !never_negative(a.range);
    const std::string zero = denominator.type == kind::percent ? "0%" : "0";
    const std::string condition = text + (signed_value ? " <= " : " = ") + zero;
    report(s, code::denominator_may_be_zero, where, {text, whole, guard_text(s, condition)}, std::move(others));
  }
  learn(s, a, {}, true);  // said once
}

inline void need_given(check_state& s, std::uint32_t slot, span where, std::vector<related> others = {}) {
  if (!s.model.inputs[s.model.slots[slot].input].optional || s.given.count(slot)) return;
  if (s.open) {
    keep_open(s, {false, 0, slot, nullptr, where});
  } else if (!s.quiet_proofs) {
    const std::string& name = s.model.slots[slot].name;
    report(s, code::optional_not_decided, where, {name, guard_text(s, name + ' ' + word(s, keyword::is_not_given))}, std::move(others));
  }
  if (s.given.emplace(slot, true).second) s.given_trail.push_back(slot);
}

inline void prove_let(check_state& s, const term& use) {
  for (const open_proof& need : s.let_open[use.index]) {
    if (need.division) {
      if (const auto at = s.facts.find(need.node); at != s.facts.end() && (at->second.not_zero || !contains(at->second.range, 0))) continue;
      if (!s.open && s.quiet_proofs) continue;
      if (++s.reanalysed > limits::repeated_proofs) {
        if (!s.unreached && !std::exchange(s.said_too_many, true)) report(s, code::too_much_to_prove, use.where, {s.model.lets[use.index].name, std::to_string(limits::repeated_proofs)});
        return;
      }
      need_not_zero(s, *need.denominator, s.model.lets[use.index].name, use.where,
                    {{need.where, code::needed_in_here, {s.model.lets[use.index].name}}});
    } else {
      need_given(s, need.slot, use.where, {{need.where, code::needed_in_here, {s.model.lets[use.index].name}}});
    }
  }
}

/// True if something in the term has no value under all circumstances.
inline bool needs_proof(const check_state& s, const term& t) {
  if (t.what == term_op::divide || t.what == term_op::fall || t.what == term_op::rise) return true;
  if (t.what == term_op::slot) return s.model.inputs[s.model.slots[t.index].input].optional;
  if (t.what == term_op::let) return !s.let_open[t.index].empty();
  return std::any_of(t.args.begin(), t.args.end(), [&](const term& arg) { return needs_proof(s, arg); });
}

/// Shows of every part of the term, under what is known here, that it has a value; reports what cannot be shown. The right
/// side of `and` may rely on the left one, that of `or` on its opposite, a chosen value on its condition.
inline void prove(check_state& s, const term& t) {
  switch (t.what) {
    case term_op::slot:
      return need_given(s, t.index, t.where);
    case term_op::let:
      return prove_let(s, t);
    case term_op::logical_and:
    case term_op::logical_or: {
      const fact_scope here(s);
      std::size_t last = t.args.size();
      while (last > 0 && !needs_proof(s, t.args[last - 1])) --last;
      for (std::size_t i = 0; i < last; ++i) {
        prove(s, t.args[i]);
        if (i + 1 < last) assume(s, t.args[i], t.what == term_op::logical_and);
      }
      return;
    }
    case term_op::select: {
      const fact_scope here(s);
      for (std::size_t i = 0; i + 1 < t.args.size(); i += 2) {
        prove(s, t.args[i]);
        {
          const fact_scope chosen(s);
          assume(s, t.args[i], true);
          prove(s, t.args[i + 1]);
        }
        assume(s, t.args[i], false);
      }
      return prove(s, t.args.back());
    }
    default:
      break;
  }
  for (const term& arg : t.args) prove(s, arg);
  if (t.what == term_op::divide || t.what == term_op::fall || t.what == term_op::rise) need_not_zero(s, t.args[1], division_text(s, t), t.where);
}

}  // namespace ancs::detail

#endif
