// suggest_inl.hpp: bodies of suggest.hpp: which units to propose as tests.
#ifndef ANCS_IMPL_SUGGEST_INL_HPP
#define ANCS_IMPL_SUGGEST_INL_HPP

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "../suggest.hpp"
#include "../text.hpp"
#include "suggest_levels.hpp"
#include "suggest_text.hpp"
#include "suggest_units.hpp"

namespace ancs {
namespace detail::suggest {

class proposer {
 public:
  explicit proposer(const program& of)
      : of_(of), p_(program_access::data(of)), units_(of), plain_(units_.plain()), seen_(coverage_of_tests(of)) {
    for (const auto& test : p_.tests) {
      figures given(p_.slots.size());
      for (const auto& [slot, value] : test.given) given[slot] = value;
      tested_.push_back(std::move(given));
    }
    for (const auto& d : seen_.decisions()) hit_.push_back(d.units > 0);
  }

  std::vector<suggested_test> run() {
    std::size_t first = 0;
    for (std::size_t i = 0; i < p_.criterion_plans.size(); ++i) {
      const auto& plan = p_.criterion_plans[i];
      const bool whole = plan.rows.empty() && plan.written != criterion_plan::body::information;
      const std::size_t count = plan.guards.size() + plan.rows.size() + (whole ? 1 : 0);
      criterion(i, first, count);
      first += count;
    }
    for (std::size_t i = 0; i < p_.veto_texts.size(); ++i) veto(i, first + i);
    first += p_.veto_texts.size();
    if (!p_.outcome_plans.empty()) levels(first);
    return std::move(out_);
  }

 private:
  static constexpr std::size_t most_slots = 40, most_tries = 2000;

  bool vietnamese() const { return p_.keywords == language::vi; }
  std::string word(const char* en, const char* vi) const { return vietnamese() ? vi : en; }
  /// Fit to stand in a title.
  static std::string titled(std::string text) {
    std::replace(text.begin(), text.end(), '"', '\'');
    return to_printable(text, 80);
  }
  std::string shown(const rational& v, bool percent) const {
    const auto style = vietnamese() ? number_style::vi : number_style::en;
    return percent ? (v * 100).to_display(style, 6) + "%" : v.to_display(style, 6);
  }
  /// "cases = 3".
  std::string figure(const figures& unit, std::uint32_t slot) const {
    const auto& column = p_.columns[slot];
    if (!unit[slot]) return column.name;
    if (column.type == input_column::kind::yes_no) return column.name + " = " + (unit[slot]->is_zero() ? word("no", "không") : word("yes", "có"));
    return column.name + " = " + shown(*unit[slot], column.type == input_column::kind::percent);
  }
  static std::string without_points(const std::string& sentence) { return sentence.substr(0, sentence.rfind(" : ")); }

  // ---- criteria ----

  struct threshold {
    distance from;
    std::string at;  ///< what it is called: "40%"; empty for one of a condition
  };

  std::vector<threshold> thresholds_of(const criterion_plan& plan) const {
    std::vector<threshold> out;
    const bool percent = plan.shown.as == graph::formula::unit::percent;
    if (plan.written == criterion_plan::body::bands)
      for (const auto& piece : plan.pieces)
        if (piece.low) out.push_back({distance_from(plan.shown.of, plan.scale, *piece.low), shown(*piece.low, percent)});
    if (plan.written == criterion_plan::body::steps) {
      const rational next = plan.steps.descending ? plan.steps.base - plan.steps.width : plan.steps.base + plan.steps.width;
      for (const rational& limit : {plan.steps.base, next}) out.push_back({distance_from(plan.shown.of, plan.scale, limit), shown(limit, percent)});
    }
    std::vector<distance> found;
    for (const auto& g : plan.guards) distances_in(g.shown, found);
    for (const auto& r : plan.rows) distances_in(r.shown, found);
    for (auto& d : found) out.push_back({std::move(d), {}});
    return out;
  }

  std::vector<std::uint32_t> slots_of(const criterion_plan& plan) const {
    slots_read slots(p_);
    slots.add(plan.points);
    slots.add(plan.shown);
    if (plan.scale) slots.add(*plan.scale);
    for (const auto& g : plan.guards) slots.add(g.condition), slots.add(g.shown);
    for (const auto& r : plan.rows) slots.add(r.shown), slots.add(r.effect);
    return whole_series(slots.take());
  }
  /// A test gives all values of a series.
  std::vector<std::uint32_t> whole_series(std::vector<std::uint32_t> slots) const {
    std::vector<std::uint32_t> all = slots;
    for (const auto s : slots) {
      const std::string& name = p_.columns[s].name;
      const std::size_t dot = name.rfind('.');
      if (dot == name.npos || name.find_first_not_of("0123456789", dot + 1) != name.npos) continue;
      for (std::size_t i = 1;; ++i) {
        const auto other = of_.find_column(name.substr(0, dot + 1) + std::to_string(i));
        if (!other) break;
        all.push_back(*other);
      }
    }
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
  }

  void criterion(std::size_t index, std::size_t first, std::size_t count) {
    const auto& plan = p_.criterion_plans[index];
    const auto slots = slots_of(plan);
    pool_.push_back({slots, {}});
    if (plan.written == criterion_plan::body::information || slots.empty() || slots.size() > most_slots) return;
    const std::string& id = p_.criteria[index].id;
    choices may = choices_of(slots);
    const auto propose = [&](const figures& unit, const std::string& title) {
      const auto* registers = units_.run(unit);
      if (!registers) return;
      if (const auto points = one_value(*registers, plan.points)) pool_.back().add(*points, unit);
      if (is_tested(unit, slots)) return;
      scorecard card = of_.score(units_.unit());
      test_writer test(of_, title);
      if (!test.give(unit, slots) || !test.expect_points(id, card.criteria[index].points)) return;
      if (card.criteria[index].state == point_state::not_applicable) test.expect_not_applicable(id);
      mark(*registers, first, count);
      tested_.push_back(only(unit, slots));
      out_.push_back(test.take());
    };
    for (const auto& t : thresholds_of(plan)) {
      auto found = around(t.from, slots, may);
      const char* en[] = {"just below", "at", "just above"};
      const char* vi[] = {"ngay dưới", "đúng", "ngay trên"};
      for (int side = 0; side < 3; ++side)
        if (found[side])
          propose(*found[side], t.at.empty() ? id + ": " + figure(*found[side], found.slot) : id + " " + word(en[side], vi[side]) + " " + t.at);
    }
    remember(index, slots, may);
    search(slots, may, first, count, [&](const figures& unit, std::size_t decided) {
      const std::string sentence = without_points(seen_.decisions()[decided].sentence);
      propose(unit, titled(id + ", " + sentence));
    });
  }

  /// Points that extremes of the figures give, also where tests have them already: levels are made of them.
  void remember(std::size_t index, const std::vector<std::uint32_t>& slots, const choices& may) {
    const auto take = [&](const figures& unit) {
      if (const auto* registers = units_.run(unit))
        if (const auto points = one_value(*registers, p_.criterion_plans[index].points)) pool_.back().add(*points, unit);
    };
    take(plain_);
    for (std::size_t i = 0; i < slots.size(); ++i)
      for (const auto& value : may[i]) {
        figures unit = plain_;
        units_.set(unit, slots[i], value);
        take(unit);
        for (std::size_t j = i + 1; j < slots.size() && slots.size() <= 4; ++j)
          for (const auto& second : may[j]) {
            figures both = unit;
            units_.set(both, slots[j], second);
            take(both);
          }
      }
  }

  // ---- searching ----

  /// Figures worth trying for one slot.
  choices choices_of(const std::vector<std::uint32_t>& slots) const {
    choices all;
    for (const auto s : slots) {
      const auto& plan = p_.slots[s];
      const auto& column = p_.columns[s];
      std::vector<std::optional<rational>> values;
      if (column.type == input_column::kind::yes_no) {
        values = {rational(0), rational(1)};
      } else if (column.type == input_column::kind::one_of) {
        for (std::size_t i = 0; i < column.options.size(); ++i) values.push_back(rational(static_cast<std::int64_t>(i)));
      } else {
        values = {plain_[s]};
        if (plan.low) values.push_back(plan.low_open ? *plan.low + units_.step_of(s) : *plan.low);
        if (plan.high) values.push_back(plan.high_open ? *plan.high - units_.step_of(s) : *plan.high);
      }
      if (plan.optional) values.push_back(std::nullopt);
      all.push_back(std::move(values));
    }
    return all;
  }

  struct sides {
    std::optional<figures> of[3];
    std::uint32_t slot = 0;  ///< the one that differs
    std::optional<figures>& operator[](int side) { return of[side]; }
  };
  /// Small figures read best.
  static rational size_of(const sides& of, const std::vector<std::uint32_t>& slots) {
    rational sum;
    for (const auto& unit : of.of)
      for (const auto s : slots)
        if (unit && (*unit)[s]) sum += (*unit)[s]->abs();
    return sum;
  }
  /// Units below, at and above a threshold, by a slot that can stand at it where there is one.
  sides around(const distance& from, const std::vector<std::uint32_t>& slots, choices& may) {
    sides best;
    for (std::size_t i = 0; i < slots.size(); ++i) {
      sides found;
      found.slot = slots[i];
      for (const rational& value : units_.turning(plain_, slots[i], from)) {
        may[i].push_back(value);
        figures unit = plain_;
        units_.set(unit, slots[i], value);
        const auto* registers = units_.run(unit);
        const auto d = registers ? from(*registers) : std::nullopt;
        if (!d) continue;
        // Ascending figures may lead down as well as up: of each side the nearest to the threshold is kept.
        auto& side = found[d->sign() + 1];
        const auto* old = side ? units_.run(*side) : nullptr;
        const auto old_d = old ? from(*old) : std::nullopt;
        if (!old_d || d->abs() < old_d->abs()) side = unit;
      }
      const bool any = found[0] || found[1] || found[2], first = !(best[0] || best[1] || best[2]);
      const bool same = found[1].has_value() == best[1].has_value();
      if (any && (first || (found[1] && !best[1]) || (same && size_of(found, slots) < size_of(best, slots)))) best = found;
    }
    return best;
  }

  /// Tries figures, one changed, two changed, then many at random, until all wanted decisions were met.
  template <class Found>
  void search(const std::vector<std::uint32_t>& slots, const choices& may, std::size_t first, std::size_t count, const Found& found) {
    const auto begin = hit_.begin() + static_cast<std::ptrdiff_t>(first), end = begin + static_cast<std::ptrdiff_t>(count);
    const auto open = [&] { return std::find(begin, end, false) != end; };
    std::size_t tries = 0;
    const auto attempt = [&](const figures& unit) {
      if (++tries > most_tries || !open()) return false;
      const auto* registers = units_.run(unit);
      if (!registers) return true;
      std::optional<std::size_t> fresh;
      decision_finder(p_, *registers).run([&](std::size_t at) {
        if (at >= first && at < first + count && !hit_[at] && !fresh) fresh = at;
      });
      if (fresh) found(unit, *fresh);
      return true;
    };
    if (!open() || !attempt(plain_)) return;
    for (std::size_t i = 0; i < slots.size(); ++i)
      for (const auto& value : may[i]) {
        figures unit = plain_;
        units_.set(unit, slots[i], value);
        if (!attempt(unit)) return;
      }
    for (std::size_t i = 0; i < slots.size(); ++i)
      for (std::size_t j = i + 1; j < slots.size(); ++j)
        for (const auto& a : may[i])
          for (const auto& b : may[j]) {
            figures unit = plain_;
            units_.set(unit, slots[i], a);
            units_.set(unit, slots[j], b);
            if (!attempt(unit)) return;
          }
    std::uint32_t random = 1;  // the same in every run
    for (;;) {
      figures unit = plain_;
      for (std::size_t i = 0; i < slots.size(); ++i) {
        random = random * 1664525u + 1013904223u;
        if (!may[i].empty()) units_.set(unit, slots[i], may[i][(random >> 8) % may[i].size()]);
      }
      if (!attempt(unit)) return;
    }
  }

  /// A test exercises what its figures decide: of a criterion or a veto its own decisions only.
  void mark(const register_file& registers, std::size_t first, std::size_t count) {
    decision_finder(p_, registers).run([&](std::size_t at) {
      if (at >= first && at < first + count) hit_[at] = true;
    });
  }

  // ---- what tests give ----

  figures only(const figures& unit, const std::vector<std::uint32_t>& slots) const {
    figures out(unit.size());
    for (const auto s : slots) out[s] = unit[s];
    return out;
  }
  bool is_tested(const figures& unit, const std::vector<std::uint32_t>& slots) const {
    return std::any_of(tested_.begin(), tested_.end(), [&](const figures& given) {
      return std::all_of(slots.begin(), slots.end(), [&](std::uint32_t s) { return given[s] == unit[s]; });
    });
  }

  // ---- vetoes and levels ----

  void veto(std::size_t index, std::size_t decided) {
    slots_read read(p_);
    read.add(p_.veto_conditions[index]);
    const auto slots = whole_series(read.take());
    if (slots.empty() || slots.size() > most_slots) return;
    const std::string& id = p_.vetoes[index].id;
    const auto propose = [&](const figures& unit) {
      const auto* registers = units_.run(unit);
      if (!registers) return;
      const bool holds = registers->holds(p_.veto_conditions[index]) == truth::yes;
      (holds ? veto_units_ : clear_units_).push_back(only(unit, slots));
      if (is_tested(unit, slots)) return;
      test_writer test(of_, titled(id + (holds ? word(" holds", " có") : word(" does not hold", " không có"))));
      if (!test.give(unit, slots)) return;
      test.expect_veto(id, holds);
      mark(*registers, decided, 1);
      tested_.push_back(only(unit, slots));
      out_.push_back(test.take());
    };
    choices may = choices_of(slots);
    for (std::size_t i = 0; i < slots.size(); ++i) {
      choices turns(1);
      const auto found = around(turn_of(p_.veto_conditions[index]), {slots[i]}, turns);
      for (const auto& unit : found.of)
        if (unit) propose(*unit), may[i].push_back((*unit)[slots[i]]);
    }
    search(slots, may, decided, 1, [&](const figures& unit, std::size_t) { propose(unit); });
  }

  /// The plain unit, with figures that no veto holds for.
  figures unvetoed() const {
    figures unit = plain_;
    for (const auto& clear : clear_units_)
      for (std::uint32_t s = 0; s < unit.size(); ++s)
        if (clear[s]) units_.set(unit, s, clear[s]);
    return unit;
  }

  void levels(std::size_t first) {
    slots_read read(p_);
    for (const auto& o : p_.outcome_plans)
      for (const auto* rows : {&o.rows, &o.caps})
        for (const auto& r : *rows) read.add(r.condition);
    read.add(p_.total);
    if (p_.not_yet_assessed != graph::no_node) read.add(p_.not_yet_assessed);
    const auto slots = whole_series(read.take());
    if (slots.empty()) return;
    level_units walk(of_, units_, unvetoed(), pool_, veto_units_);
    for (const auto& unit : walk.run()) {
      const auto* registers = units_.run(unit.is);
      if (!registers) continue;
      bool fresh = unit.boundary;
      decision_finder(p_, *registers).run([&](std::size_t at) { fresh = fresh || (at >= first && !hit_[at]); });
      if (!fresh || is_tested(unit.is, slots)) continue;
      const scorecard card = of_.score(units_.unit());
      if (card.not_yet_assessed != truth::no) continue;
      std::string title;
      for (std::size_t o = 0; o < card.outcomes.size(); ++o) {
        if (!card.outcomes[o].settled()) continue;
        const auto& info = p_.outcomes[o];
        title += (o ? "; " : "") + info.title + ": " + info.levels[card.outcomes[o].possible[0]];
      }
      test_writer test(of_, titled(title + word(", total ", ", tổng điểm ") + shown(card.total.low, false)));
      if (!test.give(unit.is, slots)) continue;
      test.expect_points("", card.total);
      for (std::size_t o = 0; o < card.outcomes.size(); ++o)
        if (card.outcomes[o].settled()) test.expect_level(p_.outcomes[o].title, p_.outcomes[o].levels[card.outcomes[o].possible[0]]);
      mark(*registers, first, hit_.size() - first);
      tested_.push_back(only(unit.is, slots));
      out_.push_back(test.take());
    }
  }

  const program& of_;
  const program_data& p_;
  unit_maker units_;
  const figures plain_;
  const coverage seen_;
  std::vector<bool> hit_;          ///< by decision
  std::vector<figures> tested_;    ///< what tests give, those of the file and the proposed ones
  std::vector<points_pool> pool_;  ///< by criterion
  std::vector<figures> veto_units_, clear_units_;
  std::vector<suggested_test> out_;
};

}  // namespace detail::suggest

ANCS_FUNC std::vector<suggested_test> suggest_tests(const program& of) { return detail::suggest::proposer(of).run(); }

}  // namespace ancs

#endif
