"""What comes out: numbers by record, as whole units of ``10^-places`` and small codes."""

from __future__ import annotations

from typing import Any

import numpy as np
from attrs import define
from numpy.typing import NDArray

from ..planning import Plan
from .kernel import BLOCK, Longs
from .pages import memory

__all__ = ["Lazy", "RowOut", "Scores", "TableOut", "Wanted", "empty_table"]

Where = slice | NDArray[np.intp]
Small = NDArray[np.int8]


@define(eq=False)
class Lazy:
    """A column that is the same everywhere until something else is written to it."""

    size: int
    kind: Any
    same: int | None = None
    array: NDArray[Any] | None = None

    def put(self, where: Where, value: int | NDArray[Any]) -> None:
        """Write one value, or one for each record."""
        if self.array is None and isinstance(value, int) and self.same in (None, value):
            if self.same is None:
                self.same = value
            return
        if self.array is None:
            self.array = np.full(self.size, self.same or 0, self.kind)
        self.array[where] = value

    @property
    def full(self) -> NDArray[Any]:
        """The whole column as an array."""
        return np.full(self.size, self.same or 0, self.kind) if self.array is None else self.array


@define(eq=False)
class Scores:
    """A column of scores: one word of 64 bits each, or the two of a decimal, whose second is 0 (nothing is negative).

    ``pairs`` is room for one block of two words each, the second always 0: a block is put together there and then
    copied as it is, so that the large memory is gone over once.
    """

    words: Longs
    pairs: Longs | None

    def put(self, where: Where, values: Longs) -> None:
        """Write a score for each record of a block."""
        if self.pairs is None:
            self.words[where] = values
            return
        pairs = self.pairs[: len(values)]
        pairs[:, 0] = values
        self.words[where] = pairs

    def directly(self, where: Where) -> Longs | None:
        """Return where the scores of a block may be written without copying; None where there is no such place."""
        return self.words[where] if self.pairs is None and isinstance(where, slice) else None

    def __len__(self) -> int:
        return len(self.words)


@define(eq=False)
class RowOut:
    """A row. ``state`` numbers outcome and basis.

    ``low``, ``high``, ``met`` (−1: not known) and ``computed`` are None where nobody asked for them.
    """

    score: Scores
    state: Lazy
    low: Scores | None
    high: Scores | None
    met: Small | None
    computed: Scores | None
    known: NDArray[np.bool_] | None
    points: Lazy
    counted: NDArray[np.bool_] | None = None

    def count(self, where: Any) -> None:
        """Note that records to which the row does not apply have a score for all that (计满分)."""
        if self.counted is None:
            self.counted = np.zeros(len(self.score), np.bool_)
        self.counted[where] = True


@define(eq=False)
class TableOut:
    """All of a table, ``n`` records. ``grade`` numbers the grades from the lowest, 1 upwards; 0: none."""

    n: int
    places: int
    rows: list[RowOut]
    total: Scores
    low: Scores
    high: Scores
    full: Lazy
    settled: Lazy
    grade: Small


@define
class Wanted:
    """Which columns of a row were asked for besides score, outcome and basis."""

    ends: bool = False
    met: bool = False
    computed: bool = False
    points: bool = False
    words: int = 1

    def room(self, n: int, pairs: Longs | None) -> Scores:
        """Return room for one column of scores, to be filled whole."""
        words = memory(n * self.words, np.int64)
        return Scores(words if pairs is None else words.reshape(n, 2), pairs)


def empty_table(plan: Plan, n: int, places: int, wanted: Wanted) -> TableOut:
    """Return room for the results of ``n`` records."""
    pairs = np.zeros((min(BLOCK, n), 2), np.int64) if wanted.words == 2 else None
    rows = [
        RowOut(
            score=wanted.room(n, pairs),
            state=Lazy(n, np.int8),
            low=wanted.room(n, pairs) if wanted.ends else None,
            high=wanted.room(n, pairs) if wanted.ends else None,
            met=np.empty(n, np.int8) if wanted.met else None,
            computed=wanted.room(n, pairs) if wanted.computed else None,
            known=np.empty(n, np.bool_) if wanted.computed else None,
            points=Lazy(n, np.int64),
        )
        for _ in plan.rows
    ]
    total, low, high = (wanted.room(n, pairs) for _ in range(3))
    full, settled = Lazy(n, np.int64), Lazy(n, np.int8)
    return TableOut(n, places, rows, total, low, high, full, settled, memory(n, np.int8))
