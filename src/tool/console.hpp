// console.hpp: what the tool says on standard error: findings, remarks, progress.
#ifndef ANCS_TOOL_CONSOLE_HPP
#define ANCS_TOOL_CONSOLE_HPP

#include <chrono>
#include <cstddef>
#include <cstdint>
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
  /// Whether progress is shown; by itself only on a terminal, and only after a second.
  enum class bar : std::uint8_t { by_itself, always, never } progress_bar = bar::by_itself;

  /// Shows a finding, or only counts it once many have been shown.
  void report(const ancs::diagnostic& d, const ancs::source& in);
  void report(const ancs::diagnostics& all, const ancs::source& in);
  /// More about the finding just reported, where that was shown.
  void note(const std::string& text);
  /// A plain remark, in the language of the moment.
  void say(const char* en, const char* vi);
  void say(const std::string& text);
  /// One line that is overwritten: rows scored, and how far into the file that is; `size` 0 where nobody knows.
  void progress(std::uint64_t rows, std::uint64_t bytes = 0, std::uint64_t size = 0);
  /// The last state of it, which stays where it was asked for.
  void progress_end(std::uint64_t rows, std::uint64_t bytes, std::uint64_t size);
  /// Ends the progress line, and says how many findings were not shown.
  void finish();

  std::size_t errors() const { return errors_; }

 private:
  void put(std::string_view text);
  void draw(std::uint64_t rows, std::uint64_t bytes, std::uint64_t size);
  std::string coloured(std::string text, const ancs::diagnostic& d) const;
  bool terminal_ = false, colour_ = false, progress_shown_ = false;
  std::size_t errors_ = 0, shown_ = 0, unshown_ = 0;
  std::chrono::steady_clock::time_point start_, last_;
};

}  // namespace tool

#endif
