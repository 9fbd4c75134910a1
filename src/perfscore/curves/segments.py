"""The segments a curve is made of: straight pieces, staircases, and stretches that a person decides.

A segment stands over an interval of the measured quantity x (open or closed at each end; ``None`` is infinity) and
gives points y in 分. Everything is an exact rational.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from attrs import field

from ..base.values import frozen

__all__ = ["Judged", "Piece", "Segment", "Stair", "number", "on_side"]


def number(value: Fraction | None) -> str | None:
    """Return a rational as text: a terminating decimal in full, else ``n/d``; None stays None."""
    if value is None:
        return None
    d, twos, fives = value.denominator, 0, 0
    while d % 2 == 0:
        d, twos = d // 2, twos + 1
    while d % 5 == 0:
        d, fives = d // 5, fives + 1
    if d != 1:
        return f"{value.numerator}/{value.denominator}"
    places = max(twos, fives)
    digits = str(abs(value.numerator) * 10**places // value.denominator).rjust(places + 1, "0")
    sign = "-" if value < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else sign + digits


def on_side(n: int, d: int, bound: Fraction | None, closed: bool, *, above: bool) -> bool:
    """Say whether n/d (d > 0) lies above (or below) ``bound``, cross-multiplied; an absent bound bounds nothing."""
    if bound is None:
        return True
    left, right = n * bound.denominator, bound.numerator * d
    if left == right:
        return closed
    return left > right if above else left < right


@frozen
class _Interval:
    """An interval of x; a closed end includes its number."""

    low: Fraction | None
    low_closed: bool
    high: Fraction | None
    high_closed: bool

    def holds(self, n: int, d: int) -> bool:
        """Say whether n/d (d > 0) lies in the interval."""
        return on_side(n, d, self.low, self.low_closed, above=True) and on_side(
            n, d, self.high, self.high_closed, above=False
        )

    def interval_dict(self) -> dict[str, Any]:
        """Return the interval as plain JSON types."""
        return {
            "low": number(self.low),
            "low_closed": self.low_closed,
            "high": number(self.high),
            "high_closed": self.high_closed,
        }


@frozen
class Piece(_Interval):
    """A straight piece: y = slope·x + intercept, in 分. ``rule`` is the part of the clause it comes from.

    ``origin`` and ``step`` say for an explanation that it is counted in steps from there (each worth slope·step);
    ``joins`` that it joins the points of its two neighbours.
    """

    slope: Fraction
    intercept: Fraction
    rule: str = field(default="", eq=False)
    origin: Fraction | None = field(default=None, eq=False)
    step: Fraction | None = field(default=None, eq=False)
    joins: bool = field(default=False, eq=False)

    def value(self, n: int, d: int) -> tuple[int, int]:
        """Return the points at n/d as an exact pair; the denominator is positive."""
        s, i = self.slope, self.intercept
        return s.numerator * n * i.denominator + i.numerator * d * s.denominator, d * s.denominator * i.denominator

    def limit(self, x: Fraction) -> Fraction:
        """Return the points at x, also at an open end (the limit there)."""
        return self.slope * x + self.intercept

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON types."""
        return {
            "kind": "piece",
            **self.interval_dict(),
            "slope": number(self.slope),
            "intercept": number(self.intercept),
            "rule": self.rule,
        }


@frozen
class Stair(_Interval):
    """A staircase: y = start − points·k with k = ⌊(x − origin)/step⌋ or ⌈…⌉, kept within ``least`` and ``most``.

    ``step`` carries the direction: negative where steps are counted downwards from the origin (每低于), positive
    upwards (每超过). Negative ``points`` climb. ``up`` takes the ceiling (a part of a step counts as one).
    """

    origin: Fraction
    step: Fraction
    start: Fraction
    points: Fraction
    up: bool
    least: Fraction
    most: Fraction
    rule: str = field(default="", eq=False)

    def steps(self, n: int, d: int) -> int:
        """Return how many steps n/d lies from the origin."""
        top = (n * self.origin.denominator - self.origin.numerator * d) * self.step.denominator
        bottom = d * self.origin.denominator * self.step.numerator
        return -(-top // bottom) if self.up else top // bottom

    def value(self, n: int, d: int) -> tuple[int, int]:
        """Return the points at n/d as an exact pair."""
        y = min(max(self.start - self.points * self.steps(n, d), self.least), self.most)
        return y.numerator, y.denominator

    def limit(self, x: Fraction) -> Fraction:
        """Return the points at x."""
        return Fraction(*self.value(x.numerator, x.denominator))

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON types."""
        return {
            "kind": "stair",
            **self.interval_dict(),
            "origin": number(self.origin),
            "step": number(self.step),
            "start": number(self.start),
            "points": number(self.points),
            "part_step": "ceil" if self.up else "floor",
            "least": number(self.least),
            "most": number(self.most),
            "rule": self.rule,
        }


@frozen
class Judged(_Interval):
    """A stretch where a person decides between ``least`` and ``most`` points (both in 分), and why."""

    least: Fraction
    most: Fraction
    why: str
    rule: str = field(default="", eq=False)

    def limit(self, _x: Fraction) -> Fraction:
        """Return the points that are sure."""
        return self.least

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON types."""
        return {
            "kind": "judged",
            **self.interval_dict(),
            "least": number(self.least),
            "most": number(self.most),
            "why": self.why,
            "rule": self.rule,
        }


Segment = Piece | Stair | Judged
