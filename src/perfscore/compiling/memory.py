"""A bounded memory in two generations: what is asked for again stays, the rest is dropped.

Everything kept is a pure function of its key, so that forgetting is never observed; a lost update between threads only
costs the work again.
"""

from __future__ import annotations

from typing import Generic, TypeVar

__all__ = ["Memory"]

K = TypeVar("K")
V = TypeVar("V")


class Memory(Generic[K, V]):
    """``recent`` may be read directly where speed matters; everything else goes through :meth:`get` and :meth:`put`."""

    __slots__ = ("_older", "recent", "size")

    def __init__(self, size: int) -> None:
        self.recent: dict[K, V] = {}
        self._older: dict[K, V] = {}
        self.size = size

    def get(self, key: K) -> V | None:
        """Return what is kept for ``key``; raises :class:`TypeError` for a key that cannot be hashed."""
        found = self.recent.get(key)
        if found is None:
            found = self._older.get(key)
            if found is not None:
                self.put(key, found)
        return found

    def put(self, key: K, value: V) -> None:
        """Keep ``value``; when the young generation is full, the old one is dropped."""
        if len(self.recent) >= self.size:
            self._older = dict(self.recent)
            self.recent.clear()
        self.recent[key] = value
