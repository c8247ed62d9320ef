// impl/check_inl.hpp: checking in its order: names, inputs, maxima, lets and vetoes, criteria, outcomes, tests.
#ifndef ANCS_IMPL_CHECK_INL_HPP
#define ANCS_IMPL_CHECK_INL_HPP

#include "../check.hpp"
#include "check_actions.hpp"
#include "check_confused.hpp"
#include "check_criteria.hpp"
#include "check_head.hpp"
#include "check_lets.hpp"
#include "check_outcomes.hpp"
#include "check_parameters.hpp"
#include "check_sums.hpp"
#include "check_tests.hpp"
#include "check_unread.hpp"

namespace ancs::detail {

/// The declarations of a file by their sort.
struct declared {
  std::vector<const ast::input*> inputs;
  std::vector<const ast::group*> groups;
  std::vector<const ast::levels*> levels;
  std::vector<const ast::ranking*> rankings;
  std::vector<const ast::quota*> quotas;
  std::vector<const ast::action*> actions;
  std::vector<const ast::require*> requirements;
  std::vector<const ast::warn*> warnings;
  std::vector<const ast::test*> tests;
};

inline void declare_criterion(const ast::criterion& tree, name_declarer& names, std::uint32_t& criteria) {
  names.declare(tree.head.id, symbol::sort::criterion, criteria++);
  if (const auto* items = std::get_if<ast::items_clause>(&tree.body))
    for (const ast::criterion& item : items->items) declare_criterion(item, names, criteria);
}

inline void declare_group(const ast::group& tree, name_declarer& names, std::uint32_t& groups, std::uint32_t& criteria) {
  names.declare(tree.head.id, symbol::sort::group, groups++);
  for (const ast::group_member& member : tree.members) {
    if (const auto* c = std::get_if<ast::criterion>(&member)) declare_criterion(*c, names, criteria);
    if (const auto* inner = std::get_if<ast::group>(&member)) declare_group(*inner, names, groups, criteria);
  }
}

/// Enters every name in the order of the file, so that the first of two keeps it.
class declarer {
 public:
  explicit declarer(check_state& s) : s_(s), names_(s) {}

  declared run() {
    for (const auto& d : s_.tree.declarations) std::visit([this](const auto& one) { declare(one); }, d);
    return std::move(all_);
  }

 private:
  void declare(const ast::model& d) {
    if (s_.header)
      report(s_, code::only_one_allowed, d.id.where, {word(s_, keyword::model)}, {{s_.header->id.where, code::first_declared_here, {}}});
    else
      s_.header = &d;
  }
  void declare(const ast::input& d) {
    for (const ast::name& id : d.names) {
      names_.declare(id, symbol::sort::input, static_cast<std::uint32_t>(s_.model.inputs.size()));
      declare_input(s_, d, id);
      s_.input_trees.push_back(&d);
    }
    all_.inputs.push_back(&d);
  }
  void declare(const ast::let& d) {
    names_.declare(d.id, symbol::sort::let, static_cast<std::uint32_t>(s_.lets.size()));
    s_.lets.push_back({});
    s_.lets.back().tree = &d;
  }
  void declare(const ast::group& d) {
    declare_group(d, names_, groups_, criteria_);
    all_.groups.push_back(&d);
  }
  void declare(const ast::veto& d) {
    names_.declare(d.id, symbol::sort::veto, static_cast<std::uint32_t>(s_.vetoes.size()));
    s_.vetoes.push_back({});
    s_.vetoes.back().tree = &d;
    checked::veto v;
    v.id = d.id.text;
    v.title = d.title ? d.title->text : "";
    v.where = d.where;
    s_.model.vetoes.push_back(std::move(v));
  }
  void declare(const ast::warn& d) {
    names_.declare(d.id, symbol::sort::warning, static_cast<std::uint32_t>(all_.warnings.size()));
    all_.warnings.push_back(&d);
  }
  void declare(const ast::parameter& d) {
    names_.declare(d.id, symbol::sort::parameter, static_cast<std::uint32_t>(s_.model.parameters.size()));
    declare_parameter(s_, d);
  }
  void declare(const ast::include& d) { report(s_, code::include_not_read, d.path.where, {d.path.text}); }
  void declare(const ast::holidays& d) { declare_holidays(s_, d); }
  void declare(const ast::quota& d) { all_.quotas.push_back(&d); }
  void declare(const ast::action& d) { all_.actions.push_back(&d); }
  void declare(const ast::levels& d) { all_.levels.push_back(&d); }
  void declare(const ast::ranking& d) { all_.rankings.push_back(&d); }
  void declare(const ast::require& d) { all_.requirements.push_back(&d); }
  void declare(const ast::test& d) { all_.tests.push_back(&d); }

  check_state& s_;
  name_declarer names_;
  declared all_;
  std::uint32_t groups_ = 0, criteria_ = 0;
};

inline void check_rounding(check_state& s, const ast::rounding& tree) {
  if (tree.step.value.sign() <= 0 || tree.step.percent) {
    report(s, code::step_not_positive, tree.step.where, {as_written(s, tree.step)});
    return;
  }
  s.model.rounds = true;
  s.model.step = tree.step.value;
  s.model.mode = tree.mode;
  s.model.stage = tree.stage;
}

inline void check_header(check_state& s) {
  if (!s.header) return s.partial ? void() : report(s, code::no_model, s.tree.header);
  const ast::model& tree = *s.header;
  checked::model& m = s.model;
  m.id = tree.id.text;
  m.title = tree.title ? tree.title->text : "";
  check_head(s, tree);
  if (tree.rounding) check_rounding(s, *tree.rounding);
  if (is_unread(s.tree.unread, tree.where)) return;
  if (!tree.maximum) return report(s, code::maximum_missing, tree.id.where, {m.id});
  if (tree.maximum->percent || tree.maximum->value.sign() < 0)
    return report(s, code::maximum_not_points, tree.maximum->where, {as_written(s, *tree.maximum)});
  m.maximum = tree.maximum->value;
  s.maximum_known = true;
  check_step_multiple(s, m.maximum, tree.maximum->where);
}

/// Says at the end that there was more to say.
inline void report_surplus(check_state& s) {
  const auto say = [&](std::size_t found, code id) {
    if (found <= limits::diagnostics) return;
    const span last = s.findings.back().where;
    s.findings.push_back({id, last, {std::to_string(limits::diagnostics)}, {}, true});
  };
  say(s.errors, code::too_many_findings);
  say(s.warnings, code::too_many_warnings);
}

}  // namespace ancs::detail

namespace ancs {

ANCS_FUNC result<checked::model> check(const ast::document& tree) {
  if (tree.unread.rest) return {};
  std::optional<ast::document> part;
  if (detail::has_unread_parts(tree.unread)) part = detail::unread_filter(tree).run();
  detail::check_state s(part ? *part : tree);
  const detail::declared all = detail::declarer(s).run();
  detail::check_header(s);
  std::uint32_t input = 0;
  for (const ast::input* d : all.inputs) {
    const auto past = input + static_cast<std::uint32_t>(d->names.size());
    detail::check_input(s, *d, input, past);
    if (d->from_parts) detail::check_parts(s, *d);
    input = past;
  }
  for (const ast::group* d : all.groups) detail::take_group(s, *d, std::nullopt);
  detail::check_sums(s);
  detail::check_lets_and_vetoes(s);
  for (std::uint32_t i = 0; i < s.criteria.size(); ++i)
    if (!s.model.criteria[i].parent) detail::check_criterion(s, i);
  s.before_outcomes = false;
  detail::check_not_yet_assessed(s);
  for (const ast::levels* d : all.levels) detail::check_levels(s, *d);
  for (const ast::ranking* d : all.rankings) detail::check_ranking(s, *d);
  for (const ast::quota* d : all.quotas) detail::check_quota(s, *d);
  for (const ast::action* d : all.actions) detail::check_action(s, *d);
  for (const ast::require* d : all.requirements) detail::check_require(s, *d);
  for (const ast::warn* d : all.warnings) detail::check_warn(s, *d);
  for (const ast::test* d : all.tests) detail::test_checker(s).check(*d);
  detail::confused_limits confused(s);
  for (const ast::levels* d : all.levels)
    for (const auto& row : d->rows)
      if (row.condition) confused.look(*row.condition);
  if (!s.uses_hidden) detail::report_unused(s);
  // In the order of the file: what is checked first need not stand first.
  std::stable_sort(s.findings.begin(), s.findings.end(),
                   [](const diagnostic& a, const diagnostic& b) { return a.where.begin < b.where.begin; });
  detail::report_surplus(s);
  result<checked::model> r;
  r.findings = std::move(s.findings);
  if (s.errors || s.partial) return r;
  s.model.rules_digest = digest(tree);
  s.model.keywords = tree.keywords;
  r.value = std::move(s.model);
  return r;
}

}  // namespace ancs

#endif
