"""Laying out rows of cells with spans, as HTML and Word do; broken spans are mended and reported."""

from __future__ import annotations

from attrs import define, evolve, field

from ..base.problem import PerfscoreError, Problem, problem
from .model import MAX_CELLS, Cell, Grid, Kind

__all__ = ["Layout"]


@define
class Layout:
    """Cells placed so far; ``taken`` holds the places they cover."""

    name: str
    kind: Kind
    document: str
    cells: list[Cell] = field(factory=list)
    taken: set[tuple[int, int]] = field(factory=set)
    problems: list[Problem] = field(factory=list)

    def place(self, row: int, column: int, text: str, rows: int, columns: int, indent: int = 0) -> Cell:
        """Put a cell; where its span meets another cell it is cut back to what is free."""
        wide = columns
        for offset in range(columns):
            if (row, column + offset) in self.taken:
                wide = offset
                break
        wide = max(wide, 1)
        tall = rows
        for offset in range(1, rows):
            if any((row + offset, column + c) in self.taken for c in range(wide)):
                tall = offset
                break
        cell = Cell(row, column, text, tall, wide, indent)
        if (tall, wide) != (rows, columns):
            self.broken(row, column, "与别的单元格重叠", "overlaps another cell")
        self._add(cell)
        return cell

    def _add(self, cell: Cell) -> None:
        if len(self.taken) + cell.rows * cell.columns > MAX_CELLS:
            limit = f"{MAX_CELLS} 格"
            found = problem(
                "I922",
                name=self.document,
                what=self.name,
                what_en=self.name,
                limit=limit,
                limit_en=f"{MAX_CELLS} cells",
            )
            raise PerfscoreError([found])
        self.cells.append(cell)
        self.taken.update(
            (r, c)
            for r in range(cell.row, cell.row + cell.rows)
            for c in range(cell.column, cell.column + cell.columns)
        )

    def extend(self, index: int) -> None:
        """Let a cell already placed reach one row further down."""
        cell = self.cells[index]
        self.cells[index] = evolve(cell, rows=cell.rows + 1)
        self.taken.update((cell.last + 1, cell.column + c) for c in range(cell.columns))

    def free(self, row: int, column: int) -> int:
        """Return the first free column of a row, from ``column`` on."""
        while (row, column) in self.taken:
            column += 1
        return column

    def broken(self, row: int, column: int, why: str, why_en: str) -> None:
        """Report a broken merge."""
        where = Grid(self.name, self.kind, ()).where(row, column)
        self.problems.append(problem("I929", where=where, why=why, why_en=why_en))

    def grid(self, before: tuple[str, ...]) -> Grid:
        """Return the table; spans that reach beyond its last row with a cell are cut back."""
        last = max((c.row for c in self.cells), default=0)
        cells = tuple(evolve(c, rows=min(c.rows, last - c.row + 1)) for c in self.cells)
        return Grid(self.name, self.kind, cells, before)
