# arrow.py: tables by the Arrow PyCapsule protocol, in and out, without pyarrow.
"""Anything with `__arrow_c_stream__` or `__arrow_c_array__` in; a result with the same two methods out.

The structures are those of the Arrow C data interface. Ownership goes with them: a structure that was taken has no `release` any more.
"""

from __future__ import annotations

import ctypes
from ctypes import CFUNCTYPE, POINTER, Structure, byref, c_char_p, c_int, c_int64, c_void_p
from typing import TYPE_CHECKING, Any, Callable

from . import _library as c
from .errors import raise_for
from .progress import Watched

if TYPE_CHECKING:
    from .model import Model


class ArrowSchema(Structure):
    pass


ArrowSchema._fields_ = [("format", c_char_p), ("name", c_char_p), ("metadata", c_void_p), ("flags", c_int64), ("n_children", c_int64),
                        ("children", POINTER(POINTER(ArrowSchema))), ("dictionary", POINTER(ArrowSchema)), ("release", c_void_p),
                        ("private_data", c_void_p)]


class ArrowArray(Structure):
    pass


ArrowArray._fields_ = [("length", c_int64), ("null_count", c_int64), ("offset", c_int64), ("n_buffers", c_int64), ("n_children", c_int64),
                       ("buffers", POINTER(c_void_p)), ("children", POINTER(POINTER(ArrowArray))), ("dictionary", POINTER(ArrowArray)),
                       ("release", c_void_p), ("private_data", c_void_p)]


class ArrowArrayStream(Structure):
    _fields_ = [("get_schema", c_void_p), ("get_next", c_void_p), ("get_last_error", c_void_p), ("release", c_void_p), ("private_data", c_void_p)]


_NAMES = {ArrowSchema: b"arrow_schema", ArrowArray: b"arrow_array", ArrowArrayStream: b"arrow_array_stream"}
_WANT_TOTALS, _WANT_GROUPS, _WANT_CRITERIA, _WANT_OUTCOMES, _WANT_VETOES, _WANT_STATE, _WANT_HIGHS = 1, 2, 4, 8, 16, 32, 64
_POINTS_AS = {"decimal": 0, "scaled": 1, "float": 2}

_capsule_pointer = ctypes.pythonapi.PyCapsule_GetPointer
_capsule_pointer.restype, _capsule_pointer.argtypes = c_void_p, (ctypes.py_object, c_char_p)
_Destructor = CFUNCTYPE(None, c_void_p)
_capsule_new = ctypes.pythonapi.PyCapsule_New
_capsule_new.restype, _capsule_new.argtypes = ctypes.py_object, (c_void_p, c_char_p, _Destructor)
# Called while the capsule is being taken apart: it must not be given to Python again, so it stays an address.
_raw_pointer = ctypes.PyDLL(None).PyCapsule_GetPointer
_raw_pointer.restype, _raw_pointer.argtypes = c_void_p, (c_void_p, c_char_p)
_raw_name = ctypes.PyDLL(None).PyCapsule_GetName
_raw_name.restype, _raw_name.argtypes = c_char_p, (c_void_p,)


def release(structure: Structure) -> None:
    """Gives back a structure that nobody took."""
    if structure.release:
        CFUNCTYPE(None, c_void_p)(structure.release)(ctypes.addressof(structure))


def take(capsule: object, kind: type) -> Any:
    """Moves the structure out of a capsule, which is empty afterwards."""
    held = kind.from_address(_capsule_pointer(capsule, _NAMES[kind]))
    if not held.release:
        raise ValueError("this Arrow data was taken before")
    made = kind()
    ctypes.memmove(byref(made), byref(held), ctypes.sizeof(kind))
    held.release = None
    return made


_held: dict[int, Structure] = {}  # structures that capsules point to


@_Destructor
def _destroyed(capsule: int) -> None:
    structure = _held.pop(_raw_pointer(capsule, _raw_name(capsule)), None)
    if structure is not None:
        release(structure)


def give(structure: Structure) -> object:
    """A capsule that owns the structure until somebody takes it."""
    address = ctypes.addressof(structure)
    _held[address] = structure
    return _capsule_new(address, _NAMES[type(structure)], _destroyed)


class ArrowTable:
    """Results in Arrow form, for pyarrow, polars, pandas or whatever reads the protocol: `polars.from_arrow(result)`, `pyarrow.table(result)`.

    Columns: total, total_high, total_with_all, total_with_all_high; what was asked for of groups and criteria, by id, with `bounds` their upper
    bounds too ("A1_high"); the level of each outcome, by title; not_yet_assessed, where units may be that; whether each veto holds, by
    id; row_state ("final", "missing", "data_error"). It can be read once.
    """

    def __init__(self, stream: ArrowArrayStream, keep: tuple):
        self._stream, self._keep = stream, keep

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        if self._stream is None:
            raise ValueError("this Arrow result was read before")
        stream, self._stream = self._stream, None
        capsule = give(stream)
        _held[ctypes.addressof(stream)]._keep = self._keep  # the program and callbacks live as long as the stream
        return capsule

    def __del__(self):
        if getattr(self, "_stream", None) is not None:
            release(self._stream)


class ArrowRecords:
    """The same for one array."""

    def __init__(self, schema: ArrowSchema, array: ArrowArray):
        self._schema, self._array = schema, array

    def __arrow_c_array__(self, requested_schema: object = None) -> tuple[object, object]:
        if self._schema is None:
            raise ValueError("this Arrow result was read before")
        schema, array, self._schema, self._array = self._schema, self._array, None, None
        return give(schema), give(array)

    def __del__(self):
        for structure in (getattr(self, "_schema", None), getattr(self, "_array", None)):
            if structure is not None:
                release(structure)


def score_arrow(model: Model, data: Any, *, criteria: bool = False, groups: bool = False, bounds: bool = False, points: str = "decimal",
                threads: int = 1, scale: int | None = None, progress: Callable[[int, int], object] | None = None):
    """Scores Arrow data: a stream gives an `ArrowTable`, each of its arrays scored when it is asked for; an array an `ArrowRecords`.

    A value out of range counts as missing and its row is "data_error" in row_state; one that cannot be taken at all (a fraction in a
    float, an unknown option) raises `DataError` that names column and row, or ends the stream with that text.
    """
    if points not in _POINTS_AS:
        raise ValueError(f"points is one of {', '.join(map(repr, _POINTS_AS))}, not {points!r}")
    wanted = _WANT_TOTALS | _WANT_OUTCOMES | _WANT_STATE | (_WANT_VETOES if len(model.vetoes) <= 62 else 0)
    wanted |= (_WANT_GROUPS if groups else 0) | (_WANT_CRITERIA if criteria else 0) | (_WANT_HIGHS if bounds else 0)
    watched = Watched(progress)
    options = c.BatchOptions(threads=threads, progress=watched.callback, results=wanted, points_as=_POINTS_AS[points], scale=scale or 0)
    error = c.error_handle()
    if hasattr(data, "__arrow_c_stream__"):
        source, results = take(data.__arrow_c_stream__(), ArrowArrayStream), ArrowArrayStream()
        raise_for(c.library.ancs_score_arrow_stream(model._program.value, byref(source), byref(options), byref(results), byref(error.value)), error)
        return ArrowTable(results, (model, watched))
    schema, array = data.__arrow_c_array__()
    given_schema, given_array = take(schema, ArrowSchema), take(array, ArrowArray)
    made_schema, made_array = ArrowSchema(), ArrowArray()
    status = c.library.ancs_score_arrow(model._program.value, byref(given_schema), byref(given_array), byref(options), byref(made_schema),
                                        byref(made_array), None, byref(error.value))
    watched.check()
    raise_for(status, error)
    return ArrowRecords(made_schema, made_array)
