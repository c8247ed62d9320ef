// parse_declarations.hpp: declarations and the whole file, from the private tree to the public one.
#ifndef ANCS_IMPL_PARSE_DECLARATIONS_HPP
#define ANCS_IMPL_PARSE_DECLARATIONS_HPP

#include <optional>
#include <utility>
#include <variant>

#include "parse_clauses.hpp"

namespace ancs::detail {

class declaration_reader : public clause_reader {
 public:
  using clause_reader::clause_reader;

  std::vector<ast::declaration> declarations(tree_view document) {
    std::vector<ast::declaration> all;
    for (const tree_view child : document) all.push_back(declaration(child));
    return all;
  }

 private:
  ast::declaration declaration(tree_view v) {
    switch (v.kind()) {
      case nk::model:
        return model(v);
      case nk::include:
        return ast::include{label_in(v), where(v)};
      case nk::input:
        return input(v);
      case nk::parameter:
        return parameter(v);
      case nk::holidays:
        return holidays(v);
      case nk::let:
        return let(v);
      case nk::group:
        return group(v);
      case nk::veto:
        return ast::veto{name_in(v), title_in(v), expression_in(v), where(v)};
      case nk::levels:
        return levels(v);
      case nk::ranking:
        return ranking(v);
      case nk::quota:
        return quota(v);
      case nk::require:
        return ast::require{expression_in(v), title_in(v), where(v)};
      case nk::warn:
        return warn(v);
      case nk::action:
        return action(v);
      default:
        return test(v);
    }
  }

  template <class T>
  void once(std::optional<T>& into, T value, tree_view v, keyword what) {
    if (into) return report(code::said_twice, v, {std::string(keyword_text(what, state_.phrases.in()))});
    into = std::move(value);
  }

  // ---- the model ----

  ast::model model(tree_view v) {
    ast::model m;
    m.id = name_in(v);
    m.title = title_in(v);
    m.where = where(v);
    for (const tree_view child : v) model_item(child, m);
    return m;
  }

  void model_item(tree_view v, ast::model& m) {
    const auto append = [&](std::vector<ast::label>& to) {
      for (ast::label& l : labels_in(v)) to.push_back(std::move(l));
    };
    switch (v.kind()) {
      case nk::maximum:
        if (const auto l = literal_in(v)) once(m.maximum, *l, v, keyword::maximum);
        break;
      case nk::basis:
        m.bases.push_back(basis(v));
        break;
      case nk::applies_to:
        append(m.applies_to);
        break;
      case nk::replaces:
        append(m.replaces);
        break;
      case nk::parts:
        append(m.parts);
        break;
      case nk::period: {
        const auto days = dates(v);
        if (days.size() == 2) once(m.period, std::pair(days[0], days[1]), v, keyword::period);
        break;
      }
      case nk::in_force_from: {
        const auto days = dates(v);
        if (days.size() == 1) once(m.in_force_from, days[0], v, keyword::in_force_from);
        break;
      }
      case nk::column:
        m.columns.push_back({name_in(v), label_in(v)});
        break;
      case nk::not_yet_assessed:
        m.not_yet_assessed.push_back(expression_in(v));
        break;
      case nk::rounding:
        once(m.rounding, rounding(v), v, keyword::rounding);
        break;
      default:
        break;
    }
  }

  std::vector<ast::date> dates(tree_view v) const {
    std::vector<ast::date> all;
    for (const tree_view child : v)
      if (child.kind() == nk::date) all.push_back(date(child));
    return all;
  }

  static rounding_mode mode(tree_view v) {
    return has(v, nk::half_even)    ? rounding_mode::half_even
           : has(v, nk::round_up)   ? rounding_mode::up
           : has(v, nk::round_down) ? rounding_mode::down
                                    : rounding_mode::half_up;
  }
  ast::rounding rounding(tree_view v) const {
    using stage = ast::rounding_stage;
    ast::rounding r;
    r.step = literal_in(v).value_or(ast::literal{});
    r.mode = mode(v);
    r.stage = has(v, nk::per_item)     ? stage::per_item
              : has(v, nk::per_group)  ? stage::per_group
              : has(v, nk::at_the_end) ? stage::at_the_end
                                       : stage::per_criterion;
    r.where = where(v);
    return r;
  }

  // ---- inputs, parameters, abbreviations ----

  ast::input input(tree_view v) {
    ast::input i;
    i.where = where(v);
    for (const tree_view child : v) {
      const node_kind k = child.kind();
      if (k == nk::name)
        i.names.push_back(name(child));
      else if (k >= nk::kind_count && k <= nk::kind_one_of)
        kind(child, i);
      else if (k >= nk::at_least && k <= nk::below)
        i.ranges.push_back(
            {static_cast<ast::range::form>(static_cast<int>(k) - static_cast<int>(nk::at_least)), expression_in(child), where(child)});
      else
        input_part(child, i);
    }
    // A label at the end belongs to the input, not to its last baseline.
    if (!i.title && !i.baselines.empty()) i.title = std::exchange(i.baselines.back().title, std::nullopt);
    return i;
  }

  void kind(tree_view v, ast::input& i) {
    i.kind = static_cast<ast::kind>(static_cast<int>(v.kind()) - static_cast<int>(nk::kind_count));
    i.kind_where = where(v);
    i.options = labels_in(v);
    i.points_low = literal_in(v);
    i.points_high = literal_in(v, 1);
    if (const auto by = find(v, nk::step_by)) i.by = literal_in(*by);
  }

  void input_part(tree_view v, ast::input& i) {
    switch (v.kind()) {
      case nk::monthly:
        series(ast::series::monthly, v, i);
        break;
      case nk::quarterly:
        series(ast::series::quarterly, v, i);
        break;
      case nk::yearly:
        if (!series(ast::series::yearly, v, i)) break;
        for (const tree_view year : v)
          if (year.kind() == nk::number) i.years.push_back({word_reader::number(first_token(year)), false, where(year)});
        break;
      case nk::same_within_parent:
        flag(i.same_within_parent, v);
        break;
      case nk::with_baseline:
        flag(i.with_baseline, v);
        break;
      case nk::baseline:
        i.baselines.push_back({name_in(v), title_in(v)});
        break;
      case nk::from_parts:
        once(i.from_parts, parts(v), v, keyword::from_parts);
        break;
      case nk::optional:
        flag(i.optional, v);
        break;
      case nk::default_value:
        for (const tree_view value : v) once(i.default_value, constant(value), v, keyword::default_);
        break;
      case nk::label:
        i.title = label(v);
        break;
      default:
        break;
    }
  }

  /// A word that is said or not.
  void flag(bool& into, tree_view v) {
    if (std::exchange(into, true)) report(code::said_twice, v, {text_of(v)});
  }

  bool series(ast::series s, tree_view v, ast::input& i) {
    if (i.series != ast::series::none) return report(code::said_twice, v, {text_of(v)}), false;
    i.series = s;
    return true;
  }

  ast::parts_source parts(tree_view v) {
    using form = ast::parts_source::form;
    ast::parts_source p;
    p.where = where(v);
    p.type = label_in(v);
    if (const auto outcome = find(v, nk::parts_outcome)) {
      p.written = form::outcome;
      const auto from = find(*outcome, nk::outcome_from);
      const auto labels = labels_in(*outcome);
      if (!labels.empty()) p.title = labels.front();
      if (labels.size() > 1) p.level = labels[1];
      if (from) p.level = label_in(*from), p.or_better = true;
    }
    if (const auto action = find(v, nk::parts_action)) p.written = form::action, p.title = label_in(*action);
    if (const auto of = find(v, nk::parts_of)) {
      p.written = begins_with(*of, keyword::mean)         ? form::mean
                  : begins_with(*of, keyword::minimum_of) ? form::minimum
                  : begins_with(*of, keyword::maximum_of) ? form::maximum
                                                          : form::sum;
      p.total = has(*of, nk::expected_total);
      p.title = label_in(*of);
      if (const auto what = find(*of, nk::reference)) {
        p.id = name_in(*what);
        if (const auto member = find(*what, nk::member)) p.member = name(*member);
      }
    }
    return p;
  }

  ast::parameter parameter(tree_view v) const {
    const auto at = [&](std::size_t n) { return literal_in(v, n).value_or(ast::literal{}); };
    return {name_in(v), at(0), at(1), at(2), title_in(v), where(v)};
  }

  ast::holidays holidays(tree_view v) const {
    ast::holidays h;
    h.title = title_in(v);
    h.where = where(v);
    for (const tree_view child : v) {
      const auto days = child.kind() == nk::holiday ? dates(child) : std::vector<ast::date>{};
      if (days.empty()) continue;
      h.list.push_back({days[0], days.size() > 1 ? std::optional(days[1]) : std::nullopt, has(child, nk::working_on), where(child)});
    }
    return h;
  }

  ast::let let(tree_view v) {
    ast::let l;
    l.id = name_in(v);
    l.title = title_in(v);
    l.where = where(v);
    bool closed = false, choice = true;
    for (const tree_view child : v) {
      if (closed && (child.kind() == nk::let_case || child.kind() == nk::let_otherwise)) report(code::last_row_otherwise, child);
      if (child.kind() == nk::let_case) l.choices.push_back({expression_in(child), expression_in(child, 1), where(child)});
      if (child.kind() == nk::let_otherwise) l.value = expression_in(child), closed = true;
      if (child.kind() == nk::disjunction) l.value = expression(child), choice = false;
    }
    if (choice && !closed && state_.out.empty()) report(code::let_without_otherwise, v, {l.id.text});
    return l;
  }

  // ---- groups ----

  ast::group group(tree_view v) {
    using block = ast::group::block;
    ast::group g;
    g.written = has(v, nk::block_bonus)      ? block::bonus
                : has(v, nk::block_priority) ? block::priority
                : has(v, nk::block_penalty)  ? block::penalty
                                             : block::group;
    g.head = head(v);
    g.where = where(v);
    for (const tree_view child : v) {
      switch (child.kind()) {
        case nk::basis:
          g.bases.push_back(basis(child));
          break;
        case nk::evidence:
          evidence(child, g.evidence);
          break;
        case nk::criterion:
          g.members.emplace_back(criterion(child));
          break;
        case nk::group:
          g.members.emplace_back(group(child));
          break;
        default:
          break;
      }
    }
    return g;
  }

  // ---- levels, ranking, quotas ----

  ast::levels levels(tree_view v) {
    using form = ast::levels::row::form;
    ast::levels l;
    l.where = where(v);
    std::vector<ast::label> labels = labels_in(v);
    if (!labels.empty()) {
      l.title = std::move(labels.front());
      labels.erase(labels.begin());
    }
    l.names = std::move(labels);
    for (const tree_view child : v) {
      if (child.kind() != nk::level_row && child.kind() != nk::not_above) continue;
      ast::levels::row row;
      row.written = child.kind() == nk::not_above ? form::not_above : has(child, nk::otherwise) ? form::otherwise : form::when;
      row.level = label_in(child);
      if (row.written != form::otherwise) row.condition = expression_in(child);
      row.where = where(child);
      l.rows.push_back(std::move(row));
    }
    return l;
  }

  std::vector<ast::ranking_key> ranking_keys(tree_view v) {
    std::vector<ast::ranking_key> keys;
    for (const tree_view child : v)
      if (child.kind() == nk::ranking_key) keys.push_back({expression_in(child), has(child, nk::descending), where(child)});
    return keys;
  }
  ast::ranking ranking(tree_view v) {
    ast::ranking r;
    r.where = where(v);
    r.within_parent = has(v, nk::within_parent);
    r.within_unit_type = has(v, nk::within_unit_type);
    if (const auto by = find(v, nk::within_name)) r.within = name_in(*by);
    r.keys = ranking_keys(v);
    if (has(v, nk::ties_dense)) r.tie = ast::ranking::ties::dense;
    if (const auto split = find(v, nk::ties_split)) r.tie = ast::ranking::ties::split, r.split_by = ranking_keys(*split);
    return r;
  }

  ast::quota quota(tree_view v) const {
    ast::quota q;
    q.where = where(v);
    const std::vector<ast::label> labels = labels_in(v);
    ast::label* const parts[] = {&q.level, &q.outcome, &q.of, &q.become};
    for (std::size_t i = 0; i < std::size(parts) && i < labels.size(); ++i) *parts[i] = labels[i];
    q.share = literal_in(v).value_or(ast::literal{});
    q.or_better = has(v, nk::or_better);
    q.before = !has(v, nk::after_quota);
    q.mode = mode(v);
    q.ties_in = has(v, nk::ties_in);
    return q;
  }

  // ---- checks and tests ----

  ast::warn warn(tree_view v) {
    ast::warn w;
    w.id = name_in(v);
    w.title = title_in(v);
    w.condition = expression_in(v);
    w.where = where(v);
    if (const auto from = find(v, nk::differs_from)) w.differs_from = expression_in(*from);
    w.tolerance = literal_in(v);
    if (const auto when = find(v, nk::when)) w.when = expression_in(*when);
    return w;
  }

  ast::action action(tree_view v) {
    ast::action a;
    a.title = label_in(v);
    a.each = has(v, nk::each_month)     ? ast::series::monthly
             : has(v, nk::each_quarter) ? ast::series::quarterly
             : has(v, nk::each_year)    ? ast::series::yearly
                                        : ast::series::none;
    a.of = name_in(v);
    a.condition = expression_in(v);
    a.where = where(v);
    return a;
  }

  ast::value value(tree_view v) {
    switch (v.kind()) {
      case nk::label:
        return label(v);
      case nk::yes:
        return true;
      case nk::no:
        return false;
      case nk::date:
        return date(v);
      case nk::literal:
        return literal(v);
      default:
        break;
    }
    std::vector<ast::literal> series;
    std::vector<bool> answers;
    for (const tree_view child : v) {
      if (child.kind() == nk::literal) series.push_back(literal(child));
      if (child.kind() == nk::yes || child.kind() == nk::no) answers.push_back(child.kind() == nk::yes);
    }
    if (!answers.empty()) return answers;
    return series;
  }

  ast::test test(tree_view v) {
    ast::test t;
    t.title = label_in(v);
    t.where = where(v);
    for (const tree_view child : v) {
      if (child.kind() == nk::assignment) t.given.push_back(assignment(child));
      if (child.kind() == nk::expectation) t.expect.push_back(expectation(child));
    }
    return t;
  }

  ast::assignment assignment(tree_view v) {
    ast::assignment a;
    a.where = where(v);
    for (const tree_view child : v) {
      if (child.kind() != nk::reference) {
        a.to = value(child);
        continue;
      }
      a.id = name_in(child);
      if (const auto member = find(child, nk::member)) a.member = member_name(*member), a.member->text = member_in(child);
    }
    return a;
  }

  ast::expectation expectation(tree_view v) {
    using form = ast::expectation::form;
    ast::expectation e;
    e.where = where(v);
    e.id = name_in(v);
    e.total = has(v, nk::expected_total);
    if (const auto equals = find(v, nk::equals))
      for (const tree_view child : *equals) e.to = value(child);
    if (const auto between = find(v, nk::bounds)) {
      e.written = form::bounds;
      e.low = literal_in(*between);
      e.high = literal_in(*between, 1);
    }
    if (has(v, nk::not_applicable)) e.written = form::not_applicable;
    if (has(v, nk::missing)) e.written = form::missing;
    if (has(v, nk::expected_excluded)) e.written = form::excluded;
    if (has(v, nk::expected_not_yet_assessed)) e.written = form::not_yet_assessed;
    e.rescaled = has(v, nk::expected_rescaled);
    if (e.to && std::holds_alternative<bool>(*e.to)) e.written = form::veto;
    if (has(v, nk::expected_action)) {
      if (e.written != form::missing) e.written = form::action;
      e.action = title_in(v);
    }
    if (has(v, nk::expected_outcome)) e.written = form::outcome, e.outcome = title_in(v);
    return e;
  }
};

}  // namespace ancs::detail

#endif
