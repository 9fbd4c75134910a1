"""The expected scores, in hundredths of a point: ``Fraction`` throughout, rounded once, half away from zero.

Written from the words of ``规则.yaml`` and ``办法.yaml``, not from the library's code, and importing none of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import floor
from typing import NamedTuple

from .data import GRADES, ROWS, SHARES, Row

__all__ = ["Expected", "expected", "is_halfway", "points_of"]


class Expected(NamedTuple):
    """What ``n`` tables must give. ``scores`` holds 20 whole numbers a table, one after the other.

    ``halfway`` marks the scores that lay exactly halfway before rounding (same order).
    """

    scores: list[int]
    totals: list[int]
    grades: list[str]
    halfway: bytearray


def points_of(row: Row, a: int, b: int) -> Fraction:
    """Return the exact points of a row. ``a`` and ``b`` are hundredths; ``a`` is an index of a word for ``words``."""
    full = Fraction(row.points)
    if row.kind == "words":
        return full * Fraction(SHARES[a], 100)
    actual = Fraction(a, 100)
    if row.kind == "most":
        limit = Fraction(row.target)
        return full if actual <= limit else full * limit / actual
    bar = Fraction(row.target) if row.kind == "least" else Fraction(b, 100)
    if actual > bar or (actual == bar and row.kind != "above"):
        return full
    return Fraction(0) if actual < 0 else full * actual / bar


def is_halfway(points: Fraction) -> bool:
    """Say whether points lie exactly halfway between two hundredths."""
    return (points * 200).denominator == 1 and (points * 200).numerator % 2 == 1


def cents(points: Fraction) -> int:
    """Return points (never negative here) as hundredths, halves upwards."""
    return floor(points * 100 + Fraction(1, 2))


def grade_of(total: int) -> str:
    """Return the grade of a total in hundredths."""
    return next(name for least, name in GRADES if total >= least * 100)


def expected(columns: dict[str, list[int]]) -> Expected:
    """Return what the tables in ``columns`` (see :func:`.data.columns`) must give."""
    n = len(columns["a_r00"])
    nothing = [0] * n
    by_row: list[list[int]] = []
    halves: list[list[bool]] = []
    for row in ROWS:
        a = columns[("t_" if row.kind == "words" else "a_") + row.id]
        b = columns.get(f"b_{row.id}", nothing)
        known = {pair: points_of(row, *pair) for pair in set(zip(a, b, strict=True))}
        rounded = {pair: cents(points) for pair, points in known.items()}
        halfway = {pair: is_halfway(points) for pair, points in known.items()}
        by_row.append([rounded[pair] for pair in zip(a, b, strict=True)])
        halves.append([halfway[pair] for pair in zip(a, b, strict=True)])
    totals = [sum(scores) for scores in zip(*by_row, strict=True)]
    return Expected(_flat(by_row), totals, [grade_of(t) for t in totals], bytearray(_flat(halves)))


def _flat(by_row: Iterable[Iterable[int]]) -> list[int]:
    return [value for table in zip(*by_row, strict=True) for value in table]
