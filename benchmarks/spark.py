"""A million generated tables through local Spark: ``python -m benchmarks.spark [tables]``.

Speed: Parquet in, results thrown away (the ``noop`` sink), best of two after a first run; beside it what Spark alone needs to
read, and to send the same columns through Python and back. Equality: what one machine gives is written to Parquet, read by
Spark, joined with what Spark gives, and every cell compared there, for one rule set and for two mixed in one DataFrame.
An eighth of the figures score exactly halfway. Needs the extra ``spark`` and Java.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

import perfscore
import perfscore.spark

from .contenders.columns import as_decimal128
from .table.data import KEYS, ROWS, TIERS, columns
from .table.facts import RULES
from .table.oracle import expected

DRAWN = 100_000
UNITS = {row.name: row.unit for row in ROWS if row.kind == "above"}
OTHER = (("≥7%", "≥8.5%"), ("≤44万元", "≤40.5万元"), ("≥90%", "≥95%"), ("基准测试用自评表", "另一张自评表"))
"""What the second rule set says otherwise."""


def _key(field: str) -> str:
    if field in ("a_r00", "b_r00"):
        return "全年执行数" if field[0] == "a" else "全年预算数"
    name = next(r.name for r in ROWS if r.id == field[2:])
    return f"{name}_参照值" if field[0] == "b" else name


def drawn_table(n: int) -> tuple[Any, int]:
    """Return ``n`` records without ids, and how many of their scores lie halfway."""
    drawn = columns(n)
    table = {_key(k): pa.array([TIERS[i] for i in drawn[k]]) if k[0] == "t" else as_decimal128(drawn[k]) for k in KEYS}
    return pa.table(table), sum(expected(drawn).halfway)


def with_ids(table: Any, copy: int) -> Any:
    """Return one copy of the records, with ids of their own and the rule set each belongs to."""
    ids = np.arange(copy * len(table), (copy + 1) * len(table))
    sets = pa.array(np.where(ids % 3 == 0, "乙", "甲"))
    return table.add_column(0, "id", pa.array(ids)).add_column(1, "表", sets)


def other_rules(folder: Path) -> Any:
    """Return a second rule set for the same columns."""
    text = RULES.read_text("utf-8")
    for old, new in OTHER:
        text = text.replace(old, new)
    shutil.copy(RULES.parent / "办法.yaml", folder)
    (folder / "另表.yaml").write_text(text, "utf-8")
    return perfscore.load(folder / "另表.yaml").plan()


def on_one_machine(table: Any, plans: dict[str, Any] | Any) -> Any:
    """Score without Spark; of several rule sets each its own records."""
    if not isinstance(plans, dict):
        return perfscore.score_table(plans, table, units=UNITS, keep=["id", "表"], text=True).table
    sets = np.array(table["表"].to_pylist())
    parts = [on_one_machine(table.take(np.flatnonzero(sets == name)), plan) for name, plan in plans.items()]
    return pa.concat_tables(parts)


def differing(spark: Any, scored: Any, folder: Path) -> tuple[int, int]:
    """Return how many rows were compared and how many cells differ; both sides are joined and compared in Spark."""
    from pyspark.sql import functions as fn

    one = spark.read.parquet(str(folder))
    names = [name for name in one.columns if name != "id"]
    if set(names) != set(scored.columns) - {"id"}:
        raise SystemExit(f"columns differ: {sorted(set(names) ^ set(scored.columns))}")
    left, right = scored.alias("got"), one.alias("want")
    both = left.join(right, fn.col("got.id") == fn.col("want.id"), "full_outer")
    cells = sum((~fn.col(f"got.`{n}`").eqNullSafe(fn.col(f"want.`{n}`"))).cast("int") for n in names)
    alone = (fn.col("got.id").isNull() | fn.col("want.id").isNull()).cast("int")
    rows, wrong = both.agg(fn.count(fn.lit(1)), fn.sum(cells + alone)).collect()[0]
    return rows, wrong


def _best(frame: Any, turns: int = 3) -> float:
    took = []
    for _ in range(turns):
        start = time.perf_counter()
        frame.write.format("noop").mode("overwrite").save()
        took.append(time.perf_counter() - start)
    return min(took[1:])


def _same(batches: Any) -> Any:
    yield from batches


def session() -> Any:
    """Return Spark on two cores of this machine."""
    from pyspark.sql import SparkSession

    source, root = Path(perfscore.__file__).parents[1], Path(__file__).parents[1]
    os.environ |= {
        "PYSPARK_PYTHON": sys.executable,
        "SPARK_LOCAL_IP": "127.0.0.1",
        "PYTHONPATH": os.pathsep.join([str(source), str(root), os.environ.get("PYTHONPATH", "")]),
    }
    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    builder = builder.config("spark.ui.showConsoleProgress", "false").config("spark.driver.memory", "2g")
    builder = builder.config("spark.sql.execution.arrow.maxRecordsPerBatch", "50000")
    spark = builder.config("spark.sql.shuffle.partitions", "8").getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    return spark


def main(tables: int) -> int:
    """Print seconds and tables a second, then rows compared and differing cells; 1 where a cell differs."""
    plan = perfscore.load(RULES).plan()
    table, halves = drawn_table(min(DRAWN, tables))
    copies = max(tables // DRAWN, 1)
    n = copies * len(table)
    wrong = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        given, wanted = folder / "given", folder / "wanted"
        given.mkdir()
        plans = {"甲": plan, "乙": other_rules(folder)}
        for k in range(copies):
            pq.write_table(with_ids(table, k), given / f"{k}.parquet", row_group_size=50_000)
        spark = session()
        frame = spark.read.parquet(str(given))
        ways: dict[str, Callable[[], Any]] = {
            "reading alone": lambda: frame,
            "through Python and back, nothing scored": lambda: frame.mapInArrow(_same, frame.schema),
            "scored, totals": lambda: perfscore.spark.score(frame, plan, units=UNITS, show=()),
            "scored, scores and totals": lambda: perfscore.spark.score(frame, plan, units=UNITS, show=("得分",)),
            "scored, all columns": lambda: perfscore.spark.score(frame, plan, units=UNITS),
        }
        for label, way in ways.items():
            best = _best(way())
            print(f"{label:42} {best:7.2f} s  {n / best:10,.0f} tables/s", flush=True)
        for label, rules in (("one rule set", plan), ("two rule sets mixed", plans)):
            options = {"table_column": "表"} if isinstance(rules, dict) else {}
            shutil.rmtree(wanted, ignore_errors=True)
            wanted.mkdir()
            for k in range(copies):
                pq.write_table(on_one_machine(with_ids(table, k), rules), wanted / f"{k}.parquet")
            scored = perfscore.spark.score(frame, rules, units=UNITS, **options)
            rows, cells = differing(spark, scored, wanted)
            wrong += cells + abs(rows - n)
            print(
                f"{label}: rows compared {rows:,}, differing cells {cells:,}; halfway scores {halves * copies:,}",
                flush=True,
            )
        spark.stop()
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000))
