/* ancs.h: the C interface of ancs, and its contract: who owns what until when, what may run at once, which errors there are.
 *
 * A rule file becomes a program; the data of one unit is a record; scoring gives a scorecard; many units are a batch.
 *
 *   ancs_error *error = NULL;
 *   ancs_program *program = NULL;
 *   if (ancs_compile(text, strlen(text), NULL, &program, &error) != ANCS_OK) {
 *     fputs(ancs_error_text(error, ANCS_ENGLISH), stderr);
 *     ancs_error_destroy(&error);
 *     return 1;
 *   }
 *   ancs_program_destroy(&program);
 *
 * Handles. ancs_program, ancs_record and so on are opaque: what a create call gives is a ticket, not an address, and is never to be
 * read through. Each has one destroy call, which takes the address of the variable, does nothing to a null one and sets it to NULL.
 * A handle that is null, was destroyed, or is of another kind gives ANCS_ERROR_HANDLE; nothing is read through it. Handles keep what
 * they need alive: a record may outlive its program. A handle must not be destroyed while another thread is inside a call with it.
 *
 * Errors. Whatever can fail returns ancs_status and takes `ancs_error **error` last. It may be NULL. Otherwise it is set: to NULL, or to
 * an error object, which the host destroys. What it held before is overwritten, not destroyed. A call may succeed and leave findings
 * there (the warnings of ancs_compile). An error object tells its findings one by one, as text and as JSON, in English and Vietnamese.
 * Where memory is so short that no error object can be made, *error stays NULL beside a status that is not ANCS_OK. A call that fails
 * changes nothing, unless it says otherwise. Calls that return a count, a pointer or an index give 0, NULL or ANCS_NONE for a handle
 * or an index that is wrong.
 *
 * Text is UTF-8. Text that the library gives ends with a zero byte, belongs to the library, and lives as long as the handle it was
 * asked of, unless its call says otherwise. Text that the host gives is copied before the call returns.
 *
 * Structures with `size` first may grow in later versions. Set it to sizeof the structure, and what you do not use to 0. The library
 * fills what fits, and refuses members set that it does not know.
 *
 * Threads. A program may be used by any number of threads at once. Any other handle by one thread at a time; different handles of the
 * same kind by different threads. The library keeps no settings between calls and reads no file, clock, locale or environment.
 * It is safe to use after fork().
 *
 * Callbacks. A C++ exception that leaves a callback is caught and becomes ANCS_ERROR_CALLBACK; longjmp out of one is not allowed. From a
 * callback, the handles that the running call works on are refused with ANCS_ERROR_BUSY, others may be used; from allocator hooks
 * every call is refused so.
 *
 * Numbers are exact. A value is given as an integer, a fraction, a decimal text, or a double, which means its shortest decimal form
 * (0.1 is one tenth). A share of 36,3% is the number 0.363. Points come as a fraction, as exact text, and as the nearest double.
 */
#ifndef ANCS_H
#define ANCS_H

#include <stddef.h>
#include <stdint.h>

/* The version of this header. The library of a version serves hosts of all earlier versions with the same major number. */
#define ANCS_ABI_MAJOR 1
#define ANCS_ABI_MINOR 1

#ifdef __cplusplus
extern "C" {
#endif
#ifdef __GNUC__
#pragma GCC visibility push(default)
#endif

/* ---- statuses, kinds, constants ---------------------------------------------------------------------------------------------------- */
typedef int32_t ancs_status;
enum {
  ANCS_OK = 0,
  ANCS_ERROR_RULES = 1,        /* the rule text has errors */
  ANCS_ERROR_DATA = 2,         /* a value or a column cannot be taken */
  ANCS_ERROR_ARGUMENT = 3,     /* a null pointer, an index, a size, an alignment or a constant is wrong */
  ANCS_ERROR_HANDLE = 4,       /* not a live handle of the kind that is wanted */
  ANCS_ERROR_BUSY = 5,         /* the handle is in use by a call that has not returned */
  ANCS_ERROR_CALLBACK = 6,     /* a callback threw an exception, or a producer of data reported an error */
  ANCS_ERROR_STOPPED = 7,      /* a callback asked to stop */
  ANCS_ERROR_MEMORY = 8,       /* out of memory */
  ANCS_ERROR_VERSION = 9,      /* the host asks for what this version of the library does not know */
  ANCS_ERROR_UNSUPPORTED = 10, /* a form of data that is not read here, such as the memory of a device */
  ANCS_ERROR_INTERNAL = 11     /* a fault of the library */
};

typedef int32_t ancs_language;
enum { ANCS_ENGLISH = 0, ANCS_VIETNAMESE = 1 };
/* "No such thing" among indexes. */
enum { ANCS_NONE = -1 };
/* Kinds of inputs. */
enum {
  ANCS_COUNT = 0, ANCS_NUMBER = 1, ANCS_MONEY = 2, ANCS_PERCENT = 3, ANCS_POINTS = 4, ANCS_DAYS = 5, ANCS_DATE = 6,
  ANCS_YES_NO = 7,  /* 1 and 0 */
  ANCS_ONE_OF = 8   /* the index of an option */
};
/* What a scorecard and a batch can be asked for. */
enum {
  ANCS_TOTAL = 0,           /* groups, without bonus, priority and penalty; index 0 */
  ANCS_TOTAL_WITH_ALL = 1,  /* index 0 */
  ANCS_GROUP = 2,           /* index: of the group */
  ANCS_CRITERION = 3,       /* index: of the criterion */
  ANCS_OUTCOME = 4,         /* index: of the outcome; its level */
  ANCS_VETOES = 5,          /* index 0; all vetoes as bits */
  ANCS_RANKING_KEY = 6,     /* index: of the key of `ranking by`; scorecards only */
  ANCS_ROW_STATE = 7,       /* index 0; batches only */
  ANCS_NOT_YET_ASSESSED = 8,/* index 0; batches only; scorecards tell it with ancs_scorecard_describe */
  ANCS_TOTAL_RESCALED = 9,  /* index 0; scorecards only: total × maximum / assessed maximum, in models that exclude criteria */
  ANCS_ASSESSED_MAXIMUM = 10,/* index 0; scorecards only: the maximum without what is excluded */
  ANCS_GROUP_MAXIMUM = 11,  /* index: of the group; scorecards only, as the next two: its maximum without what is excluded */
  ANCS_GROUP_COUNTED = 12,  /* its points as the total counts them: rescaled where it excludes `within group` */
  ANCS_GROUP_COUNTED_MAXIMUM = 13 /* and what these are out of */
};
/* Missing data leaves a range of points. */
enum { ANCS_LOW = 0, ANCS_HIGH = 1 };
/* States of a criterion. */
enum { ANCS_SCORED = 0, ANCS_MISSING = 1, ANCS_NOT_APPLICABLE = 2, ANCS_INFORMATION = 3,
       ANCS_EXCLUDED = 4,       /* its maximum does not count for this unit */
       ANCS_POINTS_UNKNOWN = 5, /* the rule that applies gives points that nobody knows: bounds only */
       ANCS_NOT_COUNTED = 6     /* an item whose criterion was decided without looking at its items */ };
/* Answers that missing data may leave open. */
enum { ANCS_NO = 0, ANCS_YES = 1, ANCS_UNKNOWN = 2 };
/* Types of columns. */
enum {
  ANCS_INT8 = 0, ANCS_INT16 = 1, ANCS_INT32 = 2, ANCS_INT64 = 3, ANCS_UINT8 = 4, ANCS_UINT16 = 5, ANCS_UINT32 = 6,
  ANCS_UINT64 = 7,  /* inputs only; a value from 2^63 up is refused */
  ANCS_FLOAT64 = 8, /* inputs only; every value must be whole and at most 2^53 in size: binary fractions are not exact */
  ANCS_FLOAT32 = 9, /* the same, at most 2^24 */
  ANCS_BITS = 10    /* inputs only; one bit a row, least first */
};

/* ---- handles ------------------------------------------------------------------------------------------------------------------------ */
typedef struct ancs_error ancs_error;              /* what went wrong */
typedef struct ancs_string ancs_string;            /* a text made for the host */
typedef struct ancs_program ancs_program;          /* a compiled rule file */
typedef struct ancs_record ancs_record;            /* the data of one unit */
typedef struct ancs_scorecard ancs_scorecard;      /* the result of one unit, with the working memory of scoring */
typedef struct ancs_explanation ancs_explanation;  /* why a unit got its points */
typedef struct ancs_batch ancs_batch;              /* columns of data and of results */
typedef struct ancs_comparison ancs_comparison;    /* two assessments of one unit, side by side */
typedef struct ancs_cohort ancs_cohort;            /* units to be put in order */
typedef struct ancs_session ancs_session;          /* one unit under change */
typedef struct ancs_rule_set ancs_rule_set;        /* programs of which each is for some days and some types of unit */

/* ---- versions ----------------------------------------------------------------------------------------------------------------------- */
/* "1.0.0", static. The version of the library that is running. */
const char *ancs_version(void);
/* The version of the rule language that it reads: the number after `ancs` on a rule file's first line. */
int32_t ancs_language_version(void);
/* Whether this library serves a host made with this header: ancs_check_abi(ANCS_ABI_MAJOR, ANCS_ABI_MINOR, &error).
 * ANCS_ERROR_VERSION where the major number is another or the minor number is above the library's. */
ancs_status ancs_check_abi(uint32_t major, uint32_t minor, ancs_error **error);

/* ---- errors ------------------------------------------------------------------------------------------------------------------------- */
typedef struct ancs_finding {
  size_t size;
  const char *code;                    /* "E0203", "W0110": stable for good */
  int32_t severity;                    /* 0 error, 1 warning, 2 note */
  int32_t has_place;                   /* 1: it stands in the rule text, and the members below say where */
  uint64_t begin, end;                 /* bytes of the rule text, [begin, end) */
  uint32_t line, column, end_line, end_column;  /* from 1, columns in code points; the end is just past the text */
  const char *message_en, *message_vi; /* one line */
  const char *help_en, *help_vi;       /* what to do; "" where the message says all */
  int64_t row;                         /* of a column of data, from 0; -1: not about a row */
  const char *file;                    /* name of the rule file, or of the included one, that it stands in; "" without a place */
} ancs_finding;

ancs_status ancs_error_destroy(ancs_error **error);
/* What the call returned that made the error. ANCS_ERROR_HANDLE for what is no error object. */
ancs_status ancs_error_status(const ancs_error *error);
size_t ancs_error_count(const ancs_error *error);
/* Fills a finding; its texts live as long as the error object. Returns ANCS_ERROR_ARGUMENT for an index past the end. */
ancs_status ancs_error_finding(const ancs_error *error, size_t index, ancs_finding *finding);
/* All findings for people, with the source lines, each ending with a line end. Lives as long as the error object. */
const char *ancs_error_text(const ancs_error *error, ancs_language language);
/* An array of JSON objects: code, severity, message, help, file, line, column, end_line, end_column, text, related, row. */
const char *ancs_error_json(const ancs_error *error, ancs_language language);

/* ---- texts made for the host -------------------------------------------------------------------------------------------------------- */
const char *ancs_string_data(const ancs_string *string);   /* ends with a zero byte */
size_t ancs_string_length(const ancs_string *string);      /* without it */
ancs_status ancs_string_destroy(ancs_string **string);

/* ---- programs ----------------------------------------------------------------------------------------------------------------------- */
/* Where memory of the interface comes from: handles, texts and errors given to the host, buffers of batches and of Arrow results. Not
 * covered: the working memory of compiling and scoring, which comes from the C++ runtime. Both hooks may be called from any
 * thread that makes a call. `allocate` returns NULL when there is none. */
typedef struct ancs_allocator {
  size_t size;
  void *(*allocate)(void *context, size_t bytes, size_t alignment);
  void (*release)(void *context, void *memory, size_t bytes, size_t alignment);
  void *context;
} ancs_allocator;
/* Hands out the text of an included file by its path below the root of all rule files ("shared/inputs.ancs"), and sets *length; NULL where there
 * is no such file. The text must stay until ancs_compile returns. */
typedef const char *(*ancs_read_file)(void *context, const char *path, size_t *length);
typedef struct ancs_compile_options {
  size_t size;
  const char *name;                 /* of the rule file, for messages; NULL: "rules" */
  const ancs_allocator *allocator;  /* for this program and all that is made from it; NULL: the C library's. The structure is copied;
                                       the hooks must work until the last of these handles is destroyed */
  ancs_read_file read;              /* for rule files that include others; NULL: they are refused */
  void *read_context;
  const char *path;                 /* where this rule file stands below the root; NULL: in the root */
} ancs_compile_options;
/* Compiles a rule text. With errors: ANCS_ERROR_RULES, and no program. With warnings: ANCS_OK, a program, and an error object that
 * holds them. `options` may be NULL. */
ancs_status ancs_compile(const char *text, size_t length, const ancs_compile_options *options, ancs_program **program, ancs_error **error);
ancs_status ancs_program_destroy(ancs_program **program);

typedef struct ancs_program_info {
  size_t size;
  const char *model_id, *title, *maximum; /* the maximum as exact text, "110" */
  const char *rules_digest;   /* SHA-256 of the rules, the same in both languages and any layout */
  int64_t points_scale;       /* published points times this are whole; 0: no such number, and batches need a `scale` */
  size_t inputs, groups, criteria, outcomes, vetoes, warnings, parameters;
  int32_t excludes;           /* 1: criteria may be excluded, so that maxima differ from unit to unit */
  int32_t may_be_not_yet_assessed;
  int32_t within_parent, within_unit_type, within_input; /* what units are ranked within: 1 or 0; index of a one-of input or ANCS_NONE */
  size_t actions, quotas;
} ancs_program_info;
/* What the head of the rule file says of the file. Dates are text, "2022-01-31"; NULL where it says nothing. */
typedef struct ancs_model_info {
  size_t size;
  const char *in_force_from, *period_first, *period_last;  /* the assessment period that the file is for, both days in it */
  size_t bases, replaces, unit_types, columns;
  const char *const *base_texts, *const *replaced_texts;   /* acts that the table rests on; that it replaces */
  const char *const *unit_type_texts;                      /* `applies to`; none: all types */
  const char *const *column_ids, *const *column_titles;    /* columns of assessment; the last one decides */
} ancs_model_info;
/* One column of data: an input, a baseline of it ("cases.before_model") or a month ("late.3"). */
typedef struct ancs_input_info {
  size_t size;
  const char *name, *title;
  int32_t kind;                      /* ANCS_COUNT … ANCS_ONE_OF */
  int32_t is_optional;               /* 1: its absence has a meaning of its own */
  const char *default_value;         /* taken where the data says nothing; NULL: none */
  const char *low, *high;            /* declared range, exact text; NULL: none */
  int32_t low_open, high_open;       /* 1: the end itself is outside */
  const char *step;                  /* values are whole multiples of it; NULL: any fraction */
  size_t options;                    /* of a one-of input */
  const char *const *option_names;
  int32_t same_within_parent;        /* 1: a value of the parent, given for each of its units; see ancs_check_same_within_parent */
  const char *parts_type;            /* of the parts that it comes from, see ancs_record_from_parts; NULL: it is given */
} ancs_input_info;
typedef struct ancs_group_info {
  size_t size;
  const char *id, *number, *title, *maximum;
  int32_t counts_in_total;           /* 0 for bonus, priority and penalty */
  int32_t parent;                    /* index of the group it stands in, or ANCS_NONE */
  size_t groups, criteria;           /* what stands in it, in order */
  const uint32_t *group_indexes, *criterion_indexes;
  const char *evidence;              /* "" if none */
  int32_t needs_evidence;            /* 1: the input `id.evidence` says whether it is there */
} ancs_group_info;
typedef struct ancs_criterion_info {
  size_t size;
  const char *id, *number, *title, *maximum;
  int32_t group;                     /* index */
  int32_t is_information;            /* 1: worth no points */
  const char *evidence;              /* "" if none */
  size_t bases;                      /* legal bases */
  const char *const *basis_texts;
  int32_t is_assessed;               /* 1: an assessor gives its points */
  int32_t needs_evidence;            /* 1: the input `id.evidence` says whether it is there */
  int32_t parent;                    /* of an item: index of the criterion or item it stands in; ANCS_NONE */
  size_t items;                      /* its own items, which stand behind it */
  const uint32_t *item_indexes;
} ancs_criterion_info;
typedef struct ancs_outcome_info {
  size_t size;
  const char *title;
  size_t levels;                     /* best first */
  const char *const *level_names;
} ancs_outcome_info;
typedef struct ancs_veto_info {
  size_t size;
  const char *id, *title;
} ancs_veto_info;
/* A number of the rule file that a host may change, within its range. */
typedef struct ancs_parameter_info {
  size_t size;
  const char *name, *title;
  int32_t is_percent;                /* 1: written with %; a value of 80% is the number 0.8 */
  const char *value, *default_value; /* that this program scores with; that the file gives; exact text */
  const char *low, *high;
} ancs_parameter_info;
typedef struct ancs_action_info {
  size_t size;
  const char *title;                 /* several actions may share one */
  int32_t each;                      /* of a series: 1 for each month, 2 quarter, 3 year; else 0 */
  size_t inputs;                     /* of the series */
  const uint32_t *input_indexes;
} ancs_action_info;
/* At most `share` of the units at level `of` (or better) keep `level`; the rest of those at `level` become `become`. */
typedef struct ancs_quota_info {
  size_t size;
  int32_t outcome, level, of, become;  /* indexes */
  const char *share;                   /* exact text */
  int32_t or_better, before, ties_in;  /* 1: better levels count too; levels count as before the quota; all who tie at the cut keep theirs */
  const char *sentence;                /* the rule text */
} ancs_quota_info;
/* Each fills a structure; texts and arrays in it live as long as the program handle. ANCS_ERROR_ARGUMENT for an index past the end. */
ancs_status ancs_program_describe(const ancs_program *program, ancs_program_info *info, ancs_error **error);
ancs_status ancs_program_input(const ancs_program *program, size_t index, ancs_input_info *info, ancs_error **error);
ancs_status ancs_program_group(const ancs_program *program, size_t index, ancs_group_info *info, ancs_error **error);
ancs_status ancs_program_criterion(const ancs_program *program, size_t index, ancs_criterion_info *info, ancs_error **error);
ancs_status ancs_program_outcome(const ancs_program *program, size_t index, ancs_outcome_info *info, ancs_error **error);
ancs_status ancs_program_veto(const ancs_program *program, size_t index, ancs_veto_info *info, ancs_error **error);
ancs_status ancs_program_parameter(const ancs_program *program, size_t index, ancs_parameter_info *info, ancs_error **error);
ancs_status ancs_program_action(const ancs_program *program, size_t index, ancs_action_info *info, ancs_error **error);
ancs_status ancs_program_quota(const ancs_program *program, size_t index, ancs_quota_info *info, ancs_error **error);
ancs_status ancs_program_model(const ancs_program *program, ancs_model_info *info, ancs_error **error);
/* A new program that differs in the value of one parameter ("75", "0.5", "80%"); cheap, since all else is shared. Records and batches of either go with
 * both. ANCS_ERROR_DATA where there is no such parameter or the value is outside its range. */
ancs_status ancs_program_with_parameter(const ancs_program *program, const char *name, const char *value, ancs_program **changed, ancs_error **error);
/* Runs the tests that stand in the rule file. Failing expectations are findings beside ANCS_ERROR_RULES. The counts may be NULL. */
ancs_status ancs_program_test(const ancs_program *program, size_t *tests, size_t *failed, ancs_error **error);
/* How many places of the file decide (rows, guards, clauses, vetoes, levels), and how many of them its own tests exercise. */
ancs_status ancs_program_coverage(const ancs_program *program, size_t *decisions, size_t *exercised, ancs_error **error);
/* Tests in the rule language for thresholds that the file does not test, one behind the other; "" where it tests all. */
ancs_status ancs_program_suggest_tests(const ancs_program *program, ancs_string **tests, ancs_error **error);
/* The evaluation graph in Graphviz DOT. */
ancs_status ancs_program_graph(const ancs_program *program, ancs_string **dot, ancs_error **error);
/* A rule text in canonical form, with the keywords of a language. ANCS_ERROR_RULES where it cannot be read. */
ancs_status ancs_format(const char *text, size_t length, ancs_language keywords, ancs_string **formatted, ancs_error **error);
/* What a rule text says otherwise than an earlier one, a line each; "" where they mean the same. ANCS_ERROR_RULES where one cannot be read. */
ancs_status ancs_changes(const char *before, size_t before_length, const char *after, size_t after_length, ancs_language language,
                         ancs_string **changes, ancs_error **error);
/* The name of a warning of the rule file ("W1"), or NULL. */
const char *ancs_program_warning(const ancs_program *program, size_t index);
/* The index of an input by its name, or ANCS_NONE. */
int32_t ancs_program_find_input(const ancs_program *program, const char *name);

/* ---- rule files for different days and types of unit -------------------------------------------------------------------------------- */
/* A set of programs, of which `period`, `in force from`, `replaces` and `applies to` say when and for whom each counts.
 *
 *   ancs_rule_set *set = NULL;
 *   ancs_rule_set_create(&set, &error);
 *   for (i = 0; i < count; ++i) ancs_rule_set_add(set, programs[i], names[i], &error);
 *   if (ancs_rule_set_check(set, &findings, &error) == ANCS_OK && findings == NULL)
 *     ancs_rule_set_select(set, "2022-01-01", "2022-12-31", "ward", &index, &error);
 */
ancs_status ancs_rule_set_create(ancs_rule_set **set, ancs_error **error);
ancs_status ancs_rule_set_destroy(ancs_rule_set **set);
/* Adds a program, which gets the next index from 0. Messages call it by the name, which is copied. */
ancs_status ancs_rule_set_add(ancs_rule_set *set, const ancs_program *program, const char *name, ancs_error **error);
/* Sets *findings to a new error object with what keeps the programs from being versions of one table, or to NULL. Places in it are in the
 * rule text whose name stands in `file` of its JSON. */
ancs_status ancs_rule_set_check(const ancs_rule_set *set, ancs_error **findings, ancs_error **error);
/* The index of the program for a unit of a type (NULL: not known) over a period, both days in it ("2022-01-31" or "31/1/2022"; both NULL: no
 * matter when). ANCS_ERROR_DATA says why there is none. The set must have passed the check. */
ancs_status ancs_rule_set_select(const ancs_rule_set *set, const char *first, const char *last, const char *unit_type, size_t *index,
                                 ancs_error **error);
/* The days on which a program is in force for a type that it applies to, "2022-01-31"; an end that is open is "". */
ancs_status ancs_rule_set_in_force(const ancs_rule_set *set, size_t index, const char *unit_type, char first[11], char last[11], ancs_error **error);

/* ---- the data of one unit ----------------------------------------------------------------------------------------------------------- */
/* A record is empty at first: everything is missing. A setter that cannot take its value returns ANCS_ERROR_DATA and says why, naming the input,
 * which is then invalid and counts as missing until it is set or cleared. An index or a name that is none is ANCS_ERROR_DATA too, and changes
 * nothing. */
ancs_status ancs_record_create(const ancs_program *program, ancs_record **record, ancs_error **error);
ancs_status ancs_record_copy(const ancs_record *record, ancs_record **copy, ancs_error **error);
ancs_status ancs_record_destroy(ancs_record **record);
ancs_status ancs_record_set_int64(ancs_record *record, int32_t input, int64_t value, ancs_error **error);
ancs_status ancs_record_set_fraction(ancs_record *record, int32_t input, int64_t numerator, int64_t denominator, ancs_error **error);
ancs_status ancs_record_set_double(ancs_record *record, int32_t input, double value, ancs_error **error);
/* "12", "-0.5", "2/21", "36.3%": a decimal point, at most 4.000 characters, nothing else. */
ancs_status ancs_record_set_decimal(ancs_record *record, int32_t input, const char *text, size_t length, ancs_error **error);
ancs_status ancs_record_set_bool(ancs_record *record, int32_t input, int32_t value, ancs_error **error);
/* An option of a one-of input by its text; of a date input 2022-01-31 or 31/1/2022. ancs_record_set_int64 takes an option's index, and a
 * date as days from 1970-01-01. */
ancs_status ancs_record_set_option(ancs_record *record, int32_t input, const char *text, size_t length, ancs_error **error);
ancs_status ancs_record_set_missing(ancs_record *record, int32_t input, ancs_error **error);
/* Says that the data has a value for this input that cannot be read. */
ancs_status ancs_record_set_invalid(ancs_record *record, int32_t input, ancs_error **error);
ancs_status ancs_record_set_int64_named(ancs_record *record, const char *input, int64_t value, ancs_error **error);
ancs_status ancs_record_set_fraction_named(ancs_record *record, const char *input, int64_t numerator, int64_t denominator, ancs_error **error);
ancs_status ancs_record_set_double_named(ancs_record *record, const char *input, double value, ancs_error **error);
ancs_status ancs_record_set_decimal_named(ancs_record *record, const char *input, const char *text, size_t length, ancs_error **error);
ancs_status ancs_record_set_bool_named(ancs_record *record, const char *input, int32_t value, ancs_error **error);
ancs_status ancs_record_set_option_named(ancs_record *record, const char *input, const char *text, size_t length, ancs_error **error);
ancs_status ancs_record_set_missing_named(ancs_record *record, const char *input, ancs_error **error);
/* Makes every input missing again. */
ancs_status ancs_record_clear(ancs_record *record, ancs_error **error);
/* SHA-256 of the values by input name, as 64 digits and a zero byte. */
ancs_status ancs_record_digest(const ancs_record *record, char digest[65], ancs_error **error);
/* Sets the inputs that come `from parts` by the data of the parts of this unit: records of the program `part`, all of type `type` (NULL: its
 * rules are for one type). What results of parts leave open becomes missing. ANCS_ERROR_DATA where `part` lacks what the rules take of it. */
ancs_status ancs_record_from_parts(ancs_record *record, const ancs_program *part, const char *type, const ancs_record *const *parts, size_t count,
                                   ancs_error **error);
/* Sets *findings to a new error object where an input declared `same within parent` differs between two units of one parent, or to NULL. The
 * arrays, of `count`, have a record of one program, a name and a parent (NULL: none) for each unit. */
ancs_status ancs_check_same_within_parent(const ancs_record *const *records, const char *const *names, const char *const *parents, size_t count,
                                          ancs_error **findings, ancs_error **error);

/* ---- scoring one unit --------------------------------------------------------------------------------------------------------------- */
/* A scorecard serves any number of units, one after the other, of any program: it keeps its memory, so that scoring does not allocate.
 *
 *   ancs_scorecard *card = NULL;
 *   ancs_points total = {.size = sizeof total};
 *   ancs_scorecard_create(program, &card, &error);
 *   ancs_score(record, card, &error);
 *   ancs_scorecard_points(card, ANCS_TOTAL, 0, &total, &error);
 *   printf("%g to %g\n", total.low.value, total.high.value);
 */
ancs_status ancs_scorecard_create(const ancs_program *program, ancs_scorecard **card, ancs_error **error);
ancs_status ancs_scorecard_destroy(ancs_scorecard **card);
/* Scores a unit into the card. Data never makes it fail: missing data gives bounds, values out of range are findings of the card. */
ancs_status ancs_score(const ancs_record *record, ancs_scorecard *card, ancs_error **error);
/* The same by a program that differs in parameters from the one that the record was made for. */
ancs_status ancs_score_by(const ancs_program *program, const ancs_record *record, ancs_scorecard *card, ancs_error **error);
/* An exact number. It never grows. */
typedef struct ancs_number {
  int64_t numerator, denominator;  /* in lowest terms, denominator > 0; both 0 where they do not fit: see ancs_scorecard_points_text */
  double value;                    /* the nearest double */
} ancs_number;
typedef struct ancs_points {
  size_t size;
  ancs_number low, high;  /* the least and greatest value that missing data leaves possible */
  int32_t settled;        /* 1: low equals high */
  int32_t state;          /* of a criterion: ANCS_SCORED … */
} ancs_points;
typedef struct ancs_scorecard_info {
  size_t size;
  int32_t is_final;          /* 0 while data is missing or wrong, even where that changes nothing here */
  size_t groups, criteria, vetoes, outcomes, ranking_keys;
  size_t warnings;           /* of the rule file, that fired */
  size_t missing;            /* inputs that are missing and that scoring depends on */
  size_t findings;           /* data errors: out of range, relation broken, `require` not met */
  int32_t not_yet_assessed;  /* ANCS_YES: no level, outside ranking; ANCS_UNKNOWN where missing data leaves it open */
  size_t actions;            /* of the rule file, that are made, or may be */
  int32_t outer;             /* 1: bounds of groups and totals may be wider than any data reaches: an input feeds several criteria */
} ancs_scorecard_info;
typedef struct ancs_outcome {
  size_t size;
  int32_t level;             /* index of the level, best first 0; ANCS_NONE where missing data leaves it open, and for a unit not yet assessed */
  size_t possible;           /* levels still possible: one when settled */
  const uint32_t *possible_levels;
  int32_t may_have_none;     /* 1: missing data leaves open whether the unit is assessed at all */
} ancs_outcome;
typedef struct ancs_warning {
  size_t size;
  int32_t warning;           /* index, see ancs_program_warning */
  int32_t differs;           /* 1: `differs from`, and the members below tell more */
  ancs_number stated, actual;
  size_t explanations;       /* that fit: "truncated", "divided by current", "sign reversed"; or "unexplained" */
  const char *const *explanation_texts;
} ancs_warning;
typedef struct ancs_action {
  size_t size;
  int32_t action;            /* index in the rule file */
  const char *title;         /* "Khen thưởng"; lives as long as the card */
  int32_t input;             /* of a series: the member it is made for; else ANCS_NONE */
  int32_t made;              /* ANCS_YES, or ANCS_UNKNOWN where missing data leaves it open */
} ancs_action;
/* Results of the last unit scored. Texts and arrays live until the card is scored into again or destroyed. */
ancs_status ancs_scorecard_describe(const ancs_scorecard *card, ancs_scorecard_info *info, ancs_error **error);
/* Points of ANCS_TOTAL … ANCS_GROUP_COUNTED_MAXIMUM, of what cards have. */
ancs_status ancs_scorecard_points(const ancs_scorecard *card, int32_t what, size_t index, ancs_points *points, ancs_error **error);
/* The same as exact text, "96.19" or "2/3", always ending with a zero byte. `length` is set to its length without it; where it does not
 * fit into `capacity` bytes, ANCS_ERROR_ARGUMENT, and nothing is written but `length`. `end`: ANCS_LOW or ANCS_HIGH. */
ancs_status ancs_scorecard_points_text(const ancs_scorecard *card, int32_t what, size_t index, int32_t end, char *buffer, size_t capacity,
                                       size_t *length, ancs_error **error);
ancs_status ancs_scorecard_outcome(const ancs_scorecard *card, size_t index, ancs_outcome *outcome, ancs_error **error);
/* ANCS_NO, ANCS_YES or ANCS_UNKNOWN; ANCS_NONE for a wrong handle or index. */
int32_t ancs_scorecard_veto(const ancs_scorecard *card, size_t index);
ancs_status ancs_scorecard_warning(const ancs_scorecard *card, size_t index, ancs_warning *warning, ancs_error **error);
ancs_status ancs_scorecard_action(const ancs_scorecard *card, size_t index, ancs_action *action, ancs_error **error);
/* The input that is missing, or ANCS_NONE; and how far it alone can move the total. Those that move it furthest come first. */
int32_t ancs_scorecard_missing(const ancs_scorecard *card, size_t index);
ancs_status ancs_scorecard_moves(const ancs_scorecard *card, size_t index, ancs_number *moves, ancs_error **error);
/* 1: the bounds of a criterion hold, but no data may reach both ends; 0: some does, or they are settled; else ANCS_NONE. */
int32_t ancs_scorecard_outer(const ancs_scorecard *card, size_t criterion);
/* Sets *findings to a new error object that holds the data errors of the unit, or to NULL if there is none. The host destroys it. */
ancs_status ancs_scorecard_findings(const ancs_scorecard *card, ancs_error **findings, ancs_error **error);
/* All of it as one JSON object, for storing and showing. */
ancs_status ancs_scorecard_json(const ancs_scorecard *card, ancs_string **json, ancs_error **error);

/* ---- one unit under change ---------------------------------------------------------------------------------------------------------- */
/* A session keeps the results of one unit up to date: after a change, only what depends on it is computed again. The record is copied, and
 * stays the host's, to make changes in.
 *
 *   ancs_session *session = NULL;
 *   ancs_session_create(record, &session, &error);
 *   ancs_record_set_int64(record, input, 3, &error);
 *   ancs_session_update(session, record, input, &error);
 *   ancs_session_points(session, ANCS_TOTAL, 0, &total, &error);
 */
ancs_status ancs_session_create(const ancs_record *record, ancs_session **session, ancs_error **error);
ancs_status ancs_session_destroy(ancs_session **session);
/* Takes the value of one input over from a record of the same program: set, missing or invalid, as it is there. */
ancs_status ancs_session_update(ancs_session *session, const ancs_record *record, int32_t input, ancs_error **error);
/* Points as they now are, of ANCS_TOTAL, ANCS_TOTAL_WITH_ALL, ANCS_TOTAL_RESCALED, ANCS_GROUP or ANCS_CRITERION; `state` is ANCS_SCORED where
 * they are settled, else ANCS_MISSING. */
ancs_status ancs_session_points(const ancs_session *session, int32_t what, size_t index, ancs_points *points, ancs_error **error);
/* All results as they now are, into a card. */
ancs_status ancs_session_card(const ancs_session *session, ancs_scorecard *card, ancs_error **error);
/* Steps of computing that the last change needed, of all that the unit needs. Either may be NULL. */
ancs_status ancs_session_steps(const ancs_session *session, size_t *done, size_t *steps, ancs_error **error);

/* ---- explaining one unit ------------------------------------------------------------------------------------------------------------ */
typedef struct ancs_explain_options {
  size_t size;
  ancs_language language;
  const char *unit;          /* the unit's name, for the heading; NULL: none */
  int32_t without_reasons;   /* 1: only the points */
} ancs_explain_options;
/* One sentence of the rule file that took part in deciding a criterion. */
typedef struct ancs_reason {
  size_t size;
  const char *sentence;      /* the rule text: "below 10% : full" */
  uint32_t line, column;     /* where it stands */
  const char *numbers;       /* the data that went in: "2/21 = 9.5% < 10%"; may be "" */
  const char *file;          /* the included file it stands in; "": the rule file itself */
  const char *needs;         /* the least change of one input for a better row: "6 points need present = 18: 2 more"; may be "" */
} ancs_reason;
/* What a unit lacks for the next better level of an outcome. */
typedef struct ancs_needs {
  size_t size;
  const char *level;         /* "" where the level is open, or the best, or what it takes cannot be told */
  size_t parts;              /* of its condition that fail, with how much: "total = 78 < 80: 2 short" */
  const char *const *part_texts;
} ancs_needs;
/* The filled-in form of a unit: every point with its reason, legal basis, points lost, vetoes, levels, warnings. `options` may be NULL. */
ancs_status ancs_explain_text(const ancs_record *record, const ancs_explain_options *options, ancs_string **text, ancs_error **error);
/* The same facts as one JSON object. */
ancs_status ancs_explain_json(const ancs_record *record, const ancs_explain_options *options, ancs_string **json, ancs_error **error);
/* And as structures. Texts live as long as the explanation. */
ancs_status ancs_explanation_create(const ancs_record *record, ancs_language language, ancs_explanation **explanation, ancs_error **error);
ancs_status ancs_explanation_destroy(ancs_explanation **explanation);
size_t ancs_explanation_reasons(const ancs_explanation *explanation, size_t criterion);
ancs_status ancs_explanation_reason(const ancs_explanation *explanation, size_t criterion, size_t index, ancs_reason *reason, ancs_error **error);
/* Points lost in a criterion: its maximum minus (the upper bound of) its points. */
ancs_status ancs_explanation_lost(const ancs_explanation *explanation, size_t criterion, ancs_number *lost, ancs_error **error);
/* Why the action of the same index in the unit's scorecard is made, or may be. */
ancs_status ancs_explanation_action(const ancs_explanation *explanation, size_t index, ancs_reason *reason, ancs_error **error);
ancs_status ancs_explanation_needs(const ancs_explanation *explanation, size_t outcome, ancs_needs *needs, ancs_error **error);

/* ---- comparing two assessments ------------------------------------------------------------------------------------------------------ */
typedef struct ancs_comparison_info {
  size_t size;
  int32_t equal;             /* 1: nothing differs */
  size_t criteria, outcomes, vetoes;  /* that differ */
  size_t findings;           /* warnings: points that differ without a reason */
} ancs_comparison_info;
typedef struct ancs_difference {
  size_t size;
  int32_t criterion;         /* index */
  ancs_points before, after; /* points and state */
  int32_t changes_outcome;   /* 1: a level would be another one if only the data of this criterion changed */
  const char *reason;        /* as given, or "" */
} ancs_difference;
/* Compares the scores of two records of one program, such as self-assessed and verified. `reasons` has a text, or NULL, for each of the first
 * `reason_count` criteria; it may be NULL. Differences that change an outcome come first, then the larger ones. */
ancs_status ancs_compare(const ancs_record *before, const ancs_record *after, const char *const *reasons, size_t reason_count,
                         ancs_comparison **comparison, ancs_error **error);
ancs_status ancs_comparison_destroy(ancs_comparison **comparison);
ancs_status ancs_comparison_describe(const ancs_comparison *comparison, ancs_comparison_info *info, ancs_error **error);
ancs_status ancs_comparison_criterion(const ancs_comparison *comparison, size_t index, ancs_difference *difference, ancs_error **error);
/* The index of the outcome, or of the veto, that differs; ANCS_NONE. */
int32_t ancs_comparison_outcome(const ancs_comparison *comparison, size_t index);
int32_t ancs_comparison_veto(const ancs_comparison *comparison, size_t index);
/* Sets *findings to a new error object with the warnings, or to NULL. */
ancs_status ancs_comparison_findings(const ancs_comparison *comparison, ancs_error **findings, ancs_error **error);
/* What two cards differ in, also of different programs, as one JSON object: total, criteria, levels and vetoes, matched by name. */
ancs_status ancs_compare_cards(const ancs_scorecard *before, const ancs_scorecard *after, ancs_string **json, ancs_error **error);

/* ---- ranking ------------------------------------------------------------------------------------------------------------------------ */
/* A cohort collects the cards of units and puts them in order.
 *
 *   ancs_cohort *cohort = NULL;
 *   ancs_place place = {.size = sizeof place};
 *   ancs_cohort_create(program, &cohort, &error);
 *   for (…) ancs_cohort_add(cohort, card, NULL, &error);
 *   ancs_cohort_rank(cohort, &error);
 *   for (i = 0; i < ancs_cohort_places(cohort); ++i) {
 *     ancs_cohort_place(cohort, i, &place, &error);
 *     …
 *   }
 */
typedef struct ancs_cohort_unit {
  size_t size;
  const char *parent, *unit_type;  /* `ranking within parent`, `ranking within unit type`; NULL: not given */
} ancs_cohort_unit;
typedef struct ancs_place {
  size_t size;
  size_t unit;               /* in the order of adding, from 0 */
  uint32_t place;            /* from 1 in its part of the cohort; units that tie share it */
  int32_t tied;              /* 1: another unit has the same place */
  int32_t provisional;       /* 1: missing data, its own or another unit's, may change the place */
  size_t part;               /* which part of the cohort the ranking is within, from 0: see ancs_cohort_part */
} ancs_place;
/* Units that are ranked among each other: all of them, or those of one parent, type or option, as the rule file says. */
typedef struct ancs_cohort_part_info {
  size_t size;
  const char *parent, *unit_type, *option;  /* "" where the ranking is not within them */
  size_t units, quotas;
} ancs_cohort_part_info;
/* What came of one quota of the rule file in one part. */
typedef struct ancs_quota {
  size_t size;
  int32_t outcome, level;    /* indexes: the level that is limited */
  size_t base;               /* units that its share is of */
  size_t allowed;            /* what the share of them comes to, rounded as declared */
  size_t candidates, kept;   /* units at the level, before and after; more or fewer kept than allowed where units tie at the cut */
  int32_t provisional;
  size_t quota;              /* index, see ancs_program_quota */
} ancs_quota;
/* A unit that a quota has moved to a lower level. */
typedef struct ancs_lowered {
  size_t size;
  size_t unit;
  int32_t outcome, level;    /* what it has become */
  uint32_t place;            /* among the candidates, from 1 */
  size_t allowed;
  int32_t tied;              /* 1: it ties with others at the cut */
  size_t quota;
} ancs_lowered;

ancs_status ancs_cohort_create(const ancs_program *program, ancs_cohort **cohort, ancs_error **error);
ancs_status ancs_cohort_destroy(ancs_cohort **cohort);
/* Adds the unit last scored into the card, which must be of the cohort's program. The card is copied. `unit` may be NULL. */
ancs_status ancs_cohort_add(ancs_cohort *cohort, const ancs_scorecard *card, const ancs_cohort_unit *unit, ancs_error **error);
/* Puts all units added so far in ranking order, best first, part by part, and applies the quotas of levels. */
ancs_status ancs_cohort_rank(ancs_cohort *cohort, ancs_error **error);
/* How many units are in order, and who stands at a place in it. */
size_t ancs_cohort_places(const ancs_cohort *cohort);
ancs_status ancs_cohort_place(const ancs_cohort *cohort, size_t index, ancs_place *place, ancs_error **error);
/* The parts and their quotas; units that quotas have lowered, in the order in which quotas apply, a unit perhaps twice. */
size_t ancs_cohort_parts(const ancs_cohort *cohort);
ancs_status ancs_cohort_part(const ancs_cohort *cohort, size_t part, ancs_cohort_part_info *info, ancs_error **error);
ancs_status ancs_cohort_quota(const ancs_cohort *cohort, size_t part, size_t index, ancs_quota *quota, ancs_error **error);
size_t ancs_cohort_lowered_units(const ancs_cohort *cohort);
ancs_status ancs_cohort_lowered(const ancs_cohort *cohort, size_t index, ancs_lowered *lowered, ancs_error **error);
/* Units outside the ranking: those not yet assessed (`which` 0), and those whose data does not say which part they belong to (1). The index of
 * the unit, or ANCS_NONE. */
int64_t ancs_cohort_outside(const ancs_cohort *cohort, int32_t which, size_t index);
/* The level of a unit after all quotas, or ANCS_NONE where it is open or there is none. */
int32_t ancs_cohort_level(const ancs_cohort *cohort, size_t unit, size_t outcome);
/* Places from 1 by columns of whole numbers, such as totals of a batch: the first key decides, then the next; `ascending` (NULL: none) has 1
 * for keys of which the smaller is the better. `parts` says what each row is ranked within (NULL: all together). Rows that tie share a
 * place; the next one is behind all of them, or with `dense` the next number. */
ancs_status ancs_rank_columns(const int64_t *const *keys, const int32_t *ascending, size_t key_count, const uint32_t *parts, size_t rows,
                              int32_t dense, uint32_t *places, ancs_error **error);

/* ---- many units --------------------------------------------------------------------------------------------------------------------- */
/* A batch holds pointers to columns of the host: inputs, which are read, and results, which are written. They must stay until the batch is
 * destroyed or they are set again. A value of an input column is integer / scale: a share of 36,3% is 363 at scale 1000.
 *
 *   ancs_batch *batch = NULL;
 *   ancs_column cases = {.size = sizeof cases, .type = ANCS_INT64, .data = case_numbers};
 *   ancs_result total = {.size = sizeof total, .type = ANCS_INT64, .data = totals};
 *   ancs_batch_create(program, rows, &batch, &error);
 *   ancs_batch_set(batch, ancs_program_find_input(program, "cases"), &cases, &error);
 *   ancs_batch_want(batch, ANCS_TOTAL, 0, ANCS_LOW, &total, &error);
 *   ancs_batch_score(batch, NULL, NULL, &error);
 */
typedef struct ancs_column {
  size_t size;
  int32_t type;               /* ANCS_INT8 … ANCS_BITS */
  const void *data;           /* aligned for its type; at least `rows` values from `offset` on */
  ptrdiff_t stride;           /* bytes from value to value, a multiple of the type's size, may be negative; 0: packed */
  int64_t scale;              /* at least 1; 0 means 1 */
  const uint8_t *validity;    /* NULL: every row has a value */
  int32_t validity_bytes;     /* 0: one bit a row, least first; 1: one byte a row, 0 meaning no value; 2: one byte, 0 meaning a value */
  size_t offset;              /* rows before the first, in data (before stride) and validity */
  size_t options;             /* of a one-of input: how the column's values map to the options; 0: they are the options' indexes */
  const int32_t *option_map;  /* value i means option option_map[i]; ANCS_NONE: an unknown option, an error where a row has it */
} ancs_column;
typedef struct ancs_result {
  size_t size;
  int32_t type;               /* ANCS_INT8 … ANCS_UINT32 */
  void *data;
  ptrdiff_t stride;           /* as above */
} ancs_result;
/* Called between parts of the work, from one thread at a time but not always the same one; anything but 0 stops the scoring. */
typedef int32_t (*ancs_progress)(void *context, uint64_t rows_done, uint64_t rows);

typedef struct ancs_batch_options {
  size_t size;
  uint32_t threads;                  /* 0 means 1 */
  int32_t columns_may_lack;          /* 1: inputs without a column are missing in every row; 0: that is an error, except for optional ones
                                        and such with a default */
  size_t chunk_rows;                 /* 0: what fits the cache */
  ancs_progress progress;            /* NULL: none */
  void *progress_context;
  uint32_t results;                  /* for Arrow: ANCS_WANT_… added up; 0: all */
  int32_t points_as;                 /* for Arrow: ANCS_POINTS_AS_… */
  ancs_language language;            /* for Arrow streams: of what get_last_error says */
  int64_t scale;                     /* points come times this; 0: times points_scale. For programs that have none; what is then not whole is
                                        rounded down, in rows that the report counts */
} ancs_batch_options;
typedef struct ancs_batch_report {
  size_t size;
  uint64_t rows_done;                /* all, unless stopped; when stopped, these first rows are complete */
  uint64_t rows_narrow, rows_wide;   /* scored in columns */
  uint64_t rows_apart;               /* scored one by one: missing or wrong data, or values too large for columns */
  uint64_t rows_inexact;             /* in which points times `scale` were not whole */
} ancs_batch_report;

ancs_status ancs_batch_create(const ancs_program *program, size_t rows, ancs_batch **batch, ancs_error **error);
ancs_status ancs_batch_destroy(ancs_batch **batch);
/* Sets the column of an input; NULL takes it away. */
ancs_status ancs_batch_set(ancs_batch *batch, int32_t input, const ancs_column *column, ancs_error **error);
ancs_status ancs_batch_set_named(ancs_batch *batch, const char *input, const ancs_column *column, ancs_error **error);
/* Asks for a column of results; NULL takes it away. Points are whole numbers: points × points_scale of the program; `end` ANCS_HIGH, the
 * upper bound where data is missing, exists for totals, groups and criteria. ANCS_OUTCOME: index of the level, -1 (255 in uint8) where it is
 * open, -2 (254) where the unit is not yet assessed. ANCS_NOT_YET_ASSESSED: 1, 0, or -1 (255) where it is open. ANCS_VETOES: bit i for veto i,
 * for programs of at most 62. ANCS_ROW_STATE: 0 final, 1 data is missing, 2 data is wrong. */
ancs_status ancs_batch_want(ancs_batch *batch, int32_t what, size_t index, int32_t end, const ancs_result *result, ancs_error **error);
/* Scores every row. The results are those of scoring each unit alone. `options` and `report` may be NULL. When a value of a column cannot be
 * taken at all (a fraction in a double, an unknown option, 2^63), ANCS_ERROR_DATA names the column and the row, and result columns may be
 * partly written. ANCS_ERROR_STOPPED: the progress callback asked to stop. */
ancs_status ancs_batch_score(ancs_batch *batch, const ancs_batch_options *options, ancs_batch_report *report, ancs_error **error);
/* Fills a record of the same program with one row of the columns: to score, explain or check it alone. Values out of range become invalid in
 * it and are told in *error beside ANCS_ERROR_DATA; the other values are set. */
ancs_status ancs_batch_record(const ancs_batch *batch, size_t row, ancs_record *record, ancs_error **error);

/* ---- many units in Arrow form ------------------------------------------------------------------------------------------------------- */
/* The structures of the Arrow C data interface, https://arrow.apache.org/docs/format/CDataInterface.html. */
#ifndef ARROW_C_DATA_INTERFACE
#define ARROW_C_DATA_INTERFACE
struct ArrowSchema {
  const char *format, *name, *metadata;
  int64_t flags, n_children;
  struct ArrowSchema **children, *dictionary;
  void (*release)(struct ArrowSchema *);
  void *private_data;
};
struct ArrowArray {
  int64_t length, null_count, offset, n_buffers, n_children;
  const void **buffers;
  struct ArrowArray **children, *dictionary;
  void (*release)(struct ArrowArray *);
  void *private_data;
};
#endif
#ifndef ARROW_C_STREAM_INTERFACE
#define ARROW_C_STREAM_INTERFACE
struct ArrowArrayStream {
  int (*get_schema)(struct ArrowArrayStream *, struct ArrowSchema *out);
  int (*get_next)(struct ArrowArrayStream *, struct ArrowArray *out);
  const char *(*get_last_error)(struct ArrowArrayStream *);
  void (*release)(struct ArrowArrayStream *);
  void *private_data;
};
#endif
#ifndef ARROW_C_DEVICE_DATA_INTERFACE
#define ARROW_C_DEVICE_DATA_INTERFACE
struct ArrowDeviceArray {
  struct ArrowArray array;
  int64_t device_id;
  int32_t device_type;
  void *sync_event;
  int64_t reserved[3];
};
#endif

/* Results as columns of a struct array, by default all of them, in this order: */
enum {
  ANCS_WANT_TOTALS = 1,    /* total, total_high, total_with_all, total_with_all_high */
  ANCS_WANT_GROUPS = 2,    /* one by each group's id */
  ANCS_WANT_CRITERIA = 4,  /* one by each criterion's id; the lower bound where data is missing */
  ANCS_WANT_OUTCOMES = 8,  /* one by each outcome's title: the level, a dictionary of texts, null where it is open or there is none; and
                              not_yet_assessed, where units may be that: null where it is open */
  ANCS_WANT_VETOES = 16,   /* one by each veto's id: whether it surely holds; not for programs with more than 62 */
  ANCS_WANT_STATE = 32,    /* row_state: "final", "missing" or "data_error", a dictionary of texts */
  ANCS_WANT_HIGHS = 64     /* not by default: behind each group and criterion its upper bound, by its id and _high */
};
enum {
  ANCS_POINTS_AS_DECIMAL = 0, /* decimal128; int64 where no decimal is exact */
  ANCS_POINTS_AS_SCALED = 1,  /* int64: points times points_scale */
  ANCS_POINTS_AS_DOUBLE = 2   /* the nearest double */
};

/* Scores a struct array whose columns are named as the inputs; other columns are not looked at. Read are: signed and unsigned integers of
 * 8 to 64 bits, bool, decimal32 to decimal128, float32 and float64 of whole numbers, null; for date inputs date32, date64 and timestamps at
 * midnight; for one-of inputs utf8, large utf8, utf8 views and dictionaries of these. Any offsets, slices, null counts (also -1) and alignments. Everything else is ANCS_ERROR_UNSUPPORTED and
 * names the column. A value that cannot be taken exactly is ANCS_ERROR_DATA and names column and row.
 *
 * `schema` and `array` belong to the library from the call on, whatever it returns: it releases both. `result_schema` and `result_array` are
 * filled on success, to be released by the host; otherwise their release is NULL. `options` and `report` may be NULL. The schema's metadata has
 * the members ancs.model, ancs.rules_digest and ancs.points_scale.
 *
 *   ancs_score_arrow(program, &schema, &array, NULL, &result_schema, &result_array, NULL, &error);
 *   …
 *   result_array.release(&result_array);
 *   result_schema.release(&result_schema);
 */
ancs_status ancs_score_arrow(const ancs_program *program, struct ArrowSchema *schema, struct ArrowArray *array, const ancs_batch_options *options,
                             struct ArrowSchema *result_schema, struct ArrowArray *result_array, ancs_batch_report *report, ancs_error **error);
/* The same for a device array. It must be in the memory of the CPU (device type 1), else ANCS_ERROR_UNSUPPORTED; released in both cases. */
ancs_status ancs_score_arrow_device(const ancs_program *program, struct ArrowSchema *schema, struct ArrowDeviceArray *array,
                                    const ancs_batch_options *options, struct ArrowSchema *result_schema, struct ArrowArray *result_array,
                                    ancs_batch_report *report, ancs_error **error);
/* A stream of results of a stream of data: each array is drawn, scored and released when the next result is asked for. `data` belongs to the
 * library from the call on, whatever it returns. `results` is filled on success, to be released by the host. A result that cannot be
 * given ends with an error number of the C library and a text from get_last_error. The stream is used by one thread at a time. */
ancs_status ancs_score_arrow_stream(const ancs_program *program, struct ArrowArrayStream *data, const ancs_batch_options *options,
                                    struct ArrowArrayStream *results, ancs_error **error);

#ifdef __GNUC__
#pragma GCC visibility pop
#endif
#ifdef __cplusplus
}
#endif

#endif
