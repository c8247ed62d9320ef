// impl/check_every.hpp: `every group` and `every criterion of A` as the comparisons they stand for.
#ifndef ANCS_IMPL_CHECK_EVERY_HPP
#define ANCS_IMPL_CHECK_EVERY_HPP

#include "check_facts.hpp"
#include "check_kinds.hpp"

namespace ancs::detail {

/// Points that a criterion asks for before they are scored: those of the first `needs` criteria, or of all.
inline void not_known_yet(check_state& s, const std::string& text, std::uint32_t needs, span where) {
  std::string help;
  if (needs > s.criteria.size()) {
    help = both("a criterion cannot use the total or a group, which are sums of criteria: write the condition in `levels` or as a `veto`",
                "tiêu chí không thể dùng tổng điểm hay điểm của nhóm, vì đó là tổng của các tiêu chí: hãy viết điều kiện trong `xếp loại` hoặc thành một `không xét`");
  } else if (needs == *s.scoring + 1) {
    help = both("a criterion cannot use its own points: write what they depend on instead",
                "tiêu chí không thể dùng điểm của chính nó: hãy viết đại lượng mà điểm đó phụ thuộc");
  } else {
    const std::string& last = s.criteria[needs - 1].tree->head.id.text;
    help = both("a criterion may use only criteria that stand above it: move it below `" + last + '`',
                "một tiêu chí chỉ được dùng các tiêu chí đứng trước nó: hãy chuyển nó xuống dưới `" + last + '`');
  }
  report(s, code::points_not_known_yet, where, {text, help});
}

inline bool is_every(const ast::expression& e) { return e.what == op::every_group || e.what == op::every_criterion; }

/// The comparisons joined by `and`. A percent means that share of each one's own maximum, `full` the maximum itself.
inline std::optional<typed> expand_every(check_state& s, const ast::expression& every, term_op how, const typed& limit, span where) {
  const std::string text = as_written(s, every);
  if (!limit.full && (limit.text || !limit.literal || !is_numeric(limit.term.type))) {
    report(s, code::every_needs_comparison, where, {text});
    return std::nullopt;
  }
  std::optional<std::uint32_t> inside;
  if (every.what == op::every_criterion && !every.text.empty()) {
    const symbol* found = find_name(s, every.text, name_place(every), sought::group);
    if (!found || found->what == symbol::sort::unsupported) return std::nullopt;
    if (found->what != symbol::sort::group) {
      report(s, code::wrong_sort_of_name, name_place(every), {every.text, word(s, keyword::group)});
      return std::nullopt;
    }
    inside = found->index;
  }
  if (s.scoring) {
    not_known_yet(s, text, ~std::uint32_t{0}, every.where);
    return std::nullopt;
  }
  s.needs = ~std::uint32_t{0};
  std::vector<term> all;
  bool ok = true;
  const auto compare = [&](term_op what, std::uint32_t index, const rational& maximum) {
    term c;
    c.what = how;
    c.type = kind::yes_no;
    c.where = where;
    const rational value = limit.full ? maximum : limit.term.type == kind::percent ? limit.term.value * maximum : limit.term.value;
    c.args.push_back(indexed_term(what, kind::points, index, every.where));
    c.args.push_back(constant_term(value, kind::points, where));
    all.push_back(std::move(c));
    return ++s.every_comparisons <= max_every_comparisons;
  };
  bool small = true;
  if (every.what == op::every_group) {
    for (std::uint32_t i = 0; small && i < s.groups.size(); ++i)
      if (s.groups[i].counts) {
        ok = ok && s.groups[i].ok;
        small = compare(term_op::group, i, s.model.groups[i].maximum);
      }
  } else {
    const std::uint32_t first = inside ? s.groups[*inside].first_criterion : 0;
    const std::uint32_t past = inside ? s.groups[*inside].past_criteria : static_cast<std::uint32_t>(s.criteria.size());
    for (std::uint32_t i = first; small && i < past; ++i)
      if (s.criteria[i].counts && !s.criteria[i].information) {
        ok = ok && s.criteria[i].ok;
        small = compare(term_op::criterion, i, s.model.criteria[i].maximum);
      }
  }
  if (!small) {
    if (!s.said_too_many) report(s, code::too_many_comparisons, where, {text});
    s.said_too_many = true;
    return std::nullopt;
  }
  if (all.empty()) {
    report(s, code::every_of_nothing, every.where, {text});
    return std::nullopt;
  }
  if (!ok) return std::nullopt;
  typed t;
  t.term.what = term_op::logical_and;
  t.term.type = kind::yes_no;
  t.term.where = where;
  t.term.args = std::move(all);
  t.size.depth = 3;
  return t;
}

}  // namespace ancs::detail

#endif
