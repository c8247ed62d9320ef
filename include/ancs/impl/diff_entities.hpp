// diff_entities.hpp: a rule tree as a flat list of named things with fields and rows, each in the words of both languages.
#ifndef ANCS_IMPL_DIFF_ENTITIES_HPP
#define ANCS_IMPL_DIFF_ENTITIES_HPP

#include <cstddef>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "../ast.hpp"
#include "print_declaration.hpp"

namespace ancs::detail::diff {

using printing::layout_node;

/// English, U+001F, Vietnamese; compared as a whole.
using words = std::string;
inline words both(std::string_view en, std::string_view vi) { return en == vi ? words(en) : words(en) + "\x1f" + words(vi); }
inline words both(keyword k) { return both(keyword_text(k, language::en), keyword_text(k, language::vi)); }
/// Writes the same in both languages.
template <class Write>
words written(const Write& write) {
  printing::writer en(language::en), vi(language::vi);
  write(en);
  write(vi);
  return both(en.take(), vi.take());
}

struct field {
  words name, value;
  span where;
};
/// `key` is what rows of two files are matched by; `head` and `value` are the parts of `text` that differ by meaning.
struct row {
  words key, head, value, text;
  span where;
};
struct entity {
  words sort;
  std::string id;      ///< unique among its sort
  std::string parent;  ///< of a criterion or group: the group it stands in
  std::string shown;   ///< as messages name it
  words note;          ///< behind "added" and "removed"
  span where;
  std::vector<field> fields;
  std::vector<row> rows;
  bool may_move = false;
};

inline std::string flat(const layout_node& node) {
  std::string out;
  for (const auto& cell : node.cells) out += (out.empty() ? "" : " ") + cell;
  while (out.ends_with(' ')) out.pop_back();
  if (node.form == layout_node::shape::line) return out;
  std::string members;
  for (const auto& m : node.members) members += (members.empty() ? "" : node.form == layout_node::shape::list ? ", " : "  ") + flat(m);
  if (node.form == layout_node::shape::list) return out + " " + members;
  return out + " { " + members + " }" + (node.behind.empty() ? "" : " " + node.behind);
}

class entity_list {
 public:
  std::vector<entity> run(const ast::document& tree) {
    for (const auto& d : tree.declarations) std::visit([&](const auto& declared) { add(declared); }, d);
    return std::move(all_);
  }

 private:
  static inline const printing::declaration_printer in_english{language::en}, in_vietnamese{language::vi};

  entity& start(words sort, std::string id, span where) {
    entity& e = all_.emplace_back();
    e.sort = std::move(sort);
    e.shown = e.id = std::move(id);
    e.where = where;
    return e;
  }
  static void label(entity& to, words name, const std::optional<ast::label>& value) {
    if (value) to.fields.push_back({std::move(name), "\"" + value->text + "\"", value->where});
  }
  template <class T>
  static void put(entity& to, words name, const std::optional<T>& value) {
    if (value) to.fields.push_back({std::move(name), written([&](printing::writer& w) { w.put(*value); }), value->where});
  }
  template <class T>
  static words text_of(const T& declared) {
    return both(flat(in_english(declared)), flat(in_vietnamese(declared)));
  }
  static words text_of(const ast::expression& e) { return both(printing::text_of(language::en, e), printing::text_of(language::vi, e)); }
  static words title() { return both("title", "tiêu đề"); }

  /// The lines of a printed block as rows: `head : value`, or one text.
  static void rows(entity& to, const std::vector<layout_node>& en, const std::vector<layout_node>& vi) {
    for (std::size_t i = 0; i < en.size() && i < vi.size(); ++i) {
      const layout_node &a = en[i], &b = vi[i];
      const bool block = a.form == layout_node::shape::block;
      row r;
      r.where = a.where;
      if (block) {
        r.key = r.text = both(a.cells[0], b.cells[0]);
        to.rows.push_back(std::move(r));
        rows(to, a.members, b.members);
        continue;
      }
      r.text = both(flat(a), flat(b));
      r.key = r.head = both(trimmed(a.cells[0]), trimmed(b.cells[0]));
      if (a.cells.size() > 1 && b.cells.size() > 1) {
        r.value = both(plain(a.cells[1]), plain(b.cells[1]));
        // `award 5 when C` is known by its condition.
        if (a.column_set == printing::award_columns) std::swap(r.key, r.value), r.head.clear();
      } else {
        r.head.clear();
      }
      to.rows.push_back(std::move(r));
    }
  }
  static std::string trimmed(std::string text) {
    while (text.ends_with(' ')) text.pop_back();
    return text;
  }
  static std::string plain(const std::string& cell) { return cell.starts_with(": ") ? cell.substr(2) : cell; }

  // ---- declarations ----

  void add(const ast::model& m) {
    entity& e = start(both(keyword::model), "", m.where);
    e.shown = m.id.text;
    e.fields.push_back({both("name", "tên"), "`" + m.id.text + "`", m.id.where});
    label(e, title(), m.title);
    const auto en = in_english(m), vi = in_vietnamese(m);
    for (std::size_t i = 0; i < en.members.size() && i < vi.members.size(); ++i) {
      const auto &a = en.members[i], &b = vi.members[i];
      if (a.cells.size() < 2 || b.cells.size() < 2 || a.cells[0] == keyword_text(keyword::basis, language::en)) {
        row r;
        r.key = r.text = both(flat(a), flat(b));
        r.where = a.where;
        e.rows.push_back(std::move(r));
      } else {
        e.fields.push_back({both(trimmed(a.cells[0]), trimmed(b.cells[0])), both(a.cells[1], b.cells[1]), a.where});
      }
    }
  }

  void add(const ast::input& declared) {
    for (const auto& name : declared.names) {
      entity& e = start(both(keyword::input), name.text, name.where);
      ast::input kind = declared;
      kind.names = {name};
      kind.ranges.clear();
      kind.optional = false;
      kind.default_value.reset();
      kind.title.reset();
      const auto en = in_english(kind), vi = in_vietnamese(kind);
      e.fields.push_back({both("kind", "loại"), both(plain(en.cells.at(1)), plain(vi.cells.at(1))), declared.kind_where});
      if (!declared.ranges.empty()) {
        span where;
        const words all = written([&](printing::writer& w) {
          for (const auto& r : declared.ranges) {
            w.put(&r == declared.ranges.data() ? "" : " ").put(printing::range_keyword(r.written)).put(" ");
            printing::put_expression(w, r.limit, printing::sum_precedence);
            where = printing::cover(where, r.where);
          }
        });
        e.fields.push_back({both("range", "giới hạn"), all, where});
      }
      if (declared.optional) e.fields.push_back({both("attribute", "tính chất"), both(keyword::optional), declared.where});
      if (declared.default_value) e.fields.push_back({both(keyword::default_), text_of(*declared.default_value), declared.default_value->where});
      label(e, title(), declared.title);
    }
  }

  void add(const ast::let& declared) {
    entity& e = start(both(keyword::let), declared.id.text, declared.where);
    label(e, title(), declared.title);
    if (declared.choices.empty()) {
      e.fields.push_back({both("value", "giá trị"), text_of(declared.value), declared.value.where});
      return;
    }
    rows(e, in_english(declared).members, in_vietnamese(declared).members);
  }

  void head(entity& to, const ast::head& h) {
    to.shown = h.id.text;
    label(to, title(), h.title);
    label(to, both(keyword::shown_number), h.number);
    put(to, both(keyword::maximum), h.maximum);
    if (h.capped) to.fields.push_back({both("limit", "giới hạn"), both(keyword::capped), h.id.where});
    put(to, both(keyword::floor), h.floor);
    if (h.maximum)
      to.note = written([&](printing::writer& w) { w.put(", ").put(keyword::maximum).put(" ").put(*h.maximum); });
  }

  void add(const ast::group& g) {
    static constexpr keyword sorts[] = {keyword::group, keyword::bonus, keyword::priority, keyword::penalty};
    // Groups, blocks, criteria and items share names; what one of them is may change.
    entity& e = start(both(sorts[static_cast<std::size_t>(g.written)]), g.head.id.text, g.where);
    e.parent = inside_;
    e.may_move = true;
    head(e, g.head);
    layout_node en, vi;
    printing::add_sources(language::en, g.bases, g.evidence, en);
    printing::add_sources(language::vi, g.bases, g.evidence, vi);
    sources(e, en, vi);
    const std::string outside = std::exchange(inside_, g.head.id.text);
    for (const auto& member : g.members) std::visit([&](const auto& m) { add(m); }, member);
    inside_ = outside;
  }

  void add(const ast::criterion& c) {
    const std::string id = c.head.id.text;
    entity& e = start(both(c.item ? keyword::item : keyword::criterion), id, c.where);
    e.parent = inside_;
    e.may_move = true;
    head(e, c.head);
    ast::criterion own = c;  // items are things of their own
    const bool items = std::holds_alternative<ast::items_clause>(c.body);
    if (items) own.body = std::monostate{};
    auto en = in_english(own), vi = in_vietnamese(own);
    layout_node en_sources, vi_sources;
    printing::add_sources(language::en, c.bases, c.evidence, en_sources);
    printing::add_sources(language::vi, c.bases, c.evidence, vi_sources);
    sources(e, en_sources, vi_sources);
    const auto first = static_cast<std::ptrdiff_t>(en_sources.members.size());
    en.members.erase(en.members.begin(), en.members.begin() + first);
    vi.members.erase(vi.members.begin(), vi.members.begin() + first);
    rows(e, en.members, vi.members);
    if (!items) return;
    const std::string outside = std::exchange(inside_, id);
    for (const auto& item : std::get<ast::items_clause>(c.body).items) add(item);
    inside_ = outside;
  }
  /// Legal bases and evidence: each text is a row of its own.
  static void sources(entity& to, const layout_node& en, const layout_node& vi) {
    for (std::size_t i = 0; i < en.members.size() && i < vi.members.size(); ++i) {
      row r;
      r.key = r.text = both(flat(en.members[i]), flat(vi.members[i]));
      r.where = en.members[i].where;
      to.rows.push_back(std::move(r));
    }
  }

  void add(const ast::veto& v) {
    entity& e = start(both(keyword::veto), v.id.text, v.where);
    label(e, title(), v.title);
    e.fields.push_back({both("condition", "điều kiện"), text_of(v.condition), v.condition.where});
  }

  void add(const ast::levels& l) {
    entity& e = start(both(keyword::levels), l.title.text, l.where);
    span where;
    for (const auto& n : l.names) where = printing::cover(where, n.where);
    e.fields.push_back({both("list of levels", "danh sách mức"), written([&](printing::writer& w) { w.put(l.names); }), where});
    rows(e, in_english(l).members, in_vietnamese(l).members);
  }

  void add(const ast::warn& w) {
    entity& e = start(both(keyword::warn), w.id.text, w.where);
    e.fields.push_back({both("wording", "nội dung"), text_of(w), w.where});
  }

  void add(const ast::test& t) {
    entity& e = start(both(keyword::test), t.title.text, t.where);
    e.fields.push_back({both("wording", "nội dung"), text_of(t), t.where});
  }

  /// What has no name of its own is known by all it says.
  template <class T>
  void add(const T& declared) {
    const words text = text_of(declared);
    const std::string english = text.substr(0, text.find('\x1f'));
    entity& e = start(both("sentence", "câu"), english, declared.where);
    e.shown = text;
  }

  std::vector<entity> all_;
  std::string inside_;
};

}  // namespace ancs::detail::diff

#endif
