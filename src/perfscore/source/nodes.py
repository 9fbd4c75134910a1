"""The tree of a file: scalars that are text, mappings and sequences, each with its place.

A file has far more nodes than anybody asks the place of, so a node keeps where it stands as a :data:`Spot` and makes
the :class:`Place` when it is asked for. Nodes are tuples underneath: they cost little to make and cannot be changed.
"""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

from ..base.problem import Place
from .files import Source

__all__ = ["Loader", "Mapping", "Node", "Scalar", "Sequence", "Spot"]

Loader = Literal["auto", "c", "python"]
"""How a text is parsed; see :func:`~perfscore.source.parsing.parse`."""
Spot: TypeAlias = tuple[Source, int, int, int]
"""A source with line, column and end column in it, all zero-based."""


def _place(at: Place | Spot) -> Place:
    if at.__class__ is Place:
        return at
    source, line, column, end = at  # type: ignore[misc]
    return Place(source.name, line + 1, column + 1, end + 1, source.lines[line])


class _Scalar(NamedTuple):
    text: str
    style: str
    at: Place | Spot
    is_empty: bool = False


class Scalar(_Scalar):
    """A text as written: ``060.50``, ``12:30`` and ``no`` are these very characters.

    ``style`` is empty for a plain text, else ``'``, ``"``, ``|`` or ``>``. ``is_empty`` tells a value that was left
    out (``分值:``) from one that was written as an empty text (``分值: ""``). Places do not count for equality.
    """

    __slots__ = ()
    __match_args__ = ("text", "style", "place", "is_empty")

    @property
    def place(self) -> Place:
        """Where the text stands, quotes included."""
        return _place(self.at)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Scalar):
            return NotImplemented
        return (self.text, self.style, self.is_empty) == (other.text, other.style, other.is_empty)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash((self.text, self.style, self.is_empty))


class _Mapping(NamedTuple):
    entries: tuple[tuple[Scalar, Node], ...]
    at: Place | Spot


class Mapping(_Mapping):
    """Keys with their values, in the order of the file. A key that stands twice is in it twice."""

    __slots__ = ()
    __match_args__ = ("entries", "place")

    @property
    def place(self) -> Place:
        """Where its first key stands, or the braces."""
        return _place(self.at)

    def get(self, name: str) -> Node | None:
        """Return the value of the first key spelt ``name``, or None."""
        for key, value in self.entries:
            if key.text == name:
                return value
        return None

    def __eq__(self, other: object) -> bool:
        return self.entries == other.entries if isinstance(other, Mapping) else NotImplemented

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self.entries)


class _Sequence(NamedTuple):
    items: tuple[Node, ...]
    at: Place | Spot


class Sequence(_Sequence):
    """Items in the order of the file."""

    __slots__ = ()
    __match_args__ = ("items", "place")

    @property
    def place(self) -> Place:
        """Where its first dash stands, or the brackets."""
        return _place(self.at)

    def __eq__(self, other: object) -> bool:
        return self.items == other.items if isinstance(other, Sequence) else NotImplemented

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self.items)


Node: TypeAlias = Scalar | Mapping | Sequence
