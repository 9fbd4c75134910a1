"""Exact numbers against an oracle made of Fractions that shares no code with them."""

from __future__ import annotations

import decimal
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfscore.base.exact import (
    HALF_EVEN,
    HALF_UP,
    MODES,
    TRUNCATE,
    as_fraction,
    decimal_of,
    plain,
    plain_ratio,
    quotient,
    scaled,
    total,
)

NUMBERS = st.integers(-(10**30), 10**30)
DECIMALS = st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**15), max_value=10**15)


def oracle(n: int, d: int, places: int, mode: str) -> Fraction:
    """Round the way a person would: look at the two neighbours and what lies between."""
    exact = Fraction(n, d)
    step = Fraction(1, 10**places)
    low = Fraction((exact / step).__floor__()) * step
    below, above = exact - low, low + step - exact
    if below == 0:
        return low
    if mode == TRUNCATE:
        return low if exact > 0 else low + step
    if below != above:
        return low if below < above else low + step
    if mode == HALF_UP:
        return low + step if exact > 0 else low
    return low if (low / step) % 2 == 0 else low + step


@given(NUMBERS, st.integers(1, 10**20), st.integers(0, 6), st.sampled_from(MODES))
def test_quotients_are_rounded_once(n: int, d: int, places: int, mode: str) -> None:
    got = quotient(n, d, places, mode)
    assert Fraction(got) == oracle(n, d, places, mode)
    assert -int(got.as_tuple().exponent) == places


@pytest.mark.parametrize(
    ("n", "d", "mode", "expected"),
    [
        (5, 1000, HALF_UP, "0.01"), (-5, 1000, HALF_UP, "-0.01"), (5, 1000, HALF_EVEN, "0.00"),
        (15, 1000, HALF_EVEN, "0.02"), (19, 1000, TRUNCATE, "0.01"), (-19, 1000, TRUNCATE, "-0.01"), (1, 3, HALF_UP, "0.33"),
    ],
)  # fmt: skip
def test_halves(n: int, d: int, mode: str, expected: str) -> None:
    assert str(quotient(n, d, 2, mode)) == expected


@given(NUMBERS, st.integers(1, 10**9), st.lists(DECIMALS, max_size=6))
def test_the_ambient_context_has_no_say(n: int, d: int, values: list[Decimal]) -> None:
    before = quotient(n, d, 4), total(values), scaled(n, 3)
    with decimal.localcontext(decimal.Context(prec=2, rounding=decimal.ROUND_DOWN, Emax=9, Emin=-9)):
        assert (quotient(n, d, 4), total(values), scaled(n, 3)) == before


@given(st.lists(DECIMALS, max_size=8), st.randoms())
def test_totals_do_not_depend_on_the_order(values: list[Decimal], random: object) -> None:
    other = list(values)
    random.shuffle(other)  # type: ignore[attr-defined]
    assert total(values) == total(other)
    assert Fraction(total(values)) == sum(map(Fraction, values))


@pytest.mark.parametrize(
    "wrong", ["", "NaN", "1e5", "1_000", "٣", "１", "1.", ".5", "--1", " 1", "1 ", "inf", "9" * 401]
)
def test_what_is_no_number_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError) as caught:
        decimal_of(wrong)
    assert caught.value.args == (wrong,)


def test_numbers_are_read_as_they_stand() -> None:
    assert [str(decimal_of(t)) for t in ("43.41", "60.850", "012", "+7", "-0.5")] == [
        "43.41",
        "60.850",
        "12",
        "7",
        "-0.5",
    ]


@pytest.mark.parametrize(("d", "mode"), [(0, HALF_UP), (-1, HALF_UP), (1, "随意")])
def test_wrong_use_of_quotient(d: int, mode: str) -> None:
    with pytest.raises(ValueError, match=r"positive|随意"):
        quotient(1, d, 2, mode)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("5.00", "5"),
        ("4.640", "4.64"),
        ("0", "0"),
        ("-0.00", "0"),
        ("1E+3", "1000"),
        ("1E-7", "0.0000001"),
        ("100", "100"),
    ],
)
def test_plain(value: str, text: str) -> None:
    assert plain(Decimal(value)) == text


@given(DECIMALS)
def test_plain_keeps_the_value(value: Decimal) -> None:
    text = plain(value)
    assert Decimal(text) == value
    assert "E" not in text
    assert not ("." in text and text.endswith("0"))


@pytest.mark.parametrize(
    ("value", "text"),
    [(Fraction(1, 2), "0.5"), (Fraction(1, 3), "≈0.333333"), (Fraction(-2, 3), "≈-0.666667"), (Fraction(7), "7"),
     (Fraction(1, 800), "0.00125"), (Fraction(1, 10**13), "≈0")],
)  # fmt: skip
def test_ratios(value: Fraction, text: str) -> None:
    assert plain_ratio(value) == text


@given(st.integers(-(10**12), 10**12), st.integers(1, 10**6))
def test_a_ratio_without_a_mark_is_exact(n: int, d: int) -> None:
    text = plain_ratio(Fraction(n, d))
    if text.startswith("≈"):
        assert abs(Fraction(text[1:]) - Fraction(n, d)) <= Fraction(1, 2 * 10**6)
    else:
        assert Fraction(text) == Fraction(n, d)


def test_fractions_pass_through() -> None:
    value = Fraction(1, 3)
    assert as_fraction(value) is value
    assert as_fraction(Decimal("0.1")) == Fraction(1, 10)
