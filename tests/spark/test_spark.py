"""A real local Spark: every digit that of one machine, whatever the partitions, halfway cases and mixtures."""

from __future__ import annotations

import os
import shutil
import sys
import warnings
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pyarrow", reason='Spark needs the extra spark: pip install "perfscore[spark]"')
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    pytest.importorskip("pyspark", reason='Spark needs the extra spark: pip install "perfscore[spark]"')
if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
    pytest.skip("Spark needs Java 17 or later", allow_module_level=True)

import pyarrow as pa
import pyarrow.parquet as pq
from benchmarks.table.data import ROWS
from benchmarks.table.facts import RULES

import perfscore
import perfscore.spark
from perfscore.spark.working import Work
from tests.columns.cases import plan_with
from tests.columns.test_oracle import UNITS, key_of

pytestmark = pytest.mark.filterwarnings("ignore")
PLAIN = ("采信自评", "待人工认定", "按比例", "待人工认定", "同级分配", "不扣分", "达到得满分")


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    from pyspark.sql import SparkSession

    source = str(Path(perfscore.__file__).parents[1])
    root = str(Path(__file__).parents[2])
    before = dict(os.environ)
    os.environ |= {
        "PYSPARK_PYTHON": sys.executable,
        "PYSPARK_DRIVER_PYTHON": sys.executable,
        "PYTHONPATH": os.pathsep.join([source, root, before.get("PYTHONPATH", "")]),
        "SPARK_LOCAL_IP": "127.0.0.1",
    }
    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    builder = builder.config("spark.sql.shuffle.partitions", "2").config("spark.driver.memory", "1g")
    builder = builder.config("spark.sql.execution.arrow.maxRecordsPerBatch", "700")
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    yield session
    session.stop()
    os.environ.clear()
    os.environ.update(before)


def bench(n: int) -> pa.Table:
    from benchmarks.table.data import KEYS, TIERS, columns

    drawn = columns(n)
    table: dict[str, Any] = {"id": pa.array(range(n))}
    for k in KEYS:
        figures = [Decimal(v).scaleb(-2) for v in drawn[k]] if k[0] != "t" else []
        table[key_of(k)] = (
            pa.array([TIERS[i] for i in drawn[k]]) if k[0] == "t" else pa.array(figures, pa.decimal128(18, 2))
        )
    return pa.table(table)


def in_order(frame: Any) -> pa.Table:
    return frame.toArrow().sort_by("id")


def test_the_bench_has_no_wrong_cell(spark: Any) -> None:
    """Against the oracle of fractions and against one machine; halfway cases are an eighth of the figures."""
    from benchmarks.table.data import columns
    from benchmarks.table.oracle import expected

    n = 3000
    table, plan, right = bench(n), perfscore.load(RULES).plan(), expected(columns(n))
    assert sum(right.halfway) > n
    frame = spark.createDataFrame(table).repartition(3)
    got = in_order(perfscore.spark.score(frame, plan, units=UNITS))
    one = perfscore.score_table(plan, table, units=UNITS, keep=["id"], text=True)
    assert got.to_pydict() == one.table.to_pydict()
    assert [int(v * 100) for v in got["总分"].to_pylist()] == right.totals
    assert got["等级"].to_pylist() == right.grades
    for k, name in enumerate(one.names):
        assert [int(v * 100) for v in got[f"{name}_得分"].to_pylist()] == right.scores[k :: len(ROWS)], name


def test_nulls_texts_and_rows_that_do_not_apply(spark: Any) -> None:
    plan = plan_with([("≥7%", "", "10"), ("≤44万元", "", "33.3"), ("合规", "", "5")], PLAIN, execution=None)
    table = pa.table(
        {
            "id": range(6),
            "第0项": ["7.7%", "6.93%", None, "-1%", "约7%", "6.995%"],
            "第1项": pa.array(
                [None, *(Decimal(v) for v in ("44.01", "50", "0.0044", "88", "1E+19"))], pa.decimal128(38, 4)
            ),
            "第1项_不适用": [None, "没有安排", "否", "", None, None],
            "第2项": ["合规", "未达成", None, "达成", "部分达成", "合规"],
            "第2项_复核得分": ["", "4.5", None, "百", "3", "6"],
        }
    )
    show = ("得分", "结果", "依据", "下限", "上限", "达标", "测算分", "分值")
    got = in_order(perfscore.spark.score(spark.createDataFrame(table).repartition(2), plan, show=show))
    want = perfscore.score_table(plan, table, keep=["id"], show=show, text=True)
    assert got.to_pydict() == want.table.to_pydict()


def test_mixed_rule_sets(spark: Any) -> None:
    """Each record by its own rules, in whatever batches they come; the columns of other tables are null."""
    one = plan_with([("≥7%", "", "10")], PLAIN, execution=None)
    two = plan_with([("≤44万元", "", "5"), ("≥100家", "", "33.3")], PLAIN, execution=None)
    n = 2000
    figures = [Decimal(k % 907) / 8 for k in range(n)]
    kinds = ["甲表" if k % 3 else "乙表" for k in range(n)]
    table = pa.table(
        {
            "id": range(n),
            "表": kinds,
            "第0项": pa.array(figures, pa.decimal128(18, 3)),
            "第1项": pa.array(figures, pa.decimal128(18, 3)),
        }
    )
    rules = {"甲表": one, "乙表": two}
    got = in_order(
        perfscore.spark.score(spark.createDataFrame(table).repartition(3), rules, table_column="表")
    ).to_pylist()
    for kind, plan, columns in (("甲表", one, ["第0项"]), ("乙表", two, ["第0项", "第1项"])):
        at = [k for k in range(n) if kinds[k] == kind]
        part = table.select(["id", "表", *columns]).take(at)
        want = perfscore.score_table(plan, part, keep=["id", "表"], text=True).table.to_pylist()
        for k, row in zip(at, want, strict=True):
            assert {name: got[k][name] for name in row} == row
    assert {row["第1项_得分"] for row in got if row["表"] == "甲表"} == {None}


def test_empty_tables_and_partitions(spark: Any) -> None:
    plan = plan_with([("≥7%", "", "10")], PLAIN, execution=None)
    table = pa.table({"id": [0, 1], "第0项": ["7%", "3.5%"]})
    frame = spark.createDataFrame(table)
    got = in_order(perfscore.spark.score(frame.repartition(7), plan))
    assert got["总分"].to_pylist() == [Decimal(10), Decimal(5)]
    empty = perfscore.spark.score(frame.filter("id > 9"), plan)
    assert empty.toArrow().num_rows == 0
    assert empty.columns == got.column_names


@pytest.mark.parametrize(
    ("columns", "options", "message"),
    [
        ({"第0项": [7.0]}, {}, "列“第0项”是浮点数（double），不能精确表示十进制小数"),
        ({"第O项": ["7%"]}, {}, "表里没有“第0项”这一列"),
        ({"第0项": ["7%"]}, {"expect_digest": "0" * 64}, "不同：规则已经改动"),
        ({"第0项": ["7%"]}, {"table_column": "表"}, "几套规则要写成“值到规则”的映射"),
        ({"第0项": ["7%"]}, {"fields": "第0项"}, "fields 应当是列名到栏目的映射，或列名的列表，而不是 str"),
    ],
)
def test_the_driver_refuses_what_cannot_be_scored(spark: Any, columns: Any, options: Any, message: str) -> None:
    plan = plan_with([("≥7%", "", "10")], PLAIN, execution=None)
    with pytest.raises(perfscore.PerfscoreError, match=message):
        perfscore.spark.score(spark.createDataFrame(pa.table(columns)), plan, **options)


def test_a_mix_needs_its_column(spark: Any) -> None:
    plan = plan_with([("≥7%", "", "10")], PLAIN, execution=None)
    frame = spark.createDataFrame(pa.table({"第0项": ["7%"]}))
    with pytest.raises(perfscore.PerfscoreError, match="table_column 指的列“表”不在表里"):
        perfscore.spark.score(frame, {"甲": plan}, table_column="表")


def test_a_worker_refuses_a_table_without_rules(spark: Any) -> None:
    from pyspark.errors import PySparkException

    plan = plan_with([("≥7%", "", "10")], PLAIN, execution=None)
    frame = spark.createDataFrame(pa.table({"第0项": ["7%", "7%"], "表": ["甲", "丙"]}))
    scored = perfscore.spark.score(frame, {"甲": plan}, table_column="表")
    with pytest.raises(PySparkException, match="列“表”的值 丙 没有对应的规则，有规则的是：甲"):
        scored.collect()


def test_a_worker_refuses_rules_of_another_digest() -> None:
    import pickle

    plan = plan_with([("≥7%", "", "10")], PLAIN, execution=None)
    work = Work(pickle.dumps({None: plan}), ((None, "0" * 64),), ("第0项",), None, {}, None, pa.schema([]))
    with pytest.raises(perfscore.PerfscoreError, match=r"与要求的 000000000000… 不同：规则已经改动"):
        next(work(iter([])))


PAGE = """
格式: perfscore/1
自评表: 试算表
适用办法: national/self-evaluation-2021
年度: 2024
指标:
  产出指标:
    数量指标:
      - {三级指标: 培训人次, 年度指标值: ≥%s人次, 分值: 100, 评分标准: 未完成的按完成比例计分，完成目标的得满分}
"""


def test_the_code_of_the_page(spark: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """docs/集群.md: every piece of Python is run beside the files it names."""
    import re

    monkeypatch.chdir(tmp_path)
    for name, target in (("自评表", 500), ("另表", 400)):
        Path(f"{name}.yaml").write_text(PAGE % target, "utf-8")
    table = pa.table({"id": range(4), "表": ["甲表", "乙表"] * 2, "培训人次": pa.array([500, 250, 400, None])})
    pq.write_table(table, "填报数据.parquet")
    page = (Path(__file__).parents[2] / "docs" / "集群.md").read_text("utf-8")
    names: dict[str, Any] = {"spark": spark}
    pieces = re.findall(r"^```python\n(.*?)^```", page, re.M | re.S)
    assert len(pieces) == 2
    for code in pieces:
        exec(code.replace('.parquet("', f'.parquet("{tmp_path}/'), names)
    one = perfscore.score_table(perfscore.load("自评表.yaml"), table, keep=["id", "表"], text=True)
    assert pq.read_table("得分.parquet").sort_by("id").to_pylist() == one.table.to_pylist()
    mixed = pq.read_table("几套得分.parquet").sort_by("id")
    assert mixed["培训人次_得分"].to_pylist() == [Decimal(100), Decimal("62.5"), Decimal(80), None]


def test_the_benchmark_compares_every_cell_and_would_tell(
    spark: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Joined and compared inside Spark: nothing differs, and a changed cell, a lost and an added row are counted."""
    from benchmarks import spark as script

    table, halves = script.drawn_table(400)
    assert halves > 400
    given = script.with_ids(table, 0)
    plans = {"甲": perfscore.load(RULES).plan(), "乙": script.other_rules(tmp_path)}
    wanted = tmp_path / "wanted"
    wanted.mkdir()
    right = script.on_one_machine(given, plans)
    scored = perfscore.spark.score(spark.createDataFrame(given), plans, units=UNITS, table_column="表")
    pq.write_table(right, wanted / "0.parquet")
    assert script.differing(spark, scored, wanted) == (400, 0)
    totals = right["总分"].to_pylist()
    totals[7] += 1
    changed = right.set_column(right.column_names.index("总分"), "总分", pa.array(totals, right["总分"].type))
    pq.write_table(changed.slice(1), wanted / "0.parquet")
    rows, cells = script.differing(spark, scored, wanted)
    assert rows == 400
    assert cells > 1
    one = perfscore.score_table(plans["甲"], given, units=UNITS, keep=["id", "表"], text=True).table
    assert one.to_pylist() != right.to_pylist(), "the second rule set scores otherwise"
