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

  void criteria() {
    out_.criterion_plans.resize(model_.criteria.size());
    own_.resize(model_.criteria.size());
    decided_.resize(model_.criteria.size(), no_node);
    for (std::uint32_t i = 0; i < model_.criteria.size(); ++i)
      if (!model_.criteria[i].parent) criterion(i);
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

  /// True where the points of this criterion or item are rounded, not only the sums they go into.
  bool rounds(const checked::criterion& c) const {
    if (!model_.rounds) return false;
    return model_.stage == ast::rounding_stage::per_item || (model_.stage == ast::rounding_stage::per_criterion && !c.parent);
  }
  /// A row's points as the criterion ends up with them: rounding a constant now saves rounding every unit.
  rational final_points(const checked::criterion& c, const rational& gives) const {
    return rounds(c) ? gives.rounded(model_.step, model_.mode) : gives;
  }
  std::optional<evidence_plan> evidence(const std::optional<checked::required_evidence>& of) {
    if (!of) return std::nullopt;
    const node_id there = terms_.slot_node(of->slot);
    if (model_.slots[of->slot].pending) open_.push_back(build().negation(there));
    return evidence_plan{of->slot, there, quote(of->where)};
  }
  quantity constant(const rational& value) const { return {{value, {}}, {1, {}}}; }

  const checked::model& model_;
  const source& text_;
  term_lowering terms_;
  program_data out_;
  std::vector<node_id> open_;  ///< each says of a unit that the rules leave something open

 private:
  // ---- a criterion: its clause, then what stands above it, from the last to the first ----

  void criterion(std::uint32_t index) {
    const checked::criterion& c = model_.criteria[index];
    criterion_plan plan;
    plan.floor = c.floor;
    plan.text = quote(c.body_where);
    plan.evidence = evidence(c.required);
    const node_id above = c.parent ? decided_[*c.parent] : no_node;
    if (!c.items.empty()) decided_[index] = decided_without_items(c, plan, above);
    unknown_ = no_node;
    quantity points = std::visit([&](const auto& body) { return clause(c, body, plan); }, c.body);
    node_id unknown = unknown_;
    // Where guards decide every case the clause is another, and the items are still there to be shown.
    if (!std::holds_alternative<checked::items_clause>(c.body))
      for (const std::uint32_t item : c.items) criterion(item);
    if (rounds(c)) points = terms_.rounded(points, model_.step, model_.mode);
    if (unknown != no_node) points = terms_.choose(unknown, unknown_points(c), points);
    proven(plan, points, unknown);
    for (auto g = c.guards.rbegin(); g != c.guards.rend(); ++g) {
      const node_id holds = terms_.condition(g->condition);
      node_id open = g->unknown ? build().truth(true) : no_node;
      quantity gives = g->unknown ? unknown_points(c) : constant(final_points(c, g->gives));
      // What does not apply needs no evidence.
      if (!g->not_applicable) proven(plan, gives, open);
      points = terms_.choose(holds, gives, points);
      unknown = chosen(holds, open, unknown);
      plan.guards.push_back({holds, g->not_applicable, g->excluded, g->within_group, quote(g->where), show(model_, g->condition, terms_)});
    }
    std::reverse(plan.guards.begin(), plan.guards.end());
    if (c.may_be_excluded) terms_.excluded_from_model[index] = excluded(plan, false);
    if (c.may_be_excluded_within_group) terms_.excluded_from_group[index] = excluded(plan, true);
    own_[index] = points = registered(c, terms_.divided(points), above == no_node);
    if (above != no_node) {
      plan.not_counted = above;
      points = registered(c, terms_.divided(terms_.choose(above, constant(0), points)), true);
      unknown = chosen(above, no_node, unknown);
    }
    if (unknown != no_node && build().known_condition(unknown) != false) {
      plan.unknown = unknown;
      open_.push_back(unknown);
    }
    plan.points = points;
    terms_.criteria[index] = points;
    out_.criterion_plans[index] = std::move(plan);
  }

  /// Points, and whether they are unknown, as required evidence leaves them.
  void proven(const criterion_plan& plan, quantity& points, node_id& unknown) {
    if (!plan.evidence) return;
    points = terms_.choose(plan.evidence->there, points, constant(0));
    if (unknown != no_node) unknown = build().all_of({plan.evidence->there, unknown});
  }

  /// The one condition where another holds, else the other; no_node stands for one that never holds.
  node_id chosen(node_id holds, node_id yes, node_id no) {
    std::vector<node_id> any;
    if (yes != no_node) any.push_back(build().all_of({holds, yes}));
    if (no != no_node) any.push_back(build().all_of({build().negation(holds), no}));
    return any.empty() ? no_node : build().any_of(std::move(any));
  }

  /// Where the items of a criterion are not looked at: a guard decides, its evidence is not there, or the same above it.
  node_id decided_without_items(const checked::criterion& c, const criterion_plan& plan, node_id above) {
    std::vector<node_id> any;
    if (above != no_node) any.push_back(above);
    for (const auto& g : c.guards) any.push_back(terms_.condition(g.condition));
    if (plan.evidence) any.push_back(build().negation(plan.evidence->there));
    if (any.empty()) return no_node;
    const node_id decided = build().any_of(std::move(any));
    return build().known_condition(decided) == false ? no_node : decided;
  }

  /// What `unknown` stands for: any points of the criterion.
  quantity unknown_points(const checked::criterion& c) {
    node n;
    n.what = node_op::unknown;
    n.name = c.id + " unknown";
    n.scale = rounds(c) ? rational(1) / model_.step : least_common_multiple(c.floor.denominator(), c.maximum.denominator());
    n.index = static_cast<std::uint32_t>(&c - model_.criteria.data());
    n.coefficients = {c.floor * n.scale};
    n.low = c.floor * n.scale;
    n.high = c.maximum * n.scale;
    const node_id id = build().add(std::move(n));
    if (std::find(out_.unknown_nodes.begin(), out_.unknown_nodes.end(), id) == out_.unknown_nodes.end()) out_.unknown_nodes.push_back(id);
    return terms_.plain(build().atom(id));
  }

  /// The points in one register, with what the checker proved of them where they count for every unit.
  quantity registered(const checked::criterion& c, const quantity& points, bool counts) {
    if (points.numerator.is_constant()) return points;
    const node_id id = build().materialise(points.numerator);
    node& n = build().at(id);
    if (n.name.empty()) n.name = c.id;
    if (counts && n.what != node_op::input && n.what != node_op::unknown) {
      // A register may serve two criteria; only what holds for both is kept.
      const bool may_be_none = c.parent || c.may_be_excluded || c.may_be_excluded_within_group;
      const rational floor = may_be_none && c.floor.sign() > 0 ? rational(0) : c.floor;
      const rational low = floor * n.scale, high = c.maximum * n.scale;
      if (n.low && *n.low < low && !n.proven_low) n.proven_low = low;
      if ((!n.high || *n.high > high) && !n.proven_high) n.proven_high = high;
      if (!n.low && !n.proven_low) n.proven_low = low;
    }
    return terms_.plain(build().atom(id));
  }

  quantity clause(const checked::criterion& c, const checked::items_clause&, criterion_plan& plan) {
    plan.written = criterion_plan::body::items;
    quantity sum = constant(0);
    rational low;
    for (const std::uint32_t item : c.items) {
      criterion(item);
      sum = terms_.combine(sum, own_[item], 1);
      low += model_.criteria[item].floor;
    }
    unknown_ = no_node;  // an item's open points are its own
    if (c.capped) sum = terms_.clamp(node_op::minimum, sum, c.maximum);
    return low < c.floor ? terms_.clamp(node_op::maximum, sum, c.floor) : sum;
  }

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
  quantity banded(const checked::criterion& c, const quantity& of, std::vector<checked::piece> pieces) {
    for (auto& p : pieces) p.gives = final_points(c, p.gives);
    const auto is_unknown = [](const checked::piece& p) { return p.unknown; };
    if (std::any_of(pieces.begin(), pieces.end(), is_unknown)) {
      std::vector<checked::piece> open = pieces;
      for (auto& p : open) p.gives = p.unknown ? 1 : 0;
      // Where a guard decides, the table may hold anything: the test makes it a condition all the same.
      unknown_ = build().test(build().sum(banded(of, open).numerator, {1, {}}, -1), comparison::at_least);
    }
    return banded(of, pieces);
  }
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
    rational scale = pieces.front().gives.denominator();
    for (const auto& p : pieces) scale = least_common_multiple(scale, p.gives.denominator());
    n.scale = scale;
    n.coefficients = {pieces.front().gives * scale};
    rational last = pieces.front().gives;
    for (std::size_t i = 1; i < pieces.size(); ++i) {
      const rational gives = pieces[i].gives;
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
    rational gives = pieces.front().gives;
    for (std::size_t i = 1; i < pieces.size(); ++i)
      if (pieces[i].low_open ? value > *pieces[i].low : value >= *pieces[i].low) gives = pieces[i].gives;
    return constant(gives);
  }

  quantity clause(const checked::criterion& c, const checked::bands_clause& body, criterion_plan& plan) {
    plan.written = criterion_plan::body::bands;
    plan.shown = show(model_, body.of, terms_);
    rows(body.rows, plan);
    for (const auto& p : body.pieces) plan.pieces.push_back({p.low, p.low_open, p.row, final_points(c, p.gives)});
    return banded(c, scaled_down(body.of, body.scale, plan), body.pieces);
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

  quantity clause(const checked::criterion& c, const checked::choose_clause& body, criterion_plan& plan) {
    plan.written = criterion_plan::body::choose;
    checked::term slot;
    slot.what = checked::term_op::slot;
    slot.type = checked::kind::one_of;
    slot.index = body.slot;
    plan.shown = show(model_, slot, terms_);
    rows(body.rows, plan);
    std::vector<checked::piece> pieces;
    for (std::size_t i = 0; i < body.gives.size(); ++i) {
      pieces.push_back({i == 0 ? std::nullopt : std::optional<rational>(static_cast<std::int64_t>(i)), false, body.gives[i], body.unknown[i], body.row_of[i]});
      plan.pieces.push_back({pieces.back().low, false, body.row_of[i], {}});
    }
    return banded(c, terms_.of(slot), std::move(pieces));
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

  std::vector<quantity> own_;      ///< points as they go into the criterion above, which may leave them out
  std::vector<node_id> decided_;   ///< the criterion has its points without its items
  node_id unknown_ = no_node;      ///< the clause just lowered gives unknown points
};

}  // namespace ancs::detail

#endif
