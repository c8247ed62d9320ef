// lower_sums.hpp: groups and totals to graph: what criteria add up to, what exclusion leaves of the maxima, and rescaling.
#ifndef ANCS_IMPL_LOWER_SUMS_HPP
#define ANCS_IMPL_LOWER_SUMS_HPP

#include <string>
#include <utility>
#include <vector>

#include "lower_clauses.hpp"

namespace ancs::detail {

class sum_lowering : protected clause_lowering {
 protected:
  using clause_lowering::clause_lowering;

  void sums() {
    out_.group_points.resize(model_.groups.size());
    out_.group_evidence.resize(model_.groups.size());
    terms_.assessed.resize(model_.groups.size());
    counted_.resize(model_.groups.size());
    counted_maximum_.resize(model_.groups.size());
    // Groups stand after the groups they stand in, so the last come first.
    for (std::size_t i = model_.groups.size(); i-- > 0;) group(i);
    quantity total = constant(0), outside = constant(0);
    out_.most_with_all = model_.maximum;
    for (const auto& c : model_.criteria)  // below a floor of 0 a penalty gives
      if (!c.parent && model_.groups[c.group].block == ast::group::block::penalty && c.floor.sign() < 0) out_.most_with_all -= c.floor;
    for (const auto& c : model_.criteria)
      if (!c.parent && is_beside(c) && c.floor.sign() < 0) out_.least_with_all += c.floor;
    affine assessed;
    for (std::size_t i = 0; i < model_.groups.size(); ++i) {
      const auto& g = model_.groups[i];
      if (g.parent) continue;
      if (g.block == ast::group::block::group) {
        total = terms_.combine(total, counted_[i], 1);
        assessed = build().sum(assessed, counted_maximum_[i]);
      } else {
        if (g.block != ast::group::block::penalty) out_.most_with_all += g.maximum;
        else out_.least_with_all -= g.maximum;
        outside = terms_.combine(outside, terms_.signed_group(static_cast<std::uint32_t>(i)), 1);
      }
    }
    out_.least_total = least_total();
    out_.least_with_all += out_.least_total;
    terms_.unrounded_total = total;
    terms_.total_points = terms_.final_total(total);
    out_.total = named(terms_.total_points, "total");
    if (terms_.is_plain(terms_.total_points)) terms_.total_points = out_.total;
    terms_.total_with_all_points = terms_.final_total(terms_.combine(total, outside, 1));
    out_.total_with_all = named(terms_.total_with_all_points, "total with all");
    if (terms_.is_plain(terms_.total_with_all_points)) terms_.total_with_all_points = out_.total_with_all;
    rescaled(assessed, outside);
  }

 private:
  bool is_beside(const checked::criterion& c) const { return model_.groups[c.group].block != ast::group::block::group; }

  /// What the total surely does not fall below: all floors below 0 together, as often as rescaling can enlarge them.
  rational least_total() const {
    rational floors, smallest = model_.maximum;
    for (const auto& c : model_.criteria) {
      if (c.parent || is_beside(c)) continue;
      if (c.floor.sign() < 0) floors += c.floor;
      if (c.maximum.sign() > 0) smallest = std::min(smallest, c.maximum);
    }
    if (floors.is_zero() || !model_.excludes) return floors;
    std::size_t levels = 1;  // of groups in groups, and the total itself
    std::vector<std::size_t> depth(model_.groups.size(), 1);
    for (std::size_t i = 0; i < model_.groups.size(); ++i) {
      const auto& g = model_.groups[i];
      if (g.parent) depth[i] = depth[*g.parent] + 1;
      levels = std::max(levels, depth[i] + 1);
      if (g.capped && g.maximum.sign() > 0) smallest = std::min(smallest, g.maximum);
    }
    for (std::size_t i = 0; i < levels; ++i) floors *= model_.maximum / smallest;
    return floors;
  }

  bool per_group() const { return model_.rounds && model_.stage == ast::rounding_stage::per_group; }
  /// Above so many groups that rescale themselves, each is divided out: a common denominator would have too many factors.
  static constexpr std::size_t most_denominators = 4;

  void group(std::size_t i) {
    const auto& g = model_.groups[i];
    quantity points = constant(0);
    for (const auto c : g.criteria) points = terms_.combine(points, terms_.criteria[c], 1);
    for (const auto s : g.groups) points = terms_.combine(points, counted_[s], 1);
    if (g.capped) points = terms_.clamp(node_op::minimum, points, g.maximum);
    if (g.floor) points = terms_.clamp(node_op::maximum, points, *g.floor);
    if ((out_.group_evidence[i] = evidence(g.required))) points = terms_.choose(out_.group_evidence[i]->there, points, constant(0));
    const quantity unrounded = points;
    if (per_group()) points = terms_.rounded(points, model_.step, model_.mode);
    out_.group_points[i] = named(points, g.id);
    terms_.groups[i] = counted_[i] = terms_.is_plain(points) ? out_.group_points[i] : points;
    assess(i, unrounded);
  }

  /// What is left of the group's maximum, inside it and for what counts it; its points as they are counted.
  void assess(std::size_t i, const quantity& unrounded) {
    const auto& g = model_.groups[i];
    affine inside, outside;
    bool rescales = false;
    for (const auto c : g.criteria) {
      const auto& criterion = model_.criteria[c];
      const affine left = build().sum({criterion.maximum, {}}, terms_.excluded_from_model[c], -criterion.maximum);
      outside = build().sum(outside, left);
      inside = build().sum(inside, build().sum(left, terms_.excluded_from_group[c], -criterion.maximum));
      rescales = rescales || criterion.may_be_excluded_within_group;
    }
    for (const auto s : g.groups) {
      outside = build().sum(outside, counted_maximum_[s]);
      inside = build().sum(inside, counted_maximum_[s]);
    }
    if (g.capped) {
      outside = build().extreme(node_op::minimum, {outside, {g.maximum, {}}});
      inside = build().extreme(node_op::minimum, {inside, {g.maximum, {}}});
    }
    terms_.assessed[i] = inside;
    counted_maximum_[i] = inside;
    if (!rescales) return;
    const affine some = above_zero(inside, g.least_assessed);
    if (g.least_assessed.is_zero()) outside = build().select(build().test(inside, comparison::above), outside, {});
    counted_maximum_[i] = outside;
    counted_[i] = {build().multiply(unrounded.numerator, outside), build().multiply(unrounded.denominator, some)};
    if (per_group()) counted_[i] = terms_.rounded(counted_[i], model_.step, model_.mode);
    if (++rescaled_groups_ > most_denominators) counted_[i] = terms_.divided(counted_[i]);
  }

  /// A maximum that may be divided by: 1 in place of 0, where nothing is assessed and all points are 0.
  affine above_zero(const affine& maximum, const rational& least) {
    if (least.sign() > 0) return maximum;
    return build().select(build().test(maximum, comparison::above), maximum, {1, {}});
  }

  void rescaled(const affine& assessed, const quantity& outside) {
    out_.excludes = model_.excludes;
    terms_.assessed_total = assessed;
    quantity whole = terms_.unrounded_total;
    if (!assessed.is_constant()) {
      const affine some = above_zero(assessed, model_.least_assessed);
      whole = {build().times(whole.numerator, model_.maximum), build().multiply(whole.denominator, some)};
    }
    terms_.unrounded_rescaled = whole;
    terms_.rescaled_total = assessed.is_constant() ? terms_.total_points : terms_.final_total(whole);
    terms_.rescaled_with_all = terms_.final_total(terms_.combine(whole, outside, 1));
    if (!model_.excludes) {
      out_.total_rescaled = out_.total;
      return;
    }
    out_.total_rescaled = held(terms_.rescaled_total);
    out_.total_assessed = held({assessed, {1, {}}});
    for (std::size_t i = 0; i < model_.groups.size(); ++i) {
      out_.group_assessed.push_back(held({terms_.assessed[i], {1, {}}}));
      out_.group_counted.push_back(held(counted_[i]));
      out_.group_counted_maximum.push_back(held({counted_maximum_[i], {1, {}}}));
    }
  }
  /// In one register each, so that it is read in one step; not divided out.
  quantity held(const quantity& q) { return {build().as_atom(q.numerator), build().as_atom(q.denominator)}; }

 protected:
  quantity named(const quantity& value, const std::string& name) {
    const quantity points = terms_.divided(value);
    if (points.numerator.is_constant()) return points;
    const node_id id = build().materialise(points.numerator);
    if (build().at(id).name.empty()) build().at(id).name = name;
    return terms_.plain(build().atom(id));
  }

 private:
  std::vector<quantity> counted_;          ///< by group: its points as the group above it, or the total, counts them
  std::vector<affine> counted_maximum_;    ///< and what they are out of
  std::size_t rescaled_groups_ = 0;
};

}  // namespace ancs::detail

#endif
