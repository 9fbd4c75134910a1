"""Figures and dates as a reader of a language expects them, through Babel. No digit is ever changed.

Babel only groups and places signs: it is given a number that is already rounded, told not to round, and run in a
decimal context wide enough for every digit, whatever the ambient one. Machine formats (CSV, JSON) print plain
figures instead (:func:`perfscore.base.exact.plain`).
"""

from __future__ import annotations

from datetime import date as Date  # noqa: N812
from decimal import ROUND_HALF_EVEN, Context, Decimal, localcontext
from functools import cache
from typing import TYPE_CHECKING

from ..base.exact import plain

if TYPE_CHECKING:
    from babel import Locale

    from .labels import Labels

__all__ = ["amount", "date_text", "number", "percent"]


@cache
def _locale(name: str) -> Locale:
    from babel import Locale

    return Locale.parse(name)


def _wide(text: str) -> Context:
    """Return a context that holds every digit of ``text`` and traps nothing."""
    return Context(2 * len(text) + 8, ROUND_HALF_EVEN, -999999, 999999, 1, 0, [], [])


def number(value: Decimal, labels: Labels) -> str:
    """Print ``value`` with grouping, without trailing zeros: ``Decimal("1554.970")`` → ``1,554.97``."""
    text = plain(value)
    if len(text) < 4:
        return text
    from babel.numbers import format_decimal

    with localcontext(_wide(text)):
        return str(format_decimal(Decimal(text), locale=_locale(labels.locale), decimal_quantization=False))


def percent(ratio: Decimal, labels: Labels) -> str:
    """Print a ratio (1 = 100 %) as a percentage, every digit kept: ``Decimal("0.8859")`` → ``88.59%``."""
    from babel.numbers import format_percent

    text = plain(ratio)
    with localcontext(_wide(text)):
        return str(format_percent(Decimal(text), locale=_locale(labels.locale), decimal_quantization=False))


def amount(value: Decimal, unit: str, labels: Labels) -> str:
    """Print a figure with its unit as written: ``1,554.97万元``; in English with a blank between."""
    return f"{number(value, labels)}{labels.unit_gap}{unit}"


def date_text(day: Date, labels: Labels) -> str:
    """Print a date: ``2025年4月28日``, ``April 28, 2025``."""
    from babel.dates import format_date

    return str(format_date(day, "long", locale=_locale(labels.locale)))
