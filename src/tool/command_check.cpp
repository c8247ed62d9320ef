// command_check.cpp: `ancs check`: all that is wrong in rule files.
#include <fmt/format.h>

#include <algorithm>

#include "ancs/check.hpp"
#include "ancs/compile.hpp"
#include "ancs/parse.hpp"
#include "ancs/selftest.hpp"
#include "ancs/suggest.hpp"
#include "commands.hpp"
#include "json.hpp"
#include "rules.hpp"
#include "scoring.hpp"
#include "wording.hpp"

namespace tool {

namespace {

std::string summary(const rules& of, ancs::language lang) {
  std::size_t errors = 0, warnings = 0;
  for (const auto& d : of.findings) {
    errors += ancs::severity_of(d.id) == ancs::severity::error;
    warnings += ancs::severity_of(d.id) == ancs::severity::warning;
  }
  const std::string found =
      counted(errors, lang, "error", "errors", "lỗi") + ", " + counted(warnings, lang, "warning", "warnings", "cảnh báo");
  if (!of.program) return fmt::format("{}: {}\n", of.text.name(), found);
  const ancs::program& program = of.program;
  return fmt::format("{}: {}, {}; {} `{}`: {}, {}, {} {}\n", of.text.name(), in_language(lang, "sound", "chặt chẽ"), found,
                     in_language(lang, "model", "mô hình"), program.model_id(),
                     counted(program.columns().size(), lang, "column of data", "columns of data", "cột số liệu"),
                     counted(program.criteria().size(), lang, "criterion", "criteria", "tiêu chí"), in_language(lang, "maximum", "tối đa"),
                     shown(program.maximum(), lang));
}

/// Tests to paste: those that, put behind the file, are sound and pass.
std::vector<ancs::suggested_test> suggested(const rules& of) {
  std::vector<ancs::suggested_test> all = ancs::suggest_tests(of.program);
  const auto passes = [&](const std::vector<ancs::suggested_test>& tests) {
    std::string text(of.text.own_text());
    for (const auto& t : tests) text += "\n" + t.text;
    auto tree = ancs::parse(ancs::source("", std::move(text)));
    if (!tree || ancs::has_errors(tree.findings)) return false;
    // Included declarations are in the tree already, the tests are put to them.
    ancs::ast::document whole = *of.tree;
    std::erase_if(whole.declarations, [](const auto& d) { return std::holds_alternative<ancs::ast::test>(d); });
    std::erase_if(tree.value->declarations, [](const auto& d) { return !std::holds_alternative<ancs::ast::test>(d); });
    const std::size_t own = tree.value->declarations.size() - tests.size();
    for (std::size_t i = own; i < tree.value->declarations.size(); ++i) whole.declarations.push_back(std::move(tree.value->declarations[i]));
    const auto model = ancs::check(whole);
    if (!model || ancs::has_errors(model.findings)) return false;
    const auto results = ancs::run_tests(ancs::compile(*model.value, of.text));
    return std::all_of(results.begin(), results.end(), [](const auto& r) { return r.passed() && r.findings.empty(); });
  };
  if (!passes(all)) std::erase_if(all, [&](const auto& one) { return !passes({one}); });
  return all;
}

void write(json_writer& out, const rules& of, const std::vector<ancs::suggested_test>& tests, bool with_tests, ancs::language lang) {
  out.line().begin_object().member("file", of.text.name()).key("sound").boolean(static_cast<bool>(of.program));
  if (of.program) out.member("model", of.program.model_id()).member("rules_digest", of.program.rules_digest());
  write_findings(out, of.findings, of.text, lang);
  if (with_tests) {
    out.key("suggested_tests").begin_array();
    for (const auto& t : tests) out.line().begin_object().member("title", t.title).member("text", t.text).end_object();
    out.end_array();
  }
  out.end_object();
}

}  // namespace

int run_check(const options& by, console& err, output& to) {
  int status = 0;
  json_writer json;
  json.begin_object().key("files").begin_array();
  for (const std::string& path : by.arguments) {
    const auto read = read_rules(path, by, err);
    if (!read) {
      status = 2;
      continue;
    }
    if (!read->program && status == 0) status = 1;
    err.report(read->findings, read->text);
    std::vector<ancs::suggested_test> tests;
    if (by.suggest_tests && read->program) tests = suggested(*read);
    if (by.format == format::json) {
      write(json, *read, tests, by.suggest_tests, err.lang);
    } else if (by.suggest_tests && read->program) {
      // Only what can be pasted; what else there is to say goes elsewhere.
      for (const auto& t : tests) to.write("\n" + t.text);
      err.say(counted(tests.size(), err.lang, "test suggested", "tests suggested", "bài kiểm tra được đề xuất"));
    } else {
      to.write(summary(*read, err.lang));
    }
  }
  if (by.format == format::json) to.write(json.line().end_array().end_object().line().take());
  return status;
}

}  // namespace tool
