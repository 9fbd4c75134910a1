"""Laws of the checks: whatever was filed, they answer; findings name figures that were filed; order does not matter."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

import perfscore
from perfscore.checks import report
from perfscore.evaluation.evaluating import evaluate_plan
from perfscore.rules.facts import BaseEntry, Figure, Split, Statement
from tests.checks.made import FACTS, TABLE, checked, codes, read_both
from tests.effort import effort

TEXTS = st.one_of(
    st.sampled_from(
        ["", "0", "-5", "1e9", "——", "万元", "0元", "5%", "30余次", "999999999999999999999亿元", "43至45", "≥3"]
    ),
    st.text(max_size=12),
    st.decimals(-1000, 1000, places=2).map(str),
)
FIGURES = st.builds(Figure, TEXTS, st.sampled_from(["", "万元", "元", "人", "%", "奇怪"]))
COLUMNS = st.sampled_from(
    [
        "2023年决算数",
        "2024年预算数",
        "2024年决算数",
        "编制数",
        "实际在职人数",
        "控制率",
        "年初预算数",
        "实际支出",
        "调整追加",
        "占比",
        "",
        "收入",
    ]
)
NAMES = st.sampled_from(["三公经费", "公车购置", "政府采购金额", "基本支出", "“三公”经费", "", "收入总计"])
ENTRIES: Any = st.recursive(
    st.builds(BaseEntry, NAMES, st.lists(st.tuples(COLUMNS, FIGURES), max_size=3).map(tuple)),
    lambda inner: st.builds(
        BaseEntry,
        NAMES,
        st.lists(st.tuples(COLUMNS, FIGURES), max_size=3).map(tuple),
        st.lists(
            st.builds(Split, NAMES, st.sampled_from([True, False, None]), st.lists(inner, max_size=3).map(tuple)),
            max_size=2,
        ).map(tuple),
    ),
    max_leaves=6,
)
LINKS = st.lists(
    st.tuples(
        st.sampled_from(["基础数据", "列", "资金", "分项", "指标", "得分", "总分", "等级", "占比基数"]),
        st.sampled_from(["三公经费", "2024年预算数", "全年预算数", "产出指标", "自评得分", "", "项目成本", "基本支出"]),
    ),
    max_size=3,
).map(tuple)
STATEMENTS = st.builds(
    Statement,
    NAMES,
    st.one_of(COLUMNS, st.sampled_from(["较年初预算减少", "较上年增长", "得分", "较"])),
    FIGURES,
    st.sampled_from(["数值", "等级", "评价范围", "无此项支出", "执行进度偏慢", ""]),
    link=LINKS,
    concerns=st.lists(st.sampled_from(["培训人数", "预算执行", "没有"]), max_size=2).map(tuple),
    splits=st.lists(
        st.builds(Split, NAMES, st.sampled_from([True, False, None]), st.lists(ENTRIES, max_size=2).map(tuple)),
        max_size=1,
    ).map(tuple),
)


@given(
    st.lists(ENTRIES, max_size=4).map(tuple),
    st.lists(STATEMENTS, max_size=6).map(tuple),
    FIGURES,
    FIGURES,
    FIGURES,
    TEXTS,
)
@settings(max_examples=120, deadline=None)
def test_law_whatever_was_filed_the_checks_answer(
    entries: tuple[BaseEntry, ...], statements: tuple[Statement, ...], a: Figure, b: Figure, c: Figure, grade: str
) -> None:
    _, filed = read_both(TABLE, FACTS)
    assert filed.funds is not None
    total = attrs.evolve(filed.funds.total, initial=a, adjusted=b, rate=c)
    facts = attrs.evolve(
        filed,
        base_data=entries,
        statements=statements,
        grade=grade,
        total_self=c,
        funds=attrs.evolve(filed.funds, total=total),
    )
    plan = perfscore.load(_TABLE).plan()
    found = report(plan, facts, evaluate_plan(plan, attrs.evolve(facts, title="", year=None)))
    for finding in found.findings:
        assert finding.message
        assert finding.text("en")
        assert finding.where
        assert all(finding.hints())


_TABLE = "格式: perfscore/1\n" + TABLE.replace("测试办法", "national/self-evaluation-2021")


def test_many_lines_take_time_in_proportion() -> None:
    def lines(n: int) -> str:
        rows = "".join(
            f"  - {{名称: 项{i}, 单位: 万元, 数值: {{2024年预算数: {i}, 2024年决算数: {i}}}}}\n" for i in range(n)
        )
        said = "".join(
            f"  - {{项目: 项{i}, 口径: 年初预算数, 值: 1万元, 对应: {{基础数据: 项{i}, 列: 2024年预算数}}}}\n"
            for i in range(n)
        )
        return FACTS + "基础数据:\n" + rows + "报告陈述:\n" + said

    def spent(n: int) -> int:
        text = lines(n)
        return effort(lambda: checked(text))

    spent(5)
    assert spent(160) < 11 * spent(16)


cents = st.integers(1, 10**7)


@given(cents, cents)
@settings(max_examples=30, deadline=None)
def test_law_an_item_is_over_its_budget_exactly_where_it_spends_more(budget: int, actual: int) -> None:
    def shown(v: int) -> str:
        return f"{v // 100}.{v % 100:02d}"

    text = f"基础数据:\n  - {{名称: 甲, 单位: 万元, 数值: {{2024年预算数: {shown(budget)}, 2024年决算数: {shown(actual)}}}}}\n"
    over = Fraction(actual, 100) > Fraction(budget, 100)
    assert ("K852" in codes(checked(FACTS + text))) == over


@given(st.permutations(list(range(4))))
@settings(max_examples=10, deadline=None)
def test_law_the_order_of_entries_changes_no_verdict(order: list[int]) -> None:
    rows = [
        "  - {名称: 甲, 单位: 万元, 数值: {2024年预算数: 5, 2024年决算数: 6}}\n",
        "  - {名称: 乙, 单位: 万元, 数值: {2024年预算数: 5, 2024年决算数: 5}}\n",
        "  - {名称: 设备购置, 单位: 万元, 数值: {2024年预算数: 2, 2024年决算数: 2}}\n",
        "  - {名称: 政府采购金额, 单位: 万元, 数值: {2024年预算数: 0, 2024年决算数: 0}}\n",
    ]
    found = codes(checked(FACTS + "基础数据:\n" + "".join(rows[i] for i in order)))
    assert sorted(found) == ["K852", "K854", "K881"]
