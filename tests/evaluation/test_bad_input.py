"""Wrong and doubtful figures: what becomes of the row, and what is said."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

import pytest

from perfscore import PerfscoreError, evaluate, load, read_facts, score_rows
from perfscore.base.problem import problem
from tests.evaluation.cases import execution, one_row
from tests.seed import FACTS, TABLE


@pytest.mark.parametrize(
    ("target", "actual"),
    [
        ("≤44万元", "43人"),
        ("≥7%", "NaN"),
        ("≥7%", "inf"),
        ("≥7%", "1e5"),
        ("≥100人", "120人次"),
        ("≥5%", "5个百分点"),
        ("≥97%", "0.96"),
        ("好得不得了的7", "8"),
        ("≥7%", "7.7%，其中甲8%、乙6%"),
    ],
)
def test_what_cannot_be_compared_waits_for_a_person(target: str, actual: str) -> None:
    row = one_row(target, actual, 自评得分="10")
    assert (row.outcome, row.score) == ("pending", None), row.explanation
    assert "待人工认定：" in row.explanation
    assert (row.low, row.high) == (Decimal(0), Decimal(10))


def test_missing_actual_is_never_zero() -> None:
    row = one_row("≥7%", "", 自评得分="10")
    assert (row.outcome, row.score, row.computed_score) == ("pending", None, None)
    assert row.problems[-1].message == "“甲”没有填报实际完成值，该行待人工认定，不按 0 处理"


def test_missing_actual_is_zero_where_the_scheme_says_so() -> None:
    row = one_row("≥7%", "", choices="约定:\n  未填: 零分\n")
    assert (row.outcome, row.score) == ("scored", Decimal(0))


def test_negative_target_is_missed_without_a_ratio() -> None:
    row = one_row("≥-2%", "-3%")
    assert row.met is False
    assert row.score != Decimal(15)
    assert row.score in (None, Decimal(0))
    row = one_row("≥-2%", "-1%")
    assert (row.met, row.score) == (True, Decimal(10))


def test_huge_figures_are_exact() -> None:
    big = "9" * 60
    row = one_row(f"≥{big}家", f"{int(big) - 1}家")
    assert (row.met, row.score, row.exact is not None and row.exact < 10) == (False, Decimal("10.00"), True)


@pytest.mark.parametrize(
    ("level", "stated"), [("部分完成", "9"), ("部分完成", "8"), ("未完成", "6"), ("已完成", "7.9")]
)
def test_self_score_outside_its_band_is_pending_never_trimmed(level: str, stated: str) -> None:
    row = one_row("有效提升", level, 自评得分=stated)
    assert (row.outcome, row.score, row.self_score) == ("pending", None, Decimal(stated))
    assert "E752" in {p.code for p in row.problems}


@pytest.mark.parametrize(
    ("level", "stated"), [("部分完成", "6"), ("部分完成", "7.99"), ("未完成", "0"), ("已完成", "8")]
)
def test_self_score_inside_its_band_is_adopted(level: str, stated: str) -> None:
    row = one_row("有效提升", level, 自评得分=stated)
    assert (row.outcome, row.basis, row.score) == ("scored", "self_reported", Decimal(stated))


def test_partly_achieved_without_a_judgement_is_pending_within_its_band() -> None:
    row = one_row("有效提升", "部分完成")
    assert (row.outcome, row.low, row.high) == ("pending", Decimal(6), Decimal(8))


def test_words_against_a_figure_are_asked_for() -> None:
    row = one_row("≥7%", "已完成", 自评得分="10")
    assert row.basis == "self_reported"
    assert "E755" in {p.code for p in row.problems}


def test_self_score_beside_the_computed_one() -> None:
    row = one_row("≥100家", "90家", 自评得分="10")
    assert (row.score, row.computed_score, row.self_score) == (Decimal("9.00"), Decimal("9.00"), Decimal(10))
    assert [p.message for p in row.problems] == ["“甲”自评 10 分，按评分标准测算为 9 分，两者不一致，请核对"]


@pytest.mark.parametrize("stated", ["12", "-1", "很好"])
def test_impossible_self_scores(stated: str) -> None:
    row = one_row("≥100家", "100家", 自评得分=stated)
    assert row.score == Decimal(10)
    assert {p.code for p in row.problems} & {"E758", "D709"}


def test_review_score_stands_in_place_of_the_adopted_one() -> None:
    row = one_row("有效提升", "已完成", 自评得分="10", 复核得分="8.5")
    assert (row.basis, row.score, row.self_score) == ("assessed", Decimal("8.5"), Decimal(10))
    assert (row.low, row.high) == (Decimal("8.5"), Decimal("8.5"))
    row = one_row("有效提升", "已完成", 自评得分="10", 复核得分="11")
    assert (row.basis, row.score) == ("self_reported", Decimal(10))
    assert "E754" in {p.code for p in row.problems}


# --- 资金 ---------------------------------------------------------------------------------------------------------


def test_execution() -> None:
    row = execution("1000", "900").rows[0]
    assert (row.score, row.met, row.basis) == (Decimal("9.00"), False, "recomputed")
    assert row.actual == "全年执行数900（执行率90%）"


def test_execution_in_different_units() -> None:
    assert execution("100万元", "900000元").rows[0].score == Decimal("9.00")


@pytest.mark.parametrize(
    ("adjusted", "executed", "code"),
    [
        ("0", "0", "E762"),
        ("0", "5", "E762"),
        ("", "5", "E766"),
        ("100", "", "E766"),
        ("一百来万", "5", "E765"),
        ("-5", "5", "E767"),
        ("100", "-5", "E767"),
        ("100人", "50万元", "E765"),
    ],
)
def test_execution_that_cannot_be_computed(adjusted: str, executed: str, code: str) -> None:
    result = execution(adjusted, executed)
    assert (result.rows[0].outcome, result.rows[0].score) == ("pending", None)
    assert code in {f.code for f in result.findings}


def test_total_row_of_zeros_over_a_row_with_figures() -> None:
    funds = [
        {"名称": "年度资金总额", "年初预算数": "0", "全年预算数": "0", "全年执行数": "0", "分值": "10"},
        {"名称": "当年财政拨款", "年初预算数": "90", "全年预算数": "90", "全年执行数": "89.974"},
    ]
    result = score_rows([], 资金=funds)
    assert result.rows[0].outcome == "pending"
    assert "E761" in {f.code for f in result.findings}
    said = problem("E761", where="", total="0", part="当年财政拨款", value="90").message
    assert said == "资金总额一行全年预算数为 0，而“当年财政拨款”一行为 90；请核对总额一行，预算执行率暂不计分"


def test_executed_above_the_budget_is_capped_and_asked_about() -> None:
    result = execution("100", "120")
    assert result.rows[0].score == Decimal(10)
    assert "E763" in {f.code for f in result.findings}


# --- wrong files --------------------------------------------------------------------------------------------------


def test_facts_of_another_table_are_refused() -> None:
    text = FACTS.read_text("utf-8").replace("三级指标: 营商环境", "三级指标: 招商引资")
    with pytest.raises(PerfscoreError) as caught:
        evaluate(load(TABLE), read_facts(text))
    assert [p.code for p in caught.value.problems] == ["D705"]
    assert "自评表中没有三级指标“招商引资”" in str(caught.value)


def test_facts_for_another_year_and_title_are_refused() -> None:
    text = FACTS.read_text("utf-8").replace("年度: 2024", "年度: 2023", 1).replace("2024年度部门", "2023年度部门", 1)
    with pytest.raises(PerfscoreError) as caught:
        evaluate(load(TABLE), read_facts(text))
    assert [p.code for p in caught.value.problems] == ["D703", "D704"]


# --- from Python --------------------------------------------------------------------------------------------------


def test_a_float_is_refused_with_an_explanation() -> None:
    with pytest.raises(PerfscoreError) as caught:
        score_rows([{"三级指标": "甲", "年度指标值": "≥7%", "实际完成值": 0.077, "分值": 5}])
    assert str(caught.value) == (
        "错误 P952：“第 1 行/实际完成值”给的是浮点数 0.077；浮点数存不准十进制小数，不能用于计分\n"
        "  = 位置：第 1 行/实际完成值\n"
        '  = 改用字符串 "0.077" 或 Decimal("0.077")'
    )
    with pytest.raises(PerfscoreError, match="P952"):
        read_facts({"完成情况": [{"三级指标": "甲", "实际完成值": 7.7}]})


@pytest.mark.parametrize("value", [True, object(), ["7%"], {"值": 7}])
def test_other_kinds_are_refused(value: object) -> None:
    with pytest.raises(PerfscoreError, match="P953"):
        score_rows([{"三级指标": "甲", "年度指标值": "≥7%", "实际完成值": value, "分值": 5}])


def test_rows_without_a_name_and_rows_that_are_no_mappings() -> None:
    with pytest.raises(PerfscoreError) as caught:
        score_rows([{"年度指标值": "≥7%"}, ["三级指标"]])  # type: ignore[list-item]
    assert [p.code for p in caught.value.problems] == ["P955", "P959"]


def test_a_line_of_the_form_that_was_left_blank_is_a_finding() -> None:
    rows = [
        {"一级指标": "效益指标", "二级指标": "社会效益\n指标", "三级指标": "甲", "年度指标值": "≥7%", "实际完成值": "8%", "分值": 5},
        {"一级指标": "", "二级指标": "生态效益\n指标", "三级指标": "", "年度指标值": "", "分值": ""},
    ]  # fmt: skip
    result = score_rows(rows)
    assert [r.name for r in result.rows] == ["甲"]
    assert [(f.where, f.message) for f in result.findings if f.code == "P964"] == [
        ("第 2 行", "第 2 行没有填写三级指标，没有计分：生态效益 指标")
    ]


@pytest.mark.parametrize(("text", "score"), [("正向指标", "5"), ("反向", "2.5"), (" 正向 ", "5")])
def test_the_direction_in_words_of_the_form(text: str, score: str) -> None:
    result = score_rows([{"三级指标": "甲", "年度指标值": "4", "实际完成值": "6", "分值": 5, "指标方向性": text}])
    assert result.rows[0].score == Decimal(score)


def test_an_unknown_direction_is_a_finding() -> None:
    result = score_rows([{"三级指标": "甲", "年度指标值": "4", "实际完成值": "6", "分值": 5, "方向": "往上"}])
    assert [f.message for f in result.findings if f.code == "P965"] == [
        "“方向”是“往上”，没有使用；可以写：正向、反向、等于"
    ]


def test_a_goal_beside_the_target_is_not_the_target() -> None:
    row = {
        "三级指标": "甲",
        "年度目标": "按时发放",
        "指标性质": "≥",
        "指标值": "95",
        "度量单位": "%",
        "实际完成值": "96",
        "分值": 5,
    }
    assert (score_rows([row]).rows[0].target, score_rows([row]).rows[0].score) == ("≥95%", Decimal(5))
    del row["指标值"]
    assert score_rows([row | {"年度目标": "≥95%"}]).rows[0].target == "≥95%"


def test_an_unknown_column_is_a_finding() -> None:
    result = score_rows([{"三级指标": "甲", "年度指标值": "≥7%", "实际完成只": "8%", "分值": 5}])
    assert "第 1 行不认识的列“实际完成只”，没有使用" in [f.message for f in result.findings]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (range(1, 4), "第 1 至 3 行不认识的列“备注栏”，没有使用"),
        ((1, 3), "第 1、3 行不认识的列“备注栏”，没有使用"),
        ((1, 3, 4, 6, 8, 9), "第 1、3、4、6、8 等 6 行不认识的列“备注栏”，没有使用"),
    ],
)
def test_an_unknown_column_is_told_once_with_the_rows_it_stands_in(rows: Iterable[int], said: str) -> None:
    given: list[dict[str, object]] = [
        {"三级指标": f"甲{n}", "年度指标值": "≥7%", "实际完成值": "8%", "分值": 5} for n in range(1, 10)
    ]
    for n in rows:
        given[n - 1]["备注栏"] = "x"
    assert [f.message for f in score_rows(given).findings if f.code == "P954"] == [said]


@pytest.mark.parametrize("wrong", [None, 5, {}, b"x"])
def test_wrong_arguments_are_named(wrong: object) -> None:
    with pytest.raises(PerfscoreError, match=r"P951|P956|R6"):
        load(wrong)  # type: ignore[arg-type]
    with pytest.raises(PerfscoreError, match="P956"):
        evaluate(wrong, read_facts(FACTS))  # type: ignore[arg-type]


def test_a_deadline_without_a_year_is_of_the_table_s_year() -> None:
    row = {
        "一级指标": "产出指标",
        "三级指标": "甲",
        "年度指标值": "12月底前",
        "分值": "5",
        "评分标准": "每延迟1天扣0.1分，扣完为止",
    }
    for actual, score in (("2025年1月10日", "4.00"), ("2024年12月10日", "5.00"), ("12月10日", "5.00")):
        (result,) = score_rows([{**row, "实际完成值": actual}], 年度=2024).rows
        assert result.score == Decimal(score), result.explanation
    (result,) = score_rows([{**row, "实际完成值": "2025年1月10日"}]).rows
    assert (result.outcome, result.score) == ("pending", None)


def test_a_row_without_points_says_so_once_and_nothing_of_a_range() -> None:
    """Some forms print no 分值 for a row; its own score cannot be held against a range of 0 to 0."""
    rows = [
        {"三级指标": "培训合格率", "年度指标值": "≥95%", "实际完成值": "93%", "得分": "10"},
        {"三级指标": "制度", "年度指标值": "健全", "实际完成值": "健全", "得分": "10"},
    ]
    result = score_rows(rows, scheme="national/self-evaluation-2021")
    assert [(r.outcome, r.score, r.low, r.high) for r in result.rows] == [("pending", None, 0, 0)] * 2
    assert [r.explanation for r in result.rows] == [
        "年度指标值“≥95%”；待人工认定：“培训合格率”没有分值，不能计分。",
        "年度指标值“健全”；实际完成值“健全”与年度指标值文字相同，视为单位表述为达成；待人工认定：年度指标值是文字，不能由数字复算，该行没有分值。",
    ]
    assert [f.message for f in result.findings if f.code[0] in "DE"] == [
        "“培训合格率”没有分值，不能计分",
        "“制度”没有分值，不能计分",
    ]
