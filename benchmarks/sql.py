"""The cost of perfscore's SQL: ``python benchmarks/sql.py [--tables N] [--copies C] [--no-postgres]``.

For each type of column and form of result: what the database takes to plan the query (one record), what each table takes
after that, and how many times faster than the floor that is, on one core and in the processor's time. DuckDB holds the
records C times over; the scores of the first copy are compared with the oracle, and all copies with each other.
PostgreSQL runs on a server of its own in another process, so its time is the time of day.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[1] / "src"))

from benchmarks.contenders import Source, find
from benchmarks.contenders.sql_ import NUMBERS, answer, prepare, query, run
from benchmarks.measuring import compare, pin
from benchmarks.table.data import KEYS
from benchmarks.table.oracle import expected

KINDS = ("BIGINT*0.01", "DECIMAL(12, 2)", "DECIMAL(18, 2)", "DECIMAL(30, 2)")
FORMS: dict[str, dict[str, bool]] = {"整数": {"whole": True}, "DECIMAL": {}, "全部列": {"detail": True}}
HEAD = "| 数据库 | 列的类型 | 结果 | SQL 字节 | 生成计划 毫秒 | 微秒/张 | 基准线的倍数 | 一次十万张，倍数 | 错行 |\n|---|---|---|--:|--:|--:|--:|--:|--:|"


def best(run: Callable[[], Any], clock: Callable[[], float], times: int = 5) -> float:
    """Return the shortest of a few runs in seconds."""
    out = []
    for _ in range(times):
        start = clock()
        run()
        out.append(clock() - start)
    return min(out)


def floor() -> float:
    """Return what the floor takes for a table, in microseconds."""
    contender = find("floor")
    inputs = contender.prepare(None, Source(2000))
    state = contender.load()
    return best(lambda: contender.run(state, inputs), time.process_time, 9) / 2000 * 1e6


def line(name: str, kind: str, form: str, size: int, fixed: float, each: float, wrong: str, base: float) -> str:
    """Return one row of the table; ``fixed`` in seconds, ``each`` and ``base`` in microseconds."""
    hundred = base * 1e5 / (fixed * 1e6 + each * 1e5)
    cells = (name, kind.replace("*0.01", " 存分"), form, f"{size:,}", f"{fixed * 1e3:.1f}", f"{each:.2f}")
    return "| " + " | ".join((*cells, f"{base / each:.1f}", f"{hundred:.1f}", wrong)) + " |"


def wrong_of(found: dict[str, int]) -> str:
    """Return how many rows, totals and grades differ from the oracle."""
    bad = found["wrong_rows"] + found["wrong_totals"] + found["wrong_grades"]
    return f"{bad} / {found['rows']:,}"


def duckdb(tables: int, copies: int, right: Any, source: Any) -> None:
    """Print the rows of DuckDB."""
    for kind in KINDS:
        one, many = prepare(kind, None, Source(1)), prepare(kind, None, source, copies=copies)
        for form, options in FORMS.items():
            sql = query("duckdb", kind, keep=["n"], **options)
            base = floor()
            fixed = best(lambda c=one, s=sql: run(s, c), time.process_time, 7)
            whole = best(lambda c=many, s=sql: run(s, c), time.process_time, 3)
            result = run(sql, many).sort_by("n").drop_columns("n")
            found = compare(answer(result.slice(0, tables), source), right, tables)
            for n in range(1, copies):
                if not result.slice(n * tables, tables).equals(result.slice(0, tables)):
                    found["wrong_rows"] += 1
            found["rows"] *= copies
            each = (whole - fixed) / (tables * copies) * 1e6
            print(line("DuckDB", kind, form, len(sql.encode()), fixed, each, wrong_of(found), base), flush=True)


def postgres(tables: int, right: Any, source: Any) -> None:
    """Print the rows of PostgreSQL."""
    from benchmarks.postgres import server

    records = source.records("decimal")
    with server("max_parallel_workers_per_gather=0", "shared_buffers=512MB", "jit=off") as dsn:
        for kind in KINDS:
            _postgres_kind(dsn, kind, records, tables, right, source)


def _postgres_kind(dsn: str, kind: str, records: Any, tables: int, right: Any, source: Any) -> None:
    import psycopg
    import pyarrow as pa

    with psycopg.connect(dsn, autocommit=True) as connection:
        stored = kind.startswith("BIGINT")
        types = {"n": "INTEGER"} | {k: ("BIGINT" if stored else kind) if k in NUMBERS else "TEXT" for k in KEYS}
        for table, count in (("one", 1), ("d", tables)):
            connection.execute(f"DROP TABLE IF EXISTS {table}")
            connection.execute(f"CREATE TABLE {table} ({', '.join(f'{k} {t}' for k, t in types.items())})")
            with connection.cursor().copy(f"COPY {table} FROM STDIN") as copy:
                for n, r in enumerate(records[:count]):
                    copy.write_row([n, *(int(r[k] * 100) if stored and k in NUMBERS else r[k] for k in KEYS)])
            connection.execute(f"VACUUM ANALYZE {table}")
        for form, options in FORMS.items():
            sql = query("postgres", kind, keep=["n"], **options)
            body = sql[sql.index("WITH") :].rstrip().rstrip(";")
            base = floor()
            small = "EXPLAIN ANALYZE " + body.replace('FROM "d"', 'FROM "one"')
            fixed = best(lambda c=connection, s=small: c.execute(s).fetchall(), time.perf_counter)
            into = "CREATE TEMP TABLE result AS " + body
            times = []
            for _ in range(3):
                connection.execute("DROP TABLE IF EXISTS result")
                times.append(best(lambda c=connection, s=into: c.execute(s), time.perf_counter, 1))
            cursor = connection.execute("SELECT * FROM result ORDER BY n")
            names = [d.name for d in cursor.description]
            columns = zip(*cursor.fetchall(), strict=True)
            result = pa.table({n: pa.array(c) for n, c in zip(names, columns, strict=True) if _needed(n)})
            found = compare(answer(result, source), right, tables)
            each = (min(times) - fixed) / tables * 1e6
            print(line("PostgreSQL", kind, form, len(sql.encode()), fixed, each, wrong_of(found), base), flush=True)


def _needed(name: str) -> bool:
    return name.endswith("_得分") or name in ("total", "grade")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tables", type=int, default=100_000)
    parser.add_argument("--copies", type=int, default=10, help="how many times over DuckDB holds the records")
    parser.add_argument("--no-postgres", action="store_true")
    chosen = parser.parse_args()
    pin()
    source = Source(chosen.tables)
    right = expected({key: list(values) for key, values in source.columns.items()})
    print(HEAD)
    duckdb(chosen.tables, chosen.copies, right, source)
    if not chosen.no_postgres:
        postgres(chosen.tables, right, source)


if __name__ == "__main__":
    main()
