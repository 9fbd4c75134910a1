"""Headings of printed tables."""

from __future__ import annotations

import pytest

from perfscore.rules.headings import COLUMNS, FUND_COLUMNS, column, fund_column, near


@pytest.mark.parametrize(
    ("heading", "known"),
    [
        ("三级指标", ("三级指标", "")),
        ("三级\n指标", ("三级指标", "")),
        (" 一级 ", ("一级指标", "")),
        ("得分", ("自评得分", "")),
        ("偏差原因", ("偏差原因", "")),
        ("偏差原因分析及改进措施", ("偏差原因", "")),
        ("全年实际值", ("实际完成值", "")),
        ("实际完成值（万元）", ("实际完成值", "万元")),
        ("年度指标值(A)", ("年度指标值", "A")),
        ("指标编码", ("编号", "")),
        ("度量单位", ("度量单位", "")),
    ],
)
def test_known_headings(heading: str, known: tuple[str, str]) -> None:
    assert column(heading) == known


@pytest.mark.parametrize("heading", ["", "（）", "实际完成只", "附件"])
def test_unknown_headings(heading: str) -> None:
    assert column(heading) is None


def test_the_nearest_heading_is_offered() -> None:
    assert near("实际完成只") == "实际完成值"
    assert near("全年预算书", funds=True) == "全年预算数"


def test_fund_headings() -> None:
    assert fund_column("全年预算数（A）") == ("全年预算数", "A")
    assert fund_column("全年执行数（万元）") == ("全年执行数", "万元")


@pytest.mark.parametrize("table", [COLUMNS, FUND_COLUMNS])
def test_no_heading_stands_for_two_columns(table: dict[str, tuple[str, ...]]) -> None:
    names = [alias for name, aliases in table.items() for alias in (name, *aliases)]
    assert len(names) == len(set(names))
