"""How a segment of a curve is told with the numbers put in: 得分 = 87% × 5分 = 4.35分."""

from __future__ import annotations

from fractions import Fraction

from ..base.exact import plain_ratio
from ..curves import Curve, Judged, Piece, Stair
from ..curves.faults import interval_text

__all__ = ["in_whole_steps", "tell"]


def in_whole_steps(curve: Curve, index: int, x: Fraction) -> bool:
    """Say whether no part of a step comes in at x, so that what becomes of a part does not matter there."""
    segment = curve.segments[index]
    if isinstance(segment, Stair):
        return ((x - segment.origin) / segment.step).denominator == 1
    if isinstance(segment, Piece) and segment.origin is not None and segment.step:
        return ((x - segment.origin) / segment.step).denominator == 1
    return True


def _p(value: Fraction) -> str:
    return plain_ratio(value, 4)


def _result(points: Fraction) -> str:
    text = _p(points)
    return f"≈ {text.removeprefix('≈')}分" if text.startswith("≈") else f"= {text}分"


def tell(curve: Curve, index: int, x: Fraction, points: Fraction, full: Fraction) -> str:
    """Return the sentence for x on segment ``index``, which gives ``points`` of ``full`` 分."""
    segment = curve.segments[index]
    match segment:
        case Stair():
            return _stairs(curve, segment, x, points)
        case Piece() if segment.origin is not None and segment.step:
            return _slide(curve, segment, x, points)
        case Piece() if segment.slope:
            return _straight(curve, segment, x, points, full)
        case Piece():
            return f"{_where(curve, segment, x)}，得 {_p(points)} 分"
        case Judged():
            return f"{_where(curve, segment, x)}，{segment.why}"


def _where(curve: Curve, segment: Piece | Judged, x: Fraction) -> str:
    inside = interval_text(curve, segment)
    if segment.rule:
        return f"{curve.x_text(x)} 符合“{segment.rule}”"
    return f"{curve.x_text(x)} 在 {inside} 内"


def _stairs(curve: Curve, s: Stair, x: Fraction, points: Fraction) -> str:
    count = s.steps(x.numerator, x.denominator)
    away = abs(x - s.origin)
    if not away:
        return f"没有{'低于' if s.step < 0 else '超过'} {curve.x_text(s.origin)}，得 {_p(points)} 分"
    exact = away / abs(s.step)
    side = "低于" if s.step < 0 else "超过"
    verb = "加" if s.points < 0 else "扣"
    how = "" if exact.denominator == 1 else ("，不足一档按一档计" if s.up else "，不足一档不计")
    change = abs(s.points) * count
    raw = s.start - s.points * count
    limit = "" if raw == points else f"，{'扣完为止' if points == 0 else '以限额为止'}"
    return (
        f"{side} {curve.x_text(s.origin)} {curve.apart_text(away)}，每 {curve.apart_text(abs(s.step))} 一档，共 {_p(exact)} 档{how}，"
        f"{verb} {count} × {_p(abs(s.points))} = {_p(change)} 分，得分 = {_p(s.start)} {'+' if s.points < 0 else '-'} {_p(change)}"
        f" {_result(raw)}{limit}{'' if raw == points else f'，得 {_p(points)} 分'}"
    )


def _slide(curve: Curve, s: Piece, x: Fraction, points: Fraction) -> str:
    assert s.origin is not None and s.step is not None
    away = abs(x - s.origin)
    if not away:
        return f"恰为 {curve.x_text(s.origin)}，得 {_p(points)} 分"
    each = abs(s.slope * s.step)
    start = s.slope * s.origin + s.intercept
    side = "低于" if x < s.origin else "超过"
    change = abs(points - start)
    verb, sign = ("加", "+") if points > start else ("扣", "-")
    return (
        f"{side} {curve.x_text(s.origin)} {curve.apart_text(away)}，每 {curve.apart_text(abs(s.step))} {verb} {_p(each)} 分，"
        f"按比例{verb} {_p(change)} 分，得分 = {_p(start)} {sign} {_p(change)} {_result(points)}"
    )


def _about(curve: Curve, x: Fraction) -> str:
    """Print x, with （约） behind a rounded one, so that it can stand inside a formula."""
    shown = curve.x_text(x)
    return shown.removeprefix("≈") + "（约）" if shown.startswith("≈") else shown


def _straight(curve: Curve, s: Piece, x: Fraction, points: Fraction, full: Fraction) -> str:
    shown = _about(curve, x)
    if s.intercept == 0:
        if full and s.slope not in (full, Fraction(1)):
            return f"得分 = {shown} ÷ {curve.x_text(full / s.slope)} × {_p(full)}分 {_result(points)}"
        return f"得分 = {shown} × {_p(s.slope)}分 {_result(points)}" if curve.unit == "%" else f"得分 {_result(points)}"
    if s.low is not None and s.high is not None and s.joins:
        a, b = s.limit(s.low), s.limit(s.high)
        return (
            f"{shown} 在 {curve.x_text(s.low)}（{_p(a)}分）与 {curve.x_text(s.high)}（{_p(b)}分）之间，"
            f"线性插值 {_result(points)}"
        )
    if curve.unit == "%" and s.slope < 0 and s.intercept == -2 * s.slope:
        return f"得分 = （1 - {_about(curve, x - 1)}）× {_p(-s.slope)}分 {_result(points)}"
    if curve.unit == "%" and s.slope < 0 and s.intercept == -s.slope:
        return f"得分 = （1 - {shown}）× {_p(-s.slope)}分 {_result(points)}"
    sign = "+" if s.slope > 0 else "-"
    if abs(s.slope) == 1 and curve.unit == "分":
        return f"得分 = {_p(s.intercept)} {sign} {_p(x)} {_result(points)}"
    return f"得分 = {_p(s.intercept)} {sign} {_p(abs(s.slope))} × {shown} {_result(points)}"
