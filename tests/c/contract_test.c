/* contract_test.c: what include/ancs.h promises, held to by a C99 program: results, lifetimes, and that misuse gives an error code. */
#include "contract.h"
#include <math.h>

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
  CHECK(strcmp(finding.file, "wrong.ancs") == 0);
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
  CHECK(criterion.is_assessed == 0 && criterion.parent == ANCS_NONE && criterion.items == 0 && about.actions == 0 && about.quotas == 0);
  CHECK(about.within_parent == 0 && about.within_unit_type == 0 && about.within_input == ANCS_NONE && input.same_within_parent == 0 && input.parts_type == NULL);
  CHECK(strcmp(group.evidence, "") == 0 && group.needs_evidence == 0);
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
  ancs_record *record = NULL, *copy = NULL;
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
  OK(ancs_record_copy(record, &copy, &error));
  OK(ancs_record_digest(record, digest, &error));
  OK(ancs_record_clear(record, &error));
  OK(ancs_record_digest(copy, again, &error));
  CHECK(strcmp(digest, again) == 0);
  OK(ancs_record_digest(record, again, &error));
  CHECK(strcmp(digest, again) != 0);
  OK(ancs_record_destroy(&copy));
  OK(ancs_record_destroy(&record));
  OK(ancs_program_destroy(&program));
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
  ancs_number moves;
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
  OK(ancs_scorecard_moves(card, 0, &moves, &error));
  CHECK(moves.numerator == 8 && moves.denominator == 1);
  REFUSED(ancs_scorecard_moves(card, 1, &moves, &error), ANCS_ERROR_ARGUMENT, "E0605");
  CHECK(info.outer == 0 && ancs_scorecard_outer(card, 0) == 0 && ancs_scorecard_outer(card, 5) == ANCS_NONE && ancs_scorecard_outer(NULL, 0) == ANCS_NONE);
  OK(ancs_scorecard_points(card, ANCS_GROUP_MAXIMUM, 0, &points, &error));
  CHECK(points.low.numerator == 20 && points.settled == 1);
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
  ancs_needs needs = {.size = sizeof needs};
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
  CHECK(strcmp(reason.file, "") == 0 && strcmp(reason.needs, "") == 0);
  OK(ancs_explanation_needs(why, 0, &needs, &error));
  CHECK(strcmp(needs.level, "Good") == 0 && needs.parts == 1 && strcmp(needs.part_texts[0], "total = 14.33 < 15: 0.67 short") == 0);
  REFUSED(ancs_explanation_needs(why, 1, &needs, &error), ANCS_ERROR_ARGUMENT, "E0605");
  REFUSED(ancs_explanation_action(why, 0, &reason, &error), ANCS_ERROR_ARGUMENT, "E0605");
  REFUSED(ancs_explanation_reason(why, 0, 1, &reason, &error), ANCS_ERROR_ARGUMENT, "E0605");
  OK(ancs_explanation_lost(why, 1, &lost, &error));
  CHECK(lost.numerator == 1 && lost.denominator == 1);
  OK(ancs_explanation_destroy(&why));
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

int main(int count, char **arguments) {
  void (*const parts[])(void) = {versions, compiling, describing, handles, records, scoring, explaining, allocators};
  return run(count, arguments, parts, sizeof parts / sizeof parts[0]);
}
