"""汇总: how the scores of rows become the total. Named choices; what a scheme does not name is not applied.

The order is fixed: rows → (不适用) → sum or mean by 方法, goals by their shares → 折算 → 加减分 with limits →
执行率封顶 → 一票否决 → grade. Each stage that a scheme names leaves a step in the notes of the evaluation.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal

from attrs import field

from ..base.exact import plain
from ..base.problem import Place
from ..base.values import frozen

__all__ = ["ABSOLUTE", "GOALS", "METHODS", "RELATIVE", "Aggregation", "CapBand", "Extra", "Extras", "Veto"]

Method = Literal["求和", "加权", "算术平均", "几何平均", "最弱环节"]
METHODS: tuple[str, ...] = ("求和", "加权", "算术平均", "几何平均", "最弱环节")
"""How blocks become the total.

求和: points are added. 加权: each first-level block is scored on its own full marks and counts with its 权重. 算术平均,
几何平均: the mean of score ratios, level by level (rows → second → first level → total), whatever the points.
最弱环节: the lowest score ratio of a row settles the total.
"""
GOALS: tuple[str, ...] = ("合并计分", "按占比")
ABSOLUTE: tuple[str, ...] = ("相加", "待人工认定")
RELATIVE: tuple[str, ...] = ("按资金加权", "简单平均", "待人工认定")
VETO_WAYS: tuple[str, ...] = ("定级", "封顶", "计零")


@frozen
class CapBand:
    """执行率封顶: from ``rate`` (percent, included) up to the next band the total is at most ``cap`` 分."""

    rate: Decimal
    cap: Decimal
    place: Place | None = field(default=None, eq=False)


@frozen
class Extra:
    """One kind of 加分 or 扣分: ``each`` 分 a case (每次; None: as given case by case), at most ``most`` 分."""

    name: str
    sense: str
    each: Decimal | None = None
    most: Decimal | None = None
    place: Place | None = field(default=None, eq=False)


@frozen
class Extras:
    """加减分: limits of all bonuses and all penalties (分), and of the total (None: the scheme's full score)."""

    bonus_most: Decimal | None = None
    penalty_most: Decimal | None = None
    ceiling: Decimal | None = None
    items: tuple[Extra, ...] = ()
    place: Place | None = field(default=None, eq=False)

    def get(self, name: str) -> Extra | None:
        """Return the item of that name, or None."""
        return next((i for i in self.items if i.name == name), None)


@frozen
class Veto:
    """一票否决: a matter that, once found, sets the grade (定级), limits the total (封顶) or makes it 0 (计零)."""

    matter: str
    way: str
    grade: str = ""
    cap: Decimal | None = None
    place: Place | None = field(default=None, eq=False)


@frozen
class Aggregation:
    """All of 汇总. ``weights`` are percents by first-level block; empty texts are choices nobody named."""

    method: str = "求和"
    weights: tuple[tuple[str, Decimal], ...] = ()
    mark: str = ""
    goals: str = ""
    caps: tuple[CapBand, ...] = ()
    extras: Extras | None = None
    vetoes: tuple[Veto, ...] = ()
    absolute: str = ""
    relative: str = ""
    basis: str = ""
    status: str = ""
    place: Place | None = field(default=None, eq=False)

    def to_dict(self) -> dict[str, Any]:
        """Return what the digest covers: only what is stated, so that later choices leave old digests alone."""
        out: dict[str, Any] = {}
        for key, text in (
            ("method", "" if self.method == "求和" else self.method),
            ("mark", self.mark),
            ("goals", self.goals),
            ("absolute", self.absolute),
            ("relative", self.relative),
        ):
            if text:
                out[key] = text
        if self.weights:
            out["weights"] = {name: plain(value) for name, value in self.weights}
        if self.caps:
            out["caps"] = [{"rate": plain(c.rate), "cap": plain(c.cap)} for c in self.caps]
        if self.extras is not None:
            out["extras"] = _extras(self.extras)
        if self.vetoes:
            out["vetoes"] = [
                {"matter": v.matter, "way": v.way, "grade": v.grade, "cap": _opt(v.cap)} for v in self.vetoes
            ]
        return out


def _opt(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)


def _extras(extras: Extras) -> dict[str, Any]:
    return {
        "bonus_most": _opt(extras.bonus_most),
        "penalty_most": _opt(extras.penalty_most),
        "ceiling": _opt(extras.ceiling),
        "items": [{"name": i.name, "sense": i.sense, "each": _opt(i.each), "most": _opt(i.most)} for i in extras.items],
    }
