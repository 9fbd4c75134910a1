"""What a row comes to, case by case, as expressions over the number of the case."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import lcm

from attrs import define, field
from sqlglot import exp

from ..base.exact import quotient
from ..compiling.forms import Linear, Points, Stairs
from .choice import Value, is_one_of
from .claims import Out, Own
from .integers import Int, Integers, cast_to, lit
from .pieces import Box, scaled

__all__ = ["Outs", "Scale", "units_of"]


def units_of(value: Decimal | Fraction, places: int) -> int:
    """Return a number with at most so many places as a whole number of the last."""
    exact = Fraction(value) * 10**places
    assert exact.denominator == 1, (value, places)
    return int(exact)


@define
class Scale:
    """Figures of one row as whole numbers: ``x`` and ``y`` in steps of 1/one·their factors; ``own`` is the self score."""

    x: Int | None = None
    y: Int | None = None
    fx: int = 1
    fy: int = 1
    one: int = 1
    own: Int | None = None
    own_scale: int = 0

    def terms(self, line: Linear, box: Box | None) -> tuple[list[tuple[int, Int]], int]:
        """Return the parts and the constant of a linear term, its figures known to lie in ``box``."""
        whole = scaled(line, self.fx, self.fy, self.one)
        parts = []
        for factor, value, ends in (
            (whole.a, self.x, box and box.x),
            (whole.b, self.y, box and box.y),
        ):
            if factor:
                assert value is not None
                parts.append((factor, value.within(*ends) if ends else value))
        return parts, whole.c


@define
class Outs:
    """The cases of a row, numbered from 1; equal ones share a number. ``places`` is where scores are rounded, ``shown``
    how many places scores have in the output."""

    ints: Integers
    scale: Scale
    places: int
    shown: int
    cut: bool
    numbers: dict[Out, int] = field(factory=dict)
    boxes: dict[Out, Box | None] = field(factory=dict)

    def known(self, out: Out, box: Box | None = None) -> Out:
        """Take a case in and return it; ``box`` is where its figures lie."""
        known = out in self.numbers
        self.numbers.setdefault(out, len(self.numbers) + 1)
        old = self.boxes.get(out)
        self.boxes[out] = _around(old, box) if known and old and box else box
        return out

    def number(self, out: Out) -> exp.Expr:
        """Return the number of a case as written."""
        return lit(self.numbers[out])

    # --- scores ---------------------------------------------------------------------------------------------------

    def score(self, out: Out, most: int) -> Int | None:
        """Return the score in units of the last place shown, at most ``most``; None where there is none."""
        up = 10 ** (self.shown - self.places)
        match out.score:
            case None:
                return None
            case Fraction() as value:
                shown = out.shown if out.shown is not None else self._rounded(value)
                return self.ints.const(units_of(shown, self.shown))
            case Own():
                return self.ints.settled(self._own().within(0, most), self.ints.tier_of(most))
            case Points() as points:
                got = self._quotient(points, self.boxes[out])
            case Stairs() as stairs:
                top, d = self._stairs(stairs, self.boxes[out])
                if 10**self.places % d == 0:
                    got = self.ints.linear([(10**self.places // d, top)])
                else:
                    got = self.ints.rounded([(1, top)], 0, [], d, 10**self.places, cut=self.cut)
        units = self.ints.linear([(up, got.within(0, most))]).within(0, most)
        return self.ints.settled(units, self.ints.tier_of(most))

    def _quotient(self, points: Points, box: Box | None) -> Int:
        """Return num/den rounded; where figures of the declared types may be too long for BIGINT, BIGINT for short ones."""
        num, den = self.scale.terms(points.num, box), self.scale.terms(points.den, box)
        terms = (*num, *den)
        got = self.ints.rounded(*terms, 10**self.places, cut=self.cut)
        if got.tier < 2:
            return got
        for digits in range(18, 5, -1):
            end = 10**digits
            short = (_short(terms[0], end), terms[1], _short(terms[2], end), terms[3])
            quick = self.ints.rounded(*short, 10**self.places, cut=self.cut)
            if quick.tier < 2:
                figures = {v.node.sql(): v for _, v in (*terms[0], *terms[2])}
                tests = [_within(v, end) for v in figures.values()]
                case = exp.Case().when(exp.and_(*tests), quick.node).else_(got.node)
                return Int(case, got.low, got.high, got.tier)
        return got

    def exact(self, out: Out) -> tuple[Int, Int] | None:
        """Return the score before rounding as a quotient of whole numbers."""
        match out.score:
            case None:
                return None
            case Fraction() as value:
                return self.ints.const(value.numerator), self.ints.const(value.denominator)
            case Own():
                return self._own(), self.ints.const(10**self.shown)
            case Points() as points:
                ends = self.boxes[out]
                num, den = self.scale.terms(points.num, ends), self.scale.terms(points.den, ends)
                top, bottom = self.ints.linear(*num), self.ints.linear(*den)
                return top.within(0, top.high), bottom.within(1, bottom.high)
            case Stairs() as stairs:
                top, d = self._stairs(stairs, self.boxes[out])
                return top, self.ints.const(d)

    def _rounded(self, value: Fraction) -> Decimal:
        return quotient(value.numerator, value.denominator, self.places, "截尾" if self.cut else "四舍五入")

    def _own(self) -> Int:
        assert self.scale.own is not None
        most = 10**9 * 10**self.scale.own_scale
        return self.ints.linear([(10 ** (self.shown - self.scale.own_scale), self.scale.own.within(0, most))])

    def _stairs(self, s: Stairs, box: Box | None) -> tuple[Int, int]:
        """Return the points of a staircase times d, and d."""
        d = lcm(s.start.denominator, s.points.denominator, s.least.denominator, s.most.denominator)
        start, each, least, most = (int(v * d) for v in (s.start, s.points, s.least, s.most))
        top = self.ints.linear(*self.scale.terms(s.num, box))
        bottom = self.ints.linear(*self.scale.terms(s.den, box))
        bottom = bottom.within(1, bottom.high)
        steps = self.ints.ceiling(top, bottom) if s.up else self.ints.floor(top, bottom)
        return self.ints.clamp(self.ints.linear([(-each, steps)], start), least, most), d

    # --- columns --------------------------------------------------------------------------------------------------

    def case(self, key: exp.Expr, value: Value) -> exp.Expr:
        """Return CASE key WHEN … with the value of each case; cases with the same value share a branch."""
        groups: dict[str, tuple[exp.Expr, list[int]]] = {}
        for out, n in self.numbers.items():
            node = value(out)
            if node is not None:
                groups.setdefault(node.sql(), (node, []))[1].append(n)
        total = sum(len(ns) for _, ns in groups.values())
        if not groups:
            return exp.Null()  # the caller says of which type
        if len(groups) == 1 and total == len(self.numbers):
            return next(iter(groups.values()))[0].copy()
        case = exp.Case()
        for node, ns in groups.values():
            case = case.when(is_one_of(key, ns), node.copy())
        return case


def _within(value: Int, end: int) -> exp.Expr:
    """Say whether a figure lies within −end and end, asking no more than is not known."""
    if value.low >= -end:
        return exp.LTE(this=value.node.copy(), expression=lit(end))
    return exp.Between(this=value.node.copy(), low=lit(-end), high=lit(end))


def _short(parts: list[tuple[int, Int]], end: int) -> list[tuple[int, Int]]:
    """Return the same with figures known to lie within −end and end, in BIGINT."""
    out = []
    for k, v in parts:
        node = cast_to(v.node.copy(), "BIGINT") if v.tier == 2 else v.node
        out.append((k, Int(node, max(v.low, -end), min(v.high, end), 1)))
    return out


def _around(one: Box, other: Box) -> Box:
    return Box(
        (min(one.x[0], other.x[0]), max(one.x[1], other.x[1])),
        (min(one.y[0], other.y[0]), max(one.y[1], other.y[1])),
    )
