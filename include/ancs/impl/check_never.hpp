// impl/check_never.hpp: conditions that can never hold, and conditions that can never hold together.
#ifndef ANCS_IMPL_CHECK_NEVER_HPP
#define ANCS_IMPL_CHECK_NEVER_HPP

#include <map>
#include <utility>
#include <vector>

#include "check_prove.hpp"

namespace ancs::detail {

/// Collects what holds where several conditions hold, and says when that cannot be. Knows ranges, declared relations, answers and options;
/// where it sees no contradiction there may still be one.
class together {
 public:
  explicit together(check_state& s) : s_(s), here_(s), before_(s.contradiction || s.unreached) {}

  void add(const term& t, bool holds = true, int depth = 0) {
    if (depth == 0) assume(s_, t, holds);
    if (depth > 32 || ++steps_ > 2000) return;
    switch (t.what) {
      case term_op::logical_not:
        return add(t.args[0], !holds, depth + 1);
      case term_op::logical_and:
      case term_op::logical_or:
        if (holds == (t.what == term_op::logical_and))
          for (const term& arg : t.args) add(arg, holds, depth + 1);
        return;
      case term_op::let:
        if (t.type == kind::yes_no) add(s_.model.lets[t.index].value, holds, depth + 1);
        return;
      case term_op::slot:
      case term_op::given:
        return answer({t.index, t.what == term_op::given}, rational(holds ? 1 : 0), true);
      case term_op::equal:
      case term_op::not_equal:
        return compared(t, holds == (t.what == term_op::equal), depth);
      case term_op::less:
        return ordered(t.args[holds ? 0 : 1], t.args[holds ? 1 : 0], holds);
      case term_op::greater_equal:
        return ordered(t.args[holds ? 1 : 0], t.args[holds ? 0 : 1], !holds);
      case term_op::greater:
        return ordered(t.args[holds ? 1 : 0], t.args[holds ? 0 : 1], holds);
      case term_op::less_equal:
        return ordered(t.args[holds ? 0 : 1], t.args[holds ? 1 : 0], !holds);
      default:
        return;
    }
  }

  /// True if they exclude each other. Nothing is said where no case arrives anyway.
  bool impossible() const { return !before_ && (impossible_ || s_.contradiction); }

 private:
  using question = std::pair<std::uint32_t, bool>;  ///< a slot; whether its being given is asked

  /// `low` < `high`, or `low` <= `high`.
  void ordered(const term& low, const term& high, bool strictly) {
    if (strictly ? never_above(s_, high, low) : always_below(s_, high, low)) impossible_ = true;
  }
  void compared(const term& t, bool equal, int depth) {
    const term* of = &t.args[0];
    const term* to = &t.args[1];
    if (of->what == term_op::constant) std::swap(of, to);
    if (to->what != term_op::constant) {
      if (equal && (always_below(s_, *of, *to) || always_below(s_, *to, *of))) impossible_ = true;
      return;
    }
    if (of->type == kind::yes_no && of->what != term_op::slot) return add(*of, equal == !to->value.is_zero(), depth + 1);
    if (of->what == term_op::slot && (of->type == kind::yes_no || of->type == kind::one_of)) answer({of->index, false}, to->value, equal);
  }
  void answer(question what, const rational& value, bool equal) {
    auto& known = answers_[what];
    if (equal && known.is && *known.is != value) impossible_ = true;
    if (equal) known.is = value;
    if (!equal) known.not_these.push_back(value);
    for (const rational& other : known.not_these)
      if (known.is && *known.is == other) impossible_ = true;
  }

  struct known_answer {
    std::optional<rational> is;
    std::vector<rational> not_these;
  };
  check_state& s_;
  fact_scope here_;
  bool before_, impossible_ = false;
  std::size_t steps_ = 0;
  std::map<question, known_answer> answers_;
};

inline bool never_holds(check_state& s, const term& condition) {
  together alone(s);
  alone.add(condition);
  return alone.impossible();
}

/// Warns of a condition that decides nothing; true where it did.
inline bool warn_where_never(check_state& s, const term& condition, const ast::expression& tree) {
  // After an error a range may be none that the author meant.
  if (s.errors != 0 || !never_holds(s, condition)) return false;
  report(s, code::condition_never_holds, tree.where, {as_written(s, tree)});
  return true;
}

}  // namespace ancs::detail

#endif
