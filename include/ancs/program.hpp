// program.hpp: a compiled rule file, immutable and shared, and the scoring of one unit with it.
#ifndef ANCS_PROGRAM_HPP
#define ANCS_PROGRAM_HPP

#include <concepts>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config.hpp"
#include "diagnostic.hpp"
#include "model_info.hpp"
#include "number.hpp"
#include "parameter.hpp"
#include "scorecard.hpp"

namespace ancs {

class record;
class state;
class evaluation;
class session;
namespace checked { struct model; }
namespace detail {
struct program_data;
struct program_access;
class register_file;
}

/// What a column takes of the results of parts, units that report on their own; see parts.hpp.
struct part_source {
  enum class what : std::uint8_t { units, outcome, action, sum, mean, minimum, maximum };
  what takes = what::units;
  std::string type;            ///< of the parts: "khu dân cư"
  std::string title, level;    ///< outcome: of the levels, and the level; action, or the sum of actions: its title
  bool or_better = false;      ///< outcome: a better level counts too
  bool total = false;          ///< sum …: of the total
  std::string name;            ///< sum …: of a criterion, a group or a column of this name
};

/// One column that a unit's data may have. A baseline or a month is a column of its own ("x.before_model", "x.3").
struct input_column {
  enum class kind : std::uint8_t { count, number, money, percent, points, days, date, yes_no, one_of };
  std::string name;
  std::string title;
  kind type = kind::count;
  bool optional = false;       ///< its absence has a meaning of its own
  bool has_default = false;    ///< its absence means a declared value
  std::vector<std::string> options;   ///< one_of
  bool same_within_parent = false;    ///< a value of the parent, given for each of its units; see parents.hpp
  std::optional<rational> default_value;   ///< with has_default; yes = 1, an option's index
  std::optional<rational> low, high;       ///< the declared range of a number; empty: no bound
  bool low_open = false, high_open = false;
  std::optional<rational> step;            ///< values are whole multiples of it
  std::optional<part_source> from_parts;
};

/// A compiled rule file. Copies share one immutable core: cheap to copy, safe to use from many threads at once.
class program {
 public:
  program() = default;
  explicit operator bool() const { return data_ != nullptr; }

  const std::string& model_id() const;
  const std::string& title() const;
  const rational& maximum() const;
  /// What the head of the file says about the file.
  const model_info& info() const;
  /// SHA-256 of the keyword-neutral rule tree; see print.hpp.
  const std::string& rules_digest() const;
  const std::vector<input_column>& columns() const;
  /// Index of a column by name (in NFC); empty if there is none.
  std::optional<std::uint32_t> find_column(std::string_view name) const;
  /// Everything known before scoring, shown in results: groups, criteria, outcomes, vetoes, in the order of the file.
  const std::vector<criterion_info>& criteria() const;
  const std::vector<group_info>& groups() const;
  const std::vector<outcome_info>& outcomes() const;
  const std::vector<veto_info>& vetoes() const;
  const std::vector<std::string>& warnings() const;
  /// How many times the file says `require`.
  std::size_t requirements() const;
  /// True if some criterion may be excluded, so that maxima differ from unit to unit.
  bool excludes() const;
  /// True if a unit may be not yet assessed: by a condition of the model, or because all of it may be excluded.
  bool may_be_not_yet_assessed() const;
  const std::vector<action_info>& actions() const;
  const std::vector<quota_info>& quotas() const;
  const ranking_info& ranking() const;

  /// The parameters in the order of the file, with the values that this program scores with.
  std::vector<parameter_info> parameters() const;
  /// This program with another value of one parameter; cheap, since all else is shared. Records and batches of either program go with both.
  /// An unknown name, or a value outside the range or finer than it (see the reference), is a finding. The rules digest stays the file's.
  result<program> with_parameter(std::string_view name, const rational& value) const;

  /// Scores one unit. Never fails: missing data gives bounds, data outside its range is reported and counts as missing.
  scorecard score(const record& unit) const;
  /// The same into a card that keeps its memory between calls, with scratch space from a state (one per thread).
  void score(const record& unit, state& scratch, scorecard& into) const;

  /// Scores one unit without writing a card: results are read from the state as they are asked for. The fastest way for one unit.
  evaluation evaluate(const record& unit, state& scratch) const;

  /// The evaluation graph in Graphviz DOT.
  std::string graph_dot() const;

 private:
  friend struct detail::program_access;
  std::shared_ptr<const detail::program_data> data_;
  std::shared_ptr<const std::vector<rational>> changed_;  ///< values of all parameters; none: those of the file
};

/// Scratch space of one thread, to be reused between calls. Belongs to no program: it grows to what it is used for.
class state {
 public:
  state();
  ~state();
  state(state&&) noexcept;
  state& operator=(state&&) noexcept;

 private:
  friend struct detail::program_access;
  struct impl;
  std::unique_ptr<impl> impl_;
};

/// The results of program.evaluate, still in the state: valid until the state is used again, and while the program lives.
class evaluation {
 public:
  bounds total() const;
  bounds total_with_all() const;
  bounds criterion(std::uint32_t index) const;
  bounds group(std::uint32_t index) const;
  truth veto(std::uint32_t index) const;
  /// Bit i: veto i holds, for the first 62 vetoes.
  std::uint64_t vetoes() const;
  /// Total × maximum / what was assessed of it; the total itself in a model that excludes nothing.
  bounds total_rescaled() const;
  truth not_yet_assessed() const;
  /// Index of the level, best first 0; empty where missing data leaves it open, and of a unit that is not yet assessed.
  std::optional<std::uint32_t> level(std::uint32_t outcome) const;
  /// True where nothing is missing, in conflict or out of range among the inputs that scoring reads.
  bool complete() const;
  /// Points × points_scale (see columns.hpp) of the total with all, where complete() and that is a whole number.
  std::optional<std::int64_t> scaled_total_with_all() const;

 private:
  friend class program;
  friend class session;
  evaluation(const detail::program_data* program, const detail::register_file* registers) : program_(program), registers_(registers) {}
  const detail::program_data* program_;
  const detail::register_file* registers_;
};

/// The data of one unit: a value per column, or missing. Filled by name or by column index. A setter that cannot take its value says
/// why, naming the column; the column is then invalid and counts as missing, also where absence would mean a default or "not given",
/// until it is set or cleared. A setter that finds no such column changes nothing.
class record {
 public:
  /// An empty record of the program's columns; it keeps the program alive.
  explicit record(const program& of);

  std::optional<diagnostic> set(std::string_view column, const rational& value);
  std::optional<diagnostic> set(std::string_view column, std::int64_t value);
  std::optional<diagnostic> set(std::string_view column, int value) { return set(column, std::int64_t{value}); }
  /// A double means its shortest decimal form; NaN and infinities are errors.
  std::optional<diagnostic> set(std::string_view column, double value);
  std::optional<diagnostic> set(std::string_view column, bool value);
  /// An option of a `one of` column; of a date column, 2022-01-31 or 31/1/2022. A number there is days from 1970-01-01.
  std::optional<diagnostic> set(std::string_view column, std::string_view option);
  std::optional<diagnostic> set(std::string_view column, const char* option) { return set(column, std::string_view(option)); }
  std::optional<diagnostic> set(std::uint32_t column, const rational& value);
  std::optional<diagnostic> set(std::uint32_t column, std::string_view option);
  /// A whole number: the fastest setter.
  template <std::integral T>
    requires(std::signed_integral<T> || sizeof(T) < 8)
  std::optional<diagnostic> set(std::uint32_t column, T value) { return set_whole(column, value); }
  /// Says that the data has a value for this column that cannot be read: it counts as missing. An index past the end is ignored.
  void set_invalid(std::uint32_t column);
  /// Makes one column, or all, absent again.
  std::optional<diagnostic> clear(std::string_view column);
  void clear();
  /// The value of a column (yes = 1, an option's index), or empty where absent or invalid.
  std::optional<rational> value(std::uint32_t column) const;
  const program& of() const { return program_; }
  /// SHA-256 of the values by column name, independent of the order they were set in.
  std::string digest() const;

 private:
  friend struct detail::program_access;
  static constexpr std::uint8_t invalid = 3;
  std::optional<diagnostic> set_whole(std::uint32_t column, std::int64_t value);
  /// Changes what a column holds, and the count of what is not as usual.
  void put(std::uint32_t column, std::uint8_t status, std::int64_t scaled);
  std::uint32_t unusual(std::uint32_t column) const;

  program program_;
  std::vector<std::int64_t> scaled_;     ///< value times the column's scale, where that is an integer
  std::vector<std::uint8_t> status_;     ///< 0 absent, 1 in scaled_, 2 in wide_, 3 invalid
  std::vector<rational> wide_;           ///< values too large or too fine for scaled_; empty until needed
  std::uint32_t unusual_ = 0;            ///< inputs without a usual value, and relations that are broken or not known to hold
};

}  // namespace ancs

#ifdef ANCS_HEADER_ONLY
#include "impl/program_inl.hpp"
#endif
#endif
