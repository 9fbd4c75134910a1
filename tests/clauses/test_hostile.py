"""Hostile clauses are refused by a named limit, and reading takes time in proportion to the length."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest

from perfscore.clauses import Binding, Inputs, read_clause
from perfscore.clauses.reading import MAX_LENGTH


@pytest.mark.parametrize(
    "text", ["每" * 100_000, "（" * 10_000, "得分=" + "(" * 59 + "1", "1-" * 50_000, "不足" * 40_000]
)
def test_too_much_is_refused_at_once(text: str) -> None:
    begin = time.perf_counter()
    clause = read_clause(text)
    assert time.perf_counter() - begin < 1
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
    timed = []
    for text in (half, half + half):
        begin = time.perf_counter()
        read_clause(text)
        timed.append(time.perf_counter() - begin)
    assert timed[1] < 0.2 + 4 * timed[0]
    assert timed[1] < 3


def test_deep_brackets_in_a_formula_are_refused() -> None:
    clause = read_clause("得分=" + "（" * 20 + "实际完成值" + "）" * 20 + "÷年度指标值×分值")
    assert not clause.readable
