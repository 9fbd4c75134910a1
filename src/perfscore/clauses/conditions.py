"""Productions for conditions: a figure in an interval, a rank, a range kept or left, and those of :mod:`.of_target`."""

from __future__ import annotations

import re
from typing import Any

from attrs import evolve

from .cursor import Cursor
from .numbers import ends, inclusive, trail_of
from .of_target import between_targets, of_target, off_target, versus_target
from .phrases import is_subject
from .values import Met, Unmet, Within

__all__ = ["condition"]


def condition(c: Cursor) -> tuple[str, Any] | None:
    for production in (_in_range, _rank, _around, versus_target, of_target, off_target, _figure):
        first = c.i
        got = production(c)
        if got is not None:
            c.skip(("的", "时", "者", "情况", "部分", "之间", "区间", "范围", "以内的", "区间内"))
            c.phrase(_GRADED)
            return "cond", got
        c.i = first
    return None


_INSIDE = re.compile(
    r"(?P<not>不在|未在|没有在|超出|偏离|不处于)?(?:在|处于|位于|落在|符合|控制在)?(?:的|年度|预期|规定|目标|指标|合理|该|值|设定|绩效)*(?:区间|范围)"
    r"(?:值)?(?:之内|以内|内|(?P<out>之外|以外|外))?(?:的|者|时)*"
)


def _in_range(c: Cursor) -> Met | Unmet | None:
    """Take 在目标区间内, 不在区间内, 超出目标范围: the target is a range and is kept or left."""
    match = _INSIDE.match(c.line.text, c.peek().start)
    if (
        match is None
        or not re.search(r"在|处于|位于|符合|目标|指标|超出|偏离", match.group())
        or "预算" in match.group()
    ):
        return None
    if not c.upto(match.end()):
        return None
    return Unmet() if bool(match.group("not")) != bool(match.group("out")) else Met()


_GRADED = re.compile(
    r"(?:为|属于|属|评为|即为|即|视为)[“]?(?:优秀|良好|中等|合格|不合格|较差|较好|一般|达标|不达标|优|良|中|差|好)[”]?(?:等次|等级|档)?(?=[,;:。(得计])"
)


def _rank(c: Cursor) -> Within | None:
    """Take 第1名, 第2-3名, 前5名, 第11名及以后, 6-10名 (the last where 名 follows)."""
    mark = c.take("NAME")
    low = c.take("NUM")
    if low is None or low.value is None:
        return None
    named = bool(c.word("名", "位") or c.take("RANKU"))
    high = None
    if c.take("DASH"):
        c.take("NAME")
        high = c.take("NUM")
        if high is None:
            return None
        named = bool(c.word("名", "位") or c.take("RANKU")) or named
    if not named and (mark is None or mark.text not in ("第", "前")):
        return None
    closing = inclusive(c)
    trail = trail_of(c)
    closed = True if closing is None else closing
    if mark is not None and mark.text == "后":
        return None
    if mark is not None and mark.text == "前" and high is None:
        return Within("名次", None, None, low.value, True, "名")
    if high is not None and high.value is not None:
        return Within("名次", low.value, True, high.value, True, "名")
    if trail == ">=" or c.word("之后", "后"):
        if c.peek(-1).text == "之后":
            return Within("名次", low.value, False, None, None, "名")
        return Within("名次", low.value, closed, None, None, "名", loose=closing is None)
    if trail == "<=":
        return Within("名次", None, None, low.value, closed, "名", loose=closing is None)
    return Within("名次", low.value, True, low.value, True, "名")


def _around(c: Cursor) -> Within | None:
    """Take 80%≤完成率<90% and 目标值的80%≤实际值<目标值."""
    first = c.i
    got = ends(c)
    if got is not None and got[1]:
        found, name = got
        return evolve(found.within("值"), subject=name if is_subject(name) or name == "完成" else "")
    c.i = first
    return between_targets(c)


def _figure(c: Cursor) -> Within | None:
    """Take a plain interval; a bare number only where it can be nothing else."""
    if c.sees("VERB") and c.peek().text in ("未完成", "未达到", "没有完成", "没完成") and c.sees("NUM", ahead=1):
        c.i += 1
        got = ends(c)
        if got is None or not got[0].exact or got[0].low is None:
            return None
        return Within("值", None, None, got[0].low, False, got[0].unit)
    if c.sees("VERB") and c.peek().text in ("完成", "全部完成", "完成率") and c.sees("NUM", "BOUND", "SIGN", ahead=1):
        c.i += 1
        got = ends(c)
        return None if got is None or got[0].unit != "%" else got[0].within("完成率")
    plus_minus = c.peek().text == "±"
    got = ends(c)
    if got is None:
        return None
    found = got[0]
    if plus_minus:
        return found.within("偏离")
    if (
        found.exact
        and found.unit is None
        and not c.sees("SEP", "SCORE", "GLUE", "COLON", "END", "PTS", "CLOSE", "OPEN", "ZERO")
    ):
        return None
    return found.within("值")
