# python_calls.py: what one call from Python costs: scoring a unit, and importing the package without pandas.
import os
import subprocess
import sys
import tempfile
import time
from ctypes import byref
from pathlib import Path
from statistics import median

here = Path(__file__).resolve().parent
package = str(here.parent / "src" / "python")
sys.path.insert(0, package)

import ancs  # noqa: E402
from ancs import _library as c  # noqa: E402


def microseconds(call, times=300):
    """Of the processor's time: a busy machine adds waiting, which is not the call's."""
    call()
    start = time.thread_time()
    for _ in range(times):
        call()
    return (time.thread_time() - start) / times * 1e6


def main():
    model = ancs.compile(here / "workload_w.ancs", warn=False)
    unit = {known.name: 1 for known in model.inputs}
    card, record, error = model.score(unit), c.Handle(c.library.ancs_record_destroy), c.error_handle()
    into = c.Handle(c.library.ancs_scorecard_destroy)
    assert c.library.ancs_record_create(model._program.value, byref(record.value), byref(error.value)) == c.OK
    assert c.library.ancs_scorecard_create(model._program.value, byref(into.value), byref(error.value)) == c.OK
    for index in range(len(model.inputs)):
        assert c.library.ancs_record_set_int64(record.value, index, 1, byref(error.value)) == c.OK
    whole, engine = [], []
    for _ in range(7):
        whole.append(microseconds(lambda: model.score(unit)))
        engine.append(microseconds(lambda: c.library.ancs_score(record.value, into.value, None)))
    assert model.score(unit).total == card.total
    print(f"python: score of one unit of Workload W {median(whole):.1f} us, of which outside the engine's own call "
          f"{100 * (1 - median(engine) / median(whole)):.0f}%")
    print(f"ratio python_unit_microseconds {median(whole):.1f} aim <=100")
    print(f"ratio python_unit_share_in_python {1 - median(engine) / median(whole):.2f} aim <=1")

    code = f"import sys, time; sys.path.insert(0, {package!r}); s = time.process_time(); import ancs; print(time.process_time() - s); assert 'pandas' not in sys.modules"
    with tempfile.TemporaryDirectory() as compiled:  # modules compiled once, as where the package is installed
        once = [sys.executable, "-X", f"pycache_prefix={compiled}", "-c", code]
        env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        times = [float(subprocess.run(once, check=True, capture_output=True, text=True, env=env).stdout) for _ in range(8)][1:]
    print(f"ratio python_import_milliseconds {median(times) * 1000:.1f} aim <=50")


if __name__ == "__main__":
    main()
