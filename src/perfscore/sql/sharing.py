"""Rows that do not apply and pass their points on (同级分配, 分值转移): every pattern of absence, settled beforehand.

Which rows are absent decides what each other row is worth; with few rows that can be absent all patterns are written
out. What a row is worth in a pattern is asked of :func:`~perfscore.evaluation.absent.settle_absent`.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from attrs import frozen

from ..evaluation.absent import settle_absent
from ..evaluation.verdict import Verdict
from ..planning import Plan

__all__ = ["MOST", "Sharing", "sharing_of"]

MOST = 8
"""Most rows that may be absent: their patterns are written out, 256 at most."""


@frozen
class Sharing:
    """``factors[row][pattern]`` is what a receiver's score is multiplied by; ``worth[row][pattern]`` its points (分)."""

    factors: tuple[dict[int, Fraction], ...]
    worth: tuple[tuple[Decimal, ...], ...]

    def full(self, pattern: int) -> Fraction:
        """Return what the whole table is worth in a pattern."""
        return sum((Fraction(w[pattern]) for w in self.worth), Fraction(0))


def sharing_of(plan: Plan, absent: Sequence[int]) -> Sharing:
    """Return what every pattern of absence comes to. Bit j of a pattern is the j-th of the rows that can be absent."""
    zero = Decimal(0)
    there = Verdict("scored", "recomputed", zero, zero, None, zero, zero)
    gone = Verdict("not_applicable", None, None, None, None, zero, zero)
    factors: list[dict[int, Fraction]] = [{} for _ in plan.rows]
    worth: list[list[Decimal]] = [[] for _ in plan.rows]
    for pattern in range(2 ** len(absent)):
        away = {row for bit, row in enumerate(absent) if pattern >> bit & 1}
        verdicts = [gone if n in away else there for n in range(len(plan.rows))]
        judged = settle_absent(plan.rows, verdicts, plan)[0]
        for n, item in enumerate(judged):
            worth[n].append(item.points)
            if item.verdict.steps:
                factors[n][pattern] = Fraction(item.points) / Fraction(plan.rows[n].indicator.max_score)
    return Sharing(tuple(factors), tuple(map(tuple, worth)))
