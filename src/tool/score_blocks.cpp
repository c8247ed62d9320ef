// score_blocks.cpp: rows that are complete are written from columns; all others are read again as units and scored one by one.
#include "score_blocks.hpp"

#include <algorithm>
#include <charconv>

#include "ancs/explain.hpp"
#include "interrupt.hpp"
#include "score_report.hpp"
#include "table.hpp"
#include "wording.hpp"

namespace tool {

bool block_scores::can(const ancs::program& by) {
  const auto& criteria = by.criteria();
  return ancs::points_scale(by) != 0 && !by.excludes() && by.info().columns.empty() && by.vetoes().size() <= 62 &&
         std::none_of(criteria.begin(), criteria.end(), [](const auto& c) { return c.parent >= 0; }) &&
         std::none_of(by.columns().begin(), by.columns().end(), [](const auto& c) { return c.same_within_parent; }) &&
         std::none_of(by.actions().begin(), by.actions().end(), [](const auto& a) { return a.columns.size() > 62; });
}

block_scores::block_scores(const ancs::program& by) : by_(by), scale_(ancs::points_scale(by)), maximum_(by.maximum().to_string()) {
  std::int64_t power = 1;
  while (power % scale_ != 0 && decimals_ < 9) power *= 10, ++decimals_;
  if (power % scale_ == 0) times_ = power / scale_;
  for (const auto& outcome : by.outcomes()) {
    levels_.emplace_back();
    for (const auto& level : outcome.levels) levels_.back().push_back(csv_cell_text(level));
  }
  for (std::uint32_t i = 0; i < by.actions().size(); ++i) {
    const auto& columns = by.actions()[i].columns;
    actions_.emplace_back();
    for (std::size_t m = 0; m < std::max<std::size_t>(1, columns.size()); ++m) {
      ancs::action_result made;
      made.action = i;
      if (!columns.empty()) made.column = columns[m];
      actions_.back().push_back(ancs::action_name(by, made, ancs::language::en));
    }
  }
  criteria_.resize(by.criteria().size());
  outcomes_.resize(by.outcomes().size());
  made_.resize(by.actions().size());
  met_.resize(by.requirements());
}

void block_scores::score(const row_block& of) {
  const std::size_t rows = of.in_columns;
  ancs::batch_request q;
  const auto view = [rows](std::vector<std::int64_t>& into) {
    into.resize(rows);
    return ancs::output_view{into.data(), ancs::column_type::int64};
  };
  q.total = view(total_);
  for (auto& c : criteria_) q.criteria.push_back(view(c));
  for (auto& o : outcomes_) q.outcomes.push_back(view(o));
  for (auto& m : made_) q.actions.push_back(view(m));
  for (auto& m : met_) q.requirements.push_back(view(m));
  if (!by_.vetoes().empty()) q.vetoes = view(vetoes_);
  if (by_.may_be_not_yet_assessed()) q.not_yet_assessed = view(not_yet_assessed_);
  states_.resize(rows);
  q.states = states_.data();
  const auto report = ancs::score(of.batch_of(by_), q);
  // Without memory for columns there is still memory for one unit.
  if (!report.findings.empty()) std::fill(states_.begin(), states_.end(), static_cast<std::uint8_t>(ancs::row_state::missing));
}

bool block_scores::final_result(std::uint32_t at) const {
  return states_[at] == static_cast<std::uint8_t>(ancs::row_state::final_result) &&
         std::all_of(met_.begin(), met_.end(), [at](const auto& m) { return m[at] == 1; });
}

void block_scores::append_points(std::int64_t value, std::string& to) const {
  if (times_ == 0) {
    to += ancs::rational(value, scale_).to_string();
    return;
  }
  char text[24];
  const char* end = std::to_chars(text, text + sizeof text, value * times_).ptr;
  if (decimals_ == 0 || value == 0) {
    to.append(static_cast<const char*>(text), end);
    return;
  }
  const char* first = text;
  if (*first == '-') to += *first++;
  const auto digits = static_cast<int>(end - first);
  const char* const point = digits > decimals_ ? end - decimals_ : first;
  while (end > point && end[-1] == '0') --end;
  if (digits > decimals_) to.append(first, point);
  else to += '0';
  if (end == point) return;
  to += '.';
  for (int zeros = digits; zeros < decimals_; ++zeros) to += '0';
  to.append(point, end);
}

void block_scores::write(std::string_view id, std::string_view name, std::uint32_t at, std::string& to) const {
  const auto add_text = [&to](std::string_view text) {
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) to += text;
    else to += csv_cell_text(text);
  };
  add_text(id);
  to += ',';
  add_text(name);
  to += ',';
  append_points(total_[at], to);
  to += ',';
  to += maximum_;
  for (const auto& c : criteria_) {
    to += ',';
    append_points(c[at], to);
  }
  for (std::size_t i = 0; i < outcomes_.size(); ++i) {
    to += ',';
    if (outcomes_[i][at] >= 0) to += levels_[i][static_cast<std::size_t>(outcomes_[i][at])];
  }
  if (by_.may_be_not_yet_assessed()) to += not_yet_assessed_[at] == 1 ? ",yes" : ",no";
  to += ',';
  if (!vetoes_.empty() && vetoes_[at] != 0) {
    std::string ids;
    for (std::size_t i = 0; i < by_.vetoes().size(); ++i)
      if (vetoes_[at] >> i & 1) ids += (ids.empty() ? "" : " ") + by_.vetoes()[i].id;
    add_text(ids);
  }
  if (!made_.empty()) {
    std::string names;
    for (std::size_t i = 0; i < made_.size(); ++i)
      for (std::size_t m = 0; m < actions_[i].size(); ++m)
        if (made_[i][at] >> m & 1) names += (names.empty() ? "" : " | ") + actions_[i][m];
    to += ',';
    add_text(names);
  }
  to += ",yes\n";
}

int score_in_blocks(const options& by, const rules& of, console& err, left_out& rest, output& to) {
  const auto file = open_data(by, err);
  if (!file) return 2;
  line_choice lines;
  lines.most = std::numeric_limits<std::size_t>::max();
  csv_text text([&](std::string& into, std::size_t bytes) { file->read(into, bytes); });
  if (!file->why().empty()) return say_unreadable(by.arguments.back(), file->why(), err), 2;
  sheet data(of.program, shown_name(by.arguments.back(), err.lang), std::move(text), by.delimiter, by.numbers, {}, std::move(lines));
  say_delimiter(data, by, err);
  report_sheet(data.take_findings(), err, rest);
  block_scores scores(of.program);
  std::unique_ptr<score_report> report;
  row_block block;
  unit current(of.program);
  ancs::state scratch;
  ancs::scorecard card;
  std::string out;
  while (!interrupted() && data.next(block)) {
    if (!report) report = csv_score_report(of.program, to);
    // Where a column is not there at all every unit is looked at by itself.
    bool columns = block.in_columns > 0;
    for (std::size_t i = 0; i < block.columns.size(); ++i) {
      const auto& column = of.program.columns()[i];
      columns = columns && (block.columns[i].read || column.optional || column.has_default);
    }
    if (columns) scores.score(block);
    auto findings = data.take_findings();
    auto next = findings.begin();
    for (const auto& row : block.rows) {
      if (row.findings) {
        report_sheet({std::make_move_iterator(next), std::make_move_iterator(next + row.findings)}, err, rest);
        next += row.findings;
      }
      if (row.is == row_block::how::left_out) continue;
      if (columns && row.is == row_block::how::in_columns && scores.final_result(row.at)) {
        scores.write(block.id_of(row), block.name_of(row), row.at, out);
        continue;
      }
      to.write(std::exchange(out, {}));
      data.read(row, block, current);
      of.program.score(current.data, scratch, card);
      report_unit(current, card, of.program, true, err);
      report->add(current, card);
    }
    to.write(out);
    out.clear();
    report_sheet({std::make_move_iterator(next), std::make_move_iterator(findings.end())}, err, rest);
    err.progress(data.rows(), file->bytes_read(), file->size());
  }
  report_sheet(data.take_findings(), err, rest);
  rest.everything = data.rows() == 0;
  const int status = end_run(by, data, file.get(), err);
  // Nothing is written for a file that cannot be read at all.
  if (!report && !interrupted() && !keeps_old_file(status, rest, by)) report = csv_score_report(of.program, to);
  return status;
}

}  // namespace tool
