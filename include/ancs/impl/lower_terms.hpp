// lower_terms.hpp: checked terms to graph: numbers as quotients of linear forms, conditions as 0/1 registers.
#ifndef ANCS_IMPL_LOWER_TERMS_HPP
#define ANCS_IMPL_LOWER_TERMS_HPP

#include <optional>
#include <string>
#include <vector>

#include "../checked.hpp"
#include "graph_builder.hpp"

namespace ancs::detail {

/// Lowers terms. Criteria, groups and totals are filled in by the model's lowering before terms may refer to them.
class term_lowering {
 public:
  explicit term_lowering(const checked::model& model) : model_(model) {
    lets_.resize(model.lets.size());
    conditions_.resize(model.lets.size(), no_node);
    slot_nodes_.resize(model.slots.size(), no_node);
    given_nodes_.resize(model.slots.size(), no_node);
    parameter_nodes_.resize(model.parameters.size(), no_node);
  }

  graph_builder& builder() { return build_; }
  node_id slot_node(std::uint32_t slot) {
    node_id& id = slot_nodes_[slot];
    if (id != no_node) return id;
    node n;
    n.what = node_op::input;
    n.index = slot;
    n.scale = slot_scale(slot);
    n.name = model_.slots[slot].name;
    const auto& range = model_.slots[slot].range;
    if (range.low) n.low = *range.low * n.scale;
    if (range.high) n.high = *range.high * n.scale;
    return id = build_.add(std::move(n));
  }
  node_id given_node(std::uint32_t slot) {
    node_id& id = given_nodes_[slot];
    if (id != no_node) return id;
    node n;
    n.what = node_op::given;
    n.index = slot;
    n.name = model_.slots[slot].name + " given";
    return id = build_.add(std::move(n));
  }
  node_id parameter_node(std::uint32_t parameter) {
    node_id& id = parameter_nodes_[parameter];
    if (id != no_node) return id;
    const auto& p = model_.parameters[parameter];
    node n;
    n.what = node_op::parameter;
    n.index = parameter;
    n.scale = parameter_scale(parameter);
    n.name = p.name;
    n.coefficients = {p.value * n.scale};
    n.low = p.low * n.scale;
    n.high = p.high * n.scale;
    return id = build_.add(std::move(n));
  }
  node_id known_parameter_node(std::uint32_t parameter) const { return parameter_nodes_[parameter]; }
  /// A host's values may be as fine as the file's own, and always two decimals (of a percent, one).
  rational parameter_scale(std::uint32_t parameter) const {
    const auto& p = model_.parameters[parameter];
    rational scale = p.type == checked::kind::percent ? 1000 : 100;
    for (const auto* v : {&p.value, &p.low, &p.high}) scale = least_common_multiple(scale, v->denominator());
    return scale;
  }
  node_id known_given_node(std::uint32_t slot) const { return given_nodes_[slot]; }

  /// Registers of a slot hold its value times this: its step where it has one, else six decimals.
  rational slot_scale(std::uint32_t slot) const {
    const auto& s = model_.slots[slot];
    if (s.whole && !s.step.is_zero() && (rational(1) / s.step).is_integer()) return rational(1) / s.step;
    if (s.whole && s.step.is_integer()) return 1;
    return 1000000;
  }

  quantity of(const checked::term& t) {
    using enum checked::term_op;
    switch (t.what) {
      case constant: return {{t.value, {}}, {1, {}}};
      case slot: return plain(build_.atom(slot_node(t.index)));
      case parameter: return plain(build_.atom(parameter_node(t.index)));
      case let: {
        auto& known = lets_[t.index];
        if (!known) known = of(model_.lets[t.index].value);
        return *known;
      }
      case criterion: return criteria[t.index];
      case group: return groups[t.index];
      case total: return total_points;
      case total_with: return final_total(combine(unrounded_total, signed_group(t.index), 1));
      case total_with_all: return total_with_all_points;
      case total_rescaled: return rescaled_total;
      case total_rescaled_with: return final_total(combine(unrounded_rescaled, signed_group(t.index), 1));
      case total_rescaled_with_all: return rescaled_with_all;
      case criterion_assessed: {
        const auto& c = model_.criteria[t.index];
        return plain(build_.sum({c.maximum, {}}, build_.sum(excluded_from_model[t.index], excluded_from_group[t.index]), -c.maximum));
      }
      case group_assessed: return plain(assessed[t.index]);
      case total_assessed: return plain(assessed_total);
      case negate: {
        quantity q = of(t.args[0]);
        q.numerator = build_.times(q.numerator, -1);
        return q;
      }
      case checked::term_op::add: return combine(of(t.args[0]), of(t.args[1]), 1);
      case subtract: return combine(of(t.args[0]), of(t.args[1]), -1);
      case multiply: {
        const quantity a = of(t.args[0]), b = of(t.args[1]);
        return {build_.multiply(a.numerator, b.numerator), build_.multiply(a.denominator, b.denominator)};
      }
      case divide: return quotient(of(t.args[0]), of(t.args[1]));
      case fall:
      case rise: {
        const quantity current = of(t.args[0]), baseline = of(t.args[1]);
        const quantity change = t.what == fall ? combine(baseline, current, -1) : combine(current, baseline, -1);
        return quotient(change, baseline);
      }
      case sum: {
        quantity q = of(t.args[0]);
        for (std::size_t i = 1; i < t.args.size(); ++i) q = combine(q, of(t.args[i]), 1);
        return q;
      }
      case minimum_of:
      case maximum_of: {
        std::vector<quantity> all;
        for (const auto& a : t.args) all.push_back(of(a));
        return extreme(t.what == minimum_of ? node_op::minimum : node_op::maximum, all);
      }
      case quoted: return of(t.args[0]);
      case checked::term_op::working_index: return index_of_day(of(t.args[0]));
      case checked::term_op::working_day: return day_of_index(of(t.args[0]));
      case count_of:
      case run: {
        affine held;
        std::vector<node_id> last;
        for (std::size_t i = t.args.size(); i-- > 0;) {
          const node_id holds = condition(t.args[i]);
          last = t.what == run && !last.empty() ? std::vector<node_id>{build_.all_of({last.front(), holds})} : std::vector<node_id>{holds};
          held = build_.sum(held, build_.atom(last.front()));
        }
        return plain(std::move(held));
      }
      case round_to: return rounded(of(t.args[0]), t.value, rounding_mode::half_up);
      case checked::term_op::select: return selection(t);
      default: return plain(build_.atom(condition(t)));
    }
  }

  node_id condition(const checked::term& t) {
    using enum checked::term_op;
    const auto compare = [&](comparison how, bool turned) {
      return build_.test(difference(of(t.args[turned ? 1 : 0]), of(t.args[turned ? 0 : 1])), how);
    };
    const auto each = [&] {
      std::vector<node_id> all;
      for (const auto& a : t.args) all.push_back(condition(a));
      return all;
    };
    switch (t.what) {
      case constant: return build_.truth(!t.value.is_zero());
      case slot: return slot_node(t.index);
      case given: return given_node(t.index);
      case veto: return vetoes[t.index];
      case any_veto: return build_.any_of(vetoes);
      case excluded: return build_.materialise(build_.sum(excluded_from_model[t.index], excluded_from_group[t.index]), 1);
      case outcome_is: return build_.test(build_.sum(build_.atom(levels[t.index]), {t.value, {}}, -1), comparison::equal);
      case outcome_from: {
        // The register is negative where the unit is not yet assessed: then no level is reached.
        const affine level = build_.atom(levels[t.index]);
        return build_.all_of({build_.test(level, comparison::at_least), build_.test(build_.sum({t.value, {}}, level, -1), comparison::at_least)});
      }
      case let: {
        node_id& known = conditions_[t.index];
        if (known == no_node) known = condition(model_.lets[t.index].value);
        return known;
      }
      case equal: return compare(comparison::equal, false);
      case not_equal: return compare(comparison::not_equal, false);
      case greater_equal: return compare(comparison::at_least, false);
      case greater: return compare(comparison::above, false);
      case less_equal: return compare(comparison::at_least, true);
      case less: return compare(comparison::above, true);
      case logical_not: return build_.negation(condition(t.args[0]));
      case logical_and: return build_.all_of(each());
      case logical_or: return build_.any_of(each());
      case at_least_of: {
        affine held{-t.value, {}};
        for (node_id id : each()) held = build_.sum(held, build_.atom(id));
        return build_.test(held, comparison::at_least);
      }
      case checked::term_op::select: {
        const quantity q = selection(t);
        return build_.test(build_.sum(q.numerator, {1, {}}, -1), comparison::at_least);
      }
      default: return build_.truth(false);
    }
  }

  // ---- arithmetic on quantities ----

  static quantity plain(affine a) { return {std::move(a), {1, {}}}; }
  static bool is_plain(const quantity& q) { return q.denominator.is_constant(); }

  quantity combine(const quantity& a, const quantity& b, const rational& times) {
    if (a.denominator == b.denominator) return {build_.sum(a.numerator, b.numerator, times), a.denominator};
    return {build_.sum(build_.multiply(a.numerator, b.denominator), build_.multiply(b.numerator, a.denominator), times),
            build_.multiply(a.denominator, b.denominator)};
  }
  /// A form with the sign of a - b (both denominators are positive).
  affine difference(const quantity& a, const quantity& b) {
    if (a.denominator == b.denominator) return build_.sum(a.numerator, b.numerator, -1);
    return build_.sum(build_.multiply(a.numerator, b.denominator), build_.multiply(b.numerator, a.denominator), -1);
  }
  quantity quotient(const quantity& a, const quantity& b) {
    affine n = build_.multiply(a.numerator, b.denominator);
    affine d = build_.multiply(a.denominator, b.numerator);
    const node_range r = build_.range_of(d);
    if (r.high && r.high->sign() <= 0 && !(r.low && r.low->sign() >= 0)) {
      n = build_.times(n, -1);
      d = build_.times(d, -1);
    } else if (!r.low || r.low->sign() < 0) {
      // The sign of the denominator is only known with the data.
      const node_id top = build_.materialise(n), bottom = build_.materialise(d);
      node turned;
      turned.what = node_op::negative_if;
      turned.scale = build_.at(top).scale;
      turned.whole = build_.at(top).whole;
      turned.args = {top, bottom};
      node positive;
      positive.what = node_op::absolute;
      positive.scale = build_.at(bottom).scale;
      positive.whole = build_.at(bottom).whole;
      positive.args = {bottom};
      n = build_.atom(build_.add(std::move(turned)));
      d = build_.atom(build_.add(std::move(positive)));
    }
    if (d.is_constant() && !d.constant.is_zero()) return plain(build_.times(n, rational(1) / d.constant));
    return {std::move(n), std::move(d)};
  }

  quantity extreme(node_op what, const std::vector<quantity>& all) {
    bool same = true;
    for (const auto& q : all) same = same && q.denominator == all.front().denominator;
    if (same) {
      std::vector<affine> forms;
      for (const auto& q : all) forms.push_back(q.numerator);
      return {build_.extreme(what, forms), all.front().denominator};
    }
    quantity best = all.front();
    for (std::size_t i = 1; i < all.size(); ++i) {
      const affine gap = what == node_op::minimum ? difference(all[i], best) : difference(best, all[i]);
      best = choose(build_.test(gap, comparison::at_least), best, all[i]);
    }
    return best;
  }
  /// The smaller (or larger) of the quantity and a constant.
  quantity clamp(node_op what, const quantity& q, const rational& limit) {
    return {build_.extreme(what, {q.numerator, build_.times(q.denominator, limit)}), q.denominator};
  }
  quantity choose(node_id condition, const quantity& yes, const quantity& no) {
    if (yes.denominator == no.denominator) return {build_.select(condition, yes.numerator, no.numerator), yes.denominator};
    return {build_.select(condition, yes.numerator, no.numerator), build_.select(condition, yes.denominator, no.denominator)};
  }

  /// Rounded to a multiple of step. A quantity whose values are all multiples already stays as it is.
  quantity rounded(const quantity& q, const rational& step, rounding_mode mode) {
    if (is_plain(q) && is_multiple(q.numerator, step)) return q;
    node n;
    n.what = node_op::round_divide;
    n.mode = mode;
    n.scale = rational(1) / step;
    // A single register goes in as it is; its coefficient joins the factor.
    const bool single = q.numerator.constant.is_zero() && q.numerator.terms.size() == 1 && q.numerator.terms[0].second.sign() > 0;
    const node_id top = single ? q.numerator.terms[0].first : build_.materialise(q.numerator);
    n.args = {top};
    // value / step = (top / scale_top) / (bottom / scale_bottom) / step
    rational factor = rational(1) / (build_.at(top).scale * step);
    if (single) factor *= q.numerator.terms[0].second;
    if (is_plain(q)) {
      factor /= q.denominator.constant;
    } else {
      const node_id bottom = build_.materialise(q.denominator);
      n.args.push_back(bottom);
      factor *= build_.at(bottom).scale;
    }
    n.coefficients = {factor.numerator(), factor.denominator()};
    return plain(build_.atom(build_.add(std::move(n))));
  }
  bool is_multiple(const affine& a, const rational& step) const {
    if (!(a.constant / step).is_integer()) return false;
    for (const auto& [id, c] : a.terms)
      if (!build_.at(id).whole || !(c / build_.at(id).scale / step).is_integer()) return false;
    return true;
  }

  /// The quantity divided out, as one register that only the rational arithmetic holds.
  quantity divided(const quantity& q) {
    if (is_plain(q)) return q.denominator.constant == 1 ? q : plain(build_.times(q.numerator, rational(1) / q.denominator.constant));
    node n;
    n.what = node_op::divide;
    n.whole = false;
    const node_id top = build_.materialise(q.numerator), bottom = build_.materialise(q.denominator);
    n.args = {top, bottom};
    n.scale = build_.at(top).scale / build_.at(bottom).scale;
    return plain(build_.atom(build_.add(std::move(n))));
  }

  /// A block as it enters `total with`: what a penalty takes counts negative.
  quantity signed_group(std::uint32_t group) const {
    quantity q = groups[group];
    if (model_.groups[group].block == ast::group::block::penalty) q.numerator = build_.times(q.numerator, -1);
    return q;
  }
  /// A total as it is published: rounded where the file rounds once at the end.
  quantity final_total(const quantity& sum) {
    return model_.rounds && model_.stage == ast::rounding_stage::at_the_end ? rounded(sum, model_.step, model_.mode) : sum;
  }

  std::vector<quantity> criteria, groups;
  std::vector<node_id> vetoes, levels;
  quantity unrounded_total, total_points, total_with_all_points;
  std::vector<affine> excluded_from_model, excluded_from_group;   ///< by criterion: 0 or 1
  std::vector<affine> assessed;                                   ///< by group: what is left of its maximum
  affine assessed_total;
  quantity unrounded_rescaled, rescaled_total, rescaled_with_all;

  // ---- working days; see lower_calendar.hpp ----
  quantity index_of_day(const quantity& date);
  quantity day_of_index(const quantity& index);

 private:
  affine whole_days(const quantity& q);
  affine passed(const affine& of, std::vector<std::pair<std::int64_t, std::int64_t>> thresholds);
  affine floor_of(const affine& of, std::int64_t by, std::int64_t offset);
  quantity selection(const checked::term& t) {
    quantity result = of(t.args.back());
    for (std::size_t i = t.args.size() - 1; i >= 2; i -= 2) result = choose(condition(t.args[i - 2]), of(t.args[i - 1]), result);
    return result;
  }

  const checked::model& model_;
  graph_builder build_;
  std::vector<std::optional<quantity>> lets_;
  std::vector<node_id> conditions_;
  std::vector<node_id> slot_nodes_, given_nodes_, parameter_nodes_;
};

}  // namespace ancs::detail

#include "lower_calendar.hpp"
#endif
