"""The picture of a row's rule: its curve as plain points, with the point that was achieved on it.

Nothing is scored here. The curve is the one the clause was bound to (:mod:`perfscore.clauses.bound`); this module only
chooses the stretch of it that is worth showing and lists its corners. Positions are exact rationals: x as the measure
stores it (ratios with 1 = 100 %), y in 分; beside each stands the text a reader sees. A renderer places them on paper.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from attrs import field

from ..base.exact import plain_ratio
from ..base.values import frozen
from ..clauses import Banded, Bound, Inputs, Measured
from ..curves import Curve, Deviation, Excess, Gap, Hit, Named, Open, Piece, Stair
from ..curves.segments import Judged, Segment
from .curve_words import summary

__all__ = ["CurveView", "Dot", "Line", "Mark", "Stretch", "Tick", "curve_view"]

MOST_STEPS = 60
"""A staircase with more steps than this in sight is drawn as the line through its steps' ends, and said to be."""
MOST_TICKS = 6
_ROOM = Fraction(1, 6)
"""What is shown beyond the outermost corners, as a share of the distance between them."""
_FAR = 2
"""An achieved point further out than this many such distances is shown at the edge, with its figure."""

Point = tuple[Fraction, Fraction]


@frozen
class Tick:
    """A place on an axis and what is printed there."""

    at: Fraction
    text: str


@frozen
class Line:
    """Corners from left to right; ``reading`` counts the readings of a clause that leaves a choice open, from 0."""

    points: tuple[Point, ...]
    reading: int = 0


@frozen
class Stretch:
    """From ``left`` to ``right`` a person decides between ``low`` and ``high`` points (分)."""

    left: Fraction
    right: Fraction
    low: Fraction
    high: Fraction
    text: str = ""


@frozen
class Dot:
    """The end of a segment at a jump: it belongs to the segment (``closed``) or does not."""

    x: Fraction
    y: Fraction
    closed: bool


@frozen
class Mark:
    """What was achieved. ``beyond`` is ``left`` or ``right`` where the place is further out than the picture goes.

    ``y`` is None where the curve gives no score there; ``text`` names both figures.
    """

    x: Fraction
    y: Fraction | None
    text: str
    beyond: str = ""


@frozen
class CurveView:
    """The picture: axes, lines, stretches, dots at jumps, the achieved point, and all of it in words (``summary``)."""

    x_name: str
    x_low: Fraction
    x_high: Fraction
    y_low: Fraction
    y_high: Fraction
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]
    lines: tuple[Line, ...] = ()
    stretches: tuple[Stretch, ...] = ()
    dots: tuple[Dot, ...] = ()
    achieved: Mark | None = None
    summary: str = ""
    notes: tuple[str, ...] = ()
    y_name: str = field(default="得分（分）", init=False)


def curve_view(
    bound: Bound | None, inputs: Inputs | None, level: str | None = None, score: Decimal | None = None
) -> CurveView | None:
    """Return the picture of ``bound`` with what ``inputs`` achieved; None without a curve.

    Where words were judged, ``level`` is the state that was stated and ``score`` what was adopted within its band.
    """
    match bound:
        case Measured():
            return _measured(bound, inputs)
        case Banded() if bound.bands:
            return _banded(bound, inputs, level, score)
        case _:
            return None


def points_text(value: Fraction) -> str:
    """Print points; a periodic figure is rounded behind ≈."""
    return plain_ratio(value, 4)


# --- a measure and its curve ----------------------------------------------------------------------------------------


def _measured(bound: Measured, inputs: Inputs | None) -> CurveView:
    first = bound.readings[0]
    alike = [
        r.curve for r in bound.readings if (r.measure.name, r.curve.unit) == (first.measure.name, first.curve.unit)
    ]
    placed = None if inputs is None else bound.placed(inputs)
    x = None if placed is None else Fraction(*placed)
    low, high = _window(alike, x, signed=isinstance(first.measure, Deviation | Excess | Named))
    lines: list[Line] = []
    stretches: list[Stretch] = []
    dots: list[Dot] = []
    dense = False
    for number, curve in enumerate(alike):
        for segment in curve.segments:
            if isinstance(segment, Judged):
                stretches += _stretch(segment, low, high)
                continue
            points, joined = _corners(segment, low, high)
            dense = dense or joined
            lines += [Line(points, number)] if points else []
        dots += _dots(curve, low, high) if number == 0 else []
    achieved = None if x is None else _mark(first.curve, first.measure.name, x, low, high)
    ys = [Fraction(0), bound.points, *(y for line in lines for _, y in line.points), *(s.high for s in stretches)]
    notes = ["阶梯很密，画成连接各级末端的线"] if dense else []
    if len(alike) > 1:
        notes.append("评分标准没有写明的几种算法都画出，虚线为其余算法")
    elif len(bound.readings) > 1:
        notes.append("评分标准没有写明的其余算法用另一种度量，没有画出")
    return CurveView(
        x_name=first.measure.name,
        x_low=low,
        x_high=high,
        y_low=min(ys),
        y_high=max(ys),
        x_ticks=_ticks(alike, first.curve, low, high),
        y_ticks=_y_ticks(first.curve, min(ys), max(ys), bound.points),
        lines=tuple(lines),
        stretches=tuple(stretches),
        dots=tuple(dots),
        achieved=achieved,
        summary=summary(first.curve, first.measure.name, "" if achieved is None else achieved.text),
        notes=tuple(notes),
    )


def _breaks(curves: list[Curve]) -> list[Fraction]:
    """Return every finite end of a segment, and where a staircase begins and reaches its last step."""
    found: set[Fraction] = set()
    for curve in curves:
        for s in curve.segments:
            found |= {x for x in (s.low, s.high) if x is not None}
            if isinstance(s, Stair):
                found |= {x for x in _stair_span(s) if s.holds(*x.as_integer_ratio())}
    return sorted(found)


def _stair_span(stair: Stair) -> list[Fraction]:
    """Return the origin and the place where the staircase has used up its points."""
    out = [stair.origin]
    if stair.points:
        room = stair.start - stair.least if stair.points > 0 else stair.most - stair.start
        count = -(-room // abs(stair.points))
        out.append(stair.origin + stair.step * (count - 1 if stair.up else count))
    return out


def _window(curves: list[Curve], x: Fraction | None, *, signed: bool) -> tuple[Fraction, Fraction]:
    """Return the stretch of x to show: every corner, the achieved x unless it is far out, and some room at open ends.

    A measure that is never negative (not ``signed``) shows nothing below 0.
    """
    breaks = _breaks(curves)
    if not breaks:
        breaks = [Fraction(0), Fraction(1)] if x is None else sorted({Fraction(0), x})
    low, high = breaks[0], breaks[-1]
    span = high - low or abs(high) or Fraction(1)
    if x is not None and low - _FAR * span <= x <= high + _FAR * span:
        low, high = min(low, x), max(high, x)
    span = high - low or abs(high) or Fraction(1)
    left = min((s.low for c in curves for s in c.segments if s.low is not None), default=None)
    open_left = any(s.low is None for c in curves for s in c.segments)
    open_right = any(s.high is None for c in curves for s in c.segments)
    room = span * _ROOM
    start = low - room if open_left or left is None else low
    if not signed and low >= 0 > start:
        start = Fraction(0)
    return start, high + room if open_right or high == start else high


def _corners(segment: Piece | Stair, low: Fraction, high: Fraction) -> tuple[tuple[Point, ...], bool]:
    """Return the segment's corners within the window, and whether a staircase was too dense to be drawn as one."""
    left = low if segment.low is None else max(segment.low, low)
    right = high if segment.high is None else min(segment.high, high)
    if left > right or (left == right and segment.low != segment.high):
        return (), False
    if isinstance(segment, Piece):
        return ((left, segment.limit(left)), (right, segment.limit(right))), False
    return _stairs(segment, left, right)


def _stairs(stair: Stair, left: Fraction, right: Fraction) -> tuple[tuple[Point, ...], bool]:
    width = abs(stair.step)
    first, last = (left - stair.origin) / width, (right - stair.origin) / width
    joints = [stair.origin + k * width for k in range(-(-first // 1), min(last // 1, first // 1 + 4000) + 1)]
    joints = [x for x in joints if left < x < right]
    middles = [left, *joints, right]
    levels = [stair.limit((a + b) / 2) for a, b in pairwise(middles)] or [stair.limit(left)]
    changes = sum(a != b for a, b in pairwise(levels))
    if changes > MOST_STEPS or last - first > 4000:
        ends = [x for x in _stair_span(stair) if left < x < right]
        return tuple((x, stair.limit(x)) for x in sorted({left, *ends, right})), True
    points: list[Point] = []
    for a, b, y in zip(middles, middles[1:], levels, strict=False):
        if points and points[-1][1] == y:
            points[-1] = (b, y)
        else:
            points += [(a, y), (b, y)]
    return tuple(points), False


def _stretch(segment: Judged, low: Fraction, high: Fraction) -> list[Stretch]:
    left = low if segment.low is None else max(segment.low, low)
    right = high if segment.high is None else min(segment.high, high)
    return [Stretch(left, right, segment.least, segment.most, segment.why)] if left <= right else []


def _dots(curve: Curve, low: Fraction, high: Fraction) -> list[Dot]:
    """Return the ends at every jump between two segments that meet."""
    found: list[Dot] = []
    for a, b in pairwise(curve.segments):
        if isinstance(a, Judged) or isinstance(b, Judged) or a.high is None or a.high != b.low:
            continue
        x, before, after = a.high, _end(a, right=True), _end(b, right=False)
        if before != after and low <= x <= high:
            found += [Dot(x, before, a.high_closed), Dot(x, after, b.low_closed)]
    return found


def _end(segment: Segment, *, right: bool) -> Fraction:
    """Return the points at an end of a segment, as seen from inside it."""
    x = segment.high if right else segment.low
    assert x is not None
    if isinstance(segment, Stair) and not (segment.high_closed if right else segment.low_closed):
        inward = abs(segment.step) / 2
        other = segment.low if right else segment.high
        if other is not None:
            inward = min(inward, abs(other - x) / 2)
        return segment.limit(x - inward if right else x + inward)
    return segment.limit(x)


def _mark(curve: Curve, name: str, x: Fraction, low: Fraction, high: Fraction) -> Mark:
    got = curve.at(*x.as_integer_ratio())
    shown = f"{name} {curve.x_text(x)}"
    beyond = "left" if x < low else "right" if x > high else ""
    match got:
        case Hit():
            return Mark(x, got.points, f"{shown}，{points_text(got.points)} 分", beyond)
        case Open():
            return Mark(x, None, f"{shown}，{points_text(got.low)} 至 {points_text(got.high)} 分之间由人工认定", beyond)
        case Gap():
            return Mark(x, None, f"{shown}，评分标准没有写到", beyond)


def _ticks(curves: list[Curve], curve: Curve, low: Fraction, high: Fraction) -> tuple[Tick, ...]:
    """Return the corners in sight; where they are too many, some of them, the outermost among these."""
    found = [x for x in _breaks(curves) if low <= x <= high]
    if len(found) > MOST_TICKS:
        step = Fraction(len(found) - 1, MOST_TICKS - 1)
        found = [found[int(step * i)] for i in range(MOST_TICKS)]
    return tuple(Tick(x, curve.x_text(x)) for x in found)


def _y_ticks(curve: Curve, low: Fraction, high: Fraction, points: Fraction) -> tuple[Tick, ...]:
    ends = {y for s in curve.segments if isinstance(s, Piece) and not s.slope for y in (s.intercept,)}
    found = sorted(y for y in {low, Fraction(0), points, high, *ends} if low <= y <= high)
    if len(found) > MOST_TICKS:
        found = sorted({low, Fraction(0), points, high})
    return tuple(Tick(y, points_text(y)) for y in found)


# --- words, each with its points ------------------------------------------------------------------------------------


def _banded(bound: Banded, inputs: Inputs | None, level: str | None, score: Decimal | None) -> CurveView:
    """Show the bands side by side, each over its word; a band without width is a line."""
    lines, stretches, ticks, said = [], [], [], []
    for number, band in enumerate(bound.bands):
        left, right = Fraction(number), Fraction(number + 1)
        ticks.append(Tick(left + Fraction(1, 2), band.text))
        if band.low == band.high:
            lines.append(Line(((left, band.low), (right, band.low))))
            said.append(f"“{band.text}”{points_text(band.low)} 分")
        else:
            stretches.append(Stretch(left, right, band.low, band.high, band.text))
            end = "" if band.high_closed else "（不含）"
            said.append(f"“{band.text}”{points_text(band.low)} 至 {points_text(band.high)}{end} 分")
    stated = inputs.level if inputs is not None and inputs.level else level
    achieved = _band_mark(bound, inputs, stated, score)
    words = "；".join((*said, *([f"本行：{achieved.text}"] if achieved is not None else [])))
    high = max((bound.points, *(b.high for b in bound.bands)))
    ys = sorted({Fraction(0), bound.points, *(y for b in bound.bands for y in (b.low, b.high))})
    return CurveView(
        x_name="达成情况",
        x_low=Fraction(0),
        x_high=Fraction(len(bound.bands)),
        y_low=min(ys[0], Fraction(0)),
        y_high=high,
        x_ticks=tuple(ticks),
        y_ticks=tuple(Tick(y, points_text(y)) for y in ys),
        lines=tuple(lines),
        stretches=tuple(stretches),
        achieved=achieved,
        summary=f"达成情况与得分：{words}。",
    )


def _band_mark(bound: Banded, inputs: Inputs | None, level: str | None, score: Decimal | None) -> Mark | None:
    if level is None:
        return None
    band = bound.band_of(level)
    if band is None:
        return None
    middle = Fraction(bound.bands.index(band)) + Fraction(1, 2)
    if inputs is not None and (points := bound.apply(inputs).points) is not None:
        return Mark(middle, points, f"“{band.text}”，{points_text(points)} 分")
    if score is not None and band.holds(Fraction(score)):
        return Mark(middle, Fraction(score), f"“{band.text}”，采用 {points_text(Fraction(score))} 分")
    return Mark(middle, None, f"“{band.text}”")
