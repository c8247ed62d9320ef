# stream_test.py: a data file of any length is scored in bounded memory, in order, as if each unit stood alone; an interrupt tears no line.
import csv
import io
import json
import os
import pathlib
import random
import signal
import subprocess
import threading
import unittest

from harness import ToolCase

HEAD = "unit,name,cases,cases.last_year,members,present,share,held,head,trouble\n"


def ward_row(dice, i, twice=True):
    """Mostly a plain line, sometimes one with gaps, quotes, other spellings or faults."""
    cells = [f"w{i}", dice.choice(["Ward", "Phường 1", "North, old", 'the "new"', "two\nlines", ""]), str(dice.randint(0, 30)), str(dice.randint(0, 30)),
             str(dice.randint(1, 300)), "0", f"{dice.randint(0, 1000) / 10}%", dice.choice(["yes", "no", "có", "1", "0"]), "none", dice.choice(["no"] * 9 + ["yes"])]
    cells[5] = str(dice.randint(0, int(cells[4])))
    if dice.random() < 0.15:
        at = dice.randrange(2, len(cells))
        cells[at] = dice.choice(["", "x", "-1", "2.5", "1,234", " 7 ", "007", "99999999999999999999", "12.345678%", "100.5%", "\u00a03", "CÓ", "0%", "3%"])
    if dice.random() < 0.02:
        cells = cells[: dice.randrange(1, len(cells))]
    if twice and dice.random() < 0.02:
        cells[0] = dice.choice(["", "w1", "w2"])
    return ",".join('"' + c.replace('"', '""') + '"' if set(c) & set(',"\n') else c for c in cells)


class Stream(ToolCase):
    def peak(self, rows):
        """Peak memory in MiB of scoring that many rows from standard input, of 300 bytes each."""
        words = [os.environ["ANCS_TOOL"], "score", "--format", "csv", self.rule("few.ancs"), "-"]
        env = dict(os.environ, ASAN_OPTIONS=os.environ.get("ASAN_OPTIONS", "") + ":quarantine_size_mb=1")
        with open(os.devnull, "wb") as nowhere, subprocess.Popen(words, stdin=subprocess.PIPE, stdout=nowhere, env=env) as child:
            child.stdin.write(b"unit,name,cases\n")
            for first in range(0, rows, 1000):
                child.stdin.write("".join(f"w{i},{'n' * 280},4\n" for i in range(first, first + 1000)).encode())
            child.stdin.close()
            _, status, used = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
        self.assertEqual(child.returncode, 0)
        return used.ru_maxrss / 1024

    def test_memory_does_not_grow_with_the_file(self):
        few = self.peak(10_000)
        many = self.peak(210_000)
        # 60 MB more of data; the identifiers of units are told apart in 24 bytes each and room to grow.
        self.assertLess(many - few, 32, f"{few} and {many} MiB")

    def test_limit_of_a_line(self):
        for past in (0, 1):
            line = "w1,1"
            line += "," * ((16 << 20) - len(line) + past)
            run = self.run_tool("score", "--format", "csv", self.rule("few.ancs"), self.file("long.csv", f"unit,cases\nw0,1\n{line}\nw2,1\n"))
            self.assertEqual("E0670" in run.err, past == 1, run.err[:300])
            self.assertEqual(run.out.count("\nw0,"), 1)
            self.assertEqual(run.out.count("\nw2,"), 1 - past)

    def rounded(self):
        """Rules whose points are whole numbers of something, so that columns can hold them."""
        rules = pathlib.Path(self.rule("ward.ancs")).read_text("utf-8")
        self.assertIn("maximum 40", rules)
        return self.file("rounded.ancs", rules.replace("maximum 40", "maximum 40\n  rounding 0.01 half up per criterion", 1))

    def test_columns_give_what_units_give(self):
        rules = self.rounded()
        dice = random.Random(2022)
        for turn in range(6):
            data = HEAD + "\n".join(ward_row(dice, i) for i in range(dice.choice([1, 7, 300, 3000]))) + dice.choice(["", "\n"])
            path = self.file("data.csv", data.replace("\n", dice.choice(["\n", "\r\n"])))
            by_columns = self.run_tool("score", "--format", "csv", rules, path)
            one_by_one = self.run_tool("score", "--format", "json", rules, path)
            self.assertEqual((by_columns.err, by_columns.status), (one_by_one.err, one_by_one.status))
            units = json.loads(one_by_one.out)["units"]
            number = lambda p: p if isinstance(p, str) else f"{p['low']}..{p['high']}"
            level = lambda o: o if isinstance(o, str) else " | ".join(o["possible"])
            for unit, row in zip(units, list(csv.reader(io.StringIO(by_columns.out, newline="")))[1:]):
                vetoes = " ".join(unit["vetoes"] + [v + "?" for v in unit["open_vetoes"]])
                wanted = [unit["id"], unit["name"], number(unit["total"]), unit["maximum"], *(number(c["points"]) for c in unit["criteria"]),
                          *(level(o) for o in unit["outcomes"].values()), vetoes, "yes" if unit["final"] else "no"]
                self.assertEqual(row, wanted)

    def test_a_long_file_gives_what_its_pieces_give(self):
        dice = random.Random(7)
        rows = [ward_row(dice, i, twice=False) for i in range(20_000)]
        self.assertGreater(len("\n".join(rows).encode()), 3 << 18, "longer than what is read at once")
        rules, score = self.rounded(), lambda lines: self.run_tool("score", "--format", "csv", rules, self.file("data.csv", HEAD + "\n".join(lines)))
        pieces = [score(rows[at : at + 5000]).out.split("\n", 1) for at in range(0, 20_000, 5000)]
        self.assertEqual(score(rows).out, pieces[0][0] + "\n" + "".join(rest for _, rest in pieces))

    def test_more_units_than_a_table_keeps(self):
        data = self.file("data.csv", "unit,cases\n" + "".join(f"w{i},{i % 7}\n" for i in range(200_001)))
        run = self.run_tool("score", "--format", "csv", self.rule("few.ancs"), data)
        self.assertEqual((run.status, run.err, run.out.count("\n")), (0, "", 200_002))
        table = self.run_tool("score", self.rule("few.ancs"), data).out.splitlines()
        self.assertEqual((len(table), table[-1].split()[0]), (200_001 + 4, "w200000"))

    def test_text_that_is_none_far_into_the_file(self):
        run = self.score(b"unit,cases\n" + b"".join(b"w%d,4\n" % i for i in range(200_000)) + b"x,\x004\nz,4\n", "--format", "csv")
        self.one(run, "E0551", (200_002, 3), "\ufffd")
        self.assertEqual(run.out.count("\n"), 200_001, "what stands before it is scored")

    def test_a_line_without_end(self):
        for data in (b"unit,cases\n" + b"w," * (9 << 20), b'unit,cases\nw1,4\n"' + b"x" * (17 << 20)):
            run = self.score(data, "--format", "csv")
            self.assertEqual([f.code for f in run.findings], ["E0670"], run.err)
            self.assertEqual(run.status, 1)


class Interrupted(ToolCase):
    def start(self, *options):
        words = [os.environ["ANCS_TOOL"], "score", *options, self.rule("few.ancs"), "-"]
        child = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=self.work)

        def feed():
            # The end of the data never comes.
            try:
                child.stdin.write(b"unit,cases\n" + b"".join(b"w%06d,4\n" % i for i in range(300_000)))
                child.stdin.flush()
            except BrokenPipeError:
                pass

        self.feeder = threading.Thread(target=feed)
        self.feeder.start()
        return child

    def test_no_line_is_torn(self):
        for form, end in (("csv", ",yes"), ("json", "}")):
            with self.subTest(form), self.start("--format", form) as child:
                out = child.stdout.read(1)
                child.send_signal(signal.SIGINT)
                out += child.stdout.read()
                self.assertEqual(child.wait(timeout=60), -signal.SIGINT)
                lines = out.decode().splitlines()
                self.assertGreater(len(lines), 50)
                self.assertTrue(all(line.rstrip(",").endswith(end) for line in lines[1:]))
                self.end(child)

    def end(self, child):
        child.stdout.close(), child.stderr.close()
        self.feeder.join()
        try:
            child.stdin.close()
        except BrokenPipeError:
            pass

    def test_no_file_is_left(self):
        with self.start("--format", "csv", "-o", "out.csv") as child:
            while not list(self.work.iterdir()):  # the file in the making is there once the handler is
                self.assertIsNone(child.poll())
            child.send_signal(signal.SIGTERM)
            self.assertEqual(child.wait(timeout=60), -signal.SIGTERM)
            self.assertEqual(list(self.work.iterdir()), [])
            self.end(child)


class Progress(ToolCase):
    def test_asked_for(self):
        data = self.file("data.csv", "unit,cases\n" + "w1,4\n")
        run = self.run_tool("score", "--format", "csv", "--progress", self.rule("few.ancs"), data)
        self.assertRegex(run.err, r"\[#{20}\] 100%  1 rows  [\d,]+ rows/s  0:00 left")
        self.assertTrue(run.err.endswith("\n"))
        run = self.run_tool("score", "--lang", "vi", "--progress", self.rule("few.ancs"), "-", stdin=b"unit,cases\n" + b"".join(b"w%d,4\n" % i for i in range(2000)))
        self.assertRegex(run.err, r"\r2\.000 dòng  [\d.]+ dòng/giây")

    def test_not_by_itself_and_never_where_refused(self):
        data = self.file("data.csv", "unit,cases\n" + "w1,4\n")
        for words in ([], ["--no-progress"]):
            self.assertEqual(self.run_tool("score", *words, self.rule("few.ancs"), data).err, "")


if __name__ == "__main__":
    unittest.main()
