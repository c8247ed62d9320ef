// random_model.hpp: random rule files that are sound by construction, and random records for them.
#ifndef ANCS_TESTS_RANDOM_MODEL_HPP
#define ANCS_TESTS_RANDOM_MODEL_HPP

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "reference.hpp"

namespace random_model {

using reference::number;

/// A source of choices that gives the same on every machine (the standard distributions do not).
class dice {
 public:
  explicit dice(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
  }
  /// 0 … n - 1
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(next() % n); }
  /// a … b
  int between(int a, int b) { return a + static_cast<int>(below(static_cast<std::size_t>(b - a + 1))); }
  bool chance(int percent) { return below(100) < static_cast<std::size_t>(percent); }
  template <class T>
  const T& one_of(const std::vector<T>& all) {
    return all[below(all.size())];
  }

 private:
  std::uint64_t state_;
};

/// One column of the data, as the rule file declares it.
struct column {
  enum class kind : std::uint8_t { quantity, percent, yes_no, one_of } type = kind::quantity;
  std::string name;
  std::optional<number> low, high;
  bool low_open = false, high_open = false;
  number step = 0;      ///< values are its multiples; 0: any rational
  std::string at_most;  ///< the column that this never passes, or empty
  bool below = false;   ///< nor equals
  bool optional = false, has_default = false;
  bool pending = false;  ///< required evidence: a no counts as missing
  std::vector<std::string> options;
};

/// Values that land a unit exactly on (or next to) a threshold of the rule file.
struct hint {
  enum class form : std::uint8_t { value, share, fall, rise } what = form::value;
  std::size_t a = 0, b = 0;  ///< columns: a is t; a / b is t; a fell (rose) from b by t
  number t;
};

struct input {
  std::vector<std::string> names;  ///< as declared: several may share one declaration
  std::string rest;                ///< what stands behind the names
};

struct criterion {
  std::string word = "criterion", id, title;
  number maximum = 0;
  bool capped = false;
  std::string floor, evidence;
  std::vector<std::string> guards;
  std::string open;                ///< of the clause: "bands E {"
  std::vector<std::string> parts;  ///< its rows, awards, deductions …
  std::string close;
  bool information = false;
  std::vector<criterion> items;    ///< in place of a clause
};

struct group {
  std::string word = "group", id, title, evidence;
  std::optional<number> cap;
  std::vector<criterion> criteria;
  std::vector<group> groups;
  number sum() const;
  number maximum() const { return cap ? *cap : sum(); }
};

struct level_rows {
  std::string title;
  std::vector<std::string> names;
  std::vector<std::string> rows;
  std::string otherwise;
};

/// Points of a criterion that a row leaves unknown: anything from low to high.
struct open_points {
  std::string id;
  number low, high;
};

struct model {
  std::vector<std::string> head;  ///< statements without consequence for points
  std::string rounding;
  std::vector<std::string> not_yet_assessed;  ///< conditions
  std::vector<input> inputs;
  std::string holidays;
  std::vector<std::string> parameters, lets, vetoes;
  std::vector<group> groups;
  std::vector<level_rows> levels;
  std::string ranking;
  std::vector<std::string> quotas, actions;
  std::vector<column> columns;
  std::vector<hint> hints;
  std::vector<open_points> unknown;
  int magnitude = 0;               ///< 0 everyday numbers … 4 many digits
  std::set<std::string> features;  ///< the constructs in it
  bool excludes() const { return features.count("excluded") + features.count("excluded within group") > 0; }
};

model make(dice& d);
std::string text_of(const model& m);
/// The model with one thing less, in every way; most are sound, not all.
std::vector<model> smaller(const model& m);

/// Values for all columns (some optional ones and some with a default left out), within ranges and relations.
reference::data make_record(const model& m, dice& d);
/// Values for `missing` columns that go with the rest of the record; empty when none were found.
std::optional<reference::data> complete(const model& m, const reference::data& given, const std::set<std::string>& missing, dice& d);
/// All values of a column that has few and no relation, in any order; empty where there are too many.
std::vector<reference::value> all_values(const model& m, const column& c);
/// True if every value is in its range and every relation holds.
bool sound(const model& m, const reference::data& unit);
/// Makes one value, or one relation, wrong; returns the columns that then count as missing, or none where that cannot be done.
std::set<std::string> spoil(const model& m, reference::data& unit, dice& d);

/// The number as a literal of an English rule file.
std::string literal(const number& x);
std::string percent(const number& x);

}  // namespace random_model

#endif
