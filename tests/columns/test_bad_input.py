"""What cannot be a table: the whole message, with the column's name; what looks odd but is decided like any other value."""

from __future__ import annotations

import datetime
import subprocess
import sys
from decimal import Decimal
from typing import Any

import pytest

pytest.importorskip("pyarrow", reason="columns need the extra arrow")

import numpy as np
import pyarrow as pa

import perfscore
from tests.columns.cases import differences, plan_with

PLAIN = ("采信自评", "待人工认定", "按比例", "待人工认定", "同级分配", "不扣分", "达到得满分")
PLAN = plan_with([("≤44万元", "", "10"), ("高于全省平均增速", "", "5")], PLAIN)
GOOD: dict[str, Any] = {"全年预算数": [1], "全年执行数": [1], "第0项": [1], "第1项": [1]}
FLOAT = "读数据时就用 decimal 或文字；由精确数据得来的浮点列，可先按应有的小数位数转成 decimal，并自行核对"
PARTIAL = "确实没有填报的，用 partial=True，按没有填报处理"


def refused(table: Any, rules: Any = PLAN, **options: Any) -> list[tuple[str, ...]]:
    with pytest.raises(perfscore.PerfscoreError) as caught:
        perfscore.score_table(rules, table, **options)
    return [(p.message, *p.hints()) for p in caught.value.problems]


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ([1.5], "double"),
        ([float("nan")], "double"),
        (np.array([np.nan]), "float64"),
        (np.array([1.0], np.float32), "float32"),
        (pa.array([1.0], pa.float16()), "halffloat"),
        ([1.5, "2万元"], "float"),
        ([Decimal(1), 0.5], "float"),
    ],
)
def test_a_float_column_is_refused_by_name(values: Any, kind: str) -> None:
    table = {"第0项": values}
    got = refused(table, partial=True)
    assert got == [(f"列“第0项”是浮点数（{kind}），不能精确表示十进制小数", FLOAT)]


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ([True], "bool"),
        (np.array([True]), "bool"),
        ([datetime.date(2024, 12, 5)], "date32[day]"),
        (np.array(["2024-12-05"], "datetime64[D]"), "datetime64[D]"),
        ([[1]], "list<item: int64>"),
        ([b"1"], "binary"),
        (["1", True], "bool"),
    ],
)
def test_columns_of_other_types_are_refused_by_name(values: Any, kind: str) -> None:
    got = refused({"第0项": values}, partial=True)
    assert got == [(f"列“第0项”应当是文字、整数或 decimal，而不是 {kind}",)]


@pytest.mark.parametrize("value", ["NaN", "Infinity"])
def test_decimals_that_are_no_numbers(value: str) -> None:
    got = refused({"第0项": [Decimal(1), Decimal(value)]}, partial=True)
    assert got == [(f"列“第0项”第 2 个值 {value} 不是一个数",)]


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (5, "表应当是 Arrow 表、列名到列的映射，或能转成 Arrow 的数据框，而不是 int"),
        (None, "表应当是 Arrow 表、列名到列的映射，或能转成 Arrow 的数据框，而不是 NoneType"),
        (pa.array([1]), "表应当是 Arrow 表、列名到列的映射，或能转成 Arrow 的数据框，而不是 Int64Array"),
        ({3: [1]}, "列名应当是文字，而不是 int（3）"),
        ({"第0项": "43.41"}, "列“第0项”应当是一列值（列表、numpy 数组或 Arrow 数组），而不是 str"),
        ({"第0项": 5}, "列“第0项”应当是一列值（列表、numpy 数组或 Arrow 数组），而不是 int"),
        ({**GOOD, "第0项": np.zeros((1, 1), np.int64)}, "列“第0项”应当是一列值（列表、numpy 数组或 Arrow 数组），而不是 ndarray(2)"),
        ({**GOOD, "第1项": [1, 2]}, "列“第1项”有 2 个值，列“全年预算数”有 1 个，各列应当一样长"),
        (pa.table([pa.array([1])] * 2, names=["第0项"] * 2), "列“第0项”出现了不止一次"),
        ({**GOOD, "第0项_不适用": [1]}, "列“第0项_不适用”应当是文字，而不是数"),
        ({**GOOD, "甲0": [1]}, "“甲0”与另一个字段指的是同一项（实际完成值）"),
        ({**GOOD, "第1项_复核得分": ["1.1234567890123456"]}, "得分需要 16 位小数，多于结果列的 15 位；得分不会为了放进列里再取整"),
    ],
)  # fmt: skip
def test_tables_that_are_none(table: Any, message: str) -> None:
    assert refused(table) == [(message,)]


def test_a_row_without_a_column_is_named() -> None:
    table = {k: v for k, v in GOOD.items() if k != "第0项"}
    assert refused(table) == [("表里没有“第0项”这一列", PARTIAL)]
    assert refused({**table, "第O项": [1]}) == [
        ("表里没有“第0项”这一列", "是不是写成了“第O项”？", PARTIAL),
        (
            "列“第O项”不是这张表的指标，也不是认识的栏目",
            "是不是“第1项”？",
            '要原样带到结果里的列写进 keep，例如 keep=["第O项"]；或用 fields 写明要用哪些列',
        ),
    ]
    row = perfscore.score_table(PLAN, table, partial=True).table
    assert row["第0项_结果"].to_pylist() == ["pending"]


def test_budget_execution_needs_both_amounts() -> None:
    table = {k: v for k, v in GOOD.items() if k != "全年执行数"}
    assert refused(table) == [("表里没有“全年执行数”这一列", PARTIAL)]


def test_a_reference_without_a_column_was_not_supplied() -> None:
    row = perfscore.score_table(PLAN, GOOD).table
    assert row["第1项_结果"].to_pylist() == ["pending"]


@pytest.mark.parametrize(
    ("options", "messages"),
    [
        ({"expect_digest": "0" * 64}, [(f"规则“试算表”的摘要是 {PLAN.digest[:12]}…，与要求的 000000000000… 不同：规则已经改动",)]),
        ({"fields": 5}, [("fields 应当是列名到栏目的映射，或列名的列表，而不是 int",)]),
        ({"fields": "第0项"}, [("fields 应当是列名到栏目的映射，或列名的列表，而不是 str",)]),
        ({"fields": ["第9项"]}, [("“第9项”不是这张表的指标，也不是认识的栏目", "是不是“第1项”？")]),
        ({"fields": [*GOOD, "第0项_自评得分"]}, [("fields 里的列“第0项_自评得分”不在表里",)]),
        ({"fields": ["全年预算数", "全年执行数", "第0项"]}, [("列“第1项”在表里，却没有写进 fields", "确实不用这一列的，用 partial=True，按没有填报处理")]),
        ({"keep": ["单位代码"]}, [("keep 里的列“单位代码”不在表里",)]),
        ({"show": ["分"]}, [("结果里没有“分”这种列，可用的有：得分、结果、依据、下限、上限、达标、测算分、分值",)]),
        ({"scores": "float"}, [("scores 应当是 decimal 或 int64，而不是 float",)]),
        ({"places": -1}, [("places 应当是 0 至 18 的整数，而不是 -1",)]),
        ({"places": True}, [("places 应当是 0 至 18 的整数，而不是 True",)]),
        ({"places": {"第0项": 99}}, [("places[第0项] 应当是 0 至 18 的整数，而不是 99",)]),
        ({"places": {"第七项": 2}}, [("places 里的列“第七项”不在表里", "是不是“第1项”？")]),
        ({"score_places": 16}, [("score_places 应当是 0 至 15 的整数，而不是 16",)]),
        ({"units": {"第5项": "元"}}, [("“第5项”不是这张表的指标，也不是认识的栏目", "是不是“第1项”？")]),
    ],
)  # fmt: skip
def test_options_that_do_not_fit(options: dict[str, Any], messages: list[tuple[str, ...]]) -> None:
    assert refused(GOOD, **options) == messages


def test_rules_that_are_none() -> None:
    assert refused(GOOD, rules=5) == [("score_table() 需要 load() 得到的规则或 plan() 得到的计划，而不是 int",)]


def test_rules_changed_between_plan_and_use_are_noticed() -> None:
    scored = perfscore.score_table(PLAN, GOOD, expect_digest=PLAN.digest)
    assert scored.digest == PLAN.digest
    changed = plan_with([("≤45万元", "", "10"), ("高于全省平均增速", "", "5")], PLAIN)
    (message,) = refused(GOOD, rules=changed, expect_digest=scored.digest)
    assert message[0].endswith("不同：规则已经改动")


def test_scores_are_not_rounded_to_fit() -> None:
    table = {**GOOD, "第1项_复核得分": ["1.125"]}
    assert refused(table, score_places=2) == [("得分需要 3 位小数，多于结果列的 2 位；得分不会为了放进列里再取整",)]
    assert perfscore.score_table(PLAN, table).table["第1项_得分"].to_pylist() == [Decimal("1.125")]


def test_decimals_wider_than_38_digits_are_scored_exactly() -> None:
    wide = [Decimal(44) + Decimal(1).scaleb(-60), Decimal("4.4E+50"), Decimal(2**70), None]
    for column in (pa.array([wide[0], None], pa.decimal256(76, 60)), wide, [10**40, 2**64, None]):
        scored = perfscore.score_table(PLAN, {"第0项": column}, partial=True)
        assert not differences(scored)


def test_without_pyarrow_the_extra_is_named() -> None:
    code = (
        "import sys; sys.modules['pyarrow'] = None\n"
        "import importlib.util as u; find = u.find_spec\n"
        "u.find_spec = lambda name, *a: None if name == 'pyarrow' else find(name, *a)\n"
        "import perfscore\n"
        "try: perfscore.score_table(None, {})\n"
        "except perfscore.PerfscoreError as error: print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8")
    assert done.stdout == '错误 X881：这里需要 pyarrow，现在没有安装\n  = 安装：pip install "perfscore[arrow]"\n'
