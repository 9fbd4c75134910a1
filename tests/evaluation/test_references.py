"""Targets that compare with a figure outside the table."""

from __future__ import annotations

from decimal import Decimal

import pytest

import perfscore
from tests.evaluation.cases import one_row


@pytest.mark.parametrize(
    ("target", "actual", "reference", "met", "score"),
    [
        ("高于全省平均增速", "15.7%", "15.69%", True, "10"),
        ("高于全省平均增速", "15.7%", "15.7%", False, "0"),
        ("不低于全省平均增速", "15.7%", "15.7%", True, "10"),
        ("低于全省平均水平", "3%", "3%", False, "0"),
        ("低于全省平均水平", "2.9%", "3%", True, "10"),
        ("高于全国平均2个百分点", "7%", "5%", True, "10"),
        ("高于全国平均2个百分点", "6.9%", "5%", False, "0"),
        ("低于全国平均2个百分点", "3%", "5%", True, "10"),
        ("低于全国平均2个百分点", "3.1%", "5%", False, "0"),
    ],
)
def test_benchmarked(target: str, actual: str, reference: str, met: bool, score: str) -> None:
    row = one_row(target, actual, 参照值=reference, 得分="10")
    assert (row.basis, row.met, row.score) == ("benchmarked", met, Decimal(score)), row.explanation


@pytest.mark.parametrize("reference", ["约5%", "5人", "较高", "≥5%", "第5位"])
def test_reference_values_that_cannot_be_compared_wait(reference: str) -> None:
    row = one_row("高于全省平均增速", "15.7%", 参照值=reference, 得分="10")
    assert (row.outcome, row.score) == ("pending", None), row.explanation


def test_two_percent_above_a_percentage_is_asked() -> None:
    row = one_row("高于全国平均2%", "7.3%", 参照值="7%", 得分="10")
    assert row.outcome == "pending"
    assert "E757" in {p.code for p in row.problems}


def test_a_value_of_another_name_is_not_taken() -> None:
    from perfscore import evaluate, load, read_facts
    from tests.seed import FACTS, TABLE

    for name, basis in (
        ("全国平均增速", "reference_missing"),
        ("全省平均", "benchmarked"),
        ("全省工业投资平均增速", "benchmarked"),
    ):
        text = FACTS.read_text("utf-8") + f"\n参照值:\n  - {{指标: 工业投资增长, 名称: {name}, 值: 5%, 来源: 试填}}\n"
        assert evaluate(load(TABLE), read_facts(text)).row("工业投资增长").basis == basis, name


IN_PROPORTION = """约定:
  未达参照: 按比例
默认评分:
  正向: 完成目标的得满分，未完成的按完成比例计分，实际完成值小于0的不得分
"""


@pytest.mark.parametrize(
    ("actual", "reference", "score"),
    [("6.3%", "7%", "9"), ("7%", "7%", "10"), ("-0.4%", "7%", "0"), ("0%", "7%", "0"), ("8%", "7%", "10")],
)
def test_a_clause_may_say_what_a_negative_actual_gives(actual: str, reference: str, score: str) -> None:
    row = one_row("高于全省平均增速", actual, 参照值=reference, choices=IN_PROPORTION)
    assert (row.basis, row.score) == ("benchmarked", Decimal(score)), row.explanation


@pytest.mark.parametrize(
    ("actual", "reference", "choices"),
    [("-3%", "-2%", IN_PROPORTION), ("-3%", "7%", "约定:\n  未达参照: 按比例\n")],
)
def test_other_negative_figures_have_no_ratio(actual: str, reference: str, choices: str) -> None:
    row = one_row("高于全省平均增速", actual, 参照值=reference, choices=choices)
    assert (row.outcome, row.score) == ("pending", None)
    assert "两者不能算完成比例，未完成的得分由人工认定" in row.explanation


def test_a_negative_actual_says_which_part_of_the_clause_it_falls_under() -> None:
    row = one_row("高于全省平均增速", "-0.4%", 参照值="8%", choices=IN_PROPORTION)
    assert "完成率 = -0.4 ÷ 8 = -5%；-5% 符合“完成率<0”，得 0 分" in row.explanation


def test_a_clause_that_cannot_be_bound_leaves_the_row_to_a_person() -> None:
    """Rows kept as printed may carry a checklist that does not add up; a supplied reference cannot help that."""
    text = """格式: perfscore/1
自评表: 试算表
照录: 是
适用办法: national/self-evaluation-2021
指标:
  产出指标:
    数量指标:
      - {三级指标: 甲, 年度指标值: 高于全省平均增速, 分值: 30, 评分标准: ①制度健全（4分）；②执行到位（6分）}
"""
    facts = {
        "完成情况": [{"三级指标": "甲", "实际完成值": "5%"}],
        "参照值": [{"指标": "甲", "名称": "全省平均增速", "值": "3%"}],
    }
    row = perfscore.evaluate(perfscore.load(text), facts).rows[0]
    assert (row.outcome, row.low, row.high) == ("pending", 0, 30)
    assert row.steps[-1].text == ("待人工认定：评分标准里的各项合计 10 分，本行分值是 30 分，得分应在 0 至 30 分之间")
