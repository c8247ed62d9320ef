// random_clauses.hpp: random criteria: clauses that reach their maximum and never pass it, with the guards they need.
#ifndef ANCS_TESTS_RANDOM_CLAUSES_HPP
#define ANCS_TESTS_RANDOM_CLAUSES_HPP

#include "random_steps.hpp"

namespace random_model {

class clauses : protected steps_and_own {
 protected:
  using steps_and_own::steps_and_own;

  // ---- bands ----

  /// The head of a row, and a value that it holds.
  struct row_head {
    std::string text;
    number sample;
  };

  std::vector<row_head> rows_at(const term& t, const std::vector<number>& cuts) {
    std::vector<row_head> heads;
    const auto text = [&](const number& x) { return limit_text(t, x); };
    bool left = false;  // the row begins above the last cut, not at it
    const bool closed_low = t.exact && d_.chance(30), closed_high = t.exact && d_.chance(30);
    for (std::size_t n = 0; n <= cuts.size(); ++n) {
      const bool first = n == 0, last = n == cuts.size();
      const auto owner = last ? 0 : d_.below(5);  // of the cut above: 0, 1 the next row; 2, 3 this one; 4 a row of its own
      const bool up_to = owner == 2 || owner == 3;
      const number a = first ? (t.low ? *t.low : number(cuts[0] - 1)) : cuts[n - 1];
      const number b = last ? (t.high ? *t.high : number(cuts[n - 1] + 1)) : cuts[n];
      std::string head;
      if (first && !closed_low)
        head = !up_to ? "below " + text(b) : d_.chance(50) ? "up to " + text(b) : "from " + text(b) + " down";
      else if (last && !closed_high)
        head = left ? "above " + text(a) : "from " + text(a) + " up";
      else
        head = (left ? "above " : "from ") + text(a) + (up_to || last ? " to " : " to below ") + text(b);
      heads.push_back({head, (a + b) / 2});
      if (owner == 4) heads.push_back({text(b), b});
      left = up_to || owner == 4;
    }
    return heads;
  }

  /// Rows for whole numbers: each holds first … last, written in one of the ways that mean it.
  std::vector<row_head> whole_rows_at(const term& t, const std::vector<number>& cuts) {
    std::vector<row_head> heads;
    for (std::size_t n = 0; n <= cuts.size(); ++n) {
      const maybe first = n == 0 ? (t.exact ? t.low : std::nullopt) : maybe(cuts[n - 1]);
      const maybe last = n == cuts.size() ? (t.exact ? t.high : std::nullopt) : maybe(cuts[n] - 1);
      const maybe under = last ? maybe(*last + 1) : std::nullopt, over = first ? maybe(*first - 1) : std::nullopt;
      std::string head;
      if (first && last && *first == *last && d_.chance(80))
        head = literal(*first);
      else if (!first || (n == 0 && d_.chance(70)))
        head = d_.chance(50) ? "below " + literal(*under) : d_.chance(50) ? "up to " + literal(*last) : "from " + literal(*last) + " down";
      else if (!last || (n == cuts.size() && d_.chance(60)))
        head = d_.chance(60) ? "from " + literal(*first) + " up" : "above " + literal(*over);
      else
        head = (d_.chance(70) ? "from " + literal(*first) : "above " + literal(*over)) +
               (d_.chance(50) ? " to " + literal(*last) : " to below " + literal(*under));
      heads.push_back({head, n == 0 ? *last : *first});
    }
    return heads;
  }

  /// A condition on the expression of a table that leaves the best row within reach.
  std::string narrowing(const term& t, const std::vector<number>& cuts, const number& sample) {
    const number x = d_.one_of(cuts);
    feature("guard on the expression of the table");
    if (x < sample) return t.text + " < " + limit_text(t, x);
    if (x > sample) return t.text + (d_.chance(50) ? " > " : " >= ") + limit_text(t, x);
    return t.text + (d_.chance(50) ? " < " : " > ") + limit_text(t, x);
  }

  bool bands(criterion& c, const term& t) {
    if (t.coarse) return false;
    const auto cuts = limits(t, d_.between(1, 5));
    if (cuts.empty()) return false;
    // Limits times a factor are not whole, and the ends of the range move.
    const bool scaled = d_.chance(12);
    term free = t;
    free.exact = t.exact && !scaled;
    const bool whole = t.whole && !t.share && !scaled;
    auto heads = whole ? whole_rows_at(t, cuts) : rows_at(free, cuts);
    const std::size_t best = d_.below(heads.size());
    c.open = "bands " + t.text + (scaled ? scaled_by() : "") + " {";
    c.close = "}";
    std::string otherwise;
    const std::size_t left_out = d_.chance(20) ? d_.below(heads.size()) : heads.size();
    if (heads.size() > 1 && left_out < heads.size()) feature("bands otherwise");
    for (std::size_t n = 0; n < heads.size(); ++n) {
      const std::string p = n == best ? whole_points(c.maximum) : row_points(c);
      if (n == left_out && heads.size() > 1)
        otherwise = "otherwise : " + p;
      else
        c.parts.push_back(heads[n].text + " : " + p);
    }
    if (d_.chance(30)) std::reverse(c.parts.begin(), c.parts.end());
    if (!otherwise.empty()) c.parts.push_back(otherwise);
    // Only where nothing has to be decided before: that guard would come too late.
    if (!scaled && t.nonzero.empty() && t.given.empty() && d_.chance(25)) c.guards.push_back(guard(c, narrowing(t, cuts, heads[best].sample)));
    feature(t.share ? "bands of share" : whole ? "bands of count" : "bands of number");
    return true;
  }

  // ---- criteria ----

  /// The clause, and what it needs guarded.
  term clause(criterion& c) {
    term needs;
    switch (d_.below(19)) {
      case 14:
      case 15:
        if (steps(c, needs)) return needs;
        break;
      case 16:
        return met(c), needs;
      case 17:
        return assessed_here(c), needs;
      case 0:
      case 1:
      case 2: {
        const term t = share_term();
        if (!bands(c, t)) break;
        return t;
      }
      case 3: {
        const term t = count();
        if (!bands(c, t)) break;
        return t;
      }
      case 4: {
        const term t = amount();
        if (!bands(c, t)) break;
        return t;
      }
      case 5:
        return award(c);
      case 6:
        return proportional(c);
      case 7: {
        if (interpolate(c, needs)) return needs;
        break;
      }
      case 8:
        return choose(c), needs;
      case 9:
      case 10:
        return deduct(c);
      case 11:
        return add(c), needs;
      case 12:
        return assessed(c), needs;
      case 13:
        return points_of(c);
      default:
        break;
    }
    return award(c);
  }

  term award(criterion& c) {
    term needs;
    const int n = d_.chance(50) ? 1 : d_.between(2, 4);
    // Parts of the maximum that add up to it: half steps.
    number left = c.maximum;
    for (int k = 0; k < n; ++k) {
      const number part = k + 1 == n ? left : number(reference::floor(left / unit_ * d_.between(1, 8) / 10 * 2) * unit_ / 2);
      if (part == 0) continue;
      left -= part;
      c.parts.push_back("award " + (part == c.maximum ? whole_points(part) : literal(part)) + " when " + condition(&needs));
    }
    feature(n > 1 ? "awards" : "award");
    return needs;
  }

  term proportional(criterion& c) {
    feature("proportional");
    if (d_.chance(50)) {
      const term t = part_of_whole();
      c.open = "proportional " + t.text;
      hint_at(t, share());
      return t;
    }
    for (int tries = 0; tries < 5; ++tries) {
      const term t = share_term();
      if (t.inner || !t.low || *t.low < 0 || (t.high && *t.high < 1)) continue;
      c.open = "proportional " + t.text + (t.high && *t.high == 1 && d_.chance(60) ? "" : ", at most " + whole_points(c.maximum));
      hint_at(t, share());
      feature("proportional at most");
      return t;
    }
    const term t = part_of_whole();
    c.open = "proportional " + t.text;
    return t;
  }

  bool interpolate(criterion& c, term& needs) {
    const term t = d_.chance(60) ? share_term() : d_.chance(50) ? count() : amount();
    const auto cuts = limits(t, d_.between(2, 4));
    if (cuts.size() < 2) return false;
    const std::size_t best = d_.below(cuts.size());
    c.open = "interpolate " + t.text + " {";
    c.close = "}";
    for (std::size_t n = 0; n < cuts.size(); ++n)
      c.parts.push_back(limit_text(t, cuts[n]) + " : " + (n == best ? whole_points(c.maximum) : points(c.maximum)));
    needs = t;
    feature("interpolate");
    return true;
  }

  void choose(criterion& c) {
    const std::size_t o = pick(choices_, [&] { new_choice(); });
    const auto options = m_.columns[o].options;
    const std::size_t best = d_.below(options.size());
    c.open = "choose " + mention(o) + " {";
    c.close = "}";
    const bool otherwise = d_.chance(30);
    for (std::size_t n = 0; n < options.size(); ++n) {
      const std::string p = n == best ? whole_points(c.maximum) : row_points(c);
      const bool last = n + 1 == options.size();
      c.parts.push_back((last && otherwise ? "otherwise" : "\"" + options[n] + "\"") + " : " + p);
    }
    feature(otherwise ? "choose otherwise" : "choose");
  }

  /// A number of events, from 0; with what behind it says how parts of one count.
  std::string events(term& t, maybe& most) {
    std::string mode;
    if (d_.chance(70)) {
      t = count();
      if (d_.chance(20)) mode = d_.chance(50) ? ", whole" : ", pro rata";
    } else {
      t = of_column(pick(parts_, [&] { new_parts(); }));
      mode = d_.chance(50) ? ", whole" : ", pro rata";
      feature("per part of a unit");
    }
    most = t.whole ? t.high : std::nullopt;
    return " per " + t.text + mode;
  }

  number small_amount() {
    static const std::vector<number> all{number(1, 4), number(1, 2), 1, 2, 3, number(1, 10), number(3, 20), 5};
    return d_.one_of(all);
  }

  term deduct(criterion& c) {
    term needs;
    if (d_.chance(45)) {
      c.floor = literal(unit_ * -d_.between(1, 3));
      feature("floor");
    }
    c.open = "start " + whole_points(c.maximum);
    for (int n = d_.between(1, 3); n > 0; --n) {
      if (d_.chance(35)) {
        c.parts.push_back("deduct " + literal(small_amount()) + " when " + condition(&needs));
        feature("deduct when");
        continue;
      }
      term t;
      maybe most;
      std::string part = "deduct " + literal(small_amount()) + events(t, most);
      if (d_.chance(50))
        part += ", at most " + literal(unit_ * number(1 + d_.below(static_cast<std::size_t>(reference::floor(c.maximum / unit_)))));
      c.parts.push_back(part);
      feature("deduct per");
    }
    return needs;
  }

  void add(criterion& c) {
    number left = c.maximum;
    for (int n = d_.between(1, 3); n > 0 && left > 0; --n) {
      term t;
      maybe most;
      std::string per = events(t, most);
      // A bounded number of events could stay below the cap, and the criterion below its maximum.
      if (upper_known(t)) {
        t = of_column(free_count());
        per = " per " + t.text;
      }
      const number cap = n == 1 ? left : number(reference::floor(left / unit_ / 2) * unit_);
      if (cap == 0) continue;
      left -= cap;
      c.parts.push_back("add " + literal(small_amount()) + per + ", at most " + (cap == c.maximum ? whole_points(cap) : literal(cap)));
    }
    if (left > 0) c.parts.push_back("add " + literal(small_amount()) + " per " + mention(free_count()) + ", at most " + literal(left));
    feature("add");
  }

  bool upper_known(const term& t) const {
    if (t.high) return true;
    for (const auto& c : m_.columns)
      if (t.text.find(c.name) != std::string::npos && (c.high || !c.at_most.empty())) return true;
    return false;
  }

  /// A count without an upper limit.
  std::size_t free_count() {
    for (std::size_t n : counts_)
      if (!m_.columns[n].high && m_.columns[n].at_most.empty()) return n;
    column c;
    c.step = 1;
    c.low = 0;
    c.name = fresh("x");
    m_.inputs.push_back({{c.name}, "count"});
    counts_.push_back(add_column(c));
    return counts_.back();
  }

  void assessed(criterion& c) {
    c.open = "assessed " + mention(new_points(c.maximum));
    feature("assessed");
  }

  term points_of(criterion& c) {
    feature("points");
    switch (d_.below(4)) {
      case 0: {
        const number half = reference::floor(c.maximum / unit_ / 2) * unit_;
        if (half == 0) break;
        c.open = "points " + mention(new_points(half)) + " + " + mention(new_points(c.maximum - half));
        return {};
      }
      case 1: {
        const term t = part_of_whole();
        c.open = d_.chance(50) ? "points " + literal(c.maximum) + " * (" + t.text + ")" : "points (" + t.text + ") * " + literal(c.maximum);
        return t;
      }
      case 2: {
        const std::size_t p = new_points(c.maximum);
        c.open = "points " + literal(c.maximum) + " - " + mention(p);
        return {};
      }
      default:
        break;
    }
    const std::size_t a = new_points(c.maximum), b = new_points(c.maximum);
    c.open = std::string("points ") + (d_.chance(50) ? "min" : "max") + "(" + mention(a) + ", " + mention(b) + ")";
    return {};
  }

  std::string guard(const criterion& c, const std::string& when) {
    if (excluding_ && inside_ && c.word == "criterion" && d_.chance(40)) {
      const bool within = d_.chance(35);
      feature(within ? "excluded within group" : "excluded");
      return "not applicable when " + when + " : excluded" + (within ? " within group" : "");
    }
    const bool skipped = d_.chance(20);
    feature(skipped ? "not applicable" : "guard");
    return (skipped ? "not applicable when " : "when ") + when + " : " + (d_.chance(20) ? "full" : row_points(c));
  }

  void guards(criterion& c, const term& needs) {
    bool free = true;  // no guard decides cases by the common inputs yet
    for (const auto& name : std::set<std::string>(needs.given.begin(), needs.given.end()))
      c.guards.push_back(guard(c, name + " is not given"));
    for (const auto& bottom : std::set<std::string>(needs.nonzero.begin(), needs.nonzero.end())) {
      std::string when = bottom + " = 0";
      if (starts_with_signed(bottom))
        when = bottom + " = 0";
      else if (d_.chance(20))
        when = bottom + " <= 0";
      else if (d_.chance(15))
        when = bottom + " < 1";
      if (d_.chance(15)) {
        const std::string other = "(" + condition_beside(c, needs, free) + ")";
        when = d_.chance(50) ? when + " or " + other : other + " or " + when;
      }
      c.guards.push_back(guard(c, when));
    }
    for (int n = d_.between(-1, 2); n > 0; --n)
      c.guards.insert(c.guards.begin() + static_cast<std::ptrdiff_t>(d_.below(c.guards.size() + 1)),
                      guard(c, condition_beside(c, needs, free)));
  }

  static std::string clause_of(const criterion& c) {
    std::string all = c.open;
    for (const auto& p : c.parts) all += " " + p;
    for (const auto& i : c.items) {
      all += " " + clause_of(i);
      for (const auto& g : i.guards) all += " " + g;
    }
    return all;
  }

  bool share_columns(const std::string& a, const std::string& b) const {
    const auto one = columns_in(a), other = columns_in(b);
    return std::any_of(one.begin(), one.end(), [&](std::size_t n) { return other.count(n) != 0; });
  }

  /// True if no case analysis hides in the condition, so that it cannot hold always.
  static bool plain(const std::string& condition) {
    return condition.find(" or ") == std::string::npos && condition.find("at least") == std::string::npos;
  }

  /// A condition that leaves open what the clause's own inputs can be, or else its best points might be out of reach. All
  /// guards together must not decide every case either; so all but one depend on an answer of their own too.
  std::string condition_beside(const criterion& c, const term& needs, bool& free) {
    const std::string clause = clause_of(c);
    const bool any = c.open.empty() && !c.parts.empty() && c.parts[0].rfind("award", 0) == 0;
    std::string needed;
    for (const auto& name : needs.nonzero) needed += name + " ";
    for (const auto& name : needs.given) needed += name + " ";
    for (int tries = 0; tries < 20; ++tries) {
      const std::string condition = safe_condition();
      if (share_columns(any ? needed : clause, condition)) continue;
      if (std::exchange(free, false) && plain(condition)) return condition;
      return "(" + condition + ") and " + mention(lone_answer());
    }
    return mention(lone_answer()) + (d_.chance(50) ? "" : " = no");
  }

  /// A yes/no that nothing else speaks of.
  std::size_t lone_answer() {
    const int limit = std::exchange(limit_, 1000);
    new_answer();
    limit_ = limit;
    return answers_.back();
  }

  bool starts_with_signed(const std::string& bottom) const {
    return std::any_of(signed_.begin(), signed_.end(), [&](std::size_t n) { return bottom.find(m_.columns[n].name) != std::string::npos; });
  }

  criterion make_criterion(int depth = 0) {
    criterion c;
    c.id = fresh(d_.chance(20) ? "Tiêu_chí_" : "A");
    if (depth > 0) c.word = "item";
    if (d_.chance(30)) c.title = "tiêu chí " + c.id;
    if (d_.chance(4)) {
      c.information = true;
      c.open = "information";
      feature(depth ? "information item" : "information");
      return c;
    }
    if (depth < 3 && d_.chance(depth ? 10 : 12)) {
      items(c, depth);
    } else {
      c.maximum = some_maximum();
      criterion_ids_.push_back(c.id);
      const term needs = clause(c);
      c.evidence = evidence(c.id);
      guards(c, needs);
    }
    return c;
  }

  void items(criterion& c, int depth) {
    number sum = 0;
    for (int n = d_.between(1, 3); n > 0 || sum == 0; --n) {
      c.items.push_back(make_criterion(depth + 1));
      sum += c.items.back().maximum;
    }
    c.maximum = sum;
    if (d_.chance(15)) {
      const number most = reference::floor(sum / unit_ * d_.between(3, 9) / 10) * unit_;
      if (most > 0) c.maximum = most, c.capped = most < sum;
      if (c.capped) feature("capped items");
    }
    if (d_.chance(20)) c.floor = literal(unit_ * -d_.between(1, 2));
    c.evidence = evidence(c.id);
    criterion_ids_.push_back(c.id);
    feature(depth ? "nested items" : "items");
    if (d_.chance(50)) guards(c, term{});
  }

  std::vector<std::string> criterion_ids_;
  bool excluding_ = false;  ///< criteria may be excluded: what compares points compares percents
  bool inside_ = true;      ///< the criterion in the making counts in the total
};

}  // namespace random_model

#endif
