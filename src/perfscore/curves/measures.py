"""Measures: from the inputs of a row to an exact pair N/D (D > 0), or a named reason why there is none.

Ratios are stored with 1 = 100 %. A ratio measure requires a target above 0 and an actual of at least 0: ``≥-2%``
against −3 % is 未完成 without a ratio, and a target of 0 has a rule of its own in the scheme. What is counted rather than
measured stands in :mod:`.tallies`.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Protocol

from attrs import field

from ..base.problem import problem
from ..base.values import frozen
from .inputs import Inputs, Pair, Undefined, as_pair, missing
from .numbers import equals, figure
from .tallies import Count, Late, Listed, Rank

__all__ = [
    "AbsDeviation",
    "Completion",
    "Count",
    "Deviation",
    "Evaluable",
    "Excess",
    "Late",
    "Listed",
    "Measure",
    "Named",
    "RangeFit",
    "Rank",
    "ReverseRatio",
    "Undefined",
    "Value",
    "per_unit",
]


def per_unit(unit: str | None) -> int | None:
    """Return what a figure in this unit is divided by to become a ratio; None where it is no ratio."""
    return {"%": 100, "‰": 1000, "个百分点": 100, "比例": 1}.get(unit or "")


def _both(inputs: Inputs, unit: str | None, *, signed: bool = False) -> tuple[Fraction, Fraction] | Undefined:
    """Return actual and target for a ratio, or why there is none; ``signed`` lets the actual be below 0."""
    a, t = inputs.actual, inputs.target
    if a is None:
        return missing("实际完成值")
    if t is None:
        return missing("指标值或参照值")
    if t == 0:
        return Undefined("zero_target", problem("C474", actual=figure(a, unit)))
    if t < 0 or (a < 0 and not signed):
        return Undefined("negative", problem("C475", target=figure(t, unit), actual=figure(a, unit)))
    return a, t


@frozen
class Completion:
    """完成率 = a ÷ t. ``signed`` where the clause itself says what a rate below 0 gives (实际完成值小于0的不得分)."""

    unit: str | None = None
    signed: bool = False
    name: str = field(default="完成率", eq=False)
    axis: str = field(default="%", init=False)

    def measure(self, inputs: Inputs) -> Pair | Undefined:
        """Return a/t."""
        got = _both(inputs, self.unit, signed=self.signed)
        return got if isinstance(got, Undefined) else as_pair(got[0] / got[1])

    def formula(self, inputs: Inputs, x: Fraction) -> str:
        """Return the formula with the numbers put in."""
        a, t = figure(inputs.actual, self.unit), figure(inputs.target, self.unit)
        return f"{self.name} = {a} ÷ {t}{equals(x, '%')}"


@frozen
class ReverseRatio:
    """反向完成率 = t ÷ a, and 1 where a does not exceed t (the target is kept)."""

    unit: str | None = None
    name: str = field(default="目标÷实际", eq=False)
    axis: str = field(default="%", init=False)

    def measure(self, inputs: Inputs) -> Pair | Undefined:
        """Return t/a, at most 1."""
        got = _both(inputs, self.unit)
        if isinstance(got, Undefined):
            return got
        return (1, 1) if got[0] <= got[1] else as_pair(got[1] / got[0])

    def formula(self, inputs: Inputs, x: Fraction) -> str:
        """Return the formula with the numbers put in."""
        a, t = figure(inputs.actual, self.unit), figure(inputs.target, self.unit)
        if x == 1:
            return f"实际 {a} 未超过目标 {t}，按 100% 计"
        return f"{self.name} = {t} ÷ {a}{equals(x, '%')}"


@frozen
class Deviation:
    """偏差率 = (a − t) ÷ t."""

    unit: str | None = None
    name: str = field(default="偏差率", eq=False)
    axis: str = field(default="%", init=False)

    def measure(self, inputs: Inputs) -> Pair | Undefined:
        """Return (a − t)/t."""
        got = _both(inputs, self.unit)
        return got if isinstance(got, Undefined) else as_pair((got[0] - got[1]) / got[1])

    def formula(self, inputs: Inputs, x: Fraction) -> str:
        """Return the formula with the numbers put in."""
        a, t = figure(inputs.actual, self.unit), figure(inputs.target, self.unit)
        return f"{self.name} = ({a} − {t}) ÷ {t}{equals(x, '%')}"


@frozen
class AbsDeviation:
    """偏离率 = |a − t| ÷ t."""

    unit: str | None = None
    name: str = field(default="偏离率", eq=False)
    axis: str = field(default="%", init=False)

    def measure(self, inputs: Inputs) -> Pair | Undefined:
        """Return |a − t|/t."""
        got = _both(inputs, self.unit)
        return got if isinstance(got, Undefined) else as_pair(abs(got[0] - got[1]) / got[1])

    def formula(self, inputs: Inputs, x: Fraction) -> str:
        """Return the formula with the numbers put in."""
        a, t = figure(inputs.actual, self.unit), figure(inputs.target, self.unit)
        return f"{self.name} = |{a} − {t}| ÷ {t}{equals(x, '%')}"


@frozen
class Excess:
    """差额 = a − t, in the target's unit; of percentages as 个百分点 (stored with 1 = 100 个百分点)."""

    unit: str | None = None
    name: str = field(default="差额", eq=False)

    @property
    def axis(self) -> str:
        """How x is printed."""
        return "个百分点" if per_unit(self.unit) else self.unit or ""

    def measure(self, inputs: Inputs) -> Pair | Undefined:
        """Return a − t."""
        if inputs.actual is None:
            return missing("实际完成值")
        if inputs.target is None:
            return missing("指标值或参照值")
        return as_pair((inputs.actual - inputs.target) / (per_unit(self.unit) or 1))

    def formula(self, inputs: Inputs, x: Fraction) -> str:
        """Return the formula with the numbers put in."""
        a, t = figure(inputs.actual, self.unit), figure(inputs.target, self.unit)
        return f"{self.name} = {a} − {t}{equals(x, self.axis)}"


@frozen
class Value:
    """The actual value itself, in ``unit``; percentages as ratios. ``ratio`` requires the actual to be one."""

    unit: str | None = None
    ratio: bool = False
    name: str = field(default="实际值", eq=False)

    @property
    def axis(self) -> str:
        """How x is printed."""
        return "%" if self.ratio or per_unit(self.unit) else self.unit or ""

    def measure(self, inputs: Inputs) -> Pair | Undefined:
        """Return the actual value."""
        a = inputs.actual
        if a is None:
            return missing("实际完成值")
        unit = self.unit or inputs.unit
        by = per_unit(unit)
        if self.ratio and by is None:
            return Undefined("unit", problem("C471", unit="%", other=unit or "未注明单位"))
        return as_pair(a / (by or 1))

    def formula(self, inputs: Inputs, x: Fraction) -> str:  # noqa: ARG002
        """Return the value with its unit."""
        return f"{self.name} = {figure(inputs.actual, self.unit or inputs.unit)}"


@frozen
class RangeFit:
    """How far a value keeps to a range: 1 inside [low, high]; a ÷ low below it.

    Above it 1 − (a − high) ÷ high (kept at 0), or high ÷ a where ``ratio``. ``low`` and ``high`` in ``unit``, above 0.
    """

    low: Fraction
    high: Fraction
    ratio: bool
    unit: str | None = None
    name: str = field(default="区间符合率", eq=False)
    axis: str = field(default="%", init=False)

    def measure(self, inputs: Inputs) -> Pair | Undefined:
        """Return the ratio, at most 1."""
        a = inputs.actual
        if a is None:
            return missing("实际完成值")
        if self.low < 0 or self.high <= 0 or a < 0:
            return Undefined("negative", problem("C475", target=self._range(), actual=figure(a, self.unit)))
        if a < self.low:
            return as_pair(a / self.low)
        if a <= self.high:
            return 1, 1
        return as_pair(self.high / a if self.ratio else max(2 - a / self.high, Fraction(0)))

    def _range(self) -> str:
        return f"{figure(self.low, self.unit)}–{figure(self.high, self.unit)}"

    def formula(self, inputs: Inputs, x: Fraction) -> str:
        """Return the formula with the numbers put in."""
        a = inputs.actual
        shown, high = figure(a, self.unit), figure(self.high, self.unit)
        if a is None or self.low <= a <= self.high:
            return f"实际 {shown} 在 {self._range()} 之内，按 100% 计"
        if a < self.low:
            return f"{self.name} = {shown} ÷ {figure(self.low, self.unit)}{equals(x, '%')}"
        if self.ratio:
            return f"{self.name} = {high} ÷ {shown}{equals(x, '%')}"
        return f"{self.name} = 1 − ({shown} − {high}) ÷ {high}{equals(x, '%')}"


class Evaluable(Protocol):
    """A formula over named quantities."""

    def names(self) -> tuple[str, ...]:
        """Return the names it uses, in order."""

    def evaluate(self, values: dict[str, Fraction]) -> Fraction | None:
        """Return the value; None where it divides by 0."""

    def filled(self, values: dict[str, Fraction]) -> str:
        """Return the formula with the numbers put in."""


@frozen
class Named:
    """A formula over quantities the clause names itself; ratios with 1 = 100 %."""

    expression: Evaluable
    unit: str | None = None
    name: str = field(default="比值", eq=False)

    @property
    def axis(self) -> str:
        """How x is printed."""
        return self.unit or "%"

    def _values(self, inputs: Inputs) -> dict[str, Fraction]:
        own = {"实际值": inputs.actual, "目标值": inputs.target}
        return {**inputs.quantities, **{k: v for k, v in own.items() if v is not None}}

    def measure(self, inputs: Inputs) -> Pair | Undefined:
        """Return the value of the formula."""
        values = self._values(inputs)
        absent = [n for n in self.expression.names() if n not in values]
        if absent:
            return missing("、".join(absent))
        got = self.expression.evaluate(values)
        if got is None:
            return Undefined("zero_target", problem("C491", formula=str(self.expression)))
        return as_pair(got)

    def formula(self, inputs: Inputs, x: Fraction) -> str:
        """Return the formula with the numbers put in."""
        return f"{self.name} = {self.expression.filled(self._values(inputs))}{equals(x, self.axis)}"


Measure = (
    Completion
    | ReverseRatio
    | Deviation
    | AbsDeviation
    | Excess
    | Value
    | RangeFit
    | Late
    | Rank
    | Count
    | Listed
    | Named
)
