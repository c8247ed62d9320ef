// row_code.hpp: writes a program's results as steps over one unit in 64-bit whole numbers, a whole clause a step; see row_steps.hpp.
#ifndef ANCS_IMPL_ROW_CODE_HPP
#define ANCS_IMPL_ROW_CODE_HPP

#include <algorithm>
#include <cstdint>
#include <limits>
#include <map>
#include <utility>
#include <vector>

#include "clause_guards.hpp"
#include "row_decisions.hpp"
#include "row_steps.hpp"

namespace ancs::detail {

template <int K, int G>
row_step::function find_row_table(std::size_t cuts, std::size_t guards, bool two) {
  if (cuts == K && guards == G) return two ? row_table<K, G, true> : row_table<K, G, false>;
  if constexpr (G < static_cast<int>(clause_finder::most_guards)) return find_row_table<K, G + 1>(cuts, guards, two);
  else if constexpr (K < 8) return find_row_table<K + 1, 0>(cuts, guards, two);
  else return nullptr;
}
inline row_step::function find_row_clause(const clause& c) {
  const bool two = c.two();
  const std::size_t guards = c.guards.size();
  switch (c.written) {
    case clause::body::cuts: return find_row_table<1, 0>(c.cuts.size(), guards, two);
    case clause::body::linear:
      if (guards == 0) return two ? row_limited<0, true> : row_limited<0, false>;
      if (guards == 1) return two ? row_limited<1, true> : row_limited<1, false>;
      return two ? row_limited<2, true> : row_limited<2, false>;
    case clause::body::divided:
      if (guards == 0) return two ? row_quotient<0, true> : row_quotient<0, false>;
      if (guards == 1) return two ? row_quotient<1, true> : row_quotient<1, false>;
      return two ? row_quotient<2, true> : row_quotient<2, false>;
  }
  return nullptr;
}

/// Writes the code for the `wanted` registers. The program's code in 64-bit lanes must be there.
class row_writer {
 public:
  row_writer(const program_data& program, std::vector<bool> wanted) : p_(program), needed_(std::move(wanted)) {}

  row_code run() {
    for (std::size_t s = 0; s < p_.slots.size(); ++s) {
      // Clauses are found for inputs that 32 bits hold; amounts of money may be larger.
      using enum input_column::kind;
      const auto type = p_.columns[s].type;
      const std::int64_t limit = type == money || type == number ? std::numeric_limits<std::int64_t>::max() : std::numeric_limits<std::int32_t>::max();
      const std::int64_t low = std::max(p_.narrow.slot_low[s], -limit), high = std::min(p_.narrow.slot_high[s], limit);
      ranges_.push_back({{low}, {high}});
      out_.low.push_back(p_.slots[s].read ? low : std::numeric_limits<std::int64_t>::min());
      out_.high.push_back(p_.slots[s].read ? high : std::numeric_limits<std::int64_t>::max());
    }
    clause_finder finder(p_.nodes, ranges_, nullptr, false);
    for (std::size_t i = p_.nodes.size(); i-- > 0;) {
      const auto id = static_cast<graph::node_id>(i);
      const auto& n = p_.nodes[i];
      if (!needed_[i] || is_given(n.what)) continue;
      if (auto found = finder.find(id); found && write_clause(id, *found)) continue;
      if (auto rows = row_decisions(p_.nodes).find(id)) {
        for (const auto& b : rows->bits) read(id, b.a), read(id, b.b);
        read(id, rows->otherwise);
        write_decision(id, *rows);
        continue;
      }
      for (std::size_t j = 0; j < n.args.size(); ++j) read(id, n.args[j], n.what == graph::node_op::linear ? whole(n.coefficients[j + 1]) : 0);
      write(id);
    }
    for (std::uint32_t s = 0; s < p_.slots.size(); ++s)
      if (needed_[p_.slots[s].node]) out_.copied.push_back(s);
    in_order();
    out_.available = true;
    return std::move(out_);
  }

 private:
  static bool is_given(graph::node_op what) {
    using enum graph::node_op;
    return what == constant || what == parameter || what == unknown || what == input || what == given;
  }
  /// Register `from` is needed to compute register `id`, of a sum by the weight.
  void read(graph::node_id id, graph::node_id from, std::int64_t weight = 0) {
    needed_[from] = true;
    reads_.push_back({id, from, weight});
  }
  static std::int64_t whole(const rational& r) { return lane_value<std::int64_t>(r); }
  row_step& add(graph::node_id id, row_step::function does) {
    row_step s;
    s.run = does;
    s.out = id;
    s.k = static_cast<std::uint32_t>(out_.constants.size());
    s.first_operand = static_cast<std::uint32_t>(out_.operands.size());
    out_.steps.push_back(s);
    return out_.steps.back();
  }
  void constants(std::initializer_list<std::int64_t> values) { out_.constants.insert(out_.constants.end(), values); }

  /// Base, then cuts: alpha, by cut beta, limit, adds; linear: kx, ky, low, high; divided: kx, ky, alpha; then by guard x, y, limit, value.
  bool write_clause(graph::node_id id, clause& c) {
    const lane_range x = ranges_[slot_of(c.x)], y = c.two() ? ranges_[slot_of(c.y)] : lane_range{};
    drop_guards(c, x, y, order_of(c, p_));
    const auto does = find_row_clause(c);
    if (!does || clause_need(c, {magnitude(x)}, {magnitude(y)}, 1).value > std::numeric_limits<std::int64_t>::max()) return false;
    row_step& s = add(id, does);
    s.clause = true;
    s.a = slot_of(c.x);
    s.b = c.two() ? slot_of(c.y) : s.a;
    reads_.push_back({id, c.x, 0});
    if (c.two()) reads_.push_back({id, c.y, 0});
    const std::int64_t least = std::numeric_limits<std::int64_t>::min(), most = std::numeric_limits<std::int64_t>::max();
    constants({c.base});
    switch (c.written) {
      case clause::body::cuts:
        constants({c.alpha});
        for (const auto& cut : c.cuts) constants({cut.beta, -cut.gamma - 1, cut.adds});
        break;
      case clause::body::linear: constants({c.kx, c.ky, c.low.value_or(least), c.high.value_or(most)}); break;
      case clause::body::divided: constants({c.kx, c.ky, c.alpha}); break;
    }
    for (const auto& g : c.guards)
      constants({static_cast<std::int64_t>(g.holds.x), static_cast<std::int64_t>(g.holds.y), static_cast<std::int64_t>(-g.holds.constant - 1), g.value});
    share_constants(s);
    return true;
  }
  std::uint32_t slot_of(graph::node_id input) const { return p_.nodes[input].index; }
  /// Clauses of equal constants read them in one place.
  void share_constants(row_step& s) {
    std::vector<std::int64_t> mine(out_.constants.begin() + s.k, out_.constants.end());
    const auto [known, is_new] = places_.try_emplace(std::move(mine), s.k);
    if (is_new) return;
    out_.constants.resize(s.k);
    s.k = known->second;
  }

  void write_decision(graph::node_id id, const row_decision& of) {
    row_step& s = add(id, row_decide);
    s.a = of.otherwise;
    s.b = static_cast<std::uint32_t>(of.rows.size());
    s.operands = static_cast<std::uint32_t>(of.bits.size());
    for (const auto& b : of.bits) {
      out_.operands.insert(out_.operands.end(), {b.a, b.b});
      constants({b.ka, b.kb, b.constant});
    }
    for (auto row = of.rows.rbegin(); row != of.rows.rend(); ++row) constants({static_cast<std::int64_t>(row->mask), row->any ? 1 : 0, row->value});
  }

  void write(graph::node_id id) {
    using enum graph::node_op;
    const auto& n = p_.nodes[id];
    row_step& s = add(id, nullptr);
    s.a = n.args.front();
    s.b = n.args.size() > 1 ? n.args[1] : s.a;
    s.c = n.args.size() > 2 ? n.args[2] : s.a;
    const bool pair = n.args.size() == 2;
    const auto all_operands = [&] {
      s.operands = static_cast<std::uint32_t>(n.args.size());
      out_.operands.insert(out_.operands.end(), n.args.begin(), n.args.end());
    };
    switch (n.what) {
      case linear: {
        const bool even = std::all_of(n.coefficients.begin() + 1, n.coefficients.end(), [&](const auto& k) { return k == n.coefficients[1]; });
        s.run = even ? row_even_sum : row_sum;
        s.sum = true;
        all_operands();
        for (std::size_t i = 0; i < (even ? 2 : n.coefficients.size()); ++i) constants({whole(n.coefficients[i])});
        break;
      }
      case multiply: s.run = row_of_two<kernel::multiply>; break;
      case minimum:
        s.run = pair ? row_of_two<kernel::minimum> : row_of_many<kernel::minimum>;
        all_operands();
        break;
      case maximum:
        s.run = pair ? row_of_two<kernel::maximum> : row_of_many<kernel::maximum>;
        all_operands();
        break;
      case absolute: s.run = row_absolute; break;
      case negative_if: s.run = row_of_two<kernel::negative_if>; break;
      case test: {
        using enum graph::comparison;
        const bool strict = n.compares == above;
        s.run = strict || n.compares == at_least ? row_test<at_least> : n.compares == equal ? row_test<equal> : row_test<not_equal>;
        constants({whole(n.coefficients[0]), whole(n.coefficients[1]), whole(n.coefficients[2]) - (strict ? 1 : 0)});
        break;
      }
      case select: s.run = row_select; break;
      case bands:
        s.run = row_bands;
        s.operands = static_cast<std::uint32_t>(n.cuts.size());
        constants({whole(n.coefficients[0])});
        for (const auto& c : n.cuts) constants({whole(c.alpha), whole(c.beta), whole(c.gamma) - (c.strict ? 1 : 0), whole(c.adds)});
        break;
      case round_divide:
        s.run = row_round_divide;
        constants({whole(n.coefficients[0]), whole(n.coefficients[1]), pair ? 1 : 0, static_cast<std::int64_t>(n.mode)});
        break;
      default: break;  // no whole lane has a division: see magnitude_analysis
    }
  }

  /// Clauses first, alike ones together, then the others as they need each other.
  void in_order() {
    std::sort(out_.steps.begin(), out_.steps.end(), [](const row_step& a, const row_step& b) {
      if (a.clause != b.clause) return a.clause;
      if (a.clause && a.run != b.run) return std::less<>()(a.run, b.run);
      return a.out < b.out;
    });
    for (std::uint32_t i = 0; i < out_.steps.size(); ++i) {
      const bool more = i > 0 && out_.steps[i].run == out_.steps[i - 1].run && out_.steps[i].clause == out_.steps[i - 1].clause;
      if (more) ++out_.runs.back().second;
      else out_.runs.emplace_back(i, 1);
    }
    write_changes();
  }

  // ---- what a changed input reaches ----

  struct one_read {
    graph::node_id id, from;
    std::int64_t weight;
  };
  std::pair<std::vector<one_read>::const_iterator, std::vector<one_read>::const_iterator> readers(graph::node_id from) const {
    return std::equal_range(reads_.begin(), reads_.end(), one_read{0, from, 0}, [](const auto& a, const auto& b) { return a.from < b.from; });
  }
  void write_changes() {
    step_of_.assign(p_.nodes.size(), 0);
    for (std::uint32_t i = 0; i < out_.steps.size(); ++i) step_of_[out_.steps[i].out] = i;
    std::stable_sort(reads_.begin(), reads_.end(), [](const auto& a, const auto& b) { return a.from < b.from; });
    for (std::uint32_t s = 0; s < p_.slots.size(); ++s) {
      out_.first_change.push_back(static_cast<std::uint32_t>(out_.changes.size()));
      std::vector<bool> reached(p_.nodes.size());
      reach(p_.slots[s].node, reached);
      write_change(p_.slots[s].node, 0);
      for (std::uint32_t i = 0; i < out_.steps.size(); ++i)
        if (reached[out_.steps[i].out] && !out_.steps[i].sum) write_change(out_.steps[i].out, i);
    }
    out_.first_change.push_back(static_cast<std::uint32_t>(out_.changes.size()));
  }
  void reach(graph::node_id from, std::vector<bool>& reached) const {
    for (auto [r, end] = readers(from); r != end; ++r)
      if (!reached[r->id]) reached[r->id] = true, reach(r->id, reached);
  }
  void write_change(graph::node_id id, std::uint32_t step) {
    row_code::change c{step, static_cast<std::uint32_t>(out_.additions.size()), 0};
    add_to_sums(id, 1);
    c.additions = static_cast<std::uint32_t>(out_.additions.size()) - c.first_addition;
    out_.changes.push_back(c);
  }
  /// The sums that a register is a part of, and those that they are a part of. Weights may wrap around: so do the additions.
  void add_to_sums(graph::node_id id, std::uint64_t by) {
    for (auto [r, end] = readers(id); r != end; ++r) {
      if (!out_.steps[step_of_[r->id]].sum) continue;
      const std::uint64_t weight = by * static_cast<std::uint64_t>(r->weight);
      out_.additions.push_back({r->id, static_cast<std::int64_t>(weight)});
      add_to_sums(r->id, weight);
    }
  }

  const program_data& p_;
  std::vector<bool> needed_;
  std::vector<lane_range> ranges_;
  std::map<std::vector<std::int64_t>, std::uint32_t> places_;
  std::vector<one_read> reads_;
  std::vector<std::uint32_t> step_of_;   ///< by register
  row_code out_;
};

/// Where an evaluation finds the total without a fraction.
inline void find_whole_total(program_data& p) {
  const auto& form = p.total_with_all.numerator;
  if (p.points_scale == 0 || form.terms.size() != 1 || !form.constant.is_zero() || form.terms[0].second != 1) return;
  const std::int64_t scale = p.node_scale[form.terms[0].first];
  if (scale == 0 || p.points_scale % scale != 0 || !p.total_with_all.denominator.is_constant() || p.total_with_all.denominator.constant != 1) return;
  p.whole_total = form.terms[0].first;
  p.whole_total_factor = p.points_scale / scale;
}

/// What a record checks as its values come, so that scoring need not.
inline void write_record_checks(program_data& p) {
  p.first_relation.assign(p.slots.size() + 1, 0);
  for (std::uint32_t s = 0; s < p.slots.size(); ++s) {
    for (std::uint32_t i = 0; i < p.relations.size(); ++i)
      if (p.relations[i].slot == s || p.relations[i].other == s) p.relations_of.push_back(i);
    p.first_relation[s + 1] = static_cast<std::uint32_t>(p.relations_of.size());
  }
  p.unchecked = static_cast<std::uint32_t>(p.relations.size() + static_cast<std::size_t>(std::count_if(p.needed.begin(), p.needed.end(), [](auto n) { return n != 0; })));
  for (std::size_t s = 0; s < p.slots.size(); ++s) {
    const auto& plan = p.slots[s];
    const auto& column = p.columns[s];
    rational low = std::numeric_limits<std::int32_t>::min(), high = std::numeric_limits<std::int32_t>::max();
    if (column.type == input_column::kind::one_of) low = 0, high = static_cast<std::int64_t>(column.options.size()) - 1;
    if (column.type == input_column::kind::yes_no) low = 0, high = 1;
    if (plan.low) low = std::max(low, plan.low_open ? plan.low->floor() + 1 : plan.low->ceil());
    if (plan.high) high = std::min(high, plan.high_open ? plan.high->ceil() - 1 : plan.high->floor());
    const bool steps = plan.whole && !(rational(1) / plan.step).is_integer();
    // An empty range: each value is looked at.
    if (steps || plan.scale > std::numeric_limits<std::int32_t>::max() || low > high) low = 1, high = 0;
    p.usual_low.push_back(low.to_int64().value_or(1));
    p.usual_high.push_back(high.to_int64().value_or(0));
    p.usual_factor.push_back(plan.scale);
  }
}

}  // namespace ancs::detail

#endif
