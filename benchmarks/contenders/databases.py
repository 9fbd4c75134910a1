"""DuckDB with SQL written by hand for this one table, on one thread."""

from __future__ import annotations

from typing import Any

from ..table.data import GRADES, KEYS, ROWS, SHARES, Row
from .base import Answer, Contender, Source

__all__ = ["CONTENDERS"]

GROUP = "列式"
N = 100_000


def _integer(row: Row) -> str:
    full, a = row.points * 100, f"a_{row.id}"
    if row.kind == "words":
        cases = " ".join(f"WHEN {i} THEN {row.points * s}" for i, s in enumerate(SHARES))
        return f"CASE t_{row.id} {cases} END"
    if row.kind == "most":
        limit = row.target * 100
        return f"CASE WHEN {a} <= {limit} THEN {full} ELSE ({2 * full * limit} + {a}) // (2 * {a}) END"
    bar = f"b_{row.id}" if row.kind in ("budget", "above") else f"{row.target * 100}"
    sign = ">" if row.kind == "above" else ">="
    return f"CASE WHEN {a} {sign} {bar} THEN {full} WHEN {a} <= 0 THEN 0 ELSE ({2 * full} * {a} + {bar}) // (2 * {bar}) END"


def _as_written(row: Row) -> str:
    full, a = f"{row.points}.00", f"a_{row.id}"
    if row.kind == "words":
        cases = " ".join(f"WHEN {i} THEN {full} * {s / 100:.2f}" for i, s in enumerate(SHARES))
        return f"CASE t_{row.id} {cases} END"
    if row.kind == "most":
        return f"CASE WHEN {a} <= {row.target} THEN {full} ELSE round({full} * {row.target} / {a}, 2) END"
    bar = f"b_{row.id}" if row.kind in ("budget", "above") else f"{row.target}.00"
    sign = ">" if row.kind == "above" else ">="
    return f"CASE WHEN {a} {sign} {bar} THEN {full} WHEN {a} <= 0 THEN 0 ELSE round({full} * {a} / {bar}, 2) END"


def _select(cells: list[str], total: str, one: int) -> str:
    said = ", ".join(f"{cell} AS {row.id}" for cell, row in zip(cells, ROWS, strict=True))
    cases = " ".join(f"WHEN total >= {least * one} THEN '{word}'" for least, word in GRADES)
    return f"WITH s AS (SELECT {said} FROM d), t AS (SELECT *, {total} AS total FROM s) SELECT *, CASE {cases} END AS grade FROM t"


_SUM = " + ".join(row.id for row in ROWS)


def _in_duckdb(_sql: Any, source: Source) -> Any:
    import duckdb
    import numpy as np
    import pyarrow as pa

    connection = duckdb.connect(config={"threads": 1})
    held = pa.table({key: pa.array(np.asarray(source.columns[key], np.int64)) for key in KEYS})
    connection.register("held", held)
    connection.execute("ATTACH ':memory:' AS stored (COMPRESS)")
    connection.execute("CREATE TABLE stored.d AS SELECT * FROM held")
    connection.execute("CHECKPOINT stored")
    connection.execute("USE stored")
    return connection


def _in_duckdb_decimal(sql: Any, source: Source) -> Any:
    connection = _in_duckdb(sql, source)
    cells = ", ".join(k if k.startswith("t_") else f"({k}::DECIMAL(18,0) / 100)::DECIMAL(18,2) AS {k}" for k in KEYS)
    connection.execute(f"CREATE OR REPLACE TABLE d AS SELECT {cells} FROM d")
    connection.execute("CHECKPOINT stored")
    return connection


def _run(sql: str, connection: Any) -> Any:
    return connection.execute(sql).to_arrow_reader().read_all()


def _read(places: int) -> Any:
    def read(raw: Any, _source: Source) -> Answer:
        import numpy as np

        def cents(name: str) -> Any:
            values = raw[name].to_numpy() if places == 0 else np.array([float(v) for v in raw[name].to_pylist()]) * 100
            return np.rint(values).astype(np.int64)

        return Answer(np.array([cents(r.id) for r in ROWS]).T.ravel(), cents("total"), raw["grade"].to_pylist())

    return read


CONTENDERS = (
    Contender(
        "duckdb",
        "手写 DuckDB SQL，BIGINT 整除",
        GROUP,
        "batch",
        N,
        lambda: _select([_integer(r) for r in ROWS], _SUM, 100),
        _in_duckdb,
        _run,
        _read(0),
        needs=("duckdb", "pyarrow", "numpy"),
        packages=("duckdb",),
        note="没有溢出检查",
    ),
    Contender(
        "duckdb-decimal",
        "DuckDB DECIMAL，照算式写",
        GROUP,
        "batch",
        N,
        lambda: _select([_as_written(r) for r in ROWS], f"round({_SUM}, 2)", 1),
        _in_duckdb_decimal,
        _run,
        _read(2),
        needs=("duckdb", "pyarrow", "numpy"),
        packages=("duckdb",),
        exact=False,
        note="DECIMAL 相除得双精度浮点",
    ),
)
