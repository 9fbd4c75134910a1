"""The document, read back: the printed table with its merges, repeated heads, the same bytes every time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from perfscore.evaluation.values import Evaluation
from perfscore.rendering import render
from perfscore.rendering.escaping import printable

from .tables import NASTY, evaluation, filed, mixed, nasty, row, seed, thousand

docx = pytest.importorskip("docx", reason='needs the extra docx: pip install "perfscore[docx]"')

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def written(of: Evaluation, **options: Any) -> bytes:
    shown = render(of, "docx", **options)
    assert isinstance(shown, bytes)
    return shown


def opened(of: Evaluation, **options: Any) -> Any:
    return docx.Document(io.BytesIO(written(of, **options)))


def texts(table: Any, row: int) -> list[str]:
    """Return the texts of a row, a cell of several columns or rows given in each of them."""
    return [cell.text for cell in table.rows[row].cells]


@pytest.mark.parametrize("make", [seed, mixed, nasty, evaluation])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_equal_input_gives_equal_bytes(make: Callable[[], Evaluation], lang: str) -> None:
    first = written(make(), lang=lang)
    assert first == written(make(), lang=lang)
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert core.count("1980-01-01T00:00:00Z") == 2
    assert "python-docx" not in core


def test_the_printed_table() -> None:
    document = opened(seed(), date=date(2025, 4, 28))
    table, reasons, findings = document.tables
    assert document.paragraphs[0].text == "2024年度部门整体支出绩效自评表"
    assert texts(table, 0)[:6] == ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值"]
    assert texts(table, 1)[:8] == ["预算执行\n（10分）"] * 2 + ["预算执行率", "100%", "100%", "10", "10", "10"]
    assert texts(table, 4) == [
        "产出指标\n（40分）", "数量指标", "工业投资增长", "高于全省平均增速", "15.7%（排名全省第5位）", "5", "5", "5",
        "缺参照值，待核实", "",
    ]  # fmt: skip
    assert [texts(table, r)[0] for r in range(2, 11)] == ["产出指标\n（40分）"] * 9
    assert texts(table, 21)[:8] == ["总分"] * 5 + ["100", "", "100"]
    assert len(reasons.rows) == 21
    assert texts(findings, 1)[:2] == ["错误", "K803"]
    assert "填报日期：2025年4月28日" in "".join(p.text for p in document.paragraphs)


def test_merges_are_real() -> None:
    table = opened(seed()).tables[0]
    block = table.rows[2].cells[0]._tc
    assert all(table.rows[r].cells[0]._tc is block for r in range(2, 11))
    assert table.rows[11].cells[0]._tc is not block
    assert table.rows[1].cells[0]._tc is table.rows[1].cells[1]._tc


def test_heads_repeat_rows_do_not_split_and_paper_is_a4_landscape() -> None:
    document = opened(seed())
    for table in document.tables:
        rows = [row._tr for row in table.rows]
        assert [bool(row.findall(f".//{W}tblHeader")) for row in rows] == [True] + [False] * (len(rows) - 1)
        assert all(row.findall(f".//{W}cantSplit") for row in rows)
    section = document.sections[0]
    assert round(section.page_width.mm), round(section.page_height.mm) == (297, 210)
    room = section.page_width.twips - section.left_margin.twips - section.right_margin.twips
    for table in document.tables:
        assert room - 12 <= sum(int(c.get(f"{W}w")) for c in table._tbl.iter(f"{W}gridCol")) <= room


def test_fonts_are_chinese_ones_by_name() -> None:
    xml = opened(seed()).element.xml
    assert 'w:eastAsia="宋体"' in xml
    assert 'w:eastAsia="黑体"' in xml


def test_pending_and_rows_that_do_not_apply() -> None:
    table = opened(mixed()).tables[0]
    assert [texts(table, r)[7] for r in range(1, 5)] == ["9.97", "待人工认定", "不适用", "4.64"]
    assert texts(table, 5)[8] == "1 行待人工认定"


def test_hostile_text_comes_back_as_printed() -> None:
    table = opened(nasty()).tables[0]
    names = [texts(table, r)[2] for r in range(1, 1 + len(NASTY))]
    assert names == [printable(text).strip() for text in NASTY]


def test_an_empty_and_a_long_table() -> None:
    table = opened(evaluation()).tables[0]
    assert texts(table, 1) == ["表中没有指标"] * 10
    long = opened(thousand()).tables[0]
    assert len(long._tbl.findall(f"{W}tr")) == 1005


def test_the_head_stands_above_the_table() -> None:
    head, table, *_ = opened(seed(), facts=filed()).tables
    assert texts(head, 1) == ["年度资金总额"] * 3 + ["1,184.37", "1,554.97", "1,554.97", "1,554.97", "100%", "10", "10"]
    assert texts(head, 5)[3] == "=1+1"
    assert texts(table, 0)[0] == "一级指标"


def test_short_groups_stay_on_one_page() -> None:
    """A page that ends within a merged cell of few rows would cut its label in two."""
    table = opened(seed()).tables[0]
    rows = table._tbl.findall(f"{W}tr")
    kept = [all(p.find(f"{W}pPr/{W}keepNext") is not None for p in row.iter(f"{W}p")) for row in rows]
    bare = [any(p.find(f"{W}pPr/{W}keepNext") is not None for p in row.iter(f"{W}p")) for row in rows]
    assert kept == bare
    heads = [texts(table, r)[2] for r, keep in enumerate(kept) if keep]
    assert heads == [
        *("全市规模工业增加值增速", "新增规模工业企业家数", "工业投资增长", "工业技改投资增长"),
        *("资金使用合规性", "主要工作按计划完成程度"),
        *("工业对全市经济增长贡献情况", "促进就业", "工业领域生态环境保护", "链群建设", "企业科技攻关"),
        *("服务企业满意度", "三公经费支出"),
    ]


def test_a_stated_total_stands_in_its_column() -> None:
    table = opened(evaluation(row("甲"), self_total=Decimal("4.5"))).tables[0]
    assert texts(table, 2)[:8] == ["总分"] * 5 + ["5", "4.5", "5"]
