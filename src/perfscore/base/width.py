"""How wide text stands on a terminal: East Asian wide characters take two cells."""

from __future__ import annotations

import unicodedata

__all__ = ["caret_line", "clip", "pad", "width"]

_WIDE = frozenset("WF")


def _cells(char: str) -> int:
    if char < "\u0300":
        return 1
    if unicodedata.combining(char) or unicodedata.category(char) in ("Cf", "Me", "Mn"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in _WIDE else 1


def width(text: str) -> int:
    """Return the number of terminal cells ``text`` takes."""
    if text.isascii():
        return len(text)
    return sum(map(_cells, text))


def pad(text: str, cells: int, *, align: str = "left") -> str:
    """Fill ``text`` with blanks to ``cells`` terminal cells; ``align`` is ``left``, ``right`` or ``center``."""
    gap = max(cells - width(text), 0)
    if align == "right":
        return " " * gap + text
    if align == "center":
        return " " * (gap // 2) + text + " " * (gap - gap // 2)
    return text + " " * gap


def clip(text: str, cells: int) -> str:
    """Cut ``text`` to at most ``cells`` cells, ending with ``…`` where something was cut."""
    if width(text) <= cells:
        return text
    out, used = [], 0
    for char in text:
        w = _cells(char)
        if used + w > cells - 1:
            break
        out.append(char)
        used += w
    return "".join(out) + "…"


def caret_line(line: str, start: int, end: int) -> str:
    """Return the line of carets that stands under ``line[start:end]``.

    Every character before the mark becomes a blank of its own width (U+3000 under a wide character, a Tab under a
    Tab), and each marked character gets a caret of its own width, so the mark stands right in any font that keeps
    its cells. A mark of zero length or width, or one past the end of the line, gets one caret.
    """
    out = ["\t" if c == "\t" else "\u3000" if _cells(c) == 2 else " " if _cells(c) else "" for c in line[:start]]
    marked = ["\uff3e" if _cells(c) == 2 else "^" if _cells(c) else "" for c in line[start:end]]
    return "".join(out) + ("".join(marked) or "^")
