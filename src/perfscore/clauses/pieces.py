"""Cutting straight pieces: to an interval, and to the points a row can have."""

from __future__ import annotations

from fractions import Fraction

from attrs import evolve

from ..curves import Piece, Segment

__all__ = ["earlier", "empty", "kept", "later"]

_ZERO = Fraction(0)


def later(a: Fraction | None, ac: bool, b: Fraction | None, bc: bool) -> tuple[Fraction | None, bool]:
    if a is None or (b is not None and b > a):
        return b, bc
    if a == b:
        return a, ac and bc
    return a, ac


def earlier(a: Fraction | None, ac: bool, b: Fraction | None, bc: bool) -> tuple[Fraction | None, bool]:
    if a is None or (b is not None and b < a):
        return b, bc
    if a == b:
        return a, ac and bc
    return a, ac


def empty(s: Segment) -> bool:
    return s.low is not None and s.low == s.high and not (s.low_closed and s.high_closed)


def kept(piece: Piece, least: Fraction, most: Fraction) -> list[Piece]:
    """Cut a sloping piece where it leaves [least, most]; beyond, the limit holds."""
    if piece.slope == 0:
        return [evolve(piece, intercept=min(max(piece.intercept, least), most))]
    cuts = sorted(((y - piece.intercept) / piece.slope) for y in (least, most))
    rising = piece.slope > 0
    before, after = (least, most) if rising else (most, least)
    out: list[Piece] = []
    left, right = cuts
    out += _cut(evolve(piece, slope=_ZERO, intercept=before, origin=None, step=None), None, False, left, False)
    out += _cut(piece, left, True, right, True)
    out += _cut(evolve(piece, slope=_ZERO, intercept=after, origin=None, step=None), right, False, None, False)
    return out


def _cut(piece: Piece, low: Fraction | None, low_closed: bool, high: Fraction | None, high_closed: bool) -> list[Piece]:
    a, ac = later(piece.low, piece.low_closed, low, low_closed)
    b, bc = earlier(piece.high, piece.high_closed, high, high_closed)
    if a is not None and b is not None and (a > b or (a == b and not (ac and bc))):
        return []
    return [evolve(piece, low=a, low_closed=ac, high=b, high_closed=bc)]
