"""Problems as people see them: header, place, the source line, a caret that stands right, and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable

from .problem import Place, Problem
from .width import caret_line, width

__all__ = ["frame", "frames"]

_HEADS = {
    "zh": {"error": "错误", "warning": "疑点", "ask": "待说明"},
    "en": {"error": "error", "warning": "warning", "ask": "question"},
}
_MOST_CELLS = 160
_MOST_CHARACTERS = 4 * _MOST_CELLS
"""A line this long is cut without counting its cells: thousands of messages may stand on one line."""


def frame(item: Problem, lang: str = "zh") -> str:
    """Return one problem as a framed text of several lines, without a trailing newline."""
    colon = "：" if lang == "zh" else ": "
    lines = [f"{_HEADS[lang][item.severity]} {item.code}{colon}{item.text(lang)}"]
    hints = item.hints(lang)
    places = [p for p in (item.place, *item.also) if p is not None]
    gutter = max((len(str(p.line)) for p in places), default=1)
    for place in places:
        lines += _excerpt(place, gutter)
    if item.where is not None and item.place is None:
        lines.append(f"{' ' * gutter} = {'位置：' if lang == 'zh' else 'where: '}{item.where}")
    lines += [f"{' ' * gutter} = {hint}" for hint in hints]
    return "\n".join(lines)


def _excerpt(place: Place, gutter: int) -> list[str]:
    blank = " " * gutter
    lines = [f"{blank}--> {place}"]
    if place.excerpt:
        text, start, end = _window(place.excerpt, place.column - 1, place.end_column - 1)
        lines.append(f"{blank} |")
        lines.append(f"{place.line:>{gutter}} | {text}")
        lines.append(f"{blank} | {caret_line(text, start, end)}")
    return lines


def _window(line: str, start: int, end: int) -> tuple[str, int, int]:
    """Cut a very long line around the mark, so that one message never fills a screen."""
    if len(line) <= _MOST_CHARACTERS and width(line) <= _MOST_CELLS:
        return line, start, end
    left = max(start - 30, 0)
    piece = line[left : left + 60]
    head = "…" if left else ""
    tail = "…" if left + 60 < len(line) else ""
    return head + piece + tail, start - left + len(head), min(end - left, 60) + len(head)


def frames(items: Iterable[Problem], lang: str = "zh") -> str:
    """Return all problems framed, a blank line between them."""
    return "\n\n".join(frame(item, lang) for item in items)
