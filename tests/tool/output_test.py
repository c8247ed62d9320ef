# output_test.py: results reach a file whole or not at all, and a failed write is said.
import os
import pathlib
import subprocess
import unittest

from harness import ToolCase


class Output(ToolCase):
    def test_file_is_written(self):
        run = self.score("unit,cases\nw1,4\n", "--format", "csv", "-o", "out.csv")
        self.assertEqual((run.status, run.out), (0, ""))
        self.assertIn("w1,,6,", (self.work / "out.csv").read_text())

    def test_no_temporary_is_left(self):
        self.score("unit,cases\nw1,4\n", "-o", "out.txt")
        self.assertEqual(sorted(p.name for p in self.work.iterdir()), ["data.csv", "out.txt"])

    def test_old_file_stays_when_the_run_fails(self):
        out = pathlib.Path(self.file("out.txt", "old"))
        run = self.run_tool("score", "-o", out, self.rule("few.ancs"), "none.csv")
        self.assertEqual((run.status, out.read_text()), (2, "old"))
        self.assertEqual([p.name for p in self.work.iterdir()], ["out.txt"])

    def test_old_file_stays_when_there_are_no_results(self):
        unusable = {"empty": "", "blank": "\n \n", "no unit column": "cases\n4\n", "binary": b"PK\x03\x04\x00", "UTF-16": "unit,cases".encode("utf-16"),
                    "names only": "unit,cases\n", "quote not closed": 'unit,"cases\nw1,4\n'}
        for what, content in unusable.items():
            data = self.file("data.csv", content)
            for command in ("score", "explain", "rank"):
                for form in ("text", "json"):
                    with self.subTest(what, command=command, form=form):
                        out = pathlib.Path(self.file("out.txt", "old"))
                        run = self.run_tool(command, "--format", form, "-o", out, self.rule("few.ancs"), data)
                        self.assertEqual((run.status, out.read_text()), (1, "old"), run.err)
                        self.assertEqual(sorted(p.name for p in self.work.iterdir()), ["data.csv", "out.txt"])

    def test_old_file_stays_when_the_rules_are_unsound(self):
        data = self.file("data.csv", "unit,cases\nw1,4\n")
        for words in (["score"], ["explain"], ["rank"], ["graph"]):
            with self.subTest(words[0]):
                out = pathlib.Path(self.file("out.txt", "old"))
                run = self.run_tool(*words, "-o", out, self.rule("wrong.ancs"), *([] if words == ["graph"] else [data]))
                self.assertEqual((run.status, out.read_text()), (1, "old"), run.err)

    def test_broken_lines_do_not_keep_the_rest_from_the_file(self):
        out = pathlib.Path(self.file("out.txt", "old"))
        run = self.score("unit,cases\nw1\nw2,4\n", "--format", "csv", "-o", out)
        self.assertEqual(run.status, 1)
        self.assertIn("w2,,6,", out.read_text())

    def test_mode_of_a_replaced_file_stays(self):
        out = pathlib.Path(self.file("out.txt", "old"))
        out.chmod(0o640)
        self.score("unit,cases\nw1,4\n", "-o", str(out))
        self.assertEqual(out.stat().st_mode & 0o777, 0o640)

    def test_link_stays_a_link(self):
        real = pathlib.Path(self.file("real.txt", "old"))
        link = self.work / "link.txt"
        link.symlink_to(real)
        self.score("unit,cases\nw1,4\n", "--format", "csv", "-o", str(link))
        self.assertTrue(link.is_symlink())
        self.assertIn("w1,", real.read_text())

    def test_inputs_are_not_overwritten(self):
        data = self.file("d.csv", "unit,cases\nw1,4\n")
        run = self.run_tool("score", "-o", data, self.rule("few.ancs"), data)
        self.assertEqual(run.status, 2)
        self.assertEqual(pathlib.Path(data).read_text(), "unit,cases\nw1,4\n")

    def test_folder_that_is_not_there(self):
        run = self.score("unit,cases\nw1,4\n", "-o", "none/out.txt")
        self.assertEqual(run.status, 2)
        self.assertIn("cannot write `none/out.txt`: No such file", run.err)

    def test_full_device(self):
        run = self.score("unit,cases\nw1,4\n", "-o", "/dev/full")
        self.assertEqual(run.status, 2)
        self.assertIn("cannot write `/dev/full`: No space left", run.err)
        with open("/dev/full", "wb") as full:
            run = self.run_tool("--help", stdout=full)
        self.assertEqual(run.status, 2)
        self.assertIn("No space left", run.err)

    def test_reader_that_goes_away(self):
        data = self.file("data.csv", "unit,cases\n" + "".join(f"w{i},4\n" for i in range(20_000)))
        words = [os.environ["ANCS_TOOL"], "score", "--format", "csv", self.rule("few.ancs"), data]
        with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
            child.stdout.read(10)
            child.stdout.close()
            message = child.stderr.read().decode()
            self.assertEqual(child.wait(timeout=60), 2)
        self.assertIn("cannot write `(standard output)`: Broken pipe", message)

    def test_no_colour_and_no_progress_without_a_terminal(self):
        self.assertNotIn("\x1b", self.score("unit,cases\nw1,x\n").err)


if __name__ == "__main__":
    unittest.main()
