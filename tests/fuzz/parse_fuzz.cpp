// parse_fuzz.cpp: any bytes as a rule file: parsed or refused with findings whose places lie in the text.
#include "ancs/parse.hpp"
#include "fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ancs::source text = fuzz::rules(data, size);
  const auto tree = ancs::parse(text);
  fuzz::demand(tree.value.has_value() || ancs::has_errors(tree.findings), "a tree, or an error that says why not");
  for (const auto& found : tree.findings) {
    fuzz::demand(found.where.begin <= found.where.end && found.where.end <= text.text().size(), "a place inside the text");
    fuzz::demand(!ancs::render_text(found, text, ancs::language::en).empty(), "a message in English");
    fuzz::demand(!ancs::render_text(found, text, ancs::language::vi).empty(), "a message in Vietnamese");
  }
  return 0;
}
