"""Budgets against spending."""

from __future__ import annotations

import pytest

from tests.checks.made import FACTS, checked, codes, messages, passed


def lines(*rows: str) -> str:
    return FACTS + "基础数据:\n" + "".join(f"  - {{{r}, 单位: 万元, 出处: 附件1}}\n" for r in rows)


def line(name: str, budget: str, actual: str, before: str = "1") -> str:
    return f"名称: {name}, 数值: {{2023年决算数: {before}, 2024年预算数: {budget}, 2024年决算数: {actual}}}"


def test_columns_that_are_the_same_in_every_line() -> None:
    found = checked(
        lines(line("甲", "5.93", "5.93"), line("乙", "36", "36"), line("丙", "1.1", "1.1"), line("丁", "0", "0"))
    )
    finding = next(f for f in found.findings if f.code == "K851")
    assert finding.message == (
        "“2024年预算数”与“2024年决算数”在 3 行里逐行相同（另有 1 行两栏都是 0）：甲 5.93万元、乙 36万元、丙 1.1万元；"
        "请说明预算数的来源（批复数还是决算数）"
    )
    assert finding.severity == "ask"


def test_one_line_that_differs_is_enough() -> None:
    found = checked(lines(line("甲", "6", "5.93"), line("乙", "36", "36"), line("丙", "1.1", "1.1")))
    assert "K851" not in codes(found)
    assert passed(found, "预算决算相同") == ["3 行同时填有2024年预算数、2024年决算数，其中 1 行不同"]


def test_too_few_lines_say_nothing_and_the_number_is_a_parameter() -> None:
    two = lines(line("甲", "5.93", "5.93"), line("乙", "36", "36"))
    assert "K851" not in codes(checked(two))
    assert "K851" in codes(checked(two, checks="勾稽: {预算决算相同: {行数: 2}}\n"))


PARTS = """
报告陈述:
  - 项目: 三公
    口径: 年初预算数
    值: {budget}万元
    出处: 二
    其中:
      - 拆分: 项
        穷尽: 是
        分项:
          - {{名称: 出国费, 单位: 万元, 数值: {{年初预算数: 0}}}}
          - {{名称: 用车费, 单位: 万元, 数值: {{年初预算数: {budget}}}}}
  - 项目: 三公
    口径: 实际支出
    值: 15.93万元
    出处: 二
    其中:
      - 拆分: 项
        穷尽: 是
        分项:
          - {{名称: 出国费, 单位: 万元, 数值: {{实际支出: 5.93}}}}
          - {{名称: 用车费, 单位: 万元, 数值: {{实际支出: 10}}}}
"""


def test_an_item_over_its_budget_while_the_sum_stays_under() -> None:
    found = checked(FACTS + PARTS.format(budget="20"))
    finding = next(f for f in found.findings if f.code == "K852")
    assert (
        finding.message
        == "“出国费”实际 5.93万元，年初预算数 0万元，多 5.93万元；所属“三公”实际 15.93万元、预算 20万元，合计没有超过"
    )
    assert finding.where == "报告陈述/三公/出国费/实际支出"
    assert codes(found).count("K852") == 1


def test_item_and_sum_over_their_budgets() -> None:
    assert messages(checked(FACTS + PARTS.format(budget="8")), "K852") == [
        "“三公”实际 15.93万元，年初预算数 8万元，多 7.93万元，超出 99.13%",
        "“出国费”实际 5.93万元，年初预算数 0万元，多 5.93万元；所属“三公”实际 15.93万元、预算 8万元，合计也超过",
        "“用车费”实际 10万元，年初预算数 8万元，多 2万元，超出 25%；所属“三公”实际 15.93万元、预算 8万元，合计也超过",
    ]


CHANGED = """
报告陈述:
  - {{项目: 基本支出, 口径: 年初预算数, 值: 100万元, 出处: 二}}
  - {{项目: 基本支出, 口径: 调整追加, 值: 20万元, 出处: 二}}
  - {{项目: 基本支出, 口径: 实际支出, 值: {actual}万元, 出处: 二}}
"""


def test_what_was_added_counts_as_budget() -> None:
    found = checked(FACTS + CHANGED.format(actual="120"))
    assert "K852" not in codes(found)
    assert passed(found, "预算与调整") == ["“基本支出”100万元 + 20万元 = 实际支出 120万元"]


def test_more_than_budget_and_addition() -> None:
    assert messages(checked(FACTS + CHANGED.format(actual="121")), "K852") == [
        "“基本支出”实际 121万元，年初预算数 100万元 加调整追加 20万元，共 120万元，多 1万元，超出 0.83%"
    ]


def test_an_adjusted_budget_that_is_not_the_initial_one_with_its_changes() -> None:
    text = CHANGED.format(actual="100") + "  - {项目: 基本支出, 口径: 全年预算数, 值: 130万元, 出处: 二}\n"
    assert messages(checked(FACTS + text), "K853") == [
        "“基本支出”100万元 + 20万元 = 120万元，全年预算数写作 130万元，相差 10万元"
    ]


def test_purchases_without_public_procurement() -> None:
    found = checked(lines(line("公车购置", "25", "24.99"), line("政府采购金额", "0", "0")))
    assert messages(found, "K854") == [
        "有购置支出（“公车购置”24.99万元），“政府采购金额”2024年决算数为 0万元；请说明购置是否属于政府采购"
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [line("公车购置", "25", "24.99"), line("政府采购金额", "30", "24.99")],
        [line("公车购置", "0", "0"), line("政府采购金额", "0", "0")],
        [line("公车购置", "25", "24.99")],
        [line("培训", "25", "24.99"), line("政府采购金额", "0", "0")],
    ],
)
def test_purchases_that_say_nothing(rows: list[str]) -> None:
    assert "K854" not in codes(checked(lines(*rows)))


def funds(initial: str, adjusted: str, executed: str) -> str:
    return FACTS.replace(
        "年初预算数: 60, 全年预算数: 60, 全年执行数: 57",
        f"年初预算数: {initial}, 全年预算数: {adjusted}, 全年执行数: {executed}",
    )


def test_a_budget_that_moved() -> None:
    assert messages(checked(funds("1184.37", "1554.97", "1500")), "K861") == [
        "预算调整率 （1554.97万元 - 1184.37万元）÷ 1184.37万元 = 31.29%，增加 370.6万元，超过 10%；请说明调整的依据"
    ]
    assert messages(checked(funds("100", "80", "80")), "K861") == [
        "预算调整率 （80万元 - 100万元）÷ 100万元 = -20%，减少 20万元，超过 10%；请说明调整的依据"
    ]


def test_a_budget_that_moved_little_and_the_threshold() -> None:
    assert "K861" not in codes(checked(funds("100", "108", "100")))
    assert "K861" in codes(checked(funds("100", "108", "100"), checks="勾稽: {预算调整率: {阈值: 5%}}\n"))
    assert "K861" not in codes(checked(funds("0", "108", "100")))


def test_adjusted_and_executed_alike() -> None:
    assert messages(checked(funds("50", "60", "60")), "K863") == [
        "全年预算数与全年执行数都是 60万元，年初预算数为 50万元，执行率因此为 100%；请说明全年预算数的口径"
    ]
    income = "报告陈述:\n  - {项目: 收入总计, 口径: 收入, 值: 60万元, 出处: 二}\n"
    assert messages(checked(funds("60", "60", "60") + income), "K863") == [
        "全年预算数与全年执行数都是 60万元，也等于“收入总计”60万元，执行率因此为 100%；请说明全年预算数的口径"
    ]


def test_a_fixed_grant_spent_in_full_is_nothing_to_ask_about() -> None:
    assert "K863" not in codes(checked(funds("60", "60", "60")))
    assert "K863" not in codes(checked(funds("50", "60", "59.99")))


def test_three_publics_that_rose() -> None:
    assert messages(checked(lines(line("三公经费", "43.41", "43.41", "33.21"))), "K862") == [
        "“三公经费”变动率 （43.41万元 - 33.21万元）÷ 33.21万元 = +30.71%，高于 0%；请说明原因"
    ]


def test_three_publics_that_fell_or_lack_last_year() -> None:
    assert passed(checked(lines(line("三公经费", "43.41", "30", "33.21"))), "三公经费变动率") == [
        "“三公经费”变动率 （30万元 - 33.21万元）÷ 33.21万元 = -9.67%"
    ]
    assert "K862" not in codes(checked(lines(line("三公经费", "43.41", "43.41", "——"))))
    assert "K862" not in codes(checked(lines(line("三公经费", "43.41", "43.41", "0"))))
