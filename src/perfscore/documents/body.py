"""The rows below the heading: indicators, the line of the total, and what is neither."""

from __future__ import annotations

import re
from collections.abc import Callable

from attrs import define, field, frozen

from ..base.problem import Problem, problem
from ..rules.cells import fold
from ..rules.headings import near
from .header import LEVELS, Header
from .model import Cell, Grid, one_line
from .words import compact, is_foot, is_nothing, is_unfilled, joined, label

__all__ = ["Body", "Row", "is_remark", "read_body"]

_TOTALS = frozenset(
    ("总分", "合计", "总计", "总得分", "自评总分", "总分值", "合计得分", "总分合计", "得分合计", "自评得分合计")
)
_SUBTOTALS = frozenset(("小计", "分值小计", "得分小计"))
_ONCE = frozenset(("分值", "自评得分", "复核得分", "一级分值"))
"""Columns whose cell over several rows counts once: repeating points would add them twice."""
_OF_LEVELS = frozenset(("一级分值", "二级分值"))
_VALUED = frozenset(("年度指标值", "指标值", "实际完成值", "分值", "自评得分", "复核得分"))
"""A row that fills none of these in a cell of its own is no indicator when its other cells run over several columns."""
_GRADES = frozenset(
    ("优", "良", "中", "差", "优秀", "良好", "中等", "一般", "合格", "不合格", "较差", "及格", "不及格")
)
_PRINTED = frozenset(("三级指标", "指标性质", "度量单位", "评分标准", "指标说明"))
"""What a blank form may print in a row that nobody filled."""
_GOAL = re.compile(r"(?:年度)?(?:总体)?(?:绩效)?目标[0-9一二三四五六七八九十]{1,2}\Z")
_JOINED = frozenset(("年度指标值", "指标值", "实际完成值"))
_CELLS = {"repeat": ("各行都记", "all rows"), "once": ("只记在第一行", "the first row only")}


@frozen
class Row:
    """One indicator: the grid row it stands in, column → text as written, and whose it is (project, body, budget)."""

    row: int
    values: dict[str, str]
    keys: dict[str, str] = field(factory=dict)


@define
class Body:
    """What the rows came to. ``end`` is the first grid row that does not belong to them."""

    rows: list[Row] = field(factory=list)
    total: dict[str, str] | None = None
    problems: list[Problem] = field(factory=list)
    end: int = 0
    blocks: dict[str, str] = field(factory=dict)
    """First-level indicator → the points printed on its label or in a column of their own."""
    grade: str = ""
    """The grade printed in the line of the total."""


def read_body(grid: Grid, header: Header, stops: Callable[[int], bool]) -> Body:
    """Read the rows below ``header`` until a row where ``stops`` holds, the line of the total, or the end."""
    reading = _Reading(grid, header)
    reading.beside()
    row = header.last + 1
    while row < grid.height and not stops(row):
        reading.row(row)
        row += 1
        if reading.body.total is not None:
            row = reading.foot(row, stops)
            break
    reading.body.end = row
    reading.left_columns(row)
    return reading.body


def is_remark(grid: Grid, header: Header, row: int) -> bool:
    """Tell whether a row is a line of the form below the indicators (其他需要说明事项, …意见) and no indicator.

    Its cells run over several columns of the heading, from a level into the values or over several values, and no
    value stands in a cell of its own.
    """
    across = False
    for cell in (c for c in grid.row(row) if c.row == row):
        over = {header.names[c] for c in range(cell.column, cell.column + cell.columns) if c in header.names}
        if len(over) == 1 and over & _VALUED and not is_nothing(cell.text):
            return False
        levels, others = over & set(LEVELS), over - set(LEVELS)
        across = across or (bool(levels) and bool(others)) or len(others) > 1
    return across


@define
class _Reading:
    grid: Grid
    header: Header
    body: Body = field(factory=Body)
    above: tuple[str, str] = ("", "")
    noted: set[int] = field(factory=set)
    """Cells that were reported once."""
    total_row: int | None = None
    remarks: set[int] = field(factory=set)
    """Rows listed whole, as lines of the form that are no indicators."""
    goal: str = ""
    """The goal that the label beside the rows names (``年度绩效目标1``)."""

    def note(self, code: str, row: int, at: int | None = None, /, **params: object) -> None:
        self.body.problems.append(problem(code, where=self.grid.where(row, at), params=params))

    def row(self, row: int) -> None:
        """Read one row of the grid."""
        cells = [c for c in self.grid.row(row) if c.text]
        fresh = [c for c in cells if c.row == row]
        if not fresh:
            return
        first = compact(fresh[0].text).strip(":")
        if first in _TOTALS or any(compact(c.text) in _TOTALS for c in fresh[:2]):
            self._total(row, fresh)
        elif first in _SUBTOTALS or any(compact(c.text) in _SUBTOTALS for c in fresh[:4]) or is_foot(first):
            self.note("I941", row, text=one_line(c.text for c in fresh))
        else:
            self._indicator(row, fresh)

    def beside(self) -> None:
        """Take the goal from a label that stands beside the heading and all rows; its points are of the whole group."""
        first = min(self.header.names)
        for cell in self.grid.row(self.header.first):
            if cell.column + cell.columns > first or cell.row != self.header.first or not cell.text:
                continue
            read = label(cell.text)
            if read.points:
                why = ("是整组指标的分值", "they are of the whole group")
                text = f"{read.name}（{read.points}分）"
                self.note("I939", cell.row, cell.column, text=text, why=why[0], why_en=why[1])
            if _GOAL.match(read.name):
                self.goal = read.name

    def _total(self, row: int, fresh: list[Cell]) -> None:
        """Read the line of the total; what stands in it besides points, score and grade is listed."""
        self.total_row = row
        self.body.total = values = self._values(row, total=True)
        rest = []
        for cell in fresh:
            names = {self.header.names.get(c) for c in range(cell.column, cell.column + cell.columns)}
            if compact(cell.text).strip(":") in _TOTALS or is_nothing(cell.text) or names & _ONCE & values.keys():
                continue
            if compact(cell.text) in _GRADES and not self.body.grade:
                self.body.grade = compact(cell.text)
            else:
                rest.append(cell.text)
        if rest:
            self.note("I941", row, text=one_line(rest))

    def foot(self, row: int, stops: Callable[[int], bool]) -> int:
        """Go over the lines below the total that still belong to this table; return the row behind them."""
        while row < self.grid.height and not stops(row):
            fresh = self.grid.starting(row)
            if fresh and not is_foot(compact(fresh[0].text)):
                break
            if fresh:
                self.note("I941", row, text=one_line(c.text for c in fresh))
            row += 1
        return row

    def _values(self, row: int, *, total: bool = False) -> dict[str, str]:
        """Return column → text of a row; what spans several rows is taken as :data:`_ONCE` says.

        In the line of the ``total`` a cell over several columns is usual: it counts for the first of them.
        """
        parts: dict[str, list[str]] = {}
        seen: set[int] = set()
        for at in sorted(self.header.names):
            cell = self.grid.at(row, at)
            if cell is None or not cell.text or id(cell) in seen:
                continue
            seen.add(id(cell))
            for name in self._names(cell, at, told=total):
                if self._counts(cell, name, row):
                    parts.setdefault(name, []).append(cell.text)
        return {name: self._joined(name, texts, row) for name, texts in parts.items()}

    def _names(self, cell: Cell, at: int, *, told: bool) -> tuple[str, ...]:
        """Return the columns a cell stands for: over several levels it is the lowest, and names the first with it."""
        over = dict.fromkeys(
            self.header.names[c] for c in range(cell.column, cell.column + cell.columns) if c in self.header.names
        )
        levels = [name for name in LEVELS if name in over]
        if len(levels) > 1:
            if levels == ["一级指标", "二级指标"]:
                return ("一级指标",)
            return ("一级指标", "三级指标") if levels[0] == "一级指标" else ("三级指标",)
        if len(over) > 1 and at == cell.column and not told:
            self._once(cell, "I931", text=one_line(f"{'、'.join(over)}：{cell.text}"))
        return (next(iter(over)),) if over else ()

    def _once(self, cell: Cell, code: str, /, **params: object) -> None:
        if id(cell) not in self.noted:
            self.noted.add(id(cell))
            self.note(code, cell.row, cell.column, **params)

    def _counts(self, cell: Cell, name: str, row: int) -> bool:
        if cell.rows == 1 or name in LEVELS[:2]:
            return True
        how = _CELLS["once" if name in _ONCE else "repeat"]
        if name not in _OF_LEVELS and name != "目标":
            heading = self.header.headings.get(name, name)
            self._once(cell, "I938", column=heading, rows=cell.rows, how=how[0], how_en=how[1])
        return name not in _ONCE or cell.row == row

    def _joined(self, name: str, texts: list[str], row: int) -> str:
        """Several cells under one heading: a target divided into sign, figure and unit reads on; others are kept apart."""
        if len(texts) == 1:
            return texts[0]
        if name in _JOINED:
            return "".join(texts)
        if name in LEVELS and is_unfilled(texts[0]):
            return "".join(texts[1:])
        if name not in _ONCE:
            return " ".join(texts)
        self.note("I931", row, text=one_line(f"{name}：{' '.join(texts)}"))
        return texts[0]

    def _indicator(self, row: int, fresh: list[Cell]) -> None:
        if is_remark(self.grid, self.header, row):
            self.remarks.add(row)
            self.note("I941", row, text=one_line(c.text for c in fresh))
            return
        values = self._values(row)
        points = self._labels(values, row)
        name = self._own_points(joined(values.get("三级指标", "")), values)
        filled = {k: v for k, v in values.items() if k not in LEVELS[:2] and k != "一级分值" and not is_nothing(v)}
        self.above = (values.get("一级指标") or self.above[0], self._second(values))
        if points:
            self.body.blocks.setdefault(self.above[0], points)
        if is_unfilled(name):
            rest = [k for k in filled if k not in _PRINTED]
            if rest and name and not is_nothing(name):
                pass
            elif rest:
                self.note("I931", row, text=one_line(c.text for c in fresh))
                return
            elif filled or len(fresh) > 0:
                self.note("I932", row, text=one_line(c.text for c in fresh))
                return
        if not any(k in filled for k in ("年度指标值", "指标值", "实际完成值", "分值", "自评得分")) and self._is_note(
            fresh
        ):
            self.note("I931", row, text=one_line(c.text for c in fresh))
            return
        out = {k: v for k, v in values.items() if v and k not in ("序号", "一级分值", "二级分值")}
        out["三级指标"] = name
        self._set_levels(out)
        if self.goal:
            out.setdefault("目标", self.goal)
        self.body.rows.append(Row(row, out, self._keys(row)))

    def _keys(self, row: int) -> dict[str, str]:
        cells = {key: self.grid.at(row, at) for at, key in self.header.keys.items()}
        return {key: joined(cell.text) for key, cell in cells.items() if cell is not None and cell.text}

    def _own_points(self, name: str, values: dict[str, str]) -> str:
        """Take the points out of a name (``相关性（5分）``) where the table has no column for them."""
        if "分值" in self.header.names.values():
            return name
        read = label(name)
        if not read.points:
            return name
        values["分值"] = read.points
        return joined(name)[: len(read.name)] if name.startswith(read.name) else read.name

    def _is_note(self, fresh: list[Cell]) -> bool:
        """Tell whether a row holds but one wide cell: a line of text and no indicator."""
        return len(fresh) == 1 and fresh[0].columns >= max(self.grid.width - 1, 2)

    def _second(self, values: dict[str, str]) -> str:
        if "二级指标" in values:
            return values["二级指标"]
        fresh_block = values.get("一级指标", self.above[0]) != self.above[0]
        return "" if fresh_block else self.above[1]

    def _set_levels(self, out: dict[str, str]) -> None:
        """Blank levels repeat what stands above, as merged cells of a print do."""
        for key, value in zip(LEVELS[:2], self.above, strict=True):
            if value:
                out[key] = value

    def _labels(self, values: dict[str, str], row: int) -> str:
        """Clean the names of the levels; return the points of the first level, as written."""
        points = fold(values.get("一级分值", "")).strip().removesuffix("分")
        for key in LEVELS[:2]:
            if key not in values:
                continue
            read = label(values[key])
            values[key] = read.name
            if key == "一级指标" and read.points:
                points = points or read.points
            elif (read.doubtful or read.points) and read.name != self.above[LEVELS.index(key)]:
                unread = read.doubtful or f"{read.points}分"
                why = (
                    ("不是一个数", "no single number") if read.doubtful else ("二级指标不另设分值", "of a second level")
                )
                self.note("I939", row, text=f"{read.name}（{unread}）", why=why[0], why_en=why[1])
        return points

    def left_columns(self, end: int) -> None:
        """Report the columns that were not read in, with how much stood in them."""
        for at, heading, other in self.header.doubled:
            if texts := self._held(at, end):
                self.note("I944", self.header.first, at, heading=heading, other=other, count=len(texts))
        for at, heading, taken in self.header.placed:
            shown = " ".join(heading.split())
            self.note("I955", self.header.first, at, heading=shown, column=taken)
        seen: set[str] = set()
        headed = {
            *self.header.names,
            *(at for at, *_ in (*self.header.unknown, *self.header.doubled)),
            *self.header.keys,
        }
        bare = [(at, f"第 {at + 1} 列（没有栏名）") for at in range(self.grid.width) if at not in headed]
        for at, heading in (*self.header.unknown, *bare):
            texts = self._held(at, end)
            if texts and heading not in seen:
                seen.add(heading)
                shown, sample = " ".join(heading.split()), one_line(texts[0], 30)
                self.note(
                    "I930", self.header.first, at, heading=shown, count=len(texts), sample=sample, near=near(heading)
                )

    def _held(self, at: int, end: int) -> list[str]:
        """Return the texts of a column that no other column took."""
        out, seen = [], set()
        for row in range(self.header.last + 1, end if self.total_row is None else self.total_row):
            if row in self.remarks:
                continue
            cell = self.grid.at(row, at)
            taken = cell is not None and any(
                c in self.header.names for c in range(cell.column, cell.column + cell.columns)
            )
            if cell is not None and cell.row > self.header.last and cell.text and id(cell) not in seen and not taken:
                seen.add(id(cell))
                out.append(cell.text)
        return out
