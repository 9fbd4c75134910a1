"""Measures that count: how late something was, a rank, faults, the items of a checklist that are met."""

from __future__ import annotations

from fractions import Fraction

from attrs import field

from ..base.problem import problem
from ..base.values import frozen
from .inputs import Inputs, Pair, Undefined, as_pair, missing
from .numbers import equals, figure

__all__ = ["Count", "Late", "Listed", "Rank"]


@frozen
class Late:
    """逾期: how late something was, in ``unit`` of time; in time counts as 0."""

    unit: str = "天"
    name: str = field(default="逾期", eq=False)

    @property
    def axis(self) -> str:
        """How x is printed."""
        return self.unit

    def measure(self, inputs: Inputs) -> Pair | Undefined:
        """Return how late it was."""
        if inputs.days is None:
            return missing(f"逾期时间（{self.unit}）")
        return as_pair(max(inputs.days, Fraction(0)))

    def formula(self, inputs: Inputs, x: Fraction) -> str:  # noqa: ARG002
        """Return the time with its unit."""
        return "未逾期" if x == 0 else f"{self.name} {figure(x, self.unit)}"


@frozen
class Rank:
    """名次: 1 is first."""

    name: str = field(default="名次", eq=False)
    axis: str = field(default="名", init=False)

    def measure(self, inputs: Inputs) -> Pair | Undefined:
        """Return the rank."""
        if inputs.rank is None:
            return missing("名次")
        if inputs.rank < 1:
            return Undefined("negative", problem("C475", target="第1名", actual=f"第{inputs.rank}名"))
        return inputs.rank, 1

    def formula(self, inputs: Inputs, x: Fraction) -> str:  # noqa: ARG002
        """Return the rank."""
        return f"第 {figure(x, None)} 名"


@frozen
class Count:
    """Faults counted: Σ weight·count over the faults of the clause (weights in 分; one fault of weight 1: the count).

    ``once`` marks the faults that count at most once; ``most`` limits what each of them costs together, in 分.
    """

    weights: tuple[Fraction, ...] = (Fraction(1),)
    names: tuple[str, ...] = field(default=("",), eq=False)
    once: tuple[bool, ...] = (False,)
    most: tuple[Fraction | None, ...] = (None,)
    unit: str = field(default="次", eq=False)
    name: str = field(default="次数", eq=False)

    @property
    def axis(self) -> str:
        """How x is printed."""
        return self.unit if len(self.weights) == 1 else "分"

    def counts(self, inputs: Inputs) -> tuple[Fraction | None, ...]:
        """Return the number of each fault; None where it is not known."""
        if inputs.counts:
            given = [None if c is None else Fraction(c) for c in inputs.counts[: len(self.weights)]]
            return (*given, *[None] * (len(self.weights) - len(given)))
        if len(self.weights) == 1 or inputs.count == 0:
            return (inputs.count,) * len(self.weights)
        return (None,) * len(self.weights)

    def measure(self, inputs: Inputs) -> Pair | Undefined:
        """Return the count, or for several faults the points they cost."""
        total = Fraction(0)
        rows = zip(self.counts(inputs), self.weights, self.once, self.most, self.names, strict=True)
        for n, weight, once, most, name in rows:
            if n is None:
                return missing(f"次数（{name}）" if name else "次数")
            if n < 0:
                return Undefined("negative", problem("C475", target="0", actual=figure(n, None)))
            cost = (min(n, Fraction(1)) if once else n) * weight
            total += cost if most is None else min(cost, most)
        return as_pair(total)

    def formula(self, inputs: Inputs, x: Fraction) -> str:
        """Return the counts."""
        if len(self.weights) == 1:
            label = f"每{self.names[0]}：" if self.names[0] else ""
            return f"{label}{figure(x, None)} {self.unit}"
        parts = [
            f"{name or '第' + str(i) + '种'} {figure(n, None)}×{figure(w, '分')}"
            for i, (n, w, name) in enumerate(zip(self.counts(inputs), self.weights, self.names, strict=True), 1)
            if n
        ]
        return f"扣分合计 = {' + '.join(parts) or '0'}{equals(x, '分')}"


@frozen
class Listed:
    """A checklist: the points of the items that are met (分)."""

    items: tuple[tuple[str, Fraction], ...]
    name: str = field(default="符合要素得分", eq=False)
    axis: str = field(default="分", init=False)

    def measure(self, inputs: Inputs) -> Pair | Undefined:
        """Return the points of the met items; every item must be known."""
        unknown = [i for i in range(1, len(self.items) + 1) if i not in inputs.checklist]
        if unknown:
            return missing("要素" + "、".join(map(str, unknown)) + "是否符合")
        met = (points for i, (_, points) in enumerate(self.items, 1) if inputs.checklist[i])
        return as_pair(sum(met, Fraction(0)))

    def formula(self, inputs: Inputs, x: Fraction) -> str:
        """Return the items that are met."""
        met = [f"第{i}项 {figure(p, None)}" for i, (_, p) in enumerate(self.items, 1) if inputs.checklist.get(i)]
        return f"符合要素：{' + '.join(met)}{equals(x, '分')}" if met else "没有符合的要素"
