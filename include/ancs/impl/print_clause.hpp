// print_clause.hpp: criteria and items, their guards and clauses, as lines and blocks.
#ifndef ANCS_IMPL_PRINT_CLAUSE_HPP
#define ANCS_IMPL_PRINT_CLAUSE_HPP

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "print_expression.hpp"
#include "print_layout.hpp"

namespace ancs::detail::printing {

/// Neighbours of one kind align with each other only.
enum column_set : int { no_columns, guard_columns, award_columns, row_columns, field_columns, input_columns, veto_columns };

inline std::string text_of(language in, const ast::points& points) { return writer(in).put(points).take(); }
inline std::string text_of(language in, const ast::expression& e) {
  writer to(in);
  return put(to, e).take();
}

/// A row `head : points` whose colon stands under those of its neighbours.
inline layout_node row_line(writer& head, const ast::points& gives, span where, int columns = row_columns) {
  const language in = head.in();
  return line_of({head.take(), ": " + text_of(in, gives)}, where, columns);
}

inline layout_node guard_line(language in, const ast::guard& guard) {
  writer head(in);
  head.put(guard.not_applicable ? keyword::not_applicable_when : keyword::when).put(" ");
  put(head, guard.condition);
  if (!guard.excluded) return row_line(head, guard.gives, guard.where, guard_columns);
  writer effect(in);
  effect.put(": ").put(keyword::excluded);
  if (guard.within_group) effect.also(keyword::within_group);
  return line_of({head.take(), effect.take()}, guard.where, guard_columns);
}

inline layout_node band_line(language in, const ast::band_row& row) {
  using form = ast::band_row::form;
  writer head(in);
  const auto low = [&]() -> writer& { return row.low ? head.put(" ").put(*row.low) : head; };
  const auto high = [&]() -> writer& { return row.high ? head.put(" ").put(*row.high) : head; };
  switch (row.written) {
    case form::from_up: head.put(keyword::from), low().also(keyword::up); break;
    case form::above: head.put(keyword::above), low(); break;
    case form::below: head.put(keyword::below), high(); break;
    case form::up_to: head.put(keyword::up_to), high(); break;
    case form::from_down: head.put(keyword::from), high().also(keyword::down); break;
    case form::from_to: head.put(keyword::from), low().also(keyword::to), high(); break;
    case form::from_to_below: head.put(keyword::from), low().also(keyword::to).also(keyword::below), high(); break;
    case form::above_to: head.put(keyword::above), low().also(keyword::to), high(); break;
    case form::above_to_below: head.put(keyword::above), low().also(keyword::to).also(keyword::below), high(); break;
    case form::exactly: if (row.low) head.put(*row.low); break;
    case form::otherwise: head.put(keyword::otherwise); break;
  }
  return row_line(head, row.gives, row.where);
}

inline layout_node clause_block(writer& head, span where) { return block_of(head.take(), where, true); }

/// A number of points, with the word for them where the language has one.
inline writer& put_amount(writer& to, const ast::literal& amount) {
  to.put(amount);
  return amount.percent ? to : to.also(keyword::points_unit);
}

inline void put_scale(writer& to, const std::optional<ast::name>& scaled_by) {
  if (scaled_by) to.also(keyword::scaled_by).put(" ").put(*scaled_by);
}

/// The lines of one clause; `where` is its place in the source, for what has none of its own.
struct clause_printer {
  language in;
  span where;
  std::vector<layout_node> lines{};

  void operator()(const std::monostate&) {}
  void operator()(const ast::met_clause&) { word(keyword::met); }
  void operator()(const ast::information_clause&) { word(keyword::information); }

  void operator()(const ast::award_clause& clause) {
    for (const auto& award : clause.awards) {
      writer head(in), condition(in);
      head.put(keyword::award).put(" ").put(award.gives);
      if (award.gives.written == ast::points::form::literal) head.also(keyword::points_unit);
      put(condition.put(keyword::when).put(" "), award.condition);
      lines.push_back(line_of({head.take(), condition.take()}, award.where, award_columns));
    }
  }

  void operator()(const ast::bands_clause& clause) {
    writer head(in);
    put(head.put(keyword::bands).put(" "), clause.of);
    put_scale(head, clause.scaled_by);
    auto& block = lines.emplace_back(clause_block(head, where));
    for (const auto& row : clause.rows) block.members.push_back(band_line(in, row));
  }

  void operator()(const ast::steps_clause& clause) {
    writer head(in), base(in), step(in);
    put(head.put(keyword::steps).put(" "), clause.of);
    put_scale(head, clause.scaled_by);
    auto& block = lines.emplace_back(clause_block(head, where));
    if (clause.descending)
      base.put(keyword::from).put(" ").put(clause.base).also(keyword::up);
    else
      base.put(keyword::up_to).put(" ").put(clause.base);
    block.members.push_back(row_line(base, clause.base_gives, cover(clause.base.where, clause.base_gives.where), no_columns));
    step.put(clause.descending ? keyword::every_further_less : keyword::every_further).put(" ").put(clause.width);
    if (clause.descending) step.also(keyword::less);
    put_amount(step.also(keyword::step_adds).put(" "), clause.adds).put(", ").put(clause.whole ? keyword::whole : keyword::pro_rata);
    block.members.push_back(line_of({step.take()}, cover(clause.width.where, clause.adds.where)));
    if (!clause.at_most) return;
    writer most(in);
    most.put(keyword::at_most).put(" ").put(*clause.at_most);
    block.members.push_back(line_of({most.take()}, clause.at_most->where));
  }

  void operator()(const ast::proportional_clause& clause) {
    writer to(in);
    put(to.put(keyword::proportional).put(" "), clause.of);
    put_limit(to, clause.at_most);
    lines.push_back(line_of({to.take()}, where));
  }

  void operator()(const ast::interpolate_clause& clause) {
    writer head(in);
    put(head.put(keyword::interpolate).put(" "), clause.of);
    auto& block = lines.emplace_back(clause_block(head, where));
    for (const auto& knot : clause.knots) {
      writer at(in);
      at.put(knot.at);
      block.members.push_back(row_line(at, knot.gives, knot.where));
    }
  }

  void operator()(const ast::choose_clause& clause) {
    writer head(in);
    put(head.put(keyword::choose).put(" "), clause.of);
    auto& block = lines.emplace_back(clause_block(head, where));
    for (const auto& row : clause.rows) {
      writer option(in);
      option.put(row.option);
      block.members.push_back(row_line(option, row.gives, row.where));
    }
    if (!clause.otherwise) return;
    writer rest(in);
    rest.put(keyword::otherwise);
    block.members.push_back(row_line(rest, *clause.otherwise, clause.otherwise->where));
  }

  void operator()(const ast::deduct_clause& clause) {
    writer start(in);
    start.put(keyword::start).put(" ").put(clause.start);
    lines.push_back(line_of({start.take()}, clause.start.where));
    for (const auto& change : clause.deductions) put_change(keyword::deduct, change);
  }

  void operator()(const ast::add_clause& clause) {
    for (const auto& change : clause.additions) put_change(keyword::add, change);
  }

  void operator()(const ast::assessed_clause& clause) {
    writer to(in);
    to.put(keyword::assessed);
    if (clause.input) to.put(" ").put(*clause.input);
    if (clause.by) to.also(keyword::step_by).put(" ").put(*clause.by);
    lines.push_back(line_of({to.take()}, where));
  }

  void operator()(const ast::points_clause& clause) {
    writer to(in);
    put(to.put(keyword::points_of).put(" "), clause.of);
    lines.push_back(line_of({to.take()}, where));
  }

  void operator()(const ast::items_clause& clause);

 private:
  void word(keyword k) { lines.push_back(line_of({std::string(keyword_text(k, in))}, where)); }

  static void put_limit(writer& to, const std::optional<ast::points>& at_most) {
    if (at_most) to.put(", ").put(keyword::at_most).put(" ").put(*at_most);
  }

  void put_change(keyword verb, const ast::change& change) {
    writer to(in);
    put_amount(to.put(verb).put(" "), change.amount).also(change.when ? keyword::when : keyword::per).put(" ");
    put(to, change.of);
    if (change.whole) to.put(", ").put(*change.whole ? keyword::whole : keyword::pro_rata);
    put_limit(to, change.at_most);
    lines.push_back(line_of({to.take()}, change.where));
  }
};

/// `A1 number "2.2" "title" maximum 10 capped floor -5`, behind the word for what it is.
inline std::string head_text(language in, keyword what, const ast::head& head) {
  writer to(in);
  to.put(what).put(" ").put(head.id);
  if (head.number) to.also(keyword::shown_number).put(" ").put(*head.number);
  to.also(head.title);
  if (head.maximum) to.also(keyword::maximum).put(" ").put(*head.maximum);
  if (head.capped) to.also(keyword::capped);
  if (head.floor) to.also(keyword::floor).put(" ").put(*head.floor);
  return to.take();
}

/// The lines on law and documents that open a group, a criterion or an item.
inline void add_sources(language in, const std::vector<ast::basis>& bases, const std::optional<ast::evidence>& evidence, layout_node& to) {
  for (const auto& basis : bases) {
    writer text(in);
    text.put(basis.text);
    to.members.push_back(line_of({std::string(keyword_text(keyword::basis, in)), text.take()}, basis.text.where, field_columns));
  }
  if (!evidence) return;
  writer text(in);
  text.put(evidence->text);
  if (evidence->required) {
    text.also(keyword::required).put(", ").put(keyword::evidence_otherwise).put(" ");
    text.put(evidence->otherwise_none ? keyword::none : keyword::pending);
  }
  const span where = cover(evidence->where, evidence->text.where);
  to.members.push_back(line_of({std::string(keyword_text(keyword::evidence, in)), text.take()}, where, field_columns));
}

inline layout_node criterion_block(language in, const ast::criterion& criterion) {
  auto block = block_of(head_text(in, criterion.item ? keyword::item : keyword::criterion, criterion.head), criterion.where, false);
  add_sources(in, criterion.bases, criterion.evidence, block);
  for (const auto& guard : criterion.guards) block.members.push_back(guard_line(in, guard));
  clause_printer clause{in, criterion.body_where};
  std::visit(clause, criterion.body);
  // One clause and nothing else may stand on the line of its head; a start and its only deduction are one.
  const bool deducts = std::holds_alternative<ast::deduct_clause>(criterion.body);
  const bool items = std::holds_alternative<ast::items_clause>(criterion.body);
  block.may_be_flat = block.members.empty() && !items && clause.lines.size() <= (deducts ? 2u : 1u);
  for (auto& line : clause.lines) block.members.push_back(std::move(line));
  return block;
}

inline void clause_printer::operator()(const ast::items_clause& clause) {
  for (const auto& item : clause.items) lines.push_back(criterion_block(in, item));
}

}  // namespace ancs::detail::printing

#endif
