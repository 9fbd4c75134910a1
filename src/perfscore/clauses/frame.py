"""The axis a clause is computed on: which measure, and where the figures of its conditions lie on it.

==  ====================================================================
V   the actual value itself (percentages as ratios)
C   completion: actual ÷ target
E   difference: actual − target
R   target ÷ actual (越低越好, in proportion)
D   |actual − target| ÷ target
F   how far a value keeps to a range
L   lateness · K rank · N a count · Q a formula over other figures
==  ====================================================================
"""

from __future__ import annotations

from fractions import Fraction

from ..base.problem import Problem, problem
from ..base.values import frozen
from ..curves import AbsDeviation, Completion, Count, Excess, Late, Measure, RangeFit, Rank, ReverseRatio, Value
from ..curves.measures import per_unit
from .numbers import folded
from .values import Within

__all__ = ["Frame", "Refusal", "same_unit", "unit_scale"]

_ONE = Fraction(1)


class Refusal(Exception):
    """A clause that cannot be computed for this row; carries the reason, never leaves the room."""

    def __init__(self, why: Problem) -> None:
        super().__init__(why.code)
        self.why = why


def unit_scale(unit: str | None, other: str | None) -> Fraction | None:
    """Return what a figure in ``unit`` is multiplied by to be in ``other``; None where they do not fit."""
    unit, other = folded(unit), folded(other)
    if unit is None or other is None or unit == other:
        return _ONE
    (big, base), (other_big, other_base) = _scaled(unit), _scaled(other)
    if base == other_base or base == other_base.split("/")[0]:
        return Fraction(big, other_big)
    return None


def _scaled(unit: str) -> tuple[int, str]:
    """Return how many of the bare unit a unit is: 万元 → (10000, 元), 万元/人 → (10000, 元/人)."""
    for prefix, size in (("亿", 100_000_000), ("万", 10_000), ("千", 1000)):
        rest = unit.removeprefix(prefix)
        if rest != unit and rest and rest not in ("米", "克", "瓦时"):
            return size, rest
    return 1, unit


def same_unit(unit: str | None, other: str | None) -> bool:
    """Say whether two units measure the same thing."""
    return unit_scale(unit, other) is not None


@frozen
class Frame:
    """A row as a clause sees it, and the axis chosen. Figures of the target are in its own unit.

    ``options`` holds the answers to open questions of this reading (百分比步长, 完成率, …).
    ``signed`` says that a rule of the clause gives points to a rate below 0.
    """

    points: Fraction
    op: str | None
    unit: str | None
    target: Fraction | None
    band: tuple[Fraction, bool, Fraction, bool] | None
    is_rank: bool
    space: str
    options: tuple[tuple[str, str], ...] = ()
    time_unit: str | None = None
    name: str = ""
    signed: bool = False

    @property
    def ratio(self) -> bool:
        """Say whether the row's own figure is a ratio."""
        return per_unit(self.unit) is not None

    @property
    def per(self) -> int:
        """What a figure in the row's unit is divided by on axis V."""
        return per_unit(self.unit) or 1

    def option(self, question: str) -> str | None:
        """Return the answer this reading gives to an open question."""
        return dict(self.options).get(question)

    def measure(self) -> Measure:
        """Return the measure of the axis."""
        match self.space:
            case "V":
                return Value(self.unit, self.ratio, name=self.name or "实际值")
            case "C":
                return Completion(self.unit, self.signed)
            case "E":
                return Excess(self.unit)
            case "R":
                return ReverseRatio(self.unit)
            case "D":
                return AbsDeviation(self.unit)
            case "L":
                return Late(self.time_unit or "天")
            case "K":
                return Rank()
            case "N":
                return Count((_ONE,), ("",), unit=self.time_unit or "次")
            case "F":
                assert self.band is not None
                return RangeFit(self.band[0], self.band[2], ratio=False, unit=self.unit)
        raise AssertionError(self.space)

    def target_at(self) -> Fraction:
        """Return where the target lies on the axis."""
        match self.space:
            case "C" | "R" | "F":
                return _ONE
            case "E" | "D" | "L" | "N":
                return Fraction(0)
            case _:
                if self.target is None:
                    raise Refusal(problem("C492", what="是否达到目标"))
                return self.target / self.per if self.space == "V" else self.target

    # --- figures ------------------------------------------------------------------------------------------------

    def of_completion(self, c: Fraction) -> Fraction:
        """Return where a completion of ``c`` (1 = the target) lies."""
        match self.space:
            case "C":
                return c
            case "V":
                return c * self._positive_target() / self.per
            case "E":
                return (c - 1) * self._positive_target() / self.per
            case "R" if c > 0:
                return 1 / c
            case _:
                raise self._mixed("完成率")

    def of_value(self, value: Fraction, unit: str | None) -> Fraction:
        """Return where a figure of the clause lies; a percentage in a row whose figure is none is a completion."""
        if self.space in ("L", "K", "N", "D"):
            return value / 100 if self.space == "D" else value
        if not self.ratio and unit == "%":
            return self.of_completion(value / 100)
        scale = unit_scale(unit, self.unit)
        if self.ratio and unit in ("%", "‰", "个百分点", None):
            scale = Fraction(self.per, per_unit(unit) or self.per)
        if scale is None:
            raise Refusal(problem("C471", unit=unit, other=self.unit))
        own = value * scale
        match self.space:
            case "V":
                return own / self.per
            case "E":
                return (own - self._known_target()) / self.per
            case "C":
                return own / self._positive_target()
            case "R" if own:
                return self._positive_target() / own
            case _:
                raise self._mixed("数值")

    def of_distance(self, value: Fraction, unit: str | None, side: int) -> Fraction:
        """Return where a distance from the target (above: side 1, below: −1) lies."""
        if unit == "%" and not (self.ratio and self.option("百分比步长") == "个百分点"):
            return self.of_completion(1 + side * value / 100)
        if self.ratio and unit in ("%", "个百分点"):
            value = value * Fraction(self.per, 100)
        elif (scale := unit_scale(unit, self.unit)) is not None:
            value = value * scale
        else:
            raise Refusal(problem("C471", unit=unit, other=self.unit))
        if self.space == "E":
            return side * value / self.per
        own = self._known_target() + side * value
        return own / self.per if self.space == "V" else self.of_completion(own / self._positive_target())

    def step_size(self, amount: Fraction, unit: str | None, origin: Fraction, *, relative: bool) -> Fraction:
        """Return the width of a step on the axis (always positive for a positive amount)."""
        if self.space in ("L", "K", "N"):
            return amount
        if self.space in ("C", "D", "F", "R"):
            if unit in ("%", "个百分点", None) and not (unit is None and not self.ratio):
                return amount / 100
            scale = unit_scale(unit, self.unit)
            if scale is None:
                raise Refusal(problem("C471", unit=unit, other=self.unit))
            return amount * scale / self._positive_target()
        if self.ratio and unit in ("%", "个百分点", "‰", None):
            width = amount / (per_unit(unit) or self.per)
            if unit == "%" and (relative or self.option("百分比步长") == "相对"):
                width *= abs(self._positive_target() / self.per if self.space == "E" or relative else origin)
            return width
        if unit in ("%", "个百分点"):
            return amount / 100 * self._positive_target()
        scale = unit_scale(unit, self.unit)
        if scale is None:
            raise Refusal(problem("C471", unit=unit, other=self.unit))
        return amount * scale

    def interval(self, w: Within) -> tuple[Fraction | None, bool | None, Fraction | None, bool | None]:
        """Return the interval of a condition on the axis, turned round where the axis runs the other way."""

        def at(value: Fraction | None) -> Fraction | None:
            if value is None:
                return None
            match w.of:
                case "偏离" | "超出" if w.subject and self.option("完成率") == "实际值":
                    return self.of_value(value, w.unit)
                case "完成率":
                    return (
                        self.of_value(value, "%")
                        if self.option("完成率") == "实际值"
                        else self.of_completion(value / 100)
                    )
                case "目标":
                    if value == 1:
                        return self.target_at()
                    return self.of_completion(value)
                case "超出":
                    return self.of_distance(value, w.unit, 1)
                case "低于":
                    return self.of_distance(value, w.unit, -1)
                case _:
                    return self.of_value(value, w.unit)

        low, high = at(w.low), at(w.high)
        turned = (w.of == "低于") != (self.space == "R")
        if turned:
            return high, w.high_closed, low, w.low_closed
        return low, w.low_closed, high, w.high_closed

    def met(self) -> list[tuple[Fraction | None, bool | None, Fraction | None, bool | None]]:
        """Return the intervals where the target is met."""
        if self.band is not None:
            if self.space == "F":
                return [(_ONE, True, None, None)]
            low, low_closed, high, high_closed = self.band
            return [(low / self.per, low_closed, high / self.per, high_closed)]
        at = self.target_at()
        if self.space in ("L", "D", "N"):
            return [(None, None, at, True)]
        if self.space == "R":
            return [(at, True, None, None)]
        match self.op:
            case ">=" | ">":
                return [(at, self.op == ">=", None, None)]
            case "<=" | "<":
                return [(None, None, at, self.op == "<=")]
            case "=":
                return [(at, True, at, True)]
        raise Refusal(problem("C492", what="是否达到目标"))

    def unmet(self) -> list[tuple[Fraction | None, bool | None, Fraction | None, bool | None]]:
        """Return the intervals where the target is not met."""
        low, low_closed, high, high_closed = self.met()[0]
        out: list[tuple[Fraction | None, bool | None, Fraction | None, bool | None]] = []
        if low is not None:
            out.append((None, None, low, not low_closed))
        if high is not None:
            out.append((high, not high_closed, None, None))
        return out

    # --- the target ---------------------------------------------------------------------------------------------

    def _known_target(self) -> Fraction:
        if self.target is None:
            raise Refusal(problem("C480", why="指标值在计分时才知道，不能与写死的数合在一起"))
        return self.target

    def _positive_target(self) -> Fraction:
        target = self._known_target()
        if target <= 0:
            raise Refusal(problem("C474" if target == 0 else "C475", target=str(target), actual="—"))
        return target

    def _mixed(self, what: str) -> Refusal:
        return Refusal(problem("C480", why=f"{what}与其余部分量的不是同一个数"))
