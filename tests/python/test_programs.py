# test_programs.py: rule files as a whole from Python: heads, items, parameters, actions, included files, versions, sessions, ranking.
import datetime
import pickle
from fractions import Fraction

import ancs
import pandas as pd
import pytest
from conftest import RULES
from test_unit import FULL

VILLAGE = """ancs 1
model village "Village" { maximum 10 rounding 0.01 half up per criterion not yet assessed when months < 9
  basis "Decision 619" replaces "Decision 1" applies to "village" in force from 2022-01-01
  columns self "Self-assessed", verified "Verified" }
parameter share = 80% between 50% and 100% "Share that counts"
input months : count at most 12
input members : count at least 1
input present : count at most members
input tasks : count
input done : count at most tasks
input late : count monthly
input district : one of "East", "West"
group A maximum 10 {
  criterion A1 maximum 6 {
    when months = 0 : none
    item A1_1 maximum 4 { award full when present >= share * members }
    item A1_2 maximum 2 { assessed marks }
  }
  criterion A2 maximum 4 { evidence "Minutes" required, otherwise none  not applicable when tasks = 0 : excluded  proportional done / tasks }
}
input marks : points 0 to 2
levels "Class" best first "good", "fair" { "good" when total rescaled >= 8  "fair" otherwise }
ranking within district { by total rescaled descending  ties share }
quota "good" of "Class" { at most 50% of "fair" or better, before the quota  round down  ties in  rest become "fair" }
action "Remind" for each month of late when late > 0
action "Commend" when total rescaled >= 9
test "all" { given months = 12, members = 10, present = 8, marks = 2, tasks = 2, done = 2, A2.evidence = yes  expect total = 10 }
"""
UNIT = {"months": 12, "members": 10, "present": 7, "marks": 2, "tasks": 2, "done": 1, "A2.evidence": True, "district": "East",
        **{f"late.{m}": int(m == 3) for m in range(1, 13)}}


@pytest.fixture(scope="module")
def village():
    return ancs.compile(VILLAGE, warn=False)


def test_a_model_tells_its_head_items_actions_and_quotas(village):
    assert village.info == ancs.ModelInfo(datetime.date(2022, 1, 1), None, ("Decision 619",), ("Decision 1",), ("village",),
                                          (("self", "Self-assessed"), ("verified", "Verified")))
    assert village.excludes and village.may_be_not_yet_assessed
    by_id = {known.id: known for known in village.criteria}
    assert by_id["A1"].items == (1, 2) and by_id["A1_2"].parent == 0 and by_id["A1_2"].assessed and not by_id["A1_1"].assessed
    assert by_id["A2"].needs_evidence and by_id["A2"].evidence == "Minutes" and village.groups[0].criteria == (0, 3)
    assert village.actions[0] == ancs.Action("Remind", "month", tuple(f"late.{m}" for m in range(1, 13))) and village.actions[1].each is None
    (quota,) = village.quotas
    assert (quota.outcome, quota.level, quota.of, quota.become, quota.share, quota.ties_in) == ("Class", "good", "fair", "fair", Fraction(1, 2), True)


def test_parameters(village):
    (parameter,) = village.parameters
    assert parameter == ("share", "Share that counts", True, Fraction(4, 5), Fraction(4, 5), Fraction(1, 2), Fraction(1))
    assert village.score(UNIT)["A1"] == 2
    for value in ("70%", 0.7, Fraction(7, 10), "0.7"):
        lower = village.with_parameters(share=value)
        assert lower.score(UNIT)["A1"] == 6 and lower.parameters[0].value == Fraction(7, 10) and lower != village
    assert village.score(UNIT)["A1"] == 2 and village.with_parameters() == village
    assert pickle.loads(pickle.dumps(lower)) == lower
    with pytest.raises(ancs.DataError, match="share"):
        village.with_parameters(share="40%")
    with pytest.raises(ancs.DataError, match="shares"):
        village.with_parameters(shares=1)
    with pytest.raises(ancs.DataError, match="number"):
        village.with_parameters(share=True)


def test_cards_tell_actions_needs_moves_and_what_is_excluded(village):
    card = village.score(UNIT)
    assert card.actions == (ancs.Made("Remind", "late.3", True),) and card.not_yet_assessed is False and card.level == "fair"
    assert card.needs()["Class"] == ancs.Needs("good", ("total rescaled = 4 < 8: 4 short",))
    assert card.needs("vi")["Class"].level == "good"
    card = village.score({**UNIT, "present": 10, "done": None})
    assert card.missing == ("done",) and card.moves == {"done": 4} and card.actions[1] == ancs.Made("Commend", None, None)
    assert village.score({**UNIT, "months": 0}).states["A1_1"] == "not counted"
    card = village.score({**UNIT, "months": 3})
    assert card.not_yet_assessed is True and card.level is None and card.levels == {"Class": None}
    assert village.score({**UNIT, "months": None}).not_yet_assessed is None
    card = village.score({**UNIT, "tasks": 0, "done": 0, "present": 10})
    assert card.states["A2"] == "excluded" and (card.total, card.total_rescaled, card.assessed_maximum) == (6, 10, 6)


def test_differences_of_cards(village):
    found = village.score(UNIT).differences(village.score({**UNIT, "present": 8, "done": 2}))
    assert found["total"] == {"before": "4", "after": "10"} and found["equal"] is False
    assert {c["id"]: (c["before"], c["after"]) for c in found["criteria"]}["A2"] == ("2", "4")
    assert found["levels"] == [{"outcome": "Class", "before": ["fair"], "after": ["good"]}]
    assert village.score(UNIT).differences(village.score(UNIT))["equal"] is True


def test_a_session_is_what_scoring_anew_gives(village):
    session = village.session(UNIT)
    now = dict(UNIT)
    for name, value in [("present", 9), ("done", 2), ("marks", Fraction(1, 2)), ("months", None), ("months", 12), ("tasks", 0), ("done", 0), ("late.3", 0)]:
        session[name] = value
        now[name] = value
        anew, card = village.score(now), session.card()
        assert (session.total, session["A"], session["A1_2"], session.total_with_all) == (anew.total, anew["A"], anew["A1_2"], anew.total_with_all)
        assert dict(card) == dict(anew) and card.levels == anew.levels and card.missing == anew.missing and card.explain() == anew.explain()
    done, steps = session.steps
    assert 0 <= done <= steps
    before = session.card()
    session.update(present=1, marks=0)
    assert before.total == anew.total and session.total == 0
    with pytest.raises(ancs.DataError, match="present"):
        session["present"] = -1
    assert isinstance(session.total, ancs.Bounds) and "present" in session.card().missing
    with pytest.raises(ancs.DataError, match="did you mean 'present'"):
        session["presents"] = 1
    assert repr(village.session(UNIT)) == "<Session of village: total 4>"


def test_ranking_with_quotas(village):
    units = [{**UNIT, "present": 10, "done": 2}, {**UNIT, "present": 10}, {**UNIT, "present": 10, "district": "West"}, {**UNIT, "months": 1}]
    places = village.rank([village.score(u) for u in units])
    assert [(p.unit, p.place, p.within, p.levels["Class"]) for p in places] == [(0, 1, "East", "good"), (1, 2, "East", "fair"), (2, 1, "West", "fair")]
    assert not any(p.tied or p.provisional for p in places)
    with pytest.raises(ValueError, match="one entry"):
        village.rank([village.score(UNIT)], parents=[])


def test_frames_of_units_not_yet_assessed_and_upper_bounds(village):
    frame = pd.DataFrame([UNIT, {**UNIT, "months": 3}, {**UNIT, "months": 0}], index=list("abc"))
    frame["months"] = pd.array([12, 3, None], dtype="Int64")
    made = village.score(frame, criteria=True, groups=True, bounds=True)
    assert made["not_yet_assessed"].isna().tolist() == [False, False, True] and made["not_yet_assessed"].tolist()[:2] == [False, True]
    assert made["Class"].isna().tolist() == [False, True, True]
    assert (made.loc["c", "A1"], made.loc["c", "A1_high"]) == (0, 2) and (made["A_high"] >= made["A"]).all()
    columns = village.score({name: frame[name].to_numpy() for name in frame if name != "months"} | {"months": frame["months"].array})
    assert columns["not_yet_assessed"].tolist() == [0, 1, -1]


def test_rules_that_do_not_round_need_a_scale():
    model = ancs.compile("ancs 1\nmodel m { maximum 3 }\ninput members : count at least 1\ninput x : count at most members\n"
                         "group A maximum 3 { criterion A1 maximum 3 { proportional x / members } }\n", warn=False)
    frame = pd.DataFrame({"members": [7, 3], "x": [1, 3]})
    assert model.points_scale == 0 and model.score(frame, scale=7, points="fraction")["total"].tolist() == [Fraction(3, 7), 3]
    assert model.score(frame, scale=100)["total"].tolist() == [0.42, 3]
    with pytest.raises(ValueError, match="scale"):
        model.score(frame)


def test_included_files(tmp_path):
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared" / "inputs.ancs").write_text("ancs 1\ninput late : count\n", encoding="utf-8")
    text = "ancs 1\nmodel m { maximum 5 }\ninclude \"shared/inputs.ancs\"\ngroup A maximum 5 { criterion A1 maximum 5 { start full  deduct 1 per late } }\n"
    (tmp_path / "m.ancs").write_text(text, encoding="utf-8")
    model = ancs.compile(tmp_path / "m.ancs")
    assert model.score(late=2).total == 3
    assert pickle.loads(pickle.dumps(model)) == model
    assert ancs.compile(text, files={"shared/inputs.ancs": "ancs 1\ninput late : count\n"}) == model
    (tmp_path / "2024").mkdir()
    (tmp_path / "2024" / "m.ancs").write_text(text.replace("shared/", "../shared/"), encoding="utf-8")
    assert ancs.compile(tmp_path / "2024" / "m.ancs", root=tmp_path) == model
    with pytest.raises(ancs.RuleError, match="shared"):
        ancs.compile(tmp_path / "2024" / "m.ancs")
    with pytest.raises(ancs.RuleError):
        ancs.compile(text)
    with pytest.raises(ValueError, match="not below"):
        ancs.compile(tmp_path / "m.ancs", root=tmp_path / "2024")
    (tmp_path / "shared" / "inputs.ancs").write_text("ancs 1\ninput late : cuont\n", encoding="utf-8")
    with pytest.raises(ancs.RuleError) as raised:
        ancs.compile(tmp_path / "m.ancs")
    assert raised.value.findings[0].file.endswith("inputs.ancs") and raised.value.findings[0].line == 2


def test_rule_sets(village):
    earlier = ancs.compile(VILLAGE.replace("in force from 2022", "in force from 2017"), name="2017.ancs", warn=False)
    versions = ancs.RuleSet([village, earlier])
    assert versions.select("2022-01-01", "2022-12-31", "village") is village
    assert versions.select(datetime.date(2021, 6, 1), unit_type="village") is earlier
    assert versions.in_force(earlier, "village") == (datetime.date(2017, 1, 1), datetime.date(2021, 12, 31))
    assert versions.in_force(village, "village") == (datetime.date(2022, 1, 1), None)
    for arguments, told in ((("2021-07-01", "2022-06-30", "village"), "change"), (("soon", None, "village"), "soon"),
                            (("2022-02-01", "2022-01-01", "village"), "before it begins"), (("2022-01-01", None, "hamlet"), "hamlet")):
        with pytest.raises(ancs.DataError, match=told):
            versions.select(*arguments)
    with pytest.raises(ValueError, match="not in the set"):
        versions.in_force(ancs.compile(RULES))
    with pytest.raises(ancs.RuleError):
        ancs.RuleSet([village, village])


def test_help_for_authors(village):
    assert village.test() == 1 and village.graph().startswith("digraph")
    exercised, decisions = village.coverage()
    assert 0 < exercised < decisions and 'test "' in village.suggest_tests()
    with pytest.raises(ancs.RuleError, match="E0580"):
        ancs.compile(VILLAGE.replace("expect total = 10", "expect total = 9"), warn=False).test()
    assert "tiêu chí A1" in ancs.format(RULES, "vi") and ancs.compile(ancs.format(RULES, "vi")) == ancs.compile(RULES)
    assert ancs.changes(RULES, ancs.format(RULES, "vi")) == []
    (change,) = ancs.changes(RULES, RULES.replace("from 0% to below 30% : 2 ", "from 0% to below 30% : 3 "))
    assert "A2" in change and "3" in change
    assert ancs.compile(RULES).score(FULL).needs()["Class"] == ancs.Needs(None, ())


DATES = """ancs 1
model d { maximum 10 }
input opened : date
input n : count, default 0
group A maximum 10 { criterion A1 maximum 10 { award full when opened >= 2022-03-01 } }
warn W : n > 5
"""


@pytest.mark.parametrize("value", ["2022-03-01", "01/3/2022", "1/03/2022", datetime.date(2022, 3, 1), datetime.datetime(2022, 3, 1), pd.Timestamp(2022, 3, 1)])
def test_dates_of_one_unit_and_of_columns(value):
    model = ancs.compile(DATES)
    assert model.score(opened=value).total == 10
    for values in (pd.Series([value, None], dtype=object), [value, None]):
        assert model.score(pd.DataFrame({"opened": values}))["total"].tolist() == [10, 0]
    before = value.replace("01/3", "28/2").replace("1/03", "28/02").replace("-03-01", "-02-28") if isinstance(value, str) else value - datetime.timedelta(1)
    assert model.score(opened=before).total == 0


@pytest.mark.parametrize("value", ["soon", "2022-02-30", "20220301", "2022-3-1", "1.3.2022", datetime.datetime(2022, 3, 1, 10, 30), 1.5, True])
def test_what_is_no_date_is_refused_by_name(value):
    model = ancs.compile(DATES)
    with pytest.raises(ancs.DataError, match="opened"):
        model.score(opened=value)
    with pytest.raises(ancs.DataError, match="row 'b'.*opened"):
        model.score(pd.DataFrame({"opened": pd.Series([datetime.date(2022, 1, 1), value], dtype=object).tolist()}, index=list("ab")))


def test_columns_of_datetimes():
    model = ancs.compile(DATES)
    days = pd.to_datetime(["2022-02-28", "2022-03-01", None])
    assert model.score(pd.DataFrame({"opened": days}))["state"].tolist() == ["final", "final", "missing"]
    assert model.score(pd.DataFrame({"opened": days}))["total"].tolist() == [0, 10, 0]
    assert model.score({"opened": days.to_numpy().astype("datetime64[s]")})["total"].tolist() == [0, 10, 0]
    assert model.score(pd.DataFrame({"opened": days.tz_localize("Asia/Ho_Chi_Minh")}))["total"].tolist() == [0, 10, 0]
    with pytest.raises(ancs.DataError, match="time of day"):
        model.score(pd.DataFrame({"opened": pd.to_datetime(["2022-02-28 10:30"])}))
    with pytest.raises(ancs.DataError, match="'n'"):
        model.score(pd.DataFrame({"opened": days, "n": days}))
