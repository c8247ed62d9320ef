// include_test.cpp: proves rule files that include others: the fixtures of tests/include, places and names across files, digests, limits.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <random>
#include <sstream>
#include <string>
#include <variant>
#include <vector>

#include "ancs/ancs.hpp"
#include "ancs/keywords.hpp"
#include "random_tree.hpp"
#include "tree_equal.hpp"

namespace ancs::tests {
namespace {

namespace fs = std::filesystem;
using files = std::map<std::string, std::string>;

loader loader_of(const files& all, std::string path = "main.ancs") {
  return {[all](const std::string& wanted) -> std::optional<source> {
            const auto at = all.find(wanted);
            if (at == all.end()) return std::nullopt;
            return source("rules/" + at->first, at->second);
          },
          std::move(path)};
}

std::string text_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

files files_in(const fs::path& folder) {
  files all;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (entry.path().extension() == ".ancs") all[entry.path().lexically_relative(folder).generic_string()] = text_of(entry.path());
  return all;
}

std::vector<std::string> folders() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(fs::path(ANCS_TESTS_DIR) / "include"))
    if (entry.is_directory()) names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

/// The lines `#! CODE | underlined text` of main.ancs, in the order of places: its own, then those of the files it includes.
std::vector<std::string> expected_of(const std::string& text) {
  std::vector<std::string> expected;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);)
    if (const std::size_t at = line.find("#! "); at != line.npos) expected.push_back(line.substr(at + 3));
  return expected;
}

struct include_folder : testing::TestWithParam<std::string> {};
TEST_P(include_folder, gives_what_its_main_file_lists) {
  const files all = files_in(fs::path(ANCS_TESTS_DIR) / "include" / GetParam());
  source text("main.ancs", all.at("main.ancs"));
  auto loaded = load(text, loader_of(all));
  std::stable_sort(loaded.findings.begin(), loaded.findings.end(),
                   [](const diagnostic& a, const diagnostic& b) { return a.where.begin < b.where.begin; });
  std::vector<std::string> found;
  std::string rendered;
  for (const diagnostic& d : loaded.findings) {
    found.push_back(std::string(code_text(d.id)) + " | " + std::string(text.at(d.where)));
    rendered += render_text(d, text, language::en) + render_text(d, text, language::vi);
  }
  EXPECT_EQ(found, expected_of(all.at("main.ancs"))) << rendered;
  EXPECT_EQ(found.empty(), GetParam().starts_with("good")) << "a bad folder lists what is wrong with it";
  if (!GetParam().starts_with("good")) return;
  ASSERT_TRUE(loaded);
  const auto results = run_tests(*loaded);
  EXPECT_FALSE(results.empty());
  for (const test_result& result : results) EXPECT_TRUE(result.passed()) << result.title;
}
INSTANTIATE_TEST_SUITE_P(fixtures, include_folder, testing::ValuesIn(folders()), [](const auto& folder) { return folder.param; });

const std::string main_text = R"(ancs 1
model m { maximum 10 }
include "shared/data.ancs"
group A maximum 10 { criterion A1 maximum 10 { award full when few } }
)";
const std::string shared_text = "ancs 1\n# shared\ninput cases : count\nlet few = cases < 3\n";

TEST(include, finds_each_place_in_its_own_file) {
  source text("rules/main.ancs", main_text);
  const auto loaded = load(text, loader_of({{"shared/data.ancs", "ancs 1\n\ninput cases : count at least 1\nlet few = cases < tree\n"}}));
  ASSERT_EQ(loaded.findings.size(), 1u);
  const std::string shown = render_text(loaded.findings[0], text, language::en);
  EXPECT_NE(shown.find("--> rules/shared/data.ancs:4:19\n"), std::string::npos) << shown;
  EXPECT_NE(shown.find("4 | let few = cases < tree\n"), std::string::npos) << shown;
  const std::string json = render_json(loaded.findings[0], text, language::vi);
  EXPECT_NE(json.find("\"file\":\"rules/shared/data.ancs\",\"line\":4,\"column\":19"), std::string::npos) << json;
}

TEST(include, names_the_file_of_a_related_place) {
  source text("rules/main.ancs", "ancs 1\nmodel m { maximum 1 }\ninput cases : count\ninclude \"b.ancs\"\n"
                                 "group A maximum 1 { criterion A1 maximum 1 { award full when cases = 0 } }\n");
  const auto loaded = load(text, loader_of({{"b.ancs", "ancs 1\ninput cases : count\n"}}));
  ASSERT_EQ(loaded.findings.size(), 1u);
  const std::string shown = render_text(loaded.findings[0], text, language::en);
  EXPECT_NE(shown.find("--> rules/b.ancs:2:7\n"), std::string::npos) << shown;
  EXPECT_NE(shown.find("--> rules/main.ancs:3:7\n"), std::string::npos) << shown;
  const std::string json = render_json(loaded.findings[0], text, language::en);
  EXPECT_NE(json.find("\"file\":\"rules/main.ancs\",\"line\":3"), std::string::npos) << json;
}

TEST(include, explanations_quote_the_right_file_and_line) {
  source text("main.ancs", "ancs 1\nmodel m { maximum 10 }\ninclude \"a.ancs\"\ninclude \"b.ancs\"\n");
  const auto loaded = load(text, loader_of({{"a.ancs", "ancs 1 vi\r\n\r\nsố liệu vụ : số đếm\r\n"},
                                            {"b.ancs", "ancs 1\ngroup A maximum 10 {\n  criterion A1 maximum 10 {\n    bands vụ { below 3 : full\n"
                                                       "      otherwise : none } }\n}\n"}}));
  ASSERT_TRUE(loaded) << render_text(loaded.findings.at(0), text, language::en);
  record unit(*loaded);
  ASSERT_FALSE(unit.set("vụ", 5));
  const auto why = explain(*loaded, unit, language::en);
  ASSERT_EQ(why.at(0).reasons.size(), 1u);
  EXPECT_EQ(why[0].reasons[0].sentence, "otherwise : none");
  EXPECT_EQ(why[0].reasons[0].file, "rules/b.ancs");
  EXPECT_EQ(why[0].reasons[0].place, (position{5, 7}));
  EXPECT_NE(render_form(*loaded, unit, {language::vi, "", true}).find("[rules/b.ancs, dòng 5]"), std::string::npos);
}

TEST(include, digest_is_that_of_the_text_with_the_declarations_in_place) {
  source text("main.ancs", main_text);
  const auto with = load(text, loader_of({{"shared/data.ancs", shared_text}}));
  ASSERT_TRUE(with);
  const source pasted("pasted.ancs", R"(ancs 1
model m { maximum 10 }
input cases : count
let few = cases < 3
group A maximum 10 { criterion A1 maximum 10 { award full when few } }
)");
  EXPECT_EQ(with->rules_digest(), load(pasted)->rules_digest());
  source again("main.ancs", main_text);
  const auto vietnamese = load(again, loader_of({{"shared/data.ancs", "ancs 1 vi\nsố liệu cases : số đếm\nđặt few = cases < 3\n"}}));
  ASSERT_TRUE(vietnamese);
  EXPECT_EQ(with->rules_digest(), vietnamese->rules_digest());
  source changed("main.ancs", main_text);
  EXPECT_NE(with->rules_digest(), load(changed, loader_of({{"shared/data.ancs", "ancs 1\ninput cases : count\nlet few = cases < 4\n"}}))->rules_digest());
}

TEST(include, keeps_its_line_and_comments_when_printed) {
  const std::string text = "ancs 1\n\nmodel m {\n  maximum 10\n}\n\ninclude \"a.ancs\"  # why\n";
  const auto tree = parse(source("main.ancs", text));
  ASSERT_TRUE(tree);
  EXPECT_EQ(print(*tree), text);
  EXPECT_EQ(print(*tree, {language::vi, true}), "ancs 1 vi\n\nmô hình m {\n  tối đa 10\n}\n\ndùng tệp \"a.ancs\"  # why\n");
}

TEST(include, is_relative_to_the_file_s_own_folder_below_the_root) {
  const files all = {{"shared/data.ancs", shared_text}};
  const auto codes = [&](const std::string& path, const std::string& own) {
    source text("main.ancs", "ancs 1\nmodel m { maximum 10 }\ninclude \"" + path + "\"\n"
                             "group A maximum 10 { criterion A1 maximum 10 { award full when few } }\n");
    std::string found;
    for (const auto& d : load(text, loader_of(all, own)).findings) found += std::string(code_text(d.id)) + " ";
    return found;
  };
  EXPECT_EQ(codes("../shared/data.ancs", "2024/ward.ancs"), "");
  EXPECT_EQ(codes("../../shared/data.ancs", "2024/q1/ward.ancs"), "");
  EXPECT_EQ(codes("../../shared/data.ancs", "2024/ward.ancs"), "E0173 ");
  EXPECT_EQ(codes("../shared/data.ancs", "ward.ancs"), "E0173 ");
  EXPECT_EQ(codes("shared//./data.ancs", ""), "");
  EXPECT_EQ(codes("shared/data.ancs", "2024/ward.ancs"), "E0174 ");
}

/// A chain of files, each including the next.
std::vector<code> codes_of_chain(std::size_t depth) {
  files all;
  for (std::size_t i = 1; i <= depth; ++i)
    all["f" + std::to_string(i) + ".ancs"] = i == depth ? shared_text : "ancs 1\ninclude \"f" + std::to_string(i + 1) + ".ancs\"\n";
  source text("main.ancs", "ancs 1\nmodel m { maximum 10 }\ninclude \"f1.ancs\"\n"
                           "group A maximum 10 { criterion A1 maximum 10 { award full when few } }\n");
  std::vector<code> codes;
  for (const auto& d : load(text, loader_of(all)).findings) codes.push_back(d.id);
  return codes;
}

TEST(include, depth_is_limited) {
  EXPECT_EQ(codes_of_chain(limits::include_depth), std::vector<code>{});
  EXPECT_EQ(codes_of_chain(limits::include_depth + 1), std::vector<code>{code::include_too_deep});
}

std::vector<code> codes_of_many(std::size_t count, const std::string& each) {
  files all;
  std::string main = "ancs 1\nmodel m { maximum 10 }\n";
  for (std::size_t i = 0; i < count; ++i) {
    const std::string name = "f" + std::to_string(i) + ".ancs";
    all[name] = each;
    main += "include \"" + name + "\"\n";
  }
  source text("main.ancs", main + "input cases : count\ngroup A maximum 10 { criterion A1 maximum 10 { award full when cases = 0 } }\n");
  std::vector<code> codes;
  for (const auto& d : load(text, loader_of(all)).findings) codes.push_back(d.id);
  return codes;
}

TEST(include, number_and_size_are_limited) {
  EXPECT_EQ(codes_of_many(limits::included_files, "ancs 1\n"), std::vector<code>{});
  EXPECT_EQ(codes_of_many(limits::included_files + 1, "ancs 1\n"), std::vector<code>{code::too_many_includes});
  const std::string eighth = "ancs 1\n" + std::string(limits::included_bytes / 8 - 7, ' ');
  EXPECT_EQ(codes_of_many(8, eighth), std::vector<code>{});
  EXPECT_EQ(codes_of_many(9, eighth), std::vector<code>{code::includes_too_large});
}

TEST(include, without_a_loader_says_so) {
  const auto loaded = load(source("main.ancs", main_text));
  ASSERT_FALSE(loaded.findings.empty());
  EXPECT_EQ(loaded.findings[0].id, code::include_not_read);
  source text("main.ancs", main_text);
  EXPECT_EQ(load(text, loader()).findings.at(0).id, code::include_not_found);
}

span place_of(const ast::declaration& d) {
  return std::visit([](const auto& one) { return one.where; }, d);
}

/// Cuts a run of declarations out of a random file into another one, twice over, the inner with the other keywords.
TEST(include, means_the_declarations_themselves_in_random_files) {
  std::mt19937_64 random(3);
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const language in = seed % 2 ? language::en : language::vi, other = seed % 3 ? language::vi : language::en;
    ast::document made = random_tree(seed).document();
    std::erase_if(made.declarations, [](const auto& d) { return std::holds_alternative<ast::include>(d); });
    const std::size_t n = made.declarations.size() - 1;  // but for the model
    if (n == 0) continue;
    const std::string whole = print(made, {in, true});
    const std::size_t first = 1 + random() % n, last = first + 1 + random() % (n + 1 - first);
    ast::document inner;
    inner.declarations.assign(made.declarations.begin() + static_cast<std::ptrdiff_t>(first), made.declarations.begin() + static_cast<std::ptrdiff_t>(last));
    const auto tree = parse(source("whole.ancs", whole));
    ASSERT_TRUE(tree);
    const std::uint32_t from = place_of(tree->declarations[first]).begin, to = place_of(tree->declarations[last - 1]).end;
    const std::string line = std::string(keyword_text(keyword::include, in)) + " \"a/b.ancs\"";
    source text("main.ancs", whole.substr(0, from) + line + whole.substr(to));
    const std::string outer = other == language::vi ? "ancs 1 vi\ndùng tệp \"../c.ancs\"\n" : "ancs 1\ninclude \"../c.ancs\"\n";
    const auto read = parse(text, loader_of({{"a/b.ancs", outer}, {"c.ancs", print(inner, {other, true})}}));
    ASSERT_TRUE(read && !has_errors(read.findings)) << text.text();
    EXPECT_TRUE(same_tree(read->declarations, tree->declarations)) << text.text();
    EXPECT_EQ(digest(*read.value), digest(*tree.value));
    for (std::size_t d = 0; d < read->declarations.size(); ++d) {
      const span where = place_of(read->declarations[d]);
      EXPECT_EQ(text.is_appended(where.begin), d >= first && d < last);
      EXPECT_EQ(where.begin >= read->included_from, text.is_appended(where.begin));
      // A declaration read from its own place alone is the same again.
      const source alone("alone.ancs", (text.is_appended(where.begin) ? (other == language::vi ? "ancs 1 vi\n" : "ancs 1\n")
                                                                        : (in == language::vi ? "ancs 1 vi\n" : "ancs 1\n")) + std::string(text.at(where)));
      const auto one = parse(alone);
      ASSERT_TRUE(one && one->declarations.size() == 1) << alone.text();
      EXPECT_TRUE(same_tree(one->declarations[0], read->declarations[d])) << alone.text();
    }
  }
}

}  // namespace
}  // namespace ancs::tests
