// rule_set.hpp: several rule files of which each is for some days and some types of unit, and the one that counts.
#ifndef ANCS_RULE_SET_HPP
#define ANCS_RULE_SET_HPP

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config.hpp"
#include "diagnostic.hpp"
#include "model_info.hpp"
#include "program.hpp"

namespace ancs {

/// The days on which a file is in force; an end that is empty is open.
struct days_in_force {
  std::optional<calendar_day> first, last;
};

/// A finding about one file of the set; its place is in that file's text.
struct rule_set_finding {
  diagnostic what;
  std::size_t file = 0;
};

/// Rule files side by side. A file that states `period` is for that period; one that states `in force from` is in force from that day
/// until the next file for the same units that says what it `replaces`; one that states neither has always been in force. `applies to`
/// says for which types of unit; a file without it is for all.
class rule_set {
 public:
  /// Adds a compiled file; returns its index. Messages call it by the name.
  std::size_t add(program rules, std::string name);
  std::size_t size() const { return files_.size(); }
  const program& operator[](std::size_t file) const { return files_[file].rules; }
  const std::string& name(std::size_t file) const { return files_[file].name; }
  /// The types of unit that the files name, in the order of the files.
  const std::vector<std::string>& unit_types() const { return types_; }

  /// What keeps the files from being versions of one table: days with two files for a type of unit, days between two files that have
  /// none, a file that is there twice, one that replaces what comes later. Empty where all fits together.
  std::vector<rule_set_finding> check() const;

  /// The days on which a file is in force for a type of unit that it applies to.
  days_in_force in_force(std::size_t file, std::string_view unit_type) const;

  /// The file for a unit of this type (empty: not known) over a period, all of it. Without a period there must be one file for the
  /// type. Without a value the finding, which has no place, says why. The set must have passed check().
  result<std::size_t> select(const std::optional<period>& assessed, std::string_view unit_type) const;

 private:
  struct entry {
    program rules;
    std::string name;
  };
  bool applies(std::size_t file, std::string_view unit_type) const;
  std::vector<std::size_t> versions(std::string_view unit_type) const;
  friend class rule_set_checker;
  std::vector<entry> files_;
  std::vector<std::string> types_;
};

/// "2022-01-31", or in Vietnamese "31/01/2022".
std::string date_text(calendar_day day, language in);

}  // namespace ancs

#ifdef ANCS_HEADER_ONLY
#include "impl/rule_set_inl.hpp"
#endif
#endif
