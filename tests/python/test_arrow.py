# test_arrow.py: Arrow data by the PyCapsule protocol, made and read here by hand: slices, offsets, dictionaries, empty and many batches.
import ctypes
import gc
from ctypes import CFUNCTYPE, POINTER, byref, c_char_p, c_int, c_int64, c_void_p
from fractions import Fraction

import ancs
import numpy as np
import pytest
from ancs.arrow import ArrowArray, ArrowArrayStream, ArrowSchema, give, release, take
from conftest import HEADS, INPUTS, reference
from test_tables import random_units

Released = CFUNCTYPE(None, c_void_p)
counts = {"schema": 0, "array": 0, "stream": 0}


def released(kind, name):
    """A release callback, which also releases the children and the dictionary that nobody took; those of a struct are counted."""
    def callback(address):
        structure = kind.from_address(address)
        for i in range(structure.n_children):
            release(structure.children[i].contents)
        if structure.dictionary:
            release(structure.dictionary.contents)
        structure.release = None
        counts[name] += structure.n_children > 0

    made = Released(callback)
    return ctypes.cast(made, c_void_p).value, made


SCHEMA_RELEASE, _keep1 = released(ArrowSchema, "schema")
ARRAY_RELEASE, _keep2 = released(ArrowArray, "array")
alive = []  # memory that the structures point to


def schema_of(fields):
    """A struct of (name, format, dictionary format or None)."""
    children = []
    for name, kind, dictionary in fields:
        made = ArrowSchema(format=kind.encode(), name=name.encode(), flags=2, release=SCHEMA_RELEASE)
        if dictionary:
            inner = ArrowSchema(format=dictionary.encode(), name=b"", flags=2, release=SCHEMA_RELEASE)
            made.dictionary = ctypes.pointer(inner)
            alive.append(inner)
        children.append(ctypes.pointer(made))
    pointers = (POINTER(ArrowSchema) * len(children))(*children)
    alive.extend([children, pointers])
    return ArrowSchema(format=b"+s", name=b"", n_children=len(children), children=pointers, release=SCHEMA_RELEASE)


def array_of(columns, length, offset=0):
    """A struct of (buffers, null count, dictionary buffers and length or None); each child has its own offset."""
    children = []
    for buffers, nulls, child_offset, dictionary in columns:
        made = plain_array(buffers, length + offset, nulls, child_offset)
        if dictionary:
            inner = plain_array(*dictionary, 0, 0)
            made.dictionary = ctypes.pointer(inner)
            alive.append(inner)
        children.append(ctypes.pointer(made))
    pointers = (POINTER(ArrowArray) * len(children))(*children)
    none = (c_void_p * 1)(None)
    alive.extend([children, pointers, none])
    return ArrowArray(length=length, offset=offset, null_count=0, n_buffers=1, buffers=none, n_children=len(children), children=pointers, release=ARRAY_RELEASE)


def plain_array(buffers, length, nulls, offset):
    pointers = (c_void_p * len(buffers))(*[None if b is None else b.ctypes.data for b in buffers])
    alive.extend([buffers, pointers])
    return ArrowArray(length=length, offset=offset, null_count=nulls, n_buffers=len(buffers), buffers=pointers, release=ARRAY_RELEASE)


def bits(flags, offset):
    return np.packbits(np.concatenate([np.ones(offset, bool), np.asarray(flags, bool)]), bitorder="little")


FIELDS = [("whole", "s", None), ("part", "i", None), ("cases", "l", None), ("cases.before", "C", None), ("late", "c", None), ("reward", "L", None),
          ("held", "b", None), ("head", "i", "u"), ("share", "d:9,3", None), ("note", "u", None)]


def batch_of(units, offset=0, child_offset=0, null_count=-1):
    """The units as one struct array; what stands before the offsets is other data, which must not be read."""
    pad = offset + child_offset

    def ints(name, dtype):
        return np.concatenate([np.full(pad, 77, dtype), np.array([u[name] for u in units], dtype)])

    shares = np.array([[0 if u["share"] is None else int(u["share"] * 1000), 0] for u in units], dtype=np.int64).reshape(-1, 2)
    shares = np.concatenate([np.full((pad, 2), 77, np.int64), shares])
    names = np.frombuffer("".join(HEADS).encode(), np.uint8).copy()
    ends = np.cumsum([0, *map(len, HEADS)]).astype(np.int32)
    columns = [([None, ints(name, dtype)], 0, child_offset, None) for name, dtype in
               (("whole", np.int16), ("part", np.int32), ("cases", np.int64), ("cases.before", np.uint8), ("late", np.int8), ("reward", np.uint64))]
    columns.append(([None, bits([u["held"] for u in units], pad)], 0, child_offset, None))
    heads = np.concatenate([np.full(pad, 9, np.int32), np.array([HEADS.index(u["head"]) for u in units], np.int32)])
    columns.append(([None, heads], 0, child_offset, ([None, ends, names], len(HEADS))))
    columns.append(([bits([u["share"] is not None for u in units], pad), shares], null_count, child_offset, None))
    columns.append(([None, np.zeros(len(units) + pad + 1, np.int32), np.zeros(1, np.uint8)], 0, child_offset, None))
    return array_of(columns, len(units), offset)


class OneArray:
    def __init__(self, schema, array):
        self.schema, self.array = schema, array

    def __arrow_c_array__(self, requested_schema=None):
        return give(self.schema), give(self.array)


class Stream:
    """A stream of batches, one after the other."""

    def __init__(self, batches, fail_at=None):
        self.batches, self.fail_at, self.at = batches, fail_at, 0
        self.text = b"the disk is gone"
        move = lambda source, to: ctypes.memmove(to, byref(source), ctypes.sizeof(source))  # noqa: E731

        def get_schema(_stream, out):
            move(schema_of(FIELDS), out)
            return 0

        def get_next(_stream, out):
            if self.at == self.fail_at:
                return 5
            if self.at == len(self.batches):
                ArrowArray.from_address(out).release = None
                return 0
            move(self.batches[self.at], out)
            self.at += 1
            return 0

        def last_error(_stream):
            return ctypes.cast(c_char_p(self.text), c_void_p).value

        def done(address):
            ArrowArrayStream.from_address(address).release = None
            counts["stream"] += 1

        self.calls = (CFUNCTYPE(c_int, c_void_p, c_void_p)(get_schema), CFUNCTYPE(c_int, c_void_p, c_void_p)(get_next),
                      CFUNCTYPE(c_void_p, c_void_p)(last_error), Released(done))
        alive.append(self)

    def __arrow_c_stream__(self, requested_schema=None):
        return give(ArrowArrayStream(*(ctypes.cast(call, c_void_p) for call in self.calls)))


def read_columns(schema, array):
    """Columns of a struct array as Python values: int64, decimal128, bool, dictionaries of texts."""
    made = {}
    for i in range(schema.n_children):
        kind, values = schema.children[i].contents, array.children[i].contents
        rows = range(values.offset, values.offset + array.length)
        buffers = [values.buffers[b] for b in range(values.n_buffers)]
        shape = kind.format.decode()

        def valid(row):
            return not buffers[0] or (ctypes.c_uint8.from_address(buffers[0] + row // 8).value >> row % 8) & 1

        if kind.dictionary:
            texts = values.dictionary.contents
            ends = (ctypes.c_int32 * (texts.length + 1)).from_address(texts.buffers[1])
            names = [ctypes.string_at(texts.buffers[2] + ends[n], ends[n + 1] - ends[n]).decode() for n in range(texts.length)]
            width = {"c": ctypes.c_int8, "C": ctypes.c_uint8, "s": ctypes.c_int16, "i": ctypes.c_int32}[shape]
            made[kind.name.decode()] = [names[width.from_address(buffers[1] + r * ctypes.sizeof(width)).value] if valid(r) else None for r in rows]
        elif shape == "b":
            made[kind.name.decode()] = [bool(ctypes.c_uint8.from_address(buffers[1] + r // 8).value >> r % 8 & 1) for r in rows]
        elif shape == "l":
            made[kind.name.decode()] = [c_int64.from_address(buffers[1] + 8 * r).value for r in rows]
        else:
            scale = int(shape.split(":")[1].split(",")[1])
            made[kind.name.decode()] = [
                Fraction(int.from_bytes(ctypes.string_at(buffers[1] + 16 * r, 16), "little", signed=True), 10**scale) for r in rows]
    return made


def read_array(result):
    schema, array = result.__arrow_c_array__()
    schema, array = take(schema, ArrowSchema), take(array, ArrowArray)
    made = read_columns(schema, array)
    release(array)
    release(schema)
    return made


def read_stream(result):
    stream = take(result.__arrow_c_stream__(), ArrowArrayStream)
    here = ctypes.addressof(stream)
    schema, batches = ArrowSchema(), []
    assert CFUNCTYPE(c_int, c_void_p, c_void_p)(stream.get_schema)(here, ctypes.addressof(schema)) == 0
    while True:
        array = ArrowArray()
        status = CFUNCTYPE(c_int, c_void_p, c_void_p)(stream.get_next)(here, ctypes.addressof(array))
        if status:
            text = CFUNCTYPE(c_char_p, c_void_p)(stream.get_last_error)(here)
            release(schema)
            release(stream)
            raise OSError(status, text.decode())
        if not array.release:
            break
        batches.append(read_columns(schema, array))
        release(array)
    release(schema)
    release(stream)
    return batches


def expect(made, units, scale=None):
    want = [reference(u) for u in units]
    times = (lambda x: x * scale) if scale else (lambda x: x)
    assert made["total"] == made["total_high"] == [times(w["total"]) for w in want]
    assert made["total_with_all"] == [times(w["total_with_all"]) for w in want]
    assert made["Class"] == [w["Class"] for w in want] and made["V1"] == [w["V1"] for w in want]
    assert set(made["row_state"]) <= {"final"}


@pytest.mark.parametrize("rows, offset, child_offset, null_count", [(40, 0, 0, -1), (40, 3, 0, -1), (40, 0, 5, -1), (33, 11, 8, -1), (1, 1, 1, -1), (0, 0, 0, 0)])
def test_arrays_with_offsets(model, rows, offset, child_offset, null_count):
    units = random_units(np.random.default_rng(rows + offset), rows)
    before = dict(counts)
    made = read_array(model.score(OneArray(schema_of(FIELDS), batch_of(units, offset, child_offset, null_count)), criteria=True, groups=True))
    expect(made, units)
    assert made["A1"] == [reference(u)["A1"] for u in units] and made["B"] == [reference(u)["B"] for u in units]
    assert counts == {**before, "schema": before["schema"] + 1, "array": before["array"] + 1}


def test_streams_of_many_and_empty_batches(model):
    rng = np.random.default_rng(5)
    parts = [random_units(rng, rows) for rows in (7, 0, 1, 64, 0, 13)]
    before = dict(counts)
    result = model.score(Stream([batch_of(part, offset=i) for i, part in enumerate(parts)]), points="scaled")
    batches = read_stream(result)
    assert len(batches) == len(parts)
    for made, part in zip(batches, parts):
        expect(made, part, model.points_scale)
    assert counts["array"] == before["array"] + len(parts) and counts["stream"] == before["stream"] + 1
    with pytest.raises(ValueError, match="read before"):
        result.__arrow_c_stream__()


def test_a_producer_that_fails(model):
    before = counts["stream"]
    with pytest.raises(OSError, match="the disk is gone"):
        read_stream(model.score(Stream([batch_of(random_units(np.random.default_rng(1), 3))], fail_at=1)))
    assert counts["stream"] == before + 1


def test_results_that_nobody_reads_are_released(model):
    before = dict(counts)
    units = random_units(np.random.default_rng(2), 3)
    del before["schema"]
    model.score(Stream([batch_of(units)]))
    schema, array = model.score(OneArray(schema_of(FIELDS), batch_of(units))).__arrow_c_array__()
    del schema, array
    gc.collect()
    assert counts["stream"] == before["stream"] + 1 and counts["array"] == before["array"] + 1


def test_missing_values_and_columns(model):
    units = random_units(np.random.default_rng(3), 4)
    array = batch_of(units)
    fields = [("other", "i", None) if name == "late" else (name, kind, inner) for name, kind, inner in FIELDS]
    made = read_array(model.score(OneArray(schema_of(fields), array)))    # late has a default of 0
    assert made["total"] == [reference({**u, "late": 0})["total"] for u in units]
    fields = [("other", "i", None) if name == "whole" else (name, kind, inner) for name, kind, inner in FIELDS]
    before = counts["array"]
    with pytest.raises(ancs.DataError, match="whole"):
        model.score(OneArray(schema_of(fields), batch_of(units)))
    assert counts["array"] == before + 1


def test_values_that_cannot_be_taken_name_column_and_row(model):
    units = random_units(np.random.default_rng(4), 4)
    array = batch_of(units)
    reward = array.children[5].contents
    ctypes.c_uint64.from_address(reward.buffers[1] + 16).value = 2**63
    with pytest.raises(ancs.DataError, match="reward") as raised:
        model.score(OneArray(schema_of(FIELDS), array))
    assert raised.value.findings[0].row == 2


def test_days_and_upper_bounds():
    model = ancs.compile("ancs 1\nmodel d { maximum 10 }\ninput opened : date\ngroup A maximum 10 "
                         "{ criterion A1 maximum 10 { award full when opened >= 2022-03-01 } }")
    for kind, of in (("tdD", np.int32), ("tdm", np.int64), ("tsn:", np.int64)):
        day = {"tdD": 1, "tdm": 86_400_000, "tsn:": 86_400_000_000_000}[kind]
        days = np.array([0, 19051 * day, 19052 * day, 0], of)
        data = OneArray(schema_of([("opened", kind, None)]), array_of([([bits([True, True, False], 1), days], -1, 1, None)], 3))
        read = read_array(model.score(data, criteria=True, bounds=True))
        assert (read["A1"], read["A1_high"]) == ([0, 10, 0], [0, 10, 10]), kind


def test_progress_exceptions_come_back(model):
    units = random_units(np.random.default_rng(6), 10) * 5000
    with pytest.raises(ZeroDivisionError):
        model.score(OneArray(schema_of(FIELDS), batch_of(units)), progress=lambda done, rows: 1 / 0)


def test_wrong_options(model):
    with pytest.raises(ValueError, match="points is one of"):
        model.score(Stream([]), points="fraction")
