# test_unit.py: compiling and scoring one unit from Python.
import concurrent.futures
import copy
import gc
import os
import pickle
import subprocess
import sys
import warnings
from decimal import Decimal
from fractions import Fraction

import ancs
import pytest
from conftest import HEADS, RULES, reference
from hypothesis import given, settings
from hypothesis import strategies as st

FULL = {"whole": 10, "part": 9, "cases": 2, "cases.before": 3, "share": Fraction(1, 2), "late": 1, "head": "chair", "held": True, "reward": 3}


@st.composite
def units(draw):
    whole = draw(st.integers(0, 1000))
    share = draw(st.none() | st.integers(0, 1000).map(lambda x: Fraction(x, 1000)) | st.just(Fraction(363, 1000)))
    return {"whole": whole, "part": draw(st.integers(0, whole)), "cases": draw(st.integers(0, 12)), "cases.before": draw(st.integers(0, 12)),
            "share": share, "late": draw(st.integers(0, 12)), "head": draw(st.sampled_from(HEADS)), "held": draw(st.booleans()),
            "reward": draw(st.integers(0, 9))}


@settings(max_examples=300)
@given(units())
def test_units_score_as_the_reference(unit):
    card = ancs.compile(RULES).score(unit)
    want = reference(unit)
    assert {name: card[name] for name in card} == {name: want[name] for name in card}
    assert (card.total, card.total_with_all, card.level, card.vetoes) == (want["total"], want["total_with_all"], want["Class"], {"V1": want["V1"]})
    assert card.final and not card.missing and not card.findings


def test_keyword_arguments_and_mapping_agree(model):
    card = model.score(whole=4, part=2, late=0, held=True)
    assert card["A1"] == Fraction(5, 2) and card["B1"] == 4
    assert model.score({"whole": 4, "part": 2}, late=0, held=True)["A1"] == card["A1"]


def test_missing_data_gives_bounds(model):
    card = model.score({**FULL, "cases": None})
    assert card["A2"] == ancs.Bounds(0, 5) and card.total == ancs.Bounds(24, 29)
    assert card.missing == ("cases",) and not card.final and card.states["A2"] == "missing"
    assert card.level == "good"
    assert str(card.total) == "24..29"
    card = model.score({**FULL, "cases": None, "late": 2})
    assert card.level is None and card.possible_levels["Class"] == ("good", "fair")


def test_values_of_many_types(model):
    for share in (Fraction(363, 1000), Decimal("0.363"), 0.363, "36.3%", "0.363"):
        assert model.score({**FULL, "share": share})["B3"] == 2, share
    assert model.score({**FULL, "share": Decimal("0.3629")})["B3"] == 0
    assert model.score({**FULL, "held": False}).vetoes == {"V1": True}


def test_not_applicable_is_a_state(model):
    assert model.score({**FULL, "whole": 0, "part": 0}).states["A1"] == "not applicable"


@pytest.mark.parametrize("name, value, told", [
    ("wholes", 1, "did you mean 'whole'"), ("whole", 1.5, "whole"), ("whole", "twelve", "whole"), ("head", "mayor", "head"),
    ("held", "perhaps", "held"), ("whole", float("nan"), "finite"), ("whole", [1], "list"), ("share", 2**70, "share")])
def test_wrong_values_are_refused_by_name(model, name, value, told):
    with pytest.raises(ancs.DataError, match=told):
        model.score({**FULL, name: value})


def test_a_value_out_of_range_is_told_and_counts_as_missing(model):
    card = model.score({**FULL, "part": 11})
    assert not card.final and isinstance(card["A1"], ancs.Bounds)
    assert any("part" in f.message and f.help for f in card.findings)


@pytest.mark.parametrize("data", [[1, 2], "whole", 5])
def test_what_is_no_data_is_told_what_to_give(model, data):
    with pytest.raises(TypeError, match="mapping of inputs.*DataFrame"):
        model.score(data)


def test_rule_errors_have_spans_and_help():
    text = RULES.replace("per late", "per lates")
    with pytest.raises(ancs.RuleError) as raised:
        ancs.compile(text)
    found = raised.value.findings[0]
    begin, end = found.span
    assert text.encode()[begin:end] == b"lates" and found.code == "E0205" and "`late`" in found.help and found.help_vi
    assert "lates" in str(raised.value) and "^^^^^" in str(raised.value)
    again = pickle.loads(pickle.dumps(raised.value))
    assert again.findings == raised.value.findings and str(again) == str(raised.value)


def test_rule_warnings_are_warnings():
    with pytest.warns(ancs.RuleWarning) as met:
        ancs.compile(RULES.replace("input held", "input unused_one : count\ninput held"))
    assert "unused_one" in str(met[0].message) and met[0].message.finding.severity == "warning"
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        ancs.compile(RULES.replace("input held", "input unused_one : count\ninput held"), warn=False)


def test_compile_takes_paths(tmp_path, model):
    path = tmp_path / "ward.ancs"
    path.write_text(RULES, encoding="utf-8")
    assert ancs.compile(path) == ancs.compile(str(path)) == model
    with pytest.raises(FileNotFoundError):
        ancs.compile("no_such_file.ancs")
    path.write_bytes(b"ancs 1\nmodel m \xff")
    with pytest.raises(ancs.RuleError):
        ancs.compile(path)


def test_a_model_describes_itself(model):
    assert [i.name for i in model.inputs] == ["whole", "part", "cases", "cases.before", "share", "late", "head", "held", "reward"]
    known = {i.name: i for i in model.inputs}
    assert known["share"].optional and known["share"].high == 1 and known["late"].default == 0 and known["head"].options == HEADS
    assert known["whole"].kind == "count" and known["whole"].step == 1 and known["whole"].low == 0 and known["whole"].high == 1000
    assert model.maximum == 30 and model.criteria[0].bases == ("Illustrative",) and model.groups[0].criteria == (0, 1, 2)
    assert [g.counts_in_total for g in model.groups] == [True, True, False] and model.outcomes[0].levels == ("good", "fair", "weak")


def test_pickles_and_copies(model):
    again = pickle.loads(pickle.dumps(model))
    assert again == model and again.digest == model.digest and again.score(FULL).total == model.score(FULL).total
    assert copy.copy(model) is model and copy.deepcopy(model) is model
    make, (text, name, *_) = model.__reduce__()
    with pytest.raises(ValueError, match="mean something else"):
        make(text, name, "0" * 64)


def test_eight_threads_share_one_model(model):
    want = [model.score({**FULL, "late": late}).total for late in range(8)]
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        got = list(pool.map(lambda late: [model.score({**FULL, "late": late}).total for _ in range(200)], range(8)))
    assert got == [[total] * 200 for total in want]


def test_fork(model):
    before = model.score(FULL).total
    child = os.fork()
    if child == 0:
        same = model.score(FULL).total == before
        gc.collect()
        os._exit(0 if same else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert model.score(FULL).total == before


def test_explanations(model):
    card = model.score(FULL)
    text = card.explain(unit="North")
    assert "North" in text and "from 90% up : full" in text and "9/10 = 90%" in text
    assert "Tổng điểm" in card.explain("vi")
    with pytest.raises(ValueError, match="'en' or 'vi'"):
        card.explain("fr")
    assert card.reasons()["criteria"][0]["reasons"][0]["sentence"] == "from 90% up : full"


def test_html_escapes_what_rules_say():
    model = ancs.compile(RULES.replace('"Present"', '"<script>alert(1)</script>"'))
    html = model.score(FULL)._repr_html_()
    assert "<script>" not in html and "&lt;script&gt;" in html and "29/30" in html


def test_results_compare_and_print(model):
    card = model.score(FULL)
    assert dict(card)["A"] == card["A"] and len(card) == 10 and "A1" in card and "nothing" not in card
    assert repr(card) == "<Scorecard of ward: 29/30, level 'good'>"
    with pytest.raises(KeyError):
        card["nothing"]


def test_no_handle_or_memory_is_left_behind(model):
    def resident():
        with open("/proc/self/statm") as statm:
            return int(statm.read().split()[1])

    for _ in range(2000):
        model.score(FULL).explain()
    gc.collect()
    before, counted = resident(), len(gc.get_objects())
    for _ in range(10_000):
        card = model.score(FULL)
    del card
    for _ in range(500):
        with pytest.raises(ancs.DataError):
            model.score(whole=1.5)
        with pytest.raises(ancs.RuleError):
            ancs.compile(RULES.replace("per late", "per lates"))
    gc.collect()
    assert len(gc.get_objects()) - counted < 1000
    assert (resident() - before) * os.sysconf("SC_PAGE_SIZE") < 8 << 20


def test_import_needs_the_standard_library_only():
    code = "import sys; sys.path.insert(0, sys.argv[1]); import ancs; assert not {'numpy', 'pandas', 'pyarrow'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code, os.path.dirname(os.path.dirname(ancs.__file__))], check=True)
