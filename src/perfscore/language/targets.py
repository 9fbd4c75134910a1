"""From pieces to one reading of a target: every part read, joined, and nothing left unexplained."""

from __future__ import annotations

import re
from decimal import Decimal

from attrs import evolve

from ..base.problem import Problem
from .fold import fold, line_of
from .joining import join_parts, parts_of
from .names import placeholder
from .readings import Period, Range, Target, Unclear, Words
from .residue import EIGHT, leftover, refuse_size
from .scan import Scan, Stop, shown
from .segments import Piece, pieces

__all__ = ["read_scan", "steady"]

_INTERVAL = re.compile(
    r"\s*([\[(（［])\s*(-?[0-9]{1,15}(?:\.[0-9]{1,10})?)\s*([^0-9\s,，、~\[\]()（）［］.-]{0,6})\s*[,，、~]\s*"
    r"(-?[0-9]{1,15}(?:\.[0-9]{1,10})?)\s*([^0-9\s,，、~\[\]()（）［］.-]{0,6})\s*([\])）］])\s*\Z"
)


def read_scan(scan: Scan) -> Target:
    """target = part { ("," | ";" | "、" | "且" | "或") part }

    A text without any figure is words, if nothing in it looks like a figure or a sign. Gives ``Unclear`` where a
    production refuses the text.
    """
    written = scan.line.written.strip()
    try:
        reading = _read(scan, written)
    except Stop as stop:
        found = (stop.problem, *(p for p in scan.problems if p.code in ("T241", "T242")))
        return Unclear(written, stop.problem.message, text_read=written, problems=found)
    return evolve(reading, text_read=written, problems=tuple(scan.problems), remarks=tuple(scan.remarks))


def steady(scan: Scan, reading: Target) -> Target:
    """Refuse a reading whose canonical form does not read back as the same: it was not understood for sure."""
    printed = str(reading)
    if isinstance(reading, Unclear) or printed == scan.line.written.strip():
        return reading
    again = read_scan(Scan(line_of(printed), scan.words, scan.units))
    if again == reading:
        return reading
    item = scan.make("T218", 0, scan.n, printed=shown(printed))
    return Unclear(reading.text_read, item.message, text_read=reading.text_read, problems=(item, *reading.problems))


def _read(scan: Scan, written: str) -> Target:
    if not scan.s.strip(",;。、\n"):
        raise scan.stop("T210" if not written else "T211", 0, scan.n)
    if scan.s in scan.words["占位"]:
        raise scan.stop("T211", 0, scan.n)
    refuse_size(scan)
    placeholder(scan)
    _refuse_bare_unit(scan)
    if EIGHT.fullmatch(scan.s):
        raise scan.stop("T227", 0, scan.n)
    interval = _interval_marks(scan)
    if interval is not None:
        return interval
    inner = _unwrapped(scan)
    found = pieces(scan, *inner)
    if not any(p.kind == "core" for p in found):
        return _words(scan, found, written)
    if _only_a_year(scan, found):
        return _words(scan, found, written)
    return join_parts(scan, parts_of(scan, found))


def _refuse_bare_unit(scan: Scan) -> None:
    """A unit alone has lost its number; marks alone say nothing."""
    if scan.words["符号"].at(scan.s, 0):
        return
    if not any(c.isalnum() for c in scan.s):
        raise scan.stop("T220", 0, scan.n, sign=scan.s)
    unit = scan.units.match(scan.s, 0)
    if unit is not None and unit[1] == scan.n and scan.s not in scan.words["等级"]:
        raise scan.stop("T219", 0, scan.n)


def _only_a_year(scan: Scan, found: list[Piece]) -> bool:
    """2024年度工作任务完成: the year belongs to a name; the text is words."""
    cores = [p for p in found if p.core is not None]
    year = len(cores) == 1 and cores[0].core is not None and isinstance(cores[0].core.reading, Period)
    if not year:
        return False
    rest = [p for p in found if p.kind not in ("core", "sep") and scan.words["可略"].skip(scan.s, p.start) < p.end]
    if rest:
        scan.flag("T258", cores[0].start, cores[0].end)
    return bool(rest)


def _interval_marks(scan: Scan) -> Range | None:
    """interval = ("[" | "(") number [%] "," number [%] ("]" | ")"): (90%,95%] as mathematicians write it."""
    found = _INTERVAL.match(scan.line.written)
    if found is None:
        return None
    opened, low, one, high, two, closed = found.groups()
    if opened in "(（" and closed in ")）":
        raise scan.stop("T249", 0, scan.n)
    units = {scan.units.fold(fold(u)) for u in (one, two) if u}
    if len(units) > 1 or Decimal(low) > Decimal(high) or any(scan.units.family(u) is None for u in units):
        raise scan.stop("T249", 0, scan.n)
    return Range(Decimal(low), Decimal(high), units.pop() if units else None, opened in "[［", closed in "]］")


def _unwrapped(scan: Scan) -> tuple[int, int]:
    """Take off brackets or quotes that hold the whole text."""
    pairs = {"(": ")", "“": "”", '"': '"', "「": "」", "'": "'", "‘": "’"}
    start, end = 0, scan.n
    while end - start > 2 and scan.s[end - 1] in ",;。、":
        end -= 1
    while (
        end - start > 2
        and pairs.get(scan.s[start]) == scan.s[end - 1]
        and scan.s.find(scan.s[end - 1], start + 1) == end - 1
    ):
        start, end = start + 1, end - 1
    return start, end


def _words(scan: Scan, found: list[Piece], written: str) -> Target:
    """words = text in which no figure, sign or near-sign is left"""
    for piece in found:
        if piece.kind == "text" and (item := leftover(scan, piece.start, piece.end)) is not None:
            raise Stop(item)
        if piece.kind == "bracket" and (item := _inside(scan, piece)) is not None:
            raise Stop(item)
    for piece in found:
        if piece.kind == "recur":
            scan.note(f"“{scan.s[piece.start : piece.end]}”是周期性的时间，不是一个日期")
    _ask_about_words(scan)
    return Words(written)


def _ask_about_words(scan: Scan) -> None:
    """Ask where words come close to a figure: 无重大事故, 全年, 较上年提高, 一次."""
    s = scan.s
    if s.startswith(("无", "没有", "未发生", "未出现", "杜绝", "不发生")) and 1 < len(s) <= 24:
        scan.flag("T256", 0, scan.n)
    elif s in ("全年", "当年", "本年", "本年度", "当年度", "年内", "年度", "全年度"):
        scan.flag("T266", 0, scan.n)
    elif re.search(
        r"(?:较|比|与).{0,6}(?:上年|去年|同期|上一年|往年|年初)|同比|环比|逐年|翻一番|翻番|超预期|控制在|预算(?:范围)?内|不增|零增长|减半|近[百千万]|半个?(?:月|年|天|日|小时|学期)|若干|[百千]余|[百千]多|成百|成千|上百|上千|数十|数百|几十|当年|本年|年度内",
        s,
    ):
        scan.flag("T257", 0, scan.n)
    elif re.search(r"(?:年底|年末|月底|季末|年内)", s):
        scan.flag("T258", 0, scan.n)


def _inside(scan: Scan, piece: Piece) -> Problem | None:
    """Return the problem where a bracket beside words holds figures, or None."""
    inner = pieces(scan, piece.start + 1, piece.end - 1)
    for part in inner:
        if part.kind == "core":
            return scan.make("T220", part.start, part.end, sign=scan.s[part.start : part.end])
        if part.kind == "text" and (item := leftover(scan, part.start, part.end)) is not None:
            return item
    return None
