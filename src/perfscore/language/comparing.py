"""Putting an actual value beside its target: the same kind of thing, in the target's unit, or the reason why not.

Nothing is decided silently: a unit that was left out is taken from the target with a remark, a figure that carries a
sign is a claim, and what may be a slip (0.96 for 96 %, 元 for 万元) is a question.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, TypeAlias

from attrs import field

from ..base.exact import plain, plain_ratio
from ..base.problem import Problem, problem
from ..base.values import define, frozen
from ..quantities import Units
from .actual import Actual
from .readings import AllOf, AnyOf, Bound, Change, Deadline, Period, Range, Rank, Reference, Target, Unclear, Words

if TYPE_CHECKING:
    from .language import Language

__all__ = ["SLIP_HIGH", "SLIP_LOW", "Comparison", "State", "compare", "is_money"]

State: TypeAlias = Literal["figure", "claim", "words", "missing", "date", "rank", "several", "question"]

_POINT = "个百分点"
_SPANS = frozenset(("年", "季度", "季", "月", "个月", "周", "日", "天", "学期", "学年", "小时"))
_A_LEAP_YEAR = 2024
"""Where neither side has a year: any year with a 29 February counts the same days."""
SLIP_LOW, SLIP_HIGH = Fraction(3000), Fraction(30000)
"""A figure of money that is so many times its target, or so small a part of it, may be a slip between 元 and 万元."""


@frozen
class Comparison:
    """What an actual value is worth beside a target.

    ``state`` ``figure``: ``value`` is the actual in the target's unit. ``rank``: ``value`` is the place. ``date``:
    ``value`` is the number of days late (0 or less: in time). ``claim`` and ``words``: stated, not shown; ``missing``;
    ``several``: several figures, none picked; ``question``: cannot be compared before somebody has answered the
    ``problems``. In all of these ``value`` is None.
    """

    value: Fraction | None
    state: State
    remarks: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = field(default=(), eq=False)


@define
class _Desk:
    """What one comparison works with and has found."""

    target: Target
    actual: Actual
    units: Units
    year: int | None = None
    remarks: list[str] = field(factory=list)
    problems: list[Problem] = field(factory=list)

    def say(self, code: str, **params: object) -> None:
        given = {"text": self.actual.text.strip() or str(self.actual), "target": str(self.target), **params}
        self.problems.append(problem(code, params=given))

    def ask(self, code: str, **params: object) -> Comparison:
        self.say(code, **params)
        return self.end(None, "question")

    def end(self, value: Fraction | None, state: State) -> Comparison:
        return Comparison(value, state, tuple(self.remarks), tuple(self.problems))


def compare(target: Target, actual: Actual, *, language: Language | None = None, year: int | None = None) -> Comparison:
    """Compare an actual value with its target. Never raises; what cannot be compared says why.

    ``year`` is the table's: a date without a year is of it. Without it, a date with a year is not compared with one
    that has none.
    """
    if language is None:
        from .language import default_language

        language = default_language()
    desk = _Desk(target, actual, language.units, year)
    early = _without_figure(desk)
    if early is not None:
        return early
    match target:
        case Bound(unit=unit, value=value):
            return _figure(desk, unit, value)
        case Range(unit=unit, low=low, high=high):
            return _figure(desk, unit, high or low)
        case Reference(offset_unit=unit):
            return _figure(desk, None if unit == _POINT else unit, None)
        case Change():
            return _change(desk, target)
        case Rank():
            return _rank(desk, target)
        case Deadline() | Period():
            return _date(desk, target)
        case Words() | AllOf() | AnyOf() | Unclear():
            return desk.end(None, "words" if actual.claim is None else "claim")


def _without_figure(desk: _Desk) -> Comparison | None:
    """Settle what gives no figure: missing, unclear, several, claims, words, signs."""
    actual = desk.actual
    if actual.missing:
        return desk.end(None, "missing")
    if actual.unclear is not None:
        return desk.ask("A341")
    if isinstance(desk.target, Unclear):
        return desk.ask("A340", wanted="能识别的目标")
    if actual.parts:
        desk.say("A319", count=len(actual.parts))
        return desk.end(None, "several")
    if actual.words is not None:
        return desk.end(None, "words")
    has_figure = actual.value is not None or actual.low is not None or actual.rank is not None
    if not has_figure and actual.date is None and actual.period is None:
        return desk.end(None, "claim")
    if actual.sign is not None and not isinstance(desk.target, Words):
        desk.say("A331")
        return desk.end(None, "claim")
    return None


# --- figures ------------------------------------------------------------------------------------------------------


def _figure(desk: _Desk, unit: str | None, size: Decimal | None) -> Comparison:
    actual = desk.actual
    if actual.low is not None:
        return desk.ask("A339")
    if actual.value is None:
        return desk.ask("A340", wanted="数")
    if any(p.code == "A312" for p in actual.problems):
        return desk.ask("A349")
    value = Fraction(actual.value)
    converted = _in_unit(desk, value, actual.unit, unit, size)
    if converted is None:
        return desk.end(None, "question")
    if actual.sense == "decrease" and isinstance(desk.target, Bound | Range | Reference):
        desk.say("A338", wanted="增长或水平", sense="下降")
        converted = -converted
    elif actual.sense == "increase":
        desk.remarks.append("实际完成值写的是增长，按增长的数比较")
    if actual.approx:
        desk.say("A332")
    if size is not None and converted and size and _slipped(desk, converted, Fraction(size), actual.unit, unit):
        return desk.ask("A334")
    return desk.end(converted, "figure")


def _slipped(desk: _Desk, value: Fraction, size: Fraction, own: str | None, unit: str | None) -> bool:
    """Tell whether the two differ some ten thousand times, as 元 and 万元 do."""
    wanted = unit or own
    if wanted is not None and not is_money(desk.units, wanted):
        return False
    ratio = abs(value / size)
    return SLIP_LOW <= ratio <= SLIP_HIGH or SLIP_LOW <= 1 / ratio <= SLIP_HIGH


def is_money(units: Units, unit: str) -> bool:
    """Tell whether ``unit`` is one of money, alone or by something else (元/亩)."""
    family = units.family(unit)
    return family == "金额" or (isinstance(family, tuple) and family[0] == "金额")


def _in_unit(desk: _Desk, value: Fraction, own: str | None, unit: str | None, size: Decimal | None) -> Fraction | None:
    """Return ``value`` in the target's ``unit``; None with a problem said where that cannot be told."""
    if own == unit:
        return value
    if own is None:
        assert unit is not None
        return _bare(desk, value, unit, size)
    if unit is None:
        if own in ("%", "‰", _POINT) and isinstance(desk.target, Bound | Range):
            desk.say("A344")
            return None
        if not isinstance(desk.target, Reference):
            desk.remarks.append(f"目标没有写单位，按实际完成值的“{own}”比较")
        return value
    if {own, unit} in ({"%", _POINT}, {"‰", _POINT}):
        desk.say("A337")
        return None
    exact = desk.units.convert(value, own, unit)
    if exact is not None:
        desk.remarks.append(f"{plain_ratio(value)}{own} = {plain_ratio(exact)}{unit}")
        return exact
    return _near(desk, value, own, unit)


def _bare(desk: _Desk, value: Fraction, unit: str, size: Decimal | None) -> Fraction | None:
    """A figure without a unit takes the target's; 0.96 beside ≥97% is asked about."""
    ratio_like = unit in ("%", "‰") and size is not None and size.copy_abs() > 1 and 0 < abs(value) <= 1
    if ratio_like:
        desk.say("A333", percent=plain_ratio(value * 100))
        return None
    desk.remarks.append(f"实际完成值没有写单位，按目标的“{unit}”处理")
    return value


def _near(desk: _Desk, value: Fraction, own: str, unit: str) -> Fraction | None:
    """Units that do not convert but may well count the same: 个 for 家, 万 for 万元, 次 for 次/年."""
    units = desk.units
    if own in units.scales and units.unit(unit.split("/", maxsplit=1)[0]) is not None:
        scale = units.unit(own)
        base = units.unit(unit.split("/", maxsplit=1)[0])
        if scale is not None and base is not None and unit.startswith(own):
            desk.remarks.append(f"实际完成值的单位“{own}”按目标的“{unit}”处理")
            return value
    if unit in units.scales and own.startswith(unit):
        desk.remarks.append(f"目标的单位“{unit}”按实际完成值的“{own}”处理")
        return value
    if "/" in unit and "/" not in own:
        return _without_per(desk, value, own, unit)
    if units.counts(own) and units.counts(unit):
        mine, theirs = units.unit(own), units.unit(unit)
        if mine is not None and theirs is not None:
            desk.say("A336", unit=own, wanted=unit)
            return value * mine.factor / theirs.factor
    desk.say("A335", unit=own, wanted=unit)
    return None


def _without_per(desk: _Desk, value: Fraction, own: str, unit: str) -> Fraction | None:
    head, per = unit.split("/", 1)
    exact = value if head == own else desk.units.convert(value, own, head)
    if exact is None:
        desk.say("A335", unit=own, wanted=unit)
        return None
    if per == "年":
        desk.remarks.append(f"实际完成值没有写“每年”，按全年的数处理，与“{unit}”相同")
        return exact
    desk.say("A343", per=per, wanted=unit, whole="，不知道是不是全年的数" if per in _SPANS else "")
    return None


# --- changes, ranks, dates ----------------------------------------------------------------------------------------


def _change(desk: _Desk, target: Change) -> Comparison:
    actual = desk.actual
    stated = actual.change
    value, unit, sense, base = actual.value, actual.unit, actual.sense, actual.base
    if stated is not None:
        value, unit, sense, base = stated.value, stated.unit, stated.sense, stated.base
    if value is None or (stated is None and actual.level):
        return desk.ask("A340", wanted="增减的数")
    if any(p.code == "A312" for p in actual.problems):
        return desk.ask("A349")
    if sense is None and value < 0 and target.sense == "decrease":
        return desk.ask("A350")
    exact = _in_unit(desk, Fraction(value), unit, target.unit, target.value)
    if exact is None:
        return desk.end(None, "question")
    words = {"increase": "增长", "decrease": "下降"}
    if sense is None:
        desk.remarks.append(f"实际完成值没有写增减，按{words[target.sense]}处理")
    elif sense != target.sense:
        desk.say("A338", wanted=words[target.sense], sense=words[sense])
        exact = -exact
    if base is not None and target.base is not None and not _same_base(base, target.base):
        desk.say("A347")
    if actual.approx:
        desk.say("A332")
    return desk.end(exact, "figure")


def _same_base(a: str, b: str) -> bool:
    return _base(a) == _base(b)


def _base(text: str) -> str:
    bare = text.replace("上一年", "上年").replace("去年", "上年").replace("年度", "年")
    return bare.removesuffix("同期").removesuffix("水平")


def _rank(desk: _Desk, target: Rank) -> Comparison:
    actual = desk.actual
    place = actual.rank
    if place is None:
        if (
            actual.value is not None
            and actual.unit in (None, "位", "名", "名次", "位次")
            and actual.value == int(actual.value)
        ):
            desk.remarks.append("实际完成值按名次处理")
            return desk.end(Fraction(actual.value), "rank")
        return desk.ask("A340", wanted="名次")
    if place.op is not None:
        desk.say("A331")
        return desk.end(None, "claim")
    if place.scope is not None and target.scope is not None and place.scope != target.scope:
        return desk.ask("A346")
    return desk.end(Fraction(place.value), "rank")


def _date(desk: _Desk, target: Deadline | Period) -> Comparison:
    """Count the days late; a year that one side leaves out is the table's, or is asked for."""
    actual = desk.actual
    done = actual.date or (actual.period[1] if actual.period is not None else None)
    if done is None:
        return desk.ask("A340", wanted="时间")
    limit = target.date if isinstance(target, Deadline) else target.end
    sign = target.op if isinstance(target, Deadline) else "<="
    if limit.startswith("--") != done.startswith("--"):
        if desk.year is None:
            return desk.ask("A342")
        side = "目标" if limit.startswith("--") else "实际完成值"
        desk.remarks.append(f"{side}没有写年份，按{desk.year}年处理")
    year = desk.year if desk.year is not None else _A_LEAP_YEAR
    bound = _days(limit, year)[1]
    first, last = _days(done, year)
    late, soonest = (last - bound).days, (first - bound).days
    if sign == ">=":
        late, soonest = (bound - first).days, (bound - last).days
    if late > 0 >= soonest:
        return desk.ask("A340", wanted="到日的时间")
    if soonest > 0 and first != last:
        return desk.ask("A348")
    desk.remarks.append("按期" if late <= 0 else f"逾期 {late} 天")
    return desk.end(Fraction(late), "date")


def _days(text: str, year: int) -> tuple[date, date]:
    """Return the first and last day of ``2024-12-05``, ``2024-12`` or ``2024``; ``--12-05`` is of ``year``."""
    bare = text.startswith("--")
    parts = [int(p) for p in (text[2:] if bare else text).split("-")]
    if not bare:
        year = parts.pop(0)
    if not parts:
        return date(year, 1, 1), date(year, 12, 31)
    length = monthrange(year, parts[0])[1]
    first = parts[1] if len(parts) > 1 else 1
    last = parts[1] if len(parts) > 1 else length
    return date(year, parts[0], min(first, length)), date(year, parts[0], min(last, length))


def size_text(value: Decimal, unit: str | None) -> str:
    """Return a figure with its unit."""
    return plain(value) + (unit or "")
