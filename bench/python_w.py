# python_w.py: Workload W as a pandas frame, scored by the Python package.
import sys
from pathlib import Path

try:
    import numpy as np
    import pandas as pd
except ImportError:
    print("python_w.py: pandas is not installed (python3-pandas)", file=sys.stderr)
    sys.exit(3)

here = Path(__file__).resolve().parent
sys.path.insert(0, str(here.parent / "src" / "python"))

import ancs  # noqa: E402
from table_w import COLUMNS, arguments, report  # noqa: E402


def main():
    file, rows = arguments()
    model = ancs.compile(here / "workload_w.ancs", warn=False)
    block = np.fromfile(file, dtype=np.int64).reshape(COLUMNS, rows)
    frame = pd.DataFrame({known.name: block[at] for at, known in enumerate(model.inputs)}, copy=False)

    class once:
        """The checksum is taken outside the time."""

        def __call__(self):
            self.made = model.score(frame)
            return self

        def __str__(self):
            vetoes = sum(self.made[veto.id].to_numpy().astype(np.int64) << bit for bit, veto in enumerate(model.vetoes))
            levels = self.made[model.outcomes[0].title].cat.codes.to_numpy().astype(np.int64)
            weight = np.arange(rows, dtype=np.int64) % 9973 + 1
            totals = np.rint(self.made["total_with_all"].to_numpy() * model.points_scale).astype(np.int64)
            return str(int((weight * (totals * 64 + levels * 8 + vetoes)).sum()))

    once()()  # the first frame of a process also loads what pandas loads late
    report(rows, once(), 5)


if __name__ == "__main__":
    main()
