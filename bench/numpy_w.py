# numpy_w.py: Workload W in NumPy, exact: whole numbers only, over blocks of rows that stay in cache.
import sys

try:
    import numpy as np
except ImportError:
    print("numpy_w.py: NumPy is not installed (python3-numpy)", file=sys.stderr)
    sys.exit(3)

from table_w import ADDITIONS, COLUMNS, DEDUCTIONS, FALLS, PROPORTIONS, SHARES, VETOES, arguments, report

BLOCK = 16384


def score(block):
    """Totals in hundredths, levels and veto bits of one block: an array of 45 columns."""
    a = np.zeros(block.shape[1], dtype=np.int32)
    b = np.zeros_like(a)
    for whole_at, part_at in SHARES:
        whole, part = block[whole_at].astype(np.int32), block[part_at].astype(np.int32)
        ten = 10 * part
        for tenth in (5, 6, 7, 8, 9):
            a += ten >= tenth * whole  # a whole of 0 passes all
        if (whole_at, part_at) in PROPORTIONS:
            none = whole == 0
            b += (1000 * part + whole + 500 * none) // (2 * whole + none)
    a *= 200
    for now_at, before_at in FALLS:
        now, before = block[now_at].astype(np.int32), block[before_at].astype(np.int32)
        fall = 10 * (before - now)
        b += 200 * (fall >= 0)
        for tenth in (1, 2, 3):
            b += 100 * (fall >= tenth * before)
    c = sum(np.maximum(500 - 50 * block[at].astype(np.int32), 0) for at in DEDUCTIONS)
    k = sum(np.minimum(50 * block[at].astype(np.int32), 500) for at in ADDITIONS)
    np.minimum(a, 10000, out=a)
    np.minimum(b, 5500, out=b)
    total = a + b + c + k
    vetoes = sum((block[at] > 0).astype(np.uint8) << bit for bit, at in enumerate(VETOES))
    half = (a >= 5000) & (b >= 2750) & (c >= 1000)
    level = 3 - (total >= 9000) - ((total >= 12000) & half) - ((total >= 15000) & half).astype(np.uint8)
    level[vetoes != 0] = 3
    return total, level.astype(np.uint8), vetoes.astype(np.uint8)


def main():
    file, rows = arguments()
    columns = np.fromfile(file, dtype=np.int64).reshape(COLUMNS, rows)
    totals = np.empty(rows, dtype=np.int32)
    levels = np.empty(rows, dtype=np.uint8)
    vetoes = np.empty(rows, dtype=np.uint8)

    def measure():
        for first in range(0, rows, BLOCK):
            rest = slice(first, min(first + BLOCK, rows))
            totals[rest], levels[rest], vetoes[rest] = score(columns[:, rest])

    class once:
        """The checksum is taken outside the time."""

        def __call__(self):
            measure()
            return self

        def __str__(self):
            weight = np.arange(rows, dtype=np.int64) % 9973 + 1
            return str(int((weight * (totals.astype(np.int64) * 64 + levels * 8 + vetoes)).sum()))

    report(rows, once(), 5)


if __name__ == "__main__":
    main()
