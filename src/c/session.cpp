// session.cpp: one unit under change, through the C interface.
#include "ancs/session.hpp"

#include "objects.hpp"

namespace ancs::c {
namespace {

struct session_object : object {
  static constexpr kind of = kind::session;
  using handle = ancs_session;
  session_object(const memory& m, const ancs::record& unit) : object(m), session(unit) {}

  ancs::session session;
};

bounds bounds_now(const session_object& of, std::int32_t what, std::size_t index) {
  const auto results = of.session.results();
  const auto& program = of.session.unit().of();
  const auto i = static_cast<std::uint32_t>(index);
  switch (what) {
    case ANCS_TOTAL: check_index(index, 1, "index"); return results.total();
    case ANCS_TOTAL_WITH_ALL: check_index(index, 1, "index"); return results.total_with_all();
    case ANCS_TOTAL_RESCALED: check_index(index, 1, "index"); return results.total_rescaled();
    case ANCS_GROUP: check_index(index, program.groups().size(), "index"); return results.group(i);
    case ANCS_CRITERION: check_index(index, program.criteria().size(), "index"); return results.criterion(i);
    default: fail(ANCS_ERROR_ARGUMENT, code::host_bad_value, {"what", std::to_string(what)});
  }
}

}  // namespace
}  // namespace ancs::c

using namespace ancs::c;

extern "C" {

ancs_status ancs_session_create(const ancs_record* record, ancs_session** session, ancs_error** error) {
  return call(error, [&](scope& s) {
    const auto& r = s.get<record_object>(record, "record");
    check(session, "session");
    give<session_object>(session, make<session_object>(r.mem, r.record));
  });
}
ancs_status ancs_session_destroy(ancs_session** session) { return destroy<session_object>(session); }

ancs_status ancs_session_update(ancs_session* session, const ancs_record* record, int32_t input, ancs_error** error) {
  return call(error, [&](scope& s) {
    auto& of = s.get<session_object>(session, "session").session;
    const auto& r = s.get<record_object>(record, "record");
    if (!same_program(of.unit().of(), r.record.of())) fail(ANCS_ERROR_ARGUMENT, ancs::code::host_other_program, {"record", "session"});
    check_index(static_cast<size_t>(static_cast<int64_t>(input)), r.record.of().columns().size(), "input");
    of.take(static_cast<uint32_t>(input), r.record);
  });
}

ancs_status ancs_session_points(const ancs_session* session, int32_t what, size_t index, ancs_points* points, ancs_error** error) {
  return call(error, [&](scope& s) {
    const auto now = bounds_now(s.get<session_object>(session, "session"), what, index);
    fill(points, points_of(now, now.settled() ? ANCS_SCORED : ANCS_MISSING), "points");
  });
}

ancs_status ancs_session_card(const ancs_session* session, ancs_scorecard* card, ancs_error** error) {
  return call(error, [&](scope& s) {
    const auto& of = s.get<session_object>(session, "session").session;
    auto& c = s.get<scorecard_object>(card, "card");
    auto now = of.card();
    c.program = of.unit().of();
    c.card = std::move(now);
  });
}

ancs_status ancs_session_steps(const ancs_session* session, size_t* done, size_t* steps, ancs_error** error) {
  return call(error, [&](scope& s) {
    const auto& of = s.get<session_object>(session, "session").session;
    if (done) check(done, "done");
    if (steps) check(steps, "steps");
    if (done) *done = of.steps_done();
    if (steps) *steps = of.steps();
  });
}

}  // extern "C"
