"""A target in the split columns of some printed tables: 指标性质, 指标值, 度量单位."""

from __future__ import annotations

from ..base.exact import plain
from ..language import Bound, Range, Target
from ..language.readings import OPS, Op
from ..rules.table import EXECUTION, Indicator
from .values import TargetParts

__all__ = ["divided"]


def divided(indicator: Indicator, target: Target, op: str | None) -> TargetParts:
    """Return the columns as the table has them, where it has them; else those of the reading.

    A figure has its sign (``op``, the effective one, where the target wrote none) and its unit; a range has neither
    sign nor nature; everything else is words, which printed tables call 定性.
    """
    if indicator.id == EXECUTION:
        return TargetParts("", indicator.target, "")
    if indicator.nature or indicator.unit:
        return TargetParts(indicator.nature, indicator.target, indicator.unit)
    match target:
        case Bound() if not target.problems:
            sign = target.op or _sign(op)
            return TargetParts("" if sign is None else OPS[sign], plain(target.value), target.unit or "")
        case Range() if not target.problems and target.low_closed and target.high_closed:
            return TargetParts("", f"{plain(target.low)}~{plain(target.high)}", target.unit or "")
        case _:
            return TargetParts("定性" if indicator.target else "", indicator.target, "")


def _sign(op: str | None) -> Op | None:
    match op:
        case ">=" | ">" | "<=" | "<" | "=":
            return op
        case _:
            return None
