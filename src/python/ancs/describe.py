# describe.py: what a rule file tells of itself, as Python values.
"""Inputs, groups, criteria and whatever else a compiled rule file has."""

from __future__ import annotations

from ctypes import byref
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from . import _library as c
from .dates import day_of
from .errors import must


class Input(NamedTuple):
    """One column of data: an input, a baseline of it ("cases.before_model"), or a month ("late.3").

    `kind` is one of count, number, money, percent, points, days, date, yes/no, one of. `low` and `high` are the declared range (None: no
    end), `step` what values are multiples of (None: any fraction), `options` those of a one-of input. `same_within_parent`: a value of the
    parent, given for each of its units. `parts_type`: of the parts that the input comes from.
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
    same_within_parent: bool = False
    parts_type: str | None = None


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
    evidence: str = ""
    needs_evidence: bool = False


class Criterion(NamedTuple):
    """A criterion, or an item of one; `bases` are its legal bases, `evidence` the document that proves its facts.

    `assessed`: an assessor gives its points. `needs_evidence`: the input "id.evidence" says whether the document is there. `parent` is the
    position of the criterion that an item stands in, `items` are those of its own items, which stand behind it.
    """

    id: str
    number: str
    title: str
    maximum: Fraction
    group: int
    information: bool
    evidence: str
    bases: tuple[str, ...]
    assessed: bool = False
    needs_evidence: bool = False
    parent: int | None = None
    items: tuple[int, ...] = ()


class Outcome(NamedTuple):
    """One `levels` of the rule file; its levels, best first."""

    title: str
    levels: tuple[str, ...]


class Veto(NamedTuple):
    id: str
    title: str


class Parameter(NamedTuple):
    """A number of the rule file that may be changed within its range; see `Model.with_parameters`. 80% is the value 4/5, with `percent`."""

    name: str
    title: str
    percent: bool
    value: Fraction
    default: Fraction
    low: Fraction
    high: Fraction


class Action(NamedTuple):
    """An `action` of the rule file; `each` is "month", "quarter" or "year" for one that goes through the series `inputs`, else None."""

    title: str
    each: str | None
    inputs: tuple[str, ...]


class Quota(NamedTuple):
    """At most `share` of the units at level `of` (or better) keep `level` of `outcome`; the rest of those at `level` become `become`."""

    outcome: str
    level: str
    of: str
    become: str
    share: Fraction
    or_better: bool
    before: bool
    ties_in: bool
    sentence: str


class ModelInfo(NamedTuple):
    """What the head of the rule file says of the file; None and empty where it says nothing.

    `period` has both days in it. `columns` are those of assessment, as (id, title); the last one decides.
    """

    in_force_from: date | None
    period: tuple[date, date] | None
    bases: tuple[str, ...]
    replaces: tuple[str, ...]
    applies_to: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]


_EACH = (None, "month", "quarter", "year")


def _fraction(text: bytes | None) -> Fraction | None:
    return None if text is None else Fraction(text.decode())


class Description:
    """Asks a compiled program for all that it tells of itself."""

    def __init__(self, program):
        self._program = program

    def _one(self, call, kind):
        info = kind()
        must(call, self._program, byref(info))
        return info

    def _all(self, call, kind, count: int):
        for index in range(count):
            info = kind()
            must(call, self._program, index, byref(info))
            yield info

    def program(self) -> c.ProgramInfo:
        return self._one(c.library.ancs_program_describe, c.ProgramInfo)

    def model(self) -> ModelInfo:
        m = self._one(c.library.ancs_program_model, c.ModelInfo)
        return ModelInfo(day_of(m.in_force_from), (day_of(m.period_first), day_of(m.period_last)) if m.period_first else None,
                         c.texts(m.base_texts, m.bases), c.texts(m.replaced_texts, m.replaces), c.texts(m.unit_type_texts, m.unit_types),
                         tuple(zip(c.texts(m.column_ids, m.columns), c.texts(m.column_titles, m.columns))))

    def inputs(self, count: int) -> tuple[Input, ...]:
        return tuple(Input(c.text(i.name), c.text(i.title), c.KINDS[i.kind], bool(i.is_optional), _fraction(i.default_value), _fraction(i.low),
                           _fraction(i.high), _fraction(i.step), c.texts(i.option_names, i.options), bool(i.same_within_parent),
                           None if i.parts_type is None else c.text(i.parts_type))
                     for i in self._all(c.library.ancs_program_input, c.InputInfo, count))

    def groups(self, count: int) -> tuple[Group, ...]:
        return tuple(Group(c.text(g.id), c.text(g.number), c.text(g.title), Fraction(c.text(g.maximum)), bool(g.counts_in_total),
                           g.parent if g.parent >= 0 else None, tuple(g.group_indexes[:g.groups]), tuple(g.criterion_indexes[:g.criteria]),
                           c.text(g.evidence), bool(g.needs_evidence))
                     for g in self._all(c.library.ancs_program_group, c.GroupInfo, count))

    def criteria(self, count: int) -> tuple[Criterion, ...]:
        return tuple(Criterion(c.text(x.id), c.text(x.number), c.text(x.title), Fraction(c.text(x.maximum)), x.group, bool(x.is_information),
                               c.text(x.evidence), c.texts(x.basis_texts, x.bases), bool(x.is_assessed), bool(x.needs_evidence),
                               x.parent if x.parent >= 0 else None, tuple(x.item_indexes[:x.items]))
                     for x in self._all(c.library.ancs_program_criterion, c.CriterionInfo, count))

    def outcomes(self, count: int) -> tuple[Outcome, ...]:
        return tuple(Outcome(c.text(o.title), c.texts(o.level_names, o.levels))
                     for o in self._all(c.library.ancs_program_outcome, c.OutcomeInfo, count))

    def vetoes(self, count: int) -> tuple[Veto, ...]:
        return tuple(Veto(c.text(v.id), c.text(v.title)) for v in self._all(c.library.ancs_program_veto, c.VetoInfo, count))

    def parameters(self, count: int) -> tuple[Parameter, ...]:
        return tuple(Parameter(c.text(p.name), c.text(p.title), bool(p.is_percent),
                               *(Fraction(c.text(number)) for number in (p.value, p.default_value, p.low, p.high)))
                     for p in self._all(c.library.ancs_program_parameter, c.ParameterInfo, count))

    def actions(self, count: int, inputs: tuple[Input, ...]) -> tuple[Action, ...]:
        return tuple(Action(c.text(a.title), _EACH[a.each], tuple(inputs[i].name for i in a.input_indexes[:a.inputs]))
                     for a in self._all(c.library.ancs_program_action, c.ActionInfo, count))

    def quotas(self, count: int, outcomes: tuple[Outcome, ...]) -> tuple[Quota, ...]:
        return tuple(Quota(outcomes[q.outcome].title, *(outcomes[q.outcome].levels[level] for level in (q.level, q.of, q.become)),
                           Fraction(c.text(q.share)), bool(q.or_better), bool(q.before), bool(q.ties_in), c.text(q.sentence))
                     for q in self._all(c.library.ancs_program_quota, c.QuotaInfo, count))
