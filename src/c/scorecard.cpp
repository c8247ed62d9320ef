// scorecard.cpp: scoring one unit through the C interface, and reading the card.
#include "objects.hpp"
#include "scorecard_json.hpp"

namespace ancs::c {

ancs_number number_of(const rational& value) {
  ancs_number out{};
  out.value = value.to_double();
  const auto denominator = value.small_denominator();
  const auto numerator = denominator ? value.scaled_int64(*denominator) : std::nullopt;
  if (numerator) out.numerator = *numerator, out.denominator = *denominator;
  return out;
}

ancs_points points_of(const bounds& of, std::int32_t state) {
  ancs_points out{};
  out.size = sizeof out;
  out.low = number_of(of.low);
  out.settled = of.settled();
  out.high = out.settled ? out.low : number_of(of.high);
  out.state = state;
  return out;
}

void give_findings(ancs_error** to, const memory& m, ancs_status status, diagnostics findings, std::vector<std::shared_ptr<const source>> texts) {
  check(to, "findings");
  *to = nullptr;
  if (findings.empty()) return;
  failure f;
  f.status = status;
  f.findings = std::move(findings);
  f.texts = std::move(texts);
  *to = make_error(m, std::move(f));
}

namespace {

/// Where what is asked for stands: in the card, or in `made`.
const bounds& bounds_of(const scorecard_object& c, std::int32_t what, std::size_t index, bounds& made) {
  switch (what) {
    case ANCS_TOTAL: check_index(index, 1, "index"); return c.card.total;
    case ANCS_TOTAL_WITH_ALL: check_index(index, 1, "index"); return c.card.total_with_all;
    case ANCS_TOTAL_RESCALED: check_index(index, 1, "index"); return c.card.total_rescaled;
    case ANCS_ASSESSED_MAXIMUM: check_index(index, 1, "index"); return c.card.assessed_maximum;
    case ANCS_GROUP: check_index(index, c.card.groups.size(), "index"); return c.card.groups[index];
    case ANCS_CRITERION: check_index(index, c.card.criteria.size(), "index"); return c.card.criteria[index].points;
    case ANCS_GROUP_MAXIMUM: case ANCS_GROUP_COUNTED: case ANCS_GROUP_COUNTED_MAXIMUM: {
      check_index(index, c.card.groups.size(), "index");
      const bool assessed = index < c.card.assessed.size();
      if (what == ANCS_GROUP_COUNTED) return assessed ? c.card.assessed[index].counted : c.card.groups[index];
      if (!assessed) return made = {c.program.groups()[index].maximum, c.program.groups()[index].maximum};
      return what == ANCS_GROUP_MAXIMUM ? c.card.assessed[index].maximum : c.card.assessed[index].counted_maximum;
    }
    case ANCS_RANKING_KEY: check_index(index, c.card.ranking_keys.size(), "index"); return c.card.ranking_keys[index];
    default: fail(ANCS_ERROR_ARGUMENT, code::host_bad_value, {"what", std::to_string(what)});
  }
}

}  // namespace
}  // namespace ancs::c

using namespace ancs::c;

extern "C" {

ancs_status ancs_scorecard_create(const ancs_program* program, ancs_scorecard** card, ancs_error** error) {
  return call(error, [&](scope& s) {
    const auto& p = s.get<program_object>(program, "program");
    check(card, "card");
    give<scorecard_object>(card, make<scorecard_object>(p.mem, p.program));
  });
}
ancs_status ancs_scorecard_destroy(ancs_scorecard** card) { return destroy<scorecard_object>(card); }

ancs_status ancs_score(const ancs_record* record, ancs_scorecard* card, ancs_error** error) {
  return call(error, [&](scope& s) {
    const auto& r = s.get<record_object>(record, "record");
    auto& c = s.get<scorecard_object>(card, "card");
    if (!same_program(c.program, r.record.of())) c.program = r.record.of();
    r.record.of().score(r.record, c.scratch, c.card);
  });
}
ancs_status ancs_score_by(const ancs_program* program, const ancs_record* record, ancs_scorecard* card, ancs_error** error) {
  return call(error, [&](scope& s) {
    const auto& p = s.get<program_object>(program, "program");
    const auto& r = s.get<record_object>(record, "record");
    auto& c = s.get<scorecard_object>(card, "card");
    if (!same_program(p.program, r.record.of())) fail(ANCS_ERROR_ARGUMENT, ancs::code::host_other_program, {"record", "program"});
    if (!same_program(c.program, p.program)) c.program = p.program;
    p.program.score(r.record, c.scratch, c.card);
  });
}

ancs_status ancs_scorecard_describe(const ancs_scorecard* card, ancs_scorecard_info* info, ancs_error** error) {
  return call(error, [&](scope& s) {
    const auto& c = s.get<scorecard_object>(card, "card").card;
    ancs_scorecard_info out{};
    out.is_final = c.final_result;
    out.groups = c.groups.size();
    out.criteria = c.criteria.size();
    out.vetoes = c.vetoes.size();
    out.outcomes = c.outcomes.size();
    out.ranking_keys = c.ranking_keys.size();
    out.warnings = c.warnings.size();
    out.missing = c.missing.size();
    out.findings = c.findings.size();
    out.actions = c.actions.size();
    out.not_yet_assessed = static_cast<std::int32_t>(c.not_yet_assessed);
    out.outer = c.outer;
    fill(info, out, "info");
  });
}

ancs_status ancs_scorecard_points(const ancs_scorecard* card, int32_t what, size_t index, ancs_points* points, ancs_error** error) {
  return call(error, [&](scope& s) {
    const auto& c = s.get<scorecard_object>(card, "card");
    ancs::bounds made;
    const auto& b = bounds_of(c, what, index, made);
    const auto state = what == ANCS_CRITERION ? static_cast<std::int32_t>(c.card.criteria[index].state) : b.settled() ? ANCS_SCORED : ANCS_MISSING;
    fill(points, points_of(b, state), "points");
  });
}

ancs_status ancs_scorecard_points_text(const ancs_scorecard* card, int32_t what, size_t index, int32_t end, char* buffer, size_t capacity,
                                       size_t* length, ancs_error** error) {
  return call(error, [&](scope& s) {
    const auto& c = s.get<scorecard_object>(card, "card");
    if (end != ANCS_LOW && end != ANCS_HIGH) fail(ANCS_ERROR_ARGUMENT, ancs::code::host_bad_value, {"end", std::to_string(end)});
    ancs::bounds made;
    const auto& b = bounds_of(c, what, index, made);
    const std::string text = (end == ANCS_LOW ? b.low : b.high).to_string();
    if (length) {
      check(length, "length");
      *length = text.size();
    }
    if (text.size() >= capacity) fail(ANCS_ERROR_ARGUMENT, ancs::code::host_bad_value, {"capacity", std::to_string(capacity)});
    check(buffer, "buffer");
    std::memcpy(buffer, text.c_str(), text.size() + 1);
  });
}

ancs_status ancs_scorecard_outcome(const ancs_scorecard* card, size_t index, ancs_outcome* outcome, ancs_error** error) {
  return call(error, [&](scope& s) {
    const auto& c = s.get<scorecard_object>(card, "card").card;
    check_index(index, c.outcomes.size(), "index");
    const auto& possible = c.outcomes[index].possible;
    ancs_outcome out{};
    out.level = c.outcomes[index].settled() ? static_cast<std::int32_t>(possible[0]) : ANCS_NONE;
    out.possible = possible.size();
    out.possible_levels = possible.data();
    out.may_have_none = c.outcomes[index].may_have_none;
    fill(outcome, out, "outcome");
  });
}

int32_t ancs_scorecard_veto(const ancs_scorecard* card, size_t index) {
  const auto* c = find<scorecard_object>(card);
  return c && index < c->card.vetoes.size() ? static_cast<int32_t>(c->card.vetoes[index]) : ANCS_NONE;
}

ancs_status ancs_scorecard_warning(const ancs_scorecard* card, size_t index, ancs_warning* warning, ancs_error** error) {
  return call(error, [&](scope& s) {
    auto& c = s.get<scorecard_object>(card, "card");
    check_index(index, c.card.warnings.size(), "index");
    const auto& w = c.card.warnings[index];
    // The list of the last asking would do as well: the texts stand in the card until it is used again.
    if (c.warning_texts.size() <= index) c.warning_texts.resize(index + 1);
    auto& list = c.warning_texts[index];
    list.clear();
    for (const auto& e : w.explanations) list.push_back(e.c_str());
    ancs_warning out{};
    out.warning = static_cast<std::int32_t>(w.warning);
    out.differs = w.differs;
    out.stated = number_of(w.stated), out.actual = number_of(w.actual);
    out.explanations = list.size(), out.explanation_texts = list.data();
    fill(warning, out, "warning");
  });
}

ancs_status ancs_scorecard_action(const ancs_scorecard* card, size_t index, ancs_action* action, ancs_error** error) {
  return call(error, [&](scope& s) {
    const auto& c = s.get<scorecard_object>(card, "card");
    check_index(index, c.card.actions.size(), "index");
    const auto& a = c.card.actions[index];
    ancs_action out{};
    out.action = static_cast<std::int32_t>(a.action);
    out.title = c.program.actions()[a.action].title.c_str();
    out.input = a.column ? static_cast<std::int32_t>(*a.column) : ANCS_NONE;
    out.made = static_cast<std::int32_t>(a.made);
    fill(action, out, "action");
  });
}

int32_t ancs_scorecard_missing(const ancs_scorecard* card, size_t index) {
  const auto* c = find<scorecard_object>(card);
  return c && index < c->card.missing.size() ? static_cast<int32_t>(c->card.missing[index].column) : ANCS_NONE;
}

ancs_status ancs_scorecard_moves(const ancs_scorecard* card, size_t index, ancs_number* moves, ancs_error** error) {
  return call(error, [&](scope& s) {
    const auto& c = s.get<scorecard_object>(card, "card").card;
    check_index(index, c.missing.size(), "index");
    check(moves, "moves");
    *moves = number_of(c.missing[index].moves);
  });
}

int32_t ancs_scorecard_outer(const ancs_scorecard* card, size_t criterion) {
  const auto* c = find<scorecard_object>(card);
  return c && criterion < c->card.criteria.size() ? int32_t{c->card.criteria[criterion].outer} : int32_t{ANCS_NONE};
}

ancs_status ancs_scorecard_findings(const ancs_scorecard* card, ancs_error** findings, ancs_error** error) {
  return call(error, [&](scope& s) {
    const auto& c = s.get<scorecard_object>(card, "card");
    give_findings(findings, c.mem, ANCS_ERROR_DATA, c.card.findings);
  });
}

ancs_status ancs_scorecard_json(const ancs_scorecard* card, ancs_string** json, ancs_error** error) {
  return call(error, [&](scope& s) {
    const auto& c = s.get<scorecard_object>(card, "card");
    check(json, "json");
    give_text(json, c.mem, scorecard_json(c.program, c.card));
  });
}

}  // extern "C"
