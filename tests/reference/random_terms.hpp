// random_terms.hpp: random expressions, limits to compare them with, and conditions.
#ifndef ANCS_TESTS_RANDOM_TERMS_HPP
#define ANCS_TESTS_RANDOM_TERMS_HPP

#include "random_inputs.hpp"

namespace random_model {

class terms : protected inputs {
 protected:
  using inputs::inputs;

  term of_column(std::size_t at) {
    const column& c = m_.columns[at];
    term t;
    t.text = mention(at);
    t.share = c.type == column::kind::percent;
    t.whole = c.step == 1;
    if (c.step != 1) t.limit_step = c.step * 4;
    t.low = c.low;
    t.high = c.high;
    if (!c.at_most.empty()) t.high.reset();
    t.exact = !c.low_open && !c.high_open && c.at_most.empty() && t.low && t.high;
    t.hints.push_back({hint::form::value, at, at, 0});
    return t;
  }

  std::size_t count_column() {
    return pick(counts_, [&] { d_.chance(30) ? new_compared() : new_quantity(counts_, "count"); });
  }

  term count() {
    const std::size_t a = count_column();
    switch (d_.below(14)) {
      case 12:
        return counted();
      case 13: {
        if (strict_.empty() || d_.chance(30)) new_strict_pair();
        return of_column(d_.one_of(strict_));
      }
      case 0: {
        const std::size_t b = count_column();
        term t = of_column(a), u = of_column(b);
        t.coarse = a == b;
        const char* call = d_.chance(50) ? "min" : "max";
        t.text = d_.chance(40)   ? "(" + t.text + " + " + u.text + ")"
                 : d_.chance(50) ? "sum(" + t.text + ", " + u.text + ")"
                                 : call + ("(" + t.text + ", " + u.text + ")");
        feature(t.text.substr(0, 3) == "min" || t.text.substr(0, 3) == "max" ? "min max" : "sum of counts");
        t.low = 0;
        if (t.text[0] == '(' || t.text[0] == 's')
          t.low = plus(m_.columns[a].low, m_.columns[b].low);
        else if (t.text[1] == 'i')
          t.low = std::min(*m_.columns[a].low, *m_.columns[b].low);
        else
          t.low = std::max(*m_.columns[a].low, *m_.columns[b].low);
        // Large sums only matter as limits; a smaller one bounds the minimum.
        if (t.text[1] == 'i') {
          const maybe x = m_.columns[a].high, y = m_.columns[b].high;
          t.high = x && y ? maybe(std::min(*x, *y)) : x ? x : y;
        } else if (t.text[0] == '(' || t.text[0] == 's')
          t.high = plus(m_.columns[a].high, m_.columns[b].high);
        else
          t.high = m_.columns[a].high && m_.columns[b].high ? maybe(std::max(*m_.columns[a].high, *m_.columns[b].high)) : std::nullopt;
        t.exact = false;
        t.hints.clear();
        return t;
      }
      case 1: {
        if (series_.empty() || series_.back().share) new_series();
        const series& s = series_.back();
        if (s.share) break;
        term t;
        const column& c = m_.columns[s.columns[0]];
        static const std::vector<std::string> calls{"sum", "max", "min"};
        const std::string call = d_.one_of(calls);
        t.text = call + "(" + s.name + ")";
        t.whole = true;
        t.low = c.low;
        t.high = c.high;
        if (call == "sum" && t.high) t.high = *t.high * number(s.columns.size());
        feature(call + " of series");
        return t;
      }
      case 2: {
        if (compared_.empty()) break;
        return of_column(compared_[d_.below(compared_.size())].second);
      }
      case 3: {
        if (series_.empty() || series_.back().share) break;
        feature("a month");
        return of_column(d_.one_of(series_.back().columns));
      }
      case 4: {
        if (!d_.chance(30)) break;
        const std::size_t b = count_column();
        const std::string id = fresh("k");
        m_.lets.push_back("let " + id + " = " + mention(a) + " + " + mention(b));
        term t = of_column(a);
        t.coarse = a == b;
        t.text = id;
        t.low = plus(m_.columns[a].low, m_.columns[b].low);
        t.high = plus(m_.columns[a].high, m_.columns[b].high);
        t.exact = false;
        t.hints.clear();
        feature("let of counts");
        return t;
      }
      case 5: {
        term t = of_column(a);
        const number k = d_.between(2, 4);
        t.coarse = true;
        t.text = d_.chance(50) ? "(" + literal(k) + " * " + t.text + ")" : "(" + t.text + " * " + literal(k) + ")";
        if (t.low) t.low = *t.low * k;
        if (t.high) t.high = *t.high * k;
        t.exact = false;
        t.hints.clear();
        feature("multiple");
        return t;
      }
      default:
        break;
    }
    return of_column(a);
  }

  /// How many values of a series a condition holds for, or of the last ones without a break.
  term counted() {
    term t;
    t.whole = true;
    t.low = 0;
    const bool run = d_.chance(50);
    const std::string call = run ? "run(" : "count(";
    feature(run ? "run" : "count");
    if (d_.chance(30)) {
      const auto& [name, length] = answered_[answered_.empty() || d_.chance(30) ? new_answers() : d_.below(answered_.size())];
      t.text = call + (d_.chance(70) ? name : "not " + name) + ")";
      t.high = number(length);
      return t;
    }
    if (series_.empty() || series_.back().share) new_series();
    if (series_.back().share) return count();
    const series& s = series_.back();
    t.high = number(s.columns.size());
    static const std::vector<std::string> ops{" >= ", " > ", " <= ", " < ", " = ", " != "};
    switch (d_.below(5)) {
      case 0:
        t.text = s.name + d_.one_of(ops) + "previous(" + s.name + ")";
        t.high = *t.high - 1;
        feature("previous");
        break;
      case 1:
        t.text = "previous(" + s.name + ") > 0 and fall(" + s.name + " from previous) >= " + percent(share());
        t.high = *t.high - 1;
        feature("fall from previous");
        break;
      case 2:
        if (s.compared) {
          t.text = s.name + d_.one_of(ops) + s.name + ".before";
          feature("series beside its baseline");
          break;
        }
        [[fallthrough]];
      case 3:
        if (s.compared) {
          t.text = s.name + ".before > 0 and rise(" + s.name + ") < " + percent(share());
          break;
        }
        [[fallthrough]];
      default:
        t.text = s.name + d_.one_of(ops) + literal(d_.between(1, 6));
        break;
    }
    t.text = call + t.text + ")";
    t.coarse = true;
    return t;
  }

  std::string working_condition(std::size_t a) {
    if (m_.holidays.empty()) {
      m_.holidays = "holidays \"2020\" {";
      static const std::vector<std::string> days{"2020-01-23 to 2020-01-29", "2020-04-30", "1/5/2020", "2020-09-02", "2020-01-01", "2020-12-24 to 2020-12-31"};
      for (const auto& each : days)
        if (d_.chance(60)) m_.holidays += " " + each;
      if (d_.chance(50)) m_.holidays += " working on 2020-02-01";
      if (d_.chance(50)) m_.holidays += " working on 2020-02-02 working on 26/12/2020";
      m_.holidays += m_.holidays.back() == '{' ? " 2020-06-01 }" : " }";
      feature("holidays");
    }
    static const std::vector<std::string> ops{" >= ", " > ", " <= ", " < ", " = ", " != "};
    const std::size_t b = new_date();
    feature("working days");
    if (d_.chance(50)) return "working days(" + mention(a) + " to " + mention(b) + ")" + d_.one_of(ops) + std::to_string(d_.between(0, 60));
    const std::string n = std::to_string(d_.between(1, 30));
    return mention(a) + (d_.chance(70) ? " + " : " - ") + n + " working days" + d_.one_of(ops) + mention(b);
  }

  /// A date beside a day, or beside another date.
  std::string date_condition() {
    static const std::vector<std::string> ops{" >= ", " > ", " <= ", " < ", " = ", " != "};
    const std::size_t a = dates_.empty() || d_.chance(40) ? new_date() : d_.one_of(dates_);
    if (d_.chance(50)) {
      const int month = d_.between(1, 12), day = d_.between(1, 28);
      hint_at(of_column(a), reference::days(2020, month, day));
      const auto two = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
      const std::string text = d_.chance(50) ? "2020-" + two(month) + "-" + two(day) : std::to_string(day) + "/" + std::to_string(month) + "/2020";
      return mention(a) + d_.one_of(ops) + text;
    }
    if (d_.chance(50)) return working_condition(a);
    const std::size_t b = new_date();
    const std::string n = std::to_string(d_.between(0, 40));
    feature("days between dates");
    return d_.chance(50) ? mention(a) + " - " + mention(b) + d_.one_of(ops) + n : mention(a) + " + " + n + d_.one_of(ops) + mention(b);
  }

  /// Money, signed numbers, differences and means.
  term amount() {
    switch (d_.below(7)) {
      case 0:
        return of_column(pick(money_, [&] { new_quantity(money_, "money"); }));
      case 1:
      case 2:
        return of_column(pick(signed_, [&] { new_quantity(signed_, "number"); }));
      case 3: {
        const std::size_t a = count_column(), b = count_column();
        if (related(a, b)) return of_column(a);
        term t;
        t.text = "(" + mention(a) + " - " + mention(b) + ")";
        t.whole = true;
        t.low = plus(m_.columns[a].low, negated(upper(b)));
        t.high = plus(upper(a), negated(m_.columns[b].low));
        feature("difference");
        return t;
      }
      case 4: {
        term t = quotient(pick(money_, [&] { new_quantity(money_, "money"); }), count_column());
        t.text = "(" + t.text + ")";
        t.share = false;
        feature("money per count");
        return t;
      }
      case 5: {
        const std::size_t a = count_column(), b = count_column();
        if (a == b) return of_column(a);
        term t;
        t.text = "mean(" + mention(a) + ", " + mention(b) + ")";
        t.low = (*m_.columns[a].low + *m_.columns[b].low) / 2;
        t.high = plus(upper(a), upper(b));
        if (t.high) t.high = *t.high / 2;
        t.limit_step = 1;
        feature("mean of counts");
        return t;
      }
      default: {
        new_series();
        const series s = series_.back();
        if (s.share) return count();
        term t;
        const column& c = m_.columns[s.columns[0]];
        t.text = "mean(" + s.name + ")";
        t.low = c.low;
        t.high = c.high;
        t.limit_step = 1;
        feature("mean of series");
        return t;
      }
    }
  }

  maybe upper(std::size_t at) const {
    const column& c = m_.columns[at];
    if (c.high || c.at_most.empty()) return c.high;
    for (std::size_t n = 0; n < m_.columns.size(); ++n)
      if (m_.columns[n].name == c.at_most) return upper(n);
    return std::nullopt;
  }

  /// A part of a whole, within 0 and 1 by a declared relation.
  term part_of_whole() {
    std::vector<std::size_t> parts;
    for (std::size_t n : counts_)
      if (!m_.columns[n].at_most.empty()) parts.push_back(n);
    if (parts.empty()) {
      column whole, part;
      whole.step = part.step = 1;
      whole.low = part.low = 0;
      if (d_.chance(35)) whole.low = 1;
      whole.name = fresh("tổng_");
      part.name = fresh("x");
      part.at_most = whole.name;
      m_.inputs.push_back({{whole.name}, std::string("count") + (*whole.low == 1 ? " at least 1" : "")});
      m_.inputs.push_back({{part.name}, "count at most " + whole.name});
      if (*whole.low == 0)
        counts_.push_back(add_column(whole));
      else
        add_column(whole);
      counts_.push_back(add_column(part));
      parts.push_back(counts_.back());
      feature("relation");
    }
    const std::size_t a = d_.one_of(parts);
    std::size_t b = 0;
    while (m_.columns[b].name != m_.columns[a].at_most) ++b;
    term t = quotient(a, b);
    t.low = 0;
    t.high = 1;
    feature("part of whole");
    return t;
  }

  term quotient(std::size_t a, std::size_t b) {
    term t;
    const std::string bottom = mention(b);
    t.text = mention(a) + " / " + bottom;
    t.share = true;
    const column &x = m_.columns[a], &y = m_.columns[b];
    if (!y.low || *y.low < 0 || (*y.low == 0 && !y.low_open)) t.nonzero.push_back(bottom);
    if (y.low && *y.low >= 0 && x.low && *x.low >= 0) {
      const number least = *y.low > 0 ? *y.low : y.step;
      t.low = upper(b) ? number(*x.low / *upper(b)) : number(0);
      if (least > 0 && upper(a)) t.high = *upper(a) / least;
    }
    t.hints.push_back({hint::form::share, a, b, 0});
    return t;
  }

  term change() {
    if (compared_.empty() || (!full() && d_.chance(30))) new_compared();
    const auto [a, b] = compared_[d_.below(compared_.size())];
    const bool fall = d_.chance(65);
    const column &x = m_.columns[a], &y = m_.columns[b];
    const std::string bottom = mention(b);
    term t;
    const std::string name = x.name, member = y.name.substr(name.size() + 1);
    t.text = std::string(fall ? "fall(" : "rise(") + mention(a) + (d_.chance(20) && member != "baseline" ? " from " + member : "") + ")";
    t.share = true;
    if (*y.low == 0) t.nonzero.push_back(bottom);
    const number least = *y.low > 0 ? *y.low : number(1);
    const maybe most = x.high ? maybe(*x.high / least - 1) : std::nullopt;
    const number fewest = (y.high ? number(*x.low / *y.high) : number(0)) - 1;
    t.low = fall ? negated(most) : maybe(fewest);
    t.high = fall ? maybe(-fewest) : most;
    t.hints.push_back({fall ? hint::form::fall : hint::form::rise, a, b, 0});
    feature(fall ? "fall" : "rise");
    return t;
  }

  term change_between() {
    const std::size_t a = count_column(), b = count_column();
    if (related(a, b)) return change();
    const bool fall = d_.chance(50);
    term t = quotient(a, b);
    t.text = std::string(fall ? "fall(" : "rise(") + mention(a) + " from " + mention(b) + ")";
    t.hints[0].what = fall ? hint::form::fall : hint::form::rise;
    const maybe least = plus(t.low, number(-1)), most = plus(t.high, number(-1));
    t.low = fall ? negated(most) : least;
    t.high = fall ? negated(least) : most;
    feature("change between inputs");
    return t;
  }

  term share_term(int depth = 0) {
    switch (d_.below(depth > 1 ? 6 : 14)) {
      case 0:
      case 1:
        return of_column(pick(percents_, [&] { new_percent(false); }));
      case 2:
        return part_of_whole();
      case 3: {
        const std::size_t a = count_column(), b = count_column();
        if (related(a, b)) return part_of_whole();
        feature("quotient");
        return quotient(a, b);
      }
      case 4:
        return change();
      case 5:
        return change_between();
      case 6: {
        const bool money = d_.chance(50);
        auto& pool = money ? money_ : signed_;
        const auto create = [&] { new_quantity(pool, money ? "money" : "number"); };
        const std::size_t a = pick(pool, create), b = pick(pool, create);
        if (a == b) return part_of_whole();
        feature(money ? "quotient of money" : "signed quotient");
        return quotient(a, b);
      }
      case 7: {
        const std::size_t p = pick(optionals_, [&] { new_percent(true); });
        term t = of_column(p);
        t.given.push_back(t.text);
        feature("is given");
        return t;
      }
      case 8: {
        const term a = share_term(depth + 1);
        const bool minus = d_.chance(50);
        term b = d_.chance(50) ? term{} : of_column(pick(percents_, [&] { new_percent(false); }));
        if (b.text.empty()) {
          b.low = b.high = share();
          b.text = percent(*b.low);
        }
        // A term with itself, or with what is bounded by it, has a narrower interval than its parts tell.
        const auto one = columns_in(a.text), other = columns_in(b.text);
        if (std::any_of(one.begin(), one.end(), [&](std::size_t n) { return other.count(n) != 0; })) return a;
        term t = a;
        t.text = "(" + a.text + (minus ? " - " : " + ") + b.text + ")";
        t.low = plus(a.low, minus ? negated(b.high) : b.low);
        t.high = plus(a.high, minus ? negated(b.low) : b.high);
        t.exact = false;
        t.coarse = t.coarse || t.limit_step != 0;
        t.hints.clear();
        add_needs(t, b);
        feature("share plus share");
        return t;
      }
      case 9: {
        term t = share_term(depth + 1);
        static const std::vector<std::string> steps{"0.1", "1", "0.01", "5"};
        const std::string step = d_.one_of(steps);
        t.text = "round(" + t.text + ", " + step + "%)";
        t.coarse = t.coarse || t.limit_step != 0;
        t.inner = true;
        t.limit_step = reference::parse(step) / 50;
        // Ends of the interval move to a step; thresholds near them could be out of reach.
        if (t.low) t.low = *t.low + number(1, 20);
        if (t.high) t.high = *t.high - number(1, 20);
        t.exact = false;
        feature("round");
        return t;
      }
      case 10: {
        const term inner = share_term(depth + 1);
        const std::string id = fresh("k");
        m_.lets.push_back("let " + id + " = " + inner.text);
        term t = inner;
        t.text = id;
        feature("let");
        return t;
      }
      case 11: {
        const term whole = share_term(depth + 1);
        if (!whole.low || !whole.high || *whole.low > 0 || *whole.high < 1) return whole;
        const std::string id = fresh("k");
        m_.lets.push_back("let " + id + " { when " + safe_condition() + " : " + percent(share()) + "  when " + safe_condition() + " : " +
                          percent(share()) + "  otherwise : " + percent(share()) + " }");
        term t;
        t.share = true;
        t.inner = true;
        t.coarse = whole.coarse || whole.limit_step != 0;
        t.text = "(" + whole.text + " - " + id + ")";
        // Narrower than it is: limits in between are within reach whatever the choices are.
        t.low = number(-1, 20);
        t.high = number(1, 20);
        add_needs(t, whole);
        feature("let by condition");
        return t;
      }
      case 12: {
        const term inner = share_term(depth + 1);
        term t = inner;
        t.text = "-(" + inner.text + ")";
        t.low = negated(inner.high);
        t.high = negated(inner.low);
        t.exact = false;
        t.hints.clear();
        feature("negated");
        return t;
      }
      default: {
        const term a = share_term(depth + 1), b = share_term(depth + 1);
        if (a.text == b.text || a.share != b.share) return a;
        term t = a;
        const bool least = d_.chance(50);
        t.inner = a.inner || b.inner;
        t.coarse = a.coarse || b.coarse || a.limit_step != 0 || b.limit_step != 0;
        t.text = std::string(least ? "min(" : "max(") + a.text + ", " + b.text + ")";
        t.low.reset(), t.high.reset();
        if (a.low && b.low) t.low = least ? std::min(*a.low, *b.low) : std::max(*a.low, *b.low);
        if (a.high && b.high) t.high = least ? std::min(*a.high, *b.high) : std::max(*a.high, *b.high);
        if (least && (a.high || b.high) && !t.high) t.high = a.high ? a.high : b.high;
        if (!least && (a.low || b.low) && !t.low) t.low = a.low ? a.low : b.low;
        t.exact = false;
        add_needs(t, b);
        feature("min max");
        return t;
      }
    }
  }

  // ---- thresholds and conditions ----

  /// `n` different limits inside what the term can be, ascending; fewer where there is no room.
  std::vector<number> limits(const term& t, int n) {
    std::set<number> found;
    const bool whole = t.whole && !t.share;
    for (int tries = 0; tries < 40 && static_cast<int>(found.size()) < n; ++tries) {
      number x = t.share ? share() : constant(whole);
      if (!t.share && m_.magnitude != 4 && d_.chance(50)) x = d_.between(0, 12);
      if (t.share && (!t.low || *t.low < 0) && d_.chance(25)) x = d_.chance(50) ? number(0) : number(-x);
      if (!t.share && (!t.low || *t.low < 0) && d_.chance(30)) x = -x;
      if (t.low && t.high && d_.chance(40)) {
        x = *t.low + (*t.high - *t.low) * d_.between(1, 19) / 20;
        if (!finite(x)) continue;
      }
      if (whole) x = reference::floor(x);
      if (t.limit_step != 0) x = reference::floor(x / t.limit_step) * t.limit_step;
      if (t.low && x <= *t.low) continue;
      if (t.high && x >= *t.high) continue;
      found.insert(x);
    }
    for (const auto& x : found) hint_at(t, x);
    return {found.begin(), found.end()};
  }

  /// True if the number has a decimal form short enough to be a literal.
  static bool finite(const number& x) {
    auto bottom = denominator(x);
    int places = 0;
    for (; bottom % 10 == 0; bottom /= 10) ++places;
    for (; bottom % 2 == 0; bottom /= 2) ++places;
    for (; bottom % 5 == 0; bottom /= 5) ++places;
    return bottom == 1 && places <= 12;
  }

  void hint_at(const term& t, const number& x) {
    for (hint h : t.hints) {
      h.t = x;
      m_.hints.push_back(h);
    }
  }

  static std::string limit_text(const term& t, const number& x) { return t.share ? percent(x) : literal(x); }

  /// A new parameter with this value, and some room on both sides.
  std::string parameter(const number& x, bool share) {
    const auto room = [&] { return share ? number(d_.below(6)) / 20 : number(d_.below(4)); };
    const auto text = [&](const number& v) { return share ? percent(v) : literal(v); };
    const std::string id = fresh("t");
    m_.parameters.push_back("parameter " + id + " = " + text(x) + " between " + text(x - room()) + " and " + text(x + room()) + title());
    feature("parameter");
    return id;
  }

  std::string comparison(const term& t) {
    static const std::vector<std::string> all{" >= ", " > ", " <= ", " < ", " = ", " != "};
    const auto at = limits(t, 1);
    number x = at.empty() ? (t.share ? share() : number(d_.between(0, 5))) : at[0];
    if (t.whole && t.low && d_.chance(30)) x = *t.low;
    // A guard that always holds would make the rest of its criterion dead text, in which nothing is proved.
    if (t.low && x < *t.low) x = *t.low;
    if (t.high && x > *t.high) x = *t.high;
    if (!finite(x)) return t.text + " = " + limit_text(t, reference::floor(x));
    hint_at(t, x);
    const bool inside = (!t.low || x > *t.low) && (!t.high || x < *t.high);
    if (inside && d_.chance(7)) return t.text + d_.one_of(all) + parameter(x, t.share);
    static const std::vector<std::string> at_low{" > ", " <= ", " = ", " != "}, at_high{" < ", " >= ", " = ", " != "};
    if (t.low && x == *t.low) return t.text + d_.one_of(at_low) + limit_text(t, x);
    if (t.high && x == *t.high) return t.text + d_.one_of(at_high) + limit_text(t, x);
    if (d_.chance(8)) return limit_text(t, x) + d_.one_of(all) + t.text;
    return t.text + d_.one_of(all) + limit_text(t, x);
  }

  /// A condition; what it needs guarded is added to `needs`, or avoided where there are none.
  std::string condition(term* needs, int depth = 0) {
    if (d_.chance(5)) return date_condition();
    const auto way = d_.below(depth > 1 ? 9 : 14);
    switch (way) {
      case 0:
      case 1:
      case 2:
        return comparison(count());
      case 3:
      case 4: {
        if (!needs) return comparison(of_column(pick(percents_, [&] { new_percent(false); })));
        const term t = share_term();
        add_needs(*needs, t);
        return comparison(t);
      }
      case 5: {
        const std::string b = mention(pick(answers_, [&] { new_answer(); }));
        return d_.chance(60) ? b : b + (d_.chance(50) ? " = yes" : " = no");
      }
      case 6: {
        const std::size_t o = pick(choices_, [&] { new_choice(); });
        const auto& options = m_.columns[o].options;
        if (d_.chance(40)) return mention(o) + (d_.chance(50) ? " = \"" : " != \"") + d_.one_of(options) + "\"";
        feature("is one of");
        return mention(o) + " is one of \"" + options[0] + "\"" + (options.size() > 2 && d_.chance(50) ? ", \"" + options[1] + "\"" : "");
      }
      case 7: {
        const term t = amount();
        if (!needs && !t.nonzero.empty()) return comparison(count());
        if (needs) add_needs(*needs, t);
        return comparison(t);
      }
      case 8: {
        const std::size_t a = count_column(), b = count_column();
        if (a == b) return comparison(of_column(a));
        static const std::vector<std::string> all{" >= ", " > ", " <= ", " < ", " = ", " != "};
        m_.hints.push_back({hint::form::share, a, b, 1});
        feature("comparison of inputs");
        return mention(a) + d_.one_of(all) + mention(b);
      }
      case 9:
        return "not (" + condition(needs, depth + 1) + ")";
      case 10:
      case 11:
      case 12: {
        const std::string word = d_.chance(50) ? " and " : " or ";
        std::string t = "(" + condition(needs, depth + 1) + ")";
        for (int n = d_.between(1, 2); n > 0; --n) t += word + "(" + condition(needs, depth + 1) + ")";
        feature("and or");
        return t;
      }
      default: {
        const int n = d_.between(2, 4);
        std::string t = "at least " + std::to_string(d_.between(1, n)) + " of { ";
        for (int k = 0; k < n; ++k) t += (k ? ", " : "") + condition(needs, depth + 1);
        feature("k of n");
        return t + " }";
      }
    }
  }

  std::string safe_condition() { return condition(nullptr); }
};

}  // namespace random_model

#endif
