# _library.py: finds the shared library, declares its functions to ctypes, and turns its errors into exceptions.
"""The C interface as ctypes sees it. See include/ancs.h for the contract; nothing here is public."""

from __future__ import annotations

import ctypes
import os
from ctypes import (
    CFUNCTYPE, POINTER, Structure, byref, c_char, c_char_p, c_double, c_int32, c_int64, c_size_t, c_ssize_t, c_uint8, c_uint32, c_uint64, c_void_p,
)

ABI_MAJOR, ABI_MINOR = 1, 1

OK, ERROR_RULES, ERROR_DATA, ERROR_ARGUMENT, ERROR_HANDLE, ERROR_BUSY, ERROR_CALLBACK, ERROR_STOPPED, ERROR_MEMORY = range(9)
ENGLISH, VIETNAMESE = 0, 1
COUNT, NUMBER, MONEY, PERCENT, POINTS, DAYS, DATE, YES_NO, ONE_OF = range(9)
KINDS = ("count", "number", "money", "percent", "points", "days", "date", "yes/no", "one of")
(TOTAL, TOTAL_WITH_ALL, GROUP, CRITERION, OUTCOME, VETOES, RANKING_KEY, ROW_STATE, NOT_YET_ASSESSED, TOTAL_RESCALED, ASSESSED_MAXIMUM, GROUP_MAXIMUM,
 GROUP_COUNTED, GROUP_COUNTED_MAXIMUM) = range(14)
SCORED, MISSING, NOT_APPLICABLE, INFORMATION, EXCLUDED, POINTS_UNKNOWN, NOT_COUNTED = range(7)
NO, YES, UNKNOWN = range(3)
NONE = -1
LOW, HIGH = 0, 1
INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, UINT64, FLOAT64, FLOAT32, BITS = range(11)


class Sized(Structure):
    """A structure whose first member says how large the caller's version of it is."""

    def __init__(self, **members):
        super().__init__(**members)
        self.size = ctypes.sizeof(self)


class Finding(Sized):
    _fields_ = [("size", c_size_t), ("code", c_char_p), ("severity", c_int32), ("has_place", c_int32), ("begin", c_uint64), ("end", c_uint64),
                ("line", c_uint32), ("column", c_uint32), ("end_line", c_uint32), ("end_column", c_uint32), ("message_en", c_char_p),
                ("message_vi", c_char_p), ("help_en", c_char_p), ("help_vi", c_char_p), ("row", c_int64), ("file", c_char_p)]


ReadFile = CFUNCTYPE(c_void_p, c_void_p, c_char_p, POINTER(c_size_t))


class CompileOptions(Sized):
    _fields_ = [("size", c_size_t), ("name", c_char_p), ("allocator", c_void_p), ("read", ReadFile), ("read_context", c_void_p), ("path", c_char_p)]


class ProgramInfo(Sized):
    _fields_ = [("size", c_size_t), ("model_id", c_char_p), ("title", c_char_p), ("maximum", c_char_p), ("rules_digest", c_char_p),
                ("points_scale", c_int64), ("inputs", c_size_t), ("groups", c_size_t), ("criteria", c_size_t), ("outcomes", c_size_t),
                ("vetoes", c_size_t), ("warnings", c_size_t), ("parameters", c_size_t), ("excludes", c_int32), ("may_be_not_yet_assessed", c_int32),
                ("within_parent", c_int32), ("within_unit_type", c_int32), ("within_input", c_int32), ("actions", c_size_t), ("quotas", c_size_t)]


_texts = POINTER(c_char_p)


class ModelInfo(Sized):
    _fields_ = [("size", c_size_t), ("in_force_from", c_char_p), ("period_first", c_char_p), ("period_last", c_char_p), ("bases", c_size_t),
                ("replaces", c_size_t), ("unit_types", c_size_t), ("columns", c_size_t), ("base_texts", _texts), ("replaced_texts", _texts),
                ("unit_type_texts", _texts), ("column_ids", _texts), ("column_titles", _texts)]


class InputInfo(Sized):
    _fields_ = [("size", c_size_t), ("name", c_char_p), ("title", c_char_p), ("kind", c_int32), ("is_optional", c_int32),
                ("default_value", c_char_p), ("low", c_char_p), ("high", c_char_p), ("low_open", c_int32), ("high_open", c_int32),
                ("step", c_char_p), ("options", c_size_t), ("option_names", POINTER(c_char_p)), ("same_within_parent", c_int32), ("parts_type", c_char_p)]


class GroupInfo(Sized):
    _fields_ = [("size", c_size_t), ("id", c_char_p), ("number", c_char_p), ("title", c_char_p), ("maximum", c_char_p),
                ("counts_in_total", c_int32), ("parent", c_int32), ("groups", c_size_t), ("criteria", c_size_t),
                ("group_indexes", POINTER(c_uint32)), ("criterion_indexes", POINTER(c_uint32)), ("evidence", c_char_p), ("needs_evidence", c_int32)]


class CriterionInfo(Sized):
    _fields_ = [("size", c_size_t), ("id", c_char_p), ("number", c_char_p), ("title", c_char_p), ("maximum", c_char_p), ("group", c_int32),
                ("is_information", c_int32), ("evidence", c_char_p), ("bases", c_size_t), ("basis_texts", POINTER(c_char_p)), ("is_assessed", c_int32),
                ("needs_evidence", c_int32), ("parent", c_int32), ("items", c_size_t), ("item_indexes", POINTER(c_uint32))]


class OutcomeInfo(Sized):
    _fields_ = [("size", c_size_t), ("title", c_char_p), ("levels", c_size_t), ("level_names", POINTER(c_char_p))]


class VetoInfo(Sized):
    _fields_ = [("size", c_size_t), ("id", c_char_p), ("title", c_char_p)]


class ParameterInfo(Sized):
    _fields_ = [("size", c_size_t), ("name", c_char_p), ("title", c_char_p), ("is_percent", c_int32), ("value", c_char_p), ("default_value", c_char_p),
                ("low", c_char_p), ("high", c_char_p)]


class ActionInfo(Sized):
    _fields_ = [("size", c_size_t), ("title", c_char_p), ("each", c_int32), ("inputs", c_size_t), ("input_indexes", POINTER(c_uint32))]


class QuotaInfo(Sized):
    _fields_ = [("size", c_size_t), ("outcome", c_int32), ("level", c_int32), ("of", c_int32), ("become", c_int32), ("share", c_char_p),
                ("or_better", c_int32), ("before", c_int32), ("ties_in", c_int32), ("sentence", c_char_p)]


class Number(Structure):
    _fields_ = [("numerator", c_int64), ("denominator", c_int64), ("value", c_double)]


class Points(Sized):
    _fields_ = [("size", c_size_t), ("low", Number), ("high", Number), ("settled", c_int32), ("state", c_int32)]


class ScorecardInfo(Sized):
    _fields_ = [("size", c_size_t), ("is_final", c_int32), ("groups", c_size_t), ("criteria", c_size_t), ("vetoes", c_size_t),
                ("outcomes", c_size_t), ("ranking_keys", c_size_t), ("warnings", c_size_t), ("missing", c_size_t), ("findings", c_size_t),
                ("not_yet_assessed", c_int32), ("actions", c_size_t), ("outer", c_int32)]


class Outcome(Sized):
    _fields_ = [("size", c_size_t), ("level", c_int32), ("possible", c_size_t), ("possible_levels", POINTER(c_uint32)), ("may_have_none", c_int32)]


class Warned(Sized):
    _fields_ = [("size", c_size_t), ("warning", c_int32), ("differs", c_int32), ("stated", Number), ("actual", Number),
                ("explanations", c_size_t), ("explanation_texts", POINTER(c_char_p))]


class Action(Sized):
    _fields_ = [("size", c_size_t), ("action", c_int32), ("title", c_char_p), ("input", c_int32), ("made", c_int32)]


class Needs(Sized):
    _fields_ = [("size", c_size_t), ("level", c_char_p), ("parts", c_size_t), ("part_texts", _texts)]


class CohortUnit(Sized):
    _fields_ = [("size", c_size_t), ("parent", c_char_p), ("unit_type", c_char_p)]


class Place(Sized):
    _fields_ = [("size", c_size_t), ("unit", c_size_t), ("place", c_uint32), ("tied", c_int32), ("provisional", c_int32), ("part", c_size_t)]


class CohortPartInfo(Sized):
    _fields_ = [("size", c_size_t), ("parent", c_char_p), ("unit_type", c_char_p), ("option", c_char_p), ("units", c_size_t), ("quotas", c_size_t)]


class ExplainOptions(Sized):
    _fields_ = [("size", c_size_t), ("language", c_int32), ("unit", c_char_p), ("without_reasons", c_int32)]


class Column(Sized):
    _fields_ = [("size", c_size_t), ("type", c_int32), ("data", c_void_p), ("stride", c_ssize_t), ("scale", c_int64), ("validity", c_void_p),
                ("validity_bytes", c_int32), ("offset", c_size_t), ("options", c_size_t), ("option_map", c_void_p)]


class Result(Sized):
    _fields_ = [("size", c_size_t), ("type", c_int32), ("data", c_void_p), ("stride", c_ssize_t)]


Progress = CFUNCTYPE(c_int32, c_void_p, c_uint64, c_uint64)


class BatchOptions(Sized):
    _fields_ = [("size", c_size_t), ("threads", c_uint32), ("columns_may_lack", c_int32), ("chunk_rows", c_size_t), ("progress", Progress),
                ("progress_context", c_void_p), ("results", c_uint32), ("points_as", c_int32), ("language", c_int32), ("scale", c_int64)]


class BatchReport(Sized):
    _fields_ = [("size", c_size_t), ("rows_done", c_uint64), ("rows_narrow", c_uint64), ("rows_wide", c_uint64), ("rows_apart", c_uint64),
                ("rows_inexact", c_uint64)]


def _candidates():
    """Where the library may be, most wanted first: named by ANCS_LIBRARY, packed with the wheel, in a source checkout's build, installed."""
    named = os.environ.get("ANCS_LIBRARY")
    if named:
        yield named
        return
    here = os.path.dirname(os.path.realpath(__file__))
    yield os.path.join(here, "libancs.so.1")
    for build in ("build", "build/tests"):
        yield os.path.join(here, "..", "..", "..", build, "src", "c", "libancs.so.1")
    yield "libancs.so.1"


def _open():
    failures = []
    for candidate in _candidates():
        if os.sep in candidate and not os.path.exists(candidate):
            continue
        try:
            return ctypes.CDLL(candidate), candidate
        except OSError as failure:
            failures.append(f"{candidate}: {failure}")
    raise ImportError(
        "ancs needs its shared library libancs.so.1 and did not find it; install the package libancs1, or set ANCS_LIBRARY to its path"
        + "".join("\n  " + f for f in failures))


library, path = _open()

_handle = c_void_p
_ref = POINTER(c_void_p)


def _declare(name, result, *arguments):
    function = getattr(library, name)
    function.restype = result
    function.argtypes = arguments
    return function


_status = c_int32
for _name, _arguments in {
    "ancs_check_abi": (c_uint32, c_uint32, _ref),
    "ancs_error_destroy": (_ref,),
    "ancs_error_finding": (_handle, c_size_t, POINTER(Finding)),
    "ancs_string_destroy": (_ref,),
    "ancs_compile": (c_char_p, c_size_t, POINTER(CompileOptions), _ref, _ref),
    "ancs_program_destroy": (_ref,),
    "ancs_program_describe": (_handle, POINTER(ProgramInfo), _ref),
    "ancs_program_input": (_handle, c_size_t, POINTER(InputInfo), _ref),
    "ancs_program_group": (_handle, c_size_t, POINTER(GroupInfo), _ref),
    "ancs_program_criterion": (_handle, c_size_t, POINTER(CriterionInfo), _ref),
    "ancs_program_outcome": (_handle, c_size_t, POINTER(OutcomeInfo), _ref),
    "ancs_program_veto": (_handle, c_size_t, POINTER(VetoInfo), _ref),
    "ancs_program_parameter": (_handle, c_size_t, POINTER(ParameterInfo), _ref),
    "ancs_program_action": (_handle, c_size_t, POINTER(ActionInfo), _ref),
    "ancs_program_quota": (_handle, c_size_t, POINTER(QuotaInfo), _ref),
    "ancs_program_model": (_handle, POINTER(ModelInfo), _ref),
    "ancs_program_with_parameter": (_handle, c_char_p, c_char_p, _ref, _ref),
    "ancs_program_test": (_handle, POINTER(c_size_t), POINTER(c_size_t), _ref),
    "ancs_program_coverage": (_handle, POINTER(c_size_t), POINTER(c_size_t), _ref),
    "ancs_program_suggest_tests": (_handle, _ref, _ref),
    "ancs_program_graph": (_handle, _ref, _ref),
    "ancs_format": (c_char_p, c_size_t, c_int32, _ref, _ref),
    "ancs_changes": (c_char_p, c_size_t, c_char_p, c_size_t, c_int32, _ref, _ref),
    "ancs_rule_set_create": (_ref, _ref),
    "ancs_rule_set_destroy": (_ref,),
    "ancs_rule_set_add": (_handle, _handle, c_char_p, _ref),
    "ancs_rule_set_check": (_handle, _ref, _ref),
    "ancs_rule_set_select": (_handle, c_char_p, c_char_p, c_char_p, POINTER(c_size_t), _ref),
    "ancs_rule_set_in_force": (_handle, c_size_t, c_char_p, c_char_p, c_char_p, _ref),
    "ancs_session_create": (_handle, _ref, _ref),
    "ancs_session_destroy": (_ref,),
    "ancs_session_update": (_handle, _handle, c_int32, _ref),
    "ancs_session_points": (_handle, c_int32, c_size_t, POINTER(Points), _ref),
    "ancs_session_card": (_handle, _handle, _ref),
    "ancs_session_steps": (_handle, POINTER(c_size_t), POINTER(c_size_t), _ref),
    "ancs_cohort_create": (_handle, _ref, _ref),
    "ancs_cohort_destroy": (_ref,),
    "ancs_cohort_add": (_handle, _handle, POINTER(CohortUnit), _ref),
    "ancs_cohort_rank": (_handle, _ref),
    "ancs_cohort_place": (_handle, c_size_t, POINTER(Place), _ref),
    "ancs_cohort_part": (_handle, c_size_t, POINTER(CohortPartInfo), _ref),
    "ancs_scorecard_action": (_handle, c_size_t, POINTER(Action), _ref),
    "ancs_scorecard_moves": (_handle, c_size_t, POINTER(Number), _ref),
    "ancs_compare_cards": (_handle, _handle, _ref, _ref),
    "ancs_explanation_create": (_handle, c_int32, _ref, _ref),
    "ancs_explanation_destroy": (_ref,),
    "ancs_explanation_needs": (_handle, c_size_t, POINTER(Needs), _ref),
    "ancs_record_create": (_handle, _ref, _ref),
    "ancs_record_copy": (_handle, _ref, _ref),
    "ancs_record_destroy": (_ref,),
    "ancs_record_set_int64": (_handle, c_int32, c_int64, _ref),
    "ancs_record_set_fraction": (_handle, c_int32, c_int64, c_int64, _ref),
    "ancs_record_set_double": (_handle, c_int32, c_double, _ref),
    "ancs_record_set_decimal": (_handle, c_int32, c_char_p, c_size_t, _ref),
    "ancs_record_set_bool": (_handle, c_int32, c_int32, _ref),
    "ancs_record_set_option": (_handle, c_int32, c_char_p, c_size_t, _ref),
    "ancs_record_set_missing": (_handle, c_int32, _ref),
    "ancs_record_clear": (_handle, _ref),
    "ancs_record_digest": (_handle, POINTER(c_char), _ref),
    "ancs_scorecard_create": (_handle, _ref, _ref),
    "ancs_scorecard_destroy": (_ref,),
    "ancs_score": (_handle, _handle, _ref),
    "ancs_scorecard_describe": (_handle, POINTER(ScorecardInfo), _ref),
    "ancs_scorecard_points": (_handle, c_int32, c_size_t, POINTER(Points), _ref),
    "ancs_scorecard_points_text": (_handle, c_int32, c_size_t, c_int32, c_char_p, c_size_t, POINTER(c_size_t), _ref),
    "ancs_scorecard_outcome": (_handle, c_size_t, POINTER(Outcome), _ref),
    "ancs_scorecard_warning": (_handle, c_size_t, POINTER(Warned), _ref),
    "ancs_scorecard_findings": (_handle, _ref, _ref),
    "ancs_scorecard_json": (_handle, _ref, _ref),
    "ancs_explain_text": (_handle, POINTER(ExplainOptions), _ref, _ref),
    "ancs_explain_json": (_handle, POINTER(ExplainOptions), _ref, _ref),
    "ancs_batch_create": (_handle, c_size_t, _ref, _ref),
    "ancs_batch_destroy": (_ref,),
    "ancs_batch_set": (_handle, c_int32, POINTER(Column), _ref),
    "ancs_batch_want": (_handle, c_int32, c_size_t, c_int32, POINTER(Result), _ref),
    "ancs_batch_score": (_handle, POINTER(BatchOptions), POINTER(BatchReport), _ref),
    "ancs_batch_record": (_handle, c_size_t, _handle, _ref),
    "ancs_score_arrow": (_handle, c_void_p, c_void_p, POINTER(BatchOptions), c_void_p, c_void_p, POINTER(BatchReport), _ref),
    "ancs_score_arrow_stream": (_handle, c_void_p, POINTER(BatchOptions), c_void_p, _ref),
}.items():
    _declare(_name, _status, *_arguments)
_declare("ancs_version", c_char_p)
_declare("ancs_language_version", c_int32)
_declare("ancs_error_status", _status, _handle)
_declare("ancs_error_count", c_size_t, _handle)
_declare("ancs_error_text", c_char_p, _handle, c_int32)
_declare("ancs_error_json", c_char_p, _handle, c_int32)
_declare("ancs_string_data", c_char_p, _handle)
_declare("ancs_string_length", c_size_t, _handle)
_declare("ancs_program_warning", c_char_p, _handle, c_size_t)
_declare("ancs_program_find_input", c_int32, _handle, c_char_p)
_declare("ancs_scorecard_veto", c_int32, _handle, c_size_t)
_declare("ancs_scorecard_missing", c_int32, _handle, c_size_t)
_declare("ancs_cohort_places", c_size_t, _handle)
_declare("ancs_cohort_level", c_int32, _handle, c_size_t, c_size_t)
_declare("ancs_cohort_outside", c_int64, _handle, c_int32, c_size_t)


class Handle:
    """Owns one handle of the library and destroys it with itself. A forked child has the same handle, in its own memory."""

    __slots__ = ("value", "_destroy")

    def __init__(self, destroy):
        self.value = c_void_p()
        self._destroy = destroy

    def __del__(self):
        if self.value:
            self._destroy(byref(self.value))


def text(of: bytes | None) -> str:
    return "" if of is None else of.decode("utf-8")


def texts(array, count: int) -> tuple[str, ...]:
    return tuple(text(array[i]) for i in range(count))


def language(name: str) -> int:
    try:
        return {"en": ENGLISH, "vi": VIETNAMESE}[name]
    except KeyError:
        raise ValueError(f"language is 'en' or 'vi', not {name!r}") from None


def take_string(handle: Handle) -> str:
    return ctypes.string_at(library.ancs_string_data(handle.value), library.ancs_string_length(handle.value)).decode("utf-8")


def error_handle() -> Handle:
    return Handle(library.ancs_error_destroy)


if library.ancs_check_abi(ABI_MAJOR, ABI_MINOR, None) != OK:
    raise ImportError(f"{path} is version {text(library.ancs_version())}, which this Python package does not know how to call")
