"""What comes out of a formula."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Literal

from ..base.exact import plain_ratio
from ..base.problem import Problem
from ..base.step import Step
from ..base.values import frozen
from .amounts import Amount
from .measured import figure_text

__all__ = ["Outcome", "Result"]

Outcome = Literal["value", "blank", "undefined", "error"]


@frozen
class Result:
    """What a formula comes to.

    ``outcome`` is ``value``, ``blank`` (an operand was not filled in), ``undefined`` (division by zero) or ``error``
    (unknown name, units that do not go together, unreadable formula); ``problems`` names the culprits. ``value`` is
    counted in ``unit``; without a unit it is a plain number or a ratio (1 = 100 %), and ``percent`` says that the
    formula shows it in percent. A comparison has ``left``, ``right`` and ``difference`` (left − right), all in
    ``unit``, ``holds``, and no ``value``.
    """

    value: Fraction | None
    unit: str | None
    steps: tuple[Step, ...]
    problems: tuple[Problem, ...]
    outcome: Outcome
    percent: bool = False
    left: Fraction | None = None
    right: Fraction | None = None
    difference: Fraction | None = None
    holds: bool | None = None

    @property
    def text(self) -> str:
        """The value as printed (``96.5%``, ``43.41万元``, ``≈88.59%``); empty where there is none."""
        amount = self.amount()
        return "" if amount is None else figure_text(amount, 2 if self.percent else 6)

    def amount(self, label: str = "", rests_on: str | None = None) -> Amount | None:
        """Return the value as an operand of another formula; None where there is none."""
        if self.value is None:
            return None
        if self.percent and self.unit is None:
            return Amount(self.value * 100, "%", label, rests_on)
        return Amount(self.value, self.unit, label, rests_on)

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON types: decimals as plain strings, ``"1/3"`` for a value that does not end."""
        out: dict[str, Any] = {
            "outcome": self.outcome,
            "value": _exact(self.value),
            "unit": self.unit,
            "percent": self.percent,
            "text": self.text,
        }
        if self.holds is not None:
            out |= {"left": _exact(self.left), "right": _exact(self.right)}
            out |= {"difference": _exact(self.difference), "holds": self.holds}
        out["steps"] = [step.to_dict() for step in self.steps]
        out["problems"] = [p.to_dict() for p in self.problems]
        return out


def _exact(value: Fraction | None) -> str | None:
    if value is None:
        return None
    text = plain_ratio(value)
    return f"{value.numerator}/{value.denominator}" if text.startswith("≈") else text
