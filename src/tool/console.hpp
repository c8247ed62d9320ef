// console.hpp: what the tool says on standard error: findings, remarks, progress.
#ifndef ANCS_TOOL_CONSOLE_HPP
#define ANCS_TOOL_CONSOLE_HPP

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

#include "ancs/diagnostic.hpp"
#include "ancs/source.hpp"

namespace tool {

class console {
 public:
  console();

  ancs::language lang = ancs::language::en;
  bool quiet = false;  ///< only counts

  /// Shows a finding, or only counts it once many have been shown.
  void report(const ancs::diagnostic& d, const ancs::source& in);
  void report(const ancs::diagnostics& all, const ancs::source& in);
  /// More about the finding just reported, where that was shown.
  void note(const std::string& text);
  /// A plain remark, in the language of the moment.
  void say(const char* en, const char* vi);
  void say(const std::string& text);
  /// One line that is overwritten: only on a terminal and only after a second.
  void progress(std::size_t done);
  /// Ends the progress line, and says how many findings were not shown.
  void finish();

  std::size_t errors() const { return errors_; }

 private:
  void put(std::string_view text);
  std::string coloured(std::string text, const ancs::diagnostic& d) const;
  bool terminal_ = false, colour_ = false, progress_shown_ = false;
  std::size_t errors_ = 0, shown_ = 0, unshown_ = 0;
  std::chrono::steady_clock::time_point start_, last_;
};

}  // namespace tool

#endif
