// commands.hpp: one function per command; each returns the exit status.
#ifndef ANCS_TOOL_COMMANDS_HPP
#define ANCS_TOOL_COMMANDS_HPP

#include "console.hpp"
#include "files.hpp"
#include "options.hpp"

namespace tool {

/// Runs the command with results going to `to`, which the caller has opened and will finish.
int run_command(const options& by, console& err, output& to);

int run_check(const options& by, console& err, output& to);
/// run_score by several rule files, or for a period.
int score_by_set(const options& by, console& err, output& to);
int run_score(const options& by, console& err, output& to);
int run_explain(const options& by, console& err, output& to);
int run_compare(const options& by, console& err, output& to);
int run_rank(const options& by, console& err, output& to);
int run_test(const options& by, console& err, output& to);
int run_diff(const options& by, console& err, output& to);
int run_explain_code(const options& by, console& err, output& to);
int run_fmt(const options& by, console& err, output& to);
int run_graph(const options& by, console& err, output& to);
int run_bench(const options& by, console& err, output& to);

}  // namespace tool

#endif
