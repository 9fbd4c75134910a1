"""Exact values with their units: how they add, multiply, convert and print."""

from __future__ import annotations

from fractions import Fraction

from attrs import evolve

from ..base.exact import plain_ratio
from ..base.values import frozen
from .amounts import Amount, UnitBook

__all__ = ["Measured", "add", "aligned", "divide", "figure_text", "measured", "multiply", "text_of", "unit_text"]

Units = tuple[tuple[str, int], ...]
_ONE = Fraction(1)


@frozen
class Measured:
    """A value counted in ``units`` (each with its exponent; none of them converts into another).

    Without units it is a plain number or a ratio (1 = 100 %); ``percent`` says that a ratio is printed in percent.
    ``zero`` marks the figure 0 written in a formula, which is 0 of any unit.
    """

    value: Fraction
    units: Units = ()
    percent: bool = False
    zero: bool = False


def measured(amount: Amount, book: UnitBook) -> Measured:
    """Return the value of an amount. Percent and its kin become ratios; ``元/人`` becomes 元 by 人."""
    unit = (amount.unit or "").strip().replace("％", "%")
    if not unit:
        return Measured(amount.value)
    if unit == "%":
        return Measured(amount.value / 100, percent=True)
    as_percent = book.convert(amount.value, unit, "%")
    if as_percent is not None:
        return Measured(as_percent / 100, percent=True)
    above, *below = unit.split("/")
    out = Measured(amount.value)
    for name in filter(None, above.split("·")):
        out = multiply(out, Measured(_ONE, ((name.strip(), 1),)), book)
    for name in filter(None, below):
        out = divide(out, Measured(_ONE, ((name.strip(), 1),)), book)
    return out


def _factor(source: str, target: str, book: UnitBook) -> Fraction | None:
    return _ONE if source == target else book.convert(_ONE, source, target)


def aligned(value: Measured, like: Measured, book: UnitBook) -> Measured | None:
    """Return ``value`` counted in the units of ``like``, or None where the two measure different things."""
    if value.zero or like.zero:
        return evolve(value, units=like.units) if value.zero else value
    if len(value.units) != len(like.units):
        return None
    scale = _ONE
    for unit, power in value.units:
        for other in like.units:
            factor = _factor(unit, other[0], book) if other[1] == power else None
            if factor is not None:
                scale *= factor**power
                break
        else:
            return None
    return evolve(value, value=value.value * scale, units=like.units)


def add(a: Measured, b: Measured, sign: int, book: UnitBook) -> Measured | None:
    """Return ``a ± b`` in the units of ``a``; None where they cannot be added."""
    other = aligned(b, a, book)
    if other is None:
        return None
    units = other.units if a.zero else a.units
    return Measured(a.value + sign * other.value, units, a.percent or b.percent, a.zero and b.zero)


def multiply(a: Measured, b: Measured, book: UnitBook) -> Measured:
    """Return ``a × b``; units that convert into each other are brought to those of ``a``."""
    scale, units = _merged(a.units, b.units, 1, book)
    return Measured(a.value * b.value * scale, units, a.percent or b.percent)


def divide(a: Measured, b: Measured, book: UnitBook) -> Measured:
    """Return ``a ÷ b``; ``b`` is not zero."""
    scale, units = _merged(a.units, b.units, -1, book)
    return Measured(a.value / b.value * scale, units, a.percent and not b.percent)


def _merged(mine: Units, others: Units, sign: int, book: UnitBook) -> tuple[Fraction, Units]:
    scale, powers = _ONE, dict(mine)
    for unit, power in others:
        home, factor = unit, _ONE
        for known in powers:
            found = _factor(unit, known, book)
            if found is not None:
                home, factor = known, found
                break
        scale *= factor ** (sign * power)
        powers[home] = powers.get(home, 0) + sign * power
    return scale, tuple((unit, power) for unit, power in powers.items() if power)


def unit_text(units: Units) -> str | None:
    """Return ``万元``, ``元/人``, ``人·天``; None without units."""
    above = "·".join(unit for unit, power in units for _ in range(power))
    below = "".join(f"/{unit}" for unit, power in units for _ in range(-power))
    return above + below or None


def text_of(value: Measured) -> str:
    """Return the value as an explanation shows it; one that does not end is rounded behind ``≈``."""
    if not value.units and value.percent:
        return plain_ratio(value.value * 100, 2) + "%"
    return plain_ratio(value.value) + (unit_text(value.units) or "")


def figure_text(amount: Amount, places: int = 6) -> str:
    """Return an amount as it was given."""
    return plain_ratio(amount.value, places) + (amount.unit or "").strip()
