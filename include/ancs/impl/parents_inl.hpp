// impl/parents_inl.hpp: body of parents.hpp: the first unit of each parent says what the others must say too.
#ifndef ANCS_IMPL_PARENTS_INL_HPP
#define ANCS_IMPL_PARENTS_INL_HPP

#include <algorithm>

#include "../parents.hpp"
#include "data_findings.hpp"

namespace ancs {

ANCS_FUNC diagnostics parents_values::add(const record& unit, const std::string& name, const std::string& parent) {
  diagnostics found;
  if (parent.empty()) return found;
  for (std::uint32_t c = 0; c < program_.columns().size(); ++c) {
    const input_column& column = program_.columns()[c];
    const auto value = column.same_within_parent ? unit.value(c) : std::nullopt;
    if (!value) continue;
    const auto [at, fresh] = first_.try_emplace({c, parent}, known{*value, name});
    if (fresh || at->second.value == *value) continue;
    const auto shown = [&](const rational& v) {
      const auto option = v.to_int64().value_or(0);
      if (column.type == input_column::kind::one_of) return column.options[static_cast<std::size_t>(option)];
      if (column.type == input_column::kind::yes_no) return std::string(v.is_zero() ? "no\x1fkhông" : "yes\x1f" "có");
      return detail::in_column_words(column, v);
    };
    found.push_back(detail::data_finding(code::parents_value_differs, {column.name, shown(*value), name, shown(at->second.value), at->second.unit, parent}));
  }
  return found;
}

ANCS_FUNC diagnostics check_same_within_parent(const program& of, const std::vector<record>& units, const std::vector<std::string>& names,
                                               const std::vector<std::string>& parents) {
  diagnostics found;
  parents_values known(of);
  for (std::size_t i = 0; i < std::min({units.size(), names.size(), parents.size()}); ++i) {
    const auto more = known.add(units[i], names[i], parents[i]);
    found.insert(found.end(), more.begin(), more.end());
  }
  return found;
}

}  // namespace ancs

#endif
