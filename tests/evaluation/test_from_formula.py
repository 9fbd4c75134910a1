"""Indicators whose actual value comes from a formula over base data or other indicators."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from perfscore import Evaluation, PerfscoreError, evaluate, load, read_facts

HEAD = "格式: perfscore/1\n自评表: 试算\n适用办法: 试算.yaml\n指标:\n  产出指标:\n    数量指标:\n"
SCHEME = "格式: perfscore/1\n评分办法: 试算办法\n基于: national/self-evaluation-2021\n满分: {}\n分值方案: []\n"
BASE = [
    {"名称": "财政供养人员", "单位": "人", "数值": {"编制数": "57", "在职人数": "60"}},
    {"名称": "三公经费", "单位": "万元", "数值": {"上年决算数": "33.21", "本年决算数": "43.41"}},
    {"名称": "问卷", "数值": {"有效份数": "7", "满意份数": "6"}},
]


def scored(tmp_path: Any, rows: list[str], filed: list[dict[str, Any]] | None = None) -> Evaluation:
    table = HEAD + "".join(f"      - {{{row}, 分值: 10}}\n" for row in rows)
    (tmp_path / "试算.yaml").write_text(SCHEME.replace("{}", str(10 * len(rows))), "utf-8")
    (tmp_path / "表.yaml").write_text(table, "utf-8")
    return evaluate(load(tmp_path / "表.yaml"), read_facts({"基础数据": BASE, "完成情况": filed or []}))


def test_the_formula_gives_the_actual_exactly(tmp_path: Any) -> None:
    row = scored(tmp_path, ["三级指标: 满意度, 年度指标值: ≥90%, 公式: 满意份数 ÷ 有效份数 × 100%"]).rows[0]
    assert (row.basis, row.exact) == ("recomputed", 10 * Fraction(6, 7) / Fraction(90, 100))
    assert "6" in row.explanation
    assert "85.7143%" in row.actual


def test_units_are_carried_and_converted(tmp_path: Any) -> None:
    row = scored(
        tmp_path, ["三级指标: 增加额, 年度指标值: ≤102000元, 公式: 三公经费（本年决算数） - 三公经费（上年决算数）"]
    ).rows[0]
    assert (row.met, row.score) == (True, Decimal(10))


def test_a_formula_over_other_indicators(tmp_path: Any) -> None:
    rows = [
        "三级指标: 余额率, 年度指标值: ≥5%, 公式: 100% - 控制率",
        "三级指标: 控制率, 年度指标值: ≤100%, 公式: 在职人数 ÷ 编制数 × 100%",
        "三级指标: 翻倍, 年度指标值: ≥10个, 公式: 培训数 × 2",
        "三级指标: 培训数, 年度指标值: ≥5个",
    ]
    result = scored(tmp_path, rows, [{"三级指标": "培训数", "实际完成值": "6个"}])
    assert result.row("翻倍").score == Decimal(10)
    assert result.row("控制率").exact == 10 * (1 - Fraction(3, 57))
    assert result.row("余额率").met is False


def test_filed_and_computed_differ(tmp_path: Any) -> None:
    rows = ["三级指标: 控制率, 年度指标值: ≤100%, 公式: 在职人数 ÷ 编制数 × 100%"]
    row = scored(tmp_path, rows, [{"三级指标": "控制率", "实际完成值": "100%"}]).rows[0]
    assert row.score == Decimal(10)
    assert "“控制率”填报的实际完成值为“100%”，按公式由基础数据算得 ≈105.2632%，请核对；计分采用填报数" in [
        p.message for p in row.problems
    ]
    row = scored(tmp_path, rows, [{"三级指标": "控制率", "实际完成值": "105.26%"}]).rows[0]
    assert "E769" not in {p.code for p in row.problems}


@pytest.mark.parametrize("formula", ["编制书 ÷ 在职人数", "三公经费", "编制数 + 三公经费（本年决算数）", "编制数 ÷ 0"])
def test_formulas_without_a_figure_wait(formula: str, tmp_path: Any) -> None:
    row = scored(tmp_path, [f"三级指标: 甲, 年度指标值: ≥5%, 公式: {formula}"]).rows[0]
    assert (row.outcome, row.score) == ("pending", None)
    assert "E768" in {p.code for p in row.problems}


def test_an_unknown_name_suggests_the_nearest(tmp_path: Any) -> None:
    row = scored(tmp_path, ["三级指标: 甲, 年度指标值: ≥5%, 公式: 编制书 ÷ 在职人数"]).rows[0]
    assert any("编制数" in hint for p in row.problems for hint in p.hints())


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (["三级指标: 甲, 年度指标值: ≥5, 公式: 乙 × 2", "三级指标: 乙, 年度指标值: ≥5, 公式: 甲 ÷ 2"], "F581"),
        (["三级指标: 甲, 年度指标值: ≥5, 公式: 编制数 ÷"], "F5"),
        (["三级指标: 甲, 年度指标值: ≥5, 公式: (编制数"], "F5"),
    ],
)
def test_circles_and_broken_formulas_are_errors_of_the_table(rows: list[str], code: str, tmp_path: Any) -> None:
    with pytest.raises(PerfscoreError) as caught:
        scored(tmp_path, rows)
    assert any(p.code.startswith(code) and p.place is not None for p in caught.value.problems)
