"""From tokens to atoms: the smallest stretches of a clause that mean something on their own.

At each place the productions are tried in a fixed order; what none takes is words. Atoms keep their place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from typing import Any

from attrs import field

from ..base.values import frozen
from .algebra import ACTUAL, POINTS, TARGET, Binary, Expression, Number, names
from .awards import award, deduction
from .conditions import condition
from .cursor import Cursor
from .formula import equation, expression
from .numbers import amount, ends
from .steps import part_step, steps
from .values import Spread, Unmet, Within

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


def atoms(c: Cursor) -> Iterator[Atom]:
    """Yield the atoms of a clause; words are gathered into the longest runs."""
    run: int | None = None
    verbs: list[str] = []
    while not c.over():
        first = c.i
        size = len(c.tokens)
        got = _atom(c, tuple(verbs[-12:]))
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


def _atom(c: Cursor, verbs: tuple[str, ...]) -> tuple[str, Any] | None:
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
    for production in (
        _quoted,
        _by_formula,
        _bare_formula,
        _spreads,
        _stated,
        _award,
        _enum,
        _punctuation,
        condition,
        _other,
    ):
        got = production(c)
        if got is not None:
            return got
        c.i = first
    return None


def _modifier(c: Cursor) -> tuple[str, Any] | None:
    if c.take("EXHAUST"):
        return "exhaust", True
    if c.take("NOTABOVE") or c.phrase(_CAPPED):
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
    r"|(?:(?:超过|超出|超额完成|超额|高于)(?:目标|目标值|100%|满分|分值|上限|的|部分|任务|完成|指标)*(?:,)?(?:按|以)(?:满分|100%|分值)(?:计算|计分|封顶|计|为限)?(?![%\d]))"
    r"|(?:(?:超过|超出|超额完成|超额)(?:目标|部分|的|任务)*(?:不|也不|均不)(?:再)?(?:加分|另加分|额外加分|重复计分))"
    r"|(?:(?:最高|上限)(?:为|得|计)?(?:满分|分值)(?![的\d]))|(?:满分封顶)|(?:以(?:满分|分值)为(?:限|上限))"
)


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


_LONGEST_QUOTE = 120
"""Tokens inside one pair of quotation marks; more are not looked through."""


def _quoted(c: Cursor) -> tuple[str, Any] | None:
    """Take “words”的: what the canonical form writes for a state of affairs in words."""
    if not c.word("“"):
        return None
    first = c.i
    while c.i - first < _LONGEST_QUOTE and c.peek().text not in ("”", "“") and not c.over():
        c.i += 1
    if c.peek().text != "”" or c.i == first or c.peek(1).text != "的" or not c.sees("SEP", ahead=2):
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
    scored = POINTS in names(got) or c.sees("FEN", ahead=-1) or _to_points(got)
    return ("equation", ("得分", got)) if scored else None


def _to_points(got: Binary) -> bool:
    """Say whether a formula of the row's own figures ends in a number of points: 实际完成数÷计划完成数×100%×5."""
    last = isinstance(got.right, Number) and not got.right.percent and got.sign == "×"
    return last and set(names(got)) == {ACTUAL, TARGET}


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
_TO_RATE = re.compile(
    r"(?:的|区间|分值|范围|内|进行|合理|分别|分档|予以|给予|来){0,4}(?:确定得分|确定|计分|得分|评分|打分|赋分|给分|计算|记分)?(?:得分|分值)?"
)


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
    if len(inner) < 2 or any(a.low != b.high for a, b in pairwise(inner)) or inner[0].high != 100:
        return None
    hundred = Fraction(100)
    return "spreads", tuple(
        Spread((e.low or Fraction(0)) / hundred, e.low_closed, (e.high or hundred) / hundred, e.high_closed)
        for e in inner
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
