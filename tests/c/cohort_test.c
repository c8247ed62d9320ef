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
  void (*const parts[])(void) = {comparing, ranking, quotas};
  return run(count, arguments, parts, sizeof parts / sizeof parts[0]);
}
