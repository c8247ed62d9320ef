// command_check.cpp: `ancs check`: all that is wrong in rule files.
#include <fmt/format.h>

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

void write(json_writer& out, const rules& of, ancs::language lang) {
  out.line().begin_object().member("file", of.text.name()).key("sound").boolean(static_cast<bool>(of.program));
  if (of.program) out.member("model", of.program.model_id()).member("rules_digest", of.program.rules_digest());
  write_findings(out, of.findings, of.text, lang);
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
    if (by.format == format::json) {
      write(json, *read, err.lang);
    } else {
      to.write(summary(*read, err.lang));
    }
  }
  if (by.format == format::json) to.write(json.line().end_array().end_object().line().take());
  return status;
}

}  // namespace tool
