"""加减分, 执行率封顶, 一票否决: in a fixed order, with limits, and what is not in the scheme is never counted."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import perfscore
from perfscore.evaluation.limits import Ends, apply_limits, execution_rate
from perfscore.planning import Plan
from perfscore.rules.aggregation import Aggregation, CapBand, Extra, Extras, Veto
from perfscore.rules.facts import ExtraFiling, Facts, Figure, FundRow, Funds, VetoFiling
from tests.evaluation.test_aggregate import plan_of, row

EXTRAS = Extras(
    Decimal(3), Decimal(30), Decimal(103), (Extra("创新", "加分"), Extra("问题", "扣分", Decimal(2), Decimal(10)))
)


def plan(aggregation: Aggregation) -> Plan:
    return plan_of([row(("甲", "一"), "a", "100")], aggregation=aggregation)


def flat(total: str) -> Ends:
    return Ends(Decimal(total), Decimal(total), Decimal(total))


def bonus(points: str) -> ExtraFiling:
    return ExtraFiling("创新", points=Figure(points))


def faults(count: str) -> ExtraFiling:
    return ExtraFiling("问题", Figure(count))


def limited(total: str, *filings: ExtraFiling) -> tuple[Decimal, list[str]]:
    got = apply_limits(flat(total), plan(Aggregation(extras=EXTRAS)), Facts(extras=filings))
    return got.ends.score, [p.message for p in got.problems]


@pytest.mark.parametrize(
    ("total", "filings", "result"),
    [
        ("93.2", (bonus("4"), faults("2")), "92.2"),
        ("93.2", (bonus("2分"), faults("1例")), "93.2"),
        ("93.2", (faults("20"),), "83.2"),
        ("5", (faults("20"),), "0"),
        ("100", (bonus("9"),), "103"),
        ("100", (bonus("1"), bonus("1.5")), "102.5"),
        ("100", (), "100"),
    ],
)
def test_bonus_and_penalty(total: str, filings: tuple[ExtraFiling, ...], result: str) -> None:
    assert limited(total, *filings) == (Decimal(result), [])


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 10000), st.lists(st.integers(0, 400)), st.lists(st.integers(0, 6)))
def test_limits_hold_whatever_is_claimed(cents: int, claims: list[int], counts: list[int]) -> None:
    total = Fraction(cents, 100)
    filings = [bonus(str(Decimal(c) / 100)) for c in claims] + [faults(str(n)) for n in counts]
    got, problems = limited(str(Decimal(cents) / 100), *filings)
    up = min(Fraction(sum(claims), 100), Fraction(3))
    down = min(Fraction(2 * sum(counts)), Fraction(10))
    assert problems == []
    assert Fraction(got) == min(max(total + up - down, Fraction(0)), Fraction(103))


@pytest.mark.parametrize(
    ("filing", "message"),
    [
        (
            ExtraFiling("领导批示", points=Figure("2")),
            "“领导批示”不在评分办法“预算绩效单位自评计分办法（全国通用，2021年起）”的加减分项目之列，没有计入总分",
        ),
        (
            ExtraFiling("创新", points=Figure("-2")),
            "加减分“创新”的次数或分写作“-2”，不是一个不小于 0 的数，没有计入总分",
        ),
        (
            ExtraFiling("创新", points=Figure("若干")),
            "加减分“创新”的次数或分写作“若干”，不是一个不小于 0 的数，没有计入总分",
        ),
        (ExtraFiling("创新", count=Figure("2")), "加减分“创新”的次数或分写作“2”，不是一个不小于 0 的数，没有计入总分"),
        (
            ExtraFiling("问题", count=Figure("NaN")),
            "加减分“问题”的次数或分写作“NaN”，不是一个不小于 0 的数，没有计入总分",
        ),
    ],
)
def test_what_cannot_be_counted_is_said_and_not_counted(filing: ExtraFiling, message: str) -> None:
    assert limited("90", filing) == (Decimal(90), [message])


def test_a_scheme_without_bonuses_counts_none() -> None:
    got = apply_limits(flat("90"), plan(Aggregation()), Facts(extras=(bonus("2"),)))
    assert (got.ends.score, [p.code for p in got.problems]) == (Decimal(90), ["E781"])


def test_the_order_is_bonus_cap_veto() -> None:
    rule = Aggregation(
        extras=EXTRAS,
        caps=(CapBand(Decimal(80), Decimal(103)), CapBand(Decimal(0), Decimal(89))),
        vetoes=(Veto("挪用", "封顶", cap=Decimal(59)), Veto("作假", "定级", "差")),
    )
    funds = Funds(FundRow("合计", adjusted=Figure("100", "万元"), executed=Figure("700000", "元")))
    facts = Facts(funds=funds, extras=(bonus("3"),), vetoes=(VetoFiling("挪用", "审计"), VetoFiling("作假", "复核")))
    got = apply_limits(flat("95"), plan(rule), facts)
    assert (got.ends.score, got.forced) == (Decimal(59), "差")
    assert [s.text for s in got.notes] == [
        "加分：创新 3 分",
        "总分 95 + 3 - 0 = 98 分",
        "预算执行率 70%，总分最高 89 分：由 98 分减为 89 分",
        "一票否决“挪用”（审计）：总分最高 59 分",
        "一票否决“作假”（复核）：等级定为“差”",
    ]


def test_the_worse_of_two_vetoed_grades_stands() -> None:
    rule = Aggregation(vetoes=(Veto("甲", "定级", "差"), Veto("乙", "定级", "中")))
    for order in (("甲", "乙"), ("乙", "甲")):
        got = apply_limits(flat("95"), plan(rule), Facts(vetoes=tuple(VetoFiling(m) for m in order)))
        assert got.forced == "差"


def test_a_veto_the_scheme_does_not_know() -> None:
    rule = Aggregation(vetoes=(Veto("弄虚作假", "计零"),))
    got = apply_limits(flat("95"), plan(rule), Facts(vetoes=(VetoFiling("迟报"),)))
    assert got.ends.score == 95
    assert [(p.message, p.hints()) for p in got.problems] == [
        (
            "“迟报”不在评分办法“预算绩效单位自评计分办法（全国通用，2021年起）”的一票否决事项之列，没有影响总分和等级",
            ("可用的事项：弄虚作假",),
        )
    ]


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 10**6), st.integers(0, 2 * 10**6))
def test_the_rate_is_exact(adjusted: int, executed: int) -> None:
    facts = Facts(
        funds=Funds(FundRow("合计", adjusted=Figure(str(adjusted), "元"), executed=Figure(str(executed), "元")))
    )
    assert execution_rate(facts, plan(Aggregation())) == Fraction(executed * 100, adjusted)


@pytest.mark.parametrize(("adjusted", "executed"), [("0", "0"), ("", "5"), ("100", ""), ("-5", "5"), ("5", "-5")])
def test_a_rate_that_cannot_be_computed(adjusted: str, executed: str) -> None:
    facts = Facts(funds=Funds(FundRow("合计", adjusted=Figure(adjusted, "元"), executed=Figure(executed, "元"))))
    assert execution_rate(facts, plan(Aggregation())) is None


def test_the_words_of_a_yaml_file_reach_the_total() -> None:
    rows = perfscore.load("yunnan/transfer-funds")
    assert rows.scheme.aggregation.extras is not None
    assert [i.name for i in rows.scheme.aggregation.extras.items] == ["机制创新", "审计、巡视等发现违规违纪问题"]
