// random_tree.hpp: random trees of the shape that rule files have, for tests of what must hold for every one.
// They are sentences, not sense: names are unknown and kinds do not fit.
#ifndef ANCS_TESTS_RANDOM_TREE_HPP
#define ANCS_TESTS_RANDOM_TREE_HPP

#include <cstdint>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "ancs/ast.hpp"

namespace ancs::tests {

/// A stream of random trees; the same seed gives the same trees on every machine.
class random_tree {
 public:
  explicit random_tree(std::uint64_t seed) : random_(seed) {}

  ast::document document() {
    ast::document tree;
    tree.declarations.emplace_back(model());
    for (int n = below(8) + 1; n > 0; --n) tree.declarations.push_back(declaration());
    return tree;
  }

  /// From now on every name is this one.
  void always_name(std::string word) { only_word_ = std::move(word); }

  ast::declaration declaration() { return declaration(below(16)); }
  /// A declaration of the sort with this number, from 0 to 15.
  ast::declaration declaration(int sort) {
    switch (sort) {
      case 0: return parameter();
      case 1: return let();
      case 2: return veto();
      case 3: return levels();
      case 4: return ranking();
      case 5: return quota();
      case 6: return require();
      case 7: return warn();
      case 8: return test();
      case 14: return ast::include{label(), {}};
      case 15: return holidays();
      case 9: case 10: case 11: return input();
      case 12: return action();
      default: return group(2);
    }
  }

  // ---- leaves ----

  std::string word() {
    static const std::vector<std::string> words = {
        "x", "y", "k", "A1", "B", "reports", "criminal_cases", "số_vụ", "tổ_tự_quản", "ĐÔ", "_a", "a1_b2",
        // Keywords of either language, and words of keyword phrases: these are backquoted where they collide.
        "total", "input", "when", "full", "none", "maximum", "group", "count", "at", "by", "and", "or", "not", "is", "if", "parent",
        "all", "yes", "sum", "min", "up", "from", "otherwise", "khi", "nhóm", "tổng", "và", "có", "điểm", "trừ", "không", "đạt", "mức"};
    const auto& chosen = words[static_cast<std::size_t>(below(static_cast<int>(words.size())))];
    return only_word_.empty() ? chosen : only_word_;
  }
  ast::name name() {
    ast::name n;
    n.text = word();
    return n;
  }
  ast::label label() {
    static const std::vector<std::string> pieces = {"Tội phạm", "a", " ", "#", "{", "}", "'", "`", ", ", "1.5%", "khi", "otherwise", "ệ", "\\", "–"};
    ast::label made;
    made.text = "L";
    for (int n = below(5); n > 0; --n) made.text += pieces[static_cast<std::size_t>(below(static_cast<int>(pieces.size())))];
    return made;
  }
  /// A decimal of up to four places, from 0.
  rational decimal() {
    static const std::int64_t scales[] = {1, 1, 1, 10, 100, 1000, 10000};
    return rational(below(chance(4) ? 2000000 : 200), scales[below(7)]);
  }
  ast::literal literal() {
    ast::literal made;
    made.percent = chance(3);
    made.value = made.percent ? decimal() / rational(100) : decimal();
    if (chance(5)) made.value = -made.value;
    return made;
  }
  ast::literal plain() {
    ast::literal made;
    made.value = decimal();
    return made;
  }
  ast::literal percent() {
    ast::literal made;
    made.percent = true;
    made.value = decimal() / rational(100);
    return made;
  }
  ast::date date() {
    ast::date made;
    made.year = 1900 + below(200);
    made.month = 1 + below(12);
    made.day = 1 + below(28);
    return made;
  }
  ast::points points() {
    using form = ast::points::form;
    ast::points made;
    made.written = static_cast<form>(below(6));
    if (made.written == form::literal) {
      made.value = decimal();
      if (chance(5)) made.value = -made.value;
    }
    if (made.written == form::percent) made.value = decimal() / rational(100);
    if (made.written == form::fraction) {
      made.numerator = 1 + below(9);
      made.denominator = 1 + below(12);
      made.value = rational(made.numerator, made.denominator);
    }
    return made;
  }
  std::vector<ast::label> labels() {
    std::vector<ast::label> made;
    for (int n = below(3) + 1; n > 0; --n) made.push_back(label());
    return made;
  }

  // ---- expressions ----

  ast::expression reference() {
    ast::expression made;
    made.what = ast::op::reference;
    made.text = word();
    if (chance(4)) made.member = chance(2) ? std::to_string(1 + below(12)) : word();
    return made;
  }
  ast::expression leaf() {
    using ast::op;
    static const op kinds[] = {op::number_literal, op::number_literal, op::percent_literal, op::string_literal, op::date_literal,
                               op::yes, op::no, op::total, op::total_rescaled, op::total_with, op::total_with_all, op::any_veto,
                               op::outcome_is, op::outcome_from,
                               op::reference, op::reference, op::reference, op::reference, op::reference};
    ast::expression made;
    made.what = kinds[below(19)];
    switch (made.what) {
      case op::reference: return reference();
      case op::number_literal: made.value = decimal(); break;
      case op::percent_literal: made.value = decimal() / rational(100); break;
      case op::string_literal: made.text = label().text; break;
      case op::date_literal: made.day = date(); break;
      case op::total_with: made.text = word(); break;
      case op::outcome_is: case op::outcome_from: made.text = label().text, made.member = label().text; break;
      default: break;
    }
    return made;
  }
  ast::expression expression(int depth = 3) {
    using ast::op;
    static const op kinds[] = {
        op::logical_or, op::logical_and, op::logical_not, op::equal, op::not_equal, op::less, op::less_equal, op::greater,
        op::greater_equal, op::is_given, op::is_not_given, op::is_one_of, op::add, op::subtract, op::multiply, op::divide, op::negate,
        op::fall, op::rise, op::sum, op::mean, op::minimum_of, op::maximum_of, op::count_of, op::run, op::round_to, op::at_least_of,
        op::add, op::subtract, op::multiply, op::divide, op::logical_and, op::every_group, op::every_criterion};
    if (depth == 0 || chance(4)) return leaf();
    ast::expression made;
    made.what = kinds[below(34)];
    const auto take = [&](int n) {
      while (n-- > 0) made.args.push_back(expression(depth - 1));
    };
    switch (made.what) {
      case op::logical_or: case op::logical_and: take(2 + below(3)); break;
      case op::logical_not: case op::negate: take(1); break;
      case op::is_given: case op::is_not_given: made.args.push_back(reference()); break;
      case op::is_one_of:
        take(1);
        for (int n = 1 + below(3); n > 0; --n) {
          made.args.emplace_back().what = op::string_literal;
          made.args.back().text = label().text;
        }
        break;
      case op::fall: case op::rise:
        made.args.push_back(reference());
        if (chance(2)) made.args.push_back(reference());
        break;
      case op::sum: case op::mean: case op::minimum_of: case op::maximum_of: case op::count_of: case op::run: take(1 + below(3)); break;
      case op::round_to: {
        take(1);
        auto& step = made.args.emplace_back();
        step.what = chance(2) ? op::number_literal : op::percent_literal;
        step.value = decimal() / rational(100);
        break;
      }
      case op::at_least_of: made.value = 1 + below(3); take(2 + below(3)); break;
      case op::every_group: case op::every_criterion: {
        ast::expression every = std::move(made);
        if (every.what == op::every_criterion && chance(2)) every.text = word();
        made = {};
        made.what = static_cast<op>(static_cast<int>(op::equal) + below(6));
        made.args.push_back(std::move(every));
        auto& limit = made.args.emplace_back();
        limit.what = chance(2) ? op::number_literal : op::percent_literal;
        limit.value = limit.what == op::percent_literal ? decimal() / rational(100) : decimal();
        break;
      }
      default: take(2); break;
    }
    return made;
  }

  // ---- clauses ----

  ast::clause clause(bool item) {
    switch (below(item ? 12 : 13)) {
      case 0: {
        ast::award_clause made;
        for (int n = 1 + below(3); n > 0; --n) made.awards.push_back({points(), expression(), {}});
        return made;
      }
      case 1: {
        ast::bands_clause made;
        made.of = expression();
        if (chance(3)) made.scaled_by = name();
        for (int n = 1 + below(5); n > 0; --n) made.rows.push_back(band_row());
        if (chance(3)) made.rows.emplace_back().gives = points();
        return made;
      }
      case 2: {
        ast::steps_clause made;
        made.of = expression();
        if (chance(3)) made.scaled_by = name();
        made.descending = chance(2);
        made.base = literal();
        made.base_gives = points();
        made.width = plain();
        made.adds = plain();
        made.whole = chance(2);
        if (chance(2)) made.at_most = points();
        return made;
      }
      case 3: return ast::proportional_clause{expression(), chance(2) ? std::optional(points()) : std::nullopt};
      case 4: {
        ast::interpolate_clause made;
        made.of = expression();
        for (int n = 2 + below(4); n > 0; --n) made.knots.push_back({literal(), points(), {}});
        return made;
      }
      case 5: {
        ast::choose_clause made;
        made.of = reference();
        made.of.member.clear();
        for (int n = 1 + below(4); n > 0; --n) made.rows.push_back({label(), points(), {}});
        if (chance(2)) made.otherwise = points();
        return made;
      }
      case 6: {
        ast::deduct_clause made;
        made.start = points();
        for (int n = 1 + below(3); n > 0; --n) made.deductions.push_back(change(chance(3)));
        return made;
      }
      case 7: {
        ast::add_clause made;
        for (int n = 1 + below(3); n > 0; --n) made.additions.push_back(change(false));
        return made;
      }
      case 8: {
        ast::assessed_clause made;
        if (chance(2)) made.input = name();
        else made.by = plain();
        return made;
      }
      case 9: return ast::met_clause{};
      case 10: return ast::points_clause{expression()};
      case 11: return ast::information_clause{};
      default: {
        ast::items_clause made;
        for (int n = 1 + below(3); n > 0; --n) made.items.push_back(criterion(true));
        return made;
      }
    }
  }
  ast::change change(bool when) {
    ast::change made;
    made.amount = plain();
    made.of = expression();
    made.when = when;
    if (when) return made;
    if (chance(2)) made.whole = chance(2);
    if (chance(2)) made.at_most = points();
    return made;
  }
  ast::band_row band_row() {
    using form = ast::band_row::form;
    ast::band_row made;
    made.written = static_cast<form>(below(10));
    const bool only_high = made.written == form::below || made.written == form::up_to || made.written == form::from_down;
    const bool only_low = made.written == form::from_up || made.written == form::above || made.written == form::exactly;
    if (!only_high) made.low = literal();
    if (!only_low) made.high = literal();
    made.gives = points();
    return made;
  }

  // ---- criteria and groups ----

  ast::head head() {
    ast::head made;
    made.id = name();
    if (chance(4)) made.number = label();
    if (chance(2)) made.title = label();
    if (!chance(5)) made.maximum = plain();
    if (made.maximum) made.capped = chance(4);
    if (made.maximum && chance(4)) made.floor = literal();
    if (made.floor) made.floor->percent = false;
    return made;
  }
  template <class T>
  void sources(T& of) {
    for (int n = below(6) - 3; n > 0; --n) of.bases.push_back({label()});
    if (!chance(4)) return;
    of.evidence.emplace().text = label();
    of.evidence->required = chance(2);
    of.evidence->otherwise_none = of.evidence->required && chance(2);
  }
  ast::criterion criterion(bool item = false) {
    ast::criterion made;
    made.head = head();
    made.item = item;
    sources(made);
    for (int n = below(5) - 2; n > 0; --n) {
      ast::guard guard;
      guard.condition = expression();
      guard.not_applicable = chance(3);
      guard.excluded = guard.not_applicable && chance(2);
      guard.within_group = guard.excluded && chance(2);
      if (!guard.excluded) guard.gives = points();
      made.guards.push_back(std::move(guard));
    }
    made.body = clause(item);
    return made;
  }
  ast::group group(int depth) {
    ast::group made;
    made.written = static_cast<ast::group::block>(below(4));
    made.head = head();
    sources(made);
    const bool groups = depth > 0 && made.written == ast::group::block::group;
    for (int n = below(4); n > 0; --n) {
      if (groups && chance(4)) {
        made.members.emplace_back(group(depth - 1));
        std::get<ast::group>(made.members.back()).written = ast::group::block::group;
      } else {
        made.members.emplace_back(criterion());
      }
    }
    return made;
  }

  // ---- other declarations ----

  ast::model model() {
    ast::model made;
    made.id = name();
    if (chance(2)) made.title = label();
    if (!chance(4)) made.maximum = plain();
    for (int n = below(3); n > 0; --n) made.bases.push_back({label()});
    if (chance(2)) made.applies_to = labels();
    if (chance(2)) made.period = {date(), date()};
    if (chance(3)) made.in_force_from = date();
    if (chance(3)) made.replaces = labels();
    if (chance(3)) made.parts = labels();
    for (int n = below(6) - 3; n > 0; --n) made.columns.push_back({name(), label()});
    for (int n = below(5) - 3; n > 0; --n) made.not_yet_assessed.push_back(expression());
    if (chance(2)) made.rounding = ast::rounding{plain(), static_cast<rounding_mode>(below(4)), static_cast<ast::rounding_stage>(below(4)), {}};
    return made;
  }
  ast::holidays holidays() {
    ast::holidays made;
    if (chance(2)) made.title = label();
    for (int n = below(4) + 1; n > 0; --n) {
      ast::holidays::days days;
      days.first = date();
      if (chance(2)) days.last = date();
      days.working = chance(3);
      made.list.push_back(days);
    }
    return made;
  }
  ast::input input() {
    using ast::kind;
    ast::input made;
    for (int n = chance(3) ? 1 + below(3) : 1; n > 0; --n) made.names.push_back(name());
    made.kind = static_cast<kind>(below(9));
    const bool numeric = made.kind != kind::yes_no && made.kind != kind::one_of;
    if (made.kind == kind::one_of) made.options = labels();
    if (made.kind == kind::points) {
      made.points_low = literal();
      made.points_low->percent = false;
      made.points_high = plain();
    }
    if ((made.kind == kind::points || made.kind == kind::number) && chance(2)) made.by = plain();
    if (made.kind == kind::percent) made.same_within_parent = chance(5);
    if (made.kind == kind::count && chance(3)) made.series = static_cast<ast::series>(below(4));
    for (int n = made.series == ast::series::yearly ? below(3) : 0; n > 0; --n) {
      ast::literal year;
      year.value = rational(2000 + below(30));
      made.years.push_back(year);
    }
    if (made.kind == kind::count && chance(3)) {
      made.with_baseline = true;
      for (int n = below(3); n > 0; --n) {
        made.baselines.push_back({name(), {}});
        if (chance(2)) made.baselines.back().title = label();
      }
    }
    if (made.kind == kind::count && chance(3)) made.from_parts = parts();
    if (numeric)
      for (int n = below(5) - 2; n > 0; --n) made.ranges.push_back({static_cast<ast::range::form>(below(4)), expression(2), {}});
    made.optional = chance(3);
    if (!made.optional && chance(3)) {
      auto& value = made.default_value.emplace();
      value.what = ast::op::number_literal;
      value.value = decimal();
    }
    if (chance(2)) made.title = label();
    // A label at the end is the input's, so that a title of the last baseline needs one of the input behind it.
    if (!made.title && !made.baselines.empty()) made.baselines.back().title.reset();
    return made;
  }
  ast::parameter parameter() {
    ast::parameter made;
    made.id = name();
    made.value = literal();
    made.low = literal();
    made.high = literal();
    if (chance(2)) made.title = label();
    return made;
  }
  ast::let let() {
    ast::let made;
    made.id = name();
    for (int n = below(4) - 1; n > 0; --n) made.choices.push_back({expression(), expression(), {}});
    made.value = expression();
    if (chance(2)) made.title = label();
    return made;
  }
  ast::veto veto() {
    ast::veto made;
    made.id = name();
    if (chance(2)) made.title = label();
    made.condition = expression();
    return made;
  }
  ast::levels levels() {
    using form = ast::levels::row::form;
    ast::levels made;
    made.title = label();
    made.names = labels();
    for (int n = 1 + below(4); n > 0; --n) {
      ast::levels::row row;
      row.written = static_cast<form>(below(3));
      row.level = label();
      if (row.written != form::otherwise) row.condition = expression();
      made.rows.push_back(std::move(row));
    }
    return made;
  }
  ast::ranking_key key() {
    ast::ranking_key made;
    made.of = expression(chance(4) ? 2 : 0);
    made.descending = chance(2);
    return made;
  }
  ast::ranking ranking() {
    ast::ranking made;
    made.within_parent = chance(3);
    made.within_unit_type = chance(3);
    if (chance(3)) made.within = name();
    for (int n = 1 + below(3); n > 0; --n) made.keys.push_back(key());
    made.tie = static_cast<ast::ranking::ties>(below(3));
    if (made.tie == ast::ranking::ties::split) made.split_by.push_back(key());
    return made;
  }
  ast::quota quota() {
    ast::quota made;
    made.level = label();
    made.outcome = label();
    made.share = percent();
    made.of = label();
    made.or_better = chance(2);
    made.before = chance(2);
    made.mode = static_cast<rounding_mode>(below(4));
    made.ties_in = chance(2);
    made.become = label();
    return made;
  }
  ast::require require() {
    ast::require made;
    made.condition = expression();
    if (chance(2)) made.title = label();
    return made;
  }
  ast::warn warn() {
    ast::warn made;
    made.id = name();
    made.condition = expression();
    if (chance(2)) {
      made.differs_from = expression();
      made.tolerance = percent();
      if (chance(2)) made.when = expression();
    }
    if (chance(2)) made.title = label();
    return made;
  }
  ast::action action() {
    ast::action made;
    made.title = label();
    made.each = static_cast<ast::series>(below(4));
    if (made.each != ast::series::none) made.of = name();
    made.condition = expression();
    return made;
  }
  ast::parts_source parts() {
    using form = ast::parts_source::form;
    ast::parts_source made;
    made.written = static_cast<form>(below(7));
    made.type = label();
    if (made.written == form::outcome || made.written == form::action) made.title = label();
    if (made.written == form::outcome) made.level = label(), made.or_better = chance(2);
    if (made.written >= form::sum) {
      switch (below(3)) {
        case 0: made.total = true; break;
        case 1: made.title = label(); break;
        default:
          made.id = name();
          if (chance(3)) made.member = name();
          break;
      }
    }
    return made;
  }
  ast::value value() {
    switch (below(5)) {
      case 0: return label();
      case 1: return chance(2);
      case 2: return date();
      case 3: {
        std::vector<ast::literal> series;
        for (int n = 1 + below(12); n > 0; --n) series.push_back(plain());
        return series;
      }
      default: return literal();
    }
  }
  ast::test test() {
    using form = ast::expectation::form;
    ast::test made;
    made.title = label();
    for (int n = below(6); n > 0; --n) {
      ast::assignment given;
      given.id = name();
      if (chance(4)) given.member = name();
      given.to = value();
      made.given.push_back(std::move(given));
    }
    for (int n = 1 + below(4); n > 0; --n) {
      ast::expectation expect;
      expect.written = static_cast<form>(below(9));
      expect.id = name();
      switch (expect.written) {
        case form::equals:
        case form::bounds:
          expect.total = chance(3);
          expect.rescaled = expect.total && chance(3);
          if (expect.written == form::bounds) {
            expect.low = literal();
            expect.high = literal();
          } else {
            expect.to = chance(3) ? ast::value(label()) : ast::value(literal());
          }
          break;
        case form::outcome:
          expect.outcome = label();
          expect.to = label();
          break;
        case form::veto: expect.to = chance(2); break;
        case form::action:
          expect.action = label();
          if (chance(3)) expect.written = form::missing;
          else if (chance(2)) expect.to = chance(2) ? ast::value(chance(2)) : ast::value(std::vector<ast::literal>{plain(), plain()});
          break;
        default: break;
      }
      if (expect.total || expect.action || expect.written == form::outcome || expect.written == form::not_yet_assessed) expect.id = {};
      made.expect.push_back(std::move(expect));
    }
    return made;
  }

 private:
  // Not std::uniform_int_distribution: its numbers differ between standard libraries.
  int below(int n) { return static_cast<int>(random_() % static_cast<std::uint64_t>(n)); }
  bool chance(int one_in) { return below(one_in) == 0; }

  std::mt19937_64 random_;
  std::string only_word_;
};

}  // namespace ancs::tests

#endif
