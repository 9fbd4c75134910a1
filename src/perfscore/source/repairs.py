"""A text with small repairs, and the way back from its columns to those of the file.

Repairs stay within a line, so line numbers never change. A repair replaces ``length`` characters at ``start`` (both
in the file's columns, zero-based) by other characters.
"""

from __future__ import annotations

from attrs import field, frozen

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

    def column(self, line: int, column: int, *, end: bool = False) -> int:
        """Return the file's column for a column of the repaired ``line``; ``end`` for one that ends a range."""
        shift = 0
        for edit in self.edits.get(line, ()):
            begin = edit.start + shift
            stop = begin + len(edit.new)
            if column < begin or (column == begin and (end or edit.length == len(edit.new) == 0)):
                break
            if column < stop:
                inside = column - begin
                return edit.start + (min(inside, edit.length) if end else min(inside, max(edit.length - 1, 0)))
            shift += len(edit.new) - edit.length
        return min(column - shift, len(self.source.lines[line])) if line < len(self.source.lines) else column - shift


def apply(line: str, edits: tuple[Edit, ...]) -> str:
    """Return ``line`` with ``edits`` (sorted, not overlapping) made."""
    out, at = [], 0
    for edit in edits:
        out += [line[at : edit.start], edit.new]
        at = edit.start + edit.length
    out.append(line[at:])
    return "".join(out)
