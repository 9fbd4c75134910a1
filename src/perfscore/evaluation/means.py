"""Means of score ratios, level by level, exact to the last digit that is shown.

An nth root is irrational as a rule; it is enclosed between two rationals that are brought together until both round to
the same digits, so that no binary float and no ambient context ever decides a cent.
"""

from __future__ import annotations

from fractions import Fraction
from math import prod
from typing import TypeAlias

from ..base.exact import HALF_UP, TRUNCATE, quotient

__all__ = ["Tree", "arithmetic", "geometric", "lowest"]

Tree: TypeAlias = "Fraction | list[Tree]"
"""A ratio, or the ratios of the next lower level. No list is empty."""

_DIGITS = (30, 90, 270)
"""Decimal digits of the enclosure. Where the last one still straddles a limit of rounding, the root lies on it."""


def arithmetic(tree: Tree) -> Fraction:
    """Return the plain mean of the means of the lower levels (1 = 100 %)."""
    if isinstance(tree, Fraction):
        return tree
    return sum((arithmetic(t) for t in tree), Fraction(0)) / len(tree)


def lowest(tree: Tree) -> Fraction:
    """Return the lowest ratio of all."""
    return tree if isinstance(tree, Fraction) else min(lowest(t) for t in tree)


def geometric(tree: Tree, scale: Fraction, places: int, mode: str = HALF_UP) -> Fraction:
    """Return the geometric mean of the geometric means of the lower levels, times ``scale``, rounded to ``places``.

    Ratios must not be negative. ``mode`` is one of :data:`perfscore.base.exact.MODES`.
    """
    below = above = Fraction(0)
    for digits in _DIGITS:
        low, high = _enclose(tree, digits)
        below, above = (_round(x * scale, places, mode) for x in (low, high))
        if below == above:
            return below
    return above if mode == TRUNCATE else _round((below + above) / 2, places, mode)


def _round(value: Fraction, places: int, mode: str) -> Fraction:
    return Fraction(quotient(value.numerator, value.denominator, places, mode))


def _enclose(tree: Tree, digits: int) -> tuple[Fraction, Fraction]:
    """Return rationals below and above the nested mean, no further apart than ``digits`` decimal places allow."""
    if isinstance(tree, Fraction):
        return tree, tree
    ends = [_enclose(t, digits) for t in tree]
    n = len(ends)
    if n == 1:
        return ends[0]
    scale = 10**digits
    low = Fraction(_root(_floor(prod((a for a, _ in ends), start=Fraction(1)) * scale**n), n), scale)
    top = _ceil(prod((b for _, b in ends), start=Fraction(1)) * scale**n)
    root = _root(top, n)
    return low, Fraction(root if root**n == top else root + 1, scale)


def _floor(value: Fraction) -> int:
    return value.numerator // value.denominator


def _ceil(value: Fraction) -> int:
    return -(-value.numerator // value.denominator)


def _root(value: int, n: int) -> int:
    """Return the floor of the nth root of a whole number that is not negative (Newton, whole numbers only)."""
    if value < 2:
        return value
    guess = 1 << -(-value.bit_length() // n)
    while True:
        better = ((n - 1) * guess + value // guess ** (n - 1)) // n
        if better >= guess:
            return guess
        guess = better
