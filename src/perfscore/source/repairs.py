"""A text with small repairs, and the way back from its columns to those of the file.

Repairs stay within a line, so line numbers never change. A repair replaces ``length`` characters at ``start`` (both
in the file's columns, zero-based) by other characters.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from attrs import field

from ..base.values import frozen
from .files import Source

__all__ = ["Edit", "Repaired", "apply"]


@frozen
class Edit:
    """Replace ``length`` characters at column ``start`` of a line by ``new``."""

    start: int
    length: int
    new: str


@frozen
class Repaired:
    """The lines to parse beside the source they come from; ``edits`` of a line (zero-based) are sorted by column."""

    source: Source
    lines: list[str] | tuple[str, ...]
    text: str = field(repr=False)
    edits: dict[int, tuple[Edit, ...]]
    _begins: dict[int, list[tuple[int, int]]] = field(factory=dict, init=False, repr=False, eq=False)

    def column(self, line: int, column: int, *, end: bool = False) -> int:
        """Return the file's column for a column of the repaired ``line``; ``end`` for one that ends a range."""
        begins = self._begins.get(line)
        if begins is None:
            begins = self._begins[line] = _begin_columns(self.edits.get(line, ()))
        found = bisect_left(begins, (column, -1)) if end else bisect_right(begins, (column, len(begins)))
        if found == 0:
            return column
        begin, index = begins[found - 1]
        edit = self.edits[line][index]
        inside = column - begin
        if inside < len(edit.new):
            return edit.start + min(inside, edit.length if end else max(edit.length - 1, 0))
        return min(edit.start + edit.length + inside - len(edit.new), len(self.source.lines[line]))


def _begin_columns(edits: tuple[Edit, ...]) -> list[tuple[int, int]]:
    """Return, for each edit, the column of the repaired line it begins in, and its number."""
    out, shift = [], 0
    for number, edit in enumerate(edits):
        out.append((edit.start + shift, number))
        shift += len(edit.new) - edit.length
    return out


def apply(line: str, edits: tuple[Edit, ...]) -> str:
    """Return ``line`` with ``edits`` (sorted, not overlapping) made."""
    out, at = [], 0
    for edit in edits:
        out += [line[at : edit.start], edit.new]
        at = edit.start + edit.length
    out.append(line[at:])
    return "".join(out)
