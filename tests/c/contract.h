/* contract.h: what the C99 tests of include/ancs.h share: checks that count failures, the rule file that the program is given, one unit's data. */
#ifndef ANCS_TESTS_CONTRACT_H
#define ANCS_TESTS_CONTRACT_H
#include <ancs.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A program uses some of what stands here. */
#if defined __GNUC__
#define SHARED static __attribute__((unused))
#else
#define SHARED static
#endif

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
SHARED void refused(ancs_status got, ancs_status wanted, const char *code, int line) {
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

SHARED ancs_program *compiled(void) {
  ancs_program *program = NULL;
  OK(ancs_compile(rules, rules_length, NULL, &program, &error));
  CHECK(error == NULL);
  return program;
}

/* The usual unit of ward.ancs. */
SHARED void fill_record(ancs_record *record) {
  OK(ancs_record_set_int64(record, 0, 20, &error));
  OK(ancs_record_set_int64(record, 1, 19, &error));
  OK(ancs_record_set_int64(record, 2, 1, &error));
  OK(ancs_record_set_int64(record, 3, 1, &error));
  OK(ancs_record_set_bool(record, 4, 1, &error));
  OK(ancs_record_set_decimal(record, 5, "1/3", 3, &error));
}

/* Reads the rule file that main was given, runs the parts, and says whether the contract holds. */
SHARED int run(int count, char **arguments, void (*const *parts)(void), size_t number_of_parts) {
  FILE *file = count > 1 ? fopen(arguments[1], "rb") : NULL;
  size_t i;
  if (file == NULL) return 2;
  rules = malloc(1 << 16);
  if (rules == NULL) return 2;
  rules_length = fread(rules, 1, 1 << 16, file);
  fclose(file);
  for (i = 0; i < number_of_parts; ++i) parts[i]();
  free(rules);
  CHECK(error == NULL);
  if (failures == 0) puts("the contract holds");
  return failures != 0;
}

#endif
