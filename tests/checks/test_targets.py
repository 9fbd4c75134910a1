"""Targets: ceilings, signs, words, approved targets, double use, satisfaction."""

from __future__ import annotations

import pytest

from tests.checks.made import FACTS, TABLE, checked, codes, messages, passed


def table(row: str, sub: str = "数量指标", block: str = "产出指标") -> str:
    """Return a table with one more row."""
    return TABLE.rstrip() + f"\n  {block}一:\n    {sub}:\n      - {{{row}, 分值: 0.5}}\n"


def facts(name: str, actual: str, more: str = "") -> str:
    return FACTS + f"  - {{三级指标: {name}, 实际完成值: {actual}, 自评得分: 0.5{more}}}\n"


# --- ceilings -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("actual", "gap"), [("49.5万元", "0.5万元（1%）"), ("480000元", "2万元（4%）"), ("50万元", "0万元（0%）")]
)
def test_a_ceiling_close_above_the_actual(actual: str, gap: str) -> None:
    found = checked(FACTS.replace("30万元", actual))
    assert messages(found, "K871") == [
        (
            f"“项目成本”年度指标值 ≤50万元，实际 {actual}，只差 {gap}，且与已知的预算数都不相同（"
            "最近的是年度资金总额年初预算数 60万元）；"
            "请说明指标值的来源和确定时间"
        )
    ]


@pytest.mark.parametrize("actual", ["30万元", "47.4万元", "51万元", "完成"])
def test_a_ceiling_that_is_not_close(actual: str) -> None:
    assert "K871" not in codes(checked(FACTS.replace("30万元", actual)))


def test_a_ceiling_that_is_a_budget_figure() -> None:
    found = checked(FACTS.replace("30万元", "49.5万元").replace("年初预算数: 60", "年初预算数: 50"))
    assert "K871" not in codes(found)
    assert passed(found, "成本上限") == ["“项目成本”≤50万元 与“年度资金总额年初预算数”一致"]


def test_a_ceiling_without_any_known_budget() -> None:
    alone = "完成情况:\n" + FACTS.split("完成情况:\n")[1].replace("30万元", "49.5万元")
    assert "K871" not in codes(checked(alone, table=TABLE.replace("预算执行: {分值: 10}\n", "")))


def test_how_close_is_close_is_a_parameter() -> None:
    near = FACTS.replace("30万元", "49.5万元")
    assert "K871" not in codes(checked(near, checks="勾稽: {成本上限: {容差: 0.5%}}\n"))
    assert "K871" in codes(checked(FACTS.replace("30万元", "45万元"), checks="勾稽: {成本上限: {容差: 10%}}\n"))


def test_a_subsidy_standard_is_no_ceiling() -> None:
    rows = table("三级指标: 临时救助标准, 年度指标值: 100元/人", "经济成本指标")
    assert messages(checked(facts("临时救助标准", "80元/人"), table=rows), "K872") == [
        "“临时救助标准”是补助标准（100元/人），实际 80元/人，低 20元/人；低于标准发放不是节约，请说明是否足额"
    ]
    assert "K872" not in codes(checked(facts("临时救助标准", "100元/人"), table=rows))


# --- signs --------------------------------------------------------------------------------------------------------


def test_a_figure_without_a_sign() -> None:
    found = checked(facts("新增企业", "114家"), table=table("三级指标: 新增企业, 年度指标值: 100家"))
    finding = next(f for f in found.findings if f.code == "K873")
    assert finding.message == "“新增企业”年度指标值“100家”没有写符号，按“≥”理解，实际完成值 114家；请确认方向"
    assert finding.hints() == ("写成“≥100家”",)
    assert finding.where == "产出指标一/数量指标/新增企业"
    assert finding.place is not None and finding.place.excerpt[finding.place.column - 1 :].startswith("100家")


@pytest.mark.parametrize(
    "row",
    [
        "三级指标: 甲, 年度指标值: ≥100家",
        "三级指标: 甲, 年度指标值: 100家, 方向: 正向",
        "三级指标: 甲, 年度指标值: 100%",
        "三级指标: 甲, 年度指标值: 合规",
    ],
)
def test_a_sign_that_need_not_be_asked_for(row: str) -> None:
    assert "K873" not in codes(checked(facts("甲", "120家"), table=table(row)))


@pytest.mark.parametrize(("actual", "asked"), [("100家", False), ("120家", True), ("已完成", True)])
def test_no_sign_is_needed_where_the_actual_is_the_target(actual: str, asked: bool) -> None:
    rows = table("三级指标: 甲, 年度指标值: 100家")
    assert ("K873" in codes(checked(facts("甲", actual), table=rows))) == asked


# --- words --------------------------------------------------------------------------------------------------------

WORDS = (
    table("三级指标: 合规性, 年度指标值: 合规").rstrip() + "\n      - {三级指标: 提升, 年度指标值: 明显提升, 分值: 2}\n"
)


def test_actuals_that_repeat_their_targets_make_one_finding() -> None:
    filed = facts("合规性", "合规") + "  - {三级指标: 提升, 实际完成值: 明显提升, 自评得分: 2}\n"
    found = checked(filed, table=WORDS)
    finding = next(f for f in found.findings if f.code == "K874")
    assert finding.message == (
        "2 个文字指标的实际完成值与年度指标值文字相同，没有列出佐证，共 2.5 分：合规性（合规）、提升（"
        "明显提升）；请写明完成的具体情况"
    )
    assert finding.where == "产出指标一/数量指标/合规性；产出指标一/数量指标/提升"
    assert messages(found, "K875") == [
        "1 个文字指标的年度指标值没有可核对的标准，共 2 分：提升（明显提升）；请写明达到什么程度算完成"
    ]


def test_evidence_or_other_words_are_an_answer() -> None:
    filed = (
        facts("合规性", "合规", ", 佐证材料: [审计报告]")
        + "  - {三级指标: 提升, 实际完成值: 办结率由80%升至95%, 自评得分: 2}\n"
    )
    assert "K874" not in codes(checked(filed, table=WORDS))


def test_one_row_spared_with_a_reason_leaves_the_others() -> None:
    filed = facts("合规性", "合规") + "  - {三级指标: 提升, 实际完成值: 明显提升, 自评得分: 2}\n"
    found = checked(filed, table=WORDS, checks="勾稽: {照抄指标值: {免除: {合规性: 审计已核}}}\n")
    assert messages(found, "K874") == [
        "1 个文字指标的实际完成值与年度指标值文字相同，没有列出佐证，共 2 分：提升（明显提升）；请写明完成的具体情况"
    ]
    assert [(s.check, s.where, s.reason) for s in found.silenced] == [
        ("照抄指标值", "产出指标一/数量指标/合规性", "审计已核")
    ]


# --- approved targets, double use, satisfaction -------------------------------------------------------------------


def test_a_target_that_is_not_the_approved_one() -> None:
    rows = table("三级指标: 甲, 年度指标值: ≥80人, 批复指标值: ≥100人")
    assert messages(checked(facts("甲", "90人"), table=rows), "K876") == [
        "“甲”年度指标值 ≥80人，批复指标值 ≥100人；请说明调整的批复"
    ]
    same = table("三级指标: 甲, 年度指标值: ≥80人, 批复指标值: ≥ 80人")
    assert "K876" not in codes(checked(facts("甲", "90人"), table=same))


def test_budget_execution_scored_twice() -> None:
    rows = table("三级指标: 预算执行率, 年度指标值: ≥95%")
    assert messages(checked(facts("预算执行率", "95%", ", 一级指标: 产出指标一"), table=rows), "K877") == [
        "预算执行率已单独计分，又列为三级指标“预算执行率”（0.5 分）；请确认是否重复"
    ]


def test_one_name_in_two_blocks() -> None:
    rows = table("三级指标: 培训人数, 年度指标值: ≥100人")
    filed = FACTS.replace("{三级指标: 培训人数", "{一级指标: 产出指标, 三级指标: 培训人数")
    one = filed + "  - {一级指标: 产出指标一, 三级指标: 培训人数, 实际完成值: 120人, 自评得分: 0.5}\n"
    assert messages(checked(one, table=rows), "K878") == [
        "“培训人数”在 2 处出现（产出指标/数量指标、产出指标一/数量指标），指标值和实际完成值相同；请确认是否重复计分"
    ]
    assert "K878" not in codes(checked(one.replace("120人, 自评得分: 0.5", "60人, 自评得分: 0.5"), table=rows))


ASKED = table("三级指标: 企业满意度, 年度指标值: ≥90%", "服务对象满意度指标", "满意度指标").rstrip() + (
    "\n      - {三级指标: 群众满意度, 年度指标值: ≥90%, 分值: 2}\n"
)


def test_two_groups_with_one_percentage() -> None:
    filed = facts("企业满意度", "96%") + "  - {三级指标: 群众满意度, 实际完成值: 96%, 自评得分: 2}\n"
    assert messages(checked(filed, table=ASKED), "K879") == [
        "“企业满意度”、“群众满意度”都是 96%，没有列出佐证；请说明各类对象的调查人数和时间"
    ]


@pytest.mark.parametrize("other", ["96.5%", "满意"])
def test_two_groups_that_differ(other: str) -> None:
    filed = facts("企业满意度", "96%") + f"  - {{三级指标: 群众满意度, 实际完成值: {other}, 自评得分: 2}}\n"
    assert "K879" not in codes(checked(filed, table=ASKED))
