/* contract_test.c: what include/ancs.h promises, held to by a C99 program: results, lifetimes, and that misuse gives an error code. */
#include <ancs.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int failures;
static ancs_error *error;

#define CHECK(condition) \
  do { \
    if (!(condition)) { \
      fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition); \
      if (error) fprintf(stderr, "%s", ancs_error_text(error, ANCS_ENGLISH)); \
      ++failures; \
    } \
  } while (0)
#define OK(call) CHECK((call) == ANCS_OK)

/* The status is as expected, the error object has the code, and is destroyed. */
static void refused(ancs_status got, ancs_status wanted, const char *code, int line) {
  ancs_finding finding = {.size = sizeof finding};
  if (got == wanted && error != NULL && ancs_error_status(error) == wanted && ancs_error_count(error) > 0 &&
      ancs_error_finding(error, 0, &finding) == ANCS_OK && strcmp(finding.code, code) == 0 && finding.message_en[0] && finding.message_vi[0]) {
    ancs_error_destroy(&error);
    return;
  }
  fprintf(stderr, "%s:%d: status %d, wanted %d and %s\n%s", __FILE__, line, (int)got, (int)wanted, code,
          error ? ancs_error_text(error, ANCS_ENGLISH) : "");
  ancs_error_destroy(&error);
  ++failures;
}
#define REFUSED(call, status, code) refused((call), (status), (code), __LINE__)

static char *rules;
static size_t rules_length;

static ancs_program *compiled(void) {
  ancs_program *program = NULL;
  OK(ancs_compile(rules, rules_length, NULL, &program, &error));
  CHECK(error == NULL);
  return program;
}

static void versions(void) {
  CHECK(strncmp(ancs_version(), "1.", 2) == 0);
  CHECK(ancs_language_version() == 1);
  OK(ancs_check_abi(ANCS_ABI_MAJOR, ANCS_ABI_MINOR, &error));
  OK(ancs_check_abi(1, 0, &error));
  REFUSED(ancs_check_abi(2, 0, &error), ANCS_ERROR_VERSION, "E0614");
  REFUSED(ancs_check_abi(1, 99, &error), ANCS_ERROR_VERSION, "E0614");
  CHECK(ancs_check_abi(0, 0, NULL) == ANCS_ERROR_VERSION);
}

static void compiling(void) {
  const char *wrong = "ancs 1\nmodel m \"M\" { maximum 5 }\ngroup A maximum 5 { criterion A1 \"X\" maximum 5 { proportional lates / member } }\n";
  ancs_compile_options options = {.size = sizeof options, .name = "wrong.ancs"};
  ancs_program *program = NULL;
  ancs_finding finding = {.size = sizeof finding};

  CHECK(ancs_compile(wrong, strlen(wrong), &options, &program, &error) == ANCS_ERROR_RULES);
  CHECK(program == NULL && error != NULL);
  CHECK(ancs_error_count(error) >= 2);
  CHECK(ancs_error_finding(error, 0, &finding) == ANCS_OK);
  CHECK(strcmp(finding.code, "E0204") == 0 && finding.severity == 0 && finding.has_place == 1);
  CHECK(finding.line == 3 && finding.end_line == 3 && finding.end_column > finding.column);
  CHECK(strncmp(wrong + finding.begin, "lates", 5) == 0 && finding.end - finding.begin == 5);
  CHECK(strstr(finding.message_en, "lates") != NULL && strstr(finding.message_vi, "lates") != NULL);
  CHECK(ancs_error_finding(error, 99, &finding) == ANCS_ERROR_ARGUMENT);
  CHECK(strstr(ancs_error_text(error, ANCS_ENGLISH), "wrong.ancs:3:") != NULL);
  CHECK(strstr(ancs_error_text(error, ANCS_VIETNAMESE), "lates") != NULL);
  CHECK(strstr(ancs_error_json(error, ANCS_ENGLISH), "\"code\":\"E0204\"") != NULL);
  CHECK(ancs_error_text(error, 7) == NULL);
  OK(ancs_error_destroy(&error));
  CHECK(error == NULL);

  /* Nothing, a length that overflows, text that is not UTF-8, a null text. */
  CHECK(ancs_compile("", 0, NULL, &program, NULL) == ANCS_ERROR_RULES);
  CHECK(ancs_compile(NULL, 0, NULL, &program, NULL) == ANCS_ERROR_RULES);
  REFUSED(ancs_compile(NULL, 5, NULL, &program, &error), ANCS_ERROR_ARGUMENT, "E0600");
  REFUSED(ancs_compile(rules, (size_t)-1, NULL, &program, &error), ANCS_ERROR_ARGUMENT, "E0608");
  REFUSED(ancs_compile(rules, rules_length, NULL, NULL, &error), ANCS_ERROR_ARGUMENT, "E0600");
  CHECK(ancs_compile("\xff\xfe", 2, NULL, &program, NULL) == ANCS_ERROR_RULES);

  /* Structures: of a size that is none, with members of a later version. */
  options.size = 0;
  REFUSED(ancs_compile(rules, rules_length, &options, &program, &error), ANCS_ERROR_ARGUMENT, "E0603");
  options.size = (size_t)-1;
  REFUSED(ancs_compile(rules, rules_length, &options, &program, &error), ANCS_ERROR_ARGUMENT, "E0603");
  {
    struct {
      ancs_compile_options known;
      void *later[2];
    } larger = {{.size = sizeof larger}, {NULL, NULL}};
    OK(ancs_compile(rules, rules_length, &larger.known, &program, &error));
    OK(ancs_program_destroy(&program));
    larger.later[1] = &larger;
    REFUSED(ancs_compile(rules, rules_length, &larger.known, &program, &error), ANCS_ERROR_VERSION, "E0604");
  }
}

static void describing(void) {
  ancs_program *program = compiled();
  ancs_program_info about = {.size = sizeof about};
  ancs_input_info input = {.size = sizeof input};
  ancs_group_info group = {.size = sizeof group};
  ancs_criterion_info criterion = {.size = sizeof criterion};
  ancs_outcome_info outcome = {.size = sizeof outcome};
  ancs_veto_info veto = {.size = sizeof veto};

  OK(ancs_program_describe(program, &about, &error));
  CHECK(strcmp(about.model_id, "ward") == 0 && strcmp(about.title, "Ward") == 0 && strcmp(about.maximum, "20") == 0);
  CHECK(strlen(about.rules_digest) == 64 && about.points_scale == 100);
  CHECK(about.inputs == 7 && about.groups == 2 && about.criteria == 5 && about.outcomes == 1 && about.vetoes == 1 && about.warnings == 1);

  OK(ancs_program_input(program, 0, &input, &error));
  CHECK(strcmp(input.name, "members") == 0 && strcmp(input.title, "Members") == 0 && input.kind == ANCS_COUNT);
  CHECK(strcmp(input.low, "1") == 0 && input.high == NULL && strcmp(input.step, "1") == 0 && input.default_value == NULL);
  OK(ancs_program_input(program, 2, &input, &error));
  CHECK(strcmp(input.default_value, "0") == 0);
  OK(ancs_program_input(program, 3, &input, &error));
  CHECK(input.kind == ANCS_ONE_OF && input.options == 3 && strcmp(input.option_names[1], "Phó Chủ tịch") == 0);
  OK(ancs_program_input(program, 6, &input, &error));
  CHECK(input.is_optional == 1 && input.kind == ANCS_PERCENT);
  REFUSED(ancs_program_input(program, 7, &input, &error), ANCS_ERROR_ARGUMENT, "E0605");
  REFUSED(ancs_program_input(program, (size_t)-1, &input, &error), ANCS_ERROR_ARGUMENT, "E0605");

  OK(ancs_program_group(program, 1, &group, &error));
  CHECK(strcmp(group.id, "K") == 0 && group.counts_in_total == 0 && group.parent == ANCS_NONE && group.criteria == 1 && group.criterion_indexes[0] == 4);
  OK(ancs_program_criterion(program, 0, &criterion, &error));
  CHECK(strcmp(criterion.id, "A1") == 0 && strcmp(criterion.maximum, "8") == 0 && criterion.group == 0);
  CHECK(criterion.bases == 1 && strcmp(criterion.basis_texts[0], "Decision 1") == 0 && strcmp(criterion.evidence, "Minutes") == 0);
  OK(ancs_program_outcome(program, 0, &outcome, &error));
  CHECK(strcmp(outcome.title, "Class") == 0 && outcome.levels == 3 && strcmp(outcome.level_names[0], "Good") == 0);
  OK(ancs_program_veto(program, 0, &veto, &error));
  CHECK(strcmp(veto.id, "V1") == 0 && strcmp(veto.title, "Too late") == 0);
  CHECK(strcmp(ancs_program_warning(program, 0), "W1") == 0 && ancs_program_warning(program, 1) == NULL);
  CHECK(ancs_program_find_input(program, "chair") == 3 && ancs_program_find_input(program, "chairs") == ANCS_NONE);
  CHECK(ancs_program_find_input(program, NULL) == ANCS_NONE);

  /* A structure of an earlier version gets what it has room for, one of a later version zeros behind. */
  {
    ancs_veto_info all, part;
    struct {
      ancs_veto_info known;
      int32_t later;
    } larger;
    memset(&part, 0x55, sizeof part);
    memset(&larger, 0x55, sizeof larger);
    part.size = offsetof(ancs_veto_info, title);
    OK(ancs_program_veto(program, 0, &part, &error));
    memset(&all, 0x55, sizeof all);
    CHECK(strcmp(part.id, "V1") == 0 && memcmp(&part.title, &all.title, sizeof all.title) == 0);
    larger.known.size = sizeof larger;
    OK(ancs_program_veto(program, 0, &larger.known, &error));
    CHECK(larger.later == 0 && larger.known.size == sizeof larger);
  }
  REFUSED(ancs_program_veto(program, 0, NULL, &error), ANCS_ERROR_ARGUMENT, "E0600");
  REFUSED(ancs_program_veto(program, 0, (ancs_veto_info *)((char *)&veto + 1), &error), ANCS_ERROR_ARGUMENT, "E0607");
  OK(ancs_program_destroy(&program));
}

static void handles(void) {
  ancs_program *program = compiled(), *stale = program, *none = NULL;
  ancs_record *record = NULL, *stale_record;
  ancs_scorecard *card = NULL;
  ancs_program_info about = {.size = sizeof about};
  char place[64];
  int i;

  OK(ancs_record_create(program, &record, &error));
  OK(ancs_scorecard_create(program, &card, &error));

  /* Null, another kind, an address, garbage. */
  REFUSED(ancs_program_describe(NULL, &about, &error), ANCS_ERROR_HANDLE, "E0600");
  REFUSED(ancs_program_describe((ancs_program *)record, &about, &error), ANCS_ERROR_HANDLE, "E0602");
  REFUSED(ancs_score((ancs_record *)card, (ancs_scorecard *)record, &error), ANCS_ERROR_HANDLE, "E0602");
  REFUSED(ancs_program_describe((ancs_program *)place, &about, &error), ANCS_ERROR_HANDLE, "E0601");
  REFUSED(ancs_program_describe((ancs_program *)(uintptr_t)1, &about, &error), ANCS_ERROR_HANDLE, "E0601");
  REFUSED(ancs_program_describe((ancs_program *)~(uintptr_t)0, &about, &error), ANCS_ERROR_HANDLE, "E0601");
  REFUSED(ancs_program_describe((ancs_program *)((uintptr_t)program ^ 0x10000), &about, &error), ANCS_ERROR_HANDLE, "E0601");
  CHECK(ancs_program_destroy((ancs_program **)&record) == ANCS_ERROR_HANDLE && record != NULL);

  /* Destroy calls: null-safe, nulling, and of no effect on what is gone. */
  OK(ancs_program_destroy(NULL));
  OK(ancs_program_destroy(&none));
  OK(ancs_program_destroy(&program));
  CHECK(program == NULL);
  program = stale;
  CHECK(ancs_program_destroy(&program) == ANCS_ERROR_HANDLE);
  REFUSED(ancs_program_describe(stale, &about, &error), ANCS_ERROR_HANDLE, "E0601");

  /* The record keeps what it needs: its program is gone for the host only. */
  OK(ancs_record_set_int64_named(record, "late", 1, &error));
  OK(ancs_score(record, card, &error));

  /* A new object in the place of the old one has another handle. */
  for (i = 0; i < 100; ++i) {
    ancs_program *next = compiled();
    CHECK(next != stale);
    REFUSED(ancs_program_describe(stale, &about, &error), ANCS_ERROR_HANDLE, "E0601");
    if (i % 3) OK(ancs_program_destroy(&next));
    else {
      program = next;
      OK(ancs_program_destroy(&program));
    }
  }
  stale_record = record;
  OK(ancs_record_destroy(&record));
  REFUSED(ancs_score(stale_record, card, &error), ANCS_ERROR_HANDLE, "E0601");
  OK(ancs_scorecard_destroy(&card));

  /* Calls without an error object. */
  CHECK(ancs_error_status(NULL) == ANCS_ERROR_HANDLE && ancs_error_count(NULL) == 0 && ancs_error_text(NULL, 0) == NULL);
  CHECK(ancs_string_data(NULL) == NULL && ancs_string_length((ancs_string *)stale_record) == 0);
  CHECK(ancs_scorecard_veto(NULL, 0) == ANCS_NONE && ancs_scorecard_missing(NULL, 0) == ANCS_NONE);
  CHECK(ancs_explanation_reasons(NULL, 0) == 0 && ancs_program_warning(stale, 0) == NULL);
  CHECK(ancs_program_describe(NULL, &about, NULL) == ANCS_ERROR_HANDLE);
  CHECK(ancs_program_describe(NULL, &about, (ancs_error **)(place + 1)) == ANCS_ERROR_ARGUMENT);
}

static void records(void) {
  ancs_program *program = compiled();
  ancs_record *record = NULL;
  char digest[65], again[65];

  OK(ancs_record_create(program, &record, &error));
  OK(ancs_record_set_int64(record, 0, 20, &error));
  OK(ancs_record_set_double(record, 1, 19, &error));
  OK(ancs_record_set_fraction(record, 2, 6, 3, &error));
  OK(ancs_record_set_option(record, 3, "Phó Chủ tịch", strlen("Phó Chủ tịch"), &error));
  OK(ancs_record_set_bool(record, 4, 1, &error));
  OK(ancs_record_set_decimal(record, 5, "36.3%", 5, &error));
  OK(ancs_record_set_decimal_named(record, "stated", "19/20", 5, &error));
  OK(ancs_record_digest(record, digest, &error));
  CHECK(strlen(digest) == 64);
  OK(ancs_record_set_int64_named(record, "members", 20, &error));
  OK(ancs_record_set_double_named(record, "share", 0.363, &error));
  OK(ancs_record_set_int64(record, 3, 1, &error));
  OK(ancs_record_digest(record, again, &error));
  CHECK(strcmp(digest, again) == 0);

  REFUSED(ancs_record_set_int64(record, 0, 0, &error), ANCS_ERROR_DATA, "E0505");
  REFUSED(ancs_record_set_int64(record, 0, -3, &error), ANCS_ERROR_DATA, "E0505");
  REFUSED(ancs_record_set_double(record, 0, 1.5, &error), ANCS_ERROR_DATA, "E0503");
  REFUSED(ancs_record_set_double(record, 0, NAN, &error), ANCS_ERROR_DATA, "E0504");
  REFUSED(ancs_record_set_double_named(record, "members", INFINITY, &error), ANCS_ERROR_DATA, "E0504");
  REFUSED(ancs_record_set_decimal(record, 0, "1,5", 3, &error), ANCS_ERROR_DATA, "E0615");
  REFUSED(ancs_record_set_decimal(record, 0, "", 0, &error), ANCS_ERROR_DATA, "E0615");
  REFUSED(ancs_record_set_decimal(record, 0, NULL, 4, &error), ANCS_ERROR_ARGUMENT, "E0600");
  REFUSED(ancs_record_set_fraction(record, 0, 1, 0, &error), ANCS_ERROR_DATA, "E0616");
  REFUSED(ancs_record_set_bool(record, 0, 1, &error), ANCS_ERROR_DATA, "E0502");
  REFUSED(ancs_record_set_int64(record, 4, 1, &error), ANCS_ERROR_DATA, "E0502");
  REFUSED(ancs_record_set_option(record, 3, "Nobody", 6, &error), ANCS_ERROR_DATA, "E0506");
  REFUSED(ancs_record_set_option(record, 0, "20", 2, &error), ANCS_ERROR_DATA, "E0502");
  REFUSED(ancs_record_set_int64(record, 3, 3, &error), ANCS_ERROR_DATA, "E0506");
  REFUSED(ancs_record_set_int64(record, 7, 1, &error), ANCS_ERROR_DATA, "E0605");
  REFUSED(ancs_record_set_int64(record, ANCS_NONE, 1, &error), ANCS_ERROR_DATA, "E0605");
  REFUSED(ancs_record_set_int64_named(record, "member", 1, &error), ANCS_ERROR_DATA, "E0501");
  REFUSED(ancs_record_set_int64_named(record, NULL, 1, &error), ANCS_ERROR_ARGUMENT, "E0600");
  REFUSED(ancs_record_digest(record, NULL, &error), ANCS_ERROR_ARGUMENT, "E0600");
  OK(ancs_record_set_fraction(record, 5, INT64_MIN + 1, INT64_MIN + 1, &error));
  REFUSED(ancs_record_set_fraction(record, 5, INT64_MIN, -1, &error), ANCS_ERROR_DATA, "E0505");
  OK(ancs_record_clear(record, &error));
  OK(ancs_record_destroy(&record));
  OK(ancs_program_destroy(&program));
}

static void fill_record(ancs_record *record) {
  OK(ancs_record_set_int64(record, 0, 20, &error));
  OK(ancs_record_set_int64(record, 1, 19, &error));
  OK(ancs_record_set_int64(record, 2, 1, &error));
  OK(ancs_record_set_int64(record, 3, 1, &error));
  OK(ancs_record_set_bool(record, 4, 1, &error));
  OK(ancs_record_set_decimal(record, 5, "1/3", 3, &error));
}

static void scoring(void) {
  ancs_program *program = compiled();
  ancs_record *record = NULL;
  ancs_scorecard *card = NULL;
  ancs_scorecard_info info = {.size = sizeof info};
  ancs_points points = {.size = sizeof points};
  ancs_outcome outcome = {.size = sizeof outcome};
  ancs_warning warning = {.size = sizeof warning};
  ancs_string *json = NULL;
  char text[16];
  size_t length = 0;

  OK(ancs_record_create(program, &record, &error));
  OK(ancs_scorecard_create(program, &card, &error));
  fill_record(record);
  OK(ancs_record_set_decimal_named(record, "stated", "94%", 3, &error));
  OK(ancs_score(record, card, &error));
  OK(ancs_scorecard_describe(card, &info, &error));
  CHECK(info.is_final == 1 && info.groups == 2 && info.criteria == 5 && info.vetoes == 1 && info.outcomes == 1 && info.ranking_keys == 1);
  CHECK(info.warnings == 1 && info.missing == 0 && info.findings == 0);

  /* 8 + 3 + 2 + 4/3 rounded to 1.33. */
  OK(ancs_scorecard_points(card, ANCS_TOTAL, 0, &points, &error));
  CHECK(points.settled == 1 && points.low.numerator == 1433 && points.low.denominator == 100 && points.high.numerator == 1433);
  CHECK(points.low.value == 14.33);
  OK(ancs_scorecard_points(card, ANCS_TOTAL_WITH_ALL, 0, &points, &error));
  CHECK(points.low.numerator == 1533);
  OK(ancs_scorecard_points(card, ANCS_CRITERION, 3, &points, &error));
  CHECK(points.low.numerator == 133 && points.low.denominator == 100 && points.state == ANCS_SCORED);
  OK(ancs_scorecard_points(card, ANCS_GROUP, 1, &points, &error));
  CHECK(points.low.numerator == 1 && points.low.denominator == 1);
  OK(ancs_scorecard_points(card, ANCS_RANKING_KEY, 0, &points, &error));
  OK(ancs_scorecard_points_text(card, ANCS_TOTAL, 0, ANCS_LOW, text, sizeof text, &length, &error));
  CHECK(strcmp(text, "14.33") == 0 && length == 5);
  REFUSED(ancs_scorecard_points_text(card, ANCS_TOTAL, 0, ANCS_LOW, text, 5, &length, &error), ANCS_ERROR_ARGUMENT, "E0606");
  CHECK(length == 5);
  REFUSED(ancs_scorecard_points_text(card, ANCS_TOTAL, 0, 2, text, sizeof text, &length, &error), ANCS_ERROR_ARGUMENT, "E0606");
  REFUSED(ancs_scorecard_points(card, ANCS_CRITERION, 5, &points, &error), ANCS_ERROR_ARGUMENT, "E0605");
  REFUSED(ancs_scorecard_points(card, ANCS_TOTAL, 1, &points, &error), ANCS_ERROR_ARGUMENT, "E0605");
  REFUSED(ancs_scorecard_points(card, 77, 0, &points, &error), ANCS_ERROR_ARGUMENT, "E0606");
  OK(ancs_scorecard_outcome(card, 0, &outcome, &error));
  CHECK(outcome.level == 1 && outcome.possible == 1);
  CHECK(ancs_scorecard_veto(card, 0) == ANCS_NO && ancs_scorecard_veto(card, 1) == ANCS_NONE);
  OK(ancs_scorecard_warning(card, 0, &warning, &error));
  CHECK(warning.warning == 0 && warning.differs == 1 && warning.stated.numerator == 47 && warning.stated.denominator == 50 && warning.explanations >= 1);
  OK(ancs_scorecard_json(card, &json, &error));
  CHECK(strstr(ancs_string_data(json), "\"total\":\"14.33\"") != NULL && ancs_string_length(json) == strlen(ancs_string_data(json)));
  OK(ancs_string_destroy(&json));

  /* Missing data: a range, and what is missing. */
  OK(ancs_record_set_missing(record, 1, &error));
  OK(ancs_score(record, card, &error));
  OK(ancs_scorecard_points(card, ANCS_CRITERION, 0, &points, &error));
  CHECK(points.settled == 0 && points.state == ANCS_MISSING && points.low.numerator == 0 && points.high.numerator == 8);
  OK(ancs_scorecard_describe(card, &info, &error));
  CHECK(info.is_final == 0 && info.missing == 1 && ancs_scorecard_missing(card, 0) == 1 && ancs_scorecard_missing(card, 1) == ANCS_NONE);
  OK(ancs_scorecard_outcome(card, 0, &outcome, &error));
  CHECK(outcome.level == ANCS_NONE && outcome.possible == 2 && outcome.possible_levels[0] == 1 && outcome.possible_levels[1] == 2);

  /* Wrong data: a finding of the card. */
  OK(ancs_record_set_int64(record, 1, 21, &error));
  OK(ancs_score(record, card, &error));
  {
    ancs_error *findings = NULL;
    OK(ancs_scorecard_findings(card, &findings, &error));
    CHECK(ancs_error_count(findings) == 1 && strstr(ancs_error_text(findings, ANCS_ENGLISH), "E0507") != NULL);
    OK(ancs_error_destroy(&findings));
  }
  OK(ancs_record_set_missing_named(record, "present", &error));
  {
    ancs_error *findings = error;
    OK(ancs_score(record, card, &error));
    OK(ancs_scorecard_findings(card, &findings, &error));
    CHECK(findings == NULL);
  }
  OK(ancs_scorecard_destroy(&card));
  OK(ancs_record_destroy(&record));
  OK(ancs_program_destroy(&program));
}

static void explaining(void) {
  ancs_program *program = compiled();
  ancs_record *record = NULL;
  ancs_string *text = NULL;
  ancs_explanation *why = NULL;
  ancs_reason reason = {.size = sizeof reason};
  ancs_explain_options options = {.size = sizeof options, .unit = "North\nward"};
  ancs_number lost;

  OK(ancs_record_create(program, &record, &error));
  fill_record(record);
  OK(ancs_explain_text(record, &options, &text, &error));
  CHECK(strstr(ancs_string_data(text), "Unit: North ward\n") != NULL && strstr(ancs_string_data(text), "19/20 = 95%") != NULL);
  OK(ancs_string_destroy(&text));
  options.language = ANCS_VIETNAMESE;
  OK(ancs_explain_text(record, &options, &text, &error));
  CHECK(strstr(ancs_string_data(text), "Tổng điểm: 14,33/20") != NULL);
  OK(ancs_string_destroy(&text));
  OK(ancs_explain_json(record, &options, &text, &error));
  CHECK(strstr(ancs_string_data(text), "\"reasons\":[{\"sentence\":\"from 90% up : full\"") != NULL);
  OK(ancs_string_destroy(&text));
  options.language = 5;
  REFUSED(ancs_explain_text(record, &options, &text, &error), ANCS_ERROR_ARGUMENT, "E0606");

  OK(ancs_explanation_create(record, ANCS_ENGLISH, &why, &error));
  OK(ancs_record_destroy(&record));
  CHECK(ancs_explanation_reasons(why, 0) == 1 && ancs_explanation_reasons(why, 5) == 0);
  OK(ancs_explanation_reason(why, 0, 0, &reason, &error));
  CHECK(strcmp(reason.sentence, "from 90% up : full") == 0 && reason.line == 15 && strncmp(reason.numbers, "19/20 = 95%", 11) == 0);
  REFUSED(ancs_explanation_reason(why, 0, 1, &reason, &error), ANCS_ERROR_ARGUMENT, "E0605");
  OK(ancs_explanation_lost(why, 1, &lost, &error));
  CHECK(lost.numerator == 1 && lost.denominator == 1);
  OK(ancs_explanation_destroy(&why));
  OK(ancs_program_destroy(&program));
}

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
  static int64_t members[ROWS], present[2 * ROWS], totals[ROWS], high[2 * ROWS];
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
  REFUSED(ancs_batch_want(batch, ANCS_CRITERION, 0, ANCS_HIGH, &result, &error), ANCS_ERROR_ARGUMENT, "E0606");
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

struct counted {
  long taken, live, fail_after;
  ancs_program *program;
  int refused_inside, skewed;
};

static void *take(void *context, size_t bytes, size_t alignment) {
  struct counted *c = context;
  ancs_program_info about = {.size = sizeof about};
  if (c->program && ancs_program_describe(c->program, &about, NULL) == ANCS_ERROR_BUSY) ++c->refused_inside;
  if (c->fail_after >= 0 && c->taken >= c->fail_after) return NULL;
  ++c->taken, ++c->live;
  {
    char *whole = malloc(bytes + 2 * alignment + sizeof whole + 1), *place;
    if (whole == NULL) return NULL;
    place = whole + sizeof whole;
    place += alignment - (uintptr_t)place % alignment + (uintptr_t)c->skewed;
    memcpy(place - sizeof whole, &whole, sizeof whole);
    return place;
  }
}

static void give_back(void *context, void *memory, size_t bytes, size_t alignment) {
  struct counted *c = context;
  char *whole;
  (void)bytes, (void)alignment;
  --c->live;
  memcpy(&whole, (char *)memory - sizeof whole, sizeof whole);
  free(whole);
}

static void allocators(void) {
  struct counted state = {0, 0, -1, NULL, 0, 0};
  ancs_allocator hooks = {.size = sizeof hooks, .allocate = take, .release = give_back, .context = &state};
  ancs_compile_options options = {.size = sizeof options, .allocator = &hooks};
  ancs_program *program = NULL;
  ancs_record *record = NULL;
  ancs_string *text = NULL;
  long most;

  OK(ancs_compile(rules, rules_length, &options, &program, &error));
  state.program = program;
  OK(ancs_record_create(program, &record, &error));
  OK(ancs_explain_text(record, NULL, &text, &error));
  CHECK(state.live >= 4 && state.refused_inside > 0);
  CHECK(ancs_record_set_int64_named(record, "nothing", 1, &error) == ANCS_ERROR_DATA);
  OK(ancs_error_destroy(&error));
  OK(ancs_string_destroy(&text));
  OK(ancs_record_destroy(&record));
  OK(ancs_program_destroy(&program));
  CHECK(state.live == 0);

  /* Each allocation in turn fails: nothing leaks, and the status says so. */
  most = state.taken, state.program = NULL;
  for (state.fail_after = 0; state.fail_after < most; ++state.fail_after) {
    ancs_status status;
    state.taken = 0;
    status = ancs_compile(rules, rules_length, &options, &program, &error);
    CHECK(status == ANCS_OK || (status == ANCS_ERROR_MEMORY && program == NULL));
    if (status == ANCS_OK) {
      status = ancs_record_create(program, &record, NULL);
      CHECK(status == ANCS_OK || (status == ANCS_ERROR_MEMORY && record == NULL));
      if (status == ANCS_OK) {
        status = ancs_explain_text(record, NULL, &text, NULL);
        CHECK(status == ANCS_OK || (status == ANCS_ERROR_MEMORY && text == NULL));
      }
    }
    ancs_string_destroy(&text), ancs_record_destroy(&record), ancs_program_destroy(&program), ancs_error_destroy(&error);
    CHECK(state.live == 0);
  }

  state.fail_after = -1, state.skewed = 1;
  CHECK(ancs_compile(rules, rules_length, &options, &program, NULL) == ANCS_ERROR_CALLBACK);
  CHECK(state.live == 0);
  state.skewed = 0;
  hooks.release = NULL;
  REFUSED(ancs_compile(rules, rules_length, &options, &program, &error), ANCS_ERROR_ARGUMENT, "E0600");
}

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

static void comparing(void) {
  ancs_program *program = compiled(), *other = compiled();
  ancs_record *before = NULL, *after = NULL, *foreign = NULL;
  ancs_comparison *comparison = NULL;
  ancs_comparison_info info = {.size = sizeof info};
  ancs_difference difference = {.size = sizeof difference};
  ancs_error *findings = NULL;
  const char *reasons[2] = {NULL, "late reports counted again"};

  OK(ancs_record_create(program, &before, &error));
  OK(ancs_record_create(program, &after, &error));
  OK(ancs_record_create(other, &foreign, &error));
  fill_record(before);
  fill_record(after);
  OK(ancs_record_set_int64(after, 1, 12, &error));
  OK(ancs_record_set_int64(after, 2, 3, &error));
  OK(ancs_compare(before, after, reasons, 2, &comparison, &error));
  OK(ancs_comparison_describe(comparison, &info, &error));
  CHECK(info.equal == 0 && info.criteria == 2 && info.outcomes == 1 && ancs_comparison_outcome(comparison, 0) == 0 && info.findings == 1);
  OK(ancs_comparison_criterion(comparison, 0, &difference, &error));
  CHECK(difference.criterion == 0 && difference.before.low.numerator == 8 && difference.after.low.numerator == 7 && difference.after.low.denominator == 2);
  OK(ancs_comparison_criterion(comparison, 1, &difference, &error));
  CHECK(difference.criterion == 1 && strcmp(difference.reason, "late reports counted again") == 0);
  REFUSED(ancs_comparison_criterion(comparison, 2, &difference, &error), ANCS_ERROR_ARGUMENT, "E0605");
  CHECK(ancs_comparison_veto(comparison, 0) == ANCS_NONE);
  OK(ancs_comparison_findings(comparison, &findings, &error));
  CHECK(ancs_error_count(findings) == 1);
  OK(ancs_error_destroy(&findings));
  OK(ancs_comparison_destroy(&comparison));
  OK(ancs_compare(before, before, NULL, 0, &comparison, &error));
  OK(ancs_comparison_describe(comparison, &info, &error));
  CHECK(info.equal == 1 && info.criteria == 0);
  OK(ancs_comparison_findings(comparison, &findings, &error));
  CHECK(findings == NULL);
  OK(ancs_comparison_destroy(&comparison));
  REFUSED(ancs_compare(before, foreign, NULL, 0, &comparison, &error), ANCS_ERROR_ARGUMENT, "E0617");
  REFUSED(ancs_compare(before, after, NULL, 2, &comparison, &error), ANCS_ERROR_ARGUMENT, "E0600");
  REFUSED(ancs_compare(before, after, reasons, (size_t)-1, &comparison, &error), ANCS_ERROR_ARGUMENT, "E0608");
  OK(ancs_record_destroy(&before));
  OK(ancs_record_destroy(&after));
  OK(ancs_record_destroy(&foreign));
  OK(ancs_program_destroy(&program));
  OK(ancs_program_destroy(&other));
}

static void ranking(void) {
  ancs_program *program = compiled();
  ancs_record *record = NULL;
  ancs_scorecard *card = NULL;
  ancs_cohort *cohort = NULL;
  ancs_place place = {.size = sizeof place};
  ancs_cohort_unit unit = {.size = sizeof unit};
  const int64_t late[4] = {3, 0, 3, 1};
  const size_t order[4] = {1, 3, 0, 2};
  const uint32_t places[4] = {1, 2, 3, 3};
  size_t i;

  OK(ancs_record_create(program, &record, &error));
  OK(ancs_scorecard_create(program, &card, &error));
  OK(ancs_cohort_create(program, &cohort, &error));
  REFUSED(ancs_cohort_add(cohort, card, NULL, &error), ANCS_ERROR_ARGUMENT, "E0617");
  for (i = 0; i < 4; ++i) {
    fill_record(record);
    OK(ancs_record_set_int64(record, 2, late[i], &error));
    OK(ancs_score(record, card, &error));
    OK(ancs_cohort_add(cohort, card, i % 2 ? &unit : NULL, &error));
  }
  CHECK(ancs_cohort_places(cohort) == 0);
  OK(ancs_cohort_rank(cohort, &error));
  CHECK(ancs_cohort_places(cohort) == 4);
  for (i = 0; i < 4; ++i) {
    OK(ancs_cohort_place(cohort, i, &place, &error));
    CHECK(place.unit == order[i] && place.place == places[i] && place.tied == (places[i] == 3) && place.provisional == 0);
  }
  REFUSED(ancs_cohort_place(cohort, 4, &place, &error), ANCS_ERROR_ARGUMENT, "E0605");
  OK(ancs_cohort_destroy(&cohort));
  OK(ancs_record_destroy(&record));
  OK(ancs_scorecard_destroy(&card));
  OK(ancs_program_destroy(&program));
}

static const char *const limited =
    "ancs 1\nmodel limited { maximum 10 }\ninput x : points 0 to 10\ngroup G maximum 10 { criterion A maximum 10 { assessed x } }\n"
    "levels \"Result\" best first \"good\", \"fair\" { \"good\" when total >= 5  \"fair\" otherwise }\n"
    "ranking within parent { by total descending  ties share }\n"
    "quota \"good\" of \"Result\" { at most 50% of \"fair\" or better, before the quota  round down  ties out  rest become \"fair\" }\n"
    "action \"Commend\" when total >= 9\n";

static void quotas(void) {
  ancs_program *program = NULL;
  ancs_record *record = NULL;
  ancs_scorecard *card = NULL;
  ancs_cohort *cohort = NULL;
  ancs_cohort_unit unit = {.size = sizeof unit};
  ancs_cohort_part_info part = {.size = sizeof part};
  ancs_quota quota = {.size = sizeof quota};
  ancs_lowered lowered = {.size = sizeof lowered};
  ancs_place place = {.size = sizeof place};
  ancs_scorecard_info info = {.size = sizeof info};
  ancs_action action = {.size = sizeof action};
  const int64_t points[5] = {9, 7, 6, 1, 8};
  const char *const parents[5] = {"a", "a", "a", "a", NULL};
  size_t i;

  OK(ancs_compile(limited, strlen(limited), NULL, &program, &error));
  OK(ancs_record_create(program, &record, &error));
  OK(ancs_scorecard_create(program, &card, &error));
  OK(ancs_cohort_create(program, &cohort, &error));
  for (i = 0; i < 5; ++i) {
    OK(ancs_record_set_int64(record, 0, points[i], &error));
    OK(ancs_score(record, card, &error));
    if (i == 0) {
      OK(ancs_scorecard_describe(card, &info, &error));
      OK(ancs_scorecard_action(card, 0, &action, &error));
      CHECK(info.actions == 1 && strcmp(action.title, "Commend") == 0 && action.input == ANCS_NONE && action.made == ANCS_YES);
      REFUSED(ancs_scorecard_action(card, 1, &action, &error), ANCS_ERROR_ARGUMENT, "E0605");
    }
    unit.parent = parents[i];
    OK(ancs_cohort_add(cohort, card, &unit, &error));
  }
  OK(ancs_cohort_rank(cohort, &error));
  CHECK(ancs_cohort_places(cohort) == 4 && ancs_cohort_parts(cohort) == 1 && ancs_cohort_lowered_units(cohort) == 1);
  CHECK(ancs_cohort_outside(cohort, 1, 0) == 4 && ancs_cohort_outside(cohort, 1, 1) == ANCS_NONE && ancs_cohort_outside(cohort, 0, 0) == ANCS_NONE);
  OK(ancs_cohort_part(cohort, 0, &part, &error));
  CHECK(strcmp(part.parent, "a") == 0 && part.units == 4 && part.quotas == 1);
  OK(ancs_cohort_quota(cohort, 0, 0, &quota, &error));
  CHECK(quota.outcome == 0 && quota.level == 0 && quota.base == 4 && quota.allowed == 2 && quota.candidates == 3 && quota.kept == 2);
  OK(ancs_cohort_lowered(cohort, 0, &lowered, &error));
  CHECK(lowered.unit == 2 && lowered.level == 1 && lowered.place == 3 && lowered.allowed == 2);
  OK(ancs_cohort_place(cohort, 3, &place, &error));
  CHECK(place.unit == 3 && place.part == 0);
  REFUSED(ancs_cohort_quota(cohort, 0, 1, &quota, &error), ANCS_ERROR_ARGUMENT, "E0605");
  REFUSED(ancs_cohort_part(cohort, 1, &part, &error), ANCS_ERROR_ARGUMENT, "E0605");
  REFUSED(ancs_cohort_lowered(cohort, 1, &lowered, &error), ANCS_ERROR_ARGUMENT, "E0605");
  OK(ancs_cohort_destroy(&cohort));
  OK(ancs_scorecard_destroy(&card));
  OK(ancs_record_destroy(&record));
  OK(ancs_program_destroy(&program));
}

int main(int count, char **arguments) {
  FILE *file = count > 1 ? fopen(arguments[1], "rb") : NULL;
  if (file == NULL) return 2;
  rules = malloc(1 << 16);
  if (rules == NULL) return 2;
  rules_length = fread(rules, 1, 1 << 16, file);
  fclose(file);
  versions();
  compiling();
  describing();
  handles();
  records();
  scoring();
  explaining();
  batches();
  programs_that_change();
  comparing();
  ranking();
  quotas();
  allocators();
  free(rules);
  CHECK(error == NULL);
  if (failures == 0) puts("the contract holds");
  return failures != 0;
}
