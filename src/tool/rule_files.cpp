// rule_files.cpp: finds and loads rule files; messages are in the language of the first.
#include "rule_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <variant>

namespace tool {

namespace {

namespace fs = std::filesystem;

/// Shared declarations stand beside rule files without being one.
bool has_model(const std::string& path, const options& by) {
  console quiet;
  const auto read = read_tree(path, by, quiet);
  if (!read || !read->tree || ancs::has_errors(read->findings)) return true;  // to be reported
  const auto& all = read->tree->declarations;
  return std::any_of(all.begin(), all.end(), [](const auto& d) { return std::holds_alternative<ancs::ast::model>(d); });
}

}  // namespace

bool is_folder(const std::string& path) {
  std::error_code ignored;
  return path != "-" && fs::is_directory(path, ignored);
}

std::vector<std::string> rule_paths(const options& by) {
  std::vector<std::string> paths;
  for (std::size_t i = 0; i + 1 < by.arguments.size(); ++i) {
    if (!is_folder(by.arguments[i])) {
      paths.push_back(by.arguments[i]);
      continue;
    }
    std::vector<std::string> inside;
    std::error_code failed;
    for (fs::directory_iterator at(by.arguments[i], failed), end; !failed && at != end; at.increment(failed))
      if (at->path().extension() == ".ancs" && !at->is_directory(failed)) inside.push_back(at->path().string());
    std::sort(inside.begin(), inside.end());
    for (auto& path : inside)
      if (has_model(path, by)) paths.push_back(std::move(path));
  }
  return paths;
}

bool is_one_rule_file(const options& by) { return by.arguments.size() == 2 && !by.period && !is_folder(by.arguments[0]); }

std::optional<rule_files> load_rule_files(const options& by, console& err, int& status) {
  rule_files out;
  const auto paths = rule_paths(by);
  status = 2;
  if (paths.empty()) {
    err.say(fmt::format(fmt::runtime(in_language(err.lang, "there is no rule file in `{}`", "không có tệp quy tắc nào trong `{}`")), by.arguments[0]));
    return std::nullopt;
  }
  std::optional<ancs::language> lang = by.lang;
  int worst = 0;
  for (const auto& path : paths) {
    auto loaded = load_rules(path, by, err, status);
    if (!lang) lang = err.lang;
    err.lang = *lang;
    worst = std::max(worst, status);
    if (!loaded) continue;
    out.set.add(loaded->program, loaded->text.name());
    out.files.push_back(std::move(*loaded));
  }
  status = worst;
  if (worst != 0) return std::nullopt;
  const auto findings = out.set.check();
  for (const auto& f : findings) err.report(f.what, out.files[f.file].text);
  if (findings.empty()) return out;
  status = 1;
  return std::nullopt;
}

}  // namespace tool
