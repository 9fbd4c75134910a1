"""A reading told in one Chinese sentence."""

from __future__ import annotations

from ..base.exact import plain
from .actual import Actual
from .readings import (
    AllOf,
    AnyOf,
    Bound,
    Change,
    Deadline,
    Period,
    Range,
    Rank,
    Reference,
    Target,
    Unclear,
    Words,
    date_words,
)

__all__ = ["describe"]

_SIDES = {
    ">=": "不低于 {0}（含）",
    ">": "高于 {0}（不含）",
    "<=": "不高于 {0}（含）",
    "<": "低于 {0}（不含）",
    "=": "等于 {0}",
}
_CLAIMS = {"achieved": "达成", "partial": "部分达成", "missed": "未达成"}


def describe(reading: Target | Actual) -> str:
    """Say in one sentence how a target or an actual value is read, its remarks behind it."""
    said = _actual(reading) if isinstance(reading, Actual) else _target(reading)
    notes = "；".join(reading.remarks)
    return f"{said}（{notes}）。" if notes else f"{said}。"


def _target(reading: Target) -> str:
    match reading:
        case Bound(op=None, value=value, unit=unit):
            return (
                f"目标为{'约' if reading.approx else ''} {plain(value)}{unit or ''}，没有写方向，由指标或评分办法决定"
            )
        case Bound(op=op, value=value, unit=unit):
            return _SIDES[str(op)].format(f"{'约' if reading.approx else ''}{plain(value)}{unit or ''}")
        case Range():
            ends = (("含" if closed else "不含") for closed in (reading.low_closed, reading.high_closed))
            low, high = ends
            unit = reading.unit or ""
            return f"在 {plain(reading.low)}{unit}（{low}）与 {plain(reading.high)}{unit}（{high}）之间"
        case Reference():
            return _reference(reading)
        case Change(op=op, sense=sense, base=base):
            against = f"与{base}相比" if base else "没有写明与什么比，"
            size = f"{plain(reading.value)}{reading.unit or ''}"
            return f"{against}{'增长' if sense == 'increase' else '下降'}" + (
                _SIDES[op].format(size) if op else f" {size}"
            )
        case Deadline(op=op, date=date):
            return f"不{'早' if op == '>=' else '晚'}于 {date_words(date)}（含当日）"
        case Period(start=start, end=end):
            return f"时间从 {date_words(start)} 至 {date_words(end)}"
        case Rank(op=op, value=value, scope=scope):
            return f"名次{f'（{scope}）' if scope else ''}{'不差于' if op == '<=' else '为'}第 {plain(value)} 名"
        case Words(words=words):
            return f"文字目标“{words}”，不能由数字复算"
        case AllOf(parts=parts):
            return "同时满足：" + "；".join(map(_target, parts))
        case AnyOf(parts=parts):
            return "满足其一：" + "；".join(map(_target, parts))
        case Unclear(why=why):
            return f"不能确定：{why}"


def _reference(reading: Reference) -> str:
    size = "" if reading.offset is None else f" {plain(reading.offset)}{reading.offset_unit or ''}"
    if reading.offset is None:
        return "与表外的数比较：" + _SIDES[reading.op or ">="].format(reading.reference)
    side = "低于" if reading.op in ("<", "<=") else "高于"
    closed = "含" if reading.op in (">=", "<=") else "不含"
    return f"与表外的数比较：{side}{reading.reference}{size}以上（{closed}）"


def _actual(actual: Actual) -> str:
    if actual.unclear is not None:
        return f"不能确定：{actual.unclear}"
    if actual.missing:
        return "没有填写（不等于 0）"
    if actual.parts:
        return f"有 {len(actual.parts)} 个数，没有取任何一个：{'；'.join(map(str, actual.parts))}"
    if actual.words is not None:
        return f"文字“{actual.words}”，不是数"
    said = []
    if actual.low is not None and actual.high is not None:
        said.append(f"在 {plain(actual.low)} 与 {plain(actual.high)}{actual.unit or ''} 之间")
    if actual.value is not None:
        said.append(_value(actual))
    if actual.rank is not None:
        said.append(_target(actual.rank))
    if actual.date is not None:
        said.append(f"时间 {date_words(actual.date)}")
    if actual.period is not None:
        said.append(f"时间从 {date_words(actual.period[0])} 至 {date_words(actual.period[1])}")
    if actual.change is not None:
        said.append(f"另有增减：{actual.change}")
    if actual.claim is not None:
        said.append(f"表述为“{_CLAIMS[actual.claim]}”")
    return "，".join(said)


def _value(actual: Actual) -> str:
    assert actual.value is not None
    figure = f"{plain(actual.value)}{actual.unit or ''}"
    if actual.sense is not None:
        against = f"与{actual.base}相比" if actual.base else ""
        figure = f"{against}{'增长' if actual.sense == 'increase' else '下降'} {figure}"
    if actual.sign is not None:
        return f"表述为{_SIDES[actual.sign].format(figure)}，不是确定的数"
    return f"实际为{'约' if actual.approx else ''} {figure}"
