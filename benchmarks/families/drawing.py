"""Columns for a family: figures in hundredths with an eighth exactly halfway where there are such, words, gaps."""

from __future__ import annotations

import random
from fractions import Fraction
from math import floor
from typing import Any, NamedTuple

from .kinds import EXECUTION, Family

__all__ = ["ABSENT", "ROWS", "Drawn", "cents", "draw"]

ROWS = 10
NULL, ABSENT = 0.05, 0.02
SEED = 20_261_125
SPAN = 1_500
"""Second figures are drawn up to this (hundredths)."""


class Drawn(NamedTuple):
    """By row: the actual values (hundredths or words, None: not filled in), the figures beside them, which do not apply.

    ``right``: the scores there must be (hundredths; None: pending or not applicable), ``totals`` those of the tables.
    """

    actual: list[list[Any]]
    beside: list[list[Any]]
    absent: list[list[bool]]
    right: list[list[int | None]]
    totals: list[int]


def cents(points: Fraction) -> int:
    """Return points (never negative here) as hundredths, halves upwards."""
    return floor(points * 100 + Fraction(1, 2))


def _half(points: Fraction | None) -> bool:
    return points is not None and (points * 200).denominator == 1 and (points * 200).numerator % 2 == 1


def draw(family: Family, n: int, *, gaps: bool) -> Drawn:
    """Return ``n`` tables of ten rows (one for 预算执行)."""
    dice = random.Random(SEED).random
    rows = 1 if family.target == EXECUTION else ROWS
    halves = (
        [] if family.words or family.beside else [v for v in _range(family) if _half(family.exact(Fraction(v, 100)))]
    )
    pairs = [_pair(family, halves, dice) for _ in range(n)]
    known = {pair: _score(family, pair) for pair in set(pairs)}
    actual: list[list[Any]] = []
    beside: list[list[Any]] = []
    absent: list[list[bool]] = []
    right: list[list[int | None]] = []
    for k in range(rows):
        own = pairs[k * 997 % n :] + pairs[: k * 997 % n]
        missing = [gaps and dice() < NULL for _ in range(n)]
        away = [gaps and rows > 1 and dice() < ABSENT for _ in range(n)]
        actual.append([None if m else a for m, (a, _) in zip(missing, own, strict=True)])
        beside.append([b for _, b in own])
        absent.append(away)
        right.append([None if m or w else known[p] for m, w, p in zip(missing, away, own, strict=True)])
    totals = [_total([r[i] for r in right], sum(w[i] for w in absent), rows) for i in range(n)]
    return Drawn(actual, beside, absent, right, totals)


def _range(family: Family) -> range:
    return range(family.low, family.high, family.step)


def _pair(family: Family, halves: list[int], dice: Any) -> tuple[Any, int]:
    """One actual value, and the figure beside it (0 where there is none)."""
    whole = _range(family)
    if family.words and not family.beside:
        return family.words[int(dice() * len(family.words))], 0
    if family.words:
        return family.words[0], whole[int(dice() * len(whole))]
    if family.beside and dice() < 0.15:
        return 2 * int(dice() * 190) + 1 if family.target != EXECUTION else 40 * (2 * int(dice() * 900) + 1), (
            400 if family.target != EXECUTION else 80_000
        )
    if halves and dice() < 0.15:
        return halves[int(dice() * len(halves))], 0
    a = whole[int(dice() * len(whole))]
    if not family.beside:
        return a, 0
    return a, int(dice() * 90_000) + 30_000 if family.target == EXECUTION else int(dice() * SPAN) + 1


def _score(family: Family, pair: tuple[Any, int]) -> int | None:
    a, b = pair
    given = (a,) if isinstance(a, str) else (Fraction(a, 100),)
    points = family.exact(*given, Fraction(b, 100)) if family.beside else family.exact(*given)
    return None if points is None else cents(points)


def _total(scores: list[int | None], away: int, rows: int) -> int:
    """The sum of what is scored, rescaled to 100 where rows do not apply (折算)."""
    got = sum(s for s in scores if s is not None)
    if not away or away == rows:
        return got
    return floor(Fraction(got * rows, rows - away) + Fraction(1, 2))
