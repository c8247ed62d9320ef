// main.cpp: the command-line tool `ancs`: reads the command line, runs the command, and says how it went.
#include <fmt/format.h>

#include <csignal>
#include <cstdio>
#include <exception>

#include "commands.hpp"
#include "help.hpp"
#include "interrupt.hpp"

namespace tool {

int run_command(const options& by, console& err, output& to) {
  switch (by.command->id) {
    case command::check:
      return run_check(by, err, to);
    case command::score:
      return run_score(by, err, to);
    case command::explain:
      return run_explain(by, err, to);
    case command::rank:
      return run_rank(by, err, to);
    case command::compare:
      return run_compare(by, err, to);
    case command::test:
      return run_test(by, err, to);
    case command::diff:
      return run_diff(by, err, to);
    case command::explain_code:
      return run_explain_code(by, err, to);
    case command::fmt:
      return run_fmt(by, err, to);
    case command::graph:
      return run_graph(by, err, to);
    case command::bench:
      return run_bench(by, err, to);
  }
  return 2;
}

namespace {

int cannot_write(const options& by, const output& to, console& err) {
  const std::string name = by.output.empty() ? in_language(err.lang, "(standard output)", "(đầu ra chuẩn)") : by.output;
  err.say(::fmt::format(::fmt::runtime(in_language(err.lang, "cannot write `{}`: {}", "không ghi được `{}`: {}")), name, to.why()));
  return 2;
}

bool would_replace_input(const options& by, const char* option, const std::string& path, console& err) {
  if (path.empty()) return false;
  for (const std::string& input : files_read(by)) {
    if (!same_file(input, path)) continue;
    err.say(::fmt::format(
        ::fmt::runtime(in_language(err.lang, "`{} {}` would replace a file that is read", "`{} {}` sẽ ghi đè tệp đang đọc")), option, path));
    return true;
  }
  return false;
}

int run(const std::vector<std::string>& words) {
  console err;
  const command_line line = read_command_line(words);
  const options& by = line.parsed;
  err.lang = by.lang.value_or(ancs::language::en);
  if (by.progress) err.progress_bar = *by.progress ? console::bar::always : console::bar::never;
  if (!line.wrong.empty()) {
    err.say(line.wrong);
    const std::string of = by.command ? std::string("ancs ") + by.command->name : "ancs";
    err.say(::fmt::format(::fmt::runtime(in_language(err.lang, "see `{} --help`", "xem `{} --help`")), of));
    return 2;
  }
  if (would_replace_input(by, "-o", by.output, err) || would_replace_input(by, "--junit", by.junit, err)) return 2;
  // Before there is a file that an interrupt could leave behind.
  if (by.command && by.command->id == command::score) hold_interrupts();
  output to;
  if (!to.open(by.output)) return cannot_write(by, to, err);
  int status = 0;
  if (by.help) {
    to.write(help_text(by.command, err.lang));
  } else if (by.version) {
    to.write(version_text());
  } else {
    status = run_command(by, err, to);
  }
  err.finish();
  if (interrupted()) {
    if (by.output.empty()) to.finish();
    to.drop();
    give_in_to_interrupt();
  }
  // Wrong use, unsound rules and data that cannot be read leave the old file as it was: nothing was computed that could replace it.
  if ((status == 2 || (status == 1 && to.empty())) && !by.output.empty()) return status;
  return to.finish() ? status : cannot_write(by, to, err);
}

}  // namespace

}  // namespace tool

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  try {
    return tool::run({argv + (argc > 0 ? 1 : 0), argv + argc});
  } catch (const std::exception& problem) {
    std::fprintf(stderr, "ancs: %s\n", problem.what());
    return 2;
  }
}
