// parse_expressions.hpp: expressions of the private tree as the public one has them.
#ifndef ANCS_IMPL_PARSE_EXPRESSIONS_HPP
#define ANCS_IMPL_PARSE_EXPRESSIONS_HPP

#include <string>
#include <utility>

#include "parse_words.hpp"

namespace ancs::detail {

/// The private tree has a level per precedence; here each keeps only where it says something. Recursion is as deep as
/// brackets are nested, and the result no deeper than the limit on its nodes.
class expression_reader : public word_reader {
 public:
  using word_reader::word_reader;

 protected:
  /// The expression of a disjunction or sum node.
  ast::expression expression(tree_view v) {
    nodes_ = 0;
    return level(v);
  }
  /// The n-th expression below a node; a number if it is missing.
  ast::expression expression_in(tree_view v, std::size_t n = 0) {
    for (const tree_view child : v)
      if (is_expression(child.kind()) && n-- == 0) return expression(child);
    return {};
  }
  /// "before", "3", or "before.3" behind a name.
  std::string member_in(tree_view v) const {
    std::string all;
    for (const tree_view child : v)
      if (child.kind() == nk::member) all += (all.empty() ? "" : ".") + member_name(child).text;
    return all;
  }
  static bool is_expression(node_kind k) { return k == nk::disjunction || k == nk::sum || k == nk::reference; }

  /// A literal, text, yes or no as an expression; the sign belongs to the literal.
  ast::expression constant(tree_view v) {
    if (v.kind() != nk::literal) return level(v);
    const ast::literal l = literal(v);
    ast::expression e = leaf(l.percent ? op::percent_literal : op::number_literal, v);
    e.value = l.value;
    return e;
  }

 private:
  using op = ast::op;

  bool full() const { return nodes_ > limits::expression_nodes; }

  /// A node of the expression. The first past the limit is reported; all that follow are left out.
  ast::expression make(op what, span place, tree_view reported_at) {
    if (++nodes_ == limits::expression_nodes + 1)
      report(code::expression_too_long, reported_at, {std::to_string(limits::expression_nodes)});
    ast::expression e;
    e.what = what;
    e.where = place;
    return e;
  }
  ast::expression leaf(op what, tree_view v) { return make(what, where(v), v); }

  ast::expression level(tree_view v) {
    if (full()) return {};
    switch (v.kind()) {
      case nk::disjunction:
        return many(op::logical_or, v);
      case nk::conjunction:
        return many(op::logical_and, v);
      case nk::negation:
        return negation(v);
      case nk::comparison:
        return comparison(v);
      case nk::sum:
      case nk::product:
        return chain(v);
      case nk::unary:
        return unary(v);
      default:
        return atom(v);
    }
  }

  ast::expression many(op what, tree_view v) {
    auto child = v.begin();
    if (child == v.end()) return {};
    ast::expression first = level(*child);
    if (++child == v.end()) return first;
    ast::expression e = leaf(what, v);
    e.args.push_back(std::move(first));
    for (; child != v.end() && !full(); ++child) e.args.push_back(level(*child));
    return e;
  }

  ast::expression negation(tree_view v) {
    ast::expression e;
    std::vector<tree_view> words;
    for (const tree_view child : v) {
      if (child.kind() == nk::not_word)
        words.push_back(child);
      else
        e = level(child);
    }
    for (auto word = words.rbegin(); word != words.rend() && !full(); ++word) {
      ast::expression outer = make(op::logical_not, join(where(*word), where(v)), v);
      outer.where.begin = where(*word).begin;
      outer.args.push_back(std::move(e));
      e = std::move(outer);
    }
    return e;
  }

  op sign(tree_view v) const {
    switch (first_token(v).kind) {
      case token_kind::equal:
        return op::equal;
      case token_kind::not_equal:
        return op::not_equal;
      case token_kind::less:
        return op::less;
      case token_kind::less_equal:
        return op::less_equal;
      case token_kind::greater:
        return op::greater;
      case token_kind::greater_equal:
        return op::greater_equal;
      case token_kind::plus:
        return op::add;
      case token_kind::minus:
        return op::subtract;
      case token_kind::star:
        return op::multiply;
      default:
        return op::divide;
    }
  }

  ast::expression comparison(tree_view v) {
    auto child = v.begin();
    if (child == v.end()) return {};
    ast::expression left = level(*child);
    if (++child == v.end()) return left;
    const tree_view how = *child;
    ast::expression e = leaf(how.kind() == nk::is_given       ? op::is_given
                             : how.kind() == nk::is_not_given ? op::is_not_given
                             : how.kind() == nk::is_one_of    ? op::is_one_of
                                                              : sign(how),
                             v);
    e.args.push_back(std::move(left));
    if (how.kind() == nk::is_one_of)
      for (const tree_view option : how)
        if (!full()) e.args.push_back(text(option));
    if (how.kind() == nk::operator_sign)
      if (++child != v.end()) e.args.push_back(level(*child));
    return e;
  }

  /// a - b + c is (a - b) + c.
  ast::expression chain(tree_view v) {
    auto child = v.begin();
    if (child == v.end()) return {};
    ast::expression e = level(*child);
    for (++child; child != v.end() && !full(); ++child) {
      const op what = sign(*child);
      if (++child == v.end()) break;
      ast::expression both = make(what, where(v->first, (*child)->last), v);
      both.args.push_back(std::move(e));
      both.args.push_back(level(*child));
      e = std::move(both);
    }
    return e;
  }

  ast::expression unary(tree_view v) {
    ast::expression e;
    for (const tree_view child : v)
      if (child.kind() != nk::minus) e = level(child);
    if (!has(v, nk::minus)) return e;
    ast::expression outer = leaf(op::negate, v);
    outer.args.push_back(std::move(e));
    return outer;
  }

  ast::expression text(tree_view v) {
    ast::expression e = leaf(op::string_literal, v);
    e.text = label(v).text;
    return e;
  }

  ast::expression atom(tree_view v) {
    switch (v.kind()) {
      case nk::number:
      case nk::percent: {
        ast::expression e = leaf(v.kind() == nk::number ? op::number_literal : op::percent_literal, v);
        e.value = word_reader::number(first_token(v));
        return e;
      }
      case nk::label:
        return text(v);
      case nk::date: {
        ast::expression e = leaf(op::date_literal, v);
        e.day = date(v);
        return e;
      }
      case nk::parentheses:
        return v.begin() == v.end() ? ast::expression{} : level(*v.begin());
      case nk::yes:
        return leaf(op::yes, v);
      case nk::no:
        return leaf(op::no, v);
      case nk::full_points:
        return leaf(op::full_points, v);
      case nk::any_veto:
        return leaf(op::any_veto, v);
      case nk::every_group:
        return leaf(op::every_group, v);
      case nk::every_criterion:
        return with_name(op::every_criterion, v);
      case nk::total:
        return has(v, nk::rescaled)   ? leaf(op::total_rescaled, v)
               : has(v, nk::with_all) ? leaf(op::total_with_all, v)
               : has(v, nk::name)     ? with_name(op::total_with, v)
                                      : leaf(op::total, v);
      case nk::outcome_is:
        return outcome_is(v);
      case nk::at_least_of:
        return at_least_of(v);
      case nk::working_days: {
        ast::expression e = leaf(op::working_days, v);
        e.value = word_reader::number(first_token(v));
        return e;
      }
      case nk::working_between:
        return with_arguments(op::working_between, v);
      case nk::call:
        return with_arguments(function(v), v);
      case nk::change_call:
        return with_arguments(begins_with(v, keyword::fall) ? op::fall : op::rise, v);
      default:
        break;
    }
    ast::expression e = with_name(op::reference, v);
    e.member = member_in(v);
    return e;
  }

  ast::expression with_name(op what, tree_view v) {
    ast::expression e = leaf(what, v);
    const ast::name id = name_in(v);
    e.text = id.text;
    e.name_where = id.where;
    return e;
  }

  ast::expression with_arguments(op what, tree_view v) {
    ast::expression e = leaf(what, v);
    for (const tree_view child : v) {
      if (is_expression(child.kind()) && !full()) e.args.push_back(level(child));
      if (child.kind() == nk::previous) e.args.push_back(leaf(op::previous, child));
    }
    return e;
  }

  /// `outcome "title" = "level"`, or `from "level" up`.
  ast::expression outcome_is(tree_view v) {
    const auto from = find(v, nk::outcome_from);
    ast::expression e = leaf(from ? op::outcome_from : op::outcome_is, v);
    const auto labels = labels_in(v);
    if (!labels.empty()) e.text = labels.front().text, e.name_where = labels.front().where;
    if (from) e.member = label_in(*from).text;
    if (!from && labels.size() > 1) e.member = labels[1].text;
    return e;
  }

  ast::expression at_least_of(tree_view v) {
    ast::expression e = with_arguments(op::at_least_of, v);
    if (const auto number = find(v, nk::number)) e.value = word_reader::number(first_token(*number));
    return e;
  }

  op function(tree_view v) const {
    constexpr std::pair<keyword, op> functions[] = {{keyword::sum, op::sum},
                                                    {keyword::mean, op::mean},
                                                    {keyword::minimum_of, op::minimum_of},
                                                    {keyword::maximum_of, op::maximum_of},
                                                    {keyword::count_of, op::count_of},
                                                    {keyword::run, op::run},
                                                    {keyword::previous, op::previous},
                                                    {keyword::round_to, op::round_to}};
    for (const auto& [word, what] : functions)
      if (begins_with(v, word)) return what;
    return op::sum;
  }

  std::size_t nodes_ = 0;
};

}  // namespace ancs::detail

#endif
