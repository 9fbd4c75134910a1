"""A stated total that is not the computed one: what the difference is made of, to the digit."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from perfscore import Evaluation, score_rows
from perfscore.base.exact import total

SCHEME = "national/self-evaluation-2021"


def table(*rows: tuple[str, str, str, str], stated: str = "") -> Evaluation:
    """Return a scored table of (block, actual of ≥300个, points, self score)."""
    given_rows = [
        {"一级指标": block, "三级指标": f"甲{n}", "年度指标值": "≥300个", "实际完成值": actual, "分值": points, "得分": own,
         "评分标准": "按完成比例计分"}
        for n, (block, actual, points, own) in enumerate(rows, 1)
    ]  # fmt: skip
    result = score_rows([{k: v for k, v in row.items() if v} for row in given_rows], SCHEME)
    return evolve(result, self_total=Decimal(stated) if stated else None)


def said(*rows: tuple[str, str, str, str], stated: str = "") -> str:
    found = table(*rows, stated=stated).total_reason
    return "" if found is None else found.zh


A, B, C = ("产出", "266", "50", "44.33"), ("效益", "200", "30", "20"), ("满意度", "300", "20", "20")
CASES = [
    ((A, B, C), "84.33", ""),
    ((A, B, C), "", ""),
    (
        (A, B, C), "84.3",
        ("填报总分 84.3 分，采用的合计 84.33 分，相差 -0.03 分：填报总分比各行自评得分之和 84.33 分少 0.03 分，"
        "按“各行自评得分之和四舍五入到 1 位小数”或“各行测算分不先取整、合计后四舍五入到 1 位小数”计算都得到同样的数（84.3 分），请核对采用的是哪一种"),
    ),
    (
        (A, B, C), "64.33",
        "填报总分 64.33 分，采用的合计 84.33 分，相差 -20 分：填报总分比各行自评得分之和 84.33 分少 20 分，请说明总分来源",
    ),
    (
        (A, B, C), "40",
        ("填报总分 40 分，采用的合计 84.33 分，相差 -44.33 分：填报总分比各行自评得分之和 84.33 分少 44.33 分，"
        "按“各行自评得分之和减去产出这一类”计算得到同样的数（40 分），请核对是否采用该算法"),
    ),
    (
        (A, B, ("满意度", "300", "20", "19")), "83.33",
        "填报总分 83.33 分，采用的合计 84.33 分，相差 -1 分：1 行自评得分与采用得分不同，合计 -1 分",
    ),
    (
        (A, B, ("满意度", "", "20", "19")), "83.33",
        "填报总分 83.33 分，采用的合计 64.33 分，相差 +19 分：1 行待人工认定，自评得分合计 19 分没有计入",
    ),
    (
        (A, B, ("满意度", "300", "20", "")), "64.33",
        "填报总分 64.33 分，采用的合计 84.33 分，相差 -20 分：1 行没有自评得分，采用得分合计 20 分",
    ),
    (
        (A, B), "80.41",
        ("填报总分 80.41 分，采用的合计 64.33 分，相差 +16.08 分：填报总分比各行自评得分之和 64.33 分多 16.08 分，"
        "按“各行之和由80分折算为100分”计算得到同样的数（80.41 分），请核对是否采用该算法"),
    ),
    (
        (A, B, ("满意度", "300", "20", "19")), "84.33",
        ("填报总分 84.33 分与采用的合计相同：1 行自评得分与采用得分不同，合计 -1 分；填报总分比各行自评得分之和 83.33 分多 1 分，"
        "按“评分标准测算的合计”计算得到同样的数（84.33 分），请核对是否采用该算法"),
    ),
    (
        (A, B, ("满意度", "300", "20", "19")), "100",
        ("填报总分 100 分，采用的合计 84.33 分，相差 +15.67 分：1 行自评得分与采用得分不同，合计 -1 分；"
        "填报总分比各行自评得分之和 83.33 分多 16.67 分，按“满分”计算得到同样的数（100 分），请核对是否采用该算法"),
    ),
    (
        (A, ("效益", "200", "30", "18"), ("满意度", "300", "20", "19")), "",
        "各行自评得分之和 81.33 分，采用的合计 84.33 分，相差 -3 分：2 行自评得分与采用得分不同，合计 -3 分",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "stated", "message"), CASES)
def test_accounts(rows: tuple[tuple[str, str, str, str], ...], stated: str, message: str) -> None:
    assert said(*rows, stated=stated) == message


def test_sum_of_exact_scores_rounded_once() -> None:
    """Three thirds are 1, three rounded thirds 0.99."""
    rows = [("产出", "100", "1", "0.33")] * 3
    assert said(*rows, stated="1") == (
        "填报总分 1 分，采用的合计 0.99 分，相差 +0.01 分：填报总分比各行自评得分之和 0.99 分多 0.01 分，"
        "按“各行自评得分之和四舍五入到 1 位小数”或“各行测算分不先取整、合计后四舍五入到 2 位小数”计算都得到同样的数（1 分），请核对采用的是哪一种"
    )


def test_in_english() -> None:
    found = table(A, B, ("满意度", "300", "20", "19"), stated="100").total_reason
    assert found is not None
    assert found.text("en") == (
        "the stated total is 100, the adopted total 84.33, a difference of +15.67: rows that differ from the adopted score: "
        "1, by -1; the stated total differs from the sum of its self scores (83.33) by +16.67; “full points” gives the same "
        "figure (100 points); please check whether it was used"
    ).replace("full points", "the full score")


_PARTS = re.compile(
    r"不同，合计 (-?\+?[0-9.]+) 分|自评得分合计 ([0-9.]+) 分没有计入|采用得分合计 ([0-9.]+) 分|合计变动 ([-+][0-9.]+) 分"
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["产出", "效益"]), st.sampled_from(["", "150", "200", "266", "300"]),
                  st.sampled_from(["10", "20", "30"]), st.sampled_from(["", "5", "8.87", "20", "10"])),
        min_size=1, max_size=6,
    ),
    st.sampled_from(["", "60", "84.3", "100"]),
)  # fmt: skip
def test_the_parts_add_up(rows: list[tuple[str, str, str, str]], stated: str) -> None:
    """Law: what the account names adds up to the difference exactly."""
    result = table(*rows, stated=stated)
    own = total(r.self_score for r in result.rows if r.self_score is not None)
    found = result.total_reason
    if found is None:
        assert all(r.self_score is None for r in result.rows) or own == result.total
        return
    parts = Decimal(0)
    for differing, waiting, silent, adjusted in _PARTS.findall(found.zh):
        parts += Decimal(differing or waiting or 0) - Decimal(silent or adjusted or 0)
    said_total = result.self_total if result.self_total is not None else own
    assert said_total - result.total == parts + (said_total - own)
