"""Rebuild documents from the rows of published tables, in the layout of the official form, with merged cells."""

from __future__ import annotations

import csv
import html
import io
import json
from pathlib import Path
from typing import Any

from attrs import frozen

TABLES = Path(__file__).with_name("corpus") / "tables.jsonl"
"""Twenty published tables as rows of verbatim text."""

HEADINGS = (
    "一级指标",
    "二级指标",
    "三级指标",
    "年度\n指标值",
    "实际\n完成值",
    "分值",
    "自评\n得分",
    "偏差原因分析\n及改进措施",
)
KEYS = ("一级", "二级", "三级", "年度指标值", "实际完成值", "分值", "得分", "偏差原因")
WIDTH = len(KEYS)


@frozen
class At:
    row: int
    column: int
    text: str
    rows: int = 1
    columns: int = 1


def grid(table: dict[str, Any], headings: tuple[str, ...] = HEADINGS) -> list[At]:
    """The official form: title, money, the heading, rows with merged levels and points in the label, the total."""
    cells = [At(0, 0, f"{table['year']}年度绩效自评表", 1, WIDTH)]
    row = 1
    if table["funds"]:
        names = ("年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")
        cells.append(At(1, 0, "年度预算\n申请（万元）", 1 + len(table["funds"])))
        cells.append(At(1, 1, ""))
        cells += [At(1, 2 + i, name) for i, name in enumerate(names)]
        for fund in table["funds"]:
            row += 1
            cells.append(At(row, 1, fund["name"]))
            cells += [At(row, 2 + i, fund.get(name, "")) for i, name in enumerate(names)]
        row += 1
    cells += [At(row, i, text) for i, text in enumerate(headings)]
    row += 1
    rows = table["indicators"]
    for level in (0, 1):
        start = 0
        while start < len(rows):
            same = [KEYS[: level + 1]]
            end = start + 1
            while end < len(rows) and all(rows[end].get(k) == rows[start].get(k) for k in same[0]):
                end += 1
            text = rows[start].get(KEYS[level], "")
            if level == 0 and text and rows[start].get("一级分值"):
                text += f"\n（{rows[start]['一级分值']}）"
            cells.append(At(row + start, level, text, end - start))
            start = end
    for item in rows:
        cells += [At(row, i, item.get(KEYS[i], "")) for i in range(2, WIDTH)]
        row += 1
    cells += [
        At(row, 0, "总分", 1, 5),
        At(row, 5, table.get("总分", "")),
        At(row, 6, table.get("得分合计", "")),
        At(row, 7, ""),
    ]
    return cells


def as_docx(cells: list[At]) -> bytes:
    from docx import Document

    document = Document()
    document.add_paragraph("附件2")
    height, width = max(c.row + c.rows for c in cells), max(c.column + c.columns for c in cells)
    table = document.add_table(height, width)
    for cell in cells:
        first = table.cell(cell.row, cell.column)
        if cell.rows > 1 or cell.columns > 1:
            first = first.merge(table.cell(cell.row + cell.rows - 1, cell.column + cell.columns - 1))
        first.text = cell.text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_xlsx(cells: list[At]) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for cell in cells:
        if cell.text:
            at = sheet.cell(cell.row + 1, cell.column + 1)
            at.value, at.data_type = cell.text, "s"
        if cell.rows > 1 or cell.columns > 1:
            sheet.merge_cells(
                start_row=cell.row + 1,
                start_column=cell.column + 1,
                end_row=cell.row + cell.rows,
                end_column=cell.column + cell.columns,
            )
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_html(cells: list[At]) -> bytes:
    lines = ["<html><head><title>公开</title></head><body><p>首页 &gt; 预决算公开</p><table border=1>"]
    for row in range(max(c.row for c in cells) + 1):
        lines.append("<tr>")
        for cell in sorted((c for c in cells if c.row == row), key=lambda c: c.column):
            text = html.escape(cell.text).replace("\n", "<br>")
            lines.append(f'<td rowspan="{cell.rows}" colspan={cell.columns}><p>{text}</p>')
        lines.append("</tr>")
    return "".join([*lines, "</table>"]).encode("gb18030")


def as_csv(cells: list[At]) -> bytes:
    height, width = max(c.row + c.rows for c in cells), max(c.column + c.columns for c in cells)
    rows = [[""] * width for _ in range(height)]
    for cell in cells:
        rows[cell.row][cell.column] = cell.text
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode("gb18030")


WRITERS = {"docx": as_docx, "xlsx": as_xlsx, "html": as_html, "csv": as_csv}


def corpus() -> list[dict[str, Any]]:
    return [json.loads(line) for line in TABLES.read_text("utf-8").splitlines()]


COLUMNS = {
    "一级": "一级指标", "二级": "二级指标", "三级": "三级指标", "年度指标值": "年度指标值", "实际完成值": "实际完成值", "分值": "分值", "得分": "自评得分",
    "偏差原因": "偏差原因",
}  # fmt: skip
BLANK = {("published-12", 7)}
"""The one row of the corpus that was left blank as printed (指标1:/): listed, not read in."""


def wanted(table: dict[str, Any]) -> list[dict[str, str]]:
    rows = [r for n, r in enumerate(table["indicators"]) if (table["id"], n) not in BLANK]
    return [{COLUMNS[k]: v for k, v in row.items() if k in COLUMNS and v} for row in rows]
