"""Measures: exact pairs, and named reasons where there is none."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfscore.curves import (
    AbsDeviation,
    Completion,
    Count,
    Deviation,
    Excess,
    Inputs,
    Late,
    Listed,
    RangeFit,
    Rank,
    ReverseRatio,
    Undefined,
    Value,
)

F = Fraction
positive = st.fractions(F(1, 100), 500, max_denominator=100)


@settings(max_examples=60, deadline=None)
@given(positive, positive)
def test_ratios_against_fractions(a: F, t: F) -> None:
    inputs = Inputs(actual=a, target=t)
    assert F(*Completion().measure(inputs)) == a / t
    assert F(*ReverseRatio().measure(inputs)) == min(t / a, 1)
    assert F(*Deviation().measure(inputs)) == a / t - 1
    assert F(*AbsDeviation().measure(inputs)) == abs(a / t - 1)
    assert F(*Excess("%").measure(inputs)) == (a - t) / 100
    assert F(*Value("%", True).measure(inputs)) == a / 100


def test_a_rate_below_zero_where_the_clause_speaks_of_one() -> None:
    assert F(*Completion(signed=True).measure(Inputs(actual=-3, target=6))) == F(-1, 2)


UNDEFINED = [
    (
        Completion("%", signed=True),
        Inputs(actual=-3, target=-2),
        "negative",
        "指标值 -2% 或实际完成值 -3% 是负数，不能算完成比例",
    ),
    (Completion("%"), Inputs(actual=-3, target=-2), "negative", "指标值 -2% 或实际完成值 -3% 是负数，不能算完成比例"),
    (Completion("起"), Inputs(actual=2, target=0), "zero_target", "指标值是 0，实际完成值 2起 与它不能算比例"),
    (
        ReverseRatio("万元"),
        Inputs(actual=-1, target=5),
        "negative",
        "指标值 5万元 或实际完成值 -1万元 是负数，不能算完成比例",
    ),
    (Completion(), Inputs(target=5), "missing", "按评分标准计分需要实际完成值，没有提供"),
    (Completion(), Inputs(actual=5), "missing", "按评分标准计分需要指标值或参照值，没有提供"),
    (Excess(), Inputs(actual=5), "missing", "按评分标准计分需要指标值或参照值，没有提供"),
    (Value(None, True), Inputs(actual=5, unit="人"), "unit", "单位不一致：这里是“%”，另一处是“人”"),
    (Late("天"), Inputs(), "missing", "按评分标准计分需要逾期时间（天），没有提供"),
    (Rank(), Inputs(), "missing", "按评分标准计分需要名次，没有提供"),
    (Rank(), Inputs(rank=0), "negative", "指标值 第1名 或实际完成值 第0名 是负数，不能算完成比例"),
    (Count(), Inputs(), "missing", "按评分标准计分需要次数，没有提供"),
    (Count(), Inputs(count=-1), "negative", "指标值 0 或实际完成值 -1 是负数，不能算完成比例"),
    (
        Listed((("一", F(1)), ("二", F(2)))),
        Inputs(checklist={1: True}),
        "missing",
        "按评分标准计分需要要素2是否符合，没有提供",
    ),
    (RangeFit(F(3), F(5), False), Inputs(), "missing", "按评分标准计分需要实际完成值，没有提供"),
]


@pytest.mark.parametrize(
    ("measure", "inputs", "kind", "message"), UNDEFINED, ids=[f"{type(u[0]).__name__} {u[2]}" for u in UNDEFINED]
)
def test_why_there_is_no_figure(measure, inputs: Inputs, kind: str, message: str) -> None:
    got = measure.measure(inputs)
    assert isinstance(got, Undefined)
    assert (got.kind, got.reason.message) == (kind, message)


@pytest.mark.parametrize(("a", "fit"), [(20, F(2, 3)), (30, F(1)), (50, F(1)), (55, F(9, 10)), (101, F(0))])
def test_how_far_a_value_keeps_to_a_range(a: int, fit: F) -> None:
    assert F(*RangeFit(F(30), F(50), False).measure(Inputs(actual=a))) == fit


def test_faults_of_several_kinds_cost_their_own_points_up_to_their_own_limits() -> None:
    count = Count((F(1), F(1, 2)), ("甲", "乙"), (True, False), (None, F(1)))
    inputs = Inputs(counts=(3, 9))
    assert F(*count.measure(inputs)) == 2
    assert count.formula(inputs, F(2)) == "扣分合计 = 甲 3×1分 + 乙 9×0.5分 = 2分"


def test_in_time_counts_as_no_delay() -> None:
    assert Late().measure(Inputs(days=-4)) == (0, 1)
    assert Late().formula(Inputs(days=-4), F(0)) == "未逾期"
