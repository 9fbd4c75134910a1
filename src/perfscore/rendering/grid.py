"""A table as it is laid out on paper: cells with their place, spans and kind. The model of every document written."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

from attrs import frozen

from ..base.width import width

__all__ = ["Cell", "Grid", "Kind", "lines_in", "stacked"]

Kind = Literal["head", "label", "text", "figure"]
"""A heading, the name of a group or sum (both centred), a text (left) or a figure (right)."""


@frozen
class Cell:
    """A cell at ``row`` and ``column`` (from 0) over ``rows`` by ``columns``; ``text`` is as filled in.

    ``number`` is the figure of a cell of figures (分, exact); where it is None such a cell is empty or holds words.
    ``waits`` marks a row that waits for a person, which is also said in words.
    """

    row: int
    column: int
    text: str
    kind: Kind = "text"
    rows: int = 1
    columns: int = 1
    number: Decimal | None = None
    waits: bool = False


@frozen
class Grid:
    """A table: widths of its columns (in terminal cells), how many of its rows are heads, and its cells in order.

    Every place of the grid is covered by exactly one cell.
    """

    widths: tuple[int, ...]
    heads: int
    height: int
    cells: tuple[Cell, ...]

    def lines(self) -> tuple[int, ...]:
        """Return for each row how many lines of text it must hold, so that nothing is clipped.

        A cell over several rows gets its lines spread over them: what its rows lack is added to the last.
        """
        need = [1] * self.height
        for cell in sorted(self.cells, key=lambda c: c.rows):
            lines = lines_in(cell.text, sum(self.widths[cell.column : cell.column + cell.columns]))
            last = cell.row + cell.rows - 1
            need[last] += max(lines - sum(need[cell.row : last + 1]), 0)
        return tuple(need)


def lines_in(text: str, cells: int) -> int:
    """Estimate how many lines ``text`` takes in a column; a line break at a figure or mark may cost a cell or two."""
    room = max(cells - 2, 2)
    return sum(max(-(-width(line) // room), 1) for line in text.split("\n"))


def stacked(texts: Sequence[str], kind: Kind, row: int) -> tuple[Cell, ...]:
    """Return one cell a column for a row of texts."""
    return tuple(Cell(row, column, text, kind) for column, text in enumerate(texts))
