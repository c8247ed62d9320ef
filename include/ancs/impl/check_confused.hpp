// impl/check_confused.hpp: limits of one total that say the same figure once in points and once in percent.
#ifndef ANCS_IMPL_CHECK_CONFUSED_HPP
#define ANCS_IMPL_CHECK_CONFUSED_HPP

#include <vector>

#include "check_state.hpp"

namespace ancs::detail {

/// Looks through the conditions of levels and vetoes: 98 points of 110 reach 90 points, and not 90%.
class confused_limits {
 public:
  explicit confused_limits(check_state& s) : s_(s) {}

  void look(const ast::expression& e) {
    if (e.args.size() == 2 && e.what >= op::equal && e.what <= op::greater_equal) {
      meet(e, e.args[0], e.args[1]);
      meet(e, e.args[1], e.args[0]);
    }
    for (const ast::expression& arg : e.args) look(arg);
  }

 private:
  struct limit {
    std::string of;
    rational figure;  ///< 90 of both 90 and 90%
    bool percent;
    const ast::expression* tree;
  };

  std::optional<rational> maximum_of(const ast::expression& e) const {
    if (e.what == op::total || e.what == op::total_with || e.what == op::total_with_all) return s_.model.maximum;
    if (e.what != op::reference) return std::nullopt;
    const auto at = s_.names.find(e.text);
    if (at == s_.names.end()) return std::nullopt;
    if (at->second.what == symbol::sort::group) return s_.model.groups[at->second.index].maximum;
    if (at->second.what == symbol::sort::criterion) return s_.model.criteria[at->second.index].maximum;
    return std::nullopt;
  }

  void meet(const ast::expression& whole, const ast::expression& of, const ast::expression& limit_tree) {
    const bool percent = limit_tree.what == op::percent_literal;
    if (!percent && limit_tree.what != op::number_literal) return;
    const auto maximum = maximum_of(of);
    if (!maximum || *maximum == rational(100) || limit_tree.value.is_zero() || seen_.size() >= 1000) return;
    const limit now{as_written(s_, of), percent ? limit_tree.value * rational(100) : limit_tree.value, percent, &whole};
    for (const limit& before : seen_) {
      if (before.of != now.of || before.figure != now.figure || before.percent == now.percent) continue;
      report(s_, code::share_and_points_confused, whole.where,
             {as_written(s_, whole), as_written(s_, *before.tree), as_written(s_, *maximum), as_written(s_, now.figure / rational(100), true),
              as_written(s_, now.figure / rational(100) * *maximum)},
             {{before.tree->where, code::other_limit_here, {}}});
      return;
    }
    seen_.push_back(now);
  }

  check_state& s_;
  std::vector<limit> seen_;
};

}  // namespace ancs::detail

#endif
