// files.cpp: reads and writes files; POSIX only where the standard library has no word for it.
#include "files.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>

namespace tool {

namespace fs = std::filesystem;

std::optional<std::string> read_file(const std::string& path, std::size_t limit, std::string& why) {
  std::FILE* file = path == "-" ? stdin : std::fopen(path.c_str(), "rb");
  if (!file) {
    why = std::strerror(errno);
    return std::nullopt;
  }
  std::string text;
  char buffer[1 << 16];
  errno = 0;
  while (text.size() <= limit) {
    const std::size_t wanted = std::min(sizeof buffer, limit + 1 - text.size());
    const std::size_t got = std::fread(buffer, 1, wanted, file);
    text.append(buffer, got);
    if (got < wanted) break;
  }
  const bool bad = std::ferror(file) != 0;
  if (bad) why = std::strerror(errno ? errno : EIO);
  if (file != stdin) std::fclose(file);
  if (bad) return std::nullopt;
  return text;
}

output::~output() {
  if (file_ && file_ != stdout) std::fclose(file_);
  if (!temporary_.empty()) std::remove(temporary_.c_str());
}

bool output::fail() {
  if (why_.empty()) why_ = std::strerror(errno ? errno : EIO);
  return false;
}

bool output::open(const std::string& path) {
  errno = 0;
  if (path.empty()) {
    file_ = stdout;
    return true;
  }
  std::error_code ignored;
  path_ = path;
  const bool exists = fs::exists(path, ignored);
  if (exists && !fs::is_regular_file(path, ignored)) {
    // A device or a pipe is written in place: renaming a file over it would destroy it.
    file_ = std::fopen(path.c_str(), "wb");
    return file_ ? true : fail();
  }
  // A symbolic link stays one: the file it points to is replaced.
  if (exists) {
    const fs::path real = fs::canonical(path, ignored);
    if (!ignored) path_ = real.string();
  }
  const std::string temporary = path_ + "." + std::to_string(getpid()) + ".tmp";
  file_ = std::fopen(temporary.c_str(), "wbx");
  if (!file_) return fail();
  temporary_ = temporary;
  struct stat old {};
  if (exists && stat(path_.c_str(), &old) == 0 && fchmod(fileno(file_), old.st_mode & 07777) != 0) return fail();
  return true;
}

void output::write(std::string_view text) {
  if (!file_ || failed() || text.empty()) return;
  empty_ = false;
  errno = 0;
  if (std::fwrite(text.data(), 1, text.size(), file_) != text.size()) fail();
}

bool output::finish() {
  if (!file_) return false;
  errno = 0;
  if (std::fflush(file_) != 0) fail();
  if (file_ != stdout && std::fclose(file_) != 0) fail();
  file_ = nullptr;
  if (failed()) return false;
  if (temporary_.empty()) return true;
  if (std::rename(temporary_.c_str(), path_.c_str()) != 0) return fail();
  temporary_.clear();
  return true;
}

bool same_file(const std::string& a, const std::string& b) {
  std::error_code ignored;
  return fs::equivalent(a, b, ignored) && !ignored;
}

}  // namespace tool
