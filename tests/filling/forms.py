"""Forms as bureaus have them, made with the usual libraries: blank, half filled, merged, numbered."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import docx
import openpyxl
from openpyxl.styles import Font

import perfscore
from perfscore.evaluation.values import Evaluation
from perfscore.rules.facts import Facts

HEADS = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "自评得分", "偏差原因分析及改进措施")
ROWS = (
    ("产出指标（50分）", "数量指标", "培训场次", "≥10场", "", "30", "", ""),
    ("", "", "培训 人次", "≥100人次", "", "20", "", ""),
    ("效益指标（40分）", "社会效益指标", "3.群众满意度", "≥90%", "", "40", "", ""),
)
TABLE = """格式: perfscore/1
自评表: 甲
适用办法: national/self-evaluation-2021
年度: 2024
预算执行:
  分值: 10
指标:
  产出指标:
    分值: 50
    数量指标:
      - {三级指标: 培训场次, 年度指标值: ≥10场, 分值: 30}
      - {三级指标: 培训人次, 年度指标值: ≥100人次, 分值: 20}
  效益指标:
    分值: 40
    社会效益指标:
      - {三级指标: 群众满意度, 年度指标值: ≥90%, 分值: 40}
"""
FACTS: Mapping[str, Any] = {
    "填报数据": "甲",
    "年度": 2024,
    "资金（万元）": {"年初预算数": "1200", "全年预算数": "1000", "全年执行数": "950", "执行率": "95%"},
    "完成情况": [
        {"三级指标": "培训场次", "实际完成值": "12场"},
        {"三级指标": "培训人次", "实际完成值": "90人次", "偏差原因": "=报名不足"},
        {"三级指标": "群众满意度", "实际完成值": "81%", "偏差原因": "一\n二"},
    ],
}


def scored(table: str = TABLE, given: Mapping[str, Any] = FACTS) -> tuple[Evaluation, Facts]:
    facts = perfscore.read_facts(given)
    return perfscore.evaluate(perfscore.load(table), facts), facts


def word(rows: tuple[tuple[str, ...], ...] = ROWS, heads: tuple[str, ...] = HEADS) -> bytes:
    """A Word form: a title, the money rows, the table with merged first- and second-level cells, a total, a foot."""
    document = docx.Document()
    document.add_paragraph("自评表")
    money = document.add_table(2, 6)
    for cell, text in zip(
        money.rows[0].cells,
        ("项目资金（万元）", "年初预算数", "全年预算数", "全年执行数", "执行率", "得分"),
        strict=True,
    ):
        cell.text = text
    money.rows[1].cells[0].text = "年度资金总额："
    document.add_paragraph("")
    table = document.add_table(len(rows) + 2, len(heads))
    table.style = "Table Grid"
    for cell, text in zip(table.rows[0].cells, heads, strict=True):
        cell.text = text
    for line, texts in zip(table.rows[1:], rows, strict=False):
        for cell, text in zip(line.cells, texts, strict=True):
            if text:
                cell.text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(1, 1).merge(table.cell(2, 1))
    last = table.rows[-1].cells
    last[0].merge(last[4]).text = "总分"
    last[5].text = "100"
    document.add_paragraph("填表人：")
    return saved(document)


def excel(rows: tuple[tuple[str, ...], ...] = ROWS, heads: tuple[str, ...] = HEADS, **cells: Any) -> bytes:
    """The same as a workbook; ``cells`` sets further ones (``G5="=F5"``)."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "自评表"
    sheet["A1"] = "自评表"
    sheet.append(["项目资金（万元）", "年初预算数", "全年预算数", "全年执行数", "执行率", "得分"])
    sheet.append(["年度资金总额"])
    sheet.append(heads)
    for texts in rows:
        sheet.append([text or None for text in texts])
    sheet.append(["总分", None, None, None, None, 100])
    sheet.merge_cells("A5:A6")
    sheet.merge_cells("B5:B6")
    for row in range(5, 9):
        sheet.cell(row, 7).font = Font(name="仿宋", size=13, bold=True)
    for place, value in cells.items():
        sheet[place] = value
    book.create_sheet("别的")["A1"] = "不动"
    return saved(book)


def saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
