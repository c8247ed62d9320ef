// impl/check_cohort.hpp: what is decided between units: the ranking and the quotas of levels.
#ifndef ANCS_IMPL_CHECK_COHORT_HPP
#define ANCS_IMPL_CHECK_COHORT_HPP

#include "check_prove.hpp"
#include "check_resolve.hpp"

namespace ancs::detail {

/// The one-of input that a ranking is within.
inline std::optional<std::uint32_t> ranked_within(check_state& s, const ast::name& within) {
  const symbol* found = find_name(s, within.text, within.where, sought::option);
  if (!found || found->what == symbol::sort::unsupported) return std::nullopt;
  const checked::input* in = found->what == symbol::sort::input ? &s.model.inputs[found->index] : nullptr;
  if (!in || in->type != kind::one_of || in->series) {
    report(s, code::not_a_cohort, within.where, {within.text, word(s, keyword::parent), word(s, keyword::unit_type), word(s, keyword::one_of)});
    return std::nullopt;
  }
  if (in->slots == 0) return std::nullopt;
  if (in->optional) {
    report(s, code::cohort_optional, within.where, {within.text});
    return std::nullopt;
  }
  return in->first_slot;
}

inline void check_ranking(check_state& s, const ast::ranking& tree) {
  if (s.model.ranking) {
    report(s, code::only_one_allowed, tree.where, {word(s, keyword::ranking)}, {{s.model.ranking->where, code::first_declared_here, {}}});
    return;
  }
  checked::ranking made;
  made.ties = tree.tie;
  made.where = tree.where;
  made.within_parent = tree.within_parent;
  made.within_unit_type = tree.within_unit_type;
  if (tree.within) made.within = ranked_within(s, *tree.within);
  const auto take = [&](const std::vector<ast::ranking_key>& keys, std::vector<checked::ranking_key>& into) {
    for (const auto& key : keys) {
      const fact_scope here(s);
      resolved of = resolve(s, key.of);
      if (!of) continue;
      if (of->text || of->full || of->term.type == kind::one_of) {
        report(s, code::no_order_to_rank_by, key.of.where, {as_written(s, key.of), kind_word(s, of->text ? kind::one_of : of->term.type)});
        continue;
      }
      if (changes(s, of->term)) {
        report(s, code::ranked_by_changing_points, key.of.where, {as_written(s, key.of), word(s, keyword::total) + ' ' + word(s, keyword::rescaled)});
        continue;
      }
      prove(s, of->term);
      into.push_back({std::move(of->term), key.descending});
    }
  };
  take(tree.keys, made.keys);
  take(tree.split_by, made.split_by);
  s.model.ranking = std::move(made);
}

inline void check_quota(check_state& s, const ast::quota& tree) {
  checked::quota made;
  made.where = tree.where;
  made.or_better = tree.or_better;
  made.before = tree.before;
  made.mode = tree.mode;
  made.ties_in = tree.ties_in;
  made.share = tree.share.value;
  const bool share_fits = tree.share.percent && tree.share.value.sign() > 0 && tree.share.value <= rational(1);
  if (!share_fits) report(s, code::quota_share_out_of_range, tree.share.where, {as_written(s, tree.share)});
  const auto outcome = find_outcome(s, tree.outcome.text, tree.outcome.where);
  if (!outcome) return;
  const checked::levels& levels = s.model.outcomes[*outcome];
  const auto level = find_level(s, levels, tree.level), of = find_level(s, levels, tree.of), become = find_level(s, levels, tree.become);
  if (!level || !of || !become) return;
  if (*become <= *level) {
    const std::vector<std::string> below(levels.names.begin() + *level + 1, levels.names.end());
    report(s, code::quota_rest_not_below, tree.become.where, {tree.become.text, tree.level.text,
           below.empty() ? both("no level stands below it, so a quota of it has no rest to move",
                                "không có mức nào ở dưới, nên hạn mức này không có chỗ cho phần còn lại")
                         : both("name a level below it: " + quoted_list(below), "hãy nêu một mức thấp hơn: " + quoted_list(below))});
    return;
  }
  for (const checked::quota& other : s.model.quotas)
    if (other.outcome == *outcome && other.level == *level) {
      report(s, code::quota_twice, tree.level.where, {tree.level.text, levels.title}, {{other.where, code::first_declared_here, {}}});
      return;
    }
  made.outcome = *outcome, made.level = *level, made.of = *of, made.become = *become;
  s.model.quotas.push_back(std::move(made));
}

}  // namespace ancs::detail

#endif
