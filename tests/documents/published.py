"""Published tables of other layouts than the official form, laid out as they were printed: :data:`PUBLISHED`.

Each line of ``published.jsonl`` has the form of ``corpus/tables.jsonl`` and besides where it was seen (``source``), what
is missing (``cut``) or was put right (``note``), and its layout: ``columns`` (heading, key), ``over`` (a heading over
several columns: text, first, count), ``left`` (a label beside all rows), ``top`` and ``foot`` (rows above and below; a
cell is a text or text and columns, the last one reaches to the right edge), ``span`` (keys whose equal cells are merged).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from perfscore.documents.words import is_unfilled, joined, label
from tests.documents.building import At

PUBLISHED = Path(__file__).with_name("published.jsonl")
LEVELS = ("一级", "二级")


def published() -> list[dict[str, Any]]:
    return [json.loads(line) for line in PUBLISHED.read_text("utf-8").splitlines()]


def printed_rows(table: dict[str, Any]) -> list[dict[str, str]]:
    """The rows with the headings of the print as keys; headings printed twice count once, from the left."""
    heading = {key: text for text, key in reversed(table["columns"])}
    return [{heading.get(k, k): v for k, v in row.items()} for row in table["indicators"]]


def layout(table: dict[str, Any]) -> list[At]:
    """The cells of the table as printed: rows above, the heading, the indicators with merged levels, rows below."""
    start = int("left" in table) + int(table.get("groups", False))
    width = start + len(table["columns"])
    cells: list[At] = []
    row = 0
    for texts in table["top"]:
        cells += _line(row, texts, width)
        row += 1
    first = row
    for group, rows in _groups(table):
        head = row
        row = _heading(cells, table, row, start)
        cells += _rows(table, rows, row, start)
        row += len(rows)
        if group:
            cells.append(At(head, 0, group, row - head))
    if "left" in table:
        cells.append(At(first, 0, table["left"], row - first))
    for texts in table.get("foot", ()):
        cells += _line(row, texts, width)
        row += 1
    return cells


def _line(row: int, texts: list[Any], width: int) -> list[At]:
    cells, at = [], 0
    for number, item in enumerate(texts):
        text, columns = item if isinstance(item, list) else (item, 1)
        columns = width - at if number == len(texts) - 1 else columns
        cells.append(At(row, at, text, 1, columns))
        at += columns
    assert at == width, (texts, at, width)
    return cells


def _groups(table: dict[str, Any]) -> list[tuple[str, list[dict[str, str]]]]:
    names = list(dict.fromkeys(r.get("组", "") for r in table["indicators"]))
    return [(name, [r for r in table["indicators"] if r.get("组", "") == name]) for name in names]


def _heading(cells: list[At], table: dict[str, Any], row: int, start: int) -> int:
    """Add the heading, of two rows where a heading stands over several columns; return the row below it."""
    over = table.get("over", [])
    covered = {at for _, first, count in over for at in range(first, first + count)}
    cells += [At(row, start + first, text, 1, count) for text, first, count in over]
    for at, (text, _) in enumerate(table["columns"]):
        below = 1 if at in covered else 0
        cells.append(At(row + below, start + at, text, 1 if below or not over else 2))
    return row + (2 if over else 1)


def _rows(table: dict[str, Any], rows: list[dict[str, str]], row: int, start: int) -> list[At]:
    cells = []
    keys = [key for _, key in table["columns"]]
    spanned = [*table.get("span", ()), *(k for k in LEVELS if k in keys)]
    spanned += [k for k in keys if k in ("一级得分", "一级分值", "二级得分", "二级分值")]
    for at, key in enumerate(keys):
        begin = 0
        while begin < len(rows):
            end = begin + 1
            while key in spanned and end < len(rows) and _same(rows, begin, end, key, keys, spanned):
                end += 1
            cells.append(At(row + begin, start + at, rows[begin].get(key, ""), end - begin))
            begin = end
    return cells


def _same(rows: list[dict[str, str]], begin: int, end: int, key: str, keys: list[str], spanned: list[str]) -> bool:
    """Tell whether two rows share a merged cell: the same there and in all merged columns to the left of it."""
    if key in ("评分标准", "分值"):
        return key not in rows[end] and rows[end].get("二级") == rows[begin].get("二级")
    left = [k for k in keys[: keys.index(key) + 1] if k in spanned]
    return all(rows[end].get(k) == rows[begin].get(k) for k in left)


# --- as they are to be read ------------------------------------------------------------------------------------------

NAMES = {
    "一级": "一级指标", "二级": "二级指标", "三级": "三级指标", "得分": "自评得分", "方向": "方向", "说明": "指标说明", "指标解释": "指标说明",
    **{k: k for k in ("年度指标值", "实际完成值", "分值", "偏差原因", "指标性质", "指标值", "度量单位", "评分标准", "备注")},
}  # fmt: skip
BARE_TARGETS = ["sc-guangyuan-2021", "sn-yulin-2021", "hn-yueyang-2022-a", "hn-hengyang-2018", "nx-yinchuan-2021"]
"""Forms whose one column of the target is headed 指标值."""
GOALS = ["hb-huanggang-2020", "hb-jinbu-2020", "hb-xiangyang-2021"]


def filled(row: dict[str, str]) -> bool:
    """Rows that hold nothing but what the blank form prints are listed, not read in."""
    valued = any(row.get(k) for k in ("年度指标值", "指标值", "实际完成值", "分值", "得分"))
    return valued or not is_unfilled(row.get("三级", ""))


def wanted(table: dict[str, Any], kind: str) -> list[dict[str, str]]:
    """The rows as they stand in the file of the published table, under the names of the columns."""
    out = []
    for row in table["indicators"]:
        if not filled(row):
            continue
        got = {NAMES[k]: v for k, v in row.items() if k in NAMES}
        for level in ("一级指标", "二级指标"):
            if level in got:
                got[level] = label(got[level]).name
        got["三级指标"] = joined(got["三级指标"])
        if table["id"] in BARE_TARGETS and "年度指标值" in got:
            got["指标值"] = got.pop("年度指标值")
        if "分值" not in [key for _, key in table["columns"]] and (read := label(got["三级指标"])).points:
            got |= {"三级指标": read.name, "分值": read.points}
        if table["id"] in GOALS:
            got["目标"] = label(row.get("组", table.get("left", ""))).name
        if "评分标准" in table.get("span", ()) and "评分标准" not in got and kind != "csv":
            got["评分标准"] = out[-1]["评分标准"]
        out.append(got)
    return out
