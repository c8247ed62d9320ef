// junit.cpp: writes suites and test cases with what XML forbids replaced.
#include "junit.hpp"

#include <fmt/format.h>

#include "ancs/text.hpp"

namespace tool {

namespace {

/// XML has no way to hold control characters; line ends in attributes would become blanks.
std::string escaped(std::string_view text, bool attribute) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = ancs::next_code_point(text, at);
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\n': out += attribute ? "&#10;" : "\n"; break;
      default: ancs::append_utf8(out, ancs::is_printable(c) && c != 0xFFFE && c != 0xFFFF ? c : 0xFFFD);
    }
  }
  return out;
}

}  // namespace

void junit_report::add(std::string_view file, const std::vector<test>& tests) {
  std::size_t failed = 0;
  std::string cases;
  const std::string name = escaped(file, true);
  for (const test& t : tests) {
    cases += fmt::format("    <testcase classname=\"{}\" name=\"{}\" file=\"{}\" line=\"{}\"", name, escaped(t.title, true), name, t.line);
    if (t.failure.empty()) {
      cases += "/>\n";
      continue;
    }
    ++failed;
    const std::string_view first = std::string_view(t.failure).substr(0, t.failure.find('\n'));
    cases += fmt::format(">\n      <failure message=\"{}\">{}</failure>\n    </testcase>\n", escaped(first, true), escaped(t.failure, false));
  }
  tests_ += tests.size();
  failures_ += failed;
  suites_ += fmt::format("  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"0\">\n{}  </testsuite>\n", name, tests.size(), failed, cases);
}

void junit_report::add_broken(std::string_view file, std::string_view why) {
  const std::string name = escaped(file, true);
  ++tests_, ++errors_;
  suites_ += fmt::format(
      "  <testsuite name=\"{0}\" tests=\"1\" failures=\"0\" errors=\"1\">\n    <testcase classname=\"{0}\" name=\"{0}\" file=\"{0}\" line=\"1\">\n"
      "      <error message=\"{1}\"/>\n    </testcase>\n  </testsuite>\n",
      name, escaped(why, true));
}

std::string junit_report::text() const {
  return fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites tests=\"{}\" failures=\"{}\" errors=\"{}\">\n{}</testsuites>\n", tests_,
                     failures_, errors_, suites_);
}

}  // namespace tool
