"""Tables of other libraries: the same digits, whichever way the columns come in."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

pytest.importorskip("pyarrow", reason="columns need the extra arrow")

import numpy as np
import pyarrow as pa

import perfscore
from tests.columns.cases import differences, plan_with

PLAIN = ("采信自评", "待人工认定", "按比例", "待人工认定", "同级分配", "不扣分", "达到得满分")
PLAN = plan_with([("≥7%", "", "5"), ("合规", "", "5")], PLAIN, execution=None)
VALUES = [Decimal("7.70"), Decimal("6.93"), None, Decimal("-1.00")]
WORDS = ["合规", None, "达成", "部分达成"]
COLUMNS = {"第0项": VALUES, "第1项": WORDS}
WANT = [Decimal("5.00"), Decimal("4.95"), None, None]


def check(table: Any, **options: Any) -> None:
    scored = perfscore.score_table(PLAN, table, **options)
    assert scored.table["第0项_得分"].to_pylist() == WANT
    assert not differences(scored)


def arrow() -> pa.Table:
    return pa.table({"第0项": pa.array(VALUES, pa.decimal128(9, 2)), "第1项": WORDS})


def test_arrow() -> None:
    table = arrow()
    check(table)
    check(table.to_batches()[0])
    check(table.to_reader())
    check(table.slice(0, 4))
    check(pa.concat_tables([table.slice(0, 1), table.slice(1, 3)]))


def test_slices_and_other_widths() -> None:
    around = pa.table(
        {"第0项": pa.array([None, *VALUES, Decimal(1)], pa.decimal128(9, 2)), "第1项": [None, *WORDS, None]}
    )
    check(around.slice(1, 4))
    check({"第0项": pa.array(VALUES, pa.decimal256(60, 2)), "第1项": pa.array(WORDS, pa.large_string())})
    check(
        {"第0项": pa.array(VALUES, pa.decimal128(9, 2)).dictionary_encode(), "第1项": pa.array(WORDS, pa.string_view())}
    )
    if hasattr(pa, "decimal64"):
        check({"第0项": pa.array(VALUES, pa.decimal64(9, 2)), "第1项": pa.array(WORDS)})


def test_lists_and_numpy() -> None:
    check(COLUMNS)
    check({"第0项": np.array(VALUES, object), "第1项": np.array(WORDS, object)})
    check({"第0项": ["7.7%", "6.93%", None, "-1%"], "第1项": WORDS})
    check({"第0项": [Decimal("7.7"), "6.93%", "", "-1%"], "第1项": WORDS})
    whole = np.ma.array([770, 693, 0, -100]).filled()
    scored = perfscore.score_table(PLAN, {"第0项": whole[::2], "第1项": np.array(["合规", "达成"])}, places=2)
    assert scored.table["第0项_得分"].to_pylist() == [Decimal(5), Decimal(0)]


def test_polars() -> None:
    polars = pytest.importorskip("polars", reason="polars is not installed")
    check(polars.DataFrame(COLUMNS, schema={"第0项": polars.Decimal(9, 2), "第1项": polars.String}))
    back = polars.DataFrame(perfscore.score_table(PLAN, arrow()))
    assert back["第0项_得分"].to_list() == WANT


def test_pandas() -> None:
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    check(pandas.DataFrame(COLUMNS))
    check(pandas.DataFrame({"第0项": ["7.7%", Decimal("6.93"), None, "-1%"], "第1项": WORDS}))
    with pytest.raises(perfscore.PerfscoreError, match="列“第0项”是浮点数（double）"):
        perfscore.score_table(PLAN, pandas.DataFrame({"第0项": [7.7], "第1项": ["合规"]}))
    twice = pandas.DataFrame([["7.7%", "合规", "1"]], columns=["第0项", "第1项", "第0项"])
    with pytest.raises(perfscore.PerfscoreError, match="列“第0项”出现了不止一次"):
        perfscore.score_table(PLAN, twice)


def test_duckdb() -> None:
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed")
    table = arrow()
    with duckdb.connect() as connection:
        connection.register("t", table)
        check(connection.sql("select * from t"))
        scored = perfscore.score_table(PLAN, table)
        connection.register("s", scored.table)
        assert connection.sql("select sum(总分) from s").fetchall() == [(sum(scored.table["总分"].to_pylist()),)]


def test_columns_are_carried_over() -> None:
    table = arrow().append_column("单位代码", pa.array([11, 12, 13, 14]))
    for keep in (["单位代码"], "all"):
        got = perfscore.score_table(PLAN, table, keep=keep).table
        assert got.column_names[0] == "单位代码"
        assert got["单位代码"].to_pylist() == [11, 12, 13, 14]
    check(table, fields={"第0项": "第0项", "第1项": "第1项"})


def test_own_names_for_columns() -> None:
    table = arrow().rename_columns(["a", "b"])
    scored = perfscore.score_table(PLAN, table, fields={"a": "第0项", "b": "第1项"})
    assert scored.table["第0项_得分"].to_pylist() == WANT
    assert scored.record(0) == {"a": Decimal("7.70"), "b": "合规"}


def test_the_evaluation_of_a_record_is_the_whole_one() -> None:
    scored = perfscore.score_table(PLAN, {**COLUMNS, "单位": ["甲局", "乙局", "丙局", "丁局"]})
    one = scored.evaluation(1)
    assert one.unit == "乙局"
    assert one == perfscore.evaluate(PLAN, scored.fields.facts(scored.record(1).values(), PLAN))
    assert one.rows[0].explanation.startswith("年度指标值“≥7%”")
    assert scored.evaluation(-1).unit == "丁局"
    with pytest.raises(IndexError):
        scored.evaluation(4)


def test_chunks_of_any_size_and_columns_without_chunks() -> None:
    """Columns of one table in chunks of their own, some empty; sliced with offsets; a column of no chunk at all."""
    figures, words = pa.array(VALUES, pa.decimal128(9, 2)), pa.array(WORDS)
    apart = pa.chunked_array([figures.slice(0, 1), figures.slice(1, 0), figures.slice(1, 3)])
    other = pa.chunked_array([words.slice(0, 3), words.slice(3)])
    check(pa.table({"第0项": apart, "第1项": other}))
    check({"第0项": apart, "第1项": other})
    coded = pa.chunked_array([words.slice(0, 2).dictionary_encode(), words.slice(2).dictionary_encode()])
    check(pa.table({"第0项": figures, "第1项": coded}))
    none = perfscore.score_table(
        PLAN, {"第0项": pa.chunked_array([], pa.int64()), "第1项": pa.chunked_array([], pa.string())}
    )
    assert len(none) == 0
    assert none.table.schema == perfscore.score_table(PLAN, {"第0项": [7], "第1项": ["合规"]}).table.schema


@pytest.mark.parametrize(
    "kind",
    [pa.int8(), pa.int16(), pa.int32(), pa.int64(), pa.uint8(), pa.uint16(), pa.uint32(), pa.uint64(), pa.decimal128(5, 0),
     pa.decimal256(50, 0), pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int16(), pa.string()),
     pa.dictionary(pa.uint32(), pa.large_string()), pa.dictionary(pa.int8(), pa.int64())],
    ids=str,
)  # fmt: skip
def test_every_type_with_nulls_and_an_offset(kind: Any) -> None:
    """What stands under a null, or before and after a slice, never shows."""
    plan = plan_with([("≥100家", "", "5")], PLAIN, execution=None)
    numbers = [None, 7, 100, None, 87, 0, None, 120, 3]
    values: Any = [None if n is None else str(n) for n in numbers] if "string" in str(kind) else numbers
    if pa.types.is_dictionary(kind):
        array = pa.array(values, kind.value_type).dictionary_encode().cast(kind)
    else:
        array = pa.array(values, kind)
    for start, size in ((0, 9), (1, 7), (3, 4), (6, 1), (8, 1)):
        scored = perfscore.score_table(plan, {"第0项": array.slice(start, size)})
        assert not differences(scored)
        assert scored.table["第0项_得分"].null_count == array.slice(start, size).null_count


def test_a_dictionary_whose_words_hold_null_or_repeat() -> None:
    words = pa.DictionaryArray.from_arrays(pa.array([0, 1, 2, 3]), pa.array(["合规", None, "合规", "部分达成"]))
    scored = perfscore.score_table(PLAN, {"第0项": VALUES, "第1项": words})
    assert not differences(scored)


def test_polars_types() -> None:
    polars = pytest.importorskip("polars", reason="polars is not installed")
    frame = polars.DataFrame({"第0项": [7, 6, None, -1], "第1项": WORDS})
    for kind in (polars.String, polars.Categorical, polars.Enum(["合规", "达成", "部分达成"])):
        own = frame.with_columns(polars.col("第1项").cast(kind))
        assert not differences(perfscore.score_table(PLAN, own))
        assert not differences(perfscore.score_table(PLAN, own.slice(1, 2)))
    with pytest.raises(perfscore.PerfscoreError, match=r"列“第0项”是浮点数（double）"):
        perfscore.score_table(PLAN, frame.with_columns(polars.col("第0项").cast(polars.Float64)))


def test_pandas_types() -> None:
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    for kind in ("Int64", "string", "int64[pyarrow]", "string[pyarrow]"):
        numbers = pandas.array([7, 6, None, -1] if "nt64" in kind else ["7%", "6%", None, "-1%"], dtype=kind)
        frame = pandas.DataFrame({"第0项": numbers, "第1项": pandas.Categorical(WORDS)})
        assert not differences(perfscore.score_table(PLAN, frame))
        assert not differences(perfscore.score_table(PLAN, frame.iloc[1:3]))
    lost = pandas.DataFrame({"第0项": [7, float("nan")], "第1项": ["合规", "合规"]})
    with pytest.raises(perfscore.PerfscoreError) as caught:
        perfscore.score_table(PLAN, lost)
    assert [p.message for p in caught.value.problems] == ["列“第0项”是浮点数（double），不能精确表示十进制小数"]


def test_duckdb_types() -> None:
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed")
    said = "select * from (values (7.70, '合规'), (6.93, null), (null, '达成'), (-1.00, '部分达成')) t(\"第0项\", \"第1项\")"
    with duckdb.connect() as connection:
        check(connection.sql(said))
        check(connection.sql(said).to_arrow_table())
        for kind in ("DECIMAL(38, 4)", "VARCHAR", "HUGEINT", "TINYINT"):
            scored = perfscore.score_table(
                PLAN, connection.sql(f'select "第0项"::{kind} "第0项", "第1项" from ({said})')
            )
            assert not differences(scored)
        with pytest.raises(perfscore.PerfscoreError, match=r"列“第0项”是浮点数（double）"):
            perfscore.score_table(PLAN, connection.sql(f'select "第0项"::DOUBLE "第0项", "第1项" from ({said})'))


def test_several_things_wrong_are_told_at_once() -> None:
    table = {"第0项": [1.5], "第1项": [True]}
    with pytest.raises(perfscore.PerfscoreError) as caught:
        perfscore.score_table(PLAN, table)
    assert [p.message for p in caught.value.problems] == [
        "列“第0项”是浮点数（double），不能精确表示十进制小数",
        "列“第1项”应当是文字、整数或 decimal，而不是 bool",
    ]


def test_a_result_is_shown_in_a_line() -> None:
    """Not with the whole plan it rests on."""
    plan = perfscore.load(
        "格式: perfscore/1\n自评表: 修渠\n适用办法: national/self-evaluation-2021\n年度: 2024\n"
        "指标:\n  产出指标:\n    数量指标:\n      - {三级指标: 修复渠道, 年度指标值: ≥12公里, 分值: 90}\n"
    ).plan()
    shown = repr(perfscore.score_table(plan, {"修复渠道": ["10.5公里", None]}))
    assert shown == f"Scored('修渠', 2 records, 1 rows, digest {plan.digest[:12]})"
