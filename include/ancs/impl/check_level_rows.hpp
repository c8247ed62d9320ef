// impl/check_level_rows.hpp: rows of levels that never decide, because of the rows above them or of themselves.
#ifndef ANCS_IMPL_CHECK_LEVEL_ROWS_HPP
#define ANCS_IMPL_CHECK_LEVEL_ROWS_HPP

#include "check_inputs.hpp"

namespace ancs::detail {

/// Warns of what conditions and declared ranges show by themselves; a row it says nothing of may still be idle.
class level_rows {
 public:
  explicit level_rows(check_state& s) : s_(s) {}

  void check(const checked::levels& levels) {
    std::vector<row> rows;
    for (const checked::level_row& r : levels.rows) {
      if (!r.condition) break;
      row now{&r, {}, {}, {}, false};
      parts_of(*r.condition, now.parts);
      for (const term* part : now.parts) now.nodes.push_back(analyse(s_, *part).node);
      now.sorted_nodes = now.nodes;
      std::sort(now.sorted_nodes.begin(), now.sorted_nodes.end());
      now.idle = alone(now, rows);
      rows.push_back(std::move(now));
    }
    together(rows);
    for (const checked::level_row& r : levels.caps) {
      if (!r.condition) continue;
      row now{&r, {}, {}, {}, false};
      parts_of(*r.condition, now.parts);
      if (excludes(now, nullptr)) report(s_, code::level_row_never_holds, r.where, {why_never(now)});
      else if (r.level == 0) report(s_, code::cap_at_best_level, r.where, {levels.names[0]});
    }
  }

 private:
  /// Assumptions and comparisons of parts that are tried; beyond them nothing is said.
  static constexpr std::size_t max_work = 20'000, max_compared = 500'000;

  struct row {
    const checked::level_row* from;
    std::vector<const term*> parts;  ///< all of them hold where the row does
    std::vector<std::uint32_t> nodes, sorted_nodes;
    bool idle;
  };

  static void parts_of(const term& t, std::vector<const term*>& into) {
    if (t.what != term_op::logical_and) return into.push_back(&t);
    for (const term& arg : t.args) parts_of(arg, into);
  }

  /// True where the row and one condition more, or less, cannot hold together.
  bool excludes(const row& now, const term* not_holding) {
    if ((work_ += now.parts.size() + 1) > max_work) return false;
    const fact_scope here(s_);
    assume(s_, *now.from->condition, true);
    if (not_holding) assume(s_, *not_holding, false);
    return s_.contradiction;
  }

  /// A row that never holds, or only where one above it does; reported.
  bool alone(const row& now, const std::vector<row>& above) {
    if (excludes(now, nullptr)) {
      report(s_, code::level_row_never_holds, now.from->where, {why_never(now)});
      return true;
    }
    for (const row& other : above) {
      bool covers = true;
      for (std::size_t i = 0; covers && i < other.parts.size(); ++i)
        covers = ++compared_ <= max_compared &&
                 (std::binary_search(now.sorted_nodes.begin(), now.sorted_nodes.end(), other.nodes[i]) || excludes(now, other.parts[i]));
      if (!covers) continue;
      report_shadowed(now, other);
      return true;
    }
    return false;
  }

  /// Rows that leave no case only together.
  void together(const std::vector<row>& rows) {
    const fact_scope here(s_);
    const row* last = nullptr;
    for (const row& now : rows) {
      if (now.idle) continue;
      if (last && excludes(now, nullptr)) {
        report_shadowed(now, *last);
      } else {
        assume(s_, *now.from->condition, false);
        last = &now;
      }
    }
  }

  void report_shadowed(const row& now, const row& by) {
    report(s_, code::level_row_shadowed, now.from->where, {}, {{by.from->where, code::other_row_here, {}}});
  }

  std::string why_never(const row& now) {
    for (const term* part : now.parts) {
      if (part->args.size() != 2) continue;
      const term& of = part->args[part->args[0].what == term_op::constant ? 1 : 0];
      if (part->args[part->args[0].what == term_op::constant ? 0 : 1].what != term_op::constant) continue;
      const analysis known = analyse(s_, of);
      const fact_scope here(s_);
      assume(s_, *part, true);
      if (!s_.contradiction) continue;
      const std::string name = text_of(s_, of), range = range_text(s_, known.range, of.type == kind::percent);
      return both("`" + name + "` is always `" + range + "`: correct the limit, or remove the row",
                  "`" + name + "` luôn ở mức `" + range + "`: hãy sửa giới hạn, hoặc bỏ dòng này");
    }
    return both("its parts exclude each other: correct one of them, or remove the row",
                "các phần của điều kiện loại trừ nhau: hãy sửa một phần, hoặc bỏ dòng này");
  }

  check_state& s_;
  std::size_t work_ = 0, compared_ = 0;
};

}  // namespace ancs::detail

#endif
