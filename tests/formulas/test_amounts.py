"""Amounts: exact or refused; and the same results with the library's own unit data."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from perfscore.formulas import Amount, Resolver, evaluate_formula, read_formula

from .book import BOOK


@pytest.mark.parametrize("value", [Fraction(1, 2), Decimal("0.5")])
def test_exact_values_are_taken(value: Fraction | Decimal) -> None:
    assert Amount(value) == Amount(Fraction(1, 2))
    assert isinstance(Amount(value).value, Fraction)
    assert Amount(3).value == 3


def test_a_float_is_refused() -> None:
    with pytest.raises(TypeError, match="a float is not exact"):
        Amount(0.1)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("unit", "text"),
    [
        ("万元", "3万元"),
        (" 万元 ", "3万元"),
        ("", "3"),
        (None, "3"),
        ("％", "3%"),
        ("元/人", "3元/人"),
        ("人·天", "3人·天"),
    ],
)
def test_units_are_taken_as_written(unit: str | None, text: str) -> None:
    resolve: Resolver = {"甲": Amount(3, unit)}.get
    result = evaluate_formula(read_formula("甲"), resolve, units=BOOK)
    assert result.outcome == "value"
    assert result.text == text


def test_unknown_units_go_only_with_themselves() -> None:
    resolve: Resolver = {"甲": Amount(3, "台套"), "乙": Amount(2, "台套"), "丙": Amount(2, "艘")}.get
    assert evaluate_formula(read_formula("甲 + 乙"), resolve, units=BOOK).text == "5台套"
    assert evaluate_formula(read_formula("甲 ÷ 乙"), resolve, units=BOOK).text == "1.5"
    assert evaluate_formula(read_formula("甲 + 丙"), resolve, units=BOOK).outcome == "error"


def test_the_library_s_own_units_serve() -> None:
    quantities = pytest.importorskip("perfscore.quantities")
    units = quantities.default_units()
    resolve: Resolver = {
        "经费": Amount(Decimal("43.41"), "万元"), "接待": Amount(11200, "元"), "人数": Amount(57, "人"),
        "满意率": Amount(Decimal("96.5"), "%"), "差错率": Amount(2, "‰"),
    }.get  # fmt: skip

    def text(formula: str) -> str:
        return evaluate_formula(read_formula(formula, units=units), resolve, units=units).text

    assert text("经费 - 接待") == "42.29万元"
    assert text("接待 ÷ 经费 × 100%") == "≈2.58%"
    assert text("满意率 - 差错率") == "96.3%"
    assert text("经费 ÷ 人数") == "≈0.761579万元/人"
    assert text("49万元 - 经费") == "5.59万元"
    assert evaluate_formula(read_formula("经费 + 人数"), resolve, units=units).problems[0].code == "F575"
