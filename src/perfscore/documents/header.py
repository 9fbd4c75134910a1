"""Finding the heading of the indicator table in a grid, also one of two rows, and what its columns mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import field, frozen

from ..rules.headings import column, is_goal
from .head import head_key
from .model import Cell, Grid
from .words import compact, is_figure

__all__ = ["LEVELS", "Header", "header_at"]

LEVELS = ("一级指标", "二级指标", "三级指标")
_VALUES = frozenset(("年度指标值", "指标值", "实际完成值", "分值", "自评得分"))
_SECOND_POINTS = "二级分值"
_BUDGET = frozenset(("预算数", "预算金额", "年度预算", "项目预算", "预算数(元)", "预算数(万元)", "金额"))
_TALL = 4
"""A cell over more rows is the label of the whole block (绩效指标), no heading."""
_LONGEST = 60


@frozen
class Header:
    """Rows ``first`` to ``last`` of a grid are its heading.

    ``names`` says what each grid column holds, ``headings`` how that was printed, ``units`` the unit or note in a
    heading's brackets. ``unknown`` are columns with a heading nobody knows, ``doubled`` those that repeat another
    (column, heading, the heading that counts). ``placed`` are those that were read by where they stand (column,
    heading, what it was taken for). ``keys`` are columns beside the indicators that name whose rows these are: the
    project, the body, the budget.
    """

    first: int
    last: int
    names: Mapping[int, str]
    headings: Mapping[str, str]
    units: Mapping[str, str]
    unknown: tuple[tuple[int, str], ...] = ()
    doubled: tuple[tuple[int, str, str], ...] = field(default=())
    placed: tuple[tuple[int, str, str], ...] = ()
    keys: Mapping[int, str] = field(factory=dict)

    def columns_of(self, name: str) -> tuple[int, ...]:
        """Return the grid columns of one of the table's columns, from left to right."""
        return tuple(sorted(c for c, n in self.names.items() if n == name))


def _known(cells: Iterable[Cell]) -> list[Cell]:
    return [c for c in cells if len(c.text) <= _LONGEST and column(c.text) is not None]


def header_at(grid: Grid, row: int) -> Header | None:
    """Return the heading that begins in ``row``, or None."""
    starting = [c for c in grid.starting(row) if c.rows <= _TALL]
    known = _known(starting)
    if len(known) < 2 or 2 * len(known) < len([c for c in starting if not is_figure(c.text)]):
        return None
    if not any((found := column(c.text)) and found[0] in LEVELS for c in known):
        return None
    last = _last(grid, row, max(c.last for c in known))
    for _ in range(2):
        below = [c for c in grid.starting(last + 1) if c.rows <= _TALL]
        under = _known(below)
        if len(under) < 2 or 10 * len(under) < 6 * len(below):
            break
        last = _last(grid, last + 1, max(c.last for c in under))
    header = _columns(grid, row, last)
    names = set(header.names.values())
    return header if "三级指标" in names and names & _VALUES else None


def _last(grid: Grid, row: int, last: int) -> int:
    """Return the last row of a heading: rows of other words belong to it no more, whatever label reaches into them."""
    for below in range(row + 1, last + 1):
        cells = grid.starting(below)
        if cells and 2 * len(_known(cells)) < len(cells):
            return below - 1
    return last


def _columns(grid: Grid, first: int, last: int) -> Header:
    """Resolve every column of the heading's rows."""
    picked: dict[int, tuple[str, str, str]] = {}
    unknown: list[tuple[int, str]] = []
    for at in range(grid.width):
        texts = _texts(grid, first, last, at)
        if not texts:
            continue
        resolved = _resolve(texts)
        if resolved is None:
            unknown.append((at, texts[-1]))
        else:
            picked[at] = resolved
    picked, placed = _points_by_level(_goals_apart(picked))
    picked, doubled = _told_apart(grid, last, picked)
    names = _levels(grid, last, {at: name for at, (name, _, _) in picked.items()})
    keys = {at: key for at, heading in unknown if (key := _key(heading))}
    unknown = [u for u in unknown if u[0] not in keys]
    groups = _groups(names, unknown)
    placed += [(at, heading, groups[at]) for at, heading in unknown if at in groups]
    unknown = [u for u in unknown if u[0] not in groups]
    headings = {name: heading for name, heading, _ in picked.values()}
    units = {name: note for name, _, note in picked.values() if note}
    return Header(
        first, last, names | groups, headings, units, tuple(unknown), tuple(doubled), tuple(sorted(placed)), keys
    )


def _key(heading: str) -> str:
    return "预算数" if compact(heading) in _BUDGET else head_key(heading)


def _groups(names: dict[int, str], unknown: list[tuple[int, str]]) -> dict[int, str]:
    """Columns with other words right beside the indicator, where no heading names a level, are its groups."""
    places = [at for at, name in names.items() if name == "三级指标"]
    if len(places) != 1 or set(names.values()) & set(LEVELS[:2]):
        return {}
    named = {at for at, _ in unknown}
    left: list[int] = []
    while len(left) < 2 and places[0] - len(left) - 1 in named:
        left.append(places[0] - len(left) - 1)
    return dict(zip(sorted(left), LEVELS[: len(left)], strict=True))


def _texts(grid: Grid, first: int, last: int, at: int) -> list[str]:
    """Return the headings over a column from top to bottom, each once."""
    cells = [grid.at(row, at) for row in range(first, last + 1)]
    out: list[str] = []
    for i, cell in enumerate(cells):
        if cell is not None and cell.text and cell.last <= last and (i == 0 or cell is not cells[i - 1]):
            out.append(cell.text)
    return out


def _resolve(texts: list[str]) -> tuple[str, str, str] | None:
    """Return column, heading and note: both rows together say most, then the lower, then the upper."""
    tries = ["".join(texts), "".join(reversed(texts)), *reversed(texts)] if len(texts) > 1 else texts
    for text in tries:
        found = column(text)
        if found is not None:
            return found[0], " ".join(text.split()), found[1]
    return None


Picked = dict[int, tuple[str, str, str]]


def _goals_apart(picked: Picked) -> Picked:
    """Beside a column 指标值 the column 年度目标 holds the overall goal."""
    if not any(name == "指标值" for name, _, _ in picked.values()):
        return picked
    return {
        at: ("目标" if name == "年度指标值" and is_goal(heading) else name, heading, note)
        for at, (name, heading, note) in picked.items()
    }


def _points_by_level(picked: Picked) -> tuple[Picked, list[tuple[int, str, str]]]:
    """Points right behind 一级指标 or 二级指标 belong to that level when the rows have points of their own.

    Some score sheets print 得分 over the points as well as over the scores: where no column says 分值, the one right
    behind 三级指标 holds the points. That is told (the second value).
    """
    points = [at for at, (name, _, _) in picked.items() if name == "分值"]
    scores = [at for at, (name, _, _) in picked.items() if name == "自评得分"]
    places = points if points else scores
    if len(places) < 2:
        return picked, []
    out, placed = dict(picked), []
    for at in places:
        left = next((picked[c][0] for c in range(at - 1, -1, -1) if c in picked and c not in places), "")
        heading, note = picked[at][1:]
        if left in LEVELS[:2]:
            out[at] = ("一级分值" if left == LEVELS[0] else _SECOND_POINTS, heading, note)
        elif left == LEVELS[2] and not points and at != places[-1]:
            out[at] = ("分值", heading, note)
            placed.append((at, heading, "分值"))
    return out, placed


def _told_apart(grid: Grid, last: int, picked: Picked) -> tuple[Picked, list[tuple[int, str, str]]]:
    """Where two headings mean one column, the one that has the column's own name counts, else the first."""
    by_name: dict[str, list[tuple[int, Cell | None, str]]] = {}
    for at, (name, heading, _) in sorted(picked.items()):
        by_name.setdefault(name, []).append((at, grid.at(last, at), heading))
    out, doubled = dict(picked), []
    for name, places in by_name.items():
        best = next((p for p in places if compact(p[2]).startswith(name)), places[0])
        for at, cell, heading in places:
            if cell is not best[1] and heading != best[2]:
                doubled.append((at, heading, best[2]))
                del out[at]
    return out, doubled


def _levels(grid: Grid, last: int, names: dict[int, str]) -> dict[int, str]:
    """Name the levels where the heading does not: 绩效指标 over three columns, or a table of two levels."""
    held = set(names.values())
    if "三级指标" not in held and "二级指标" in held:
        return {at: "三级指标" if name == "二级指标" else name for at, name in names.items()}
    places = [at for at, name in names.items() if name == "三级指标"]
    if len(places) not in (2, 3) or held & set(LEVELS[:2]):
        return names
    divided = any(
        len({id(c) for at in places if (c := grid.at(row, at)) is not None and c.text}) == len(places)
        for row in range(last + 1, min(grid.height, last + 60))
    )
    if not divided:
        return names
    return names | dict(zip(sorted(places), LEVELS[-len(places) :], strict=True))
