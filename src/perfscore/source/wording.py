"""Small helpers for fixes that can be pasted."""

from __future__ import annotations

__all__ = ["quoted", "short"]

_MOST = 60


def quoted(text: str) -> str:
    """Return ``text`` as a YAML scalar in quotes."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def short(text: str, most: int = _MOST) -> str:
    """Cut ``text`` so that a message stays readable."""
    return text if len(text) <= most else text[: most - 1] + "…"
