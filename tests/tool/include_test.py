# include_test.py: rule files that include others, as the tool reads them: below the file's folder or --root, and nowhere else.
from harness import ToolCase

MAIN = """ancs 1
model m { maximum 10 }
include "%s"
group A maximum 10 { criterion A1 maximum 10 { award full when cases < 3 } }
test "two" { given cases = 2  expect A1 = 10 }
"""
SHARED = "ancs 1\ninput cases : count\n"


class Include(ToolCase):
    def rules(self, path, included):
        (self.work / path).parent.mkdir(parents=True, exist_ok=True)
        return self.file(path, MAIN % included)

    def shared(self, path="rules/shared/cases.ancs"):
        (self.work / path).parent.mkdir(parents=True, exist_ok=True)
        return self.file(path, SHARED)

    def test_is_read_from_the_folder_of_the_rule_file(self):
        self.shared()
        rules = self.rules("rules/ward.ancs", "shared/cases.ancs")
        for path in (rules, "rules/ward.ancs"):
            self.assertEqual(self.run_tool("check", path).status, 0)
            self.assertEqual(self.run_tool("test", path).status, 0)
        run = self.run_tool("score", "--format", "csv", rules, "-", stdin=b"unit,cases\na,1\n")
        self.assertEqual((run.status, run.out.splitlines()[1]), (0, "a,,10,10,10,,yes"))
        self.assertEqual(self.run_tool("graph", rules).status, 0)

    def test_root_is_the_limit(self):
        self.shared()
        rules = self.rules("rules/2024/ward.ancs", "../shared/cases.ancs")
        run = self.run_tool("check", rules)
        self.one(run, "E0173", (3, 9), '"../shared/cases.ancs"')
        self.assertEqual(self.run_tool("check", "--root", "rules", rules).status, 0)
        self.assertEqual(self.run_tool("check", "--root", "rules/2024", rules).status, 1)
        run = self.run_tool("check", "--root", "rules/shared", rules)
        self.assertEqual(run.status, 2)
        self.assertIn("is not below the folder `rules/shared`", run.err)

    def test_a_link_out_of_the_root_is_no_file(self):
        outside = self.shared("outside/cases.ancs")
        rules = self.rules("rules/ward.ancs", "cases.ancs")
        (self.work / "rules/cases.ancs").symlink_to(outside)
        self.assertEqual(self.run_tool("check", rules).finding("E0174").text, '"cases.ancs"')
        self.assertEqual(self.run_tool("check", "--root", ".", rules).status, 0)

    def test_a_folder_is_no_file(self):
        rules = self.rules("rules/ward.ancs", "shared")
        (self.work / "rules/shared").mkdir()
        self.assertEqual(self.run_tool("check", rules).finding("E0174").place, (3, 9))

    def test_standard_input_includes_below_the_root_only(self):
        self.shared("shared/cases.ancs")
        text = (MAIN % "shared/cases.ancs").encode()
        self.assertEqual(self.run_tool("check", "-", stdin=text).status, 1)
        self.assertEqual(self.run_tool("check", "--root", ".", "-", stdin=text).status, 0)

    def test_errors_and_reasons_name_the_included_file(self):
        rules = self.rules("rules/ward.ancs", "cases.ancs")
        self.file("rules/cases.ancs", "ancs 1\n\ninput cases : cout\n")
        run = self.run_tool("check", rules)
        self.assertEqual((run.findings[0].file.endswith("rules/cases.ancs"), run.findings[0].place), (True, (3, 15)), run.err)
        self.file("rules/cases.ancs", "ancs 1 vi\nsố liệu cases : số đếm\ncảnh báo W1 : cases > 1\n")
        run = self.run_tool("explain", "--lang", "vi", "rules/ward.ancs", "-", stdin=b"unit,cases\na,2\n")
        self.assertIn("cảnh báo W1 : cases > 1   [rules/cases.ancs, dòng 3]", run.out)
        self.assertIn("[dòng 4]", run.out)

    def test_fmt_keeps_the_line_and_reads_nothing_else(self):
        rules = self.rules("rules/ward.ancs", "nowhere.ancs")
        run = self.run_tool("fmt", "--to", "vi", rules)
        self.assertEqual(run.status, 0, run.err)
        self.assertIn('\ndùng tệp "nowhere.ancs"\n', run.out)
