"""From pieces to segments, and from segments to one reading: what is joined, and what stands around the figures."""

from __future__ import annotations

from attrs import evolve

from ..base.values import define
from .readings import AllOf, AnyOf, Bound, Deadline, Period, Range, Target, Words
from .residue import compared, hundredfold, leftover, near_word
from .scan import Core, Scan, Stop, shown
from .segments import Piece, pieces

__all__ = ["Part", "join_parts", "nameless", "parts_of"]

_RATED = ("率", "度", "比", "比例", "比重", "占比", "系数", "指数", "水平", "分数", "得分", "数", "量", "值", "额")
_COUNTED_NOUN = 8
_LONG_LEAD = 16
_SPANS = ("季度", "半年")
_SHOWN_LEAD = 6


@define
class Part:
    """One segment: the figures in it, the words before the first, and how it joins the one before."""

    cores: list[Core]
    start: int
    end: int
    lead: str = ""
    joint: str = ""


# --- segments -----------------------------------------------------------------------------------------------------


def parts_of(scan: Scan, found: list[Piece]) -> list[Part]:
    parts: list[Part] = []
    group: list[Piece] = []
    joint = ""
    for piece in [*found, Piece("sep", scan.n, scan.n)]:
        if piece.kind not in ("sep", "and", "or"):
            group.append(piece)
            continue
        if group:
            part = _part(scan, group)
            part.joint = joint
            parts.append(part)
            group, joint = [], ""
        kind = "comma" if piece.kind == "sep" and scan.char(piece.start) == "," else piece.kind
        joint = next(k for k in ("or", "and", "sep", "comma") if k in (joint, kind))
    return parts


def _part(scan: Scan, group: list[Piece]) -> Part:
    part = Part([], group[0].start, group[-1].end)
    lead_end = next((p.start for p in group if p.kind == "core"), part.end)
    part.lead = scan.s[part.start : lead_end]
    for place, piece in enumerate(group):
        match piece.kind:
            case "core":
                assert piece.core is not None
                part.cores.append(piece.core)
            case "bracket":
                _remark(scan, piece, part)
            case "recur":
                scan.flag("T259", piece.start, piece.end)
            case "text":
                if scan.s[piece.start : piece.end] in ("+", "×", "*", "x", "X") and part.cores:
                    raise scan.stop("T249", part.cores[-1].start, min(piece.end + 2, scan.n))
                if (item := leftover(scan, piece.start, piece.end)) is not None:
                    raise Stop(item)
                if place + 1 < len(group) and group[place + 1].kind == "core":
                    near_word(scan, piece.end)
            case _:
                pass
    if part.cores:
        _check_around(scan, part, group)
    return part


def _remark(scan: Scan, piece: Piece, part: Part) -> None:
    """A bracket behind a figure: a remark, the same share again, or a figure that has to be asked about."""
    text = scan.line.source(piece.start + 1, piece.end - 1)
    inner = pieces(scan, piece.start + 1, piece.end - 1)
    cores = [p.core for p in inner if p.core is not None]
    if not cores:
        if any(p.kind == "text" and leftover(scan, p.start, p.end) is not None for p in inner):
            scan.flag("T260", piece.start, piece.end)
        elif text:
            scan.note(f"括号里的“{shown(text)}”按备注处理")
        return
    last = part.cores[-1].reading if part.cores else None
    for core in cores:
        if isinstance(last, Bound) and isinstance(core.reading, Bound) and _same_share(last, core.reading):
            scan.note(f"括号里的“{shown(text)}”是同一个数的另一种写法")
        else:
            scan.flag("T260", piece.start, piece.end)
            return


def _same_share(a: Bound, b: Bound) -> bool:
    if a.unit == b.unit:
        return a.value == b.value
    return a.unit == "%" and b.unit is None and hundredfold(b.value) == a.value


def _check_around(scan: Scan, part: Part, group: list[Piece]) -> None:
    """Ask about words around the figures that might change what they mean."""
    _check_behind(scan, part, group)
    _check_before(scan, part)
    if len(part.cores) > 1:
        _several(scan, part)


def _check_behind(scan: Scan, part: Part, group: list[Piece]) -> None:
    """A short noun behind a classifier is what it counts (2次宣传); anything longer is asked about."""
    last = max(p.end for p in group if p.kind == "core")
    tail = scan.words["后略"].skip(scan.s, last)
    behind = [p for p in group if p.kind in ("text", "name") and p.end > tail and p.start >= last]
    rest = "".join(scan.s[max(p.start, tail) : p.end] for p in behind)
    if not rest:
        return
    unit = getattr(part.cores[-1].reading, "unit", None)
    counted = unit is not None and scan.units.counts(str(unit).split("/")[0])
    plain = rest[0].isalnum() or rest[0] in "“《"
    if counted and plain and len(rest) <= _COUNTED_NOUN:
        scan.note(f"数后面的“{shown(rest)}”按对象处理")
    else:
        scan.flag("T289", last, part.end)


def _check_before(scan: Scan, part: Part) -> None:
    lead, first = part.lead, part.cores[0]
    if not lead:
        if _is_negative_count(scan, first.reading):
            scan.flag("T228", first.start, first.end)
        return
    side = next((w for w in scan.words["旁词"].words if lead.endswith(w)), "")
    if not side and compared(lead):
        side = lead[-_SHOWN_LEAD:]
    if not side and lead.endswith("的") and scan.words["可略"].skip(lead, 0) < len(lead) and first.kind == "quantity":
        side = lead[-_SHOWN_LEAD:]
    if nameless(scan, lead, first):
        raise scan.stop("T225", part.start, first.end)
    if side and first.kind in ("quantity", "level", "change"):
        scan.flag("T288", part.start, first.start, word=side)
    elif "每" in lead and first.kind == "quantity":
        scan.flag("T288", part.start, first.start, word="每")
    elif first.kind == "quantity" and _growing(scan, lead):
        scan.flag("T281", part.start, first.end)
    elif isinstance(first.reading, Bound) and first.reading.value < 0:
        scan.flag("T228", first.start, first.end)
    elif lead.endswith(_SPANS) and first.kind == "quantity":
        scan.flag("T290", part.start, first.start)
    elif len(lead) > _LONG_LEAD:
        scan.flag("T289", part.start, first.start)


def _is_negative_count(scan: Scan, reading: Target) -> bool:
    return isinstance(reading, Bound) and reading.value < 0 and scan.units.counts(reading.unit or "")


def nameless(scan: Scan, lead: str, core: Core) -> bool:
    """Tell whether a number has neither unit nor sign, and the words before it do not name a figure."""
    reading = core.reading
    if not isinstance(reading, Bound) or reading.unit is not None or reading.op is not None or core.kind != "quantity":
        return False
    if not reading.value or lead.endswith((*_RATED, ")", "”", ":")):
        return False
    return scan.words["可略"].skip(lead, 0) < len(lead)


def _growing(scan: Scan, lead: str) -> bool:
    """Tell whether the words before a figure speak of a rise or a fall: 提高效率5%."""
    if any(len(scan.words[name].at(lead, 0)) > 1 for name in ("增", "减")):
        return True
    if lead.endswith(_RATED):
        return False
    return any(len(scan.words[name].at(lead, k)) > 1 for name in ("增", "减") for k in range(len(lead)))


def _several(scan: Scan, part: Part) -> None:
    """Figures without a mark between them: a year before the figure is context, a deadline before it is a part."""
    kept: list[Core] = []
    for place, core in enumerate(part.cores):
        later = part.cores[place + 1 :]
        if isinstance(core.reading, Period) and later:
            scan.flag("T290", core.start, core.end)
            continue
        if later and not isinstance(core.reading, Deadline):
            scan.flag("T293", core.start, later[0].end)
        kept.append(core)
    part.cores = kept


# --- joining ------------------------------------------------------------------------------------------------------


def join_parts(scan: Scan, parts: list[Part]) -> Target:
    """Join the parts: ``或`` gives any, everything else all; two bounds that close an interval become a range."""
    parts = _with_subjects(scan, parts)
    ors = any(p.joint == "or" for p in parts[1:])
    if ors and any(p.joint != "or" for p in parts[1:]):
        raise scan.stop("T274", parts[0].start, parts[-1].end)
    readings: list[Target] = []
    words_from: int | None = None
    for part in parts:
        if part.cores:
            words_from = None
            subject = part.lead
            readings += [evolve(core.reading, subject=subject if core is part.cores[0] else "") for core in part.cores]
            continue
        if words_from is not None and not ors:
            readings[-1] = Words(scan.line.source(words_from, part.end))
            continue
        words_from = part.start
        readings.append(Words(scan.line.source(part.start, part.end)))
        scan.flag("T294", part.start, part.end)
    if not ors:
        readings = _ranges(scan, readings)
    if len(readings) == 1:
        return readings[0]
    return AnyOf(tuple(readings)) if ors else AllOf(tuple(readings))


def _with_subjects(scan: Scan, parts: list[Part]) -> list[Part]:
    """Words before a comma with a bare figure behind it are its subject: 培训合格率，≥90%."""
    out: list[Part] = []
    for place, part in enumerate(parts):
        after = parts[place + 1] if place + 1 < len(parts) else None
        fillers = scan.words["可略"].skip(scan.s, part.start) >= part.end
        if not part.cores and after is not None and after.cores and not after.lead and after.joint == "comma":
            scan.flag("T295", part.start, part.end)
            after.lead = scan.s[part.start : part.end]
            continue
        if not part.cores and fillers and len(parts) > 1:
            continue
        out.append(part)
    return out


def _ranges(scan: Scan, readings: list[Target]) -> list[Target]:
    out: list[Target] = []
    for reading in readings:
        before = out[-1] if out else None
        merged = _interval(before, reading) if before is not None else None
        if merged is None:
            out.append(reading)
            continue
        out[-1] = merged
        scan.note("上下限合成一个区间")
    return out


def _interval(a: Target, b: Target) -> Range | None:
    if not (isinstance(a, Bound) and isinstance(b, Bound)) or a.op is None or b.op is None or b.subject:
        return None
    if a.unit != b.unit and a.unit is not None and b.unit is not None:
        return None
    low, high = (a, b) if a.op in (">=", ">") else (b, a)
    if low.op not in (">=", ">") or high.op not in ("<=", "<") or low.value >= high.value:
        return None
    return Range(low.value, high.value, low.unit or high.unit, low.op == ">=", high.op == "<=")
