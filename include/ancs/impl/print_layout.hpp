// print_layout.hpp: lines, blocks and lists of the canonical layout, and where comments go among them.
#ifndef ANCS_IMPL_PRINT_LAYOUT_HPP
#define ANCS_IMPL_PRINT_LAYOUT_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "../ast.hpp"
#include "../text.hpp"

namespace ancs::detail::printing {

inline constexpr std::size_t page_width = 100;
/// A cell wider than this does not widen the column it stands in.
inline constexpr std::size_t widest_column = 64;

/// One construct on the page. A line is cells that neighbours may align; a block is a head, members in braces and a
/// few words behind them; a list is a head word and members with commas between.
struct layout_node {
  enum class shape : std::uint8_t { line, block, list };
  shape form = shape::line;
  span where;                       ///< in the source; empty when the node has no place there
  std::vector<std::string> cells;   ///< block, list: only the head
  std::string behind;               ///< block: what follows its closing brace
  int column_set = 0;               ///< neighbouring lines with the same value, not 0, align their cells
  int section = 0;                  ///< top level: one-line neighbours with the same value have no blank line between
  bool may_be_flat = false;         ///< a block that stands on one line if it fits
  std::vector<layout_node> members;

  std::vector<std::string> above;     ///< comments on lines of their own before it
  std::vector<std::string> trailing;  ///< comments behind it; one at most once they are settled
  std::vector<std::string> opening;   ///< comments behind a block's opening brace; likewise
  std::vector<std::string> at_end;    ///< comments before a block's closing brace

  bool holds_comments() const {
    if (!opening.empty() || !at_end.empty()) return true;
    return std::any_of(members.begin(), members.end(), [](const layout_node& m) {
      return !m.above.empty() || !m.trailing.empty() || m.holds_comments();
    });
  }
};

inline layout_node line_of(std::vector<std::string> cells, span where, int column_set = 0) {
  layout_node node;
  node.where = where;
  node.cells = std::move(cells);
  node.column_set = column_set;
  return node;
}

inline layout_node block_of(std::string head, span where, bool may_be_flat) {
  layout_node node;
  node.form = layout_node::shape::block;
  node.where = where;
  node.cells = {std::move(head)};
  node.may_be_flat = may_be_flat;
  return node;
}

/// The smallest span that holds both; an empty one counts for nothing.
inline span cover(span a, span b) {
  if (a.begin == a.end) return b;
  if (b.begin == b.end) return a;
  return join(a, b);
}

// ---- comments ----

/// A comment as it is printed: one line, nothing behind it.
inline std::string comment_text(const std::string& written) {
  std::string text = "#" + written;
  std::replace_if(text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
  while (text.back() == ' ' || text.back() == '\t') text.pop_back();
  return text;
}

using comment_iterator = std::vector<const ast::comment*>::const_iterator;

/// Gives each comment (ascending by place) to the construct it stands before or behind. What the canonical order
/// moves takes its comments along.
inline void place_comments(layout_node& node, comment_iterator first, comment_iterator last) {
  std::vector<layout_node*> members;
  for (auto& member : node.members)
    if (member.where.begin != member.where.end) members.push_back(&member);
  std::stable_sort(members.begin(), members.end(),
                   [](const layout_node* a, const layout_node* b) { return a->where.begin < b->where.begin; });
  std::size_t next = 0;
  while (first != last) {
    const ast::comment& comment = **first;
    while (next < members.size() && members[next]->where.end <= comment.where.begin) ++next;
    const bool inside = next < members.size() && members[next]->where.begin <= comment.where.begin;
    if (inside && members[next]->form != layout_node::shape::line) {
      const auto end = members[next]->where.end;
      const auto stop = std::find_if(first, last, [end](const ast::comment* c) { return c->where.begin >= end; });
      place_comments(*members[next], first, stop);
      first = stop;
      continue;
    }
    auto text = comment_text(comment.text);
    if (comment.own_line)
      (next < members.size() ? members[next]->above : node.at_end).push_back(std::move(text));
    else if (inside)
      members[next]->trailing.push_back(std::move(text));
    else
      (next > 0 ? members[next - 1]->trailing : node.opening).push_back(std::move(text));
    ++first;
  }
}

inline void move_comments(std::vector<std::string>& from, std::size_t first, std::size_t last, std::vector<std::string>& to) {
  const auto begin = from.begin() + static_cast<std::ptrdiff_t>(first), end = from.begin() + static_cast<std::ptrdiff_t>(last);
  std::move(begin, end, std::back_inserter(to));
  from.erase(begin, end);
}

/// Brings comments to where they will be read again: one fits behind a construct, the others go above it; a comment at
/// an end of a list is one of the whole list.
inline void settle_comments(layout_node& node) {
  for (auto& member : node.members) settle_comments(member);
  if (node.form == layout_node::shape::list && !node.members.empty()) {
    auto& first = node.members.front();
    auto& last = node.members.back();
    move_comments(first.above, 0, first.above.size(), node.above);
    last.trailing.insert(last.trailing.end(), node.trailing.begin(), node.trailing.end());
    node.trailing.clear();
    move_comments(last.trailing, last.trailing.empty() ? 0 : last.trailing.size() - 1, last.trailing.size(), node.trailing);
    move_comments(last.trailing, 0, last.trailing.size(), &first == &last ? node.above : last.above);
  }
  if (node.trailing.size() > 1) move_comments(node.trailing, 0, node.trailing.size() - 1, node.above);
  if (node.opening.size() > 1) {
    auto& first = node.members.empty() ? node.at_end : node.members.front().above;
    std::vector<std::string> rest;
    move_comments(node.opening, 1, node.opening.size(), rest);
    first.insert(first.begin(), rest.begin(), rest.end());
  }
}

inline void place_comments(layout_node& root, const std::vector<ast::comment>& comments) {
  std::vector<const ast::comment*> ascending;
  ascending.reserve(comments.size());
  for (const auto& comment : comments) ascending.push_back(&comment);
  std::stable_sort(ascending.begin(), ascending.end(),
                   [](const ast::comment* a, const ast::comment* b) { return a->where.begin < b->where.begin; });
  place_comments(root, ascending.begin(), ascending.end());
  settle_comments(root);
}

// ---- lines ----

/// Puts the laid out text together, line by line.
class page {
 public:
  std::string take() { return std::move(text_); }

  /// The members of the whole file, with blank lines between its sections.
  void put_file(const layout_node& root) {
    const auto widths = column_widths(root.members);
    bool was_flat = false;
    for (std::size_t i = 0; i < root.members.size(); ++i) {
      const auto& member = root.members[i];
      const bool flat = is_flat(member, 0);
      const bool together = i > 0 && flat && was_flat && member.section == root.members[i - 1].section;
      if (i > 0 && !together) text_ += '\n';
      put(member, 0, widths[i]);
      was_flat = flat;
    }
    if (root.at_end.empty()) return;
    if (!root.members.empty()) text_ += '\n';
    put_comments(root.at_end, 0);
  }

 private:
  using widths_of_line = std::vector<std::size_t>;

  static std::string padded(std::string text, std::size_t width) {
    const auto has = display_width(text);
    if (has < width) text.append(width - has, ' ');
    return text;
  }

  /// For every member the widths that its cells are padded to.
  static std::vector<widths_of_line> column_widths(const std::vector<layout_node>& members) {
    std::vector<widths_of_line> all(members.size());
    for (std::size_t begin = 0; begin < members.size();) {
      std::size_t end = begin + 1;
      const int set = members[begin].column_set;
      while (set != 0 && end < members.size() && members[end].column_set == set) ++end;
      widths_of_line widths;
      for (std::size_t i = begin; i < end; ++i) {
        const auto& cells = members[i].cells;
        for (std::size_t c = 0; c + 1 < cells.size(); ++c) {
          if (widths.size() <= c) widths.resize(c + 1);
          const auto width = display_width(cells[c]);
          if (width <= widest_column) widths[c] = std::max(widths[c], width);
        }
      }
      std::fill(all.begin() + static_cast<std::ptrdiff_t>(begin), all.begin() + static_cast<std::ptrdiff_t>(end), widths);
      begin = end;
    }
    return all;
  }

  static std::string joined(const layout_node& node, const widths_of_line& widths) {
    std::string text;
    for (std::size_t c = 0; c < node.cells.size(); ++c) {
      const bool last = c + 1 == node.cells.size();
      const std::size_t width = last || c >= widths.size() ? 0 : widths[c];
      if (node.cells[c].empty() && width == 0) continue;
      text += padded(node.cells[c], width);
      if (!last) text += ' ';
    }
    return text;
  }

  static std::string flat_text(const layout_node& node) {
    std::string text = joined(node, {});
    if (node.form == layout_node::shape::line) return text;
    const bool block = node.form == layout_node::shape::block;
    if (block) text += " {";
    for (std::size_t i = 0; i < node.members.size(); ++i) {
      if (i > 0) text += block ? " " : ",";
      if (i > 0 || block || !text.empty()) text += ' ';
      text += flat_text(node.members[i]);
    }
    if (block) {
      text += " }";
      if (!node.behind.empty()) text += " " + node.behind;
    }
    return text;
  }

  static bool is_flat(const layout_node& node, std::size_t indent) {
    if (node.form == layout_node::shape::line) return true;
    if (node.form == layout_node::shape::block && !node.members.empty() && !node.may_be_flat) return false;
    return !node.holds_comments() && indent + display_width(flat_text(node)) <= page_width;
  }

  void put_comments(const std::vector<std::string>& comments, std::size_t indent) {
    for (const auto& comment : comments) text_.append(indent, ' ').append(comment).append("\n");
  }

  /// Ends the line with the comment behind it, if there is one.
  void end_line(const std::vector<std::string>& behind) {
    for (const auto& comment : behind) text_.append("  ").append(comment);
    text_ += '\n';
  }

  void put(const layout_node& node, std::size_t indent, const widths_of_line& widths) {
    put_comments(node.above, indent);
    if (is_flat(node, indent)) {
      text_.append(indent, ' ');
      text_ += node.form == layout_node::shape::line ? joined(node, widths) : flat_text(node);
      end_line(node.trailing);
    } else if (node.form == layout_node::shape::block) {
      put_block(node, indent);
    } else {
      put_list(node, indent);
    }
  }

  void put_block(const layout_node& node, std::size_t indent) {
    text_.append(indent, ' ').append(joined(node, {})).append(" {");
    end_line(node.opening);
    const auto widths = column_widths(node.members);
    for (std::size_t i = 0; i < node.members.size(); ++i) put(node.members[i], indent + 2, widths[i]);
    put_comments(node.at_end, indent + 2);
    text_.append(indent, ' ').append("}");
    if (!node.behind.empty()) text_.append(" ").append(node.behind);
    end_line(node.trailing);
  }

  /// Fills lines with members; with comments among them each stands on its own.
  void put_list(const layout_node& node, std::size_t indent) {
    const bool one_each = node.holds_comments();
    const std::size_t margin = indent + display_width(node.cells.front()) + 1;
    std::size_t column = margin - 1;
    text_.append(indent, ' ').append(node.cells.front());
    for (std::size_t i = 0; i < node.members.size(); ++i) {
      const auto& member = node.members[i];
      const std::string text = flat_text(member) + (i + 1 < node.members.size() ? "," : "");
      const auto width = display_width(text) + 1;
      if (i > 0 && (one_each || column + width > page_width)) {
        end_line(node.members[i - 1].trailing);
        put_comments(member.above, margin);
        text_.append(margin, ' ');
        column = margin - 1;
      } else {
        text_ += ' ';
      }
      text_ += text;
      column += width;
    }
    end_line(node.trailing);
    put_comments(node.at_end, indent);
  }

  std::string text_;
};

}  // namespace ancs::detail::printing

#endif
