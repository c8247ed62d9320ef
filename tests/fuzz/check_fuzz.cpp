// check_fuzz.cpp: any tree, also one with parts that could not be read, is checked: a model, or errors in both languages.
#include "ancs/check.hpp"
#include "ancs/parse.hpp"
#include "fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ancs::source text = fuzz::rules(data, size);
  const auto tree = ancs::parse(text);
  if (!tree) return 0;
  const auto model = ancs::check(*tree);
  const bool wrong = ancs::has_errors(tree.findings) || ancs::has_errors(model.findings);
  fuzz::demand(model.value.has_value() != wrong, "a model, or errors, not both");
  for (const auto& found : model.findings)
    for (const auto in : {ancs::language::en, ancs::language::vi})
      fuzz::demand(!ancs::render_text(found, text, in).empty(), "a message");
  return 0;
}
