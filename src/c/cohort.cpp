// cohort.cpp: units in ranking order and quotas of levels, through the C interface.
#include "objects.hpp"

namespace ancs::c {
namespace {

struct cohort_object : object {
  static constexpr kind of = kind::cohort;
  using handle = ancs_cohort;
  cohort_object(const memory& m, const ancs::program& p) : object(m), program(p) {}

  ancs::program program;
  std::vector<ancs::scorecard> cards;
  std::vector<ancs::cohort_unit> units;
  cohort_results results;
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
    const auto about = taken_or_none(unit, "unit");
    // A card that nothing was scored into has no criteria.
    if (!same_program(c.program, of.program) || of.card.criteria.size() != c.program.criteria().size())
      fail(ANCS_ERROR_ARGUMENT, ancs::code::host_other_program, {"card", "cohort"});
    if (c.cards.size() >= UINT32_MAX) fail(ANCS_ERROR_ARGUMENT, ancs::code::host_too_large, {"cohort", std::to_string(c.cards.size())});
    ancs::cohort_unit member{about.parent ? about.parent : "", about.unit_type ? about.unit_type : ""};
    c.units.reserve(c.units.size() + 1);
    c.cards.push_back(of.card);
    c.units.push_back(std::move(member));
  });
}

ancs_status ancs_cohort_rank(ancs_cohort* cohort, ancs_error** error) {
  return call(error, [&](scope& s) {
    auto& c = s.get<cohort_object>(cohort, "cohort");
    c.results = ancs::rank(c.program, c.cards, c.units);
  });
}

size_t ancs_cohort_places(const ancs_cohort* cohort) {
  const auto* c = find<cohort_object>(cohort);
  return c ? c->results.order.size() : 0;
}

ancs_status ancs_cohort_place(const ancs_cohort* cohort, size_t index, ancs_place* place, ancs_error** error) {
  return call(error, [&](scope& s) {
    const auto& c = s.get<cohort_object>(cohort, "cohort");
    check_index(index, c.results.order.size(), "index");
    const auto& r = c.results.order[index];
    ancs_place out{};
    out.unit = r.unit, out.place = r.place;
    out.tied = r.tied, out.provisional = r.provisional;
    out.part = r.cohort;
    fill(place, out, "place");
  });
}

size_t ancs_cohort_parts(const ancs_cohort* cohort) {
  const auto* c = find<cohort_object>(cohort);
  return c ? c->results.cohorts.size() : 0;
}

ancs_status ancs_cohort_part(const ancs_cohort* cohort, size_t part, ancs_cohort_part_info* info, ancs_error** error) {
  return call(error, [&](scope& s) {
    const auto& all = s.get<cohort_object>(cohort, "cohort").results.cohorts;
    check_index(part, all.size(), "part");
    ancs_cohort_part_info out{};
    out.parent = all[part].parent.c_str(), out.unit_type = all[part].unit_type.c_str(), out.option = all[part].option.c_str();
    out.units = all[part].units, out.quotas = all[part].quotas.size();
    fill(info, out, "info");
  });
}

ancs_status ancs_cohort_quota(const ancs_cohort* cohort, size_t part, size_t index, ancs_quota* quota, ancs_error** error) {
  return call(error, [&](scope& s) {
    const auto& c = s.get<cohort_object>(cohort, "cohort");
    check_index(part, c.results.cohorts.size(), "part");
    check_index(index, c.results.cohorts[part].quotas.size(), "index");
    const auto& q = c.results.cohorts[part].quotas[index];
    const auto& info = c.program.quotas()[q.quota];
    ancs_quota out{};
    out.outcome = static_cast<std::int32_t>(info.outcome), out.level = static_cast<std::int32_t>(info.level);
    out.base = q.base, out.allowed = q.allowed, out.candidates = q.candidates, out.kept = q.kept;
    out.provisional = q.provisional;
    out.quota = q.quota;
    fill(quota, out, "quota");
  });
}

size_t ancs_cohort_lowered_units(const ancs_cohort* cohort) {
  const auto* c = find<cohort_object>(cohort);
  return c ? c->results.lowered.size() : 0;
}

ancs_status ancs_cohort_lowered(const ancs_cohort* cohort, size_t index, ancs_lowered* lowered, ancs_error** error) {
  return call(error, [&](scope& s) {
    const auto& c = s.get<cohort_object>(cohort, "cohort");
    check_index(index, c.results.lowered.size(), "index");
    const auto& l = c.results.lowered[index];
    ancs_lowered out{};
    out.unit = l.unit;
    out.outcome = static_cast<std::int32_t>(c.program.quotas()[l.quota].outcome), out.level = static_cast<std::int32_t>(l.level);
    out.place = l.place, out.allowed = l.allowed;
    out.tied = l.tied;
    out.quota = l.quota;
    fill(lowered, out, "lowered");
  });
}

int64_t ancs_cohort_outside(const ancs_cohort* cohort, int32_t which, size_t index) {
  const auto* c = find<cohort_object>(cohort);
  if (!c || which < 0 || which > 1) return ANCS_NONE;
  const auto& units = which == 0 ? c->results.not_yet_assessed : c->results.without_cohort;
  return index < units.size() ? static_cast<int64_t>(units[index]) : int64_t{ANCS_NONE};
}

int32_t ancs_cohort_level(const ancs_cohort* cohort, size_t unit, size_t outcome) {
  const auto* c = find<cohort_object>(cohort);
  if (!c || unit >= c->cards.size() || outcome >= c->program.outcomes().size()) return ANCS_NONE;
  try {
    const auto levels = c->results.levels(c->program, c->cards[unit], static_cast<std::uint32_t>(unit), static_cast<std::uint32_t>(outcome));
    return levels.size() == 1 ? static_cast<int32_t>(levels[0]) : ANCS_NONE;
  } catch (...) {
    return ANCS_NONE;
  }
}

ancs_status ancs_rank_columns(const int64_t* const* keys, const int32_t* ascending, size_t key_count, const uint32_t* parts, size_t rows,
                              int32_t dense, uint32_t* places, ancs_error** error) {
  return call(error, [&](scope&) {
    if (rows >= UINT32_MAX) fail(ANCS_ERROR_ARGUMENT, ancs::code::host_too_large, {"rows", std::to_string(rows)});
    if (key_count > 64) fail(ANCS_ERROR_ARGUMENT, ancs::code::host_too_large, {"key_count", std::to_string(key_count)});
    if (key_count != 0) check(keys, "keys");
    if (ascending) check(ascending, "ascending");
    if (parts) check(parts, "parts");
    std::vector<ancs::rank_key> by;
    for (size_t i = 0; i < key_count; ++i) {
      if (rows != 0) check(keys[i], "keys");
      by.push_back({{keys[i], rows}, !(ascending && ascending[i])});
    }
    if (rows == 0) return;
    check(places, "places");
    ancs::rank_columns(by, parts ? std::span(parts, rows) : std::span<const uint32_t>(), dense != 0, {places, rows});
  });
}

}  // extern "C"
