// records.cpp: the units of a data file; what is wrong is placed, and costs no more than its cell or line.
#include "records.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "ancs/text.hpp"
#include "cells.hpp"

namespace tool {

using ancs::code;

namespace {

/// Replaces bytes that are not UTF-8 by U+FFFD, so that places can be shown; returns where they stood in the new text.
std::vector<std::size_t> make_well_formed(std::string& text) {
  std::vector<std::size_t> places;
  std::string out;
  std::string_view rest = text;
  while (const auto bad = ancs::find_invalid_utf8(rest)) {
    out.append(rest.substr(0, *bad));
    places.push_back(out.size());
    out += "\xEF\xBF\xBD";
    rest.remove_prefix(*bad + 1);
  }
  if (places.empty()) return places;
  out.append(rest);
  text = std::move(out);
  return places;
}

template <std::size_t n>
bool is_one_of(std::string_view word, const std::array<std::string_view, n>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

constexpr std::array<std::string_view, 4> unit_words{"unit", "Unit", "đơn vị", "Đơn vị"};
constexpr std::array<std::string_view, 4> name_words{"name", "Name", "tên", "Tên"};
constexpr std::array<std::string_view, 4> parent_words{"parent", "Parent", "cấp trên", "Cấp trên"};
constexpr std::array<std::string_view, 5> unit_type_words{"unit_type", "unit type", "Unit type", "loại đơn vị", "Loại đơn vị"};

constexpr std::array<std::string_view, 4> assessment_words{"column", "Column", "cột", "Cột"};
constexpr std::array<std::string_view, 4> reason_words{"reason.", "Reason.", "lý do.", "Lý do."};

ancs::source row_source(const std::string& file, const csv_row& row) { return ancs::source(file, std::string(row.text), row.line); }

/// "`self`, `verified`".
std::string assessments(const ancs::program& of) {
  std::string all;
  for (const auto& c : of.info().columns) all += (all.empty() ? "`" : ", `") + c.id + "`";
  return all;
}

}  // namespace

void unit::place(ancs::diagnostic& d, const ancs::program& of) const {
  if (d.has_place) return;
  d.has_place = true;
  d.where = id_cell;
  for (const std::string& arg : d.args) {
    const auto column = of.find_column(arg);
    if (!column || !cells[*column]) continue;
    d.where = *cells[*column];
    return;
  }
}

bool decides(const unit& of, const ancs::program& by) { return !of.assessment || *of.assessment + 1 == by.info().columns.size(); }

sheet::sheet(ancs::program of, std::string name, std::string text, std::optional<char> delimiter, ancs::number_style style,
             std::vector<bool> filled, line_choice lines)
    : program_(std::move(of)),
      name_(std::move(name)),
      text_(std::move(text)),
      style_(style),
      filled_(std::move(filled)),
      lines_taken_(std::move(lines)) {
  if (!open()) return;
  damage_ = make_well_formed(text_);
  delimiter_ = delimiter.value_or(detect_delimiter(text_));
  reader_.emplace(text_, delimiter_, damage_);
  if (reader_->next(row_)) {
    read_header(row_);
  } else {
    add(code::data_file_empty, {});
  }
}

/// What the bytes show before any line is read.
bool sheet::open() {
  if (text_.starts_with("\xEF\xBB\xBF")) text_.erase(0, 3);
  if (text_.size() > limits::data_bytes) {
    add_at(limits::data_bytes, code::data_file_too_large, {std::to_string(limits::data_bytes)});
  } else if (text_.starts_with("\xFF\xFE") || text_.starts_with("\xFE\xFF")) {
    add_at(0, code::data_file_not_text, {});
  } else if (const std::size_t zero = text_.find('\0'); zero != std::string::npos) {
    add_at(zero, code::data_file_not_text, {});
  } else if (text_.find_first_not_of(" \t\r\n") == std::string::npos) {
    add(code::data_file_empty, {});
  } else {
    return true;
  }
  return false;
}

void sheet::add(const csv_row& row, code id, ancs::span where, std::vector<std::string> args) {
  findings_.push_back({ancs::diagnostic{id, where, std::move(args), {}, true}, row_source(name_, row)});
}

/// A finding about a file with nothing in it stands at its beginning.
void sheet::add(code id, std::vector<std::string> args) {
  findings_.push_back({ancs::diagnostic{id, {}, std::move(args), {}, true}, ancs::source(name_, "")});
}

/// A finding about the character at an offset of the file, before its lines are read.
void sheet::add_at(std::size_t offset, code id, std::vector<std::string> args) {
  constexpr std::size_t shown = 1000;  // bytes behind the place: the line of a file that is no text may be all of it
  while (offset > 0 && (static_cast<unsigned char>(text_[offset]) & 0xC0) == 0x80) --offset;
  const std::string_view all = text_;
  const std::string_view before = all.substr(0, offset);
  const std::size_t last = before.find_last_of("\r\n");
  const std::size_t begin = last == std::string_view::npos ? 0 : last + 1;
  std::string line(before.substr(begin));
  make_well_formed(line);
  const auto at = static_cast<std::uint32_t>(line.size());
  std::string rest(all.substr(offset, std::min(all.find_first_of("\r\n", offset), offset + shown) - offset));
  make_well_formed(rest);
  std::size_t width = 0;
  if (!rest.empty()) ancs::next_code_point(rest, width);
  findings_.push_back({ancs::diagnostic{id, {at, at + static_cast<std::uint32_t>(width)}, std::move(args), {}, true},
                       ancs::source(name_, line + rest, 1 + lines_in(all.substr(0, begin)))});
}

std::vector<sheet_finding> sheet::take_findings() { return std::exchange(findings_, {}); }

void sheet::read_header(const csv_row& row) {
  if (row.fault != csv_fault::none) {
    whole(row);
    return;
  }
  if (row.cells.size() > limits::data_columns)
    return add(row, code::data_too_many_columns, row.cells[limits::data_columns].where, {std::to_string(limits::data_columns)});
  std::vector<std::string> seen;
  columns_.resize(row.cells.size());
  for (std::size_t i = 0; i < columns_.size(); ++i) name_column(row, i, seen);
  const auto unit = std::find_if(columns_.begin(), columns_.end(), [](const column& c) { return c.is == column::role::unit; });
  if (unit == columns_.end()) {
    findings_.clear();  // without it the line is most likely no line of names at all
    return add(row, code::data_no_unit_column, row.cells[0].where, {});
  }
  unit_column_ = static_cast<std::size_t>(unit - columns_.begin());
  unit_header_ = row.cells[unit_column_].value;
  parent_column_ = column_of(column::role::parent);
  type_column_ = column_of(column::role::unit_type);
  assessment_column_ = column_of(column::role::assessment);
  header_ = row_source(name_, row);
  names_ = ancs::join(row.cells.front().where, row.cells.back().where);
  if (!program_.info().columns.empty() && !assessment_column_ && !lines_taken_.assessment)
    return add(row, code::data_no_assessment, names_, {assessments(program_)});
  if (!lines_taken_.none) missing_columns(row);
  usable_ = true;
}

std::optional<std::size_t> sheet::column_of(column::role role) const {
  const auto at = std::find_if(columns_.begin(), columns_.end(), [role](const column& c) { return c.is == role; });
  if (at == columns_.end()) return std::nullopt;
  return static_cast<std::size_t>(at - columns_.begin());
}

/// The criterion of a column `reason.A2`.
std::optional<std::uint32_t> sheet::reason_for(std::string_view word) const {
  for (const std::string_view prefix : reason_words) {
    if (!word.starts_with(prefix)) continue;
    const auto& all = program_.criteria();
    const auto at = std::find_if(all.begin(), all.end(), [&](const auto& c) { return c.id == word.substr(prefix.size()); });
    if (at != all.end()) return static_cast<std::uint32_t>(at - all.begin());
  }
  return std::nullopt;
}

/// True for a column that another rule file of the same run reads.
bool sheet::known_elsewhere(const std::string& word) const {
  if (is_one_of(word, assessment_words) || std::any_of(reason_words.begin(), reason_words.end(), [&](auto prefix) { return word.starts_with(prefix); }))
    return !lines_taken_.others.empty();
  return std::any_of(lines_taken_.others.begin(), lines_taken_.others.end(), [&](const auto& p) { return p.find_column(word).has_value(); });
}

void sheet::name_column(const csv_row& row, std::size_t at, std::vector<std::string>& seen) {
  const csv_cell& cell = row.cells[at];
  const std::string word = ancs::to_nfc(cell.value);
  column& as = columns_[at];
  seen.push_back(word);
  if (cell.damaged) return add(row, code::data_not_utf8, cell.where, {});
  if (word.empty()) return;
  column::role wanted = column::role::unused;
  if (is_one_of(word, unit_words)) wanted = column::role::unit;
  if (is_one_of(word, name_words)) wanted = column::role::name;
  if (is_one_of(word, parent_words)) wanted = column::role::parent;
  if (is_one_of(word, unit_type_words)) wanted = column::role::unit_type;
  if (!program_.info().columns.empty() && is_one_of(word, assessment_words)) wanted = column::role::assessment;
  const auto reason = reason_for(word);
  if (reason) wanted = column::role::reason;
  // An input that is itself called `name` or `unit` goes before the word; only one column can be the unit's.
  const auto input = program_.find_column(word);
  if (input) wanted = column::role::input;
  if (wanted == column::role::unused && (known_elsewhere(word) || !lines_taken_.first)) return;
  if (wanted == column::role::unused) {
    std::vector<std::string> candidates;
    for (const auto& c : program_.columns()) {
      candidates.push_back(c.name);
      if (!c.title.empty() && c.title == word) return add(row, code::data_column_misspelt, cell.where, {word, c.name});
    }
    const auto near = ancs::nearest_name(word, candidates);
    if (near) return add(row, code::data_column_misspelt, cell.where, {word, *near});
    return add(row, code::data_column_unknown, cell.where, {word});
  }
  for (std::size_t i = 0; i < at; ++i) {
    const auto which = input ? input : reason;
    const bool same = columns_[i].is == wanted && (!which || columns_[i].input == *which);
    if (same) return add(row, code::data_column_twice, cell.where, {word, std::to_string(i + 1)});
  }
  as.is = wanted;
  if (input || reason) as.input = input ? *input : *reason;
}

void sheet::missing_columns(const csv_row& row) {
  std::vector<bool> present(program_.columns().size());
  for (const column& c : columns_) {
    if (c.is == column::role::input) present[c.input] = true;
  }
  std::string missing;
  for (std::size_t i = 0; i < present.size(); ++i) {
    const auto& c = program_.columns()[i];
    if (present[i] || c.optional || c.has_default || (i < filled_.size() && filled_[i])) continue;
    missing += fmt::format("{}`{}`", missing.empty() ? "" : ", ", c.name);
  }
  if (!missing.empty()) add(row, code::data_columns_missing, ancs::join(row.cells.front().where, row.cells.back().where), {missing});
}

/// Reports a row that cannot be taken apart, or has too few or too many cells.
bool sheet::whole(const csv_row& row) {
  const std::string delimiter(1, delimiter_);
  if (!lines_taken_.first) return row.fault == csv_fault::none && row.cells.size() == columns_.size();
  switch (row.fault) {
    case csv_fault::none:
      break;
    case csv_fault::quote_not_closed:
      add(row, code::data_quote_not_closed, row.fault_where, {});
      return false;
    case csv_fault::text_after_quote: {
      const auto text = row.text.substr(row.fault_where.begin, row.fault_where.end - row.fault_where.begin);
      add(row, code::data_text_after_quote, row.fault_where, {std::string(text), delimiter});
      return false;
    }
    case csv_fault::cell_too_long:
      add(row, code::data_cell_too_long, row.fault_where, {std::to_string(limits::cell_bytes)});
      return false;
  }
  const std::size_t n = row.cells.size(), wanted = columns_.size();
  if (n == wanted) return true;
  const std::vector<std::string> args{std::to_string(n), std::to_string(wanted), delimiter};
  const ancs::span where =
      n < wanted ? ancs::join(row.cells[0].where, row.cells[n - 1].where) : ancs::join(row.cells[wanted].where, row.cells[n - 1].where);
  add(row, n < wanted ? code::data_row_short : code::data_row_long, where, args);
  return false;
}

/// True for a line of this rule file; of the others, one that no rule file takes is reported.
bool sheet::is_taken(const csv_row& row) {
  if (!lines_taken_.takes) return true;
  const std::string type = type_column_ ? ancs::to_nfc(row.cells[*type_column_].value) : std::string();
  if (lines_taken_.takes(type)) return true;
  auto refusal = lines_taken_.first && lines_taken_.refusal ? lines_taken_.refusal(type) : std::nullopt;
  if (!refusal) return false;
  refusal->where = row.cells[type.empty() ? unit_column_ : *type_column_].where;
  refusal->has_place = true;
  findings_.push_back({std::move(*refusal), row_source(name_, row)});
  return false;
}

/// Which assessment the line is, by the column's name or title.
bool sheet::assess(const csv_row& row, unit& into) {
  into.assessment.reset();
  const auto& all = program_.info().columns;
  const auto meant = [&](const std::string& word) {
    for (std::uint32_t c = 0; c < all.size(); ++c)
      if (all[c].id == word || all[c].title == word) into.assessment = c;
    return into.assessment.has_value();
  };
  if (!assessment_column_) return !lines_taken_.assessment || meant(*lines_taken_.assessment);
  const csv_cell& cell = row.cells[*assessment_column_];
  const std::string word = ancs::to_nfc(cell.value);
  if (meant(word)) return !lines_taken_.assessment || all[*into.assessment].id == *lines_taken_.assessment || all[*into.assessment].title == *lines_taken_.assessment;
  return add(row, code::data_unknown_assessment, cell.where, {word, assessments(program_)}), false;
}

/// The unit's id, which a row cannot do without and no two rows share.
bool sheet::identify(const csv_row& row, unit& into) {
  const csv_cell& cell = row.cells[unit_column_];
  if (cell.damaged) return add(row, code::data_not_utf8, cell.where, {}), false;
  into.id = ancs::to_nfc(cell.value);
  if (into.id.empty())
    return add(row, code::data_unit_missing, ancs::join(row.cells.front().where, row.cells.back().where), {unit_header_}), false;
  // Units of different parents may share a name: "Khu 1" is in every ward.
  const std::string parent = parent_column_ ? ancs::to_nfc(row.cells[*parent_column_].value) : std::string();
  if (!assess(row, into)) return false;
  const auto [known, fresh] = lines_.emplace(into.id + '\n' + parent + '\n' + (into.assessment ? std::to_string(*into.assessment) : ""), row.line);
  if (!fresh) return add(row, code::data_unit_twice, cell.where, {into.id, std::to_string(known->second)}), false;
  into.id_cell = cell.where;
  into.type_cell = type_column_ ? row.cells[*type_column_].where : cell.where;
  into.parent_cell = parent_column_ ? row.cells[*parent_column_].where : cell.where;
  return true;
}

void sheet::fill(const csv_row& row, unit& into) {
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const csv_cell& cell = row.cells[i];
    const column& as = columns_[i];
    if (as.is == column::role::unused || as.is == column::role::unit || as.is == column::role::assessment || cell.value.empty()) continue;
    if (cell.damaged) {
      if (as.is == column::role::input) into.data.set_invalid(as.input);
      into.findings.push_back({code::data_not_utf8, cell.where, {}, {}, true});
      continue;
    }
    const std::string text = ancs::to_nfc(cell.value);
    if (as.is == column::role::reason) {
      if (into.reasons.size() <= as.input) into.reasons.resize(as.input + 1);
      into.reasons[as.input] = text;
      continue;
    }
    if (as.is != column::role::input) {
      (as.is == column::role::name ? into.name : as.is == column::role::parent ? into.parent : into.unit_type) = text;
      continue;
    }
    into.cells[as.input] = cell.where;
    cell_value value = read_cell(text, program_.columns()[as.input], style_, cell.where);
    if (value.number) value.problem = into.data.set(as.input, *value.number);
    if (value.option) value.problem = into.data.set(as.input, *value.option);
    if (!value.problem) continue;
    // What cannot be read is not the same as nothing: it has no default.
    into.data.set_invalid(as.input);
    value.problem->where = cell.where;
    value.problem->has_place = true;
    into.findings.push_back(std::move(*value.problem));
  }
}

bool sheet::next(unit& into) {
  if (!usable_) return false;
  while (reader_->next(row_)) {
    if (rows_ == limits::data_rows) {
      add(row_, code::data_too_many_rows, {0, static_cast<std::uint32_t>(row_.text.size())}, {std::to_string(limits::data_rows)});
      usable_ = false;
      return false;
    }
    ++rows_;
    if (!whole(row_) || !is_taken(row_) || !identify(row_, into)) continue;
    into.name.clear();
    into.parent.clear();
    into.unit_type.clear();
    into.line = row_.line;
    into.row = row_source(name_, row_);
    into.data.clear();
    std::fill(into.cells.begin(), into.cells.end(), std::nullopt);
    into.findings.clear();
    into.parts.clear();
    into.reasons.clear();
    fill(row_, into);
    return true;
  }
  if (rows_ == 0) findings_.push_back({ancs::diagnostic{code::data_no_rows, names_, {}, {}, true}, header_});
  usable_ = false;
  return false;
}

std::vector<std::string> unit_types_in(const std::string& data, std::optional<char> delimiter) {
  std::string text = data;
  if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
  const auto damage = make_well_formed(text);
  csv_reader reader(text, delimiter.value_or(detect_delimiter(text)), damage);
  csv_row row;
  std::vector<std::string> types;
  std::optional<std::size_t> at;
  if (!reader.next(row)) return types;
  for (std::size_t i = 0; i < row.cells.size(); ++i)
    if (!at && is_one_of(ancs::to_nfc(row.cells[i].value), unit_type_words)) at = i;
  while (reader.next(row)) {
    const std::string type = at && *at < row.cells.size() ? ancs::to_nfc(row.cells[*at].value) : std::string();
    if (std::find(types.begin(), types.end(), type) == types.end()) types.push_back(type);
  }
  return types;
}

}  // namespace tool
