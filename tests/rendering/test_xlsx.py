"""The workbook, read back: figures exact, text never run, merges and heads as printed, bytes the same."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve

from perfscore.base.problem import PerfscoreError
from perfscore.evaluation.values import Evaluation
from perfscore.rendering import render
from perfscore.rendering.escaping import printable
from perfscore.rules.facts import GoalAnswer

from .tables import NASTY, evaluation, filed, mixed, nasty, row, seed, thousand

openpyxl = pytest.importorskip("openpyxl", reason='needs the extra xlsx: pip install "perfscore[xlsx]"')

MAKERS = [seed, mixed, nasty, evaluation]


def written(of: Evaluation, **options: Any) -> bytes:
    shown = render(of, "xlsx", **options)
    assert isinstance(shown, bytes)
    return shown


def book(of: Evaluation, **options: Any) -> Any:
    return openpyxl.load_workbook(io.BytesIO(written(of, **options)))


def parts(document: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return {name: archive.read(name).decode("utf-8") for name in archive.namelist()}


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_equal_input_gives_equal_bytes(make: Callable[[], Evaluation], lang: str) -> None:
    first = written(make(), lang=lang)
    assert first == written(make(), lang=lang)
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    core = parts(first)["docProps/core.xml"]
    assert re.findall(r">(\d[^<]*)</dcterms", core) == ["1980-01-01T00:00:00Z"] * 2


def test_the_printed_table() -> None:
    sheet = book(seed())["逐项得分"]
    assert sheet["A1"].value == "2024年度部门整体支出绩效自评表"
    assert [cell.value for cell in sheet[3]] == [
        "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "自评得分", "得分", "计分依据",
        "偏差原因分析及改进措施",
    ]  # fmt: skip
    assert [cell.value for cell in sheet[7]] == [
        None, None, "工业投资增长", "高于全省平均增速", "15.7%（排名全省第5位）", 5, 5, 5, "缺参照值，待核实", None,
    ]  # fmt: skip
    assert [cell.value for cell in sheet[24]][:8] == ["总分", None, None, None, None, 100, None, 100]
    assert [sheet.cell(r, 3).value for r in (25, 26, 27)] == [
        "优", "50 至 100 分", "可复算 50 分 · 缺参照值，待核实 15 分 · 单位自报 35 分",
    ]  # fmt: skip
    merges = {str(area) for area in sheet.merged_cells.ranges}
    assert {"A1:J1", "A4:B4", "A5:A13", "B5:B9", "B10:B11", "A14:A19", "B17:B19", "A22:A23", "A24:E24"} <= merges
    assert sheet.freeze_panes == "D4"
    assert sheet.print_title_rows == "$3:$3"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)


def test_every_area_has_its_borders() -> None:
    sheet = book(seed())["逐项得分"]
    merged = [area for area in sheet.merged_cells.ranges if 3 <= area.min_row <= 27]
    areas = [(a.min_row, a.min_col, a.max_row, a.max_col) for a in merged]
    inside = {place for area in merged for place in area.cells}
    areas += [(r, c, r, c) for r in range(3, 28) for c in range(1, 11) if (r, c) not in inside]
    for top, left, bottom, right in areas:
        for r in range(top, bottom + 1):
            assert sheet.cell(r, left).border.left.style == sheet.cell(r, right).border.right.style == "thin"
        for c in range(left, right + 1):
            assert sheet.cell(top, c).border.top.style == sheet.cell(bottom, c).border.bottom.style == "thin"


def test_further_sheets() -> None:
    whole = book(mixed())
    assert whole.sheetnames == ["逐项得分", "计分过程", "问题与疑点"]
    sheet = whole["计分过程"]
    assert [cell.value for cell in sheet[2]] == [
        "1", "预算执行率", 9.97, None, 9.97, 0.03, 9.97, 9.97, "未列佐证",
        "执行率 = 1549.7 ÷ 1554.97 = 99.66%；10 × 99.66% = 9.966 分；得分 9.97 分（四舍五入到 2 位小数）。",
    ]  # fmt: skip
    assert [cell.value for cell in sheet[3]][2:8] == [None, None, None, None, 0, 5.5]
    assert whole["问题与疑点"]["A2"].value == "没有发现问题"
    assert book(seed())["问题与疑点"]["C3"].value == "产出指标/数量指标/工业投资增长"


def test_figures_are_written_digit_by_digit() -> None:
    # openpyxl left to itself writes 9.949999999999999 for 9.95
    given = ["9.95", "0.03", "1554.970", "123456789012.345", "100", "0"]
    of = evaluation(*(row(str(i), max_score=Decimal(x), score=Decimal(x)) for i, x in enumerate(given)))
    xml = parts(written(of))["xl/worksheets/sheet1.xml"]
    assert re.findall(r'<c r="F[4-9]"[^>]* t="n"><v>([^<]*)</v>', xml) == [
        "9.95", "0.03", "1554.97", "123456789012.345", "100", "0",
    ]  # fmt: skip


def test_a_figure_a_spreadsheet_would_cut_is_text() -> None:
    of = evaluation(row(max_score=Decimal("1234567890.1234567"), score=Decimal("999999999999999")))
    sheet = book(of)["逐项得分"]
    assert sheet["F4"].value == "1234567890.1234567"
    assert sheet["F4"].data_type == "s"
    assert (sheet["H4"].value, sheet["H4"].data_type) == (999999999999999, "n")


def test_text_is_never_run() -> None:
    of = evaluation(row("=1+1", target="=100%", actual="-3%"), row("+甲", target="@A1", actual="5"))
    document = written(of)
    assert not any("<f" + end in xml for xml in parts(document).values() for end in (">", " "))
    sheet = book(of)["逐项得分"]
    assert [(c.value, c.data_type, bool(c.quotePrefix)) for c in sheet[4]][2:5] == [
        ("=1+1", "s", True), ("=100%", "s", True), ("-3%", "s", False),
    ]  # fmt: skip
    assert [(c.value, c.data_type) for c in sheet[5]][2:5] == [("+甲", "s"), ("@A1", "s"), ("5", "s")]


def test_hostile_text_comes_back_as_printed() -> None:
    sheet = book(nasty())["逐项得分"]
    names = [sheet.cell(r, 3).value or "" for r in range(4, 4 + len(NASTY))]
    assert names == [printable(text).strip() for text in NASTY]


def test_text_longer_than_a_cell_is_cut_where_one_can_see_it() -> None:
    value = book(evaluation(row(actual="长" * 40_000)))["逐项得分"]["E4"].value
    assert len(value) == 32_767
    assert value.endswith("长…")


def test_rows_are_high_enough_and_not_higher_than_a_sheet_allows() -> None:
    sheet = book(evaluation(row("甲" * 60), row("乙"), row(actual="丙" * 3000)))["逐项得分"]
    heights = [sheet.row_dimensions[r].height for r in (4, 5, 6)]
    assert heights[0] >= 5 * 15
    assert heights[1] < heights[0]
    assert heights[2] == 409


def test_a_thousand_rows() -> None:
    sheet = book(thousand())["逐项得分"]
    assert sheet.cell(1003, 3).value == "指标1000"
    assert sheet.cell(1004, 8).value == 500_500


def test_the_date_of_filing() -> None:
    sheet = book(seed(), date=date(2025, 4, 28))["逐项得分"]
    assert "填报日期：2025年4月28日" in [sheet.cell(r, 1).value for r in range(28, 33)][-2].split("    ")


@pytest.mark.parametrize("value", ["2025-04-28", datetime(2025, 4, 28, tzinfo=UTC), 20250428])
def test_a_wrong_date(value: object) -> None:
    with pytest.raises(PerfscoreError) as caught:
        render(seed(), "xlsx", date=value)
    assert str(caught.value) == (
        f"错误 I904：选项“date”应当是datetime.date（填报日期），或 None，而不是 {repr(value)[:60]}"
    )


def test_the_head_stands_above_the_table() -> None:
    sheet = book(seed(), facts=filed())["逐项得分"]
    assert [sheet.cell(4, c).value for c in (1, 4, 5, 6, 8, 9, 10)] == [
        "年度资金总额", 1184.37, 1554.97, 1554.97, "100%", 10, 10,
    ]  # fmt: skip
    assert (sheet["D8"].value, sheet["D8"].data_type) == ("=1+1", "s")
    assert sheet["A9"].value == "一级指标"
    assert sheet["C10"].value == "预算执行率"
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("D10", "$9:$9")
    long = evolve(filed(), goal_answers=(GoalAnswer((), "长" * 2000),))
    assert book(seed(), facts=long)["逐项得分"].freeze_panes == "D1"


def test_facts_that_are_none() -> None:
    with pytest.raises(PerfscoreError) as caught:
        render(seed(), "docx", facts={"单位": "甲"})
    assert str(caught.value) == (
        "错误 I904：选项“facts”应当是read_facts() 得到的填报数据，或 None，而不是 {'单位': '甲'}"
    )
