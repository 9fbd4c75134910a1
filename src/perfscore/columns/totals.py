"""From the rows of a table to its total, range and grade, for whole columns of tables.

The sums are those of :mod:`perfscore.evaluation.aggregate`: scores rounded row by row, with the shares of goals and the
weights of blocks, rescaled where rows do not apply and the scheme says so. A plan that does anything else to its total
has no such form and is scored table by table.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import Any

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from ..base.exact import HALF_EVEN, HALF_UP, as_fraction
from ..base.exact import total as total_of
from ..evaluation.absent import two_places
from ..planning import Plan
from ..planning.shares import SUMS, block_factors, goal_factors
from .integers import LARGEST
from .kernel import Bools, Longs
from .patterns import Pattern

__all__ = ["Sums", "grade_of", "summable", "sums_of"]


def summable(plan: Plan) -> bool:
    """Say whether totals of this plan are sums of scores that were rounded row by row."""
    scheme = plan.scheme
    lows = [g.low for g in scheme.grades]
    return (
        scheme.aggregation.method in SUMS
        and plan.rounding.site == "三级指标得分"
        and not scheme.aggregation.caps
        and lows == sorted(lows, reverse=True)
        and not any(r.indicator.formula for r in plan.rows)
    )


@frozen
class Sums:
    """How the scores of a pattern add up: ``Σ score·weight · top / bottom``, in units.

    ``rounded`` says that the sum is rounded once more, to ``places`` (the scheme's), else it is exact. ``full`` are the full
    marks, ``grades`` the least totals of the grades from low to high (units), None where no grade is given.
    """

    weights: tuple[int, ...]
    top: int
    bottom: int
    rounded: bool
    mode: str
    step: int
    full: Decimal
    grades: tuple[int, ...] | None

    @property
    def simple(self) -> bool:
        """Say whether scores are just added."""
        return not self.rounded

    def settle(self, sums: Longs) -> Longs:
        """Return totals from weighted sums."""
        if not self.rounded:
            return sums
        top, bottom = sums * self.top, self.bottom * self.step
        if self.mode == HALF_UP:
            whole = (2 * top + bottom) // (2 * bottom)
        else:
            whole = top // bottom
            if self.mode == HALF_EVEN:
                twice = 2 * (top - whole * bottom)
                whole += (twice > bottom) | ((twice == bottom) & (whole % 2 == 1))
        return whole * self.step

    def grade(self, totals: Longs, out: NDArray[np.int8]) -> NDArray[np.int8]:
        """Return the number of the grade from the lowest, 1 upwards; 0 where there is none."""
        bands = self.grades or ()
        if not bands:
            out[:] = 0
        for n, least in enumerate(bands):
            reached = np.greater_equal(totals, least)
            np.add(out, reached, out=out, casting="unsafe") if n else np.copyto(out, reached, casting="unsafe")
        return out


def sums_of(plan: Plan, pattern: Pattern, places: int) -> Sums | None:
    """Return how the scores add up; None where the sums could need more than 64 bits."""
    scheme = plan.scheme
    goals, blocks = goal_factors(plan.table, scheme), block_factors(scheme)
    one = Fraction(1)
    shares = [goals.get(r.id, one) * blocks.get(r.indicator.path[0], one) for r in plan.rows]
    plain = not goals and not blocks
    worth = sum((as_fraction(p) * s for p, s in zip(pattern.points, shares, strict=True)), Fraction(0))
    full = total_of(pattern.points) if plain else two_places(worth)
    factor = _rescale(full, any(pattern.absent), plan)
    shown = full if factor == 1 else two_places(as_fraction(full) * factor)
    by = lcm(*(s.denominator for s in shares)) if shares else 1
    weights = tuple(int(s * by) for s in shares)
    step = 10 ** (places - plan.rounding.places)
    rounded = not plain or factor != 1
    top, bottom = factor.numerator, factor.denominator * by
    most = sum(4 * _units(r.indicator.max_score + p, places) * w for r, p, w in _zip(plan, pattern, weights))
    if 2 * most * top + 2 * bottom * step > LARGEST:
        return None
    graded = bool(scheme.grades) and shown == scheme.full_score
    grades = tuple(_ceiling(g.low, places) for g in reversed(scheme.grades)) if graded else None
    return Sums(weights, top, bottom, rounded, plan.rounding.mode, step, shown, grades)


def _zip(plan: Plan, pattern: Pattern, weights: Sequence[int]) -> Any:
    return zip(plan.rows, pattern.points, weights, strict=True)


def _rescale(full: Decimal, absent: bool, plan: Plan) -> Fraction:
    """As :func:`perfscore.evaluation.aggregate` does: rows that do not apply, or a table without budget execution."""
    goal = plan.scheme.full_score
    short = plan.table.execution_points is None and full < goal
    if not full or full == goal:
        return Fraction(1)
    for applies, choice in ((absent, "不适用"), (short and not absent, "九十分表")):
        if applies and plan.conventions.value(choice) == "折算":
            return as_fraction(goal) / as_fraction(full)
    return Fraction(1)


def _units(value: Decimal, places: int) -> int:
    return int(as_fraction(value) * 10**places) + 1


def _ceiling(value: Decimal, places: int) -> int:
    exact = as_fraction(value) * 10**places
    return int(-(-exact.numerator // exact.denominator))


def grade_of(
    sums: Sums, low: Longs | None, high: Longs | None, total: Longs, settled: Bools | None
) -> NDArray[np.int8]:
    """Return the grade by its number from the lowest, 1 upwards; 0 where there is none or two are possible."""
    out = np.empty(len(total), np.int8)
    sums.grade(total, out)
    if settled is not None and low is not None and high is not None and sums.grades is not None:
        waits = np.flatnonzero(~settled)
        worst, best = (sums.grade(end[waits], np.empty(len(waits), np.int8)) for end in (low, high))
        out[waits] = np.where(worst == best, worst, 0)
    return out
