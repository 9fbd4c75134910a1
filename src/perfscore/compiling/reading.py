"""The texts of a row that stand for plain figures, read at first sight; what they come to is remembered."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from .figures import plain_figure
from .judging import REMEMBERED
from .memory import Memory
from .writing import Elsewhere, RowCode

__all__ = ["TextReader"]


class TextReader:
    """From the texts of a row to its score in units of the last place.

    ``compute`` is the row's generated function, None where it has none. Texts that are no plain figures raise
    :class:`Elsewhere`, unless what they come to has been seen.
    """

    __slots__ = ("_end", "_plain", "compute", "seen")

    def __init__(self, code: RowCode) -> None:
        self.seen: Memory[Any, Decimal | int] = Memory(REMEMBERED)
        self.compute: Callable[..., Decimal] | None = None
        unit = "" if code.form is None else code.form.unit
        self._plain = plain_figure(unit).match
        self._end = -len(unit) or None

    def __call__(self, *values: Any) -> Decimal | int:
        """Return the score of values that the straight-line code has not seen lately."""
        key = values[0] if len(values) == 1 else values
        texts = all(v.__class__ is str for v in values)
        found = self.seen.get(key) if texts else None
        if found is not None:
            return found
        if self.compute is None:
            raise Elsewhere
        score = self.compute(*map(self.figure, values))
        if texts:
            self.seen.put(key, score)
        return score

    def one(self, value: Any) -> Decimal | int:
        """Return the same for a single value; the way most texts go."""
        if value.__class__ is str and self._plain(value) and self.compute is not None:
            score = self.compute(Decimal(value[: self._end]))
            self.seen.put(value, score)
            return score
        return self(value)

    def remember(self, key: tuple[str, ...], score: Decimal | int) -> None:
        """Keep what the interpreter found."""
        self.seen.put(key[0] if len(key) == 1 else key, score)

    def figure(self, value: Any) -> Decimal:
        """Return a plain figure, or raise :class:`Elsewhere`."""
        if value.__class__ is str and self._plain(value):
            return Decimal(value[: self._end])
        if value.__class__ is Decimal or value.__class__ is int:
            return Decimal(value)
        raise Elsewhere
