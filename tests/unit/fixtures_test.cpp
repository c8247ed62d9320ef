// fixtures_test.cpp: proves the rule files of tests/: each bad one gives exactly the findings it lists, each good one none and its tests
// pass.
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <ostream>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "ancs/ancs.hpp"

namespace ancs::tests {
namespace {

using strings = std::vector<std::string>;

strings files_of(const std::string& folder) {
  strings names;
  for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(ANCS_TESTS_DIR) / folder))
    if (entry.path().extension() == ".ancs") names.push_back(entry.path().stem().string());
  std::sort(names.begin(), names.end());
  return names;
}

source read(const std::string& folder, const std::string& name) {
  std::ifstream file(std::filesystem::path(ANCS_TESTS_DIR) / folder / (name + ".ancs"), std::ios::binary);
  return source(name + ".ancs", std::string(std::istreambuf_iterator<char>(file), {}));
}

/// Runs of white space as one blank, none at the ends.
std::string folded(std::string_view text) {
  std::string one;
  for (const char c : text) {
    if (c != ' ' && c != '\t' && c != '\r' && c != '\n')
      one += c;
    else if (!one.empty() && one.back() != ' ')
      one += ' ';
  }
  while (!one.empty() && one.back() == ' ') one.pop_back();
  return one;
}

/// The lines `#! CODE | underlined text`; comments, so that they may stand anywhere.
strings expected_of(const source& text) {
  strings expected;
  std::istringstream lines(text.text());
  for (std::string line; std::getline(lines, line);)
    if (const std::size_t at = line.find("#! "); at != line.npos) expected.push_back(folded(std::string_view(line).substr(at + 3)));
  return expected;
}

strings found_in(const diagnostics& findings, const source& text) {
  strings found;
  for (const diagnostic& d : findings)
    found.push_back(folded(std::string(code_text(d.id)) + " | " + (d.has_place ? std::string(text.at(d.where)) : std::string())));
  return found;
}

struct bad_file : testing::TestWithParam<std::string> {};
TEST_P(bad_file, gives_the_findings_it_lists) {
  const source text = read("bad", GetParam());
  const auto tree = parse(text);
  diagnostics findings = tree.findings;
  if (tree) {  // also where parts of it could not be read
    const auto model = check(*tree.value);
    findings.insert(findings.end(), model.findings.begin(), model.findings.end());
  }
  std::stable_sort(findings.begin(), findings.end(),
                   [](const diagnostic& a, const diagnostic& b) { return a.where.begin < b.where.begin; });
  const strings expected = expected_of(text);
  EXPECT_FALSE(expected.empty()) << "a bad file lists what is wrong with it";
  std::string rendered;
  for (const diagnostic& d : findings) {
    rendered += render_text(d, text, language::en);
    EXPECT_FALSE(message_of(d, language::vi).empty());
  }
  EXPECT_EQ(found_in(findings, text), expected) << rendered;
}

struct good_file : testing::TestWithParam<std::string> {};
TEST_P(good_file, has_no_findings_and_passes_its_tests) {
  const source text = read("good", GetParam());
  const auto program = load(text);
  std::string rendered;
  for (const diagnostic& d : program.findings) rendered += render_text(d, text, language::en);
  EXPECT_EQ(rendered, "");
  ASSERT_TRUE(program);
  for (const test_result& result : run_tests(*program)) {
    for (const diagnostic& d : result.findings) ADD_FAILURE() << render_text(d, text, language::en);
    for (const test_failure& failure : result.failures)
      ADD_FAILURE() << result.title << ": expected " << failure.expectation << ", got " << failure.got;
  }
}

/// Codes of rule files: all that parsing and checking say.
const std::map<std::string, std::string> front_end_codes = {
#define ANCS_DIAGNOSTIC(id, name, severity, ...) {id, #name},
#include "ancs/diagnostics/names.def"
#include "ancs/diagnostics/outcomes.def"
#include "ancs/diagnostics/proofs.def"
#include "ancs/diagnostics/syntax.def"
#include "ancs/diagnostics/text.def"
#undef ANCS_DIAGNOSTIC
};

/// Codes without a bad file of their own, and where they are tested instead.
const std::map<std::string, strings> without_bad_file = {
    {"longer than a file that anybody reads: limits_test.cpp, parse_errors_test.cpp, include_test.cpp",
     {"E0002", "E0023", "E0176", "E0177", "E0178", "E0253", "W0291", "E0390", "E0391", "E0392", "E0393"}},
    {"of several rule files together: rule_set_test.cpp", {"E0440", "E0441", "E0442", "E0443", "E0444", "E0448", "E0449"}},
    {"of trees that a program made: check_test.cpp", {"E0290"}}};

TEST(fixtures, every_code_of_a_rule_file_has_a_bad_file) {
  std::set<std::string> seen;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(ANCS_TESTS_DIR))
    if (const auto folder = entry.path().parent_path().filename().string(); entry.path().extension() == ".ancs" && folder.starts_with("bad")) {
      std::ifstream file(entry.path(), std::ios::binary);
      for (const std::string& line : expected_of(source("", std::string(std::istreambuf_iterator<char>(file), {})))) {
        EXPECT_NE(line.find(" |"), line.npos) << entry.path() << " does not say which text is underlined: " << line;
        seen.insert(line.substr(0, 5));
      }
    }
  std::set<std::string> excepted;
  for (const auto& [why, codes] : without_bad_file) excepted.insert(codes.begin(), codes.end());
  for (const auto& [id, name] : front_end_codes) EXPECT_NE(seen.contains(id), excepted.contains(id)) << id << ", " << name;
  for (const std::string& id : excepted) EXPECT_TRUE(front_end_codes.contains(id)) << id;
}

std::string name_of(const testing::TestParamInfo<std::string>& file) {
  std::string name = file.param;
  std::replace_if(
      name.begin(), name.end(), [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(fixtures, bad_file, testing::ValuesIn(files_of("bad")), name_of);
INSTANTIATE_TEST_SUITE_P(fixtures, good_file, testing::ValuesIn(files_of("good")), name_of);

}  // namespace
}  // namespace ancs::tests
