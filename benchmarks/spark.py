"""A million generated tables through local Spark, with the digits held against one machine: ``python -m benchmarks.spark [tables]``.

Needs the extra ``spark`` and Java. Reads Parquet, scores, throws the result away (the ``noop`` sink); best of two after a first run.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

import perfscore
import perfscore.spark

from .contenders.columns import as_decimal128
from .table.data import KEYS, ROWS, TIERS, columns
from .table.facts import RULES

DRAWN = 100_000
UNITS = {row.name: row.unit for row in ROWS if row.kind == "above"}


def _key(field: str) -> str:
    if field in ("a_r00", "b_r00"):
        return "全年执行数" if field[0] == "a" else "全年预算数"
    name = next(r.name for r in ROWS if r.id == field[2:])
    return f"{name}_参照值" if field[0] == "b" else name


def _table(n: int) -> Any:
    drawn = columns(n)
    return pa.table(
        {
            "id": pa.array(range(n)),
            **{
                _key(k): pa.array([TIERS[i] for i in drawn[k]]) if k[0] == "t" else as_decimal128(drawn[k])
                for k in KEYS
            },
        }
    )


def main(tables: int) -> None:
    """Print tables a second and the number of different cells."""
    from pyspark.sql import SparkSession

    os.environ |= {"PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
    plan, table = perfscore.load(RULES).plan(), _table(min(DRAWN, tables))
    session = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    spark = session.config("spark.driver.memory", "2g").getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    with tempfile.TemporaryDirectory() as folder:
        copies = max(tables // DRAWN, 1)
        for k in range(copies):
            pq.write_table(table, Path(folder) / f"{k}.parquet", row_group_size=50_000)
        scored = perfscore.spark.score(spark.read.parquet(folder), plan, units=UNITS)
        took = []
        for _ in range(3):
            start = time.perf_counter()
            scored.write.format("noop").mode("overwrite").save()
            took.append(time.perf_counter() - start)
        best, n = min(took[1:]), copies * len(table)
        print(f"{n:,} tables: {best:.2f} s, {n / best:,.0f} tables/s on local[2]; runs {[round(t, 2) for t in took]}")
        got = scored.toArrow().sort_by("id")
    one = perfscore.score_table(plan, table, units=UNITS, keep=["id"], text=True).table
    wrong = 0
    for name in one.column_names:
        mine = one[name].combine_chunks().to_pylist()
        theirs = got[name].combine_chunks().to_pylist()
        wrong += sum(value != mine[k // copies] for k, value in enumerate(theirs))
    print(f"different cells: {wrong} of {got.num_rows * len(one.column_names):,}")
    spark.stop()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
