"""Conditions against the row's target: it is reached or missed, a share of it, a distance from it."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from attrs import evolve

from .cursor import Cursor
from .lexicon import MET_VERBS, MISS_VERBS, words
from .numbers import Ends, amount, ends, sign_of, trail_of
from .values import Basis, Met, Unmet, Within

__all__ = ["between_targets", "of_target", "off_target", "versus_target"]

_MET = MET_VERBS | {"按计划实现"}
_MISS = MISS_VERBS | {"低于或未完成", "未能完成", "未能达到"}

# --- the target named ---------------------------------------------------------------------------------------------

_TARGET_GLUE = frozenset(
    words("的 所 设定 设定的 年度 绩效 该 其 本 预期 年初 全部 了 既定 规定 原定 当年 全年 各项 相应")
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


def _times(found: Ends) -> Ends:
    """Turn multiples of the target written in % into multiples with 1 = the target."""
    scale = Fraction(1, 100) if found.unit == "%" else Fraction(1)
    low = None if found.low is None else found.low * scale
    high = None if found.high is None else found.high * scale
    return evolve(found, low=low, high=high, unit=None)


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


def between_targets(c: Cursor) -> Within | None:
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
    if right is None or high is None or left.text not in "≤<" or right.text not in "≤<" or low > high:
        return None
    return Within("目标", low, left.text == "≤", high, right.text == "≤")


# --- reached, missed, a share of it ---------------------------------------------------------------------------------


def versus_target(c: Cursor) -> Within | Met | Unmet | None:
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
        c.word("以上", "及以上", "以内")
        return Met()
    if miss:
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
            return _times(bound).within("目标")
        if not of_it and sign in (">", "<"):
            kind: Basis = "超出" if sign == ">" else "低于"
            return _from_zero(found).within(kind)
        if sign in (">=", "<=", "=") or of_it:
            return _times(found).within("目标")
        c.i = first
        return None
    if sign in (">", "<") and not of_it:
        kind = "超出" if sign == ">" else "低于"
        if found.exact:
            return Within(kind, found.low, False, None, None, found.unit)
        return _from_zero(found).within(kind)
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


def of_target(c: Cursor) -> Within | Met | None:
    """Take 目标值的80%-100%, 目标值以上, 预算范围内, 在计划时间内."""
    c.skip(("在", "控制在", "位于", "处于"))
    if not _target(c):
        return None
    of_it = bool(c.word("的"))
    if c.sees("NUM", "SIGN", "BOUND"):
        got = ends(c)
        if got is not None and got[0].unit in ("%", "倍") and not got[1]:
            return _times(got[0]).within("目标")
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


# --- a distance from it -------------------------------------------------------------------------------------------

_OVER = frozenset(words("超 超过 超出 超额 超额完成 超支 超标 高于 高出 超目标 超计划 超预算"))
_OVERDONE = frozenset(words("超额 超支 超额完成 超预算 超计划 超标"))
_APART = frozenset(words("偏离 偏差 误差 浮动 相差 上下浮动"))
_DISTANCE_GLUE = frozenset(words("幅度 比例 率 部分 在 目标 目标值 预算 计划 指标值 控制在 达 值 程度 上下 ± 的"))


def off_target(c: Cursor) -> Within | None:
    """Take 超额30%以上, 超支10%以内, 偏差在±10%以内, 偏离度≤5%: a distance from the target."""
    token = c.peek()
    if token.text in _APART or token.a("OFFRATE"):
        of: Basis = "偏离"
    elif token.a("OVERRATE") or token.text in _OVERDONE:
        of = "超出"
    elif token.text in _OVER and not token.a("SIGN"):
        return _over_with_trail(c)
    else:
        return None
    c.i += 1
    c.skip(_DISTANCE_GLUE)
    got = ends(c)
    if got is None or got[1]:
        return None
    found = got[0]
    if found.exact and of == "超出" and not token.a("OVERRATE"):
        return None if c.peek(-1).text == "以上" else Within(of, found.low, False, None, None, found.unit)
    if of == "超出" and not token.a("OVERRATE"):
        found = _from_zero(found)
    named = token.a("OVERRATE", "OFFRATE") and not c.sees("PM", ahead=-2)
    return evolve(found.within(of), subject=token.text) if named else found.within(of)


def _over_with_trail(c: Cursor) -> Within | None:
    """Take 超过目标30%以上 written 超过30%以上, 超出10%（含）以内: with 以上/以内 behind, a distance; else a bound."""
    token = c.take("BOUND", "VERB")
    if token is None or not c.sees("NUM"):
        return None
    got = ends(c)
    if got is None or got[1] or got[0].exact or got[0].unit not in ("%", "个百分点"):
        return None
    if token.text in ("高于", "超过", "高出", "超出", "超") and got[0].unit == "%":
        return _from_zero(got[0]).within("超出")
    return None
