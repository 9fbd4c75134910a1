"""Sums of a table from its rows' verdicts: directly where the scheme says no more than to add up."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple, Protocol

from attrs import frozen

from ..base.exact import plain, scaled, total
from ..evaluation.values import Outcome
from ..planning import Plan
from ..planning.shares import SUMS, block_factors, goal_factors
from .memory import Memory

__all__ = ["Part", "Settled", "Sum", "Summing"]


class Part(Protocol):
    """What a row adds to a sum: a verdict, or a score that figures settled."""

    @property
    def outcome(self) -> Outcome: ...
    @property
    def score(self) -> Decimal | None: ...
    @property
    def low(self) -> Decimal: ...
    @property
    def high(self) -> Decimal: ...


class Settled(NamedTuple):
    """A score that is its own range (分)."""

    outcome: Outcome
    score: Decimal
    low: Decimal
    high: Decimal


@frozen
class Sum:
    """What a table comes to (分)."""

    total: Decimal
    low: Decimal
    high: Decimal
    settled: bool
    grade: str | None
    full_score: Decimal


class Summing:
    """How the rows of a plan are put together.

    ``plain`` says that scores rounded row by row are just added: no goals or weights, means, caps, rescaling.
    ``bands`` are the grades, high to low, with their limits in units of the last place; None where there is no grade.
    """

    def __init__(self, plan: Plan) -> None:
        scheme = plan.scheme
        self.places = plan.rounding.places
        short = plan.table.execution_points is None and plan.full_score < scheme.full_score
        self.plain = (
            scheme.aggregation.method in SUMS
            and not goal_factors(plan.table, scheme)
            and not block_factors(scheme)
            and plan.rounding.site == "三级指标得分"
            and not scheme.aggregation.caps
            and not (short and plan.conventions.value("九十分表") == "折算")
        )
        graded = bool(scheme.grades) and plan.full_score == scheme.full_score
        self._scheme = scheme
        self._full_score = plan.full_score
        self.texts: Memory[Decimal, str] = Memory(2048)
        self.bands: tuple[tuple[str, Decimal], ...] | None = None
        if graded:
            self.bands = tuple((g.name, _units(g.low, self.places)) for g in scheme.grades)

    def of(self, verdicts: Sequence[Part]) -> Sum:
        """Add up the verdicts of a plain plan in which every row applies."""
        settled = all(v.outcome == "scored" for v in verdicts)
        score = self.shown(total(v.score for v in verdicts if v.score is not None))
        low, high = (self.shown(total(v.low for v in verdicts)), self.shown(total(v.high for v in verdicts)))
        grade = None
        if self.bands is not None:
            worst, best = (score, score) if settled else (low, high)
            worst_grade = self._scheme.grade_of(worst)
            grade = worst_grade if worst_grade == self._scheme.grade_of(best) else None
        return Sum(score, low, high, settled, grade, self._full_score)

    def settled(self, units: Decimal | int) -> Settled:
        """Return a score in units of the last place as a part of a sum."""
        score = scaled(int(units), self.places) if units == int(units) else self.points(Decimal(units))
        return Settled("scored", score, score, score)

    def points(self, units: Decimal) -> Decimal:
        """Return points (分) from units of the last place."""
        n, d = units.as_integer_ratio()
        more = max(0, -int(units.as_tuple().exponent))
        return scaled(n * 10**more // d, self.places + more)

    def text(self, units: Decimal) -> str:
        """Print a score in units of the last place as points (分)."""
        found = self.texts.get(units)
        if found is None:
            found = plain(self.points(units))
            self.texts.put(units, found)
        return found

    def units(self, value: Decimal) -> Decimal:
        """Return points (分) in units of the last place."""
        return _units(value, self.places)

    def shown(self, value: Decimal) -> Decimal:
        """Return a sum with at least the places scores are rounded to."""
        places = max(self.places, -int(value.as_tuple().exponent))
        n, d = value.as_integer_ratio()
        return scaled(n * 10**places // d, places)


def _units(value: Decimal, places: int) -> Decimal:
    n, d = value.as_integer_ratio()
    n, more = n * 10**places, max(0, -int(value.as_tuple().exponent))
    return scaled(n * 10**more // d, more) if n % d else Decimal(n // d)
