// explain_numbers.hpp: formulas with a unit's numbers in them: "2/21 = 9,5% < 10%".
#ifndef ANCS_IMPL_EXPLAIN_NUMBERS_HPP
#define ANCS_IMPL_EXPLAIN_NUMBERS_HPP

#include <algorithm>
#include <string>
#include <vector>

#include "../calendar.hpp"
#include "../diagnostic.hpp"
#include "registers.hpp"

namespace ancs::detail {

class number_writer {
 public:
  number_writer(const program_data& p, const register_file& registers, language in) : p_(p), registers_(registers), in_(in) {}

  number_style style() const { return in_ == language::vi ? number_style::vi : number_style::en; }
  std::string word(const char* en, const char* vi) const { return in_ == language::vi ? vi : en; }

  std::string amount(const rational& v, graph::formula::unit as, int places = -1) const {
    if (as == graph::formula::unit::date) return day_text(v.to_int64().value_or(0), in_ == language::vi);
    if (as == graph::formula::unit::percent) return (v * 100).to_display(style(), places < 0 ? 1 : places) + "%";
    return v.to_display(style(), places < 0 ? 2 : places);
  }
  /// With as many decimals as it takes to stay on the same side of every limit as the exact value.
  std::string amount_beside(const rational& v, graph::formula::unit as, const std::vector<rational>& limits) const {
    const rational factor = as == graph::formula::unit::percent ? 100 : 1;
    int places = as == graph::formula::unit::percent ? 1 : 2;
    rational step = rational(1) / (places == 1 ? 10 : 100);
    for (; places < 12; ++places, step /= 10) {
      const rational shown = (v * factor).rounded(step, rounding_mode::half_up);
      const bool same = std::all_of(limits.begin(), limits.end(), [&](const rational& l) {
        return (shown <=> l * factor) == (v * factor <=> l * factor);
      });
      if (same) break;
    }
    return amount(v, as, places);
  }

  static bool is_settled(const possible& v) { return v.low && v.high && *v.low == *v.high; }
  bool is_known(const graph::formula& f) const { return is_settled(registers_.value(f.of)); }
  rational value(const graph::formula& f) const { return *registers_.value(f.of).low; }

  /// The formula with data in place of names, without its own value.
  std::string text(const graph::formula& f) const {
    using enum graph::formula::form;
    switch (f.shown) {
      case slot:
      case graph::formula::form::value:
      case constant: return leaf(f);
      case given:
        return p_.columns[f.slot].name + (registers_.value(f.of).low->is_zero() ? word(" is not given", " không có số liệu") : word(" is given", " có số liệu"));
      case level: return f.symbol + ": " + level_name(f);
      case prefix: return f.symbol == "not" ? text(f.args[0]) : "−" + wrapped(f.args[0]);
      case call: return call_text(f);
      case infix: return infix_text(f);
    }
    return {};
  }

  /// "2/21 = 9,5%"; a single number stands alone. `limits` are what the value is compared with.
  std::string with_value(const graph::formula& f, const std::vector<rational>& limits = {}) const {
    const std::string shown = text(f);
    if (f.as == graph::formula::unit::yes_no) return shown;
    if (f.shown == graph::formula::form::slot || f.shown == graph::formula::form::constant) {
      return is_known(f) && (f.as == graph::formula::unit::percent || f.as == graph::formula::unit::plain) ? amount_beside(value(f), f.as, limits) : shown;
    }
    if (f.shown == graph::formula::form::value && !is_known(f)) return open_value(f);
    if (f.shown == graph::formula::form::value) return name_of(f) + " = " + amount_beside(value(f), f.as, limits);
    if (!is_known(f)) return shown;
    return shown + " = " + amount_beside(value(f), f.as, limits);
  }

 private:
  /// Names of the language, which are words of it; names of the file stand as they are.
  std::string name_of(const graph::formula& f) const {
    if (in_ == language::en) return f.symbol;
    if (f.symbol == "any veto") return "có điều không xét";
    if (f.symbol == "total") return "tổng điểm";
    if (f.symbol == "total rescaled") return "tổng điểm quy đổi";
    if (f.symbol == "total with all") return "tổng điểm kể cả tất cả";
    if (f.symbol.rfind("total with ", 0) == 0) return "tổng điểm kể cả " + f.symbol.substr(11);
    return f.symbol;
  }
  /// Points that missing data leaves open: "B = 3–4".
  std::string open_value(const graph::formula& f) const {
    const possible v = registers_.value(f.of);
    if (f.symbol.empty() || !v.low || !v.high) return f.symbol.empty() ? "?" : name_of(f) + "?";
    return name_of(f) + " = " + amount(*v.low, f.as, 6) + "–" + amount(*v.high, f.as, 6);
  }
  /// The level reached; the best and the worst possible where data is missing.
  std::string level_name(const graph::formula& f) const {
    const possible v = registers_.value(f.args[0].of);
    const auto name = [&](const std::optional<rational>& of) {
      const auto i = of ? of->to_int64().value_or(-1) : -1;
      if (i == -2) return word("not yet assessed", "chưa đánh giá");
      return i >= 0 && static_cast<std::size_t>(i) < f.options.size() ? "\"" + f.options[static_cast<std::size_t>(i)] + "\"" : std::string("?");
    };
    return is_settled(v) ? name(v.low) : name(v.low) + "–" + name(v.high);
  }
  std::string leaf(const graph::formula& f) const {
    if (!is_known(f)) return f.shown == graph::formula::form::slot ? p_.columns[f.slot].name + "?" : "?";
    const rational v = value(f);
    if (f.as == graph::formula::unit::yes_no) {
      const std::string answer = v.is_zero() ? word("no", "không") : word("yes", "có");
      if (f.shown == graph::formula::form::slot) return p_.columns[f.slot].name + " = " + answer;
      return f.symbol.empty() ? answer : name_of(f) + " = " + answer;
    }
    if (f.as == graph::formula::unit::option) {
      const auto i = v.to_int64().value_or(-1);
      return i >= 0 && static_cast<std::size_t>(i) < f.options.size() ? "\"" + f.options[static_cast<std::size_t>(i)] + "\"" : v.to_string();
    }
    // A constant is shown as it was written, whatever its decimals.
    return amount(v, f.as, f.shown == graph::formula::form::constant ? 12 : f.as == graph::formula::unit::percent ? 4 : 6);
  }
  std::string wrapped(const graph::formula& f) const {
    return f.shown == graph::formula::form::infix ? "(" + text(f) + ")" : text(f);
  }
  std::string call_text(const graph::formula& f) const {
    if (f.symbol == "fall" || f.symbol == "rise") {
      const std::string now = wrapped(f.args[0]), then = wrapped(f.args[1]);
      return (f.symbol == "fall" ? "(" + then + " − " + now : "(" + now + " − " + then) + ")/" + then;
    }
    if (f.symbol == "at least") {
      std::string out = word("at least ", "ít nhất ") + f.constant.to_string() + word(" of {", " trong {");
      for (std::size_t i = 0; i < f.args.size(); ++i) out += (i ? "; " : "") + text(f.args[i]);
      return out + "}";
    }
    std::string out = f.symbol == "sum" ? "" : f.symbol + "(";
    const char* between = f.symbol == "sum" ? " + " : "; ";
    if (f.symbol == "sum" && f.args.size() > 4) return long_sum(f);
    for (std::size_t i = 0; i < f.args.size(); ++i) out += (i ? between : "") + wrapped(f.args[i]);
    return out + (f.symbol == "sum" ? "" : ")");
  }
  /// Only the parts of a long sum that are not 0, by their names' last part ("3: 1, 6: 2").
  std::string long_sum(const graph::formula& f) const {
    std::string out;
    for (const auto& a : f.args) {
      if (is_known(a) && value(a).is_zero()) continue;
      out += (out.empty() ? "" : " + ") + wrapped(a);
    }
    return out.empty() ? "0" : out;
  }
  std::string infix_text(const graph::formula& f) const {
    std::string symbol = f.symbol;
    if (f.comparison) {
      std::vector<rational> limits;
      for (const auto& a : f.args)
        if (is_known(a)) limits.push_back(value(a));
      if (limits.size() == 2) {
        // The relation that holds is shown, whether or not it is the one the rule asks for.
        const bool ordered = f.symbol != "=" && f.symbol != "≠";
        const bool strict = f.symbol == "<" || f.symbol == ">" || f.symbol == "≥" || f.symbol == "≤";
        if (limits[0] == limits[1]) symbol = f.symbol == "≤" || f.symbol == "≥" ? f.symbol : "=";
        else if (ordered && strict) symbol = limits[0] < limits[1] ? (f.symbol == "≤" ? "≤" : "<") : (f.symbol == "≥" ? "≥" : ">");
        else symbol = "≠";
      } else if (is_known(f) && value(f).is_zero()) {
        // Decided though not every number is known: what holds instead.
        symbol = f.symbol == "≥" ? "<" : f.symbol == ">" ? "≤" : f.symbol == "≤" ? ">" : f.symbol == "<" ? "≥" : f.symbol == "=" ? "≠" : "=";
      }
      return with_value(f.args[0], limits) + " " + symbol + " " + with_value(f.args[1], limits);
    }
    if (f.logical) {
      symbol = f.symbol == "and" ? word("and", "và") : word("or", "hoặc");
    }
    std::string out;
    const bool tight = f.symbol == "/" || f.symbol == "*";
    const std::string shown_symbol = f.symbol == "*" ? "×" : f.symbol == "-" ? "−" : symbol;
    for (std::size_t i = 0; i < f.args.size(); ++i) {
      if (i) out += tight ? shown_symbol : " " + shown_symbol + " ";
      out += f.logical && !f.args[i].logical ? text(f.args[i]) : wrapped(f.args[i]);
    }
    return out;
  }

  const program_data& p_;
  const register_file& registers_;
  language in_;
};

}  // namespace ancs::detail

#endif
