// console.cpp: standard error, with colour and progress only where a person looks at a terminal.
#include "console.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

#include "ancs/parse.hpp"
#include "options.hpp"

namespace tool {

console::console() : start_(std::chrono::steady_clock::now()), last_(start_) {
  terminal_ = isatty(STDERR_FILENO) == 1;
  const char* no_color = std::getenv("NO_COLOR");
  colour_ = terminal_ && (!no_color || !*no_color);
}

void console::put(std::string_view text) {
  if (quiet) return;
  if (progress_shown_) std::fputs("\r\x1b[K", stderr);
  progress_shown_ = false;
  if (!text.empty()) std::fwrite(text.data(), 1, text.size(), stderr);
}

std::string console::coloured(std::string text, const ancs::diagnostic& d) const {
  if (!colour_) return text;
  const auto level = ancs::severity_of(d.id);
  const bool error = level == ancs::severity::error;
  const std::string word = error                              ? in_language(lang, "error", "lỗi")
                           : level == ancs::severity::warning ? in_language(lang, "warning", "cảnh báo")
                                                              : "";
  const std::size_t at = word.empty() ? std::string::npos : text.substr(0, text.find('\n')).find(word);
  if (at == std::string::npos) return text;
  text.insert(at + word.size(), "\x1b[0m");
  return text.insert(at, error ? "\x1b[1;31m" : "\x1b[1;33m");
}

void console::report(const ancs::diagnostic& d, const ancs::source& in) {
  if (ancs::severity_of(d.id) == ancs::severity::error) ++errors_;
  if (shown_ == ancs::limits::diagnostics) {
    ++unshown_;
    return;
  }
  ++shown_;
  put(coloured(ancs::render_text(d, in, lang), d));
}

void console::report(const ancs::diagnostics& all, const ancs::source& in) {
  for (const auto& d : all) report(d, in);
}

void console::note(const std::string& text) {
  if (unshown_ == 0) put(text + "\n");
}

void console::say(const char* en, const char* vi) { say(in_language(lang, en, vi)); }

void console::say(const std::string& text) { put("ancs: " + text + "\n"); }

void console::progress(std::size_t done) {
  if (quiet || !terminal_ || done % 256 != 0) return;
  const auto now = std::chrono::steady_clock::now();
  if (now - start_ < std::chrono::seconds(1) || now - last_ < std::chrono::milliseconds(200)) return;
  last_ = now;
  std::fputs(fmt::format(fmt::runtime(in_language(lang, "\r{} units scored\x1b[K", "\rđã chấm {} đơn vị\x1b[K")), done).c_str(), stderr);
  progress_shown_ = true;
}

void console::finish() {
  put({});
  if (unshown_ == 0) return;
  say(fmt::format(fmt::runtime(in_language(lang, "further findings, not shown: {}", "số phát hiện khác không hiển thị: {}")), unshown_));
  unshown_ = 0;
}

}  // namespace tool
