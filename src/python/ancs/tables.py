# tables.py: scoring every row of a table: pandas and numpy; Arrow is in arrow.py.
"""Many units at once, from columns, without copying integer columns."""

from __future__ import annotations

from collections.abc import Mapping
from ctypes import byref, c_void_p
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Callable

from . import _library as c
from .errors import DataError, Finding, findings_of, raise_for
from .progress import Watched

if TYPE_CHECKING:
    from .model import Model


_TOO_NARROW = "E0523"  # a column of results does not hold every value that there may be


def is_arrow(data: Any) -> bool:
    """True for what speaks the Arrow PyCapsule protocol and is no DataFrame of pandas."""
    return (hasattr(data, "__arrow_c_stream__") or hasattr(data, "__arrow_c_array__")) and not _is_frame(data)


def is_table(data: Any) -> bool:
    """True for a DataFrame and a mapping of arrays."""
    if _is_frame(data):
        return True
    return isinstance(data, Mapping) and any(getattr(v, "ndim", 0) == 1 for v in data.values())


def _is_frame(data: Any) -> bool:
    return type(data).__module__.split(".")[0] == "pandas" and hasattr(data, "columns") and hasattr(data, "index")


def score_table(model: Model, data: Any, *, criteria: bool = False, groups: bool = False, bounds: bool = False, points: str = "float",
                errors: str = "raise", nan: str = "error", threads: int = 1, scale: int | None = None,
                progress: Callable[[int, int], object] | None = None):
    """Scores every row of a table.

    data      a pandas DataFrame, or a mapping of numpy arrays. Columns are found by name; others are left alone. A column that is missing is an error unless the input is optional or has a default.
    criteria, groups   also give the points of each criterion, of each group
    bounds    also give the upper bounds, "total_high" beside "total", "A1_high" beside "A1"; the columns without it hold the lower bounds
    points    "float": the nearest double; "scaled": int64, points × `model.points_scale`; "fraction", "decimal": exact objects (slow)
    scale     for rules that do not round, whose `points_scale` is 0: points are cut to multiples of 1/scale
    errors    "raise": a value out of range, of the wrong kind, or that cannot be taken raises `DataError`, naming row label and column;
              "mark": such a value counts as missing, and "state" says so
    nan       what NaN in a float column is: "error" or "missing". Nullable and masked arrays say what is missing by themselves.
    threads   how many threads score; the results do not depend on it
    progress  called with rows done and rows; an exception raised in it, or a result that is true, stops the scoring

    The result has the same index: "total", where there are blocks beside the groups "total_with_all", a category column for each `levels`, a
    column of bools for each veto (False where it is open), where units may be that "not_yet_assessed" (a nullable bool; numpy: 1, 0, -1 open), and
    "state": final, missing or data error.
    """
    for name, value, allowed in (("points", points, ("float", "scaled", "fraction", "decimal")), ("errors", errors, ("raise", "mark")),
                                 ("nan", nan, ("error", "missing"))):
        if value not in allowed:
            raise ValueError(f"{name} is one of {', '.join(map(repr, allowed))}, not {value!r}")
    if threads < 1:
        raise ValueError("threads is at least 1")
    if scale is not None and not 0 < scale < 2**63:
        raise ValueError("scale is a positive number")
    if not (scale or model.points_scale):
        raise ValueError("the rules do not round, so no whole numbers hold their points: give a scale, such as scale=1000, or declare `rounding`")
    import numpy as np

    from .columns import rows_of, view_columns

    frame = _is_frame(data)
    if frame:
        source: Mapping[str, Any] = {str(name): data[name] for name in data.columns}
        if len(source) != len(data.columns):
            raise DataError("two columns of the frame have the same name")
        rows, labels = len(data.index), data.index
    else:
        source, rows = data, rows_of(data)
        labels = range(rows)

    error = c.error_handle()
    batch = c.Handle(c.library.ancs_batch_destroy)
    raise_for(c.library.ancs_batch_create(model._program.value, rows, byref(batch.value), byref(error.value)), error)
    views = view_columns(model, source, rows, labels, errors, nan)
    missing = [known.name for known in model.inputs if known.name not in views and not known.optional and known.default is None]
    if missing:
        raise DataError(_no_columns(missing, source))
    for index, known in enumerate(model.inputs):
        if known.name in views:
            raise_for(c.library.ancs_batch_set(batch.value, index, byref(views[known.name].column), byref(error.value)), error)

    results = _Results(batch, rows, np)
    beside = any(not group.counts_in_total for group in model.groups)
    places = [("total", c.TOTAL, 0)]
    places += [("total_with_all", c.TOTAL_WITH_ALL, 0)] if beside else []
    places += [(known.id, c.GROUP, i) for i, known in enumerate(model.groups)] if groups else []
    places += [(known.id, c.CRITERION, i) for i, known in enumerate(model.criteria)] if criteria else []

    def ask_points(dtype) -> dict[str, Any]:
        made = {}
        for name, what, index in places:
            made[name] = results.ask(what, index, dtype)
            if bounds:
                made[name + "_high"] = results.ask(what, index, dtype, c.HIGH)
        return made

    # Doubles come as well from 32 bits, which move half the memory; the library says where they do not hold every total.
    wanted = ask_points(np.int32 if points == "float" else np.int64)
    levels = {outcome.title: results.ask(c.OUTCOME, i, np.int8 if len(outcome.levels) < 127 else np.int16)
              for i, outcome in enumerate(model.outcomes)}
    bits = next((dtype for dtype, most in ((np.uint8, 8), (np.uint16, 16), (np.uint32, 32)) if len(model.vetoes) <= most), np.int64)
    vetoes = results.ask(c.VETOES, 0, bits) if 0 < len(model.vetoes) <= 62 else None
    unassessed = results.ask(c.NOT_YET_ASSESSED, 0, np.int8) if model.may_be_not_yet_assessed else None
    states = results.ask(c.ROW_STATE, 0, np.uint8)

    watched = Watched(progress)
    options = c.BatchOptions(threads=threads, columns_may_lack=0, progress=watched.callback, scale=scale or 0)
    status = c.library.ancs_batch_score(batch.value, byref(options), None, byref(error.value))
    if status == c.ERROR_ARGUMENT and points == "float" and findings_of(error)[0].code == _TOO_NARROW:
        wanted, error = ask_points(np.int64), c.error_handle()
        status = c.library.ancs_batch_score(batch.value, byref(options), None, byref(error.value))
    watched.check()
    if status == c.ERROR_DATA:
        raise _labelled(findings_of(error), labels)
    raise_for(status, error)
    if errors == "raise":
        _raise_first_wrong(model, batch, np.flatnonzero(states == 2), labels)

    made = {name: _as_points(scaled, scale or model.points_scale, points, np) for name, scaled in wanted.items()}
    for (title, codes), outcome in zip(levels.items(), model.outcomes):
        made[title] = _levels(codes, outcome.levels, frame, np)
    if vetoes is not None:
        made |= {veto.id: (vetoes & vetoes.dtype.type(1 << i)) != 0 for i, veto in enumerate(model.vetoes)}
    if unassessed is not None:
        made["not_yet_assessed"] = _answers(unassessed) if frame else unassessed
    made["state"] = _levels(states.view(np.int8), ("final", "missing", "data error"), frame, np)
    if not frame:
        return made
    import pandas

    result = pandas.DataFrame(made, index=data.index, copy=False)
    if points == "scaled":
        result.attrs["points_scale"] = scale or model.points_scale
    return result


class _Results:
    """Result columns that the library writes into, kept alive while it does."""

    def __init__(self, batch: c.Handle, rows: int, np):
        self._batch, self._rows, self._np = batch, rows, np

    def ask(self, what: int, index: int, dtype, end: int = c.LOW):
        np, error = self._np, c.error_handle()
        array = np.empty(self._rows, dtype=dtype)
        kind = {"i1": c.INT8, "i2": c.INT16, "i4": c.INT32, "i8": c.INT64, "u1": c.UINT8, "u2": c.UINT16, "u4": c.UINT32}[array.dtype.str[1:]]
        result = c.Result(type=kind, data=array.ctypes.data_as(c_void_p))
        raise_for(c.library.ancs_batch_want(self._batch.value, what, index, end, byref(result), byref(error.value)), error)
        return array


def _as_points(scaled, scale: int, how: str, np):
    if how == "scaled":
        return scaled
    if how == "float":
        # The nearest double: whole numbers of this size and the scale are exact, and division rounds once.
        return scaled.astype(np.float64) if scale == 1 else scaled / scale
    if how == "fraction":
        return np.array([Fraction(int(x), scale) for x in scaled], dtype=object)
    from decimal import Decimal

    return np.array([Decimal(int(x)) / Decimal(scale) for x in scaled], dtype=object)


def _levels(codes, names, frame: bool, np):
    codes = np.maximum(codes, -1)  # a unit that is not yet assessed has no level, as one that is open
    if frame:
        import pandas

        # Best first, so that ordered comparisons read "worse than". The codes are the library's own and need no checking.
        dtype = pandas.CategoricalDtype(list(names))
        try:
            return pandas.Categorical.from_codes(codes, dtype=dtype, validate=False)
        except TypeError:  # pandas before 2.1
            return pandas.Categorical(codes, dtype=dtype, fastpath=True)
    return np.array(list(names) + [None], dtype=object)[codes]


def _answers(codes):
    import pandas

    return pandas.arrays.BooleanArray(codes == 1, codes < 0)


def _no_columns(missing, source) -> str:
    from difflib import get_close_matches

    shown = ", ".join(repr(m) for m in missing[:5]) + (f" and {len(missing) - 5} more" if len(missing) > 5 else "")
    close = get_close_matches(missing[0], [str(name) for name in source], 1)
    return (f"the table has no column {shown}: add it, or an empty nullable column where the figures are not known"
            + (f" (did you mean {close[0]!r} for {missing[0]!r}?)" if close else ""))


def _labelled(found: tuple[Finding, ...], labels) -> DataError:
    placed = tuple(f._replace(label=_label(labels, f.row)) if f.row is not None else f for f in found)
    return DataError("\n".join((f"row {f.label!r}: " if f.row is not None else "") + f.message + (f": {f.help}" if f.help else "") for f in placed), placed)


def _label(labels, row: int):
    label = labels[row]
    return label.item() if hasattr(label, "item") else label


def _raise_first_wrong(model: Model, batch: c.Handle, wrong, labels, shown: int = 20) -> None:
    """The data errors of the first wrong rows, told as scoring each alone tells them."""
    if len(wrong) == 0:
        return
    record, card, error = c.Handle(c.library.ancs_record_destroy), c.Handle(c.library.ancs_scorecard_destroy), c.error_handle()
    raise_for(c.library.ancs_record_create(model._program.value, byref(record.value), byref(error.value)), error)
    raise_for(c.library.ancs_scorecard_create(model._program.value, byref(card.value), byref(error.value)), error)
    found: list[Finding] = []
    for row in wrong[:shown]:
        raise_for(c.library.ancs_record_clear(record.value, byref(error.value)), error)
        error = c.error_handle()
        status = c.library.ancs_batch_record(batch.value, int(row), record.value, byref(error.value))
        told = findings_of(error) if status != c.OK else ()
        error = c.error_handle()
        raise_for(c.library.ancs_score(record.value, card.value, byref(error.value)), error)
        data = c.error_handle()
        raise_for(c.library.ancs_scorecard_findings(card.value, byref(data.value), byref(error.value)), error)
        found += [f._replace(row=int(row), label=_label(labels, int(row))) for f in told + findings_of(data)]
    message = "\n".join(f"row {f.label!r}: {f.message}: {f.help}" for f in found)
    if len(wrong) > shown:
        message += f"\n… and {len(wrong) - shown} more rows"
    raise DataError(message, tuple(found))
