// impl/check_parameters.hpp: parameters: a value and a range, all of one kind.
#ifndef ANCS_IMPL_CHECK_PARAMETERS_HPP
#define ANCS_IMPL_CHECK_PARAMETERS_HPP

#include "check_state.hpp"

namespace ancs::detail {

inline void declare_parameter(check_state& s, const ast::parameter& tree) {
  checked::parameter p;
  p.name = tree.id.text;
  p.title = tree.title ? tree.title->text : "";
  p.type = tree.value.percent ? kind::percent : kind::number;
  p.value = tree.value.value, p.low = tree.low.value, p.high = tree.high.value;
  p.where = tree.id.where;
  if (tree.low.percent != tree.value.percent || tree.high.percent != tree.value.percent) {
    const ast::literal& other = tree.low.percent != tree.value.percent ? tree.low : tree.high;
    report(s, code::parameter_mixes_percents, other.where, {p.name});
  } else if (p.value < p.low || p.value > p.high) {
    report(s, code::parameter_outside_range, tree.value.where,
           {as_written(s, tree.value), p.name, as_written(s, tree.low), as_written(s, tree.high)});
  }
  // What follows is checked over a range that can be.
  if (p.low > p.high) std::swap(p.low, p.high);
  s.model.parameters.push_back(std::move(p));
}

}  // namespace ancs::detail

#endif
