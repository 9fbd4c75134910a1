"""What a pass over the lines gathers: problems, and the repairs that let the rest of the file be read."""

from __future__ import annotations

from collections import defaultdict

from ..base.problem import Place, Problem, problem
from .files import Source
from .repairs import Edit, Repaired, apply

__all__ = ["MAX_PROBLEMS", "Notes"]

MAX_PROBLEMS = 500
"""So many problems of one file are listed; nobody mends more in one go."""


class Notes:
    """Problems and edits of one pass; lines and columns are zero-based here."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.problems: list[Problem] = []
        self._edits: defaultdict[int, list[Edit]] = defaultdict(list)
        self._blanked: set[int] = set()

    def place(self, line: int, start: int, end: int) -> Place:
        """Return the place of ``line[start:end]``; at least one column wide."""
        return Place(self.source.name, line + 1, start + 1, max(end, start + 1) + 1, self.source.lines[line])

    def report(self, code: str, line: int, start: int, end: int, **params: str) -> None:
        """Note a problem at ``line[start:end]``."""
        if len(self.problems) <= MAX_PROBLEMS:
            self.problems.append(problem(code, place=self.place(line, start, end), params=params))

    def edit(self, line: int, start: int, length: int, new: str) -> None:
        """Replace ``length`` characters at ``start``; of edits that overlap the first on the line is made."""
        self._edits[line].append(Edit(start, length, new))

    def quote(self, line: int, start: int, end: int) -> None:
        """Put ``line[start:end]`` into single quotes, by insertions only."""
        self.edit(line, start, 0, "'")
        text = self.source.lines[line]
        at = text.find("'", start, end)
        while at >= 0:
            self.edit(line, at, 0, "'")
            at = text.find("'", at + 1, end)
        self.edit(line, end, 0, "'")

    def blank(self, line: int) -> None:
        """Take a whole line out."""
        self._blanked.add(line)

    def repaired(self) -> Repaired:
        """Return the text with all edits made."""
        if not self._edits and not self._blanked:
            return Repaired(self.source, self.source.lines, self.source.text, {})
        lines = list(self.source.lines)
        edits: dict[int, tuple[Edit, ...]] = {}
        for number, made in self._edits.items():
            if made:
                edits[number] = _apart(made)
                lines[number] = apply(lines[number], edits[number])
        for number in self._blanked:
            lines[number] = ""
            edits.pop(number, None)
        return Repaired(self.source, lines, "\n".join(lines), edits)


def _apart(made: list[Edit]) -> tuple[Edit, ...]:
    """Return edits sorted by column, without those that overlap the one before."""
    out: list[Edit] = []
    end = 0
    for edit in sorted(made, key=lambda e: (e.start, e.length)):
        if edit.start >= end:
            out.append(edit)
            end = edit.start + edit.length
    return tuple(out)
