"""Arithmetic inside clauses: 得分 = 实际完成值 ÷ 年度指标值 × 分值.

An expression is a small frozen tree over named quantities; 实际值, 目标值, 分值 and 完成率 are the row's own. It is
evaluated exactly; :func:`as_polynomials` shows it as one fraction of polynomials in actual and target, from which
binding takes the straight line the formula is.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Literal

from ..base.exact import plain_ratio
from ..base.values import frozen

__all__ = ["ACTUAL", "POINTS", "RATE", "TARGET", "Binary", "Expression", "Name", "Number", "as_polynomials", "names"]

ACTUAL, TARGET, POINTS, RATE = "实际完成值", "年度指标值", "分值", "完成率"
"""The canonical names of the row's own quantities."""
OWN = frozenset((ACTUAL, TARGET, POINTS, RATE))
Sign = Literal["+", "-", "×", "÷"]


@frozen
class Number:
    """A number; ``percent`` says that it is written as a percentage (value 100 with percent is 1)."""

    value: Fraction
    percent: bool = False

    def __str__(self) -> str:
        return plain_ratio(self.value).removeprefix("≈") + ("%" if self.percent else "")


@frozen
class Name:
    """A named quantity."""

    name: str

    def __str__(self) -> str:
        return self.name


@frozen
class Binary:
    """Two expressions joined by + - × ÷."""

    sign: Sign
    left: Expression
    right: Expression

    def __str__(self) -> str:
        left, right = str(self.left), str(self.right)
        level = _LEVEL[self.sign]
        if isinstance(self.left, Binary) and _LEVEL[self.left.sign] < level:
            left = f"（{left}）"
        if isinstance(self.right, Binary) and _LEVEL[self.right.sign] <= level:
            right = f"（{right}）"
        return f"{left}{self.sign}{right}"


Expression = Number | Name | Binary
_LEVEL = {"+": 1, "-": 1, "×": 2, "÷": 2}
Poly = dict[tuple[int, int], Fraction]
"""A polynomial in actual and target: (power of actual, power of target) → coefficient."""


def names(expression: Expression) -> tuple[str, ...]:
    """Return the names an expression uses, each once, in order."""
    match expression:
        case Name(name):
            return (name,)
        case Binary(_, left, right):
            return tuple(dict.fromkeys((*names(left), *names(right))))
        case _:
            return ()


def evaluate(expression: Expression, values: Mapping[str, Fraction]) -> Fraction | None:
    """Return the exact value; None where it divides by 0. Raises :class:`KeyError` for a name without a value."""
    match expression:
        case Number(value, percent):
            return value / 100 if percent else value
        case Name(name):
            return values[name]
        case Binary(sign, left, right):
            a, b = evaluate(left, values), evaluate(right, values)
            if a is None or b is None or (sign == "÷" and b == 0):
                return None
            return {"+": a + b, "-": a - b, "×": a * b, "÷": a / b if b else a}[sign]


def filled(expression: Expression, values: Mapping[str, Fraction]) -> str:
    """Print the expression with the numbers put in."""
    match expression:
        case Name(name):
            return plain_ratio(values[name]) if name in values else name
        case Binary(sign, left, right):
            shown = Binary(sign, _named(left, values), _named(right, values))
            return str(shown)
        case _:
            return str(expression)


def _named(expression: Expression, values: Mapping[str, Fraction]) -> Expression:
    match expression:
        case Name(name) if name in values:
            return Name(plain_ratio(values[name]))
        case Binary(sign, left, right):
            return Binary(sign, _named(left, values), _named(right, values))
        case _:
            return expression


def as_polynomials(expression: Expression, known: Mapping[str, Fraction], rate: str) -> tuple[Poly, Poly] | None:
    """Return (numerator, denominator) as polynomials in actual and target; None where another name is used.

    ``known`` gives the value of names that are numbers (分值). ``rate`` says what 完成率 is: ``a/t`` or ``a``.
    """
    match expression:
        case Number(value, percent):
            return {(0, 0): value / 100 if percent else value}, {(0, 0): Fraction(1)}
        case Name(name):
            return _name_polynomials(name, known, rate)
        case Binary(sign, left, right):
            a, b = as_polynomials(left, known, rate), as_polynomials(right, known, rate)
            if a is None or b is None:
                return None
            return _join(sign, a, b)


def _name_polynomials(name: str, known: Mapping[str, Fraction], rate: str) -> tuple[Poly, Poly] | None:
    one: Poly = {(0, 0): Fraction(1)}
    if name in known:
        return {(0, 0): known[name]}, one
    if name == RATE:
        return {(1, 0): Fraction(1)}, ({(0, 1): Fraction(1)} if rate == "a/t" else one)
    if name == ACTUAL:
        return {(1, 0): Fraction(1)}, one
    if name == TARGET:
        return {(0, 1): Fraction(1)}, one
    return None


def _join(sign: str, a: tuple[Poly, Poly], b: tuple[Poly, Poly]) -> tuple[Poly, Poly] | None:
    (an, ad), (bn, bd) = a, b
    if sign == "×":
        return _reduced(_times(an, bn), _times(ad, bd))
    if sign == "÷":
        return _reduced(_times(an, bd), _times(ad, bn)) if bn else None
    if ad == bd:
        return _reduced(_plus(an, bn, sign), ad)
    return _reduced(_plus(_times(an, bd), _times(bn, ad), sign), _times(ad, bd))


def _times(a: Poly, b: Poly) -> Poly:
    out: Poly = {}
    for (i, j), x in a.items():
        for (k, m), y in b.items():
            out[i + k, j + m] = out.get((i + k, j + m), Fraction(0)) + x * y
    return {k: v for k, v in out.items() if v}


def _plus(a: Poly, b: Poly, sign: str) -> Poly:
    out = dict(a)
    for key, value in b.items():
        out[key] = out.get(key, Fraction(0)) + (value if sign == "+" else -value)
    return {k: v for k, v in out.items() if v}


def _reduced(n: Poly, d: Poly) -> tuple[Poly, Poly]:
    """Cancel the powers of actual and target that every term has, above and below."""
    keys = [*n, *d]
    if not n or not d:
        return n, d
    i, j = min(k[0] for k in keys), min(k[1] for k in keys)
    return {(a - i, b - j): v for (a, b), v in n.items()}, {(a - i, b - j): v for (a, b), v in d.items()}
