// explain_needs.hpp: what it would take: the least further amount of one input for a better row, a condition or a level.
#ifndef ANCS_IMPL_EXPLAIN_NEEDS_HPP
#define ANCS_IMPL_EXPLAIN_NEEDS_HPP

#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "explain_numbers.hpp"

namespace ancs::detail {

class needs_writer {
 public:
  needs_writer(const program_data& p, const register_file& registers, language in) : p_(p), registers_(registers), write_(p, registers, in), in_(in) {}

  /// For a band table: the nearest row that gives more, as "6 points need present = 18: 2 more". Empty where no one input decides.
  std::string of_bands(const criterion_plan& plan) const {
    if (plan.pieces.empty() || !write_.is_known(plan.shown) || (plan.scale && !write_.is_known(*plan.scale))) return {};
    const rational factor = plan.scale ? write_.value(*plan.scale) : rational(1);
    const auto by = lever_of(plan.shown.of, nullptr);
    if (!by) return {};
    std::vector<rational> limits;
    for (const auto& piece : plan.pieces)
      if (piece.low) limits.push_back(*piece.low * factor);
    const rational now = plan.pieces[piece_at(plan, by->value(0) / factor)].gives;
    const auto change = nearest(*by, limits, [&](const rational& value) { return plan.pieces[piece_at(plan, value / factor)].gives > now; });
    if (!change) return {};
    const rational& gives = plan.pieces[piece_at(plan, by->value(*change) / factor)].gives;
    return write_.amount(gives, graph::formula::unit::plain, 6) + word(" points need ", " điểm cần ") + written(*by, *change);
  }

  /// For a comparison that does not hold, or a conjunction of which just one does not: "needs present = 18: 2 more".
  std::string of_condition(const graph::formula& f) const {
    if (!write_.is_known(f) || !write_.value(f).is_zero()) return {};
    if (f.logical && f.symbol == "and") {
      const graph::formula* failing = nullptr;
      for (const auto& a : f.args) {
        if (!write_.is_known(a)) return {};
        if (!write_.value(a).is_zero()) continue;
        if (failing) return {};
        failing = &a;
      }
      return failing ? of_condition(*failing) : std::string();
    }
    if (!f.comparison || f.args.size() != 2 || !write_.is_known(f.args[0]) || !write_.is_known(f.args[1])) return {};
    const auto by = lever_of(f.args[0].of, &f.args[1].of);
    if (!by) return {};
    const rational limit = write_.value(f.args[1]);
    const auto change = nearest(*by, {limit}, [&](const rational& value) { return holds(f.symbol, value, limit); });
    if (!change) return {};
    return word("needs ", "cần ") + written(*by, *change);
  }

  /// The comparisons of a level's row that fail, each with how much is short: "total = 78 < 80: 2 short".
  std::vector<std::string> short_of(const graph::formula& f) const {
    std::vector<std::string> all;
    gather(f, all);
    return all;
  }

  /// What gives a worse level whatever the points are: "blocked by V1 = yes".
  std::string blocked_by(const graph::formula& f) const { return word("blocked by ", "bị chặn bởi ") + write_.text(f); }

 private:
  /// The one input that moves a quotient by its top alone: value(t) is the quotient with t more of it.
  struct lever {
    std::uint32_t slot = 0;
    rational now, top, bottom, weight, step;
    rational value(const rational& more) const { return (top + weight * more) / bottom; }
  };

  std::string word(const char* en, const char* vi) const { return in_ == language::vi ? vi : en; }

  std::optional<lever> lever_of(const graph::quantity& q, const graph::quantity* beside) const {
    lever found;
    std::size_t inputs = 0;
    for (const auto& [id, c] : q.numerator.terms) {
      const auto& n = p_.nodes[id];
      if (n.what != graph::node_op::input) return std::nullopt;
      const auto reads = [id = id](const graph::quantity& other) {
        return std::any_of(other.numerator.terms.begin(), other.numerator.terms.end(), [&](const auto& t) { return t.first == id; });
      };
      const auto divides = std::any_of(q.denominator.terms.begin(), q.denominator.terms.end(), [id = id](const auto& t) { return t.first == id; });
      if (divides || (beside && reads(*beside))) continue;
      ++inputs;
      found.slot = n.index;
      found.weight = c;
    }
    if (inputs != 1) return std::nullopt;
    const auto type = p_.columns[found.slot].type;
    if (type == input_column::kind::yes_no || type == input_column::kind::one_of || type == input_column::kind::date) return std::nullopt;
    found.now = registers_.number(p_.slots[found.slot].node);
    found.top = registers_.number(q.numerator);
    found.bottom = registers_.number(q.denominator);
    if (found.bottom.sign() <= 0) return std::nullopt;
    if (p_.slots[found.slot].whole) found.step = p_.slots[found.slot].step;
    return found;
  }

  /// The smallest change, up or down, at which the quotient is wanted and the data could be so.
  std::optional<rational> nearest(const lever& by, const std::vector<rational>& limits, const std::function<bool(const rational&)>& wanted) const {
    std::optional<rational> best;
    for (const auto& limit : limits) {
      const rational at = (limit * by.bottom - by.top) / by.weight;
      std::vector<rational> tries{at};
      if (!by.step.is_zero()) {
        const rational floor = (at / by.step).floor() * by.step;
        tries = {floor - by.step, floor, floor + by.step};
      }
      for (const auto& t : tries) {
        if (t.is_zero() || (best && best->abs() <= t.abs()) || !possible_value(by, by.now + t) || !wanted(by.value(t))) continue;
        best = t;
      }
    }
    return best;
  }
  bool possible_value(const lever& by, const rational& value) const {
    const auto& s = p_.slots[by.slot];
    if (s.low && (s.low_open ? value <= *s.low : value < *s.low)) return false;
    if (s.high && (s.high_open ? value >= *s.high : value > *s.high)) return false;
    return std::all_of(s.limits.begin(), s.limits.end(), [&](const slot_limit& l) {
      const possible other = registers_.value(p_.slots[l.other].node);
      if (!settled(other)) return true;
      return l.from_above ? value <= *other.low : value >= *other.low;
    });
  }
  static bool settled(const possible& v) { return v.low && v.high && *v.low == *v.high; }

  static std::size_t piece_at(const criterion_plan& plan, const rational& value) {
    std::size_t at = 0;
    for (std::size_t i = 1; i < plan.pieces.size(); ++i)
      if (plan.pieces[i].low_open ? value > *plan.pieces[i].low : value >= *plan.pieces[i].low) at = i;
    return at;
  }
  static bool holds(const std::string& symbol, const rational& a, const rational& b) {
    if (symbol == "=") return a == b;
    if (symbol == "≠") return a != b;
    if (symbol == "<") return a < b;
    if (symbol == "≤") return a <= b;
    if (symbol == ">") return a > b;
    return a >= b;
  }

  std::string written(const lever& by, const rational& change) const {
    const auto& column = p_.columns[by.slot];
    const auto as = column.type == input_column::kind::percent ? graph::formula::unit::percent : graph::formula::unit::plain;
    const std::string amount = write_.amount(change.abs(), as, 6);
    return column.name + " = " + write_.amount(by.now + change, as, 6) + ": " +
           (in_ == language::vi ? (change.sign() > 0 ? "thêm " : "bớt ") + amount
                                : amount + (change.sign() > 0 ? " more" : column.type == input_column::kind::count ? " fewer" : " less"));
  }

  void gather(const graph::formula& f, std::vector<std::string>& into) const {
    constexpr std::size_t most = 8;
    if (into.size() >= most || !write_.is_known(f) || !write_.value(f).is_zero()) return;
    if (f.logical && f.symbol == "and") {
      for (const auto& a : f.args) gather(a, into);
      return;
    }
    std::string text = write_.text(f);
    if (f.comparison && f.args.size() == 2 && f.args[0].as == graph::formula::unit::points && write_.is_known(f.args[1])) {
      // Of points that are still open, the most they can be.
      const possible points = registers_.value(f.args[0].of);
      const rational gap = points.high ? write_.value(f.args[1]) - *points.high : rational(0);
      const std::string amount = (settled(points) ? "" : word("at least ", "ít nhất ")) + write_.amount(gap.abs(), graph::formula::unit::plain, 6);
      if (gap.sign() > 0) text += in_ == language::vi ? ": thiếu " + amount : ": " + amount + " short";
    }
    into.push_back(std::move(text));
  }

  const program_data& p_;
  const register_file& registers_;
  number_writer write_;
  language in_;
};

}  // namespace ancs::detail

#endif
