"""Productions for conditions: a figure in an interval, the target met or missed, a rank, a distance from the target."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

from attrs import evolve

from .cursor import Cursor
from .numbers import Ends, amount, ends, inclusive, sign_of, trail_of
from .phrases import is_subject
from .values import Basis, Met, Unmet, Within

__all__ = ["condition", "phrase"]

_MET = frozenset(
    [
        "完成",
        "达到",
        "达成",
        "实现",
        "达标",
        "符合",
        "满足",
        "全部完成",
        "按计划完成",
        "按要求完成",
        "达到或超过",
        "完成或超过",
        "达到及超过",
        "达到或优于",
        "优于",
        "按计划实现",
        "达",
    ]
)
_MISS = frozenset(
    [
        "未全部完成",
        "未按计划完成",
        "未按要求完成",
        "未达标",
        "不达标",
        "未完成",
        "没有完成",
        "没完成",
        "未达到",
        "没有达到",
        "没达到",
        "达不到",
        "未达成",
        "未实现",
        "未达",
        "不符合",
        "未满足",
        "低于或未完成",
        "未能完成",
        "未能达到",
    ]
)


def phrase(c: Cursor, pattern: re.Pattern[str]) -> bool:
    """Take the tokens a pattern covers, if it ends where a token ends."""
    if c.over():
        return False
    match = pattern.match(c.line.text, c.peek().start)
    if match is None or not match.group():
        return False
    first = c.i
    while not c.over() and c.peek().start < match.end():
        c.i += 1
    if c.tokens[c.i - 1].end != match.end():
        c.i = first
        return False
    return True


def condition(c: Cursor) -> tuple[str, Any] | None:
    for production in (_in_range, _rank, _around_target, _vs_target, _of_target, _over_or_off, _figure):
        first = c.i
        got = production(c)
        if got is not None:
            c.skip(("的", "时", "者", "情况", "部分", "之间", "区间", "范围", "以内的", "区间内"))
            phrase(c, _GRADED)
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
    first = c.i
    while not c.over() and c.peek().start < match.end():
        c.i += 1
    if c.tokens[c.i - 1].end != match.end():
        c.i = first
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
    joined = c.take("DASH") or (c.peek().text in ("、", ",") and c.sees("NAME", ahead=1) and None)
    if joined:
        c.take("NAME")
        high = c.take("NUM")
        if high is None:
            return None
        named = bool(c.word("名", "位") or c.take("RANKU")) or named
    if not named and (mark is None or mark.text not in ("第", "前")):
        return None
    if mark is None and not named:
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
        after = c.tokens[c.i - 1].text
        loose = closing is None
        if after in ("之后",):
            return Within("名次", low.value, False, None, None, "名")
        return Within("名次", low.value, closed, None, None, "名", loose=loose)
    if trail == "<=":
        return Within("名次", None, None, low.value, closed, "名", loose=closing is None)
    return Within("名次", low.value, True, low.value, True, "名")


def _named_figure(found: Ends, of: Basis) -> Within:
    return Within(of, found.low, found.low_closed, found.high, found.high_closed, found.unit, loose=found.loose)


def _times(found: Ends) -> Ends:
    """Turn multiples of the target written in % into multiples with 1 = the target."""
    scale = Fraction(1, 100) if found.unit == "%" else Fraction(1)
    low = None if found.low is None else found.low * scale
    high = None if found.high is None else found.high * scale
    return evolve(found, low=low, high=high, unit=None)


def _around_target(c: Cursor) -> Within | None:
    """Take 80%≤完成率<90% and 目标值的80%≤实际值<目标值."""
    first = c.i
    got = ends(c)
    if got is not None and got[1]:
        found, name = got
        return evolve(_named_figure(found, "值"), subject=name if is_subject(name) or name == "完成" else "")
    c.i = first
    return _between_targets(c)


def _multiple(c: Cursor) -> Fraction | None:
    """Take the target or a share of it: 目标值, 目标值的60%, 60%目标值."""
    first = c.i
    share = amount(c)
    if share is not None and (share.unit != "%" or not _target(c)):
        c.i = first
        return None
    if share is None:
        if not _target(c):
            return None
        c.word("的")
        share = amount(c)
        if share is None:
            return Fraction(1)
        if share.unit != "%":
            c.i = first
            return None
    return share.value / 100


def _between_targets(c: Cursor) -> Within | None:
    """Take 目标值的60%≤实际值<目标值."""
    low = _multiple(c)
    left = c.take("SIGN") if low is not None else None
    if low is None or left is None or left.text == "=":
        return None
    begin = c.i
    while c.i - begin < 8 and not c.over() and not c.sees("SIGN", "SEP", "NUM", "TARGET"):
        c.i += 1
    right = c.take("SIGN") if c.i > begin else None
    high = _multiple(c) if right is not None else None
    if (
        right is None
        or high is None
        or "<" not in {"≤": "<", "<": "<"}.get(left.text, "") + {"≤": "<", "<": "<"}.get(right.text, "")
    ):
        return None
    if left.text not in "≤<" or right.text not in "≤<" or low > high:
        return None
    return Within("目标", low, left.text == "≤", high, right.text == "≤")


_TARGET_GLUE = (
    "的",
    "所",
    "设定",
    "设定的",
    "年度",
    "绩效",
    "该",
    "其",
    "本",
    "预期",
    "年初",
    "全部",
    "了",
    "既定",
    "规定",
    "原定",
    "当年",
    "全年",
    "各项",
    "相应",
)


def _target(c: Cursor) -> bool:
    """Take a name of the target, with what stands around it (年度目标任务, 预算数, 计划)."""
    first = c.i
    c.skip(_TARGET_GLUE)
    got = False
    while c.take("TARGET"):
        got = True
        c.skip(("要求", "数", "范围", "范围内", "区间", "规模", "总额"))
    if not got:
        c.i = first
    return got


def _vs_target(c: Cursor) -> Within | Met | Unmet | None:
    """Take what is said of the target by a verb: 达到目标值, 低于目标值80%, 超过目标值30%以上, 完成年度任务."""
    first = c.i
    token = c.peek()
    miss = token.text in _MISS
    met = token.text in _MET
    if miss or met:
        c.i += 1
        if met and c.word("或", "及", "并", "和") and not (c.word("超过", "超额完成", "优于") or c.word("超出")):
            c.i = first + 1
        c.skip(("或超过", "以上"))
    elif token.a("SIGN", "BOUND"):
        sign = sign_of(c)
        if sign is None:
            return None
    else:
        return None
    sign = "<" if miss else ">=" if met else sign
    if not _target(c):
        return None
    timely = c.peek(-1).text.endswith(("时间", "时限", "工期"))
    of_it = bool(c.word("的"))
    if c.sees("NUM"):
        return _part_of_target(c, sign, of_it)
    if timely and sign in (">", "<="):
        return Unmet(on_time=True) if sign == ">" else Met(on_time=True)
    if met:
        return Met() if c.word("以上", "及以上", "以内") or True else None
    if miss:
        return Unmet()
    if token.text in ("达到", "实现", "达"):
        return Met()
    if token.text in ("未达到", "没有达到", "没达到", "达不到", "未达"):
        return Unmet()
    one = Fraction(1)
    match sign:
        case ">=" | ">":
            return Within("目标", one, sign == ">=", None, None)
        case "<=" | "<":
            return Within("目标", None, None, one, sign == "<=")
        case _:
            return Within("目标", one, True, one, True)


def _part_of_target(c: Cursor, sign: str | None, of_it: bool) -> Within | None:
    """Take the figure behind 低于目标值 / 超过目标值的: a multiple of the target or a distance from it."""
    first = c.i
    got = ends(c)
    if got is None or sign is None:
        return None
    found, _ = got
    if found.unit in ("%", "倍"):
        if found.exact:
            assert found.low is not None
            if not of_it and sign == ">" and found.low < 100 and found.unit == "%":
                return Within("超出", found.low, False, None, None, "%")
            bound = Ends(**_sided(sign, found.low), unit=found.unit)
            return _named_figure(_times(bound), "目标")
        if not of_it and sign in (">", "<"):
            kind: Basis = "超出" if sign == ">" else "低于"
            return _named_figure(_from_zero(found), kind)
        if sign in (">=", "<=", "=") or of_it:
            return _named_figure(_times(found), "目标")
        c.i = first
        return None
    if sign in (">", "<") and not of_it:
        kind = "超出" if sign == ">" else "低于"
        if found.exact:
            return Within(kind, found.low, False, None, None, found.unit)
        return _named_figure(_from_zero(found), kind)
    return None


def _sided(sign: str, value: Fraction) -> dict[str, Any]:
    if sign in (">=", ">"):
        return {"low": value, "low_closed": sign == ">="}
    if sign in ("<=", "<"):
        return {"high": value, "high_closed": sign == "<="}
    return {"low": value, "low_closed": True, "high": value, "high_closed": True}


def _from_zero(found: Ends) -> Ends:
    """A distance of at most so much begins above the target itself."""
    return evolve(found, low=Fraction(0), low_closed=False) if found.low is None else found


def _of_target(c: Cursor) -> Within | Met | None:
    """Take 目标值的80%-100%, 目标值以上, 预算范围内, 在计划时间内."""
    c.skip(("在", "控制在", "位于", "处于"))
    if not _target(c):
        return None
    of_it = bool(c.word("的"))
    if c.sees("NUM", "SIGN", "BOUND"):
        got = ends(c)
        if got is not None and got[0].unit in ("%", "倍") and not got[1]:
            return _named_figure(_times(got[0]), "目标")
        return None
    time = c.peek(-1).text.endswith(("时间", "时限", "工期"))
    if c.peek(-1).text in ("范围", "区间", "范围内") or time:
        if c.peek(-1).text == "范围内" or c.word("内", "之内", "以内"):
            c.word("完成", "实施", "执行")
            return Met(time)
        return None
    trail = trail_of(c) if not of_it else None
    if trail is not None:
        return Within(
            "目标", *((Fraction(1), True, None, None) if trail.startswith(">") else (None, None, Fraction(1), True))
        )
    return None


_OVER = frozenset(
    ["超", "超过", "超出", "超额", "超额完成", "超支", "超标", "高于", "高出", "超目标", "超计划", "超预算"]
)
_UNDER = frozenset(["低于", "未达到", "不足", "少于", "降低", "低"])
_APART = frozenset(["偏离", "偏差", "误差", "浮动", "相差", "上下浮动"])


def _over_or_off(c: Cursor) -> Within | None:
    """Take 超额30%以上, 超支10%以内, 偏差在±10%以内, 偏离度≤5%: a distance from the target."""
    token = c.peek()
    if token.text in _APART or token.a("OFFRATE"):
        of: Any = "偏离"
    elif token.a("OVERRATE") or token.text in ("超额", "超支", "超额完成", "超预算", "超计划", "超标"):
        of = "超出"
    elif token.text in _OVER and not token.a("SIGN"):
        return _over_with_trail(c)
    else:
        return None
    c.i += 1
    c.skip(
        (
            "幅度",
            "比例",
            "率",
            "部分",
            "在",
            "目标",
            "目标值",
            "预算",
            "计划",
            "指标值",
            "控制在",
            "达",
            "值",
            "程度",
            "上下",
            "±",
            "的",
        )
    )
    got = ends(c)
    if got is None or got[1]:
        return None
    found = got[0]
    if found.exact and of == "超出" and not token.a("OVERRATE"):
        if c.peek(-1).text in ("以上",):
            return None
        return Within(of, found.low, False, None, None, found.unit)
    within = _named_figure(
        found if of == "偏离" or found.low is not None or token.a("OVERRATE") else _from_zero(found), of
    )
    return (
        evolve(within, subject=token.text) if token.a("OVERRATE", "OFFRATE") and not c.sees("PM", ahead=-2) else within
    )


def _over_with_trail(c: Cursor) -> Within | None:
    """Take 超过目标30%以上 written 超过30%以上, 超出10%（含）以内: with 以上/以内 behind, a distance; else a bound."""
    token = c.take("BOUND", "VERB")
    if token is None or not c.sees("NUM"):
        return None
    got = ends(c)
    if got is None or got[1] or got[0].exact or got[0].unit not in ("%", "个百分点"):
        return None
    if token.text in ("高于", "超过", "高出", "超出", "超") and got[0].unit == "%":
        return _named_figure(_from_zero(got[0]), "超出")
    return None


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
        return None if got is None or got[0].unit != "%" else _named_figure(got[0], "完成率")
    plus_minus = c.peek().text == "±"
    got = ends(c)
    if got is None:
        return None
    found = got[0]
    if plus_minus:
        return _named_figure(found, "偏离")
    if (
        found.exact
        and found.unit is None
        and not c.sees("SEP", "SCORE", "GLUE", "COLON", "END", "PTS", "CLOSE", "OPEN", "ZERO")
    ):
        return None
    return _named_figure(found, "值")
