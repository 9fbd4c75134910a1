"""Indentation, followed leniently: which level a line belongs to, and what is said if it belongs to none."""

from __future__ import annotations

import re
from typing import NamedTuple

from .blanks import blank_name
from .notes import Notes
from .wording import short

__all__ = ["ENTRY", "Level", "Levels"]

ENTRY = re.compile(r"(?:- +)*(?:[^\s:：，,。；;\"'“”#]{1,24}|\"[^\"]{1,40}\"|'[^']{1,40}')[:：](?!//)")
"""What looks like the beginning of an entry, whatever its colon."""


class Level(NamedTuple):
    """The column of the keys of a mapping (``map``) or of the dashes of a list (``seq``)."""

    column: int
    kind: str


class Levels:
    """The collections that are open at a line, the outermost first."""

    def __init__(self, notes: Notes, *, structural: bool) -> None:
        self.notes = notes
        self.structural = structural
        self.tabbed = not any(line.startswith(" ") and line.strip() for line in notes.source.lines)
        """No line begins with a space: all Tabs and wide blanks count alike."""
        self.open: list[Level] = []
        self.child = True
        """The last entry has no value yet: something deeper may follow."""
        self.shift: tuple[int, int] | None = None
        """The wrong column of a line above and the right one; lines below it move with it."""
        self.want = 0
        """The column that the current line is meant to begin in."""

    def known(self, column: int, kind: str) -> bool:
        """Tell whether a level of that kind is open in ``column``."""
        return any(level == Level(column, kind) for level in self.open)

    def indentation(self, number: int, text: str, indent: int) -> int:
        """Return the column the line's content is meant to stand in; report blanks that are not spaces."""
        blank = text[:indent]
        odd = blank.strip(" ")
        column = self.guess(blank) if odd else indent
        if odd:
            self.odd_indent(number, text, indent, odd[0], column)
        if self.shift is not None:
            wrong, better = self.shift
            if column < wrong or any(column == level.column for level in self.open):
                self.shift = None
            else:
                column += better - wrong
        return column

    def odd_indent(self, number: int, text: str, indent: int, char: str, column: int) -> None:
        start = text.index(char)
        content = text[indent:].rstrip()
        fix = " " * column + short(content)
        if char == "\t":
            self.notes.report("Y015", number, start, indent, fix=fix)
            return
        name, name_en = blank_name(char)
        found = ENTRY.match(content)
        key = found[0].lstrip("-{[ ").rstrip(":：") if found else short(content, 20)
        self.notes.report("Y013", number, start, indent, key=key, blank=name, blank_en=name_en, fix=fix)

    def guess(self, blank: str) -> int:
        """The column that a mixed indent is meant for: one that is open, the deepest first; else a child's."""
        tabs, wide = blank.count("\t"), blank.count("\u3000")
        rest = len(blank) - tabs - wide
        if self.tabbed:
            return rest + 2 * tabs + 2 * wide
        columns = [rest + t * tabs + w * wide for t in (2, 4, 8) for w in (2, 1, 4)]
        known = {level.column for level in self.open}
        top = max(known, default=-1)
        if matching := [c for c in columns if c in known]:
            return max(matching)
        deeper = [c for c in columns if c > top]
        if self.child and deeper:
            return deeper[0]
        return min(known, key=lambda k: (abs(k - columns[0]), -k)) if known else 0

    def settle(self, number: int, column: int, kind: str, indent: int) -> int:
        """Find the level an entry belongs to and return its column; report one that belongs to none."""
        levels = self.open
        popped: Level | None = None
        while levels and levels[-1].column > column:
            popped = levels.pop()
        top = levels[-1] if levels else None
        if top is not None and top.column == column:
            if top.kind == kind:
                return column
            if kind == "seq":
                if self.child and popped is None:
                    levels.append(Level(column, kind))
                return column
            if len(levels) > 1 and levels[-2] == Level(column, "map"):
                levels.pop()
                return column
            better = popped.column if popped and popped.kind == "map" else column + 2
            if popped:
                levels.append(popped)
            else:
                levels.append(Level(better, "map"))
            return self.wrong(number, column, better, indent)
        if popped is None:
            if top is None or self.child or top.kind != kind:
                levels.append(Level(column, kind))
                return column
            return self.wrong(number, column, top.column, indent)
        return self.between(number, column, kind, indent, popped)

    def between(self, number: int, column: int, kind: str, indent: int, popped: Level) -> int:
        """An entry that stands between two levels goes to the nearer one of its kind."""
        levels = self.open
        top = levels[-1] if levels else None
        down = popped.column - column if popped.kind == kind else 1000
        up = column - top.column if top is not None and top.kind == kind else 1000
        if down == up == 1000:
            levels.append(Level(column, kind))
            return column
        if down <= up or top is None:
            levels.append(popped)
            return self.wrong(number, column, popped.column, indent)
        return self.wrong(number, column, top.column, indent, popped)

    def wrong(self, number: int, column: int, better: int, indent: int, also: Level | None = None) -> int:
        if not self.structural:
            return better
        columns = sorted({level.column for level in self.open} | ({also.column} if also else set()))
        self.notes.report(
            "Y018",
            number,
            0,
            indent,
            indent=str(column),
            levels="、".join(map(str, columns)),
            better=str(better),
        )
        self.want = better
        self.shift = (column, better)
        return better
