"""The actions arta's rules name: Python functions, here with Decimal, rounded once."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

CENT = Decimal("0.01")


def give(value: str, **_: Any) -> Decimal:
    """Return fixed points."""
    return Decimal(value)


def share(points: int, num: Any, den: Any, **_: Any) -> Decimal:
    """Return points × num ÷ den, never below 0."""
    above, below = Decimal(num), Decimal(den)
    return Decimal(0) if above <= 0 else (Decimal(points) * above / below).quantize(CENT, ROUND_HALF_UP)
