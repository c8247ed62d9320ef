// command_fmt.cpp: `ancs fmt` and `ancs graph`: a rule file written in another form.
#include <fmt/format.h>

#include "ancs/parse.hpp"
#include "ancs/print.hpp"
#include "commands.hpp"
#include "rules.hpp"

namespace tool {

namespace {

/// Before a file is replaced: the new text must mean what the old one did.
bool means_the_same(const ancs::ast::document& tree, const std::string& printed) {
  const auto again = ancs::parse(ancs::source("", printed));
  return again && !ancs::has_errors(again.findings) && ancs::digest(*again.value) == ancs::digest(tree);
}

int replace(const std::string& path, const std::string& text, console& err) {
  output file;
  if (file.open(path)) {
    file.write(text);
    if (file.finish()) return 0;
  }
  err.say(::fmt::format(::fmt::runtime(in_language(err.lang, "cannot write `{}`: {}", "không ghi được `{}`: {}")), path, file.why()));
  return 2;
}

}  // namespace

int run_fmt(const options& by, console& err, output& to) {
  const std::string& path = by.arguments[0];
  const auto read = read_tree(path, by, err);
  if (!read) return 2;
  err.report(read->findings, read->text);
  if (!read->tree || ancs::has_errors(read->findings)) return 1;
  ancs::print_options how;
  how.keywords = by.to.value_or(read->tree->keywords);
  const std::string text = ancs::print(*read->tree, how);
  const bool changed = text != read->text.text();
  if (by.check) {
    if (changed) {
      to.write(::fmt::format("{}: {}\n", read->text.name(), in_language(err.lang, "not in canonical form", "chưa đúng dạng chuẩn")));
    }
    return changed ? 1 : 0;
  }
  if (!by.write) {
    to.write(text);
    return 0;
  }
  if (!changed) return 0;
  if (!means_the_same(*read->tree, text)) {
    err.say("the canonical text does not read back as the same rules, the file is left as it is",
            "văn bản dạng chuẩn không đọc lại thành cùng bộ quy tắc, tệp được giữ nguyên");
    return 2;
  }
  return replace(path, text, err);
}

int run_graph(const options& by, console& err, output& to) {
  int status = 0;
  const auto loaded = load_rules(by.arguments[0], by, err, status);
  if (loaded) to.write(loaded->program.graph_dot());
  return status;
}

}  // namespace tool
