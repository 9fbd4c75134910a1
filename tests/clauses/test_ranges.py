"""Steps beside a target that is a range: a distance in the row's own unit is never a number of faults."""

from __future__ import annotations

from decimal import Decimal

import pytest

from perfscore import score_rows

OUTSIDE = "按评分标准计分需要指标值或参照值，没有提供，得分应在 0 至 10 分之间"


def row(target: str, clause: str, actual: str) -> tuple[Decimal | None, str]:
    rows = [{"三级指标": "巡查次数", "年度指标值": target, "实际完成值": actual, "分值": "10", "评分标准": clause}]
    found = score_rows(rows).row("巡查次数")
    return found.score, found.explanation


@pytest.mark.parametrize("actual", ["5个", "7个", "10个"])
def test_inside_the_range_is_full_marks(actual: str) -> None:
    assert row("5-10个", "在目标区间内得满分，每偏离1个扣2分，扣完为止", actual)[0] == 10


@pytest.mark.parametrize(
    ("clause", "actual"),
    [
        ("在目标区间内得满分，每偏离1个扣2分，扣完为止", "3个"),
        ("在目标区间内得满分，每偏离1个扣2分，扣完为止", "12个"),
        ("每偏离1个扣2分，扣完为止", "3个"),
        ("每少1个扣2分", "3个"),
    ],
)
def test_outside_a_person_decides(clause: str, actual: str) -> None:
    score, said = row("5-10个", clause, actual)
    assert score is None
    assert OUTSIDE in said
