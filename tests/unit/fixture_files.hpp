// fixture_files.hpp: the rule files under tests/good and tests/bad, for tests that run over all of them.
#ifndef ANCS_TESTS_UNIT_FIXTURE_FILES_HPP
#define ANCS_TESTS_UNIT_FIXTURE_FILES_HPP

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "ancs/source.hpp"

namespace ancs::tests {

/// "good/points", "good/guards", … by name.
inline std::vector<std::string> fixtures_of(const std::string& folder) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(ANCS_TESTS_DIR) / folder))
    if (entry.path().extension() == ".ancs") names.push_back(folder + "/" + entry.path().stem().string());
  std::sort(names.begin(), names.end());
  return names;
}

inline source fixture(const std::string& name) {
  std::ifstream file(std::filesystem::path(ANCS_TESTS_DIR) / (name + ".ancs"), std::ios::binary);
  return source(name + ".ancs", std::string(std::istreambuf_iterator<char>(file), {}));
}

inline std::string fixture_name(const testing::TestParamInfo<std::string>& file) {
  std::string name = file.param.substr(file.param.find('/') + 1);
  std::replace_if(
      name.begin(), name.end(), [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
  return name;
}

}  // namespace ancs::tests

#endif
