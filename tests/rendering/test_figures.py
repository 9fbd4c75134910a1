"""Babel places signs; it never changes a digit."""

from __future__ import annotations

import decimal
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfscore.rendering.figures import amount, date_text, number, percent
from perfscore.rendering.labels import LANGUAGES

ZH, EN = LANGUAGES["zh"], LANGUAGES["en"]
DECIMALS = st.builds(
    lambda n, places: Decimal(f"{n}E-{places}"), st.integers(-(10**45), 10**45), st.integers(min_value=0, max_value=40)
)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("5", "5"),
        ("5.00", "5"),
        ("4.64", "4.64"),
        ("100", "100"),
        ("1554.970", "1,554.97"),
        ("1184370000", "1,184,370,000"),
        ("-1234.5", "-1,234.5"),
        ("-0.00", "0"),
        ("0.125", "0.125"),
        ("2.5", "2.5"),
        ("1E+3", "1,000"),
        ("0.00000000012", "0.00000000012"),
    ],
)
def test_numbers(value: str, shown: str) -> None:
    assert number(Decimal(value), ZH) == number(Decimal(value), EN) == shown


def test_percents_keep_every_digit() -> None:
    assert percent(Decimal("0.8859"), ZH) == "88.59%"
    assert percent(Decimal("0.88585"), ZH) == "88.585%"
    assert percent(Decimal("1"), EN) == "100%"
    assert percent(Decimal("13.2"), EN) == "1,320%"


def test_amounts_and_dates_in_both_languages() -> None:
    assert amount(Decimal("1554.970"), "万元", ZH) == "1,554.97万元"
    assert amount(Decimal("1554.970"), "万元", EN) == "1,554.97 万元"
    assert date_text(date(2025, 4, 28), ZH) == "2025年4月28日"
    assert date_text(date(2025, 4, 28), EN) == "April 28, 2025"


@settings(max_examples=150, deadline=None)
@given(DECIMALS, st.integers(min_value=1, max_value=40))
def test_digits_do_not_change_under_any_ambient_context(value: Decimal, prec: int) -> None:
    with decimal.localcontext(decimal.Context(prec=prec, Emax=3, Emin=-3, traps=[])):
        shown, share = number(value, ZH), percent(value, EN)
    assert Fraction(shown.replace(",", "")) == Fraction(value)
    assert Fraction(share.replace(",", "").removesuffix("%")) == Fraction(value) * 100
    assert "." not in shown or shown[-1] != "0"
