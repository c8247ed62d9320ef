# test_packages.py: the wheel is made on this machine, without an index, and works where only it is installed.
import os
import shutil
import subprocess
import sys
from pathlib import Path

root = Path(__file__).resolve().parents[2]


def run(*command, **options):
    made = subprocess.run(command, capture_output=True, text=True, **options)
    assert made.returncode == 0, made.stdout + made.stderr
    return made.stdout


def test_wheel(tmp_path):
    source = tmp_path / "source"
    shutil.copytree(root / "src" / "python", source, ignore=shutil.ignore_patterns("build", "*.egg-info", "__pycache__"))
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path / "dist"), str(source))
    (wheel,) = (tmp_path / "dist").glob("ancs-1.0.0-py3-none-*.whl")
    into = tmp_path / "site"
    run(sys.executable, "-m", "pip", "install", "--no-index", "--no-deps", "--quiet", "--target", str(into), str(wheel))
    clean = {name: value for name, value in os.environ.items() if not name.startswith("ANCS_")} | {"PYTHONPATH": str(into)}
    code = ("import ancs; from ancs import _library; assert _library.path.startswith(%r), _library.path;"
            "print(ancs.compile('ancs 1\\nmodel m { maximum 1 }\\ninput a : yes/no\\ngroup A maximum 1 { criterion A1 maximum 1 { award full when a } }')"
            ".score(a=True).total)" % str(into))
    assert run(sys.executable, "-c", code, cwd=tmp_path, env=clean) == "1\n"
    assert run(sys.executable, "-m", "ancs", "--version", cwd=tmp_path, env=clean).startswith("ancs 1.0.0")


def test_without_a_library_the_import_says_what_to_do(tmp_path):
    env = {name: value for name, value in os.environ.items() if not name.startswith("ANCS_")}
    shutil.copytree(root / "src" / "python" / "ancs", tmp_path / "ancs", ignore=shutil.ignore_patterns("__pycache__", "*.so*"))
    made = subprocess.run([sys.executable, "-c", "import ancs"], cwd=tmp_path, env=env | {"ANCS_LIBRARY": str(tmp_path / "none.so")}, capture_output=True, text=True)
    assert made.returncode == 1 and "ANCS_LIBRARY" in made.stderr and "libancs1" in made.stderr


def test_the_tool_runs_as_a_module(tmp_path):
    rules = root / "examples" / "hong_gai" / "hong_gai.ancs"
    data = root / "examples" / "hong_gai" / "units.csv"
    env = os.environ | {"PYTHONPATH": str(root / "src" / "python")}
    as_module = run(sys.executable, "-m", "ancs", "score", "--format", "csv", str(rules), str(data), env=env, cwd=tmp_path)
    assert as_module == run(os.environ["ANCS_TOOL"], "score", "--format", "csv", str(rules), str(data))
    assert as_module.startswith("unit,name,total")
