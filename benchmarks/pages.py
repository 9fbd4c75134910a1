"""Measured figures in a page: each block stands between two comments and is replaced whole."""

from __future__ import annotations

__all__ = ["block", "replaced"]


def _marks(name: str) -> tuple[str, str]:
    return f"<!-- 实测：{name} -->", f"<!-- 实测：{name}，完 -->"


def block(page: str, name: str) -> str:
    """Return the text of a block. Raises :class:`ValueError` where the page has no such block."""
    start, end = _marks(name)
    if page.count(start) != 1 or page.count(end) != 1 or page.index(end) < page.index(start):
        raise ValueError(f"页面里没有“{start}”到“{end}”的一段")
    return page[page.index(start) + len(start) : page.index(end)].strip("\n")


def replaced(page: str, name: str, text: str) -> str:
    """Return the page with the block's text replaced. Raises :class:`ValueError` where it has no such block."""
    block(page, name)
    start, end = _marks(name)
    before, after = page[: page.index(start) + len(start)], page[page.index(end) :]
    return f"{before}\n\n{text.strip()}\n\n{after}"
