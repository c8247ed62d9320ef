// tables.hpp: a run by several rule files over a data file: each table with the lines that it scores.
#ifndef ANCS_TOOL_TABLES_HPP
#define ANCS_TOOL_TABLES_HPP

#include <functional>
#include <map>
#include <optional>
#include <string>

#include "files.hpp"
#include "rule_files.hpp"
#include "scoring.hpp"

namespace tool {

/// One table of the run.
struct table_run {
  std::size_t file;  ///< in the set
  const rules& of;
  line_choice lines;
  bool first;  ///< of those that have lines
  bool none;   ///< has no line either: it is run only to say what is wrong with each
  const std::string& data;
  left_out& rest;
};

/// One line above a table: which file, and when it is in force.
std::string which_file(const rule_files& of, std::size_t file, ancs::language lang);

/// Calls `each` for every table that has lines in DATA, in the order of the rule files. Returns the exit status, which is the greatest of
/// theirs; 2 where DATA cannot be read or --unit names none of its units.
int run_tables(const options& by, const rule_files& all, console& err, const std::function<int(table_run&)>& each);

/// Between the tables of one JSON result: {"results":[…]}. Nothing is written where there is no table, as data cannot be read.
class result_list {
 public:
  explicit result_list(output& to) : to_(to) {}
  void next() {
    to_.write(first_ ? "{\"results\":[" : ",");
    first_ = false;
  }
  void end() {
    if (!first_) to_.write("]}\n");
  }

 private:
  output& to_;
  bool first_ = true;
};

}  // namespace tool

#endif
