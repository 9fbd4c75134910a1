"""Pictures of rows without a curve: a checklist with what is met, and the scores that are possible, as inline SVG.

Only places are worked out here. Colours are the page's (:mod:`.style`); a mark differs from another by its shape and
by the figures beside it, never by its colour alone. ``<title>`` says it in words, ``<desc>`` item by item.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from ..base.exact import plain
from ..base.width import width
from ..evaluation.curve_view import CurveView, points_text
from ..evaluation.pictures import ChecklistView, Item, Picture, SpanView
from .escaping import one_line
from .svg_curve import WIDTH, broken, place, svg, text_of

__all__ = ["MOST_ITEMS", "picture_svg"]

MOST_ITEMS = 12
"""Items of a checklist that are drawn; more are counted, and stand in the words."""
_EDGE = 12
_CELL = 5
_FIGURES = 52
"""Room at the right for the points of an item."""
_TEXT_LEFT = 18
_LINE = 12
_TICK = "m1 6 3.5 3.5 6.5 -8"
_CROSS = "m2 2 8 8m0 -8 -8 8"


def picture_svg(view: Picture, name: str) -> str:
    """Return the picture of a row; ``name`` makes its ids unique in the page."""
    match view:
        case CurveView():
            return svg(view, name)
        case ChecklistView():
            return _checklist(view, name)
        case SpanView():
            return _span(view, name)


def _framed(kind: str, height: int, name: str, title: str, said: str, parts: Iterator[str]) -> str:
    box = f'viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}"'
    words = f'<title id="{name}">{text_of(title)}</title><desc id="{name}d">{text_of(said)}</desc>'
    about = f'role="img" aria-labelledby="{name}" aria-describedby="{name}d"'
    return f'<svg class="curve {kind}" {box} {about}>{words}{"".join(parts)}</svg>'


def _text(x: Fraction | int, y: int, text: str, anchor: str = "") -> str:
    where = f' text-anchor="{anchor}"' if anchor else ""
    return f'<text class="cv-text" x="{place(Fraction(x))}" y="{y}"{where}>{text_of(text)}</text>'


# --- a checklist ------------------------------------------------------------------------------------------------------


def _checklist(view: ChecklistView, name: str) -> str:
    drawn: list[str] = []
    y = 4
    for item in view.items[:MOST_ITEMS]:
        lines = broken(one_line(item.text), (WIDTH - _TEXT_LEFT - _FIGURES) // _CELL)
        drawn += [_mark(item, y), *(_text(_TEXT_LEFT, y + 10 + n * (_LINE - 1), line) for n, line in enumerate(lines))]
        got = {True: points_text(item.points), False: "0", None: "—"}[item.met]
        drawn.append(_text(WIDTH - 2, y + 10, f"{got} / {points_text(item.points)}", "end"))
        y += 4 + _LINE * len(lines)
    left = len(view.items) - MOST_ITEMS
    if left > 0:
        drawn.append(_text(_TEXT_LEFT, y + 10, f"其余 {left} 项见说明"))
        y += 4 + _LINE
    drawn.append(f'<path class="cv-axis" d="M0 {y + 1}H{WIDTH}"/>')
    score = "—" if view.score is None else plain(view.score)
    drawn.append(_text(WIDTH - 2, y + 14, f"{score} / {plain(view.points)} 分", "end"))
    met = sum(item.met is True for item in view.items)
    known = sum(item.met is not None for item in view.items)
    title = f"清单 {len(view.items)} 项，{met} 项符合" if known else f"清单 {len(view.items)} 项，没有填是否符合"
    return _framed("cv-list", y + 20, name, title, view.summary, iter(drawn))


def _mark(item: Item, y: int) -> str:
    match item.met:
        case True:
            return f'<path class="cv-yes" d="M1 {y}{_TICK}"/>'
        case False:
            return f'<path class="cv-no" d="M1 {y}{_CROSS}"/>'
        case _:
            return f'<circle class="cv-open cv-unknown" cx="7" cy="{y + 6}" r="5"/>{_text(7, y + 10, "?", "middle")}'


# --- the scores that are possible ---------------------------------------------------------------------------------------

_SPAN_HEIGHT = 66
_FLOOR = 44


def _span(view: SpanView, name: str) -> str:
    return _framed("cv-span", _SPAN_HEIGHT, name, view.summary, view.why, _span_parts(view))


def _span_parts(view: SpanView) -> Iterator[str]:
    top = max(view.points, view.high, view.score or Decimal(0))
    low, high = _along(view.low, top), _along(view.high, top)
    yield _text(4, 12, "得分（分）")
    yield (
        f'<rect class="cv-area" x="{place(low)}" y="{_FLOOR - 12}" width="{place(max(high - low, Fraction(1)))}" height="12"/>'
    )
    yield f'<path class="cv-axis" d="M{_EDGE} {_FLOOR}H{WIDTH - _EDGE}"/>'
    taken = Fraction(-1)
    for value in sorted({Decimal(0), view.low, view.high, view.points}):
        x, half = _along(value, top), Fraction(width(plain(value)) * _CELL, 2)
        yield f'<path class="cv-axis" d="M{place(x)} {_FLOOR}v3"/>'
        if x - half > taken:
            yield _text(x, _FLOOR + 14, plain(value), "middle")
            taken = x + half + 3
    if view.score is not None:
        x = _along(view.score, top)
        label = f"采用 {plain(view.score)} 分"
        half = Fraction(width(label) * _CELL, 2)
        yield _text(min(max(x, half + 1), WIDTH - half - 1), _FLOOR - 17, label, "middle")
        yield f'<circle class="cv-point" cx="{place(x)}" cy="{_FLOOR - 6}" r="4.5"/>'


def _along(value: Decimal, top: Decimal) -> Fraction:
    share = Fraction(value) / Fraction(top) if top > 0 else Fraction(0)
    return _EDGE + min(max(share, Fraction(0)), Fraction(1)) * (WIDTH - 2 * _EDGE)
