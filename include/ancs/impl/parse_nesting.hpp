// parse_nesting.hpp: the bound on recursion: brackets and `not` past the limit are reported and taken out before the grammar sees them.
#ifndef ANCS_IMPL_PARSE_NESTING_HPP
#define ANCS_IMPL_PARSE_NESTING_HPP

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "parse_findings.hpp"
#include "parse_phrases.hpp"
#include "parse_tokens.hpp"

namespace ancs::detail {

constexpr bool opens(token_kind k) { return k == token_kind::brace_open || k == token_kind::paren_open || k == token_kind::bracket_open; }
constexpr bool closes(token_kind k) {
  return k == token_kind::brace_close || k == token_kind::paren_close || k == token_kind::bracket_close;
}

/// Each open bracket and each `not` before it is a level. What stands inside a bracket too many goes, and so does a `not` too many.
inline void limit_nesting(std::vector<token>& tokens, const phrase_table& phrases, findings_list& out) {
  const std::string word(keyword_text(keyword::not_, phrases.in()));
  const std::uint8_t not_phrase = phrases.number_of(keyword::not_);
  struct bracket {
    token_kind kind;
    std::size_t depth_before;
  };
  std::vector<bracket> stack;
  std::size_t depth = 0, kept = 0;
  std::size_t skip_from = 0;  // size of the stack inside which all is left out; 0: nothing is
  bool reported_run = false;
  const auto report = [&](const token& t) {
    const std::string help = t.kind == token_kind::brace_open
                                 ? "put the inner blocks side by side in one block\x1fhãy đặt các khối bên trong cạnh nhau trong cùng một khối"
                                 : "give the inner part a name with `let`\x1fhãy đặt tên cho phần bên trong bằng `đặt` (`let`)";
    out.add(code::nesting_too_deep, t.begin, t.end, {std::to_string(limits::nesting_depth), word, help});
  };

  for (std::size_t i = 0; i < tokens.size(); ++i) {
    token t = tokens[i];
    const bool inside = skip_from != 0;
    if (t.kind == token_kind::word && t.phrase == not_phrase) {
      const std::size_t words = phrases[not_phrase].words.size();
      if (!inside && depth < limits::nesting_depth) {
        ++depth;
        for (std::size_t n = 0; n < words; ++n) tokens[kept++] = tokens[i + n];
      } else if (!inside && !std::exchange(reported_run, true)) {
        report(t);
      }
      i += words - 1;
      continue;
    }
    if (opens(t.kind)) {
      stack.push_back({t.kind, depth});
      ++depth;
      if (!inside && depth > limits::nesting_depth) {
        if (!reported_run) report(t);
        skip_from = stack.size();
        tokens[kept++] = t;
        continue;
      }
    } else if (closes(t.kind)) {
      // A closing brace ends all parentheses left open inside its block.
      const token_kind opening = static_cast<token_kind>(static_cast<int>(t.kind) - 1);
      std::size_t match = stack.size();
      if (t.kind == token_kind::brace_close)
        while (match > 0 && stack[match - 1].kind != opening) --match;
      else if (match > 0 && stack[match - 1].kind != opening)
        match = 0;
      if (match > 0) {
        depth = stack[match - 1].depth_before;
        stack.resize(match - 1);
        if (stack.size() < skip_from) t.quiet = true, skip_from = 0;
      }
    } else {
      // The `not`s of one operand are no deeper than their innermost bracket.
      depth = stack.empty() ? 0 : stack.back().depth_before + 1;
    }
    reported_run = false;
    if (t.kind == token_kind::end) t.quiet = skip_from != 0;
    if (skip_from == 0 || t.kind == token_kind::end) tokens[kept++] = t;
  }
  tokens.resize(kept);
}

}  // namespace ancs::detail

#endif
