"""The sums of records: their scores, the ends of their ranges, and who waits for a person."""

from __future__ import annotations

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from .kernel import Bools, Longs
from .pages import memory

__all__ = ["Adding", "Some"]

Where = NDArray[np.intp] | None
_PARTS = ("fixed", "claimed", "low", "high")


class Adding:
    """The sums of one block: of rows whose bounds are their score (``fixed``), and of all others. Used again and again."""

    def __init__(self, weights: tuple[int, ...], most: int) -> None:
        self.weights = weights
        self.room = {part: memory(most, np.int64) for part in _PARTS}
        self.results = tuple(memory(most, np.int64) for _ in range(3))
        self.waiting = memory(most, np.bool_)
        self.start(0)

    def start(self, size: int) -> None:
        """Begin a block of ``size`` records."""
        self.size = size
        self.used: set[str] = set()
        self.offsets = {"claimed": 0, "low": 0, "high": 0}
        self.open = False

    def add(self, to: str, values: Longs | int, row: int, where: Where = None) -> None:
        """Add the scores (or ends) of a row."""
        weight = self.weights[row]
        part = self.room[to][: self.size]
        if where is not None:
            if to not in self.used:
                part[:] = 0
            part[where] += values if weight == 1 else values * weight
        elif to not in self.used:
            np.multiply(values, weight, out=part) if weight != 1 else np.copyto(part, values)
        else:
            np.add(part, values if weight == 1 else values * weight, out=part)
        self.used.add(to)

    def same(self, to: str, value: int, row: int) -> None:
        """Add the same value for all records."""
        self.offsets[to] += value * self.weights[row]

    def all(self, part: str, room: int) -> Longs:
        """Return the sum of all rows: their scores (``claimed``), or an end of their ranges, in one of three ``room``s."""
        out, offset = self.results[room][: self.size], self.offsets[part]
        parts = [self.room[p][: self.size] for p in ("fixed", part) if p in self.used]
        if len(parts) == 2:
            np.add(parts[0], parts[1], out=out)
        elif parts:
            return np.add(parts[0], offset, out=out) if offset else parts[0]
        else:
            out[:] = 0
        return np.add(out, offset, out=out) if offset else out

    def sums(self) -> tuple[Longs, Longs, Longs]:
        """Return the sums of scores, lows and highs."""
        return self.all("claimed", 0), self.all("low", 1), self.all("high", 2)

    def settled(self) -> Bools | None:
        """Return where nobody waits; None: everywhere."""
        return ~self.waiting[: self.size] if self.open else None

    def wait(self, where: Where) -> None:
        """Note that records wait for a person."""
        waiting = self.waiting[: self.size]
        if not self.open:
            waiting[:] = False
        self.open = True
        if where is None:
            waiting[:] = True
        else:
            waiting[where] = True


@frozen(eq=False)
class Some:
    """The sums of some of the records of a block, by position."""

    adding: Adding
    at: NDArray[np.intp]

    def add(self, to: str, values: Longs | int, row: int, where: Where = None) -> None:
        """Add the scores (or ends) of a row."""
        self.adding.add(to, values, row, self.at if where is None else self.at[where])

    def same(self, to: str, value: int, row: int) -> None:
        """Add the same value for all of them."""
        self.adding.add(to, value, row, self.at)

    def wait(self, where: Where) -> None:
        """Note that records wait for a person."""
        self.adding.wait(self.at if where is None else self.at[where])
