"""The picture of a row: its curve, its checklist with what is met, or, where a person decides, the scores that are possible.

Nothing is scored here. Like :mod:`.curve_view` this module says what there is to see and says it in words too; a
renderer places it on paper.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from ..base.exact import plain
from ..base.values import frozen
from ..clauses import Bound, Checklist, Inputs, Judgement
from .curve_view import CurveView, curve_view, points_text
from .values import Outcome

__all__ = ["ChecklistView", "Item", "Picture", "SpanView", "picture_of"]


@frozen
class Item:
    """An item of a checklist with its points (分); ``met`` is None where nothing says."""

    text: str
    points: Fraction
    met: bool | None


@frozen
class ChecklistView:
    """The items of a row's clause; ``score`` is the adopted one (分), None while the row waits."""

    items: tuple[Item, ...]
    points: Decimal
    score: Decimal | None
    summary: str


@frozen
class SpanView:
    """A row without a curve: the scores that are possible, from ``low`` to ``high`` of ``points``, and the adopted one.

    ``why`` says in words why there is no curve.
    """

    low: Decimal
    high: Decimal
    points: Decimal
    score: Decimal | None
    why: str
    summary: str


Picture = CurveView | ChecklistView | SpanView


def picture_of(
    bound: Bound | None,
    inputs: Inputs | None,
    level: str | None,
    score: Decimal | None,
    span: tuple[Decimal, Decimal],
    points: Decimal,
    outcome: Outcome,
    why: str,
) -> Picture | None:
    """Return what there is to see of a row; None for one that does not apply.

    ``span`` are the ends of the scores that are possible, ``points`` what the row is worth (分), ``why`` the reason that
    no clause could be bound.
    """
    if outcome == "not_applicable":
        return None
    view = curve_view(bound, inputs, level, score)
    if view is not None:
        return view
    if isinstance(bound, Checklist):
        return _checklist(bound, inputs, score, points)
    reason = bound.reason.message if isinstance(bound, Judgement) else why
    return SpanView(*span, points, score, reason, _span_words(span, points, score))


def _checklist(bound: Checklist, inputs: Inputs | None, score: Decimal | None, points: Decimal) -> ChecklistView:
    known = {} if inputs is None else inputs.checklist
    items = tuple(
        Item(text, worth * bound.scale, known.get(number))
        for number, (text, worth) in enumerate(bound.measure.items, 1)
    )
    words = {True: "符合", False: "不符合", None: "没有填"}
    said = "；".join(f"“{i.text}”{points_text(i.points)} 分，{words[i.met]}" for i in items)
    adopted = "待人工认定" if score is None else f"得 {plain(score)} 分"
    return ChecklistView(items, points, score, f"清单：{said}。本行：{adopted}，满分 {plain(points)} 分。")


def _span_words(span: tuple[Decimal, Decimal], points: Decimal, score: Decimal | None) -> str:
    low, high = map(plain, span)
    where = f"得分可在 {low} 至 {high} 分之间" if low != high else f"得分为 {low} 分"
    adopted = "待人工认定" if score is None else f"采用 {plain(score)} 分"
    return f"{where}，满分 {plain(points)} 分；本行：{adopted}。"
