// files.hpp: reading whole files, and writing results so that a file is never left half-written.
#ifndef ANCS_TOOL_FILES_HPP
#define ANCS_TOOL_FILES_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tool {

/// The bytes of a file (`-`: standard input), at most `limit` and one more, so that the caller sees that there are more.
/// Without a value, `why` says why.
std::optional<std::string> read_file(const std::string& path, std::size_t limit, std::string& why);

/// A file that is read by and by, `-` being standard input.
class input {
 public:
  input() = default;
  input(const input&) = delete;
  input& operator=(const input&) = delete;
  ~input();

  /// False, with why(), where there is nothing to read.
  bool open(const std::string& path);
  /// Appends the next bytes, fewer only at the end of the file, after a failure or an interrupt.
  void read(std::string& to, std::size_t bytes);
  /// Bytes of the file; 0 where that is not known.
  std::uint64_t size() const { return size_; }
  std::uint64_t bytes_read() const { return read_; }
  /// Empty unless reading failed.
  const std::string& why() const { return why_; }

 private:
  int file_ = -1;
  std::uint64_t size_ = 0, read_ = 0;
  std::string why_;
};

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
  /// Whole lines: what is written reaches the file whole, also where the program is interrupted.
  void write(std::string_view text);
  /// Writes what is left and puts the file in place. False if this or any write before it failed.
  bool finish();
  /// Gives up what was written to a file that is not yet in place.
  void drop();
  /// True while nothing has been written.
  bool empty() const { return empty_; }
  const std::string& why() const { return why_; }
  bool failed() const { return !why_.empty(); }

 private:
  bool fail();
  void flush();
  int file_ = -1;
  std::string waiting_;
  std::string path_, temporary_;
  std::string why_;
  bool empty_ = true;
};

/// True if both paths name the same existing file.
bool same_file(const std::string& a, const std::string& b);

}  // namespace tool

#endif
