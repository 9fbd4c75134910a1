"""Curves: every point of an interval end, exactness, gaps, and what a curve says of itself."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfscore.curves import Curve, Gap, Hit, Judged, Open, Piece, Stair

F = Fraction
TIERS = Curve(
    (
        Piece(None, False, F(6, 10), False, F(0), F(0)),
        Piece(F(6, 10), True, F(9, 10), False, F(0), F(6)),
        Piece(F(9, 10), True, None, False, F(0), F(10)),
    )
)


@pytest.mark.parametrize(
    ("n", "d", "points"),
    [(599, 1000, 0), (6, 10, 6), (899999, 1000000, 6), (9, 10, 10), (27, 30, 10), (5, 1, 10), (-1, 3, 0)],
)
def test_ends_are_open_or_closed_as_said(n: int, d: int, points: int) -> None:
    hit = TIERS.at(n, d)
    assert isinstance(hit, Hit)
    assert (hit.index, hit.points) == ({0: 0, 6: 1, 10: 2}[points], points)


def test_a_denominator_of_zero_or_less_is_a_programming_error() -> None:
    for d in (0, -1):
        with pytest.raises(ValueError, match="denominator"):
            TIERS.at(1, d)


def test_a_gap_says_between_which_segments_it_lies() -> None:
    curve = Curve((Piece(F(0), True, F(1), True, F(0), F(1)), Piece(F(2), False, F(3), True, F(0), F(2))))
    assert curve.at(-1, 1) == Gap(None, 0)
    assert curve.at(3, 2) == Gap(0, 1)
    assert curve.at(2, 1) == Gap(0, 1)
    assert curve.at(4, 1) == Gap(1, None)


def test_a_stretch_for_a_person_has_a_band() -> None:
    curve = Curve((Judged(None, False, None, False, F(3), F(5), "酌情"),))
    assert curve.at(1, 7) == Open(0, F(3), F(5), "酌情")
    assert curve.bounds() == (3, 5)


@settings(max_examples=80, deadline=None)
@given(
    st.fractions(-3, 3, max_denominator=97),
    st.fractions(-5, 5, max_denominator=9),
    st.fractions(-5, 5, max_denominator=9),
)
def test_a_piece_is_exact(x: F, slope: F, intercept: F) -> None:
    hit = Curve((Piece(None, False, None, False, slope, intercept),)).at(x.numerator, x.denominator)
    assert isinstance(hit, Hit)
    assert hit.den > 0
    assert hit.points == slope * x + intercept


@settings(max_examples=80, deadline=None)
@given(st.fractions(0, 2, max_denominator=200), st.integers(1, 20), st.booleans())
def test_a_staircase_counts_floors_or_ceilings(x: F, step: int, up: bool) -> None:
    width = F(step, 100)
    stair = Stair(None, False, None, False, F(1), -width, F(10), F(1, 2), up, F(0), F(10))
    away = (1 - x) / width
    count = -(-away.numerator // away.denominator) if up else away.numerator // away.denominator
    hit = Curve((stair,)).at(x.numerator, x.denominator)
    assert isinstance(hit, Hit)
    assert hit.points == min(max(10 - F(count, 2), 0), 10)


def test_plain_data() -> None:
    out = TIERS.to_dict()
    assert json.loads(json.dumps(out)) == out
    assert out["segments"][1] == {
        "kind": "piece",
        "low": "0.6",
        "low_closed": True,
        "high": "0.9",
        "high_closed": False,
        "slope": "0",
        "intercept": "6",
        "rule": "",
    }


@pytest.mark.parametrize(
    ("unit", "x", "shown"),
    [
        ("%", F(1, 3), "≈33.3333%"),
        ("%", F(9, 10), "90%"),
        ("个百分点", F(1, 8), "12.5个百分点"),
        ("万元", F(49), "49万元"),
        ("", F(3), "3"),
    ],
)
def test_how_x_is_printed(unit: str, x: F, shown: str) -> None:
    assert Curve((), unit).x_text(x) == shown
