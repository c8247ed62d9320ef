// explain_inl.hpp: bodies of explain.hpp: the deciding sentences, from registers.
#ifndef ANCS_IMPL_EXPLAIN_INL_HPP
#define ANCS_IMPL_EXPLAIN_INL_HPP

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "../explain.hpp"
#include "explain_actions.hpp"
#include "explain_form.hpp"
#include "explain_needs.hpp"
#include "explain_numbers.hpp"
#include "scoring.hpp"

namespace ancs {
namespace detail {

class criterion_explainer {
 public:
  criterion_explainer(const program_data& p, const register_file& registers, language in) : p_(p), registers_(registers), write_(p, registers, in), needs_(p, registers, in) {}

  std::vector<reason> reasons(const criterion_plan& plan) const {
    std::vector<reason> out;
    if (plan.not_counted != graph::no_node && registers_.holds(plan.not_counted) == truth::yes) return out;
    const truth proven = plan.evidence ? registers_.holds(plan.evidence->there) : truth::yes;
    for (const auto& g : plan.guards) {
      const truth t = registers_.holds(g.condition);
      if (t == truth::no) continue;
      out.push_back(of(g.text, write_.text(g.shown)));
      if (t != truth::yes) continue;
      // What does not apply needs no evidence.
      if (!g.not_applicable && proven != truth::yes) out.push_back(evidence(*plan.evidence, proven));
      return out;
    }
    if (proven != truth::yes) out.push_back(evidence(*plan.evidence, proven));
    if (proven == truth::no) return out;
    using enum criterion_plan::body;
    switch (plan.written) {
      case information:
      case items: break;
      case awards:
        for (const auto& r : plan.rows) {
          out.push_back(of(r.text, write_.text(r.shown)));
          out.back().needs = needs_.of_condition(r.shown);
        }
        break;
      case bands:
        out.push_back(band(plan));
        out.back().needs = needs_.of_bands(plan);
        break;
      case steps: out.push_back(of(plan.text, stepped(plan))); break;
      case met: out.push_back(of(plan.text, write_.text(plan.shown))); break;
      case choose: {
        if (!write_.is_known(plan.shown)) {
          out.push_back(of(plan.text, write_.text(plan.shown)));
          break;
        }
        const auto option = static_cast<std::size_t>(write_.value(plan.shown).to_int64().value_or(0));
        out.push_back(of(plan.rows[plan.pieces[option].row].text, write_.text(plan.shown)));
        break;
      }
      case formula:
      case assessed: out.push_back(of(plan.text, write_.with_value(plan.shown))); break;
      case changes:
        for (const auto& r : plan.rows) out.push_back(change(r, plan.adds));
        if (plan.rows.empty()) out.push_back(of(plan.text, ""));
        break;
    }
    return out;
  }

 private:
  static reason of(const sentence& s, std::string numbers) { return {s.text, s.place, std::move(numbers), s.file, {}}; }

  reason evidence(const evidence_plan& e, truth there) const {
    return of(e.text, p_.columns[e.slot].name + (there == truth::no ? write_.word(" = no", " = không") : write_.word(": not there yet", ": chưa có")));
  }

  reason change(const row_plan& r, bool adds) const {
    std::string numbers = write_.with_value(r.shown);
    const possible effect = registers_.value(r.effect);
    if (settled(effect)) {
      const rational points = adds ? *effect.low : -*effect.low;
      numbers += std::string(" → ") + (points.sign() > 0 ? "+" : points.sign() < 0 ? "−" : "") + write_.amount(points.abs(), graph::formula::unit::plain);
    }
    return of(r.text, numbers);
  }

  reason band(const criterion_plan& plan) const {
    if (!write_.is_known(plan.shown) || (plan.scale && !write_.is_known(*plan.scale))) return of(plan.text, write_.text(plan.shown));
    const rational v = write_.value(plan.shown), factor = plan.scale ? write_.value(*plan.scale) : rational(1);
    std::size_t at = 0;
    for (std::size_t i = 1; i < plan.pieces.size(); ++i)
      if (plan.pieces[i].low_open ? v > *plan.pieces[i].low * factor : v >= *plan.pieces[i].low * factor) at = i;
    // Limits are shown as they apply to this unit.
    piece_plan piece = plan.pieces[at];
    if (piece.low) *piece.low *= factor;
    std::optional<piece_plan> next;
    if (at + 1 < plan.pieces.size()) next = plan.pieces[at + 1], *next->low *= factor;
    const auto as = plan.shown.as;
    std::vector<rational> limits;
    if (piece.low) limits.push_back(*piece.low);
    if (next) limits.push_back(*next->low);
    std::string numbers = write_.with_value(plan.shown, limits);
    const bool single = piece.low && v == *piece.low && next && (*next->low - v == 1 || *next->low == v);
    if (!single) {
      const auto limit = [&](const rational& l) { return write_.amount(l, as, 12); };
      if (piece.low && next) {
        // A value between two limits reads best in the order of the line.
        const std::string shown = write_.text(plan.shown), value = write_.amount_beside(v, as, limits);
        const std::string ordered = limit(*piece.low) + (piece.low_open ? " < " : " ≤ ") + value + (next->low_open ? " ≤ " : " < ") + limit(*next->low);
        numbers = numbers == value ? ordered : numbers + "; " + ordered;
      } else if (piece.low) {
        numbers += (piece.low_open ? " > " : " ≥ ") + limit(*piece.low);
      } else if (next) {
        numbers += (next->low_open ? " ≤ " : " < ") + limit(*next->low);
      }
    }
    return of(plan.rows[piece.row].text, numbers + scaled(plan));
  }

  /// "; k = 75%": what multiplied the limits.
  std::string scaled(const criterion_plan& plan) const { return plan.scale ? "; " + write_.with_value(*plan.scale) : ""; }

  /// "(87% − 80%)/1% = 7 → 5 + 7×1 = 12, at most 10".
  std::string stepped(const criterion_plan& plan) const {
    if (!write_.is_known(plan.shown) || (plan.scale && !write_.is_known(*plan.scale))) return write_.text(plan.shown);
    const steps_plan& s = plan.steps;
    const auto as = plan.shown.as, points = graph::formula::unit::plain;
    const rational v = write_.value(plan.shown), factor = plan.scale ? write_.value(*plan.scale) : rational(1);
    const rational base = s.base * factor, width = s.width * factor;
    const rational distance = s.descending ? base - v : v - base;
    const auto limit = [&](const rational& l) { return write_.amount(l, as, 12); };
    std::string out = write_.with_value(plan.shown, {base});
    if (distance.sign() <= 0)
      return out + (s.descending ? " ≥ " : " ≤ ") + limit(base) + " → " + write_.amount(s.gives, points) + scaled(plan);
    const std::string value = write_.amount_beside(v, as, {base});
    const rational n = distance / width, taken = s.whole ? n.floor() : n;
    out += "; (" + (s.descending ? limit(base) + " − " + value : value + " − " + limit(base)) + ")/" + limit(width) + " = " + write_.amount(n, points);
    if (taken != n) out += write_.word(", whole steps: ", ", đủ bậc: ") + write_.amount(taken, points);
    const rational sum = s.gives + taken * s.adds;
    out += " → " + write_.amount(s.gives, points) + " + " + write_.amount(taken, points) + "×" + write_.amount(s.adds, points) + " = " + write_.amount(sum, points);
    if (s.at_most && sum > *s.at_most) out += write_.word(", at most ", ", không quá ") + write_.amount(*s.at_most, points);
    return out + scaled(plan);
  }

  const program_data& p_;
  const register_file& registers_;
  number_writer write_;
  needs_writer needs_;
};

/// The nearest better level that a row of its own decides, and what is short of it. Empty where the level is open, or the best.
inline level_needs needs_of_level(const program_data& p, const register_file& registers, std::size_t outcome, const outcome_result& result, language in) {
  level_needs out;
  if (!result.settled() || result.possible[0] == 0) return out;
  const auto& rows = p.outcome_plans[outcome].rows;
  const level_row_plan* best = nullptr;
  for (const auto& row : rows)
    if (row.level < result.possible[0] && row.condition != graph::no_node && (!best || row.level > best->level)) best = &row;
  if (!best) return out;
  const needs_writer write(p, registers, in);
  out.missing = write.short_of(best->shown);
  // A worse level that an earlier row gives, or a cap, stands in the way whatever the points are.
  const auto& caps = p.outcome_plans[outcome].caps;
  const auto holds = [&](const level_row_plan& row) {
    if (row.level <= best->level || row.condition == graph::no_node) return false;
    const possible v = registers.value(row.condition);
    return v.low && !v.low->is_zero();
  };
  for (const auto& row : rows) {
    if (&row == best) break;
    if (holds(row)) out.missing.push_back(write.blocked_by(row.shown));
  }
  for (const auto& row : caps)
    if (holds(row)) out.missing.push_back(write.blocked_by(row.shown));
  if (!out.missing.empty()) out.level = p.outcomes[outcome].levels[best->level];
  return out;
}

}  // namespace detail

ANCS_FUNC std::vector<level_needs> explain_levels(const program& by, const record& unit, language in) {
  const auto& data = detail::program_access::shared(by);
  detail::register_file registers;
  registers.run(by, unit, true);
  std::vector<level_needs> out;
  for (std::size_t i = 0; i < data->outcome_plans.size(); ++i) {
    outcome_result result;
    detail::levels_of(*data, i, registers, result);
    out.push_back(detail::needs_of_level(*data, registers, i, result, in));
  }
  return out;
}

ANCS_FUNC std::vector<criterion_explanation> explain(const program& by, const record& unit, language in) {
  const auto& data = detail::program_access::shared(by);
  detail::register_file registers;
  registers.run(by, unit, true);
  scorecard card;
  detail::fill_scorecard(*data, registers, unit, card);
  const detail::criterion_explainer explainer(*data, registers, in);
  std::vector<criterion_explanation> out;
  out.reserve(card.criteria.size());
  for (std::size_t i = 0; i < card.criteria.size(); ++i) {
    criterion_explanation e;
    e.result = card.criteria[i];
    e.reasons = explainer.reasons(data->criterion_plans[i]);
    using enum point_state;
    const bool counts = e.result.state != information && e.result.state != excluded && e.result.state != not_counted;
    if (counts) e.lost = data->criteria[i].maximum - e.result.points.high;
    out.push_back(std::move(e));
  }
  return out;
}

ANCS_FUNC std::string render_form(const program& by, const record& unit, const form_options& options) {
  return detail::form_writer(by, unit, options).run();
}

}  // namespace ancs

#endif
