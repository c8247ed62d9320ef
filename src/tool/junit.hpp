// junit.hpp: test results as JUnit XML, which build servers read.
#ifndef ANCS_TOOL_JUNIT_HPP
#define ANCS_TOOL_JUNIT_HPP

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tool {

/// Collects one test suite per rule file.
class junit_report {
 public:
  struct test {
    std::string title;
    std::size_t line = 0;
    std::string failure;  ///< what is wrong, line by line; empty when passed
  };
  void add(std::string_view file, const std::vector<test>& tests);
  /// A file in which no test could be run: one test that ended in an error.
  void add_broken(std::string_view file, std::string_view why);
  std::string text() const;

 private:
  std::string suites_;
  std::size_t tests_ = 0, failures_ = 0, errors_ = 0;
};

}  // namespace tool

#endif
