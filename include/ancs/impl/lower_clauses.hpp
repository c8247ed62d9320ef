// lower_clauses.hpp: the criteria of a checked model to graph: guards, clauses, and what explanations show of them.
#ifndef ANCS_IMPL_LOWER_CLAUSES_HPP
#define ANCS_IMPL_LOWER_CLAUSES_HPP

#include <algorithm>
#include <utility>
#include <variant>
#include <vector>

#include "lower_formula.hpp"
#include "program_data.hpp"

namespace ancs::detail {

/// Lowers criteria one by one, in the order of the model, into `out_.criterion_plans`.
class clause_lowering {
 public:
  clause_lowering(const checked::model& model, const source& text) : model_(model), text_(text), terms_(model) {}

  void criterion(const checked::criterion& c) {
    criterion_plan plan;
    plan.floor = c.floor;
    plan.text = quote(c.body_where);
    quantity points = std::visit([&](const auto& body) { return clause(c, body, plan); }, c.body);
    if (per_criterion()) points = terms_.rounded(points, model_.step, model_.mode);
    for (auto g = c.guards.rbegin(); g != c.guards.rend(); ++g) {
      const node_id holds = terms_.condition(g->condition);
      points = terms_.choose(holds, constant(final_points(g->gives)), points);
      plan.guards.push_back({holds, g->not_applicable, g->excluded, g->within_group, quote(g->where), show(model_, g->condition, terms_)});
    }
    std::reverse(plan.guards.begin(), plan.guards.end());
    const std::size_t index = out_.criterion_plans.size();
    if (c.may_be_excluded) terms_.excluded_from_model[index] = excluded(plan, false);
    if (c.may_be_excluded_within_group) terms_.excluded_from_group[index] = excluded(plan, true);
    points = terms_.divided(points);
    if (!points.numerator.is_constant()) {
      const node_id id = build().materialise(points.numerator);
      node& n = build().at(id);
      if (n.name.empty()) n.name = c.id;
      if (n.what != node_op::input) {
        // A register may serve two criteria; only what holds for both is kept.
        const bool excludable = c.may_be_excluded || c.may_be_excluded_within_group;
        const rational low = (excludable && c.floor.sign() > 0 ? rational(0) : c.floor) * n.scale, high = c.maximum * n.scale;
        if (n.low && *n.low < low && !n.proven_low) n.proven_low = low;
        if ((!n.high || *n.high > high) && !n.proven_high) n.proven_high = high;
        if (!n.low && !n.proven_low) n.proven_low = low;
      }
      points = terms_.plain(build().atom(id));
    }
    plan.points = points;
    terms_.criteria[out_.criterion_plans.size()] = points;
    out_.criterion_plans.push_back(std::move(plan));
  }

 protected:
  graph_builder& build() { return terms_.builder(); }

  /// 1 where the guard that decides excludes the criterion from the model, or within its group; else 0.
  affine excluded(const criterion_plan& plan, bool within_group) {
    affine decided;
    for (auto g = plan.guards.rbegin(); g != plan.guards.rend(); ++g) {
      const bool so = g->excluded && g->within_group == within_group;
      if (so && decided == affine{}) decided = build().atom(g->condition);
      else decided = build().select(g->condition, {so ? 1 : 0, {}}, decided);
    }
    return decided;
  }

  sentence quote(span where) const {
    sentence s;
    s.where = where;
    s.place = text_.position_of(where.begin);
    if (text_.is_appended(where.begin)) s.file = text_.name_at(where.begin);
    bool space = false;
    for (const char c : text_.at(where)) {
      if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
        space = !s.text.empty();
      } else {
        if (space) s.text += ' ';
        space = false;
        s.text += c;
      }
    }
    return s;
  }

  bool per_criterion() const { return model_.rounds && model_.stage == ast::rounding_stage::per_criterion; }
  /// A row's points as the criterion ends up with them: rounding a constant now saves rounding every unit.
  rational final_points(const rational& gives) const { return per_criterion() ? gives.rounded(model_.step, model_.mode) : gives; }
  quantity constant(const rational& value) const { return {{value, {}}, {1, {}}}; }

  const checked::model& model_;
  const source& text_;
  term_lowering terms_;
  program_data out_;

 private:
  quantity clause(const checked::criterion&, const checked::information_clause&, criterion_plan&) { return constant(0); }

  quantity clause(const checked::criterion&, const checked::award_clause& body, criterion_plan& plan) {
    plan.written = criterion_plan::body::awards;
    affine points;
    for (const auto& a : body.awards) {
      const node_id holds = terms_.condition(a.condition);
      points = build().sum(points, build().atom(holds), a.gives);
      row_plan row;
      row.text = row.head = quote(a.where);
      row.shown = show(model_, a.condition, terms_);
      row.effect = terms_.plain(build().times(build().atom(holds), a.gives));
      plan.rows.push_back(std::move(row));
    }
    return terms_.plain(points);
  }

  void rows(const std::vector<checked::row>& rows, criterion_plan& plan) {
    for (const auto& r : rows) {
      row_plan row;
      row.text = quote(r.where);
      row.head = quote(r.head);
      plan.rows.push_back(std::move(row));
    }
  }

  static std::vector<node_id> registers_of(const affine& top, const affine& bottom) {
    std::vector<node_id> all;
    for (const auto* part : {&top, &bottom})
      for (const auto& t : part->terms)
        if (std::find(all.begin(), all.end(), t.first) == all.end()) all.push_back(t.first);
    return all;
  }

  /// Points by which of the ascending pieces the quantity falls in.
  quantity banded(const quantity& of, const std::vector<checked::piece>& pieces) {
    if (of.numerator.is_constant() && terms_.is_plain(of)) return banded_constant(of.numerator.constant / of.denominator.constant, pieces);
    affine top = of.numerator, bottom = of.denominator;
    std::vector<node_id> atoms = registers_of(top, bottom);
    // A band table reads two registers; more are first brought together into one each.
    if (atoms.size() > 2) {
      top = build().as_atom(top);
      bottom = build().as_atom(bottom);
      atoms = registers_of(top, bottom);
    }
    node n;
    n.what = node_op::bands;
    n.args = atoms;
    rational scale = final_points(pieces.front().gives).denominator();
    for (const auto& p : pieces) scale = least_common_multiple(scale, final_points(p.gives).denominator());
    n.scale = scale;
    n.coefficients = {final_points(pieces.front().gives) * scale};
    rational last = final_points(pieces.front().gives);
    for (std::size_t i = 1; i < pieces.size(); ++i) {
      const rational gives = final_points(pieces[i].gives);
      if (gives == last) continue;
      affine form = build().sum(top, bottom, -*pieces[i].low);
      const rational k = build().whole_factor(form);
      cut c;
      for (const auto& [id, coefficient] : form.terms)
        (id == atoms[0] ? c.alpha : c.beta) = coefficient * k / build().at(id).scale;
      c.gamma = form.constant * k;
      c.strict = pieces[i].low_open;
      c.adds = (gives - last) * scale;
      n.cuts.push_back(std::move(c));
      last = gives;
    }
    if (n.cuts.empty()) return constant(last);
    return terms_.plain(build().atom(build().add(std::move(n))));
  }
  quantity banded_constant(const rational& value, const std::vector<checked::piece>& pieces) {
    rational gives = final_points(pieces.front().gives);
    for (std::size_t i = 1; i < pieces.size(); ++i)
      if (pieces[i].low_open ? value > *pieces[i].low : value >= *pieces[i].low) gives = final_points(pieces[i].gives);
    return constant(gives);
  }

  quantity clause(const checked::criterion&, const checked::bands_clause& body, criterion_plan& plan) {
    plan.written = criterion_plan::body::bands;
    plan.shown = show(model_, body.of, terms_);
    rows(body.rows, plan);
    for (const auto& p : body.pieces) plan.pieces.push_back({p.low, p.low_open, p.row, final_points(p.gives)});
    return banded(scaled_down(body.of, body.scale, plan), body.pieces);
  }

  /// A value as it is held against limits: where they are multiplied by a factor, the value divided by it instead.
  quantity scaled_down(const checked::term& of, const std::optional<checked::term>& scale, criterion_plan& plan) {
    quantity q = terms_.of(of);
    if (!scale) return q;
    plan.scale = show(model_, *scale, terms_);
    const quantity k = terms_.of(*scale);
    return {build().multiply(q.numerator, k.denominator), build().multiply(q.denominator, k.numerator)};
  }

  quantity clause(const checked::criterion&, const checked::steps_clause& body, criterion_plan& plan) {
    plan.written = criterion_plan::body::steps;
    plan.shown = show(model_, body.of, terms_);
    plan.steps = {body.descending, body.whole, body.base, body.gives, body.width, body.adds, body.at_most};
    const quantity x = scaled_down(body.of, body.scale, plan), base = constant(body.base);
    quantity n = body.descending ? terms_.combine(base, x, -1) : terms_.combine(x, base, -1);
    n = terms_.clamp(node_op::maximum, n, 0);
    n.numerator = build().times(n.numerator, rational(1) / body.width);
    if (body.whole) n = terms_.rounded(n, 1, rounding_mode::down);
    n.numerator = build().times(n.numerator, body.adds);
    const quantity points = terms_.combine(constant(body.gives), n, 1);
    return body.at_most ? terms_.clamp(node_op::minimum, points, *body.at_most) : points;
  }

  quantity clause(const checked::criterion& c, const checked::proportional_clause& body, criterion_plan& plan) {
    plan.written = criterion_plan::body::formula;
    plan.shown = show(model_, body.of, terms_);
    quantity q = terms_.of(body.of);
    q.numerator = build().times(q.numerator, c.maximum);
    return body.at_most ? terms_.clamp(node_op::minimum, q, *body.at_most) : q;
  }

  quantity clause(const checked::criterion&, const checked::interpolate_clause& body, criterion_plan& plan) {
    plan.written = criterion_plan::body::formula;
    plan.shown = show(model_, body.of, terms_);
    const quantity x = terms_.of(body.of);
    affine top = build().times(x.denominator, body.knots.front().gives);
    for (std::size_t i = 0; i + 1 < body.knots.size(); ++i) {
      const auto &a = body.knots[i], &b = body.knots[i + 1];
      const rational slope = (b.gives - a.gives) / (b.at - a.at);
      const quantity held = terms_.clamp(node_op::minimum, terms_.clamp(node_op::maximum, x, a.at), b.at);
      top = build().sum(top, build().sum(held.numerator, x.denominator, -a.at), slope);
    }
    return {top, x.denominator};
  }

  quantity clause(const checked::criterion&, const checked::choose_clause& body, criterion_plan& plan) {
    plan.written = criterion_plan::body::choose;
    checked::term slot;
    slot.what = checked::term_op::slot;
    slot.type = checked::kind::one_of;
    slot.index = body.slot;
    plan.shown = show(model_, slot, terms_);
    rows(body.rows, plan);
    std::vector<checked::piece> pieces;
    for (std::size_t i = 0; i < body.gives.size(); ++i) {
      pieces.push_back({i == 0 ? std::nullopt : std::optional<rational>(static_cast<std::int64_t>(i)), false, body.gives[i], body.row_of[i]});
      plan.pieces.push_back({pieces.back().low, false, body.row_of[i], {}});
    }
    return banded(terms_.of(slot), pieces);
  }

  quantity clause(const checked::criterion& c, const checked::change_clause& body, criterion_plan& plan) {
    plan.written = criterion_plan::body::changes;
    plan.adds = body.adds;
    quantity points = constant(body.start);
    for (const auto& change : body.changes) {
      row_plan row;
      row.text = row.head = quote(change.where);
      row.shown = show(model_, change.of, terms_);
      quantity events = change.when ? terms_.plain(build().atom(terms_.condition(change.of))) : terms_.of(change.of);
      if (change.whole) events = terms_.rounded(events, 1, rounding_mode::down);
      events.numerator = build().times(events.numerator, change.amount);
      if (change.at_most) events = terms_.clamp(node_op::minimum, events, *change.at_most);
      row.effect = events;
      points = terms_.combine(points, events, body.adds ? 1 : -1);
      plan.rows.push_back(std::move(row));
    }
    return terms_.clamp(node_op::maximum, points, c.floor);
  }

  quantity clause(const checked::criterion&, const checked::assessed_clause& body, criterion_plan& plan) {
    plan.written = criterion_plan::body::assessed;
    checked::term slot;
    slot.what = checked::term_op::slot;
    slot.type = checked::kind::points;
    slot.index = body.slot;
    plan.shown = show(model_, slot, terms_);
    return terms_.of(slot);
  }

  quantity clause(const checked::criterion& c, const checked::met_clause& body, criterion_plan& plan) {
    plan.written = criterion_plan::body::met;
    checked::term slot;
    slot.what = checked::term_op::slot;
    slot.type = checked::kind::yes_no;
    slot.index = body.slot;
    plan.shown = show(model_, slot, terms_);
    return terms_.plain(build().times(build().atom(terms_.slot_node(body.slot)), c.maximum));
  }

  quantity clause(const checked::criterion&, const checked::points_clause& body, criterion_plan& plan) {
    plan.written = criterion_plan::body::formula;
    plan.shown = show(model_, body.of, terms_);
    return terms_.of(body.of);
  }
};

}  // namespace ancs::detail

#endif
