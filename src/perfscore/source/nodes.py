"""The tree of a file: scalars that are text, mappings and sequences, each with its place."""

from __future__ import annotations

from typing import TypeAlias

from attrs import field, frozen

from ..base.problem import Place

__all__ = ["Mapping", "Node", "Scalar", "Sequence"]


@frozen
class Scalar:
    """A text as written: ``060.50``, ``12:30`` and ``no`` are these very characters.

    ``style`` is empty for a plain text, else ``'``, ``"``, ``|`` or ``>``. ``is_empty`` tells a value that was left
    out (``分值:``) from one that was written as an empty text (``分值: ""``).
    """

    text: str
    style: str
    place: Place = field(eq=False)
    is_empty: bool = False


@frozen
class Mapping:
    """Keys with their values, in the order of the file. A key that stands twice is in it twice."""

    entries: tuple[tuple[Scalar, Node], ...]
    place: Place = field(eq=False)

    def get(self, name: str) -> Node | None:
        """Return the value of the first key spelt ``name``, or None."""
        for key, value in self.entries:
            if key.text == name:
                return value
        return None


@frozen
class Sequence:
    """Items in the order of the file."""

    items: tuple[Node, ...]
    place: Place = field(eq=False)


Node: TypeAlias = Scalar | Mapping | Sequence
