// random_text.cpp: random models as rule text, and the ways to make one smaller.
#include <algorithm>

#include "random_model.hpp"

namespace random_model {

std::string literal(const number& x) {
  auto top = numerator(x), bottom = denominator(x);
  const bool negative = top < 0;
  if (negative) top = -top;
  std::string digits = decltype(top)(top / bottom).str();
  const bool lead = digits != "0";
  auto rest = decltype(top)(top % bottom);
  std::string fraction;
  while (rest != 0) {
    if (fraction.size() > 30) throw reference::fault("no decimal form: " + x.str());
    rest *= 10;
    fraction += decltype(top)(rest / bottom).str();
    rest %= bottom;
  }
  // Three digits behind a point would look like thousands.
  if (lead && fraction.size() == 3) fraction += "0";
  // Long numbers are grouped, except those whose length is odd, so that both forms are read.
  if (fraction.empty() && digits.size() > 4 && digits.size() % 2 == 0)
    for (std::size_t at = digits.size(); at > 3;) digits.insert(at -= 3, "_");
  return (negative ? "-" : "") + digits + (fraction.empty() ? "" : "." + fraction);
}

std::string percent(const number& x) { return literal(x * 100) + "%"; }

number group::sum() const {
  number s = 0;
  for (const auto& c : criteria) s += c.maximum;
  for (const auto& g : groups) s += g.maximum();
  return s;
}

namespace {

std::string quoted(const std::string& title) { return title.empty() ? "" : " \"" + title + "\""; }

std::string text_of(const criterion& c) {
  std::string t = "  " + c.word + " " + c.id + quoted(c.title);
  if (!c.information) t += " maximum " + literal(c.maximum);
  if (c.capped) t += " capped";
  if (!c.floor.empty()) t += " floor " + c.floor;
  t += " {\n";
  if (!c.evidence.empty()) t += "    " + c.evidence + "\n";
  for (const auto& g : c.guards) t += "    " + g + "\n";
  t += "    " + c.open;
  for (const auto& i : c.items) t += "\n" + text_of(i);
  for (const auto& p : c.parts) t += (c.open.empty() && &p == &c.parts.front() ? "" : "\n      ") + p;
  return t + (c.close.empty() ? "" : "\n    " + c.close) + "\n  }\n";
}

std::string text_of(const group& g) {
  std::string t = g.word + " " + g.id + quoted(g.title) + " maximum " + literal(g.maximum()) + (g.cap ? " capped" : "") + " {\n";
  if (!g.evidence.empty()) t += "  " + g.evidence + "\n";
  for (const auto& c : g.criteria) t += text_of(c);
  for (const auto& inner : g.groups) t += text_of(inner);
  return t + "}\n";
}

}  // namespace

std::string text_of(const model& m) {
  number maximum = 0;
  for (const auto& g : m.groups)
    if (g.word == "group") maximum += g.maximum();
  std::string t = "ancs 1\nmodel random \"random\" {\n  maximum " + literal(maximum) + "\n";
  for (const auto& statement : m.head) t += "  " + statement + "\n";
  if (!m.rounding.empty()) t += "  rounding " + m.rounding + "\n";
  for (const auto& n : m.not_yet_assessed) t += "  not yet assessed when " + n + "\n";
  t += "}\n";
  for (const auto& i : m.inputs) {
    t += "input ";
    for (const auto& n : i.names) t += (&n == &i.names.front() ? "" : ", ") + n;
    t += " : " + i.rest + "\n";
  }
  if (!m.holidays.empty()) t += m.holidays + "\n";
  for (const auto& p : m.parameters) t += p + "\n";
  for (const auto& l : m.lets) t += l + "\n";
  for (const auto& g : m.groups) t += text_of(g);
  for (const auto& v : m.vetoes) t += v + "\n";
  for (const auto& l : m.levels) {
    t += "levels \"" + l.title + "\" best first ";
    for (const auto& n : l.names) t += (&n == &l.names.front() ? "\"" : ", \"") + n + "\"";
    t += " {\n";
    for (const auto& r : l.rows) t += "  " + r + "\n";
    t += "  " + l.otherwise + "\n}\n";
  }
  if (!m.ranking.empty()) t += m.ranking + "\n";
  for (const auto& q : m.quotas) t += q + "\n";
  for (const auto& a : m.actions) t += a + "\n";
  return t;
}

namespace {

/// All ways to take one element out of a list that is reached in `m` by `list`.
template <class List>
void without_one(std::vector<model>& all, const model& m, List list) {
  const std::size_t size = list(const_cast<model&>(m)).size();
  for (std::size_t n = 0; n < size; ++n) {
    model less = m;
    auto& elements = list(less);
    elements.erase(elements.begin() + static_cast<std::ptrdiff_t>(n));
    all.push_back(std::move(less));
  }
}

void tidy(group& g) {
  if (g.cap && g.sum() <= *g.cap) g.cap.reset();
  for (auto& inner : g.groups) tidy(inner);
}

using path = std::vector<std::size_t>;
group& at(model& m, const path& p) {
  group* g = &m.groups[p[0]];
  for (std::size_t n = 1; n < p.size(); ++n) g = &g->groups[p[n]];
  return *g;
}

void smaller_group(std::vector<model>& all, const model& m, const path& p) {
  const group& g = at(const_cast<model&>(m), p);
  without_one(
      all, m, [&](model & x) -> auto& { return at(x, p).groups; });
  without_one(
      all, m, [&](model & x) -> auto& { return at(x, p).criteria; });
  for (std::size_t c = 0; c < g.criteria.size(); ++c) {
    without_one(
        all, m, [&](model & x) -> auto& { return at(x, p).criteria[c].guards; });
    // Rows of a table belong together: without one it has a gap.
    if (g.criteria[c].close.empty())
      without_one(
          all, m, [&](model & x) -> auto& { return at(x, p).criteria[c].parts; });
  }
  for (std::size_t n = 0; n < g.groups.size(); ++n) {
    path inner = p;
    inner.push_back(n);
    smaller_group(all, m, inner);
  }
}

}  // namespace

std::vector<model> smaller(const model& m) {
  std::vector<model> all;
  without_one(
      all, m, [](model & x) -> auto& { return x.groups; });
  without_one(
      all, m, [](model & x) -> auto& { return x.levels; });
  for (std::size_t n = 0; n < m.groups.size(); ++n) smaller_group(all, m, {n});
  without_one(
      all, m, [](model & x) -> auto& { return x.vetoes; });
  for (std::size_t n = 0; n < m.levels.size(); ++n)
    without_one(
        all, m, [&](model & x) -> auto& { return x.levels[n].rows; });
  without_one(
      all, m, [](model & x) -> auto& { return x.lets; });
  without_one(
      all, m, [](model & x) -> auto& { return x.not_yet_assessed; });
  without_one(
      all, m, [](model & x) -> auto& { return x.parameters; });
  without_one(
      all, m, [](model & x) -> auto& { return x.quotas; });
  without_one(
      all, m, [](model & x) -> auto& { return x.actions; });
  if (!m.ranking.empty()) {
    all.push_back(m);
    all.back().ranking.clear();
  }
  if (!m.rounding.empty()) {
    all.push_back(m);
    all.back().rounding.clear();
  }
  for (std::size_t n = 0; n < m.inputs.size(); ++n) {
    model less = m;
    // The columns of the input go too; a relation to one of them is then an unknown name, and the model not taken.
    const auto names = less.inputs[n].names;
    less.inputs.erase(less.inputs.begin() + static_cast<std::ptrdiff_t>(n));
    less.hints.clear();
    std::erase_if(less.columns, [&](const column& c) {
      return std::any_of(names.begin(), names.end(),
                         [&](const std::string& name) { return c.name == name || c.name.rfind(name + ".", 0) == 0; });
    });
    all.push_back(std::move(less));
  }
  for (auto& each : all)
    for (auto& g : each.groups) tidy(g);
  return all;
}

}  // namespace random_model
