"""A list of problems that stops the reading of a file in which there are too many of them.

What a hostile or hopeless file asks for is bounded: nobody mends thousands of places in one go, and every problem
costs time and memory. Readers add to the list as to any other; past the last one allowed it raises.
"""

from __future__ import annotations

from collections.abc import Iterable

from .problem import PerfscoreError, Problem, problem

__all__ = ["MOST_PROBLEMS", "Gathered", "TooMany"]

MOST_PROBLEMS = 5000
"""So many problems of one file are gathered; after that the reading stops."""


class TooMany(PerfscoreError):
    """More problems than are gathered: the first of them, and one that says the rest was not looked at."""


class Gathered(list[Problem]):
    """Problems of one file. Adding more than :data:`MOST_PROBLEMS` raises :class:`TooMany`."""

    def append(self, item: Problem, /) -> None:
        """Add a problem."""
        super().append(item)
        if len(self) > MOST_PROBLEMS:
            self._stop()

    def extend(self, items: Iterable[Problem], /) -> None:
        """Add problems."""
        super().extend(items)
        if len(self) > MOST_PROBLEMS:
            self._stop()

    def __iadd__(self, items: Iterable[Problem], /) -> Gathered:  # type: ignore[override,misc]
        self.extend(items)
        return self

    def _stop(self) -> None:
        kept = self[:MOST_PROBLEMS]
        raise TooMany([*kept, problem("Y060", place=kept[-1].place, limit=MOST_PROBLEMS)])
