// parts.hpp: `--parts RULES DATA`: units that report on their own, scored first, as inputs of the unit they belong to.
#ifndef ANCS_TOOL_PARTS_HPP
#define ANCS_TOOL_PARTS_HPP

#include <map>
#include <string>
#include <vector>

#include "ancs/parts.hpp"
#include "console.hpp"
#include "json.hpp"
#include "options.hpp"
#include "records.hpp"
#include "scoring.hpp"

namespace tool {

class parts_of_units {
 public:
  /// Reads and scores every pair of files behind --parts. `status` becomes 1 or 2 where that cannot be done at all.
  parts_of_units(const options& by, const ancs::program& larger, console& err, left_out& rest, int& status);

  /// By column of the larger rules: parts may bring its value, so the data need not.
  std::vector<bool> filled() const;
  /// Fills the unit's columns from its parts, and says where that meets its own data.
  void fill(unit& of);
  /// Reports parts whose parent was none of the units.
  void report_unknown_parents(console& err) const;

 private:
  struct family {
    std::vector<ancs::part_unit> parts;
    bool met = false;
    ancs::span parent_cell;  ///< of the first part
    ancs::source row;
  };
  struct file {
    ancs::program rules;
    std::map<std::string, family> by_parent;
  };
  void take(file& of, const unit& part, const ancs::scorecard& card, console& err);

  ancs::program larger_;
  std::vector<file> files_;
};

/// "From parts" with each value and the parts it comes from, for people; empty where there is none.
std::string parts_text(const ancs::program& by, const unit& of, ancs::language lang);
/// "parts":[…], where --parts was given.
void write_parts(json_writer& out, const ancs::program& by, const unit& of);

}  // namespace tool

#endif
