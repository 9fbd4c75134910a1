"""What a clause gives for a row: points, or a wait for a person."""

from __future__ import annotations

from fractions import Fraction

from ..base.exact import quotient
from ..base.problem import Problem
from ..base.values import frozen
from ..curves.segments import number

__all__ = ["Outcome", "points_text", "scored", "waiting"]


def points_text(value: Fraction) -> str:
    """Print points exactly; a periodic figure to four places behind ≈."""
    text = number(value) or "0"
    return text if "/" not in text else "≈" + str(quotient(value.numerator, value.denominator, 4))


@frozen
class Outcome:
    """What a clause gives for a row: exactly ``num``/``den`` 分 (den > 0), not rounded.

    Where ``pending`` is set a person decides between ``low`` and ``high`` (分) and num/den is 0/1; otherwise both are
    the score. ``met`` says whether the row's target is met, None where that is not known from the inputs.
    """

    num: int
    den: int
    met: bool | None
    pending: Problem | None
    low: Fraction | None
    high: Fraction | None

    @property
    def points(self) -> Fraction | None:
        """The score in 分; None while pending."""
        return None if self.pending is not None else Fraction(self.num, self.den)


def scored(points: Fraction, met: bool | None) -> Outcome:
    """Return the outcome of exactly so many points (分)."""
    return Outcome(points.numerator, points.denominator, met, None, points, points)


def waiting(reason: Problem, low: Fraction, high: Fraction, met: bool | None = None) -> Outcome:
    """Return the outcome of a row that a person scores between ``low`` and ``high`` (分)."""
    return Outcome(0, 1, met, reason, low, high)
