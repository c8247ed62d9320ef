// reference_expressions.hpp: the oracle's expressions and conditions; what points are is left to the class built on it.
#ifndef ANCS_TESTS_REFERENCE_EXPRESSIONS_HPP
#define ANCS_TESTS_REFERENCE_EXPRESSIONS_HPP

#include <algorithm>

#include "reference.hpp"

namespace reference {

namespace ast = ancs::ast;
using ast::op;

class expressions {
 protected:
  expressions(const ast::document& tree, const data& unit) : tree_(tree), unit_(unit) {
    for (const auto& d : tree.declarations) {
      if (auto* m = std::get_if<ast::model>(&d)) model_ = m;
      if (auto* i = std::get_if<ast::input>(&d))
        for (const auto& n : i->names) inputs_[n.text] = i;
      if (auto* p = std::get_if<ast::parameter>(&d)) parameters_[p->id.text] = p;
      if (auto* l = std::get_if<ast::let>(&d)) lets_[l->id.text] = l;
      if (auto* v = std::get_if<ast::veto>(&d)) vetoes_[v->id.text] = v;
      if (auto* g = std::get_if<ast::group>(&d)) enter(*g);
    }
    if (!model_) throw fault("no model");
  }
  ~expressions() = default;

  virtual number criterion_points(const ast::criterion& c) = 0;
  virtual number group_points(const ast::group& g) = 0;
  virtual number total() = 0;
  virtual number total_with(const std::string& block) = 0;
  virtual number total_with_all() = 0;
  virtual number total_rescaled() = 0;
  virtual number total_rescaled_with(const std::string& block) = 0;
  virtual number total_rescaled_with_all() = 0;
  virtual bool excluded(const ast::criterion& c) = 0;
  /// The group's maximum without what is excluded in it.
  virtual number assessed(const ast::group& g) = 0;
  virtual bool reached(const std::string& title, const std::string& level, bool or_better) = 0;

  value column(const std::string& name, const ast::input& declared) {
    if (auto found = unit_.find(name); found != unit_.end()) return found->second;
    if (declared.default_value) return evaluate(*declared.default_value);
    throw fault("no value for " + name);
  }

  value reference_to(const ast::expression& e) {
    if (auto i = inputs_.find(e.text); i != inputs_.end() && each_ != ast::series::none && i->second->series == each_ && e.member.empty())
      return column(e.text + "." + std::to_string(member_), *i->second);
    if (element_)
      if (const auto columns = series_of(e); !columns.empty()) return column(columns.at(*element_), *inputs_.at(e.text));
    if (auto i = inputs_.find(e.text); i != inputs_.end()) return column(e.member.empty() ? e.text : e.text + "." + e.member, *i->second);
    if (auto p = parameters_.find(e.text); p != parameters_.end()) return from(p->second->value.value);
    if (auto l = lets_.find(e.text); l != lets_.end()) {
      for (const auto& c : l->second->choices)
        if (holds(c.condition)) return evaluate(c.value);
      return evaluate(l->second->value);
    }
    if (auto v = vetoes_.find(e.text); v != vetoes_.end()) return holds(v->second->condition);
    if (auto c = criteria_.find(e.text); c != criteria_.end()) return criterion_points(*c->second);
    if (auto g = groups_.find(e.text); g != groups_.end()) return group_points(*g->second);
    throw fault("unknown name " + e.text);
  }

  /// The values of a list of arguments, where a series stands for all its columns.
  std::vector<number> values(const std::vector<ast::expression>& args) {
    std::vector<number> all;
    for (const auto& a : args) {
      const auto series = element_ ? std::vector<std::string>{} : series_of(a);
      for (const auto& name : series) all.push_back(std::get<number>(column(name, *inputs_.at(a.text))));
      if (series.empty()) all.push_back(quantity(a));
    }
    return all;
  }

  /// The columns of the series that an expression names, in order; none where it names no series.
  std::vector<std::string> series_of(const ast::expression& e) const {
    auto i = e.what == op::reference ? inputs_.find(e.text) : inputs_.end();
    if (i == inputs_.end() || i->second->series == ast::series::none) return {};
    const auto& names = i->second->baselines;
    const bool baseline = std::any_of(names.begin(), names.end(), [&](const auto& b) { return b.id.text == e.member; }) ||
                          (i->second->with_baseline && names.empty() && e.member == "baseline");
    if (!e.member.empty() && !baseline) return {};
    long first = 1, last = i->second->series == ast::series::monthly ? 12 : 4;
    if (i->second->series == ast::series::yearly) {
      const auto& years = i->second->years;
      last = std::stol(from(years.back().value).str());
      if (years.size() > 1) first = std::stol(from(years.front().value).str());
    }
    std::vector<std::string> all;
    for (long n = first; n <= last; ++n) all.push_back(e.text + (baseline ? "." + e.member : "") + "." + std::to_string(n));
    return all;
  }

  std::size_t length_in(const ast::expression& e) const {
    std::size_t length = series_of(e).size();
    for (const auto& a : e.args) length = std::max(length, length_in(a));
    return length;
  }
  static bool speaks_of_previous(const ast::expression& e) {
    return e.what == op::previous || std::any_of(e.args.begin(), e.args.end(), speaks_of_previous);
  }

  /// The conditions of `count` and `run`, one for each value of the series; none for a first value that has no previous one.
  std::vector<bool> each(const ast::expression& call) {
    std::vector<bool> all;
    for (const auto& a : call.args) {
      const std::size_t length = length_in(a);
      if (length == 0) all.push_back(holds(a));
      for (std::size_t n = speaks_of_previous(a) ? 1 : 0; n < length; ++n) {
        element_ = n;
        all.push_back(holds(a));
        element_.reset();
      }
    }
    return all;
  }

  value previous(const ast::expression& of) {
    const auto columns = series_of(of);
    return column(columns.at(element_ ? *element_ - 1 : columns.size() - 2), *inputs_.at(of.text));
  }

  /// What changes in `fall(x …)` and `rise(x …)`: with `from previous`, the latest value of a series.
  number changed(const ast::expression& call) {
    const auto& x = call.args.at(0);
    const auto columns = series_of(x);
    const bool latest = !element_ && call.args.size() > 1 && call.args[1].what == op::previous && !columns.empty();
    return latest ? std::get<number>(column(columns.back(), *inputs_.at(x.text))) : quantity(x);
  }

  /// What `fall(x …)` and `rise(x …)` compare with.
  number base_of(const ast::expression& call) {
    const auto& x = call.args.at(0);
    auto i = inputs_.find(x.text);
    if (call.args.size() == 1) {
      if (i == inputs_.end() || !i->second->with_baseline) throw fault("no baseline for " + x.text);
      const auto& names = i->second->baselines;
      ast::expression base = x;
      base.member = names.empty() ? "baseline" : names.front().id.text;
      return quantity(base);
    }
    const auto& y = call.args[1];
    if (y.what == op::previous) return std::get<number>(previous(x));
    if (i != inputs_.end() && y.member.empty())
      for (const auto& b : i->second->baselines)
        if (b.id.text == y.text) {
          ast::expression base = x;
          base.member = y.text;
          return quantity(base);
        }
    return quantity(y);
  }

  /// Saturdays, Sundays and holidays are free, unless the file says that one is worked on.
  bool working(const number& day) const {
    bool free = false, worked = false;
    for (const auto& d : tree_.declarations)
      if (auto* h = std::get_if<ast::holidays>(&d))
        for (const auto& r : h->list) {
          const ast::date& last = r.last ? *r.last : r.first;
          if (day < days(r.first.year, r.first.month, r.first.day) || day > days(last.year, last.month, last.day)) continue;
          (r.working ? worked : free) = true;
        }
    const number since_monday = day - 4, weekday = since_monday - floor(since_monday / 7) * 7;
    return weekday >= 5 ? worked : !free;
  }
  number stepped(number day, number n, int by) const {
    while (n > 0) {
      day += by;
      if (working(day)) --n;
    }
    return day;
  }

  static number divided(const number& a, const number& b) {
    if (b == 0) throw fault("division by zero");
    return a / b;
  }

  number quantity(const ast::expression& e) { return std::get<number>(evaluate(e)); }
  bool holds(const ast::expression& e) { return std::get<bool>(evaluate(e)); }

  value evaluate(const ast::expression& e) {
    switch (e.what) {
      case op::number_literal:
      case op::percent_literal:
        return from(e.value);
      case op::string_literal:
        return e.text;
      case op::date_literal:
        return days(e.day.year, e.day.month, e.day.day);
      case op::yes:
        return true;
      case op::no:
        return false;
      case op::reference:
        return reference_to(e);
      case op::total:
        return total();
      case op::total_rescaled:
        return total_rescaled();
      case op::total_with:
        return total_with(e.text);
      case op::total_with_all:
        return total_with_all();
      case op::any_veto: {
        bool any = false;
        for (const auto& [id, v] : vetoes_) any = holds(v->condition) || any;
        return any;
      }
      case op::logical_or: {
        for (const auto& a : e.args)
          if (holds(a)) return true;
        return false;
      }
      case op::logical_and: {
        for (const auto& a : e.args)
          if (!holds(a)) return false;
        return true;
      }
      case op::logical_not:
        return !holds(e.args.at(0));
      case op::equal:
      case op::not_equal:
      case op::less:
      case op::less_equal:
      case op::greater:
      case op::greater_equal:
        return compare(e);
      case op::is_given:
        return given(e.args.at(0));
      case op::is_not_given:
        return !given(e.args.at(0));
      case op::is_one_of: {
        const auto x = std::get<std::string>(evaluate(e.args.at(0)));
        return std::any_of(e.args.begin() + 1, e.args.end(), [&](const auto& o) { return o.text == x; });
      }
      case op::working_days:
        break;
      case op::working_between: {
        const number from = quantity(e.args.at(0)), to = quantity(e.args.at(1));
        number n = 0;
        for (number d = from + 1; d <= to; ++d) n += working(d) ? 1 : 0;
        for (number d = to + 1; d <= from; ++d) n -= working(d) ? 1 : 0;
        return n;
      }
      case op::add:
        if (e.args.at(1).what == op::working_days) return stepped(quantity(e.args[0]), from(e.args[1].value), 1);
        return number(quantity(e.args.at(0)) + quantity(e.args.at(1)));
      case op::subtract:
        if (e.args.at(1).what == op::working_days) return stepped(quantity(e.args[0]), from(e.args[1].value), -1);
        return number(quantity(e.args.at(0)) - quantity(e.args.at(1)));
      case op::multiply:
        return number(quantity(e.args.at(0)) * quantity(e.args.at(1)));
      case op::divide:
        return divided(quantity(e.args.at(0)), quantity(e.args.at(1)));
      case op::negate:
        return number(-quantity(e.args.at(0)));
      case op::fall: {
        const number before = base_of(e);
        return divided(before - changed(e), before);
      }
      case op::rise: {
        const number before = base_of(e);
        return divided(changed(e) - before, before);
      }
      case op::sum: {
        number s = 0;
        for (const auto& v : values(e.args)) s += v;
        return s;
      }
      case op::mean: {
        const auto all = values(e.args);
        number s = 0;
        for (const auto& v : all) s += v;
        return number(s / all.size());
      }
      case op::minimum_of: {
        const auto all = values(e.args);
        return *std::min_element(all.begin(), all.end());
      }
      case op::maximum_of: {
        const auto all = values(e.args);
        return *std::max_element(all.begin(), all.end());
      }
      case op::round_to:
        return round(quantity(e.args.at(0)), quantity(e.args.at(1)), ancs::rounding_mode::half_up);
      case op::at_least_of: {
        int n = 0;
        for (const auto& a : e.args) n += holds(a) ? 1 : 0;
        return n >= from(e.value);
      }
      case op::outcome_is:
      case op::outcome_from:
        return reached(e.text, e.member, e.what == op::outcome_from);
      case op::full_points:
      case op::every_group:
      case op::every_criterion:
        break;
      case op::previous:
        return previous(e.args.at(0));
      case op::count_of: {
        const auto all = each(e);
        return number(std::count(all.begin(), all.end(), true));
      }
      case op::run: {
        const auto all = each(e);
        return number(std::find(all.rbegin(), all.rend(), false) - all.rbegin());
      }
    }
    throw fault("not in the reference");
  }

  bool given(const ast::expression& e) {
    if (auto i = inputs_.find(e.text); i != inputs_.end() && each_ != ast::series::none && i->second->series == each_ && e.member.empty())
      return unit_.count(e.text + "." + std::to_string(member_)) != 0;
    return is_there(e);
  }
  bool is_there(const ast::expression& e) { return unit_.count(e.member.empty() ? e.text : e.text + "." + e.member) != 0; }

  static bool relation(op o, const value& a, const value& b) {
    switch (o) {
      case op::equal:
        return a == b;
      case op::not_equal:
        return a != b;
      default:
        break;
    }
    const auto &x = std::get<number>(a), &y = std::get<number>(b);
    switch (o) {
      case op::less:
        return x < y;
      case op::less_equal:
        return x <= y;
      case op::greater:
        return x > y;
      case op::greater_equal:
        return x >= y;
      default:
        throw fault("not a comparison");
    }
  }

  /// The maximum that a percent means when it is compared with this; none where percents are plain shares.
  std::optional<number> maximum_meant(const ast::expression& e) {
    if (e.what == op::total || e.what == op::total_rescaled || e.what == op::total_with || e.what == op::total_with_all)
      return from(model_->maximum->value);
    if (e.what != op::reference) return std::nullopt;
    if (auto c = criteria_.find(e.text); c != criteria_.end()) return excluded(*c->second) ? number(0) : maximum(c->second->head);
    if (auto g = groups_.find(e.text); g != groups_.end()) return assessed(*g->second);
    return std::nullopt;
  }

  /// Points that meet a percent, or `full`: a total is rescaled first.
  value meeting_share(const ast::expression& e) {
    if (e.what == op::total) return total_rescaled();
    if (e.what == op::total_with) return total_rescaled_with(e.text);
    if (e.what == op::total_with_all) return total_rescaled_with_all();
    return evaluate(e);
  }

  /// A percent that is written: literals, parameters, what is reckoned from them, and lets that choose one of such.
  bool constant_share(const ast::expression& e) const {
    if (e.what == op::percent_literal) return true;
    if (auto l = lets_.find(e.text); e.what == op::reference && l != lets_.end()) {
      const auto& all = l->second->choices;
      return std::all_of(all.begin(), all.end(), [&](const auto& c) { return constant_share(c.value); }) && constant_share(l->second->value);
    }
    if (e.what == op::reference) return parameters_.count(e.text) && parameters_.at(e.text)->value.percent;
    if (e.what == op::negate) return constant_share(e.args.at(0));
    return (e.what == op::add || e.what == op::subtract) && constant_share(e.args.at(0)) && constant_share(e.args.at(1));
  }

  /// The value of one side of a comparison: beside points, a percent and `full` are of their maximum.
  value meant_beside(const ast::expression& e, const ast::expression& other) {
    if (other.what == op::full_points || constant_share(other)) return meeting_share(e);
    if (e.what == op::full_points) return maximum_meant(other).value();
    const auto m = maximum_meant(other);
    return m && constant_share(e) ? value(number(quantity(e) * *m)) : evaluate(e);
  }

  bool compare(const ast::expression& e) {
    const auto &a = e.args.at(0), &b = e.args.at(1);
    if (a.what == op::every_group || a.what == op::every_criterion) return every(e);
    return relation(e.what, meant_beside(a, b), meant_beside(b, a));
  }

  bool every(const ast::expression& e) {
    const auto& which = e.args.at(0);
    const auto& limit = e.args.at(1);
    const auto passes = [&](const number& points, const number& max) {
      if (limit.what == op::full_points) return relation(e.what, points, max);
      return relation(e.what, points, constant_share(limit) ? number(quantity(limit) * max) : quantity(limit));
    };
    bool all = true;
    for (const auto& d : tree_.declarations) {
      auto* top = std::get_if<ast::group>(&d);
      if (!top || top->written != ast::group::block::group) continue;
      if (which.what == op::every_group)
        all = every_group_in(*top, passes) && all;
      else
        all = every_criterion_in(*top, which.text, passes) && all;
    }
    return all;
  }

  template <class Passes>
  bool every_group_in(const ast::group& g, const Passes& passes) {
    const bool left_out = maximum(g.head) != 0 && assessed(g) == 0;
    bool all = left_out || passes(group_points(g), assessed(g));
    for (const auto& m : g.members)
      if (auto* inner = std::get_if<ast::group>(&m)) all = every_group_in(*inner, passes) && all;
    return all;
  }

  /// With a name: only the criteria somewhere inside the group of that name.
  template <class Passes>
  bool every_criterion_in(const ast::group& g, const std::string& inside, const Passes& passes) {
    const std::string rest = g.head.id.text == inside ? "" : inside;
    bool all = true;
    for (const auto& m : g.members) {
      if (auto* inner = std::get_if<ast::group>(&m)) all = every_criterion_in(*inner, rest, passes) && all;
      if (auto* c = std::get_if<ast::criterion>(&m))
        if (rest.empty() && !std::holds_alternative<ast::information_clause>(c->body) && !excluded(*c))
          all = passes(criterion_points(*c), maximum(c->head)) && all;
    }
    return all;
  }

  static number maximum(const ast::head& h) { return h.maximum ? from(h.maximum->value) : number(0); }

  const ast::document& tree_;
  const data& unit_;
  std::optional<std::size_t> element_;  ///< inside `count` and `run`: which value of a series is meant
  const ast::model* model_ = nullptr;
  ast::series each_ = ast::series::none;  ///< an action goes through the members of series of this kind, and is at this one
  int member_ = 0;
  std::map<std::string, const ast::input*> inputs_;
  std::map<std::string, const ast::parameter*> parameters_;
  std::map<std::string, const ast::let*> lets_;
  std::map<std::string, const ast::veto*> vetoes_;
  std::map<std::string, const ast::group*> groups_;
  std::map<std::string, const ast::criterion*> criteria_;

  std::map<std::string, const ast::criterion*> parents_;  ///< by the id of an item: what it stands in

 private:
  void enter(const ast::criterion& c) {
    criteria_[c.head.id.text] = &c;
    if (auto* items = std::get_if<ast::items_clause>(&c.body))
      for (const auto& i : items->items) {
        parents_[i.head.id.text] = &c;
        enter(i);
      }
  }
  void enter(const ast::group& g) {
    groups_[g.head.id.text] = &g;
    for (const auto& m : g.members) {
      if (auto* c = std::get_if<ast::criterion>(&m)) enter(*c);
      if (auto* inner = std::get_if<ast::group>(&m)) enter(*inner);
    }
  }
};

}  // namespace reference

#endif
