"""From pieces to one reading of a target: every part read, joined, and nothing left unexplained."""

from __future__ import annotations

import re
from decimal import Decimal

from attrs import define, evolve

from ..base.problem import Problem
from .fold import fold, line_of
from .names import placeholder
from .readings import AllOf, AnyOf, Bound, Deadline, Period, Range, Rank, Target, Unclear, Words
from .scan import Core, Scan, Stop, shown
from .segments import Piece, pieces

__all__ = ["MAX_DEPTH", "MAX_LENGTH", "leftover", "read_scan", "refuse_size", "steady"]

MAX_LENGTH = 2000
"""Longest text that is read (characters); a cell of a printed table has at most a few hundred."""
MAX_DEPTH = 8
"""Deepest nesting of brackets that is read."""

_SIGNED = re.compile(r"[0-9≥≤<>=±%‰]")
_INTERVAL = re.compile(
    r"\s*([\[(（［])\s*(-?[0-9]{1,15}(?:\.[0-9]{1,10})?)\s*([^0-9\s,，、~\[\]()（）［］.-]{0,6})\s*[,，、~]\s*"
    r"(-?[0-9]{1,15}(?:\.[0-9]{1,10})?)\s*([^0-9\s,，、~\[\]()（）［］.-]{0,6})\s*([\])）］])\s*\Z"
)
_EIGHT = re.compile(r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:[0-2][0-9]|3[01])")
_RATED = ("率", "度", "比", "比例", "比重", "占比", "系数", "指数", "水平", "分数", "得分", "数", "量", "值", "额")
_COUNTED_NOUN = 8
_LONG_LEAD = 16


@define
class Part:
    """One segment: the figures in it, the words before the first, and whether words stand behind the last."""

    cores: list[Core]
    start: int
    end: int
    lead: str = ""
    joint: str = ""
    bare: bool = False


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


def refuse_size(scan: Scan) -> None:
    """Refuse what is too long or nested too deep; both limits are named in the message."""
    size = len(scan.line.written)
    if size > MAX_LENGTH:
        raise scan.stop("T203", 0, min(scan.n, 1), size=size, limit=MAX_LENGTH)
    depth = 0
    for i, char in enumerate(scan.s):
        depth += (char == "(") - (char == ")")
        if depth > MAX_DEPTH:
            raise scan.stop("T204", i, i + 1, limit=MAX_DEPTH)


def _read(scan: Scan, written: str) -> Target:
    if not scan.s.strip(",;。、\n"):
        raise scan.stop("T210" if not written else "T211", 0, scan.n)
    if scan.s in scan.words["占位"]:
        raise scan.stop("T211", 0, scan.n)
    refuse_size(scan)
    placeholder(scan)
    _refuse_bare_unit(scan)
    if _EIGHT.fullmatch(scan.s):
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
    return _joined(scan, _parts(scan, found))


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
    while end - start > 2 and pairs.get(scan.s[start]) == scan.s[end - 1] and scan.s.find(scan.s[end - 1], start + 1) == end - 1:
        start, end = start + 1, end - 1
    return start, end


def leftover(scan: Scan, start: int, end: int) -> Problem | None:
    """Return the problem where a figure, a sign or a word near to one is left in plain words, or None."""
    text = scan.s[start:end]
    found = _SIGNED.search(text)
    if found:
        return scan.make("T220", start, end, sign=found[0])
    for i in range(start, end):
        word = scan.words["前置"].at(scan.s, i) or scan.words["后置"].at(scan.s, i)
        if len(word) > 1 and i + len(word) <= end and word not in ("范围内", "封顶", "起步", "不足", "未达到", "不满", "快于", "优于", "超额", "最高", "最低", "最多", "最少", "保底", "起码", "之外", "以外", "之上", "之下", "超出", "达不到", "不到"):
            return scan.make("T220", i, i + len(word), sign=word)
    return None


def near_word(scan: Scan, end: int) -> None:
    """Refuse a misspelt bound word right before a number (不抵于50个), with the likely one as a fix."""
    s = scan.s
    for size in (4, 3):
        text = s[max(end - size, 0) : end]
        if len(text) < size or _SIGNED.search(text):
            continue
        for word in scan.words.ops:
            if len(word) == size and sum(a != b for a, b in zip(word, text, strict=True)) == 1 and text[-1] == word[-1] and text[0] == word[0]:
                raise scan.stop("T201", end - size, end, better=word, op=scan.words.op_of(word), rest=shown(s[end:]))


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
    elif re.search(r"(?:较|比|与).{0,6}(?:上年|去年|同期|上一年|往年|年初)|同比|环比|逐年|翻一番|翻番|超预期|控制在|预算(?:范围)?内|不增|零增长|减半|若干|上百|上千|数十|数百|几十|当年|本年|年度内", s):
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


# --- segments -----------------------------------------------------------------------------------------------------


def _parts(scan: Scan, found: list[Piece]) -> list[Part]:
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
    return a.unit == "%" and b.unit is None and b.value.scaleb(2) == a.value


def _check_around(scan: Scan, part: Part, group: list[Piece]) -> None:
    """Ask about words around the figures that might change what they mean."""
    last = max(p.end for p in group if p.kind == "core")
    tail = scan.words["后略"].skip(scan.s, last)
    rest = "".join(scan.s[max(p.start, tail) : p.end] for p in group if p.kind in ("text", "name") and p.end > tail and p.start >= last)
    core = part.cores[-1]
    unit = getattr(core.reading, "unit", None)
    if rest and (len(rest) > _COUNTED_NOUN or (not rest[0].isalnum() and rest[0] not in "“《") or unit is None or not scan.units.counts(str(unit).split("/")[0])):
        scan.flag("T289", last, part.end)
    elif rest:
        scan.note(f"数后面的“{shown(rest)}”按对象处理")
    lead = part.lead
    side = next((w for w in scan.words["旁词"].words if lead.endswith(w)), "") if lead else ""
    first = part.cores[0]
    if side and first.kind in ("quantity", "level", "change"):
        scan.flag("T288", part.start, first.start, word=side)
    elif "每" in lead and first.kind == "quantity":
        scan.flag("T288", part.start, first.start, word="每")
    elif first.kind == "quantity" and _growing(scan, lead):
        scan.flag("T281", part.start, first.end)
    elif isinstance(first.reading, Bound) and first.reading.value < 0 and (lead or scan.units.counts(first.reading.unit or "")):
        scan.flag("T228", first.start, first.end)
    elif len(lead) > _LONG_LEAD:
        scan.flag("T289", part.start, first.start)
    if len(part.cores) > 1:
        _several(scan, part)


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


def _joined(scan: Scan, parts: list[Part]) -> Target:
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


def rank_of(target: Target) -> Rank | None:
    """Return the reading if it is a rank."""
    return target if isinstance(target, Rank) else None
