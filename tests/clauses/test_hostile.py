"""Hostile clauses are refused by a named limit, and reading takes time in proportion to the length."""

from __future__ import annotations

from decimal import Decimal

import pytest

from perfscore.clauses import Binding, Inputs, read_clause
from perfscore.clauses.reading import MAX_LENGTH
from tests.effort import effort


@pytest.mark.parametrize(
    "text", ["每" * 100_000, "（" * 10_000, "得分=" + "(" * 59 + "1", "1-" * 50_000, "不足" * 40_000]
)
def test_too_much_is_refused_at_once(text: str) -> None:
    assert effort(lambda: read_clause(text)) < 500 * MAX_LENGTH
    clause = read_clause(text)
    assert not clause.readable
    assert clause.bind(Binding(Decimal(5))).apply(Inputs()).pending is not None


@pytest.mark.parametrize(
    "piece",
    [
        "每低于",
        "不足1%的按",
        "按照实际完成",
        "80%-",
        "≥90%得",
        "（含",
        "“",
        "完成目标",
        "1、",
        "得分=(",
        "超过目标的",
        "扣1分，",
        "在目标",
        "9",
        "，",
    ],
)
def test_repeated_pieces_take_linear_time(piece: str) -> None:
    half = piece * (MAX_LENGTH // len(piece) // 2)
    read_clause(half)
    small, large = (effort(lambda text=text: read_clause(text)) for text in (half, half + half))
    assert large < 3 * small + 20_000


def test_deep_brackets_in_a_formula_are_refused() -> None:
    clause = read_clause("得分=" + "（" * 20 + "实际完成值" + "）" * 20 + "÷年度指标值×分值")
    assert not clause.readable
