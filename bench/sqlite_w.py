# sqlite_w.py: Workload W in SQLite: one statement over a table of 45 columns in memory, exact whole numbers.
import array
import sys

try:
    import sqlite3
except ImportError:
    print("sqlite_w.py: Python's sqlite3 is not installed", file=sys.stderr)
    sys.exit(3)

from table_w import ADDITIONS, COLUMNS, DEDUCTIONS, FALLS, PROPORTIONS, SHARES, VETOES, arguments, report


def band(whole, part):
    rows = " ".join(f"WHEN 10*c{part} >= {tenth}*c{whole} THEN {200 * (tenth - 4)}" for tenth in (9, 8, 7, 6, 5))
    return f"CASE WHEN c{whole} = 0 THEN 1000 {rows} ELSE 0 END"


def fall(now, before):
    rows = " ".join(f"WHEN 10*(c{before}-c{now}) >= {tenth}*c{before} THEN {200 + 100 * tenth}" for tenth in (3, 2, 1, 0))
    return f"CASE WHEN c{before} = 0 THEN CASE WHEN c{now} = 0 THEN 500 ELSE 0 END {rows} ELSE 0 END"


def proportion(whole, part):
    return f"CASE WHEN c{whole} = 0 THEN 500 ELSE (1000*c{part} + c{whole}) / (2*c{whole}) END"


def statement():
    a = " + ".join(band(*at) for at in SHARES)
    b = " + ".join([fall(*at) for at in FALLS] + [proportion(*at) for at in PROPORTIONS])
    c = " + ".join(f"max(500 - 50*c{at}, 0)" for at in DEDUCTIONS)
    k = " + ".join(f"min(50*c{at}, 500)" for at in ADDITIONS)
    vetoes = " + ".join(f"(c{at} > 0) * {1 << bit}" for bit, at in enumerate(VETOES))
    return f"""
        WITH points AS MATERIALIZED
               (SELECT rowid - 1 AS r, min({a}, 10000) AS a, min({b}, 5500) AS b, {c} AS c, {k} AS k, {vetoes} AS v FROM w),
             sums AS MATERIALIZED
               (SELECT r, a + b + c + k AS total, a >= 5000 AND b >= 2750 AND c >= 1000 AS half, v FROM points)
        SELECT sum((r % 9973 + 1) * (total * 64 + 8 * CASE WHEN v > 0 THEN 3 WHEN total >= 15000 AND half THEN 0
                     WHEN total >= 12000 AND half THEN 1 WHEN total >= 9000 THEN 2 ELSE 3 END + v)) FROM sums"""


def main():
    file, rows = arguments()
    values = array.array("q")
    with open(file, "rb") as source:
        values.fromfile(source, COLUMNS * rows)
    columns = [values[at * rows : (at + 1) * rows] for at in range(COLUMNS)]
    database = sqlite3.connect(":memory:")
    database.execute(f"CREATE TABLE w ({', '.join(f'c{at} INTEGER' for at in range(COLUMNS))})")
    database.executemany(f"INSERT INTO w VALUES ({', '.join('?' * COLUMNS)})", zip(*columns))
    query = statement()
    report(rows, lambda: database.execute(query).fetchone()[0], 5)


if __name__ == "__main__":
    main()
