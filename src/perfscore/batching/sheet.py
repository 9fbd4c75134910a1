"""A plain table of the summary."""

from __future__ import annotations

from attrs import frozen

__all__ = ["Sheet"]


@frozen
class Sheet:
    """A table: its name, heading, rows of texts, which columns hold figures and which long texts."""

    name: str
    heading: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    figures: frozenset[str] = frozenset()
    long: frozenset[str] = frozenset()
