"""The report's text against the table: equal figures, links that lead nowhere, worked-out differences, units."""

from __future__ import annotations

import pytest

from tests.checks.made import FACTS, checked, codes, messages, passed

BASE = """
基础数据:
  - 名称: 三公经费
    单位: 万元
    数值: {2024年预算数: 43.41, 2024年决算数: 40}
    出处: 附件1
"""


def stated(value: str, link: str, aspect: str = "年初预算数", item: str = "“三公”经费") -> str:
    return (
        FACTS
        + BASE
        + f"报告陈述:\n  - {{项目: {item}, 口径: {aspect}, 值: {value}, 出处: 二（二）, 对应: {{{link}}}}}\n"
    )


BUDGET = "基础数据: 三公经费, 列: 2024年预算数"


def test_the_same_figure_passes() -> None:
    found = checked(stated("43.41万元", BUDGET))
    assert "K841" not in codes(found)
    assert passed(found, "正文与表格") == ["“‘三公’经费”年初预算数 43.41万元：报告与附件1“三公经费”2024年预算数一致"]


def test_another_figure_names_both_and_asks() -> None:
    found = checked(stated("49万元", BUDGET))
    finding = next(f for f in found.findings if f.code == "K841")
    assert finding.message == (
        "“‘三公’经费”年初预算数：报告（二（二））写 49万元，附件1“三公经费”2024年预算数为 43.41万元，"
        "相差 5.59万元；请说明以哪个为准"
    )
    assert finding.where == "基础数据/三公经费/2024年预算数"
    assert finding.place is not None and "49万元" in finding.place.excerpt


@pytest.mark.parametrize("value", ["434100元", "0.004341亿元", "0.0043亿元"])
def test_another_unit_is_the_same_figure(value: str) -> None:
    assert not {"K841", "K831"} & set(codes(checked(stated(value, BUDGET))))


@pytest.mark.parametrize("value", ["超过5万元", "40余万元", "——"])
def test_what_is_no_definite_figure_is_not_compared(value: str) -> None:
    assert not {"K841", "K831"} & set(codes(checked(stated(value, BUDGET))))


def test_the_step_between_units_is_told_as_such() -> None:
    assert messages(checked(stated("43.41元", BUDGET)), "K831", "K841") == [
        (
            "“‘三公’经费”年初预算数：报告（二（二））写 43.41元，附件1“三公经费”2024年预算数为 43.41万元；"
            "两数只差单位，请核对“元”“万元”“亿元”"
        )
    ]


@pytest.mark.parametrize(
    ("link", "cell", "found"),
    [
        ("资金: 全年预算数", "自评表全年预算数", "60万元"),
        ("指标: 项目成本", "自评表“项目成本”实际完成值", "30万元"),
        ("基础数据: 三公经费, 列: 2024年决算数", "附件1“三公经费”2024年决算数", "40万元"),
    ],
)
def test_every_kind_of_link(link: str, cell: str, found: str) -> None:
    text = messages(checked(stated("49万元", link)), "K841")
    assert len(text) == 1
    assert f"报告（二（二））写 49万元，{cell}为 {found}，" in text[0]


def test_the_total_and_the_grade() -> None:
    facts = FACTS + "总分: {自评得分: 99.5}\n自评等级: 优\n"
    text = """
报告陈述:
  - {项目: 综合得分, 口径: 得分, 值: 98分, 出处: 三, 对应: {总分: 自评得分}}
  - {项目: 自评等级, 类型: 等级, 值: 良, 出处: 三, 对应: {等级: 自评等级}}
"""
    assert messages(checked(facts + text), "K841", "K843") == [
        "“自评等级”：报告（三）写“良”，自评等级为“优”；请说明以哪个为准",
        "“综合得分”得分：报告（三）写 98分，自评表总分的自评得分为 99.5分，相差 1.5分；请说明以哪个为准",
    ]


@pytest.mark.parametrize(
    ("link", "name", "near"),
    [
        ("基础数据: 三公金费, 列: 2024年预算数", "三公金费", "三公经费"),
        ("基础数据: 三公经费, 列: 2024年预算", "三公经费/2024年预算", "2024年预算数"),
        ("资金: 全年预算", "全年预算", "全年预算数"),
        ("指标: 项目成本额", "项目成本额", "项目成本"),
        ("指标: 绿化面积", "绿化面积", ""),
    ],
)
def test_a_link_that_leads_nowhere(link: str, name: str, near: str) -> None:
    finding = next(f for f in checked(stated("49万元", link)).findings if f.code == "K842")
    assert finding.message == f"报告陈述对应的“{name}”在表中找不到，这一项没有核对"
    assert finding.hints() == ((f"是不是“{near}”？",) if near else ())


def test_parts_that_differ_are_told_with_their_total() -> None:
    text = """
基础数据:
  - {名称: 合计数, 单位: 万元, 数值: {2024年预算数: 12}, 出处: 附表}
  - {名称: 甲项, 单位: 万元, 数值: {2024年预算数: 5}, 出处: 附表}
报告陈述:
  - 项目: 合计
    口径: 年初预算数
    值: 20万元
    出处: 二
    对应: {基础数据: 合计数, 列: 2024年预算数}
    其中: [{拆分: 项, 穷尽: 是, 分项: [{名称: 甲, 单位: 万元, 数值: {年初预算数: 20}}]}]
  - {项目: 甲, 口径: 年初预算数, 值: 20万元, 出处: 二, 对应: {基础数据: 甲项, 列: 2024年预算数}}
"""
    assert messages(checked(FACTS + text), "K841") == [
        (
            "“合计”年初预算数：报告（二）写 20万元，附表“合计数”2024年预算数为 12万元，相差 8万元；"
            "其中（报告/表）甲 20万元/5万元；请说明以哪个为准"
        )
    ]


# --- worked-out differences ---------------------------------------------------------------------------------------

WORKED = """
报告陈述:
  - {{项目: 接待费, 口径: 年初预算数, 值: 10万元, 出处: 二}}
  - {{项目: 接待费, 口径: 实际支出, 值: {actual}, 出处: 二}}
  - {{项目: 接待费, 口径: {aspect}, 值: {value}, 出处: 二}}
"""


def worked(value: str, aspect: str = "较年初预算减少", actual: str = "1.12万元") -> str:
    return FACTS + WORKED.format(value=value, aspect=aspect, actual=actual)


def test_a_difference_that_is_right() -> None:
    found = checked(worked("8.88万元"))
    assert not {"K831", "K844"} & set(codes(found))
    assert passed(found, "增减额") == ["“接待费”较年初预算减少 8.88万元：10万元 - 1.12万元 = 8.88万元"]


def test_a_difference_in_the_wrong_unit() -> None:
    assert messages(checked(worked("8.88元")), "K831", "K844") == [
        (
            "“接待费”较年初预算减少：报告（二）写 8.88元，10万元 - 1.12万元 = 8.88万元；两数只差单位，"
            "请核对“元”“万元”“亿元”"
        )
    ]


def test_a_difference_that_is_wrong() -> None:
    assert messages(checked(worked("8.8万元")), "K831", "K844") == [
        "“接待费”较年初预算减少：报告（二）写 8.8万元，按所列金额计算：10万元 - 1.12万元 = 8.88万元"
    ]


def test_a_difference_in_the_other_direction() -> None:
    assert messages(checked(worked("8.88万元", "较年初预算增加")), "K844") == [
        "“接待费”较年初预算增加：报告（二）写 8.88万元，按所列金额计算：1.12万元 - 10万元 = -8.88万元"
    ]


def test_a_difference_in_percent() -> None:
    assert passed(checked(worked("88.8%", "较年初预算下降")), "增减额")
    assert messages(checked(worked("80%", "较年初预算下降")), "K844") == [
        "“接待费”较年初预算下降：报告（二）写 80%，按所列金额计算：（10万元 - 1.12万元）÷ 10万元 = 88.8%"
    ]


def test_a_difference_to_last_year() -> None:
    text = BASE.replace("2024年预算数: 43.41", "2023年决算数: 50").replace("三公经费", "接待费")
    text += "报告陈述:\n  - {项目: 接待费, 口径: 较上年减少, 值: 9万元, 出处: 二}\n"
    assert messages(checked(FACTS + text), "K844") == [
        "“接待费”较上年减少：报告（二）写 9万元，按所列金额计算：50万元 - 40万元 = 10万元"
    ]


# --- units --------------------------------------------------------------------------------------------------------


def test_figures_side_by_side_ten_thousand_times_apart() -> None:
    text = BASE.replace("2024年决算数: 40", "2024年决算数: 430000")
    assert messages(checked(FACTS + text), "K832") == [
        "“三公经费”2024年预算数为 43.41万元，2024年决算数为 430000万元，相差约 9906 倍，请核对单位是“元”还是“万元”"
    ]


@pytest.mark.parametrize("value", ["430", "4341", "43410000"])
def test_figures_that_are_far_apart_for_other_reasons(value: str) -> None:
    assert "K832" not in codes(checked(FACTS + BASE.replace("2024年决算数: 40", f"2024年决算数: {value}")))


def test_units_that_convert_are_no_slip() -> None:
    assert "K832" not in codes(checked(FACTS + BASE.replace("2024年决算数: 40", "2024年决算数: 400000元")))
