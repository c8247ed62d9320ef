# ranking.py: scored units in order.
"""Places, and the levels that quotas leave."""

from __future__ import annotations

from collections.abc import Iterable
from ctypes import byref
from typing import TYPE_CHECKING, NamedTuple

from . import _library as c
from .errors import must

if TYPE_CHECKING:
    from .model import Model
    from .scorecard import Scorecard


class Place(NamedTuple):
    """The place of a unit. `unit` is its position among the cards; `place` counts from 1 in its part of the cohort, and units that tie share it.

    `provisional`: missing data, its own or another unit's, may change it. `within` is the parent, unit type or option that the ranking is
    within, "" for all together. `levels`, by outcome, are those after the quotas; None where missing data leaves one open.
    """

    unit: int
    place: int
    tied: bool
    provisional: bool
    within: str
    levels: dict[str, str | None]


def rank(model: Model, cards: Iterable[Scorecard], parents: Iterable[str | None] | None = None,
         unit_types: Iterable[str | None] | None = None) -> list[Place]:
    """Units in ranking order, best first, part by part, as the rule file's `ranking` says; and its quotas of levels applied.

    Units that are not yet assessed, and those whose data does not say which part they belong to, are left out. `parents` and `unit_types`
    go with the cards, for rankings within them.
    """
    cards = list(cards)
    members = [list(of) if of is not None else [None] * len(cards) for of in (parents, unit_types)]
    if any(len(of) != len(cards) for of in members):
        raise ValueError("parents and unit_types have one entry for each card")
    cohort = c.Handle(c.library.ancs_cohort_destroy)
    must(c.library.ancs_cohort_create, model._program.value, byref(cohort.value))
    for card, parent, unit_type in zip(cards, *members):
        unit = c.CohortUnit(parent=None if parent is None else parent.encode(), unit_type=None if unit_type is None else unit_type.encode())
        must(c.library.ancs_cohort_add, cohort.value, card._card.value, byref(unit))
    must(c.library.ancs_cohort_rank, cohort.value)
    made = []
    for index in range(c.library.ancs_cohort_places(cohort.value)):
        place, part = c.Place(), c.CohortPartInfo()
        must(c.library.ancs_cohort_place, cohort.value, index, byref(place))
        must(c.library.ancs_cohort_part, cohort.value, place.part, byref(part))
        levels = {}
        for i, outcome in enumerate(model.outcomes):
            level = c.library.ancs_cohort_level(cohort.value, place.unit, i)
            levels[outcome.title] = outcome.levels[level] if level >= 0 else None
        within = ", ".join(filter(None, map(c.text, (part.parent, part.unit_type, part.option))))
        made.append(Place(place.unit, place.place, bool(place.tied), bool(place.provisional), within, levels))
    return made
