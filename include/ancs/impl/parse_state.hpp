// parse_state.hpp: what the grammar knows while it reads: tokens, the tree so far, and what it wanted where it got furthest.
#ifndef ANCS_IMPL_PARSE_STATE_HPP
#define ANCS_IMPL_PARSE_STATE_HPP

#include <algorithm>
#include <array>
#include <bitset>
#include <cstdint>
#include <vector>

#include "parse_findings.hpp"
#include "parse_phrases.hpp"
#include "parse_tokens.hpp"
#include "parse_tree.hpp"
#include "parse_wanted.hpp"

namespace ancs::detail {

using token_iterator = const token*;

struct any_name {};

/// Anything a sentence may want: a keyword, a kind of token, or a want with words of its own.
class wants {
 public:
  void add(keyword k) { set_.set(static_cast<std::size_t>(k)); }
  void add(token_kind k) { set_.set(first_token + static_cast<std::size_t>(k)); }
  void add(wanted w) { set_.set(first_wanted + static_cast<std::size_t>(w)); }
  bool has(keyword k) const { return set_.test(static_cast<std::size_t>(k)); }
  bool has(token_kind k) const { return set_.test(first_token + static_cast<std::size_t>(k)); }
  bool has(wanted w) const { return set_.test(first_wanted + static_cast<std::size_t>(w)); }
  bool none() const { return set_.none(); }
  void clear() { set_.reset(); }
  void join(const wants& other) { set_ |= other.set_; }

 private:
  static constexpr std::size_t first_token = 256, first_wanted = first_token + 32;
  std::bitset<first_wanted + 32> set_;
};

/// The keywords that begin a declaration.
inline constexpr std::array declarations{keyword::model,   keyword::include, keyword::input, keyword::let,    keyword::parameter, keyword::holidays,
                                         keyword::group,   keyword::bonus,   keyword::priority, keyword::penalty, keyword::veto,   keyword::levels,
                                         keyword::ranking, keyword::quota,   keyword::require,  keyword::warn,    keyword::test,   keyword::action};

/// The grammar is deterministic: one token decides between alternatives. So the place where it got furthest is where the text
/// went wrong, and what it tried there is what should have stood there; no backtracking passes over a whole sentence.
struct parse_state {
  const parsed_text& text;
  const phrase_table& phrases;
  const std::vector<token>& tokens;
  findings_list& out;
  parse_tree tree{};

  // Where the sentence got furthest, and what would have continued it: `must` what has to stand there, `may` what could.
  std::uint32_t furthest = 0;
  wants must{}, may{};
  bool reported = false;       ///< the sentence's error is known already
  bool meant_as_name = false;  ///< the wrong token is a keyword that was meant as a name: no sentence begins there
  static constexpr std::uint32_t nowhere = 0xFFFFFFFF;
  std::uint32_t unclosed_at = nowhere;  ///< where a missing brace was reported last
  std::uint32_t named_at = nowhere;     ///< misses at this token count as `name`
  wanted name = wanted::declaration;
  std::uint32_t quiet_at = nowhere;  ///< misses at this token are of things that could be left out
  bool silent = false;               ///< looking ahead: misses do not count

  /// Tokens that reading passed over, as [first, last).
  std::vector<std::pair<std::uint32_t, std::uint32_t>> passed_over;

  std::uint32_t index(token_iterator t) const { return static_cast<std::uint32_t>(t - tokens.data()); }
  std::string_view text_of(const token& t) const { return text.at(t.begin, t.end); }

  /// The keywords that would have gone on with the sentence, without those that begin the next declaration.
  wants going_on() const {
    wants on;
    for (std::size_t k = 0; k < keyword_count; ++k)
      if (const auto id = static_cast<keyword>(k); may.has(id) && std::find(declarations.begin(), declarations.end(), id) == declarations.end()) on.add(id);
    return on;
  }

  template <class Want>
  void miss(token_iterator at, Want want) {
    const std::uint32_t i = index(at);
    if (silent || i < furthest) return;
    if (i > furthest) furthest = i, must.clear(), may.clear();
    wants& open = i == quiet_at ? may : must;
    if (i != named_at) return open.add(want);
    may.add(want);
    open.add(name);
  }

  bool match(token_iterator& at, keyword k) {
    const std::uint8_t wanted_phrase = phrases.number_of(k);
    if (at->kind == token_kind::word && wanted_phrase != 0 && phrases.holds(at->phrase, k)) {
      at += phrases[wanted_phrase].words.size();
      return true;
    }
    if (wanted_phrase != 0) miss(at, k);
    return false;
  }
  bool match(token_iterator& at, token_kind k) {
    if (at->kind == k && k != token_kind::end) return ++at, true;
    return miss(at, k), false;
  }
  /// A name: any word but a reserved one, or any in backticks.
  bool match(token_iterator& at, any_name) {
    if (at->kind == token_kind::quoted_name || (at->kind == token_kind::word && !begins_reserved(*at))) return ++at, true;
    return miss(at, token_kind::word), false;
  }
  bool begins_reserved(const token& t) const {
    for (std::uint8_t p = t.phrase; p != 0; p = phrases[p].shorter)
      if (phrases[p].reserved) return true;
    return false;
  }

  std::uint32_t open(node_kind kind, token_iterator at) {
    tree.push_back({index(at), index(at), 0, kind});
    return static_cast<std::uint32_t>(tree.size() - 1);
  }
  void close(std::uint32_t node, token_iterator at) {
    tree[node].last = index(at);
    tree[node].end = static_cast<std::uint32_t>(tree.size());
  }
  void drop(std::uint32_t node) { tree.resize(node); }

  /// A match that is a node; an error here says that `as` is expected, unless that is nothing or something around it has said more.
  template <class What>
  bool leaf(token_iterator& at, What what, node_kind kind, wanted as) {
    const std::uint32_t here = index(at), old_at = named_at;
    const wanted old_name = name;
    if (as != wanted::nothing && named_at != here) named_at = here, name = as;
    const bool matched = match(at, what);
    named_at = old_at, name = old_name;
    if (matched) tree.push_back({here, index(at), static_cast<std::uint32_t>(tree.size() + 1), kind});
    return matched;
  }

  /// A new sentence. What could have continued the one before stays known: where that one got further than what it could use,
  /// as in `input x : count, optinal`, the error is there.
  void begin_sentence(token_iterator at) {
    const std::uint32_t i = index(at);
    if (furthest == i) may.join(must), must.clear();
    if (furthest < i) furthest = i, must.clear(), may.clear();
    reported = meant_as_name = false;
    named_at = quiet_at = nowhere;
  }
};

}  // namespace ancs::detail

#endif
