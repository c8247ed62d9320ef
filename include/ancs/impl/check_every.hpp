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
  if (!limit.full && (limit.text || !adapts(limit) || !is_numeric(limit.term.type))) {
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
  // Of what may be excluded: `assessed` is what is left of the maximum, `skipped` a condition under which nothing is compared.
  const auto compare = [&](term_op what, std::uint32_t index, const rational& maximum, std::optional<term> assessed = {},
                           std::optional<term> skipped = {}) {
    term c;
    c.what = how;
    c.type = kind::yes_no;
    c.where = where;
    c.args.push_back(indexed_term(what, kind::points, index, every.where));
    if (assessed) {
      term share = indexed_term(term_op::multiply, kind::points, 0, where);
      share.args = {limit.parameter ? limit.term : constant_term(limit.full ? rational(1) : limit.term.value, kind::number, where), std::move(*assessed)};
      c.args.push_back(std::move(share));
    } else if (limit.parameter) {
      c.args.push_back(limit.term.type == kind::percent ? share_of_maximum(limit.term, maximum) : limit.term);
    } else {
      const rational value = limit.full ? maximum : limit.term.type == kind::percent ? limit.term.value * maximum : limit.term.value;
      c.args.push_back(constant_term(value, kind::points, where));
    }
    if (skipped) {
      term either = indexed_term(term_op::logical_or, kind::yes_no, 0, where);
      either.args = {std::move(*skipped), std::move(c)};
      c = std::move(either);
    }
    all.push_back(std::move(c));
    return ++s.every_comparisons <= limits::comparisons;
  };
  bool small = true;
  if (every.what == op::every_group) {
    for (std::uint32_t i = 0; small && i < s.groups.size(); ++i)
      if (s.groups[i].counts) {
        ok = ok && s.groups[i].ok;
        const checked::group& g = s.model.groups[i];
        if (!changes(s, indexed_term(term_op::group, kind::points, i, where))) {
          small = compare(term_op::group, i, g.maximum);
          continue;
        }
        if (!limit.full && limit.term.type != kind::percent) {
          report(s, code::changing_points_compared, where, {text, text + " >= " + as_written(s, rational(1, 2), true)});
          return std::nullopt;
        }
        const term assessed = indexed_term(term_op::group_assessed, kind::points, i, every.where);
        std::optional<term> skipped;
        if (g.least_assessed.is_zero()) {
          skipped = indexed_term(term_op::equal, kind::yes_no, 0, where);
          skipped->args = {assessed, constant_term(0, kind::points, where)};
        }
        small = compare(term_op::group, i, g.maximum, assessed, std::move(skipped));
      }
  } else {
    const std::uint32_t first = inside ? s.groups[*inside].first_criterion : 0;
    const std::uint32_t past = inside ? s.groups[*inside].past_criteria : static_cast<std::uint32_t>(s.criteria.size());
    for (std::uint32_t i = first; small && i < past; ++i)
      if (s.criteria[i].counts && !s.criteria[i].information) {
        ok = ok && s.criteria[i].ok;
        std::optional<term> skipped;
        if (is_excludable(s.model.criteria[i])) skipped = indexed_term(term_op::excluded, kind::yes_no, i, every.where);
        small = compare(term_op::criterion, i, s.model.criteria[i].maximum, {}, std::move(skipped));
      }
  }
  if (!small) {
    if (!s.said_too_many) report(s, code::too_many_comparisons, where, {text});
    s.said_too_many = true;
    return std::nullopt;
  }
  if (all.empty()) {
    if (!s.partial) report(s, code::every_of_nothing, every.where, {text});
    return std::nullopt;
  }
  if (!ok) return std::nullopt;
  typed t;
  t.term.what = term_op::logical_and;
  t.term.type = kind::yes_no;
  t.term.where = where;
  t.term.args = std::move(all);
  t.size.depth = 4;
  return t;
}

}  // namespace ancs::detail

#endif
