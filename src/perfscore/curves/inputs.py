"""What is known of a row when it is scored, and what a measure makes of it: a pair, or why there is none."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from attrs import field

from ..base.problem import Problem, problem
from ..base.values import frozen

__all__ = ["Inputs", "Pair", "Undefined", "as_pair", "missing"]

Pair = tuple[int, int]
"""An exact figure N/D; D > 0."""


def _rational(value: Fraction | Decimal | int | None) -> Fraction | None:
    return None if value is None else Fraction(value)


@frozen
class Inputs:
    """The inputs of one row.

    ``actual`` and ``target`` are figures in the target's unit (90 for 90 %); ``unit`` names the actual's unit where
    the target has none. ``days`` says how late something was, in the unit of time of the clause (0 or less: in time).
    ``count`` is a number of faults; ``counts`` gives it for each fault of a clause that names several, in order.
    ``level`` is 达成, 部分达成, 未达成 or a word of the clause; ``checklist`` says of each item (1, 2, …) whether it is
    met; ``rating`` is what a person gave, in 分; ``share`` the same as a share of the points. ``quantities`` holds
    further figures a formula names. Absent means not known; it is never read as 0.
    """

    actual: Fraction | None = field(default=None, converter=_rational)
    target: Fraction | None = field(default=None, converter=_rational)
    unit: str | None = None
    rank: int | None = None
    days: Fraction | None = field(default=None, converter=_rational)
    count: Fraction | None = field(default=None, converter=_rational)
    counts: tuple[int | None, ...] = ()
    level: str | None = None
    checklist: Mapping[int, bool] = field(factory=dict)
    rating: Decimal | None = None
    share: Fraction | None = field(default=None, converter=_rational)
    quantities: Mapping[str, Fraction] = field(factory=dict)


@frozen
class Undefined:
    """There is no figure, and why; ``kind`` is ``missing``, ``zero_target``, ``negative`` or ``unit``."""

    kind: str
    reason: Problem


def as_pair(value: Fraction) -> Pair:
    """Return a figure as a pair."""
    return value.numerator, value.denominator


def missing(what: str) -> Undefined:
    """Return that ``what`` is not known."""
    return Undefined("missing", problem("C476", what=what))
