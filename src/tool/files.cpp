// files.cpp: reads and writes files; POSIX only where the standard library has no word for it.
#include "files.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <system_error>

#include "interrupt.hpp"

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

input::~input() {
  if (file_ > STDIN_FILENO) close(file_);
}

bool input::open(const std::string& path) {
  file_ = path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  struct stat of {};
  if (file_ < 0 || fstat(file_, &of) != 0) return why_ = std::strerror(errno), false;
  if (S_ISDIR(of.st_mode)) return why_ = std::strerror(EISDIR), false;
  if (S_ISREG(of.st_mode)) size_ = static_cast<std::uint64_t>(of.st_size);
  return true;
}

void input::read(std::string& to, std::size_t bytes) {
  const std::size_t before = to.size();
  to.resize(before + bytes);
  std::size_t got = 0;
  while (got < bytes && !interrupted()) {
    const ssize_t n = ::read(file_, to.data() + before + got, bytes - got);
    if (n == 0) break;
    if (n > 0) {
      got += static_cast<std::size_t>(n);
    } else if (errno != EINTR) {
      why_ = std::strerror(errno);
      break;
    }
  }
  to.resize(before + got);
  read_ += got;
}

output::~output() { drop(); }

void output::drop() {
  if (file_ > STDERR_FILENO) close(file_);
  file_ = -1;
  if (!temporary_.empty()) std::remove(temporary_.c_str());
  temporary_.clear();
}

bool output::fail() {
  if (why_.empty()) why_ = std::strerror(errno ? errno : EIO);
  return false;
}

bool output::open(const std::string& path) {
  errno = 0;
  if (path.empty()) {
    file_ = STDOUT_FILENO;
    return true;
  }
  std::error_code ignored;
  path_ = path;
  constexpr int flags = O_WRONLY | O_CREAT | O_CLOEXEC;
  constexpr mode_t mode = 0666;  // less what the user's mask takes away
  const bool exists = fs::exists(path, ignored);
  if (exists && !fs::is_regular_file(path, ignored)) {
    // A device or a pipe is written in place: renaming a file over it would destroy it.
    file_ = ::open(path.c_str(), flags | O_TRUNC, mode);
    return file_ >= 0 ? true : fail();
  }
  // A symbolic link stays one: the file it points to is replaced.
  if (exists) {
    const fs::path real = fs::canonical(path, ignored);
    if (!ignored) path_ = real.string();
  }
  const std::string temporary = path_ + "." + std::to_string(getpid()) + ".tmp";
  file_ = ::open(temporary.c_str(), flags | O_EXCL, mode);
  if (file_ < 0) return fail();
  temporary_ = temporary;
  struct stat old {};
  if (exists && stat(path_.c_str(), &old) == 0 && fchmod(file_, old.st_mode & 07777) != 0) return fail();
  return true;
}

void output::write(std::string_view text) {
  constexpr std::size_t most_waiting = 1u << 16;
  if (file_ < 0 || failed() || text.empty()) return;
  empty_ = false;
  waiting_ += text;
  if (waiting_.size() >= most_waiting) flush();
}

void output::flush() {
  std::string_view rest = waiting_;
  while (!rest.empty() && !failed()) {
    const ssize_t n = ::write(file_, rest.data(), rest.size());
    if (n >= 0) rest.remove_prefix(static_cast<std::size_t>(n));
    else if (errno != EINTR) fail();
  }
  waiting_.clear();
}

bool output::finish() {
  if (file_ < 0) return false;
  errno = 0;
  flush();
  if (file_ > STDERR_FILENO && close(file_) != 0) fail();
  file_ = -1;
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
