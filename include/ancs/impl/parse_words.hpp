// parse_words.hpp: the leaves of the private tree as the public one has them: names, labels, numbers, dates, points.
#ifndef ANCS_IMPL_PARSE_WORDS_HPP
#define ANCS_IMPL_PARSE_WORDS_HPP

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "../ast.hpp"
#include "parse_numbers.hpp"
#include "parse_state.hpp"
#include "parse_tree.hpp"

namespace ancs::detail {

/// Reads leaves of the private tree. After an error any child may be missing; what is then read does not matter, as long as it is
/// something.
class word_reader {
 public:
  explicit word_reader(parse_state& state) : state_(state) {}

 protected:
  using nk = node_kind;

  const token& first_token(tree_view v) const { return state_.tokens[v->first]; }
  span where(std::uint32_t first, std::uint32_t last) const {
    const std::uint32_t begin = state_.tokens[first].begin;
    return state_.text.where(begin, last > first ? state_.tokens[last - 1].end : begin);
  }
  span where(tree_view v) const { return where(v->first, v->last); }
  bool begins_with(tree_view v, keyword k) const { return state_.phrases.holds(first_token(v).phrase, k); }
  std::string text_of(tree_view v) const {
    return quoted_text(state_.text.at(first_token(v).begin, state_.tokens[v->last > v->first ? v->last - 1 : v->first].end));
  }

  void report(code id, tree_view at, std::vector<std::string> args = {}) {
    const token& last = state_.tokens[at->last > at->first ? at->last - 1 : at->first];
    state_.out.add(id, first_token(at).begin, last.end, std::move(args));
  }

  static std::optional<tree_view> find(tree_view v, node_kind kind) {
    for (const tree_view child : v)
      if (child.kind() == kind) return child;
    return std::nullopt;
  }
  static bool has(tree_view v, node_kind kind) { return find(v, kind).has_value(); }

  /// What stands behind a dot: `A2.evidence` is the column of that name in every language.
  ast::name member_name(tree_view v) const {
    if (has(v, nk::evidence_member)) return {"evidence", where(v), false};
    return name(v);
  }
  ast::name name(tree_view v) const {
    const token& t = first_token(v);
    const bool quoted = t.kind == token_kind::quoted_name;
    std::string_view text = state_.text_of(t);
    if (quoted) text = text.substr(1, text.size() >= 2 && text.back() == '`' ? text.size() - 2 : text.npos);
    return {std::string(text), where(v), quoted};
  }
  ast::name name_in(tree_view v) const {
    const auto found = find(v, nk::name);
    return found ? name(*found) : ast::name{};
  }

  ast::label label(tree_view v) const {
    std::string_view text = state_.text_of(first_token(v));
    text.remove_prefix(quote_size(text, 0));
    if (!text.empty() && text.back() == '"')
      text.remove_suffix(1);
    else if (text.size() >= 3 && quote_size(text, text.size() - 3) == 3)
      text.remove_suffix(3);
    return {std::string(text), where(v)};
  }
  ast::label label_in(tree_view v) const {
    const auto found = find(v, nk::label);
    return found ? label(*found) : ast::label{};
  }
  std::optional<ast::label> title_in(tree_view v) const {
    const auto found = find(v, nk::label);
    return found ? std::optional(label(*found)) : std::nullopt;
  }
  std::vector<ast::label> labels_in(tree_view v) const {
    std::vector<ast::label> all;
    for (const tree_view child : v)
      if (child.kind() == nk::label) all.push_back(label(child));
    return all;
  }

  rational number(const token& t) const {
    std::string_view text = state_.text_of(t);
    const bool percent = !text.empty() && text.back() == '%';
    const number_reading r = read_number(percent ? text.substr(0, text.size() - 1) : text, state_.phrases.in());
    const rational value = rational::parse(r.plain).value_or(rational());
    return t.kind == token_kind::percent ? value / rational(100) : value;
  }
  ast::literal literal(tree_view v) const {
    const token& t = state_.tokens[v->last - 1];
    const rational value = number(t);
    return {has(v, nk::minus) ? -value : value, t.kind == token_kind::percent, where(v)};
  }
  /// The n-th literal below a node, if there is one.
  std::optional<ast::literal> literal_in(tree_view v, std::size_t n = 0) const {
    for (const tree_view child : v)
      if (child.kind() == nk::literal && n-- == 0) return literal(child);
    return std::nullopt;
  }

  ast::date date(tree_view v) const {
    ast::date d = read_date(state_.text_of(first_token(v))).value_or(ast::date{});
    d.where = where(v);
    return d;
  }

  ast::points points(tree_view v) {
    using form = ast::points::form;
    ast::points p;
    p.where = where(v);
    switch (v.kind()) {
      case nk::points_full:
        p.written = form::full;
        break;
      case nk::points_unknown:
        p.written = form::unknown;
        break;
      case nk::points_fraction:
        fraction(v, p);
        break;
      case nk::points_literal:
        if (const auto l = literal_in(v)) p.written = l->percent ? form::percent : form::literal, p.value = l->value;
        break;
      default:
        break;
    }
    return p;
  }
  std::optional<ast::points> maybe_points_in(tree_view v) {
    for (const tree_view child : v)
      if (child.kind() >= nk::points_full && child.kind() <= nk::points_literal) return points(child);
    return std::nullopt;
  }
  ast::points points_in(tree_view v) { return maybe_points_in(v).value_or(ast::points{}); }
  /// `at most P` below a node.
  std::optional<ast::points> at_most_in(tree_view v) {
    const auto cap = find(v, nk::at_most);
    return cap ? maybe_points_in(*cap) : std::nullopt;
  }

  parse_state& state_;

 private:
  static std::size_t quote_size(std::string_view text, std::size_t at) {
    for (const std::string_view quote : {"\"", "“", "”", "„"})
      if (text.substr(at, quote.size()) == quote) return quote.size();
    return 0;
  }

  void fraction(tree_view v, ast::points& p) {
    p.written = ast::points::form::fraction;
    const auto above = number(state_.tokens[v->first]).to_int64(), below = number(state_.tokens[v->first + 2]).to_int64();
    if (!above || !below) return report(code::fraction_not_whole, v, {text_of(v)});
    if (*below == 0) return report(code::zero_denominator, v);
    p.numerator = *above, p.denominator = *below;
    p.value = rational(*above, *below);
  }
};

}  // namespace ancs::detail

#endif
