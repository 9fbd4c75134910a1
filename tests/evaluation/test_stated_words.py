"""An actual value in the words of the row's own clause."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.evaluation.cases import one_row

FOUR = "达成得100%，基本达成得85%，部分达成得60%，未达成不得分"
THREE = "达成得100%，部分达成得60%，未达成不得分"


@pytest.mark.parametrize(
    ("clause", "actual", "score"),
    [
        (FOUR, "达成", "10"),
        (FOUR, "基本达成", "8.5"),
        (FOUR, "基 本 达成", "8.5"),
        (FOUR, "部分达成", "6"),
        (FOUR, "未达成", "0"),
        (THREE, "基本达成", "6"),
        ("充分得10分，一般得5分，没有得0分", "一般", "5"),
    ],
)
def test_the_word_is_the_band(clause: str, actual: str, score: str) -> None:
    row = one_row("达成", actual, 评分标准=clause)
    assert (row.score, row.basis, row.low, row.high) == (Decimal(score), "self_reported", 0, 10), row.explanation


def test_a_word_of_the_clause_raises_no_question_about_a_figure() -> None:
    asked = {
        clause: {p.code for p in one_row("达成", "基本达成", 评分标准=clause).problems} for clause in (FOUR, THREE)
    }
    assert "A303" not in asked[FOUR]
    assert "A303" in asked[THREE]


def test_the_steps_name_the_band() -> None:
    row = one_row("达成", "基本达成", 评分标准=FOUR)
    assert "实际完成值“基本达成”是评分标准里的一档" in row.explanation


def test_a_band_without_points_of_its_own_still_waits() -> None:
    clause = "达成得100%-80%（含），部分达成得80%-60%（含），未达成得60%-0%"
    row = one_row("达成", "部分达成", 评分标准=clause)
    assert (row.outcome, row.low, row.high) == ("pending", Decimal(6), Decimal(8)), row.explanation
