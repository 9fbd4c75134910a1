"""A curve in one Chinese sentence, for those who do not see its picture."""

from __future__ import annotations

from fractions import Fraction

from ..base.exact import plain_ratio
from ..curves import Curve, Piece, Stair
from ..curves.segments import Judged, Segment

__all__ = ["summary"]

_MOST = 12


def summary(curve: Curve, name: str, achieved: str) -> str:
    """Say what each segment gives, and what was achieved."""
    parts = [_told(curve, s) for s in curve.segments[:_MOST]]
    if len(curve.segments) > _MOST:
        parts.append(f"其余 {len(curve.segments) - _MOST} 段从略")
    said = "；".join((*parts, *([f"本行：{achieved}"] if achieved else [])))
    return f"{name}与得分：{said}。" if said else ""


def _n(value: Fraction) -> str:
    return plain_ratio(value, 4)


def _told(curve: Curve, segment: Segment) -> str:
    where = _where(curve, segment)
    match segment:
        case Judged():
            return f"{where}由人工在 {_n(segment.least)} 至 {_n(segment.most)} 分之间认定"
        case Stair():
            width = curve.apart_text(abs(segment.step))
            side = "多" if segment.step > 0 else "少"
            change = "扣" if segment.points > 0 else "加"
            low, high = _n(segment.least), _n(segment.most)
            return f"{where}从 {_n(segment.start)} 分起每{side} {width}{change} {_n(abs(segment.points))} 分（{low} 至 {high} 分）"
        case Piece() if not segment.slope:
            return f"{where}{_n(segment.intercept)} 分"
        case Piece():
            if segment.low is not None and segment.high is not None:
                ends = _n(segment.limit(segment.low)), _n(segment.limit(segment.high))
                return f"{where}由 {ends[0]} 分按比例变到 {ends[1]} 分"
            each = segment.slope / 100 if curve.unit in ("%", "个百分点") else segment.slope
            return f"{where}每 1{curve.unit}{'增' if each > 0 else '减'} {_n(abs(each))} 分"


def _where(curve: Curve, segment: Segment) -> str:
    low, high = segment.low, segment.high
    if low is not None and low == high:
        return f"{curve.x_text(low)} 时"
    parts = []
    if low is not None:
        parts.append(f"{curve.x_text(low)}（{'含' if segment.low_closed else '不含'}）")
    if high is not None:
        parts.append(f"{curve.x_text(high)}（{'含' if segment.high_closed else '不含'}）")
    if low is not None and high is not None:
        return "至".join(parts) + " "
    if low is not None:
        return parts[0] + "以上 "
    return parts[0] + "以下 " if high is not None else "任何值 "
