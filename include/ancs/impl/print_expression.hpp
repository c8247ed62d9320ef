// print_expression.hpp: expressions with no more parentheses than the tree needs.
#ifndef ANCS_IMPL_PRINT_EXPRESSION_HPP
#define ANCS_IMPL_PRINT_EXPRESSION_HPP

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "print_words.hpp"

namespace ancs::detail::printing {

enum class operator_class : std::uint8_t { leaf, prefix, infix, many, call, form };
struct operator_row {
  operator_class is;
  int precedence;
  std::string_view english;
};
inline constexpr operator_row operator_rows[] = {
#define ANCS_OPERATOR(name, class_, precedence, english) {operator_class::class_, precedence, english},
#include "../operators.def"
#undef ANCS_OPERATOR
};
constexpr const operator_row& row_of(ast::op what) { return operator_rows[static_cast<std::size_t>(what)]; }

/// The loosest that stands where no comparison may.
inline constexpr int sum_precedence = row_of(ast::op::add).precedence;
/// Binds tighter than every operator: what may stand behind a unary minus.
inline constexpr int operand_precedence = 8;

constexpr keyword function_keyword(ast::op what) {
  using ast::op;
  switch (what) {
    case op::fall: return keyword::fall;
    case op::rise: return keyword::rise;
    case op::sum: return keyword::sum;
    case op::mean: return keyword::mean;
    case op::minimum_of: return keyword::minimum_of;
    case op::maximum_of: return keyword::maximum_of;
    case op::count_of: return keyword::count_of;
    case op::run: return keyword::run;
    case op::previous: return keyword::previous;
    default: return keyword::round_to;
  }
}

/// How tightly a node binds. A negative number is written with a minus and binds like one.
inline int precedence_of(const ast::expression& e) {
  const bool number = e.what == ast::op::number_literal || e.what == ast::op::percent_literal;
  return number && e.value.sign() < 0 ? row_of(ast::op::negate).precedence : row_of(e.what).precedence;
}

/// True if the expression ends in an open list of strings, which a comma and a string behind it would prolong.
inline bool ends_in_strings(const ast::expression& e) {
  const ast::expression* last = &e;
  while (row_of(last->what).is != operator_class::call && last->what != ast::op::is_one_of && last->what != ast::op::at_least_of && last->what != ast::op::working_between &&
         !last->args.empty())
    last = &last->args.back();
  return last->what == ast::op::is_one_of;
}

inline bool begins_with_string(const ast::expression& e) {
  const ast::expression* first = &e;
  while (row_of(first->what).is != operator_class::call && first->what != ast::op::at_least_of && first->what != ast::op::working_between &&
         row_of(first->what).is != operator_class::prefix && !first->args.empty())
    first = &first->args.front();
  return first->what == ast::op::string_literal;
}

void put_expression(writer& to, const ast::expression& e, int at_least);

/// The operand with this index; nothing where a tree not from the parser lacks it.
inline void put_operand(writer& to, const ast::expression& e, std::size_t index, int at_least) {
  if (index < e.args.size()) put_expression(to, e.args[index], at_least);
}

/// Arguments with commas between them, from the given one on.
inline void put_arguments(writer& to, const ast::expression& e) {
  for (std::size_t i = 0; i < e.args.size(); ++i) {
    if (i > 0) to.put(", ");
    const bool closed = i + 1 < e.args.size() && ends_in_strings(e.args[i]) && begins_with_string(e.args[i + 1]);
    put_expression(to, e.args[i], closed ? operand_precedence : 0);
  }
}

inline void put_leaf(writer& to, const ast::expression& e) {
  using ast::op;
  switch (e.what) {
    case op::number_literal: to.put_number(e.value); break;
    case op::percent_literal: to.put_percent(e.value); break;
    case op::string_literal: to.put_string(e.text); break;
    case op::date_literal: to.put(e.day); break;
    case op::yes: to.put(keyword::yes); break;
    case op::no: to.put(keyword::no); break;
    case op::working_days: to.put_number(e.value).also(keyword::working_days); break;
    case op::full_points: to.put(keyword::full); break;
    case op::reference: to.put_reference(e.text, e.member); break;
    case op::total: to.put(keyword::total); break;
    case op::total_rescaled: to.put(keyword::total).also(keyword::rescaled); break;
    case op::total_with: to.put(keyword::total).also(keyword::with).put(" ").put_name(e.text); break;
    case op::total_with_all: to.put(keyword::total).also(keyword::with).also(keyword::all); break;
    case op::any_veto: to.put(keyword::any_veto); break;
    case op::every_group: to.put(keyword::every_group); break;
    case op::outcome_is:
    case op::outcome_from:
      to.put(keyword::outcome).put(" ").put_string(e.text);
      if (e.what == op::outcome_is) to.put(" = ").put_string(e.member);
      if (e.what == op::outcome_from) to.also(keyword::from).put(" ").put_string(e.member).also(keyword::up);
      break;
    default:
      to.put(keyword::every_criterion);
      if (!e.text.empty()) to.also(keyword::of).put(" ").put_name(e.text);
      break;
  }
}

/// The wordings that are no operator between two operands.
inline void put_form(writer& to, const ast::expression& e) {
  using ast::op;
  if (e.what == op::at_least_of) {
    to.put(keyword::at_least).put(" ").put_number(e.value).also(keyword::of_these).put(" { ");
    put_arguments(to, e);
    to.put(" }");
    return;
  }
  if (e.what == op::working_between) {
    to.put(keyword::working_days).put("(");
    put_operand(to, e, 0, sum_precedence);
    to.also(keyword::to).put(" ");
    put_operand(to, e, 1, sum_precedence);
    to.put(")");
    return;
  }
  put_operand(to, e, 0, sum_precedence);
  if (e.what != op::is_one_of) {
    to.also(e.what == op::is_given ? keyword::is_given : keyword::is_not_given);
    return;
  }
  to.also(keyword::is_one_of);
  for (std::size_t i = 1; i < e.args.size(); ++i) to.put(i > 1 ? ", " : " ").put_string(e.args[i].text);
}

inline void put_call(writer& to, const ast::expression& e) {
  to.put(function_keyword(e.what));
  if (e.what == ast::op::previous && e.args.empty()) return;
  to.put("(");
  const bool change = e.what == ast::op::fall || e.what == ast::op::rise;
  if (change && e.args.size() == 2) {
    put_expression(to, e.args[0], 0);
    to.also(keyword::change_from).put(" ");
    // A baseline of that name, in backticks, is no keyword.
    const ast::expression& from = e.args[1];
    const bool named = from.what == ast::op::reference && from.member.empty() && from.text == keyword_text(keyword::previous, to.in());
    if (named) to.put("`").put(from.text).put("`");
    else put_expression(to, from, 0);
  } else {
    put_arguments(to, e);
  }
  to.put(")");
}

inline void put_operation(writer& to, const ast::expression& e) {
  using ast::op;
  const operator_row& row = row_of(e.what);
  if (e.what == op::negate) {
    to.put("-");
    put_operand(to, e, 0, operand_precedence);
  } else if (e.what == op::logical_not) {
    to.put(keyword::not_).put(" ");
    put_operand(to, e, 0, row.precedence);
  } else {
    // Only + - * / lean to the left; an `and` inside an `and`, and a comparison of a comparison, need parentheses.
    const bool leans = row.precedence >= sum_precedence;
    for (std::size_t i = 0; i < e.args.size(); ++i) {
      if (i > 0) {
        to.put(" ");
        if (e.what == op::logical_and || e.what == op::logical_or)
          to.put(e.what == op::logical_and ? keyword::and_ : keyword::or_);
        else
          to.put(row.english);
        to.put(" ");
      }
      put_expression(to, e.args[i], leans && i == 0 ? row.precedence : row.precedence + 1);
    }
  }
}

/// Appends the expression, in parentheses when it binds looser than its place asks for.
inline void put_expression(writer& to, const ast::expression& e, int at_least) {
  const bool closed = precedence_of(e) < at_least;
  if (closed) to.put("(");
  switch (row_of(e.what).is) {
    case operator_class::leaf: put_leaf(to, e); break;
    case operator_class::form: put_form(to, e); break;
    case operator_class::call: put_call(to, e); break;
    default: put_operation(to, e); break;
  }
  if (closed) to.put(")");
}

inline writer& put(writer& to, const ast::expression& e) {
  put_expression(to, e, 0);
  return to;
}

}  // namespace ancs::detail::printing

#endif
