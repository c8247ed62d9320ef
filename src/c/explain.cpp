// explain.cpp: why a unit got its points, through the C interface.
#include "ancs/text.hpp"
#include "objects.hpp"
#include "scorecard_json.hpp"

namespace ancs::c {
namespace {

struct explanation_object : object {
  static constexpr kind of = kind::explanation;
  using handle = ancs_explanation;
  explanation_object(const memory& m, const ancs::record& unit, language in)
      : object(m), criteria(explain(unit.of(), unit, in)), actions(explain_actions(unit.of(), unit, in)), needs(explain_levels(unit.of(), unit, in)) {
    for (const auto& n : needs) {
      auto& texts = need_texts.emplace_back();
      for (const auto& part : n.missing) texts.push_back(part.c_str());
    }
  }

  std::vector<criterion_explanation> criteria;
  std::vector<action_explanation> actions;
  std::vector<level_needs> needs;
  std::vector<std::vector<const char*>> need_texts;
};

void fill_reason(ancs_reason* to, const reason& from) {
  ancs_reason out{};
  out.sentence = from.sentence.c_str();
  out.line = from.place.line, out.column = from.place.column;
  out.numbers = from.numbers.c_str();
  out.file = from.file.c_str(), out.needs = from.needs.c_str();
  fill(to, out, "reason");
}

/// A text of the host, made fit for a line.
std::string unit_of(const ancs_explain_options& by) { return by.unit ? to_printable(by.unit) : std::string(); }

}  // namespace
}  // namespace ancs::c

using namespace ancs::c;

extern "C" {

ancs_status ancs_explain_text(const ancs_record* record, const ancs_explain_options* options, ancs_string** text, ancs_error** error) {
  return call(error, [&](scope& s) {
    const auto& r = s.get<record_object>(record, "record");
    const auto by = taken_or_none(options, "options");
    ancs::form_options form;
    form.in = language_of(by.language, "language");
    form.unit = unit_of(by);
    form.reasons = !by.without_reasons;
    give_text(text, r.mem, ancs::render_form(r.record.of(), r.record, form));
  });
}

ancs_status ancs_explain_json(const ancs_record* record, const ancs_explain_options* options, ancs_string** json, ancs_error** error) {
  return call(error, [&](scope& s) {
    const auto& r = s.get<record_object>(record, "record");
    const auto by = taken_or_none(options, "options");
    give_text(json, r.mem, explanation_json(r.record, language_of(by.language, "language"), unit_of(by), !by.without_reasons));
  });
}

ancs_status ancs_explanation_create(const ancs_record* record, ancs_language language, ancs_explanation** explanation, ancs_error** error) {
  return call(error, [&](scope& s) {
    const auto& r = s.get<record_object>(record, "record");
    check(explanation, "explanation");
    give<explanation_object>(explanation, make<explanation_object>(r.mem, r.record, language_of(language, "language")));
  });
}
ancs_status ancs_explanation_destroy(ancs_explanation** explanation) { return destroy<explanation_object>(explanation); }

size_t ancs_explanation_reasons(const ancs_explanation* explanation, size_t criterion) {
  const auto* e = find<explanation_object>(explanation);
  return e && criterion < e->criteria.size() ? e->criteria[criterion].reasons.size() : 0;
}

ancs_status ancs_explanation_reason(const ancs_explanation* explanation, size_t criterion, size_t index, ancs_reason* reason, ancs_error** error) {
  return call(error, [&](scope& s) {
    const auto& e = s.get<explanation_object>(explanation, "explanation");
    check_index(criterion, e.criteria.size(), "criterion");
    const auto& reasons = e.criteria[criterion].reasons;
    check_index(index, reasons.size(), "index");
    fill_reason(reason, reasons[index]);
  });
}

ancs_status ancs_explanation_lost(const ancs_explanation* explanation, size_t criterion, ancs_number* lost, ancs_error** error) {
  return call(error, [&](scope& s) {
    const auto& e = s.get<explanation_object>(explanation, "explanation");
    check_index(criterion, e.criteria.size(), "criterion");
    check(lost, "lost");
    *lost = number_of(e.criteria[criterion].lost);
  });
}

ancs_status ancs_explanation_action(const ancs_explanation* explanation, size_t index, ancs_reason* reason, ancs_error** error) {
  return call(error, [&](scope& s) {
    const auto& e = s.get<explanation_object>(explanation, "explanation");
    check_index(index, e.actions.size(), "index");
    fill_reason(reason, e.actions[index].why);
  });
}

ancs_status ancs_explanation_needs(const ancs_explanation* explanation, size_t outcome, ancs_needs* needs, ancs_error** error) {
  return call(error, [&](scope& s) {
    const auto& e = s.get<explanation_object>(explanation, "explanation");
    check_index(outcome, e.needs.size(), "outcome");
    ancs_needs out{};
    out.level = e.needs[outcome].level.c_str();
    out.parts = e.need_texts[outcome].size(), out.part_texts = e.need_texts[outcome].data();
    fill(needs, out, "needs");
  });
}

}  // extern "C"
