/* programs_test.c: what a host does with programs themselves: parameters, included files, tests in rule files, graphs, layout. */
#include "contract.h"

static const char *const changing =
    "ancs 1\n"
    "model what_if \"What if\" { maximum 10  rounding 0.01 half up per criterion  not yet assessed when months < 9 }\n"
    "include \"shared/inputs.ancs\"\n"
    "parameter share = 80% between 50% and 100% \"Share that counts\"\n"
    "group A maximum 10 {\n"
    "  criterion A1 \"Meetings\" maximum 6 { award full when present >= share * members }\n"
    "  criterion A2 \"Tasks\" maximum 4 { not applicable when tasks = 0 : excluded  proportional done / tasks }\n"
    "}\n"
    "levels \"Class\" best first \"Good\", \"Weak\" { \"Good\" when total rescaled >= 5  \"Weak\" otherwise }\n"
    "test \"all\" { given members = 10, present = 9, tasks = 0, done = 0, months = 12  expect total = 6, A2 = 0 }\n"
    "test \"none\" { given members = 10, present = 1, tasks = 2, done = 1, months = 12  expect total = 3 }\n";

static const char *read_included(void *context, const char *path, size_t *length) {
  static const char text[] =
      "ancs 1\ninput members : count at least 1\ninput present : count at most members\ninput tasks : count\ninput done : count at most tasks\n"
      "input months : count\n";
  ++*(int *)context;
  if (strcmp(path, "shared/inputs.ancs") != 0) return NULL;
  *length = sizeof text - 1;
  return text;
}

static void set_all(ancs_record *record, int64_t present, int64_t tasks, int64_t months) {
  OK(ancs_record_set_int64_named(record, "members", 10, &error));
  OK(ancs_record_set_int64_named(record, "present", present, &error));
  OK(ancs_record_set_int64_named(record, "tasks", tasks, &error));
  OK(ancs_record_set_int64_named(record, "done", tasks / 2, &error));
  OK(ancs_record_set_int64_named(record, "months", months, &error));
}

static void programs_that_change(void) {
  int asked = 0;
  ancs_compile_options options = {.size = sizeof options, .read = read_included, .read_context = &asked};
  ancs_program *program = NULL, *lower = NULL, *other = compiled();
  ancs_program_info about = {.size = sizeof about};
  ancs_parameter_info parameter = {.size = sizeof parameter};
  ancs_record *record = NULL, *foreign = NULL;
  ancs_scorecard *card = NULL;
  ancs_scorecard_info info = {.size = sizeof info};
  ancs_points points = {.size = sizeof points};
  ancs_outcome outcome = {.size = sizeof outcome};
  ancs_string *text = NULL, *back = NULL;
  size_t tests = 0, failed = 0;

  CHECK(ancs_compile(changing, strlen(changing), NULL, &program, &error) == ANCS_ERROR_RULES);
  OK(ancs_error_destroy(&error));
  OK(ancs_compile(changing, strlen(changing), &options, &program, &error));
  CHECK(asked == 1);
  OK(ancs_program_describe(program, &about, &error));
  CHECK(about.parameters == 1 && about.excludes == 1 && about.may_be_not_yet_assessed == 1 && about.inputs == 5);
  OK(ancs_program_parameter(program, 0, &parameter, &error));
  CHECK(strcmp(parameter.name, "share") == 0 && strcmp(parameter.value, "0.8") == 0 && strcmp(parameter.low, "0.5") == 0 && parameter.is_percent == 1);

  OK(ancs_record_create(program, &record, &error));
  OK(ancs_scorecard_create(program, &card, &error));
  set_all(record, 7, 0, 12);
  OK(ancs_score(record, card, &error));
  OK(ancs_scorecard_points(card, ANCS_TOTAL, 0, &points, &error));
  CHECK(points.low.numerator == 0);
  OK(ancs_scorecard_points(card, ANCS_CRITERION, 1, &points, &error));
  CHECK(points.state == ANCS_EXCLUDED);
  OK(ancs_scorecard_points(card, ANCS_ASSESSED_MAXIMUM, 0, &points, &error));
  CHECK(points.low.numerator == 6 && points.low.denominator == 1);

  /* Another value: by a record of the first program, and by a record of its own. */
  OK(ancs_program_with_parameter(program, "share", "70%", &lower, &error));
  OK(ancs_program_parameter(lower, 0, &parameter, &error));
  CHECK(strcmp(parameter.value, "0.7") == 0 && strcmp(parameter.default_value, "0.8") == 0);
  OK(ancs_score_by(lower, record, card, &error));
  OK(ancs_scorecard_points(card, ANCS_TOTAL_RESCALED, 0, &points, &error));
  CHECK(points.low.numerator == 10 && points.low.denominator == 1);
  OK(ancs_score(record, card, &error));
  OK(ancs_scorecard_points(card, ANCS_TOTAL, 0, &points, &error));
  CHECK(points.low.numerator == 0);
  OK(ancs_record_destroy(&record));
  OK(ancs_record_create(lower, &record, &error));
  set_all(record, 7, 0, 12);
  OK(ancs_score(record, card, &error));
  OK(ancs_scorecard_points(card, ANCS_TOTAL, 0, &points, &error));
  CHECK(points.low.numerator == 6);
  set_all(record, 7, 0, 3);
  OK(ancs_score(record, card, &error));
  OK(ancs_scorecard_describe(card, &info, &error));
  OK(ancs_scorecard_outcome(card, 0, &outcome, &error));
  CHECK(info.not_yet_assessed == ANCS_YES && outcome.level == ANCS_NONE && outcome.possible == 0);
  REFUSED(ancs_program_with_parameter(program, "share", "40%", &other, &error), ANCS_ERROR_DATA, "E0510");
  REFUSED(ancs_program_with_parameter(program, "shares", "70%", &other, &error), ANCS_ERROR_DATA, "E0509");
  REFUSED(ancs_program_with_parameter(program, "share", "much", &other, &error), ANCS_ERROR_DATA, "E0615");
  OK(ancs_record_create(other, &foreign, &error));
  REFUSED(ancs_score_by(program, foreign, card, &error), ANCS_ERROR_ARGUMENT, "E0617");

  CHECK(ancs_program_test(program, &tests, &failed, &error) == ANCS_ERROR_RULES);
  CHECK(tests == 2 && failed == 1 && strstr(ancs_error_text(error, ANCS_ENGLISH), "E0580") != NULL);
  OK(ancs_error_destroy(&error));
  OK(ancs_program_test(other, &tests, NULL, &error));
  CHECK(tests == 0);
  OK(ancs_program_graph(program, &text, &error));
  CHECK(strncmp(ancs_string_data(text), "digraph", 7) == 0);
  OK(ancs_string_destroy(&text));
  OK(ancs_format(rules, rules_length, ANCS_VIETNAMESE, &text, &error));
  CHECK(strstr(ancs_string_data(text), "tiêu chí A1") != NULL);
  OK(ancs_format(ancs_string_data(text), ancs_string_length(text), ANCS_ENGLISH, &back, &error));
  CHECK(strstr(ancs_string_data(back), "criterion A1") != NULL);
  OK(ancs_string_destroy(&back));
  OK(ancs_string_destroy(&text));
  CHECK(ancs_format("ancs 1 model", 12, ANCS_ENGLISH, &text, NULL) == ANCS_ERROR_RULES);
  OK(ancs_program_destroy(&lower));
  OK(ancs_program_destroy(&program));
  OK(ancs_program_destroy(&other));
  OK(ancs_record_destroy(&record));
  OK(ancs_record_destroy(&foreign));
  OK(ancs_scorecard_destroy(&card));
}

int main(int count, char **arguments) {
  void (*const parts[])(void) = {programs_that_change};
  return run(count, arguments, parts, sizeof parts / sizeof parts[0]);
}
