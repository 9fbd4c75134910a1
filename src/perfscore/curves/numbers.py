"""How exact numbers are printed in explanations."""

from __future__ import annotations

from fractions import Fraction

from ..base.exact import plain_ratio

__all__ = ["equals", "figure"]

_PERCENT = ("%", "个百分点")


def figure(value: Fraction | None, unit: str | None) -> str:
    """Print a figure with its unit: ``87%``, ``49万元``, ``≈0.333333``; a dash where there is none."""
    return "—" if value is None else f"{plain_ratio(value)}{unit or ''}"


def equals(value: Fraction, unit: str) -> str:
    """Print ``= 87%`` or ``≈ 93.3333%`` with a leading blank; ratios (``%``, ``个百分点``) are stored with 1 = 100 %."""
    shown = plain_ratio(value * 100 if unit in _PERCENT else value, 4)
    sign = "≈" if shown.startswith("≈") else "="
    return f" {sign} {shown.removeprefix('≈')}{unit}"
