"""A document's grids → the tables it holds: indicators, money, goals, whose and which year's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePath

from attrs import define, evolve, field, frozen

from ..base.exact import as_fraction, plain_ratio
from ..base.problem import PerfscoreError, Problem, problem
from ..rules.cells import fold, points_of
from ..rules.facts import BaseEntry
from ..rules.from_rows import UNNAMED
from .base_data import (
    TITLE,
    BaseData,
    base_rows,
    begins_base_data,
    is_base_data,
    is_title,
    read_base_data,
    without_titles,
)
from .body import Body, Row, read_body
from .head import Head, is_head_row, read_head, read_paragraphs, year_in
from .header import Header, header_at
from .model import Document, Grid, one_line
from .projects import by_project
from .words import compact, is_figure, is_nothing

__all__ = ["Imported", "has_base_data", "import_base_data", "import_tables"]

_UNITS = frozenset(("元", "千元", "万元", "亿元", "%", "个", "家", "人", "次", "项"))
_EXECUTION = frozenset(
    (
        "预算执行",
        "预算执行率",
        "预算执行情况",
        "预算资金执行率",
        "预算执行率指标",
        "资金执行率",
        "年度预算执行率",
        "预算执行进度",
    )
)
_FULL = 100


@frozen
class Imported:
    """One table as it was found in a document.

    ``rows`` are what :func:`perfscore.score_rows` takes, ``funds`` what it takes as 资金 (the total first); both hold the
    texts of the document. ``unit`` is that of the money (``万元``; empty where none is stated). ``base_data`` are the
    entries of 基础数据表 (附件1): they stand with the table that follows it, else with the one before. ``problems`` say what
    was not understood or is doubtful, with the place; ``where`` names the table in the document.
    """

    title: str
    organisation: str = ""
    year: int | None = None
    project: str = ""
    department: str = ""
    scope: str = ""
    grade: str = ""
    rows: tuple[Mapping[str, str], ...] = ()
    blocks: tuple[tuple[str, str], ...] = ()
    funds: tuple[Mapping[str, str], ...] = ()
    unit: str = ""
    splits: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
    goal: str = ""
    goal_answer: str = ""
    total: Mapping[str, str] = field(factory=dict)
    base_data: tuple[BaseEntry, ...] = ()
    where: str = ""
    source: str = ""
    problems: tuple[Problem, ...] = field(default=(), eq=False)


@define
class _Part:
    """A table being put together; it may go on in the next grid."""

    head: Head
    grid: Grid
    header: Header
    bodies: list[Body] = field(factory=list)
    bases: list[BaseData] = field(factory=list)

    @property
    def open(self) -> bool:
        return self.bodies[-1].total is None


@define
class _Sorted:
    """A document's grids put in order: tables, base data and problems that belong to no table."""

    parts: list[_Part] = field(factory=list)
    bases: list[BaseData] = field(factory=list)
    loose: list[Problem] = field(factory=list)
    waiting: list[BaseData] = field(factory=list)
    """Base data that no table of indicators has followed yet."""

    def base(self, found: BaseData) -> None:
        self.bases.append(found)
        self.waiting.append(found)

    def settle(self) -> None:
        """Give base data to the table that came last."""
        if self.parts:
            self.parts[-1].bases += self.waiting
            self.waiting = []


def import_tables(document: Document) -> tuple[Imported, ...]:
    """Return the tables of indicators of a document, in order.

    Raises :class:`PerfscoreError` where there is none; the problems then name what was found instead. Problems of the
    document as a whole stand with the first table.
    """
    found = _sorted(document)
    parts = [q for p in found.parts if any(b.rows for b in p.bodies) for q in _projects(p)]
    if not parts:
        bare = [problem("I956", where=p.grid.where(p.header.first), name=document.name) for p in found.parts]
        listed = [b for p in found.parts for body in p.bodies for b in body.problems]
        said = bare or [problem("I926", name=document.name)]
        raise PerfscoreError([*said, *document.problems, *found.loose, *listed])
    tables = [_imported(part, document) for part in parts]
    first = evolve(tables[0], problems=(*document.problems, *found.loose, *tables[0].problems))
    return (first, *tables[1:])


def import_base_data(document: Document) -> Imported:
    """Return the base-data table of a document that need not hold any other: a table without rows.

    Raises :class:`PerfscoreError` where there is none.
    """
    found = _sorted(document)
    if not any(b.entries for b in found.bases):
        raise PerfscoreError([problem("I952", name=document.name), *document.problems])
    head = found.bases[0].head
    keys = head.keys
    said = [compact(t) for t in (head.title, *(t for g in document.grids for t in g.before))]
    title = next((t for t in said if TITLE in t), "") or PurePath(document.name).stem
    return Imported(
        title=title,
        organisation=keys.get("单位") or keys.get("实施单位") or keys.get("主管部门", ""),
        year=_year(keys.get("年度", ""), title, document.name),
        base_data=tuple(e for b in found.bases for e in b.entries),
        where=found.bases[0].where,
        source=document.name,
        problems=(*document.problems, *found.loose, *(p for b in found.bases for p in b.problems)),
    )


def has_base_data(document: Document) -> bool:
    """Tell whether a document holds a base-data table."""
    return any(b.entries for b in _sorted(document).bases)


def _sorted(document: Document) -> _Sorted:
    """Divide the grids into tables of indicators, base data, and what belongs to none."""
    out = _Sorted()
    above: Head | None = None
    text: list[str] = []
    for grid in document.grids:
        if not any(c.text for c in grid.cells):
            continue
        lines = Head()
        text += read_paragraphs(lines, grid.before)
        above = lines if above is None or lines.title else _merge(lines, above)
        if next(_headers(grid), None) is None:
            if is_base_data(grid):
                out.base(read_base_data(grid))
                above = None
                continue
            head = Head()
            read_head(grid, range(grid.height), head)
            if head and 2 * len(head.problems) <= grid.height:
                above = _merge(above, head)
            else:
                out.loose.append(_unread(grid))
            continue
        _read_grid(grid, above, out)
        above = None
    out.settle()
    if above is not None:
        out.loose += above.problems
    text += document.after
    if text:
        shown = one_line(text)
        out.loose.append(problem("I941", where=f"表格以外的正文（{len(text)} 段）", text=shown))
    return out


def _projects(part: _Part) -> list[_Part]:
    """Divide a table by the projects named beside its rows; the base data stay with the first."""
    divided = by_project(part.head, part.bodies)
    return [
        _Part(head, part.grid, part.header, bodies, part.bases if n == 0 else [])
        for n, (head, bodies) in enumerate(divided)
    ]


def _unread(grid: Grid) -> Problem:
    texts = one_line(c.text for c in sorted(grid.cells, key=lambda c: (c.row, c.column)))
    return problem("I940", where=grid.name, rows=grid.height, text=texts)


def _merge(head: Head, more: Head) -> Head:
    """Take over what stood in another grid or in other lines above one table: money, names, goals."""
    head.title = head.title or more.title
    head.keys = more.keys | head.keys
    head.funds += more.funds
    head.unit = head.unit or more.unit
    head.splits = more.splits | head.splits
    head.goal, head.answer = head.goal + more.goal, head.answer + more.answer
    head.problems += more.problems
    return head


def _headers(grid: Grid) -> Iterator[Header]:
    row = 0
    while row < grid.height:
        found = header_at(grid, row)
        if found is not None:
            yield found
            row = found.last
        row += 1


def _read_grid(grid: Grid, head: Head, out: _Sorted) -> None:
    """Read all tables of a grid; the first may go on with the last table of the grid before."""
    start = 0
    headers = list(_headers(grid))
    firsts = {h.first for h in headers}

    def stops(row: int) -> bool:
        return row in firsts or is_head_row(grid, row) or begins_base_data(grid, row)

    for header in headers:
        if header.first < start:
            continue
        _read_above(grid, range(start, header.first), head, out)
        if not out.parts or not _goes_on(out.parts[-1], grid, head):
            out.parts.append(_Part(head, grid, header, bases=out.waiting))
            out.waiting = []
        body = read_body(grid, header, stops)
        out.parts[-1].bodies.append(body)
        start = body.end
        head = Head()
    tail = range(start, grid.height)
    if (base := base_rows(grid, tail)) is not None:
        tail = without_titles(grid, range(start, base.start))
        out.base(read_base_data(grid, base))
    for row in tail:
        if grid.starting(row) and out.parts:
            text = one_line(c.text for c in grid.starting(row))
            out.parts[-1].bodies[-1].problems.append(problem("I941", where=grid.where(row), text=text))


def _read_above(grid: Grid, rows: range, head: Head, out: _Sorted) -> None:
    """Read what stands above a heading of indicators; base data may come first."""
    base = base_rows(grid, rows)
    if base is None:
        read_head(grid, rows, head)
        return
    end = next((r for r in base if is_head_row(grid, r) or is_title(grid, r)), base.stop)
    read_head(grid, without_titles(grid, range(rows.start, base.start)), Head())
    out.base(read_base_data(grid, range(base.start, end)))
    read_head(grid, range(end, rows.stop), head)


def _goes_on(part: _Part, grid: Grid, head: Head) -> bool:
    """Tell whether a heading only repeats that of a table divided by pages: no head of its own, and no total before."""
    if head or (head.title and "续" not in head.title) or not part.open:
        return False
    return grid is part.grid or grid.kind != "xlsx"


def _imported(part: _Part, document: Document) -> Imported:
    head = part.head
    problems = list(head.problems)
    rows: list[Mapping[str, str]] = []
    blocks: dict[str, str] = {}
    total: dict[str, str] = {}
    execution: dict[str, str] | None = None
    for body in part.bodies:
        for row in body.rows:
            values = _values(row, part.header, part.grid, problems)
            if execution is None and _is_execution(values, head):
                execution = values
            else:
                rows.append(values)
        blocks.update(body.blocks)
        total = total or {
            k: v for k, v in (body.total or {}).items() if k in ("分值", "自评得分") and not is_nothing(v)
        }
        problems += body.problems
    problems += [p for base in part.bases for p in base.problems]
    keys = head.keys
    title = head.title or keys.get("项目名称", "") or PurePath(document.name).stem
    organisation = keys.get("单位") or keys.get("实施单位") or keys.get("主管部门", "")
    return Imported(
        title=" ".join(title.split()),
        organisation=organisation,
        year=_year(keys.get("年度", ""), title, *part.grid.before, document.name),
        project=keys.get("项目名称", ""),
        department=keys.get("主管部门", "") if keys.get("主管部门") != organisation else "",
        scope=keys.get("评价范围", ""),
        grade=keys.get("自评等级", "") or next((b.grade for b in part.bodies if b.grade), ""),
        rows=tuple(rows),
        blocks=tuple((name or UNNAMED, points) for name, points in blocks.items()),
        funds=tuple(_funds(head, execution)),
        unit=head.unit,
        splits=tuple((name, tuple(parts)) for name, parts in head.splits.items()),
        goal="\n".join(head.goal),
        goal_answer="\n".join(head.answer),
        total=total,
        base_data=tuple(e for base in part.bases for e in base.entries),
        where=part.grid.name,
        source=document.name,
        problems=tuple(problems),
    )


def _year(*texts: str) -> int | None:
    return next((year for text in texts if (year := year_in(text)) is not None), None)


def _values(row: Row, header: Header, grid: Grid, problems: list[Problem]) -> dict[str, str]:
    """Return a row with the units of its headings, and points that are points."""
    out: dict[str, str] = {}
    for name, text in row.values.items():
        unit = header.units.get(name, "")
        if name == "分值":
            points = _points(text, grid.where(row.row), problems)
            if points:
                out[name] = points
            continue
        out[f"{name}（{unit}）" if unit in _UNITS and name in ("年度指标值", "实际完成值", "参照值") else name] = text
    return out


def _points(text: str, where: str, problems: list[Problem]) -> str:
    """Return 分值 as points: a weight in percent is taken of the full score; what is no number is reported."""
    if is_nothing(text):
        return ""
    if points_of(text) is not None:
        return text
    share = points_of(fold(text).strip().removesuffix("%"))
    if fold(text).strip().endswith("%") and share is not None:
        points = plain_ratio(as_fraction(share) * _FULL / 100, 6)
        problems.append(problem("I942", where=where, text=text, full=_FULL, points=points))
        return points
    problems.append(problem("I939", where=where, text=f"分值（{text}）", why="不是一个数", why_en="no single number"))
    return ""


def _is_execution(values: Mapping[str, str], head: Head) -> bool:
    """Tell whether a row of the list is budget execution: so named, in a block so named or, without one, in none."""
    if values.get("三级指标", "") not in _EXECUTION:
        return False
    block = values.get("一级指标", "")
    return block in _EXECUTION or (not block and not _has_points(head))


def _has_points(head: Head) -> bool:
    return bool(head.funds) and points_of(head.funds[0].get("分值", "")) is not None


def _funds(head: Head, execution: Mapping[str, str] | None) -> Iterable[dict[str, str]]:
    """Return the money rows, the total first; a row of the list that is budget execution lends its points and score."""
    funds = [dict(f) for f in head.funds]
    if execution is not None:
        first = funds[0] if funds else {"名称": "年度资金总额"}
        lent = {
            "分值": execution.get("分值", ""),
            "自评得分": execution.get("自评得分", ""),
            "执行率": execution.get("实际完成值", ""),
        }
        lent["偏差原因"] = execution.get("偏差原因", "")
        for key, value in lent.items():
            if value and is_nothing(first.get(key, "")) and (key != "执行率" or is_figure(value)):
                first[key] = value
        funds = [first, *funds[1:]]
    return [{k: v for k, v in f.items() if not is_nothing(v)} for f in funds]
