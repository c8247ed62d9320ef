// records.hpp: a data file as the units of a program: columns found by the first line, one record per further line.
#ifndef ANCS_TOOL_RECORDS_HPP
#define ANCS_TOOL_RECORDS_HPP

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ancs/diagnostic.hpp"
#include "ancs/program.hpp"
#include "ancs/source.hpp"
#include "csv.hpp"
#include "row_block.hpp"
#include "seen_units.hpp"

namespace tool {

namespace limits {
inline constexpr std::size_t data_columns = 4096;     ///< columns that the first line may name
inline constexpr std::size_t data_rows = 200'000;     ///< units of one run that keeps all of them
}  // namespace limits

/// What the parts of a unit bring to one of its columns; see parts.hpp.
struct part_value {
  std::uint32_t column = 0;
  std::optional<ancs::rational> value;  ///< empty: open
  std::uint32_t parts = 0;              ///< of the type asked for
  std::vector<std::pair<std::string, ancs::rational>> used;
  std::vector<std::string> open;
};

/// One line of the data file as a unit. Findings are those of its cells; their places are in `row`.
struct unit {
  explicit unit(const ancs::program& of) : data(of), cells(of.columns().size()) {}

  std::string id, name;
  std::string parent, unit_type;  ///< empty where the data gives none
  std::optional<std::uint32_t> assessment;  ///< its column, where the rule file has such columns
  std::vector<std::string> reasons;     ///< why points differ, by criterion; may end early
  std::uint32_t line = 1;
  ancs::source row;
  ancs::record data;
  ancs::span id_cell, parent_cell, type_cell;
  std::vector<std::optional<ancs::span>> cells;  ///< by column of the program
  ancs::diagnostics findings;
  std::vector<part_value> parts;

  /// Gives a finding of the engine, which knows columns only, its place in the row.
  void place(ancs::diagnostic& d, const ancs::program& of) const;
};

/// True for the assessment that counts: the last column, or the only one.
bool decides(const unit& of, const ancs::program& by);

/// Which lines a sheet takes, where one data file is read once for each of several rule files.
struct line_choice {
  std::function<bool(const std::string& unit_type)> takes;  ///< empty: all lines
  /// What is wrong with a type of unit that no rule file is for.
  std::function<std::optional<ancs::diagnostic>(const std::string& unit_type)> refusal;
  std::vector<ancs::program> others;  ///< their columns stand in the file too
  bool first = true;                  ///< says what is wrong with the file and with lines that nobody takes
  bool none = false;                  ///< takes no line at all
  std::optional<std::string> assessment;  ///< takes only lines of this one: all, in a file that does not say
  std::size_t most = limits::data_rows;  ///< further lines are refused
};

/// The types of unit that a data file names, each once; an empty one where a line, or the file, gives none.
std::vector<std::string> unit_types_in(const std::string& data, std::optional<char> delimiter);

/// A finding about the file as a whole or about a line that is left out, with the text it stands in.
struct sheet_finding {
  ancs::diagnostic what;
  ancs::source in;
};

/// Reads a data file's units one by one.
class sheet {
 public:
  /// `text` is what the file says; `delimiter` empty: by the first line.
  /// `filled`, by column of the program: its value comes from elsewhere, so that the file need not have the column.
  sheet(ancs::program of, std::string name, csv_text text, std::optional<char> delimiter, ancs::number_style style,
        std::vector<bool> filled = {}, line_choice lines = {});
  sheet(const sheet&) = delete;  // its reader looks into its text
  sheet& operator=(const sheet&) = delete;

  /// False where the file as a whole cannot be read as data; findings() says why.
  bool usable() const { return usable_; }
  char delimiter() const { return delimiter_; }
  /// The lines of data met so far, also those left out.
  std::size_t rows() const { return rows_; }
  /// The next unit that could be read. False at the end of the file.
  bool next(unit& into);
  /// The next rows that stand in memory together; false at the end of the file, where it may still hold lines that are left out.
  bool next(row_block& into);
  /// Such a row as a unit, as next() reads it: until the next block is read.
  void read(const row_block::row& of, const row_block& in, unit& into);
  /// Findings since the last call.
  std::vector<sheet_finding> take_findings();
  /// False once there were more units than can be told apart in bounded memory: a unit that stands twice may then be scored twice.
  bool looks_for_all_twice() const { return !seen_.full(); }

 private:
  struct column {
    enum class role : std::uint8_t { unused, unit, name, parent, unit_type, assessment, reason, input } is = role::unused;
    std::uint32_t input = 0;  ///< reason: the criterion
  };
  void add(const csv_row& row, ancs::code id, ancs::span where, std::vector<std::string> args);
  void add(ancs::code id, std::vector<std::string> args);
  void end_early(std::uint32_t line);
  void read_header(const csv_row& row);
  void name_column(const csv_row& row, std::size_t at, std::vector<std::string>& seen);
  void missing_columns(const csv_row& row);
  bool whole(const csv_row& row);
  bool identify(const csv_row& row, unit& into);
  void place_cells(const csv_row& row, unit& into) const;
  bool add_to_columns(const csv_row& row, row_block& into);
  bool assess(const csv_row& row, unit& into);
  bool is_taken(const csv_row& row);
  std::optional<std::uint32_t> reason_for(std::string_view word) const;
  bool known_elsewhere(const std::string& word) const;
  std::optional<std::size_t> column_of(column::role role) const;
  void fill(const csv_row& row, unit& into);
  bool counts(const csv_row& row);
  void read(const csv_row& row, unit& into);
  void end();

  ancs::program program_;
  std::string name_;
  csv_text text_;
  char delimiter_ = ',';
  ancs::number_style style_;
  bool usable_ = false;
  std::optional<csv_reader> reader_;
  csv_row row_;
  std::vector<column> columns_;
  std::size_t unit_column_ = 0;
  std::optional<std::size_t> name_column_, parent_column_, type_column_, assessment_column_;
  std::vector<bool> filled_;
  line_choice lines_taken_;
  std::string unit_header_;
  ancs::source header_;  ///< the line that names the columns
  ancs::span names_;     ///< the names in it
  std::size_t rows_ = 0;
  seen_units seen_;
  std::optional<unit> unit_of_block_;  ///< what a row of a block is before it is taken into it
  std::vector<sheet_finding> findings_;
};

}  // namespace tool

#endif
