# scorecard.py: the result of one unit, as Python values that outlive the call.
"""Results of one unit: exact points with bounds, levels, vetoes, warnings, reasons."""

from __future__ import annotations

from collections.abc import Mapping
from ctypes import byref, c_size_t, create_string_buffer
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Callable, Iterator, NamedTuple

from . import _library as c
from .errors import Finding, findings_of, raise_for

if TYPE_CHECKING:
    from .model import Model


class Bounds(NamedTuple):
    """The least and the greatest value that missing data leaves possible."""

    low: Fraction
    high: Fraction

    def __str__(self) -> str:
        return f"{decimal_text(self.low)}..{decimal_text(self.high)}"


def decimal_text(value: Fraction) -> str:
    """The exact decimal form where there is one, else the fraction: 96.19, 2/3."""
    rest, digits = value.denominator, 0
    while rest % 10 == 0:
        rest //= 10
        digits += 1
    twos = fives = 0
    while rest % 2 == 0:
        rest //= 2
        twos += 1
    while rest % 5 == 0:
        rest //= 5
        fives += 1
    if rest != 1:
        return f"{value.numerator}/{value.denominator}"
    digits += max(twos, fives)
    scaled = abs(value.numerator) * 10**digits // value.denominator
    whole = str(scaled).rjust(digits + 1, "0")
    sign = "-" if value < 0 else ""
    return sign + (f"{whole[:-digits]}.{whole[-digits:]}".rstrip("0").rstrip(".") if digits else whole)


STATES = ("scored", "missing", "not applicable", "information", "excluded", "unknown")
_TRUTHS = (False, True, None)


class Warned(NamedTuple):
    """A warning of the rule file that the unit's data brought up; `explanations` name the usual slips that fit a stated figure."""

    id: str
    explanations: tuple[str, ...]


class Scorecard(Mapping):
    """The result of one unit: a read-only mapping from the ids of criteria and groups to points.

    Points are `fractions.Fraction` where they are settled, and `Bounds` where missing data leaves a range.

    >>> import ancs
    >>> model = ancs.compile('''ancs 1
    ... model ward { maximum 10 }
    ... input members : count at least 1
    ... input present : count at most members
    ... group A maximum 10 {
    ...   criterion A1 maximum 10 { bands present / members { from 90% up : full  from 50% to below 90% : 2.5  below 50% : none } }
    ... }''')
    >>> card = model.score(members=20, present=12)
    >>> card.total, card["A1"], card.final
    (Fraction(5, 2), Fraction(5, 2), True)
    >>> model.score(members=20).total
    Bounds(low=Fraction(0, 1), high=Fraction(10, 1))
    """

    __slots__ = ("model", "_record", "_card", "_read")

    def __init__(self, model: Model, record: c.Handle, card: c.Handle):
        self.model = model
        self._record, self._card = record, card
        self._read: dict[str, Any] = {}  # what was asked for before

    def _points(self, what: int, index: int) -> tuple[Fraction | Bounds, int]:
        points = c.Points()
        self._ask(c.library.ancs_scorecard_points, what, index, byref(points))
        low, high = points.low, points.high
        low_value = Fraction(low.numerator, low.denominator) if low.denominator else _long(self._card, what, index, c.LOW)
        if points.settled:
            return low_value, points.state
        high_value = Fraction(high.numerator, high.denominator) if high.denominator else _long(self._card, what, index, c.HIGH)
        return Bounds(low_value, high_value), points.state

    def _ask(self, call, *arguments) -> None:
        if call(self._card.value, *arguments, None) != c.OK:
            error = c.error_handle()
            raise_for(call(self._card.value, *arguments, byref(error.value)), error)

    def _once(self, name: str, make: Callable[[], Any]) -> Any:
        try:
            return self._read[name]
        except KeyError:
            return self._read.setdefault(name, make())

    @property
    def total(self) -> Fraction | Bounds:
        """Points of the groups, without bonus, priority and penalty."""
        return self._once("total", lambda: self._points(c.TOTAL, 0)[0])

    @property
    def total_with_all(self) -> Fraction | Bounds:
        """The total with bonus, priority and penalty."""
        return self._once("total_with_all", lambda: self._points(c.TOTAL_WITH_ALL, 0)[0])

    def _info(self) -> c.ScorecardInfo:
        def make():
            info = c.ScorecardInfo()
            self._ask(c.library.ancs_scorecard_describe, byref(info))
            return info

        return self._once("info", make)

    @property
    def final(self) -> bool:
        """False while data is missing or wrong, even where that changes nothing here."""
        return bool(self._info().is_final)

    def _criteria(self) -> dict[str, tuple[Fraction | Bounds, int]]:
        return self._once("criteria", lambda: {known.id: self._points(c.CRITERION, i) for i, known in enumerate(self.model.criteria)})

    @property
    def states(self) -> dict[str, str]:
        """By id of the criterion: "scored", "missing", "not applicable", "information" …"""
        return {name: STATES[state] if state < len(STATES) else str(state) for name, (_, state) in self._criteria().items()}

    def _outcomes(self) -> dict[str, tuple[str, ...]]:
        def make():
            made = {}
            outcome = c.Outcome()
            for index, known in enumerate(self.model.outcomes):
                self._ask(c.library.ancs_scorecard_outcome, index, byref(outcome))
                made[known.title] = tuple(known.levels[outcome.possible_levels[i]] for i in range(outcome.possible))
            return made

        return self._once("outcomes", make)

    @property
    def possible_levels(self) -> dict[str, tuple[str, ...]]:
        """By title of the outcome: the levels still possible, best first."""
        return dict(self._outcomes())

    @property
    def levels(self) -> dict[str, str | None]:
        """By title of the outcome: its level, or None where missing data leaves it open."""
        return {title: possible[0] if len(possible) == 1 else None for title, possible in self._outcomes().items()}

    @property
    def level(self) -> str | None:
        """The level of the only, or first, `levels` of the rule file; None where it is open or there is none."""
        return next(iter(self.levels.values()), None)

    @property
    def vetoes(self) -> dict[str, bool | None]:
        """By id of the veto: True, False, or None where missing data leaves it open."""
        return {veto.id: _TRUTHS[c.library.ancs_scorecard_veto(self._card.value, i)] for i, veto in enumerate(self.model.vetoes)}

    @property
    def warnings(self) -> tuple[Warned, ...]:
        """Warnings of the rule file that the data brought up."""
        made = []
        warned = c.Warned()
        for index in range(self._info().warnings):
            self._ask(c.library.ancs_scorecard_warning, index, byref(warned))
            made.append(Warned(c.text(c.library.ancs_program_warning(self.model._program.value, warned.warning)),
                               tuple(c.text(warned.explanation_texts[i]) for i in range(warned.explanations))))
        return tuple(made)

    @property
    def missing(self) -> tuple[str, ...]:
        """Inputs that are missing and that the result depends on, in the order the library gives."""
        return tuple(self.model.inputs[c.library.ancs_scorecard_missing(self._card.value, i)].name for i in range(self._info().missing))

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Data errors: out of range, a relation broken, a `require` not met. Such values count as missing."""
        if not self._info().findings:
            return ()
        found = c.error_handle()
        self._ask(c.library.ancs_scorecard_findings, byref(found.value))
        return findings_of(found)

    # A mapping of ids to points.
    def __getitem__(self, key: str) -> Fraction | Bounds:
        kind, index = self.model._places[key]
        return self._criteria()[key][0] if kind == c.CRITERION else self._once(key, lambda: self._points(kind, index)[0])

    def __iter__(self) -> Iterator[str]:
        return iter(self.model._places)

    def __len__(self) -> int:
        return len(self.model._places)

    def explain(self, language: str = "en", unit: str | None = None) -> str:
        """The filled-in form: every point with the sentence that decided, its legal basis and the numbers."""
        options = c.ExplainOptions(language=_language(language), unit=unit.encode() if unit else None)
        return _made(c.library.ancs_explain_text, self._record, options)

    def reasons(self, language: str = "en") -> dict:
        """The same facts as plain Python values, for programs."""
        import json

        return json.loads(_made(c.library.ancs_explain_json, self._record, c.ExplainOptions(language=_language(language))))

    def to_json(self) -> str:
        """All of the result as one JSON object, for storing."""
        string = c.Handle(c.library.ancs_string_destroy)
        self._ask(c.library.ancs_scorecard_json, byref(string.value))
        return c.take_string(string)

    def __repr__(self) -> str:
        total = decimal_text(self.total) if isinstance(self.total, Fraction) else str(self.total)
        level = f", level {self.level!r}" if self.level else ""
        return f"<Scorecard of {self.model.id}: {total}/{decimal_text(self.model.maximum)}{level}{'' if self.final else ', not final'}>"

    def _repr_html_(self) -> str:
        from .notebook import scorecard_html

        return scorecard_html(self)


def _language(name: str) -> int:
    try:
        return {"en": c.ENGLISH, "vi": c.VIETNAMESE}[name]
    except KeyError:
        raise ValueError(f"language is 'en' or 'vi', not {name!r}") from None


def _made(call, record: c.Handle, options: c.ExplainOptions) -> str:
    error = c.error_handle()
    string = c.Handle(c.library.ancs_string_destroy)
    raise_for(call(record.value, byref(options), byref(string.value), byref(error.value)), error)
    return c.take_string(string)


def _long(card: c.Handle, what: int, index: int, end: int) -> Fraction:
    length = c_size_t()
    buffer = create_string_buffer(64)
    while c.library.ancs_scorecard_points_text(card.value, what, index, end, buffer, len(buffer), byref(length), None) != c.OK:
        if length.value < len(buffer):
            raise MemoryError("no exact text of the points")
        buffer = create_string_buffer(length.value + 1)
    return Fraction(buffer.value.decode())
