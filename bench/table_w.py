# table_w.py: where the inputs of Workload W stand among its columns, and the file that the benchmark writes for other systems.
"""A share is its whole and then its part, a fall this period and then its baseline; see workload_w.hpp."""

import statistics
import sys
import time

COLUMNS = 45
SHARES = [(2 * i, 2 * i + 1) for i in range(12)]
FALLS = [(24 + 2 * i, 25 + 2 * i) for i in range(6)]
PROPORTIONS = SHARES[:6]
DEDUCTIONS = range(36, 40)
ADDITIONS = range(40, 42)
VETOES = range(42, 45)


def report(rows, measure, repetitions):
    """Prints the line that the benchmark reads: `measure` does all rows once and returns the checksum."""
    times, checksum = [], None
    for _ in range(repetitions):
        start = time.perf_counter()
        checksum = measure()
        times.append(time.perf_counter() - start)
    print(f"rows_per_second {rows / statistics.median(times):.1f} checksum {checksum}")


def arguments():
    """File of int64 columns, one after the other, and the number of rows in each."""
    if len(sys.argv) != 3:
        sys.exit(f"usage: {sys.argv[0]} FILE ROWS")
    return sys.argv[1], int(sys.argv[2])
