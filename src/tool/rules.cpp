// rules.cpp: parse, check and compile, stopping where the errors stop.
#include "rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "ancs/check.hpp"
#include "ancs/keywords.hpp"
#include "ancs/text.hpp"
#include "ancs/compile.hpp"
#include "ancs/parse.hpp"
#include "ancs/include.hpp"
#include "files.hpp"

namespace tool {

std::string shown_name(const std::string& path, ancs::language lang) {
  return path == "-" ? in_language(lang, "(standard input)", "(đầu vào chuẩn)") : path;
}

namespace {

namespace fs = std::filesystem;

/// Hands out the files below a folder; a link that leads out of it is no file there.
ancs::loader files_below(const std::string& root, std::string own_path) {
  const auto read = [root](const std::string& path) -> std::optional<ancs::source> {
    std::error_code failed;
    const fs::path folder = fs::canonical(root.empty() ? "." : root, failed);
    if (failed) return std::nullopt;
    const fs::path file = fs::canonical(folder / path, failed);
    if (failed || !fs::is_regular_file(file, failed)) return std::nullopt;
    const fs::path below = file.lexically_relative(folder);
    if (below.empty() || *below.begin() == "..") return std::nullopt;
    std::string why;
    auto text = read_file(file.string(), ancs::limits::file_bytes, why);
    if (!text) return std::nullopt;
    return ancs::source(root.empty() ? path : (fs::path(root) / path).string(), std::move(*text));
  };
  return {read, std::move(own_path)};
}

/// The loader for what a rule file includes; empty where the file is not below --root.
std::optional<ancs::loader> loader_of(const std::string& path, const options& by) {
  if (by.root.empty()) {
    const fs::path file(path);
    return path == "-" ? ancs::loader() : files_below(file.parent_path().string(), file.filename().string());
  }
  if (path == "-") return files_below(by.root, "-");
  std::error_code failed;
  const fs::path folder = fs::canonical(by.root, failed);
  if (failed) return std::nullopt;
  const fs::path below = fs::canonical(path, failed).lexically_relative(folder);
  if (failed || below.empty() || *below.begin() == "..") return std::nullopt;
  return files_below(by.root, below.generic_string());
}

std::optional<rules> read_text(const std::string& path, const options& by, console& err) {
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
  return out;
}

void take(rules& into, ancs::result<ancs::ast::document> parsed, const options& by, console& err) {
  into.findings = std::move(parsed.findings);
  into.tree = std::move(parsed.value);
  if (!by.lang) err.lang = into.tree ? into.tree->keywords : ancs::language::en;
}

}  // namespace

std::optional<rules> read_tree(const std::string& path, const options& by, console& err) {
  auto out = read_text(path, by, err);
  if (out) take(*out, ancs::parse(out->text), by, err);
  return out;
}

std::optional<rules> read_rules(const std::string& path, const options& by, console& err) {
  auto out = read_text(path, by, err);
  if (!out) return out;
  const auto files = loader_of(path, by);
  if (!files) {
    err.say(fmt::format(fmt::runtime(in_language(err.lang, "`{}` is not below the folder `{}`", "`{}` không nằm trong thư mục `{}`")), path, by.root));
    return std::nullopt;
  }
  take(*out, ancs::parse(out->text, *files), by, err);
  if (!out || !out->tree) return out;
  // What could be read is checked too, so that one run says all that is wrong.
  auto checked = ancs::check(*out->tree);
  const bool both = !out->findings.empty() && !checked.findings.empty();
  out->findings.insert(out->findings.end(), checked.findings.begin(), checked.findings.end());
  if (both)
    std::stable_sort(out->findings.begin(), out->findings.end(), [](const auto& a, const auto& b) { return a.where.begin < b.where.begin; });
  if (checked && !ancs::has_errors(out->findings)) out->program = ancs::compile(*checked, out->text);
  return out;
}

bool change_parameters(rules& of, const options& by, console& err) {
  for (const std::string& wanted : by.set) {
    const std::size_t equals = wanted.find('=');
    const std::string name = ancs::to_nfc(wanted.substr(0, equals));
    // The rule file's own way of writing numbers, a minus and a percent sign included.
    const ancs::source text("--set", "ancs 1" + std::string(of.tree->keywords == ancs::language::vi ? " vi" : "") + "\n" +
                                         std::string(ancs::keyword_text(ancs::keyword::let, of.tree->keywords)) + " x = " + wanted.substr(equals + 1));
    const auto parsed = ancs::parse(text);
    const auto* let = parsed && parsed.findings.empty() && parsed->declarations.size() == 1 ? std::get_if<ancs::ast::let>(&parsed->declarations[0]) : nullptr;
    const ancs::ast::expression* e = let ? &let->value : nullptr;
    const bool negative = e && e->what == ancs::ast::op::negate;
    if (negative) e = &e->args[0];
    const bool number = e && (e->what == ancs::ast::op::number_literal || e->what == ancs::ast::op::percent_literal);
    bool percent_fits = true;
    for (const auto& p : of.program.parameters())
      if (number && p.name == name) percent_fits = p.percent == (e->what == ancs::ast::op::percent_literal);
    if (!number || !percent_fits) {
      err.say(fmt::format(fmt::runtime(in_language(err.lang, "`--set {}` gives no value that `{}` could have", "`--set {}` không cho giá trị nào mà `{}` có thể nhận")),
                          wanted, name));
      return false;
    }
    auto changed = of.program.with_parameter(name, negative ? -e->value : e->value);
    if (!changed) {
      for (const auto& d : changed.findings)
        err.say(ancs::message_of(d, err.lang) + "; " + ancs::help_of(d, err.lang));
      return false;
    }
    of.program = std::move(*changed.value);
  }
  return true;
}

std::optional<rules> load_rules(const std::string& path, const options& by, console& err, int& status) {
  auto out = read_rules(path, by, err);
  status = 2;
  if (!out) return std::nullopt;
  err.report(out->findings, out->text);
  status = 1;
  if (!out->program) return std::nullopt;
  if (!change_parameters(*out, by, err)) return std::nullopt;
  status = 0;
  return out;
}

}  // namespace tool
