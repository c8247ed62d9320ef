// parse_directives.hpp: the parsers of tokens and the directives of which the grammar is made, as Boost.Spirit X3 components.
#ifndef ANCS_IMPL_PARSE_DIRECTIVES_HPP
#define ANCS_IMPL_PARSE_DIRECTIVES_HPP

#include <boost/spirit/home/x3.hpp>

#include "parse_recovery.hpp"
#include "parse_state.hpp"

namespace ancs::detail::grammar {

namespace x3 = boost::spirit::x3;

struct state_tag;
using context = x3::context<state_tag, parse_state, x3::unused_type>;

template <class Context>
parse_state& state_of(const Context& c) {
  return x3::get<state_tag>(c);
}

/// One keyword, or one token of a kind.
template <class What>
struct token_parser : x3::parser<token_parser<What>> {
  using attribute_type = x3::unused_type;
  static constexpr bool has_attribute = false;
  What what;
  constexpr explicit token_parser(What w) : what(w) {}
  template <class Context, class Rule, class Attribute>
  bool parse(token_iterator& first, const token_iterator&, const Context& c, Rule&, Attribute&) const {
    return state_of(c).match(first, what);
  }
};
constexpr token_parser<keyword> kw(keyword k) { return token_parser<keyword>(k); }
constexpr token_parser<token_kind> sign(token_kind k) { return token_parser<token_kind>(k); }

/// Any word that is not reserved, or any word in backticks.
constexpr token_parser<any_name> a_name() { return token_parser<any_name>({}); }

/// One keyword or token that is a node of the tree, with what an error says is expected there.
template <class What>
struct leaf_parser : x3::parser<leaf_parser<What>> {
  using attribute_type = x3::unused_type;
  static constexpr bool has_attribute = false;
  What what;
  node_kind kind;
  wanted name;
  constexpr leaf_parser(What t, node_kind k, wanted w) : what(t), kind(k), name(w) {}
  template <class Context, class Rule, class Attribute>
  bool parse(token_iterator& first, const token_iterator&, const Context& c, Rule&, Attribute&) const {
    return state_of(c).leaf(first, what, kind, name);
  }
};
constexpr leaf_parser<keyword> word(keyword k, node_kind kind) { return {k, kind, wanted::nothing}; }
constexpr leaf_parser<token_kind> leaf(token_kind t, node_kind kind, wanted w = wanted::nothing) { return {t, kind, w}; }
constexpr leaf_parser<any_name> name_of(wanted w) { return {{}, node_kind::name, w}; }
constexpr leaf_parser<token_kind> label_of(wanted w) { return leaf(token_kind::string, node_kind::label, w); }

template <class Subject, class Derived>
struct directive : x3::unary_parser<Subject, Derived> {
  using attribute_type = x3::unused_type;
  static constexpr bool has_attribute = false;
  using x3::unary_parser<Subject, Derived>::unary_parser;
};

/// Makes a directive of a class template: maker<D>{arguments}[subject].
template <template <class> class Directive, class Argument>
struct maker {
  Argument argument;
  template <class Subject>
  constexpr auto operator[](const Subject& subject) const {
    using parser = typename x3::extension::as_parser<Subject>::value_type;
    return Directive<parser>(x3::as_parser(subject), argument);
  }
};

/// node(kind)[p]: what p reads becomes a node of the tree.
template <class Subject>
struct node_directive : directive<Subject, node_directive<Subject>> {
  node_kind kind;
  constexpr node_directive(const Subject& s, node_kind k) : directive<Subject, node_directive>(s), kind(k) {}
  template <class Context, class Rule, class Attribute>
  bool parse(token_iterator& first, const token_iterator& last, const Context& c, Rule& rule, Attribute&) const {
    parse_state& s = state_of(c);
    const std::uint32_t node = s.open(kind, first);
    if (!this->subject.parse(first, last, c, rule, x3::unused)) return s.drop(node), false;
    return s.close(node, first), true;
  }
};
constexpr maker<node_directive, node_kind> node(node_kind k) { return {k}; }

/// named(w)[p]: an error at p's first token says that w is expected, not each word that p may begin with.
template <class Subject>
struct named_directive : directive<Subject, named_directive<Subject>> {
  wanted name;
  constexpr named_directive(const Subject& s, wanted w) : directive<Subject, named_directive>(s), name(w) {}
  template <class Context, class Rule, class Attribute>
  bool parse(token_iterator& first, const token_iterator& last, const Context& c, Rule& rule, Attribute&) const {
    parse_state& s = state_of(c);
    const std::uint32_t here = s.index(first);
    if (s.named_at == here) return this->subject.parse(first, last, c, rule, x3::unused);
    const auto [old_at, old_name] = std::pair(s.named_at, s.name);
    s.named_at = here, s.name = name;
    const bool ok = this->subject.parse(first, last, c, rule, x3::unused);
    s.named_at = old_at, s.name = old_name;
    return ok;
  }
};
constexpr maker<named_directive, wanted> named(wanted w) { return {w}; }

struct nothing {};

/// may[p]: p can be left out (its user says how), so an error at its first token does not ask for it.
template <class Subject>
struct may_directive : directive<Subject, may_directive<Subject>> {
  constexpr may_directive(const Subject& s, nothing) : directive<Subject, may_directive>(s) {}
  template <class Context, class Rule, class Attribute>
  bool parse(token_iterator& first, const token_iterator& last, const Context& c, Rule& rule, Attribute&) const {
    parse_state& s = state_of(c);
    const std::uint32_t old = s.quiet_at;
    s.quiet_at = s.index(first);
    const bool ok = this->subject.parse(first, last, c, rule, x3::unused);
    s.quiet_at = old;
    return ok;
  }
};
inline constexpr maker<may_directive, nothing> may{};

/// ahead[p]: true if p stands here; reads nothing, wants nothing.
template <class Subject>
struct ahead_directive : directive<Subject, ahead_directive<Subject>> {
  constexpr ahead_directive(const Subject& s, nothing) : directive<Subject, ahead_directive>(s) {}
  template <class Context, class Rule, class Attribute>
  bool parse(token_iterator& first, const token_iterator& last, const Context& c, Rule& rule, Attribute&) const {
    parse_state& s = state_of(c);
    const bool old = std::exchange(s.silent, true);
    token_iterator at = first;
    const bool ok = this->subject.parse(at, last, c, rule, x3::unused);
    s.silent = old;
    return ok;
  }
};
inline constexpr maker<ahead_directive, nothing> ahead{};

/// heading[p]: the words before a block. After an error in them the block itself is still read.
template <class Subject>
struct heading_directive : directive<Subject, heading_directive<Subject>> {
  constexpr heading_directive(const Subject& s, nothing) : directive<Subject, heading_directive>(s) {}
  template <class Context, class Rule, class Attribute>
  bool parse(token_iterator& first, const token_iterator& last, const Context& c, Rule& rule, Attribute&) const {
    parse_state& s = state_of(c);
    token_iterator at = first;
    if (this->subject.parse(at, last, c, rule, x3::unused)) {
      token_iterator brace = at;
      if (s.match(brace, token_kind::brace_open)) return first = at, true;
    }
    const token_iterator block = find_block(s, first);
    if (block == nullptr) return false;
    return first = block, true;
  }
};
inline constexpr maker<heading_directive, nothing> heading{};

/// sentences(kind)[p]: p again and again up to a closing brace or the end; after an error at the next sentence.
template <class Subject, class Context, class Rule>
void read_sentences(const Subject& p, block_kind kind, token_iterator& first, const token_iterator& last, const Context& c, Rule& rule) {
  parse_state& s = state_of(c);
  while (first->kind != token_kind::end && !s.out.full()) {
    if (first->kind == token_kind::brace_close && kind != block_kind::document) return;
    s.begin_sentence(first);
    if (begins_outside(s, *first, kind)) return;
    const std::uint32_t size = static_cast<std::uint32_t>(s.tree.size());
    const token_iterator begin = first;
    if (p.parse(first, last, c, rule, x3::unused) && first != begin) continue;
    s.drop(size);
    first = recover(s, begin, kind);
  }
}

/// block(kind)[p]: braces around sentences p. A missing closing brace is reported and taken as read.
template <class Subject>
struct block_directive : directive<Subject, block_directive<Subject>> {
  block_kind kind;
  constexpr block_directive(const Subject& s, block_kind k) : directive<Subject, block_directive>(s), kind(k) {}
  template <class Context, class Rule, class Attribute>
  bool parse(token_iterator& first, const token_iterator& last, const Context& c, Rule& rule, Attribute&) const {
    parse_state& s = state_of(c);
    const token_iterator open = first;
    if (!s.match(first, token_kind::brace_open)) return false;
    const auto [named_at, name, quiet_at] = std::tuple(s.named_at, s.name, s.quiet_at);
    if (kind == block_kind::fixed)
      read_fixed(first, last, c, rule);
    else
      read_sentences(this->subject, kind, first, last, c, rule);
    s.named_at = named_at, s.name = name, s.quiet_at = quiet_at;
    if (first->kind == token_kind::brace_close)
      ++first;
    else if (!s.out.full())
      report_open_block(s, open, first);
    else
      first = last;
    s.begin_sentence(first);
    return true;
  }

 private:
  /// A block that is one sentence: after an error, its end.
  template <class Context, class Rule>
  void read_fixed(token_iterator& first, const token_iterator& last, const Context& c, Rule& rule) const {
    parse_state& s = state_of(c);
    s.begin_sentence(first);
    const std::uint32_t size = static_cast<std::uint32_t>(s.tree.size());
    token_iterator at = first;
    if (this->subject.parse(at, last, c, rule, x3::unused)) {
      token_iterator brace = at;
      if (s.match(brace, token_kind::brace_close)) return void(first = at);
    }
    s.drop(size);
    if (first->kind == token_kind::brace_close || begins_outside(s, *first, kind)) return report_error(s);
    first = recover(s, first, kind);
  }
};
constexpr maker<block_directive, block_kind> block(block_kind k) { return {k}; }

/// The sentences of a whole file.
template <class Subject>
struct file_directive : directive<Subject, file_directive<Subject>> {
  constexpr file_directive(const Subject& s, nothing) : directive<Subject, file_directive>(s) {}
  template <class Context, class Rule, class Attribute>
  bool parse(token_iterator& first, const token_iterator& last, const Context& c, Rule& rule, Attribute&) const {
    read_sentences(this->subject, block_kind::document, first, last, c, rule);
    return true;
  }
};
inline constexpr maker<file_directive, nothing> sentences{};

}  // namespace ancs::detail::grammar

#endif
