# pages_test.py: every code has its page; the wrong example gives exactly that code, the mended one nothing; in both languages.
import json
import re
import unittest

from harness import ROOT, ToolCase

# Codes without an example, and why; other tests make them happen.
WITHOUT_EXAMPLE = {
    "the example would be longer than a page: it is about a limit":
        {"E0002", "E0010", "E0013", "E0022", "E0023", "E0176", "E0177", "E0178", "E0253", "W0291", "E0312", "E0390", "E0391", "E0392", "E0393",
         "E0573", "E0574", "E0575", "E0577", "E0670"},
    "the example would hold bytes that are no text": {"E0003", "E0004", "E0005", "E0551", "E0552"},
    "only a host program meets it: with the tool, files are read and data is put into columns":
        {"E0278", "E0501", "E0502", "E0504", "E0512", "E0520", "E0521", "E0522", "E0523", "E0524", "E0525"},
    "only a tree that a program made has it; files cannot say it": {"E0290"},
}
HOST_FAMILY = "host"  # codes that only a host program meets need no page


def codes_of_tables():
    found = {}
    for table in sorted((ROOT / "include/ancs/diagnostics").glob("*.def")):
        for code in re.findall(r'^ANCS_DIAGNOSTIC\("([EWN]\d{4})"', table.read_text("utf-8"), re.MULTILINE):
            found[code] = table.stem
    return found


class Pages(ToolCase):
    def pages(self, lang="en"):
        run = self.run_tool("explain-code", "--format", "json", "--lang", lang)
        self.assertEqual((run.status, run.err), (0, ""))
        return {page["code"]: page for page in json.loads(run.out)["codes"]}

    def test_every_code_has_a_page(self):
        pages = self.pages()
        wanted = {code for code, family in codes_of_tables().items() if code[0] != "N"}
        self.assertEqual(set(pages), wanted)
        needed = {code for code, family in codes_of_tables().items() if code[0] != "N" and family != HOST_FAMILY}
        missing = sorted(code for code in needed if "meaning" not in pages[code])
        self.assertEqual(missing, [], "write these pages in src/tool/pages/")
        bare = sorted(code for code in needed if "run" not in pages[code])
        self.assertEqual(bare, sorted(set().union(*WITHOUT_EXAMPLE.values())), "pages without an example")

    def test_pages_are_written_in_both_languages(self):
        english, vietnamese = self.pages(), self.pages("vi")
        for code, page in english.items():
            if "meaning" not in page:
                continue
            self.assertTrue(page["meaning"] and vietnamese[code]["meaning"], code)
            self.assertNotEqual(page["meaning"], vietnamese[code]["meaning"], code)

    def test_no_page_is_of_a_code_that_is_gone(self):
        known = codes_of_tables()
        for sheet in sorted((ROOT / "src/tool/pages").glob("*.page")):
            codes = re.findall(r"^== (\w+)$", sheet.read_text("utf-8"), re.MULTILINE)
            self.assertTrue(codes, sheet.name)
            self.assertEqual(len(codes), len(set(codes)), sheet.name)
            for code in codes:
                self.assertIn(code, known, sheet.name)

    def examples(self, lang, run):
        return {code: page for code, page in self.pages(lang).items() if page.get("run") == run}

    def codes_in(self, command, pages, side):
        """What `ancs check` or `ancs test` says of all examples in one run: code of the page -> codes found."""
        files = {code: self.file(f"{code}.ancs", page[side]) for code, page in pages.items()}
        run = self.run_tool(command, "--format", "json", *files.values())
        found = {code: [] for code in pages}
        for file in json.loads(run.out)["files"]:
            code = file["file"].rsplit("/", 1)[-1].removesuffix(".ancs")
            found[code] = sorted({finding["code"] for finding in file["findings"]})
            if any(not test["passed"] for test in file.get("tests", [])):
                found[code].append("E0580")
        return found

    def test_examples_of_rule_files(self):
        for lang in ("en", "vi"):
            for command in ("check", "test"):
                pages = self.examples(lang, command)
                self.assertTrue(pages)
                with self.subTest(lang=lang, command=command):
                    wrong = self.codes_in(command, pages, "wrong")
                    self.assertEqual({code: found for code, found in wrong.items() if found != [code]}, {})
                    # The parts of a mended file that are read and not yet scored are no fault of it.
                    mended = self.codes_in(command, pages, "mended")
                    self.assertEqual({code: found for code, found in mended.items() if set(found) - {"E0290"}}, {})

    def test_examples_of_data(self):
        for lang in ("en", "vi"):
            for code, page in self.examples(lang, "score").items():
                with self.subTest(code, lang=lang):
                    rules = self.file("rules.ancs", page["wrong"])
                    self.assertEqual(page["wrong"], page["mended"])
                    self.assertEqual(self.run_tool("check", rules).status, 0)
                    run = self.run_tool("score", rules, self.file("data.csv", page["wrong_data"]))
                    self.assertEqual(sorted({f.code for f in run.findings}), [code], run.err)
                    run = self.run_tool("score", rules, self.file("data.csv", page["mended_data"]))
                    self.assertEqual((run.status, run.findings), (0, []), run.err)

    def test_examples_of_several_files(self):
        for lang in ("en", "vi"):
            pages = self.examples(lang, "command")
            self.assertGreater(len(pages), 30)
            for code, page in pages.items():
                for files, command, wanted in ((page["wrong_files"], page["command"], [code]), (page["mended_files"], page["mended_command"], [])):
                    with self.subTest(code, lang=lang, command=command):
                        folder = f"{code}_{lang}_{len(wanted)}"
                        for file in files:
                            (self.work / folder / file["name"]).parent.mkdir(parents=True, exist_ok=True)
                            self.file(f"{folder}/{file['name']}", file["text"])
                        run = self.run_tool(*command.split(), cwd=self.work / folder)
                        # What is wrong with an option has no place in a file, and is told in a line of its own.
                        found = {f.code for f in run.findings} or ({code} if run.status and run.err.startswith("ancs: ") else set())
                        self.assertEqual(sorted(found), wanted, run.err)

    def test_a_page_as_text(self):
        run = self.run_tool("explain-code", "E0301")
        self.assertEqual((run.status, run.err), (0, ""))
        self.assertIn("error E0301: no row holds for `…`", run.out)
        self.assertIn("    bands meetings { from 4 up : full  from 0 to 2 : 5 }", run.out)
        self.assertIn("error E0301: no row holds for `3`\n --> ward.ancs:6:11", run.out)
        self.assertIn("\nMended:\n\n    ancs 1\n", run.out)
        vietnamese = self.run_tool("explain-code", "--lang", "vi", "E0301").out
        self.assertIn("lỗi E0301: không dòng nào áp dụng cho `…`", vietnamese)
        self.assertIn("    ancs 1 vi\n", vietnamese)
        self.assertIn("từ 4 trở lên : đủ điểm", vietnamese)

    def test_every_page_as_text_shows_its_finding(self):
        for lang in ("en", "vi"):
            pages = self.pages(lang)
            run = self.run_tool("explain-code", "--lang", lang, *pages)
            self.assertEqual((run.status, run.err), (0, ""))
            for code, page in pages.items():
                times = len(re.findall(rf"^(?:error|warning|lỗi|cảnh báo) {code}: ", run.out, re.MULTILINE))
                self.assertEqual(times >= 2, "run" in page, code)

    def test_a_page_of_data(self):
        run = self.run_tool("explain-code", "E0562")
        self.assertIn("With these rules:", run.out)
        self.assertIn("wrong data:\n\n    unit,cases\n    n1,three\n", run.out)
        self.assertIn("--> wards.csv:2:4", run.out)

    def test_list_of_codes(self):
        run = self.run_tool("explain-code")
        self.assertEqual((run.status, run.err), (0, ""))
        self.assertRegex(run.out, r"(?m)^E0301  no row holds for `…`$")
        self.assertGreater(run.out.count("\n"), 150)

    def test_code_as_people_type_it(self):
        self.assertEqual(self.run_tool("explain-code", "e301").out, self.run_tool("explain-code", "E0301").out)

    def test_unknown_code(self):
        run = self.run_tool("explain-code", "E9999")
        self.assertEqual((run.status, run.out), (2, ""))
        self.assertIn("there is no code `E9999`", run.err)
        self.assertIn("did you mean `W0303`?", self.run_tool("explain-code", "E0303").err)


if __name__ == "__main__":
    unittest.main()
