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

/// NFC; most cells have no other letters than those that it leaves alone.
void append_nfc(std::string_view text, std::string& to) {
  if (std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; })) to += text;
  else to += ancs::to_nfc(text);
}

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

sheet::sheet(ancs::program of, std::string name, csv_text text, std::optional<char> delimiter, ancs::number_style style,
             std::vector<bool> filled, line_choice lines)
    : program_(std::move(of)),
      name_(std::move(name)),
      text_(std::move(text)),
      style_(style),
      filled_(std::move(filled)),
      lines_taken_(std::move(lines)) {
  // Nothing is scored of a file whose beginning shows that it cannot be read.
  if (text_.ends_early()) {
    end_early(1 + lines_in(text_.text()));
    return;
  }
  delimiter_ = delimiter.value_or(detect_delimiter(text_.text()));
  reader_.emplace(text_, delimiter_);
  if (reader_->next(row_)) {
    read_header(row_);
  } else if (text_.ends_early()) {
    end_early(reader_->line());
  } else {
    add(code::data_file_empty, {});
  }
}

/// The finding about the line that the text ends before.
void sheet::end_early(std::uint32_t line) {
  const auto& end = *text_.ends_early();
  std::vector<std::string> limit;
  if (!end.limit.empty()) limit.push_back(end.limit);
  findings_.push_back({ancs::diagnostic{end.why, {static_cast<std::uint32_t>(end.begin), static_cast<std::uint32_t>(end.end)}, std::move(limit), {}, true},
                       ancs::source(name_, end.line, line)});
}

void sheet::add(const csv_row& row, code id, ancs::span where, std::vector<std::string> args) {
  findings_.push_back({ancs::diagnostic{id, where, std::move(args), {}, true}, row_source(name_, row)});
}

/// A finding about a file with nothing in it stands at its beginning.
void sheet::add(code id, std::vector<std::string> args) {
  findings_.push_back({ancs::diagnostic{id, {}, std::move(args), {}, true}, ancs::source(name_, "")});
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
  unit_header_ = std::string(row.cells[unit_column_].value);
  name_column_ = column_of(column::role::name);
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
  into.id.clear();
  append_nfc(cell.value, into.id);
  if (into.id.empty())
    return add(row, code::data_unit_missing, ancs::join(row.cells.front().where, row.cells.back().where), {unit_header_}), false;
  // Units of different parents may share a name: "Khu 1" is in every ward.
  std::string parent;
  if (parent_column_) append_nfc(row.cells[*parent_column_].value, parent);
  if (!assess(row, into)) return false;
  if (const std::uint32_t line = seen_.line_of({into.id, parent, into.assessment ? std::to_string(*into.assessment) : ""}, row.line))
    return add(row, code::data_unit_twice, cell.where, {into.id, std::to_string(line)}), false;
  place_cells(row, into);
  return true;
}

void sheet::place_cells(const csv_row& row, unit& into) const {
  into.id_cell = row.cells[unit_column_].where;
  into.type_cell = type_column_ ? row.cells[*type_column_].where : into.id_cell;
  into.parent_cell = parent_column_ ? row.cells[*parent_column_].where : into.id_cell;
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
    std::string text;
    append_nfc(cell.value, text);
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
    if (!counts(row_)) return false;
    if (!whole(row_) || !is_taken(row_) || !identify(row_, into)) continue;
    read(row_, into);
    return true;
  }
  end();
  return false;
}

bool sheet::next(row_block& into) {
  into.clear();
  into.columns.resize(program_.columns().size());
  if (!usable_) return false;
  for (const column& c : columns_)
    if (c.is == column::role::input) into.columns[c.input].read = true;
  if (!unit_of_block_) unit_of_block_.emplace(program_);
  std::size_t found = findings_.size();
  while (into.rows.size() < row_block::most_rows) {
    const auto got = reader_->next_here(row_);
    if (got == csv_reader::got::window_end) {
      if (!into.rows.empty()) return true;
      reader_->more();
      continue;
    }
    if (got == csv_reader::got::end) {
      end();
      return !into.rows.empty();
    }
    if (!counts(row_)) return !into.rows.empty();
    row_block::row r;
    r.line = row_.line;
    r.begin = reader_->begin();
    unit& unit = *unit_of_block_;
    if (!whole(row_) || !is_taken(row_) || !identify(row_, unit)) {
      // A line of another rule file, and nothing is wrong with it.
      if (findings_.size() == found) continue;
      r.is = row_block::how::left_out;
    } else {
      r.id = static_cast<std::uint32_t>(into.text.size());
      into.text += unit.id;
      r.name = r.end = static_cast<std::uint32_t>(into.text.size());
      if (add_to_columns(row_, into)) {
        r.is = row_block::how::in_columns;
        r.at = static_cast<std::uint32_t>(into.in_columns++);
        r.end = static_cast<std::uint32_t>(into.text.size());
      }
    }
    r.findings = static_cast<std::uint32_t>(findings_.size() - found);
    found = findings_.size();
    into.rows.push_back(r);
  }
  return true;
}

/// The cells of a row, where all are plain; its name goes behind its id. Else the columns stay as they were.
bool sheet::add_to_columns(const csv_row& row, row_block& into) {
  const auto& types = program_.info().applies_to;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const csv_cell& cell = row.cells[i];
    const column& as = columns_[i];
    bool plain = !cell.damaged;
    if (as.is == column::role::input) plain = plain && add_plain(into.columns[as.input], cell.value, program_.columns()[as.input], style_);
    if (as.is == column::role::unused || as.is == column::role::unit) plain = true;
    if (as.is == column::role::assessment || as.is == column::role::reason) plain = false;
    if (as.is == column::role::unit_type && !types.empty() && !cell.value.empty())
      plain = plain && std::find(types.begin(), types.end(), cell.value) != types.end();
    if (plain) continue;
    for (auto& c : into.columns) {
      c.values.resize(std::min(c.values.size(), into.in_columns));
      c.present.resize(c.values.size());
    }
    return false;
  }
  if (name_column_) append_nfc(row.cells[*name_column_].value, into.text);
  return true;
}

void sheet::read(const row_block::row& of, const row_block& in, unit& into) {
  reader_->again(of.begin, of.line, row_);
  into.id = std::string(in.id_of(of));
  place_cells(row_, into);
  if (assessment_column_) assess(row_, into);
  read(row_, into);
}

/// False past the most rows that are taken.
bool sheet::counts(const csv_row& row) {
  if (rows_ == lines_taken_.most) {
    add(row, code::data_too_many_rows, {0, static_cast<std::uint32_t>(row.text.size())}, {std::to_string(rows_)});
    usable_ = false;
    return false;
  }
  ++rows_;
  return true;
}

/// A row of which the unit is known.
void sheet::read(const csv_row& row, unit& into) {
  into.name.clear();
  into.parent.clear();
  into.unit_type.clear();
  into.line = row.line;
  into.row = row_source(name_, row);
  into.data.clear();
  std::fill(into.cells.begin(), into.cells.end(), std::nullopt);
  into.findings.clear();
  into.parts.clear();
  into.reasons.clear();
  fill(row, into);
}

void sheet::end() {
  if (text_.ends_early()) {
    end_early(reader_->line());
  } else if (rows_ == 0) {
    findings_.push_back({ancs::diagnostic{code::data_no_rows, names_, {}, {}, true}, header_});
  }
  usable_ = false;
}

std::vector<std::string> unit_types_in(const std::string& data, std::optional<char> delimiter) {
  csv_text text(data);
  if (text.ends_early()) return {};  // nothing of it will be scored
  csv_reader reader(text, delimiter.value_or(detect_delimiter(text.text())));
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
