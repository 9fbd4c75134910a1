"""基础数据表 (附件1 of a whole-department self-evaluation): blocks of lines under headings of their own → entries.

A block begins with a heading row: what it is about, with the unit (``经费控制情况（万元）``), then its columns
(``2023年决算数`` …). The lines below hold a name and a figure a column, or a name and a text. Texts are kept as
written; which line is a part of which is :mod:`.nesting`'s.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import define, field, frozen

from ..base.problem import Problem, problem
from ..rules.cells import unit_in_heading
from ..rules.facts import BaseEntry, Figure, Split
from .head import Head, is_money_heading, read_head, read_paragraphs
from .model import Cell, Grid, one_line
from .nesting import Branch, Line, marks_of, nested
from .words import compact, is_figure, is_foot, is_nothing, joined

__all__ = [
    "TITLE",
    "BaseData",
    "base_rows",
    "begins_base_data",
    "is_base_data",
    "is_title",
    "read_base_data",
    "without_titles",
]

_ABOUT = re.compile(
    r"(?:财政供养人员|人员编制|人员情况|经费控制|经费支出|楼堂馆所|厉行节约|资产|编制)[^0-9]{0,12}(?:情况|\(.{1,8}\))"
)
TITLE = "基础数据表"
_SURE = re.compile(r".{0,14}(?:数|率|额|规模|投资|面积)(?:\([^()]{1,6}\))?\Z")
"""What a single wide heading must look like where no figure stands below it: else it is a text about its line."""
_MONEY = re.compile(r"决算|预算|支出|执行|投资|金额")
_COLUMN = re.compile(
    r"20[0-9]{2}年|决算|预算|执行数|支出数|编制|在职|实有|人数|规模|投资|控制率|金额|面积|增减|变动|比例|数量|数\Z|率\Z|额\Z"
)
_NO_GROUP = frozenset(("", "项目", "名称", "指标", "内容", "项目名称", "指标名称", "类别"))
_SUMS = frozenset(("小计", "合计", "总额", "总计"))
_LONGEST = 40
_SHORT = 8
"""A text alone in the first column of figures is about the whole line where it is longer."""
SPLIT_BY = "分项"
"""What a way of falling into parts is called where the form gives it no name."""


@define
class BaseData:
    """The entries of a document's base-data table, and what stood around it."""

    entries: tuple[BaseEntry, ...] = ()
    head: Head = field(factory=Head)
    where: str = ""
    problems: list[Problem] = field(factory=list)


@frozen
class _Column:
    name: str
    unit: str


@frozen
class _Block:
    """A heading row: the label with its unit, and grid column → what stands below it."""

    row: int
    label: str
    unit: str
    cell: Cell | None
    columns: dict[int, _Column] = field(repr=False)

    @property
    def first(self) -> int:
        """The first grid column with figures."""
        return min(self.columns)


def _block_at(grid: Grid, row: int, *, strict: bool) -> _Block | None:
    """Return the heading that stands in ``row``. ``strict`` asks for the words that only this form uses."""
    cells = grid.starting(row)
    if not cells or (is_money_heading(cells) and not _ABOUT.match(compact(cells[0].text))):
        return None
    held = [c for c in grid.row(row) if c.text]
    label = held[0] if held[0].column == 0 else None
    heads = [c for c in cells if c.column > 0 and (label is None or c is not label)]
    if label is not None and label.row < row:
        return None
    known = [c for c in heads if len(c.text) <= _LONGEST and _COLUMN.search(compact(c.text)) and not _held(c.text)]
    whole = sum(c.columns for c in heads) == grid.width - min((c.column for c in heads), default=0)
    if not known and not strict and whole and (label is None or _heads_names(label.text)):
        known = [c for c in heads if len(c.text) <= _LONGEST and not _held(c.text) and _over_figures(grid, row, c)]
    others = [c for c in heads if c not in known]
    if not known or any(_held(c.text) or len(c.text) > _LONGEST for c in others):
        return None
    if len(heads) == 1 and heads[0].columns > 1 and not _over_figures(grid, row, heads[0]):
        sure = label is not None and _says_group(label.text) and _SURE.match(compact(heads[0].text))
        if not sure:
            return None
    text = "" if label is None else joined(label.text)
    if strict and not _ABOUT.match(compact(text)):
        return None
    first = known[0].column
    named = [c for c in others if c.column < first]
    columns = {
        at: _Column(*unit_in_heading(joined(c.text)))
        for c in heads
        if c not in named
        for at in range(c.column, c.column + c.columns)
    }
    shown = joined(named[-1].text) if named and text in _NO_GROUP else text
    _, unit = unit_in_heading(shown)
    return _Block(row, shown, unit, label, columns)


def _says_group(text: str) -> bool:
    """Tell whether a label may be that of a block: it states a unit, or heads names."""
    return bool(unit_in_heading(joined(text))[1]) or _heads_names(text)


def _heads_names(text: str) -> bool:
    """Tell whether a label can only head a block or a column of names."""
    return joined(text) in _NO_GROUP or compact(text).endswith("情况")


def _over_figures(grid: Grid, row: int, cell: Cell) -> bool:
    """Tell whether a figure stands below a wide cell: else it is a text about its line, no heading."""
    below = grid.at(row + cell.rows, cell.column)
    return below is not None and below.columns == cell.columns and _held(below.text)


def _held(text: str) -> bool:
    """Tell whether a cell holds a figure or a stroke, as no heading does."""
    return is_figure(text) or is_nothing(text)


def is_base_data(grid: Grid, said: Sequence[str] = ()) -> bool:
    """Tell whether a grid without a heading of indicators is a base-data table; ``said`` are the lines before it."""
    titled = any(TITLE in compact(t) for t in (*said[-3:], *grid.before[-3:]))
    titled = titled or any(TITLE in compact(c.text) for row in range(min(grid.height, 4)) for c in grid.starting(row))
    return any(_block_at(grid, row, strict=not titled) is not None for row in range(min(grid.height, 400)))


def base_rows(grid: Grid, rows: range) -> range | None:
    """Return the part of ``rows`` that is a base-data table: from its first heading to the end; None where there is none."""
    for row in rows:
        if _block_at(grid, row, strict=True) is not None:
            return range(row, rows.stop)
    return None


def read_base_data(grid: Grid, rows: range | None = None) -> BaseData:
    """Read a base-data table, or the part of a grid that is one."""
    reading = _Reading(grid, range(grid.height) if rows is None else rows)
    reading.read()
    return BaseData(tuple(reading.entries), reading.head, grid.name, reading.problems)


@frozen
class _Found:
    """A line with the figures or the words that stand beside its name."""

    line: Line
    unit: str
    values: tuple[tuple[str, Figure], ...]
    note: str


@define
class _Reading:
    grid: Grid
    rows: range
    head: Head = field(factory=Head)
    entries: list[BaseEntry] = field(factory=list)
    problems: list[Problem] = field(factory=list)
    block: _Block | None = None
    spent: bool = False
    """Whether something of the block was read already, so that it does not count as left blank."""
    lines: list[_Found] = field(factory=list)
    of: bool = False
    """Whether a line held nothing but 其中, which then belongs to the next one."""

    def read(self) -> None:
        read_paragraphs(self.head, self.grid.before)
        for row in self.rows:
            found, cells, block = _block_at(self.grid, row, strict=False), self.grid.starting(row), self.block
            if found is not None:
                self._end()
                self.block, self.spent = found, False
            elif cells and block is None:
                read_head(self.grid, range(row, row + 1), self.head)
            elif cells and block is not None:
                self._row(row, cells, block)
        self._end()
        self.problems[:0] = self.head.problems

    def note(self, code: str, row: int, at: int | None = None, /, **params: object) -> None:
        self.problems.append(problem(code, where=self.grid.where(row, at), params=params))

    def _row(self, row: int, cells: tuple[Cell, ...], block: _Block) -> None:
        wide = len(cells) == 1 and cells[0].columns >= max(self.grid.width - 1, 2)
        if wide or is_foot(compact(cells[0].text)):
            self.note("I941", row, text=one_line(c.text for c in cells))
        elif not self._words(cells, block):
            self._figures(row, cells, block)

    def _words(self, cells: tuple[Cell, ...], block: _Block) -> bool:
        """``厉行节约保障措施`` and the text over all columns beside it."""
        if len(cells) != 2 or cells[0].column >= block.first or cells[1].column < block.first or _held(cells[1].text):
            return False
        reach = range(cells[1].column, cells[1].column + cells[1].columns)
        over = {block.columns[at] for at in reach if at in block.columns}
        alone = cells[1].column == block.first and len(cells[1].text) > _SHORT
        if len(over) < 2 and not alone:
            return False
        self._end()
        self.block, self.spent = block, True
        name, _ = unit_in_heading(joined(cells[0].text))
        self.entries.append(BaseEntry(name, note=cells[1].text))
        return True

    # --- lines with figures -----------------------------------------------------------------------------------------

    def _figures(self, row: int, cells: tuple[Cell, ...], block: _Block) -> None:
        values: dict[str, Figure] = {}
        for cell in cells:
            over = {block.columns[at] for at in range(cell.column, cell.column + cell.columns) if at in block.columns}
            if cell.column < block.first:
                continue
            if len(over) != 1:
                self.note("I931", row, cell.column, text=one_line(cell.text))
                continue
            (column,) = over
            if column.name in values:
                self.note("I931", row, cell.column, text=one_line(cell.text))
            else:
                values[column.name] = Figure(joined(cell.text), column.unit)
        names = [c for c in self.grid.row(row) if c.column < block.first and c.text and c is not block.cell]
        own = [c for c in names if c.row == row]
        if not own:
            self._unnamed(row, values, block, names)
            return
        beside = next((c for c in names if c.rows > 1 and c is not own[-1]), None)
        self._named(row, own[-1], values, block, beside)

    def _named(self, row: int, cell: Cell, values: dict[str, Figure], block: _Block, beside: Cell | None) -> None:
        name, style, ordinal, of, lists = marks_of(joined(cell.text))
        if of and not name and not values:
            self.of = True
            return
        of, self.of = of or self.of, False
        bare, unit = unit_in_heading(name)
        unit = unit or block.unit
        scope = -1
        if beside is not None:
            scope = beside.row
            if beside.row == row:
                whole, *_ = marks_of(joined(beside.text))
                total = bare if bare in _SUMS else ""
                self._add(Line(row, whole, indent=beside.indent), unit, values if total else {}, "")
                if total:
                    return
            of = of or not any(f.line.scope == scope for f in self.lines)
        self._add(Line(row, bare, style, ordinal, of, lists, cell.indent, scope), unit, values, "")

    def _add(self, line: Line, unit: str, values: dict[str, Figure], note: str) -> None:
        stated = unit or self.head.unit
        given = tuple(
            (k, Figure(f.text, f.unit or (unit if unit or not _MONEY.search(k) else stated))) for k, f in values.items()
        )
        self.lines.append(_Found(line, unit, given, note))

    def _unnamed(self, row: int, values: dict[str, Figure], block: _Block, names: list[Cell]) -> None:
        """Figures straight below the heading: they are those of the block itself."""
        if not block.label or names:
            said = one_line(c.text for c in self.grid.starting(row))
            self.note("I931", row, text=said)
            return
        name, _ = unit_in_heading(block.label)
        self._add(Line(row, name), block.unit, values, "")

    def _end(self) -> None:
        """The block is over: its lines become entries with their parts."""
        block, self.of = self.block, False
        if block is None:
            return
        group = "" if block.label in _NO_GROUP else block.label
        if self.lines:
            where = [self.grid.where(f.line.row) for f in self.lines]
            roots, doubts = nested([f.line for f in self.lines], where)
            self.problems += doubts
            by_line = {id(f.line): f for f in self.lines}
            self.entries += [_entry(b, by_line, group) for b in roots]
        elif group and not self.spent:
            columns = dict.fromkeys(block.columns.values())
            names = "、".join(f"{c.name}（{c.unit}）" if c.unit else c.name for c in columns)
            self.entries.append(BaseEntry(unit_in_heading(group)[0], note=f"各栏未填：{names}"))
        self.lines, self.block = [], None


def _entry(branch: Branch, by_line: dict[int, _Found], group: str = "") -> BaseEntry:
    found = by_line[id(branch.line)]
    splits = tuple(
        Split(SPLIT_BY if n == 1 else f"{SPLIT_BY}{n}", None, tuple(_entry(b, by_line) for b in parts))
        for n, parts in enumerate((s for s in branch.splits if s), 1)
    )
    return BaseEntry(found.line.name, found.values, splits, group=group, note=found.note)


def is_title(grid: Grid, row: int) -> bool:
    """Tell whether a row is the title of a table."""
    cells = grid.starting(row)
    return len(cells) == 1 and cells[0].column == 0 and compact(cells[0].text).endswith(("表", "表)"))


def begins_base_data(grid: Grid, row: int) -> bool:
    """Tell whether a row is the title or the first heading of a base-data table below a table of indicators."""
    cells = grid.starting(row)
    if len(cells) == 1 and TITLE in compact(cells[0].text):
        return True
    base = base_rows(grid, range(row, row + 1)) if len(cells) > 1 else None
    return base is not None


def without_titles(grid: Grid, rows: range) -> range:
    """Return rows without the title that stands last in them."""
    at = rows.stop
    while at > rows.start and (not grid.starting(at - 1) or TITLE in compact(grid.starting(at - 1)[0].text)):
        at -= 1
    return range(rows.start, at)
