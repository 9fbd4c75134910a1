"""Growth and fall: ``较上年增长5%``, ``同比提高2个百分点``, ``由80%提高到90%``, ``降至5%以下``."""

from __future__ import annotations

import re
from typing import NamedTuple

from .amounts import Amount, amount, unknown_unit
from .bounds import Bounding, posts, prefixes, settle, unit_of
from .ranks import rank
from .readings import Bound, Change, Sense
from .scan import Core, Scan

__all__ = ["change", "from_to"]

_BASE = re.compile(
    r"(?:较|比|与|同|和)?(?P<b>(?:(?:上一?|去|前一?)年度?|上年度|上期|上月|上季度?|上周|往年|历年|年初|期初|基期|基准年|(?:19|20)[0-9]{2}年度?)(?:同期|末|底|水平|均值|平均|实际|同期水平|度)?)"
    r"(?:相比|相比较|的?基础上|基数)?"
)
_LEVELS = ("率", "度", "比", "比例", "比重", "占比", "系数", "指数", "水平", "分数", "得分", "数量", "总数", "总量")
_NOUN = re.compile(r"[一-鿿“”]{1,10}?(?=[0-9≥≤><=约不超百负]|大于|小于|高于|低于)")
_SHARES = ("%", "个百分点", "‰")
"""Units that a change itself is given in; any other is that of the figure that changes."""
_RATIOS = (*_SHARES, "倍")
_RATES = ("增速", "增幅", "增长率", "降幅", "涨幅", "升幅", "减幅", "跌幅", "下降率", "增长速度", "增长幅度")
"""Names of a change, which reaches no level: 增速达到5% is a change of 5 %."""
_GAINS = ("增收", "增产", "增值", "增效", "增益")
_ONLY_BASED = ("多", "少", "高", "低", "快", "慢", "提前", "退")


def _based(scan: Scan, i: int) -> tuple[str | None, int]:
    """base = "同比" | "环比" | "较" year … ; gives the base in words and where it ends."""
    word = scan.words["基期"].at(scan.s, i)
    if word:
        return scan.words.bases[word], i + len(word)
    if scan.char(i) in tuple("较比与同和"):
        found = _BASE.match(scan.s, i)
        if found:
            return found["b"], found.end()
    return None, i


def _verb(scan: Scan, j: int) -> tuple[Sense, str] | None:
    """verb = a listed word | "增" | "升" | "降" … right before 至 or 到"""
    up, down = scan.words["增"].at(scan.s, j), scan.words["减"].at(scan.s, j)
    if not up and not down and scan.s.startswith(("至", "到"), j + 1):
        if scan.char(j) in tuple("增升涨扩提"):
            return "increase", scan.char(j)
        if scan.char(j) in tuple("降减缩压跌"):
            return "decrease", scan.char(j)
    if not up and not down:
        return None
    return ("increase", up) if len(up) >= len(down) else ("decrease", down)


def change(scan: Scan, i: int) -> Core | None:
    """change = [base] ["增长" | "下降" …] ["到" | "至"] prefixes amount posts

    With 到 or 至 it is a level, not a change: 降至5%以下 is at most 5 %.
    """
    mark = scan.mark()
    base, j = _based(scan, i)
    k = j
    while base is not None and (filler := scan.words["可略"].at(scan.s, k)) and _verb(scan, k) is None:
        k += len(filler)
    found = _verb(scan, k)
    if found is None:
        return _signed(scan, i, j, base) if base is not None else None
    sense, verb = found
    k += len(verb)
    if verb in _ONLY_BASED and base is None:
        return None
    return _after_verb(scan, i, k, _Told(base, sense, verb), mark)


class _Told(NamedTuple):
    """What stands before the figure of a change: the base in words, the direction, the verb."""

    base: str | None
    sense: Sense
    verb: str


def _after_verb(scan: Scan, i: int, k: int, told: _Told, mark: tuple[int, int]) -> Core | None:
    """Return what is said from ``i`` on, its verb ending at ``k``: a level, a rank or a change."""
    k = _skip(scan, k, ("了", "幅度", "比例", "率", "速度", "有所"))
    levels = () if told.verb in _RATES else ("达到", "到达", "到", "至", "为")
    level = next((w for w in levels if scan.s.startswith(w, k)), "")
    if level:
        k += len(level)
        place = rank(scan, k)
        if place is not None:
            return Core(place.reading, i, place.end, "rank")
    twice = _verb(scan, k)
    found = _figure(scan, k if twice is None else k + len(twice[1]))
    if found is None:
        scan.back(mark)
        return None
    around, size, noun = found
    size = unknown_unit(scan, size)
    if scan.s[size.end : size.end + 1] in tuple("-~±:") and scan.char(size.end):
        if level:
            return None
        raise scan.stop("T249", i, size.end + 1)
    around.start = i
    end = posts(scan, around, size.end)
    op = settle(scan, around)
    unit = unit_of(scan, around, size)
    if around.approx or size.more:
        scan.flag("T243", i, end, word=around.approx or size.more)
    if level:
        return Core(Bound(op, size.value, unit, bool(around.approx)), i, end, "level")
    if (noun or (told.verb in _GAINS and told.base is None)) and unit not in _SHARES:
        scan.flag("T281", i, end)
        return Core(Bound(op, size.value, unit, bool(around.approx)), i, end, "quantity")
    if noun or (told.base is None and unit not in _RATIOS):
        scan.flag("T282", i, end, sense="增长" if told.sense == "increase" else "下降")
    if any(w in scan.words.tight for w, _, _ in around.ops):
        scan.flag("T238", i, end, word=around.ops[0][0], op={">=": "≥", "<=": "≤", ">": ">"}.get(str(op), "="))
    return Core(Change(op, size.value, unit, told.base, told.sense), i, end, "change")


def _figure(scan: Scan, k: int) -> tuple[Bounding, Amount, str] | None:
    """Return the figure at ``k`` with what stands around it and the noun between (增加就业岗位100个; "" for none)."""
    around, j = prefixes(scan, k)
    size = amount(scan, j)
    if size is not None:
        return around, size, ""
    gap = _NOUN.match(scan.s, k)
    if gap is None or scan.words["参照词"].inside(gap[0]) or scan.words["名次词"].inside(gap[0]):
        return None
    around, j = prefixes(scan, gap.end())
    size = amount(scan, j)
    return None if size is None or gap[0].endswith(_LEVELS) else (around, size, gap[0])


def _skip(scan: Scan, k: int, words: tuple[str, ...]) -> int:
    for word in words:
        if scan.s.startswith(word, k):
            k += len(word)
    return k


def _signed(scan: Scan, i: int, j: int, base: str | None) -> Core | None:
    """同比≥5%: no direction is written; a plus sign (同比+5%) or a minus gives one."""
    around, k = prefixes(scan, j)
    sign = scan.char(k)
    size = amount(scan, k)
    if size is None or (k != j and not around.ops):
        return None
    end = posts(scan, around, size.end)
    op = settle(scan, around)
    if sign and sign in "+-" and op is None:
        sense: Sense = "increase" if sign == "+" else "decrease"
        return Core(Change(None, size.value.copy_abs(), size.unit, base, sense), i, end, "change")
    scan.flag("T282", i, end, sense="增长")
    return Core(Change(op, size.value, size.unit, base, "increase"), i, end, "change")


def from_to(scan: Scan, i: int) -> Core | None:
    """from_to = ("由" | "从") amount (verb) ("到" | "至") prefixes amount posts: 由80%提高到90% is 90 %."""
    if scan.char(i) not in ("由", "从") or not scan.char(i):
        return None
    mark = scan.mark()
    place = rank(scan, i + 1)
    if place is not None:
        verb = _verb(scan, place.end)
        to = None if verb is None else _after_verb(scan, i, place.end + len(verb[1]), _Told(None, *verb), mark)
        if to is not None and to.kind == "rank":
            scan.note(f"起点“{scan.s[place.start : place.end]}”不是{_aim(scan)}")
            return to
        scan.back(mark)
        return None
    around, j = prefixes(scan, scan.words["可略"].skip(scan.s, i + 1))
    first = amount(scan, j)
    if first is None or around.ops:
        scan.back(mark)
        return None
    k = first.end
    verb = _verb(scan, k)
    if verb is not None:
        k += len(verb[1])
    level = next((w for w in ("达到", "到", "至", "为") if scan.s.startswith(w, k)), "")
    if not level:
        scan.back(mark)
        return None
    around, j = prefixes(scan, k + len(level))
    size = amount(scan, j)
    if size is None:
        scan.back(mark)
        return None
    around.start = i
    end = posts(scan, around, size.end)
    op = settle(scan, around)
    unit = size.unit if size.unit is not None else first.unit
    if first.unit != unit and first.unit is not None:
        scan.flag("T283", i, end)
    scan.note(f"起点“{scan.s[first.start : first.end]}”不是{_aim(scan)}")
    return Core(Bound(op, size.value, unit, bool(around.approx)), i, end, "level")


def _aim(scan: Scan) -> str:
    return "完成值" if scan.actual else "目标"


def bounding(start: int) -> Bounding:
    """Return an empty surrounding."""
    return Bounding([], [], start=start)
