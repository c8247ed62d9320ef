# __main__.py: `python3 -m ancs …`: the command-line tool, with its own options and exit status.
"""Runs the ancs tool: the one packed with this package, of a source checkout's build, or on the path."""

import os
import shutil
import sys
from pathlib import Path


def find_tool() -> str | None:
    named = os.environ.get("ANCS_TOOL")
    here = Path(__file__).resolve().parent
    for candidate in (named, here / "bin" / "ancs", here.parents[2] / "build" / "bin" / "ancs", here.parents[2] / "build" / "tests" / "bin" / "ancs"):
        if candidate and os.access(candidate, os.X_OK):
            return str(candidate)
    return shutil.which("ancs")


def main() -> int:
    tool = find_tool()
    if tool is None:
        print("python3 -m ancs: the tool `ancs` is not here; install the package ancs-tools, or set ANCS_TOOL to its path", file=sys.stderr)
        return 2
    os.execv(tool, [tool, *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
