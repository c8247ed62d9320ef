"""Proves that what README.md and src/language.md show is what happens: every block is extracted and run.

Fenced blocks, by the first word behind the fence:
  ancs            a complete rule file, or declarations to which PREFIX is added in front. It is checked without a finding,
                  holds at least one test, and its tests pass.
  ancs save NAME  a text to be used by the console blocks after it as NAME; it need not be sound.
  ancs excerpt F  lines that stand so in the file F.
  csv save NAME   a data file for the console blocks after it.
  console         lines `$ command`, each followed by exactly what it prints (standard output and standard error together).
                  Run by bash in a directory that holds `examples` and the saved files; `ancs` and `score` are on the path.
  cpp F           the file F, whole.
  text            a drawing.
  sh              commands for the reader; the scripts they name exist.
Environment: ANCS_TOOL, the built tool; ANCS_LIBRARY_EXAMPLE, the built examples/library/score.cpp (default: `score` beside the
tool); ANCS_SOURCE_DIR. `readme_test.py --update` writes what the commands print into the console blocks.
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

SOURCE = pathlib.Path(os.environ.get("ANCS_SOURCE_DIR", pathlib.Path(__file__).parents[2])).resolve()
TOOL = pathlib.Path(os.environ["ANCS_TOOL"]).resolve()
EXAMPLE = pathlib.Path(os.environ.get("ANCS_LIBRARY_EXAMPLE", TOOL.parent / "score")).resolve()
DOCUMENTS = ["README.md", "src/language.md"]
PREFIX = "ancs 1\nmodel example { maximum 10 }\n"
FENCE = re.compile(r"^```([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Block:
    def __init__(self, document, match):
        text = match.string
        self.line = text.count("\n", 0, match.start()) + 1
        self.document = document
        self.words = match.group(1).split()
        self.body = match.group(2)
        self.span = match.span(2)

    @property
    def kind(self):
        return " ".join(self.words[:2]) if self.words[1:2] in (["save"], ["excerpt"]) else " ".join(self.words[:1])

    @property
    def place(self):
        return f"{self.document}:{self.line}"


def blocks(*kinds):
    """All blocks of these kinds (of all kinds, if none is named), in the order of the documents."""
    found = [Block(name, match) for name in DOCUMENTS for match in FENCE.finditer((SOURCE / name).read_text("utf-8"))]
    return [block for block in found if not kinds or block.kind in kinds]


class Workplace:
    """A directory as the console blocks expect it."""

    def __init__(self):
        self.holder = tempfile.TemporaryDirectory()
        self.path = pathlib.Path(self.holder.name)
        (self.path / "examples").symlink_to(SOURCE / "examples")
        commands = self.path / ".commands"
        commands.mkdir()
        (commands / "ancs").symlink_to(TOOL)
        (commands / "score").symlink_to(EXAMPLE)
        self.environment = dict(os.environ, PATH=f"{commands}:{os.environ['PATH']}", LC_ALL="C.UTF-8")
        self.status = 0

    def close(self):
        self.holder.cleanup()

    def save(self, name, text):
        (self.path / name).write_text(text, "utf-8")

    def run(self, command):
        """What the command prints; `$?` in it is the status of the one before."""
        done = subprocess.run(["bash", "-c", f"(exit {self.status})\n{command}"], cwd=self.path, env=self.environment, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120, check=False)
        self.status = done.returncode
        return done.stdout.decode("utf-8")

    def session(self, body):
        """A console block's body with what its commands print."""
        out = ""
        for line in body.splitlines():
            if line.startswith("$ "):
                printed = self.run(line[2:])
                out += f"{line}\n{printed}" + ("" if printed.endswith("\n") or not printed else "\n")
        return out


class ReadmeTest(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.work = Workplace()
        self.addCleanup(self.work.close)

    def test_every_block_is_of_a_known_kind(self):
        known = {"text", "ancs", "ancs save", "ancs excerpt", "csv save", "console", "cpp", "sh"}
        for block in blocks():
            self.assertIn(block.kind, known, block.place)
        self.assertGreater(len(blocks("ancs")), 20)
        self.assertGreater(len(blocks("console")), 5)

    def test_rule_blocks_are_sound_and_their_tests_pass(self):
        self.assertIn(PREFIX, (SOURCE / "src/language.md").read_text("utf-8").replace("    ", ""), "the prefix is stated")
        for block in blocks("ancs"):
            with self.subTest(block.place):
                whole = block.body if block.body.startswith("ancs ") else PREFIX + block.body
                self.work.save("block.ancs", whole)
                findings = self.work.run("ancs check --format json block.ancs 2>&1")
                self.assertEqual(self.work.status, 0, findings)
                self.assertNotRegex(findings, r'"code"', "no finding, not even a warning")
                self.assertRegex(whole, r"(?m)^(test|kiểm tra) ", "an example proves itself")
                self.assertEqual("", self.work.run("ancs test block.ancs >out.txt 2>&1 || cat out.txt"))

    def test_excerpts_stand_in_their_files(self):
        for block in blocks("ancs excerpt"):
            self.assertIn(block.body, (SOURCE / block.words[2]).read_text("utf-8"), block.place)

    def test_console_blocks_print_what_they_show(self):
        for block in blocks("ancs save", "csv save", "console"):
            if block.kind != "console":
                self.work.save(block.words[2], block.body)
                continue
            with self.subTest(block.place):
                self.assertTrue(block.body.startswith("$ "), block.place)
                self.assertEqual(block.body, self.work.session(block.body))

    def test_cpp_blocks_are_the_files(self):
        self.assertTrue(blocks("cpp"))
        for block in blocks("cpp"):
            self.assertEqual(block.body, (SOURCE / block.words[1]).read_text("utf-8"), block.place)

    def test_scripts_links_and_modules_exist(self):
        for block in blocks("sh"):
            for script in re.findall(r"^[\w./-]+\.sh\b", block.body, re.MULTILINE):
                self.assertTrue(os.access(SOURCE / script, os.X_OK), f"{block.place}: {script}")
        for name in [*DOCUMENTS, "examples/hong_gai/README.md"]:
            text = FENCE.sub("", (SOURCE / name).read_text("utf-8"))
            for target in re.findall(r"\]\(([^)#]+)[^)]*\)", text):
                self.assertTrue(((SOURCE / name).parent / target).exists(), f"{name}: {target}")
        layout = (SOURCE / "README.md").read_text("utf-8").split("## Layout")[1]
        named = re.findall(r"`([\w/.]+(?:\.hpp|\.def|\.cpp|/))`", layout)
        self.assertGreater(len(named), 15)
        for path in named:
            self.assertTrue((SOURCE / path).exists() or (SOURCE / "include/ancs" / path).exists(), f"layout: {path}")
        self.assertEqual(set(), {path.name for path in (SOURCE / "include/ancs").glob("*.*")} - set(named), "every header has its room")

    def test_keyword_table_is_that_of_the_code(self):
        code = re.findall(r'^ANCS_KEYWORD\(\w+, \w+, "([^"]*)", "([^"]*)"\)', (SOURCE / "include/ancs/keywords.def").read_text("utf-8"), re.MULTILINE)
        section = (SOURCE / "src/language.md").read_text("utf-8").split("\n## Vietnamese keywords")[1].split("\n## ")[0]
        cells = [cell.strip().strip("`").replace("(none)", "") for line in section.splitlines() if re.match(r"\| [`(]", line) for cell in line.split("|")[1:5]]
        shown = {pair for pair in zip(cells[0::2], cells[1::2]) if any(pair)}
        self.assertGreater(len(shown), 100)
        self.assertEqual(set(code), shown)

    def test_picture_is_that_of_the_example(self):
        graph = self.work.run("ancs graph examples/hong_gai/hong_gai.ancs")
        self.assertEqual(self.work.status, 0, graph)
        picture = (SOURCE / "examples/hong_gai/graph.svg").read_text("utf-8")
        drawn = re.findall(r"<title>([^<&]+)</title>", picture)
        nodes = re.findall(r"^\s*\"?(\w+)\"? \[.*label=", graph, re.MULTILINE)
        self.assertGreater(len(nodes), 20)
        self.assertEqual([], sorted(set(nodes) - set(drawn)))
        edges = re.findall(r"^\s*\"?(\w+)\"? -> \"?(\w+)\"?", graph, re.MULTILINE)
        self.assertEqual(picture.count('class="edge"'), len(edges))


def update():
    work = Workplace()
    for name in DOCUMENTS:
        text = (SOURCE / name).read_text("utf-8")
        out, end = "", 0
        for match in FENCE.finditer(text):
            block = Block(name, match)
            if block.kind in ("ancs save", "csv save"):
                work.save(block.words[2], block.body)
            if block.kind == "console":
                out += text[end:block.span[0]] + work.session(block.body)
                end = block.span[1]
        (SOURCE / name).write_text(out + text[end:], "utf-8")
    work.close()


if __name__ == "__main__":
    if sys.argv[1:] == ["--update"]:
        update()
    else:
        unittest.main()
