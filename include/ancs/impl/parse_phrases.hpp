// parse_phrases.hpp: the keyword table of one natural language, ready to be looked up word by word.
#ifndef ANCS_IMPL_PARSE_PHRASES_HPP
#define ANCS_IMPL_PARSE_PHRASES_HPP

#include <array>
#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "../keywords.hpp"

namespace ancs::detail {

/// Distinct phrases are numbered from 1; 0 is no phrase. Keywords that share a phrase share its number.
class phrase_table {
 public:
  struct phrase {
    std::string_view text;
    std::vector<std::string_view> words;
    std::uint8_t shorter = 0;  ///< the longest phrase that is a proper beginning of this one
    bool reserved = false;
  };

  explicit phrase_table(language in) : phrases_(1), language_(in) {
    for (std::size_t k = 0; k < keyword_count; ++k) add(static_cast<keyword>(k));
    for (phrase& p : phrases_)
      for (std::uint8_t i = 1; i < phrases_.size(); ++i)
        if (begins(phrases_[i], p) && phrases_[i].words.size() > phrases_[p.shorter].words.size()) p.shorter = i;
  }

  std::size_t size() const { return phrases_.size(); }
  language in() const { return language_; }
  const phrase& operator[](std::uint8_t number) const { return phrases_[number]; }
  std::uint8_t number_of(keyword k) const { return of_keyword_[static_cast<std::size_t>(k)]; }

  /// True if a phrase found in the text is, or begins with, that of the keyword.
  bool holds(std::uint8_t found, keyword k) const {
    const std::uint8_t wanted = number_of(k);
    for (; found != 0; found = phrases_[found].shorter)
      if (found == wanted) return true;
    return false;
  }

  /// The longest phrase at a word; `word(i)` gives the i-th word from there on, empty where no word stands.
  template <class Words>
  std::uint8_t longest(const Words& word) const {
    std::uint8_t best = 0;
    const auto [first, last] = by_first_word_.equal_range(word(0));
    for (auto it = first; it != last; ++it) {
      const phrase& p = phrases_[it->second];
      std::size_t i = 1;
      while (i < p.words.size() && word(i) == p.words[i]) ++i;
      if (i == p.words.size() && i > phrases_[best].words.size()) best = it->second;
    }
    return best;
  }

 private:
  static bool begins(const phrase& a, const phrase& b) {
    if (a.words.size() >= b.words.size()) return false;
    for (std::size_t i = 0; i < a.words.size(); ++i)
      if (a.words[i] != b.words[i]) return false;
    return true;
  }

  void add(keyword k) {
    const std::string_view text = keyword_text(k, language_);
    if (text.empty()) return;
    std::uint8_t number = 1;
    while (number < phrases_.size() && phrases_[number].text != text) ++number;
    if (number == phrases_.size()) {
      phrase p;
      p.text = text;
      for (std::string_view rest = text; !rest.empty();) {
        const std::size_t blank = rest.find(' ');
        p.words.push_back(rest.substr(0, blank));
        rest = blank == rest.npos ? std::string_view() : rest.substr(blank + 1);
      }
      by_first_word_.emplace(p.words[0], number);
      phrases_.push_back(std::move(p));
    }
    phrases_[number].reserved |= is_reserved(k);
    of_keyword_[static_cast<std::size_t>(k)] = number;
  }

  std::vector<phrase> phrases_;
  std::array<std::uint8_t, keyword_count> of_keyword_{};
  std::unordered_multimap<std::string_view, std::uint8_t> by_first_word_;
  language language_;
};

static_assert(keyword_count < 250, "phrases are numbered in a byte");

}  // namespace ancs::detail

#endif
