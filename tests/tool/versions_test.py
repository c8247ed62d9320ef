# versions_test.py: several rule files for one data file, columns of assessment, published results and the record of adjustments.
import json
import pathlib

import jsonschema
from harness import ROOT, ToolCase

SCHEMA = json.loads((ROOT / "src/tool/score.schema.json").read_text("utf-8"))


def rules(name, head, maximum=10, extra="", keywords=""):
    return f"""ancs 1
model {name} "Table {name}" {{ maximum {maximum}
{head}
}}
input cases : count
{extra}group A maximum {maximum} {{ criterion A1 maximum {maximum} {{ award full when cases = 0 {keywords}}} }}
levels "Level" best first "good", "bad" {{ "good" when total > 0  "bad" otherwise }}
"""


class Versions(ToolCase):
    def setUp(self):
        super().setUp()
        (self.work / "rules").mkdir()
        self.file("rules/old.ancs", rules("old", 'in force from 2017-01-01 basis "1/QĐ"'))
        self.file("rules/xa.ancs", rules("xa", 'in force from 2022-01-01 replaces "1/QĐ" applies to "xã", "đặc khu"', 20))
        self.file("rules/phuong.ancs", rules("phuong", 'in force from 2022-01-01 replaces "1/QĐ" applies to "phường"', 30,
                                             "input cameras : count\n", "and cameras > 1 "))
        self.file("rules/shared.ancs", "ancs 1\ninput other : count\n")
        self.data = self.file("data.csv", "unit,unit_type,cases,cameras\nx,xã,0,\np,phường,0,2\nd,đặc khu,1,\n")

    def rows(self, run):
        return [line.split(",")[:6] for line in run.out.splitlines()[1:]]

    def test_type_and_period_choose(self):
        run = self.run_tool("score", "--for", "2022", "--format", "csv", "rules", self.data)
        self.assertEqual((run.status, run.err), (0, ""))
        self.assertEqual(run.out.splitlines()[0], "unit,name,unit_type,model,total,maximum,Level,vetoes,final")
        self.assertEqual(self.rows(run), [["p", "", "phường", "phuong", "30", "30"], ["x", "", "xã", "xa", "20", "20"], ["d", "", "đặc khu", "xa", "0", "20"]])
        for period in ("2021", "2021-12-31", "31/12/2021", "1/7/2020..30/6/2021"):
            with self.subTest(period):
                run = self.run_tool("score", "--for", period, "--format", "csv", "rules", self.data)
                self.assertEqual([row[3] for row in self.rows(run)], ["old"] * 3, run.err)

    def test_files_named_one_by_one_in_any_order(self):
        both = ["rules/phuong.ancs", "rules/old.ancs", "rules/xa.ancs"]
        run = self.run_tool("score", "--for", "2022", "--format", "csv", *both, self.data)
        self.assertEqual([row[3] for row in self.rows(run)], ["phuong", "xa", "xa"], run.err)

    def test_json_is_one_result_for_each_table(self):
        run = self.run_tool("score", "--for", "2022", "--format", "json", "rules", self.data)
        results = json.loads(run.out)["results"]
        for result in results:
            jsonschema.validate(result, SCHEMA)
        self.assertEqual([[result["model"], [unit["id"] for unit in result["units"]]] for result in results], [["phuong", ["p"]], ["xa", ["x", "d"]]])

    def test_text_says_which_file(self):
        run = self.run_tool("score", "--for", "2021", "--lang", "vi", "rules", self.data)
        self.assertTrue(run.out.startswith("rules/old.ancs; từ 01/01/2017"), run.out)

    def test_columns_of_the_other_tables_are_no_mistake(self):
        run = self.run_tool("score", "--for", "2022", "rules", self.file("d.csv", "unit,unit_type,cases,cameras,camras\nx,xã,0,,\np,phường,0,2,\n"))
        self.assertEqual([f.text for f in run.findings], ["camras"], run.err)

    def test_types_that_no_file_is_for(self):
        (self.work / "rules/old.ancs").unlink()
        data = self.file("d.csv", "unit,unit_type,cases,cameras\na,phườn,0,2\nb,cơ quan,0,2\nc,,0,2\nd,xã,0,\n")
        run = self.run_tool("score", "--for", "2022", "rules", data)
        self.assertEqual([(f.code, f.place, f.text) for f in run.findings],
                         [("E0595", (2, 3), "phườn"), ("E0594", (3, 3), "cơ quan"), ("E0598", (4, 1), "c")], run.err)
        self.assertEqual(run.status, 1)
        self.assertIn("\nd ", run.out)
        # Where nothing can be scored, every line still says why.
        run = self.run_tool("score", "--for", "2022", "rules", self.file("d.csv", "unit,unit_type,cases\nb,cơ quan,0\n"))
        self.one(run, "E0594", (2, 3), "cơ quan")

    def test_period_without_rules_and_across_a_change(self):
        run = self.run_tool("score", "--for", "2016", "rules", self.data)
        self.assertEqual([f.code for f in run.findings], ["E0596"] * 3, run.err)
        run = self.run_tool("score", "--for", "2021-07-01..2022-06-30", "rules", self.data)
        self.assertEqual([f.code for f in run.findings], ["E0597"] * 3, run.err)
        run = self.run_tool("score", "rules", self.data)
        self.assertEqual([f.code for f in run.findings], ["E0599"] * 3, run.err)

    def test_one_file_and_a_period(self):
        run = self.run_tool("score", "--for", "2016", "rules/old.ancs", self.file("d.csv", "unit,cases\nx,0\n"))
        self.one(run, "E0596", (2, 1), "x")
        run = self.run_tool("score", "--for", "2018", "rules/old.ancs", self.file("d.csv", "unit,cases\nx,0\n"))
        self.assertEqual((run.status, run.err), (0, ""))

    def test_gaps_and_overlaps_are_placed_in_the_later_file(self):
        self.file("rules/xa.ancs", rules("xa", 'period 2021-01-01 to 2021-12-31 applies to "xã"', 20))
        self.file("rules/later.ancs", rules("later", 'period 2023-01-01 to 2023-12-31 applies to "xã"', 40))
        (self.work / "rules/old.ancs").unlink()
        run = self.run_tool("score", "--for", "2023", "rules", self.data)
        found = self.one(run, "E0441", (3, 8), "2023-01-01 to 2023-12-31")
        self.assertTrue(found.file.endswith("rules/later.ancs"))
        self.assertEqual(run.out, "")

    def test_an_error_in_one_file_stops_all(self):
        self.file("rules/old.ancs", rules("old", "").replace("cases = 0", "case = 0"))
        run = self.run_tool("score", "--for", "2022", "rules", self.data)
        self.assertEqual((run.status, run.out), (1, ""))
        self.assertTrue(run.finding("E0205").file.endswith("old.ancs"))

    def test_wrong_periods(self):
        for period in ("22", "2022-13-01", "2022-12-31..2022-01-01", "next year", "29/02/2023"):
            self.assertEqual(self.run_tool("score", "--for", period, "rules", self.data).status, 2, period)
        (self.work / "empty").mkdir()
        self.assertEqual(self.run_tool("score", "--for", "2022", "empty", self.data).status, 2)

    def test_a_file_named_alone_says_where_it_is_for_other_units(self):
        run = self.run_tool("score", "rules/xa.ancs", self.file("d.csv", "unit,unit_type,cases\nx,xã,0\np,phường,0\n"))
        self.assertEqual(self.one(run, "W0282", (3, 3), "phường", status=0).code, "W0282")


ASSESSED = """ancs 1
model m "Twice" { maximum 20  columns self "Tự chấm", verified "Thẩm định" }
input a, b : points 0 to 10
group A maximum 20 { criterion A1 "One" maximum 10 { assessed a }  criterion A2 maximum 10 { assessed b } }
veto V "Stop" when b < 1
levels "Level" best first "good", "bad" { "bad" when any veto  "good" when total >= 10  "bad" otherwise }
"""


class Compare(ToolCase):
    def setUp(self):
        super().setUp()
        self.m = self.file("m.ancs", ASSESSED)

    def data(self, text, name="data.csv"):
        return self.file(name, text)

    def compare(self, text, *options):
        return self.run_tool("compare", *options, self.m, self.data(text))

    def test_every_line_is_scored_and_the_last_column_decides(self):
        data = self.data("unit,column,a,b\nn,self,9,9\nn,Thẩm định,4,5\no,verified,5,5\n")
        run = self.run_tool("score", "--format", "csv", self.m, data)
        self.assertEqual((run.status, run.out.splitlines()), (0, ["unit,name,column,total,maximum,A1,A2,Level,vetoes,final",
                         "n,,self,18,20,9,9,good,,yes", "n,,verified,9,20,4,5,bad,,yes", "o,,verified,10,20,5,5,good,,yes"]))
        run = self.run_tool("score", "--format", "json", self.m, data)
        jsonschema.validate(json.loads(run.out), SCHEMA)
        self.assertEqual([unit["column"] for unit in json.loads(run.out)["units"]], ["self", "verified", "verified"])
        self.assertIn("Thẩm định", self.run_tool("score", self.m, data).out)
        run = self.run_tool("rank", "--format", "csv", self.m, data)
        self.assertEqual([line.split(",")[1] for line in run.out.splitlines()[1:]], ["o", "n"], run.err)
        self.assertIn("Unit: n (Thẩm định)\n", self.run_tool("explain", self.m, data).out)

    def test_data_says_which_assessment_a_line_is(self):
        run = self.compare("unit,a,b\nn,1,2\n")
        self.one(run, "E0517", (1, 1), "unit,a,b")
        run = self.compare("unit,column,a,b\nn,selv,1,2\nn,,1,2\n")
        self.assertEqual([(f.code, f.place) for f in run.findings], [("E0518", (2, 3)), ("E0518", (3, 3))], run.err)
        self.assertEqual(self.compare("unit,column,a,b\nn,self,1,2\nn,Tự chấm,1,2\nn,verified,1,2\n").finding("E0571").place, (3, 1))

    def test_differences_with_reasons(self):
        run = self.compare("unit,name,column,a,b,reason.A2\nn,North,self,8,9,\nn,North,verified,2,1,no minutes\n", "--format", "json")
        result = json.loads(run.out)
        one = result["comparisons"][0]
        self.assertEqual((one["id"], one["before"], one["after"], one["total"]), ("n", "self", "verified", {"before": "17", "after": "3"}))
        self.assertEqual(one["outcomes"], [{"title": "Level", "before": "good", "after": "bad"}])
        self.assertEqual([(c["id"], c["before"], c["after"], c["changes_outcome"], c["reason"]) for c in one["criteria"]],
                         [("A2", "9", "1", True, "no minutes"), ("A1", "8", "2", False, "")])
        self.assertEqual(self.one(run, "W0519", (3, 1), "n", status=0).help, "write why in the column `reason.A1`")

    def test_what_changes_a_level_stands_first(self):
        # Only the small step of A2 to nothing raises the veto.
        run = self.compare("unit,column,a,b,reason.A1,lý do.A2\nn,self,10,1,x,y\nn,verified,9.9,0.5,,\n".replace("9.9", "7"), "--format", "csv")
        self.assertEqual(run.status, 0, run.err)
        self.assertEqual(run.out.splitlines()[1:], ["n,,self,verified,total,11,7.5,,", "n,,self,verified,Level,good,bad,yes,",
                                                    "n,,self,verified,V,no,yes,,", "n,,self,verified,A1,10,7,yes,x", "n,,self,verified,A2,1,0.5,yes,y"])

    def test_text_in_both_languages(self):
        data = "unit,column,a,b,reason.A1\nn,self,8,9,\nn,verified,2,9,because\no,self,5,5,\no,verified,5,5,\n"
        run = self.compare(data)
        self.assertIn("n   Tự chấm → Thẩm định\n  Total: 17 → 11  (−6)\n", run.out)
        self.assertIn("A1  One ", run.out)
        self.assertIn("o   Tự chấm → Thẩm định\n  no difference\n", run.out)
        self.assertIn("2 units compared, 1 with differences, 0 with another level\n", run.out)
        self.assertIn("Đã so sánh 2 đơn vị, 1 có khác biệt, 0 khác xếp loại\n", self.compare(data, "--lang", "vi").out)

    def test_a_unit_without_one_of_the_lines(self):
        run = self.compare("unit,column,a,b\nn,self,8,9\n")
        self.one(run, "W0281", (2, 1), "n", status=0)

    def test_needs_columns_or_a_published_result(self):
        self.m = self.file("m.ancs", ASSESSED.replace('columns self "Tự chấm", verified "Thẩm định"', ""))
        run = self.compare("unit,a,b\nn,1,2\n")
        self.assertEqual((run.status, run.out), (2, ""))
        self.assertIn("has no columns to compare", run.err)

    # ---- published results ----

    BEFORE = "unit,column,a,b\nn,self,8,9\nn,verified,8,9\no,verified,5,5\n"

    def published(self):
        return self.file("published.json", self.run_tool("score", "--format", "json", self.m, self.data(self.BEFORE, "before.csv")).out)

    def test_nothing_changed(self):
        run = self.compare(self.BEFORE, "--published", self.published())
        self.assertEqual((run.status, run.err), (0, ""))
        self.assertEqual(run.out.count("  Rules: the same\n  Data: the same\n  no difference\n"), 2, run.out)

    def test_a_change_is_not_passed_in_silence(self):
        run = self.compare(self.BEFORE.replace("o,verified,5", "o,verified,4"), "--published", self.published(), "--format", "json")
        self.assertEqual(run.status, 1)
        self.assertIn("1 score changed since it was published, and nothing is recorded", run.err)
        one = json.loads(run.out)["comparisons"][1]
        self.assertEqual((one["total"], one["outcomes"][0]["after"], one["criteria"][0]["before"]), ({"before": "10", "after": "9"}, "bad", "5"))
        self.assertNotEqual(one["data_digest_before"], one["data_digest_after"])
        self.assertEqual(one["rules_digest_before"], one["rules_digest_after"])

    def test_adjustments_are_appended_once(self):
        words = ["--published", self.published(), "--reason", "Biên bản \"12\"", "--date", "31/3/2025", "--journal", "adjusted.jsonl"]
        after = self.BEFORE.replace("o,verified,5", "o,verified,4")
        self.file("adjusted.jsonl", '{"earlier":1}')
        for _ in range(2):
            run = self.compare(after, *words)
            self.assertEqual(run.status, 0, run.err)
        lines = (self.work / "adjusted.jsonl").read_text("utf-8").splitlines()
        self.assertEqual(len(lines), 2)
        entry = json.loads(lines[1])
        self.assertEqual((entry["date"], entry["model"], entry["reason"], entry["id"]), ("2025-03-31", "m", 'Biên bản "12"', "o"))
        self.assertEqual(entry["criteria"], [{"id": "A1", "before": "5", "after": "4", "reason": 'Biên bản "12"'}])
        self.assertIn("stand in `adjusted.jsonl` already", run.err)

    def test_changed_rules_show_too(self):
        published = self.published()
        self.file("m.ancs", ASSESSED.replace("total >= 10", "total >= 11").replace("criterion A2", "criterion A3"))
        run = self.compare(self.BEFORE, "--published", published, "--format", "csv")
        self.assertIn("o,,published,now,Level,good,bad,yes,", run.out)
        self.assertIn("o,,published,now,A2,5,,,\n", run.out)
        self.assertIn("o,,published,now,A3,,5,,\n", run.out)
        self.assertIn("Rules: changed, ", self.compare(self.BEFORE, "--published", published).out)

    def test_a_published_unit_that_is_gone(self):
        run = self.compare("unit,column,a,b\nn,verified,8,9\n", "--published", self.published())
        self.assertEqual(run.status, 1)
        self.assertIn("the data has no unit `o`, which was published", run.err)

    def test_what_is_no_published_result(self):
        good = pathlib.Path(self.published()).read_text("utf-8")
        for text in ("", "{", good[:-9], '{"units":[]}', good.replace('"total":"17"', '"total":"1x"'), '{"results":[{}]}', "[" * 100_000, '"\\ud800"', b"\xff".decode("latin-1")):
            with self.subTest(text[:20]):
                run = self.compare(self.BEFORE, "--published", self.file("p.json", text))
                self.assertEqual((run.status, run.out), (2, ""), run.err)
        run = self.compare(self.BEFORE, "--published", self.file("p.json", good.replace('"model":"m"', '"model":"k"')))
        self.assertIn("was scored by the model `k`", run.err)
        self.assertEqual(self.compare(self.BEFORE, "--published", "nowhere.json").status, 2)
        self.assertEqual(self.compare(self.BEFORE, "--published", self.file("p.json", '{"results":[' + good + "]}")).status, 0)

    def test_options_that_go_together(self):
        published = self.published()
        for words in (["--reason", "x"], ["--journal", "j"], ["--published", published, "--journal", "j"], ["--published", published, "--journal", "j", "--reason", "x"],
                      ["--published", published, "--reason", " "], ["--published", published, "--date", "2025-02-30"]):
            self.assertEqual(self.compare(self.BEFORE, *words).status, 2, words)
        run = self.compare(self.BEFORE.replace("o,verified,5", "o,verified,4"), "--published", published, "--reason", "x", "--date", "2025-01-01",
                           "--journal", "no/where.jsonl")
        self.assertEqual(run.status, 2)
        self.assertIn("cannot write `no/where.jsonl`", run.err)
