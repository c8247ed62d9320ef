# dates.py: days as the library counts them, from 1970-01-01.
"""Dates of data."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

_EPOCH = 719163  # date(1970, 1, 1).toordinal()
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_USUAL = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


def day_number(value: Any) -> int | None:
    """Days from 1970-01-01 of a date, a datetime at midnight, or a text such as 2022-01-31 or 31/1/2022; None for what is none of these."""
    if isinstance(value, str):
        iso, usual = _ISO.fullmatch(value), _USUAL.fullmatch(value)
        if not iso and not usual:
            return None
        parts = [int(part) for part in (iso or usual).groups()]
        try:
            return date(*(parts if iso else parts[::-1])).toordinal() - _EPOCH
        except ValueError:
            return None
    if not hasattr(value, "toordinal"):
        return None
    if any(getattr(value, part, 0) for part in ("hour", "minute", "second", "microsecond", "nanosecond")):
        return None
    return value.toordinal() - _EPOCH


def day_of(text: bytes | None) -> date | None:
    """The date that the library writes as 2022-01-31; empty is none."""
    return date.fromisoformat(text.decode()) if text else None
