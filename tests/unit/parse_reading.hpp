// parse_reading.hpp: a rule text with what parsing made of it, for tests.
#ifndef ANCS_TESTS_PARSE_READING_HPP
#define ANCS_TESTS_PARSE_READING_HPP

#include <gtest/gtest.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "ancs/parse.hpp"

namespace ancs::tests {

using strings = std::vector<std::string>;

struct reading {
  source text;
  result<ast::document> tree;
  explicit reading(std::string rules) : text("test.ancs", std::move(rules)), tree(parse(text)) {}

  strings findings() const {
    strings all;
    for (const diagnostic& d : tree.findings) all.push_back(std::string(code_text(d.id)) + " | " + std::string(text.at(d.where)));
    return all;
  }
  template <class T>
  const T& declaration(std::size_t n = 0) const {
    return std::get<T>(tree->declarations.at(n));
  }
  std::string_view at(span where) const { return text.at(where); }
};

inline reading good(const std::string& rules, const std::string& header = "ancs 1\n") {
  reading r(header + rules);
  EXPECT_EQ(r.findings(), strings{}) << rules;
  return r;
}
inline strings findings_of(const std::string& rules, const std::string& header = "ancs 1\n") { return reading(header + rules).findings(); }

inline std::string repeated(std::string_view what, std::size_t n) {
  std::string all;
  for (std::size_t i = 0; i < n; ++i) all += what;
  return all;
}

}  // namespace ancs::tests

#endif
