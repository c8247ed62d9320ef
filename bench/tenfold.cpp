// tenfold.cpp: writes the rule file of ten times Workload W, scores it in columns and compares.
#include "tenfold.hpp"

#include <cctype>
#include <cstdio>
#include <set>
#include <sstream>
#include <string_view>

#include "ancs/compile.hpp"

namespace ancs_bench {
namespace {

bool in_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

// Calls with each word of the text outside titles and comments, and takes what it gives in the word's place.
template <class Replace>
std::string with_words(std::string_view text, Replace replace) {
  std::string made;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at + 1;
    if (text[at] == '"') {
      end = text.find('"', end) + 1;
    } else if (text[at] == '#') {
      end = std::min(text.find('\n', end), text.size());
    } else if (in_word(text[at])) {
      while (end < text.size() && in_word(text[end])) ++end;
      made += replace(text.substr(at, end - at));
      at = end;
      continue;
    }
    made += text.substr(at, end - at);
    at = end;
  }
  return made;
}

std::string times_copies(std::string_view number) { return std::to_string(std::stoul(std::string(number)) * copies_of_w); }

std::string name_of_copy(std::string_view name, std::size_t copy) {
  const std::size_t dot = std::min(name.find('.'), name.size());
  return std::string(name.substr(0, dot)) + "_" + std::to_string(copy) + std::string(name.substr(dot));
}

}  // namespace

std::string tenfold_rules(const std::string& text) {
  // model block, then everything that is copied, then the levels
  const std::size_t body = text.find("\ninput ") + 1, levels = text.find("\nlevels ") + 1;
  std::set<std::string, std::less<>> names;
  std::string before;
  with_words(std::string_view(text).substr(body, levels - body), [&](std::string_view word) {
    for (const std::string_view declares : {"input", "group", "bonus", "criterion", "veto"})
      if (before == declares) names.emplace(word);
    before = word;
    return word;
  });
  bool is_maximum = false;
  std::string made = with_words(std::string_view(text).substr(0, body), [&](std::string_view word) {
    const bool scaled = is_maximum;
    is_maximum = word == "maximum";
    return scaled ? times_copies(word) : std::string(word);
  });
  for (std::size_t copy = 0; copy < copies_of_w; ++copy)
    made += with_words(std::string_view(text).substr(body, levels - body), [&](std::string_view word) {
      return names.contains(word) ? name_of_copy(word, copy) : std::string(word);
    });
  std::string previous;
  return made + with_words(std::string_view(text).substr(levels), [&](std::string_view word) {
           const bool limit = previous == "all";
           previous = word;
           return limit && std::isdigit(static_cast<unsigned char>(word.front())) != 0 ? times_copies(word) : std::string(word);
         });
}

std::unique_ptr<tenfold> tenfold::make(const ancs::source& rules, const prepared& of) {
  const ancs::source text("tenfold.ancs", tenfold_rules(std::string(rules.text())));
  auto loaded = ancs::load(text);
  if (!loaded) {
    for (const auto& finding : loaded.findings) std::fputs(ancs::render_text(finding, text, ancs::language::en).c_str(), stderr);
    return nullptr;
  }
  return std::unique_ptr<tenfold>(new tenfold(std::move(*loaded), of));
}

tenfold::tenfold(ancs::program program, const prepared& of)
    : of_(of), program_(std::move(program)), units_(program_, of.data.rows / copies_of_w), totals_(units_.rows(), -1),
      levels_(units_.rows()), vetoes_(units_.rows()) {
  for (std::size_t copy = 0; copy < copies_of_w; ++copy)
    for (std::size_t column = 0; column < column_count; ++column) {
      ancs::input_view view;
      view.data = of.data.columns[column].data() + copy * rows();
      if (units_.set(name_of_copy(column_names[column], copy), view)) columns_found_ = false;
    }
  request_.total_with_all = {totals_.data(), ancs::column_type::int32};
  request_.outcomes = {{levels_.data(), ancs::column_type::uint8}};
  request_.vetoes = {vetoes_.data(), ancs::column_type::uint32};
}

bool tenfold::agrees() {
  run();
  if (!columns_found_ || program_.columns().size() != copies_of_w * column_count || !report_.findings.empty() || report_.rows_apart != 0) {
    std::fprintf(stderr, "bench: 300 criteria are not scored in columns: %zu findings, %zu rows apart\n", report_.findings.size(),
                 report_.rows_apart);
    return false;
  }
  ancs::record unit(program_);
  ancs::state scratch;
  for (std::size_t row = 0; row < rows(); ++row) {
    std::int32_t total = 0;
    std::uint32_t vetoes = 0;
    for (std::size_t copy = 0; copy < copies_of_w; ++copy) {
      const std::size_t piece = copy * rows() + row;
      total += of_.exact.totals[piece];
      vetoes |= static_cast<std::uint32_t>(of_.exact.vetoes[piece]) << (copy * veto_count);
      for (std::size_t column = 0; column < column_count; ++column)
        unit.set(static_cast<std::uint32_t>(copy * column_count + column), ancs::rational(of_.data.columns[column][piece]));
    }
    const auto alone = program_.evaluate(unit, scratch);
    if (totals_[row] == total && vetoes_[row] == vetoes && alone.scaled_total_with_all() == total && alone.vetoes() == vetoes &&
        alone.level(0) == levels_[row])
      continue;
    std::fprintf(stderr, "bench: 300 criteria differ in row %zu: total %d, level %d, vetoes %u instead of %d, %d, %u\n", row, totals_[row],
                 levels_[row], vetoes_[row], total, static_cast<int>(alone.level(0).value_or(255)), vetoes);
    return false;
  }
  return true;
}

}  // namespace ancs_bench
