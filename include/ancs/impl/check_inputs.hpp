// impl/check_inputs.hpp: inputs to slots: kinds, ranges, relations between inputs, defaults.
#ifndef ANCS_IMPL_CHECK_INPUTS_HPP
#define ANCS_IMPL_CHECK_INPUTS_HPP

#include "../calendar.hpp"
#include "check_resolve.hpp"

namespace ancs::detail {

/// A range as text, the way a row of bands would put it.
inline std::string range_text(const check_state& s, const interval& i, bool percent) {
  const auto number = [&](const rational& v) { return as_written(s, v, percent); };
  const auto say = [&](keyword k) { return word(s, k) + ' '; };
  if (is_point(i)) return number(*i.low);
  if (i.low && i.high) {
    const std::string from = i.low_open ? say(keyword::above) : say(keyword::from);
    return from + number(*i.low) + ' ' + say(keyword::to) + (i.high_open ? say(keyword::below) : "") + number(*i.high);
  }
  if (i.low) return i.low_open ? say(keyword::above) + number(*i.low) : say(keyword::from) + number(*i.low) + ' ' + word(s, keyword::up);
  if (i.high)
    return i.high_open ? say(keyword::below) + number(*i.high) : say(keyword::from) + number(*i.high) + ' ' + word(s, keyword::down);
  return "…";
}

inline interval kind_range(const ast::input& tree) {
  switch (tree.kind) {
    case kind::count:
    case kind::money:
    case kind::days:
      return {rational(0), std::nullopt, false, false};
    case kind::percent:
      return closed(0, 1);
    case kind::points:
      return {tree.points_low ? std::optional(tree.points_low->value) : rational(0),
              tree.points_high ? std::optional(tree.points_high->value) : std::nullopt, false, false};
    case kind::yes_no:
      return closed(0, 1);
    case kind::date:
      return closed(first_day, last_day);
    case kind::one_of:
      return closed(0, rational(static_cast<std::int64_t>(tree.options.size())) - rational(1));
    default:
      return {};
  }
}

inline std::string date_as_written(const check_state& s, const rational& days) {
  return day_text(days.to_int64().value_or(0), s.tree.keywords == language::vi);
}

/// The names of a series' values behind the dot: months and quarters from 1, years by their number or the calendar. Empty
/// (and reported) where their number is not said or is too large.
inline std::vector<std::string> series_members(check_state& s, const ast::input& tree) {
  std::int64_t first = 1, last = tree.series == ast::series::monthly ? 12 : 4;
  if (tree.series == ast::series::yearly) {
    const auto whole = [](const ast::literal& l) { return l.value.to_int64(); };
    if (tree.years.empty()) {
      report(s, code::years_not_said, tree.kind_where, {word(s, keyword::yearly)});
      return {};
    }
    first = tree.years.size() > 1 ? whole(tree.years[0]).value_or(0) : 1;
    last = whole(tree.years.back()).value_or(0);
    if (first < 1 || last < first + 1 || last - first >= static_cast<std::int64_t>(limits::series_years)) {
      report(s, code::years_out_of_order, join(tree.years.front().where, tree.years.back().where), {std::to_string(limits::series_years)});
      return {};
    }
  }
  std::vector<std::string> members;
  for (std::int64_t i = first; i <= last; ++i) members.push_back(std::to_string(i));
  return members;
}

/// Whether a value of this kind could be this literal; reported where not.
inline std::optional<rational> value_for(check_state& s, const checked::input& in, std::uint32_t slot, const ast::value& v, span where) {
  const checked::slot& to = s.model.slots[slot];
  const auto refuse = [&](std::string text) {
    report(s, code::wrong_value, where, {std::move(text), to.name, kind_word(s, in.type)});
    return std::nullopt;
  };
  if (const auto* text = std::get_if<ast::label>(&v)) {
    if (in.type != kind::one_of) return refuse('"' + text->text + '"');
    const auto option = find_option(s, in, text->text, text->where);
    if (!option) return std::nullopt;
    return rational(static_cast<std::int64_t>(*option));
  }
  if (const auto* yes = std::get_if<bool>(&v)) {
    if (in.type != kind::yes_no) return refuse(word(s, *yes ? keyword::yes : keyword::no));
    return rational(*yes ? 1 : 0);
  }
  if (const auto* day = std::get_if<ast::date>(&v)) {
    const rational days(days_of(day->year, day->month, day->day));
    if (in.type != kind::date) return refuse(day_text(days_of(day->year, day->month, day->day), s.tree.keywords == language::vi));
    if (contains(to.range, days)) return days;
    report(s, code::value_outside_range, where, {date_as_written(s, days), to.name, date_as_written(s, to.range.low.value_or(days)) + " … " + date_as_written(s, to.range.high.value_or(days))},
           {{to.where, code::declared_here, {in.name}}});
    return std::nullopt;
  }
  const auto* number = std::get_if<ast::literal>(&v);
  if (!number) return refuse("[…]");
  if (!is_numeric(in.type)) return refuse(as_written(s, *number));
  if (number->percent != (in.type == kind::percent)) {
    if (number->percent)
      report(s, code::percent_needs_share, number->where, {to.name, kind_word(s, in.type), as_written(s, *number)});
    else
      report(s, code::share_needs_percent, number->where, {to.name, as_written(s, *number), percent_meant(s, number->value)});
    return std::nullopt;
  }
  if (!contains(to.range, number->value)) {
    report(s, code::value_outside_range, number->where, {as_written(s, *number), to.name, range_text(s, to.range, number->percent)},
           {{to.where, code::declared_here, {in.name}}});
    return std::nullopt;
  }
  if (to.whole && !(number->value / to.step).is_integer()) return refuse(as_written(s, *number));
  return number->value;
}

inline void declare_input(check_state& s, const ast::input& tree, const ast::name& id) {
  checked::input in;
  in.name = id.text;
  in.title = tree.title ? tree.title->text : "";
  in.type = tree.kind;
  in.optional = tree.optional;
  in.from_parts = tree.from_parts;
  in.where = id.where;
  for (const ast::label& option : tree.options) in.options.push_back(option.text);
  in.first_slot = static_cast<std::uint32_t>(s.model.slots.size());
  in.slots = 0;
  std::vector<std::string> members;
  in.same_within_parent = tree.same_within_parent;
  std::vector<std::string> beginnings{""};
  for (const ast::baseline& b : tree.baselines) beginnings.push_back("." + b.id.text);
  if (tree.with_baseline && tree.baselines.empty()) beginnings.push_back(".baseline");
  if (tree.series != ast::series::none) {
    in.series = true;
    // Names of one declaration have the same values: what is wrong with their number is said of the first.
    const bool first = &id == &tree.names.front() || s.input_trees.empty();
    std::vector<std::string> values;
    if (first) s.last_series = values = series_members(s, tree);
    else values = s.last_series;
    in.length = static_cast<std::uint32_t>(values.size());
    for (const std::string& b : beginnings)
      for (const std::string& v : values) members.push_back(b + "." + v);
  } else {
    members = beginnings;
  }
  if (!has_room_for_values(s, members.size(), id.where)) members.clear();
  for (const std::string& member : members) {
    checked::slot slot;
    slot.name = id.text + member;
    slot.input = static_cast<std::uint32_t>(s.model.inputs.size());
    slot.range = kind_range(tree);
    slot.whole = tree.kind == kind::count || tree.kind == kind::days || tree.kind == kind::date || tree.by || !is_numeric(tree.kind);
    if (tree.by && tree.by->value.sign() > 0) slot.step = tree.by->value;
    slot.where = id.where;
    s.model.slots.push_back(std::move(slot));
  }
  in.slots = static_cast<std::uint32_t>(members.size());
  s.model.inputs.push_back(std::move(in));
}

/// The slot of another input that a relation speaks of, beside one of this input's slots: the same month, year or baseline
/// where the other has it, its only value beside a series. `named`: the slot, or the first of the series, that the limit names.
inline std::optional<std::uint32_t> related_slot(const check_state& s, const checked::input& in, std::uint32_t at,
                                                 const checked::input& other, std::uint32_t named) {
  if (in.series && other.series) {
    if (in.length != other.length) return std::nullopt;
    const std::uint32_t baseline = at / in.length;
    if (named != other.first_slot && (named - other.first_slot) % other.length == 0 && baseline == 0) return named + at;
    if (named != other.first_slot) return named - other.first_slot < other.length ? std::optional(named) : std::nullopt;
    if (baseline == 0) return named + at;
  } else if (named != other.first_slot || other.series != in.series) {
    return !in.series && at != 0 ? std::nullopt : in.series && at >= in.length ? std::nullopt : std::optional(named);
  }
  if (at == 0) return named;
  const std::string member = s.model.slots[in.first_slot + at].name.substr(in.name.size());
  for (std::uint32_t i = 0; i < other.slots; ++i)
    if (s.model.slots[other.first_slot + i].name.substr(other.name.size()) == member) return other.first_slot + i;
  return std::nullopt;
}

/// Notes that one slot stays under another, for both. False where they then could not be equal to themselves.
inline bool relate_slots(check_state& s, std::uint32_t lower, std::uint32_t upper, bool strict) {
  auto& up = s.model.slots[lower].up;
  if (std::any_of(up.begin(), up.end(), [&](const auto& r) { return r.other == upper && r.strict == strict; })) return true;
  up.push_back({upper, strict});
  s.model.slots[upper].down.push_back({lower, strict});
  return !slot_never_above(s, lower, lower, true);
}

inline void relate(check_state& s, std::uint32_t index, const ast::range& r, std::uint32_t named, const std::string& text) {
  using form = ast::range::form;
  const checked::input& in = s.model.inputs[index];
  const checked::input& other = s.model.inputs[s.model.slots[named].input];
  if (&in == &other) {
    report(s, code::limited_by_itself, r.where, {in.name});
    return;
  }
  if (in.type != other.type) {
    report(s, code::kinds_do_not_mix, r.where, {in.name, kind_word(s, in.type), text, kind_word(s, other.type)});
    return;
  }
  if (in.series && other.series && in.length != other.length) {
    report(s, code::series_differ_in_length, r.where, {in.name, std::to_string(in.length), other.name, std::to_string(other.length)});
    return;
  }
  const bool upper = r.written == form::at_most || r.written == form::below;
  const bool strict = r.written == form::above || r.written == form::below;
  for (std::uint32_t i = 0; i < in.slots; ++i) {
    const auto to = related_slot(s, in, i, other, named);
    if (!to) continue;
    const std::uint32_t own = in.first_slot + i;
    if (relate_slots(s, upper ? own : *to, upper ? *to : own, strict)) continue;
    report(s, code::relation_impossible, r.where, {in.name, text});
    s.model.slots[upper ? own : *to].up.pop_back();
    s.model.slots[upper ? *to : own].down.pop_back();
    return;
  }
}

/// The limits of one declaration, for each of its names.
inline void check_ranges(check_state& s, const ast::input& tree, std::uint32_t first, std::uint32_t past) {
  for (const ast::range& r : tree.ranges) {
    const std::string text = as_written(s, r.limit);
    if (!is_numeric(tree.kind) && tree.kind != kind::date) {
      report(s, code::range_without_meaning, r.where, {tree.names.front().text, kind_word(s, tree.kind)});
      return;
    }
    const ast::expression& limit = r.limit;
    // Another input, also a series, for each of its months.
    const auto named = limit.what == op::reference ? s.names.find(limit.text) : s.names.end();
    if (named != s.names.end() && named->second.what == symbol::sort::input && s.model.inputs[named->second.index].slots == 0) continue;
    const auto series = named != s.names.end() && named->second.what == symbol::sort::input && tree.series != ast::series::none
                            ? find_series(s, named->second.index, limit.member)
                            : std::nullopt;
    if (series) {
      named->second.used = true;
      for (std::uint32_t i = first; i < past; ++i) relate(s, i, r, *series, text);
      continue;
    }
    if (named != s.names.end() && named->second.what == symbol::sort::input && limit.member.empty()) {
      named->second.used = true;
      if (const auto slot = find_slot(s, named->second.index, "", limit.where))
        for (std::uint32_t i = first; i < past; ++i) relate(s, i, r, *slot, text);
      continue;
    }
    const resolved value = tree.kind == kind::date ? resolve(s, limit) : resolve_number(s, limit);
    if (!value) continue;
    if (value->term.what == term_op::slot) {
      for (std::uint32_t i = first; i < past; ++i) relate(s, i, r, value->term.index, text);
      continue;
    }
    if (!value->literal) {
      report(s, code::limit_not_constant, limit.where, {text});
      continue;
    }
    const ast::literal l{value->term.value, value->term.type == kind::percent, limit.where};
    typed of;
    of.term.type = tree.kind == kind::points ? kind::number : tree.kind;
    if ((tree.kind == kind::date) != (value->term.type == kind::date)) {
      report(s, code::kinds_do_not_mix, r.where, {tree.names.front().text, kind_word(s, tree.kind), text, kind_word(s, value->term.type)});
      continue;
    }
    const auto meant = tree.kind == kind::date ? std::optional(l.value) : literal_beside(s, of, tree.names.front().text, l);
    if (!meant) continue;
    const bool low = r.written == ast::range::form::at_least || r.written == ast::range::form::above;
    const bool open = r.written == ast::range::form::above || r.written == ast::range::form::below;
    for (std::uint32_t i = first; i < past; ++i)
      for (std::uint32_t k = 0; k < s.model.inputs[i].slots; ++k) {
        interval& range = s.model.slots[s.model.inputs[i].first_slot + k].range;
        // Percents, money and days may be declared wider than they are by themselves; counts and points may not.
        const bool fixed = tree.kind == kind::count || tree.kind == kind::points || tree.kind == kind::date;
        const interval declared = low ? interval{meant, {}, open, false} : interval{{}, meant, false, open};
        if (fixed)
          range = meet(range, declared);
        else if (low)
          range.low = *meant, range.low_open = open;
        else
          range.high = *meant, range.high_open = open;
      }
  }
}

inline void check_empty_range(check_state& s, std::uint32_t input) {
  checked::input& in = s.model.inputs[input];
  if (in.slots == 0) return;
  const checked::slot& slot = s.model.slots[in.first_slot];
  const interval range = slot.whole && is_numeric(in.type) ? snapped(slot.range, slot.step) : slot.range;
  if (!is_empty(range)) return;
  const bool percent = in.type == kind::percent;
  const auto shown = [&](const rational& v) { return in.type == kind::date ? date_as_written(s, v) : as_written(s, v, percent); };
  report(s, code::empty_range, in.where, {in.name, shown(slot.range.low.value_or(0)), shown(slot.range.high.value_or(0))});
  for (std::uint32_t i = 0; i < in.slots; ++i) s.model.slots[in.first_slot + i].range = {};
}

inline void check_default(check_state& s, const ast::input& tree, std::uint32_t input) {
  checked::input& in = s.model.inputs[input];
  if (!tree.default_value || in.slots == 0) return;
  const ast::expression& e = *tree.default_value;
  if (tree.optional) {
    report(s, code::optional_with_default, in.where, {in.name});
    return;
  }
  ast::value v;
  if (e.what == op::string_literal) {
    v = ast::label{e.text, e.where};
  } else if (e.what == op::yes || e.what == op::no) {
    v = e.what == op::yes;
  } else if (e.what == op::date_literal) {
    v = e.day;
  } else {
    const resolved value = resolve_number(s, e);
    if (!value) return;
    if (!value->literal) {
      report(s, code::limit_not_constant, e.where, {as_written(s, e)});
      return;
    }
    v = ast::literal{value->term.value, value->term.type == kind::percent, e.where};
  }
  in.default_value = value_for(s, in, in.first_slot, v, e.where);
}

inline void check_input(check_state& s, const ast::input& tree, std::uint32_t first, std::uint32_t past) {
  if (tree.by && tree.by->value.sign() <= 0) report(s, code::step_not_positive, tree.by->where, {as_written(s, *tree.by)});
  for (std::size_t i = 0; i < tree.options.size(); ++i) {
    // Options are few; a list past that is compared only with its beginning.
    for (std::size_t k = 0; k < i && k < 256; ++k)
      if (tree.options[k].text == tree.options[i].text) {
        report(s, code::duplicate_part, tree.options[i].where, {tree.options[i].text},
               {{tree.options[k].where, code::first_declared_here, {}}});
        break;
      }
  }
  for (std::size_t i = 0; i < tree.baselines.size(); ++i)
    for (std::size_t k = 0; k < i && k < 256; ++k)
      if (tree.baselines[k].id.text == tree.baselines[i].id.text) {
        report(s, code::duplicate_part, tree.baselines[i].id.where, {tree.baselines[i].id.text},
               {{tree.baselines[k].id.where, code::first_declared_here, {}}});
        break;
      }
  check_ranges(s, tree, first, past);
  for (std::uint32_t i = first; i < past; ++i) {
    check_empty_range(s, i);
    check_default(s, tree, i);
  }
}

}  // namespace ancs::detail

#endif
