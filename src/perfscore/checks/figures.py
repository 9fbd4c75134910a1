"""Figures as the checks see them: an exact value with its unit, how it was written, and comparing two of them.

A figure that is not one definite number (``超过5次``, ``30余次``, ``——``, ``43至45万元``) is no quantity here: a check
never compares what the filer did not state exactly.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from attrs import field

from ..base.exact import as_fraction, plain, plain_ratio, quotient
from ..base.problem import Place
from ..base.values import frozen
from ..language import Language
from ..rules.facts import Figure

__all__ = ["MONEY", "Book", "Quantity", "amount_text", "half", "percent", "signed"]

MONEY = "元"
"""The unit by which a unit is recognised as one of money."""

_SLIPS = (10_000, 100_000_000)
"""元 for 万元, 万元 for 亿元; 元 for 亿元."""


@frozen
class Quantity:
    """``value`` counted in ``unit`` as written (80.61 with ``%``), ``places`` its decimal places as written."""

    value: Fraction
    unit: str = ""
    places: int = 0
    place: Place | None = field(default=None, eq=False)

    def __str__(self) -> str:
        return amount_text(self.value, self.places) + self.unit


def amount_text(value: Fraction, places: int = 2) -> str:
    """Print a value in full where it ends within six places, else rounded (half up) to two or ``places``."""
    text = plain_ratio(value)
    if not text.startswith("≈") and len(text.partition(".")[2]) <= 6:
        return text
    return plain(quotient(value.numerator, value.denominator, max(places, 2)))


def percent(ratio: Fraction, places: int = 2) -> str:
    """Print a ratio (1 = 100 %) in percent, rounded half up: ``31.29%``."""
    value = ratio * 100
    return plain(quotient(value.numerator, value.denominator, places)) + "%"


def signed(ratio: Fraction, places: int = 2) -> str:
    """Print a ratio in percent with its sign: ``+30.71%``."""
    return ("+" if ratio > 0 else "") + percent(ratio, places)


@frozen
class Book:
    """Reads and compares figures with the plan's own language."""

    language: Language
    _figures: dict[tuple[str, str], tuple[Fraction, str, int] | None] = field(
        factory=dict, init=False, repr=False, eq=False
    )
    _factors: dict[tuple[str, str], Fraction | None] = field(factory=dict, init=False, repr=False, eq=False)

    def read(self, figure: Figure | None, unit: str = "") -> Quantity | None:
        """Return the one definite number of a figure; None for a blank, words, a range, an approximation."""
        if figure is None:
            return None
        key = (figure.text, figure.unit or unit)
        if key not in self._figures:
            self._figures[key] = self._definite(*key)
        found = self._figures[key]
        return None if found is None else Quantity(*found, figure.place)

    def _definite(self, text: str, heading: str) -> tuple[Fraction, str, int] | None:
        """Return value, unit and decimal places of a text that states one definite number."""
        read = self.language.read_actual(text, unit=heading or None)
        value: Decimal | None = read.value
        if read.missing or value is None or read.sign is not None or read.approx:
            return None
        if any(p.severity == "error" for p in read.problems):
            return None
        return as_fraction(value), read.unit or heading, max(-int(value.as_tuple().exponent), 0)

    def convert(self, value: Fraction, source: str, target: str) -> Fraction | None:
        """Return a value in another unit; a missing unit is taken for the other one. None where they do not go."""
        if source == target or not source or not target:
            return value
        factor = self._factor(source, target)
        return None if factor is None else value * factor

    def _factor(self, source: str, target: str) -> Fraction | None:
        key = (source, target)
        if key not in self._factors:
            self._factors[key] = self.language.units.convert(Fraction(1), source, target)
        return self._factors[key]

    def into(self, quantity: Quantity, unit: str) -> Quantity | None:
        """Return the same quantity counted in ``unit``, or None."""
        value = self.convert(quantity.value, quantity.unit, unit)
        return None if value is None else Quantity(value, unit or quantity.unit, quantity.places, quantity.place)

    def is_money(self, unit: str) -> bool:
        """Tell whether a unit counts money."""
        return bool(unit) and self._factor(unit, MONEY) is not None

    def gap(self, a: Quantity, b: Quantity) -> Fraction | None:
        """Return ``a − b`` in the unit of ``a``; None where the units do not go together."""
        other = self.convert(b.value, b.unit, a.unit)
        return None if other is None else a.value - other

    def same(self, a: Quantity, b: Quantity, tolerance: Fraction = Fraction(0)) -> bool | None:
        """Tell whether two figures state the same; None where the units do not go together.

        In one unit they must be equal, up to ``tolerance`` (in the unit of ``a``). Where the units differ
        (1.35亿元, 13512.3万元) the coarser may be the finer one rounded to the places it shows.
        """
        gap = self.gap(a, b)
        if not gap:
            return None if gap is None else True
        allowed = tolerance
        if a.unit and b.unit and a.unit != b.unit:
            half_b = self.convert(half(b.places), b.unit, a.unit)
            allowed = max(allowed, half(a.places), half_b or Fraction(0))
        return abs(gap) <= allowed

    def slip(self, a: Quantity, b: Quantity) -> bool:
        """Tell whether two amounts of money differ by exactly the step between 元, 万元 and 亿元."""
        if not (self.is_money(a.unit) or self.is_money(b.unit)) or not a.value or not b.value:
            return False
        other = self.convert(b.value, b.unit, a.unit)
        if other is None or not other:
            return False
        ratio = abs(a.value / other)
        return any(ratio == step or ratio * step == 1 for step in _SLIPS)

    def total(self, parts: Iterable[Quantity], unit: str) -> Fraction | None:
        """Return the sum counted in ``unit``; None where one part does not convert."""
        out = Fraction(0)
        for part in parts:
            value = self.convert(part.value, part.unit, unit)
            if value is None:
                return None
            out += value
        return out


def half(places: int) -> Fraction:
    """Return half a unit of the last decimal place."""
    return Fraction(1, 2 * 10**places)
