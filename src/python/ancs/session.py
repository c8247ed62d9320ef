# session.py: one unit under change.
"""What-if questions and live forms."""

from __future__ import annotations

from collections.abc import Mapping
from ctypes import byref, c_size_t
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from . import _library as c
from .errors import DataError, must
from .scorecard import Bounds, Scorecard, points_of

if TYPE_CHECKING:
    from .model import Model


class Session:
    """The data of one unit together with its results. For one thread at a time; made by `Model.session`.

    >>> import ancs
    >>> model = ancs.compile('''ancs 1
    ... model ward { maximum 10 }
    ... input late : count
    ... input held : yes/no
    ... group A maximum 10 {
    ...   criterion A1 maximum 6 { start full  deduct 1 per late }
    ...   criterion A2 maximum 4 { award full when held }
    ... }''')
    >>> session = model.session(late=2, held=True)
    >>> session.total
    Fraction(8, 1)
    >>> session["late"] = 1
    >>> session.total, session["A1"]
    (Fraction(9, 1), Fraction(5, 1))
    >>> del session["held"]
    >>> session.total
    Bounds(low=Fraction(5, 1), high=Fraction(9, 1))
    """

    __slots__ = ("model", "_record", "_session")

    def __init__(self, model: Model, record: c.Handle):
        self.model, self._record = model, record
        self._session = c.Handle(c.library.ancs_session_destroy)
        must(c.library.ancs_session_create, record.value, byref(self._session.value))

    def __setitem__(self, name: str, value: Any) -> None:
        """Sets an input; None makes it missing. A value that cannot be taken raises `DataError`, and the input then counts as missing."""
        index = self.model._input(name)
        try:
            if value is None:
                must(c.library.ancs_record_set_missing, self._record.value, index)
            else:
                self.model._set(self._record, name, value)
        except DataError:
            must(c.library.ancs_record_set_invalid, self._record.value, index)
            raise
        finally:
            must(c.library.ancs_session_update, self._session.value, self._record.value, index)

    def __delitem__(self, name: str) -> None:
        self[name] = None

    def update(self, values: Mapping[str, Any] | None = None, /, **more: Any) -> None:
        """Sets several inputs."""
        for name, value in {**(values or {}), **more}.items():
            self[name] = value

    def _points(self, what: int, index: int) -> Fraction | Bounds:
        points = c.Points()
        must(c.library.ancs_session_points, self._session.value, what, index, byref(points))
        exact = points_of(points)
        return self.card()._points(what, index)[0] if exact is None else exact

    @property
    def total(self) -> Fraction | Bounds:
        """Points of the groups, without bonus, priority and penalty."""
        return self._points(c.TOTAL, 0)

    @property
    def total_with_all(self) -> Fraction | Bounds:
        return self._points(c.TOTAL_WITH_ALL, 0)

    def __getitem__(self, key: str) -> Fraction | Bounds:
        """Points of a criterion or a group by its id."""
        return self._points(*self.model._places[key])

    def card(self) -> Scorecard:
        """All results as they now are; later changes leave it as it is."""
        card, record = c.Handle(c.library.ancs_scorecard_destroy), c.Handle(c.library.ancs_record_destroy)
        must(c.library.ancs_scorecard_create, self.model._program.value, byref(card.value))
        must(c.library.ancs_session_card, self._session.value, card.value)
        must(c.library.ancs_record_copy, self._record.value, byref(record.value))
        return Scorecard(self.model, record, card)

    @property
    def steps(self) -> tuple[int, int]:
        """Steps of computing that the last change needed, and all that the unit needs."""
        done, all_ = c_size_t(), c_size_t()
        must(c.library.ancs_session_steps, self._session.value, byref(done), byref(all_))
        return done.value, all_.value

    def __repr__(self) -> str:
        return f"<Session of {self.model.id}: total {self.total}>"
