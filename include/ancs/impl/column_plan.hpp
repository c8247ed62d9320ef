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

#include "column_choice.hpp"
#include "kernels.hpp"

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
  buffer_id also = no_buffer;            ///< clauses with their columns' quotients: what those are added to
  std::uint32_t k = 0, k_also = 0;       ///< into column_plan::constants
  std::int32_t slot = -1;                ///< load, given, clause that reads the host's columns: the input
  std::int32_t other = -1;               ///< clause of two columns: the other input
  std::int32_t more[4] = {-1, -1, -1, -1};  ///< several clauses: the inputs of the second and third
  std::uint8_t related = 0;              ///< clauses: bit i: in the i-th the first input may not be above the other
  width from = width::w16;               ///< clause that reads registers: their width
  enum class kind : std::uint8_t { loop, load, given, mark, must_hold, hold, clause } does = kind::loop;
  std::uint64_t forbidden = 0;           ///< load, clause: bits that no value may have
  later_column later, beyond;            ///< load: what to fetch while it runs, and while the loops up to the next load run
};

struct column_plan {
  bool available = false;
  bool turned = false;                   ///< rows stand in the order of turned_lane: whole blocks of rows alone
  std::uint32_t long_steps = 0;          ///< steps at the start that read the host's columns over a whole chunk: memory likes long runs
  std::vector<column_step> steps;
  std::vector<std::int64_t> constants;
  std::vector<width> widths;             ///< by buffer
  std::vector<std::uint32_t> places;     ///< by buffer: a place in the arena of its width
  std::vector<bool> is_long;             ///< by buffer: of a whole chunk; others are of part_rows
  std::uint32_t place_count[3] = {}, long_count[3] = {};
  std::vector<buffer_id> buffer_of;      ///< by node
  std::uint32_t whole_clauses = 0;
  std::vector<std::uint32_t> whole_slots;  ///< inputs that clauses read from the host's columns: every row has a value, or the plan does not fit
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
  /// A value outside `inputs` makes the whole chunk go another way where `all_or_nothing`, else only its row. With `clauses`, whole
  /// clauses are one loop each. `wanted` are the registers that results are read from.
  column_planner(const program_data& program, instruction_set set, const column_inputs& inputs, const std::vector<graph::node_id>& wanted,
                 bool all_or_nothing, bool clauses)
      : p_(program), set_(set), in_(inputs), wanted_(wanted), all_or_nothing_(all_or_nothing), clauses_(clauses) {}

  /// Values of all parameters, where a host changed one; to be kept until the plan is made.
  void with_parameters(const std::vector<rational>* changed) { changed_ = changed; }

  /// No narrower registers than this.
  void at_least(width least) { least_ = least; }

  column_plan run() {
    std::vector<bool> used(p_.nodes.size());
    for (const auto id : wanted_) used[id] = true;
    // Every input that there is is looked at, whatever is asked for: a wrong one makes the row's state a data error.
    for (std::size_t s = 0; s < p_.slots.size(); ++s)
      if (p_.slots[s].read || in_.present[s]) used[p_.slots[s].node] = true;
    for (std::size_t i = used.size(); i-- > 0;)
      if (used[i])
        for (const auto a : p_.nodes[i].args) used[a] = true;
    // Rows with data that is not as declared are scored apart.
    magnitude_analysis analysis(p_, used, true);
    const saturated largest = analysis.largest(in_.ranges);
    if (largest.value > std::numeric_limits<std::int64_t>::max()) return std::move(out_);
    ranges_ = &analysis.ranges();
    out_.available = true;
    out_.buffer_of.assign(p_.nodes.size(), no_buffer);
    node_width_.resize(p_.nodes.size());
    for (std::size_t i = 0; i < used.size(); ++i) node_width_[i] = std::max(least_, width_for(analysis.needs()[i]));
    choice_ = column_chooser(p_, set_, in_, wanted_, changed_).run(clauses_ && least_ != width::w64, least_, node_width_);
    out_.whole_clauses = static_cast<std::uint32_t>(choice_.clauses.size());
    // Wide columns of small values are turned, all or none: a clause reads what others left.
    const auto& all = choice_.clauses;
    out_.turned = can_turn && std::any_of(all.begin(), all.end(), [](const auto& c) { return c.direct; }) &&
                  std::all_of(all.begin(), all.end(), [&](const auto& c) { return !c.direct || can_be_turned(c); });
    find_sums();
    emitted_.assign(choice_.clauses.size(), false);
    for (graph::node_id i = 0; i < used.size(); ++i)
      if (choice_.clause_of[i] >= 0 && choice_.clauses[static_cast<std::size_t>(choice_.clause_of[i])].direct) emit_clauses(i);
    out_.long_steps = static_cast<std::uint32_t>(out_.steps.size());
    for (graph::node_id i = 0; i < used.size(); ++i)
      if (choice_.needed[i] || (p_.nodes[i].what == graph::node_op::input && choice_.loaded[p_.nodes[i].index])) emit(i);
    leave_open_rows();
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
    if (!in_.present[n.index]) {
      const buffer_id b = new_buffer(w);
      loop_form form;
      form.w = w;
      step(loop_op::fill, form, b).k = constants({plan.default_value ? plan.default_value->scaled_int64(plan.scale).value_or(0) : 0});
      out_.buffer_of[id] = b;
      return;
    }
    const lane_range r = in_.ranges[n.index];
    const std::int64_t factor = in_.factors[n.index];
    const auto low = static_cast<std::int64_t>(r.low.value), high = static_cast<std::int64_t>(r.high.value);
    // Values from 0 up need no look at each: the union of their bits shows one that is too large or negative.
    const bool by_bits = low == 0 && factor == 1 && (high & (high + 1)) == 0;
    loop_form form;
    form.in = in_.types[n.index];
    form.w = by_bits ? w : width::w64;
    buffer_id b = new_buffer(form.w);
    auto& s = step(out_.turned ? loop_op::load_turned : loop_op::load, form, b);
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
    const auto [least, most] = declared_limits(p_.slots[slot], low, high);
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
    for (std::size_t i = 0; i < p_.relations.size(); ++i) {
      const auto& r = p_.relations[i];
      if (choice_.covered[i]) continue;
      if ((r.slot != slot && r.other != slot) || !in_.present[r.slot] || !in_.present[r.other]) continue;
      const graph::node_id a = p_.slots[r.slot].node, b = p_.slots[r.other].node;
      if (out_.buffer_of[a] == no_buffer || out_.buffer_of[b] == no_buffer) continue;
      const width w = std::max(out_.widths[out_.buffer_of[a]], out_.widths[out_.buffer_of[b]]);
      const buffer_id first = in_width(a, w), second = in_width(b, w);
      loop_form form;
      form.w = w;
      auto& s = step(r.strict ? loop_op::mark_not_below : loop_op::mark_above, form, no_buffer);
      s.a = first;
      s.b = second;
      s.does = column_step::kind::mark;
    }
  }

  // ---- sums: each part is added as soon as it is there, so that its buffer is free again ----

  void find_sums() {
    sums_of_.resize(p_.nodes.size());
    for (graph::node_id i = 0; i < p_.nodes.size(); ++i) {
      const auto& n = p_.nodes[i];
      if (!choice_.needed[i] || choice_.clause_of[i] >= 0 || n.what != graph::node_op::linear) continue;
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

  // ---- clauses ----

  using clauses = std::vector<const chosen_clause*>;

  clause_form form_of(const chosen_clause& c) const {
    clause_form f;
    f.w = c.w;
    f.two = c.of.two();
    f.guards = static_cast<int>(c.of.guards.size());
    f.linear = c.of.written == clause::body::linear;
    f.divided = c.of.written == clause::body::divided;
    f.cuts = f.linear || f.divided ? 0 : clause_cuts(c.of.cuts.size());
    if (c.direct) f.in = in_.types[slot_of(c.of.x)];
    return f;
  }
  std::uint32_t slot_of(graph::node_id input) const { return p_.nodes[input].index; }
  bool can_be_turned(const chosen_clause& c) const {
    clause_form form = form_of(c);
    form.turned = true;
    return in_.ranges[slot_of(c.of.x)].high.value <= std::numeric_limits<std::int16_t>::max() && find_clause(set_, form) != nullptr;
  }

  /// The clause, others that one loop can do with it, and the quotients of the same columns, in the same loop or right after.
  void emit_clauses(graph::node_id id) {
    const auto index = static_cast<std::size_t>(choice_.clause_of[id]);
    if (emitted_[index]) return;
    emitted_[index] = true;
    const chosen_clause& first = choice_.clauses[index];
    clauses together{&first};
    clause_form form = form_of(first);
    form.turned = out_.turned && first.direct;
    form.together = form.linear ? 2 : 3;
    if (first.direct && first.sum != graph::no_node && find_clause(set_, form)) {
      for (std::size_t i = index + 1; i < emitted_.size(); ++i) add_if_alike(i, first, form, together);
    }
    if (together.size() != static_cast<std::size_t>(form.together)) {
      for (const auto* c : together)
        if (c != &first) emitted_[static_cast<std::size_t>(c - choice_.clauses.data())] = false;
      together.resize(1);
    }
    clauses quotients;
    for (std::size_t i = 0; i < emitted_.size(); ++i) {
      const chosen_clause& c = choice_.clauses[i];
      if (emitted_[i] || !c.direct || c.of.written != clause::body::divided || c.sum == graph::no_node) continue;
      if (std::any_of(together.begin(), together.end(), [&](const auto* t) { return t->of.x == c.of.x && t->of.y == c.of.y; })) quotients.push_back(&c);
    }
    for (const auto* c : quotients) emitted_[static_cast<std::size_t>(c - choice_.clauses.data())] = true;
    form.also = form.turned && together.size() > 1 && quotients_alike(together, quotients);
    form.also_guards = form.also ? static_cast<int>(quotients.front()->of.guards.size()) : 0;
    if (form.also && !find_clause(set_, form)) form.also = false;
    emit_clause(id, together, form.also ? quotients.front() : nullptr);
    if (!form.also)
      for (const auto* c : quotients) emit_clause(graph::no_node, {c}, nullptr);
  }
  /// One quotient for each clause, with the same constants.
  static bool quotients_alike(const clauses& together, const clauses& quotients) {
    if (quotients.size() != together.size() || quotients.size() < 2) return false;
    for (std::size_t i = 0; i < quotients.size(); ++i) {
      const chosen_clause &c = *quotients[i], &q = *quotients.front();
      const bool there = std::any_of(quotients.begin(), quotients.end(), [&](const auto* o) { return o->of.x == together[i]->of.x && o->of.y == together[i]->of.y; });
      if (!there || c.sum != q.sum || c.w != q.w || c.w != together.front()->w || c.related || clause_constants(c, false) != clause_constants(q, false)) return false;
    }
    return true;
  }
  void add_if_alike(std::size_t i, const chosen_clause& first, const clause_form& form, clauses& together) {
    const chosen_clause& c = choice_.clauses[i];
    if (emitted_[i] || together.size() == static_cast<std::size_t>(form.together) || !c.direct || c.sum != first.sum) return;
    const clause_form f = form_of(c);
    if (f.in != form.in || f.w != form.w || f.cuts != form.cuts || f.guards != form.guards || f.two != form.two || f.linear != form.linear || f.divided) return;
    if (in_.ranges[slot_of(c.of.x)].high.value != in_.ranges[slot_of(first.of.x)].high.value) return;
    emitted_[i] = true;
    together.push_back(&c);
  }

  void emit_clause(graph::node_id id, const clauses& together, const chosen_clause* quotient) {
    const chosen_clause& c = *together.front();
    clause_form form = form_of(c);
    form.turned = out_.turned && c.direct;
    form.together = static_cast<int>(together.size());
    column_step s;
    s.does = column_step::kind::clause;
    if (c.direct) {
      s.forbidden = ~static_cast<std::uint64_t>(in_.ranges[slot_of(c.of.x)].high.value);
      for (std::size_t i = 0; i < together.size(); ++i) {
        const std::uint32_t x = slot_of(together[i]->of.x);
        (i == 0 ? s.slot : s.more[2 * i - 2]) = static_cast<std::int32_t>(x);
        out_.whole_slots.push_back(x);
        if (together[i]->related) s.related = static_cast<std::uint8_t>(s.related | (1 << i));
        if (!form.two) continue;
        const std::uint32_t y = slot_of(together[i]->of.y);
        (i == 0 ? s.other : s.more[2 * i - 1]) = static_cast<std::int32_t>(y);
        out_.whole_slots.push_back(y);
      }
    } else {
      // A quotient is computed in 32 bits, whatever it reads.
      const auto held = [&](graph::node_id id) { return std::min(node_width_[id], width::w32); };
      const width from = !form.divided ? c.w : form.two ? std::max(held(c.of.x), held(c.of.y)) : held(c.of.x);
      form.in = from == width::w16 ? column_type::int16 : column_type::int32;
      s.a = in_width(c.of.x, from);
      s.b = form.two ? in_width(c.of.y, from) : s.a;
      s.from = from;
      if (c.related) s.related = 1;
    }
    bool onto = false;
    s.out = c.sum == graph::no_node ? out_.buffer_of[id] = new_buffer(c.w) : sum_of(c, onto);
    const auto constants_of = [&](const chosen_clause& one, bool stays) {
      const auto k = clause_constants(one, stays);
      out_.constants.insert(out_.constants.end(), k.begin(), k.end());
    };
    s.k = static_cast<std::uint32_t>(out_.constants.size());
    for (const auto* one : together) constants_of(*one, onto);
    form.same = std::all_of(together.begin(), together.end(), [&](const auto* one) { return clause_constants(*one, onto) == clause_constants(c, onto); });
    if (quotient) {
      form.also = true;
      form.also_guards = static_cast<int>(quotient->of.guards.size());
      bool onto_quotients = false;
      s.also = sum_of(*quotient, onto_quotients);
      s.k_also = static_cast<std::uint32_t>(out_.constants.size());
      constants_of(*quotient, onto_quotients);
    }
    s.run = find_clause(set_, form);
    out_.steps.push_back(s);
    if (c.sum == graph::no_node) add_to_sums(id);
  }

  /// The buffer that a clause's sum is added up in; `onto`: something is there already.
  buffer_id sum_of(const chosen_clause& c, bool& onto) {
    buffer_id& total = out_.buffer_of[c.sum];
    const std::int64_t start = whole(p_.nodes[c.sum].coefficients[0]);
    onto = total != no_buffer || start != 0;
    if (total != no_buffer) return total;
    total = new_buffer(c.w);
    loop_form fill;
    fill.w = c.w;
    if (start != 0) step(loop_op::fill, fill, total).k = constants({start});
    return total;
  }

  /// Marks rows that the rules leave open, whatever the data.
  void leave_open_rows() {
    if (p_.open_rows == graph::no_node) return;
    const buffer_id b = in_width(p_.open_rows, node_width_[p_.open_rows]);
    loop_form form;
    form.w = out_.widths[b];
    auto& s = step(loop_op::mark_outside, form, no_buffer);
    s.a = b;
    s.k = constants({0, 0});
    s.does = column_step::kind::mark;
  }

  // ---- operations ----

  /// A parameter has one value in all rows, as a constant does. Unknown points hold their stand-in: rows that a rule asks for them
  /// are scored apart.
  bool is_constant(graph::node_id id) const {
    using enum graph::node_op;
    return p_.nodes[id].what == constant || p_.nodes[id].what == parameter || p_.nodes[id].what == unknown;
  }
  std::int64_t constant_of(graph::node_id id) const {
    const auto& n = p_.nodes[id];
    if (n.what == graph::node_op::parameter && changed_) return whole((*changed_)[n.index] * n.scale);
    return whole(n.coefficients[0]);
  }

  void emit(graph::node_id id) {
    using enum graph::node_op;
    if (choice_.clause_of[id] >= 0) return emit_clauses(id);
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
      case graph::node_op::unknown: in_width(id, w); break;
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
    const auto size = static_cast<std::uint32_t>(out_.steps.size());
    std::vector<std::uint32_t> last(out_.widths.size(), 0);
    out_.is_long.assign(out_.widths.size(), false);
    for (std::uint32_t i = 0; i < size; ++i) {
      const column_step& s = out_.steps[i];
      for (const buffer_id b : {s.a, s.b, s.c, s.out, s.also})
        if (b != no_buffer) last[b] = i;
      for (const buffer_id b : {s.out, s.also})
        if (b != no_buffer && i < out_.long_steps) out_.is_long[b] = true;
    }
    for (const auto id : wanted_)
      if (out_.buffer_of[id] != no_buffer) last[out_.buffer_of[id]] = size;
    out_.places.assign(out_.widths.size(), no_buffer);
    std::vector<std::uint32_t> free[3];
    std::vector<std::vector<buffer_id>> ends(size + 1);
    for (buffer_id b = 0; b < last.size(); ++b) ends[last[b]].push_back(b);
    const auto take = [&](buffer_id b) {
      if (b == no_buffer || out_.places[b] != no_buffer) return;
      const int w = static_cast<int>(out_.widths[b]);
      if (out_.is_long[b]) {
        out_.places[b] = out_.long_count[w]++;
      } else if (free[w].empty()) {
        out_.places[b] = out_.place_count[w]++;
      } else {
        out_.places[b] = free[w].back();
        free[w].pop_back();
      }
    };
    for (std::uint32_t i = 0; i < size; ++i) {
      take(out_.steps[i].out);
      take(out_.steps[i].also);
      for (const buffer_id e : ends[i])
        if (out_.places[e] != no_buffer && !out_.is_long[e]) free[static_cast<int>(out_.widths[e])].push_back(out_.places[e]);
    }
  }

  const program_data& p_;
  instruction_set set_;
  const column_inputs& in_;
  const std::vector<graph::node_id>& wanted_;
  bool all_or_nothing_, clauses_;
  const std::vector<rational>* changed_ = nullptr;
  width least_ = width::w16;
  column_choice choice_;
  std::vector<bool> emitted_;            ///< by clause
  const std::vector<lane_range>* ranges_ = nullptr;
  std::vector<width> node_width_;
  std::vector<std::vector<std::pair<graph::node_id, std::int64_t>>> sums_of_;
  std::map<std::pair<graph::node_id, width>, buffer_id> converted_;
  column_plan out_;
};

}  // namespace ancs::detail

#endif
