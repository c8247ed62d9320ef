/* batch_test.c: columns of the host scored as include/ancs.h promises: strides, validity, progress, and what is refused. */
#include "contract.h"
#include <math.h>

#define ROWS 1000

struct progress {
  ancs_batch *batch;
  uint64_t last;
  int calls, stop_at, busy;
};

static int32_t progressed(void *context, uint64_t done, uint64_t rows) {
  struct progress *p = context;
  ancs_batch *batch = p->batch;
  ancs_batch_report report = {.size = sizeof report};
  if (done <= p->last || rows != ROWS) return 1;
  p->last = done;
  /* The batch that is being scored is refused, and not harmed. */
  if (ancs_batch_score(batch, NULL, &report, NULL) == ANCS_ERROR_BUSY && ancs_batch_set(batch, 0, NULL, NULL) == ANCS_ERROR_BUSY &&
      ancs_batch_destroy(&batch) == ANCS_ERROR_BUSY && batch != NULL)
    ++p->busy;
  return ++p->calls == p->stop_at;
}

static void batches(void) {
  static int64_t members[ROWS], present[2 * ROWS], totals[ROWS], high[2 * ROWS], a1_high[ROWS], group_high[ROWS];
  static uint8_t chair[ROWS], border[ROWS / 8 + 2], valid[ROWS / 8 + 2], states[ROWS];
  static int32_t share[ROWS];
  static double late[ROWS];
  const int32_t map[2] = {2, 0};
  ancs_program *program = compiled();
  ancs_batch *batch = NULL;
  ancs_record *record = NULL;
  ancs_scorecard *card = NULL;
  ancs_column column = {.size = sizeof column};
  ancs_result result = {.size = sizeof result, .type = ANCS_INT64};
  ancs_batch_report report = {.size = sizeof report};
  ancs_batch_options options = {.size = sizeof options};
  ancs_points points = {.size = sizeof points};
  struct progress state = {NULL, 0, 0, 0, 0};
  size_t i;

  for (i = 0; i < ROWS; ++i) {
    members[i] = 1 + (int64_t)(i % 50);
    present[2 * i] = members[i] * (int64_t)(i % 7) / 7;
    late[i] = (double)(i % 6);
    chair[i] = (uint8_t)(i % 2);
    if (i % 3) border[(i + 3) / 8] = (uint8_t)(border[(i + 3) / 8] | 1u << (i + 3) % 8);
    if (i % 5) valid[(i + 5) / 8] = (uint8_t)(valid[(i + 5) / 8] | 1u << (i + 5) % 8);
    share[ROWS - 1 - i] = (int32_t)(i % 1001);
  }
  OK(ancs_batch_create(program, ROWS, &batch, &error));
  column.type = ANCS_INT64, column.data = members;
  OK(ancs_batch_set_named(batch, "members", &column, &error));
  column.data = present, column.stride = 2 * sizeof present[0];
  OK(ancs_batch_set(batch, 1, &column, &error));
  column.type = ANCS_FLOAT64, column.data = late, column.stride = 0;
  OK(ancs_batch_set(batch, 2, &column, &error));
  column.type = ANCS_UINT8, column.data = chair, column.options = 2, column.option_map = map;
  OK(ancs_batch_set(batch, 3, &column, &error));
  column.options = 0, column.option_map = NULL;
  column.type = ANCS_BITS, column.data = border, column.offset = 3;
  OK(ancs_batch_set(batch, 4, &column, &error));
  column.type = ANCS_INT32, column.data = share + ROWS - 1, column.stride = -(ptrdiff_t)sizeof share[0], column.scale = 1000, column.offset = 0;
  OK(ancs_batch_set(batch, 5, &column, &error));
  /* Validity bits begin inside a byte; data of the same offset. */
  column.data = (const void *)((uintptr_t)members - 5 * sizeof members[0]), column.type = ANCS_INT64, column.stride = 0, column.scale = 1, column.offset = 5, column.validity = valid;
  OK(ancs_batch_set(batch, 0, &column, &error));
  result.data = totals;
  OK(ancs_batch_want(batch, ANCS_TOTAL, 0, ANCS_LOW, &result, &error));
  result.data = high, result.stride = 2 * sizeof high[0];
  OK(ancs_batch_want(batch, ANCS_TOTAL, 0, ANCS_HIGH, &result, &error));
  result.data = states, result.stride = 0, result.type = ANCS_UINT8;
  OK(ancs_batch_want(batch, ANCS_ROW_STATE, 0, ANCS_LOW, &result, &error));
  result.type = ANCS_INT64, result.data = a1_high;
  OK(ancs_batch_want(batch, ANCS_CRITERION, 0, ANCS_HIGH, &result, &error));
  result.data = group_high;
  OK(ancs_batch_want(batch, ANCS_GROUP, 0, ANCS_HIGH, &result, &error));
  OK(ancs_batch_score(batch, NULL, &report, &error));
  CHECK(report.rows_done == ROWS && report.rows_narrow + report.rows_wide + report.rows_apart == ROWS);

  /* The same as each row alone. */
  OK(ancs_record_create(program, &record, &error));
  OK(ancs_scorecard_create(program, &card, &error));
  for (i = 0; i < ROWS; ++i) {
    OK(ancs_batch_record(batch, i, record, &error));
    OK(ancs_score(record, card, &error));
    OK(ancs_scorecard_points(card, ANCS_TOTAL, 0, &points, &error));
    CHECK(totals[i] * points.low.denominator == points.low.numerator * 100);
    CHECK(high[2 * i] * points.high.denominator == points.high.numerator * 100);
    CHECK((states[i] != 0) == (i % 5 == 0));
    OK(ancs_scorecard_points(card, ANCS_CRITERION, 0, &points, &error));
    CHECK(a1_high[i] * points.high.denominator == points.high.numerator * 100);
    OK(ancs_scorecard_points(card, ANCS_GROUP, 0, &points, &error));
    CHECK(group_high[i] * points.high.denominator == points.high.numerator * 100);
    if (failures > 5) break;
  }

  /* Progress, stopping, calling back in. */
  state.batch = batch;
  options.progress = progressed, options.progress_context = &state, options.chunk_rows = 100, options.threads = 2;
  OK(ancs_batch_score(batch, &options, &report, &error));
  CHECK(state.calls == 10 && state.busy == 10);
  state.calls = 0, state.last = 0, state.stop_at = 3;
  REFUSED(ancs_batch_score(batch, &options, &report, &error), ANCS_ERROR_STOPPED, "E0611");
  CHECK(report.rows_done >= 300 && report.rows_done < ROWS);

  /* Rows that cannot be taken are named. */
  late[7] = 0.5;
  REFUSED(ancs_batch_score(batch, NULL, &report, &error), ANCS_ERROR_DATA, "E0618");
  late[7] = NAN;
  CHECK(ancs_batch_score(batch, NULL, NULL, &error) == ANCS_ERROR_DATA);
  {
    ancs_finding finding = {.size = sizeof finding};
    OK(ancs_error_finding(error, 0, &finding));
    CHECK(finding.row == 7 && strstr(finding.message_en, "`late`, row 7") != NULL);
    CHECK(strstr(ancs_error_json(error, ANCS_ENGLISH), "\"row\":7") != NULL);
    OK(ancs_error_destroy(&error));
  }
  REFUSED(ancs_batch_record(batch, 7, record, &error), ANCS_ERROR_DATA, "E0618");
  late[7] = 1;
  chair[9] = 2;
  REFUSED(ancs_batch_score(batch, NULL, NULL, &error), ANCS_ERROR_DATA, "E0619");
  chair[9] = 0;
  column.size = sizeof column, column.type = ANCS_UINT64, column.data = members, column.offset = 0, column.validity = NULL;
  members[4] = INT64_MIN;
  OK(ancs_batch_set(batch, 0, &column, &error));
  REFUSED(ancs_batch_score(batch, NULL, NULL, &error), ANCS_ERROR_DATA, "E0618");
  members[4] = 5;

  /* A column that lacks. */
  OK(ancs_batch_set(batch, 5, NULL, &error));
  REFUSED(ancs_batch_score(batch, NULL, NULL, &error), ANCS_ERROR_DATA, "E0620");
  memset(&options, 0, sizeof options);
  options.size = sizeof options, options.columns_may_lack = 1;
  OK(ancs_batch_score(batch, &options, NULL, &error));
  options.threads = 1u << 31;
  REFUSED(ancs_batch_score(batch, &options, NULL, &error), ANCS_ERROR_ARGUMENT, "E0606");

  /* Wrong columns and results. */
  column.data = NULL;
  REFUSED(ancs_batch_set(batch, 0, &column, &error), ANCS_ERROR_ARGUMENT, "E0600");
  column.data = (char *)members + 4;
  REFUSED(ancs_batch_set(batch, 0, &column, &error), ANCS_ERROR_ARGUMENT, "E0607");
  column.data = members, column.stride = 12;
  REFUSED(ancs_batch_set(batch, 0, &column, &error), ANCS_ERROR_ARGUMENT, "E0607");
  column.stride = PTRDIFF_MAX / 16 / 8 * 8;
  REFUSED(ancs_batch_set(batch, 0, &column, &error), ANCS_ERROR_ARGUMENT, "E0608");
  column.stride = PTRDIFF_MIN;
  REFUSED(ancs_batch_set(batch, 0, &column, &error), ANCS_ERROR_ARGUMENT, "E0608");
  column.stride = 0, column.offset = (size_t)-1;
  REFUSED(ancs_batch_set(batch, 0, &column, &error), ANCS_ERROR_ARGUMENT, "E0608");
  column.offset = (size_t)PTRDIFF_MAX / 4;
  REFUSED(ancs_batch_set(batch, 0, &column, &error), ANCS_ERROR_ARGUMENT, "E0608");
  column.offset = 0, column.scale = -1;
  REFUSED(ancs_batch_set(batch, 0, &column, &error), ANCS_ERROR_ARGUMENT, "E0606");
  column.scale = 1, column.type = 55;
  REFUSED(ancs_batch_set(batch, 0, &column, &error), ANCS_ERROR_ARGUMENT, "E0606");
  column.type = 100; /* a form of Arrow columns, none of the host's */
  REFUSED(ancs_batch_set(batch, 0, &column, &error), ANCS_ERROR_ARGUMENT, "E0606");
  column.type = ANCS_INT64, column.options = 2, column.option_map = map;
  REFUSED(ancs_batch_set(batch, 0, &column, &error), ANCS_ERROR_ARGUMENT, "E0606");
  REFUSED(ancs_batch_set(batch, 99, &column, &error), ANCS_ERROR_ARGUMENT, "E0605");
  REFUSED(ancs_batch_set_named(batch, "member", &column, &error), ANCS_ERROR_DATA, "E0501");
  REFUSED(ancs_batch_want(batch, ANCS_OUTCOME, 0, ANCS_HIGH, &result, &error), ANCS_ERROR_ARGUMENT, "E0606");
  REFUSED(ancs_batch_want(batch, ANCS_CRITERION, 5, ANCS_LOW, &result, &error), ANCS_ERROR_ARGUMENT, "E0605");
  result.type = ANCS_FLOAT64;
  REFUSED(ancs_batch_want(batch, ANCS_TOTAL, 0, ANCS_LOW, &result, &error), ANCS_ERROR_ARGUMENT, "E0606");
  result.type = ANCS_INT64, result.data = (char *)totals + 1;
  REFUSED(ancs_batch_want(batch, ANCS_TOTAL, 0, ANCS_LOW, &result, &error), ANCS_ERROR_ARGUMENT, "E0607");
  result.data = totals, result.type = ANCS_INT8;
  OK(ancs_batch_want(batch, ANCS_TOTAL, 0, ANCS_LOW, &result, &error));
  options.threads = 1;
  REFUSED(ancs_batch_score(batch, &options, NULL, &error), ANCS_ERROR_ARGUMENT, "E0523");
  REFUSED(ancs_batch_create(program, (size_t)-1, &batch, &error), ANCS_ERROR_ARGUMENT, "E0608");
  OK(ancs_batch_destroy(&batch));

  /* No rows. */
  OK(ancs_batch_create(program, 0, &batch, &error));
  OK(ancs_batch_score(batch, &options, &report, &error));
  CHECK(report.rows_done == 0);
  REFUSED(ancs_batch_record(batch, 0, record, &error), ANCS_ERROR_ARGUMENT, "E0605");
  OK(ancs_batch_destroy(&batch));
  OK(ancs_record_destroy(&record));
  OK(ancs_scorecard_destroy(&card));
  OK(ancs_program_destroy(&program));
}

static void programs_that_do_not_round(void) {
  static const char *const thirds =
      "ancs 1\nmodel thirds { maximum 3 }\ninput members : count at least 1\ninput x : count at most members\n"
      "group A maximum 3 { criterion A1 maximum 3 { proportional x / members } }\n";
  const int64_t all[3] = {1, 7, 3}, x[3] = {0, 1, 3};
  int64_t totals[3] = {9, 9, 9};
  ancs_program *program = NULL;
  ancs_program_info about = {.size = sizeof about};
  ancs_batch *batch = NULL;
  ancs_column column = {.size = sizeof column, .type = ANCS_INT64, .data = all};
  ancs_result result = {.size = sizeof result, .type = ANCS_INT64, .data = totals};
  ancs_batch_options options = {.size = sizeof options};
  ancs_batch_report report = {.size = sizeof report};

  OK(ancs_compile(thirds, strlen(thirds), NULL, &program, &error));
  OK(ancs_error_destroy(&error));
  OK(ancs_program_describe(program, &about, &error));
  CHECK(about.points_scale == 0);
  OK(ancs_batch_create(program, 3, &batch, &error));
  OK(ancs_batch_set(batch, 0, &column, &error));
  column.data = x;
  OK(ancs_batch_set(batch, 1, &column, &error));
  OK(ancs_batch_want(batch, ANCS_TOTAL, 0, ANCS_LOW, &result, &error));
  REFUSED(ancs_batch_score(batch, &options, NULL, &error), ANCS_ERROR_UNSUPPORTED, "E0521");
  options.scale = 100;
  OK(ancs_batch_score(batch, &options, &report, &error));
  CHECK(totals[0] == 0 && totals[1] == 42 && totals[2] == 300 && report.rows_inexact == 1);
  options.scale = 7;
  OK(ancs_batch_score(batch, &options, &report, &error));
  CHECK(totals[1] == 3 && totals[2] == 21 && report.rows_inexact == 0);
  options.scale = -1;
  REFUSED(ancs_batch_score(batch, &options, NULL, &error), ANCS_ERROR_ARGUMENT, "E0606");
  OK(ancs_batch_destroy(&batch));
  OK(ancs_program_destroy(&program));
}

int main(int count, char **arguments) {
  void (*const parts[])(void) = {batches, programs_that_do_not_round};
  return run(count, arguments, parts, sizeof parts / sizeof parts[0]);
}
