"""The kinds of value a written result is made of. Each is described once, for the reader, the JSON Schema and the page."""

from __future__ import annotations

from attrs import field, frozen

__all__ = [
    "Digest",
    "Exactly",
    "FileName",
    "Items",
    "Record",
    "Score",
    "Shape",
    "Text",
    "Texts",
    "Truth",
    "Word",
    "Year",
]


@frozen(kw_only=True)
class Shape:
    """A kind of value. ``says`` is what it means, in Chinese; ``required`` is of the key that holds it."""

    says: str = ""
    nullable: bool = False
    required: bool = True


@frozen(kw_only=True)
class Text(Shape):
    """Any text."""


@frozen(kw_only=True)
class FileName(Shape):
    """A relative name of a file without ``..``, or the id of a pack."""


@frozen(kw_only=True)
class Score(Shape):
    """An exact figure in 分 as text: ``"5"``, ``"4.64"``; no exponent, no trailing zeros, no ``-0``."""


@frozen(kw_only=True)
class Digest(Shape):
    """A SHA-256 as 64 lower-case hexadecimal digits."""


@frozen(kw_only=True)
class Truth(Shape):
    """``true`` or ``false``."""


@frozen(kw_only=True)
class Year(Shape):
    """A year as a whole number."""


@frozen(kw_only=True)
class Exactly(Shape):
    """One fixed text: the name of a format."""

    value: str


@frozen(kw_only=True)
class Word(Shape):
    """One of a few words; each with its meaning."""

    known: tuple[tuple[str, str], ...] = field(default=())


@frozen(kw_only=True)
class Texts(Shape):
    """A mapping of texts to texts, keys as the user likes."""


@frozen(kw_only=True)
class Items(Shape):
    """A list of values of one kind."""

    item: Shape


@frozen(kw_only=True)
class Record(Shape):
    """A mapping with these keys, in this order; a later version may add keys."""

    fields: tuple[tuple[str, Shape], ...]
