// diagnostic_inl.hpp: bodies of diagnostic.hpp: the tables, and findings as text and as JSON.
#ifndef ANCS_IMPL_DIAGNOSTIC_INL_HPP
#define ANCS_IMPL_DIAGNOSTIC_INL_HPP

#include <algorithm>
#include <array>
#include <cstddef>

#include "../diagnostic.hpp"
#include "diagnostic_render.hpp"

namespace ancs {

namespace detail::messages {

struct row {
  std::string_view id;
  severity level;
  std::array<std::string_view, 2> message;  // by language
  std::array<std::string_view, 2> help;
};

inline constexpr row table[] = {
#define ANCS_DIAGNOSTIC(id, name, level, en, vi, help_en, help_vi) {id, severity::level, {en, vi}, {help_en, help_vi}},
#include "../diagnostics/all.def"
#undef ANCS_DIAGNOSTIC
};

/// A host may hand in any number as a code: one past the table is the table's first.
inline const row& row_of(code id) {
  const auto at = static_cast<std::size_t>(id);
  return table[at < std::size(table) ? at : 0];
}
inline std::size_t column_of(language in) { return in == language::vi ? 1 : 0; }

/// Fills {0}, {1}, …; every other brace stands for itself.
/// An arg that differs between the languages holds both, the English before U+001F and the Vietnamese behind it.
inline std::string_view arg_in(std::string_view arg, language in) {
  const std::size_t at = arg.find('\x1f');
  if (at == std::string_view::npos) return arg;
  return in == language::vi ? arg.substr(at + 1) : arg.substr(0, at);
}

inline std::string fill(std::string_view pattern, const std::vector<std::string>& args, language in) {
  std::string text;
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    const std::size_t close = pattern[at] == '{' ? pattern.find_first_not_of("0123456789", at + 1) : pattern.npos;
    const std::size_t digits = close == pattern.npos ? 0 : close - at - 1;
    if (digits == 0 || digits > 2 || pattern[close] != '}') {
      text += pattern[at];
      continue;
    }
    std::size_t index = 0;
    for (char c : pattern.substr(at + 1, digits)) index = index * 10 + static_cast<std::size_t>(c - '0');
    text += index < args.size() ? to_printable(arg_in(args[index], in), 400) : "?";
    at = close;
  }
  return text;
}

inline std::string_view severity_word(severity level, language in) {
  switch (level) {
    case severity::error: return in == language::vi ? "lỗi" : "error";
    case severity::warning: return in == language::vi ? "cảnh báo" : "warning";
    case severity::note: break;
  }
  return in == language::vi ? "ghi chú" : "note";
}

}  // namespace detail::messages

ANCS_FUNC std::vector<code> all_codes() {
  std::vector<code> all;
  for (std::size_t i = 0; i < std::size(detail::messages::table); ++i) all.push_back(static_cast<code>(i));
  return all;
}

ANCS_FUNC std::string_view code_text(code id) { return detail::messages::row_of(id).id; }
ANCS_FUNC severity severity_of(code id) { return detail::messages::row_of(id).level; }

ANCS_FUNC std::string message_of(const diagnostic& d, language in) {
  using namespace detail::messages;
  return fill(row_of(d.id).message[column_of(in)], d.args, in);
}

ANCS_FUNC std::string help_of(const diagnostic& d, language in) {
  using namespace detail::messages;
  return fill(row_of(d.id).help[column_of(in)], d.args, in);
}

ANCS_FUNC bool has_errors(const diagnostics& all) {
  return std::any_of(all.begin(), all.end(), [](const diagnostic& d) { return severity_of(d.id) == severity::error; });
}

ANCS_FUNC std::string render_text(const diagnostic& d, const source& in_source, language in) {
  using namespace detail;
  std::size_t gutter = 1;
  if (d.has_place) {
    gutter = render::line_digits(d.where, in_source);
    for (const related& other : d.others) gutter = std::max(gutter, render::line_digits(other.where, in_source));
  }
  const std::string margin(gutter + 1, ' ');

  std::string text(messages::severity_word(severity_of(d.id), in));
  text += " " + std::string(code_text(d.id)) + ": " + message_of(d, in) + "\n";
  if (d.has_place) render::append_place(text, d.where, in_source, gutter, '^');
  if (const std::string help = help_of(d, in); !help.empty()) text += margin + (in == language::vi ? "= gợi ý: " : "= help: ") + help + "\n";
  for (const related& other : d.others) {
    const messages::row& row = messages::row_of(other.note);
    text += margin + std::string(messages::severity_word(row.level, in)) + ": " + messages::fill(row.message[messages::column_of(in)], other.args, in) + "\n";
    if (d.has_place) render::append_place(text, other.where, in_source, gutter, '-');
  }
  return text;
}

ANCS_FUNC std::string render_json(const diagnostic& d, const source& in_source, language in) {
  using namespace detail;
  constexpr std::string_view no_place = ",\"line\":null,\"column\":null,\"end_line\":null,\"end_column\":null,\"text\":null";
  std::string json = "{";
  render::append_member(json, "code", code_text(d.id));
  render::append_member(json, "severity", messages::severity_word(severity_of(d.id), language::en));
  render::append_member(json, "message", message_of(d, in));
  render::append_member(json, "help", help_of(d, in));
  if (d.has_place) {
    render::append_member(json, "file", in_source.name_at(d.where.begin));
    render::append_json_place(json, d.where, in_source);
  } else {
    json += ",\"file\":null";
    json += no_place;
  }
  json += ",\"related\":[";
  for (const related& other : d.others) {
    const messages::row& row = messages::row_of(other.note);
    json += &other == d.others.data() ? "{" : ",{";
    render::append_member(json, "code", row.id);
    render::append_member(json, "severity", messages::severity_word(row.level, language::en));
    render::append_member(json, "message", messages::fill(row.message[messages::column_of(in)], other.args, in));
    if (d.has_place) {
      const std::string& file = in_source.name_at(other.where.begin);
      if (file != in_source.name_at(d.where.begin)) render::append_member(json, "file", file);
      render::append_json_place(json, other.where, in_source);
    } else {
      json += no_place;
    }
    json += '}';
  }
  return json + "]}";
}

}  // namespace ancs

#endif
