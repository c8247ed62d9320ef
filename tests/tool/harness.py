# harness.py: runs the built tool and takes its messages apart; shared by the tests beside it.
import os
import pathlib
import re
import subprocess
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
DATA = HERE / "data"
ROOT = HERE.parent.parent


class Finding:
    """One message on standard error: its code, place, underlined text and help."""

    def __init__(self, code, message):
        self.code, self.message = code, message
        self.file, self.place, self.text, self.help = None, None, None, ""

    def __repr__(self):
        return f"{self.code} {self.place} {self.text!r} {self.message}"


def findings_of(stderr):
    found = []
    lines = stderr.splitlines()
    for i, line in enumerate(lines):
        head = re.match(r"(?:error|warning|lỗi|cảnh báo) ([EW]\d{4}): (.*)", line)
        if head:
            found.append(Finding(*head.groups()))
            continue
        place = re.match(r" *--> (.*):(\d+):(\d+)$", line)
        if place:
            found[-1].file, found[-1].place = place[1], (int(place[2]), int(place[3]))
            source, under = lines[i + 2], lines[i + 3]
            if "^" in under:
                found[-1].text = source[under.index("^") : under.rindex("^") + 1]
        hint = re.match(r" *= (?:help|gợi ý): (.*)", line)
        if hint:
            found[-1].help = hint[1]
    return found


class Run:
    def __init__(self, done):
        self.status, self.raw = done.returncode, done.stdout
        self.out, self.err = done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
        self.findings = findings_of(self.err)
        # A sanitizer ends the tool with status 1 too.
        assert "Sanitizer" not in self.err and "runtime error" not in self.err, self.err
        assert self.status in (0, 1, 2), self.status

    def finding(self, code):
        found = [f for f in self.findings if f.code == code]
        assert len(found) == 1, f"one {code} wanted in:\n{self.err}"
        return found[0]


class ToolCase(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.work = pathlib.Path(folder.name)

    def file(self, name, content):
        path = self.work / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return str(path)

    def run_tool(self, *words, stdin=b"", env=None, stdout=subprocess.PIPE, cwd=None):
        environment = dict(os.environ, **(env or {}))
        done = subprocess.run([os.environ["ANCS_TOOL"], *map(str, words)], input=stdin, stdout=stdout, stderr=subprocess.PIPE,
                              env=environment, cwd=cwd or self.work, timeout=60, check=False)
        if done.stdout is None:
            done.stdout = b""
        return Run(done)

    def rule(self, name):
        return str(DATA / name)

    def score(self, data, *options, rules="few.ancs"):
        """Scores a data file given as text or bytes, by default with the rules that need only `cases`."""
        return self.run_tool("score", *options, self.rule(rules), self.file("data.csv", data))

    def one(self, run, code, place, text, status=1):
        """The run has exactly one finding, at this place, underlining this text."""
        self.assertEqual([f.code for f in run.findings], [code], run.err)
        self.assertEqual((run.findings[0].place, run.findings[0].text), (place, text), run.err)
        self.assertEqual(run.status, status, run.err)
        return run.findings[0]
