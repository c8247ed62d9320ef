// selftest.hpp: runs the `test` blocks of a rule file.
#ifndef ANCS_SELFTEST_HPP
#define ANCS_SELFTEST_HPP

#include <string>
#include <vector>

#include "config.hpp"
#include "diagnostic.hpp"
#include "explain.hpp"
#include "program.hpp"

namespace ancs {

struct test_failure {
  span where;               ///< the expectation in the rule text
  std::string expectation;  ///< as written
  std::string got;          ///< what scoring gave: "8", "from 0 to 10", "Đạt chuẩn"
  /// Why: for a criterion what decided it; for a group or the total its parts ("A1" with "8/10"); for a level its row.
  std::vector<reason> why;
};
struct test_result {
  std::string title;
  span where;
  std::size_t expectations = 0;
  std::vector<test_failure> failures;
  diagnostics findings;     ///< data errors of what the test gives
  bool passed() const { return failures.empty(); }
};

/// Runs every test of the file in order. Inputs a test does not give are missing. The language is that of the words in `why`.
std::vector<test_result> run_tests(const program& of, language in = language::en);

}  // namespace ancs

#ifdef ANCS_HEADER_ONLY
#include "impl/selftest_inl.hpp"
#endif
#endif
