"""From pieces to the reading of an actual value. Nothing is picked silently: several figures are given as parts."""

from __future__ import annotations

import re
from decimal import Decimal

from attrs import evolve

from .actual import Actual, Claim
from .fold import line_of
from .joining import nameless
from .names import placeholder
from .readings import Bound, Change, Deadline, Period, Range, Rank, Reference
from .residue import EIGHT, compared, hundredfold, leftover, near_word, refuse_size
from .scan import Core, Scan, Stop, shown
from .segments import Piece, pieces

__all__ = ["read_scan", "steady"]

_CLAIM_PHRASE = re.compile(
    r"(?P<how>部分|未全部|未完全|基本|未能|未|没有|不)?(?:全部)?达[成到](?:年度|年初|绩效|预期|预定|既定)*(?:绩效)?(?:指标值|指标|目标值|目标)"
)
_PARTIAL = ("部分", "未全部", "未完全", "基本")
_MANNER = re.compile(
    r"(?:已)?(?:按时|按期|如期|及时|按计划|按要求|按进度|按规定|按时间节点|按质按量|保质保量|顺利|圆满|提前|高质量|按目标|按年初计划)(?:全部|地)?(?:完成|达成|实现)(?:任务|目标|计划|工作)?"
)


def read_scan(scan: Scan) -> Actual:
    """actual = "" | missing word | claim | words | figure { remark | separator figure }

    Gives ``unclear`` where a production refuses the text.
    """
    written = scan.line.written.strip()
    try:
        reading = _read(scan, written)
    except Stop as stop:
        return Actual(unclear=stop.problem.message, text=written, problems=(stop.problem,))
    return evolve(reading, text=written, problems=tuple(scan.problems), remarks=tuple(scan.remarks))


def steady(scan: Scan, reading: Actual) -> Actual:
    """Refuse a reading whose canonical form does not read back as the same: it was not understood for sure."""
    printed = str(reading)
    if reading.unclear is not None or printed == scan.line.written.strip():
        return reading
    again = read_scan(Scan(line_of(printed), scan.words, scan.units, actual=True))
    if again == reading:
        return reading
    item = scan.make("T218", 0, scan.n, printed=shown(printed))
    return Actual(unclear=item.message, text=reading.text, problems=(item, *reading.problems))


def _read(scan: Scan, written: str) -> Actual:
    bare = scan.s.strip(",;。、\n")
    if not bare or not bare.strip("-/_~"):
        return Actual(missing=True)
    if bare in scan.words["缺填"]:
        return Actual(missing=True)
    if bare in ("无", "不适用", "未开展", "未实施", "不涉及", "略", "详见附件", "见附件", "同上"):
        scan.flag("A302", 0, scan.n)
        return Actual(missing=True) if bare in ("无", "不适用", "不涉及") else Actual(words=written)
    refuse_size(scan)
    placeholder(scan)
    if EIGHT.fullmatch(scan.s):
        raise scan.stop("T227", 0, scan.n)
    claim = scan.words.claims.get(bare)
    if claim is not None:
        if bare.startswith(("基本", "已基本", "接近")):
            scan.flag("A303", 0, scan.n)
        return Actual(claim=_claim(claim))
    found = pieces(scan)
    if not any(p.kind == "core" for p in found):
        return _words(scan, found, written)
    return _figures(scan, found)


def _claim(text: str) -> Claim:
    return "achieved" if text == "achieved" else "partial" if text == "partial" else "missed"


def _words(scan: Scan, found: list[Piece], written: str) -> Actual:
    for piece in found:
        if piece.kind == "text" and (item := leftover(scan, piece.start, piece.end)) is not None:
            raise Stop(item)
        if piece.kind == "bracket":
            inner = pieces(scan, piece.start + 1, piece.end - 1)
            if any(p.kind == "core" for p in inner):
                raise scan.stop("A311", piece.start, piece.end)
    if scan.s.startswith(("无", "未发生", "没有", "未出现", "未发现", "不存在")) and len(scan.s) <= 24:
        scan.flag("A302", 0, scan.n)
    elif _MANNER.fullmatch(scan.s.strip("。,;")) and not scan.s.startswith("按年度计划"):
        scan.flag("A303", 0, scan.n)
    elif phrase := _CLAIM_PHRASE.search(scan.s):
        scan.flag("A303", phrase.start(), phrase.end())
    return Actual(words=written)


# --- figures ------------------------------------------------------------------------------------------------------


def _figures(scan: Scan, found: list[Piece]) -> Actual:
    cores: list[Core] = []
    claim: Claim | None = None
    rank: Rank | None = None
    for place, piece in enumerate(found):
        if piece.kind == "core" and piece.core is not None:
            cores.append(piece.core)
        elif piece.kind == "bracket":
            rank = _bracket(scan, piece, cores) or rank
        elif piece.kind == "text":
            claim = _text(scan, piece, found, place) or claim
        elif piece.kind == "recur":
            scan.flag("T259", piece.start, piece.end)
    cores = _context(scan, cores)
    reading = _one(scan, cores[0]) if len(cores) == 1 else _several(scan, cores)
    if claim is not None:
        reading = evolve(reading, claim=claim)
    if rank is not None and reading.rank is None:
        reading = evolve(reading, rank=rank)
    return reading


def _text(scan: Scan, piece: Piece, found: list[Piece], place: int) -> Claim | None:
    """Words beside a figure: a claim, the figure's name, or something to ask about."""
    text = scan.s[piece.start : piece.end]
    if (item := leftover(scan, piece.start, piece.end)) is not None:
        raise Stop(item)
    if place + 1 < len(found) and found[place + 1].kind == "core" and not scan.actual:
        near_word(scan, piece.end)
    phrase = _CLAIM_PHRASE.search(text)
    if phrase:
        how = phrase["how"]
        return "achieved" if how is None else "partial" if how in _PARTIAL else "missed"
    alone = (place == 0 or found[place - 1].kind == "sep") and (
        place + 1 == len(found) or found[place + 1].kind == "sep"
    )
    if alone and text in scan.words.claims:
        scan.flag("A303", piece.start, piece.end)
        return _claim(scan.words.claims[text])
    if text.startswith(("未", "没有", "不")) and place + 1 < len(found) and found[place + 1].kind == "core":
        scan.flag("A312", piece.start, found[place + 1].end, word=shown(text))
    side = _before(scan, piece, text, found[place + 1].core if place + 1 < len(found) else None)
    if side and place + 1 < len(found) and found[place + 1].kind == "core":
        scan.flag("A312", piece.start, found[place + 1].end, word=side)
    elif alone or (place and found[place - 1].kind == "core" and _trails(scan, text)):
        scan.flag("A313", piece.start, piece.end)
    return None


def _before(scan: Scan, piece: Piece, text: str, core: Core | None) -> str:
    """Return the words before a figure that may change it; a figure whose name is none (好得不得了的7) is refused."""
    side = next((w for w in scan.words["旁词"].words if text.endswith(w)), "")
    if core is None or side:
        return side
    if compared(text):
        return text[-6:]
    if text.endswith(("季度", "半年")) and core.kind == "quantity":
        scan.flag("A316", piece.start, core.end)
    described = text.endswith("的") and scan.words["可略"].skip(text, 0) < len(text)
    if nameless(scan, text, core):
        if described:
            raise scan.stop("A314", piece.start, core.end)
        scan.flag("A313", piece.start, piece.end)
    return text[-6:] if described and core.kind == "quantity" else ""


def _trails(scan: Scan, text: str) -> bool:
    """Tell whether the words behind a figure are more than what it counts."""
    rest = text[scan.words["后略"].skip(text, 0) :]
    return bool(rest) and (len(rest) > 8 or not rest[0].isalnum())


def _bracket(scan: Scan, piece: Piece, cores: list[Core]) -> Rank | None:
    """A bracket behind a figure: a place in a ranking, the figure again, or a remark."""
    text = scan.line.source(piece.start + 1, piece.end - 1)
    inner = [p.core for p in pieces(scan, piece.start + 1, piece.end - 1) if p.core is not None]
    if not inner:
        if text:
            scan.note(f"括号里的“{shown(text)}”按备注处理")
        return None
    if not cores:
        raise scan.stop("A314", piece.start, piece.end)
    if len(inner) == 1 and isinstance(inner[0].reading, Rank):
        return inner[0].reading
    last = cores[-1].reading
    one = inner[0].reading
    if len(inner) == 1 and isinstance(one, Bound) and isinstance(last, Bound):
        if one.unit == last.unit and one.value == last.value:
            scan.note(f"括号里的“{shown(text)}”是同一个数")
            return None
        if one.unit is None and last.unit == "%" and hundredfold(one.value) == last.value:
            scan.note(f"括号里的“{shown(text)}”是同一个数的另一种写法")
            return None
    scan.flag("A315", piece.start, piece.end)
    return None


def _context(scan: Scan, cores: list[Core]) -> list[Core]:
    """A year or a span of months before a figure says when, not how much."""
    if len(cores) < 2:
        return cores
    kept = []
    for place, core in enumerate(cores):
        if isinstance(core.reading, Period) and place + 1 < len(cores):
            scan.flag("A316", core.start, core.end)
            continue
        kept.append(core)
    return kept


def _one(scan: Scan, core: Core) -> Actual:
    match core.reading:
        case Bound() as bound:
            if bound.value >= 200 and bound.unit == "%" and bound.op is None and str(bound.value).startswith("2"):
                scan.flag("A317", core.start, core.end)
            if scan.s.startswith(("超额", "超出", "高出"), core.start):
                scan.flag("A312", core.start, core.end, word=scan.s[core.start : core.start + 2])
            if bound.op is not None and not bound.approx:
                scan.note("数前后写了符号，按单位的表述处理，不作为确定的数")
            approx = bound.approx or _rounded(scan, core)
            return Actual(bound.value, bound.unit, bound.op, approx=approx, level=core.kind == "level")
        case Range(low=low, high=high, unit=unit):
            return Actual(low=low, high=high, unit=unit)
        case Change(op=op, value=value, unit=unit, base=base, sense=sense):
            return Actual(value, unit, op, sense=sense, base=base)
        case Rank() as place:
            return Actual(rank=place)
        case Deadline(op=op, date=date):
            limit = scan.s[core.end - 1] in "前内后起" or scan.s[core.start] in "不最至≤≥"
            if limit:
                scan.flag("A320", core.start, core.end)
            return Actual(date=date, sign=op if limit else None)
        case Period(start=start, end=end):
            if start == end:
                return Actual(date=start)
            return Actual(period=(start, end))
        case Reference(offset=None):
            scan.flag("A318", core.start, core.end)
            return Actual(words=scan.line.written.strip())
        case _:
            raise scan.stop("A314", core.start, core.end)


def _rounded(scan: Scan, core: Core) -> bool:
    first, last = scan.line.span(core.start, core.end)
    return any(p.code == "T244" and p.span is not None and first <= p.span[0] < last for p in scan.problems)


def _several(scan: Scan, cores: list[Core]) -> Actual:
    """Several figures: a rank or a date beside one figure is told apart; of two figures none is picked."""
    singles = [_one(scan, c) for c in cores]
    figures = [a for a in singles if a.value is not None or a.low is not None]
    ranks = [a.rank for a in singles if a.rank is not None]
    dates = [a for a in singles if a.date is not None or a.period is not None]
    if len(figures) == 1 and len(ranks) <= 1 and len(dates) <= 1:
        out = figures[0]
        if ranks:
            out = evolve(out, rank=ranks[0])
        if dates:
            scan.flag("A316", cores[0].start, cores[-1].end)
            out = evolve(out, date=dates[0].date, period=dates[0].period)
        return out
    if len(figures) == 2 and len(singles) == 2 and figures[1].sense is not None and figures[0].sense is None:
        second = cores[1].reading
        if isinstance(second, Change) and figures[0].value is not None:
            scan.note("前一个数是水平，后一个数是增减")
            return evolve(figures[0], change=second)
    scan.flag("A319", cores[0].start, cores[-1].end, count=len(singles))
    return Actual(parts=tuple(singles))


def negated(value: Decimal) -> Decimal:
    """Return −value whatever the ambient context."""
    return value.copy_negate() if value else value
