// coverage_find.hpp: what a program decides, listed once, and found again in a unit's registers.
#ifndef ANCS_IMPL_COVERAGE_FIND_HPP
#define ANCS_IMPL_COVERAGE_FIND_HPP

#include <optional>
#include <string>

#include "../coverage.hpp"
#include "registers.hpp"

namespace ancs::detail {

/// Walks over all that decides, always in one order: `visit(kind, owner, sentence, index)` for each.
template <class Visit>
void each_decision(const program_data& p, const Visit& visit) {
  using of = decision::kind;
  std::size_t next = 0;
  for (std::size_t i = 0; i < p.criterion_plans.size(); ++i) {
    const auto& plan = p.criterion_plans[i];
    const std::string& id = p.criteria[i].id;
    for (const auto& g : plan.guards) visit(of::guard, id, g.text, next++);
    for (const auto& r : plan.rows) visit(of::row, id, r.text, next++);
    if (plan.rows.empty() && plan.written != criterion_plan::body::information) visit(of::clause, id, plan.text, next++);
  }
  for (std::size_t i = 0; i < p.veto_texts.size(); ++i) visit(of::veto, p.vetoes[i].id, p.veto_texts[i], next++);
  for (std::size_t i = 0; i < p.outcome_plans.size(); ++i)
    for (const auto* rows : {&p.outcome_plans[i].rows, &p.outcome_plans[i].caps})
      for (const auto& r : *rows) visit(of::level, p.outcomes[i].title, r.text, next++);
}

/// The piece of ascending ones that holds a value.
inline std::size_t piece_of(const criterion_plan& plan, const rational& value) {
  std::size_t at = 0;
  for (std::size_t i = 1; i < plan.pieces.size(); ++i)
    if (plan.pieces[i].low_open ? value > *plan.pieces[i].low : value >= *plan.pieces[i].low) at = i;
  return at;
}

inline std::optional<rational> one_value(const register_file& registers, const graph::quantity& q) {
  const possible v = registers.value(q);
  if (v.low && v.high && *v.low == *v.high) return v.low;
  return std::nullopt;
}

/// Marks what decided one unit; `hit(index)` by the order of each_decision.
class decision_finder {
 public:
  decision_finder(const program_data& p, const register_file& registers) : p_(p), registers_(registers) {}

  template <class Hit>
  void run(const Hit& hit) const {
    std::size_t first = 0;
    for (const auto& plan : p_.criterion_plans) {
      criterion(plan, first, hit);
      const bool whole = plan.rows.empty() && plan.written != criterion_plan::body::information;
      first += plan.guards.size() + plan.rows.size() + (whole ? 1 : 0);
    }
    for (std::size_t i = 0; i < p_.veto_texts.size(); ++i)
      if (registers_.holds(p_.veto_conditions[i]) == truth::yes) hit(first + i);
    first += p_.veto_texts.size();
    for (const auto& plan : p_.outcome_plans) {
      levels(plan, first, hit);
      first += plan.rows.size() + plan.caps.size();
    }
  }

 private:
  template <class Hit>
  void criterion(const criterion_plan& plan, std::size_t first, const Hit& hit) const {
    for (std::size_t i = 0; i < plan.guards.size(); ++i) {
      const truth t = registers_.holds(plan.guards[i].condition);
      if (t == truth::yes) hit(first + i);
      if (t != truth::no) return;
    }
    first += plan.guards.size();
    if (plan.written == criterion_plan::body::information) return;
    if (plan.rows.empty()) {
      if (one_value(registers_, plan.points)) hit(first);
    } else if (!plan.pieces.empty()) {
      auto value = one_value(registers_, plan.shown.of);
      // What multiplies the limits is above 0.
      const auto factor = plan.scale ? one_value(registers_, plan.scale->of) : rational(1);
      if (value && factor) hit(first + plan.pieces[piece_of(plan, *value / *factor)].row);
    } else {
      for (std::size_t i = 0; i < plan.rows.size(); ++i) {
        const auto effect = one_value(registers_, plan.rows[i].effect);
        if (effect && !effect->is_zero()) hit(first + i);
      }
    }
  }

  template <class Hit>
  void levels(const outcome_plan& plan, std::size_t first, const Hit& hit) const {
    for (std::size_t i = 0; i < plan.rows.size(); ++i) {
      const truth t = plan.rows[i].condition == graph::no_node ? truth::yes : registers_.holds(plan.rows[i].condition);
      if (t == truth::no) continue;
      if (t == truth::unknown) return;
      hit(first + i);
      for (std::size_t c = 0; c < plan.caps.size(); ++c)
        if (plan.caps[c].level > plan.rows[i].level && registers_.holds(plan.caps[c].condition) == truth::yes)
          hit(first + plan.rows.size() + c);
      return;
    }
  }

  const program_data& p_;
  const register_file& registers_;
};

/// The data that a test of the rule file gives; what cannot be taken is put into `findings`.
inline record data_of_test(const program& of, const test_plan& test, diagnostics& findings) {
  record unit(of);
  for (const auto& [slot, value] : test.given)
    if (auto finding = unit.set(slot, value)) findings.push_back(std::move(*finding));
  return unit;
}

}  // namespace ancs::detail

#endif
