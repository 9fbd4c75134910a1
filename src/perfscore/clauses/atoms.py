"""From tokens to atoms: the smallest stretches of a clause that mean something on their own.

At each place the productions are tried in a fixed order; what none takes is words. Atoms keep their place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from attrs import evolve, field, frozen

from .algebra import POINTS, Binary, Expression, names
from .awards import award, deduction
from .cursor import Cursor
from .formula import equation, expression
from .numbers import Ends, amount, ends, inclusive, sign_of, trail_of
from .steps import part_step, steps
from .values import Met, Spread, Steps, Unmet, Within

__all__ = ["Atom", "atoms"]


@frozen
class Atom:
    """One atom: ``kind`` names it, ``value`` is what it says; half-open token range and folded-text range."""

    kind: str
    value: Any
    first: int
    last: int
    start: int
    end: int
    text: str = field(default="", eq=False)


_MET = frozenset("完成 达到 达成 实现 达标 符合 满足 全部完成 按计划完成 按要求完成 达到或超过 完成或超过 达到及超过 达到或优于 优于 按计划实现 达".split())
_MISS = frozenset(
    "未全部完成 未按计划完成 未按要求完成 未达标 不达标 未完成 没有完成 没完成 未达到 没有达到 没达到 达不到 未达成 未实现 未达 不符合 未满足 低于或未完成 未能完成 未能达到".split()
)


def atoms(c: Cursor) -> Iterator[Atom]:
    """Yield the atoms of a clause; words are gathered into the longest runs."""
    run: int | None = None
    verbs: list[str] = []
    while not c.over():
        first = c.i
        size = len(c.tokens)
        got = _atom(c, tuple(verbs), words_before=run is not None)
        first_token = c.tokens[first]
        if got is None:
            run = first if run is None else run
            if first_token.a("VERB", "BOUND"):
                verbs.append(first_token.text)
            c.i = first + 1
            if len(c.tokens) != size:
                raise AssertionError("a failed production changed the tokens")
            continue
        if run is not None:
            yield _made(c, "words", None, run, first)
            run = None
        kind, value = got
        if kind == "cond" and isinstance(value, Within | Unmet):
            verbs += [t.text for t in c.tokens[first : c.i] if t.a("VERB", "BOUND")]
        if kind in ("stop", "award", "steps"):
            verbs = []
        yield _made(c, kind, value, first, c.i)
    if run is not None:
        yield _made(c, "words", None, run, len(c.tokens))


def _made(c: Cursor, kind: str, value: Any, first: int, last: int) -> Atom:
    start = c.start(first)
    end = c.tokens[last - 1].end if last > first else start
    return Atom(kind, value, first, last, start, end, c.line.text[start:end])


def _atom(c: Cursor, verbs: tuple[str, ...], *, words_before: bool) -> tuple[str, Any] | None:
    saved = c.tokens
    first = c.i
    for production in (_modifier, _equation):
        got = production(c)
        if got is not None:
            return got
        c.i = first
    step = steps(c, verbs)
    if step is not None:
        return "steps", step
    c.tokens, c.i = saved, first
    for production in (_quoted, _bare_formula, _by_formula, _spreads, _stated, _award, _enum, _punctuation, _condition, _other):
        got = production(c)
        if got is not None:
            return got
        c.i = first
    return None


def _modifier(c: Cursor) -> tuple[str, Any] | None:
    if c.take("EXHAUST"):
        return "exhaust", True
    if c.take("NOTABOVE") or _phrase(c, _CAPPED):
        return "capped", True
    if c.take("CAPPED"):
        return "capped", True
    if c.take("EITHER"):
        return "either", True
    first = c.i
    if c.take("MOST"):
        got = deduction(c)
        if got is not None:
            c.take("ENDING")
            return "most", got
        c.i = first
    if (c.word("扣完", "扣满", "扣光")) or (c.word("扣", "累计扣") and c.word("满", "至", "到")):
        got = deduction(c)
        if got is not None and c.take("ENDING"):
            return "most", got
    c.i = first
    got_part = part_step(c)
    if got_part is not None:
        return "part", got_part
    return _standard(c)


_CAPPED = re.compile(
    r"(?:(?:但|且)?(?:最高|最多|最终|实际|总)?(?:得分|分数|分值)?(?:最高|最多)?(?:不得|不能|不可|不|均不)(?:超过|突破|超出|高于)(?:该|本|此|其)?(?:项|指标|栏)?(?:指标)?(?:的)?"
    r"(?:分值|满分|权重|总分值|标准分|权重总额|权重分|赋分|指标分)(?:值)?(?:上限)?)"
    r"|(?:(?:超过|超出|超额完成|超额|高于)(?:目标|目标值|100%|满分|分值|上限|的|部分|任务|完成|指标)*(?:,)?(?:按|以|计|得)(?:满分|100%|分值)(?:计算|计分|封顶|计|为限)?(?![%\d]))"
    r"|(?:(?:超过|超出|超额完成|超额)(?:目标|部分|的|任务)*(?:不|也不|均不)(?:再)?(?:加分|另加分|额外加分|重复计分))"
    r"|(?:(?:最高|上限)(?:为|得|计)?(?:满分|分值)(?![的\d]))|(?:满分封顶)|(?:以(?:满分|分值)为(?:限|上限))"
)


def _phrase(c: Cursor, pattern: re.Pattern[str]) -> bool:
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


def _standard(c: Cursor) -> tuple[str, Any] | None:
    if not c.word("以", "按"):
        return None
    got = amount(c)
    if got is None or not (c.take("STANDARD") or (c.word("为") and c.take("PTS", "TARGET", "WHOLE"))):
        return None
    return "standard", got


def _equation(c: Cursor) -> tuple[str, Any] | None:
    got = equation(c)
    return None if got is None else ("equation", got)


def _quoted(c: Cursor) -> tuple[str, Any] | None:
    """Take “words”的: what the canonical form writes for a state of affairs in words."""
    if not c.word("“"):
        return None
    first = c.i
    while not c.over() and c.peek().text != "”" and not c.sees("SEP"):
        c.i += 1
    if c.peek().text != "”" or c.i == first or c.peek(1).text != "的" or not c.sees("SEP", ahead=2):
        while c.i < len(c.tokens) and c.peek().text != "”":
            if c.sees("SEP") and c.peek().text != ",":
                return None
            c.i += 1
        if c.peek().text != "”" or c.peek(1).text != "的" or not c.sees("SEP", ahead=2):
            return None
    text = c.line.text[c.tokens[first].start : c.peek().start]
    c.i += 2
    return "quoted", text


def _bare_formula(c: Cursor) -> tuple[str, Any] | None:
    """Take 执行率×分值 or 满意度×10分 standing alone: a formula of the points without 得分=."""
    if c.i and not c.sees("SEP", "COLON", "ENUM", ahead=-1):
        return None
    got = expression(c)
    if got is None or not isinstance(got, Binary) or not c.sees("SEP", "END"):
        return None
    return ("equation", ("得分", got)) if POINTS in names(got) or c.sees("FEN", ahead=-1) else None


def _by_formula(c: Cursor) -> tuple[str, Any] | None:
    """Take 按实际完成值÷年度指标值×分值计分."""
    if not c.take("BY"):
        return None
    c.skip(("照", "公式", "“"))
    got: Expression | None = expression(c)
    if got is None or not isinstance(got, Binary):
        return None
    if not c.take("SCORE") and not c.sees("SEP", "END", "CLOSE"):
        return None
    c.take("SCORE")
    return "equation", ("得分", got)


_RANGE = r"(?:[1-9]?\d|100)%?(?:\([^()]{0,8}\))?-(?:[1-9]?\d|100)%(?:\([^()]{0,8}\))?"
_RANGES = re.compile(rf"{_RANGE}(?:[、,和及;]{{1,2}}{_RANGE})+")
_TO_RATE = re.compile(r"(?:的|区间|分值|范围|内|进行|合理|分别|分档|予以|给予|来){0,4}(?:确定得分|确定|计分|得分|评分|打分|赋分|给分|计算|记分)?(?:得分|分值)?")


def _spreads(c: Cursor) -> tuple[str, Any] | None:
    """Take several bands in a row, 100-80%(含80%)、80-60%(含60%)、60-0%: the bands of a rating, best first."""
    c.skip(("分别", "按照", "按", "该指标", "对应", "的", "分值", "区间", "在", "得"))
    if not c.sees("NUM"):
        return None
    match = _RANGES.match(c.line.text, c.peek().start)
    if match is None:
        return None
    inner = []
    while not c.over() and c.peek().start < match.end():
        got = ends(c)
        if got is None or got[0].low is None or got[0].high is None:
            return None
        inner.append(got[0])
        c.take("PAUSE", "SEP", "GLUE")
    tail = _TO_RATE.match(c.line.text, match.end())
    end = tail.end() if tail else match.end()
    while not c.over() and c.peek().start < end:
        c.i += 1
    if len(inner) < 2 or any(a.low != b.high for a, b in zip(inner, inner[1:], strict=False)) or inner[0].high != 100:
        return None
    hundred = Fraction(100)
    return "spreads", tuple(
        Spread((e.low or Fraction(0)) / hundred, e.low_closed, (e.high or hundred) / hundred, e.high_closed) for e in inner
    )


def _stated(c: Cursor) -> tuple[str, Any] | None:
    """Take a stated maximum: 满分5分, 分值10分, 共5分, 本项10分, 标准分5分, （5分） is an award."""
    c.skip(("本项", "该项", "此项", "本指标", "该指标"))
    had = c.take("WHOLE", "PTS")
    c.skip(("为", "是", ":", "计", "共"))
    if had is None and not (c.i and c.peek(-1).text in ("本项", "该项", "此项", "本指标", "该指标")):
        return None
    token = c.take("NUM")
    if token is None or not c.take("FEN") or c.sees("DASH"):
        return None
    return "stated", token.value


def _award(c: Cursor) -> tuple[str, Any] | None:
    if c.peek().text in ("是", "否") and (c.i == 0 or c.sees("SEP", ahead=-1)):
        return None
    got = award(c)
    return None if got is None else ("award", got)


def _enum(c: Cursor) -> tuple[str, Any] | None:
    """Take ①, 1、, 1., (1), 一、, （一）, A. at the start of a part."""
    before = c.peek(-1) if c.i else None
    fresh = before is None or before.a("SEP", "COLON", "CLOSE", "FEN") or before.a("SCORE", "ZERO")
    token = c.take("ENUM")
    if token is not None:
        c.take("PAUSE")
        return "enum", token.text
    if not fresh:
        return None
    opened = c.take("OPEN")
    number = c.take("NUM")
    if number is None or number.value is None or number.value.denominator != 1 or not 1 <= number.value <= 20:
        return None
    if opened:
        return ("enum", number.text) if c.take("CLOSE") and not c.sees("SEP", "END") else None
    if c.take("PAUSE") or (c.peek().text == "." and c.take("TEXT")):
        return "enum", number.text
    if c.take("CLOSE"):
        return "enum", number.text
    return None


def _punctuation(c: Cursor) -> tuple[str, Any] | None:
    token = c.take("SEP", "PAUSE", "COLON", "OPEN", "CLOSE", "DOTS")
    if token is None:
        return None
    if token.a("SEP"):
        return ("comma" if token.text == "," else "stop"), token.text
    for kind in ("PAUSE", "COLON", "OPEN", "CLOSE"):
        if token.a(kind):
            return kind.lower(), token.text
    return "comma", token.text


def _other(c: Cursor) -> tuple[str, Any] | None:
    if c.take("OTHER"):
        c.skip(("的", "情况", "时", "则"))
        return "otherwise", None
    if c.take("BETWEEN"):
        c.skip(("的", "情况", "时", "部分"))
        return "between", None
    return None


# --- conditions ---------------------------------------------------------------------------------------------------


def _condition(c: Cursor) -> tuple[str, Any] | None:
    for production in (_in_range, _rank, _around_target, _vs_target, _of_target, _over_or_off, _figure):
        first = c.i
        got = production(c)
        if got is not None:
            c.skip(("的", "时", "者", "情况", "部分", "之间", "区间", "范围", "以内的", "区间内"))
            _phrase(c, _GRADED)
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
    if match is None or not re.search(r"在|处于|位于|符合|目标|指标|超出|偏离", match.group()) or "预算" in match.group():
        return None
    first = c.i
    while not c.over() and c.peek().start < match.end():
        c.i += 1
    if c.tokens[c.i - 1].end != match.end():
        c.i = first
        return None
    return Unmet() if bool(match.group("not")) != bool(match.group("out")) else Met()


_GRADED = re.compile(r"(?:为|属于|属|评为|即为|即|视为)[“]?(?:优秀|良好|中等|合格|不合格|较差|较好|一般|达标|不达标|优|良|中|差|好)[”]?(?:等次|等级|档)?(?=[,;:。(得计])")


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
    if mark is not None and mark.text in ("前", "后"):
        if mark.text == "后" or high is not None and False:
            return None
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


def _named_figure(c: Cursor, found: Ends, of: Any) -> Within:
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
        return evolve(_named_figure(c, found, "值"), subject=name)
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
    if right is None or high is None or "<" not in {"≤": "<", "<": "<"}.get(left.text, "") + {"≤": "<", "<": "<"}.get(right.text, ""):
        return None
    if left.text not in "≤<" or right.text not in "≤<" or low > high:
        return None
    return Within("目标", low, left.text == "≤", high, right.text == "≤")


_TARGET_GLUE = ("的", "所", "设定", "设定的", "年度", "绩效", "该", "其", "本", "预期", "年初", "全部", "了", "既定", "规定", "原定", "当年", "全年", "各项", "相应")


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


def _part_of_target(c: Cursor, sign: str, of_it: bool) -> Within | None:
    """Take the figure behind 低于目标值 / 超过目标值的: a multiple of the target or a distance from it."""
    first = c.i
    got = ends(c)
    if got is None:
        return None
    found, _ = got
    if found.unit == "%" or found.unit == "倍":
        if found.exact:
            assert found.low is not None
            if not of_it and sign == ">" and found.low < 100 and found.unit == "%":
                return Within("超出", found.low, False, None, None, "%")
            bound = Ends(**_sided(sign, found.low, found.low_closed), unit=found.unit)
            return _named_figure(c, _times(bound), "目标")
        if not of_it and sign in (">", "<"):
            kind = "超出" if sign == ">" else "低于"
            return _named_figure(c, _from_zero(found), kind)
        if sign in (">=", "<=", "=") or of_it:
            return _named_figure(c, _times(found), "目标")
        c.i = first
        return None
    if sign in (">", "<") and not of_it:
        kind = "超出" if sign == ">" else "低于"
        if found.exact:
            return Within(kind, found.low, False, None, None, found.unit)
        return _named_figure(c, _from_zero(found), kind)
    return None


def _sided(sign: str, value: Fraction, mark: bool | None) -> dict[str, Any]:
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
            return _named_figure(c, _times(got[0]), "目标")
        return None
    time = c.peek(-1).text.endswith(("时间", "时限", "工期"))
    if c.peek(-1).text in ("范围", "区间", "范围内") or time:
        if c.peek(-1).text == "范围内" or c.word("内", "之内", "以内"):
            c.word("完成", "实施", "执行")
            return Met(time)
        return None
    trail = trail_of(c) if not of_it else None
    if trail is not None:
        return Within("目标", *((Fraction(1), True, None, None) if trail.startswith(">") else (None, None, Fraction(1), True)))
    return None


_OVER = frozenset("超 超过 超出 超额 超额完成 超支 超标 高于 高出 超目标 超计划 超预算".split())
_UNDER = frozenset("低于 未达到 不足 少于 降低 低".split())
_APART = frozenset("偏离 偏差 误差 浮动 相差 上下浮动".split())


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
    c.skip(("幅度", "比例", "率", "部分", "在", "目标", "目标值", "预算", "计划", "指标值", "控制在", "达", "值", "程度", "上下", "±", "的"))
    got = ends(c)
    if got is None or got[1]:
        return None
    found = got[0]
    if found.exact and of == "超出" and not token.a("OVERRATE"):
        if c.peek(-1).text in ("以上",):
            return None
        return Within(of, found.low, False, None, None, found.unit)
    within = _named_figure(c, found if of == "偏离" or found.low is not None or token.a("OVERRATE") else _from_zero(found), of)
    return evolve(within, subject=token.text) if token.a("OVERRATE", "OFFRATE") and not c.sees("PM", ahead=-2) else within


def _over_with_trail(c: Cursor) -> Within | None:
    """Take 超过目标30%以上 written 超过30%以上, 超出10%（含）以内: with 以上/以内 behind, a distance; else a bound."""
    token = c.take("BOUND", "VERB")
    if token is None or not c.sees("NUM"):
        return None
    got = ends(c)
    if got is None or got[1] or got[0].exact or got[0].unit not in ("%", "个百分点"):
        return None
    if token.text in ("高于", "超过", "高出", "超出", "超") and got[0].unit == "%":
        return _named_figure(c, _from_zero(got[0]), "超出")
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
        return None if got is None or got[0].unit != "%" else _named_figure(c, got[0], "完成率")
    plus_minus = c.word("±")
    got = ends(c)
    if got is None:
        return None
    found = got[0]
    if plus_minus:
        return _named_figure(c, found, "偏离")
    if found.exact and found.unit is None and not c.sees("SEP", "SCORE", "GLUE", "COLON", "END", "PTS", "CLOSE", "OPEN", "ZERO"):
        return None
    return _named_figure(c, found, "值")


def is_step(value: Any) -> bool:
    """Say whether an atom's value is a step rule."""
    return isinstance(value, Steps)
