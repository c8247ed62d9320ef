// format_fuzz.cpp: canonical text in either keyword set reads back as the same tree, and prints as itself.
#include "ancs/parse.hpp"
#include "ancs/print.hpp"
#include "fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto tree = ancs::parse(fuzz::rules(data, size));
  if (!tree || ancs::has_errors(tree.findings)) return 0;
  const std::string digest = ancs::digest(*tree);
  for (const auto keywords : {ancs::language::en, ancs::language::vi}) {
    ancs::print_options options;
    options.keywords = keywords;
    const std::string printed = ancs::print(*tree, options);
    const auto again = ancs::parse(ancs::source("printed.ancs", printed));
    fuzz::demand(again && !ancs::has_errors(again.findings), "canonical text parses");
    fuzz::demand(ancs::digest(*again) == digest, "canonical text means the same");
    fuzz::demand(again->comments.size() == tree->comments.size(), "no comment is lost");
    fuzz::demand(ancs::print(*again, options) == printed, "canonical text prints as itself");
  }
  return 0;
}
