"""Measures and comparisons in linear terms: the numerator and denominator of x, and where there is no x."""

from __future__ import annotations

from fractions import Fraction

from attrs import frozen

from ..curves import Measure
from ..curves.measures import (
    AbsDeviation,
    Completion,
    Count,
    Deviation,
    Excess,
    RangeFit,
    Rank,
    ReverseRatio,
    Value,
    per_unit,
)
from ..language import Target
from .forms import Linear, Test, linear

__all__ = ["Part", "Term", "Yard", "above", "measure_cases", "minus", "term"]


@frozen
class Term:
    """``x·(actual) + y·(reference) + constant`` with rational coefficients."""

    constant: Fraction
    x: Fraction
    y: Fraction

    @property
    def fixed(self) -> bool:
        """Say whether it does not depend on the figures."""
        return not (self.x or self.y)

    @property
    def parts(self) -> tuple[Fraction, Fraction, Fraction]:
        """The coefficients of actual and reference, and the constant."""
        return self.x, self.y, self.constant

    def times(self, factor: Fraction) -> Term:
        """Return a multiple."""
        return Term(self.constant * factor, self.x * factor, self.y * factor)

    def plus(self, other: Term) -> Term:
        """Return the sum."""
        return Term(self.constant + other.constant, self.x + other.x, self.y + other.y)


def term(constant: Fraction | int = 0, *, x: Fraction | int = 0, y: Fraction | int = 0) -> Term:
    """Return a term."""
    return Term(Fraction(constant), Fraction(x), Fraction(y))


def minus(left: Term, right: Term) -> Term:
    """Return the difference."""
    return left.plus(right.times(Fraction(-1)))


def above(value: Term) -> Linear:
    """Return a positive multiple of ``value`` with integer coefficients, to be compared with 0."""
    return linear(*value.parts)[0]


@frozen
class Yard:
    """``actual op goal``."""

    op: str
    goal: Term

    def tests(self) -> tuple[Test, ...]:
        """Return the tests that together say that it holds."""
        over, under = above(minus(term(x=1), self.goal)), above(minus(self.goal, term(x=1)))
        match self.op:
            case ">=":
                return (Test(over),)
            case ">":
                return (Test(over, strict=True),)
            case "<=":
                return (Test(under),)
            case "<":
                return (Test(under, strict=True),)
            case _:
                return Test(over), Test(under)


@frozen
class Part:
    """Where ``tests`` hold, x is ``num/den`` (den > 0), or is not defined for the reason named."""

    tests: tuple[Test, ...]
    num: Term | None = None
    den: Term | None = None
    undefined: str | None = None


_ONE, _NIL, _ACTUAL = term(1), term(0), term(x=1)


def measure_cases(
    measure: Measure, goal: Term | None, unit: str, target: Target, *, counted: bool, rank: bool
) -> list[Part] | None:
    """Return where a measure has which value, in order; None for measures of other things than a figure."""
    match measure:
        case Completion() | ReverseRatio() | Deviation() | AbsDeviation():
            if goal is None:
                return [Part((), undefined="missing")]
            signed = isinstance(measure, Completion) and measure.signed
            return [*_no_ratio(goal, signed=signed), *_ratio(measure, goal)]
        case Excess():
            if goal is None:
                return [Part((), undefined="missing")]
            return [Part((), minus(_ACTUAL, goal), term(per_unit(measure.unit) or 1))]
        case Value():
            by = per_unit(measure.unit)
            return None if measure.ratio and by is None else [Part((), _ACTUAL, term(by or 1))]
        case RangeFit():
            return _fit(measure)
        case Rank() if not rank:
            return [Part((), undefined="missing")]
        case Rank():
            return [
                Part((Test(above(minus(_ONE, _ACTUAL)), strict=True),), undefined="negative"),
                Part((), _ACTUAL, _ONE),
            ]
        case Count() if measure.weights == (Fraction(1),) and not any(measure.once) and measure.most == (None,):
            if not counted and (unit or getattr(target, "unit", None)) != measure.unit:
                return [Part((), undefined="missing")]
            negative = Part((Test(above(minus(_NIL, _ACTUAL)), strict=True),), undefined="negative")
            return [negative, Part((), _ACTUAL, _ONE)]
        case _:
            return None


def _no_ratio(goal: Term, *, signed: bool) -> list[Part]:
    """A target of 0, then a target or an actual below 0 (``signed``: there is a ratio to such an actual)."""
    out = []
    if not goal.fixed or goal.constant == 0:
        out.append(Part((Test(above(goal)), Test(above(minus(_NIL, goal)))), undefined="zero_target"))
    if not goal.fixed or goal.constant < 0:
        out.append(Part((Test(above(minus(_NIL, goal)), strict=True),), undefined="negative"))
    if signed:
        return out
    return [*out, Part((Test(above(minus(_NIL, _ACTUAL)), strict=True),), undefined="negative")]


def _ratio(measure: Completion | ReverseRatio | Deviation | AbsDeviation, goal: Term) -> list[Part]:
    over = minus(_ACTUAL, goal)
    match measure:
        case Completion():
            return [Part((), _ACTUAL, goal)]
        case ReverseRatio():
            return [Part((Test(above(minus(goal, _ACTUAL))),), _ONE, _ONE), Part((), goal, _ACTUAL)]
        case Deviation():
            return [Part((), over, goal)]
        case AbsDeviation():
            return [Part((Test(above(over)),), over, goal), Part((), minus(goal, _ACTUAL), goal)]


def _fit(m: RangeFit) -> list[Part]:
    low, high = term(m.low), term(m.high)
    if m.low < 0 or m.high <= 0:
        return [Part((), undefined="negative")]
    below = Test(above(minus(low, _ACTUAL)), strict=True)
    within = Test(above(minus(high, _ACTUAL)))
    out = [Part((Test(above(minus(_NIL, _ACTUAL)), strict=True),), undefined="negative")]
    if m.low > 0:
        out.append(Part((below,), _ACTUAL, low))
    out.append(Part((within,), _ONE, _ONE))
    if m.ratio:
        return [*out, Part((), high, _ACTUAL)]
    left = minus(high.times(Fraction(2)), _ACTUAL)
    return [*out, Part((Test(above(left)),), left, high), Part((), _NIL, _ONE)]
