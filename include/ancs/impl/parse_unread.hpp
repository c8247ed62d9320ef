// parse_unread.hpp: what parsing passed over: where, and the names and texts that may be declared there.
#ifndef ANCS_IMPL_PARSE_UNREAD_HPP
#define ANCS_IMPL_PARSE_UNREAD_HPP

#include <algorithm>

#include "../ast.hpp"
#include "parse_recovery.hpp"

namespace ancs::detail {

class unread_finder {
 public:
  unread_finder(const parse_state& s, const diagnostics& findings) : s_(s), findings_(findings) {}

  ast::unread find() {
    for (const auto& [first, last] : s_.passed_over) passed_over(first, last);
    for (const diagnostic& d : findings_) {
      if (d.id == code::too_many_findings) all_.rest = true;
      if (severity_of(d.id) != severity::error) continue;
      // What cannot stand in an open block is itself in order; what stands before it is open.
      all_.places.push_back(d.id == code::unclosed_block ? place_before(d.where.begin) : d.where.begin);
      for (const related& other : d.others) all_.places.push_back(other.where.begin);
    }
    std::sort(all_.places.begin(), all_.places.end());
    return std::move(all_);
  }

 private:
  static bool declares(const parse_state& s, const token& t) {
    using enum keyword;
    return begins_with(s, t, {input, let, parameter, group, bonus, priority, penalty, veto, warn, criterion, item, with_baseline});
  }
  bool is_name(std::uint32_t at) const {
    const token& t = s_.tokens[at];
    return t.kind == token_kind::quoted_name || (t.kind == token_kind::word && !s_.begins_reserved(t));
  }

  void passed_over(std::uint32_t first, std::uint32_t last) {
    all_.places.push_back(place(first));
    // Words that no sentence begins with may belong to the one before.
    if (first > 0 && !begins_declaration(s_, s_.tokens[first]) && s_.tokens[first - 1].kind != token_kind::brace_close)
      all_.places.push_back(place(first - 1));
    for (std::uint32_t at = first; at < last;) {
      const token& t = s_.tokens[at];
      const std::uint32_t next = s_.index(past_phrase(s_, s_.tokens.data() + at));
      if (t.kind == token_kind::string) all_.texts.emplace_back(content(t));
      // The first words may be misspelt keywords, and a name what stands behind them.
      if (declares(s_, t) || (at < first + 3 && t.kind == token_kind::word && t.phrase == 0)) names(next, last);
      at = next;
    }
  }
  void names(std::uint32_t at, std::uint32_t last) {
    for (; at < last && is_name(at); at += 2) {
      all_.names.push_back(text(at));
      if (s_.tokens[at + 1].kind != token_kind::comma) return;
    }
  }
  std::string text(std::uint32_t at) const {
    std::string_view name = s_.text_of(s_.tokens[at]);
    if (s_.tokens[at].kind == token_kind::quoted_name) name = name.substr(1, name.size() < 2 ? 0 : name.size() - 2);
    return std::string(name);
  }
  std::string_view content(const token& t) const {
    const std::string_view written = s_.text_of(t);
    return written.size() >= 2 && written.front() == '"' && written.back() == '"' ? written.substr(1, written.size() - 2) : written;
  }
  std::uint32_t place_before(std::uint32_t offset) const {
    std::uint32_t at = 0;
    while (at + 1 < s_.tokens.size() && place(at + 1) < offset) ++at;
    return place(at);
  }
  std::uint32_t place(std::uint32_t at) const { return s_.text.where(s_.tokens[at].begin, s_.tokens[at].end).begin; }

  const parse_state& s_;
  const diagnostics& findings_;
  ast::unread all_;
};

}  // namespace ancs::detail

#endif
