# test_library.py: what the package knows of the C interface by heart is what include/ancs.h says.
import ctypes
import re
from pathlib import Path

from ancs import _library as c
from ancs import arrow, scorecard
from conftest import RULES  # noqa: F401  puts the package on the path

root = Path(__file__).resolve().parents[2]
baseline = (root / "tests" / "abi" / "libancs.so.1.constants").read_text(encoding="utf-8").splitlines()
constants = {name.removeprefix("ANCS_"): int(value) for name, value in (line.split(" = ") for line in baseline if " = " in line)}


def test_constants():
    known = {name: value for name, value in vars(c).items() if isinstance(value, int) and name in constants}
    assert known == {name: constants[name] for name in known} and len(known) > 50
    assert {name[1:]: value for name, value in vars(arrow).items() if name.startswith("_WANT_")} == {
        name: value for name, value in constants.items() if name.startswith("WANT_")}
    header = (root / "include" / "ancs.h").read_text(encoding="utf-8")
    assert (c.ABI_MAJOR, c.ABI_MINOR) == tuple(int(re.search(rf"ANCS_ABI_{part} (\d+)", header)[1]) for part in ("MAJOR", "MINOR"))


def test_names_of_states_and_kinds():
    names = ["SCORED", "MISSING", "NOT_APPLICABLE", "INFORMATION", "EXCLUDED", "POINTS_UNKNOWN", "NOT_COUNTED"]
    assert [constants[name] for name in names] == list(range(len(scorecard.STATES)))
    assert [name.removeprefix("POINTS_").lower().replace("_", " ") for name in names] == list(scorecard.STATES)
    header = (root / "include" / "ancs.h").read_text(encoding="utf-8")
    assert re.findall(r"ANCS_(\w+) = ", re.search(r"/\* States of a criterion\. \*/\nenum \{(.*?)\}", header, re.S)[1]) == names
    kinds = ["COUNT", "NUMBER", "MONEY", "PERCENT", "POINTS", "DAYS", "DATE", "YES_NO", "ONE_OF"]
    assert [constants[name] for name in kinds] == list(range(len(c.KINDS)))
    assert [name.lower().replace("_", " ").replace("yes no", "yes/no") for name in kinds] == list(c.KINDS)
    assert [scorecard._TRUTHS[constants[name]] for name in ("NO", "YES", "UNKNOWN")] == [False, True, None]


def test_structures_stand_as_in_the_header():
    places = {}
    for name, member, at, size in (re.fullmatch(r"ancs_(\w+)\.(\w+) at (\d+), (\d+) bytes", line).groups() for line in baseline if " at " in line):
        places.setdefault(name, []).append((member, int(at), int(size)))
    special = {"Warned": "warning", "ActionInfo": "action_info"}
    checked = 0
    for kind in vars(c).values():
        if not (isinstance(kind, type) and issubclass(kind, c.Sized) and kind is not c.Sized):
            continue
        name = special.get(kind.__name__) or re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower()
        here = [(member, getattr(kind, member).offset, ctypes.sizeof(type_)) for member, type_ in kind._fields_]
        assert here == places[name], name
        checked += 1
    assert checked > 25
