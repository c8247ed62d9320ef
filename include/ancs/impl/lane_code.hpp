// lane_code.hpp: which arithmetic holds every value of a graph, and the graph's code in it.
#ifndef ANCS_IMPL_LANE_CODE_HPP
#define ANCS_IMPL_LANE_CODE_HPP

#include <algorithm>
#include <cstdint>
#include <limits>
#include <type_traits>
#include <vector>

#include "kernels.hpp"
#include "program_data.hpp"

namespace ancs::detail {

/// Integers that stop at ±2^126: what reaches the end counts as not fitting anywhere.
struct saturated {
  static constexpr int128 limit = static_cast<int128>(1) << 126;
  int128 value = 0;
  static saturated of(int128 v) { return {std::clamp(v, -limit, limit)}; }
  static saturated of(const rational& r) {
    const auto v = r.to_int128();
    return v ? of(*v) : saturated{r.sign() < 0 ? -limit : limit};
  }
  bool full() const { return value >= limit || value <= -limit; }
};
inline int128 magnitude(saturated a) { return a.value < 0 ? -a.value : a.value; }
inline saturated operator+(saturated a, saturated b) { return a.full() ? a : b.full() ? b : saturated::of(a.value + b.value); }
inline saturated operator*(saturated a, saturated b) {
  if (a.value == 0 || b.value == 0) return {};
  const bool negative = (a.value < 0) != (b.value < 0);
  if (magnitude(a) > saturated::limit / magnitude(b)) return {negative ? -saturated::limit : saturated::limit};
  return saturated::of(a.value * b.value);
}

/// Whole ends of what a register can hold.
struct lane_range {
  saturated low, high;
};
inline int128 magnitude(lane_range r) { return std::max(magnitude(r.low), magnitude(r.high)); }
inline lane_range times(lane_range r, saturated k) {
  const saturated a = r.low * k, b = r.high * k;
  return a.value <= b.value ? lane_range{a, b} : lane_range{b, a};
}
inline lane_range plus(lane_range a, lane_range b) { return {a.low + b.low, a.high + b.high}; }
inline lane_range join(lane_range a, lane_range b) {
  return {a.low.value < b.low.value ? a.low : b.low, a.high.value > b.high.value ? a.high : b.high};
}

/// The registers of the inputs, when no input's register is larger than `bound`, then everything computed from them:
/// the largest magnitude of any value or intermediate value. `used` says which nodes are computed.
class magnitude_analysis {
 public:
  /// With `proven`, what the checker proved narrows a range to 16 bits: only for rows whose data is as declared.
  magnitude_analysis(const program_data& program, const std::vector<bool>& used, bool proven = false)
      : program_(program), used_(used), proven_(proven) {}

  std::vector<lane_range> input_ranges(int128 bound) const {
    std::vector<lane_range> out(program_.slots.size());
    for (std::size_t i = 0; i < out.size(); ++i) {
      const auto& s = program_.slots[i];
      out[i] = {saturated::of(-bound), saturated::of(bound)};
      // Slots without a given value put 0 in the register.
      if (s.low) out[i].low = saturated::of(std::clamp(saturated::of((*s.low * s.scale).floor()).value, -bound, int128{0}));
      if (s.high) out[i].high = saturated::of(std::clamp(saturated::of((*s.high * s.scale).ceil()).value, int128{0}, bound));
    }
    return out;
  }

  /// The largest magnitude; saturated if something is not whole or has no end.
  saturated largest(const std::vector<lane_range>& inputs) {
    ranges_.assign(program_.nodes.size(), {});
    needs_.assign(program_.nodes.size(), 0);
    largest_ = 0;
    for (std::size_t i = 0; i < program_.nodes.size(); ++i) {
      if (!used_[i]) continue;
      const auto& n = program_.nodes[i];
      if (!n.whole) return {saturated::limit};
      at_ = i;
      ranges_[i] = range_of(n, inputs);
      if (proven_) narrow(n, ranges_[i]);
      note(magnitude(ranges_[i]));
      if (largest_ >= saturated::limit) return {saturated::limit};
    }
    return {largest_};
  }
  /// Of every node after largest(): what its register can hold, and the largest magnitude on the way to it.
  const std::vector<lane_range>& ranges() const { return ranges_; }
  const std::vector<int128>& needs() const { return needs_; }

 private:
  void note(int128 m) {
    needs_[at_] = std::max(needs_[at_], m);
    largest_ = std::max(largest_, m);
  }
  /// A register of 16 bits that a value past the proven ends does not fit wraps around, and is not used.
  static void narrow(const graph::node& n, lane_range& r) {
    lane_range to = r;
    if (n.proven_low) to.low = {std::max(to.low.value, saturated::of(n.proven_low->floor()).value)};
    if (n.proven_high) to.high = {std::min(to.high.value, saturated::of(n.proven_high->ceil()).value)};
    if (to.low.value <= to.high.value && magnitude(to) <= std::numeric_limits<std::int16_t>::max()) r = to;
  }
  /// constant + Σ coefficient · arg, noting every partial sum by its magnitude.
  lane_range weighted(const graph::node& n, std::size_t constant, std::size_t first, std::size_t count) {
    const saturated c = saturated::of(n.coefficients[constant]);
    lane_range r{c, c};
    saturated sum{magnitude(c)};
    for (std::size_t i = 0; i < count; ++i) {
      const lane_range term = times(ranges_[n.args[i]], saturated::of(n.coefficients[first + i]));
      sum = sum + saturated{magnitude(term)};
      r = plus(r, term);
    }
    note(sum.value);
    for (const auto& k : n.coefficients) note(magnitude(saturated::of(k)));
    return r;
  }
  lane_range range_of(const graph::node& n, const std::vector<lane_range>& inputs) {
    using enum graph::node_op;
    const auto arg = [&](std::size_t i) { return ranges_[n.args[i]]; };
    switch (n.what) {
      case unknown:
      case constant: {
        const saturated c = saturated::of(n.coefficients[0]);
        return {c, c};
      }
      case input: return inputs[n.index];
      case parameter: return {saturated::of(*n.low), saturated::of(*n.high)};
      case given: return {{0}, {1}};
      case linear: return weighted(n, 0, 1, n.args.size());
      case multiply: {
        const lane_range a = times(arg(0), arg(1).low), b = times(arg(0), arg(1).high);
        return join(a, b);
      }
      case minimum:
      case maximum: {
        lane_range r = arg(0);
        note(magnitude(r));
        for (std::size_t i = 1; i < n.args.size(); ++i) {
          const lane_range a = arg(i);
          note(magnitude(a));
          const auto pick = [&](saturated x, saturated y) {
            return (x.value < y.value) == (n.what == minimum) ? x : y;
          };
          r = {pick(r.low, a.low), pick(r.high, a.high)};
        }
        return r;
      }
      case absolute:
      case negative_if: {
        const saturated m{magnitude(arg(0))};
        if (n.what == negative_if) note(magnitude(arg(1)));
        return {n.what == absolute ? saturated{} : saturated{-m.value}, m};
      }
      case test: weighted(n, 2, 0, n.args.size()); return {{0}, {1}};
      case select: return join(arg(1), arg(2));
      case bands: {
        saturated low = saturated::of(n.coefficients[0]), high = low;
        for (const auto& c : n.cuts) {
          saturated sum = saturated{magnitude(saturated::of(c.gamma))} + saturated{1};
          sum = sum + saturated{magnitude(times(arg(0), saturated::of(c.alpha)))};
          note(magnitude(saturated::of(c.alpha)));
          note(magnitude(saturated::of(c.beta)));
          if (n.args.size() > 1) sum = sum + saturated{magnitude(times(arg(1), saturated::of(c.beta)))};
          note(sum.value);
          const saturated adds = saturated::of(c.adds);
          note(magnitude(adds));
          (adds.value < 0 ? low : high) = (adds.value < 0 ? low : high) + adds;
        }
        return {low, high};
      }
      case round_divide: {
        // Twice the numerator and the divisor are formed to find the nearer multiple.
        const saturated top = saturated{magnitude(times(arg(0), saturated::of(n.coefficients[0])))};
        saturated bottom = saturated::of(n.coefficients[1]);
        if (n.args.size() > 1) bottom = bottom * saturated{magnitude(arg(1))};
        const saturated widest = top + top + saturated{magnitude(bottom)} + saturated{magnitude(bottom)} + saturated{2};
        note(widest.value);
        note(magnitude(saturated::of(n.coefficients[0])));
        note(magnitude(saturated::of(n.coefficients[1])));
        const saturated most = top + saturated{1};
        return {{-most.value}, most};
      }
      case divide: return {{-saturated::limit}, {saturated::limit}};
    }
    return {};
  }

  const program_data& program_;
  const std::vector<bool>& used_;
  bool proven_ = false;
  std::vector<lane_range> ranges_;
  std::vector<int128> needs_;
  std::size_t at_ = 0;
  int128 largest_ = 0;
};

/// The code of the used nodes in T. For whole numbers a strict threshold becomes the next whole one.
/// For every test whose first reader is a selection by it, that selection: it computes the test on the way, one step instead of two.
inline std::vector<graph::node_id> selections_of_tests(const program_data& program, const std::vector<bool>& used) {
  std::vector<graph::node_id> selection(program.nodes.size(), graph::no_node), reader(program.nodes.size(), graph::no_node);
  for (std::uint32_t i = 0; i < program.nodes.size(); ++i) {
    if (!used[i]) continue;
    const auto& n = program.nodes[i];
    for (const auto a : n.args) {
      if (reader[a] != graph::no_node) continue;
      reader[a] = i;
      if (n.what == graph::node_op::select && n.args[0] == a && program.nodes[a].what == graph::node_op::test) selection[a] = i;
    }
  }
  return selection;
}

template <class T>
void write_code(const program_data& program, const std::vector<bool>& used, lane_code<T>& out) {
  constexpr bool whole = !std::is_same_v<T, rational>;
  std::vector<graph::node_id> selection;
  if (whole) selection = selections_of_tests(program, used);
  const auto test_constants = [&](const graph::node& test) {
    for (const auto& c : test.coefficients) out.constants.push_back(lane_value<T>(c));
    if (whole && test.compares == graph::comparison::above) out.constants.back() -= 1;
  };
  const auto compares = [](const graph::node& test) {
    const bool strict = whole && test.compares == graph::comparison::above;
    return static_cast<std::uint8_t>(strict ? graph::comparison::at_least : test.compares);
  };
  for (std::uint32_t i = 0; i < program.nodes.size(); ++i) {
    if (!used[i] || (whole && selection[i] != graph::no_node)) continue;
    const auto& n = program.nodes[i];
    if (n.what == graph::node_op::constant || n.what == graph::node_op::parameter || n.what == graph::node_op::unknown) {
      out.preset.emplace_back(i, lane_value<T>(n.coefficients[0]));
      continue;
    }
    if (n.what == graph::node_op::input || n.what == graph::node_op::given) continue;
    instruction step{};
    step.what = n.what;
    if (n.what == graph::node_op::round_divide) step.detail = static_cast<std::uint8_t>(n.mode);
    if (n.what == graph::node_op::test) step.detail = compares(n);
    step.out = i;
    step.first_operand = static_cast<std::uint32_t>(out.operands.size());
    step.operands = static_cast<std::uint32_t>(n.args.size());
    out.operands.insert(out.operands.end(), n.args.begin(), n.args.end());
    // A test and a band table always read two registers; the second of one weighs 0.
    if ((n.what == graph::node_op::test || n.what == graph::node_op::bands) && n.args.size() == 1) out.operands.push_back(n.args[0]);
    step.first_constant = static_cast<std::uint32_t>(out.constants.size());
    if (n.what == graph::node_op::test) {
      test_constants(n);
    } else {
      for (const auto& c : n.coefficients) out.constants.push_back(lane_value<T>(c));
    }
    if (whole && n.what == graph::node_op::select && selection[n.args[0]] == i) {
      const auto& test = program.nodes[n.args[0]];
      step.detail = static_cast<std::uint8_t>(compares(test) + 1);
      out.operands.push_back(test.args[0]);
      out.operands.push_back(test.args.back());
      test_constants(test);
    }
    for (const auto& c : n.cuts) {
      out.constants.push_back(lane_value<T>(c.alpha));
      out.constants.push_back(lane_value<T>(c.beta));
      out.constants.push_back(lane_value<T>(c.gamma));
      out.constants.push_back(lane_value<T>(c.adds));
      if constexpr (std::is_same_v<T, rational>) out.constants.push_back(c.strict ? 1 : 0);
      else if (c.strict) out.constants[out.constants.size() - 2] -= 1;
    }
    step.constants = static_cast<std::uint32_t>(n.cuts.empty() ? n.coefficients.size() : n.cuts.size());
    out.steps.push_back(step);
  }
}

/// Makes the code of an integer lane, if inputs up to some useful size keep every value within `limit`.
template <class T>
void pick_lane(const program_data& program, const std::vector<bool>& used, int128 limit, lane_code<T>& out) {
  magnitude_analysis analysis(program, used);
  for (int bits : {62, 53, 48, 40, 36, 32, 31, 28, 24, 20, 16, 12}) {
    if (sizeof(T) == 16) bits = bits * 2 - 12;
    const auto inputs = analysis.input_ranges(static_cast<int128>(1) << std::min(bits, 62));
    if (analysis.largest(inputs).value > limit) continue;
    out.available = true;
    for (const auto& r : inputs) {
      out.slot_low.push_back(static_cast<T>(r.low.value));
      out.slot_high.push_back(static_cast<T>(r.high.value));
    }
    write_code(program, used, out);
    return;
  }
}

}  // namespace ancs::detail

#endif
