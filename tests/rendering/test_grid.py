"""The model of documents: every place covered once, and rows high enough for what stands in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date

import pytest

from perfscore.base.width import width
from perfscore.evaluation.values import Evaluation
from perfscore.rendering.form import form
from perfscore.rendering.grid import Cell, Grid, lines_in
from perfscore.rendering.labels import LANGUAGES

from .tables import evaluation, mixed, nasty, seed, thousand

ZH = LANGUAGES["zh"]
MAKERS = [seed, mixed, nasty, evaluation, thousand]


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_place_is_covered_exactly_once(make: Callable[[], Evaluation], lang: str) -> None:
    page = form(make(), LANGUAGES[lang], None)
    for grid in (page.table, page.reasons, page.findings):
        places = Counter(
            (row, column)
            for cell in grid.cells
            for row in range(cell.row, cell.row + cell.rows)
            for column in range(cell.column, cell.column + cell.columns)
        )
        assert set(places) == {(row, column) for row in range(grid.height) for column in range(len(grid.widths))}
        assert set(places.values()) == {1}


def test_the_seed_has_the_merges_of_the_printed_table() -> None:
    table = form(seed(), ZH, None).table
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
    signed = form(seed(), ZH, date(2025, 4, 28)).signed
    blank = "　" * 6
    assert signed == f"填表人：{blank}    填报日期：2025年4月28日    联系电话：{blank}    单位负责人签字：{blank}"
    assert f"填报日期：{blank}" in form(seed(), ZH, None).signed
    assert "Date: April 28, 2025" in form(seed(), LANGUAGES["en"], date(2025, 4, 28)).signed


@pytest.mark.parametrize("make", [seed, mixed, nasty])
def test_no_row_is_too_low_for_its_text(make: Callable[[], Evaluation]) -> None:
    page = form(make(), ZH, None)
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
