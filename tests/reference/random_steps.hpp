// random_steps.hpp: points of random criteria, factors, `steps`, and the clauses that ask for data of their own.
#ifndef ANCS_TESTS_RANDOM_STEPS_HPP
#define ANCS_TESTS_RANDOM_STEPS_HPP

#include "random_terms.hpp"

namespace random_model {

class steps_and_own : protected terms {
 protected:
  using terms::terms;

  // ---- points ----

  std::string points(const number& maximum, bool any_full = true) {
    switch (d_.below(9)) {
      case 0:
        return any_full ? "full" : "none";
      case 1:
        return "none";
      case 2:
        return "0";
      case 3:
        return percent(number(d_.between(0, 20)) / 20);
      case 4: {
        const int bottom = d_.between(2, 12);
        feature("fraction of maximum");
        return std::to_string(d_.between(1, bottom)) + "/" + std::to_string(bottom) + " of maximum";
      }
      case 5:
        return literal(maximum * d_.between(0, 100) / 100);
      default:
        return literal(reference::floor(maximum / unit_ * d_.between(0, 10) / 10) * unit_);
    }
  }

  std::string whole_points(const number& maximum) {
    static const std::vector<std::string> words{"full", "100%", "1/1 of maximum"};
    return d_.chance(40) ? literal(maximum) : d_.chance(80) ? "full" : d_.one_of(words);
  }

  number some_maximum() {
    static const std::vector<int> all{1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 30};
    number x = d_.one_of(all);
    if (d_.chance(20)) x += number(d_.between(1, 9)) / 10;
    x = reference::floor(x / unit_) * unit_;
    return x > 0 ? x : unit_;
  }

  /// The points of a row, now and then unknown.
  std::string row_points(const criterion& c) {
    if (!d_.chance(4)) return points(c.maximum);
    feature("unknown");
    const number low = c.floor.empty() ? number(0) : reference::parse(c.floor);
    m_.unknown.push_back({c.id, low, c.maximum});
    return "unknown";
  }

  /// Required evidence, now and then, for a criterion, an item or a group.
  std::string evidence(const std::string& id) {
    if (!d_.chance(7)) return "";
    column own;
    own.type = column::kind::yes_no;
    own.name = id + ".evidence";
    own.pending = d_.chance(50);
    feature(own.pending ? "evidence pending" : "evidence none");
    const std::string text = std::string("evidence \"tài liệu\" required, otherwise ") + (own.pending ? "pending" : "none");
    add_column(own);
    return text;
  }

  // ---- factors ----

  /// " scaled by k" with a new let; 100% is among its values, so that limits within reach stay so.
  std::string scaled_by() {
    static const std::vector<std::string> all{"50%", "75%", "80%", "90%", "125%", "200%", "1/3", "3"};
    const std::string id = fresh("k");
    std::string let = "let " + id + " { ";
    const bool numbers = d_.chance(20);
    for (int n = d_.between(1, 2); n > 0; --n) {
      const std::string value = numbers ? all[6 + d_.below(2)] : all[d_.below(6)];
      let += "when " + safe_condition() + " : " + value + "  ";
    }
    m_.lets.push_back(let + "otherwise : " + (numbers ? "1" : "100%") + " }");
    feature("scaled by");
    return " scaled by " + id;
  }

  // ---- steps ----

  bool steps(criterion& c, term& needs) {
    const term t = d_.chance(50) ? share_term() : d_.chance(50) ? count() : amount();
    const auto base = limits(t, 1);
    if (base.empty()) return false;
    const bool down = d_.chance(40), whole = d_.chance(60);
    const maybe end = down ? t.low : t.high;
    number room = !end ? number(t.share ? number(1, 2) : constant(true)) : down ? number(base[0] - *end) : number(*end - base[0]);
    static const std::vector<int> parts{2, 4, 5, 10};
    const int n = d_.one_of(parts);
    const number width = room / n;
    if (!finite(width) || width <= 0) return false;
    // The last step to the end may lie beyond what the value reaches.
    static const std::vector<int> divisors{1, 1, 2, 4, 5, 8};
    const int taken = d_.one_of(divisors);
    const number gives = reference::floor(c.maximum / unit_ * d_.between(0, 9) / 10) * unit_, left = c.maximum - gives;
    if (taken >= n || left <= 0 || !finite(left / taken)) return false;
    const number adds = left / taken;
    c.open = "steps " + t.text + (d_.chance(15) ? scaled_by() : "") + " {";
    c.close = "}";
    const std::string limit = limit_text(t, base[0]);
    c.parts.push_back((down ? "from " + limit + " up" : "up to " + limit) + " : " + (gives == 0 ? "none" : literal(gives)));
    c.parts.push_back("every further " + limit_text(t, width) + (down ? " less add " : " add ") + literal(adds) + (whole ? ", whole" : ", pro rata"));
    c.parts.push_back("at most " + whole_points(c.maximum));
    needs = t;
    feature(down ? "steps down" : "steps up");
    feature(whole ? "whole steps" : "steps pro rata");
    return true;
  }

  // ---- data of a criterion's own ----

  void met(criterion& c) {
    column own;
    own.type = column::kind::yes_no;
    own.name = c.id;
    add_column(own);
    c.open = "met";
    feature("met");
  }

  void assessed_here(criterion& c) {
    column own;
    own.name = c.id;
    own.low = 0;
    if (d_.chance(30)) {
      own.low = unit_ * -d_.between(1, 3);
      c.floor = literal(*own.low);
    }
    own.high = c.maximum;
    c.open = "assessed";
    if (d_.chance(60)) {
      own.step = d_.chance(50) ? unit_ : number(unit_ / 2);
      c.open += " by " + literal(own.step);
    }
    add_column(own);
    feature("assessed under its own name");
  }
};

}  // namespace random_model

#endif
