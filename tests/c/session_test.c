/* session_test.c: one unit under change, by the promises of include/ancs.h: after every change the results of scoring it anew. */
#include "contract.h"

static void same_as_anew(ancs_session *session, ancs_record *record, ancs_scorecard *now, ancs_scorecard *anew) {
  static const int32_t asked[] = {ANCS_TOTAL, ANCS_TOTAL_WITH_ALL, ANCS_TOTAL_RESCALED, ANCS_GROUP, ANCS_CRITERION};
  ancs_points by_session = {.size = sizeof by_session}, by_card = {.size = sizeof by_card}, wanted = {.size = sizeof wanted};
  size_t i, index;
  OK(ancs_score(record, anew, &error));
  OK(ancs_session_card(session, now, &error));
  for (i = 0; i < sizeof asked / sizeof asked[0]; ++i) {
    for (index = 0; ancs_scorecard_points(anew, asked[i], index, &wanted, NULL) == ANCS_OK; ++index) {
      OK(ancs_session_points(session, asked[i], index, &by_session, &error));
      OK(ancs_scorecard_points(now, asked[i], index, &by_card, &error));
      CHECK(memcmp(&by_card, &wanted, sizeof wanted) == 0);
      CHECK(memcmp(&by_session.low, &wanted.low, sizeof wanted.low) == 0 && memcmp(&by_session.high, &wanted.high, sizeof wanted.high) == 0);
      CHECK(by_session.settled == wanted.settled && by_session.state == (wanted.settled ? ANCS_SCORED : ANCS_MISSING));
    }
    CHECK(ancs_session_points(session, asked[i], index, &by_session, NULL) == ANCS_ERROR_ARGUMENT);
  }
}

static void changing(void) {
  ancs_program *program = compiled(), *other = compiled();
  ancs_record *record = NULL, *foreign = NULL;
  ancs_scorecard *now = NULL, *anew = NULL;
  ancs_session *session = NULL, *stale;
  ancs_points points = {.size = sizeof points};
  size_t done = 0, steps = 0, round;

  OK(ancs_record_create(program, &record, &error));
  OK(ancs_record_create(other, &foreign, &error));
  OK(ancs_scorecard_create(program, &now, &error));
  OK(ancs_scorecard_create(program, &anew, &error));
  fill_record(record);
  OK(ancs_record_set_decimal_named(record, "stated", "94%", 3, &error));
  OK(ancs_record_set_decimal_named(record, "share", "25%", 3, &error));
  OK(ancs_session_create(record, &session, &error));
  same_as_anew(session, record, now, anew);

  /* A change of one input needs a part of the work. */
  OK(ancs_record_set_int64(record, 2, 2, &error));
  OK(ancs_session_update(session, record, 2, &error));
  OK(ancs_session_steps(session, &done, &steps, &error));
  CHECK(done > 0 && done < steps);
  OK(ancs_session_steps(session, NULL, NULL, &error));
  same_as_anew(session, record, now, anew);
  for (round = 0; round < 60; ++round) {
    const int32_t input = (int32_t)(round % 6);
    switch (round * 7 % 5) {
      case 0: OK(ancs_record_set_missing(record, input, &error)); break;
      case 1: OK(ancs_record_set_invalid(record, input, &error)); break;
      case 2: fill_record(record); break;
      default: /* also values that break a relation: present above members */
        (void)ancs_record_set_int64(record, input, (int64_t)(round % 3), NULL);
    }
    OK(ancs_session_update(session, record, input, &error));
    if (round * 7 % 5 == 2) {
      int32_t i;
      for (i = 0; i < 6; ++i) OK(ancs_session_update(session, record, i, &error));
    }
    same_as_anew(session, record, now, anew);
  }

  REFUSED(ancs_session_update(session, foreign, 0, &error), ANCS_ERROR_ARGUMENT, "E0617");
  REFUSED(ancs_session_update(session, record, 7, &error), ANCS_ERROR_ARGUMENT, "E0605");
  REFUSED(ancs_session_update(session, record, ANCS_NONE, &error), ANCS_ERROR_ARGUMENT, "E0605");
  REFUSED(ancs_session_points(session, ANCS_OUTCOME, 0, &points, &error), ANCS_ERROR_ARGUMENT, "E0606");
  REFUSED(ancs_session_create(NULL, &session, &error), ANCS_ERROR_HANDLE, "E0600");

  /* The session keeps what it needs. */
  OK(ancs_program_destroy(&program));
  OK(ancs_record_destroy(&record));
  OK(ancs_session_points(session, ANCS_TOTAL, 0, &points, &error));
  stale = session;
  OK(ancs_session_destroy(&session));
  REFUSED(ancs_session_points(stale, ANCS_TOTAL, 0, &points, &error), ANCS_ERROR_HANDLE, "E0601");
  OK(ancs_record_destroy(&foreign));
  OK(ancs_program_destroy(&other));
  OK(ancs_scorecard_destroy(&now));
  OK(ancs_scorecard_destroy(&anew));
}

int main(int count, char **arguments) {
  void (*const parts[])(void) = {changing};
  return run(count, arguments, parts, sizeof parts / sizeof parts[0]);
}
