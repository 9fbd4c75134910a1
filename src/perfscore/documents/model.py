"""A document as it was read: tables of cells with their spans, and the text around them. Nothing is interpreted yet."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Literal

from attrs import field, frozen

from ..base.problem import Problem

__all__ = ["MAX_CELLS", "Cell", "Document", "Grid", "blanks_before", "column_letters", "one_line"]

MAX_CELLS = 200_000
"""A table of more places (rows × columns that its cells cover) is refused; the largest published ones have some thousands."""

_BLANKS = {" ": 1, "\xa0": 1, "\u3000": 2, "\t": 4, "\u2003": 2, "\u2002": 1}
Kind = Literal["docx", "xlsx", "html", "csv"]


@frozen
class Cell:
    """A cell at ``row`` and ``column`` (from 0) over ``rows`` by ``columns``; ``text`` as written, blanks around it off.

    ``indent`` is how far its first line is set in, in half-width cells: by blanks before it or by its format.
    """

    row: int
    column: int
    text: str
    rows: int = 1
    columns: int = 1
    indent: int = 0

    @property
    def last(self) -> int:
        """The last row the cell covers."""
        return self.row + self.rows - 1


@frozen
class Grid:
    """One table of a document.

    ``name`` is how people find it (``第 2 张表``, the name of a sheet). ``before`` are the paragraphs between the
    table before it and this one. Places that no cell covers are blank.
    """

    name: str
    kind: Kind
    cells: tuple[Cell, ...] = field(repr=False)
    before: tuple[str, ...] = ()

    @cached_property
    def height(self) -> int:
        """Number of rows."""
        return max((c.row + c.rows for c in self.cells), default=0)

    @cached_property
    def width(self) -> int:
        """Number of columns."""
        return max((c.column + c.columns for c in self.cells), default=0)

    @cached_property
    def _covered(self) -> dict[tuple[int, int], Cell]:
        return {
            (row, column): cell
            for cell in self.cells
            for row in range(cell.row, cell.row + cell.rows)
            for column in range(cell.column, cell.column + cell.columns)
        }

    def at(self, row: int, column: int) -> Cell | None:
        """Return the cell that covers a place, or None."""
        return self._covered.get((row, column))

    @cached_property
    def _rows(self) -> dict[int, tuple[Cell, ...]]:
        rows: dict[int, dict[int, Cell]] = {}
        for (row, _), cell in self._covered.items():
            rows.setdefault(row, {})[cell.column] = cell
        return {row: tuple(cells[c] for c in sorted(cells)) for row, cells in rows.items()}

    def row(self, row: int) -> tuple[Cell, ...]:
        """Return the cells that cover a row, from left to right; those that began above are among them."""
        return self._rows.get(row, ())

    def starting(self, row: int) -> tuple[Cell, ...]:
        """Return the cells that begin in a row and hold text."""
        return tuple(c for c in self.row(row) if c.row == row and c.text)

    def where(self, row: int, column: int | None = None) -> str:
        """Name a row or a cell as people find it: ``Sheet1!C5``, ``第 1 张表第 5 行第 3 列``."""
        if self.kind == "xlsx":
            return (
                f"{self.name}!{row + 1}:{row + 1}"
                if column is None
                else f"{self.name}!{column_letters(column)}{row + 1}"
            )
        prefix = "" if self.kind == "csv" else self.name
        return f"{prefix}第 {row + 1} 行" + ("" if column is None else f"第 {column + 1} 列")


@frozen
class Document:
    """A document: its tables in order, the text behind the last one, and what is doubtful about it."""

    name: str
    kind: Kind
    grids: tuple[Grid, ...]
    after: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = field(default=(), eq=False)


def column_letters(column: int) -> str:
    """Return the letters of a spreadsheet's column: 0 → A, 26 → AA."""
    out = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        out = chr(65 + rest) + out
    return out


def blanks_before(text: str) -> int:
    """Return how wide the blanks before a text are: an ideographic one counts two, a Tab four."""
    wide = 0
    for char in text:
        if char not in _BLANKS:
            break
        wide += _BLANKS[char]
    return wide


def one_line(texts: Iterable[str] | str, most: int = 60) -> str:
    """Return texts on one line, cut to ``most`` characters, for a message."""
    whole = texts if isinstance(texts, str) else "｜".join(t for t in texts if t)
    line = " ".join(whole[: 4 * most].split())
    return line if len(line) <= most else line[: most - 1] + "…"
