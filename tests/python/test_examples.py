# test_examples.py: the examples in Python run, and print what they are there to show.
import subprocess
import sys
from pathlib import Path

examples = Path(__file__).resolve().parents[2] / "examples"


def run(script, *arguments):
    made = subprocess.run([sys.executable, str(examples / script), *arguments], capture_output=True, text=True, timeout=600)
    assert made.returncode == 0, made.stdout + made.stderr
    return made.stdout


def test_script():
    printed = run("python/score.py")
    assert "A2 = 15, A4 = 10, total 31..100" in printed and "did you mean 'released'?" in printed


def test_notebook():
    printed = run("python/notebook.py")
    assert "98.00" in printed and "Chưa đạt chuẩn" in printed and "<b>Mô hình An ninh cơ sở" in printed


def test_dask_survives_a_killed_worker():
    printed = run("dask/score_partitions.py", "--rows", "200000", "--partitions", "20")
    assert "2 worker processes" in printed and "one worker was killed" in printed and "equal to one process" in printed
