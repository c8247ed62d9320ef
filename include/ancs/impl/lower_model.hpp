// lower_model.hpp: a checked model to the data of a program: criteria, sums, outcomes and checks.
#ifndef ANCS_IMPL_LOWER_MODEL_HPP
#define ANCS_IMPL_LOWER_MODEL_HPP

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "lower_sums.hpp"

namespace ancs::detail {

class model_lowering : private sum_lowering {
 public:
  using sum_lowering::sum_lowering;

  program_data run() {
    describe();
    // Inputs come first, so that a record is loaded into registers in one sweep.
    for (std::uint32_t s = 0; s < model_.slots.size(); ++s) terms_.slot_node(s);
    terms_.criteria.resize(model_.criteria.size());
    terms_.groups.resize(model_.groups.size());
    terms_.excluded_from_model.resize(model_.criteria.size());
    terms_.excluded_from_group.resize(model_.criteria.size());
    criteria();
    sums();
    for (const auto& v : model_.vetoes) {
      terms_.vetoes.push_back(terms_.condition(v.condition));
      out_.veto_texts.push_back(quote(v.where));
    }
    out_.veto_conditions = terms_.vetoes;
    veto_bits();
    not_yet_assessed();
    for (const auto& l : model_.outcomes) outcome(l);
    cohort();
    for (const auto& a : model_.actions) action(a);
    checks();
    for (const auto& t : model_.tests) test(t);
    finish();
    return std::move(out_);
  }

 private:
  void describe() {
    out_.model_id = model_.id;
    out_.title = model_.title;
    out_.maximum = model_.maximum;
    out_.rules_digest = model_.rules_digest;
    out_.info = model_.info;
    out_.keywords = model_.keywords;
    for (const auto& in : model_.inputs) {
      for (std::uint32_t i = 0; i < in.slots; ++i) {
        const auto& slot = model_.slots[in.first_slot + i];
        input_column column;
        column.name = slot.name;
        column.title = in.title;
        column.type = static_cast<input_column::kind>(in.type);
        column.optional = in.optional;
        column.has_default = in.default_value.has_value();
        column.options = in.options;
        if (i == 0) column.from_parts = parts_of(in);
        slot_plan plan;
        plan.scale = terms_.slot_scale(in.first_slot + i).to_int64().value_or(1);
        plan.low = slot.range.low;
        plan.high = slot.range.high;
        plan.low_open = slot.range.low_open;
        plan.high_open = slot.range.high_open;
        plan.whole = slot.whole;
        plan.step = slot.step;
        plan.pending = slot.pending;
        for (const auto& r : slot.up) out_.relations.push_back({in.first_slot + i, r.other, r.strict});
        column.same_within_parent = in.same_within_parent;
        plan.optional = in.optional;
        plan.default_value = in.default_value;
        column.default_value = in.default_value;
        column.low = plan.low, column.high = plan.high;
        column.low_open = plan.low_open, column.high_open = plan.high_open;
        if (plan.whole) column.step = plan.step;
        out_.column_by_name.emplace(column.name, static_cast<std::uint32_t>(out_.columns.size()));
        out_.columns.push_back(std::move(column));
        out_.slots.push_back(std::move(plan));
      }
    }
    for (const auto& g : model_.groups) {
      group_info info;
      info.id = g.id;
      info.number = g.number;
      info.title = g.title;
      info.maximum = g.maximum;
      info.counts_in_total = g.block == ast::group::block::group;
      info.parent = g.parent ? static_cast<std::int32_t>(*g.parent) : -1;
      info.evidence = g.evidence;
      info.needs_evidence = g.required.has_value();
      info.criteria = g.criteria;
      info.groups = g.groups;
      out_.groups.push_back(std::move(info));
    }
    for (const auto& c : model_.criteria) {
      criterion_info info;
      info.id = c.id;
      info.number = c.number;
      info.title = c.title;
      info.maximum = c.maximum;
      info.group = c.group;
      info.bases = c.bases;
      info.evidence = c.evidence;
      info.information = std::holds_alternative<checked::information_clause>(c.body);
      info.needs_evidence = c.required.has_value();
      info.parent = c.parent ? static_cast<std::int32_t>(*c.parent) : -1;
      info.items = c.items;
      info.assessed = std::holds_alternative<checked::assessed_clause>(c.body);
      out_.criteria.push_back(std::move(info));
    }
    for (const auto& l : model_.outcomes) out_.outcomes.push_back({l.title, l.names});
    for (const auto& v : model_.vetoes) out_.vetoes.push_back({v.id, v.title});
    for (const auto& w : model_.warnings) out_.warnings.push_back(w.id);
    for (std::uint32_t i = 0; i < model_.parameters.size(); ++i) {
      const auto& p = model_.parameters[i];
      out_.parameters.push_back({{p.name, p.title, p.type == checked::kind::percent, p.value, p.value, p.low, p.high}, no_node, terms_.parameter_scale(i)});
    }
  }

  // ---- outcomes, checks, tests ----

  static constexpr std::size_t most_shown = 200;
  static std::size_t parts_of(const checked::term& t) {
    std::size_t n = 1;
    for (const auto& a : t.args)
      if ((n += parts_of(a)) > most_shown) break;
    return n;
  }

  void outcome(const checked::levels& l) {
    outcome_plan plan;
    const auto row_of = [&](const checked::level_row& r) {
      return level_row_plan{r.level, r.condition ? terms_.condition(*r.condition) : no_node, quote(r.where),
                            r.condition && parts_of(*r.condition) <= most_shown ? show(model_, *r.condition, terms_) : graph::formula{}};
    };
    for (const auto& r : l.rows) plan.rows.push_back(row_of(r));
    for (const auto& r : l.caps) plan.caps.push_back(row_of(r));
    affine level{static_cast<std::int64_t>(plan.rows.back().level), {}};
    for (std::size_t i = plan.rows.size(); i-- > 0;) {
      const affine gives{static_cast<std::int64_t>(plan.rows[i].level), {}};
      level = plan.rows[i].condition == no_node ? gives : build().select(plan.rows[i].condition, gives, level);
    }
    // Levels stand best first: a cap lets no better one through.
    for (const auto& cap : plan.caps)
      level = build().extreme(node_op::maximum, {level, build().times(build().atom(cap.condition), static_cast<std::int64_t>(cap.level))});
    if (out_.not_yet_assessed != no_node) level = build().select(out_.not_yet_assessed, {-2, {}}, level);
    out_.level_nodes.push_back(build().materialise(level, 1));
    terms_.levels = out_.level_nodes;
    out_.outcome_plans.push_back(std::move(plan));
  }
  /// Any of the conditions, or that nothing of the maximum is left to be assessed.
  void not_yet_assessed() {
    std::vector<node_id> any;
    for (const auto& n : model_.not_yet_assessed) {
      any.push_back(terms_.condition(n.condition));
      out_.not_yet_assessed_plans.push_back({any.back(), quote(n.where), show(model_, n.condition, terms_)});
    }
    if (model_.excludes && model_.least_assessed.is_zero() && model_.maximum.sign() > 0)
      any.push_back(build().negation(build().test(terms_.assessed_total, comparison::above)));
    if (any.empty()) return;
    const node_id either = build().any_of(any);
    if (build().known_condition(either) != false) out_.not_yet_assessed = either;
  }
  void veto_bits() {
    if (terms_.vetoes.empty() || terms_.vetoes.size() > 62) return;
    affine bits;
    for (std::size_t i = 0; i < terms_.vetoes.size(); ++i)
      bits = build().sum(bits, build().atom(terms_.vetoes[i]), rational(std::int64_t{1} << i));
    out_.veto_bits = build().materialise(bits, 1);
  }

  /// What a column takes of parts, for hosts that have their results.
  static std::optional<part_source> parts_of(const checked::input& in) {
    if (!in.from_parts) return std::nullopt;
    const ast::parts_source& from = *in.from_parts;
    part_source parts;
    parts.takes = static_cast<part_source::what>(from.written);
    parts.type = from.type.text;
    parts.title = from.title.text;
    parts.level = from.level.text;
    parts.or_better = from.or_better;
    parts.total = from.total;
    parts.name = from.id.text + (from.member ? "." + from.member->text : "");
    return parts;
  }

  void cohort() {
    if (model_.ranking) {
      const checked::ranking& ranking = *model_.ranking;
      out_.has_ranking = true;
      out_.ties_dense = ranking.ties == ast::ranking::ties::dense;
      out_.ranking.within_parent = ranking.within_parent;
      out_.ranking.within_unit_type = ranking.within_unit_type;
      out_.ranking.within_column = ranking.within;
      for (const auto* keys : {&ranking.keys, &ranking.split_by})
        for (const auto& k : *keys) out_.ranking_keys.push_back({terms_.of(k.of), k.descending});
      // The option that a unit is ranked within stands behind the keys, as data that may be missing like any other.
      if (ranking.within) out_.ranking_keys.push_back({terms_.plain(build().atom(terms_.slot_node(*ranking.within))), false});
    }
    for (const auto& q : model_.quotas) {
      quota_info quota{q.outcome, q.level, q.of, q.become, q.share, q.or_better, q.before, q.mode, q.ties_in, {}, {}, {}};
      const sentence text = quote(q.where);
      quota.sentence = text.text;
      quota.place = text.place;
      quota.file = text.file;
      out_.quotas.push_back(std::move(quota));
    }
  }

  void action(const checked::action& a) {
    action_plan plan;
    plan.text = quote(a.where);
    for (const auto& m : a.members) plan.members.push_back({terms_.condition(m.condition), m.slot, show(model_, m.condition, terms_)});
    affine bits;
    for (std::size_t i = 0; i < plan.members.size(); ++i)
      bits = build().sum(bits, build().atom(plan.members[i].condition), rational(std::int64_t{1} << std::min<std::size_t>(i, 62)));
    if (plan.members.size() <= 62) plan.bits = build().materialise(bits, 1);
    action_info info;
    info.title = a.title;
    info.each = static_cast<action_info::period>(a.each);
    for (const auto& m : a.members)
      if (a.each != ast::series::none) info.columns.push_back(m.slot);
    out_.actions.push_back(std::move(info));
    out_.action_plans.push_back(std::move(plan));
  }

  void checks() {
    for (const auto& r : model_.requirements) out_.requirements.push_back({terms_.condition(r.condition), r.title, quote(r.where)});
    for (const auto& w : model_.warnings) {
      warning_plan plan;
      plan.title = w.title;
      plan.text = quote(w.where);
      if (w.when) plan.when = terms_.condition(*w.when);
      if (!w.actual) {
        plan.condition = terms_.condition(w.stated);
      } else {
        plan.differs = true;
        plan.stated = terms_.of(w.stated);
        plan.actual = terms_.of(*w.actual);
        plan.shown = show(model_, *w.actual, terms_);
        plan.tolerance = w.tolerance;
        plan.is_rise = w.actual->what == checked::term_op::rise;
        plan.is_change = plan.is_rise || w.actual->what == checked::term_op::fall;
        if (plan.is_change) {
          plan.current = terms_.of(w.actual->args[0]);
          plan.baseline = terms_.of(w.actual->args[1]);
        }
      }
      out_.warning_plans.push_back(std::move(plan));
    }
  }

  void test(const checked::test& t) {
    test_plan plan;
    plan.title = t.title;
    plan.where = t.where;
    for (const auto& g : t.givens) plan.given.emplace_back(g.slot, g.value);
    for (const auto& e : t.expectations) {
      expectation_plan x;
      x.what = static_cast<expectation_plan::about>(e.what);
      x.written = static_cast<expectation_plan::form>(e.written);
      x.index = e.index;
      x.low = e.low;
      x.high = e.high;
      x.expected = e.text;
      x.members = e.members;
      x.text = quote(e.where);
      plan.expectations.push_back(std::move(x));
    }
    out_.tests.push_back(std::move(plan));
  }

  void finish() {
    for (std::uint32_t s = 0; s < out_.slots.size(); ++s) {
      out_.slots[s].node = terms_.slot_node(s);
      out_.slots[s].given = terms_.known_given_node(s);
    }
    for (std::uint32_t i = 0; i < out_.parameters.size(); ++i) out_.parameters[i].node = terms_.known_parameter_node(i);
    if (!open_.empty()) out_.open_rows = build().any_of(open_);
    out_.nodes = build().take();
    out_.points_scale = points_scale();
    for (const auto& n : out_.nodes) out_.node_scale.push_back(n.scale.to_int64().value_or(0));
  }

  /// 0 where some published points are not whole multiples of anything.
  std::int64_t points_scale() const {
    rational scale = 1;
    const auto include = [&](const quantity& q) {
      scale = least_common_multiple(scale, q.numerator.constant.denominator());
      for (const auto& t : q.numerator.terms) {
        const auto& n = out_.nodes[t.first];
        if (!n.whole) scale = 0;
        if (scale.is_zero()) return;
        scale = least_common_multiple(scale, (t.second / n.scale).denominator());
      }
    };
    // Items need not be whole where only their criterion is rounded.
    const auto whole_terms = [&](const quantity& q) {
      return std::all_of(q.numerator.terms.begin(), q.numerator.terms.end(), [&](const auto& t) { return out_.nodes[t.first].whole; });
    };
    for (std::size_t i = 0; i < out_.criterion_plans.size(); ++i)
      if (!scale.is_zero() && (!model_.criteria[i].parent || whole_terms(out_.criterion_plans[i].points))) include(out_.criterion_plans[i].points);
    for (const auto& g : out_.group_points)
      if (!scale.is_zero()) include(g);
    for (const auto* q : {&out_.total, &out_.total_with_all})
      if (!scale.is_zero()) include(*q);
    const auto whole = scale.to_int64();
    return whole && *whole <= 1000000000 ? *whole : 0;
  }
};

}  // namespace ancs::detail

#endif
