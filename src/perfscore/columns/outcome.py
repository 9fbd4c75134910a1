"""What comes out: numbers by record, as whole units of ``10^-places`` and small codes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
from attrs import define
from numpy.typing import NDArray

from ..planning import Plan
from .kernel import Longs

__all__ = ["Lazy", "RowOut", "TableOut", "Wanted", "empty_table", "memory"]

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
class RowOut:
    """A row. ``score`` is a view of 64-bit words, one or two a record; ``state`` numbers outcome and basis.

    ``low``, ``high``, ``met`` (−1: not known) and ``computed`` are None where nobody asked for them.
    """

    score: Longs
    state: Lazy
    low: Longs | None
    high: Longs | None
    met: Small | None
    computed: Longs | None
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
    total: Longs
    low: Longs
    high: Longs
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

    def room(self, n: int) -> Longs:
        """Return room for one column of scores: with two words each the second stays 0 (nothing is negative)."""
        words = memory(n * self.words, np.int64)
        if self.words == 1:
            return words
        pairs = words.reshape(n, 2)
        pairs[:, 1] = 0
        return pairs[:, 0]


def memory(size: int, kind: Any) -> NDArray[Any]:
    """Return room out of Arrow's own pool: pages that were used before need not be asked of the system again."""
    whole = np.dtype(kind).itemsize * size
    return np.frombuffer(pa.allocate_buffer(whole), kind) if size else np.empty(0, kind)


def empty_table(plan: Plan, n: int, places: int, wanted: Wanted) -> TableOut:
    """Return room for the results of ``n`` records."""
    rows = [
        RowOut(
            score=wanted.room(n),
            state=Lazy(n, np.int8),
            low=wanted.room(n) if wanted.ends else None,
            high=wanted.room(n) if wanted.ends else None,
            met=np.empty(n, np.int8) if wanted.met else None,
            computed=wanted.room(n) if wanted.computed else None,
            known=np.empty(n, np.bool_) if wanted.computed else None,
            points=Lazy(n, np.int64),
        )
        for _ in plan.rows
    ]
    total, low, high = (wanted.room(n) for _ in range(3))
    full, settled = Lazy(n, np.int64), Lazy(n, np.int8)
    return TableOut(n, places, rows, total, low, high, full, settled, memory(n, np.int8))
