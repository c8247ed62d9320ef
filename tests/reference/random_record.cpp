// random_record.cpp: records for random models: small counts, zeros, values on thresholds and at the ends of ranges, huge ones.
#include <algorithm>

#include "random_model.hpp"

namespace random_model {

using reference::data;
using reference::value;

namespace {

bool numeric(const column& c) { return c.type == column::kind::quantity || c.type == column::kind::percent; }

bool in_range(const column& c, const number& x) {
  if (c.low && (c.low_open ? x <= *c.low : x < *c.low)) return false;
  if (c.high && (c.high_open ? x >= *c.high : x > *c.high)) return false;
  return c.step == 0 || x == reference::floor(x / c.step) * c.step;
}

number power(int base, int exponent) {
  number p = 1;
  for (int n = 0; n < exponent; ++n) p *= base;
  return p;
}

number magnitude_of(int magnitude, dice& d) {
  switch (magnitude) {
    case 0:
      return d.chance(90) ? 1 : 1000;
    case 1:
      return power(2, 38);
    case 2:
      return power(2, d.between(55, 63));
    case 3:
      return power(10, d.between(17, 30));
    default:
      return d.chance(50) ? power(10, 12) : number(1);
  }
}

/// Any number, everyday ones most often.
number raw_number(const model& m, const column& c, dice& d) {
  number x = 0;
  switch (d.below(8)) {
    case 0:
      break;
    case 1:
    case 2:
      x = d.below(4);
      break;
    case 3:
      x = d.below(13);
      break;
    case 4:
      x = d.below(41);
      break;
    case 5:
      x = d.below(1001);
      break;
    case 6:
      x = magnitude_of(m.magnitude, d) * d.below(9) / 4 + d.below(3);
      break;
    default:
      x = d.below(101);
      break;
  }
  if (c.type == column::kind::percent) x = d.chance(60) ? number(d.below(21)) / 20 : x / 100;
  if (c.step == 0 && d.chance(30)) x += number(d.below(10000)) / (d.chance(70) ? 10000 : 70000);
  if (c.step == 0 && m.magnitude == 4) x += number(d.below(1000000007)) / power(10, 15);
  if (c.step != 0 && c.step < 1) x *= c.step * d.between(1, 3);
  if (!(c.low && *c.low >= 0) && d.chance(30)) x = -x;
  return x;
}

/// A value of the column that lies in [low, high] too; empty where the draw missed.
std::optional<number> draw(const model& m, const column& c, std::optional<number> low, std::optional<number> high, dice& d) {
  if (c.low && (!low || *low < *c.low)) low = c.low;
  if (c.high && (!high || *high > *c.high)) high = c.high;
  const number step = c.step != 0 ? c.step : number(1, 100);
  number x;
  const auto way = d.below(10);
  if (way == 0 && low)
    x = *low + (c.low_open && low == c.low ? step : number(0));
  else if (way == 1 && high)
    x = *high - (c.high_open && high == c.high ? step : number(0));
  else if (way == 2 && high)
    x = *high - step;
  else if (way <= 5 && low && high)
    x = *low + (*high - *low) * d.below(21) / 20;
  else
    x = raw_number(m, c, d);
  if (low && x < *low) x = *low + step * d.below(3);
  if (high && x > *high) x = *high - step * d.below(3);
  if (c.step != 0) x = reference::floor(x / c.step) * c.step;
  if (low && x < *low) x += step;
  if ((low && x < *low) || (high && x > *high) || !in_range(c, x)) return std::nullopt;
  return x;
}

const column& column_of(const model& m, const std::string& name) {
  return *std::find_if(m.columns.begin(), m.columns.end(), [&](const column& c) { return c.name == name; });
}

number as_number(const value& v) { return std::get<number>(v); }

/// Puts a value under `c`, after the column that bounds it; the columns it bounds in turn come later or are given.
bool put(const model& m, const column& c, data& unit, const std::set<std::string>& open, dice& d) {
  if (unit.count(c.name)) return true;
  if (c.type == column::kind::yes_no) unit[c.name] = d.chance(c.pending ? 85 : 40);
  if (c.type == column::kind::one_of) unit[c.name] = d.one_of(c.options);
  if (!numeric(c)) return true;
  std::optional<number> low, high;
  if (!c.at_most.empty()) {
    const column& bound = column_of(m, c.at_most);
    if (open.count(bound.name) && !put(m, bound, unit, open, d)) return false;
    high = as_number(unit.at(bound.name)) - (c.below ? 1 : 0);
  }
  // Columns that this one bounds, directly or through others, and that already have a value.
  std::vector<std::string> under{c.name};
  for (std::size_t n = 0; n < under.size(); ++n)
    for (const auto& other : m.columns) {
      if (other.at_most != under[n]) continue;
      under.push_back(other.name);
      std::optional<number> least = other.low;
      if (unit.count(other.name)) least = as_number(unit.at(other.name));
      if (least && other.below) *least += 1;
      if (least && (!low || *low < *least)) low = *least;
    }
  for (int tries = 0; tries < 8; ++tries)
    if (auto x = draw(m, c, low, high, d)) {
      unit[c.name] = *x;
      return true;
    }
  return false;
}

void steer(const model& m, const hint& h, data& unit, dice& d) {
  data changed = unit;
  const column &a = m.columns[h.a], &b = m.columns[h.b];
  if (h.what == hint::form::value) {
    const number step = a.step != 0 ? a.step : number(1, 1000);
    changed[a.name] = number(h.t + step * (d.between(-1, 1) * d.between(0, 1)));
  } else {
    const number share = h.what == hint::form::share ? h.t : h.what == hint::form::fall ? number(1 - h.t) : number(1 + h.t);
    number times = d.between(1, 4);
    if (m.magnitude != 0 && d.chance(70)) times *= reference::floor(magnitude_of(m.magnitude, d));
    const number whole = number(denominator(share)) * times, part = share * whole;
    number off = 0;
    if (d.chance(25)) off = (a.step != 0 ? a.step : number(1, 1000)) * (d.chance(50) ? 1 : -1);
    changed[a.name] = number(part + off);
    changed[b.name] = whole;
  }
  if (sound(m, changed)) unit = changed;
}

}  // namespace

bool sound(const model& m, const data& unit) {
  for (const auto& c : m.columns) {
    auto x = unit.find(c.name);
    if (x == unit.end() || !numeric(c)) continue;
    if (!in_range(c, as_number(x->second))) return false;
    auto bound = c.at_most.empty() ? unit.end() : unit.find(c.at_most);
    if (bound != unit.end() && as_number(x->second) > as_number(bound->second) - (c.below ? 1 : 0)) return false;
  }
  return true;
}

data make_record(const model& m, dice& d) {
  std::set<std::string> all;
  for (const auto& c : m.columns) all.insert(c.name);
  data unit;
  for (;;) {
    unit.clear();
    bool done = true;
    for (const auto& c : m.columns) done = done && put(m, c, unit, all, d);
    if (done && sound(m, unit)) break;
  }
  if (!m.hints.empty() && d.chance(80))
    for (int n = d.between(1, 4); n > 0; --n) steer(m, d.one_of(m.hints), unit, d);
  for (const auto& c : m.columns)
    if ((c.optional || c.has_default) && d.chance(30)) unit.erase(c.name);
  return unit;
}

std::optional<data> complete(const model& m, const data& given, const std::set<std::string>& missing, dice& d) {
  for (int tries = 0; tries < 4; ++tries) {
    data unit = given;
    bool done = true;
    for (const auto& c : m.columns)
      if (missing.count(c.name)) done = done && put(m, c, unit, missing, d);
    if (!done || !sound(m, unit)) continue;
    if (!m.hints.empty() && d.chance(50)) {
      const hint& h = d.one_of(m.hints);
      data steered = unit;
      steer(m, h, steered, d);
      const bool only_missing = steered.size() == unit.size() && std::all_of(unit.begin(), unit.end(), [&](const auto& v) {
                                  return missing.count(v.first) || steered.at(v.first) == v.second;
                                });
      if (only_missing) unit = steered;
    }
    return unit;
  }
  return std::nullopt;
}

std::vector<value> all_values(const model& m, const column& c) {
  constexpr std::size_t many = 64;
  if (c.type == column::kind::yes_no) return {false, true};
  if (c.type == column::kind::one_of) return {c.options.begin(), c.options.end()};
  const bool bounds = std::any_of(m.columns.begin(), m.columns.end(), [&](const column& other) { return other.at_most == c.name; });
  if (bounds || !c.at_most.empty() || !c.low || !c.high || c.step == 0) return {};
  std::vector<value> all;
  for (number x = reference::floor(*c.low / c.step) * c.step; x <= *c.high && all.size() <= many; x += c.step)
    if (in_range(c, x)) all.push_back(x);
  return all.size() <= many ? all : std::vector<value>{};
}

std::set<std::string> spoil(const model& m, data& unit, dice& d) {
  const column& c = m.columns[d.below(m.columns.size())];
  if (!numeric(c) || c.optional || c.has_default || !unit.count(c.name)) return {};
  const number step = c.step != 0 ? c.step : number(1, 1000);
  if (!c.at_most.empty() && d.chance(70)) {
    const column& bound = column_of(m, c.at_most);
    if (bound.optional || bound.has_default || !unit.count(bound.name)) return {};
    const number wrong = as_number(unit.at(bound.name)) + (c.below ? number(0) : step);
    if (!in_range(c, wrong)) return {};
    unit[c.name] = wrong;
    return {c.name, bound.name};
  }
  if (c.high && d.chance(50)) {
    unit[c.name] = number(*c.high + step);
    return {c.name};
  }
  if (!c.low) return {};
  unit[c.name] = number(*c.low - step);
  return {c.name};
}

}  // namespace random_model
