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

/* A table with all that a head, items, actions and quotas say; %s: when it is in force. */
static const char *const versioned =
    "ancs 1\n"
    "model village \"Village\" { maximum 10 basis \"Decision 619\" replaces \"Decision 1\" applies to \"village\", \"hamlet\" %s\n"
    "  columns self \"Self-assessed\", verified \"Verified\" }\n"
    "input district : one of \"East\", \"West\"\n"
    "input average : percent same within parent\n"
    "input pupils : count from parts \"school\" sum(pupils)\n"
    "group A maximum 10 {\n"
    "  evidence \"Minutes\" required, otherwise none\n"
    "  criterion A1 maximum 10 {\n"
    "    item A1_1 maximum 4 { award full when average >= 50%% }\n"
    "    item A1_2 maximum 6 { assessed marks }\n"
    "  }\n"
    "}\n"
    "input marks : points 0 to 6\n"
    "levels \"Class\" best first \"Good\", \"Fair\" { \"Good\" when total >= 5  \"Fair\" otherwise }\n"
    "ranking within district { by total descending  ties share }\n"
    "quota \"Good\" of \"Class\" { at most 50%% of \"Fair\" or better, before the quota  round down  ties in  rest become \"Fair\" }\n"
    "action \"Visit\" when pupils > 100\n";

static ancs_program *version(const char *when) {
  static char text[2048];
  ancs_program *program = NULL;
  sprintf(text, versioned, when);
  OK(ancs_compile(text, strlen(text), NULL, &program, &error));
  OK(ancs_error_destroy(&error));
  return program;
}

static void describing_heads_and_items(void) {
  ancs_program *program = version("in force from 2022-01-01 period 2022-01-01 to 2022-12-31");
  ancs_program_info about = {.size = sizeof about};
  ancs_model_info model = {.size = sizeof model};
  ancs_input_info input = {.size = sizeof input};
  ancs_group_info group = {.size = sizeof group};
  ancs_criterion_info criterion = {.size = sizeof criterion};
  ancs_action_info action = {.size = sizeof action};
  ancs_quota_info quota = {.size = sizeof quota};

  OK(ancs_program_model(program, &model, &error));
  CHECK(strcmp(model.in_force_from, "2022-01-01") == 0 && strcmp(model.period_first, "2022-01-01") == 0 && strcmp(model.period_last, "2022-12-31") == 0);
  CHECK(model.bases == 1 && strcmp(model.base_texts[0], "Decision 619") == 0 && model.replaces == 1 && strcmp(model.replaced_texts[0], "Decision 1") == 0);
  CHECK(model.unit_types == 2 && strcmp(model.unit_type_texts[1], "hamlet") == 0);
  CHECK(model.columns == 2 && strcmp(model.column_ids[1], "verified") == 0 && strcmp(model.column_titles[0], "Self-assessed") == 0);
  OK(ancs_program_describe(program, &about, &error));
  CHECK(about.criteria == 3 && about.actions == 1 && about.quotas == 1 && about.within_parent == 0);
  CHECK(about.within_input == ancs_program_find_input(program, "district"));
  OK(ancs_program_criterion(program, 0, &criterion, &error));
  CHECK(strcmp(criterion.id, "A1") == 0 && criterion.parent == ANCS_NONE && criterion.items == 2 && criterion.item_indexes[1] == 2);
  OK(ancs_program_criterion(program, 2, &criterion, &error));
  CHECK(strcmp(criterion.id, "A1_2") == 0 && criterion.parent == 0 && criterion.items == 0 && criterion.is_assessed == 1 && criterion.needs_evidence == 0);
  OK(ancs_program_group(program, 0, &group, &error));
  CHECK(strcmp(group.evidence, "Minutes") == 0 && group.needs_evidence == 1 && group.criteria == 1);
  OK(ancs_program_input(program, (size_t)ancs_program_find_input(program, "average"), &input, &error));
  CHECK(input.same_within_parent == 1);
  OK(ancs_program_input(program, (size_t)ancs_program_find_input(program, "pupils"), &input, &error));
  CHECK(strcmp(input.parts_type, "school") == 0);
  OK(ancs_program_action(program, 0, &action, &error));
  CHECK(strcmp(action.title, "Visit") == 0 && action.each == 0 && action.inputs == 0);
  REFUSED(ancs_program_action(program, 1, &action, &error), ANCS_ERROR_ARGUMENT, "E0605");
  OK(ancs_program_quota(program, 0, &quota, &error));
  CHECK(quota.outcome == 0 && quota.level == 0 && quota.of == 1 && quota.become == 1 && strcmp(quota.share, "0.5") == 0);
  CHECK(quota.or_better == 1 && quota.before == 1 && quota.ties_in == 1 && strncmp(quota.sentence, "quota \"Good\"", 12) == 0);
  OK(ancs_program_destroy(&program));
}

static void rule_sets(void) {
  ancs_program *later = version("in force from 2022-01-01"), *earlier = version("in force from 2017-01-01");
  ancs_rule_set *set = NULL, *stale;
  ancs_error *findings = NULL;
  ancs_finding finding = {.size = sizeof finding};
  char first[11], last[11];
  size_t index = 9;

  OK(ancs_rule_set_create(&set, &error));
  OK(ancs_rule_set_add(set, later, "2022.ancs", &error));
  OK(ancs_rule_set_check(set, &findings, &error));
  CHECK(findings == NULL);
  OK(ancs_rule_set_add(set, earlier, "2017.ancs", &error));
  OK(ancs_program_destroy(&later));
  OK(ancs_program_destroy(&earlier));
  OK(ancs_rule_set_check(set, &findings, &error));
  CHECK(findings == NULL);
  OK(ancs_rule_set_select(set, "2022-01-01", "31/12/2022", "village", &index, &error));
  CHECK(index == 0);
  OK(ancs_rule_set_select(set, "2021-01-01", "2021-12-31", "hamlet", &index, &error));
  CHECK(index == 1);
  OK(ancs_rule_set_in_force(set, 1, "village", first, last, &error));
  CHECK(strcmp(first, "2017-01-01") == 0 && strcmp(last, "2021-12-31") == 0);
  OK(ancs_rule_set_in_force(set, 0, "village", first, last, &error));
  CHECK(strcmp(first, "2022-01-01") == 0 && strcmp(last, "") == 0);
  REFUSED(ancs_rule_set_select(set, "2021-07-01", "2022-06-30", "village", &index, &error), ANCS_ERROR_DATA, "E0597");
  REFUSED(ancs_rule_set_select(set, NULL, NULL, "village", &index, &error), ANCS_ERROR_DATA, "E0599");
  REFUSED(ancs_rule_set_select(set, "soon", "2022-06-30", "village", &index, &error), ANCS_ERROR_DATA, "E0651");
  REFUSED(ancs_rule_set_select(set, "2022-02-30", "2022-06-30", "village", &index, &error), ANCS_ERROR_DATA, "E0651");
  REFUSED(ancs_rule_set_select(set, "2022-06-30", "2022-01-01", "village", &index, &error), ANCS_ERROR_DATA, "E0652");
  REFUSED(ancs_rule_set_select(set, "2022-06-30", NULL, "village", &index, &error), ANCS_ERROR_ARGUMENT, "E0600");
  REFUSED(ancs_rule_set_select(set, "2022-01-01", "2022-12-31", "vilage", &index, &error), ANCS_ERROR_DATA, "E0595");
  REFUSED(ancs_rule_set_in_force(set, 2, "village", first, last, &error), ANCS_ERROR_ARGUMENT, "E0605");
  REFUSED(ancs_rule_set_add(set, NULL, "x", &error), ANCS_ERROR_HANDLE, "E0600");

  /* A file that is there twice is found in its own text. */
  later = version("in force from 2022-01-01");
  OK(ancs_rule_set_add(set, later, "again.ancs", &error));
  OK(ancs_rule_set_check(set, &findings, &error));
  CHECK(findings != NULL && ancs_error_status(findings) == ANCS_ERROR_RULES && ancs_error_finding(findings, 0, &finding) == ANCS_OK);
  CHECK(finding.has_place == 1 && finding.line == 2 && strstr(ancs_error_text(findings, ANCS_ENGLISH), "model village") != NULL);
  OK(ancs_error_destroy(&findings));
  OK(ancs_program_destroy(&later));
  stale = set;
  OK(ancs_rule_set_destroy(&set));
  REFUSED(ancs_rule_set_check(stale, &findings, &error), ANCS_ERROR_HANDLE, "E0601");
}

static void helping_the_author(void) {
  ancs_program *program = compiled();
  ancs_string *text = NULL;
  size_t decisions = 0, exercised = 9;
  char *changed = malloc(rules_length + 1), *at;

  OK(ancs_program_coverage(program, &decisions, &exercised, &error));
  CHECK(decisions > 10 && exercised == 0);
  OK(ancs_program_coverage(program, NULL, NULL, &error));
  OK(ancs_program_suggest_tests(program, &text, &error));
  CHECK(strstr(ancs_string_data(text), "test \"A1 at 90%\" {") != NULL);
  OK(ancs_string_destroy(&text));
  OK(ancs_changes(rules, rules_length, rules, rules_length, ANCS_ENGLISH, &text, &error));
  CHECK(ancs_string_length(text) == 0);
  OK(ancs_string_destroy(&text));
  if (changed == NULL) return;
  memcpy(changed, rules, rules_length);
  changed[rules_length] = '\0';
  at = strstr(changed, ": 3.5");
  CHECK(at != NULL);
  if (at != NULL) at[2] = '2';
  OK(ancs_changes(rules, rules_length, changed, rules_length, ANCS_ENGLISH, &text, &error));
  CHECK(strstr(ancs_string_data(text), "3.5") != NULL && strstr(ancs_string_data(text), "2.5") != NULL);
  OK(ancs_string_destroy(&text));
  REFUSED(ancs_changes(rules, rules_length, "ancs 1 model", 12, ANCS_ENGLISH, &text, &error), ANCS_ERROR_RULES, "E0113");
  REFUSED(ancs_changes(NULL, 3, rules, rules_length, ANCS_ENGLISH, &text, &error), ANCS_ERROR_ARGUMENT, "E0600");
  free(changed);
  OK(ancs_program_destroy(&program));
}

int main(int count, char **arguments) {
  void (*const parts[])(void) = {programs_that_change, describing_heads_and_items, rule_sets, helping_the_author};
  return run(count, arguments, parts, sizeof parts / sizeof parts[0]);
}
