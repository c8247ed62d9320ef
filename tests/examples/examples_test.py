"""Every rule file under examples/ is sound without a warning, says its sources, passes its own tests, converts without loss, and scores
the data beside it; what examples/README.md tells of Hồng Gai happens.

Environment: ANCS_TOOL, the built tool; ANCS_SOURCE_DIR.
"""
import csv
import io
import json
import os
import pathlib
import re
import subprocess
import tempfile
import unittest

SOURCE = pathlib.Path(os.environ["ANCS_SOURCE_DIR"])
MODELS = [path for path in sorted((SOURCE / "examples").glob("*/*.ancs")) if re.search(r"^(model|mô hình) ", path.read_text("utf-8"), re.MULTILINE)]
# Real tables, by the number of the document that their header must carry.
DOCUMENTS = {"dak_lak_2126": "2126/QĐ-UBND", "hong_gai": "133/KH-UBND", "hong_gai_members": "133/KH-UBND", "lang_son_2083": "2083/HD-BCĐ",
             "legal_access_2013": "09/2013/QĐ-TTg", "legal_access_2017": "619/QĐ-TTg", "legal_access_2021": "25/2021/QĐ-TTg"}
LARGE = SOURCE / "examples/large/large.ancs"  # all of it illustrative


def ancs(*arguments):
    made = subprocess.run([os.environ["ANCS_TOOL"], *map(str, arguments)], capture_output=True, text=True, encoding="utf-8", timeout=120, check=False)
    return made.returncode, made.stdout, made.stderr


class ExamplesTest(unittest.TestCase):
    def test_there_are_such_as_are_listed(self):
        self.assertLessEqual(set(DOCUMENTS), {path.stem for path in MODELS})

    def test_the_large_one_has_a_hundred_indicators_four_levels_deep(self):
        depth, indicators, deepest = 0, 0, 0
        for line in LARGE.read_text("utf-8").splitlines():
            opens = re.match(r" *(group|criterion|item) ", line)
            indicators += bool(opens and opens.group(1) == "criterion")
            deepest = max(deepest, depth + bool(opens))
            depth += line.count("{") - line.count("}")
        self.assertGreaterEqual(indicators, 100)
        self.assertGreaterEqual(deepest, 4)

    def test_sound_without_a_finding(self):
        for path in MODELS:
            with self.subTest(path.stem):
                status, out, err = ancs("check", path)
                self.assertEqual((status, err), (0, ""), out)
                self.assertIn("0 errors, 0 warnings", out)

    def test_own_tests_pass(self):
        for path in MODELS:
            with self.subTest(path.stem):
                status, out, err = ancs("test", path)
                self.assertEqual(status, 0, out + err)
                self.assertGreaterEqual(int(re.search(r"(\d+) tests? passed", out).group(1)), 2)

    def test_sources_are_told_from_what_is_illustrative(self):
        for path in MODELS:
            with self.subTest(path.stem):
                head = path.read_text("utf-8").split("\nmodel ")[0]
                self.assertIn("ILLUSTRATIVE", head)
                if path.stem in DOCUMENTS:
                    self.assertIn("PUBLISHED", head)
                    self.assertIn(DOCUMENTS[path.stem], path.read_text("utf-8"))

    def test_data_beside_it_is_scored(self):
        for path in MODELS:
            with self.subTest(path.stem):
                data = path.parent / "units.csv"
                status, out, err = ancs("score", "--format", "csv", path, data)
                self.assertEqual((status, err), (0, ""))
                rows = list(csv.DictReader(io.StringIO(out)))
                self.assertEqual([row["unit"] for row in rows], [row["unit"] for row in csv.DictReader(io.StringIO(data.read_text("utf-8")))])
                self.assertTrue(any(row["final"] == "yes" for row in rows))
                self.assertTrue(all("minh họa" in row["name"] or row["unit"] == "hong_gai" for row in csv.DictReader(io.StringIO(data.read_text("utf-8")))))

    def test_both_keyword_sets_mean_the_same(self):
        for path in MODELS:
            with self.subTest(path.stem):
                _, english, _ = ancs("check", "--format", "json", path)
                status, vietnamese, err = ancs("fmt", "--to", "vi", path)
                self.assertEqual(status, 0, err)
                made = subprocess.run([os.environ["ANCS_TOOL"], "check", "--format", "json", "-"], input=vietnamese, capture_output=True, text=True,
                                      encoding="utf-8", timeout=120, check=False)
                digest = re.compile(r'"rules_digest":"([0-9a-f]{64})"')
                self.assertEqual(digest.search(english).group(1), digest.search(made.stdout).group(1))


class HongGaiTest(unittest.TestCase):
    """The commands that examples/README.md shows, one after the other, in a directory of their own."""

    COMMANDS = re.findall(r"^    (.+)$", (SOURCE / "examples/README.md").read_text("utf-8"), re.MULTILINE)

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.work = pathlib.Path(folder.name)
        (self.work / "examples").symlink_to(SOURCE / "examples")
        (self.work / "build/bin").mkdir(parents=True)
        (self.work / "build/bin/ancs").symlink_to(pathlib.Path(os.environ["ANCS_TOOL"]).resolve())
        self.out = {}
        for command in self.COMMANDS:
            made = subprocess.run(["bash", "-c", command], cwd=self.work, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False)
            self.assertEqual((made.returncode, made.stdout == ""), (0, command.startswith("sed") or " -o " in command), command + made.stderr)
            self.out[command] = made.stdout

    def said_by(self, *words):
        found = [out for command, out in self.out.items() if all(word in command for word in words)]
        self.assertEqual(len(found), 1, words)
        return found[0]

    def test_members_and_what_comes_of_their_reports(self):
        self.assertIn("Nhắc nhở", self.said_by("score --lang vi", "hong_gai_members.ancs"))
        form = self.said_by("explain")
        self.assertIn("Lượt thành viên bị nhắc nhở vì báo cáo chậm = 8\n      cong_an 5; mttq 1; phu_nu 2\n", form)
        self.assertIn("98/110", form)

    def test_verified_differs_from_self_assessed_with_reasons(self):
        told = self.said_by("compare", "self.csv")
        self.assertIn("hong_gai  Hồng Gai   self → verified\n  Tổng điểm: 105,5 → 98", told)
        self.assertNotIn("(chưa nêu)", told)
        self.assertIn("Đã so sánh 5 đơn vị, 5 có khác biệt, 2 khác xếp loại", told)
        data, verified = (io.StringIO((SOURCE / "examples/hong_gai" / name).read_text("utf-8")) for name in ("units.csv", "verified.csv"))
        head, *rows = csv.reader(data)
        self.assertEqual(rows, [[row[name] for name in head] for row in csv.DictReader(verified)], "the verified data is what is scored elsewhere")

    def test_an_adjustment_is_recorded(self):
        self.assertIn("1 có khác biệt", self.said_by("--published"))
        entries = [json.loads(line) for line in (self.work / "adjusted.jsonl").read_text("utf-8").splitlines()]
        self.assertEqual([(entry["id"], entry["date"], entry["reason"]) for entry in entries], [("cao_thang", "2023-04-20", "Hai báo cáo nộp đúng hạn (minh họa)")])
        self.assertEqual(ancs("compare", "--published", self.work / "published.json", SOURCE / "examples/hong_gai/hong_gai.ancs", self.work / "corrected.csv")[0], 1)


if __name__ == "__main__":
    unittest.main()
