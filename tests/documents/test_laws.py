"""Whatever stands in a table, and however its cells are merged: it is read or refused, and what is written scores."""

from __future__ import annotations

import html
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from perfscore import PerfscoreError, evaluate, load, read_facts
from perfscore.documents import document_of_bytes, import_tables, write_yaml
from perfscore.documents.choosing import scheme_for

WORDS = st.sampled_from(
    [
        "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因", "权重", "指标性质", "度量单位", "绩效指标", "年初预算数", "全年执行数",
        "年度资金总额", "项目名称", "总分", "小计", "产出指标（40分）", "数量指标", "预算执行率", "≥5个", "6个", "10", "-5", "50%", "", "/", "指标1：", "=100%",
        "年度总体目标", "预期目标", "实际完成情况", "（2024年度）", "按收入性质分：", "其中：甲：3", "方向", "达成情况", "基本达成", "达成预期指标", "不适用", "否", "目标",
        "参照值", "编号", "1", "公式", "评分标准", "每超1%扣1分", "备注", "a: b #c", "甲\n乙", "分值 ", "说明",
    ]
)  # fmt: skip
CELL = st.tuples(WORDS, st.integers(1, 3), st.integers(1, 3))
HEAD = [
    "一级指标",
    "二级指标",
    "三级指标",
    "年度指标值",
    "实际完成值",
    "分值",
    "得分",
    "参照值",
    "方向",
    "编号",
    "达成情况",
    "目标",
    "不适用",
    "备注",
]


def page(rows: list[list[tuple[str, int, int]]]) -> bytes:
    lines = (
        "<tr>" + "".join(f'<td rowspan="{r}" colspan="{c}">{html.escape(t)}</td>' for t, r, c in row) + "</tr>"
        for row in rows
    )
    return ("<table>" + "".join(lines) + "</table>").encode()


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.lists(CELL, max_size=8), max_size=3), st.booleans(), st.lists(st.lists(CELL, max_size=14), max_size=6)
)
def test_what_is_imported_can_be_scored(
    above: list[list[tuple[str, int, int]]], headed: bool, below: list[list[tuple[str, int, int]]]
) -> None:
    head = [[(h, 1, 1) for h in HEAD]] if headed else []
    try:
        found = import_tables(document_of_bytes(page([*above, *head, *below]), "表.html"))
    except PerfscoreError as error:
        assert {"I926", "I956"} & {p.code for p in error.problems}
        return
    for table in found:
        scheme_id, scheme = scheme_for(None, table.year)
        written = write_yaml(table, scheme, scheme_id)
        result = evaluate(load(written.table), read_facts(written.facts))
        assert len(result.rows) >= len(table.rows)
        assert result.low <= result.high


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(CELL, max_size=6), min_size=1, max_size=6))
def test_spans_never_overlap(rows: list[list[tuple[str, int, int]]]) -> None:
    (grid,) = document_of_bytes(page(rows), "表.html").grids
    taken = sorted(
        (r, c)
        for cell in grid.cells
        for r in range(cell.row, cell.row + cell.rows)
        for c in range(cell.column, cell.column + cell.columns)
    )
    assert all(a != b for a, b in pairwise(taken))
    assert [c.text for c in sorted(grid.cells, key=lambda c: (c.row, c.column)) if c.text] == [
        "\n".join(line.strip() for line in t.split("\n")).strip().replace("\n", " ")
        for row in rows
        for t, _, _ in row
        if t.strip()
    ]
