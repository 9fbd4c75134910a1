"""Words against the table: reasons, own problems, goals, scope, years, names."""

from __future__ import annotations

import pytest

from tests.checks.made import FACTS, TABLE, checked, codes, messages, passed


def test_less_than_full_points_without_a_reason() -> None:
    found = checked(FACTS.replace("自评得分: 20", "自评得分: 18"))
    assert messages(found, "K881")[1:] == ["“项目成本”自评 18 分，分值 20 分，“偏差原因分析及改进措施”没有填写"]


def test_a_missed_target_with_full_points_and_no_reason() -> None:
    assert messages(checked(met={"培训人数": False}), "K881")[1:] == [
        "“培训人数”实际完成值没有达到年度指标值，“偏差原因分析及改进措施”没有填写"
    ]


@pytest.mark.parametrize(("note", "asked"), [("天气原因，工期顺延", False), ("无", True), ("——", True)])
def test_a_reason_that_says_something(note: str, asked: bool) -> None:
    found = checked(FACTS.replace("自评得分: 20", f'自评得分: 18, 偏差原因: "{note}"'))
    assert any("项目成本" in m for m in messages(found, "K881")) == asked


def test_a_row_that_does_not_apply_needs_no_reason() -> None:
    found = checked(FACTS.replace("自评得分: 20", "自评得分: 0, 不适用: 项目取消"))
    assert not any("项目成本" in m for m in messages(found, "K881"))


OWN = """
报告陈述:
  - {项目: 资金执行进度较慢, 类型: 执行进度偏慢, 涉及指标: [培训人数], 出处: 七（二）}
"""


def test_a_problem_the_text_tells_of_and_the_table_does_not() -> None:
    finding = next(f for f in checked(FACTS + OWN).findings if f.code == "K882")
    assert finding.message == (
        "报告（七（二））写“资金执行进度较慢”，所涉的培训人数（70 分）得满分，偏差原因没有填写，"
        "全表各行的偏差原因都是空的；"
        "请说明两者的关系"
    )
    assert finding.where == "产出指标/数量指标/培训人数"


@pytest.mark.parametrize(
    "change", [("自评得分: 70", "自评得分: 60"), ("自评得分: 70", "自评得分: 70, 偏差原因: 已加快")]
)
def test_a_problem_that_the_table_answers(change: tuple[str, str]) -> None:
    found = checked(FACTS.replace(*change) + OWN)
    assert "K882" not in codes(found)
    assert passed(found, "自述问题") == ["“资金执行进度较慢”在所涉各行有说明"]


def test_a_problem_of_a_row_that_does_not_exist() -> None:
    assert messages(checked(FACTS + OWN.replace("培训人数", "培训天数")), "K842") == [
        "报告陈述对应的“培训天数”在表中找不到，这一项没有核对"
    ]


# --- goals and scope ----------------------------------------------------------------------------------------------

GOALS = (
    TABLE
    + """
年度总体目标:
  - {编号: 1, 目标: 保证局机关及所属二级单位运转}
  - {编号: 2, 目标: 完成培训}
"""
)


def answer(goals: str) -> str:
    return FACTS + f"总体目标完成情况:\n  - {{目标: [{goals}], 实际完成情况: 已完成培训}}\n"


def test_goals_without_an_answer() -> None:
    assert messages(checked(answer("2"), table=GOALS), "K883") == [
        "第 1 项总体目标在表中没有实际完成情况（1. 保证局机关及所属二级单位运转）"
    ]
    assert messages(checked(FACTS, table=GOALS), "K883") == [
        "第 1、2 项总体目标在表中没有实际完成情况（1. 保证局机关及所属二级单位运转；2. 完成培训）"
    ]


def test_goals_that_are_answered() -> None:
    assert "K883" not in codes(checked(answer("1, 2"), table=GOALS))
    assert "K883" not in codes(checked(FACTS + "总体目标完成情况: 全部完成\n", table=GOALS))


@pytest.mark.parametrize(
    ("scope", "asked"), [("局本级", True), ("委机关本级", True), ("局本级及下属单位", False), ("全系统", False)]
)
def test_the_scope_against_the_goals(scope: str, asked: bool) -> None:
    found = checked(answer("1, 2"), table=GOALS + f"评价范围: {scope}\n")
    assert ("K884" in codes(found)) == asked
    if asked:
        assert messages(found, "K884") == [
            (
                f"评价范围为“{scope}”，总体目标第 1 项提到“及所属”（保证局机关及所属二级单位运转）；"
                "请说明下属单位是否在评价范围内"
            )
        ]


def test_two_scopes() -> None:
    text = "报告陈述:\n  - {项目: 评价范围, 类型: 评价范围, 值: 全系统, 出处: 六（一）}\n"
    assert messages(checked(FACTS + text, table=TABLE + "评价范围: 局本级\n"), "K885") == [
        "评价范围，自评表为“局本级”，报告（六（一））写“全系统”"
    ]


# --- years and names ----------------------------------------------------------------------------------------------


def named(name: str) -> str:
    return (
        FACTS
        + f"基础数据:\n  - {{名称: {name}, 单位: 万元, 数值: {{2023年决算数: 1, 2024年决算数: 2}}, 出处: 附件1}}\n"
    )


def test_a_heading_of_another_year() -> None:
    finding = next(f for f in checked(named("楼堂馆所（2023年完工项目）")).findings if f.code == "K886")
    assert (
        finding.message == "基础数据“楼堂馆所（2023年完工项目）”写的是 2023年，评价年度是 2024 年；请核对是否沿用了旧表"
    )
    assert finding.severity == "ask"


@pytest.mark.parametrize(
    "name",
    [
        "楼堂馆所（2024年完工项目）", "较2023年增加数", "2023年结转资金", "2021-2025年规划", "2021年至2024年累计",
        "2022年以来新增", "截至2023年末存量",
        "2025年计划", "编号12023年", "财预〔2013〕53号", "2019年版标准",
    ],
)  # fmt: skip
def test_years_that_are_meant(name: str) -> None:
    assert "K886" not in codes(checked(named(name)))


def test_facts_of_another_body() -> None:
    assert messages(checked(FACTS + "单位: 别的局\n"), "K887") == ["自评表的单位是“某局”，填报数据的单位是“别的局”"]
    assert "K887" not in codes(checked(FACTS + "单位: “某 局”\n"))


ABSENT = "报告陈述:\n  - {项目: 政府性基金预算支出, 类型: 无此项支出, 出处: 三}\n"


@pytest.mark.parametrize(("amount", "finds"), [("0", False), ("5", True)])
def test_spending_that_the_text_says_there_is_none_of(amount: str, finds: bool) -> None:
    facts = FACTS.replace(
        "自评得分: 9.5}",
        f"自评得分: 9.5, 按收入性质分: {{一般公共预算: {60 - int(amount)}, 政府性基金拨款: {amount}}}}}",
    )
    found = messages(checked(facts + ABSENT), "K888")
    assert found == (["报告（三）写明没有“政府性基金预算支出”，自评表“政府性基金拨款”为 5万元"] if finds else [])
