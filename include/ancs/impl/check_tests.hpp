// impl/check_tests.hpp: the `test` blocks of a rule file: what they give and what they may expect.
#ifndef ANCS_IMPL_CHECK_TESTS_HPP
#define ANCS_IMPL_CHECK_TESTS_HPP

#include <unordered_set>

#include "check_actions.hpp"
#include "check_inputs.hpp"
#include "check_outcomes.hpp"

namespace ancs::detail {

class test_checker {
 public:
  explicit test_checker(check_state& s) : s_(s) {}

  void check(const ast::test& tree) {
    checked::test made;
    made.title = tree.title.text;
    made.where = tree.where;
    std::unordered_set<std::uint32_t> given;
    for (const auto& a : tree.given) assign(a, made, given);
    for (const auto& e : tree.expect) expect(e, made);
    s_.model.tests.push_back(std::move(made));
  }

 private:
  /// Tests alone do not make an input used.
  symbol* find_unmarked(const ast::name& id, sought what) {
    const auto at = s_.names.find(id.text);
    const bool before = at == s_.names.end() || at->second.used;
    symbol* found = find_name(s_, id.text, id.where, what);
    if (found) found->used = before;
    return found;
  }

  /// The data behind a name: an input, or what a criterion asks for under its own id.
  std::optional<std::uint32_t> input_of(const symbol& found) const {
    if (found.what == symbol::sort::input) return found.index;
    return found.what == symbol::sort::criterion ? s_.criteria[found.index].own_input : std::nullopt;
  }

  /// The data on required evidence of a criterion or group; of an input, a baseline of that name.
  std::optional<std::uint32_t> evidence_of(const symbol& found) const {
    if (found.what == symbol::sort::criterion) return s_.criteria[found.index].evidence_input;
    return found.what == symbol::sort::group ? s_.groups[found.index].evidence_input : input_of(found);
  }

  void assign(const ast::assignment& a, checked::test& made, std::unordered_set<std::uint32_t>& given) {
    const symbol* found = find_unmarked(a.id, sought::input);
    if (!found || found->what == symbol::sort::unsupported) return;
    const bool of_evidence = a.member && a.member->text == "evidence";
    const std::optional<std::uint32_t> named = of_evidence ? evidence_of(*found) : input_of(*found);
    if (!named && of_evidence && (found->what == symbol::sort::criterion || found->what == symbol::sort::group)) {
      report(s_, code::evidence_not_required, a.id.where, {a.id.text, word(s_, keyword::required)});
      return;
    }
    if (!named) {
      report(s_, code::not_in_tests, a.id.where, {a.id.text, word(s_, keyword::expect)});
      return;
    }
    const checked::input& in = s_.model.inputs[*named];
    if (in.slots == 0) return;
    const auto give = [&](std::uint32_t slot, const ast::value& v) {
      if (!given.insert(slot).second) {
        report(s_, code::given_twice, a.where, {s_.model.slots[slot].name});
        return;
      }
      if (const auto value = value_for(s_, in, slot, v, a.where)) made.givens.push_back({slot, *value, a.where});
    };
    const auto* numbers = std::get_if<std::vector<ast::literal>>(&a.to);
    const auto* answers = std::get_if<std::vector<bool>>(&a.to);
    if (numbers || answers) {
      const auto series = find_series(s_, found->index, a.member ? a.member->text : "");
      const std::size_t size = numbers ? numbers->size() : answers->size();
      if (!series || size != in.length) {
        report(s_, code::series_length, a.where,
               {in.name + (a.member ? '.' + a.member->text : ""), series ? std::to_string(in.length) : "1", std::to_string(size)});
        return;
      }
      for (std::uint32_t i = 0; i < in.length; ++i) give(*series + i, numbers ? ast::value((*numbers)[i]) : ast::value(static_cast<bool>((*answers)[i])));
      return;
    }
    if (of_evidence && found->what != symbol::sort::input) return give(in.first_slot, a.to);
    if (const auto slot = find_slot(s_, *named, a.member ? a.member->text : "", a.where)) give(*slot, a.to);
  }

  void expect(const ast::expectation& e, checked::test& made) {
    using about = checked::test::expectation::about;
    using form = ast::expectation::form;
    checked::test::expectation x;
    x.where = e.where;
    const auto refuse = [&] { report(s_, code::cannot_be_expected, e.where, {e.total ? word(s_, keyword::total) : e.id.text}); };
    if (e.written == form::outcome) return expect_outcome(e, x, made);
    if (e.action) {
      if (expect_action(s_, e, x)) made.expectations.push_back(std::move(x));
      return;
    }
    if (e.written == form::not_yet_assessed) {
      if (!s_.partial && s_.model.not_yet_assessed.empty() && (s_.model.least_assessed.sign() > 0 || !s_.model.excludes) && s_.header &&
          s_.header->not_yet_assessed.empty())
        return report(s_, code::nothing_not_yet_assessed, e.where, {word(s_, keyword::not_yet_assessed_when)});
      x.what = about::assessment;
      made.expectations.push_back(std::move(x));
      return;
    }
    rational maximum = s_.model.maximum;
    if (e.rescaled) x.what = about::total_rescaled;
    if (!e.total) {
      const bool text = e.to && std::holds_alternative<ast::label>(*e.to), yes_no = e.to && std::holds_alternative<bool>(*e.to);
      const symbol* found = find_unmarked(e.id, text ? sought::text : yes_no ? sought::veto : sought::scored);
      if (!found || found->what == symbol::sort::unsupported) return;
      x.index = found->index;
      switch (found->what) {
        case symbol::sort::criterion:
          x.what = about::criterion, maximum = s_.model.criteria[x.index].maximum;
          break;
        case symbol::sort::group:
          x.what = about::group, maximum = s_.model.groups[x.index].maximum;
          break;
        case symbol::sort::veto:
          x.what = about::veto;
          break;
        case symbol::sort::warning:
          x.what = about::warning;
          break;
        default:
          return refuse();
      }
    }
    const bool points = x.what == about::total || x.what == about::total_rescaled || x.what == about::criterion || x.what == about::group;
    const auto value = [&](const ast::literal& l) { return l.percent ? l.value * maximum : l.value; };
    switch (e.written) {
      case form::bounds:
        if (!points || !e.low || !e.high) return refuse();
        x.written = checked::test::expectation::form::bounds;
        x.low = value(*e.low), x.high = value(*e.high);
        break;
      case form::not_applicable:
        if (x.what != about::criterion) return refuse();
        x.written = checked::test::expectation::form::not_applicable;
        break;
      case form::excluded:
        if (x.what != about::criterion) return refuse();
        if (!is_excludable(s_.model.criteria[x.index]))
          return report(s_, code::expected_never_excluded, e.where, {e.id.text, word(s_, keyword::not_applicable_when), word(s_, keyword::excluded)});
        x.written = checked::test::expectation::form::excluded;
        break;
      case form::missing:
        if (!points) return refuse();
        x.written = checked::test::expectation::form::missing;
        break;
      default:
        if (!e.to || !take_value(*e.to, x, points, value)) return refuse();
    }
    made.expectations.push_back(std::move(x));
  }

  template <class Value>
  bool take_value(const ast::value& to, checked::test::expectation& x, bool points, const Value& value) {
    using about = checked::test::expectation::about;
    if (const auto* number = std::get_if<ast::literal>(&to)) {
      x.low = x.high = value(*number);
      return points;
    }
    if (const auto* yes = std::get_if<bool>(&to)) {
      x.low = x.high = rational(*yes ? 1 : 0);
      return x.what == about::veto;
    }
    if (const auto* text = std::get_if<ast::label>(&to)) {
      x.text = text->text;
      return x.what == about::warning;
    }
    return false;
  }

  void expect_outcome(const ast::expectation& e, checked::test::expectation& x, checked::test& made) {
    const auto* level = e.to ? std::get_if<ast::label>(&*e.to) : nullptr;
    if (!e.outcome || !level) {
      report(s_, code::cannot_be_expected, e.where, {word(s_, keyword::outcome)});
      return;
    }
    for (std::uint32_t i = 0; i < s_.model.outcomes.size(); ++i)
      if (s_.model.outcomes[i].title == e.outcome->text) {
        if (!find_level(s_, s_.model.outcomes[i], *level)) return;
        x.what = checked::test::expectation::about::outcome;
        x.index = i;
        x.text = level->text;
        made.expectations.push_back(std::move(x));
        return;
      }
    if (!s_.unread_texts.contains(e.outcome->text)) report(s_, code::unknown_outcome, e.outcome->where, {e.outcome->text});
  }

  check_state& s_;
};

}  // namespace ancs::detail

#endif
