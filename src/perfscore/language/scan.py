"""The state of one reading: the folded text, the words and units it is read with, and what has been found so far."""

from __future__ import annotations

from attrs import field

from ..base.problem import Problem, problem
from ..base.values import define
from ..quantities import Units
from .fold import Line
from .readings import Target
from .vocabulary import Vocabulary

__all__ = ["Core", "Scan", "Stop", "shown"]

SHOWN = 24


def shown(text: str) -> str:
    """Return a text as a message quotes it: one line, cut where it is long."""
    flat = " ".join(text.split())
    return flat if len(flat) <= SHOWN else flat[: SHOWN - 1] + "…"


class Stop(Exception):
    """The text cannot be read for sure; carries the problem. Never leaves the room."""

    def __init__(self, item: Problem) -> None:
        super().__init__(item)
        self.problem = item


@define
class Core:
    """A reading found at ``start``..``end`` of the folded text. ``direct``: the figure stands right behind ``start``."""

    reading: Target
    start: int
    end: int
    kind: str = ""


@define
class Scan:
    """One text on its way through the productions. Productions take a place and give what begins there, or None."""

    line: Line
    words: Vocabulary
    units: Units
    problems: list[Problem] = field(factory=list)
    remarks: list[str] = field(factory=list)
    actual: bool = False
    s: str = field(init=False)
    n: int = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.s = self.line.text
        self.n = len(self.s)

    def mark(self) -> tuple[int, int]:
        """Return a mark to go back to when a production gives up."""
        return len(self.problems), len(self.remarks)

    def back(self, mark: tuple[int, int]) -> None:
        """Forget what was found since ``mark``."""
        del self.problems[mark[0] :]
        del self.remarks[mark[1] :]

    def make(self, code: str, start: int, end: int, **params: object) -> Problem:
        """Make a problem about ``s[start:end]``; its span is in the text as written."""
        given = {"text": shown(self.line.source(start, end)), **params}
        return problem(code, span=self.line.span(start, end), params=given)

    def flag(self, code: str, start: int, end: int, **params: object) -> None:
        """Add a problem about ``s[start:end]``."""
        self.problems.append(self.make(code, start, end, **params))

    def stop(self, code: str, start: int, end: int, **params: object) -> Stop:
        """Return the exception that ends the reading as unclear."""
        return Stop(self.make(code, start, end, **params))

    def note(self, remark: str) -> None:
        """Add a remark once."""
        if remark not in self.remarks:
            self.remarks.append(remark)

    def char(self, i: int) -> str:
        """Return the character at ``i``, or an empty text past the end."""
        return self.s[i] if 0 <= i < self.n else ""
