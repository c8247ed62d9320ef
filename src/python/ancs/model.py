# model.py: a compiled rule file, and scoring with it.
"""Compiled rule files."""

from __future__ import annotations

import os
import warnings as _warnings
from collections.abc import Iterable, Mapping
from ctypes import addressof, byref, c_size_t, create_string_buffer
from decimal import Decimal
from fractions import Fraction
from numbers import Rational
from typing import Any, Callable

from . import _library as c
from .dates import day_number
from .describe import Description
from .errors import DataError, RuleWarning, findings_of, made_text, must, raise_for
from .scorecard import Scorecard
from .session import Session


class Model:
    """A compiled rule file. Made by `ancs.compile`; immutable, and safe to share between threads.

    Pickling keeps the rule text and its digest: the copy is compiled anew where it is read, and refused if it would mean something else.
    """

    def __init__(self, text: str, name: str = "rules", *, warn: bool = True, files: Mapping[str, str] | Callable[[str], str | None] | None = None,
                 path: str | None = None):
        self._text, self._name, self._path = text, name, path
        self._files: dict[str, str] = {}  # what was included, for copies made elsewhere
        self._program = c.Handle(c.library.ancs_program_destroy)
        data = text.encode("utf-8", "surrogateescape")
        error = c.error_handle()
        reader = _Reader(files, self._files)
        options = c.CompileOptions(name=name.encode("utf-8", "replace"), read=reader.callback, path=None if path is None else path.encode())
        status = c.library.ancs_compile(data, len(data), byref(options), byref(self._program.value), byref(error.value))
        reader.check()
        raise_for(status, error)
        if warn and error.value:
            for found in findings_of(error):
                _warnings.warn(RuleWarning(f"{name}: {found}", found), stacklevel=3)
        self._describe()

    def _describe(self) -> None:
        ask = Description(self._program.value)
        info = ask.program()
        self.id: str = c.text(info.model_id)
        self.title: str = c.text(info.title)
        self.maximum: Fraction = Fraction(c.text(info.maximum))
        #: SHA-256 of the rules, the same for the English and the Vietnamese form and any layout.
        self.digest: str = c.text(info.rules_digest)
        #: Published points times this are whole numbers; 0 where no such number exists.
        self.points_scale: int = info.points_scale
        #: True if criteria may be excluded, so that maxima differ from unit to unit.
        self.excludes: bool = bool(info.excludes)
        #: True if a unit may be not yet assessed: without a level, and outside ranking.
        self.may_be_not_yet_assessed: bool = bool(info.may_be_not_yet_assessed)
        self.info = ask.model()
        self.inputs = ask.inputs(info.inputs)
        self.groups = ask.groups(info.groups)
        self.criteria = ask.criteria(info.criteria)
        self.outcomes = ask.outcomes(info.outcomes)
        self.vetoes = ask.vetoes(info.vetoes)
        self.parameters = ask.parameters(info.parameters)
        self.actions = ask.actions(info.actions, self.inputs)
        self.quotas = ask.quotas(info.quotas, self.outcomes)
        self._index = {known.name: i for i, known in enumerate(self.inputs)}
        self._places = {known.id: (kind, i) for kind, all_ in ((c.GROUP, self.groups), (c.CRITERION, self.criteria)) for i, known in enumerate(all_)}

    # ---- scoring ----

    def score(self, data: Any = None, /, **options: Any):
        """Scores one unit, or every row of a table.

        One unit: a mapping from input names to values, or keyword arguments; gives a `Scorecard`. Values are int, `Fraction`, `Decimal`, float (its
        shortest decimal form), bool, str (an option, a date, or a number such as "36.3%"), `datetime.date`; None is missing.

        Many units: a pandas DataFrame gives a DataFrame with the same index, a mapping of numpy arrays a dict of arrays; for the options see
        `ancs.tables.score_table`. Anything with `__arrow_c_stream__` or `__arrow_c_array__` gives an object with the same method; see
        `ancs.arrow.score_arrow`.
        """
        from . import tables

        if data is None:
            return self.score_unit(options)
        if tables.is_arrow(data):
            from .arrow import score_arrow

            return score_arrow(self, data, **options)
        if tables.is_table(data):
            return tables.score_table(self, data, **options)
        if not isinstance(data, Mapping):
            raise TypeError(f"score takes one unit as a mapping of inputs (of a Series: its to_dict()), or many as a DataFrame, a mapping of "
                            f"arrays or Arrow data, not {type(data).__name__}")
        return self.score_unit({**data, **options})

    def score_unit(self, values: Mapping[str, Any]) -> Scorecard:
        """Scores one unit; see `score`."""
        lib = c.library
        record, card = self._record(values), c.Handle(lib.ancs_scorecard_destroy)
        must(lib.ancs_scorecard_create, self._program.value, byref(card.value))
        must(lib.ancs_score, record.value, card.value)
        return Scorecard(self, record, card)

    def session(self, values: Mapping[str, Any] | None = None, /, **more: Any) -> Session:
        """One unit under change, for what-if questions and forms: after a change only what depends on it is computed again; see `Session`."""
        return Session(self, self._record({**(values or {}), **more}))

    def _record(self, values: Mapping[str, Any]) -> c.Handle:
        lib = c.library
        record = c.Handle(lib.ancs_record_destroy)
        must(lib.ancs_record_create, self._program.value, byref(record.value))
        set_int, index_of, at = lib.ancs_record_set_int64, self._index, record.value
        for name, value in values.items():
            # The usual case in one call; whatever else, and whatever is refused, takes the long way, which tells why.
            if type(value) is int and -(2**63) <= value < 2**63 and name in index_of and set_int(at, index_of[name], value, None) == c.OK:
                continue
            if value is not None:
                self._set(record, name, value)
        return record

    def _input(self, name: str) -> int:
        """The position of an input by its name, which may be in another Unicode form than the rule file's."""
        index = self._index.get(name)
        if index is None:
            index = c.library.ancs_program_find_input(self._program.value, name.encode("utf-8", "replace")) if isinstance(name, str) else -1
            if index < 0:
                raise DataError(f"the rule file has no input {name!r}{_nearest(name, self._index)}")
        return index

    def _set(self, record: c.Handle, name: str, value: Any) -> None:
        index = self._input(name)
        lib, error, at = c.library, c.error_handle(), record.value
        to = byref(error.value)
        if isinstance(value, bool):
            status = lib.ancs_record_set_bool(at, index, value, to)
        elif isinstance(value, int):
            status = (lib.ancs_record_set_int64(at, index, value, to) if -(2**63) <= value < 2**63
                      else self._set_text(at, index, str(value), to))
        elif isinstance(value, float):
            status = lib.ancs_record_set_double(at, index, value, to)
        elif isinstance(value, Rational):
            status = self._set_text(at, index, f"{value.numerator}/{value.denominator}", to)
        elif isinstance(value, Decimal):
            status = self._set_text(at, index, f"{value:f}", to)
        elif isinstance(value, str):
            kind = self.inputs[index].kind
            data = value.encode("utf-8", "replace")
            if kind in ("one of", "date"):
                status = lib.ancs_record_set_option(at, index, data, len(data), to)
            else:
                status = lib.ancs_record_set_decimal(at, index, data, len(data), to)
        elif hasattr(value, "toordinal"):
            day = day_number(value)
            if self.inputs[index].kind != "date" or day is None:
                raise DataError(f"{name!r} takes {_A[self.inputs[index].kind]}, not {value!r}" + (": without a time of day" if day is None else ""))
            status = lib.ancs_record_set_int64(at, index, day, to)
        elif hasattr(value, "item"):
            return self._set(record, name, value.item())
        else:
            raise DataError(f"{name!r} cannot take a value of type {type(value).__name__}")
        raise_for(status, error)

    @staticmethod
    def _set_text(at, index, text: str, to) -> int:
        data = text.encode()
        return c.library.ancs_record_set_decimal(at, index, data, len(data), to)

    # ---- other values, other questions ----

    def with_parameters(self, **values: Any) -> Model:
        """The same rules with other values of parameters, for what-if questions: `model.with_parameters(share="75%")`. Raises `DataError` where
        there is no such parameter, or its range does not allow the value."""
        program = self._program
        for name, value in values.items():
            changed = c.Handle(c.library.ancs_program_destroy)
            must(c.library.ancs_program_with_parameter, program.value, name.encode(), _number_text(name, value).encode(), byref(changed.value))
            program = changed
        made = object.__new__(Model)
        made.__dict__.update(self.__dict__)
        made._program = program
        made.parameters = Description(program.value).parameters(len(self.parameters))
        return made

    def rank(self, cards: Iterable[Scorecard], *, parents: Iterable[str | None] | None = None, unit_types: Iterable[str | None] | None = None):
        """Puts scored units in ranking order and applies the quotas of levels; see `ancs.ranking.rank`."""
        from .ranking import rank

        return rank(self, cards, parents, unit_types)

    def test(self) -> int:
        """Runs the tests that stand in the rule file; gives their number, and raises `RuleError` where expectations fail."""
        tests = c_size_t()
        must(c.library.ancs_program_test, self._program.value, byref(tests), None)
        return tests.value

    def coverage(self) -> tuple[int, int]:
        """How many places of the rule file its tests exercise, of how many that decide."""
        decisions, exercised = c_size_t(), c_size_t()
        must(c.library.ancs_program_coverage, self._program.value, byref(decisions), byref(exercised))
        return exercised.value, decisions.value

    def suggest_tests(self) -> str:
        """Tests, in the rule language, for thresholds that the rule file does not test."""
        return made_text(c.library.ancs_program_suggest_tests, self._program.value)

    def graph(self) -> str:
        """The evaluation graph in Graphviz DOT."""
        return made_text(c.library.ancs_program_graph, self._program.value)

    # ---- copies ----

    @property
    def text(self) -> str:
        """The rule text it was compiled from."""
        return self._text

    def __copy__(self) -> Model:
        return self

    def __deepcopy__(self, memo) -> Model:
        return self

    def __reduce__(self):
        changed = {p.name: p.value for p in self.parameters if p.value != p.default}
        return _restore, (self._text, self._name, self.digest, self._files, self._path, changed)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Model) and self.digest == other.digest and self.parameters == other.parameters

    def __hash__(self) -> int:
        return hash((self.digest, self.parameters))

    def __repr__(self) -> str:
        return f"<Model {self.id}: {len(self.inputs)} inputs, {len(self.criteria)} criteria, maximum {self.maximum}>"


class _Reader:
    """Hands included files to the compiler, and keeps their texts while it may read them. An exception waits until the call has returned."""

    def __init__(self, files: Mapping[str, str] | Callable[[str], str | None] | None, met: dict[str, str]):
        self._kept: list[Any] = []
        self._raised: BaseException | None = None
        find = files if callable(files) else (files or {}).get

        def read(_context, path, length):
            try:
                text = find(path.decode())
                if text is None:
                    return None
                met[path.decode()] = text
                data = text.encode("utf-8", "surrogateescape")
                self._kept.append(create_string_buffer(data, len(data) + 1))
                length[0] = len(data)
                return addressof(self._kept[-1])
            except BaseException as failure:  # noqa: BLE001  it must not pass through C
                self._raised = failure
                return None

        self.callback = c.ReadFile() if files is None else c.ReadFile(read)

    def check(self) -> None:
        if self._raised is not None:
            raise self._raised


def _restore(text: str, name: str, digest: str, files: Mapping[str, str] | None = None, path: str | None = None,
             parameters: Mapping[str, Fraction] | None = None) -> Model:
    model = Model(text, name, warn=False, files=files or None, path=path)
    if model.digest != digest:
        raise ValueError(f"{name}: the rules mean something else to this version of ancs than to the one that stored them")
    return model.with_parameters(**parameters) if parameters else model


_A = {"count": "a count", "number": "a number", "money": "an amount of money", "percent": "a share", "points": "points", "days": "a number of days",
      "date": "a date", "yes/no": "True or False", "one of": "one of its options"}


def _number_text(name: str, value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, (Rational, float)) and not isinstance(value, bool):
        exact = Fraction(repr(value)) if isinstance(value, float) else value
        return f"{exact.numerator}/{exact.denominator}"
    raise DataError(f"parameter {name!r} takes a number, not {value!r}")


def _nearest(name: object, known: Mapping[str, int]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(str(name), list(known), 1)
    return f"; did you mean {close[0]!r}?" if close else ""


def compile(rules: str | os.PathLike, *, name: str | None = None, warn: bool = True, root: str | os.PathLike | None = None,  # noqa: A001
            files: Mapping[str, str] | None = None) -> Model:
    """Compiles a rule file.

    `rules` is the text itself, or the path of a file: a `Path`, or a string of one line. Raises `RuleError` with every error found, and
    gives warnings of the rule file as `RuleWarning` unless `warn` is false. `name` is what messages call the file.

    Files that it includes are read from its folder and those below, or below `root`, the folder of all rule files. For a text, `files` has
    them by name.

    >>> import ancs
    >>> try:
    ...     ancs.compile("ancs 1\\nmodel m { maximum 5 }\\ninput late : count\\ngroup A maximum 5 {\\n"
    ...                  "  criterion A1 maximum 5 { start full  deduct 1 per lates }\\n}")
    ... except ancs.RuleError as error:
    ...     found = error.findings[0]
    ...     print(found.code, found.line, found.column, found.help)
    E0205 5 53 did you mean `late`?
    """
    if isinstance(rules, os.PathLike) or (isinstance(rules, str) and "\n" not in rules and not rules.lstrip("\ufeff").startswith("ancs ")):
        from pathlib import Path

        path = Path(rules)
        folder = (Path(root) if root is not None else path.parent).resolve()
        try:
            below = path.resolve().relative_to(folder)
        except ValueError:
            raise ValueError(f"{os.fspath(rules)} is not below the folder {os.fspath(root)}") from None

        def read(wanted: str) -> str | None:
            file = (folder / wanted).resolve()
            return file.read_bytes().decode("utf-8", "surrogateescape") if file.is_relative_to(folder) and file.is_file() else None

        text = path.read_bytes().decode("utf-8", "surrogateescape")
        return Model(text, name or os.fspath(rules), warn=warn, files=read if files is None else files, path=below.as_posix())
    return Model(rules, name or "rules", warn=warn, files=files)


def format(text: str, language: str = "en") -> str:  # noqa: A001  as the tool calls it
    """A rule text in canonical form, with English ("en") or Vietnamese ("vi") keywords."""
    data = text.encode("utf-8", "surrogateescape")
    return made_text(c.library.ancs_format, data, len(data), c.language(language))


def changes(before: str, after: str, language: str = "en") -> list[str]:
    """What a rule text says otherwise than an earlier one, change by change; empty where they mean the same."""
    old, new = before.encode("utf-8", "surrogateescape"), after.encode("utf-8", "surrogateescape")
    return made_text(c.library.ancs_changes, old, len(old), new, len(new), c.language(language)).splitlines()
