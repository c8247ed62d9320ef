# limits_test.py: the table of limits in the language page holds every limit of the code with its value, and each is tested.
import os
import pathlib
import re
import unittest

ROOT = pathlib.Path(os.environ["ANCS_SOURCE_DIR"])


def limits_of_the_code():
    """Constants of the namespaces `limits`: name -> value."""
    found = {}
    for header in [*ROOT.glob("include/ancs/*.hpp"), *ROOT.glob("src/tool/*.hpp")]:
        for block in re.findall(r"^namespace limits \{\n(.*?)^\}", header.read_text("utf-8"), re.MULTILINE | re.DOTALL):
            for name, value in re.findall(r"constexpr std::size_t (\w+) = ([^;]+);", block):
                found[name] = eval(re.sub(r"(?<=\d)u\b", "", value.replace("'", "")), {})
    return found


def table():
    """Rows of the page: name -> (value, codes)."""
    page = (ROOT / "src/language.md").read_text("utf-8")
    section = page[page.index("\n## Limits\n") :].split("\n## ")[1]
    rows = re.findall(r"^\| `(\w+)` \| ([\d,]+) \| [^|]+ \| ([^|]+) \|$", section, re.MULTILINE)
    return {name: (int(value.replace(",", "")), codes.split(", ")) for name, value, codes in rows}


def names_of_codes():
    text = "".join(p.read_text("utf-8") for p in (ROOT / "include/ancs/diagnostics").glob("*.def"))
    return dict(re.findall(r'^ANCS_DIAGNOSTIC\("(\w+)", (\w+),', text, re.MULTILINE))


class Limits(unittest.TestCase):
    def test_table_and_code_agree(self):
        self.assertEqual({name: value for name, (value, _) in table().items()}, limits_of_the_code())

    def test_every_limit_has_a_code_that_tests_make_happen(self):
        names = names_of_codes()
        unit = "".join(p.read_text("utf-8") for p in (ROOT / "tests/unit").glob("*.cpp"))
        tool = "".join(p.read_text("utf-8") for p in (ROOT / "tests/tool").glob("*_test.py") if p.name != "pages_test.py")
        for limit, (_, codes) in table().items():
            self.assertTrue(codes, limit)
            for code in codes:
                self.assertIn(code, names, limit)
                self.assertTrue(f"code::{names[code]}" in unit or f'"{code}' in unit or f'"{code}"' in tool, f"{limit}: no test of {code}")


if __name__ == "__main__":
    unittest.main()
