// suggest.hpp: tests that a rule file lacks: units at its thresholds, ready to paste.
#ifndef ANCS_SUGGEST_HPP
#define ANCS_SUGGEST_HPP

#include <cstddef>
#include <string>
#include <vector>

#include "config.hpp"
#include "program.hpp"

namespace ancs {

/// A test that holds as the rules stand. Whether they should stand so is for its reader to say.
struct suggested_test {
  std::string title;   ///< "A1 just below 40%", in the language of the file's keywords
  std::string text;    ///< the `test` block in the file's keywords, ends with a line end
};

/// Units just below, at and just above each threshold of bands, steps, awards, guards, vetoes and levels, as far as changing one figure
/// of a plain unit reaches it, and a unit for each decision that neither these nor the tests of the file exercise. What a test of
/// the file already gives is not proposed again. The same program always gives the same tests.
std::vector<suggested_test> suggest_tests(const program& of);

}  // namespace ancs

#ifdef ANCS_HEADER_ONLY
#include "impl/suggest_inl.hpp"
#endif
#endif
