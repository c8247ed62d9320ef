// print_declaration.hpp: the declarations of a rule file as lines and blocks.
#ifndef ANCS_IMPL_PRINT_DECLARATION_HPP
#define ANCS_IMPL_PRINT_DECLARATION_HPP

#include <algorithm>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "print_clause.hpp"

namespace ancs::detail::printing {

constexpr keyword mode_keyword(rounding_mode mode) {
  switch (mode) {
    case rounding_mode::half_up: return keyword::half_up;
    case rounding_mode::half_even: return keyword::half_even;
    case rounding_mode::up: return keyword::round_up;
    default: return keyword::round_down;
  }
}

constexpr keyword kind_keyword(ast::kind which) {
  using ast::kind;
  switch (which) {
    case kind::count: return keyword::count;
    case kind::number: return keyword::number;
    case kind::money: return keyword::money;
    case kind::percent: return keyword::percent;
    case kind::points: return keyword::points;
    case kind::days: return keyword::days;
    case kind::date: return keyword::date;
    case kind::yes_no: return keyword::yes;
    default: return keyword::one_of;
  }
}

constexpr keyword range_keyword(ast::range::form form) {
  using range = ast::range::form;
  switch (form) {
    case range::at_least: return keyword::at_least;
    case range::at_most: return keyword::at_most;
    case range::above: return keyword::above;
    default: return keyword::below;
  }
}

/// What a value in a test looks like.
struct value_printer {
  writer& to;
  void operator()(const ast::literal& value) { to.put(value); }
  void operator()(const ast::label& value) { to.put(value); }
  void operator()(bool value) { to.put(value ? keyword::yes : keyword::no); }
  void operator()(const ast::date& value) { to.put(value); }
  void operator()(const std::vector<ast::literal>& values) {
    to.put("[");
    for (std::size_t i = 0; i < values.size(); ++i) to.put(i > 0 ? " " : "").put(values[i]);
    to.put("]");
  }
  void operator()(const std::vector<bool>& values) {
    to.put("[");
    for (std::size_t i = 0; i < values.size(); ++i) to.put(i > 0 ? " " : "").put(values[i] ? keyword::yes : keyword::no);
    to.put("]");
  }
};

inline span place_of(const std::vector<ast::label>& labels) {
  span all;
  for (const auto& label : labels) all = cover(all, label.where);
  return all;
}

/// One layout node for each declaration.
struct declaration_printer {
  language in;

  layout_node operator()(const ast::model& model) const {
    writer head(in);
    head.put(keyword::model).put(" ").put(model.id).also(model.title);
    auto block = block_of(head.take(), model.where, false);
    const auto field = [&](keyword k, writer& text, span where) {
      block.members.push_back(line_of({std::string(keyword_text(k, in)), text.take()}, where, field_columns));
    };
    const auto labels = [&](keyword k, const std::vector<ast::label>& list) {
      if (!list.empty()) field(k, writer(in).put(list), place_of(list));
    };
    if (model.maximum) field(keyword::maximum, writer(in).put(*model.maximum), model.maximum->where);
    for (const auto& basis : model.bases) field(keyword::basis, writer(in).put(basis.text), basis.text.where);
    labels(keyword::applies_to, model.applies_to);
    if (model.period) {
      const auto& [first, last] = *model.period;
      field(keyword::period, writer(in).put(first).also(keyword::to).put(" ").put(last), cover(first.where, last.where));
    }
    if (model.in_force_from) field(keyword::in_force_from, writer(in).put(*model.in_force_from), model.in_force_from->where);
    labels(keyword::replaces, model.replaces);
    labels(keyword::parts, model.parts);
    if (!model.columns.empty()) {
      writer text(in);
      span where;
      for (const auto& column : model.columns) {
        text.put(&column == &model.columns.front() ? "" : ", ").put(column.id).put(" ").put(column.title);
        where = cover(where, cover(column.id.where, column.title.where));
      }
      field(keyword::columns, text, where);
    }
    if (model.rounding) {
      writer text(in);
      text.put(model.rounding->step).also(mode_keyword(model.rounding->mode));
      put_stage(text, model.rounding->stage);
      field(keyword::rounding, text, cover(model.rounding->where, model.rounding->step.where));
    }
    for (const auto& condition : model.not_yet_assessed) {
      writer text(in);
      put(text.put(keyword::not_yet_assessed_when).put(" "), condition);
      block.members.push_back(line_of({text.take()}, condition.where));
    }
    return block;
  }

  layout_node operator()(const ast::include& include) const {
    writer to(in);
    return line_of({to.put(keyword::include).put(" ").put(include.path).take()}, include.where);
  }

  layout_node operator()(const ast::input& input) const {
    writer head(in), body(in), title(in);
    head.put(keyword::input).put(" ");
    for (std::size_t i = 0; i < input.names.size(); ++i) head.put(i > 0 ? ", " : "").put(input.names[i]);
    body.put(": ");
    put_kind(body, input);
    for (const auto& range : input.ranges) put_range(body, range);
    if (input.optional) body.put(", ").put(keyword::optional);
    if (input.default_value) put(body.put(", ").put(keyword::default_).put(" "), *input.default_value);
    std::vector<std::string> cells{head.take(), body.take()};
    if (input.title) cells.push_back(title.put(*input.title).take());
    return line_of(std::move(cells), input.where, input_columns);
  }

  layout_node operator()(const ast::parameter& parameter) const {
    writer to(in);
    to.put(keyword::parameter).put(" ").put(parameter.id).put(" = ").put(parameter.value).also(keyword::between).put(" ");
    to.put(parameter.low).also(keyword::between_and).put(" ").put(parameter.high).also(parameter.title);
    return line_of({to.take()}, parameter.where);
  }

  layout_node operator()(const ast::holidays& holidays) const {
    writer head(in);
    head.put(keyword::holidays).also(holidays.title);
    auto block = block_of(head.take(), holidays.where, false);
    for (const auto& days : holidays.list) {
      writer row(in);
      if (days.working) row.put(keyword::working_on).put(" ");
      row.put(days.first);
      if (days.last) row.also(keyword::to).put(" ").put(*days.last);
      block.members.push_back(line_of({row.take()}, days.where));
    }
    return block;
  }

  layout_node operator()(const ast::let& let) const {
    writer head(in);
    head.put(keyword::let).put(" ").put(let.id);
    if (let.choices.empty()) {
      put(head.put(" = "), let.value);
      return line_of({head.also(let.title).take()}, let.where);
    }
    auto block = block_of(head.take(), let.where, true);
    if (let.title) block.behind = writer(in).put(*let.title).take();
    for (const auto& choice : let.choices) {
      writer condition(in);
      put(condition.put(keyword::when).put(" "), choice.condition);
      block.members.push_back(line_of({condition.take(), ": " + text_of(in, choice.value)}, choice.where, row_columns));
    }
    block.members.push_back(
        line_of({std::string(keyword_text(keyword::otherwise, in)), ": " + text_of(in, let.value)}, let.value.where, row_columns));
    return block;
  }

  layout_node operator()(const ast::criterion& criterion) const { return criterion_block(in, criterion); }

  layout_node operator()(const ast::group& group) const {
    static constexpr keyword words[] = {keyword::group, keyword::bonus, keyword::priority, keyword::penalty};
    auto block = block_of(head_text(in, words[static_cast<std::size_t>(group.written)], group.head), group.where, false);
    add_sources(in, group.bases, group.evidence, block);
    for (const auto& member : group.members) block.members.push_back(std::visit(*this, member));
    return block;
  }

  layout_node operator()(const ast::veto& veto) const {
    writer head(in), condition(in);
    head.put(keyword::veto).put(" ").put(veto.id).also(veto.title);
    put(condition.put(keyword::when).put(" "), veto.condition);
    return line_of({head.take(), condition.take()}, veto.where, veto_columns);
  }

  layout_node operator()(const ast::levels& levels) const {
    using form = ast::levels::row::form;
    writer head(in);
    head.put(keyword::levels).put(" ").put(levels.title).also(keyword::best_first).put(" ").put(levels.names);
    auto block = block_of(head.take(), levels.where, false);
    for (const auto& row : levels.rows) {
      writer level(in), condition(in);
      if (row.written == form::not_above) level.put(keyword::not_above).put(" ");
      level.put(row.level);
      if (row.condition) put(condition.put(keyword::when).put(" "), *row.condition);
      if (row.written == form::otherwise) condition.put(keyword::otherwise);
      block.members.push_back(line_of({level.take(), condition.take()}, row.where, row_columns));
    }
    return block;
  }

  layout_node operator()(const ast::ranking& ranking) const {
    writer head(in), keys(in), ties(in);
    head.put(keyword::ranking);
    const char* between = "";
    const auto within = [&]() -> writer& {
      if (*between == '\0') head.also(keyword::within);
      head.put(between).put(" ");
      between = ",";
      return head;
    };
    if (ranking.within_parent) within().put(keyword::parent);
    if (ranking.within_unit_type) within().put(keyword::unit_type);
    if (ranking.within) within().put(*ranking.within);
    auto block = block_of(head.take(), ranking.where, true);
    keys.put(keyword::ranked_by).put(" ");
    span where = put_keys(keys, ranking.keys);
    block.members.push_back(line_of({keys.take()}, where));
    switch (ranking.tie) {
      case ast::ranking::ties::share: ties.put(keyword::ties_share); break;
      case ast::ranking::ties::dense: ties.put(keyword::ties_dense); break;
      case ast::ranking::ties::split: ties.put(keyword::ties_split_by).put(" "); break;
    }
    where = put_keys(ties, ranking.split_by);
    block.members.push_back(line_of({ties.take()}, where));
    return block;
  }

  layout_node operator()(const ast::quota& quota) const {
    writer head(in), share(in), round(in), rest(in);
    head.put(keyword::quota).put(" ").put(quota.level).also(keyword::of).put(" ").put(quota.outcome);
    auto block = block_of(head.take(), quota.where, true);
    share.put(keyword::at_most).put(" ").put(quota.share).also(keyword::of).put(" ").put(quota.of);
    if (quota.or_better) share.also(keyword::or_better);
    share.put(", ").put(quota.before ? keyword::before_the_quota : keyword::after_the_quota);
    block.members.push_back(line_of({share.take()}, cover(quota.share.where, quota.of.where)));
    round.put(keyword::quota_round).also(mode_keyword(quota.mode));
    block.members.push_back(line_of({round.take()}, {}));
    block.members.push_back(line_of({std::string(keyword_text(quota.ties_in ? keyword::ties_in : keyword::ties_out, in))}, {}));
    rest.put(keyword::rest_become).put(" ").put(quota.become);
    block.members.push_back(line_of({rest.take()}, quota.become.where));
    return block;
  }

  layout_node operator()(const ast::require& require) const {
    writer to(in);
    put(to.put(keyword::require).put(" "), require.condition).also(require.title);
    return line_of({to.take()}, require.where);
  }

  layout_node operator()(const ast::warn& warn) const {
    writer to(in);
    put(to.put(keyword::warn).put(" ").put(warn.id).put(" : "), warn.condition);
    if (warn.differs_from) put(to.also(keyword::differs_from).put(" "), *warn.differs_from);
    if (warn.tolerance) to.also(keyword::at).put(" ").put(*warn.tolerance);
    if (warn.when) put(to.also(keyword::when).put(" "), *warn.when);
    return line_of({to.also(warn.title).take()}, warn.where);
  }

  layout_node operator()(const ast::action& action) const {
    writer head(in), condition(in);
    head.put(keyword::action).put(" ").put(action.title);
    switch (action.each) {
      case ast::series::none: break;
      case ast::series::monthly: head.also(keyword::each_month).put(" ").put(action.of); break;
      case ast::series::quarterly: head.also(keyword::each_quarter).put(" ").put(action.of); break;
      case ast::series::yearly: head.also(keyword::each_year).put(" ").put(action.of); break;
    }
    put(condition.put(keyword::when).put(" "), action.condition);
    return line_of({head.take(), condition.take()}, action.where, veto_columns);
  }

  layout_node operator()(const ast::test& test) const {
    writer head(in);
    head.put(keyword::test).put(" ").put(test.title);
    auto block = block_of(head.take(), test.where, false);
    std::vector<layout_node> given, expect;
    for (const auto& assignment : test.given) {
      writer to(in);
      to.put_reference(assignment.id.text, assignment.member ? assignment.member->text : "").put(" = ");
      std::visit(value_printer{to}, assignment.to);
      given.push_back(line_of({to.take()}, assignment.where));
    }
    for (const auto& expectation : test.expect) expect.push_back(expectation_line(expectation));
    add_list(block, keyword::given, std::move(given));
    add_list(block, keyword::expect, std::move(expect));
    return block;
  }

 private:
  static void put_stage(writer& to, ast::rounding_stage stage) {
    switch (stage) {
      case ast::rounding_stage::per_item: to.also(keyword::per).also(keyword::item); break;
      case ast::rounding_stage::per_criterion: to.also(keyword::per).also(keyword::criterion); break;
      case ast::rounding_stage::per_group: to.also(keyword::per).also(keyword::group); break;
      case ast::rounding_stage::at_the_end: to.also(keyword::once_at_the_end); break;
    }
  }

  static void put_kind(writer& to, const ast::input& input) {
    to.put(kind_keyword(input.kind));
    if (input.kind == ast::kind::yes_no) to.put("/").put(keyword::no);
    if (!input.options.empty()) to.put(" ").put(input.options);
    if (input.points_low) to.put(" ").put(*input.points_low);
    if (input.points_high) to.also(keyword::to).put(" ").put(*input.points_high);
    if (input.by) to.also(keyword::step_by).put(" ").put(*input.by);
    switch (input.series) {
      case ast::series::none: break;
      case ast::series::monthly: to.also(keyword::monthly); break;
      case ast::series::quarterly: to.also(keyword::quarterly); break;
      case ast::series::yearly:
        to.also(keyword::yearly);
        if (input.years.size() == 1) to.put(" ").put(input.years[0]);
        if (input.years.size() == 2) to.also(keyword::from).put(" ").put(input.years[0]).also(keyword::to).put(" ").put(input.years[1]);
        break;
    }
    if (input.with_baseline) to.also(keyword::with_baseline);
    for (std::size_t i = 0; i < input.baselines.size(); ++i)
      to.put(i > 0 ? ", " : " ").put(input.baselines[i].id).also(input.baselines[i].title);
    if (input.same_within_parent) to.also(keyword::same_within_parent);
    if (input.from_parts) put_parts(to, *input.from_parts);
  }

  static void put_parts(writer& to, const ast::parts_source& parts) {
    using form = ast::parts_source::form;
    to.also(keyword::from_parts).put(" ").put(parts.type);
    switch (parts.written) {
      case form::units: return;
      case form::outcome:
        to.also(keyword::when).also(keyword::outcome).put(" ").put(parts.title);
        if (parts.or_better) to.also(keyword::from).put(" ").put(parts.level).also(keyword::up);
        else to.put(" = ").put(parts.level);
        return;
      case form::action: to.also(keyword::when).also(keyword::action).put(" ").put(parts.title); return;
      case form::sum: to.also(keyword::sum); break;
      case form::mean: to.also(keyword::mean); break;
      case form::minimum: to.also(keyword::minimum_of); break;
      case form::maximum: to.also(keyword::maximum_of); break;
    }
    to.put("(");
    if (parts.total) to.put(keyword::total);
    else if (parts.id.text.empty()) to.put(keyword::action).put(" ").put(parts.title);
    else to.put_reference(parts.id.text, parts.member ? parts.member->text : "");
    to.put(")");
  }

  /// A limit ends where a comparison would begin.
  static void put_range(writer& to, const ast::range& range) {
    put_expression(to.also(range_keyword(range.written)).put(" "), range.limit, sum_precedence);
  }

  /// Appends the keys; returns the place of all.
  static span put_keys(writer& to, const std::vector<ast::ranking_key>& keys) {
    span where;
    for (std::size_t i = 0; i < keys.size(); ++i) {
      put_expression(to.put(i > 0 ? ", " : ""), keys[i].of, sum_precedence);
      to.also(keys[i].descending ? keyword::descending : keyword::ascending);
      where = cover(where, keys[i].where);
    }
    return where;
  }

  layout_node expectation_line(const ast::expectation& expectation) const {
    using form = ast::expectation::form;
    writer to(in);
    if (expectation.action) {
      to.put(keyword::action).also(expectation.action);
    } else if (expectation.written == form::outcome) {
      to.put(keyword::outcome);
      to.also(expectation.outcome);
    } else if (expectation.written == form::not_yet_assessed) {
      to.put(keyword::not_yet_assessed);
    } else if (expectation.total) {
      to.put(keyword::total);
      if (expectation.rescaled) to.also(keyword::rescaled);
    } else {
      to.put(expectation.id);
    }
    switch (expectation.written) {
      case form::bounds:
        if (expectation.low) to.also(keyword::from).put(" ").put(*expectation.low);
        if (expectation.high) to.also(keyword::to).put(" ").put(*expectation.high);
        break;
      case form::not_applicable: to.also(keyword::not_applicable); break;
      case form::missing: to.also(keyword::missing); break;
      case form::excluded: to.also(keyword::excluded); break;
      case form::not_yet_assessed: break;
      default:
        if (expectation.action && !expectation.to) break;
        to.put(" = ");
        if (expectation.to) std::visit(value_printer{to}, *expectation.to);
        break;
    }
    return line_of({to.take()}, expectation.where);
  }

  /// A list behind `given` or `expect`; the two words take the same room.
  void add_list(layout_node& block, keyword k, std::vector<layout_node> members) const {
    if (members.empty()) return;
    const auto room = std::max(display_width(keyword_text(keyword::given, in)), display_width(keyword_text(keyword::expect, in)));
    std::string word(keyword_text(k, in));
    word.append(room - display_width(word), ' ');
    auto& list = block.members.emplace_back();
    list.form = layout_node::shape::list;
    list.cells = {std::move(word)};
    for (const auto& member : members) list.where = cover(list.where, member.where);
    list.members = std::move(members);
  }
};

}  // namespace ancs::detail::printing

#endif
