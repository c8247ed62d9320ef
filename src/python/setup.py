# setup.py: packs the built library and tool into the wheel, which then fits one platform and any Python 3.
"""Build with `python3 -m build --wheel --no-isolation src/python`; ANCS_LIBRARY and ANCS_TOOL name what to pack, if not the checkout's build."""

import os
import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py
from wheel.bdist_wheel import bdist_wheel

here = Path(__file__).resolve().parent
build = here.parents[1] / "build"


class pack(build_py):
    def run(self):
        super().run()
        into = Path(self.build_lib) / "ancs"
        library = Path(os.environ.get("ANCS_LIBRARY") or build / "src" / "c" / "libancs.so.1")
        tool = Path(os.environ.get("ANCS_TOOL") or build / "bin" / "ancs")
        if not library.exists():
            raise SystemExit(f"{library} is not there: build the target ancs_c first, or set ANCS_LIBRARY")
        shutil.copyfile(library.resolve(), into / "libancs.so.1")
        if tool.exists():
            (into / "bin").mkdir(exist_ok=True)
            shutil.copy(tool, into / "bin" / "ancs")


class any_python(bdist_wheel):
    def finalize_options(self):
        super().finalize_options()
        self.root_is_pure = False

    def get_tag(self):
        return "py3", "none", super().get_tag()[2]


setup(cmdclass={"build_py": pack, "bdist_wheel": any_python})
