# scorecard.py: the result of one unit, as Python values that outlive the call.
"""Results of one unit: exact points with bounds, levels, vetoes, warnings, reasons."""

from __future__ import annotations

from collections.abc import Mapping
from ctypes import byref, c_size_t, create_string_buffer
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Callable, Iterator, NamedTuple

from . import _library as c
from .errors import Finding, findings_of, made_text, must, raise_for

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


#: States of a criterion. "excluded": its maximum does not count; "unknown": the rule gives points that nobody knows; "not counted": an item of a
#: criterion that was decided without its items.
STATES = ("scored", "missing", "not applicable", "information", "excluded", "unknown", "not counted")
_TRUTHS = (False, True, None)


class Warned(NamedTuple):
    """A warning of the rule file that the unit's data brought up; `explanations` name the usual slips that fit a stated figure."""

    id: str
    explanations: tuple[str, ...]


class Made(NamedTuple):
    """An action of the rule file: made (True), or left open by missing data (None). `input` is the member of a series that it is made for."""

    title: str
    input: str | None
    made: bool | None


class Needs(NamedTuple):
    """What a unit lacks for the next better `level`: the parts of its condition that fail, with how much. None and empty where nothing can be told."""

    level: str | None
    parts: tuple[str, ...]


def points_of(points: c.Points) -> Fraction | Bounds | None:
    """Points that the library gave; None where they do not fit into its structure."""
    low, high = points.low, points.high
    if not (low.denominator and high.denominator):
        return None
    low_value = Fraction(low.numerator, low.denominator)
    return low_value if points.settled else Bounds(low_value, Fraction(high.numerator, high.denominator))


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
        exact = points_of(points)
        if exact is None:
            low, high = (_long(self._card, what, index, end) for end in (c.LOW, c.HIGH))
            exact = low if points.settled else Bounds(low, high)
        return exact, points.state

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

    @property
    def total_rescaled(self) -> Fraction | Bounds:
        """Total × maximum / what was assessed of it; the total itself in rules that exclude nothing."""
        return self._once("total_rescaled", lambda: self._points(c.TOTAL_RESCALED, 0)[0])

    @property
    def assessed_maximum(self) -> Fraction | Bounds:
        """The maximum of the rules without what is excluded for this unit."""
        return self._once("assessed_maximum", lambda: self._points(c.ASSESSED_MAXIMUM, 0)[0])

    @property
    def not_yet_assessed(self) -> bool | None:
        """True for a unit without a level, outside ranking; None where missing data leaves that open."""
        return _TRUTHS[self._info().not_yet_assessed]

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
        """By title of the outcome: its level, or None where missing data leaves it open and for a unit that is not yet assessed."""
        open_ = self.not_yet_assessed is None
        return {title: possible[0] if len(possible) == 1 and not open_ else None for title, possible in self._outcomes().items()}

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
    def actions(self) -> tuple[Made, ...]:
        """Actions of the rule file that are made, or may be, in the order of the file."""
        made = []
        action = c.Action()
        for index in range(self._info().actions):
            self._ask(c.library.ancs_scorecard_action, index, byref(action))
            made.append(Made(c.text(action.title), self.model.inputs[action.input].name if action.input >= 0 else None, _TRUTHS[action.made]))
        return tuple(made)

    def needs(self, language: str = "en") -> dict[str, Needs]:
        """By title of the outcome: what the unit lacks for the next better level."""
        explanation = c.Handle(c.library.ancs_explanation_destroy)
        must(c.library.ancs_explanation_create, self._record.value, c.language(language), byref(explanation.value))
        made = {}
        for index, outcome in enumerate(self.model.outcomes):
            needs = c.Needs()
            must(c.library.ancs_explanation_needs, explanation.value, index, byref(needs))
            made[outcome.title] = Needs(c.text(needs.level) or None, c.texts(needs.part_texts, needs.parts))
        return made

    def differences(self, after: Scorecard) -> dict:
        """What another card says otherwise than this one, also one of other rules: total, criteria, levels and vetoes, matched by name.

        Exact numbers are texts; see `ancs_compare_cards`.
        """
        import json

        return json.loads(made_text(c.library.ancs_compare_cards, self._card.value, after._card.value))

    @property
    def missing(self) -> tuple[str, ...]:
        """Inputs that are missing and that the result depends on, those that can move the total furthest first."""
        return tuple(self.model.inputs[c.library.ancs_scorecard_missing(self._card.value, i)].name for i in range(self._info().missing))

    @property
    def moves(self) -> dict[str, Fraction]:
        """How far each missing input alone can move the total."""
        number, made = c.Number(), {}
        for index, name in enumerate(self.missing):
            self._ask(c.library.ancs_scorecard_moves, index, byref(number))
            made[name] = Fraction(number.numerator, number.denominator) if number.denominator else Fraction(number.value)
        return made

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
        options = c.ExplainOptions(language=c.language(language), unit=unit.encode() if unit else None)
        return made_text(c.library.ancs_explain_text, self._record.value, byref(options))

    def reasons(self, language: str = "en") -> dict:
        """The same facts as plain Python values, for programs."""
        import json

        return json.loads(made_text(c.library.ancs_explain_json, self._record.value, byref(c.ExplainOptions(language=c.language(language)))))

    def to_json(self) -> str:
        """All of the result as one JSON object, for storing."""
        return made_text(c.library.ancs_scorecard_json, self._card.value)

    def __repr__(self) -> str:
        total = decimal_text(self.total) if isinstance(self.total, Fraction) else str(self.total)
        level = f", level {self.level!r}" if self.level else ""
        return f"<Scorecard of {self.model.id}: {total}/{decimal_text(self.model.maximum)}{level}{'' if self.final else ', not final'}>"

    def _repr_html_(self) -> str:
        from .notebook import scorecard_html

        return scorecard_html(self)


def _long(card: c.Handle, what: int, index: int, end: int) -> Fraction:
    length = c_size_t()
    buffer = create_string_buffer(64)
    while c.library.ancs_scorecard_points_text(card.value, what, index, end, buffer, len(buffer), byref(length), None) != c.OK:
        if length.value < len(buffer):
            raise MemoryError("no exact text of the points")
        buffer = create_string_buffer(length.value + 1)
    return Fraction(buffer.value.decode())
