// reference.hpp: the oracle of the tests: scores a parsed rule file by its meaning alone, naively, in unbounded rationals.
#ifndef ANCS_TESTS_REFERENCE_HPP
#define ANCS_TESTS_REFERENCE_HPP

#include <boost/multiprecision/cpp_int.hpp>
#include <cstdint>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

#include "ancs/ast.hpp"

/// Written from the language's description over the syntax tree only. It shares nothing with checking, lowering or the
/// engine, takes no short cut, and throws where a rule file that was accepted must never lead (a division by zero, a value
/// between bands, points past a maximum), so that it tests the checker's proofs too.
namespace reference {

/// cpp_rational without expression templates, whose intermediate types have no place in plain code.
using number = boost::multiprecision::number<boost::multiprecision::cpp_rational_backend, boost::multiprecision::et_off>;
using value = std::variant<number, bool, std::string>;
/// Column name ("x", "x.before_model", "x.3") to value; a date is its number of days from 1970-01-01. Columns with a
/// default and optional ones may be absent, all others must be there. "A1 unknown" is what stands for the unknown points of A1.
using data = std::map<std::string, value>;

/// What an accepted rule file and complete data must never cause.
struct fault : std::runtime_error {
  using std::runtime_error::runtime_error;
};

enum class state : std::uint8_t { scored, not_applicable, information, excluded, not_counted };

struct results {
  std::map<std::string, number> criteria, groups;  ///< by id
  std::map<std::string, state> states;             ///< by criterion id
  std::set<std::string> unknown;                   ///< criteria whose points nobody knows here
  std::map<std::string, bool> vetoes;              ///< by id
  std::map<std::string, std::string> levels;       ///< outcome title to level; empty where the unit is not yet assessed
  number total, total_with_all, total_rescaled;
  std::map<std::string, number> assessed;          ///< by group id: its maximum without what is excluded
  number assessed_maximum;
  bool not_yet_assessed = false;
  std::vector<number> ranking_keys;                ///< of `by`, then of `split by`
  std::string within;                              ///< the option that the ranking is within, or empty
  std::vector<std::vector<bool>> actions;          ///< by action of the file: whether made, by member of its series
};

results evaluate(const ancs::ast::document& tree, const data& unit);

/// A unit between others: the cohort it says it belongs to, and what comes of that.
struct standing {
  std::string parent, unit_type;
  std::uint32_t place = 0;                         ///< from 1 in its cohort
  std::map<std::string, std::string> levels;       ///< by outcome, after all quotas
};
/// Fills in places and levels, from results in the same order.
void stand(const ancs::ast::document& tree, const std::vector<results>& units, std::vector<standing>& all);

/// Place of every unit, from 1 (0: not yet assessed), all in one cohort, by the file's `ranking` (by total, descending, ties shared, where it declares none).
std::vector<std::uint32_t> places(const ancs::ast::document& tree, const std::vector<results>& units);

number floor(const number& x);
number round(const number& x, const number& step, ancs::rounding_mode mode);
/// Days from 1970-01-01 in the Gregorian calendar.
number days(int year, int month, int day);
/// Reads "-12.5" and "2/21".
number parse(const std::string& text);
number from(const ancs::rational& x);
ancs::rational to(const number& x);

}  // namespace reference

#endif
