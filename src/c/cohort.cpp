// cohort.cpp: units in ranking order, through the C interface.
#include "objects.hpp"

namespace ancs::c {
namespace {

struct cohort_object : object {
  static constexpr kind of = kind::cohort;
  using handle = ancs_cohort;
  cohort_object(const memory& m, const ancs::program& p) : object(m), program(p) {}

  ancs::program program;
  std::vector<ancs::scorecard> cards;
  std::vector<ranked> order;
};

}  // namespace
}  // namespace ancs::c

using namespace ancs::c;

extern "C" {

ancs_status ancs_cohort_create(const ancs_program* program, ancs_cohort** cohort, ancs_error** error) {
  return call(error, [&](scope& s) {
    const auto& p = s.get<program_object>(program, "program");
    check(cohort, "cohort");
    give<cohort_object>(cohort, make<cohort_object>(p.mem, p.program));
  });
}
ancs_status ancs_cohort_destroy(ancs_cohort** cohort) { return destroy<cohort_object>(cohort); }

ancs_status ancs_cohort_add(ancs_cohort* cohort, const ancs_scorecard* card, const ancs_cohort_unit* unit, ancs_error** error) {
  return call(error, [&](scope& s) {
    auto& c = s.get<cohort_object>(cohort, "cohort");
    const auto& of = s.get<scorecard_object>(card, "card");
    taken_or_none(unit, "unit");
    // A card that nothing was scored into has no criteria.
    if (!same_program(c.program, of.program) || of.card.criteria.size() != c.program.criteria().size())
      fail(ANCS_ERROR_ARGUMENT, ancs::code::host_other_program, {"card", "cohort"});
    if (c.cards.size() >= UINT32_MAX) fail(ANCS_ERROR_ARGUMENT, ancs::code::host_too_large, {"cohort", std::to_string(c.cards.size())});
    c.cards.push_back(of.card);
  });
}

ancs_status ancs_cohort_rank(ancs_cohort* cohort, ancs_error** error) {
  return call(error, [&](scope& s) {
    auto& c = s.get<cohort_object>(cohort, "cohort");
    c.order = ancs::rank(c.program, c.cards);
  });
}

size_t ancs_cohort_places(const ancs_cohort* cohort) {
  const auto* c = find<cohort_object>(cohort);
  return c ? c->order.size() : 0;
}

ancs_status ancs_cohort_place(const ancs_cohort* cohort, size_t index, ancs_place* place, ancs_error** error) {
  return call(error, [&](scope& s) {
    const auto& c = s.get<cohort_object>(cohort, "cohort");
    check_index(index, c.order.size(), "index");
    const auto& r = c.order[index];
    ancs_place out{};
    out.unit = r.unit, out.place = r.place;
    out.tied = r.tied, out.provisional = r.provisional;
    fill(place, out, "place");
  });
}

}  // extern "C"
