// files.hpp: reading whole files, and writing results so that a file is never left half-written.
#ifndef ANCS_TOOL_FILES_HPP
#define ANCS_TOOL_FILES_HPP

#include <cstdio>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tool {

/// The bytes of a file (`-`: standard input), at most `limit` and one more, so that the caller sees that there are more.
/// Without a value, `why` says why.
std::optional<std::string> read_file(const std::string& path, std::size_t limit, std::string& why);

/// Where results go: standard output, or a temporary beside the file that takes its name only when all is written.
class output {
 public:
  output() = default;
  output(const output&) = delete;
  output& operator=(const output&) = delete;
  /// Removes the temporary of a file that was not finished.
  ~output();

  /// Opens the file, or standard output when the path is empty.
  bool open(const std::string& path);
  void write(std::string_view text);
  /// Writes what is left and puts the file in place. False if this or any write before it failed.
  bool finish();
  /// True while nothing has been written.
  bool empty() const { return empty_; }
  const std::string& why() const { return why_; }
  bool failed() const { return !why_.empty(); }

 private:
  bool fail();
  std::FILE* file_ = nullptr;
  std::string path_, temporary_;
  std::string why_;
  bool empty_ = true;
};

/// True if both paths name the same existing file.
bool same_file(const std::string& a, const std::string& b);

}  // namespace tool

#endif
