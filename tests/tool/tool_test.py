# tool_test.py: what the commands of the built tool print, where, and with which exit status. ANCS_TOOL is its path.
import json
import pathlib
import unittest

import jsonschema

from data_test import Cells, Columns, Files, Hostile, Lines  # noqa: F401  run by this file as well
from harness import ROOT, ToolCase
from include_test import Include  # noqa: F401
from output_test import Output  # noqa: F401

SCHEMA = json.loads((ROOT / "src/tool/score.schema.json").read_text("utf-8"))
COMMANDS = ["check", "score", "explain", "rank", "test", "fmt", "graph"]


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
        self.wrong("score", "a", says="takes RULES DATA; 1 given")
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
        self.assertRegex(lines[6], r"^w3 +East +\S+–\S+ .* Poor +V1 +1 figure missing$")
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
        self.assertEqual(failing["tests"][0]["failures"], [{"line": 9, "column": 10, "expectation": "A1 = 10", "got": "0"}])
        self.assertEqual((wrong["tests"], wrong["findings"][0]["severity"]), ([], "error"))

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


if __name__ == "__main__":
    unittest.main()
