# conftest.py: what the Python tests share: a rule file, its model, and its meaning in plain fractions.
import sys
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import settings

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src" / "python"))

import ancs  # noqa: E402

# The same examples in every run, and nothing written beside the sources.
settings.register_profile("repeatable", derandomize=True, database=None, deadline=None)
settings.load_profile("repeatable")

RULES = """ancs 1
model ward "Ward" { maximum 30  rounding 0.01 half up per criterion }
input whole  : count at most 1000
input part   : count at most whole
input cases  : count with baseline before at most 1000
input share  : percent, optional "Satisfied"
input late   : count, default 0
input head   : one of "chair", "deputy", "none"
input held   : yes/no
input reward : count at most 1000
group A "Order" maximum 20 {
  criterion A1 "Present" maximum 10 {
    basis "Illustrative"
    not applicable when whole = 0 : full
    bands part / whole { from 90% up : full  from 50% to below 90% : 2.5  below 50% : none }
  }
  criterion A2 "Fewer cases" maximum 5 {
    when cases.before = 0 : none
    bands fall(cases) { from 30% up : full  from 0% to below 30% : 2  below 0% : none }
  }
  criterion A3 "Share" maximum 5 { not applicable when whole = 0 : full  proportional part / whole }
}
group B "Movement" maximum 10 {
  criterion B1 maximum 4 { start full  deduct 0.5 per late }
  criterion B2 maximum 4 { choose head { "chair" : full  "deputy" : 1/2 of maximum  otherwise : none } }
  criterion B3 maximum 2 { when share is not given : none  award full when share >= 36.3% and held }
}
bonus K maximum 2 { criterion K1 maximum 2 { add 0.5 per reward, at most 2 } }
veto V1 "None held" when not held
levels "Class" best first "good", "fair", "weak" {
  "weak" when V1
  "good" when total >= 24 and every group >= 50%
  "fair" when total >= 15
  "weak" otherwise
}
"""
HEADS = ("chair", "deputy", "none")
INPUTS = ("whole", "part", "cases", "cases.before", "share", "late", "head", "held", "reward")


def half_up(x: Fraction) -> Fraction:
    """To 0.01, ties away from zero; the values here are not negative."""
    return Fraction((x * 200 + 1) // 2, 100)


def reference(u: dict) -> dict:
    """The rules above by their meaning alone; `share` may be None."""
    whole, part, before = Fraction(u["whole"]), Fraction(u["part"]), Fraction(u["cases.before"])
    points = {}
    points["A1"] = Fraction(10) if whole == 0 else Fraction(10) if part / whole >= Fraction(9, 10) else Fraction(5, 2) if part / whole >= Fraction(1, 2) else Fraction(0)
    fall = None if before == 0 else (before - u["cases"]) / before
    points["A2"] = Fraction(0) if fall is None or fall < 0 else Fraction(5) if fall >= Fraction(3, 10) else Fraction(2)
    points["A3"] = Fraction(5) if whole == 0 else half_up(5 * part / whole)
    points["B1"] = max(Fraction(0), 4 - Fraction(u["late"]) / 2)
    points["B2"] = {"chair": Fraction(4), "deputy": Fraction(2), "none": Fraction(0)}[u["head"]]
    points["B3"] = Fraction(2) if u["share"] is not None and u["share"] >= Fraction(363, 1000) and u["held"] else Fraction(0)
    points["K1"] = min(Fraction(2), Fraction(u["reward"]) / 2)
    a, b = points["A1"] + points["A2"] + points["A3"], points["B1"] + points["B2"] + points["B3"]
    total = a + b
    level = "weak" if not u["held"] else "good" if total >= 24 and a >= 10 and b >= 5 else "fair" if total >= 15 else "weak"
    return {**points, "A": a, "B": b, "K": points["K1"], "total": total, "total_with_all": total + points["K1"], "Class": level, "V1": not u["held"]}


@pytest.fixture(scope="session")
def model() -> ancs.Model:
    return ancs.compile(RULES)
