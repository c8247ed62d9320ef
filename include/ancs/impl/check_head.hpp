// impl/check_head.hpp: the head of a rule file: acts, days, types of unit, columns of assessment, names of the levels of nesting.
#ifndef ANCS_IMPL_CHECK_HEAD_HPP
#define ANCS_IMPL_CHECK_HEAD_HPP

#include <algorithm>
#include <chrono>

#include "../model_info.hpp"
#include "check_names.hpp"

namespace ancs::detail {

inline calendar_day day_of(const ast::date& d) {
  return std::chrono::year(d.year) / std::chrono::month(static_cast<unsigned>(d.month)) / std::chrono::day(static_cast<unsigned>(d.day));
}

/// The texts of a list; one that stands in it twice is reported.
inline std::vector<std::string> texts_of(check_state& s, const std::vector<ast::label>& list) {
  std::vector<std::string> all;
  for (const ast::label& label : list) {
    const auto first = std::find(all.begin(), all.end(), label.text);
    if (first != all.end() && all.size() < 256)  // a longer list is no slip of somebody who writes it
      report(s, code::duplicate_part, label.where, {label.text},
             {{list[static_cast<std::size_t>(first - all.begin())].where, code::first_declared_here, {}}});
    all.push_back(label.text);
  }
  return all;
}

inline void check_days(check_state& s, const ast::model& tree, model_info& info) {
  if (tree.in_force_from) {
    info.in_force_from = day_of(*tree.in_force_from);
    info.force_where = tree.in_force_from->where;
  }
  if (!tree.period) return;
  const auto& [first, last] = *tree.period;
  info.assessed = period{day_of(first), day_of(last)};
  info.assessed_where = join(first.where, last.where);
  if (info.assessed->last < info.assessed->first) return report(s, code::period_reversed, info.assessed_where);
  if (info.in_force_from && *info.in_force_from > info.assessed->last)
    report(s, code::in_force_after_period, info.force_where, {}, {{info.assessed_where, code::declared_here, {word(s, keyword::period)}}});
}

inline void check_columns(check_state& s, const ast::model& tree, model_info& info) {
  for (const auto& column : tree.columns) {
    const auto first = std::find_if(info.columns.begin(), info.columns.end(), [&](const auto& c) { return c.id == column.id.text; });
    const auto titled = std::find_if(info.columns.begin(), info.columns.end(), [&](const auto& c) { return c.title == column.title.text; });
    if (first != info.columns.end() && info.columns.size() < 256)
      report(s, code::duplicate_part, column.id.where, {column.id.text});
    else if (titled != info.columns.end() && info.columns.size() < 256)
      report(s, code::duplicate_part, column.title.where, {column.title.text});
    info.columns.push_back({column.id.text, column.title.text});
  }
  if (tree.columns.size() == 1) report(s, code::one_assessment_column, tree.columns[0].id.where, {tree.columns[0].id.text});
}

/// All that the file says of itself; what concerns points is checked elsewhere.
inline void check_head(check_state& s, const ast::model& tree) {
  model_info& info = s.model.info;
  info.where = tree.id.where;
  for (const auto& b : tree.bases) info.bases.push_back(b.text.text);
  info.applies_to = texts_of(s, tree.applies_to);
  info.replaces = texts_of(s, tree.replaces);
  if (!tree.replaces.empty()) info.replaces_where = tree.replaces.front().where;
  info.parts = texts_of(s, tree.parts);
  check_days(s, tree, info);
  check_columns(s, tree, info);
}

}  // namespace ancs::detail

#endif
