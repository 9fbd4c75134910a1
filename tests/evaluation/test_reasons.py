"""A printed score that differs from the computed one: which other way of computing gives it exactly, if any."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfscore import score_rows
from perfscore.base.exact import plain, quotient

SCHEME = "national/self-evaluation-2021"


def said(target: str, actual: str, stated: str, points: str = "10", clause: str = "") -> list[str]:
    row = {
        "三级指标": "甲",
        "年度指标值": target,
        "实际完成值": actual,
        "分值": points,
        "得分": stated,
        "评分标准": clause,
    }
    result = score_rows([{k: v for k, v in row.items() if v}], SCHEME)
    return [p.message for p in result.rows[0].problems if p.code in ("E758", "E759")]


RATIO = "按完成比例计分"
CASES = [
    ("≥100个", "99.66个", "10", RATIO, "9.97", "若得分四舍五入到 1 位小数，恰为 10 分"),
    ("≥300个", "266个", "8.86", RATIO, "8.87", "若得分截尾到 2 位小数，恰为 8.86 分"),
    ("≥300个", "266个", "8.9", RATIO, "8.87", "若得分四舍五入到 1 位小数，恰为 8.9 分"),
    ("≥300个", "266个", "8", RATIO, "8.87", "若得分截尾到整数，恰为 8 分"),
    ("≥300个", "241个", "9", RATIO, "8.03", "若得分一律进到整数，恰为 9 分"),
    ("≥90%", "81%", "8.1", RATIO, "9", "若直接以实际完成值（%）乘以分值，恰为 8.1 分"),
    ("≥90%", "81%", "9", "达到目标得满分，未达到不得分", "0", "若按完成比例（实际÷目标）计算，恰为 9 分"),
    ("≥90%", "81%", "0", RATIO, "9", "若未达到目标即不得分，恰为 0 分"),
    ("≥90%", "81%", "10", RATIO, "9", "若按满分计，恰为 10 分"),
    ("≥90%", "81%", "9.37", RATIO, "9", "按常见的其他算法都得不出这个分，请说明来源"),
    ("≤44万元", "49万元", "8.98", "", "8.86", "若反向按“目标÷实际”计算，恰为 8.98 分"),
    ("≥100个", "97个", "8", "每少2个扣1分，不足2个的按比例扣，扣完为止", "8.5", "若得分截尾到整数，恰为 8 分"),
    ("≥90%", "81%", "5", "每低于1%扣0.5分，扣完为止", "5.5", "若得分截尾到整数，恰为 5 分"),
]  # fmt: skip


@pytest.mark.parametrize(("target", "actual", "stated", "clause", "computed", "reason"), CASES)
def test_reasons(target: str, actual: str, stated: str, clause: str, computed: str, reason: str) -> None:
    assert said(target, actual, stated, clause=clause) == [
        f"“甲”自评 {stated} 分，按评分标准测算为 {computed} 分，两者不一致，请核对；{reason}"
    ]


def test_beyond_the_points() -> None:
    assert said("≥100个", "120个", "12", clause=RATIO) == [
        "“甲”自评 12 分，不在 0 至 10 分之间；若按完成比例（实际÷目标）计算且不以分值为限，恰为 12 分"
    ]
    assert said("≥100个", "120个", "11", clause=RATIO) == ["“甲”自评 11 分，不在 0 至 10 分之间"]


def test_a_score_that_agrees_says_nothing() -> None:
    assert said("≥300个", "266个", "8.87", clause=RATIO) == []


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 400), st.integers(1, 400), st.integers(0, 3))
def test_a_reason_named_gives_the_printed_score(a: int, t: int, places: int) -> None:
    """Law: where a way is said to give the score exactly, computing by it gives the score exactly."""
    if a >= t:
        return
    exact = Fraction(10 * a, t)
    stated = quotient(exact.numerator, exact.denominator, places)
    found = said(f"≥{t}个", f"{a}个", plain(stated), clause=RATIO)
    if stated == quotient(exact.numerator, exact.denominator, 2):
        assert found == []
    else:
        assert f"恰为 {plain(stated)} 分" in found[0]
        assert Decimal(0) <= stated <= 10
