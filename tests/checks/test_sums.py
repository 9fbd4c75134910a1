"""Parts and wholes: 其中, the splits of the funds, shares, rates."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.checks.made import FACTS, checked, codes, messages, passed

ENTRY = """
基础数据:
  - 名称: 三公经费
    单位: 万元
    数值: {{2024年决算数: {total}}}
    出处: 附件1
    其中:
      - 拆分: 项目
        穷尽: {exhaustive}
        分项:
          - {{名称: 接待, 单位: 万元, 数值: {{2024年决算数: {a}}}}}
          - {{名称: 用车, 单位: 万元, 数值: {{2024年决算数: {b}}}}}
"""


def entry(total: str, a: str, b: str, exhaustive: str = "是") -> str:
    return FACTS + ENTRY.format(total=total, a=a, b=b, exhaustive=exhaustive)


def test_a_complete_split_that_adds_up_passes_with_its_figures() -> None:
    found = checked(entry("43.41", "1.12", "42.29"))
    assert "K821" not in codes(found)
    assert passed(found, "其中合计") == ["“三公经费”2024年决算数 43.41万元 = 1.12 + 42.29（附件1）"]


def test_a_complete_split_that_does_not_add_up() -> None:
    found = checked(entry("45.41", "1.12", "42.29"))
    finding = next(f for f in found.findings if f.code == "K821")
    assert finding.message == (
        "“三公经费”2024年决算数为 45.41万元，按项目分的各项相加为 43.41万元，相差 2万元（接待 1.12万元、"
        "用车 42.29万元）"
    )
    assert finding.severity == "error"
    assert finding.where == "基础数据/三公经费/2024年决算数"
    assert finding.place is not None and len(finding.also) == 2
    assert finding.hints() == ("核对总数和各项；各项没有列全的，写“穷尽: 否”",)


def test_a_gap_of_rounding_is_asked_about_and_not_called_an_error() -> None:
    finding = next(f for f in checked(entry("43.42", "1.12", "42.29")).findings if f.code == "K821")
    assert finding.severity == "ask"
    assert finding.hints()[0] == "差额可能来自各项的四舍五入"


def test_a_tolerance_of_the_scheme_lets_it_pass() -> None:
    found = checked(entry("43.42", "1.12", "42.29"), checks="勾稽: {其中合计: {容差: 0.01}}\n")
    assert "K821" not in codes(found)


@pytest.mark.parametrize("exhaustive", ["否", ""])
def test_parts_that_need_not_be_all_may_stay_below_the_total(exhaustive: str) -> None:
    assert "K822" not in codes(checked(entry("50", "1.12", "42.29", exhaustive)))


def test_parts_that_exceed_the_total_cannot_be_right() -> None:
    assert messages(checked(entry("40", "1.12", "42.29", "否")), "K821", "K822") == [
        (
            "“三公经费”2024年决算数为 40万元，按项目分的其中各项相加为 43.41万元，多出 3.41万元（"
            "接待 1.12万元、用车 42.29万元）"
        )
    ]


def test_a_blank_part_leaves_a_complete_split_open() -> None:
    assert "K821" not in codes(checked(entry("43.41", "——", "42.29")))
    assert "K822" in codes(checked(entry("41.41", "——", "42.29")))


def test_parts_in_another_unit_are_converted() -> None:
    assert passed(checked(entry("43.41", "11200元", "42.29")), "其中合计")


def test_two_splits_of_one_total_are_never_added() -> None:
    text = """
报告陈述:
  - 项目: 项目支出
    口径: 实际支出
    值: 10万元
    出处: 二
    其中:
      - 拆分: 科目
        穷尽: 是
        分项: [{名称: 甲, 单位: 万元, 数值: {实际支出: 6}}, {名称: 乙, 单位: 万元, 数值: {实际支出: 4}}]
      - 拆分: 功能
        穷尽: 是
        分项: [{名称: 丙, 单位: 万元, 数值: {实际支出: 3}}, {名称: 丁, 单位: 万元, 数值: {实际支出: 7}}]
"""
    found = checked(FACTS + text)
    assert "K821" not in codes(found)
    assert passed(found, "其中合计") == [
        "“项目支出”实际支出 10万元 = 6 + 4（二）",
        "“项目支出”实际支出 10万元 = 3 + 7（二）",
    ]


cents = st.integers(min_value=0, max_value=10**9)


@given(cents, cents, st.sampled_from([0, 0, 100, -100, 3]))
@settings(max_examples=40, deadline=None)
def test_law_a_split_passes_exactly_where_the_sum_is_the_total(a: int, b: int, off: int) -> None:
    whole = max(a + b + off, 0)
    shown = [f"{v // 100}.{v % 100:02d}" for v in (whole, a, b)]
    found = checked(entry(*shown))
    oracle = Fraction(shown[0]) == Fraction(shown[1]) + Fraction(shown[2])
    assert bool(passed(found, "其中合计")) == oracle
    assert ("K821" in codes(found)) == (not oracle)


# --- funds --------------------------------------------------------------------------------------------------------

FUNDS = """
资金（万元）:
  年初预算数: 60
  全年预算数: 60
  全年执行数: 57
  执行率: {rate}
  自评得分: 9.5
  其中:
    - {{名称: 当年财政拨款, 年初预算数: 40, 全年预算数: {part}, 全年执行数: 37}}
    - {{名称: {last}, 年初预算数: 20, 全年预算数: 20, 全年执行数: 20}}
  按支出性质分: {{基本支出: {basic}, 项目支出: 20}}
完成情况:
  - {{三级指标: 培训人数, 实际完成值: 120人, 自评得分: 70}}
  - {{三级指标: 项目成本, 实际完成值: 30万元, 自评得分: 20}}
"""


def funds(rate: str = "95%", part: str = "40", last: str = "其他资金", basic: str = "40") -> str:
    return FUNDS.format(rate=rate, part=part, last=last, basic=basic)


def test_funds_that_add_up() -> None:
    found = checked(funds())
    assert [c for c in codes(found) if c.startswith("K82")] == []
    assert passed(found, "资金构成") == [
        "资金年初预算数 60万元 = 40 + 20", "资金全年预算数 60万元 = 40 + 20", "资金全年执行数 57万元 = 37 + 20",
        "资金年初预算数按支出性质分 60万元 = 40 + 20",
    ]  # fmt: skip
    assert passed(found, "执行率") == ["“年度资金总额”执行率 95%：57万元 ÷ 60万元 = 95%"]


def test_sub_rows_that_end_with_other_money_are_all() -> None:
    assert messages(checked(funds(part="35")), "K821") == [
        "资金全年预算数为 60万元，各项相加为 55万元，相差 5万元（当年财政拨款 35万元、其他资金 20万元）"
    ]


def test_sub_rows_that_need_not_be_all() -> None:
    assert "K821" not in codes(checked(funds(part="35", last="上年结转资金")))


def test_sub_rows_above_the_total_row() -> None:
    assert messages(checked(funds(part="90", last="上年结转资金")), "K822") == [
        "资金全年预算数为 60万元，其中各项相加为 110万元，多出 50万元（当年财政拨款 90万元、上年结转资金 20万元）"
    ]


def test_spending_by_kind_that_is_none_of_the_sums() -> None:
    assert messages(checked(funds(basic="41.5")), "K821") == [
        "资金按支出性质分为 60万元，各项相加为 61.5万元，相差 1.5万元（基本支出 41.5万元、项目支出 20万元）"
    ]


def test_an_execution_rate_that_is_not_that_of_its_figures() -> None:
    assert messages(checked(funds(rate="100%")), "K826") == [
        "“年度资金总额”执行率写作 100%，按全年执行数÷全年预算数计算：57万元 ÷ 60万元 = 95%"
    ]


@pytest.mark.parametrize("rate", ["95%", "95.00%", "0.95"])
def test_an_execution_rate_written_in_another_way(rate: str) -> None:
    assert "K826" not in codes(checked(funds(rate=rate)))


# --- shares and rates ---------------------------------------------------------------------------------------------

SHARES = """
报告陈述:
  - 项目: 支出
    口径: 实际支出
    值: 1554.97万元
    出处: 二
    其中:
      - 拆分: 性质
        穷尽: 是
        分项:
          - {{名称: 基本支出, 单位: 万元, 数值: {{实际支出: 1253.47}}}}
          - {{名称: 项目支出, 单位: 万元, 数值: {{实际支出: 301.5}}}}
  - {{项目: 基本支出, 口径: 占比, 值: {a}, 出处: 二, 对应: {{占比基数: 支出}}}}
  - {{项目: 项目支出, 口径: 占比, 值: {b}, 出处: 二, 对应: {{占比基数: {base}}}}}
"""


def shares(a: str = "80.61%", b: str = "19.39%", base: str = "支出") -> str:
    return FACTS + SHARES.format(a=a, b=b, base=base)


def test_shares_that_hold_to_the_places_shown() -> None:
    found = checked(shares())
    assert passed(found, "占比") == [
        "“基本支出”占“支出” 80.61%：1253.47万元 ÷ 1554.97万元 = 80.61%",
        "“项目支出”占“支出” 19.39%：301.5万元 ÷ 1554.97万元 = 19.39%",
        "80.61% + 19.39% = 100%",
    ]
    assert [c for c in codes(checked(shares("80.6%", "19.4%"))) if c in ("K823", "K824")] == []


def test_a_share_of_another_figure() -> None:
    assert messages(checked(shares("81.60%")), "K823", "K824") == [
        "“基本支出”占“支出”写作 81.6%，按所列金额计算：1253.47万元 ÷ 1554.97万元 = 80.61%",
        "“支出”各部分的占比 81.6% + 19.39% = 100.99%，不是 100%",
    ]


def test_a_share_of_something_unknown() -> None:
    assert messages(checked(shares(base="总支出额")), "K842") == [
        "报告陈述对应的“总支出额”在表中找不到，这一项没有核对"
    ]


@pytest.mark.parametrize(
    ("rate", "people", "finds"), [("100%", "57", False), ("98%", "57", True), ("98.25%", "56", False)]
)
def test_a_rate_beside_its_figures(rate: str, people: str, finds: bool) -> None:
    text = f"基础数据:\n  - {{名称: 人员, 单位: 人, 数值: {{编制数: 57, 实际在职人数: {people}, 控制率: {rate}}}}}\n"
    assert ("K825" in codes(checked(FACTS + text))) == finds


def test_the_message_of_a_rate() -> None:
    text = "基础数据:\n  - {名称: 人员, 单位: 人, 数值: {编制数: 50, 实际在职人数: 57, 控制率: 100%}}\n"
    assert messages(checked(FACTS + text), "K825", "K864") == [
        "“人员”控制率写作 100%，按所列数字计算：实际在职人数 57人 ÷ 编制数 50人 = 114%",
        "在职人员控制率 57人 ÷ 50人 = 114%，高于 100%；请说明原因",
    ]


def test_funds_against_what_the_text_says_of_each_kind() -> None:
    text = """
报告陈述:
  - {项目: 基本支出, 口径: 年初预算数, 值: 30万元, 出处: 二}
  - {项目: 项目支出, 口径: 年初预算数, 值: 20万元, 出处: 二}
"""
    assert messages(checked(funds() + text), "K821") == [
        "资金年初预算数为 60万元，各项相加为 50万元，相差 10万元（基本支出 30万元、项目支出 20万元）"
    ]
    assert passed(checked(funds() + text.replace("30万元", "40万元")), "资金与正文") == [
        "资金年初预算数 60万元 = 40 + 20（报告正文各部分）"
    ]
