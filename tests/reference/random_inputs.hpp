// random_inputs.hpp: the inputs of a random model, declared when an expression wants one.
#ifndef ANCS_TESTS_RANDOM_INPUTS_HPP
#define ANCS_TESTS_RANDOM_INPUTS_HPP

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "random_model.hpp"

namespace random_model {

using maybe = std::optional<number>;

/// A numeric expression and what is known of it.
struct term {
  std::string text;
  bool share = false;  // its limits are percents
  bool whole = false;
  maybe low, high;                   // what it can be …
  bool inner = false;                // … or a part of that
  bool coarse = false;               // takes only some of the values in between: no use for a table
  number limit_step = 0;             // its multiples, and values between any two of them, are taken
  bool exact = false;                // the checker must find just this interval
  std::vector<std::string> nonzero;  // to be guarded: denominators …
  std::vector<std::string> given;    // … and optional inputs
  std::vector<hint> hints;           // t is filled in by who picks a threshold
};

inline void add_needs(term& to, const term& from) {
  to.nonzero.insert(to.nonzero.end(), from.nonzero.begin(), from.nonzero.end());
  to.given.insert(to.given.end(), from.given.begin(), from.given.end());
}

inline maybe plus(const maybe& a, const maybe& b) { return a && b ? maybe(*a + *b) : std::nullopt; }
inline maybe negated(const maybe& a) { return a ? maybe(-*a) : std::nullopt; }

class inputs {
 protected:
  explicit inputs(dice& d) : d_(d) {}

  void feature(const std::string& name) { m_.features.insert(name); }
  std::string fresh(const std::string& stem) { return stem + std::to_string(++names_); }

  struct series {
    std::string name;
    bool share;
    std::vector<std::size_t> columns;
    bool compared = false;  // with a baseline `before`
  };

  /// A constant that suits the model's magnitude.
  number constant(bool whole) {
    number x = d_.between(1, 30);
    switch (m_.magnitude) {
      case 1:
        x *= number(std::int64_t{1} << d_.between(20, 36)) - d_.between(0, 1);
        break;
      case 2:
        x *= number(std::int64_t{1} << d_.between(45, 58)) - d_.between(0, 1);
        break;
      case 3:
        x *= reference::parse("1" + std::string(static_cast<std::size_t>(d_.between(15, 27)), '0')) - d_.between(0, 1);
        break;
      default:
        break;
    }
    if (!whole && d_.chance(50)) x += number(d_.below(100)) / 100;
    if (!whole && m_.magnitude == 4) x += number(d_.below(1000000007)) / 1000000000;
    return x;
  }

  number share() {
    static const std::vector<int> everyday{5, 10, 15, 20, 25, 30, 35, 40, 50, 60, 70, 75, 80, 90, 95};
    number x = number(d_.one_of(everyday)) / 100;
    if (d_.chance(10)) x = number(d_.between(1, 999)) / 1000;
    if (m_.magnitude == 4) x += number(d_.below(1000000007)) / reference::parse("100000000000");
    return x;
  }

  std::size_t add_column(column c) {
    m_.columns.push_back(std::move(c));
    return m_.columns.size() - 1;
  }

  bool full() const { return static_cast<int>(m_.inputs.size()) >= limit_; }

  /// An existing column of a pool, or a new one from `create`; the pool grows by what `create` adds.
  template <class Create>
  std::size_t pick(std::vector<std::size_t>& pool, Create create) {
    if (pool.empty() || (!full() && d_.chance(45))) create();
    return pool[d_.below(pool.size())];
  }

  std::string title() { return d_.chance(20) ? " \"một tên, có dấu\"" : ""; }

  void ranges(column& c, std::string& rest, bool from_zero) {
    if (!from_zero && d_.chance(60)) {
      c.low = -constant(c.step != 0);
      rest += " at least " + literal(*c.low);
    }
    if (from_zero && d_.chance(35)) {
      c.low = d_.between(1, 3);
      const bool above = c.step == 0 && d_.chance(40);
      c.low_open = above;
      rest += (above ? " above " : " at least ") + literal(*c.low);
    }
    if (m_.magnitude != 0 ? d_.chance(70) : d_.chance(25)) {
      c.high = constant(c.step != 0) + 5;
      const bool under = c.step == 0 && d_.chance(30);
      c.high_open = under;
      rest += (under ? " below " : " at most ") + literal(*c.high);
    }
  }

  /// Counts (also with baseline, in twos and threes, bounded by another), numbers and money.
  void new_quantity(std::vector<std::size_t>& pool, const std::string& kind) {
    column c;
    input i;
    i.rest = kind;
    const bool from_zero = kind != "number";
    c.step = kind == "money" ? number(0) : number(1);
    if (from_zero) c.low = 0;
    if (kind == "number") {
      const auto form = d_.below(3);
      c.step = form == 0 ? number(0) : form == 1 ? number(1) : number(1, 4);
      if (form != 0) i.rest += " by " + literal(c.step);
    }
    if (kind == "count" && d_.chance(35) && !counts_.empty()) {
      const std::size_t bound = counts_[d_.below(counts_.size())];
      if (m_.columns[bound].at_most.empty() || d_.chance(30)) {
        if (simple(bound)) {
          c.at_most = m_.columns[bound].name;
          i.rest += " at most " + mention(bound);
          feature("relation");
        }
      }
    }
    if (c.at_most.empty()) ranges(c, i.rest, from_zero);
    // Where the value comes from changes nothing for a record that has it; such words may stand anywhere behind the kind.
    if (kind == "count" && d_.chance(8)) {
      i.rest += " from parts \"khu dân cư\"";
      feature("from parts");
    } else if (d_.chance(5)) {
      i.rest += " same within parent";
      feature("same within parent");
    }
    if (d_.chance(12) && (!c.low || *c.low <= 0) && c.at_most.empty()) {
      c.has_default = true;
      i.rest += ", default 0";
      feature("default");
    }
    i.rest += title();
    for (int n = d_.chance(20) ? d_.between(2, 3) : 1; n > 0; --n) {
      c.name = fresh(d_.chance(30) ? "số_" : "x");
      i.names.push_back(c.name);
      pool.push_back(add_column(c));
    }
    if (i.names.size() > 1) feature("several names");
    m_.inputs.push_back(i);
    feature(kind);
  }

  std::size_t index_of(const std::string& name) const {
    std::size_t at = 0;
    while (m_.columns[at].name != name) ++at;
    return at;
  }

  /// True if `a` never passes `b`, by one relation or a chain of them.
  bool bounded_by(std::size_t a, std::size_t b) const {
    while (a != b && !m_.columns[a].at_most.empty()) a = index_of(m_.columns[a].at_most);
    return a == b;
  }
  bool related(std::size_t a, std::size_t b) const { return bounded_by(a, b) || bounded_by(b, a); }

  /// The columns that a text speaks of, also through lets, and those that bound them or are bounded by them.
  std::set<std::size_t> columns_in(const std::string& text) const {
    std::set<std::size_t> all;
    for (std::size_t n = 0; n < m_.columns.size(); ++n) {
      const std::string& name = m_.columns[n].name;
      if (text.find(name.substr(0, name.find('.'))) == std::string::npos) continue;
      for (std::size_t k = 0; k < m_.columns.size(); ++k)
        if (related(n, k)) all.insert(k);
    }
    for (const auto& l : m_.lets) {
      const std::string id = l.substr(4, l.find(' ', 4) - 4);
      if (text.find(id) != std::string::npos && text != l.substr(4 + id.size())) all.merge(columns_in(l.substr(4 + id.size())));
    }
    return all;
  }

  bool simple(std::size_t at) const {
    const column& c = m_.columns[at];
    return !c.optional && !c.has_default && !c.high && c.low && *c.low == 0;
  }

  /// A count with its baseline: two columns.
  void new_compared() {
    column c;
    input i;
    c.step = 1;
    c.low = 0;
    i.rest = "count with baseline";
    std::string word = "baseline";
    if (d_.chance(70)) i.rest += " " + (word = d_.chance(50) ? "before_model" : "last_year");
    ranges(c, i.rest, true);
    i.rest += title();
    const std::string name = c.name = fresh("x");
    i.names.push_back(name);
    const std::size_t now = add_column(c);
    c.name += "." + word;
    const std::size_t before = add_column(c);
    compared_.push_back({now, before});
    counts_.push_back(now);
    m_.inputs.push_back(i);
    feature("baseline");
  }

  /// A whole, and a part that never reaches it.
  void new_strict_pair() {
    column whole, part;
    whole.step = part.step = 1;
    whole.low = 1, part.low = 0;
    whole.name = fresh("x");
    part.name = fresh("x");
    part.at_most = whole.name;
    part.below = true;
    m_.inputs.push_back({{whole.name}, "count at least 1"});
    m_.inputs.push_back({{part.name}, "count below " + whole.name});
    counts_.push_back(add_column(whole));
    strict_.push_back(add_column(part));
    feature("strict relation");
  }

  std::size_t new_date() {
    column c;
    input i;
    c.step = 1;
    c.low = reference::days(2019, 12, 15), c.high = reference::days(2021, 3, 10);
    i.rest = "date at least 2019-12-15 at most 2021-03-10" + title();
    c.name = fresh("n");
    i.names.push_back(c.name);
    m_.inputs.push_back(i);
    feature("date");
    dates_.push_back(add_column(c));
    return dates_.back();
  }

  std::size_t new_answers() {
    column c;
    input i;
    c.type = column::kind::yes_no;
    const int years = d_.between(3, 5);
    i.rest = "yes/no yearly " + std::to_string(years);
    const std::string name = fresh("b");
    i.names.push_back(name);
    for (int n = 1; n <= years; ++n) {
      c.name = name + "." + std::to_string(n);
      add_column(c);
    }
    m_.inputs.push_back(i);
    feature("yes/no yearly");
    answered_.push_back({name, static_cast<std::size_t>(years)});
    return answered_.size() - 1;
  }

  void new_series() {
    column c;
    input i;
    const bool share = d_.chance(25);
    const bool monthly = d_.chance(60), yearly = !monthly && d_.chance(60), dated = yearly && d_.chance(50);
    const int years = d_.between(2, 6), first_year = dated ? d_.between(2015, 2020) : 1;
    const std::string words = monthly ? " monthly" : !yearly ? " quarterly" : dated ? " yearly from " + std::to_string(first_year) + " to " + std::to_string(first_year + years - 1) : " yearly " + std::to_string(years);
    c.low = 0;
    c.step = share ? number(0) : number(1);
    if (share) c.high = 1, c.type = column::kind::percent;
    i.rest = std::string(share ? "percent" : "count") + words;
    const bool compared = !share && d_.chance(25);
    if (compared) i.rest += " with baseline before";
    if (!share && d_.chance(50)) {
      c.high = 31;
      i.rest += " at most 31";
    }
    if (d_.chance(50)) {
      c.has_default = true;
      i.rest += share ? ", default 50%" : ", default 0";
    }
    const std::string name = fresh("x");
    i.names.push_back(name);
    series s{name, share, {}};
    const int last = monthly ? 12 : yearly ? first_year + years - 1 : 4;
    for (int n = first_year; n <= last; ++n) {
      c.name = name + "." + std::to_string(n);
      s.columns.push_back(add_column(c));
    }
    for (int n = first_year; compared && n <= last; ++n) {
      c.name = name + ".before." + std::to_string(n);
      add_column(c);
    }
    s.compared = compared;
    if (compared) feature("series with baseline");
    series_.push_back(s);
    m_.inputs.push_back(i);
    feature(monthly ? "monthly" : yearly ? "yearly" : "quarterly");
  }

  /// A number from 0 that need not be whole.
  void new_parts() {
    column c;
    input i;
    c.low = 0;
    i.rest = "number at least 0" + title();
    c.name = fresh("x");
    i.names.push_back(c.name);
    parts_.push_back(add_column(c));
    m_.inputs.push_back(i);
    feature("number from 0");
  }

  void new_percent(bool optional) {
    column c;
    input i;
    c.type = column::kind::percent;
    c.low = 0;
    c.high = 1;
    i.rest = "percent";
    if (d_.chance(10)) {
      i.rest += " same within parent";
      feature("same within parent");
    }
    if (d_.chance(25)) {
      c.low = -10;
      i.rest += " at least -1000%";
    }
    if (d_.chance(25)) {
      c.high = number(5, 2);
      i.rest += " at most 250%";
    }
    if (optional) {
      c.optional = true;
      i.rest += ", optional";
      feature("optional");
    } else if (d_.chance(20)) {
      c.has_default = true;
      i.rest += ", default 50%";
      feature("default");
    }
    i.rest += title();
    c.name = fresh("p");
    i.names.push_back(c.name);
    (optional ? optionals_ : percents_).push_back(add_column(c));
    m_.inputs.push_back(i);
    feature("percent");
  }

  void new_answer() {
    column c;
    input i;
    c.type = column::kind::yes_no;
    i.rest = "yes/no";
    if (d_.chance(20)) {
      c.has_default = true;
      i.rest += d_.chance(50) ? ", default no" : ", default yes";
    }
    i.rest += title();
    c.name = fresh("b");
    i.names.push_back(c.name);
    answers_.push_back(add_column(c));
    m_.inputs.push_back(i);
    feature("yes/no");
  }

  void new_choice() {
    column c;
    input i;
    c.type = column::kind::one_of;
    i.rest = "one of ";
    for (int n = d_.between(2, 4); n > 0; --n) {
      c.options.push_back("mức " + std::to_string(n));
      i.rest += "\"" + c.options.back() + "\"" + (n > 1 ? ", " : "");
    }
    if (d_.chance(15)) {
      c.has_default = true;
      i.rest += ", default \"" + d_.one_of(c.options) + "\"";
    }
    c.name = fresh("o");
    i.names.push_back(c.name);
    choices_.push_back(add_column(c));
    m_.inputs.push_back(i);
    feature("one of");
  }

  std::size_t new_points(const number& high) {
    column c;
    input i;
    static const std::vector<number> steps{0, number(1, 2), 1, number(1, 4)};
    c.low = 0;
    c.high = high;
    c.step = d_.one_of(steps);
    if (c.step != 0 && reference::floor(high / c.step) * c.step != high) c.step = 0;
    i.rest = "points 0 to " + literal(high) + (c.step != 0 ? " by " + literal(c.step) : "");
    c.name = fresh("d");
    i.names.push_back(c.name);
    m_.inputs.push_back(i);
    feature("points input");
    return add_column(c);
  }

  std::string mention(std::size_t at) { return mention(m_.columns[at].name); }
  std::string mention(const std::string& name) {
    // A series' or baseline's member stays outside the quotes.
    if (!d_.chance(5)) return name;
    const auto dot = name.find('.');
    return dot == std::string::npos ? "`" + name + "`" : "`" + name.substr(0, dot) + "`" + name.substr(dot);
  }

  dice& d_;
  model m_;
  number unit_ = number(1, 2);  // the rounding step, or what points are multiples of
  int names_ = 0, limit_ = 0;
  std::vector<std::size_t> counts_, percents_, optionals_, signed_, parts_, money_, answers_, choices_;
  std::vector<std::pair<std::size_t, std::size_t>> compared_;  // now and before
  std::vector<series> series_;
  std::vector<std::size_t> strict_, dates_;
  std::vector<std::pair<std::string, std::size_t>> answered_;  // yes/no series and their lengths
};

}  // namespace random_model

#endif
