// journal.cpp: appends to the record of adjustments.
#include "journal.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <limits>

#include "ancs/rule_set.hpp"
#include "files.hpp"
#include "json.hpp"
#include "wording.hpp"

namespace tool {

namespace {

std::string entry(const options& by, const ancs::program& rules, const unit_comparison& of) {
  json_writer out;
  out.begin_object().member("date", ancs::date_text(*by.date, ancs::language::en)).member("model", rules.model_id()).member("reason", by.reason);
  write_comparison(out, of);
  return out.end_object().take() + "\n";
}

/// Every line ends: a file that was cut off is continued on a line of its own.
bool append(const std::string& path, const std::string& lines, bool on_a_new_line) {
  std::FILE* file = std::fopen(path.c_str(), "ab");
  if (!file) return false;
  const std::string all = (on_a_new_line ? "\n" : "") + lines;
  const bool written = std::fwrite(all.data(), 1, all.size(), file) == all.size();
  return (std::fclose(file) == 0) && written;
}

}  // namespace

int append_adjustments(const options& by, const ancs::program& rules, const std::vector<unit_comparison>& all, console& err) {
  std::string why;
  const std::string old = read_file(by.journal, std::numeric_limits<std::size_t>::max() - 1, why).value_or("");
  std::string lines;
  std::size_t written = 0;
  for (const auto& of : all) {
    if (!of.differs()) continue;
    const std::string line = entry(by, rules, of);
    if (old.starts_with(line) || old.find("\n" + line) != std::string::npos) continue;
    lines += line;
    ++written;
  }
  errno = 0;
  if (!lines.empty() && !append(by.journal, lines, !old.empty() && old.back() != '\n')) {
    err.say(fmt::format(fmt::runtime(in_language(err.lang, "cannot write `{}`: {}", "không ghi được `{}`: {}")), by.journal, std::strerror(errno ? errno : EIO)));
    return 2;
  }
  if (written == 0) return err.say(fmt::format(fmt::runtime(in_language(err.lang, "these adjustments stand in `{}` already", "các điều chỉnh này đã có trong `{}`")), by.journal)), 0;
  err.say(fmt::format(fmt::runtime(in_language(err.lang, "{} recorded in `{}`", "đã ghi {} vào `{}`")),
                      counted(written, err.lang, "adjustment", "adjustments", "lần điều chỉnh"), by.journal));
  return 0;
}

}  // namespace tool
