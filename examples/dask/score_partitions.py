# score_partitions.py: scores partitions of a large data set on a cluster of two worker processes, loses one on the way, and compares.
"""Run: score_partitions.py [--rows N]. Needs Debian's python3-dask, python3-distributed, python3-pandas.

Dask moves the partitions and starts lost ones again; ancs scores each. A partition's result depends on nothing but its rows, so the
cluster's result equals that of one process.
"""

import argparse
import logging
import os
import signal
import sys
from pathlib import Path

checkout = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(checkout / "src" / "python"))
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(checkout / "src" / "python"), os.environ.get("PYTHONPATH")]))

import numpy as np  # noqa: E402
import pandas as pd  # noqa: E402
from distributed import Client, LocalCluster, progress, wait  # noqa: E402

import ancs  # noqa: E402

RULES = """ancs 1
model ward "Illustrative" { maximum 20  rounding 0.01 half up per criterion }
input whole : count at most 400
input part  : count at most whole
input cases : count with baseline before at most 400
group A maximum 20 {
  criterion A1 maximum 10 { when whole = 0 : full  bands part / whole { from 90% up : full  from 50% to below 90% : 5  below 50% : none } }
  criterion A2 maximum 5  { when cases.before = 0 : none  bands fall(cases) { from 30% up : full  from 0% to below 30% : 2  below 0% : none } }
  criterion A3 maximum 5  { when whole = 0 : full  proportional part / whole }
}
levels "Class" best first "good", "weak" { "good" when total >= 15  "weak" otherwise }
"""


def partition(number: int, rows: int) -> pd.DataFrame:
    """Illustrative data, the same wherever it is made."""
    rng = np.random.default_rng(number)
    whole = rng.integers(0, 401, rows, dtype=np.int16)
    return pd.DataFrame({"whole": whole, "part": (whole * rng.random(rows)).astype(np.int16), "cases": rng.integers(0, 30, rows, dtype=np.int16),
                         "cases.before": rng.integers(0, 30, rows, dtype=np.int16)}, index=pd.RangeIndex(number * rows, (number + 1) * rows))


def score(model: ancs.Model, number: int, rows: int) -> pd.DataFrame:
    return model.score(partition(number, rows), criteria=True, points="scaled")


def main() -> int:
    options = argparse.ArgumentParser()
    options.add_argument("--rows", type=int, default=5_000_000)
    options.add_argument("--partitions", type=int, default=40)
    asked = options.parse_args()
    rows = asked.rows // asked.partitions
    model = ancs.compile(RULES)

    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=None,
                      silence_logs=logging.CRITICAL) as cluster, Client(cluster) as client:
        print(f"{asked.partitions} partitions of {rows} rows on {len(client.scheduler_info()['workers'])} worker processes")
        parts = client.map(score, [model] * asked.partitions, range(asked.partitions), [rows] * asked.partitions)
        if sys.stdout.isatty():
            progress(parts)
        wait(parts[:2])
        victim = next(iter(client.scheduler_info()["workers"]))
        os.kill(client.run(os.getpid, workers=[victim])[victim], signal.SIGKILL)
        print("one worker was killed; its partitions are scored again")
        gathered = pd.concat(client.gather(parts))
        print(f"gathered {len(gathered)} rows")

    alone = pd.concat([score(model, number, rows) for number in range(asked.partitions)])
    same = gathered.equals(alone)
    print("equal to one process" if same else "DIFFERENT from one process")
    print(gathered["Class"].value_counts().to_string())
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
