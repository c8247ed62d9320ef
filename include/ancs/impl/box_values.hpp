// box_values.hpp: what a part of the graph can come to while a few missing inputs range over a box: forms, quotients, decisions.
#ifndef ANCS_IMPL_BOX_VALUES_HPP
#define ANCS_IMPL_BOX_VALUES_HPP

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "kernels.hpp"
#include "program_data.hpp"

namespace ancs::detail {

/// Values from low to high; an open end is approached, not reached. `step`: only its multiples (0: any number).
struct box_side {
  std::optional<rational> low, high;
  bool low_open = false, high_open = false;
  rational step;
  bool is_point() const { return low && high && *low == *high; }
  bool is_empty() const {
    if (!low || !high) return false;
    return *low > *high || (*low == *high && (low_open || high_open));
  }
  /// Ends moved to multiples of the step, closed.
  void snap() {
    if (step.is_zero()) return;
    if (low) {
      rational n = (*low / step).ceil();
      if (low_open && n * step == *low) n += 1;
      low = n * step, low_open = false;
    }
    if (high) {
      rational n = (*high / step).floor();
      if (high_open && n * step == *high) n -= 1;
      high = n * step, high_open = false;
    }
  }
};
using box = std::vector<box_side>;

/// A register over a box.
struct boxed {
  std::optional<rational> low, high;
  bool low_open = false, high_open = false;
  bool exact = true;             ///< each end is reached or approached by values in the box
  std::uint64_t support = 0;     ///< the variables it depends on
  std::vector<rational> form;    ///< constant and a coefficient per variable, where it is linear over the whole box

  possible range() const { return {low, high}; }
  bool settled() const { return low && high && *low == *high; }
  bool above_zero() const { return low && (low->sign() > 0 || (low->is_zero() && low_open)); }
  bool from_zero() const { return low && low->sign() >= 0; }
  bool below_zero() const { return high && (high->sign() < 0 || (high->is_zero() && high_open)); }
  bool to_zero() const { return high && high->sign() <= 0; }
};

/// Operations on boxed values, over one box.
class box_arithmetic {
 public:
  explicit box_arithmetic(const box& over) : box_(over) {}

  boxed constant(const rational& v) const {
    boxed b;
    b.low = b.high = v;
    b.form.assign(box_.size() + 1, rational());
    b.form[0] = v;
    return b;
  }
  boxed variable(std::size_t i) const {
    std::vector<rational> form(box_.size() + 1);
    form[i + 1] = 1;
    return of_form(std::move(form));
  }
  boxed of_form(std::vector<rational> form) const {
    boxed b;
    b.low = b.high = form[0];
    for (std::size_t i = 0; i < box_.size(); ++i) {
      const rational& c = form[i + 1];
      if (c.is_zero()) continue;
      b.support |= std::uint64_t{1} << i;
      const bool up = c.sign() > 0;
      const box_side& s = box_[i];
      const auto add = [&](std::optional<rational>& end, bool& open, const std::optional<rational>& limit, bool limit_open) {
        if (end && limit) *end += c * *limit;
        else end.reset();
        open = open || limit_open;
      };
      add(b.low, b.low_open, up ? s.low : s.high, up ? s.low_open : s.high_open);
      add(b.high, b.high_open, up ? s.high : s.low, up ? s.high_open : s.low_open);
    }
    if (b.settled()) b.support = 0;
    b.form = std::move(form);
    return b;
  }

  /// Σ k · values + start.
  boxed weighted(const rational& start, const std::vector<std::pair<rational, const boxed*>>& parts) const {
    bool linear = true;
    for (const auto& [k, v] : parts) linear = linear && !v->form.empty();
    if (linear) {
      std::vector<rational> form(box_.size() + 1);
      form[0] = start;
      for (const auto& [k, v] : parts)
        for (std::size_t i = 0; i < form.size(); ++i)
          if (!v->form[i].is_zero()) form[i] += k * v->form[i];
      return of_form(std::move(form));
    }
    boxed sum;
    sum.low = sum.high = start;
    for (const auto& [k, v] : parts) {
      if (k.is_zero()) continue;
      const bool up = k.sign() > 0;
      const auto &l = up ? v->low : v->high, &h = up ? v->high : v->low;
      sum.low = sum.low && l ? std::optional(*sum.low + k * *l) : std::nullopt;
      sum.high = sum.high && h ? std::optional(*sum.high + k * *h) : std::nullopt;
      sum.low_open = sum.low_open || (up ? v->low_open : v->high_open);
      sum.high_open = sum.high_open || (up ? v->high_open : v->low_open);
      sum.exact = sum.exact && v->exact && !(sum.support & v->support);
      sum.support |= v->support;
    }
    return sum;
  }

  boxed product(const boxed& a, const boxed& b) const {
    if (a.settled()) return weighted(0, {{*a.low, &b}});
    if (b.settled()) return weighted(0, {{*b.low, &a}});
    const possible r = kernel::multiply{}(a.range(), b.range());
    boxed out = joined(a, b);
    out.low = r.low, out.high = r.high;
    out.exact = out.exact && r.low && r.high;
    return out;
  }

  boxed least(const boxed& a, const boxed& b) const {
    if (!a.form.empty() && !b.form.empty()) {
      const boxed gap = weighted(0, {{1, &a}, {-1, &b}});
      if (gap.to_zero()) return a;
      if (gap.from_zero()) return b;
    } else if (a.high && b.low && *a.high <= *b.low) {
      return a;
    } else if (b.high && a.low && *b.high <= *a.low) {
      return b;
    }
    boxed out = joined(a, b);
    out.low = a.low && b.low ? std::optional(std::min(*a.low, *b.low)) : std::nullopt;
    out.high = !a.high ? b.high : !b.high ? a.high : std::optional(std::min(*a.high, *b.high));
    return out;
  }
  boxed negated(const boxed& a) const { return weighted(0, {{-1, &a}}); }
  boxed most(const boxed& a, const boxed& b) const { return negated(least(negated(a), negated(b))); }

  boxed either(const boxed& condition, const boxed& yes, const boxed& no) const {
    if (condition.low->sign() > 0) return yes;
    if (condition.high->is_zero()) return no;
    boxed out = joined(yes, no);
    out.exact = yes.exact && no.exact && condition.exact && !(condition.support & (yes.support | no.support));
    out.support |= condition.support;
    out.low = yes.low && no.low ? std::optional(std::min(*yes.low, *no.low)) : std::nullopt;
    out.high = yes.high && no.high ? std::optional(std::max(*yes.high, *no.high)) : std::nullopt;
    return out;
  }

  /// 1, 0, or either.
  boxed tested(const boxed& v, graph::comparison how) const {
    using enum graph::comparison;
    bool always = false, never = false;
    switch (how) {
      case at_least: always = v.from_zero(), never = v.below_zero(); break;
      case above: always = v.above_zero(), never = v.to_zero(); break;
      case equal:
      case not_equal:
        always = v.settled() && v.low->is_zero(), never = v.above_zero() || v.below_zero() || never_zero(v);
        if (how == not_equal) std::swap(always, never);
        break;
    }
    if (always || never) return constant(always ? 1 : 0);
    boxed out;
    out.low = rational(0), out.high = rational(1);
    out.support = v.support;
    out.exact = v.exact && how != equal && how != not_equal;
    return out;
  }

  /// top / bottom, the bottom above 0 where the value counts.
  boxed quotient(const boxed& top, const boxed& bottom) const {
    if (bottom.settled() && bottom.low->sign() > 0) return weighted(0, {{rational(1) / *bottom.low, &top}});
    if (!top.form.empty() && !bottom.form.empty() && bottom.above_zero())
      if (auto q = fraction(top.form, bottom.form)) return *q;
    const possible r = kernel::divide{}(top.range(), bottom.range());
    boxed out = joined(top, bottom);
    out.low = r.low, out.high = r.high;
    out.exact = false;
    return out;
  }
  static boxed rounded(boxed v, rounding_mode mode) {
    v.form.clear();
    v.exact = v.exact && !v.low_open && !v.high_open;
    v.low_open = v.high_open = false;
    if (v.low) v.low = v.low->rounded(1, mode);
    if (v.high) v.high = v.high->rounded(1, mode);
    return v;
  }

  /// The variable that alone moves the form, if there is just one.
  std::optional<std::size_t> only_variable(const std::vector<rational>& form) const {
    std::optional<std::size_t> found;
    for (std::size_t i = 0; i < box_.size(); ++i) {
      if (form[i + 1].is_zero() || box_[i].is_point()) continue;
      if (found) return std::nullopt;
      found = i;
    }
    return found;
  }
  /// Where the form is 0, other variables standing at their points.
  rational root(const std::vector<rational>& form, std::size_t variable) const {
    rational rest = form[0];
    for (std::size_t i = 0; i < box_.size(); ++i)
      if (i != variable && !form[i + 1].is_zero()) rest += form[i + 1] * *box_[i].low;
    return -rest / form[variable + 1];
  }

 private:
  static boxed joined(const boxed& a, const boxed& b) {
    boxed out;
    out.support = a.support | b.support;
    out.exact = a.exact && b.exact && !(a.support & b.support);
    return out;
  }
  /// A form of one variable whose root is not a value that the variable takes.
  bool never_zero(const boxed& v) const {
    if (v.form.empty()) return false;
    const auto i = only_variable(v.form);
    if (!i || box_[*i].step.is_zero()) return false;
    return !(root(v.form, *i) / box_[*i].step).is_integer();
  }

  /// A quotient of forms goes up or down in each variable, so that its ends stand in corners. Empty where one cannot be told.
  std::optional<boxed> fraction(const std::vector<rational>& top, const std::vector<rational>& bottom) const {
    std::vector<std::size_t> moving;
    for (std::size_t i = 0; i < box_.size(); ++i)
      if ((!top[i + 1].is_zero() || !bottom[i + 1].is_zero()) && !box_[i].is_point()) moving.push_back(i);
    if (moving.size() > 5) return std::nullopt;
    boxed out;
    for (const auto i : moving) out.support |= std::uint64_t{1} << i;
    bool first = true, endless_low = false, endless_high = false;
    for (std::size_t corner = 0; corner < (std::size_t{1} << moving.size()); ++corner) {
      rational n = top[0], d = bottom[0];
      std::optional<std::size_t> far;
      bool open = false;
      for (std::size_t i = 0; i < box_.size(); ++i) {
        const auto at = std::find(moving.begin(), moving.end(), i);
        const bool high = at != moving.end() && ((corner >> (at - moving.begin())) & 1);
        const box_side& s = box_[i];
        if (top[i + 1].is_zero() && bottom[i + 1].is_zero()) continue;
        const auto& end = high ? s.high : s.low;
        if (!end) {
          if (far || !high) return std::nullopt;
          far = i;
          continue;
        }
        open = open || (high ? s.high_open : s.low_open);
        n += top[i + 1] * *end, d += bottom[i + 1] * *end;
      }
      rational value;
      int endless = 0;
      if (far) {
        open = true;
        const rational &a = top[*far + 1], &b = bottom[*far + 1];
        if (b.sign() < 0) return std::nullopt;
        if (b.sign() > 0) value = a / b;
        else if (!a.is_zero()) endless = a.sign();
        else if (d.sign() <= 0) return std::nullopt;
        else value = n / d;
      } else if (d.sign() > 0) {
        value = n / d;
      } else {
        if (n.is_zero()) return std::nullopt;
        endless = n.sign();
      }
      if (endless) {
        (endless > 0 ? endless_high : endless_low) = true;
        continue;
      }
      if (first || value < *out.low || (value == *out.low && !open)) out.low = value, out.low_open = open;
      if (first || value > *out.high || (value == *out.high && !open)) out.high = value, out.high_open = open;
      first = false;
    }
    if (first) return std::nullopt;
    if (endless_low) out.low.reset();
    if (endless_high) out.high.reset();
    return out;
  }

  const box& box_;
};

}  // namespace ancs::detail

#endif
