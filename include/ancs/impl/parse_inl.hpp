// parse_inl.hpp: implementation of parse.hpp: bytes to text, text to tokens, tokens to the grammar's tree, that to the public tree.
#ifndef ANCS_IMPL_PARSE_INL_HPP
#define ANCS_IMPL_PARSE_INL_HPP

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "../parse.hpp"
#include "../version.hpp"
#include "parse_declarations.hpp"
#include "parse_grammar.hpp"
#include "parse_nesting.hpp"
#include "parse_unread.hpp"

namespace ancs {
namespace detail {

/// What keeps a file from being read at all, before its text is looked at.
inline std::optional<diagnostic> unreadable(std::string_view bytes, std::uint32_t base) {
  const auto finding = [base](code id, std::size_t begin, std::size_t end, std::vector<std::string> args = {}) {
    diagnostic d;
    d.id = id;
    d.where = {base + static_cast<std::uint32_t>(begin), base + static_cast<std::uint32_t>(end)};
    d.args = std::move(args);
    return d;
  };
  if (bytes.size() > limits::file_bytes) return finding(code::file_too_large, 0, 0, {std::to_string(limits::file_bytes)});
  if (bytes.substr(0, 2) == "\xFF\xFE" || bytes.substr(0, 2) == "\xFE\xFF") return finding(code::utf16_file, 0, 2);
  std::size_t controls = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const unsigned char c = static_cast<unsigned char>(bytes[i]);
    if (c == 0) return finding(code::binary_file, i, i + 1);
    // One stray control character is a slip, one in a hundred is another kind of file.
    if (c < 0x20 && (c < '\t' || c > '\r') && ++controls > 8 && controls * 100 > bytes.size()) return finding(code::binary_file, i, i + 1);
  }
  if (const auto bad = find_invalid_utf8(bytes)) return finding(code::not_utf8, *bad, *bad + 1);
  return std::nullopt;
}

/// The first words of a file, `ancs 1 vi`, which say how the rest is to be read.
struct file_header {
  std::uint32_t begin = 0, end = 0;
  std::string_view magic, version, keywords;
  language in = language::en;

  explicit file_header(std::string_view text) {
    std::size_t at = 0;
    begin = static_cast<std::uint32_t>(skip_blanks(text, at));
    magic = word(text, at);
    end = static_cast<std::uint32_t>(at);
    skip_blanks(text, at);
    version = word(text, at);
    if (!version.empty()) end = static_cast<std::uint32_t>(at);
    // The language stands on the same line, and is no word that begins a declaration.
    while (at < text.size() && (text[at] == ' ' || text[at] == '\t')) ++at;
    keywords = word(text, at);
    if (needs_backticks(keywords, language::en)) keywords = {};
    if (!keywords.empty()) end = static_cast<std::uint32_t>(at);
    if (keywords == "vi") in = language::vi;
  }

 private:
  static std::size_t skip_blanks(std::string_view text, std::size_t& at) {
    while (at < text.size()) {
      if (text[at] == '#')
        at = std::min(text.find_first_of("\r\n", at), text.size());
      else if (std::string_view(" \t\r\n\f\v").find(text[at]) != std::string_view::npos)
        ++at;
      else
        break;
    }
    return at;
  }
  static std::string_view word(std::string_view text, std::size_t& at) {
    const std::size_t from = at;
    while (at < text.size()) {
      std::size_t next = at;
      const char32_t c = next_code_point(text, next);
      if (!is_identifier_continue(c)) break;
      at = next;
    }
    return text.substr(from, at - from);
  }
};

/// Reports what is wrong with the header; false if the file cannot be read on.
inline bool check_header(const file_header& h, std::string_view text, findings_list& out) {
  if (h.begin == text.size()) return out.add(code::empty_file, h.begin, h.begin), false;
  const bool version_is_number = !h.version.empty() && h.version.find_first_not_of("0123456789") == std::string_view::npos;
  if (h.magic != "ancs" || !version_is_number) {
    std::size_t end = h.begin;
    if (h.magic.empty())
      next_code_point(text, end);
    else
      end += h.magic.size();
    return out.add(code::missing_header, h.begin, static_cast<std::uint32_t>(end)), false;
  }
  const auto place = [&](std::string_view part) { return static_cast<std::uint32_t>(part.data() - text.data()); };
  const std::string known = std::to_string(language_version);
  if (h.version != known) {
    out.add(code::unknown_language_version, place(h.version), place(h.version) + static_cast<std::uint32_t>(h.version.size()),
            {quoted_text(h.version), known});
    return false;
  }
  if (!h.keywords.empty() && h.keywords != "vi" && h.keywords != "en") {
    out.add(code::unknown_keyword_language, place(h.keywords), place(h.keywords) + static_cast<std::uint32_t>(h.keywords.size()),
            {quoted_text(h.keywords)});
    return false;
  }
  return true;
}

/// A file whose first declaration is written with the other set of keywords: one finding instead of hundreds.
inline bool check_keyword_set(const std::vector<token>& tokens, std::size_t first, const parsed_text& text, language in,
                              findings_list& out) {
  if (tokens[first].kind != token_kind::word || tokens[first].phrase != 0) return true;
  const language other = in == language::vi ? language::en : language::vi;
  const phrase_table phrases(other);
  const std::uint8_t found = phrases.longest([&](std::size_t n) {
    const bool word = first + n < tokens.size() && tokens[first + n].kind == token_kind::word;
    return word ? text.at(tokens[first + n].begin, tokens[first + n].end) : std::string_view();
  });
  if (found == 0 || !phrases[found].reserved) return true;
  const token& last = tokens[first + phrases[found].words.size() - 1];
  const std::string version = std::to_string(language_version);
  out.add(code::other_keyword_set, tokens[first].begin, last.end,
          {std::string(phrases[found].text), other == language::vi ? "ancs " + version + " vi" : "ancs " + version});
  return false;
}

/// The findings of both passes in the order of the file, cut at the limit.
inline diagnostics merged(findings_list& words, findings_list& sentences) {
  diagnostics all = std::move(words.all());
  for (diagnostic& d : sentences.all()) all.push_back(std::move(d));
  std::stable_sort(all.begin(), all.end(), [](const diagnostic& a, const diagnostic& b) { return a.where.begin < b.where.begin; });
  if (all.size() > limits::diagnostics) {
    diagnostic more;
    more.id = code::too_many_findings;
    more.where = all[limits::diagnostics].where;
    more.args = {std::to_string(limits::diagnostics)};
    all.resize(limits::diagnostics);
    all.push_back(std::move(more));
  }
  return all;
}

}  // namespace detail

ANCS_FUNC result<ast::document> parse(const source& file) { return parse(file, 0); }

ANCS_FUNC result<ast::document> parse(const source& file, std::uint32_t base) {
  using namespace detail;
  result<ast::document> r;
  const std::string_view bytes = file.text_at(base);
  if (auto finding = unreadable(bytes, base)) return r.findings.push_back(std::move(*finding)), r;

  parsed_text text;
  const std::size_t mark = bytes.substr(0, 3) == "\xEF\xBB\xBF" ? 3 : 0;
  text.skipped = base + static_cast<std::uint32_t>(mark);
  text.nfc = normalise(bytes.substr(mark));
  findings_list words(text), sentences(text);
  const file_header header(text.view());
  if (!check_header(header, text.view(), words)) return r.findings = std::move(words.all()), r;

  const phrase_table phrases(header.in);
  tokenizer tokens(text, phrases, words);
  tokens.run();
  if (tokens.cut_off) return r.findings = merged(words, sentences), r;
  std::size_t start = 0;
  while (tokens.tokens[start].kind != token_kind::end && tokens.tokens[start].begin < header.end) ++start;
  if (!check_keyword_set(tokens.tokens, start, text, header.in, sentences)) return r.findings = merged(words, sentences), r;
  limit_nesting(tokens.tokens, phrases, words);

  parse_state state{text, phrases, tokens.tokens, sentences};
  const token_iterator last = tokens.tokens.data() + tokens.tokens.size() - 1;
  token_iterator first = tokens.tokens.data() + start;
  const auto context = grammar::x3::make_context<grammar::state_tag>(state);
  grammar::document.parse(first, last, context, grammar::x3::unused, grammar::x3::unused);

  ast::document document;
  document.keywords = header.in;
  document.header = text.where(header.begin, header.end);
  if (!state.tree.empty()) document.declarations = declaration_reader(state).declarations({state.tree, 0});
  document.comments = std::move(tokens.comments);
  r.findings = merged(words, sentences);
  if (has_errors(r.findings)) document.unread = unread_finder(state, r.findings).find();
  r.value = std::move(document);
  return r;
}

}  // namespace ancs

#endif
