"""Exact numbers: the only place where a score-bearing number is rounded or printed.

Everything here is independent of the ambient :mod:`decimal` context: sums and products go through integers or
:class:`fractions.Fraction`, and a value is rounded once, where the caller says so.

Rounding modes carry the field's names:

==============  =====================================================================
``四舍五入``    half away from zero (the default everywhere; what ROUND() of a spreadsheet does)
``四舍六入``    half to even
``截尾``        towards zero (hand-entered scores are cut in one production system)
==============  =====================================================================
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal
from fractions import Fraction

__all__ = [
    "HALF_EVEN",
    "HALF_UP",
    "MODES",
    "TRUNCATE",
    "as_fraction",
    "decimal_of",
    "plain",
    "plain_ratio",
    "quotient",
    "scaled",
    "total",
]

HALF_UP = "四舍五入"
HALF_EVEN = "四舍六入"
TRUNCATE = "截尾"
MODES = (HALF_UP, HALF_EVEN, TRUNCATE)

_UNBOUNDED = Context(prec=MAX_PREC, Emin=MIN_EMIN, Emax=MAX_EMAX)
"""In which nothing is ever rounded."""
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?\Z")
MAX_DIGITS = 400
"""Longer numbers are refused by every reader; a figure in a budget table has at most twenty digits."""


def decimal_of(text: str) -> Decimal:
    """Return the Decimal that ``text`` (ASCII digits, optional sign and point) spells.

    Raises :class:`ValueError` for anything else, including what ``Decimal()`` itself would take: ``NaN``, ``1e5``,
    ``1_000`` and non-ASCII digits.
    """
    if len(text) > MAX_DIGITS or not _NUMBER.match(text):
        raise ValueError(text)
    return Decimal(text)


def as_fraction(value: Decimal | int | Fraction) -> Fraction:
    """Return ``value`` as an exact rational."""
    return value if value.__class__ is Fraction else Fraction(value)


def scaled(n: int, places: int) -> Decimal:
    """Return ``n / 10**places`` as a Decimal, whatever the ambient context."""
    return Decimal(f"{n}E{-places}")


def quotient(n: int, d: int, places: int, mode: str = HALF_UP) -> Decimal:
    """Return ``n / d`` rounded once to ``places`` decimal places.

    ``d`` must be positive. ``mode`` is one of :data:`MODES`; raises :class:`ValueError` for another.
    """
    if d <= 0:
        raise ValueError("the denominator must be positive")
    q, r = divmod(abs(n) * 10**places, d)
    if mode == HALF_UP:
        q += 2 * r >= d
    elif mode == HALF_EVEN:
        q += 2 * r > d or (2 * r == d and q % 2 == 1)
    elif mode != TRUNCATE:
        raise ValueError(mode)
    return scaled(-q if n < 0 else q, places)


def total(values: Iterable[Decimal]) -> Decimal:
    """Return the exact sum, whatever the order of ``values`` and the ambient context."""
    out = Decimal(0)
    for value in values:
        out = _UNBOUNDED.add(out, value)
    return out


def plain(value: Decimal | int) -> str:
    """Print ``value`` without exponent and without trailing zeros: ``Decimal("5.00")`` → ``"5"``."""
    text = format(value if isinstance(value, Decimal) else Decimal(value), "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def plain_ratio(value: Fraction, places: int = 6) -> str:
    """Print an exact rational for an explanation.

    A terminating decimal is printed in full; any other is printed to ``places`` places behind ``≈``, so that a
    rounded figure is never taken for the exact one.
    """
    n, d = value.numerator, value.denominator
    if d == 1:
        return str(n)
    shift = 0
    while d % 10 == 0:
        d //= 10
        shift += 1
    twos = fives = 0
    while d % 2 == 0:
        d //= 2
        twos += 1
    while d % 5 == 0:
        d //= 5
        fives += 1
    if d == 1 and (exact := shift + max(twos, fives)) <= 12:
        digits = str(abs(n) * 10**exact // value.denominator).zfill(exact + 1)
        return f"{'-' if n < 0 else ''}{digits[:-exact]}.{digits[-exact:]}"
    return "≈" + plain(quotient(n, value.denominator, places))
