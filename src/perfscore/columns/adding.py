"""The sums of one block of records: their scores, the ends of their ranges, and who waits for a person."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .kernel import BLOCK, Longs
from .pages import memory
from .totals import Sums

__all__ = ["Adding"]


class Adding:
    """The sums of one block: of rows whose bounds are their score (``fixed``), and of all others. Used again and again."""

    def __init__(self, sums: Sums) -> None:
        self.sums = sums
        self.room = {part: memory(BLOCK, np.int64) for part in ("fixed", "claimed", "low", "high")}
        self.results = tuple(memory(BLOCK, np.int64) for _ in range(3))
        self.waiting = memory(BLOCK, np.bool_)
        self.start(0)

    def start(self, size: int) -> None:
        """Begin a block of ``size`` records."""
        self.size = size
        self.used: set[str] = set()
        self.offsets = {"claimed": 0, "low": 0, "high": 0}
        self.open = False

    def add(self, to: str, values: Longs, row: int, where: NDArray[np.intp] | None = None) -> None:
        """Add the scores (or ends) of a row."""
        weight = self.sums.weights[row]
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

    def wait(self, where: NDArray[np.intp] | None) -> None:
        """Note that records wait for a person."""
        waiting = self.waiting[: self.size]
        if not self.open:
            waiting[:] = False
        self.open = True
        if where is None:
            waiting[:] = True
        else:
            waiting[where] = True
