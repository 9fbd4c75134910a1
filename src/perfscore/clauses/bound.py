"""A clause bound to a row: from the inputs of the row to its points, or to the reason why a person must decide.

Four kinds: :class:`Measured` (a measure and a curve), :class:`Banded` (words, each with its points or its band),
:class:`Checklist` (items that are met or not) and :class:`Judgement` (nothing to compute).
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from attrs import field

from ..base.problem import Problem, problem
from ..base.step import Step
from ..base.values import frozen
from ..curves import Inputs, Listed, Undefined
from ..curves.segments import number
from .measured import Measured, Reading, Yardstick
from .outcome import Outcome, points_text, scored, waiting

__all__ = ["Band", "Banded", "Bound", "Checklist", "Judgement", "Measured", "Outcome", "Reading", "Yardstick"]


@frozen
class Band:
    """One state in words: its points lie from ``low`` to ``high`` (分). ``level`` is 达成, 部分达成 or 未达成 if clear."""

    text: str
    low: Fraction
    high: Fraction
    high_closed: bool
    level: str | None = None

    def holds(self, points: Fraction) -> bool:
        """Say whether a rating lies in the band."""
        return self.low <= points and (
            points < self.high or (points == self.high and (self.high_closed or self.low == self.high))
        )


def _rating(inputs: Inputs, points: Fraction) -> Fraction | None:
    """Return what a person gave, in 分, be it as points or as a share of them."""
    if inputs.rating is not None:
        return Fraction(inputs.rating)
    return None if inputs.share is None else inputs.share * points


@frozen
class Banded:
    """Words, each with its points or a band of points."""

    points: Fraction
    bands: tuple[Band, ...]
    problems: tuple[Problem, ...] = field(default=(), eq=False)

    def band_of(self, level: str | None) -> Band | None:
        """Return the band a stated level names, None where none or several do."""
        if level is None:
            return None
        exact = [b for b in self.bands if b.text == level]
        named = exact or [b for b in self.bands if b.level == level]
        return named[0] if len(named) == 1 else None

    def apply(self, inputs: Inputs) -> Outcome:
        """Return the points of the level, or wait within its band; a rating must lie in the band."""
        band = self.band_of(inputs.level)
        met = {"达成": True, "部分达成": False, "未达成": False}.get((band.level if band else inputs.level) or "")
        if band is None:
            levels = "、".join(f"“{b.text}”" for b in self.bands)
            low = min((b.low for b in self.bands), default=Fraction(0))
            high = max((b.high for b in self.bands), default=self.points)
            if len(self.bands) == 1:
                low, high = Fraction(0), self.points
            return waiting(problem("C478", levels=levels), low, high, met)
        if band.low == band.high:
            return scored(band.low, met)
        rating = _rating(inputs, self.points)
        if rating is None:
            reason = problem("C482", level=band.text, low=points_text(band.low), high=self._high(band))
            return waiting(reason, band.low, band.high, met)
        if not band.holds(rating):
            reason = problem(
                "C479", rating=points_text(rating), level=band.text, low=points_text(band.low), high=self._high(band)
            )
            return waiting(reason, band.low, band.high, met)
        return scored(rating, met)

    def _high(self, band: Band) -> str:
        return points_text(band.high) + ("" if band.high_closed else "（不含）")

    def explain(self, inputs: Inputs, outcome: Outcome) -> tuple[Step, ...]:
        """Return the steps."""
        band = self.band_of(inputs.level)
        if band is None or outcome.pending is not None:
            return (Step("计分", outcome.pending.message if outcome.pending else ""),)
        if band.low == band.high:
            return (Step("计分", f"“{band.text}”得 {points_text(band.low)} 分"),)
        given = points_text(Fraction(outcome.num, outcome.den))
        return (
            Step(
                "计分",
                f"“{band.text}”的区间是 {points_text(band.low)} 至 {self._high(band)} 分，评定 {given} 分在区间内",
            ),
        )

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON types."""
        bands = [{"text": b.text, "low": number(b.low), "high": number(b.high), "level": b.level} for b in self.bands]
        return {"kind": "banded", "points": number(self.points), "bands": bands}


@frozen
class Checklist:
    """Items that are met or not, each with its points (分); ``each_off`` takes points off for every item not met."""

    points: Fraction
    measure: Listed
    scale: Fraction = Fraction(1)
    problems: tuple[Problem, ...] = field(default=(), eq=False)

    def apply(self, inputs: Inputs) -> Outcome:
        """Return the sum of the items met; every item must be known."""
        pair = self.measure.measure(inputs)
        if isinstance(pair, Undefined):
            sure = [p for i, (_, p) in enumerate(self.measure.items, 1) if inputs.checklist.get(i)]
            lost = [p for i, (_, p) in enumerate(self.measure.items, 1) if inputs.checklist.get(i) is False]
            low = sum(sure, Fraction(0)) * self.scale
            high = self.points - sum(lost, Fraction(0)) * self.scale
            return waiting(pair.reason, low, high)
        return scored(Fraction(*pair) * self.scale, Fraction(*pair) * self.scale == self.points)

    def explain(self, inputs: Inputs, outcome: Outcome) -> tuple[Step, ...]:
        """Return the steps."""
        if outcome.pending is not None:
            return (Step("计分", outcome.pending.message),)
        pair = self.measure.measure(inputs)
        assert not isinstance(pair, Undefined)
        steps = [Step("度量", self.measure.formula(inputs, Fraction(*pair)))]
        if self.scale != 1:
            steps.append(
                Step(
                    "计分",
                    f"百分制折算：{points_text(Fraction(*pair))} × {points_text(self.scale)} = {points_text(Fraction(outcome.num, outcome.den))} 分",
                )
            )
        return tuple(steps)

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON types."""
        items = [{"text": t, "points": number(p)} for t, p in self.measure.items]
        return {"kind": "checklist", "points": number(self.points), "items": items}


@frozen
class Judgement:
    """Nothing to compute: a person decides between ``low`` and the row's points, for the reason given."""

    points: Fraction
    reason: Problem
    low: Fraction = Fraction(0)
    problems: tuple[Problem, ...] = field(default=(), eq=False)

    def apply(self, inputs: Inputs) -> Outcome:
        """Wait for a person; a rating (分) or a share that was given and lies in the band is taken."""
        rating = _rating(inputs, self.points)
        if rating is not None and self.low <= rating <= self.points:
            return scored(rating, None)
        return waiting(self.reason, self.low, self.points)

    def explain(self, inputs: Inputs, outcome: Outcome) -> tuple[Step, ...]:
        """Return why a person decides, or what was rated."""
        del inputs
        if outcome.pending is None:
            return (Step("计分", f"人工认定 {points_text(Fraction(outcome.num, outcome.den))} 分"),)
        return (Step("计分", outcome.pending.message),)

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON types."""
        return {"kind": "judgement", "points": number(self.points), "low": number(self.low), "why": self.reason.message}


Bound = Measured | Banded | Checklist | Judgement
