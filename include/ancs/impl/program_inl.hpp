// program_inl.hpp: bodies of program.hpp: what a program tells of itself, and records.
#ifndef ANCS_IMPL_PROGRAM_INL_HPP
#define ANCS_IMPL_PROGRAM_INL_HPP

#include <algorithm>
#include <cmath>
#include <string>

#include "../program.hpp"
#include "../text.hpp"
#include "data_findings.hpp"
#include "graph_drawing.hpp"
#include "registers.hpp"
#include "scoring.hpp"

namespace ancs {

ANCS_FUNC const std::string& program::model_id() const { return data_->model_id; }
ANCS_FUNC const model_info& program::info() const { return data_->info; }
ANCS_FUNC const std::string& program::title() const { return data_->title; }
ANCS_FUNC const rational& program::maximum() const { return data_->maximum; }
ANCS_FUNC const std::string& program::rules_digest() const { return data_->rules_digest; }
ANCS_FUNC const std::vector<input_column>& program::columns() const { return data_->columns; }
ANCS_FUNC const std::vector<criterion_info>& program::criteria() const { return data_->criteria; }
ANCS_FUNC const std::vector<group_info>& program::groups() const { return data_->groups; }
ANCS_FUNC const std::vector<outcome_info>& program::outcomes() const { return data_->outcomes; }
ANCS_FUNC const std::vector<veto_info>& program::vetoes() const { return data_->vetoes; }
ANCS_FUNC const std::vector<std::string>& program::warnings() const { return data_->warnings; }
ANCS_FUNC std::size_t program::requirements() const { return data_->requirements.size(); }
ANCS_FUNC bool program::excludes() const { return data_->excludes; }
ANCS_FUNC bool program::may_be_not_yet_assessed() const { return data_->not_yet_assessed != graph::no_node; }
ANCS_FUNC const std::vector<action_info>& program::actions() const { return data_->actions; }
ANCS_FUNC const std::vector<quota_info>& program::quotas() const { return data_->quotas; }
ANCS_FUNC const ranking_info& program::ranking() const { return data_->ranking; }
ANCS_FUNC std::string program::graph_dot() const { return detail::draw_graph(*data_); }

ANCS_FUNC std::optional<std::uint32_t> program::find_column(std::string_view name) const {
  const auto found = data_->column_by_name.find(std::string(name));
  if (found == data_->column_by_name.end()) return std::nullopt;
  return found->second;
}

ANCS_FUNC std::vector<parameter_info> program::parameters() const {
  std::vector<parameter_info> all;
  for (std::size_t i = 0; i < data_->parameters.size(); ++i) {
    all.push_back(data_->parameters[i].info);
    if (changed_) all.back().value = (*changed_)[i];
  }
  return all;
}
ANCS_FUNC result<program> program::with_parameter(std::string_view name, const rational& value) const {
  result<program> out;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < data_->parameters.size(); ++i) {
    const auto& p = data_->parameters[i];
    names.push_back(p.info.name);
    if (p.info.name != name) continue;
    if (value < p.info.low || value > p.info.high || !(value * p.scale).is_integer()) {
      const auto shown = [&](const rational& v) { return p.info.percent ? (v * rational(100)).to_string() + "%" : v.to_string(); };
      out.findings.push_back(detail::data_finding(code::parameter_out_of_range, {p.info.name, shown(value), shown(p.info.low), shown(p.info.high),
                                                                                  shown(rational(1) / p.scale)}));
      return out;
    }
    auto values = std::make_shared<std::vector<rational>>();
    for (const auto& known : parameters()) values->push_back(known.value);
    (*values)[i] = value;
    out.value = *this;
    out.value->changed_ = std::move(values);
    return out;
  }
  const auto near = nearest_name(name, names);
  out.findings.push_back(detail::data_finding(code::unknown_parameter, {std::string(name), near ? ": `" + *near + "`?" : ""}));
  return out;
}

// ---- state ----

struct state::impl {
  detail::register_file registers;
};
ANCS_FUNC state::state() : impl_(std::make_unique<impl>()) {}
ANCS_FUNC state::~state() = default;
ANCS_FUNC state::state(state&&) noexcept = default;
ANCS_FUNC state& state::operator=(state&&) noexcept = default;

ANCS_FUNC void program::score(const record& unit, state& scratch, scorecard& into) const {
  auto& registers = detail::program_access::impl(scratch).registers;
  registers.run(*this, unit, false);
  detail::fill_scorecard(*data_, registers, unit, into);
  detail::fill_moves(*data_, registers, into);
}
ANCS_FUNC scorecard program::score(const record& unit) const {
  state scratch;
  scorecard card;
  score(unit, scratch, card);
  return card;
}

// ---- evaluation ----

ANCS_FUNC evaluation program::evaluate(const record& unit, state& scratch) const {
  auto& registers = detail::program_access::impl(scratch).registers;
  registers.run_results(*this, unit);
  return {data_.get(), &registers};
}
namespace detail {
inline bounds read_bounds(const register_file& registers, const graph::quantity& of, const rational& low, const rational& high) {
  bounds b;
  set_bounds(b, registers, of, low, high);
  return b;
}
}  // namespace detail
ANCS_FUNC bounds evaluation::total() const {
  bounds b;
  detail::set_bounds_below(b, *registers_, program_->total, program_->least_total, program_->maximum);
  return b;
}
ANCS_FUNC bounds evaluation::total_with_all() const {
  bounds b;
  detail::set_total_with_all(b, *program_, *registers_, total(), [&](std::size_t i) { return group(static_cast<std::uint32_t>(i)); });
  return b;
}
ANCS_FUNC bounds evaluation::total_rescaled() const {
  bounds b;
  detail::set_total_rescaled(b, *program_, *registers_, total());
  return b;
}
ANCS_FUNC truth evaluation::not_yet_assessed() const { return detail::not_yet_assessed(*program_, *registers_); }
ANCS_FUNC bounds evaluation::criterion(std::uint32_t index) const {
  const auto& plan = program_->criterion_plans[index];
  return detail::read_bounds(*registers_, plan.points, plan.floor, program_->criteria[index].maximum);
}
ANCS_FUNC bounds evaluation::group(std::uint32_t index) const {
  bounds b;
  detail::set_bounds_below(b, *registers_, program_->group_points[index], program_->least_with_all, program_->groups[index].maximum);
  return b;
}
ANCS_FUNC truth evaluation::veto(std::uint32_t index) const { return registers_->holds(program_->veto_conditions[index]); }
ANCS_FUNC std::uint64_t evaluation::vetoes() const {
  std::uint64_t bits = 0;
  if (program_->veto_bits != graph::no_node)
    if (const auto known = registers_->whole(program_->veto_bits)) return static_cast<std::uint64_t>(*known);
  for (std::size_t i = 0; i < program_->veto_conditions.size() && i < 62; ++i)
    if (registers_->holds(program_->veto_conditions[i]) == truth::yes) bits |= std::uint64_t{1} << i;
  return bits;
}
ANCS_FUNC std::optional<std::uint32_t> evaluation::level(std::uint32_t outcome) const {
  if (registers_->all_settled()) return detail::settled_level(program_->level_nodes[outcome], *registers_);
  outcome_result result;
  detail::levels_of(*program_, outcome, *registers_, result);
  if (!result.settled()) return std::nullopt;
  return result.possible[0];
}
ANCS_FUNC bool evaluation::complete() const { return registers_->all_settled() && registers_->broken().empty(); }
ANCS_FUNC std::optional<std::int64_t> evaluation::scaled_total_with_all() const {
  if (!complete() || program_->points_scale == 0) return std::nullopt;
  if (program_->whole_total != graph::no_node)
    if (const auto value = registers_->whole(program_->whole_total)) return *value * program_->whole_total_factor;
  return registers_->number(program_->total_with_all).scaled_int64(program_->points_scale);
}

// ---- record ----

ANCS_FUNC record::record(const program& of)
    : program_(of), scaled_(of.columns().size()), status_(of.columns().size()), unusual_(detail::program_access::data(of).unchecked) {}

ANCS_FUNC std::uint32_t record::unusual(std::uint32_t column) const {
  const auto& p = detail::program_access::data(program_);
  const std::int64_t value = scaled_[column];
  std::uint32_t count = p.needed[column] != 0 && (status_[column] != 1 || value < p.row.low[column] || value > p.row.high[column]) ? 1 : 0;
  for (std::uint32_t i = p.first_relation[column], end = p.first_relation[column + 1]; i < end; ++i) {
    const auto& r = p.relations[p.relations_of[i]];
    const bool kept = r.strict ? scaled_[r.slot] < scaled_[r.other] : scaled_[r.slot] <= scaled_[r.other];
    count += status_[r.slot] != 1 || status_[r.other] != 1 || !kept ? 1 : 0;
  }
  return count;
}
ANCS_FUNC void record::put(std::uint32_t column, std::uint8_t status, std::int64_t scaled) {
  if (!detail::program_access::data(program_).row.available) {
    scaled_[column] = scaled;
    status_[column] = status;
    return;
  }
  unusual_ -= unusual(column);
  scaled_[column] = scaled;
  status_[column] = status;
  unusual_ += unusual(column);
}

ANCS_FUNC std::optional<diagnostic> record::set_whole(std::uint32_t column, std::int64_t value) {
  if (column >= status_.size()) return set(column, rational(value));
  const auto& p = detail::program_access::data(program_);
  if (value < p.usual_low[column] || value > p.usual_high[column]) return set(column, rational(value));
  put(column, 1, value * p.usual_factor[column]);
  return std::nullopt;
}

ANCS_FUNC std::optional<diagnostic> record::set(std::uint32_t column, const rational& value) {
  if (column >= status_.size()) return detail::data_finding(code::unknown_column, {std::to_string(column), ""});
  const auto& info = program_.columns()[column];
  const auto& plan = detail::program_access::data(program_).slots[column];
  const auto refused = [&](code id, std::vector<std::string> args) {
    put(column, invalid, 0);
    return detail::data_finding(id, std::move(args));
  };
  if (info.type == input_column::kind::one_of) {
    const auto index = value.to_int64();
    if (!index || *index < 0 || static_cast<std::size_t>(*index) >= info.options.size())
      return refused(code::unknown_option_value, {info.name, value.to_string(), detail::listed(info.options)});
  } else if (info.type == input_column::kind::yes_no) {
    if (value != 0 && value != 1) return refused(code::wrong_kind_of_value, {info.name, detail::kind_in_words(info.type), value.to_string()});
  } else {
    if (plan.whole && !(value / plan.step).is_integer())
      return refused(code::not_whole, {info.name, plan.step.to_string(), value.to_string()});
    const bool below = plan.low && (plan.low_open ? value <= *plan.low : value < *plan.low);
    const bool above = plan.high && (plan.high_open ? value >= *plan.high : value > *plan.high);
    if (below || above)
      return refused(code::out_of_range, {info.name, detail::in_column_words(info, value), detail::range_in_words(info, plan)});
  }
  if (const auto scaled = value.scaled_int64(plan.scale)) {
    put(column, 1, *scaled);
  } else {
    if (wide_.empty()) wide_.resize(status_.size());
    wide_[column] = value;
    put(column, 2, 0);
  }
  return std::nullopt;
}

ANCS_FUNC std::optional<diagnostic> record::set(std::uint32_t column, std::string_view option) {
  if (column >= status_.size()) return detail::data_finding(code::unknown_column, {std::to_string(column), ""});
  const auto& info = program_.columns()[column];
  put(column, invalid, 0);
  if (info.type == input_column::kind::date) {
    if (const auto day = read_day(option)) return set(column, rational(*day));
    return detail::data_finding(code::wrong_kind_of_value, {info.name, detail::kind_in_words(info.type), "`" + std::string(option) + "`"});
  }
  if (info.type != input_column::kind::one_of)
    return detail::data_finding(code::wrong_kind_of_value, {info.name, detail::kind_in_words(info.type), "text\x1f" "chữ"});
  const std::string wanted = find_invalid_utf8(option) ? std::string(option) : to_nfc(option);
  const auto found = std::find(info.options.begin(), info.options.end(), wanted);
  if (found == info.options.end()) {
    const std::string options = detail::listed(info.options);
    const auto near = nearest_name(wanted, info.options);
    // The nearest of two or three is seen without being named.
    return detail::data_finding(code::unknown_option_value, {info.name, wanted, near && info.options.size() > 3 ? options + "; did you mean `" + *near + "`?\x1f" + options + "; có phải là `" + *near + "` không?" : options});
  }
  return set(column, rational(static_cast<std::int64_t>(found - info.options.begin())));
}

ANCS_FUNC std::optional<diagnostic> record::set(std::string_view column, const rational& value) {
  const auto index = program_.find_column(column);
  if (!index) return detail::no_such_column(program_, column);
  const auto& info = program_.columns()[*index];
  put(*index, invalid, 0);
  if (info.type == input_column::kind::yes_no || info.type == input_column::kind::one_of)
    return detail::data_finding(code::wrong_kind_of_value, {info.name, detail::kind_in_words(info.type), "a number\x1f" "một số"});
  return set(*index, value);
}
ANCS_FUNC std::optional<diagnostic> record::set(std::string_view column, std::int64_t value) {
  const auto index = program_.find_column(column);
  if (!index) return detail::no_such_column(program_, column);
  const auto type = program_.columns()[*index].type;
  if (type == input_column::kind::yes_no || type == input_column::kind::one_of) return set(column, rational(value));
  return set_whole(*index, value);
}
ANCS_FUNC std::optional<diagnostic> record::set(std::string_view column, double value) {
  const auto exact = rational::from_double(value);
  if (!exact) {
    const auto index = program_.find_column(column);
    if (!index) return detail::no_such_column(program_, column);
    put(*index, invalid, 0);
    return detail::data_finding(code::not_finite, {std::string(column)});
  }
  return set(column, *exact);
}
ANCS_FUNC std::optional<diagnostic> record::set(std::string_view column, bool value) {
  const auto index = program_.find_column(column);
  if (!index) return detail::no_such_column(program_, column);
  const auto& info = program_.columns()[*index];
  put(*index, invalid, 0);
  if (info.type != input_column::kind::yes_no)
    return detail::data_finding(code::wrong_kind_of_value, {info.name, detail::kind_in_words(info.type), "yes or no\x1f" "có hoặc không"});
  return set(*index, rational(value ? 1 : 0));
}
ANCS_FUNC std::optional<diagnostic> record::set(std::string_view column, std::string_view option) {
  const auto index = program_.find_column(column);
  if (!index) return detail::no_such_column(program_, column);
  return set(*index, option);
}
ANCS_FUNC std::optional<diagnostic> record::clear(std::string_view column) {
  const auto index = program_.find_column(column);
  if (!index) return detail::no_such_column(program_, column);
  put(*index, 0, 0);
  return std::nullopt;
}
ANCS_FUNC void record::set_invalid(std::uint32_t column) {
  if (column < status_.size()) put(column, invalid, 0);
}
ANCS_FUNC void record::clear() {
  std::fill(status_.begin(), status_.end(), std::uint8_t{0});
  unusual_ = detail::program_access::data(program_).unchecked;
}

ANCS_FUNC std::optional<rational> record::value(std::uint32_t column) const {
  if (column >= status_.size() || status_[column] == 0 || status_[column] == invalid) return std::nullopt;
  if (status_[column] == 2) return wide_[column];
  return rational(scaled_[column], detail::program_access::data(program_).slots[column].scale);
}

ANCS_FUNC std::string record::digest() const {
  std::vector<std::string> lines;
  for (std::uint32_t i = 0; i < status_.size(); ++i)
    if (const auto v = value(i)) lines.push_back(program_.columns()[i].name + "=" + v->to_string() + "\n");
  std::sort(lines.begin(), lines.end());
  std::string text;
  for (const auto& l : lines) text += l;
  return sha256_hex(text);
}

}  // namespace ancs

#endif
