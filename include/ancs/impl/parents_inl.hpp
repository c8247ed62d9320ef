// impl/parents_inl.hpp: body of parents.hpp: the first unit of each parent says what the others must say too.
#ifndef ANCS_IMPL_PARENTS_INL_HPP
#define ANCS_IMPL_PARENTS_INL_HPP

#include <algorithm>
#include <unordered_map>

#include "../parents.hpp"
#include "data_findings.hpp"

namespace ancs {

ANCS_FUNC diagnostics check_same_within_parent(const program& of, const std::vector<record>& units, const std::vector<std::string>& names,
                                               const std::vector<std::string>& parents) {
  diagnostics found;
  for (std::uint32_t c = 0; c < of.columns().size(); ++c) {
    const input_column& column = of.columns()[c];
    if (!column.same_within_parent) continue;
    std::unordered_map<std::string, std::size_t> first;
    for (std::size_t i = 0; i < std::min({units.size(), names.size(), parents.size()}); ++i) {
      const auto value = units[i].value(c);
      if (!value || parents[i].empty()) continue;
      const auto [known, fresh] = first.emplace(parents[i], i);
      if (fresh) continue;
      const auto other = units[known->second].value(c);
      if (*other == *value) continue;
      const auto shown = [&](const rational& v) {
        const auto option = v.to_int64().value_or(0);
        return column.type == input_column::kind::one_of ? column.options[static_cast<std::size_t>(option)] : detail::in_column_words(column, v);
      };
      found.push_back(detail::data_finding(code::parents_value_differs,
                                           {column.name, shown(*value), names[i], shown(*other), names[known->second], parents[i]}));
    }
  }
  return found;
}

}  // namespace ancs

#endif
