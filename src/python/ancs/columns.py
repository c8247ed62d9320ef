# columns.py: one column of a table as the library reads it: integers where they lie, everything else turned into integers exactly.
"""Columns of numpy and pandas as views."""

from __future__ import annotations

from collections.abc import Mapping
from ctypes import c_void_p
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

from . import _library as c
from .dates import day_number
from .errors import DataError, Finding

if TYPE_CHECKING:
    from .model import Input, Model

_TYPES = {"i1": c.INT8, "i2": c.INT16, "i4": c.INT32, "i8": c.INT64, "u1": c.UINT8, "u2": c.UINT16, "u4": c.UINT32, "u8": c.UINT64}
#: Decimals that a float of an input without a step may have.
_DECIMALS = 1_000_000


class View:
    """A column for the library, with the arrays that it points into."""

    def __init__(self, values: np.ndarray, scale: int = 1, validity: np.ndarray | None = None, validity_bytes: int = 1,
                 option_map: np.ndarray | None = None):
        if values.dtype.byteorder not in "=|" and values.dtype.newbyteorder("=") != values.dtype:
            values = values.astype(values.dtype.newbyteorder("="))
        if values.strides[0] % values.itemsize or not values.flags.aligned:
            values = values.copy()
        if validity is not None and validity.strides != (1,):
            validity = np.ascontiguousarray(validity)
        self._keep = (values, validity, option_map)
        self.column = c.Column(type=_TYPES[values.dtype.str[1:]], data=values.ctypes.data_as(c_void_p), stride=values.strides[0], scale=scale,
                               validity=None if validity is None else validity.ctypes.data_as(c_void_p), validity_bytes=validity_bytes)
        if option_map is not None:
            self.column.options = len(option_map)
            self.column.option_map = option_map.ctypes.data_as(c_void_p)


def rows_of(data: Mapping[str, Any]) -> int:
    lengths = {len(values) for values in data.values() if hasattr(values, "__len__") and not isinstance(values, str)}
    if len(lengths) != 1:
        raise DataError(f"the columns have different lengths: {sorted(lengths)}")
    return lengths.pop()


def view_columns(model: Model, source: Mapping[str, Any], rows: int, labels, errors: str, nan: str) -> dict[str, View]:
    """The columns that the model reads, by name of the input."""
    views = {}
    for known in model.inputs:
        if known.name in source:
            views[known.name] = _Reader(known, labels, errors, nan).view(source[known.name])
    return views


class _Reader:
    def __init__(self, known: Input, labels, errors: str, nan: str):
        self.known, self.labels, self.errors, self.nan = known, labels, errors, nan

    def refuse(self, row: int, value: Any, wanted: str, code: str = "E0502") -> DataError:
        label = self.labels[row]
        label = label.item() if hasattr(label, "item") else label
        message = f"column {self.known.name!r}: {value!r} {wanted}"
        found = Finding(code, "error", message, "", message, "", row=int(row), label=label, input=self.known.name)
        return DataError(f"row {label!r}, {message}", (found,))

    def view(self, values: Any) -> View:
        if isinstance(values, View):
            return values
        array = getattr(values, "array", values)
        mask = None
        if hasattr(array, "_mask") and hasattr(array, "_data"):      # pandas' nullable arrays
            array, mask = array._data, array._mask
        elif hasattr(array, "codes") and hasattr(array, "categories"):
            return self.category(np.asarray(array.codes), list(array.categories))
        elif isinstance(array, np.ma.MaskedArray):
            mask = np.ma.getmaskarray(array)
            array = array.data
        array = np.asarray(array) if not isinstance(array, np.ndarray) else array
        if array.ndim != 1:
            raise DataError(f"column {self.known.name!r} has {array.ndim} dimensions, not one")
        if mask is not None and not mask.any():
            mask = None
        return self.array(array, mask)

    def array(self, array: np.ndarray, mask: np.ndarray | None) -> View:
        kind = array.dtype.kind
        if self.known.kind == "one of" and kind not in "O" and not (kind == "U"):
            if len(array):
                raise self.refuse(0, array[0], f"is not one of its options: {', '.join(self.known.options)}", "E0506")
            return View(np.zeros(0, np.int8))
        if kind in "iu":
            return self.whole(array, mask)
        if kind == "b":
            return self.whole(array.view(np.uint8), mask, is_bool=True)
        if kind == "f":
            return self.floats(array, mask)
        if kind == "M":
            return self.dates(array, mask)
        if kind in "OU":
            return self.objects(array, mask)
        raise self.refuse(0, array.dtype.name, "is not a type of column that can be scored") if len(array) else DataError(
            f"column {self.known.name!r} has type {array.dtype}, which cannot be scored")

    def whole(self, array: np.ndarray, mask: np.ndarray | None, is_bool: bool = False) -> View:
        if is_bool != (self.known.kind == "yes/no") and is_bool and len(array):
            raise self.refuse(0, bool(array[0]), f"is a yes/no value, and the input is a {self.known.kind}")
        if self.known.kind == "date" and len(array):
            raise self.refuse(0, array[0].item(), "is a number, and the input is a date: use datetime64")
        if array.dtype == np.uint64 and len(array) and array.max() >= 2**63:
            wrong = np.flatnonzero((array >= 2**63) & (~mask if mask is not None else True))
            if len(wrong):
                raise self.refuse(wrong[0], array[wrong[0]].item(), "is too large: values must be below 2^63", "E0505")
        return View(array, 1, None if mask is None else mask.view(np.uint8), 2)

    def floats(self, array: np.ndarray, mask: np.ndarray | None) -> View:
        """Doubles as the decimals they stand for: each must be the nearest double of an integer / scale."""
        array = array.astype(np.float64, copy=False)
        absent = np.isnan(array)
        if mask is not None:
            absent &= ~mask
        if absent.any():
            if self.nan == "error":
                raise self.refuse(np.flatnonzero(absent)[0], float("nan"),
                                  "is not a number: use a nullable column (Int64), or nan='missing' where it means missing", "E0504")
            mask = absent if mask is None else mask | absent
        if mask is not None:
            array = np.where(mask, 0.0, array)
        if self.known.kind in ("yes/no", "date") and len(array):
            raise self.refuse(0, array[0].item(), f"is a number, and the input is {self.known.kind}")
        step = self.known.step
        scale = step.denominator if step is not None and step.denominator <= _DECIMALS else 1 if step is not None else _DECIMALS
        with np.errstate(invalid="ignore", over="ignore"):
            scaled = np.rint(array * scale)
            fits = (np.abs(scaled) <= 2.0**53) & (scaled / scale == array)
        if not fits.all():
            row = np.flatnonzero(~fits)[0]
            value = array[row].item()
            if not np.isfinite(value):
                raise self.refuse(row, value, "is not a finite number", "E0504")
            if step is not None:
                raise self.refuse(row, value, f"is not a multiple of {step}: {self.known.kind} values are", "E0503")
            raise self.refuse(row, value, "has more than six decimals: round it first, so that it is known what is scored", "E0503")
        return View(scaled.astype(np.int64), scale, None if mask is None else np.asarray(mask).view(np.uint8), 2)

    def dates(self, array: np.ndarray, mask: np.ndarray | None) -> View:
        if self.known.kind != "date":
            raise self.refuse(0, str(array[0]) if len(array) else "a date", f"is a date, and the input is a {self.known.kind}")
        absent = np.isnat(array)
        mask = absent if mask is None else mask | absent
        days = array.astype("datetime64[D]")
        within = np.flatnonzero((days != array) & ~mask)
        if len(within):
            raise self.refuse(within[0], str(array[within[0]]), "has a time of day, and the input is a date: take the day of it first")
        return View(days.astype(np.int64), 1, mask.view(np.uint8) if mask.any() else None, 2)

    def category(self, codes: np.ndarray, categories: list) -> View:
        if self.known.kind != "one of":
            return self.objects(np.array([None if code < 0 else categories[code] for code in codes], dtype=object), None)
        places = {option: i for i, option in enumerate(self.known.options)}
        option_map = np.array([places.get(str(name), -1) for name in categories] or [-1], dtype=np.int32)
        unknown = option_map[np.maximum(codes, 0)] < 0
        unknown &= codes >= 0
        absent = codes < 0
        if unknown.any():
            row = np.flatnonzero(unknown)[0]
            if self.errors == "raise":
                raise self.refuse(row, categories[codes[row]], f"is not one of its options: {', '.join(self.known.options)}", "E0506")
        option_map = np.where(option_map < 0, 0, option_map).astype(np.int32)
        if unknown.any():
            # Out of the options' range: the library reports such a value as wrong, and counts it as missing.
            wide = np.where(unknown, len(self.known.options), option_map[np.maximum(codes, 0)]).astype(np.int32)
            return View(wide, 1, absent.view(np.uint8) if absent.any() else None, 2)
        if absent.any():
            return View(np.where(absent, 0, codes).astype(codes.dtype), 1, absent.view(np.uint8), 2, option_map)
        return View(codes, 1, None, 2, option_map)

    def objects(self, array: np.ndarray, mask: np.ndarray | None) -> View:
        """Python objects: text of one-of inputs, or exact numbers; None and pandas' NA are missing."""
        absent = np.fromiter((v is None or type(v).__name__ == "NAType" or v != v for v in _quiet(array)), bool, len(array))
        if mask is not None:
            absent |= mask
        if self.known.kind == "one of":
            names: dict[str, int] = {}
            codes = np.fromiter((-1 if gone else names.setdefault(str(v), len(names)) for v, gone in zip(array, absent)), np.int32, len(array))
            return self.category(codes, list(names))
        values = [None if gone else self.exact(row, v) for row, (v, gone) in enumerate(zip(array, absent))]
        scale = 1
        for v in values:
            if v is not None and scale % v.denominator:
                from math import lcm

                scale = lcm(scale, v.denominator)
                if scale > 10**12:
                    raise self.refuse(values.index(v), str(v), "and the values above it have no common denominator below 10^12")
        whole = [0 if v is None else int(v * scale) for v in values]
        for row, v in enumerate(whole):
            if not -(2**63) <= v < 2**63:
                raise self.refuse(row, array[row], "is too large: values must be below 2^63", "E0505")
        return View(np.array(whole, dtype=np.int64), scale, absent.view(np.uint8) if absent.any() else None, 2)

    def exact(self, row: int, value: Any) -> Fraction:
        kind = self.known.kind
        if isinstance(value, (bool, np.bool_)):
            if kind == "yes/no":
                return Fraction(int(value))
        elif kind == "date":
            day = day_number(value)
            if day is None:
                raise self.refuse(row, value, "is not a date such as 2022-01-31 or 31/1/2022 (without a time of day)")
            return Fraction(day)
        elif kind != "yes/no" and not isinstance(value, str):
            try:
                return Fraction(repr(value)) if isinstance(value, float) else Fraction(value)
            except (TypeError, ValueError, OverflowError):
                pass
        if isinstance(value, str):
            how = (f"compare it first, as in frame[{self.known.name!r}] == 'yes'" if kind == "yes/no" else
                   "make it a number first, as with pandas.to_numeric, a share without its % sign and divided by 100")
            raise self.refuse(row, value, f"is text, and the input is a {kind}: {how}")
        raise self.refuse(row, value, f"cannot be read as a value of kind {kind}")


def _quiet(array):
    for value in array:
        yield value if not isinstance(value, np.ndarray) else None
