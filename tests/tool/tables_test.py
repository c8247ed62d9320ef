# tables_test.py: explain, rank and compare by several rule files; values of a parent; a data file for each column of assessment.
import json

from harness import ToolCase
from versions_test import ASSESSED, rules

RANKED = "ranking within parent { by total descending  ties share }\n"


class Tables(ToolCase):
    def setUp(self):
        super().setUp()
        (self.work / "rules").mkdir()
        self.file("rules/old.ancs", rules("old", 'in force from 2017-01-01 basis "1/QĐ"'))
        self.file("rules/xa.ancs", rules("xa", 'in force from 2022-01-01 replaces "1/QĐ" applies to "xã"', 20) + RANKED)
        self.file("rules/phuong.ancs", rules("phuong", 'in force from 2022-01-01 replaces "1/QĐ" applies to "phường"', 30).replace('"Level"', '"Other"'))
        self.data = self.file("data.csv", "unit,parent,unit_type,cases\nx,p,xã,0\nw,p,phường,0\ny,p,xã,1\nz,q,xã,2\n")

    def test_explain_by_the_table_of_the_unit(self):
        run = self.run_tool("explain", "--for", "2022", "rules", self.data)
        self.assertEqual((run.status, run.err), (0, ""))
        self.assertEqual([line.split(";")[0] for line in run.out.splitlines() if "; from 2022" in line], ["rules/phuong.ancs: phường", "rules/xa.ancs: xã"])
        self.assertEqual(run.out.count("Unit: "), 4)
        run = self.run_tool("explain", "--for", "2022", "--unit", "y", "rules", self.data)
        self.assertTrue(run.out.startswith("rules/xa.ancs: xã; from 2022-01-01\nTable xa\n"), run.out)
        self.assertEqual(run.out.count("Unit: "), 1)
        run = self.run_tool("explain", "--for", "2021", "--unit", "y", "rules", self.data)
        self.assertTrue(run.out.startswith("rules/old.ancs; from 2017"), run.out)
        run = self.run_tool("explain", "--for", "2022", "--unit", "u", "rules", self.data)
        self.assertEqual((run.status, run.out), (2, ""))
        self.assertEqual(run.err.count("the data has no unit `u`"), 1, run.err)
        run = self.run_tool("explain", "--for", "2022", "--format", "json", "rules", self.data)
        self.assertEqual([[r["model"], [u["id"] for u in r["units"]]] for r in json.loads(run.out)["results"]], [["phuong", ["w"]], ["xa", ["x", "y", "z"]]])

    def test_each_table_has_its_own_places(self):
        run = self.run_tool("rank", "--for", "2022", "--format", "csv", "rules", self.data)
        self.assertEqual((run.status, run.err), (0, ""))
        self.assertEqual(run.out.splitlines(), ["model,parent,unit_type,option,place,unit,name,total,maximum,Other,Level,vetoes,tied,provisional,lowered",
                                                "phuong,p,phường,,1,w,,30,30,good,,,no,no,", "xa,p,xã,,1,x,,20,20,,good,,no,no,",
                                                "xa,p,xã,,2,y,,0,20,,bad,,no,no,", "xa,q,xã,,1,z,,0,20,,bad,,no,no,"])
        run = self.run_tool("rank", "--for", "2022", "--format", "json", "rules", self.data)
        self.assertEqual([[u["id"] for u in r["units"]] for r in json.loads(run.out)["results"]], [["w"], ["x", "y", "z"]])
        run = self.run_tool("rank", "--for", "2022", "rules", self.data)
        self.assertIn("\nrules/xa.ancs: xã; from 2022-01-01\nTable xa\n\np\nPlace", run.out)

    def test_lines_that_no_table_takes_and_a_period_without_rules(self):
        data = self.file("d.csv", "unit,parent,unit_type,cases\nx,p,cơ quan,0\n")
        (self.work / "rules/old.ancs").unlink()
        for command in ("explain", "rank", "score"):
            run = self.run_tool(command, "--for", "2022", "rules", data)
            self.one(run, "E0594", (2, 5), "cơ quan")
            run = self.run_tool(command, "--for", "2016", "rules", self.data)
            self.assertEqual([f.code for f in run.findings], ["E0596"] * 4, run.err)
            for form in ("text", "json"):
                run = self.run_tool(command, "--for", "2022", "--format", form, "rules", "nowhere.csv")
                self.assertEqual((run.status, run.out), (2, ""))

    def test_compare_by_the_table_of_the_unit(self):
        for name in ("xa", "phuong"):
            path = self.work / f"rules/{name}.ancs"
            path.write_text(path.read_text("utf-8").replace("{ maximum", '{ columns self "S", verified "V"  maximum', 1), "utf-8")
        (self.work / "rules/old.ancs").unlink()
        data = self.file("d.csv", "unit,parent,unit_type,column,cases,reason.A1\nx,p,xã,self,0,\nx,p,xã,verified,1,why\nw,p,phường,self,0,\nw,p,phường,verified,0,\n")
        run = self.run_tool("compare", "--for", "2022", "rules", data)
        self.assertEqual((run.status, run.err), (0, ""))
        self.assertIn("rules/phuong.ancs: phường; from 2022-01-01\nTable phuong\n\nw   S → V\n  no difference", run.out)
        self.assertIn("rules/xa.ancs: xã; from 2022-01-01\nTable xa\n\nx   S → V\n  Total: 20 → 0", run.out)
        run = self.run_tool("compare", "--for", "2022", "--format", "json", "rules", data)
        self.assertEqual([r["model"] for r in json.loads(run.out)["results"]], ["phuong", "xa"])
        run = self.run_tool("compare", "--for", "2022", "--format", "csv", "rules", data)
        self.assertEqual(run.out.splitlines()[1:3], ["w,,self,verified,total,30,30,,", "x,,self,verified,total,20,0,,"])
        self.file("published.json", self.run_tool("score", "--for", "2022", "--format", "json", "rules", data).out)
        run = self.run_tool("compare", "--for", "2022", "--published", "published.json", "rules", data)
        self.assertEqual(run.status, 0, run.err)
        self.assertEqual(run.out.count("  Data: the same\n"), 2, run.out)


PARENT = """ancs 1
model m { maximum 10 }
input share   : percent
input average : percent same within parent
input border  : yes/no same within parent, default no
group G maximum 10 { criterion A maximum 10 { award full when share >= average or border } }
"""


class ParentsValues(ToolCase):
    def test_units_of_one_parent_that_differ(self):
        data = self.file("d.csv", "unit,parent,share,average,border\nx,p,80%,70%,no\ny,q,80%,75%,\nz,p,80%,71%,yes\nu,,80%,99%,\nv,p,80%,,no\n")
        for command in ("score", "rank", "explain"):
            run = self.run_tool(command, self.file("m.ancs", PARENT), data)
            self.assertEqual(run.status, 1, command)
            self.assertEqual([(f.code, f.place, f.text) for f in run.findings], [("E0512", (4, 9), "71%"), ("E0512", (4, 13), "yes")], run.err)
            self.assertIn("`average` is 71% for `z` and 70% for `x`, which belong to `p` both", run.err)
        run = self.run_tool("score", "--format", "csv", self.file("m.ancs", PARENT), data)
        self.assertEqual([line[-3:] for line in run.out.splitlines()[1:]], ["yes", "yes", ",no", "yes", ",no"], "the unit that differs is not final")

    def test_one_unit_is_held_against_those_before_it(self):
        data = self.file("d.csv", "unit,parent,share,average,border\nx,p,80%,70%,no\nz,p,80%,71%,no\n")
        run = self.run_tool("explain", "--unit", "z", self.file("m.ancs", PARENT), data)
        self.one(run, "E0512", (3, 9), "71%")

    def test_assessments_of_one_unit_may_differ_in_it(self):
        m = self.file("m.ancs", PARENT.replace("maximum 10 }\ninput", 'maximum 10 columns self "S", verified "V" }\ninput', 1))
        data = self.file("d.csv", "unit,parent,column,share,average,border\nx,p,self,80%,70%,no\nx,p,verified,80%,71%,no\nz,p,verified,80%,71%,no\n")
        run = self.run_tool("score", m, data)
        self.assertEqual((run.status, run.err), (0, ""))


class FileForEachColumn(ToolCase):
    def setUp(self):
        super().setUp()
        self.m = self.file("m.ancs", ASSESSED)
        self.own = self.file("self.csv", "unit,name,a,b\nn,North,8,9\no,,5,5\n")
        self.verified = self.file("verified.csv", "unit,a,b,reason.A2,reason.A1\nn,8,1,no minutes,\no,4,5,,late\n")

    def test_compare_takes_one_file_for_each_column(self):
        run = self.run_tool("compare", "--format", "csv", self.m, self.own, self.verified)
        self.assertEqual((run.status, run.err), (0, ""))
        self.assertEqual(run.out.splitlines()[1:], ["n,North,self,verified,total,17,9,,", "n,North,self,verified,Level,good,bad,yes,", "n,North,self,verified,A2,9,1,yes,no minutes",
                                                    "o,,self,verified,total,10,9,,", "o,,self,verified,Level,good,bad,yes,", "o,,self,verified,A1,5,4,yes,late"])

    def test_a_unit_in_one_file_only(self):
        run = self.run_tool("compare", self.m, self.own, self.file("v.csv", "unit,a,b\nn,8,9\n"))
        self.one(run, "W0281", (3, 1), "o", status=0)

    def test_a_file_may_still_say_which_column_its_lines_are(self):
        run = self.run_tool("compare", "--format", "csv", self.m, self.file("s.csv", "unit,column,a,b\nn,self,8,9\n"), self.file("v.csv", "unit,a,b\nn,8,9\n"))
        self.assertEqual((run.status, run.out.splitlines()[1:]), (0, ["n,,self,verified,total,17,17,,"]), run.err)

    def test_without_columns_each_file_is_an_assessment(self):
        m = self.file("k.ancs", ASSESSED.replace('columns self "Tự chấm", verified "Thẩm định"', ""))
        run = self.run_tool("compare", "--format", "csv", m, self.own, self.verified)
        self.assertEqual(run.out.splitlines()[1:3], ["n,North,self,verified,total,17,9,,", "n,North,self,verified,Level,good,bad,yes,"], run.err)
        run = self.run_tool("compare", m, self.own, self.verified)
        self.assertIn("n  North   self → verified\n", run.out)
        # Three assessments are compared each with the one before it.
        run = self.run_tool("compare", "--format", "csv", m, self.own, self.verified, self.file("last.csv", "unit,a,b\nn,8,1\no,4,5\n"))
        self.assertIn("o,,verified,last,total,9,9,,\n", run.out)
        self.one(self.run_tool("compare", m, self.own, self.file("v.csv", "unit,a,b\nn,8,9\n")), "W0281", (3, 1), "o", status=0)

    def test_as_many_files_as_columns(self):
        run = self.run_tool("compare", self.m, self.own, self.verified, self.own)
        self.assertEqual((run.status, run.out), (2, ""))
        self.assertIn("has 2 columns and 3 data files are named", run.err)

    def test_the_lines_of_a_file_are_of_the_column_that_is_said(self):
        run = self.run_tool("score", "--as", "verified", "--format", "csv", self.m, self.verified)
        self.assertEqual([line.split(",")[:4] for line in run.out.splitlines()[1:]], [["n", "", "verified", "9"], ["o", "", "verified", "9"]], run.err)
        self.assertIn("Unit: North (Tự chấm)\n", self.run_tool("explain", "--as", "Tự chấm", self.m, self.own).out)
        run = self.run_tool("rank", "--as", "self", "--format", "csv", self.m, self.own)
        self.assertEqual([line.split(",")[1] for line in run.out.splitlines()[1:]], ["n", "o"], run.err)

    def test_only_the_lines_of_that_column(self):
        both = self.file("both.csv", "unit,column,a,b\nn,self,8,9\nn,verified,8,1\n")
        run = self.run_tool("score", "--as", "self", "--format", "csv", self.m, both)
        self.assertEqual([line.split(",")[2:4] for line in run.out.splitlines()[1:]], [["self", "17"]], run.err)

    def test_a_column_that_there_is_not(self):
        run = self.run_tool("score", "--as", "checked", self.m, self.own)
        self.assertEqual((run.status, run.out), (2, ""))
        self.assertIn("`checked` is not a column of assessment of the rule file: these are `self`, `verified`", run.err)
        run = self.run_tool("score", "--as", "self", self.file("k.ancs", ASSESSED.replace('columns self "Tự chấm", verified "Thẩm định"', "")), self.own)
        self.assertIn("the rule file has no columns of assessment", run.err)
