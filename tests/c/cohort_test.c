/* cohort_test.c: units beside each other, by the promises of include/ancs.h: comparing, ranking, quotas of levels. */
#include "contract.h"

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
  ancs_string *json = NULL;
  ancs_explanation *why = NULL;
  ancs_reason reason = {.size = sizeof reason};
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
      OK(ancs_explanation_create(record, ANCS_VIETNAMESE, &why, &error));
      OK(ancs_explanation_action(why, 0, &reason, &error));
      CHECK(strcmp(reason.sentence, "action \"Commend\" when total >= 9") == 0 && reason.line == 8 && strstr(reason.numbers, "9") != NULL);
      OK(ancs_explanation_destroy(&why));
      OK(ancs_scorecard_describe(card, &info, &error));
      OK(ancs_scorecard_action(card, 0, &action, &error));
      CHECK(info.actions == 1 && strcmp(action.title, "Commend") == 0 && action.input == ANCS_NONE && action.made == ANCS_YES);
      OK(ancs_scorecard_json(card, &json, &error));
      CHECK(strstr(ancs_string_data(json), "\"actions\":[{\"title\":\"Commend\",\"state\":\"made\"}]") != NULL);
      OK(ancs_string_destroy(&json));
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
  CHECK(lowered.unit == 2 && lowered.level == 1 && lowered.place == 3 && lowered.allowed == 2 && lowered.quota == 0 && quota.quota == 0);
  CHECK(ancs_cohort_level(cohort, 0, 0) == 0 && ancs_cohort_level(cohort, 2, 0) == 1 && ancs_cohort_level(cohort, 5, 0) == ANCS_NONE);
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

static void places_of_columns(void) {
  const int64_t totals[6] = {50, 80, 80, 20, 80, 50}, late[6] = {1, 3, 2, 0, 2, 1};
  const int64_t *const keys[2] = {totals, late};
  const int32_t ascending[2] = {0, 1};
  const uint32_t halves[6] = {0, 0, 0, 1, 1, 1};
  const uint32_t wanted[6] = {4, 3, 1, 6, 1, 4}, dense[6] = {3, 2, 1, 4, 1, 3}, within[6] = {3, 1, 1, 3, 1, 2};
  uint32_t places[6];
  OK(ancs_rank_columns(keys, ascending, 2, NULL, 6, 0, places, &error));
  CHECK(memcmp(places, wanted, sizeof wanted) == 0);
  OK(ancs_rank_columns(keys, ascending, 2, NULL, 6, 1, places, &error));
  CHECK(memcmp(places, dense, sizeof dense) == 0);
  OK(ancs_rank_columns(keys, NULL, 1, halves, 6, 0, places, &error));
  CHECK(memcmp(places, within, sizeof within) == 0);
  OK(ancs_rank_columns(keys, NULL, 1, NULL, 0, 0, NULL, &error));
  REFUSED(ancs_rank_columns(NULL, NULL, 1, NULL, 6, 0, places, &error), ANCS_ERROR_ARGUMENT, "E0600");
  REFUSED(ancs_rank_columns(keys, NULL, 1, NULL, 6, 0, NULL, &error), ANCS_ERROR_ARGUMENT, "E0600");
  REFUSED(ancs_rank_columns(keys, NULL, 1, NULL, (size_t)-1, 0, places, &error), ANCS_ERROR_ARGUMENT, "E0608");
}

static const char *const school =
    "ancs 1\nmodel school { maximum 10 applies to \"school\" }\ninput pupils : count\ninput x : points 0 to 10\n"
    "group G maximum 10 { criterion A maximum 10 { assessed x } }\nlevels \"Class\" best first \"good\", \"fair\" { \"good\" when total >= 5  \"fair\" otherwise }\n";
static const char *const village =
    "ancs 1\nmodel village { maximum 10 }\ninput pupils : count from parts \"school\" sum(pupils)\n"
    "input good : count from parts \"school\" when outcome \"Class\" = \"good\"\ninput average : percent same within parent\n"
    "group G maximum 10 { criterion A maximum 10 { award full when pupils > 100 and good >= 2 and average > 50% } }\n";

static void parts_and_parents(void) {
  ancs_program *of_parts = NULL, *larger = NULL;
  ancs_record *parts[3] = {NULL, NULL, NULL}, *units[2] = {NULL, NULL};
  ancs_scorecard *card = NULL;
  ancs_points points = {.size = sizeof points};
  ancs_error *findings = NULL;
  const char *const names[2] = {"North", "South"};
  const char *parents[2] = {"district", "district"};
  const ancs_record *mixed[2];
  size_t i;

  OK(ancs_compile(school, strlen(school), NULL, &of_parts, &error));
  OK(ancs_compile(village, strlen(village), NULL, &larger, &error));
  OK(ancs_scorecard_create(larger, &card, &error));
  for (i = 0; i < 2; ++i) OK(ancs_record_create(larger, &units[i], &error));
  for (i = 0; i < 3; ++i) {
    OK(ancs_record_create(of_parts, &parts[i], &error));
    OK(ancs_record_set_int64_named(parts[i], "pupils", 50, &error));
    OK(ancs_record_set_int64_named(parts[i], "x", (int64_t)(3 * i), &error));
  }
  OK(ancs_record_set_decimal_named(units[0], "average", "60%", 3, &error));
  OK(ancs_record_from_parts(units[0], of_parts, "school", (const ancs_record *const *)parts, 3, &error));
  OK(ancs_score(units[0], card, &error));
  OK(ancs_scorecard_points(card, ANCS_TOTAL, 0, &points, &error));
  CHECK(points.settled == 1 && points.low.numerator == 0);  /* 150 pupils, but one good school */
  OK(ancs_record_set_int64_named(parts[0], "x", 5, &error));
  OK(ancs_record_from_parts(units[0], of_parts, NULL, (const ancs_record *const *)parts, 3, &error));
  OK(ancs_score(units[0], card, &error));
  OK(ancs_scorecard_points(card, ANCS_TOTAL, 0, &points, &error));
  CHECK(points.settled == 1 && points.low.numerator == 10);
  OK(ancs_record_set_missing_named(parts[0], "x", &error));
  OK(ancs_record_from_parts(units[0], of_parts, NULL, (const ancs_record *const *)parts, 3, &error));
  OK(ancs_score(units[0], card, &error));
  CHECK(ancs_scorecard_missing(card, 0) == ancs_program_find_input(larger, "good") && ancs_scorecard_missing(card, 1) == ANCS_NONE);
  REFUSED(ancs_record_from_parts(units[0], of_parts, NULL, (const ancs_record *const *)units, 1, &error), ANCS_ERROR_ARGUMENT, "E0617");
  REFUSED(ancs_record_from_parts(units[0], of_parts, NULL, NULL, 1, &error), ANCS_ERROR_ARGUMENT, "E0600");

  OK(ancs_record_set_decimal_named(units[1], "average", "61%", 3, &error));
  OK(ancs_check_same_within_parent((const ancs_record *const *)units, names, parents, 2, &findings, &error));
  CHECK(findings != NULL && strstr(ancs_error_text(findings, ANCS_ENGLISH), "South") != NULL);
  OK(ancs_error_destroy(&findings));
  parents[1] = NULL;
  OK(ancs_check_same_within_parent((const ancs_record *const *)units, names, parents, 2, &findings, &error));
  CHECK(findings == NULL);
  OK(ancs_check_same_within_parent(NULL, NULL, NULL, 0, &findings, &error));
  mixed[0] = units[0], mixed[1] = parts[0];
  REFUSED(ancs_check_same_within_parent(mixed, names, parents, 2, &findings, &error), ANCS_ERROR_ARGUMENT, "E0617");

  for (i = 0; i < 3; ++i) OK(ancs_record_destroy(&parts[i]));
  for (i = 0; i < 2; ++i) OK(ancs_record_destroy(&units[i]));
  OK(ancs_scorecard_destroy(&card));
  OK(ancs_program_destroy(&of_parts));
  OK(ancs_program_destroy(&larger));
}

static void comparing_cards(void) {
  ancs_program *program = compiled(), *other = NULL;
  ancs_record *record = NULL, *foreign = NULL;
  ancs_scorecard *before = NULL, *after = NULL;
  ancs_string *json = NULL;
  OK(ancs_compile(limited, strlen(limited), NULL, &other, &error));
  OK(ancs_record_create(program, &record, &error));
  OK(ancs_record_create(other, &foreign, &error));
  OK(ancs_scorecard_create(program, &before, &error));
  OK(ancs_scorecard_create(other, &after, &error));
  fill_record(record);
  OK(ancs_score(record, before, &error));
  REFUSED(ancs_compare_cards(before, after, &json, &error), ANCS_ERROR_ARGUMENT, "E0650");
  OK(ancs_record_set_int64(record, 2, 3, &error));
  OK(ancs_score(record, after, &error));
  OK(ancs_compare_cards(before, after, &json, &error));
  CHECK(strstr(ancs_string_data(json), "\"criteria\":[{\"id\":\"A2\",\"before\":\"3\",\"after\":\"1\"}]") != NULL);
  CHECK(strstr(ancs_string_data(json), "\"equal\":false") != NULL);
  OK(ancs_string_destroy(&json));
  OK(ancs_record_set_int64(foreign, 0, 7, &error));
  OK(ancs_score(foreign, after, &error));
  OK(ancs_compare_cards(before, after, &json, &error));
  CHECK(strstr(ancs_string_data(json), "{\"id\":\"A\",\"after\":\"7\"}") != NULL && strstr(ancs_string_data(json), "\"outcome\":\"Class\"") != NULL);
  OK(ancs_string_destroy(&json));
  OK(ancs_scorecard_destroy(&before));
  OK(ancs_scorecard_destroy(&after));
  OK(ancs_record_destroy(&record));
  OK(ancs_record_destroy(&foreign));
  OK(ancs_program_destroy(&program));
  OK(ancs_program_destroy(&other));
}

int main(int count, char **arguments) {
  void (*const parts[])(void) = {comparing, comparing_cards, ranking, quotas, places_of_columns, parts_and_parents};
  return run(count, arguments, parts, sizeof parts / sizeof parts[0]);
}
