"""Static checks of a curve, before any row is scored: gaps, overlaps, cliffs, points out of range, wrong trend."""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from ..base.problem import Problem, problem
from .curve import Curve
from .segments import Judged, Piece, Segment, Stair, number

__all__ = ["faults", "interval_text"]

CLIFF = Fraction(1, 2)
"""A jump of at least this share of the row's points at one place is worth a look."""


def faults(curve: Curve, max_points: Fraction) -> tuple[Problem, ...]:
    """Return the problems of ``curve`` for a row of ``max_points`` 分, in order of x.

    Gaps and overlaps between neighbours, points above the maximum or below 0, a curve declared to rise that falls
    (or the reverse), and cliffs between two stretches of a curve that is otherwise gradual.
    """
    found = [*_range_faults(curve, max_points)]
    for left, right in pairwise(curve.segments):
        found += _seam_faults(curve, left, right)
    if curve.trend is not None:
        found += _trend_faults(curve)
    found += _cliffs(curve, max_points)
    return tuple(found)


def interval_text(curve: Curve, segment: Segment) -> str:
    """Print the interval a segment stands on: ``80%（含）–90%（不含）``."""
    low, high = segment.low, segment.high
    if low is not None and low == high:
        return curve.x_text(low)
    left = "" if low is None else f"{curve.x_text(low)}（{'含' if segment.low_closed else '不含'}）"
    right = "" if high is None else f"{curve.x_text(high)}（{'含' if segment.high_closed else '不含'}）"
    if low is None and high is None:
        return "任何值"
    return f"{left or '…'}–{right or '…'}"


def _range_faults(curve: Curve, max_points: Fraction) -> Iterator[Problem]:
    for segment in curve.segments:
        ends = _ends(segment)
        if not ends:
            continue
        place = interval_text(curve, segment)
        if max(ends) > max_points:
            yield problem("C462", x=place, points=number(max(ends)), most=number(max_points))
        if min(ends) < 0:
            yield problem("C463", x=place, points=number(min(ends)))


def _ends(segment: Segment) -> list[Fraction]:
    if isinstance(segment, Judged):
        return [segment.least, segment.most]
    return [segment.limit(x) for x in (segment.low, segment.high) if x is not None] or [segment.limit(Fraction(0))]


def _seam_faults(curve: Curve, left: Segment, right: Segment) -> Iterator[Problem]:
    a, b = left.high, right.low
    if a is None or b is None or a > b or (a == b and left.high_closed and right.low_closed):
        yield problem("C458", first=interval_text(curve, left), second=interval_text(curve, right))
    elif (a < b or not (left.high_closed or right.low_closed)) and not (
        curve.unit in WHOLE and _no_number_between(left, right)
    ):
        middle = (a + b) / 2
        yield problem(
            "C459", low=interval_text(curve, left), high=interval_text(curve, right), example=curve.x_text(middle)
        )


WHOLE = frozenset(("名", "次", "例", "起", "项", "件", "处"))
"""Units of figures that are whole numbers: nothing lies between the third and the fourth place."""


def _no_number_between(left: Segment, right: Segment) -> bool:
    assert left.high is not None and right.low is not None
    first = math.floor(left.high) + 1 if left.high_closed else math.ceil(left.high)
    return first >= right.low if right.low_closed else first > right.low


def _trend_faults(curve: Curve) -> Iterator[Problem]:
    sign = 1 if curve.trend == "rising" else -1
    word = "越高得分越高" if sign > 0 else "越低得分越高"
    previous: Fraction | None = None
    for segment in curve.segments:
        for y in _ends(segment):
            if previous is not None and (y - previous) * sign < 0:
                yield problem("C465", x=interval_text(curve, segment), trend=word)
                return
            previous = y


def _cliffs(curve: Curve, max_points: Fraction) -> Iterator[Problem]:
    """Report a jump beside a sloping piece: a pass line of 60 % loses 6 of 10 points at once."""
    if not any(isinstance(s, Stair) or (isinstance(s, Piece) and s.slope) for s in curve.segments):
        return
    for left, right in pairwise(curve.segments):
        if left.high is None or left.high != right.low or isinstance(left, Judged) or isinstance(right, Judged):
            continue
        a, b = left.limit(left.high), right.limit(left.high)
        if abs(a - b) >= CLIFF * max_points > 0:
            yield problem("C464", x=curve.x_text(left.high), first=number(a), second=number(b))
