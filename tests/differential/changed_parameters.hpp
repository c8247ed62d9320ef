// changed_parameters.hpp: other values for the parameters of a random model, in the program and in the tree that the reference reads.
#ifndef ANCS_TESTS_CHANGED_PARAMETERS_HPP
#define ANCS_TESTS_CHANGED_PARAMETERS_HPP

#include <gtest/gtest.h>

#include <variant>

#include "../reference/random_model.hpp"
#include "ancs/ast.hpp"
#include "ancs/program.hpp"

namespace random_model {

/// Changes some parameters to values within their ranges; `tree`, if there is one, says the same afterwards.
inline void change_parameters(ancs::program& p, ancs::ast::document* tree, dice& d) {
  for (const auto& known : p.parameters()) {
    if (!d.chance(50)) continue;
    ancs::rational value = d.chance(30) ? known.low : known.low + (known.high - known.low) * ancs::rational(static_cast<std::int64_t>(d.below(21)), 20);
    value = value.rounded(ancs::rational(1, known.percent ? 1000 : 100), ancs::rounding_mode::down);
    if (value < known.low || value > known.high) value = known.high;
    auto changed = p.with_parameter(known.name, value);
    if (!changed) {
      ADD_FAILURE() << ancs::message_of(changed.findings.at(0), ancs::language::en);
      continue;
    }
    p = *changed;
    if (!tree) continue;
    for (auto& declaration : tree->declarations)
      if (auto* parameter = std::get_if<ancs::ast::parameter>(&declaration); parameter && parameter->id.text == known.name) parameter->value.value = value;
  }
}

}  // namespace random_model

#endif
