"""What an evaluation says of itself besides its scores."""

from __future__ import annotations

from decimal import Decimal

import pytest

from perfscore.evaluation.values import BlockResult, score_ratio


@pytest.mark.parametrize(
    ("score", "points", "ratio"),
    [
        ("9.97", "10", "0.997"),
        ("1", "3", "0.3333"),
        ("2", "3", "0.6667"),
        ("1", "800", "0.0013"),
        ("0", "0", None),
        ("1", "-1", None),
    ],
)
def test_score_ratios_are_rounded_half_up_once(score: str, points: str, ratio: str | None) -> None:
    wanted = None if ratio is None else Decimal(ratio)
    assert score_ratio(Decimal(score), Decimal(points)) == wanted
    assert BlockResult("甲", Decimal(points), Decimal(score)).score_ratio == wanted


def test_a_block_with_pending_rows_has_no_ratio() -> None:
    assert BlockResult("甲", Decimal(10), Decimal(5), pending=1).score_ratio is None
