"""The one curve of a row: segments in order of x, evaluated exactly."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from attrs import field

from ..base.exact import plain_ratio
from ..base.problem import Problem
from ..base.values import frozen
from .segments import Judged, Piece, Segment, Stair, on_side

__all__ = ["Curve", "Gap", "Hit", "Open"]


@frozen
class Hit:
    """x lies on segment ``index``; the points are exactly num/den (den > 0)."""

    index: int
    num: int
    den: int

    @property
    def points(self) -> Fraction:
        """The points in 分."""
        return Fraction(self.num, self.den)


@frozen
class Open:
    """x lies on segment ``index``, where a person decides between ``low`` and ``high`` points."""

    index: int
    low: Fraction
    high: Fraction
    why: str


@frozen
class Gap:
    """x lies on no segment: between ``after`` and ``before`` (indices; None beyond an end)."""

    after: int | None
    before: int | None


@frozen
class Curve:
    """An exact curve from a measured quantity x to points (分).

    ``segments`` stand in ascending order of x. ``unit`` says how x is printed: ``%`` for a ratio (1 = 100 %), else
    the unit itself. ``trend`` is ``rising``, ``falling`` or None: what the curve is declared to be.
    """

    segments: tuple[Segment, ...]
    unit: str = "%"
    trend: str | None = None
    name: str = field(default="x", eq=False)

    @property
    def pieces(self) -> tuple[Segment, ...]:
        """The segments."""
        return self.segments

    def at(self, n: int, d: int) -> Hit | Open | Gap:
        """Return what the clause gives at x = n/d; ``d`` must be positive."""
        if d <= 0:
            raise ValueError("the denominator must be positive")
        after = None
        for index, segment in enumerate(self.segments):
            if segment.holds(n, d):
                if isinstance(segment, Judged):
                    return Open(index, segment.least, segment.most, segment.why)
                return Hit(index, *segment.value(n, d))
            if on_side(n, d, segment.low, segment.low_closed, above=True):
                after = index
        before = None if after == len(self.segments) - 1 else (0 if after is None else after + 1)
        return Gap(after, before)

    def bounds(self) -> tuple[Fraction, Fraction]:
        """Return the lowest and highest points the curve can give; limits at open ends count."""
        ends = [y for s in self.segments for y in _range(s)]
        return (min(ends), max(ends)) if ends else (Fraction(0), Fraction(0))

    def faults(self, max_points: Fraction) -> tuple[Problem, ...]:
        """Return what is wrong with the curve for a row of ``max_points`` 分; see :mod:`.faults`."""
        from .faults import faults

        return faults(self, max_points)

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON types."""
        return {
            "x": self.name,
            "unit": self.unit,
            "trend": self.trend,
            "segments": [s.to_dict() for s in self.segments],
        }

    def x_text(self, x: Fraction) -> str:
        """Print an x of this curve with its unit."""
        return f"{plain_ratio(x * 100 if self.unit in ('%', '个百分点') else x, 4)}{self.unit}"

    def apart_text(self, distance: Fraction) -> str:
        """Print a distance on this axis; of percentages it is in 个百分点."""
        shown = self.x_text(distance)
        return shown.removesuffix("%") + "个百分点" if self.unit == "%" else shown


def _range(segment: Segment) -> tuple[Fraction, ...]:
    match segment:
        case Judged():
            return segment.least, segment.most
        case Stair():
            ends = [segment.limit(x) for x in (segment.low, segment.high) if x is not None]
            if len(ends) < 2:
                ends += [segment.least] if segment.points >= 0 else [segment.most]
            return tuple(ends)
        case Piece():
            return tuple(segment.limit(x) for x in (segment.low, segment.high) if x is not None) or (segment.intercept,)
