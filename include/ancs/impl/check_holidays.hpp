// impl/check_holidays.hpp: the holidays of the file as one calendar, and expressions of working days.
#ifndef ANCS_IMPL_CHECK_HOLIDAYS_HPP
#define ANCS_IMPL_CHECK_HOLIDAYS_HPP

#include <algorithm>

#include "../calendar.hpp"
#include "check_calendar.hpp"
#include "check_expressions.hpp"

namespace ancs::detail {

inline void declare_holidays(check_state& s, const ast::holidays& tree) {
  for (const auto& days : tree.list) {
    const std::int64_t first = days_of(days.first.year, days.first.month, days.first.day);
    const std::int64_t last = days.last ? days_of(days.last->year, days.last->month, days.last->day) : first;
    auto& free = s.model.calendar.free;
    auto& worked = s.model.calendar.worked;
    if (last < first || static_cast<std::uint64_t>(last - first) + free.size() + worked.size() >= limits::holidays) {
      report(s, code::holidays_out_of_order, days.where, {std::to_string(limits::holidays)});
      continue;
    }
    for (std::int64_t d = first; d <= last; ++d) {
      if (days.working && is_weekend(d)) worked.push_back(d);
      if (!days.working && !is_weekend(d)) free.push_back(d);
      if (days.working && !is_weekend(d)) {
        report(s, code::worked_anyway, days.where, {day_text(d, s.tree.keywords == language::vi)});
        break;
      }
    }
    for (auto* all : {&free, &worked}) {
      std::sort(all->begin(), all->end());
      all->erase(std::unique(all->begin(), all->end()), all->end());
    }
  }
}

inline term quoted_term(check_state& s, term inner, const ast::expression& e) {
  const kind type = inner.type;
  std::vector<term> args;
  args.push_back(std::move(inner));
  term t = joined_term(term_op::quoted, type, e.where, std::move(args));
  t.index = static_cast<std::uint32_t>(s.model.calls.size());
  s.model.calls.push_back(as_written(s, e));
  return t;
}

inline term one_arg(term_op what, kind type, term arg, span where) {
  std::vector<term> args;
  args.push_back(std::move(arg));
  return joined_term(what, type, where, std::move(args));
}

inline term two_args(term_op what, kind type, term a, term b, span where) {
  std::vector<term> args;
  args.push_back(std::move(a)), args.push_back(std::move(b));
  return joined_term(what, type, where, std::move(args));
}

inline resolved expect_date(check_state& s, const ast::expression& e) {
  resolved t = resolve(s, e);
  if (!t) return t;
  if (!t->text && !t->full && t->term.type == kind::date) return t;
  report(s, code::date_expected, e.where, {as_written(s, e), t->text ? std::string("\"…\"") : kind_word(s, t->full ? kind::points : t->term.type)});
  return std::nullopt;
}

/// `working days(a to b)`: those after a, up to b; below 0 where b comes first.
inline resolved resolve_working_between(check_state& s, const ast::expression& e) {
  resolved from = expect_date(s, e.args[0]), to = expect_date(s, e.args[1]);
  if (!from || !to) return std::nullopt;
  typed t;
  t.size = {2, 1, std::max(from->size.depth, to->size.depth) + 3};
  t.term = quoted_term(s, two_args(term_op::subtract, kind::days, one_arg(term_op::working_index, kind::days, std::move(to->term), e.where),
                                   one_arg(term_op::working_index, kind::days, std::move(from->term), e.where), e.where), e);
  return bounded(s, std::move(t), e);
}

/// `d + 5 working days`: the fifth working day after d; `d - 5 working days`: the fifth before it.
inline resolved resolve_working_days(check_state& s, const ast::expression& e) {
  const rational& n = e.args[1].value;
  if (n.sign() <= 0 || !n.is_integer() || n > rational(100000)) {
    report(s, code::wrong_working_days, e.args[1].where, {as_written(s, e.args[1])});
    return std::nullopt;
  }
  resolved from = expect_date(s, e.args[0]);
  if (!from) return from;
  typed t;
  t.size = {2, 1, from->size.depth + 6};
  const bool later = e.what == op::add;
  const auto number = [&](const rational& v) { return constant_term(v, kind::days, e.where); };
  term day = later ? std::move(from->term) : two_args(term_op::subtract, kind::date, std::move(from->term), number(1), e.where);
  term index = two_args(later ? term_op::add : term_op::subtract, kind::days, one_arg(term_op::working_index, kind::days, std::move(day), e.where),
                        number(later ? n : n - rational(1)), e.where);
  t.term = quoted_term(s, one_arg(term_op::working_day, kind::date, std::move(index), e.where), e);
  return bounded(s, std::move(t), e);
}

}  // namespace ancs::detail

#endif
