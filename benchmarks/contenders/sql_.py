"""perfscore's own SQL, on DuckDB with one thread: the rules of the table, nothing written by hand.

The records are stored compressed, as in a database on disk; scores come back as an Arrow table."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from ..table.data import KEYS, ROWS
from ..table.facts import RULES
from .base import Answer, Contender, Source

__all__ = ["CONTENDERS", "FIELDS", "NUMBERS", "UNITS", "answer", "prepare", "query", "run"]

N = 100_000
UNITS = {row.id: row.unit for row in ROWS if row.kind == "above"}
BUDGETS = {"a_r00": "全年执行数", "b_r00": "全年预算数"}
FIELDS = {k: BUDGETS.get(k, f"{k[2:]}_参照值" if k.startswith("b_") else k[2:]) for k in KEYS}
NUMBERS = tuple(k for k in KEYS if not k.startswith("t_"))


def query(dialect: str, kind: str, *, detail: bool = False, whole: bool = False, keep: Sequence[str] = ()) -> str:
    """Return the SQL for columns of one type."""
    from perfscore import load, to_sql

    types = dict.fromkeys(NUMBERS, kind)
    options = {"detail": detail, "whole": whole, "keep": keep}
    return to_sql(load(RULES), dialect=dialect, table="d", fields=FIELDS, units=UNITS, types=types, **options)


def prepare(kind: str, _sql: Any, source: Source, *, copies: int = 1) -> Any:
    """Return a connection to a database that holds the records, so many times over and numbered, in columns of one type."""
    import duckdb
    import numpy as np
    import pyarrow as pa

    connection = duckdb.connect(config={"threads": 1})
    columns = {k: pa.array(np.asarray(source.columns[k], np.int64)) for k in NUMBERS}
    words = {k: pa.array(source.words(k)) for k in KEYS if k.startswith("t_")}
    numbers = {"n": pa.array(np.arange(source.n))}
    connection.register("held", pa.table(numbers | {k: (columns | words)[k] for k in KEYS}))
    stored = kind.startswith("BIGINT")
    cells = [k if stored or k not in columns else f"({k}::DECIMAL(18,0) * 0.01)::{kind} AS {k}" for k in KEYS]
    connection.execute("ATTACH ':memory:' AS stored (COMPRESS)")
    counted = f"n + {source.n} * copy AS n"
    connection.execute(
        f"CREATE TABLE stored.d AS SELECT {counted}, {', '.join(cells)} FROM held, range({copies}) r(copy)"
    )
    connection.execute("CHECKPOINT stored")
    connection.execute("USE stored")
    return connection


def run(sql: str, connection: Any) -> Any:
    """Return the result as an Arrow table. ``connection.sql`` would plan the query twice."""
    return connection.execute(sql).to_arrow_reader().read_all()


def answer(table: Any, _source: Source) -> Answer:
    """Read the result, an Arrow table."""
    names = ["预算执行率" if row.kind == "budget" else row.name for row in ROWS]
    scores = [[_cents(v) for v in table[f"{n}_得分"].to_pylist()] for n in names]
    totals = [_cents(v) for v in table["total"].to_pylist()]
    return Answer([v for t in zip(*scores, strict=True) for v in t], totals, table["grade"].to_pylist())


def _cents(value: Any) -> int:
    return value if isinstance(value, int) else int(value.scaleb(2))


def _duckdb(name: str, kind: str, says: str, **options: bool) -> Contender:
    label = f"perfscore sql，DuckDB，{says}"
    made, filled = partial(query, "duckdb", kind, **options), partial(prepare, kind)
    needs = ("sqlglot", "duckdb", "pyarrow")
    return Contender(name, label, "列式", "batch", N, made, filled, run, answer, needs, ("duckdb",))


CONTENDERS = (
    _duckdb("sql-int", "BIGINT*0.01", "BIGINT 存分，得分为整数", whole=True),
    _duckdb("sql-decimal", "DECIMAL(12, 2)", "DECIMAL(12, 2)，得分为整数", whole=True),
    _duckdb("sql-wide", "DECIMAL(18, 2)", "DECIMAL(18, 2)，得分为整数", whole=True),
    _duckdb("sql-huge", "DECIMAL(30, 2)", "DECIMAL(30, 2)，得分为整数", whole=True),
    _duckdb("sql-points", "DECIMAL(12, 2)", "DECIMAL(12, 2)，得分为 DECIMAL"),
    _duckdb("sql-detail", "DECIMAL(12, 2)", "DECIMAL(12, 2)，全部列", detail=True),
)
