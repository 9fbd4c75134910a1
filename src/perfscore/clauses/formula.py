"""Productions for formulas inside clauses: 得分=实际完成值÷年度指标值×分值, 执行率=(执行数/预算数)×100%."""

from __future__ import annotations

from .algebra import ACTUAL, POINTS, RATE, TARGET, Binary, Expression, Name, Number
from .cursor import Cursor
from .lexicon import ACTUAL_WORDS, POINT_WORDS, RATE_WORDS, TARGET_WORDS

__all__ = ["MAX_DEPTH", "equation", "expression"]

MAX_DEPTH = 12
"""Brackets deeper than this are refused; no published clause nests more than three."""
_SCORE_NAMES = frozenset(
    [
        "得分",
        "实际得分",
        "指标得分",
        "该项得分",
        "本项得分",
        "计分",
        "评价得分",
        "指标实际得分",
        "该指标得分",
        "考核得分",
        "自评得分",
        "单项得分",
        "应得分",
        "得分值",
        "最终得分",
        "此项得分",
        "计算得分",
        "评分",
    ]
)
_STOPS = ("SEP", "OPEN", "CLOSE", "PLUS", "TIMES", "DIV", "SIGN", "COLON", "END", "BAR", "DOTS", "ENUM")
_OWN = {
    **dict.fromkeys(ACTUAL_WORDS, ACTUAL), **dict.fromkeys(TARGET_WORDS, TARGET), **dict.fromkeys(POINT_WORDS, POINTS),
    **dict.fromkeys(RATE_WORDS, RATE),
}  # fmt: skip
_DROP_FRONT = ("该", "本", "该项", "本项", "指标", "该指标")


def equation(c: Cursor) -> tuple[str, Expression] | None:
    """Take ``name = expression``; the name is ``得分`` for a formula of the points. None where there is none."""
    before = c.i
    first = c.i
    while not c.sees(*_STOPS, "NUM") and c.i - first < 14:
        c.i += 1
    name = c.slice(first, c.i)
    if not name or not c.sees("SIGN") or c.peek().text != "=":
        c.i = before
        return None
    if name not in _SCORE_NAMES and (name.endswith(("得分", "计分", "评分")) or c.tokens[first].a("BOUND")):
        c.i = before
        return None
    c.i += 1
    body = expression(c)
    if body is None or isinstance(body, Number):
        c.i = before
        return None
    for head in ("则", "按", "即"):
        name = name.removeprefix(head)
    return ("得分" if name in _SCORE_NAMES else name), body


def expression(c: Cursor, depth: int = 0) -> Expression | None:
    """Take a sum of products."""
    left = _product(c, depth)
    while left is not None:
        before = c.i
        sign = "+" if c.take("PLUS") else "-" if c.peek().text == "-" and c.take("DASH") else None
        if sign is None:
            break
        right = _product(c, depth)
        if right is None:
            c.i = before
            break
        left = Binary("+" if sign == "+" else "-", left, right)
    return left


def _product(c: Cursor, depth: int) -> Expression | None:
    left = _operand(c, depth)
    while left is not None:
        before = c.i
        sign = "×" if c.take("TIMES") else "÷" if c.take("DIV") else None
        if sign is None:
            break
        right = _operand(c, depth)
        if right is None:
            c.i = before
            return None
        left = Binary("×" if sign == "×" else "÷", left, right)
    return left


def _operand(c: Cursor, depth: int) -> Expression | None:
    if c.take("OPEN"):
        if depth >= MAX_DEPTH:
            return None
        inner = expression(c, depth + 1)
        return inner if inner is not None and c.take("CLOSE") else None
    token = c.take("NUM")
    if token is not None:
        if token.value is None:
            return None
        percent = token.a("HUNDREDTH") or bool(c.take("PCT"))
        c.take("FEN")
        return Number(token.value, percent)
    first = c.i
    while not c.sees(*_STOPS, "NUM", "PCT") and c.peek().text != "-" and c.i - first < 14:
        if c.sees("DASH") and c.peek().text == "~":
            return None
        c.i += 1
    name = c.slice(first, c.i)
    return Name(_canonical(name)) if name else None


def _canonical(name: str) -> str:
    name = name.strip("“”的")
    for tail in ("计算得分", "计算", "计分", "得分", "赋分", "计", "进行", "折算"):
        if name.endswith(tail) and name.removesuffix(tail) in _OWN:
            name = name.removesuffix(tail)
            break
    if name in _OWN:
        return _OWN[name]
    for head in _DROP_FRONT:
        rest = name.removeprefix(head)
        if rest != name and rest in _OWN:
            return _OWN[rest]
    return name
