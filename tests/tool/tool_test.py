# tool_test.py: what the commands of the built tool print, where, and with which exit status. ANCS_TOOL is its path.
import json
import pathlib
import unittest
import xml.etree.ElementTree

import jsonschema

from data_test import Cells, Columns, Files, Hostile, Lines  # noqa: F401  run by this file as well
from harness import ROOT, ToolCase
from include_test import Include  # noqa: F401
from output_test import Output  # noqa: F401
from stream_test import Interrupted, Progress, Stream  # noqa: F401
from tables_test import FileForEachColumn, ParentsValues, Tables  # noqa: F401
from schemas_test import Schemas  # noqa: F401
from versions_test import Compare, Versions  # noqa: F401

SCHEMAS = {name: json.loads((ROOT / f"src/tool/{name}.schema.json").read_text("utf-8")) for name in ("check", "test", "diff", "bench")}
SCHEMA = json.loads((ROOT / "src/tool/score.schema.json").read_text("utf-8"))
COMMANDS = ["check", "score", "explain", "rank", "compare", "test", "diff", "explain-code", "fmt", "graph", "bench"]


class CommandLine(ToolCase):
    def wrong(self, *words, says, stdin=b""):
        run = self.run_tool(*words, stdin=stdin)
        self.assertEqual((run.status, run.out), (2, ""), run.err)
        self.assertIn(says, run.err)
        return run

    def test_help(self):
        run = self.run_tool("--help")
        self.assertEqual((run.status, run.err), (0, ""))
        for command in COMMANDS:
            self.assertIn(f"  {command} ", run.out)
        self.assertIn("Examples:", run.out)
        self.assertEqual(self.run_tool("-h").out, run.out)

    def test_help_of_every_command_in_both_languages(self):
        for command in COMMANDS:
            with self.subTest(command):
                run = self.run_tool(command, "--help")
                self.assertEqual((run.status, run.err), (0, ""))
                self.assertIn(f"Usage: ancs {command} ", run.out)
                self.assertIn(f"Examples:\n  ancs {command} ", run.out)
                vietnamese = self.run_tool(command, "--lang", "vi", "--help").out
                self.assertIn("Ví dụ:", vietnamese)
                self.assertIn(f"Cách dùng: ancs {command} [TÙY CHỌN] ", vietnamese)
                self.assertNotIn("OPTIONS", vietnamese)

    def test_help_lists_only_the_command_s_own_options(self):
        self.assertNotIn("--numbers", self.run_tool("check", "--help").out)
        self.assertIn("--numbers", self.run_tool("score", "--help").out)

    def test_version(self):
        run = self.run_tool("--version")
        self.assertRegex(run.out, r"\Aancs \d+\.\d+\.\d+, rule language 1\n\Z")

    def test_no_command(self):
        self.wrong(says="no command is given")

    def test_misspelt_command(self):
        self.wrong("scroe", "a", "b", says="`scroe`; did you mean `score`?")
        self.wrong("xyzzy", says="no command `xyzzy`\n")

    def test_misspelt_option(self):
        self.wrong("score", "--numbres", "vi", "a", "b", says="did you mean `--numbers`?")
        self.wrong("--lang", "vi", "score", "--numbres", "vi", "a", "b", says="có phải là `--numbers` không?")

    def test_option_of_another_command(self):
        self.wrong("check", "--numbers", "vi", "a", says="`ancs check` has no option `--numbers`")

    def test_values_of_options(self):
        self.wrong("score", "--numbers", "de", "a", "b", says="`de` is no value of `--numbers`, which takes en|vi")
        self.wrong("score", "--format=xml", "a", "b", says="`xml` is no value of `--format`")
        self.wrong("score", "a", "b", "--delimiter", says="`--delimiter` needs a value")
        self.wrong("fmt", "--write=yes", "a", says="`--write` takes no value")
        self.wrong("check", "--format", "csv", "a", says="`ancs check` does not write `csv`")

    def test_number_of_arguments(self):
        self.wrong("score", "a", says="takes RULES... DATA; 1 given")
        self.wrong("graph", "a", "b", says="takes RULES; 2 given")

    def test_standard_input_twice(self):
        self.wrong("score", "-", "-", says="only once")

    def test_unreadable_files(self):
        self.wrong("check", "none.ancs", says="cannot read `none.ancs`: No such file")
        self.wrong("score", self.rule("few.ancs"), "none.csv", says="cannot read `none.csv`: No such file")
        self.wrong("check", str(self.work), says="Is a directory")

    def test_double_dash_ends_options(self):
        self.wrong("check", "--", "--help", says="cannot read `--help`")

    def test_write_is_not_combined(self):
        self.wrong("fmt", "--write", "--check", "a", says="stands alone")
        self.wrong("fmt", "--write", "-", says="not standard input")


class Check(ToolCase):
    def test_sound(self):
        run = self.run_tool("check", self.rule("few.ancs"))
        self.assertEqual((run.status, run.err), (0, ""))
        self.assertIn("few.ancs: sound, 0 errors, 0 warnings; model `few`: 17 columns of data, 6 criteria, maximum 10", run.out)

    def test_unsound(self):
        run = self.run_tool("check", self.rule("wrong.ancs"))
        self.assertEqual(run.status, 1)
        self.assertTrue(run.findings and run.findings[0].code.startswith("E03"), run.err)
        self.assertEqual(run.findings[0].place[0], 5)
        self.assertIn("wrong.ancs: 1 error, 0 warnings", run.out)

    def test_several_files(self):
        run = self.run_tool("check", self.rule("wrong.ancs"), self.rule("few.ancs"))
        self.assertEqual((run.status, run.out.count("\n")), (1, 2))

    def test_json(self):
        run = self.run_tool("check", "--format", "json", self.rule("wrong.ancs"), self.rule("few.ancs"))
        wrong, few = json.loads(run.out)["files"]
        self.assertEqual((wrong["sound"], few["sound"], few["model"], few["findings"]), (False, True, "few", []))
        self.assertEqual((wrong["findings"][0]["severity"], wrong["findings"][0]["line"]), ("error", 5))

    def test_standard_input(self):
        run = self.run_tool("check", "-", stdin=b"ancs 1\nmodel\n")
        self.assertEqual(run.status, 1)
        self.assertEqual(run.findings[0].file, "(standard input)")

    def test_language_is_that_of_the_rule_file(self):
        self.assertIn("chặt chẽ", self.run_tool("check", self.rule("phuong.ancs")).out)
        self.assertIn("sound", self.run_tool("check", "--lang", "en", self.rule("phuong.ancs")).out)


class Suggest(ToolCase):
    def test_pasted_tests_pass(self):
        rules = pathlib.Path(self.rule("failing.ancs")).read_text().split("test ")[0]
        path = self.file("a.ancs", rules)
        run = self.run_tool("check", "--suggest-tests", path)
        self.assertEqual(run.status, 0)
        self.assertTrue(run.out.startswith('\ntest "A1 just below 2" {\n  given  cases = 1\n  expect A1 = 0\n}\n\ntest "A1 at 2" {'), run.out)
        self.assertIn("3 tests suggested", run.err)
        pasted = self.file("b.ancs", rules + run.out)
        again = self.run_tool("test", "--coverage", pasted)
        self.assertEqual(again.status, 0)
        self.assertIn("3 tests passed", again.out)
        self.assertIn("coverage 100%: 2 of 2", again.out)
        self.assertEqual(self.run_tool("check", "--suggest-tests", pasted).out, "")

    def test_tests_in_vietnamese(self):
        run = self.run_tool("check", "--suggest-tests", self.rule("phuong.ancs"))
        self.assertIn("kiểm tra ", run.out)
        pasted = self.file("b.ancs", pathlib.Path(self.rule("phuong.ancs")).read_text() + run.out)
        self.assertEqual(self.run_tool("test", pasted).status, 0)

    def test_unsound_rules_get_none(self):
        run = self.run_tool("check", "--suggest-tests", self.rule("wrong.ancs"))
        self.assertEqual(run.status, 1)
        self.assertNotIn("test ", run.out)

    def test_json_follows_its_schema(self):
        jsonschema.Draft202012Validator.check_schema(SCHEMAS["check"])
        for words in ([], ["--suggest-tests"]):
            run = self.run_tool("check", "--format", "json", *words, self.rule("failing.ancs"), self.rule("wrong.ancs"))
            result = json.loads(run.out)
            jsonschema.Draft202012Validator(SCHEMAS["check"]).validate(result)
            self.assertEqual("suggested_tests" in result["files"][0], bool(words))


class Diff(ToolCase):
    def setUp(self):
        super().setUp()
        self.old = pathlib.Path(self.rule("ward.ancs")).read_text()

    def diff(self, old, new, *options):
        return self.run_tool("diff", *options, self.file("old.ancs", old), self.file("new.ancs", new))

    def changed(self):
        new = self.old.replace("from 30% up", "from 35% up").replace("to below 30%", "to below 35%")
        self.assertNotEqual(new, self.old)
        return new

    def test_no_change(self):
        run = self.diff(self.old, self.old + "# a comment\n")
        self.assertEqual((run.status, run.out, run.err), (0, "no change of meaning\n", ""))

    def test_changes_with_their_lines(self):
        run = self.diff(self.old, self.changed())
        self.assertEqual((run.status, run.err), (0, ""))
        self.assertRegex(run.out, r"changes:\n")
        self.assertRegex(run.out, r"  row of `A1` changed from `from 30% up : \w+` to `from 35% up : \w+`   \[line 18\]")
        vietnamese = self.diff(self.old, self.changed(), "--lang", "vi").out
        self.assertRegex(vietnamese, r"  dòng của `A1` đổi từ `từ 30% trở lên : [^`]+` thành `từ 35% trở lên : [^`]+`   \[dòng 18\]")

    def test_both_languages_of_keywords_are_the_same_rules(self):
        vietnamese = self.run_tool("fmt", "--to", "vi", self.rule("ward.ancs")).out
        self.assertEqual(self.diff(self.old, vietnamese, "--lang", "en").out, "no change of meaning\n")

    def test_units(self):
        new = self.old.replace("from 30% up", "from 90% up").replace("to below 30%", "to below 90%")
        run = self.diff(self.old, new, "--data", self.rule("wards.csv"))
        self.assertEqual(run.status, 0, run.err)
        self.assertIn("units whose result changes: ", run.out)
        self.assertRegex(run.out, r"  w1  North  29\.5/40 → [\d.]+/40\n(    .*\n)*    A1: 10 → \d")

    def test_units_whose_outcome_changes_come_first(self):
        old = "ancs 1\nmodel m { maximum 10 }\ninput x : count at most 10\ngroup G maximum 10 { criterion A maximum 10 { points x } }\n"
        levels = 'levels "L" best first "good", "poor" {{ "good" when total >= {}  "poor" otherwise }}\n'
        data = self.file("d.csv", "unit,x\na,3\nb,5\nc,6\n")
        run = self.diff(old + levels.format(5), old + levels.format(6), "--data", data, "--format", "json")
        result = json.loads(run.out)
        jsonschema.Draft202012Validator(SCHEMAS["diff"]).validate(result)
        self.assertEqual([u["id"] for u in result["units"]], ["b"])
        self.assertEqual(result["units"][0]["outcomes"], [{"title": "L", "before": ["good"], "after": ["poor"]}])
        self.assertEqual((result["compared"], result["units"][0]["outcome_changes"], result["units"][0]["criteria"]), (3, True, []))
        new = old.replace("points x", "bands x { from 6 up : full  5 : 4  below 5 : 1 }")
        run = self.diff(old + levels.format(5), new + levels.format(5), "--data", data, "--format", "json")
        result = json.loads(run.out)
        jsonschema.Draft202012Validator(SCHEMAS["diff"]).validate(result)
        self.assertEqual([(u["id"], u["outcome_changes"]) for u in result["units"]], [("b", True), ("c", False), ("a", False)])
        self.assertEqual(result["units"][1]["total"], {"before": "6", "after": "10"})

    def test_criteria_that_come_and_go(self):
        one = "ancs 1\nmodel m { maximum 10 }\ninput x : count\ngroup G maximum 10 { criterion A maximum 10 { award full when x > 0 } }\n"
        two = one.replace("criterion A ", "criterion B ")
        result = json.loads(self.diff(one, two, "--data", self.file("d.csv", "unit,x\na,3\n"), "--format", "json").out)
        jsonschema.Draft202012Validator(SCHEMAS["diff"]).validate(result)
        self.assertEqual(result["units"][0]["criteria"], [{"id": "B", "before": None, "after": "10"}, {"id": "A", "before": "10", "after": None}])
        self.assertEqual([c["kind"] for c in result["changes"]], ["added", "removed"])

    def test_json_follows_its_schema(self):
        jsonschema.Draft202012Validator.check_schema(SCHEMAS["diff"])
        for options in ([], ["--data", self.rule("wards.csv")]):
            result = json.loads(self.diff(self.old, self.changed(), "--format", "json", *options).out)
            jsonschema.Draft202012Validator(SCHEMAS["diff"]).validate(result)
            self.assertEqual("units" in result, bool(options))
            self.assertEqual((result["changes"][0]["kind"], result["changes"][0]["line_before"]), ("row_changed", 18))

    def test_files_that_cannot_be_read(self):
        run = self.diff("ancs 1\nmodel\n", self.old)
        self.assertEqual((run.status, run.out), (1, ""))
        self.assertTrue(run.findings)
        self.assertEqual(self.run_tool("diff", self.rule("ward.ancs"), "none.ancs").status, 2)
        run = self.diff(self.old, self.old, "--data", "none.csv")
        self.assertEqual((run.status, run.out), (2, ""))
        self.assertEqual(run.err.count("none.csv"), 1, run.err)

    def test_unsound_rules_are_compared_as_text_only(self):
        unsound = self.old.replace("from 30% up", "from 35% up")
        run = self.diff(self.old, unsound)
        self.assertEqual(run.status, 0)
        self.assertIn("changed from", run.out)
        run = self.diff(self.old, unsound, "--data", self.rule("wards.csv"))
        self.assertEqual((run.status, run.out), (1, ""))


class Score(ToolCase):
    def ward(self, *options):
        return self.run_tool("score", *options, self.rule("ward.ancs"), self.rule("wards.csv"))

    def test_json_follows_its_schema(self):
        jsonschema.Draft202012Validator.check_schema(SCHEMA)
        for run in [self.ward("--format", "json"), self.score("unit,cases\nw1,x\nw2\n", "--format", "json")]:
            jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(run.out))

    def test_schema_refuses_inexact_numbers(self):
        result = json.loads(self.ward("--format", "json").out)
        result["units"][0]["total"] = 29.5
        with self.assertRaises(jsonschema.ValidationError):
            jsonschema.Draft202012Validator(SCHEMA).validate(result)

    def test_json(self):
        run = self.ward("--format", "json")
        self.assertEqual((run.status, run.err), (0, ""))
        result = json.loads(run.out)
        self.assertEqual((result["model"], result["findings"]), ("ward", []))
        w1, w2, w3, w4 = result["units"]
        self.assertEqual((w1["id"], w1["name"], w1["total"], w1["maximum"]), ("w1", "North", "29.5", "40"))
        self.assertEqual((w1["outcomes"], w1["vetoes"], w1["final"]), ({"Result": "Fair"}, [], True))
        self.assertIn({"id": "A2", "points": "7.5", "maximum": "10", "state": "scored"}, w1["criteria"])
        self.assertIn({"id": "A", "points": "17.5", "maximum": "20"}, w1["groups"])
        self.assertEqual(w2["name"], 'South, "old" town')
        self.assertEqual(w3["missing"], ["members"])
        self.assertEqual((w3["vetoes"], w3["outcomes"], w3["final"]), (["V1"], {"Result": "Poor"}, False))
        self.assertEqual([c["state"] for c in w3["criteria"] if c["id"] == "A2"], ["missing"])
        self.assertEqual(set(w3["total"]), {"low", "high"})
        self.assertIn({"id": "A2", "points": "20/3", "maximum": "10", "state": "scored"}, w4["criteria"])
        self.assertEqual(w4["open_vetoes"], ["V1"])
        self.assertEqual([u["warnings"] for u in (w1, w2, w3)], [[], [], []])
        self.assertEqual(w4["warnings"], [{"id": "W1", "stated": "0.25", "actual": "-0.25", "explanations": ["sign reversed"]}])

    def test_json_open_outcome(self):
        run = self.score("unit,cases,cases.last_year,members,present,share,held,head,trouble\nw1,2,4,20,,50%,yes,none,no\n",
                         "--format", "json", rules="ward.ancs")
        (w1,) = json.loads(run.out)["units"]
        self.assertEqual((w1["total"], w1["outcomes"]), ({"low": "25", "high": "35"}, {"Result": {"possible": ["Good", "Fair"]}}))

    def test_json_carries_the_findings(self):
        result = json.loads(self.score("unit,cases\nw1,x\nw2\n", "--format", "json").out)
        (cell,) = result["units"][0]["findings"]
        (line,) = result["findings"]
        self.assertEqual((cell["code"], cell["line"], cell["column"], cell["text"]), ("E0562", 2, 4, "x"))
        self.assertEqual((line["code"], line["line"]), ("E0560", 3))
        self.assertFalse(result["units"][0]["final"])

    def test_a_bad_cell_does_not_fall_back_to_its_default(self):
        (w1,) = json.loads(self.score("unit,cases,share\nw1,4,x\n", "--format", "json").out)["units"]
        self.assertEqual((w1["total"], w1["missing"], w1["final"]), ({"low": "6", "high": "7"}, ["share"], False))

    def test_data_digest_does_not_depend_on_the_order_of_columns(self):
        digests = set()
        for data in ["unit,cases,share\nw1,4,50%\n", "share,cases,unit\n50.0%,04,w1\n"]:
            digests.add(json.loads(self.score(data, "--format", "json").out)["units"][0]["data_digest"])
        self.assertEqual(len(digests), 1)

    def test_csv(self):
        run = self.ward("--format", "csv")
        lines = run.out.splitlines()
        self.assertEqual(lines[0], "unit,name,total,maximum,A1,A2,B1,B2,B3,B4,Result,vetoes,final")
        self.assertEqual(lines[1], "w1,North,29.5,40,10,7.5,0,5,2.5,4.5,Fair,,yes")
        self.assertEqual(lines[2], 'w2,"South, ""old"" town",40,40,10,10,5,5,5,5,Good,,yes')
        self.assertTrue(lines[3].startswith("w3,East,") and ".." in lines[3] and lines[3].endswith(",Poor,V1,no"), lines[3])
        self.assertEqual(lines[4], "w4,West,50/3,40,0,20/3,5,0,0,5,Poor,V1?,no")

    def test_text(self):
        run = self.ward()
        lines = run.out.splitlines()
        self.assertEqual(lines[0], "Ward")
        self.assertRegex(lines[2], r"^Unit +Name +Total / 40 +A / 20 +B / 20 +Result +Vetoes +Remarks$")
        self.assertRegex(lines[4], r"^w1 +North +29\.5 +17\.5 +12 +Fair$")
        self.assertRegex(lines[6], r"^w3 +East +\S+–\S+ .* Poor +V1 +1 figure missing \(members: [^)]+\)$")
        self.assertIn("≈16.67", lines[7])

    def test_text_in_vietnamese(self):
        run = self.ward("--lang", "vi")
        self.assertIn("Tổng điểm / 40", run.out)
        self.assertIn("29,5", run.out)
        self.assertIn("thiếu 1 số liệu", run.out)

    def test_columns_are_aligned_by_width(self):
        run = self.score("unit,name,cases\nw1,Hồng Gai,4\nw2,Bãi,4\nw3,B\u0061\u0303i Ch\u0061\u0301y,4\n")
        ends = {line.rstrip().rindex("6") for line in run.out.splitlines() if line.startswith("w") and "Ch" not in line}
        self.assertEqual(len(ends), 1, run.out)

    def test_rules_from_standard_input(self):
        with open(self.rule("few.ancs"), "rb") as file:
            rules = file.read()
        run = self.run_tool("score", "--format", "csv", "-", self.file("d.csv", "unit,cases\nw1,4\n"), stdin=rules)
        self.assertIn("w1,,6,", run.out)

    def test_data_from_standard_input(self):
        run = self.run_tool("score", self.rule("few.ancs"), "-", stdin=b"unit,cases\nw1,x\n")
        self.assertEqual(self.one(run, "E0562", (2, 4), "x").file, "(standard input)")

    def test_unsound_rules_score_nothing(self):
        run = self.score("unit,cases\nw1,4\n", rules="wrong.ancs")
        self.assertEqual((run.status, run.out), (1, ""))


class Explain(ToolCase):
    def explain(self, *options):
        return self.run_tool("explain", *options, self.rule("ward.ancs"), self.rule("wards.csv"))

    def test_one_unit(self):
        run = self.explain("--unit", "w1")
        self.assertEqual((run.status, run.err), (0, ""))
        self.assertIn("North", run.out)
        self.assertNotIn("East", run.out)
        self.assertIn("29.5", run.out)

    def test_all_units(self):
        run = self.explain()
        for name in ["North", "South", "East", "West"]:
            self.assertIn(name, run.out)

    def test_unit_that_is_not_there(self):
        run = self.explain("--unit", "w11")
        self.assertEqual((run.status, run.out), (2, ""))
        self.assertIn("no unit `w11`", run.err)

    def test_findings_of_other_units_are_not_shown(self):
        data = self.file("d.csv", "unit,cases\nw1,4\nw2,x\n")
        run = self.run_tool("explain", "--unit", "w1", self.rule("few.ancs"), data)
        self.assertEqual((run.status, run.err), (0, ""))
        self.assertEqual(self.run_tool("explain", "--unit", "w2", self.rule("few.ancs"), data).status, 1)

    def test_json(self):
        (w1,) = json.loads(self.explain("--format", "json", "--unit", "w1").out)["units"]
        by_id = {c["id"]: c for c in w1["criteria"]}
        self.assertEqual((by_id["A2"]["points"], by_id["A2"]["lost"]), ("7.5", "2.5"))
        (reason,) = by_id["A1"]["reasons"]
        self.assertEqual((reason["sentence"], reason["line"]), ("from 30% up : full", 18))


class Rank(ToolCase):
    def rank(self, *options):
        return self.run_tool("rank", *options, self.rule("ward.ancs"), self.rule("wards.csv"))

    def test_csv(self):
        lines = self.rank("--format", "csv").out.splitlines()
        self.assertEqual(lines[0], "place,unit,name,total,maximum,Result,vetoes,tied,provisional")
        self.assertEqual(lines[1], '1,w2,"South, ""old"" town",40,40,Good,,no,no')
        self.assertEqual(lines[2], "2,w1,North,29.5,40,Fair,,no,yes")
        self.assertEqual([line.split(",")[1] for line in lines[3:]], ["w3", "w4"])

    def test_ties(self):
        data = self.file("d.csv", "unit,cases\nw1,2\nw2,4\nw3,2\n")
        run = self.run_tool("rank", "--format", "csv", self.rule("few.ancs"), data)
        self.assertEqual([line.split(",")[:2] for line in run.out.splitlines()[1:]], [["1", "w2"], ["2", "w1"], ["2", "w3"]])

    def test_text(self):
        run = self.rank()
        lines = run.out.splitlines()
        self.assertRegex(lines[2], r"^Place +Unit +Name +Total +Result +Vetoes +Remarks$")
        self.assertRegex(lines[5], r"^ +2 +w1 +North +29\.5/40 +Fair +provisional$")
        self.assertRegex(self.rank("--lang", "vi").out, r"Hạng +Đơn vị +Tên +Tổng điểm +Result +Không xét +Ghi chú")
        self.assertIn("provisional", run.out)

    def test_json(self):
        result = json.loads(self.rank("--format", "json").out)
        self.assertEqual([u["id"] for u in result["units"]][:2], ["w2", "w1"])
        self.assertEqual((result["units"][0]["place"], result["units"][0]["total"]), (1, "40"))


COHORT = """ancs 1
model m { maximum 10  applies to "phường" }
input x : points 0 to 10
group G maximum 10 { criterion A maximum 10 { assessed x } }
levels "Result" best first "A", "B", "C" { "A" when total >= 9  "B" when total >= 7  "C" otherwise }
ranking within parent { by total descending  ties share }
quota "A" of "Result" { at most 50% of "B" or better, before the quota  round down  ties out  rest become "B" }
"""
COHORT_DATA = "unit,name,parent,x\nw1,North,p,9\nw2,South,q,7\nw3,East,p,10\nw4,West,p,8\nw5,Hill,q,9\n"


class Cohort(ToolCase):
    def rank(self, data, *options, rules=COHORT):
        return self.run_tool("rank", *options, self.file("c.ancs", rules), self.file("c.csv", data))

    def test_text_has_a_table_for_each_cohort(self):
        run = self.rank(COHORT_DATA)
        self.assertEqual((run.status, run.err), (0, ""))
        lines = run.out.splitlines()
        self.assertEqual(lines[2], "p")
        self.assertRegex(lines[5], r"^ +1 +w3 +East +10/10 +A")
        self.assertEqual(lines[8], 'Quota "A" of "Result": 1 of 2 keep it; 50% of 3 allow 1')
        self.assertRegex(lines[6], r"^ +2 +w1 +North +9/10 +B +A → B \(place 2, 1 allowed\)$")
        self.assertIn("q", lines)
        self.assertIn('Hạn mức "A" của "Result": 1 trong 2 đơn vị giữ mức này; 50% của 3 cho phép 1', self.rank(COHORT_DATA, "--lang", "vi").out)

    def test_csv(self):
        self.assertEqual(self.rank(COHORT_DATA, "--format", "csv").out.splitlines(),
                         ["parent,place,unit,name,total,maximum,Result,vetoes,tied,provisional,lowered",
                          "p,1,w3,East,10,10,A,,no,no,", 'p,2,w1,North,9,10,B,,no,no,"A → B (place 2, 1 allowed)"',
                          "p,3,w4,West,8,10,B,,no,no,", "q,1,w5,Hill,9,10,A,,no,no,", "q,2,w2,South,7,10,B,,no,no,"])

    def test_json(self):
        result = json.loads(self.rank(COHORT_DATA, "--format", "json").out)
        self.assertEqual([(u["parent"], u["place"], u["id"]) for u in result["units"]],
                         [("p", 1, "w3"), ("p", 2, "w1"), ("p", 3, "w4"), ("q", 1, "w5"), ("q", 2, "w2")])
        moved = result["units"][1]
        self.assertEqual(moved["outcomes"], {"Result": "B"})
        (why,) = moved["lowered"]
        self.assertEqual((why["from"], why["to"], why["place"], why["allowed"], why["line"]), ("A", "B", 2, 1, 7))
        self.assertTrue(why["sentence"].startswith('quota "A" of "Result" {'))
        self.assertEqual(result["cohorts"][0]["quotas"], [{"outcome": "Result", "level": "A", "base": 3, "allowed": 1, "candidates": 2, "kept": 1, "provisional": False}])
        self.assertEqual((result["not_yet_assessed"], result["not_ranked"]), ([], []))

    def test_unit_without_parent_is_an_error_and_listed_apart(self):
        data = COHORT_DATA.replace("w2,South,q", "w2,South,")
        run = self.rank(data)
        self.one(run, "E0513", (3, 1), "w2")
        self.assertIn("Not ranked: the data does not say which units they belong with\n  w2  South\n", run.out)
        self.assertIn("provisional", run.out)
        self.assertIn("\n,,w2,South,7,10,B,,,,\n", self.rank(data, "--format", "csv").out)
        self.assertEqual(json.loads(self.rank(data, "--format", "json").out)["not_ranked"], [{"id": "w2", "name": "South"}])

    def test_units_not_yet_assessed_are_listed_apart(self):
        rules = COHORT.replace("input x", "input months : count at most 12\ninput x").replace('applies to "phường"', 'applies to "phường"  not yet assessed when months < 9')
        data = "unit,parent,months,x\nw1,p,12,9\nw2,p,6,10\nw3,p,12,8\n"
        self.assertIn("\nNot yet assessed\n  w2\n", self.rank(data, rules=rules).out)
        self.assertEqual([line.split(",")[:3] for line in self.rank(data, "--format", "csv", rules=rules).out.splitlines()[1:]],
                         [["p", "1", "w1"], ["p", "2", "w3"], ["p", "", "w2"]])
        result = json.loads(self.rank(data, "--format", "json", rules=rules).out)
        self.assertEqual(([u["id"] for u in result["units"]], result["not_yet_assessed"]), (["w1", "w3"], [{"id": "w2", "name": ""}]))

    def test_ties_at_the_cut_are_said(self):
        data = "unit,parent,x\na,p,9\nb,p,9\n"
        self.assertIn('Quota "A" of "Result": 0 of 2 keep it; 50% of 2 allow 1; units tie at the cut', self.rank(data).out)
        self.assertRegex(self.rank(data).out, r"A → B \(place 1 tied, 1 allowed\)")

    def test_vietnamese_columns_and_unit_types(self):
        rules = COHORT.replace("within parent", "within parent, unit type")
        data = "đơn vị,cấp trên,loại đơn vị,x\na,p,xã,9\nb,p,phường,8\nc,p,xã,9.5\n"
        rows = [line.split(",")[:4] for line in self.rank(data, "--format", "csv", rules=rules).out.splitlines()[1:]]
        self.assertEqual(rows, [["p", "phường", "1", "b"], ["p", "xã", "1", "c"], ["p", "xã", "2", "a"]])

    def test_units_of_two_parents_may_share_a_name(self):
        self.assertEqual(self.rank("unit,parent,x\na,p,9\na,q,8\n").status, 0)
        self.one(self.rank("unit,parent,x\na,p,9\na,p,8\n"), "E0571", (3, 1), "a")


ACTIONS = """ancs 1
model m { maximum 10 }
input x    : points 0 to 10
input late : count monthly, default 0
group G maximum 10 { criterion A maximum 10 { assessed x } }
action "Commend" when total >= 9
action "Remind"  for each month of late when late > 0
"""
ACTIONS_DATA = "unit,x,late.3,late.12\na,9,1,2\nb,,,1\n"


class Actions(ToolCase):
    def run_actions(self, command, *options):
        return self.run_tool(command, *options, self.file("a.ancs", ACTIONS), self.file("a.csv", ACTIONS_DATA))

    def test_score(self):
        self.assertRegex(self.run_actions("score").out, r"Commend; Remind \(month 3\); Remind \(month 12\)")
        self.assertRegex(self.run_actions("score", "--lang", "vi").out, r"Kiến nghị[^$]*Commend\?; Remind \(tháng 12\)")
        self.assertEqual(self.run_actions("score", "--format", "csv").out.splitlines()[1:],
                         ["a,,9,10,9,,Commend | Remind (month 3) | Remind (month 12),yes", "b,,0..10,10,0..10,,Commend? | Remind (month 12),no"])
        units = json.loads(self.run_actions("score", "--format", "json").out)["units"]
        self.assertEqual(units[0]["actions"][:2], [{"title": "Commend", "state": "made"}, {"title": "Remind", "state": "made", "for": "late.3"}])
        self.assertEqual(units[1]["actions"][0], {"title": "Commend", "state": "open"})

    def test_explain_gives_the_sentence_and_the_numbers(self):
        text = self.run_actions("explain", "--unit", "a").out
        self.assertRegex(text, r'Actions\n  Commend\n    action "Commend" when total >= 9\n      total = 9 ≥ 9   \[line 6\]\n'
                               r'  Remind \(month 3\)\n    action "Remind" for each month of late when late > 0\n      1 > 0   \[line 7\]')
        (unit, _) = json.loads(self.run_actions("explain", "--format", "json").out)["units"]
        self.assertEqual(unit["actions"][0]["reasons"], [{"sentence": 'action "Commend" when total >= 9', "line": 6, "column": 1, "numbers": "total = 9 ≥ 9"}])


AREA = """ancs 1
model area { maximum 10  applies to "khu" }
input x : points 0 to 10
group G maximum 10 { criterion A maximum 10 { assessed x } }
levels "Recognised" best first "yes", "no" { "yes" when total >= 5  "no" otherwise }
"""
WARD = """ancs 1
model ward { maximum 10 }
input areas  : count from parts "khu"
input passed : count from parts "khu" when outcome "Recognised" = "yes"
input mean   : number from parts "khu" mean(total) at least 0
group G maximum 10 { criterion A maximum 10 { when areas = 0 : none  award full when passed / areas >= 70% } }
require passed <= areas
warn W : mean > 100
"""
AREA_DATA = "unit,parent,x\nk1,w1,9\nk2,w1,4\nk3,w1,5\nk4,w1,6\nk1,w2,2\n"


class Parts(ToolCase):
    def run_parts(self, command, *options, parts=AREA_DATA, wards="unit\nw1\nw2\n", ward=WARD):
        return self.run_tool(command, "--parts", self.file("area.ancs", AREA), self.file("area.csv", parts), *options,
                             self.file("ward.ancs", ward), self.file("ward.csv", wards))

    def test_inputs_are_filled_and_traced(self):
        run = self.run_parts("explain", "--unit", "w1")
        self.assertEqual((run.status, run.err), (0, ""))
        self.assertRegex(run.out, r"From parts\n  areas = 4 of 4 parts\n      k1; k2; k3; k4\n  passed = 3 of 4 parts\n      k1; k3; k4\n"
                                  r"  mean = 6\n      k1 9; k2 4; k3 5; k4 6\n")
        self.assertIn("3/4 = 75% ≥ 70%", run.out)
        (w1, w2) = json.loads(self.run_parts("score", "--format", "json").out)["units"]
        self.assertEqual((w1["total"], w2["total"]), ("10", "0"))
        self.assertEqual(w1["parts"][1], {"column": "passed", "value": "3", "parts": 4, "open": [],
                                          "used": [{"id": "k1", "number": "1"}, {"id": "k3", "number": "1"}, {"id": "k4", "number": "1"}]})

    def test_an_open_part_leaves_the_input_missing(self):
        run = self.run_parts("score", "--format", "json", parts=AREA_DATA.replace("k3,w1,5", "k3,w1,"))
        self.assertEqual(sorted((f.code, f.message) for f in run.findings),
                         [("W0516", "`mean` is missing: the results of these parts are open: `k3`"), ("W0516", "`passed` is missing: the results of these parts are open: `k3`")])
        w1 = json.loads(run.out)["units"][0]
        self.assertEqual((w1["missing"], w1["final"], w1["parts"][1]["open"]), (["passed", "mean"], False, ["k3"]))

    def test_data_that_says_something_else_is_an_error(self):
        run = self.run_parts("score", wards="unit,passed\nw1,4\nw2,0\n")
        found = self.one(run, "E0515", (2, 4), "4")
        self.assertEqual(found.message, "the data says `passed` is 4, the parts give 3")

    def test_a_unit_without_parts_is_missing_them_not_zero(self):
        run = self.run_parts("score", "--format", "json", wards="unit\nw1\nw2\nw3\n")
        self.one(run, "W0593", (4, 1), "w3", status=0)
        self.assertEqual(json.loads(run.out)["units"][2]["missing"], ["areas", "passed", "mean"])

    def test_a_parent_that_is_no_unit(self):
        self.one(self.run_parts("score", parts=AREA_DATA + "k9,w9,5\n"), "W0591", (7, 4), "w9", status=0)

    def test_a_part_without_parent_counts_nowhere(self):
        run = self.run_parts("score", parts=AREA_DATA + "k9,,5\n")
        self.one(run, "E0590", (7, 1), "k9")

    def test_names_that_the_rules_of_the_parts_lack(self):
        run = self.run_parts("score", ward=WARD.replace('"yes"', '"maybe"'))
        self.assertEqual([f.code for f in run.findings if f.code != "E0556"][:1], ["E0514"])
        self.assertIn('`passed` takes "maybe" of "Recognised" of parts "khu", and the rules `area` do not have it', run.err)

    def test_a_type_that_no_rules_are_for(self):
        run = self.run_parts("score", ward=WARD.replace('mean   : number from parts "khu"', 'mean   : number from parts "tổ"'))
        self.assertIn("W0592", run.err)
        self.assertIn("E0556", run.err)

    def test_without_parts_the_data_says_it(self):
        run = self.run_tool("score", "--format", "csv", self.file("ward.ancs", WARD), self.file("ward.csv", "unit,areas,passed,mean\nw1,25,18,6\nw2,25,17,6\n"))
        self.assertEqual([line.split(",")[2] for line in run.out.splitlines()[1:]], ["10", "0"])

    def test_two_values_are_needed(self):
        run = self.run_tool("score", "--parts", "a.ancs")
        self.assertEqual(run.status, 2)
        self.assertIn("`--parts` needs two values: RULES DATA", run.err)


class Test(ToolCase):
    def test_passing(self):
        run = self.run_tool("test", self.rule("ward.ancs"))
        self.assertEqual((run.status, run.err), (0, ""))
        self.assertIn("ward.ancs: 1 test passed, 8 expectations", run.out)

    def test_failing(self):
        run = self.run_tool("test", self.rule("failing.ancs"))
        found = self.one(run, "E0580", (9, 10), "A1 = 10")
        self.assertIn("expects `A1 = 10`, the score gives `0`", found.message)
        self.assertIn("failing.ancs: 1 of 1 test failed", run.out)

    def test_several_files_and_json(self):
        run = self.run_tool("test", "--format", "json", self.rule("ward.ancs"), self.rule("failing.ancs"), self.rule("wrong.ancs"))
        ward, failing, wrong = json.loads(run.out)["files"]
        self.assertEqual(run.status, 1)
        self.assertTrue(ward["tests"][0]["passed"])
        why = [{"sentence": "below 2 : none", "numbers": "1 < 2", "line": 5, "column": 61}]
        self.assertEqual(failing["tests"][0]["failures"], [{"line": 9, "column": 10, "expectation": "A1 = 10", "got": "0", "why": why}])
        self.assertEqual((wrong["tests"], wrong["findings"][0]["severity"]), ([], "error"))

    def test_failing_says_why(self):
        self.assertIn("\n   why: below 2 : none   1 < 2   [line 5]\n", self.run_tool("test", self.rule("failing.ancs")).err)
        self.assertIn("\n   vì sao: below 2 : none   1 < 2   [dòng 5]\n", self.run_tool("test", "--lang", "vi", self.rule("failing.ancs")).err)

    def test_coverage(self):
        run = self.run_tool("test", "--coverage", self.rule("failing.ancs"))
        self.assertIn("failing.ancs: coverage 50%: 1 of 2 guards, rows, clauses, vetoes and levels\n", run.out)
        self.assertTrue(run.out.endswith("never exercised by a test:\n  line   5  A1  row: from 2 up : full\n"), run.out)
        self.assertIn("độ phủ 50%: 1 trong 2", self.run_tool("test", "--lang", "vi", "--coverage", self.rule("failing.ancs")).out)

    def test_json_follows_its_schema(self):
        jsonschema.Draft202012Validator.check_schema(SCHEMAS["test"])
        for words in ([], ["--coverage"]):
            run = self.run_tool("test", "--format", "json", *words, self.rule("ward.ancs"), self.rule("failing.ancs"), self.rule("wrong.ancs"))
            jsonschema.Draft202012Validator(SCHEMAS["test"]).validate(json.loads(run.out))

    def test_coverage_as_json(self):
        run = self.run_tool("test", "--coverage", "--format", "json", self.rule("failing.ancs"))
        coverage = json.loads(run.out)["files"][0]["coverage"]
        row = {"kind": "row", "of": "A1", "line": 5, "column": 43, "sentence": "from 2 up : full"}
        self.assertEqual(coverage, {"exercised": 1, "decisions": 2, "percent": "50", "unexercised": [row]})

    def test_fail_under(self):
        for least, status in (("33.3%", 0), ("50", 0), ("50.1", 1), ("100", 1)):
            rules = self.file("half.ancs", pathlib.Path(self.rule("failing.ancs")).read_text().replace("A1 = 10", "A1 = 0"))
            run = self.run_tool("test", "--fail-under", least, rules)
            self.assertEqual(run.status, status, least)
            self.assertEqual("never exercised" in run.out, status == 1, least)
            self.assertEqual("exercise less than" in run.err, status == 1, least)
        for wrong in ("", "x", "101", "-1", "1/2"):
            self.assertEqual(self.run_tool("test", "--fail-under", wrong, rules).status, 2, wrong)

    def test_junit(self):
        hostile = self.file("a&b.ancs", pathlib.Path(self.rule("failing.ancs")).read_text().replace("a wish", "a <wish> & more"))
        run = self.run_tool("test", "--junit", "results.xml", self.rule("ward.ancs"), hostile, self.rule("wrong.ancs"))
        self.assertEqual(run.status, 1)
        root = xml.etree.ElementTree.parse(self.work / "results.xml").getroot()
        self.assertEqual((root.tag, root.attrib), ("testsuites", {"tests": "3", "failures": "1", "errors": "1"}))
        ward, failing, wrong = root
        self.assertEqual([case.find("failure") for case in ward], [None])
        self.assertTrue(failing.get("name").endswith("a&b.ancs"))
        (case,) = failing
        self.assertEqual((case.get("name"), case.get("line")), ("a <wish> & more", "7"))
        self.assertEqual(case.find("failure").get("message"), "the test `a <wish> & more` expects `A1 = 10`, the score gives `0`")
        self.assertIn("below 2 : none   1 < 2   [line 5]", case.find("failure").text)
        self.assertEqual(wrong[0].find("error").get("message"), "not sound, no test was run")

    def test_junit_that_cannot_be_written(self):
        run = self.run_tool("test", "--junit", "none/results.xml", self.rule("ward.ancs"))
        self.assertEqual(run.status, 2)
        self.assertIn("cannot write `none/results.xml`", run.err)
        path = self.file("a.ancs", "ancs 1\n")
        run = self.run_tool("test", "--junit", path, path)
        self.assertEqual((run.status, pathlib.Path(path).read_text()), (2, "ancs 1\n"))

    def test_no_tests(self):
        run = self.run_tool("test", self.rule("few.ancs"))
        self.assertEqual(run.status, 0)
        self.assertIn("no tests", run.out)


class Fmt(ToolCase):
    def test_canonical_text_is_stable(self):
        once = self.run_tool("fmt", self.rule("ward.ancs"))
        self.assertEqual((once.status, once.err), (0, ""))
        again = self.run_tool("fmt", self.file("again.ancs", once.out))
        self.assertEqual(again.out, once.out)
        self.assertEqual(self.run_tool("fmt", "--check", self.file("again.ancs", once.out)).status, 0)

    def test_check(self):
        run = self.run_tool("fmt", "--check", self.file("a.ancs", "ancs 1\nmodel   a { maximum 1 }\n"))
        self.assertEqual(run.status, 1)
        self.assertIn("not in canonical form", run.out)

    def test_write(self):
        path = self.file("a.ancs", "ancs 1\nmodel   a { maximum 1 }\n")
        expected = self.run_tool("fmt", path).out
        run = self.run_tool("fmt", "--write", path)
        self.assertEqual((run.status, run.out, run.err), (0, "", ""))
        self.assertEqual(pathlib.Path(path).read_text(), expected)
        self.assertEqual([p.name for p in self.work.iterdir()], ["a.ancs"])

    def test_to_vietnamese_and_back_keeps_the_digest(self):
        vi = self.run_tool("fmt", "--to", "vi", self.rule("ward.ancs")).out
        self.assertTrue(vi.startswith("ancs 1 vi\n"))
        digests = set()
        for path in [self.rule("ward.ancs"), self.file("vi.ancs", vi)]:
            digests.add(json.loads(self.run_tool("check", "--format", "json", path).out)["files"][0]["rules_digest"])
        self.assertEqual(len(digests), 1)

    def test_syntax_error_leaves_the_file(self):
        path = self.file("a.ancs", "ancs 1\nmodel { maximum }\n")
        run = self.run_tool("fmt", "--write", path)
        self.assertEqual((run.status, pathlib.Path(path).read_text()), (1, "ancs 1\nmodel { maximum }\n"))


class Graph(ToolCase):
    def test_dot(self):
        run = self.run_tool("graph", self.rule("few.ancs"))
        self.assertEqual((run.status, run.err), (0, ""))
        self.assertTrue(run.out.startswith("digraph"), run.out[:40])
        self.assertTrue(run.out.endswith("}\n"))


class Bench(ToolCase):
    def test_every_sound_file_scores_alike_in_columns_and_alone(self):
        files = sorted((ROOT / "tests/good").glob("*.ancs"))
        self.assertGreater(len(files), 50)
        for rules in files:
            with self.subTest(rules.name):
                run = self.run_tool("bench", "--rows", "40", "--format", "json", rules)
                self.assertEqual(run.status, 0, run.err)
                result = json.loads(run.out)
                jsonschema.Draft202012Validator(SCHEMAS["bench"]).validate(result)
                self.assertEqual((sum(result["rows"].values()), result["units"], result["threads"]), (40, 40, 1))

    def test_text_in_both_languages(self):
        for lang, first in (("en", "one by one"), ("vi", "từng đơn vị")):
            run = self.run_tool("bench", "--rows", "9", "--threads", "2", "--lang", lang, self.rule("ward.ancs"))
            self.assertEqual((run.status, run.err), (0, ""))
            self.assertEqual(run.out.count("\n"), 4)
            self.assertTrue(run.out.startswith(first), run.out)

    def test_wrong_counts(self):
        for words, says in ((["--rows", "0"], "`0` is no value of `--rows`"), (["--threads", "257"], "`257` is no value of `--threads`"),
                            (["--rows", "999999999"], "need more than 2 GiB")):
            run = self.run_tool("bench", *words, self.rule("few.ancs"))
            self.assertEqual((run.status, run.out), (2, ""))
            self.assertIn(says, run.err)


if __name__ == "__main__":
    unittest.main()
