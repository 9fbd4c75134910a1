"""Lines of a given number of terminal cells, broken where Chinese typesetting breaks them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import product

from ..base.width import width

__all__ = ["columns", "wrap"]

_TOKENS = re.compile(r"[!-~]*[0-9%] [\u4e00-\u9fff]|[!-~]+| +|.", re.S)
_NOT_FIRST = frozenset("，。；：、！？）」』》】〕”’％‰℃…·—～)]};:,.!?%")
_NOT_LAST = frozenset("（「『《【〔“‘([{≥≤≈＞＜￥§")


def wrap(text: str, cells: int, *, hang: int = 0) -> list[str]:
    """Break ``text`` (one line) into lines of at most ``cells`` cells; later lines begin with ``hang`` blanks.

    A line breaks at a blank or between Chinese characters; a figure or word is broken only where it is longer than a
    line. No line begins with a closing mark or ends with an opening one. An empty text is one empty line.
    """
    lines: list[str] = []
    room, line, used = cells, "", 0
    for unit in _units(text):
        piece, need = unit, width(unit)
        if used + need > room and line.strip():
            lines.append(line.rstrip())
            room = cells - hang
        if used + need > room:
            line, used = "", 0
        if not line and lines:
            piece = unit.lstrip()
            need = width(piece)
        if need > room:
            *full, piece = _cut(piece, room, cells - hang)
            lines += full
            room, need = cells - hang, width(piece)
        line, used = line + piece, used + need
    lines.append(line.rstrip())
    blank = " " * hang
    return [part if i == 0 else blank + part for i, part in enumerate(lines)]


def _units(text: str) -> list[str]:
    """Return the pieces that are never broken: words, figures, and characters with their punctuation."""
    units: list[list[str]] = []
    for token in _TOKENS.findall(text):
        last = units[-1][-1] if units else ""
        closes = token[0] in _NOT_FIRST and last != "" and not last.isspace()
        if last and (closes or last[-1] in _NOT_LAST or not width(token)):
            units[-1].append(token)
        else:
            units.append([token])
    return ["".join(parts) for parts in units]


def _cut(text: str, first: int, cells: int) -> list[str]:
    """Cut ``text`` into a piece of ``first`` cells and pieces of ``cells``; each holds at least one character."""
    pieces: list[str] = []
    start = used = 0
    room = first
    for index, char in enumerate(text):
        need = width(char)
        if used + need > room and index > start:
            pieces.append(text[start:index])
            start, used, room = index, 0, cells
        used += need
    return [*pieces, text[start:]]


def columns(rows: Sequence[Sequence[int]], least: int, room: int) -> list[int]:
    """Share ``room`` cells among columns whose cells would like to be ``rows`` wide, one tuple a row.

    Where everything fits, each column gets what it needs. Else the shares are those, among the widths that occur,
    that make the table shortest; the last column takes what is left. None gets less than ``least``.
    """
    natural = [max(*column, least) for column in zip(*rows, strict=True)]
    if sum(natural) <= room:
        return natural
    choices = product(*(_candidates(column, least) for column in list(zip(*rows, strict=True))[:-1]))
    fair = max(room // len(natural), least)
    best = [fair] * len(natural)
    best[-1] = max(room - sum(best[:-1]), least)
    least_height = _height(rows, best)
    for chosen in choices:
        shares = [*chosen, min(room - sum(chosen), natural[-1])]
        if shares[-1] >= least and (height := _height(rows, shares)) < least_height:
            best, least_height = shares, height
    return best


_MOST_CANDIDATES = 8


def _candidates(column: Sequence[int], least: int) -> list[int]:
    """Return at most eight of the widths that occur in a column, the greatest among them, greatest first."""
    found = sorted({max(w, least) for w in column}, reverse=True)
    step = -(-len(found) // _MOST_CANDIDATES)
    return found[::step]


def _height(rows: Sequence[Sequence[int]], shares: Sequence[int]) -> int:
    """Estimate how many lines the rows take in columns of these widths."""
    return sum(max(-(-w // share) for w, share in zip(row, shares, strict=True)) for row in rows)
