// parse_recovery.hpp: where reading goes on after an error: the next sentence of the block, its end, or what cannot stand in it.
#ifndef ANCS_IMPL_PARSE_RECOVERY_HPP
#define ANCS_IMPL_PARSE_RECOVERY_HPP

#include <cstdint>

#include "parse_errors.hpp"
#include "parse_state.hpp"

namespace ancs::detail {

/// The blocks whose sentences are read one by one.
enum class block_kind : std::uint8_t { document, model, group, criterion, bands, knots, choices, levels, let_cases, holidays, fixed };

/// How surely a token begins a sentence: `perhaps` counts at the beginning of a line only.
enum class beginning : std::uint8_t { no, perhaps, surely };

template <class Keywords = std::initializer_list<keyword>>
bool begins_with(const parse_state& s, const token& t, const Keywords& any) {
  for (const keyword k : any)
    if (t.phrase != 0 && t.phrase == s.phrases.number_of(k)) return true;
  return false;
}

inline bool begins_declaration(const parse_state& s, const token& t) { return begins_with(s, t, declarations); }

inline beginning begins_sentence(const parse_state& s, const token& t, block_kind in) {
  using enum keyword;
  const auto surely_if = [](bool yes) { return yes ? beginning::surely : beginning::no; };
  const bool literal = t.kind == token_kind::number || t.kind == token_kind::percent;
  switch (in) {
    case block_kind::document:
      return surely_if(begins_declaration(s, t));
    case block_kind::model:
      return surely_if(begins_with(
          s, t, {keyword::maximum, basis, applies_to, period, in_force_from, replaces, parts, columns, not_yet_assessed_when, rounding}));
    case block_kind::group:
      return surely_if(begins_with(s, t, {criterion, keyword::group, basis, evidence}));
    case block_kind::criterion:
      if (begins_with(s, t, {when, points_of})) return beginning::perhaps;
      return surely_if(begins_with(s, t,
                                   {basis, evidence, not_applicable_when, award, bands, steps, proportional, interpolate, choose, start,
                                    deduct, add, assessed, met, information, item}));
    case block_kind::bands:
      if (begins_with(s, t, {from, otherwise})) return beginning::surely;
      return literal || begins_with(s, t, {above, below, up_to}) ? beginning::perhaps : beginning::no;
    case block_kind::knots:
      return surely_if(literal);
    case block_kind::choices:
      return surely_if(t.kind == token_kind::string || begins_with(s, t, {otherwise}));
    case block_kind::levels:
      if (begins_with(s, t, {not_above})) return beginning::surely;
      return t.kind == token_kind::string ? beginning::perhaps : beginning::no;
    case block_kind::let_cases:
      return surely_if(begins_with(s, t, {when, otherwise}));
    case block_kind::holidays:
      return surely_if(t.kind == token_kind::date || begins_with(s, t, {working_on}));
    case block_kind::fixed:
      break;
  }
  return beginning::no;
}

/// True for what can only stand outside this block: its closing brace is missing.
inline bool begins_outside(const parse_state& s, const token& t, block_kind in) {
  if (t.phrase == 0 || in == block_kind::document) return false;
  if (in == block_kind::group) return begins_declaration(s, t) && !begins_with(s, t, {keyword::group});
  if (in == block_kind::model) return begins_declaration(s, t) || begins_with(s, t, {keyword::criterion});
  if (begins_declaration(s, t) || begins_with(s, t, {keyword::criterion})) return true;
  return in != block_kind::criterion && begins_with(s, t, {keyword::item});
}

/// True for a word at the beginning of a line that continues nothing: it was meant to begin a sentence, if a misspelt one.
inline bool seems_to_begin(const parse_state& s, token_iterator at) {
  if (!at->own_line || at->kind != token_kind::word || at->phrase != 0) return false;
  const token& before = at[-1];
  switch (before.kind) {
    case token_kind::word:
      return before.phrase == 0 || !s.phrases[before.phrase].reserved ||
             begins_with(s, before, {keyword::full, keyword::met, keyword::information});
    case token_kind::string:
    case token_kind::number:
    case token_kind::percent:
    case token_kind::date:
    case token_kind::quoted_name:
    case token_kind::paren_close:
    case token_kind::bracket_close:
    case token_kind::brace_close:
      return true;
    default:
      return false;
  }
}

/// The next token, past a whole phrase: `every group` does not begin a group.
inline token_iterator past_phrase(const parse_state& s, token_iterator at) {
  return at + (at->phrase != 0 ? static_cast<std::ptrdiff_t>(s.phrases[at->phrase].words.size()) : 1);
}

/// Where reading goes on after an error in the sentence that began at `begin`: always past that.
inline token_iterator next_sentence(parse_state& s, token_iterator begin, block_kind in) {
  token_iterator at = begin;
  const token_iterator wrong = s.tokens.data() + s.furthest;
  std::size_t depth = 0;
  for (; at->kind != token_kind::end; at = past_phrase(s, at)) {
    const bool past_error = (at > wrong || (at == wrong && !s.meant_as_name)) && at != begin;
    if (at->own_line && past_error) {
      // A declaration on a line of its own inside open braces: one of them was never closed.
      if (depth > 0 ? begins_declaration(s, *at) && !begins_with(s, *at, {keyword::group}) : begins_outside(s, *at, in)) return at;
    }
    if (depth == 0 && past_error) {
      const beginning b = begins_sentence(s, *at, in);
      if (b == beginning::surely || (b == beginning::perhaps && at->own_line)) return at;
      if (in != block_kind::fixed && seems_to_begin(s, at)) return at;
    }
    if (at->kind == token_kind::brace_open) ++depth;
    if (at->kind == token_kind::brace_close) {
      if (depth == 0 && at != begin) return at;
      if (depth == 0) continue;  // only the document meets a brace that closes nothing
      --depth;
    }
  }
  return at;
}

/// Reports the error of the sentence that began at `begin` and passes over it.
inline token_iterator recover(parse_state& s, token_iterator begin, block_kind in) {
  report_error(s);
  const token_iterator at = next_sentence(s, begin, in);
  s.passed_over.emplace_back(s.index(begin), s.index(at));
  return at;
}

/// After an error in the words before a block: its opening brace, when that is near. Else null.
inline token_iterator find_block(parse_state& s, token_iterator begin) {
  report_error(s);
  using enum keyword;
  for (token_iterator at = s.tokens.data() + s.furthest; at->kind != token_kind::end; at = past_phrase(s, at)) {
    if (at->kind == token_kind::brace_open) return s.passed_over.emplace_back(s.index(begin), s.index(at)), at;
    if (at->kind == token_kind::brace_close) break;
    if (at > begin && (begins_declaration(s, *at) || begins_with(s, *at, {criterion, item}))) break;
    if (at->own_line && at > begin && begins_sentence(s, *at, block_kind::criterion) != beginning::no) break;
  }
  return nullptr;
}

/// A block that never closes: reported where the outside begins, with its opening brace.
inline void report_open_block(parse_state& s, token_iterator open, token_iterator at) {
  if (at->quiet || s.reported || s.unclosed_at == s.index(at)) return;
  s.reported = true;
  s.unclosed_at = s.index(at);
  const bool end = at->kind == token_kind::end;
  related opened{s.text.where(open->begin, open->end), code::opened_here, {}};
  const token& place = end ? at[-1] : *at;
  s.out.add(end ? code::unclosed_at_end : code::unclosed_block, place.begin, place.end, {quoted_text(s.text_of(*at))}, {opened});
}

}  // namespace ancs::detail

#endif
