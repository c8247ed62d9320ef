// parse_clauses.hpp: criteria and their clauses, from the private tree to the public one.
#ifndef ANCS_IMPL_PARSE_CLAUSES_HPP
#define ANCS_IMPL_PARSE_CLAUSES_HPP

#include <algorithm>
#include <optional>
#include <utility>
#include <variant>

#include "parse_expressions.hpp"

namespace ancs::detail {

class clause_reader : public expression_reader {
 public:
  using expression_reader::expression_reader;

 protected:
  ast::head head(tree_view of) {
    ast::head h;
    const auto v = find(of, nk::head);
    if (!v) return h;
    h.id = name_in(*v);
    for (const tree_view child : *v) {
      switch (child.kind()) {
        case nk::head_number:
          h.number = title_in(child);
          break;
        case nk::head_title:
          h.title = label(child);
          break;
        case nk::head_maximum:
          h.maximum = literal_in(child);
          break;
        case nk::capped:
          h.capped = true;
          break;
        case nk::floor:
          h.floor = literal_in(child);
          break;
        default:
          break;
      }
    }
    return h;
  }

  ast::basis basis(tree_view v) const { return {label_in(v)}; }

  void evidence(tree_view v, std::optional<ast::evidence>& into) {
    if (into) return report(code::said_twice, v, {std::string(keyword_text(keyword::evidence, state_.phrases.in()))});
    into = ast::evidence{label_in(v), has(v, nk::required), has(v, nk::otherwise_none), where(v)};
  }

  ast::criterion criterion(tree_view v) {
    ast::criterion c;
    c.head = head(v);
    c.item = v.kind() == nk::item;
    c.where = where(v);
    for (const tree_view child : v) {
      switch (child.kind()) {
        case nk::head:
          break;
        case nk::basis:
          c.bases.push_back(basis(child));
          break;
        case nk::evidence:
          evidence(child, c.evidence);
          break;
        case nk::guard:
        case nk::not_applicable_guard:
          if (c.body.index() != 0) report(code::guard_after_clause, child);
          c.guards.push_back(guard(child));
          break;
        default:
          clause(child, c);
      }
    }
    if (const auto* d = std::get_if<ast::deduct_clause>(&c.body); d != nullptr && d->deductions.empty() && !is_faulty(c.where))
      for (const tree_view child : v)
        if (child.kind() == nk::start) report(code::start_without_deduct, child);
    return c;
  }

 private:
  /// True where something in the criterion could not be read: what is missing from it may stand there.
  bool is_faulty(span criterion) const {
    const diagnostics& all = state_.out.all();
    return std::any_of(all.begin(), all.end(), [&](const diagnostic& d) { return d.where.begin >= criterion.begin && d.where.begin < criterion.end; });
  }

  ast::guard guard(tree_view v) {
    ast::guard g;
    g.condition = expression_in(v);
    g.not_applicable = v.kind() == nk::not_applicable_guard;
    g.excluded = has(v, nk::excluded);
    g.within_group = has(v, nk::within_group);
    g.gives = points_in(v);
    g.where = where(v);
    return g;
  }

  /// The list of a clause that is written as several sentences, such as awards; null if the criterion has another clause.
  template <class Clause>
  Clause* part_of(ast::criterion& c, tree_view v) {
    if (c.body.index() == 0) {
      c.body = Clause{};
      c.body_where = where(v);
    }
    auto* clause = std::get_if<Clause>(&c.body);
    if (clause == nullptr)
      report(code::second_clause, v, {c.head.id.text});
    else
      c.body_where = join(c.body_where, where(v));
    return clause;
  }
  template <class Clause>
  void whole(ast::criterion& c, tree_view v, Clause clause) {
    if (c.body.index() != 0) return report(code::second_clause, v, {c.head.id.text});
    c.body = std::move(clause);
    c.body_where = where(v);
  }

  void clause(tree_view v, ast::criterion& c) {
    switch (v.kind()) {
      case nk::award:
        if (auto* list = part_of<ast::award_clause>(c, v)) list->awards.push_back({points_in(v), expression_in(v), where(v)});
        break;
      case nk::start:
        if (c.body.index() != 0) return report(code::second_clause, v, {c.head.id.text});
        part_of<ast::deduct_clause>(c, v)->start = points_in(v);
        break;
      case nk::deduct:
        if (c.body.index() == 0) {
          if (!is_faulty(c.where)) report(code::deduct_without_start, v);
          whole(c, v, ast::deduct_clause{});
        }
        if (auto* list = part_of<ast::deduct_clause>(c, v)) list->deductions.push_back(change(v));
        break;
      case nk::add:
        if (auto* list = part_of<ast::add_clause>(c, v)) list->additions.push_back(change(v));
        break;
      case nk::item:
        if (auto* list = part_of<ast::items_clause>(c, v)) list->items.push_back(criterion(v));
        break;
      case nk::bands:
        return whole(c, v, bands(v));
      case nk::steps:
        return whole(c, v, steps(v));
      case nk::proportional:
        return whole(c, v, ast::proportional_clause{expression_in(v), at_most_in(v)});
      case nk::interpolate:
        return whole(c, v, interpolate(v));
      case nk::choose:
        return whole(c, v, choose(v));
      case nk::assessed:
        return whole(c, v, assessed(v));
      case nk::met:
        return whole(c, v, ast::met_clause{});
      case nk::points_of:
        return whole(c, v, ast::points_clause{expression_in(v)});
      case nk::information:
        return whole(c, v, ast::information_clause{});
      default:
        break;
    }
  }

  std::optional<ast::name> scaled(tree_view v) const {
    const auto found = find(v, nk::scaled);
    return found ? std::optional(name_in(*found)) : std::nullopt;
  }

  ast::bands_clause bands(tree_view v) {
    ast::bands_clause b;
    b.of = expression_in(v);
    b.scaled_by = scaled(v);
    for (const tree_view child : v)
      if (child.kind() == nk::band_row) b.rows.push_back(band_row(child));
    return b;
  }

  ast::band_row band_row(tree_view v) {
    using form = ast::band_row::form;
    ast::band_row row;
    row.where = where(v);
    row.gives = points_in(v);
    const auto outer = find(v, nk::row_head);
    if (!outer || outer->begin() == outer->end()) return row;
    const tree_view head = *outer->begin();
    row.head = where(head);
    const auto first = literal_in(head), second = literal_in(head, 1);
    const bool below = has(head, nk::row_to_below);
    row.low = first;
    switch (head.kind()) {
      case nk::row_from:
        row.written = has(head, nk::row_up)     ? form::from_up
                      : has(head, nk::row_down) ? form::from_down
                      : below                   ? form::from_to_below
                                                : form::from_to;
        row.high = second;
        break;
      case nk::row_above:
        row.written = !second ? form::above : below ? form::above_to_below : form::above_to;
        row.high = second;
        break;
      case nk::row_below:
        row.written = form::below;
        break;
      case nk::row_up_to:
        row.written = form::up_to;
        break;
      case nk::row_exactly:
        row.written = form::exactly;
        break;
      default:
        row.written = form::otherwise;
        break;
    }
    if (row.written == form::from_down || row.written == form::below || row.written == form::up_to) std::swap(row.low, row.high);
    return row;
  }

  ast::steps_clause steps(tree_view v) {
    ast::steps_clause s;
    s.of = expression_in(v);
    s.scaled_by = scaled(v);
    const auto down = find(v, nk::steps_descending), up = find(v, nk::steps_ascending);
    s.descending = down.has_value();
    if (const auto base = down ? down : up) s.base = literal_in(*base).value_or(ast::literal{});
    s.base_gives = points_in(v);
    s.width = literal_in(v, 0).value_or(ast::literal{});
    s.adds = literal_in(v, 1).value_or(ast::literal{});
    s.whole = !has(v, nk::pro_rata);
    s.at_most = at_most_in(v);
    if ((down || up) && s.descending != has(v, nk::step_less)) report(code::step_direction, s.descending ? *down : *up);
    return s;
  }

  ast::interpolate_clause interpolate(tree_view v) {
    ast::interpolate_clause i;
    i.of = expression_in(v);
    for (const tree_view child : v)
      if (child.kind() == nk::knot) i.knots.push_back({literal_in(child).value_or(ast::literal{}), points_in(child), where(child)});
    return i;
  }

  ast::choose_clause choose(tree_view v) {
    ast::choose_clause c;
    c.of = expression_in(v);
    for (const tree_view child : v) {
      if (child.kind() != nk::choice) continue;
      if (!has(child, nk::otherwise))
        c.rows.push_back({label_in(child), points_in(child), where(child)});
      else if (c.otherwise)
        report(code::said_twice, child, {std::string(keyword_text(keyword::otherwise, state_.phrases.in()))});
      else
        c.otherwise = points_in(child);
    }
    return c;
  }

  ast::change change(tree_view v) {
    ast::change c;
    c.where = where(v);
    c.amount = literal_in(v).value_or(ast::literal{});
    const auto when = find(v, nk::when), per = find(v, nk::per);
    c.when = when.has_value();
    if (const auto of = when ? when : per) c.of = expression_in(*of);
    if (has(v, nk::whole)) c.whole = true;
    if (has(v, nk::pro_rata)) c.whole = false;
    c.at_most = at_most_in(v);
    return c;
  }

  ast::assessed_clause assessed(tree_view v) const {
    ast::assessed_clause a;
    if (const auto input = find(v, nk::name)) a.input = name(*input);
    if (const auto by = find(v, nk::step_by)) a.by = literal_in(*by);
    return a;
  }
};

}  // namespace ancs::detail

#endif
