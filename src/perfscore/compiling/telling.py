"""The explanation of a figure, put together from parts that were worked out once for each row and segment.

It says, to the letter, what the interpreter's steps say (:meth:`~perfscore.evaluation.values.RowResult.explanation`): a
property test holds the two together. Rows and segments whose words depend on more than the figures have no teller here.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from attrs import frozen

from ..base.exact import plain, plain_ratio
from ..clauses.bound import Measured
from ..curves import Curve, Piece
from ..curves.faults import interval_text
from ..curves.measures import Completion, Measure, ReverseRatio, Value
from ..evaluation.applying import rule_step, target_steps
from ..language import Bound, Reference
from ..planning import Plan, PlanRow
from ..rules.table import EXECUTION
from .forms import Form

__all__ = ["Tell", "share_text", "teller"]

Tell = Callable[[Decimal, Decimal | None, str, str, str], str]
"""(actual, reference, actual as text, reference as text, score as text) → the explanation."""
Share = Callable[[Decimal, Decimal | None], tuple[int, int]]
"""Figures → what is printed of x on its axis (a percentage: 100 x), as a quotient; x itself is that over ``scale``."""
Say = Callable[[str, str, str], str]
"""(x as printed, actual, reference as texts) → the sentence of the measure."""

_LONG = 10**12


def share_text(n: int, d: int) -> str:
    """Print n/d (d > 0) as :func:`~perfscore.base.exact.plain_ratio` does to four places: exact, or behind ≈."""
    if n < 0:
        text = share_text(-n, d)
        return text if text.strip("≈") == "0" else f"≈-{text[1:]}" if text[0] == "≈" else f"-{text}"
    q, rest = divmod(n * 10000, d)
    if not rest:
        return f"{q // 10000}{_tail(q % 10000, 4)}"
    if n * _LONG % d:
        if 2 * rest >= d:
            q += 1
        return f"≈{q // 10000}{_tail(q % 10000, 4)}"
    q = n * _LONG // d
    return f"{q // _LONG}{_tail.__wrapped__(q % _LONG, 12)}"


@lru_cache(10000)
def _tail(part: int, places: int) -> str:
    """Return what stands behind the units, without trailing zeros: 100 of 4 places is ``.01``."""
    return f".{part:0{places}d}".rstrip("0") if part else ""


@frozen
class _Axis:
    """How a measure is told: x as a quotient of the figures, its scale (100 for percentages), and its sentence.

    ``width`` is set where x is the actual value itself: its text less so many characters of unit.
    """

    share: Share
    scale: int
    say: Say
    width: int | None = None


def teller(form: Form, segment: int | None, plan: Plan) -> Tell | None:
    """Return how a figure on ``segment`` of the row's curve is explained; None where only the interpreter can tell."""
    row = form.row
    bound = row.bound
    if segment is None or not isinstance(bound, Measured) or len(bound.readings) != 1 or bound.readings[0].choices:
        return None
    reading = bound.readings[0]
    piece = reading.curve.segments[segment]
    if not isinstance(piece, Piece) or piece.origin is not None:
        return None
    begin = _beginning(row, form)
    axis = _axis(reading.measure, row, form)
    if begin is None or axis is None:
        return None
    if not piece.slope:
        return _flat(begin, axis, reading.curve, piece, form, plan)
    return _straight(begin, axis, reading.curve, piece, form, plan)


# --- what stands before the measure -------------------------------------------------------------------------------


def _beginning(row: PlanRow, form: Form) -> tuple[str, str, str, str] | None:
    """Return what stands before, between and behind actual and reference: (before, between, behind, order)."""
    rule = "".join(f"{step.text}；" for step in rule_step(row))
    if row.id == EXECUTION:
        return "全年预算数 ", "；全年执行数 ", f"；{rule}", "reference first"
    head = "".join(f"{step.text}；" for step in target_steps(row)) + "实际完成值“"
    target = row.target
    if isinstance(target, Reference) and target.offset is None:
        return head, f"”；{target.reference} ", f"；{rule}", ""
    if isinstance(target, Bound) and not form.reference:
        return head, f"”；{rule}", "", ""
    return None


# --- the measure --------------------------------------------------------------------------------------------------


def _axis(measure: Measure, row: PlanRow, form: Form) -> _Axis | None:
    unit = (measure.unit if isinstance(measure, Completion | ReverseRatio | Value) else None) or ""
    if unit != form.unit and not (form.reference and not unit):
        return None
    bare = len(form.unit) if form.unit and not unit else 0
    goal = getattr(row.target, "value", None) if not form.reference else None
    match measure:
        case Value(name=name):
            return _value(name, measure, bare, len(form.unit))
        case Completion(name=name) if goal is not None:
            return _against_own(name, goal, plain(goal) + unit)
        case Completion(name=name) if form.reference:
            return _against_other(name, bare)
        case ReverseRatio(name=name) if goal is not None:
            return _reverse(name, goal, plain(goal) + unit)
        case _:
            return None


def _value(name: str, measure: Value, bare: int, width: int) -> _Axis:
    def share(a: Decimal, _b: Decimal | None) -> tuple[int, int]:
        return a.as_integer_ratio()

    def say(_x: str, text: str, _other: str) -> str:
        return f"{name} = {text[:-bare] if bare else text}"

    return _Axis(share, 100 if measure.axis == "%" else 1, say, width)


def _against_own(name: str, goal: Decimal, goal_text: str) -> _Axis:
    n, d = goal.as_integer_ratio()
    times = 100 * d

    def share(a: Decimal, _b: Decimal | None) -> tuple[int, int]:
        m, e = a.as_integer_ratio()
        return m * times, e * n

    def say(x: str, text: str, _other: str) -> str:
        return f"{name} = {text} ÷ {goal_text} {_equals(x)}%"

    return _Axis(share, 100, say)


def _against_other(name: str, bare: int) -> _Axis:
    def share(a: Decimal, b: Decimal | None) -> tuple[int, int]:
        assert b is not None
        (n, d), (m, e) = a.as_integer_ratio(), b.as_integer_ratio()
        return 100 * n * e, d * m

    def say(x: str, text: str, other: str) -> str:
        if bare:
            return f"{name} = {text[:-bare]} ÷ {other[:-bare]} {_equals(x)}%"
        return f"{name} = {text} ÷ {other} {_equals(x)}%"

    return _Axis(share, 100, say)


def _reverse(name: str, goal: Decimal, goal_text: str) -> _Axis:
    n, d = goal.as_integer_ratio()
    times = 100 * n

    def share(a: Decimal, _b: Decimal | None) -> tuple[int, int]:
        if a <= goal:
            return 100, 1
        m, e = a.as_integer_ratio()
        return times * e, d * m

    def say(x: str, text: str, _other: str) -> str:
        if x == "100":
            return f"实际 {text} 未超过目标 {goal_text}，按 100% 计"
        return f"{name} = {goal_text} ÷ {text} {_equals(x)}%"

    return _Axis(share, 100, say)


def _equals(text: str) -> str:
    return f"≈ {text[1:]}" if text[0] == "≈" else f"= {text}"


# --- the points ---------------------------------------------------------------------------------------------------


def _inexact(plan: Plan) -> str:
    rule = plan.rounding
    return f"（{rule.mode}到 {rule.places} 位小数" + ("，合计时不先取整）" if rule.site != "三级指标得分" else "）")


def _flat(
    begin: tuple[str, str, str, str], axis: _Axis, curve: Curve, piece: Piece, form: Form, plan: Plan
) -> Tell | None:
    """On a flat piece: where x lies, and its points."""
    before, between, behind, reverse = begin
    points, unit = plain_ratio(piece.intercept, 4), curve.unit
    where = f"符合“{piece.rule}”" if piece.rule else f"在 {interval_text(curve, piece)} 内"
    rest = f"{unit} {where}，得 {points} 分；得分 "
    share, say, two, inexact = axis.share, axis.say, form.reference, _inexact(plan)
    itself, end = axis.width is not None, -(axis.width or 0) or None

    def tell(a: Decimal, b: Decimal | None, text: str, other: str, shown: str) -> str:
        x = text[:end] if itself else share_text(*share(a, b))
        first, second = (other, text) if reverse else (text, other)
        last = "" if shown == points else inexact
        if two:
            return f"{before}{first}{between}{second}{behind}{say(x, text, other)}；{x}{rest}{shown} 分{last}。"
        return f"{before}{text}{between}{say(x, text, other)}；{x}{rest}{shown} 分{last}。"

    return tell


def _straight(
    begin: tuple[str, str, str, str], axis: _Axis, curve: Curve, piece: Piece, form: Form, plan: Plan
) -> Tell | None:
    """On a straight piece through 0: x times what full marks are worth."""
    if piece.intercept or plan.rounding.places > 4:
        return None
    before, between, behind, reverse = begin
    full, slope = Fraction(form.full), piece.slope
    if slope in (full, Fraction(1)):
        times = f" × {plain_ratio(slope, 4)}分 "
    else:
        times = f" ÷ {curve.x_text(full / slope)} × {plain_ratio(full, 4)}分 "
    silent = curve.unit != "%" and slope in (full, Fraction(1))
    unit, about = curve.unit, f"{curve.unit}（约）"
    up, down = slope.numerator, slope.denominator * axis.scale
    share, say, two, inexact = axis.share, axis.say, form.reference, _inexact(plan)
    itself, end = axis.width is not None, -(axis.width or 0) or None

    def tell(a: Decimal, b: Decimal | None, text: str, other: str, shown: str) -> str:
        n, d = share(a, b)
        x, points = text[:end] if itself else share_text(n, d), share_text(n * up, d * down)
        how = f"{x[1:]}{about}{times}" if x[0] == "≈" else f"{x}{unit}{times}"
        how = f"得分 {'' if silent else '= ' + how}{_equals(points)}分；得分 {shown} 分"
        last = "。" if shown == points else inexact + "。"
        if two:
            first, second = (other, text) if reverse else (text, other)
            return f"{before}{first}{between}{second}{behind}{say(x, text, other)}；{how}{last}"
        return f"{before}{text}{between}{say(x, text, other)}；{how}{last}"

    return tell
