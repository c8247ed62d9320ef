# rule_set.py: rule files of which each is for some days and some types of unit.
"""The rule file that counts for a unit over a period."""

from __future__ import annotations

from collections.abc import Iterable
from ctypes import byref, c_size_t, create_string_buffer
from datetime import date

from . import _library as c
from .dates import day_number, day_of
from .errors import DataError, RuleError, findings_of, must
from .model import Model


class RuleSet:
    """Rule files side by side. Raises `RuleError` where they do not fit together: days with two files or with none, a file that is there twice.

    >>> import ancs
    >>> rules = "ancs 1\\nmodel m {{ maximum {0} in force from {1} replaces \\"QĐ 1\\" }}\\ninput a : yes/no\\ngroup A maximum {0} {{ criterion A1 maximum {0} {{ award full when a }} }}"
    >>> models = [ancs.compile(rules.format(*at), name=at[1]) for at in ((10, "2017-07-01"), (20, "2022-01-01"))]
    >>> versions = ancs.RuleSet(models)
    >>> versions.select("2021-01-01", "2021-12-31").maximum, versions.select("2023-01-01", "2023-12-31").maximum
    (Fraction(10, 1), Fraction(20, 1))
    >>> versions.in_force(models[0])
    (datetime.date(2017, 7, 1), datetime.date(2021, 12, 31))
    """

    def __init__(self, models: Iterable[Model]):
        self.models = tuple(models)
        self._set = c.Handle(c.library.ancs_rule_set_destroy)
        must(c.library.ancs_rule_set_create, byref(self._set.value))
        for model in self.models:
            must(c.library.ancs_rule_set_add, self._set.value, model._program.value, model._name.encode("utf-8", "replace"))
        found = c.error_handle()
        must(c.library.ancs_rule_set_check, self._set.value, byref(found.value))
        if found.value:
            raise RuleError(c.text(c.library.ancs_error_text(found.value, c.ENGLISH)).rstrip(), findings_of(found))

    def select(self, first: date | str | None = None, last: date | str | None = None, unit_type: str | None = None) -> Model:
        """The rules for a unit of a type over a period, both days in it; one day where `last` is left out; no matter when without `first`.

        Raises `DataError` where there are none, or where they change within the period.
        """
        index = c_size_t()
        begin = _day("first", first)
        end = begin if last is None else _day("last", last)
        must(c.library.ancs_rule_set_select, self._set.value, begin, end, None if unit_type is None else unit_type.encode(), byref(index))
        return self.models[index.value]

    def in_force(self, model: Model, unit_type: str | None = None) -> tuple[date | None, date | None]:
        """The days on which a file of the set is in force for a type that it applies to; None is an open end."""
        first, last = create_string_buffer(11), create_string_buffer(11)
        index = next((i for i, known in enumerate(self.models) if known is model), None)
        if index is None:
            raise ValueError("that model is not in the set")
        must(c.library.ancs_rule_set_in_force, self._set.value, index, None if unit_type is None else unit_type.encode(), first, last)
        return day_of(first.value), day_of(last.value)

    def __repr__(self) -> str:
        return f"<RuleSet of {len(self.models)} rule files>"


def _day(name: str, value: date | str | None) -> bytes | None:
    if value is None:
        return None
    days = day_number(value)
    if days is None:
        raise DataError(f"{name} is a date such as 2022-01-31 or 31/1/2022, not {value!r}")
    return (value if isinstance(value, str) else f"{value:%Y-%m-%d}").encode()
