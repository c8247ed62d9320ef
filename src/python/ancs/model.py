# model.py: a compiled rule file: what it says of itself, and scoring with it.
"""Compiled rule files."""

from __future__ import annotations

import os
import warnings as _warnings
from collections.abc import Mapping
from ctypes import byref
from decimal import Decimal
from fractions import Fraction
from numbers import Rational
from typing import Any, NamedTuple

from . import _library as c
from .errors import DataError, RuleWarning, findings_of, raise_for
from .scorecard import Scorecard


class Input(NamedTuple):
    """One column of data: an input, a baseline of it ("cases.before_model"), or a month ("late.3").

    `kind` is one of count, number, money, percent, points, days, date, yes/no, one of. `low` and `high` are the declared range (None: no
    end), `step` what values are multiples of (None: any fraction), `options` those of a one-of input.
    """

    name: str
    title: str
    kind: str
    optional: bool
    default: Fraction | None
    low: Fraction | None
    high: Fraction | None
    step: Fraction | None
    options: tuple[str, ...]


class Group(NamedTuple):
    """A group of criteria; `parent`, `groups` and `criteria` are positions in `Model.groups` and `Model.criteria`."""

    id: str
    number: str
    title: str
    maximum: Fraction
    counts_in_total: bool
    parent: int | None
    groups: tuple[int, ...]
    criteria: tuple[int, ...]


class Criterion(NamedTuple):
    """A criterion; `bases` are its legal bases, `evidence` the document that proves its facts."""

    id: str
    number: str
    title: str
    maximum: Fraction
    group: int
    information: bool
    evidence: str
    bases: tuple[str, ...]


class Outcome(NamedTuple):
    """One `levels` of the rule file; its levels, best first."""

    title: str
    levels: tuple[str, ...]


class Veto(NamedTuple):
    id: str
    title: str


def _fraction(text: bytes | None) -> Fraction | None:
    return None if text is None else Fraction(text.decode())


def _texts(array, count: int) -> tuple[str, ...]:
    return tuple(c.text(array[i]) for i in range(count))


class Model:
    """A compiled rule file. Made by `ancs.compile`; immutable, and safe to share between threads.

    Pickling keeps the rule text and its digest: the copy is compiled anew where it is read, and refused if it would mean something else.
    """

    def __init__(self, text: str, name: str = "rules", *, warn: bool = True):
        self._text, self._name = text, name
        self._program = c.Handle(c.library.ancs_program_destroy)
        data = text.encode("utf-8", "surrogateescape")
        error = c.error_handle()
        options = c.CompileOptions(name=name.encode("utf-8", "replace"))
        raise_for(c.library.ancs_compile(data, len(data), byref(options), byref(self._program.value), byref(error.value)), error)
        if warn and error.value:
            for found in findings_of(error):
                _warnings.warn(RuleWarning(f"{name}: {found}", found), stacklevel=3)
        self._describe()

    def _describe(self) -> None:
        lib, program, error = c.library, self._program.value, c.error_handle()

        def ask(call, kind, index):
            info = kind()
            raise_for(call(program, index, byref(info), byref(error.value)), error)
            return info

        info = c.ProgramInfo()
        raise_for(lib.ancs_program_describe(program, byref(info), byref(error.value)), error)
        self.id: str = c.text(info.model_id)
        self.title: str = c.text(info.title)
        self.maximum: Fraction = Fraction(c.text(info.maximum))
        #: SHA-256 of the rules, the same for the English and the Vietnamese form and any layout.
        self.digest: str = c.text(info.rules_digest)
        #: Published points times this are whole numbers; 0 where no such number exists.
        self.points_scale: int = info.points_scale
        inputs = (ask(lib.ancs_program_input, c.InputInfo, i) for i in range(info.inputs))
        self.inputs = tuple(Input(c.text(i.name), c.text(i.title), c.KINDS[i.kind], bool(i.is_optional), _fraction(i.default_value), _fraction(i.low),
                                  _fraction(i.high), _fraction(i.step), _texts(i.option_names, i.options)) for i in inputs)
        groups = (ask(lib.ancs_program_group, c.GroupInfo, i) for i in range(info.groups))
        self.groups = tuple(Group(c.text(g.id), c.text(g.number), c.text(g.title), Fraction(c.text(g.maximum)), bool(g.counts_in_total),
                                  g.parent if g.parent >= 0 else None, tuple(g.group_indexes[:g.groups]),
                                  tuple(g.criterion_indexes[:g.criteria])) for g in groups)
        criteria = (ask(lib.ancs_program_criterion, c.CriterionInfo, i) for i in range(info.criteria))
        self.criteria = tuple(Criterion(c.text(x.id), c.text(x.number), c.text(x.title), Fraction(c.text(x.maximum)), x.group, bool(x.is_information),
                                        c.text(x.evidence), _texts(x.basis_texts, x.bases)) for x in criteria)
        outcomes = (ask(lib.ancs_program_outcome, c.OutcomeInfo, i) for i in range(info.outcomes))
        self.outcomes = tuple(Outcome(c.text(o.title), _texts(o.level_names, o.levels)) for o in outcomes)
        vetoes = (ask(lib.ancs_program_veto, c.VetoInfo, i) for i in range(info.vetoes))
        self.vetoes = tuple(Veto(c.text(v.id), c.text(v.title)) for v in vetoes)
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
            raise TypeError(f"score takes a mapping of inputs or a table of units, not {type(data).__name__}")
        return self.score_unit({**data, **options})

    def score_unit(self, values: Mapping[str, Any]) -> Scorecard:
        """Scores one unit; see `score`."""
        lib, program = c.library, self._program.value
        record, card = c.Handle(lib.ancs_record_destroy), c.Handle(lib.ancs_scorecard_destroy)
        _must(lib.ancs_record_create, program, byref(record.value))
        set_int, index_of, at = lib.ancs_record_set_int64, self._index, record.value
        for name, value in values.items():
            # The usual case in one call; whatever else, and whatever is refused, takes the long way, which tells why.
            if type(value) is int and -(2**63) <= value < 2**63 and name in index_of and set_int(at, index_of[name], value, None) == c.OK:
                continue
            if value is not None:
                self._set(record, name, value)
        _must(lib.ancs_scorecard_create, program, byref(card.value))
        _must(lib.ancs_score, at, card.value)
        return Scorecard(self, record, card)

    def _set(self, record: c.Handle, name: str, value: Any) -> None:
        index = self._index.get(name)
        if index is None:
            index = c.library.ancs_program_find_input(self._program.value, name.encode("utf-8", "replace")) if isinstance(name, str) else -1
            if index < 0:
                raise DataError(f"the rule file has no input {name!r}{_nearest(name, self._index)}")
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
            status = self._set_text(at, index, format(value, "f"), to)
        elif isinstance(value, str):
            kind = self.inputs[index].kind
            data = value.encode("utf-8", "replace")
            if kind == "one of":
                status = lib.ancs_record_set_option(at, index, data, len(data), to)
            elif kind == "date":
                status = lib.ancs_record_set_int64(at, index, _days(value, name), to)
            else:
                status = lib.ancs_record_set_decimal(at, index, data, len(data), to)
        elif hasattr(value, "toordinal"):
            status = lib.ancs_record_set_int64(at, index, value.toordinal() - 719163, to)
        elif hasattr(value, "item"):
            return self._set(record, name, value.item())
        else:
            raise DataError(f"{name!r} cannot take a value of type {type(value).__name__}")
        raise_for(status, error)

    @staticmethod
    def _set_text(at, index, text: str, to) -> int:
        data = text.encode()
        return c.library.ancs_record_set_decimal(at, index, data, len(data), to)

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
        return _restore, (self._text, self._name, self.digest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Model) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)

    def __repr__(self) -> str:
        return f"<Model {self.id}: {len(self.inputs)} inputs, {len(self.criteria)} criteria, maximum {self.maximum}>"


def _must(call, *arguments) -> None:
    error = c.error_handle()
    raise_for(call(*arguments, byref(error.value)), error)


def _restore(text: str, name: str, digest: str) -> Model:
    model = Model(text, name, warn=False)
    if model.digest != digest:
        raise ValueError(f"{name}: the rules mean something else to this version of ancs than to the one that stored them")
    return model


def _days(text: str, name: str) -> int:
    from datetime import date

    try:
        if "/" in text:
            day, month, year = map(int, text.split("/"))
            return date(year, month, day).toordinal() - 719163
        return date.fromisoformat(text).toordinal() - 719163
    except ValueError:
        raise DataError(f"{name!r} takes a date such as 2022-01-31 or 31/01/2022, not {text!r}") from None


def _nearest(name: object, known: Mapping[str, int]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(str(name), list(known), 1)
    return f"; did you mean {close[0]!r}?" if close else ""


def compile(rules: str | os.PathLike, *, name: str | None = None, warn: bool = True) -> Model:  # noqa: A001  the field's word for it
    """Compiles a rule file.

    `rules` is the text itself, or the path of a file: a `Path`, or a string of one line. Raises `RuleError` with every error found, and
    gives warnings of the rule file as `RuleWarning` unless `warn` is false. `name` is what messages call the file.

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
        with open(rules, "rb") as file:
            return Model(file.read().decode("utf-8", "surrogateescape"), name or os.fspath(rules), warn=warn)
    return Model(rules, name or "rules", warn=warn)
