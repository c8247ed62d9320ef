// rules.cpp: measures reading and proving rule files: ten times the file in at most twelve times the time, up to 100,000 criteria.
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

#include "ancs/check.hpp"
#include "ancs/compile.hpp"
#include "ancs/parse.hpp"
#include "timing.hpp"

namespace {

using namespace ancs_bench;

constexpr int few = 10'000, many = 100'000;  // criteria; the larger file is just below the limit of a rule file

/// A sound rule file of so many criteria, a hundred in a group, each with its two inputs and a band table over their share.
ancs::source rules_of(int criteria) {
  std::string text = "ancs 1\nmodel m { maximum " + std::to_string(criteria) + " }\n";
  for (int c = 0; c < criteria; ++c) {
    const std::string n = std::to_string(c);
    text += "input w" + n + " : count at least 1\ninput p" + n + " : count at most w" + n + "\n";
  }
  for (int c = 0; c < criteria; ++c) {
    const std::string n = std::to_string(c);
    if (c % 100 == 0) text += "group G" + std::to_string(c / 100) + " maximum 100 {\n";
    text += "criterion C" + n + " maximum 1 { bands p" + n + " / w" + n + " { from 50% up : full  otherwise : none } }\n";
    if (c % 100 == 99) text += "}\n";
  }
  return ancs::source("rules.ancs", std::move(text));
}

/// False where the file is not found sound: then nothing is timed.
bool sound(const ancs::source& text) {
  const auto tree = ancs::parse(text);
  return tree && tree.findings.empty() && ancs::check(*tree).value.has_value();
}

void parse_and_check(const ancs::source& text) {
  const auto tree = ancs::parse(text);
  if (!tree || !ancs::check(*tree).value) std::abort();
}

}  // namespace

int main(int argc, char** argv) {
  const int repetitions = argc == 2 ? std::atoi(argv[1]) : 5;
  if (argc > 2 || repetitions < 1) {
    std::fprintf(stderr, "usage: %s [REPETITIONS]\n", argv[0]);
    return 2;
  }
  const ancs::source small = rules_of(few), large = rules_of(many);
  std::ifstream file(std::string(ANCS_BENCH_DIRECTORY) + "/../examples/large/large.ancs");
  const ancs::source table("large.ancs", std::string(std::istreambuf_iterator<char>(file), {}));
  if (!sound(small) || !sound(large) || !sound(table)) {
    std::fprintf(stderr, "bench: a rule file is not sound; no times are reported\n");
    return 1;
  }
  contest all;
  const auto part = all.add("parse and check 10,000 criteria", 1, [&] { parse_and_check(small); });
  const auto whole = all.add("parse and check 100,000 criteria", 1, [&] { parse_and_check(large); });
  all.add("examples/large, 100 indicators: rule file to program", 1, [&] {
    if (!ancs::load(table)) std::abort();
  });
  all.run(repetitions);
  std::printf("\nrule files: milliseconds, median of %d\n", repetitions);
  for (std::size_t i = 0; i < all.size(); ++i) std::printf("%10.3f  %s\n", 1e3 * all.seconds_per_row(i), all.name(i).c_str());
  print_ratio("rules_100000_vs_10000_criteria", all.time_ratio(whole, part), "<=", 12);
  return 0;
}
