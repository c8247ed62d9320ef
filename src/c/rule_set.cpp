// rule_set.cpp: programs for different days and types of unit, through the C interface.
#include "ancs/rule_set.hpp"

#include "ancs/calendar.hpp"
#include "objects.hpp"

namespace ancs::c {
namespace {

struct rule_set_object : object {
  static constexpr kind of = kind::rule_set;
  using handle = ancs_rule_set;
  explicit rule_set_object(const memory& m) : object(m) {}

  ancs::rule_set set;
  std::vector<std::shared_ptr<const source>> texts;
};

calendar_day day_in(const char* text, const char* name) {
  check(text, name);
  const auto days = read_day(text);
  if (!days) fail(ANCS_ERROR_DATA, code::host_not_a_date, {name, text});
  return calendar_day(std::chrono::days(*days));
}

void write_date(char* to, const std::optional<calendar_day>& day) {
  const std::string text = day ? date_text(*day, language::en) : "";
  std::memcpy(to, text.c_str(), text.size() + 1);
}

}  // namespace
}  // namespace ancs::c

using namespace ancs::c;

extern "C" {

ancs_status ancs_rule_set_create(ancs_rule_set** set, ancs_error** error) {
  return call(error, [&](scope& s) {
    check(set, "set");
    give<rule_set_object>(set, make<rule_set_object>(s.hooks()));
  });
}
ancs_status ancs_rule_set_destroy(ancs_rule_set** set) { return destroy<rule_set_object>(set); }

ancs_status ancs_rule_set_add(ancs_rule_set* set, const ancs_program* program, const char* name, ancs_error** error) {
  return call(error, [&](scope& s) {
    auto& r = s.get<rule_set_object>(set, "set");
    const auto& p = s.get<program_object>(program, "program");
    check(name, "name");
    r.texts.reserve(r.texts.size() + 1);
    r.set.add(p.program, name);
    r.texts.push_back(p.text);
  });
}

ancs_status ancs_rule_set_check(const ancs_rule_set* set, ancs_error** findings, ancs_error** error) {
  return call(error, [&](scope& s) {
    const auto& r = s.get<rule_set_object>(set, "set");
    ancs::diagnostics found;
    std::vector<std::shared_ptr<const ancs::source>> texts;
    for (auto& f : r.set.check()) {
      found.push_back(std::move(f.what));
      texts.push_back(r.texts[f.file]);
    }
    give_findings(findings, r.mem, ANCS_ERROR_RULES, std::move(found), std::move(texts));
  });
}

ancs_status ancs_rule_set_select(const ancs_rule_set* set, const char* first, const char* last, const char* unit_type, size_t* index,
                                 ancs_error** error) {
  return call(error, [&](scope& s) {
    const auto& r = s.get<rule_set_object>(set, "set");
    check(index, "index");
    std::optional<ancs::period> assessed;
    if (first || last) {
      assessed = {day_in(first, "first"), day_in(last, "last")};
      if (assessed->last < assessed->first) fail(ANCS_ERROR_DATA, ancs::code::host_period_order, {first, last});
    }
    auto found = r.set.select(assessed, unit_type ? unit_type : "");
    if (!found) {
      failure f;
      f.status = ANCS_ERROR_DATA;
      f.findings = std::move(found.findings);
      throw f;
    }
    *index = *found;
  });
}

ancs_status ancs_rule_set_in_force(const ancs_rule_set* set, size_t index, const char* unit_type, char first[11], char last[11], ancs_error** error) {
  return call(error, [&](scope& s) {
    const auto& r = s.get<rule_set_object>(set, "set");
    check_index(index, r.set.size(), "index");
    check(first, "first");
    check(last, "last");
    const auto days = r.set.in_force(index, unit_type ? unit_type : "");
    write_date(first, days.first);
    write_date(last, days.last);
  });
}

}  // extern "C"
