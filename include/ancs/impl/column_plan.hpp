// column_plan.hpp: the steps that score a chunk of rows in columns, every value in the narrowest width that surely holds it.
#ifndef ANCS_IMPL_COLUMN_PLAN_HPP
#define ANCS_IMPL_COLUMN_PLAN_HPP

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "column_kernels.hpp"
#include "kernels.hpp"
#include "lane_code.hpp"

namespace ancs::detail {

using buffer_id = std::uint32_t;
inline constexpr buffer_id no_buffer = 0xffffffffu;

/// A column that is read later on.
struct later_column {
  std::int32_t slot = -1;
  bool in_next_chunk = false;
};

/// One loop over a chunk. `slot` says that its `a` is the host's column.
struct column_step {
  column_loop run = nullptr;
  buffer_id a = no_buffer, b = no_buffer, c = no_buffer, out = no_buffer;
  std::uint32_t k = 0;                   ///< into column_plan::constants
  std::int32_t slot = -1;                ///< load, given: the input
  enum class kind : std::uint8_t { loop, load, given, mark, must_hold, hold } does = kind::loop;
  std::uint64_t forbidden = 0;           ///< load: bits that no value may have
  later_column later, beyond;            ///< load: what to fetch while it runs, and while the loops up to the next load run
};

struct column_plan {
  bool available = false;
  std::vector<column_step> steps;
  std::vector<std::int64_t> constants;
  std::vector<width> widths;             ///< by buffer
  std::vector<std::uint32_t> places;     ///< by buffer: a place in the arena of its width
  std::uint32_t place_count[3] = {};
  std::vector<buffer_id> buffer_of;      ///< by node
};

/// Rounding that the vector loops do not have, one row at a time; in 64-bit lanes.
template <rounding_mode Mode>
inline std::uint64_t round_divide_slowly(const loop_args& g) {
  const auto* a = static_cast<const std::int64_t*>(g.a);
  const auto* b = static_cast<const std::int64_t*>(g.b);
  auto* out = static_cast<std::int64_t*>(g.out);
  for (std::size_t i = 0; i < g.rows; ++i) out[i] = kernel::round_divide{}(g.k[0] * a[i], g.k[1] * (b ? b[i] : 1), Mode);
  return 0;
}

class column_planner {
 public:
  /// `inputs` is what each slot's register may hold. A value outside it makes the whole chunk go another way where `all_or_nothing`,
  /// else only its row. `present`: the slot has a column. `wanted` are the registers that results are read from.
  column_planner(const program_data& program, instruction_set set, const std::vector<lane_range>& inputs, const std::vector<column_type>& types,
                 const std::vector<std::int64_t>& factors, const std::vector<bool>& present, const std::vector<graph::node_id>& wanted, bool all_or_nothing)
      : p_(program), set_(set), inputs_(inputs), types_(types), factors_(factors), present_(present), wanted_(wanted), all_or_nothing_(all_or_nothing) {}

  /// Values of all parameters, where a host changed one; to be kept until the plan is made.
  void with_parameters(const std::vector<rational>* changed) { changed_ = changed; }

  column_plan run() {
    std::vector<bool> used(p_.nodes.size());
    for (const auto id : wanted_) used[id] = true;
    // Every input that there is is looked at, whatever is asked for: a wrong one makes the row's state a data error.
    for (std::size_t s = 0; s < p_.slots.size(); ++s)
      if (p_.slots[s].read || present_[s]) used[p_.slots[s].node] = true;
    for (std::size_t i = used.size(); i-- > 0;)
      if (used[i])
        for (const auto a : p_.nodes[i].args) used[a] = true;
    magnitude_analysis analysis(p_, used);
    const saturated largest = analysis.largest(inputs_);
    if (largest.value > std::numeric_limits<std::int64_t>::max()) return std::move(out_);
    ranges_ = &analysis.ranges();
    out_.available = true;
    out_.buffer_of.assign(p_.nodes.size(), no_buffer);
    node_width_.resize(p_.nodes.size());
    for (std::size_t i = 0; i < used.size(); ++i) node_width_[i] = width_for(analysis.needs()[i]);
    find_sums(used);
    for (graph::node_id i = 0; i < used.size(); ++i)
      if (used[i]) emit(i);
    fetch_ahead();
    place();
    return std::move(out_);
  }

 private:
  static width width_for(int128 need) {
    return need <= std::numeric_limits<std::int16_t>::max() ? width::w16 : need <= std::numeric_limits<std::int32_t>::max() ? width::w32 : width::w64;
  }
  static std::int64_t whole(const rational& r) { return static_cast<std::int64_t>(r.to_int128().value_or(0)); }

  buffer_id new_buffer(width w) {
    out_.widths.push_back(w);
    return static_cast<buffer_id>(out_.widths.size() - 1);
  }
  std::uint32_t constants(std::initializer_list<std::int64_t> values) {
    const auto at = static_cast<std::uint32_t>(out_.constants.size());
    out_.constants.insert(out_.constants.end(), values);
    return at;
  }
  column_step& step(loop_op op, const loop_form& form, buffer_id out) {
    column_step s;
    s.run = find_loop(set_, op, form);
    s.out = out;
    out_.steps.push_back(s);
    return out_.steps.back();
  }

  /// The node's buffer, converted to a width where it has another.
  buffer_id in_width(graph::node_id id, width w) {
    if (is_constant(id) && out_.buffer_of[id] == no_buffer) {
      const buffer_id b = new_buffer(node_width_[id]);
      loop_form form;
      form.w = node_width_[id];
      step(loop_op::fill, form, b).k = constants({constant_of(id)});
      out_.buffer_of[id] = b;
    }
    const buffer_id from = out_.buffer_of[id];
    if (out_.widths[from] == w) return from;
    auto& known = converted_[{id, w}];
    if (known != 0) return known - 1;
    const buffer_id to = convert(from, w, 1);
    known = to + 1;
    return to;
  }
  buffer_id convert(buffer_id from, width w, std::int64_t factor) {
    loop_form form;
    form.w = w;
    form.from = out_.widths[from];
    const buffer_id to = new_buffer(w);
    auto& s = step(loop_op::convert, form, to);
    s.a = from;
    s.k = constants({factor});
    return to;
  }

  // ---- inputs ----

  void load(graph::node_id id) {
    const auto& n = p_.nodes[id];
    const auto& plan = p_.slots[n.index];
    const width w = node_width_[id];
    if (!present_[n.index]) {
      const buffer_id b = new_buffer(w);
      loop_form form;
      form.w = w;
      step(loop_op::fill, form, b).k = constants({plan.default_value ? plan.default_value->scaled_int64(plan.scale).value_or(0) : 0});
      out_.buffer_of[id] = b;
      return;
    }
    const lane_range r = inputs_[n.index];
    const std::int64_t factor = factors_[n.index];
    const auto low = static_cast<std::int64_t>(r.low.value), high = static_cast<std::int64_t>(r.high.value);
    // Values from 0 up need no look at each: the union of their bits shows one that is too large or negative.
    const bool by_bits = low == 0 && factor == 1 && (high & (high + 1)) == 0;
    loop_form form;
    form.in = types_[n.index];
    form.w = by_bits ? w : width::w64;
    buffer_id b = new_buffer(form.w);
    auto& s = step(loop_op::load, form, b);
    s.does = column_step::kind::load;
    s.slot = static_cast<std::int32_t>(n.index);
    s.forbidden = by_bits ? ~static_cast<std::uint64_t>(high) : 0;
    if (!by_bits) {
      must_hold(b, low / factor, high / factor);
      if (factor != 1 || w != width::w64) b = convert(b, w, factor);
    }
    out_.buffer_of[id] = b;
    declared_range(n.index, b, low, high);
  }
  void must_hold(buffer_id b, std::int64_t low, std::int64_t high) {
    loop_form form;
    form.w = out_.widths[b];
    auto& s = step(loop_op::mark_outside, form, no_buffer);
    s.a = b;
    s.k = constants({high, low});
    s.does = all_or_nothing_ ? column_step::kind::must_hold : column_step::kind::hold;
  }
  /// Marks rows whose value the loop's widths hold but the declaration does not.
  void declared_range(std::uint32_t slot, buffer_id b, std::int64_t low, std::int64_t high) {
    const auto& plan = p_.slots[slot];
    const auto inner = [&](const std::optional<rational>& end, bool open, bool upper) -> std::optional<std::int64_t> {
      if (!end) return std::nullopt;
      const rational scaled = *end * plan.scale;
      rational limit = upper ? scaled.floor() : scaled.ceil();
      if (open && limit == scaled) limit += upper ? -1 : 1;
      return limit.to_int64();
    };
    const std::int64_t least = inner(plan.low, plan.low_open, false).value_or(low);
    const std::int64_t most = inner(plan.high, plan.high_open, true).value_or(high);
    if (least <= low && most >= high) return;
    loop_form form;
    form.w = out_.widths[b];
    auto& s = step(loop_op::mark_outside, form, no_buffer);
    s.a = b;
    // A limit past the width holds for every value in it.
    s.k = constants({std::min(most, high), std::max(least, low)});
    s.does = column_step::kind::mark;
  }
  /// Marks rows that break a relation, once both of its inputs are there.
  void relations(std::uint32_t slot) {
    for (const auto& r : p_.relations) {
      if ((r.slot != slot && r.other != slot) || !present_[r.slot] || !present_[r.other]) continue;
      const graph::node_id a = p_.slots[r.slot].node, b = p_.slots[r.other].node;
      if (out_.buffer_of[a] == no_buffer || out_.buffer_of[b] == no_buffer) continue;
      const width w = std::max(out_.widths[out_.buffer_of[a]], out_.widths[out_.buffer_of[b]]);
      const buffer_id first = in_width(a, w), second = in_width(b, w);
      loop_form form;
      form.w = w;
      auto& s = step(loop_op::mark_above, form, no_buffer);
      s.a = r.at_most ? first : second;
      s.b = r.at_most ? second : first;
      s.does = column_step::kind::mark;
    }
  }

  // ---- sums: each part is added as soon as it is there, so that its buffer is free again ----

  void find_sums(const std::vector<bool>& used) {
    sums_of_.resize(p_.nodes.size());
    for (graph::node_id i = 0; i < p_.nodes.size(); ++i) {
      const auto& n = p_.nodes[i];
      if (!used[i] || n.what != graph::node_op::linear) continue;
      for (std::size_t j = 0; j < n.args.size(); ++j) sums_of_[n.args[j]].emplace_back(i, whole(n.coefficients[j + 1]));
    }
  }
  void add_to_sums(graph::node_id id) {
    for (const auto& [sum, coefficient] : sums_of_[id]) {
      loop_form form;
      form.w = node_width_[sum];
      form.from = out_.widths[out_.buffer_of[id]];
      buffer_id& total = out_.buffer_of[sum];
      const bool first = total == no_buffer;
      if (first) total = new_buffer(form.w);
      if (first && form.from == form.w) {
        auto& s = step(loop_op::begin_sum, form, total);
        s.a = out_.buffer_of[id];
        s.k = constants({whole(p_.nodes[sum].coefficients[0]), coefficient});
        continue;
      }
      if (first) step(loop_op::fill, form, total).k = constants({whole(p_.nodes[sum].coefficients[0])});
      auto& s = step(loop_op::add_to_sum, form, total);
      s.a = out_.buffer_of[id];
      s.k = constants({coefficient});
    }
  }

  // ---- operations ----

  /// A parameter has one value in all rows, as a constant does.
  bool is_constant(graph::node_id id) const {
    return p_.nodes[id].what == graph::node_op::constant || p_.nodes[id].what == graph::node_op::parameter;
  }
  std::int64_t constant_of(graph::node_id id) const {
    const auto& n = p_.nodes[id];
    if (n.what == graph::node_op::parameter && changed_) return whole((*changed_)[n.index] * n.scale);
    return whole(n.coefficients[0]);
  }

  void emit(graph::node_id id) {
    using enum graph::node_op;
    const auto& n = p_.nodes[id];
    const width w = node_width_[id];
    loop_form form;
    form.w = w;
    switch (n.what) {
      case graph::node_op::constant:
      case graph::node_op::parameter:
        if (sums_of_[id].empty() && std::find(wanted_.begin(), wanted_.end(), id) == wanted_.end()) return;
        in_width(id, w);
        break;
      case input:
        load(id);
        relations(n.index);
        break;
      case given: {
        const buffer_id b = new_buffer(width::w16);
        column_step s;
        s.does = column_step::kind::given;
        s.slot = static_cast<std::int32_t>(n.index);
        s.out = b;
        out_.steps.push_back(s);
        out_.buffer_of[id] = b;
        break;
      }
      case linear: break;  // its parts have been added
      case multiply: binary(id, loop_op::multiply, form, n.args[0], n.args[1]); break;
      case negative_if: binary(id, loop_op::negative_if, form, n.args[0], n.args[1]); break;
      case absolute: {
        const buffer_id a = in_width(n.args[0], w);
        out_.buffer_of[id] = new_buffer(w);
        step(loop_op::absolute, form, out_.buffer_of[id]).a = a;
        break;
      }
      case minimum:
      case maximum: extremes(id, n.what == minimum); break;
      case test: {
        const buffer_id a = in_width(n.args[0], w);
        const buffer_id b = n.args.size() > 1 ? in_width(n.args[1], w) : a;
        form.two = n.args.size() > 1;
        form.how = n.compares == graph::comparison::above ? graph::comparison::at_least : n.compares;
        out_.buffer_of[id] = new_buffer(w);
        auto& s = step(loop_op::test, form, out_.buffer_of[id]);
        s.a = a;
        s.b = b;
        s.k = constants({whole(n.coefficients[0]), whole(n.coefficients[1]), whole(n.coefficients[2]) - (n.compares == graph::comparison::above ? 1 : 0)});
        break;
      }
      case select: {
        form.constant_yes = is_constant(n.args[1]);
        form.constant_no = is_constant(n.args[2]);
        const buffer_id a = in_width(n.args[0], w);
        const buffer_id yes = form.constant_yes ? no_buffer : in_width(n.args[1], w);
        const buffer_id no = form.constant_no ? no_buffer : in_width(n.args[2], w);
        out_.buffer_of[id] = new_buffer(w);
        auto& s = step(loop_op::select, form, out_.buffer_of[id]);
        s.a = a;
        s.b = yes;
        s.c = no;
        s.k = constants({form.constant_yes ? constant_of(n.args[1]) : 0, form.constant_no ? constant_of(n.args[2]) : 0});
        break;
      }
      case bands: bands_of(id); break;
      case round_divide: division(id); break;
      case divide: break;  // no whole lane has it: see magnitude_analysis
    }
    add_to_sums(id);
  }

  void binary(graph::node_id id, loop_op op, const loop_form& form, graph::node_id left, graph::node_id right) {
    const buffer_id a = in_width(left, form.w), b = in_width(right, form.w);
    out_.buffer_of[id] = new_buffer(form.w);
    auto& s = step(op, form, out_.buffer_of[id]);
    s.a = a;
    s.b = b;
  }

  void extremes(graph::node_id id, bool least) {
    const auto& n = p_.nodes[id];
    loop_form form;
    form.w = node_width_[id];
    buffer_id last = no_buffer;
    std::optional<std::int64_t> limit;
    for (const auto arg : n.args) {
      if (is_constant(arg)) {
        const std::int64_t c = constant_of(arg);
        limit = !limit ? c : least ? std::min(*limit, c) : std::max(*limit, c);
        continue;
      }
      const buffer_id a = in_width(arg, form.w);
      if (last == no_buffer) {
        last = a;
        continue;
      }
      const buffer_id to = new_buffer(form.w);
      auto& s = step(least ? loop_op::minimum : loop_op::maximum, form, to);
      s.a = last;
      s.b = a;
      last = to;
    }
    if (limit) {
      const buffer_id to = new_buffer(form.w);
      auto& s = step(least ? loop_op::minimum_constant : loop_op::maximum_constant, form, to);
      s.a = last;
      s.k = constants({*limit});
      last = to;
    }
    out_.buffer_of[id] = last;
  }

  void bands_of(graph::node_id id) {
    const auto& n = p_.nodes[id];
    loop_form form;
    form.w = node_width_[id];
    form.two = n.args.size() > 1;
    const buffer_id a = in_width(n.args[0], form.w);
    const buffer_id b = form.two ? in_width(n.args[1], form.w) : a;
    const buffer_id to = out_.buffer_of[id] = new_buffer(form.w);
    for (std::size_t first = 0; first < n.cuts.size(); first += max_cuts) {
      form.onto = first > 0;
      form.cuts = static_cast<int>(std::min<std::size_t>(max_cuts, n.cuts.size() - first));
      auto& s = step(loop_op::bands, form, to);
      s.a = a;
      s.b = b;
      s.k = constants({first > 0 ? 0 : whole(n.coefficients[0])});
      for (int j = 0; j < form.cuts; ++j) {
        const auto& c = n.cuts[first + static_cast<std::size_t>(j)];
        constants({whole(c.alpha), whole(c.beta), whole(c.gamma) - (c.strict ? 1 : 0), whole(c.adds)});
      }
    }
  }

  void division(graph::node_id id) {
    const auto& n = p_.nodes[id];
    const bool fast = (n.mode == rounding_mode::half_up || n.mode == rounding_mode::down) && (*ranges_)[n.args[0]].low.value >= 0;
    loop_form form;
    form.w = fast ? node_width_[id] : width::w64;
    form.two = n.args.size() > 1;
    form.nearest = n.mode == rounding_mode::half_up;
    // Single precision counts to 2^24; one bit is kept in hand.
    form.in_float = need_below(id, std::int64_t{1} << 22);
    const buffer_id a = in_width(n.args[0], form.w);
    const buffer_id b = form.two ? in_width(n.args[1], form.w) : no_buffer;
    out_.buffer_of[id] = new_buffer(form.w);
    auto& s = step(loop_op::round_divide, form, out_.buffer_of[id]);
    s.a = a;
    s.b = b;
    s.k = constants({whole(n.coefficients[0]), whole(n.coefficients[1])});
    if (fast) return;
    switch (n.mode) {
      case rounding_mode::half_up: s.run = round_divide_slowly<rounding_mode::half_up>; break;
      case rounding_mode::half_even: s.run = round_divide_slowly<rounding_mode::half_even>; break;
      case rounding_mode::up: s.run = round_divide_slowly<rounding_mode::up>; break;
      case rounding_mode::down: s.run = round_divide_slowly<rounding_mode::down>; break;
    }
  }
  bool need_below(graph::node_id id, std::int64_t limit) const {
    const auto& n = p_.nodes[id];
    int128 top = magnitude((*ranges_)[n.args[0]]) * whole(n.coefficients[0]) * 2;
    int128 bottom = whole(n.coefficients[1]);
    if (n.args.size() > 1) bottom *= magnitude((*ranges_)[n.args[1]]);
    return top + 2 * bottom < limit;
  }

  void fetch_ahead() {
    constexpr std::size_t ahead = 2;
    const auto after = [&](const std::vector<std::uint32_t>& loads, std::size_t i, std::size_t by) {
      return later_column{out_.steps[loads[(i + by) % loads.size()]].slot, i + by >= loads.size()};
    };
    std::vector<std::uint32_t> loads;
    for (std::uint32_t i = 0; i < out_.steps.size(); ++i)
      if (out_.steps[i].does == column_step::kind::load) loads.push_back(i);
    if (loads.size() <= ahead + 1) return;
    for (std::size_t i = 0; i < loads.size(); ++i) {
      out_.steps[loads[i]].later = after(loads, i, ahead);
      out_.steps[loads[i]].beyond = after(loads, i, ahead + 1);
    }
  }

  // ---- places: a buffer's place is free again after its last use ----

  void place() {
    std::vector<std::uint32_t> last(out_.widths.size(), 0);
    for (std::uint32_t i = 0; i < out_.steps.size(); ++i)
      for (const buffer_id b : {out_.steps[i].a, out_.steps[i].b, out_.steps[i].c, out_.steps[i].out})
        if (b != no_buffer) last[b] = i;
    for (const auto id : wanted_)
      if (out_.buffer_of[id] != no_buffer) last[out_.buffer_of[id]] = static_cast<std::uint32_t>(out_.steps.size());
    out_.places.assign(out_.widths.size(), no_buffer);
    std::vector<std::uint32_t> free[3];
    std::vector<std::vector<buffer_id>> ends(out_.steps.size() + 1);
    for (buffer_id b = 0; b < last.size(); ++b) ends[last[b]].push_back(b);
    for (std::uint32_t i = 0; i < out_.steps.size(); ++i) {
      const buffer_id b = out_.steps[i].out;
      if (b != no_buffer && out_.places[b] == no_buffer) {
        auto& pool = free[static_cast<int>(out_.widths[b])];
        if (pool.empty()) {
          out_.places[b] = out_.place_count[static_cast<int>(out_.widths[b])]++;
        } else {
          out_.places[b] = pool.back();
          pool.pop_back();
        }
      }
      for (const buffer_id e : ends[i])
        if (out_.places[e] != no_buffer) free[static_cast<int>(out_.widths[e])].push_back(out_.places[e]);
    }
  }

  const program_data& p_;
  instruction_set set_;
  const std::vector<lane_range>& inputs_;
  const std::vector<column_type>& types_;
  const std::vector<std::int64_t>& factors_;
  const std::vector<bool>& present_;
  const std::vector<graph::node_id>& wanted_;
  bool all_or_nothing_;
  const std::vector<rational>* changed_ = nullptr;
  const std::vector<lane_range>* ranges_ = nullptr;
  std::vector<width> node_width_;
  std::vector<std::vector<std::pair<graph::node_id, std::int64_t>>> sums_of_;
  std::map<std::pair<graph::node_id, width>, buffer_id> converted_;
  column_plan out_;
};

}  // namespace ancs::detail

#endif
