"""Messages of the room named rules; see the table of codes in the package's docstring."""

from __future__ import annotations

from . import Entry

MESSAGES: dict[str, Entry] = {}
