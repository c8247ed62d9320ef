# test_tables.py: random frames against the reference, columns of every type, and errors that name row and column.
import threading
from fractions import Fraction

import ancs
import numpy as np
import pandas as pd
import pytest
from conftest import HEADS, INPUTS, RULES, reference
from hypothesis import given, settings
from hypothesis import strategies as st


def random_units(rng: np.random.Generator, rows: int) -> list[dict]:
    units = []
    for _ in range(rows):
        whole = int(rng.integers(0, 21))
        units.append({"whole": whole, "part": int(rng.integers(0, whole + 1)), "cases": int(rng.integers(0, 9)), "cases.before": int(rng.integers(0, 9)),
                      "share": None if rng.random() < 0.2 else Fraction(int(rng.choice([0, 362, 363, 364, 500, 1000])), 1000),
                      "late": int(rng.integers(0, 11)), "head": str(rng.choice(HEADS)), "held": bool(rng.random() < 0.8), "reward": int(rng.integers(0, 6))})
    return units


def frame_of(units: list[dict], index=None) -> pd.DataFrame:
    frame = pd.DataFrame({name: [u[name] for u in units] for name in INPUTS if name not in ("share", "head")}, index=index)
    frame["share"] = pd.array([None if u["share"] is None else float(u["share"]) for u in units], dtype="Float64")
    frame["head"] = pd.Categorical([u["head"] for u in units])
    return frame


@settings(max_examples=60)
@given(st.integers(0, 2**32 - 1), st.integers(1, 60), st.sampled_from([1, 2, 4]))
def test_frames_score_as_the_reference(seed, rows, threads):
    rng = np.random.default_rng(seed)
    units = random_units(rng, rows)
    frame = frame_of(units, index=[f"ward {i}" for i in rng.permutation(rows)])
    for name in ("whole", "part", "cases", "cases.before", "late", "reward"):
        frame[name] = frame[name].astype(str(rng.choice(["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float64", "Int16"])))
    made = ancs.compile(RULES).score(frame, criteria=True, groups=True, points="fraction", threads=threads)
    want = pd.DataFrame([reference(u) for u in units], index=frame.index)
    assert (made["state"] == "final").all() and made.index.equals(frame.index)
    for name in want.columns:
        assert list(made[name]) == list(want[name]), name


def test_floats_are_the_nearest_and_scaled_are_exact(model):
    frame = frame_of(random_units(np.random.default_rng(1), 200))
    exact, floats, scaled = (model.score(frame, points=how)["total"] for how in ("fraction", "float", "scaled"))
    assert [float(x) for x in exact] == list(floats)
    assert [x * model.points_scale for x in exact] == list(scaled)
    assert [Fraction(x) for x in model.score(frame, points="decimal")["total"]] == list(exact)


def test_totals_that_need_more_than_32_bits():
    big = 1_000_000_000
    model = ancs.compile(f"ancs 1\nmodel m {{ maximum {big} rounding 0.01 half up per criterion }}\ninput x : points 0 to {big}\ngroup A maximum {big} "
                         f"{{ criterion A1 maximum {big} {{ assessed x }} }}", warn=False)
    frame = pd.DataFrame({"x": [1, big - 1]})
    assert list(model.score(frame, criteria=True)["A1"]) == [1.0, big - 1.0] and list(model.score(frame)["total"]) == [1.0, big - 1.0]


def test_integer_columns_are_not_copied(model):
    from ancs.columns import view_columns

    block = np.zeros((4, 3), dtype=np.int32)            # rows × columns: a column is a stride through memory
    source = {"whole": block[:, 0], "part": block[:, 1], "cases": np.zeros(4, np.int64)[::-1]}
    views = view_columns(model, source, 4, range(4), "raise", "error")
    for name, array in source.items():
        column = views[name].column
        assert (column.data, column.stride) == (array.ctypes.data, array.strides[0]), name


def test_strided_reversed_and_swapped_columns(model):
    units = random_units(np.random.default_rng(3), 50)
    frame = frame_of(units)
    table = {name: frame[name].to_numpy() for name in INPUTS if name not in ("share", "head")}
    table["share"] = np.ma.masked_array([0.0 if u["share"] is None else float(u["share"]) for u in units], [u["share"] is None for u in units])
    table["head"] = np.array([u["head"] for u in units], dtype=object)
    table["whole"] = np.repeat(table["whole"], 2)[::2]
    table["part"] = table["part"][::-1].copy()[::-1]
    table["cases"] = table["cases"].astype(">i4")
    made = model.score(table, points="fraction")
    assert list(made["total"]) == [reference(u)["total"] for u in units]
    assert list(made["Class"]) == [reference(u)["Class"] for u in units]


def test_missing_values_of_nullable_and_masked_columns(model):
    units = random_units(np.random.default_rng(4), 6)
    frame = frame_of(units)
    frame["cases"] = pd.array([1, None, 2, None, 3, 4], dtype="Int64")
    made = model.score(frame, bounds=True, points="fraction")
    assert list(made["state"]) == ["final", "missing", "final", "missing", "final", "final"]
    for row in (1, 3):
        card = model.score({**units[row], "cases": None})
        low, high = (card.total, card.total) if isinstance(card.total, Fraction) else card.total
        assert (made["total"].iloc[row], made["total_high"].iloc[row]) == (low, high)
    frame["head"] = pd.Categorical([None] + [u["head"] for u in units[1:]])
    assert model.score(frame)["state"].iloc[0] == "missing"


def test_missing_values_of_columns_of_objects(model):
    units = random_units(np.random.default_rng(14), 4)
    frame = frame_of(units)
    frame["cases"] = pd.Series([1, None, pd.NA, float("nan")], dtype=object)
    assert list(model.score(frame)["state"]) == ["final", "missing", "missing", "missing"]


def changed(column, value, dtype=None):
    def change(frame):
        values = list(frame[column])
        values[2] = value
        frame[column] = pd.Series(values, index=frame.index, dtype=dtype)
    return change


@pytest.mark.parametrize("change, column, told", [
    (changed("whole", -1), "whole", "-1"), (changed("part", 21), "part", "21"), (changed("whole", 2**63, "uint64"), "whole", "2^63"),
    (changed("whole", 2**63, "object"), "whole", "2^63"), (changed("late", float("nan")), "late", "nan"), (changed("late", 0.5), "late", "0.5"),
    (changed("share", 0.1234567, "Float64"), "share", "decimals"), (changed("share", float("inf"), "Float64"), "share", "finite"),
    (changed("head", "mayor", "object"), "head", "mayor"), (changed("whole", "12", "object"), "whole", "12"),
    (changed("held", "yes", "object"), "held", "compare it first"), (changed("share", "36.3%", "object"), "share", "number first"), (changed("share", 1.5, "Float64"), "share", "150%")])
def test_errors_name_row_and_column(model, change, column, told):
    units = random_units(np.random.default_rng(5), 5)
    for u in units:
        u["whole"], u["part"] = 20, 4
    frame = frame_of(units, index=["n", "e", "s", "w", "m"])
    change(frame)
    with pytest.raises(ancs.DataError) as raised:
        model.score(frame)
    assert "row 's'" in str(raised.value) and column in str(raised.value) and told in str(raised.value)
    assert raised.value.findings[0].label == "s" and raised.value.findings[0].row == 2


def test_errors_can_be_marked_instead(model):
    frame = frame_of(random_units(np.random.default_rng(5), 4))
    frame.loc[1, "reward"] = -1
    made = model.score(frame, errors="mark")
    assert list(made["state"]) == ["final", "data error", "final", "final"]


def test_wrong_types_of_columns(model):
    frame = frame_of(random_units(np.random.default_rng(6), 3))
    with pytest.raises(ancs.DataError, match="held.*yes/no|yes/no.*held|'whole'"):
        model.score(frame.assign(whole=frame["held"]))
    with pytest.raises(ancs.DataError, match="'cases'"):
        model.score(frame.assign(cases=pd.to_datetime(["2022-01-01"] * 3)))
    with pytest.raises(ancs.DataError, match="'head'"):
        model.score(frame.assign(head=[1, 2, 3]))
    with pytest.raises(ancs.DataError, match="'cases'"):
        model.score(frame.assign(cases=np.array([1j, 2, 3])))


def test_a_missing_column_is_named(model):
    frame = frame_of(random_units(np.random.default_rng(7), 3))
    with pytest.raises(ancs.DataError, match="no column 'whole'.*did you mean 'wholes'"):
        model.score(frame.rename(columns={"whole": "wholes"}))
    made = model.score(frame.drop(columns=["late", "share"]))   # a default, and an optional one
    assert (made["state"] == "final").all()


def test_empty_and_single_frames(model):
    frame = frame_of(random_units(np.random.default_rng(8), 1))
    assert len(model.score(frame)) == 1
    made = model.score(frame.iloc[:0])
    assert len(made) == 0 and list(made.columns)[:2] == ["total", "total_with_all"]


def test_progress_and_stopping(model):
    frame = frame_of(random_units(np.random.default_rng(9), 10))
    frame = pd.concat([frame] * 10_000, ignore_index=True)
    seen = []
    model.score(frame, progress=lambda done, rows: seen.append((done, rows)))
    assert seen and seen[-1][0] <= 100_000 == seen[-1][1]
    with pytest.raises(ancs.Stopped):
        model.score(frame, progress=lambda done, rows: True)
    with pytest.raises(ZeroDivisionError):
        model.score(frame, progress=lambda done, rows: 1 / 0)


def test_threads_share_a_model_over_frames(model):
    frame = frame_of(random_units(np.random.default_rng(10), 300))
    want, failures = model.score(frame), []

    def work():
        for _ in range(10):
            if not model.score(frame).equals(want):
                failures.append(1)

    workers = [threading.Thread(target=work) for _ in range(8)]
    [w.start() for w in workers]
    [w.join() for w in workers]
    assert not failures


@pytest.mark.parametrize("options", [{"points": "float32"}, {"errors": "ignore"}, {"nan": "zero"}, {"threads": 0}])
def test_wrong_options(model, options):
    with pytest.raises(ValueError):
        model.score(frame_of(random_units(np.random.default_rng(11), 2)), **options)


def test_duplicate_columns_and_lengths(model):
    frame = frame_of(random_units(np.random.default_rng(12), 2))
    with pytest.raises(ancs.DataError, match="same name"):
        model.score(pd.concat([frame, frame[["whole"]]], axis=1))
    with pytest.raises(ancs.DataError, match="different lengths"):
        model.score({"whole": np.zeros(2, int), "part": np.zeros(3, int)})
