/* score.c: the C interface from a rule file to points: compile, set what is known of one ward, score, explain, then many wards in columns. */
#include <ancs.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static ancs_error *error;

/* Ends the program where a call failed, with what the library says of it. */
static void must(ancs_status status) {
  if (status == ANCS_OK) return;
  fprintf(stderr, "status %d: %s", (int)status, error ? ancs_error_text(error, ANCS_ENGLISH) : "no more is known\n");
  ancs_error_destroy(&error);
  exit(1);
}

static char *read_file(const char *path, size_t *length) {
  char *text = NULL;
  FILE *file = fopen(path, "rb");
  if (file != NULL) {
    text = malloc(1 << 20);
    if (text != NULL) *length = fread(text, 1, 1 << 20, file);
    fclose(file);
  }
  return text;
}

int main(int count, char **arguments) {
  const char *path = count > 1 ? arguments[1] : "examples/hong_gai/hong_gai.ancs";
  size_t length = 0, i;
  char *text = read_file(path, &length);
  ancs_program *program = NULL;
  ancs_record *record = NULL;
  ancs_scorecard *card = NULL;
  ancs_batch *batch = NULL;
  ancs_explanation *why = NULL;
  ancs_program_info about = {.size = sizeof about};
  ancs_points total = {.size = sizeof total};
  ancs_points a4 = {.size = sizeof a4};
  ancs_reason reason = {.size = sizeof reason};
  const int64_t released[3] = {21, 30, 12}, reoffended[3] = {2, 6, 0};
  int64_t points[3];
  ancs_column column = {.size = sizeof column, .type = ANCS_INT64};
  ancs_result result = {.size = sizeof result, .type = ANCS_INT64};
  ancs_batch_options options = {.size = sizeof options};

  if (text == NULL) {
    fprintf(stderr, "cannot read %s\n", path);
    return 1;
  }
  must(ancs_check_abi(ANCS_ABI_MAJOR, ANCS_ABI_MINOR, &error));
  must(ancs_compile(text, length, NULL, &program, &error));
  free(text);
  ancs_error_destroy(&error); /* warnings, if there were any */

  must(ancs_program_describe(program, &about, &error));
  printf("%s: %lu criteria, maximum %s\n", about.model_id, (unsigned long)about.criteria, about.maximum);

  /* One ward of which only two figures are known: everything else is missing, and the total is a range. */
  must(ancs_record_create(program, &record, &error));
  must(ancs_record_set_int64_named(record, "released", 21, &error));
  must(ancs_record_set_int64_named(record, "reoffended", 2, &error));
  if (ancs_record_set_int64_named(record, "rewarded", 3, &error) != ANCS_OK) {
    printf("%s", ancs_error_text(error, ANCS_ENGLISH));
    ancs_error_destroy(&error);
  }
  must(ancs_scorecard_create(program, &card, &error));
  must(ancs_score(record, card, &error));
  must(ancs_scorecard_points(card, ANCS_TOTAL, 0, &total, &error));
  must(ancs_scorecard_points(card, ANCS_CRITERION, 3, &a4, &error));
  printf("total from %g to %g, A4 %ld/%ld\n", total.low.value, total.high.value, (long)a4.low.numerator, (long)a4.low.denominator);

  must(ancs_explanation_create(record, ANCS_ENGLISH, &why, &error));
  for (i = 0; i < ancs_explanation_reasons(why, 3); ++i) {
    must(ancs_explanation_reason(why, 3, i, &reason, &error));
    printf("line %lu: %s  (%s)\n", (unsigned long)reason.line, reason.sentence, reason.numbers);
  }

  /* Three wards at once. Points come as whole numbers: points times points_scale. */
  must(ancs_batch_create(program, 3, &batch, &error));
  column.data = released;
  must(ancs_batch_set_named(batch, "released", &column, &error));
  column.data = reoffended;
  must(ancs_batch_set_named(batch, "reoffended", &column, &error));
  result.data = points;
  must(ancs_batch_want(batch, ANCS_CRITERION, 3, ANCS_LOW, &result, &error));
  options.columns_may_lack = 1;
  must(ancs_batch_score(batch, &options, NULL, &error));
  for (i = 0; i < 3; ++i) printf("ward %lu: A4 %g\n", (unsigned long)i, (double)points[i] / (double)about.points_scale);

  ancs_batch_destroy(&batch);
  ancs_explanation_destroy(&why);
  ancs_scorecard_destroy(&card);
  ancs_record_destroy(&record);
  ancs_program_destroy(&program);
  return 0;
}
