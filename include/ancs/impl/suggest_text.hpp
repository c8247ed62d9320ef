// suggest_text.hpp: a made-up unit as a `test` block in the keywords of its file.
#ifndef ANCS_IMPL_SUGGEST_TEXT_HPP
#define ANCS_IMPL_SUGGEST_TEXT_HPP

#include <string>
#include <utility>
#include <vector>

#include "../print.hpp"
#include "suggest_units.hpp"

namespace ancs::detail::suggest {

class test_writer {
 public:
  test_writer(const program& of, std::string title) : of_(of), p_(program_access::data(of)) { tree_.title.text = std::move(title); }

  /// The figures of these slots. False where one cannot be written.
  bool give(const figures& unit, const std::vector<std::uint32_t>& slots) {
    for (std::size_t i = 0; i < slots.size(); ++i) {
      const std::string& name = p_.columns[slots[i]].name;
      const std::size_t dot = name.rfind('.');
      if (dot != name.npos && name.find_first_not_of("0123456789", dot + 1) == name.npos) {
        if (!give_series(unit, name.substr(0, dot))) return false;
        continue;
      }
      if (!unit[slots[i]]) continue;
      auto value = value_of(slots[i], *unit[slots[i]]);
      if (!value) return false;
      ast::assignment a;
      a.id.text = name.substr(0, dot);
      if (dot != name.npos) a.member = ast::name{name.substr(dot + 1), {}, false};
      a.to = std::move(*value);
      tree_.given.push_back(std::move(a));
    }
    return true;
  }

  bool expect_points(const std::string& id, const bounds& points) {
    if (!points.settled() || !is_writable(points.low)) return false;
    ast::expectation e;
    e.id.text = id;
    e.total = id.empty();
    e.to = ast::literal{points.low, false, {}};
    tree_.expect.push_back(std::move(e));
    return true;
  }
  void expect_not_applicable(const std::string& id) {
    ast::expectation e;
    e.written = ast::expectation::form::not_applicable;
    e.id.text = id;
    tree_.expect.push_back(std::move(e));
  }
  void expect_veto(const std::string& id, bool holds) {
    ast::expectation e;
    e.written = ast::expectation::form::veto;
    e.id.text = id;
    e.to = holds;
    tree_.expect.push_back(std::move(e));
  }
  void expect_level(const std::string& outcome, const std::string& level) {
    ast::expectation e;
    e.written = ast::expectation::form::outcome;
    e.outcome = ast::label{outcome, {}};
    e.to = ast::label{level, {}};
    tree_.expect.push_back(std::move(e));
  }

  suggested_test take() {
    ast::document file;
    file.keywords = p_.keywords;
    suggested_test made;
    made.title = tree_.title.text;
    file.declarations.push_back(std::move(tree_));
    const std::string text = print(file, {p_.keywords, false});
    made.text = text.substr(std::min(text.size(), text.find("\n\n") + 2));
    return made;
  }

 private:
  static bool is_writable(const rational& v) { return v.is_decimal(12) && v.abs() < rational(std::int64_t{1} << 53); }

  std::optional<ast::value> value_of(std::uint32_t slot, const rational& v) const {
    const auto& column = p_.columns[slot];
    using kind = input_column::kind;
    switch (column.type) {
      case kind::yes_no: return ast::value(!v.is_zero());
      case kind::one_of: return ast::value(ast::label{column.options[static_cast<std::size_t>(v.to_int64().value_or(0))], {}});
      case kind::date: return std::nullopt;
      default: break;
    }
    if (!is_writable(v)) return std::nullopt;
    return ast::value(ast::literal{v, column.type == kind::percent, {}});
  }

  /// All values of a series at once, as a test gives them. Those of a part that is not read are as in any plain unit.
  bool give_series(const figures& unit, const std::string& name) {
    if (!tree_.given.empty() && tree_.given.back().id.text == name && !tree_.given.back().member) return true;
    if (name.find('.') != name.npos) return false;  // a baseline of a series
    std::vector<ast::literal> values;
    for (std::size_t i = 1;; ++i) {
      const auto slot = of_.find_column(name + "." + std::to_string(i));
      if (!slot) break;
      if (!unit[*slot] || !is_writable(*unit[*slot]) || p_.columns[*slot].type == input_column::kind::yes_no) return false;
      values.push_back({*unit[*slot], p_.columns[*slot].type == input_column::kind::percent, {}});
    }
    if (values.empty()) return false;  // its values are years of the calendar
    ast::assignment a;
    a.id.text = name;
    a.to = std::move(values);
    tree_.given.push_back(std::move(a));
    return true;
  }

  const program& of_;
  const program_data& p_;
  ast::test tree_;
};

}  // namespace ancs::detail::suggest

#endif
