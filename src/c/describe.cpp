// describe.cpp: what a program tells of itself, as structures of the C interface.
#include "objects.hpp"

namespace ancs::c {

const char* program_object::keep(std::string made) { return texts_.emplace_back(std::move(made)).c_str(); }
const char* program_object::keep(const std::optional<rational>& number) { return number ? keep(number->to_string()) : nullptr; }
const char* const* program_object::keep(const std::vector<std::string>& all) {
  auto& list = lists_.emplace_back();
  for (const auto& one : all) list.push_back(one.c_str());
  return list.data();
}

program_object::program_object(const memory& m, ancs::program p, std::shared_ptr<const source> from)
    : object(m), program(std::move(p)), text(std::move(from)) {
  // Texts of the program itself stay where they are while a copy of it lives, as it does here.
  info.model_id = program.model_id().c_str();
  info.title = program.title().c_str();
  info.maximum = keep(program.maximum().to_string());
  info.rules_digest = program.rules_digest().c_str();
  info.points_scale = points_scale(program);
  info.inputs = program.columns().size();
  info.groups = program.groups().size();
  info.criteria = program.criteria().size();
  info.outcomes = program.outcomes().size();
  info.vetoes = program.vetoes().size();
  info.warnings = program.warnings().size();
  info.excludes = program.excludes();
  info.may_be_not_yet_assessed = program.may_be_not_yet_assessed();
  for (const auto& parameter : program.parameters()) {
    ancs_parameter_info i{};
    i.name = keep(parameter.name), i.title = keep(parameter.title);
    i.is_percent = parameter.percent;
    i.value = keep(parameter.value.to_string()), i.default_value = keep(parameter.declared.to_string());
    i.low = keep(parameter.low.to_string()), i.high = keep(parameter.high.to_string());
    parameters.push_back(i);
  }
  info.parameters = parameters.size();
  for (const auto& c : program.columns()) {
    ancs_input_info i{};
    i.name = c.name.c_str(), i.title = c.title.c_str();
    i.kind = static_cast<std::int32_t>(c.type);
    i.is_optional = c.optional;
    i.default_value = keep(c.default_value);
    i.low = keep(c.low), i.high = keep(c.high);
    i.low_open = c.low_open, i.high_open = c.high_open;
    i.step = keep(c.step);
    i.options = c.options.size();
    i.option_names = keep(c.options);
    i.same_within_parent = c.same_within_parent;
    i.parts_type = c.from_parts ? c.from_parts->type.c_str() : nullptr;
    inputs.push_back(i);
  }
  for (const auto& g : program.groups()) {
    ancs_group_info i{};
    i.id = g.id.c_str(), i.number = g.number.c_str(), i.title = g.title.c_str();
    i.maximum = keep(g.maximum.to_string());
    i.counts_in_total = g.counts_in_total;
    i.parent = g.parent;
    i.groups = g.groups.size(), i.group_indexes = g.groups.data();
    i.criteria = g.criteria.size(), i.criterion_indexes = g.criteria.data();
    i.evidence = g.evidence.c_str();
    i.needs_evidence = g.needs_evidence;
    groups.push_back(i);
  }
  for (const auto& c : program.criteria()) {
    ancs_criterion_info i{};
    i.id = c.id.c_str(), i.number = c.number.c_str(), i.title = c.title.c_str();
    i.maximum = keep(c.maximum.to_string());
    i.group = static_cast<std::int32_t>(c.group);
    i.is_information = c.information;
    i.evidence = c.evidence.c_str();
    i.bases = c.bases.size(), i.basis_texts = keep(c.bases);
    i.is_assessed = c.assessed;
    i.needs_evidence = c.needs_evidence;
    i.parent = c.parent;
    i.items = c.items.size(), i.item_indexes = c.items.data();
    criteria.push_back(i);
  }
  for (const auto& o : program.outcomes()) {
    ancs_outcome_info i{};
    i.title = o.title.c_str();
    i.levels = o.levels.size(), i.level_names = keep(o.levels);
    outcomes.push_back(i);
  }
  for (const auto& v : program.vetoes()) {
    ancs_veto_info i{};
    i.id = v.id.c_str(), i.title = v.title.c_str();
    vetoes.push_back(i);
  }
  for (const auto& a : program.actions()) {
    ancs_action_info i{};
    i.title = a.title.c_str();
    i.each = static_cast<std::int32_t>(a.each);
    i.inputs = a.columns.size(), i.input_indexes = a.columns.data();
    actions.push_back(i);
  }
  info.actions = actions.size();
  for (const auto& q : program.quotas()) {
    ancs_quota_info i{};
    i.outcome = static_cast<std::int32_t>(q.outcome), i.level = static_cast<std::int32_t>(q.level);
    i.of = static_cast<std::int32_t>(q.of), i.become = static_cast<std::int32_t>(q.become);
    i.share = keep(q.share.to_string());
    i.or_better = q.or_better, i.before = q.before, i.ties_in = q.ties_in;
    i.sentence = q.sentence.c_str();
    quotas.push_back(i);
  }
  info.quotas = quotas.size();
  const auto& ranking = program.ranking();
  info.within_parent = ranking.within_parent, info.within_unit_type = ranking.within_unit_type;
  info.within_input = ranking.within_column ? static_cast<std::int32_t>(*ranking.within_column) : ANCS_NONE;
  describe_model();
}

void program_object::describe_model() {
  const auto& m = program.info();
  const auto date = [this](calendar_day day) { return keep(date_text(day, language::en)); };
  if (m.in_force_from) model.in_force_from = date(*m.in_force_from);
  if (m.assessed) model.period_first = date(m.assessed->first), model.period_last = date(m.assessed->last);
  model.bases = m.bases.size(), model.base_texts = keep(m.bases);
  model.replaces = m.replaces.size(), model.replaced_texts = keep(m.replaces);
  model.unit_types = m.applies_to.size(), model.unit_type_texts = keep(m.applies_to);
  model.columns = m.columns.size();
  auto &ids = lists_.emplace_back(), &titles = lists_.emplace_back();
  for (const auto& c : m.columns) ids.push_back(c.id.c_str()), titles.push_back(c.title.c_str());
  model.column_ids = ids.data(), model.column_titles = titles.data();
}

}  // namespace ancs::c
