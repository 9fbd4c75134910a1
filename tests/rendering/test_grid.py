"""The model of documents: every place covered once, and rows high enough for what stands in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from perfscore.base.width import width
from perfscore.evaluation.values import Evaluation
from perfscore.rendering.form import form
from perfscore.rendering.grid import Cell, Grid, lines_in
from perfscore.rendering.labels import LANGUAGES
from perfscore.rules.facts import Facts

from .tables import evaluation, filed, mixed, nasty, seed, thousand

ZH = LANGUAGES["zh"]
MAKERS = [seed, mixed, nasty, evaluation, thousand]


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_place_is_covered_exactly_once(make: Callable[[], Evaluation], lang: str) -> None:
    page = form(make(), LANGUAGES[lang], None, filed())
    assert page.head is not None
    for grid in (page.head, page.table, page.reasons, page.findings):
        places = Counter(
            (row, column)
            for cell in grid.cells
            for row in range(cell.row, cell.row + cell.rows)
            for column in range(cell.column, cell.column + cell.columns)
        )
        assert set(places) == {(row, column) for row in range(grid.height) for column in range(len(grid.widths))}
        assert set(places.values()) == {1}


def test_the_seed_has_the_merges_of_the_printed_table() -> None:
    table = form(seed(), ZH, None, None).table
    spans = [(c.text, c.row, c.column, c.rows, c.columns) for c in table.cells if c.kind == "label" and c.row < 21]
    assert spans == [
        ("预算执行\n（10分）", 1, 0, 1, 2),
        ("产出指标\n（40分）", 2, 0, 9, 1),
        ("数量指标", 2, 1, 5, 1),
        ("质量指标", 7, 1, 2, 1),
        ("时效指标", 9, 1, 2, 1),
        ("效益指标\n（20分）", 11, 0, 6, 1),
        ("经济效益指标", 11, 1, 1, 1),
        ("社会效益指标", 12, 1, 1, 1),
        ("生态效益指标", 13, 1, 1, 1),
        ("可持续影响指标", 14, 1, 3, 1),
        ("满意度指标\n（10分）", 17, 0, 2, 1),
        ("服务对象满意度指标", 17, 1, 2, 1),
        ("成本指标\n（20分）", 19, 0, 2, 1),
        ("经济成本指标", 19, 1, 2, 1),
    ]


def test_the_date_stands_where_it_is_signed() -> None:
    signed = form(seed(), ZH, date(2025, 4, 28), None).signed
    blank = "　" * 6
    assert signed == f"填表人：{blank}    填报日期：2025年4月28日    联系电话：{blank}    单位负责人签字：{blank}"
    assert f"填报日期：{blank}" in form(seed(), ZH, None, None).signed
    assert "Date: April 28, 2025" in form(seed(), LANGUAGES["en"], date(2025, 4, 28), None).signed


@pytest.mark.parametrize("make", [seed, mixed, nasty])
def test_no_row_is_too_low_for_its_text(make: Callable[[], Evaluation]) -> None:
    page = form(make(), ZH, None, None)
    for grid in (page.table, page.reasons, page.findings):
        lines = grid.lines()
        for cell in grid.cells:
            room = sum(grid.widths[cell.column : cell.column + cell.columns])
            assert sum(lines[cell.row : cell.row + cell.rows]) * room >= width(cell.text.replace("\n", ""))


def test_a_tall_cell_over_several_rows_makes_the_last_one_higher() -> None:
    cells = (Cell(0, 0, "长" * 20, rows=2), Cell(0, 1, "甲"), Cell(1, 1, "乙"))
    assert Grid((10, 10), 0, 2, cells).lines() == (1, 4)
    assert lines_in("", 10) == 1
    assert lines_in("甲\n乙", 10) == 2


def test_money_and_goals_stand_as_filed() -> None:
    head = form(seed(), ZH, None, filed()).head
    assert head is not None
    rows = [[c.text if c.number is None else c.number for c in head.cells if c.row == r] for r in range(head.height)]
    assert rows == [
        ["年度预算申请（万元）", "年初预算数", "全年预算数", "全年执行数", "执行率", "分值", "自评得分"],
        ["年度资金总额", Decimal("1184.37"), Decimal("1554.97"), Decimal("1554.970"), "100%", 10, 10],
        ["其中：上年结转", "", "待定", Decimal(0), "", "", ""],
        ["按支出性质分", "基本支出 1,253.47万元、项目支出 约301.5"],
        ["年度总体目标实际完成情况 3", "工业经济稳中有进。"],
        ["年度总体目标实际完成情况", "=1+1"],
    ]


def test_there_is_no_head_where_nothing_was_filed() -> None:
    assert form(seed(), ZH, None, None).head is None
    assert form(seed(), ZH, None, Facts()).head is None
