/* district.c: more of the C interface, from a year in a district: the rules that count, a form being filled in, two assessments compared, units
 * ranked, a what-if. The tables are illustrative. */
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

/* The table of 2021 counts 80% of members as enough, that of 2022 has a parameter for it. */
static const char *const rules_2021 =
    "ancs 1\nmodel ward \"Ward\" { maximum 10 in force from 2021-01-01 basis \"Decision 1\" }\n"
    "input members : count at least 1\ninput present : count at most members\ninput late : count\n"
    "group A maximum 10 {\n"
    "  criterion A1 \"Meetings\" maximum 6 { award full when present >= 80% * members }\n"
    "  criterion A2 \"Reports\" maximum 4 { start full  deduct 1 per late }\n}\n";
static const char *const rules_2022 =
    "ancs 1\nmodel ward \"Ward\" { maximum 10 in force from 2022-01-01 replaces \"Decision 1\" basis \"Decision 2\" }\n"
    "parameter enough = 90% between 50% and 100% \"Share that is enough\"\n"
    "input members : count at least 1\ninput present : count at most members\ninput late : count\n"
    "group A maximum 10 {\n"
    "  criterion A1 \"Meetings\" maximum 6 { award full when present >= enough * members }\n"
    "  criterion A2 \"Reports\" maximum 4 { start full  deduct 1 per late }\n}\n"
    "levels \"Class\" best first \"good\", \"fair\" { \"good\" when total >= 8  \"fair\" otherwise }\n"
    "ranking { by total descending  ties share }\n"
    "quota \"good\" of \"Class\" { at most 50% of \"fair\" or better, before the quota  round down  ties in  rest become \"fair\" }\n";

static ancs_program *compiled(const char *text) {
  ancs_program *program = NULL;
  must(ancs_compile(text, strlen(text), NULL, &program, &error));
  ancs_error_destroy(&error); /* warnings, if there were any */
  return program;
}

static ancs_record *ward(const ancs_program *program, int64_t members, int64_t present, int64_t late) {
  ancs_record *record = NULL;
  must(ancs_record_create(program, &record, &error));
  must(ancs_record_set_int64_named(record, "members", members, &error));
  must(ancs_record_set_int64_named(record, "present", present, &error));
  must(ancs_record_set_int64_named(record, "late", late, &error));
  return record;
}

static double total_of(const ancs_scorecard *card) {
  ancs_points total = {.size = sizeof total};
  must(ancs_scorecard_points(card, ANCS_TOTAL, 0, &total, &error));
  return total.low.value;
}

int main(void) {
  ancs_program *versions[2], *program = NULL, *lower = NULL;
  ancs_rule_set *set = NULL;
  ancs_error *findings = NULL;
  ancs_record *wards[3], *form = NULL;
  ancs_session *session = NULL;
  ancs_scorecard *card = NULL;
  ancs_comparison *comparison = NULL;
  ancs_cohort *cohort = NULL;
  ancs_explanation *why = NULL;
  ancs_points total = {.size = sizeof total};
  ancs_comparison_info differs = {.size = sizeof differs};
  ancs_difference difference = {.size = sizeof difference};
  ancs_place place = {.size = sizeof place};
  ancs_needs needs = {.size = sizeof needs};
  size_t index = 0, done = 0, steps = 0, i;
  int32_t late;

  must(ancs_check_abi(ANCS_ABI_MAJOR, ANCS_ABI_MINOR, &error));

  /* Which rules count in 2022? */
  versions[0] = compiled(rules_2021), versions[1] = compiled(rules_2022);
  must(ancs_rule_set_create(&set, &error));
  must(ancs_rule_set_add(set, versions[0], "2021.ancs", &error));
  must(ancs_rule_set_add(set, versions[1], "2022.ancs", &error));
  must(ancs_rule_set_check(set, &findings, &error));
  if (findings != NULL) fprintf(stderr, "%s", ancs_error_text(findings, ANCS_ENGLISH));
  ancs_error_destroy(&findings);
  must(ancs_rule_set_select(set, "2022-01-01", "31/12/2022", NULL, &index, &error));
  program = versions[index];
  printf("2022 is assessed by file %lu\n", (unsigned long)index);

  /* A form that is filled in: after each figure the total so far. */
  must(ancs_record_create(program, &form, &error));
  must(ancs_record_set_int64_named(form, "members", 20, &error));
  must(ancs_record_set_int64_named(form, "present", 19, &error));
  must(ancs_session_create(form, &session, &error));
  must(ancs_session_points(session, ANCS_TOTAL, 0, &total, &error));
  printf("without the late reports: %g to %g\n", total.low.value, total.high.value);
  late = ancs_program_find_input(program, "late");
  for (i = 1; i <= 2; ++i) {
    must(ancs_record_set_int64(form, late, (int64_t)i, &error));
    must(ancs_session_update(session, form, late, &error));
    must(ancs_session_points(session, ANCS_TOTAL, 0, &total, &error));
    must(ancs_session_steps(session, &done, &steps, &error));
    printf("%lu late: %g, with %s\n", (unsigned long)i, total.low.value, done < steps ? "a part of the work" : "all of the work");
  }

  /* What the ward says of itself, and what was found. */
  wards[0] = ward(program, 20, 19, 0), wards[1] = ward(program, 20, 16, 1), wards[2] = ward(program, 30, 30, 2);
  must(ancs_compare(wards[0], wards[1], NULL, 0, &comparison, &error));
  must(ancs_comparison_describe(comparison, &differs, &error));
  for (i = 0; i < differs.criteria; ++i) {
    must(ancs_comparison_criterion(comparison, i, &difference, &error));
    printf("criterion %ld: %g, verified %g%s\n", (long)difference.criterion, difference.before.low.value, difference.after.low.value,
           difference.changes_outcome ? ", which changes the level" : "");
  }

  /* What would it take? */
  must(ancs_explanation_create(wards[1], ANCS_ENGLISH, &why, &error));
  must(ancs_explanation_needs(why, 0, &needs, &error));
  for (i = 0; i < needs.parts; ++i) printf("for \"%s\": %s\n", needs.level, needs.part_texts[i]);

  /* The order of all wards, and the levels that the quota leaves. */
  must(ancs_scorecard_create(program, &card, &error));
  must(ancs_cohort_create(program, &cohort, &error));
  for (i = 0; i < 3; ++i) {
    must(ancs_score(wards[i], card, &error));
    must(ancs_cohort_add(cohort, card, NULL, &error));
  }
  must(ancs_cohort_rank(cohort, &error));
  for (i = 0; i < ancs_cohort_places(cohort); ++i) {
    must(ancs_cohort_place(cohort, i, &place, &error));
    printf("place %lu: ward %lu, level %ld\n", (unsigned long)place.place, (unsigned long)place.unit, (long)ancs_cohort_level(cohort, place.unit, 0));
  }

  /* And if 80% had been enough? */
  must(ancs_program_with_parameter(program, "enough", "80%", &lower, &error));
  must(ancs_score_by(lower, wards[1], card, &error));
  printf("with 80%% ward 1 has %g\n", total_of(card));

  ancs_cohort_destroy(&cohort);
  ancs_explanation_destroy(&why);
  ancs_comparison_destroy(&comparison);
  ancs_scorecard_destroy(&card);
  ancs_session_destroy(&session);
  for (i = 0; i < 3; ++i) ancs_record_destroy(&wards[i]);
  ancs_record_destroy(&form);
  ancs_rule_set_destroy(&set);
  ancs_program_destroy(&lower);
  for (i = 0; i < 2; ++i) ancs_program_destroy(&versions[i]);
  return 0;
}
