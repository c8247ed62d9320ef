// rules.cpp: parse, check and compile, stopping where the errors stop.
#include "rules.hpp"

#include <fmt/format.h>

#include "ancs/check.hpp"
#include "ancs/compile.hpp"
#include "ancs/parse.hpp"
#include "files.hpp"

namespace tool {

std::string shown_name(const std::string& path, ancs::language lang) {
  return path == "-" ? in_language(lang, "(standard input)", "(đầu vào chuẩn)") : path;
}

std::optional<rules> read_tree(const std::string& path, const options& by, console& err) {
  std::string why;
  if (by.lang) err.lang = *by.lang;
  auto text = read_file(path, ancs::limits::file_bytes, why);
  if (!text) {
    err.say(fmt::format(fmt::runtime(in_language(err.lang, "cannot read `{}`: {}", "không đọc được `{}`: {}")), shown_name(path, err.lang),
                        why));
    return std::nullopt;
  }
  rules out;
  out.text = ancs::source(shown_name(path, by.lang.value_or(ancs::language::en)), std::move(*text));
  auto parsed = ancs::parse(out.text);
  out.findings = std::move(parsed.findings);
  out.tree = std::move(parsed.value);
  if (!by.lang) err.lang = out.tree ? out.tree->keywords : ancs::language::en;
  return out;
}

std::optional<rules> read_rules(const std::string& path, const options& by, console& err) {
  auto out = read_tree(path, by, err);
  if (!out || !out->tree || ancs::has_errors(out->findings)) return out;
  auto checked = ancs::check(*out->tree);
  out->findings.insert(out->findings.end(), checked.findings.begin(), checked.findings.end());
  if (checked && !ancs::has_errors(out->findings)) out->program = ancs::compile(*checked, out->text);
  return out;
}

std::optional<rules> load_rules(const std::string& path, const options& by, console& err, int& status) {
  auto out = read_rules(path, by, err);
  status = 2;
  if (!out) return std::nullopt;
  err.report(out->findings, out->text);
  status = 1;
  if (!out->program) return std::nullopt;
  status = 0;
  return out;
}

}  // namespace tool
