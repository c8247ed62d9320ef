"""Every rule file under examples/ is sound without a warning, says its sources, passes its own tests, converts without loss, and scores
the data beside it.

Environment: ANCS_TOOL, the built tool; ANCS_SOURCE_DIR.
"""
import csv
import io
import os
import pathlib
import re
import subprocess
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


if __name__ == "__main__":
    unittest.main()
