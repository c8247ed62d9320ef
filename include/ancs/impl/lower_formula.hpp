// lower_formula.hpp: checked terms to what explanations show of them.
#ifndef ANCS_IMPL_LOWER_FORMULA_HPP
#define ANCS_IMPL_LOWER_FORMULA_HPP

#include <string>

#include "lower_terms.hpp"

namespace ancs::detail {

inline graph::formula::unit shown_unit(checked::kind kind) {
  using enum graph::formula::unit;
  switch (kind) {
    case checked::kind::percent: return percent;
    case checked::kind::yes_no: return yes_no;
    case checked::kind::one_of: return option;
    case checked::kind::points: return points;
    case checked::kind::date: return date;
    default: return plain;
  }
}

inline std::string_view symbol_of(checked::term_op op) {
  using enum checked::term_op;
  switch (op) {
    case negate: return "-";
    case add: return "+";
    case subtract: return "-";
    case multiply: return "*";
    case divide: return "/";
    case fall: return "fall";
    case rise: return "rise";
    case sum: return "sum";
    case minimum_of: return "min";
    case maximum_of: return "max";
    case round_to: return "round";
    case equal: return "=";
    case not_equal: return "≠";
    case less: return "<";
    case less_equal: return "≤";
    case greater: return ">";
    case greater_equal: return "≥";
    case logical_not: return "not";
    case logical_and: return "and";
    case logical_or: return "or";
    case at_least_of: return "at least";
    default: return "";
  }
}

inline graph::formula show(const checked::model& model, const checked::term& t, term_lowering& terms) {
  using enum checked::term_op;
  graph::formula f;
  f.as = shown_unit(t.type);
  f.symbol = symbol_of(t.what);
  f.of = terms.of(t);
  switch (t.what) {
    case constant:
      f.shown = graph::formula::form::constant;
      f.constant = t.value;
      return f;
    case slot:
    case given: {
      const auto& of_slot = model.slots[t.index];
      f.shown = t.what == checked::term_op::slot ? graph::formula::form::slot : graph::formula::form::given;
      f.slot = t.index;
      f.options = model.inputs[of_slot.input].options;
      return f;
    }
    case quoted:
    case count_of:
    case run: f.symbol = model.calls[t.index]; return f;
    case parameter: f.symbol = model.parameters[t.index].name; return f;
    case let: f.symbol = model.lets[t.index].name; return f;
    case criterion: f.symbol = model.criteria[t.index].id; return f;
    case group: f.symbol = model.groups[t.index].id; return f;
    case veto: f.symbol = model.vetoes[t.index].id; return f;
    case any_veto: f.symbol = "any veto"; return f;
    case outcome_is:
    case outcome_from: {
      f.shown = graph::formula::form::level;
      f.symbol = model.outcomes[t.index].title;
      f.options = model.outcomes[t.index].names;
      f.args.emplace_back();
      f.args[0].of = terms.plain(terms.builder().atom(terms.levels[t.index]));
      return f;
    }
    case total: f.symbol = "total"; return f;
    case total_with: f.symbol = "total with " + model.groups[t.index].id; return f;
    case total_with_all: f.symbol = "total with all"; return f;
    case total_rescaled: f.symbol = "total rescaled"; return f;
    case total_rescaled_with: f.symbol = "total with " + model.groups[t.index].id; return f;
    case total_rescaled_with_all: f.symbol = "total with all"; return f;
    case criterion_assessed: f.symbol = "max " + model.criteria[t.index].id; return f;
    case group_assessed: f.symbol = "max " + model.groups[t.index].id; return f;
    case total_assessed: f.symbol = "max"; return f;
    case excluded: f.symbol = model.criteria[t.index].id; return f;
    case select: return f;
    case negate:
    case logical_not: f.shown = graph::formula::form::prefix; break;
    case fall:
    case rise:
    case sum:
    case minimum_of:
    case maximum_of:
    case round_to:
    case at_least_of: f.shown = graph::formula::form::call; break;
    default: f.shown = graph::formula::form::infix; break;
  }
  f.comparison = t.what == equal || t.what == not_equal || t.what == less || t.what == less_equal || t.what == greater || t.what == greater_equal;
  f.logical = t.what == logical_and || t.what == logical_or;
  f.constant = t.value;
  for (const auto& a : t.args) f.args.push_back(show(model, a, terms));
  if (f.comparison)
    for (auto& a : f.args)
      if (a.as == graph::formula::unit::option)
        for (const auto& b : f.args)
          if (!b.options.empty()) a.options = b.options;
  return f;
}

}  // namespace ancs::detail

#endif
