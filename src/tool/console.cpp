// console.cpp: standard error, with colour and progress only where a person looks at a terminal.
#include "console.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
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

namespace {

/// 12,345 or 12.345.
std::string grouped(std::uint64_t number, ancs::language lang) {
  std::string text = std::to_string(number);
  for (std::size_t at = text.size(); at > 3;) text.insert(at -= 3, 1, lang == ancs::language::vi ? '.' : ',');
  return text;
}

std::string bar_of(unsigned percent) {
  constexpr unsigned wide = 20;
  const unsigned full = percent * wide / 100;
  return "[" + std::string(full, '#') + std::string(wide - full, '-') + "]";
}

}  // namespace

void console::progress(std::uint64_t rows, std::uint64_t bytes, std::uint64_t size) {
  if (quiet || progress_bar == bar::never || (!terminal_ && progress_bar != bar::always)) return;
  const auto now = std::chrono::steady_clock::now();
  if (now - start_ < std::chrono::seconds(1) || now - last_ < std::chrono::milliseconds(200)) return;
  last_ = now;
  draw(rows, bytes, size);
}

void console::draw(std::uint64_t rows, std::uint64_t bytes, std::uint64_t size) {
  const double seconds = std::max(1e-3, std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count());
  std::string line = "\r";
  if (size) {
    const auto percent = static_cast<unsigned>(std::min<std::uint64_t>(100, bytes * 100 / size));
    line += fmt::format("{} {:3}%  ", bar_of(percent), percent);
  }
  const auto each_second = static_cast<std::uint64_t>(static_cast<double>(rows) / seconds);
  line += fmt::format(fmt::runtime(in_language(lang, "{} rows  {} rows/s", "{} dòng  {} dòng/giây")), grouped(rows, lang), grouped(each_second, lang));
  if (size && bytes) {
    const auto left = static_cast<std::uint64_t>(seconds * static_cast<double>(size - std::min(bytes, size)) / static_cast<double>(bytes) + 0.999);
    line += fmt::format(fmt::runtime(in_language(lang, "  {}:{:02} left", "  còn {}:{:02}")), left / 60, left % 60);
  }
  std::fputs((line + "\x1b[K").c_str(), stderr);
  progress_shown_ = true;
}

void console::progress_end(std::uint64_t rows, std::uint64_t bytes, std::uint64_t size) {
  if (quiet || progress_bar != bar::always) return;
  draw(rows, bytes, size);
  std::fputs("\n", stderr);
  progress_shown_ = false;
}

void console::finish() {
  put({});
  if (unshown_ == 0) return;
  say(fmt::format(fmt::runtime(in_language(lang, "further findings, not shown: {}", "số phát hiện khác không hiển thị: {}")), unshown_));
  unshown_ = 0;
}

}  // namespace tool
