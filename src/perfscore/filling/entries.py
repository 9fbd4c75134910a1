"""What is to be written where: cells of a grid with the text or figure that belongs into them."""

from __future__ import annotations

from decimal import Decimal

from attrs import frozen

from ..base.exact import plain

__all__ = ["Entry"]


@frozen
class Entry:
    """A value for the place (``row``, ``column``) of grid number ``grid``; ``row_name`` and ``what`` name it in messages.

    ``value`` is a text, or a figure (分 or money) that a spreadsheet is to hold as a number.
    """

    grid: int
    row: int
    column: int
    value: str | Decimal
    row_name: str
    what: str

    @property
    def text(self) -> str:
        """The value as people read it."""
        return self.value if isinstance(self.value, str) else plain(self.value)
