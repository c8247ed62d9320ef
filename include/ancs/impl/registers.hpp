// registers.hpp: a unit's data as registers, evaluated in the narrowest arithmetic that is exact, and values read back.
#ifndef ANCS_IMPL_REGISTERS_HPP
#define ANCS_IMPL_REGISTERS_HPP

#include <memory>
#include <utility>
#include <vector>

#include "../program.hpp"
#include "evaluate.hpp"
#include "incremental.hpp"
#include "influence.hpp"
#include "program_data.hpp"
#include "tighten.hpp"

namespace ancs::detail {

enum class lane : std::uint8_t { narrow, wide, exact, possible };

struct program_access {
  static const program_data& data(const program& p) { return *p.data_; }
  static const std::shared_ptr<const program_data>& shared(const program& p) { return p.data_; }
  static const std::shared_ptr<const std::vector<rational>>& changed(const program& p) { return p.changed_; }
  static program make(std::shared_ptr<const program_data> data) {
    program p;
    p.data_ = std::move(data);
    return p;
  }
  static const std::int64_t* scaled(const record& r) { return r.scaled_.data(); }
  static const std::uint8_t* status(const record& r) { return r.status_.data(); }
  static const rational& wide(const record& r, std::size_t i) { return r.wide_[i]; }
  /// Every input that scoring reads has a value that the program's steps for one row can take, and relations are kept.
  static bool usual(const record& r) { return r.unusual_ == 0; }
  /// Makes one value of a record that of another record of the same program, also where it is absent or cannot be read.
  static void copy_value(record& to, const record& from, std::size_t i) {
    to.put(static_cast<std::uint32_t>(i), from.status_[i], from.scaled_[i]);
    if (from.status_[i] != 2) return;
    if (to.wide_.empty()) to.wide_.resize(to.scaled_.size());
    to.wide_[i] = from.wide_[i];
  }
  template <class State>
  static auto& impl(State& s) { return *s.impl_; }
};

/// The registers of one unit. Kept between units: constants are loaded once per program.
class register_file {
 public:
  /// Loads and evaluates. With `explain`, in rationals (or possible values), with all registers that explanations read.
  void run(const program& by, const record& unit, bool explain) {
    prepare(by);
    const program_data& p = *program_;
    missing_.clear();
    broken_.clear();
    if (!explain && least_ == lane::narrow && complete_and_narrow(p, unit)) {
      lane_ = lane::narrow;
      evaluate(p.narrow, narrow_.data());
      if (!is_open(p)) return;
    }
    const std::int64_t* value = program_access::scaled(unit);
    const std::uint8_t* status = program_access::status(unit);
    find_broken(p, unit);
    const std::size_t n = p.slots.size();
    bool narrow = p.narrow.available && !explain && least_ == lane::narrow;
    bool wide = p.wide.available && !explain && least_ <= lane::wide;
    for (std::uint32_t s = 0; s < n; ++s) {
      const slot_plan& plan = p.slots[s];
      if (!plan.read) continue;
      // A broken relation need not leave anything missing: it may be between inputs that nothing reads.
      if (status[s] == 1 && (broken_.empty() ? !(plan.pending && value[s] == 0) : !is_missing(p, status, value, s))) {
        if (narrow && (value[s] < p.narrow.slot_low[s] || value[s] > p.narrow.slot_high[s])) narrow = false;
        if (wide && (value[s] < p.wide.slot_low[s] || value[s] > p.wide.slot_high[s])) wide = false;
      } else if (is_missing(p, status, value, s)) {
        missing_.push_back(s);
      } else if (status[s] == 2) {
        narrow = wide = false;
      } else if (plan.default_value && !plan.default_value->scaled_int64(plan.scale)) {
        narrow = wide = false;
      }
    }
    lane_ = !missing_.empty() ? lane::possible : narrow ? lane::narrow : wide ? lane::wide : lane::exact;
    run_lane(p, unit);
    if (lane_ == lane::possible || !is_open(p)) return;
    lane_ = lane::possible;
    run_lane(p, unit);
  }

  /// The same for what an evaluation reads, the fastest way.
  void run_results(const program& by, const record& unit) {
    prepare(by);
    const program_data& p = *program_;
    if (!p.row.available || !program_access::usual(unit) || least_ != lane::narrow) return run(by, unit, false);
    if (!loaded_[0]) load_presets(p, p.narrow, narrow_, loaded_[0]);
    missing_.clear();
    broken_.clear();
    lane_ = lane::narrow;
    const std::uint8_t* status = program_access::status(unit);
    for (const auto& [slot, node] : p.given_nodes) narrow_[node] = status[slot] ? 1 : 0;
    p.row.run(program_access::scaled(unit), narrow_.data());
    if (is_open(p)) run(by, unit, false);
  }
  /// After the value of a slot of the unit that run_results() was last called for has changed, while the unit was usual and is: computes
  /// only what depends on it, with the steps done in `done`. False where all must be computed.
  bool rerun(const record& unit, std::uint32_t slot, std::size_t& done) {
    if (lane_ != lane::narrow) return false;
    const program_data& p = *program_;
    done = run_changes(p.row, program_access::scaled(unit), narrow_.data(), slot);
    return !is_open(p);
  }

  /// No narrower arithmetic than this, for tests of the wider ones.
  void at_least(lane least) { least_ = least; }
  lane used() const { return lane_; }
  /// True if the register's bounds may lie further apart than any data can be.
  bool is_outer(graph::node_id id) const { return std::find(outer_.begin(), outer_.end(), id) != outer_.end(); }
  /// True if some missing input reaches more than one criterion, so that sums of their bounds may never be met.
  bool shared_inputs() const { return lane_ == lane::possible && shared_; }
  /// How far the missing input alone moves the quantity at most; no value where nothing bounds that.
  std::vector<std::optional<rational>> moves(const graph::quantity& q) const {
    std::vector<std::optional<rational>> all;
    if (lane_ != lane::possible) return all;
    influence each(*program_, possible_.data());
    for (const auto s : missing_) all.push_back(each.of(s, q));
    return all;
  }
  const std::vector<std::uint32_t>& missing() const { return missing_; }
  const std::vector<slot_relation>& broken() const { return broken_; }

  // ---- reading ----

  /// Bounds of a register's value; an end that has no bound stays absent.
  possible value(graph::node_id id) const {
    const auto& n = program_->nodes[id];
    const std::int64_t scale = program_->node_scale[id];
    switch (lane_) {
      case lane::narrow: return scale ? rational(narrow_[id], scale) : rational(narrow_[id]) / n.scale;
      case lane::wide: return rational::from_int128(wide_[id]) / n.scale;
      case lane::exact: return exact_[id] / n.scale;
      case lane::possible: return kernel::scale{}(rational(1) / n.scale, possible_[id]);
    }
    return {};
  }
  /// True where every register holds one value: nothing is missing.
  bool all_settled() const { return lane_ != lane::possible; }
  /// The value of a quantity when all_settled().
  rational number(const graph::quantity& q) const {
    rational top = number(q.numerator);
    if (q.denominator.is_constant()) return q.denominator.constant == 1 ? top : top / q.denominator.constant;
    return kernel::divide{}(top, number(q.denominator));
  }
  rational number(const graph::affine& a) const {
    if (a.terms.size() == 1 && a.constant.is_zero() && a.terms[0].second == 1) return number(a.terms[0].first);
    rational sum = a.constant;
    for (const auto& [id, c] : a.terms) sum += c * number(id);
    return sum;
  }
  rational number(graph::node_id id) const {
    const std::int64_t scale = program_->node_scale[id];
    if (lane_ == lane::narrow && scale) return rational(narrow_[id], scale);
    return *value(id).low;
  }

  /// The register itself, where it is a 64-bit whole number.
  std::optional<std::int64_t> whole(graph::node_id id) const {
    if (lane_ != lane::narrow) return std::nullopt;
    return narrow_[id];
  }

  truth holds(graph::node_id id) const {
    switch (lane_) {
      case lane::narrow: return narrow_[id] ? truth::yes : truth::no;
      case lane::wide: return wide_[id] ? truth::yes : truth::no;
      case lane::exact: return exact_[id].is_zero() ? truth::no : truth::yes;
      case lane::possible: {
        const auto& r = possible_[id];
        return r.low->sign() > 0 ? truth::yes : r.high->sign() == 0 ? truth::no : truth::unknown;
      }
    }
    return truth::unknown;
  }
  possible value(const graph::affine& a) const {
    possible sum = a.constant;
    for (const auto& [id, c] : a.terms) sum = kernel::add{}(sum, kernel::scale{}(c, value(id)));
    return sum;
  }
  possible value(const graph::quantity& q) const {
    if (all_settled()) return number(q);
    if (q.denominator.is_constant() && q.denominator.constant == 1) return value(q.numerator);
    return kernel::divide{}(value(q.numerator), value(q.denominator));
  }

 private:
  /// True where a rule gives points that nobody knows: they have bounds only.
  bool is_open(const program_data& p) const { return p.open_rows != graph::no_node && holds(p.open_rows) == truth::yes; }

  void prepare(const program& by) {
    if (program_ == program_access::shared(by) && changed_ == program_access::changed(by)) return;
    program_ = program_access::shared(by);
    changed_ = program_access::changed(by);
    loaded_[0] = loaded_[1] = loaded_[2] = loaded_[3] = false;
  }

  void run_lane(const program_data& p, const record& unit) {
    switch (lane_) {
      case lane::narrow:
        load(p, unit, p.narrow, narrow_, loaded_[0]);
        evaluate(p.narrow, narrow_.data());
        break;
      case lane::wide:
        load(p, unit, p.wide, wide_, loaded_[1]);
        evaluate(p.wide, wide_.data());
        break;
      case lane::exact:
        load(p, unit, p.exact, exact_, loaded_[2]);
        evaluate(p.exact, exact_.data());
        break;
      case lane::possible:
        load(p, unit, p.exact, possible_, loaded_[3]);
        evaluate_possible(p, unit);
        break;
    }
  }

  bool is_missing(const program_data& p, const std::uint8_t* status, const std::int64_t* value, std::uint32_t s) const {
    for (const auto& b : broken_)
      if (b.slot == s || b.other == s) return true;
    if (status[s] == 3 || (p.slots[s].pending && status[s] == 1 && value[s] == 0)) return true;
    return status[s] == 0 && !p.slots[s].optional && !p.slots[s].default_value;
  }
  void find_broken(const program_data& p, const record& unit) {
    const std::uint8_t* status = program_access::status(unit);
    const std::int64_t* value = program_access::scaled(unit);
    for (const auto& r : p.relations) {
      if (!status[r.slot] || !status[r.other] || status[r.slot] == 3 || status[r.other] == 3) continue;
      if (status[r.slot] == 1 && status[r.other] == 1 && p.slots[r.slot].scale == p.slots[r.other].scale) {
        if (r.strict ? value[r.slot] < value[r.other] : value[r.slot] <= value[r.other]) continue;
      } else {
        const rational a = *unit.value(r.slot), b = *unit.value(r.other);
        if (r.strict ? a < b : a <= b) continue;
      }
      broken_.push_back(r);
    }
  }

  /// Loads the usual unit in one pass: every input given, within the narrow lane, relations kept. False otherwise.
  bool complete_and_narrow(const program_data& p, const record& unit) {
    if (!p.narrow.available || !p.relations_in_one_scale) return false;
    if (!loaded_[0]) load_presets(p, p.narrow, narrow_, loaded_[0]);
    const std::int64_t* value = program_access::scaled(unit);
    const std::uint8_t* status = program_access::status(unit);
    std::int64_t* registers = narrow_.data();
    // The first registers are the slots in order. What nothing reads may be absent, and may be any number.
    const std::size_t slots = p.slots.size();
    const std::int64_t* low = p.narrow_low.data();
    const std::int64_t* high = p.narrow_high.data();
    const std::uint8_t* needed = p.needed.data();
    std::int64_t other = 0;
    for (std::size_t s = 0; s < slots; ++s) {
      const std::int64_t v = value[s];
      registers[s] = v;
      other |= static_cast<std::int64_t>(v < low[s]) | static_cast<std::int64_t>(v > high[s]);
    }
    std::uint8_t absent = 0;
    for (std::size_t s = 0; s < slots; ++s) absent = static_cast<std::uint8_t>(absent | ((status[s] ^ 1) & needed[s]));
    if (other || absent) return false;
    for (const auto& r : p.relations) {
      const std::int64_t a = value[r.slot], b = value[r.other];
      other |= status[r.slot] != 1 || status[r.other] != 1 || (r.strict ? a >= b : a > b);
    }
    if (other) return false;
    for (const auto& [slot, node] : p.given_nodes) registers[node] = status[slot] ? 1 : 0;
    return true;
  }

  template <class R, class C>
  void load_presets(const program_data& p, const lane_code<C>& program, std::vector<R>& registers, bool& loaded) {
    registers.assign(p.nodes.size(), R(0));
    for (const auto& [id, v] : program.preset) registers[id] = R(v);
    for (std::size_t i = 0; changed_ && i < p.parameters.size(); ++i)
      if (p.parameters[i].node != graph::no_node) registers[p.parameters[i].node] = R(lane_value<C>((*changed_)[i] * p.parameters[i].scale));
    if constexpr (std::is_same_v<R, possible>)
      for (const auto id : p.unknown_nodes) registers[id] = possible{p.nodes[id].low, p.nodes[id].high};
    loaded = true;
  }

  template <class R, class C>
  void load(const program_data& p, const record& unit, const lane_code<C>& program, std::vector<R>& registers, bool& loaded) {
    if (!loaded) load_presets(p, program, registers, loaded);
    const std::int64_t* value = program_access::scaled(unit);
    const std::uint8_t* status = program_access::status(unit);
    const bool check = !missing_.empty();
    for (std::uint32_t s = 0; s < p.slots.size(); ++s) {
      const slot_plan& plan = p.slots[s];
      if (plan.given != graph::no_node) registers[plan.given] = R(status[s] ? 1 : 0);
      if (!plan.read) continue;
      R& out = registers[plan.node];
      if (check && is_missing(p, status, value, s)) {
        if constexpr (std::is_same_v<R, possible>) out = unknown_input(p, unit, s);
        if (plan.given != graph::no_node)
          if constexpr (std::is_same_v<R, possible>) registers[plan.given] = possible(rational(0), rational(1));
      } else if (status[s] == 1) {
        out = R(static_cast<C>(value[s]));
      } else if constexpr (!kernel::is_whole_lane<C>) {
        const rational v = status[s] == 2 ? program_access::wide(unit, s) : plan.default_value.value_or(0);
        out = R(v * plan.scale);
      } else {
        out = plan.default_value ? *plan.default_value->scaled_int64(plan.scale) : 0;
      }
    }
  }
  /// Any value of the declared range; where the other end of a relation is known, up to that.
  possible unknown_input(const program_data& p, const record& unit, std::uint32_t s) const {
    return kernel::scale{}(rational(p.slots[s].scale), unknown_value(p, unit, s));
  }
  possible unknown_value(const program_data& p, const record& unit, std::uint32_t s) const {
    return {unknown_value(p, unit, s, 0, false).low, unknown_value(p, unit, s, 0, true).high};
  }
  /// By limits of one direction only, which cannot lead back: one end counts.
  possible unknown_value(const program_data& p, const record& unit, std::uint32_t s, int depth, bool from_above) const {
    constexpr int longest_chain = 8;
    const slot_plan& plan = p.slots[s];
    possible r{plan.low, plan.high};
    for (const auto& limit : plan.limits) {
      if (limit.from_above != from_above) continue;
      auto& end = from_above ? r.high : r.low;
      std::optional<rational> other;
      if (!is_missing(p, program_access::status(unit), program_access::scaled(unit), limit.other) && unit.value(limit.other)) {
        other = unit.value(limit.other);
      } else if (depth < longest_chain) {
        const possible beyond = unknown_value(p, unit, limit.other, depth + 1, from_above);
        other = from_above ? beyond.high : beyond.low;
      }
      if (other && (!end || (from_above ? *other < *end : *other > *end))) end = other;
    }
    return r;
  }

  static bool settled(const possible& r) { return r.low && r.high && *r.low == *r.high; }

  /// Bounds by intervals; those of criteria and vetoes are looked at more closely.
  void evaluate_possible(const program_data& p, const record& unit) {
    outer_.clear();
    shared_ = false;
    criterion_of_.assign(p.slots.size(), graph::no_node);
    const auto sides = [&](std::uint32_t s) {
      const slot_plan& plan = p.slots[s];
      box_side side;
      const possible r = unknown_value(p, unit, s);
      const rational scale = plan.scale;
      side.low_open = plan.low_open && r.low && plan.low && *r.low == *plan.low;
      side.high_open = plan.high_open && r.high && plan.high && *r.high == *plan.high;
      if (r.low) side.low = *r.low * scale;
      if (r.high) side.high = *r.high * scale;
      if (plan.whole) side.step = plan.step * scale;
      return side;
    };
    evaluate(p, possible_.data(), [&](graph::node_id id, possible& r) {
      tightening closer(p, possible_.data(), id, sides);
      const bool exact = closer.run(r);
      const auto pending = [&](const auto& in) { return p.slots[in.slot].pending; };
      if (!exact || std::any_of(closer.inputs().begin(), closer.inputs().end(), pending)) outer_.push_back(id);
      if (p.tightened[id] != 1 || settled(r)) return;
      for (const auto& in : closer.inputs()) {
        auto& known = criterion_of_[in.slot];
        shared_ = shared_ || (known != graph::no_node && known != id);
        known = id;
      }
    });
    // Points that the rules leave open, and evidence that is still to come, are bounded by what could be at all.
    for (const auto& c : p.criterion_plans)
      for (const auto& t : c.points.numerator.terms)
        if (p.tightened[t.first] == 0 && !settled(possible_[t.first])) outer_.push_back(t.first);
    for (std::uint32_t s = 0; s < p.slots.size(); ++s)
      shared_ = shared_ || (p.slots[s].pending && is_missing(p, program_access::status(unit), program_access::scaled(unit), s));
    for (const auto& r : p.relations)
      shared_ = shared_ || (criterion_of_[r.slot] != graph::no_node && criterion_of_[r.other] != graph::no_node &&
                            criterion_of_[r.slot] != criterion_of_[r.other]);
  }

  std::shared_ptr<const program_data> program_;
  std::shared_ptr<const std::vector<rational>> changed_;  ///< values of all parameters, where a host changed one
  lane lane_ = lane::exact, least_ = lane::narrow;
  bool loaded_[4] = {};
  std::vector<std::uint32_t> missing_;
  std::vector<slot_relation> broken_;
  std::vector<std::int64_t> narrow_;
  std::vector<int128> wide_;
  std::vector<rational> exact_;
  std::vector<possible> possible_;
  std::vector<graph::node_id> outer_;         ///< registers looked at more closely whose bounds are not exact
  std::vector<graph::node_id> criterion_of_;  ///< by slot: the points that it reaches while it is missing
  bool shared_ = false;
};

}  // namespace ancs::detail

#endif
