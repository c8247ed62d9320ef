// impl/check_points.hpp: the points that rows and clauses of a criterion can give, held against its maximum and floor.
#ifndef ANCS_IMPL_CHECK_POINTS_HPP
#define ANCS_IMPL_CHECK_POINTS_HPP

#include <unordered_set>

#include "check_bands.hpp"
#include "check_never.hpp"
#include "check_scaling.hpp"
#include "check_sums.hpp"

namespace ancs::detail {

/// What a clause can give. Nothing is known after a finding.
struct reach {
  interval points;
  bool known = false;
  bool witnessed = true;  ///< the most is known to occur
};

/// What the clauses of one criterion have in common.
class clause_base {
 public:
  clause_base(check_state& s, std::uint32_t index) : s_(s), index_(index), c_(s.model.criteria[index]), tree_(*s.criteria[index].tree) {}

  static bool is_unknown(const ast::points& p) { return p.written == ast::points::form::unknown; }

  /// The points of a row that may be `unknown`, which stands as the floor.
  std::optional<rational> row_points(const ast::points& p) { return is_unknown(p) ? std::optional(c_.floor) : points(p); }

  /// The points a row gives; empty where they are refused.
  std::optional<rational> points(const ast::points& p) {
    const std::optional<rational> said = written(p);
    if (!said) return said;
    const rational& value = *said;
    if (value > c_.maximum) {
      report(s_, code::points_above_maximum, p.where, {as_written(s_, value), as_written(s_, c_.maximum), c_.id});
      return std::nullopt;
    }
    if (value < c_.floor) {
      report(s_, code::points_below_floor, p.where, {as_written(s_, value), as_written(s_, c_.floor), c_.id});
      return std::nullopt;
    }
    return value;
  }

 protected:
  static reach failed() { return {}; }

  /// The points as they are written, whatever the criterion allows.
  std::optional<rational> written(const ast::points& p) {
    switch (p.written) {
      case ast::points::form::none:
        return rational(0);
      case ast::points::form::full:
        return c_.maximum;
      case ast::points::form::literal:
        return p.value;
      case ast::points::form::percent:
      case ast::points::form::fraction:
        return p.value * c_.maximum;
      case ast::points::form::unknown:
        break;
    }
    report(s_, code::unknown_in_a_sum, p.where, {word(s_, keyword::unknown)});
    return std::nullopt;
  }

  /// The most that one deduction or addition moves. Below a negative floor lies more to take than the maximum.
  std::optional<rational> cap(const ast::points& p, const rational& most) {
    const std::optional<rational> value = written(p);
    if (!value) return value;
    if (value->sign() < 0) {
      report(s_, code::amount_not_positive, p.where, {as_written(s_, *value)});
      return std::nullopt;
    }
    if (*value > c_.maximum && *value > most) {
      if (most > c_.maximum)
        report(s_, code::cap_below_floor, p.where, {as_written(s_, *value), c_.id, as_written(s_, most)});
      else
        report(s_, code::points_above_maximum, p.where, {as_written(s_, *value), as_written(s_, c_.maximum), c_.id});
      return std::nullopt;
    }
    return value;
  }

  /// The least and most of the points of several rows.
  reach rows_reach(const std::vector<std::optional<rational>>& gives, bool unknown = false) {
    reach r;
    r.known = true;
    bool first = true;
    for (const auto& g : gives) {
      if (!g) return failed();
      r.points = first ? exactly(*g) : hull(r.points, exactly(*g));
      first = false;
    }
    if (unknown) r.points = closed(c_.floor, c_.maximum);
    r.known = !first;
    return r;
  }

  /// Reports a clause that can leave [floor, maximum]; the help says how this clause is kept below its maximum.
  bool stays_inside(const interval& points, span where, const std::string& help = {}) {
    if (is_empty(points)) return true;  // never reached
    if (!points.high || *points.high > c_.maximum) {
      const std::string most = points.high ? as_written(s_, *points.high) : "∞";
      report(s_, code::clause_above_maximum, where, {most, as_written(s_, c_.maximum), c_.id, help});
      return false;
    }
    if (!points.low || *points.low < c_.floor) {
      const std::string least = points.low ? as_written(s_, *points.low) : "-∞";
      report(s_, code::clause_below_floor, where, {least, as_written(s_, c_.floor), c_.id});
      return false;
    }
    return true;
  }

  resolved number(const ast::expression& e) {
    resolved t = resolve_number(s_, e);
    if (t) prove(s_, t->term);
    return t;
  }

  /// An expression over data that a witness for its most can be read off: no input occurs in it twice.
  bool independent(const term& t) {
    std::unordered_set<std::uint32_t> seen;
    std::size_t steps = 0;
    return independent(t, seen, steps);
  }
  bool independent(const term& t, std::unordered_set<std::uint32_t>& seen, std::size_t& steps) {
    if (++steps > 2000) return false;
    if (t.what == term_op::let) return independent(s_.model.lets[t.index].value, seen, steps);
    if (t.what == term_op::slot) return seen.insert(t.index).second;
    // A condition on an input of its own is taken to hold somewhere.
    const bool counts = t.what == term_op::count_of || t.what == term_op::run;
    if (counts && std::any_of(t.args.begin(), t.args.end(), [](const term& c) {
          return c.what != term_op::slot && !(c.args.size() == 2 && c.args[0].what == term_op::slot && c.args[1].what == term_op::constant);
        }))
      return false;
    if (t.what == term_op::select || t.what == term_op::criterion || t.what == term_op::parameter) return false;
    if (t.what == term_op::divide && never_above(s_, t.args[0], t.args[1])) return !always_below(s_, t.args[0], t.args[1]);  // reached where both are equal
    for (const term& arg : t.args)
      if (!independent(arg, seen, steps)) return false;
    return true;
  }

  /// Points that one deduction or addition moves at most, and at least: never below 0. There is no room for more than `most`.
  std::optional<interval> check_change(const ast::change& tree, const rational& most, checked::change& made) {
    made.where = tree.where;
    made.when = tree.when;
    made.amount = tree.amount.value;
    bool ok = true;
    if (tree.amount.value.sign() <= 0 || tree.amount.percent) {
      report(s_, code::amount_not_positive, tree.amount.where, {as_written(s_, tree.amount)});
      ok = false;
    }
    if (tree.at_most) {
      made.at_most = cap(*tree.at_most, most);
      ok = ok && made.at_most;
      if (made.at_most) check_step_multiple(s_, *made.at_most, tree.at_most->where);
    }
    resolved of = tree.when ? resolve_condition(s_, tree.of) : number(tree.of);
    if (of && tree.when) {
      prove(s_, of->term);
      warn_where_never(s_, of->term, tree.of);
    }
    if (!of) return std::nullopt;
    interval events = closed(0, 1);
    if (!tree.when) {
      const analysis known = analyse(s_, of->term);
      events = known.range;
      if (!is_empty(events) && !never_negative(events)) {
        report(s_, code::events_below_zero, tree.of.where, {as_written(s_, tree.of), word(s_, keyword::maximum_of)});
        ok = false;
      }
      if (of->term.type == kind::percent) {
        report(s_, code::kinds_do_not_mix, tree.of.where,
               {as_written(s_, tree.of), kind_word(s_, of->term.type), as_written(s_, tree.amount), kind_word(s_, kind::points)});
        ok = false;
      }
      const bool whole_already = known.step && known.step->is_integer();
      if (!tree.whole && !whole_already && ok) {
        report(s_, code::whole_or_pro_rata, tree.of.where,
               {as_written(s_, tree.of), word(s_, keyword::whole), word(s_, keyword::pro_rata)});
        ok = false;
      }
      made.whole = tree.whole.value_or(whole_already);
    }
    made.of = std::move(of->term);
    if (!ok) return std::nullopt;
    if (is_empty(events)) return exactly(0);
    interval moved = product_of(events, exactly(made.amount));
    if (made.at_most) moved = capped_at(std::move(moved), *made.at_most);
    return moved;
  }

  /// The factor of `scaled by`, none where there is none; empty where it is refused.
  std::optional<std::optional<term>> scale_of(const std::optional<ast::name>& by, const resolved& of) {
    if (!by) return std::optional<term>();
    resolved k = resolve_scale(s_, *by, of);
    if (!k) return std::nullopt;
    return std::optional<term>(std::move(k->term));
  }

  const std::optional<std::uint32_t>& own_input() const { return s_.criteria[index_].own_input; }

  check_state& s_;
  std::uint32_t index_;
  checked::criterion& c_;
  const ast::criterion& tree_;
};

}  // namespace ancs::detail

#endif
