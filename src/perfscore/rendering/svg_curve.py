"""A row's curve as inline SVG. Only places are worked out here: every figure printed comes with the picture as text.

Colours and strokes are the page's (classes ``cv-…`` in :mod:`.style`), so that the picture follows light, dark and
paper. Whoever does not see it has the sentence in ``<title>``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from html import escape

from attrs import frozen

from ..base.exact import plain, quotient
from ..base.width import width
from ..evaluation.curve_view import CurveView, Mark
from .escaping import one_line

__all__ = ["HEIGHT", "WIDTH", "broken", "place", "svg", "text_of"]

WIDTH, HEIGHT = 260, 136
_LEFT, _RIGHT, _TOP, _BOTTOM = 34, 12, 20, 36
_CELL = 5
"""About how wide a terminal cell of the small print is, in the picture's units (the print is 10 high)."""
_LINE = 11


@frozen
class _Frame:
    """Where the picture's x and y come to lie."""

    view: CurveView

    def x(self, value: Fraction) -> Fraction:
        span = self.view.x_high - self.view.x_low or Fraction(1)
        at = (min(max(value, self.view.x_low), self.view.x_high) - self.view.x_low) / span
        return _LEFT + at * (WIDTH - _LEFT - _RIGHT)

    def y(self, value: Fraction) -> Fraction:
        span = self.view.y_high - self.view.y_low or Fraction(1)
        at = (min(max(value, self.view.y_low), self.view.y_high) - self.view.y_low) / span
        return HEIGHT - _BOTTOM - at * (HEIGHT - _TOP - _BOTTOM)


def svg(view: CurveView, name: str) -> str:
    """Return the picture; ``name`` makes its ids unique in the page."""
    frame = _Frame(view)
    box = f'viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'
    parts = [
        f'<svg class="curve" {box} role="img" aria-labelledby="{name}">',
        f'<title id="{name}">{text_of("".join((view.summary, *(f"{note}。" for note in view.notes))))}</title>',
        *_axes(frame),
        *_shapes(frame),
        *([] if view.achieved is None else _mark(frame, view.achieved)),
        "</svg>",
    ]
    return "".join(parts)


def place(value: Fraction) -> str:
    """Return a place on the paper to a tenth of a unit."""
    return plain(quotient(value.numerator, value.denominator, 1))


def text_of(text: str) -> str:
    """Return text that may stand in the picture, in one line."""
    return escape(one_line(text), quote=True)


def _axes(frame: _Frame) -> Iterator[str]:
    view, floor = frame.view, HEIGHT - _BOTTOM
    last = Fraction(HEIGHT)
    for tick in view.y_ticks:
        y = frame.y(tick.at)
        yield f'<path class="cv-grid" d="M{_LEFT} {place(y)}H{WIDTH - _RIGHT}"/>'
        if last - y >= _LINE - 1:
            yield f'<text class="cv-text" x="{_LEFT - 4}" y="{place(y + 3)}" text-anchor="end">{text_of(tick.text)}</text>'
            last = y
    yield f'<path class="cv-axis" d="M{_LEFT} {_TOP - 6}V{floor}H{WIDTH - _RIGHT}"/>'
    yield f'<text class="cv-text" x="4" y="12">{text_of(view.y_name)}</text>'
    labels = list(_x_ticks(frame))
    yield from (drawn for drawn, _ in labels)
    if not any(second for _, second in labels):
        name = text_of(view.x_name)
        yield f'<text class="cv-text" x="{WIDTH - _RIGHT}" y="{HEIGHT - 3}" text-anchor="end">{name}</text>'


def _x_ticks(frame: _Frame) -> Iterator[tuple[str, bool]]:
    """Yield the ticks below the axis and whether each takes a second line, where the axis' name would stand.

    A text that would run into its neighbour is left out, the tick stays.
    """
    view, floor = frame.view, HEIGHT - _BOTTOM
    room = (WIDTH - _LEFT - _RIGHT) // max(len(view.x_ticks), 1) // _CELL
    taken = Fraction(0)
    for tick in view.x_ticks:
        x = frame.x(tick.at)
        lines = broken(one_line(tick.text), max(room - 1, 6))
        half = Fraction(max(width(line) for line in lines) * _CELL, 2)
        yield f'<path class="cv-axis" d="M{place(x)} {floor}v3"/>', False
        middle = min(max(x, half + 1), WIDTH - half - 1)
        if middle - half < taken:
            continue
        taken = middle + half + 3
        for number, line in enumerate(lines):
            y = floor + 14 + number * (_LINE + 1)
            yield (
                f'<text class="cv-text" x="{place(middle)}" y="{y}" text-anchor="middle">{text_of(line)}</text>',
                number > 0,
            )


def broken(text: str, cells: int) -> list[str]:
    """Break a tick's words into at most two lines; what is longer ends with ``…`` (the title has it whole)."""
    if width(text) <= cells:
        return [text or " "]
    first = _fitting(text, cells)
    second = text[len(first) :]
    if width(second) > cells:
        second = _fitting(second, cells - 2) + "…"
    return [first, second]


def _fitting(text: str, cells: int) -> str:
    used = 0
    for index, char in enumerate(text):
        used += width(char)
        if used > cells:
            return text[: max(index, 1)]
    return text


def _shapes(frame: _Frame) -> Iterator[str]:
    view = frame.view
    for area in view.stretches:
        left, right, top, bottom = frame.x(area.left), frame.x(area.right), frame.y(area.high), frame.y(area.low)
        yield (
            f'<rect class="cv-area" x="{place(left)}" y="{place(top)}" width="{place(right - left)}" '
            f'height="{place(max(bottom - top, Fraction(1)))}"/>'
        )
    for line in sorted(view.lines, key=lambda line: -line.reading):
        kind = "cv-line" if line.reading == 0 else "cv-line cv-other"
        yield f'<path class="{kind}" d="{_path(frame, line.points)}"/>'
    for dot in view.dots:
        kind = "cv-end" if dot.closed else "cv-end cv-open"
        yield f'<circle class="{kind}" cx="{place(frame.x(dot.x))}" cy="{place(frame.y(dot.y))}" r="2.5"/>'


def _path(frame: _Frame, points: Sequence[tuple[Fraction, Fraction]]) -> str:
    return "".join(f"{'L' if i else 'M'}{place(frame.x(x))} {place(frame.y(y))}" for i, (x, y) in enumerate(points))


def _mark(frame: _Frame, mark: Mark) -> Iterator[str]:
    """Yield the achieved point: a line down to the axis, the point, an arrow where it lies outside the picture."""
    x, floor = frame.x(mark.x), HEIGHT - _BOTTOM
    top = frame.y(frame.view.y_high if mark.y is None else mark.y)
    yield f'<path class="cv-drop" d="M{place(x)} {floor}V{place(top)}"/>'
    if mark.y is not None:
        yield f'<circle class="cv-point" cx="{place(x)}" cy="{place(top)}" r="4.5"/>'
    if mark.beyond:
        sign = -1 if mark.beyond == "left" else 1
        yield f'<path class="cv-arrow" d="M{place(x - 5 * sign)} {place(top - 10)}h{10 * sign}m{-4 * sign} -3l{4 * sign} 3l{-4 * sign} 3"/>'
