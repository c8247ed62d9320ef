// options.hpp: what the command line asks for, and the tables that it is read and explained by.
#ifndef ANCS_TOOL_OPTIONS_HPP
#define ANCS_TOOL_OPTIONS_HPP

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ancs/diagnostic.hpp"
#include "ancs/model_info.hpp"
#include "ancs/number.hpp"

namespace tool {

enum class format : std::uint8_t { text, json, csv };

enum class flag : std::uint8_t {
  format, lang, numbers, delimiter, output, unit, assessment, parts, set, to, write, check, root, period, published, reason, date, journal,
  coverage, fail_under, junit, suggest_tests, data, rows, threads, progress, no_progress, help, version
};

/// One option. `value` is what stands behind it in the help; empty if it takes none.
struct flag_row {
  flag id;
  const char* name;
  const char* value;
  const char* en;
  const char* vi;
};

enum class command : std::uint8_t { check, score, explain, rank, compare, test, diff, explain_code, fmt, graph, bench };

struct command_row {
  command id;
  const char* name;
  const char* arguments;
  std::size_t least, most;      ///< number of arguments
  std::vector<flag> flags;      ///< besides --help
  std::vector<format> formats;  ///< of --format
  const char* en;
  const char* vi;
  std::vector<const char*> examples;
};

const std::vector<flag_row>& flag_table();
const std::vector<command_row>& command_table();

struct options {
  const command_row* command = nullptr;  ///< null only with help or version
  std::vector<std::string> arguments;
  tool::format format = tool::format::text;
  std::optional<ancs::language> lang;
  ancs::number_style numbers = ancs::number_style::en;
  std::optional<char> delimiter;
  std::string output;
  std::optional<std::string> unit;
  std::optional<std::string> assessment;  ///< --as: which column of assessment the lines of DATA are
  std::vector<std::pair<std::string, std::string>> parts;  ///< rules and data of units that report on their own
  std::optional<ancs::period> period;       ///< --for: what is assessed
  std::string published, reason, journal;   ///< compare
  std::optional<ancs::calendar_day> date;   ///< of the adjustments
  std::string root;  ///< the folder that includes may not leave; empty: that of the rule file
  std::vector<std::string> set;          ///< "pass=85", as often as wanted
  std::optional<ancs::language> to;
  bool write = false, check = false, coverage = false, suggest_tests = false, help = false, version = false;
  std::optional<ancs::rational> fail_under;  ///< a share
  std::string junit, data;
  std::optional<std::size_t> rows;    ///< bench: units; at least 1
  std::optional<unsigned> threads;    ///< bench: 1 to 256
  std::optional<bool> progress;  ///< shown or not, whatever standard error is
};

/// The files that the command reads: its arguments and those of --parts and --data.
std::vector<std::string> files_read(const options& by);

/// The options, or why the command line is wrong; `parsed.lang` is set as far as it was read, for the message.
struct command_line {
  options parsed;
  std::string wrong;
};
command_line read_command_line(const std::vector<std::string>& words);

/// Picks the words of the language that messages are in.
inline const char* in_language(ancs::language lang, const char* en, const char* vi) { return lang == ancs::language::vi ? vi : en; }

}  // namespace tool

#endif
