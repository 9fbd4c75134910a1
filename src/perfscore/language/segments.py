"""From the folded text to pieces: figures that were read, names, plain words, brackets and separators."""

from __future__ import annotations

from collections.abc import Callable

from ..base.values import define
from .bounds import quantity
from .changes import change, from_to
from .names import damage_before, enumerator, grade, name, zero
from .ranks import rank
from .readings import Bound
from .references import reference
from .scan import Core, Scan
from .times import recurring, relative, time

__all__ = ["Piece", "pieces"]

SEPARATORS = ",;。\n、"
_SURE_AND = ("且", "并且", "而且", "同时", "且同时")
_SPELLED = "一二两三四五六七八九十半"


@define
class Piece:
    """A stretch of the text: ``core``, ``name``, ``text``, ``sep``, ``and``, ``or``, ``bracket`` or ``recur``."""

    kind: str
    start: int
    end: int
    core: Core | None = None


def pieces(scan: Scan, start: int = 0, stop: int | None = None) -> list[Piece]:
    """text = { enumerator | separator | bracket | connective | name | figure | any other character }

    One pass from left to right; at each place the productions for figures are tried in a fixed order, and what none
    of them takes is plain words.
    """
    out: list[Piece] = []
    i, end = start, scan.n if stop is None else stop
    opening = True
    while i < end:
        char = scan.s[i]
        if char in SEPARATORS:
            out.append(Piece("sep", i, i + 1))
            i, opening = i + 1, True
            continue
        if opening and (after := enumerator(scan, i)) > i and after < end:
            i = after
            continue
        if char in "-~" and out and out[-1].kind == "core" and out[-1].end == i and scan.char(i + 1).isdigit():
            raise scan.stop("T249", out[-1].start, i + 2)
        if char in "-~" and _open_end(scan, i, out):
            raise scan.stop("T206", max(i - 4, 0), min(i + 5, scan.n))
        piece = _bracket(scan, i, end) if char == "(" else None
        piece = piece or _connective(scan, i, out) or _figure(scan, i, opening=opening)
        if piece is not None:
            out.append(piece)
            i, opening = piece.end, piece.kind in ("and", "or")
            continue
        if out and out[-1].kind == "text" and out[-1].end == i:
            out[-1].end = i + 1
        else:
            out.append(Piece("text", i, i + 1))
        opening = False
        i += 1
    return out


def _open_end(scan: Scan, i: int, out: list[Piece]) -> bool:
    """Tell whether a range sign has no number on one side: ``~5``, ``5~个``, ``5-``."""
    behind = bool(out) and out[-1].kind == "core" and out[-1].end == i
    if scan.s[i] == "~":
        return behind or (scan.char(i + 1).isdigit() and (not out or out[-1].kind != "text"))
    return behind and scan.char(i + 1) in ("", *SEPARATORS)


def _bracket(scan: Scan, i: int, end: int) -> Piece | None:
    depth = 0
    for k in range(i, end):
        depth += (scan.s[k] == "(") - (scan.s[k] == ")")
        if depth == 0:
            return Piece("bracket", i, k + 1)
    return None


def _connective(scan: Scan, i: int, out: list[Piece]) -> Piece | None:
    """connective = "且" | "并且" | "或" …; 和, 及, 并 and the like only right behind a figure with another to come."""
    word = scan.words["或"].at(scan.s, i)
    if word and out:
        return (
            Piece("or", i, i + len(word))
            if out[-1].kind in ("core", "bracket", "name", "sep") or _soon(scan, i + len(word))
            else None
        )
    word = scan.words["且"].at(scan.s, i)
    if not word or not out:
        return None
    if word in _SURE_AND:
        return Piece("and", i, i + len(word))
    if out[-1].kind in ("core", "bracket") and any(c.isdigit() for c in scan.s[i : i + 24]):
        return Piece("and", i, i + len(word))
    return None


def _soon(scan: Scan, j: int) -> bool:
    """Tell whether a figure begins right here."""
    mark = scan.mark()
    found = quantity(scan, j)
    scan.back(mark)
    return found is not None


def _figure(scan: Scan, i: int, *, opening: bool) -> Piece | None:
    """figure = grade | recurring date | time | rank | name | from-to | change | zero | quantity | reference"""
    if opening:
        damage_before(scan, i)
    starts, char = scan.words.starts, scan.s[i]
    if char in starts["grade"] and (after := grade(scan, i)) is not None:
        return Piece("name", i, after)
    if char in starts["recurring"] and (after := recurring(scan, i)) is not None:
        return Piece("recur", i, after)
    if char in starts["relative"] and (after := relative(scan, i)) is not None and time(scan, after) is not None:
        raise scan.stop("T269", i, after)
    if (found := _first(scan, i, (("time", time), ("rank", rank)))) is not None:
        return found
    if char in starts["name"] and (after := name(scan, i)) is not None:
        return Piece("name", i, after)
    if (found := _first(scan, i, (("from_to", from_to), ("change", change), ("zero", zero)))) is not None:
        return found
    if char in starts["quantity"]:
        mark = scan.mark()
        core = quantity(scan, i)
        if core is not None and not _mere_word(scan, core):
            return Piece("core", core.start, core.end, core)
        scan.back(mark)
        if core is not None:
            scan.flag("T255", core.start, core.end)
            return Piece("name", core.start, core.end)
    return _first(scan, i, (("reference", reference),))


def _first(scan: Scan, i: int, productions: tuple[tuple[str, Callable[[Scan, int], Core | None]], ...]) -> Piece | None:
    for start, production in productions:
        if scan.s[i] not in scan.words.starts[start]:
            continue
        mark = scan.mark()
        core = production(scan, i)
        if core is not None:
            return Piece("core", core.start, core.end, core)
        scan.back(mark)
    return None


def _mere_word(scan: Scan, core: Core) -> bool:
    """A Chinese numeral without a sign inside a phrase (建立一套制度) is part of the words."""
    if scan.s[core.start] not in _SPELLED or not isinstance(core.reading, Bound) or core.reading.op is not None:
        return False
    rest = scan.words["后略"].skip(scan.s, core.end)
    return scan.char(rest) not in ("", ",", ";", "。", "、", "\n", "(", ")")
