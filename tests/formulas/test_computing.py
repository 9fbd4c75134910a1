"""Computing: exact values with units, named outcomes, and explanations with the figures put in."""

from __future__ import annotations

from fractions import Fraction

import pytest

from perfscore.formulas import Amount, Group, Result, evaluate_check, evaluate_formula, read_formula

from .book import BOOK, DATA, GROUPS, amount


def value_of(text: str, tolerance: str = "0") -> Result:
    read = read_formula(text, units=BOOK)
    return evaluate_formula(read, DATA.get, units=BOOK, groups=GROUPS.get, tolerance=Fraction(tolerance), known=DATA)


def check_of(text: str, tolerance: str = "0") -> Result:
    read = read_formula(text, units=BOOK)
    return evaluate_check(read, DATA.get, units=BOOK, groups=GROUPS.get, tolerance=Fraction(tolerance), known=DATA)


def texts(result: Result) -> list[str]:
    return [step.text for step in result.steps]


@pytest.mark.parametrize(
    ("text", "value", "unit", "printed"),
    [
        ("在职人员数 ÷ 编制数", "1", None, "1"),
        ("在职人员数 ÷ 编制数 × 100%", "1", None, "100%"),
        ("三公经费 ÷ 三公预算 × 100%", "4341/4900", None, "≈88.59%"),
        ("三公经费 ÷ 三公预算", "4341/4900", None, "≈0.885918"),
        ("(三公经费 - 三公经费上年) ÷ 三公经费上年 × 100%", "1020/3321", None, "≈30.71%"),
        ("三公预算 × 10%", "4.9", "万元", "4.9万元"),
        ("10% × 三公预算", "4.9", "万元", "4.9万元"),
        ("公务接待 + 出国经费", "7.05", "万元", "7.05万元"),
        ("出国经费 + 公务接待", "70500", "元", "70500元"),
        ("出国经费 ÷ 公务接待", "593/112", None, "≈5.294643"),
        ("三公经费 ÷ 在职人员数", "4341/5700", "万元/人", "≈0.761579万元/人"),
        ("人均标准 × 在职人员数", "8550", "元", "8550元"),
        ("三公经费 - 人均标准 × 在职人员数", "42.555", "万元", "42.555万元"),
        ("1 ÷ 编制数", "1/57", "/人", "≈0.017544/人"),
        ("三公经费 × 出国经费", "257.4213", "万元·万元", "257.4213万元·万元"),
        ("满意率 - 差错率", "0.963", None, "96.3%"),
        ("100% - 满意率", "0.035", None, "3.5%"),
        ("满意率 ÷ 差错率", "482.5", None, "482.5"),
        ("满意率 × 2", "1.93", None, "193%"),
        ("-减亏", "3", "万元", "3万元"),
        ("绝对值(减亏)", "3", "万元", "3万元"),
        ("最大(减亏，0)", "0", "万元", "0万元"),
        ("最大(0，减亏)", "0", "万元", "0万元"),
        ("最小(出国经费，公务接待)", "11200", "元", "11200元"),
        ("最大(公务接待，出国经费)", "5.93", "万元", "5.93万元"),
        ("平均(公务接待，出国经费)", "3.525", "万元", "3.525万元"),
        ("合计(基本支出)", "1253.47", "万元", "1253.47万元"),
        ("平均(基本支出)", "313.3675", "万元", "313.3675万元"),
        ("最大(基本支出)", "899.69", "万元", "899.69万元"),
        ("0 - 三公经费", "-43.41", "万元", "-43.41万元"),
        ("三公经费 + 0", "43.41", "万元", "43.41万元"),
        ("1 ÷ 3 × 3", "1", None, "1"),
        ("0.1 + 0.2", "0.3", None, "0.3"),
        ("无单位数 ÷ 5", "2.4", None, "2.4"),
        ("49万元 - 三公经费", "5.59", "万元", "5.59万元"),
    ],
)
def test_values_are_exact_and_carry_their_units(text: str, value: str, unit: str | None, printed: str) -> None:
    result = value_of(text)
    assert (result.outcome, result.value, result.unit, result.text) == ("value", Fraction(value), unit, printed)
    assert result.problems == ()
    assert result.steps


def test_the_explanation_shows_the_figures() -> None:
    result = value_of("在职人员控制率 = 在职人员数 ÷ 编制数 × 100%")
    (step,) = result.steps
    assert step.name == "度量"
    assert step.text == "在职人员控制率 = 57人 ÷ 57人 × 100% = 100%"
    assert step.rests_on == "公式：在职人员控制率 = 在职人员数 ÷ 编制数 × 100%"


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("三公经费 ÷ 三公预算 × 100%", ["43.41万元 ÷ 49万元 × 100% ≈ 88.59%"]),
        ("公务接待 + 出国经费", ["出国经费：59300元 = 5.93万元", "1.12万元 + 59300元 = 7.05万元"]),
        ("公务接待 - 减亏", ["1.12万元 - (-3万元) = 4.12万元"]),
        ("三公经费", ["43.41万元"]),
        ("2 × (公务接待 + 减亏)", ["2 × (1.12万元 + (-3万元)) = -3.76万元"]),
        (
            "合计(基本支出)",
            [
                "对个人和家庭补助支出：1765400元 = 176.54万元",
                "合计(899.69万元，150.26万元，1765400元，26.98万元) = 1253.47万元",
            ],
        ),
        ("差错率 + 满意率", ["2‰ + 96.5% = 96.7%"]),
    ],
)
def test_steps(text: str, steps: list[str]) -> None:
    assert texts(value_of(text)) == steps


def test_operands_with_a_source_are_shown_once_with_it() -> None:
    data = {"甲": amount("3", "万元", "附件1"), "乙": Amount(Fraction(2), "万元", "决算数", "附件2")}
    result = evaluate_formula(read_formula("甲 ÷ 乙 + 甲 ÷ 乙"), data.get, units=BOOK)
    assert [(s.name, s.text, s.rests_on) for s in result.steps] == [
        ("实际", "甲：3万元", "附件1"),
        ("实际", "决算数：2万元", "附件2"),
        ("度量", "3万元 ÷ 2万元 + 3万元 ÷ 2万元 = 3", "公式：甲 ÷ 乙 + 甲 ÷ 乙"),
    ]


# --- named outcomes ----------------------------------------------------------------------------------------------

FIX_UNITS = "核对两项的单位；比率用除法得到"
REFUSED = [
    (
        "三公经费 + 在职人员数",
        "error",
        "F575",
        "“在职人员数”的单位是“人”，“三公经费”的单位是“万元”，不能相加",
        (7, 12),
        (FIX_UNITS,),
    ),
    (
        "三公经费 - 办公面积",
        "error",
        "F575",
        "“办公面积”的单位是“㎡”，“三公经费”的单位是“万元”，不能相减",
        (7, 11),
        (FIX_UNITS,),
    ),
    (
        "三公经费 + 满意率",
        "error",
        "F575",
        "“满意率”的单位是“%”，“三公经费”的单位是“万元”，不能相加",
        (7, 10),
        (FIX_UNITS,),
    ),
    (
        "最大(三公经费，编制数)",
        "error",
        "F575",
        "“编制数”的单位是“人”，“三公经费”的单位是“万元”，不能比较大小",
        (8, 11),
        (FIX_UNITS,),
    ),
    (
        "三公经费 ≤ 编制数",
        "error",
        "F575",
        "“编制数”的单位是“人”，“三公经费”的单位是“万元”，不能比较",
        (7, 10),
        (FIX_UNITS,),
    ),
    (
        "人均标准 + 三公经费",
        "error",
        "F575",
        "“三公经费”的单位是“万元”，“人均标准”的单位是“元/人”，不能相加",
        (7, 11),
        (FIX_UNITS,),
    ),
    ("合计(杂组)", "error", "F575", "“乙项”的单位是“人”，“甲项”的单位是“万元”，不能相加", (3, 5), (FIX_UNITS,)),
    (
        "三公经费 + 无单位数",
        "error",
        "F576",
        "“无单位数”没有单位，“三公经费”的单位是“万元”，不能相加",
        (7, 11),
        ("给“无单位数”写上单位，例如在表头写（万元）",),
    ),
    (
        "无单位数 - 三公经费",
        "error",
        "F576",
        "“无单位数”没有单位，“三公经费”的单位是“万元”，不能相减",
        (0, 4),
        ("给“无单位数”写上单位，例如在表头写（万元）",),
    ),
    ("在职人数 ÷ 编制数", "error", "F552", "没有叫“在职人数”的数据", (0, 4), ("是不是“在职人员数”？",)),
    ("气温 + 1", "error", "F552", "没有叫“气温”的数据", (0, 2), ()),
    (
        "合计(三公经费)",
        "error",
        "F579",
        "“三公经费”下面没有分项，不能求“合计”",
        (3, 7),
        ("在基础数据里用“其中”列出分项，或把各项用逗号分开写：合计(甲，乙)",),
    ),
    ("合计(空组)", "blank", "F580", "“空组”的分项是空的，求不出“合计”", (3, 5), ()),
    (
        "培训人数 ÷ 编制数",
        "blank",
        "F577",
        "“培训人数”没有填报，公式没有结果",
        (0, 4),
        ("补填“培训人数”；确实为零的填 0", "公式：培训人数 ÷ 编制数", "原因：表中为空"),
    ),
    (
        "合计(缺项组)",
        "blank",
        "F577",
        "“乙项”没有填报，公式没有结果",
        (3, 6),
        ("补填“乙项”；确实为零的填 0", "公式：合计(缺项组)"),
    ),
    (
        "采购金额 ÷ 采购预算 × 100%",
        "undefined",
        "F578",
        "除数“采购预算”等于 0，公式没有结果",
        (7, 11),
        ("核对“采购预算”；确实为 0 的，写明本项怎样处理（例如不适用）", "公式：采购金额 ÷ 采购预算 × 100%"),
    ),
    (
        "1 ÷ (编制数 - 在职人员数)",
        "undefined",
        "F578",
        "除数“编制数 - 在职人员数”等于 0，公式没有结果",
        (5, 16),
        ("核对“编制数 - 在职人员数”；确实为 0 的，写明本项怎样处理（例如不适用）", "公式：1 ÷ (编制数 - 在职人员数)"),
    ),
]


@pytest.mark.parametrize(("text", "outcome", "code", "message", "span", "hints"), REFUSED, ids=[r[0] for r in REFUSED])
def test_what_cannot_be_computed_has_a_named_outcome(
    text: str, outcome: str, code: str, message: str, span: tuple[int, int], hints: tuple[str, ...]
) -> None:
    result = value_of(text)
    assert (result.outcome, result.value, result.unit, result.text) == (outcome, None, None, "")
    (found,) = result.problems
    assert (found.code, found.message, found.span, found.hints()) == (code, message, span, hints)
    assert found.text("en").isascii() or "“" in found.text("en")
    assert texts(result)[-1] == message
    assert "算不出" in " ".join(texts(result)) or "比较" in message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("0 + 三公经费 + 编制数", "“编制数”的单位是“人”，“三公经费”的单位是“万元”，不能相加"),
        ("最大(0，减亏) + 编制数", "“编制数”的单位是“人”，“最大(0，减亏)”的单位是“万元”，不能相加"),
        ("0% + 三公经费", "“三公经费”的单位是“万元”，“0%”的单位是“%”，不能相加"),
        ("0 × 2 + 三公经费", "“0 × 2”没有单位，“三公经费”的单位是“万元”，不能相加"),
    ],
)
def test_only_the_figure_zero_itself_goes_with_any_unit(text: str, message: str) -> None:
    assert [p.message for p in value_of(text).problems] == [message]


def test_units_below_the_line_convert_the_other_way() -> None:
    data = {"甲": amount("2", "人/万元"), "乙": amount("1", "人/元")}
    assert evaluate_formula(read_formula("甲 + 乙"), data.get, units=BOOK).text == "10002人/万元"


def test_everything_wrong_is_named_at_once_and_the_gravest_gives_the_outcome() -> None:
    result = value_of("培训人数 ÷ 采购预算 + 气温 + (三公经费 + 编制数)")
    assert [p.code for p in result.problems] == ["F577", "F578", "F552", "F575"]
    assert result.outcome == "error"
    assert value_of("培训人数 ÷ 采购预算").outcome == "blank"
    assert texts(value_of("培训人数 ÷ 编制数")) == [
        "培训人数（未填） ÷ 57人，算不出",
        "“培训人数”没有填报，公式没有结果",
    ]


def test_zero_by_zero_is_undefined_and_never_a_value() -> None:
    assert value_of("采购金额 ÷ 采购预算").outcome == "undefined"
    assert value_of("0 ÷ 0").outcome == "undefined"
    assert value_of("采购金额 × 采购预算").value == 0


def test_one_culprit_is_named_once() -> None:
    assert len(value_of("培训人数 + 培训人数 × 培训人数").problems) == 1


def test_an_unreadable_formula_is_an_error_with_its_own_problems() -> None:
    read = read_formula("甲 ÷")
    for evaluate in (evaluate_formula, evaluate_check):
        result = evaluate(read, DATA.get, units=BOOK)
        assert (result.outcome, result.problems, result.steps) == ("error", read.problems, ())


def test_without_groups_no_group_is_known() -> None:
    assert evaluate_formula(read_formula("合计(基本支出)"), DATA.get, units=BOOK).problems[0].code == "F579"


def test_a_group_may_bear_the_name_of_a_quantity() -> None:
    groups = {"三公经费": Group((amount("36.36", "万元"), amount("7.05", "万元")))}
    read = read_formula("三公经费 = 合计(三公经费)")
    result = evaluate_check(read, DATA.get, units=BOOK, groups=groups.get)
    assert result.holds
    assert texts(result)[1] == "右边：合计(36.36万元，7.05万元) = 43.41万元"


# --- comparisons -------------------------------------------------------------------------------------------------


def test_a_sum_that_holds() -> None:
    result = check_of("三公经费 = 公务用车购置和维护经费 + 出国经费 + 公务接待")
    assert (result.outcome, result.holds, result.value) == ("value", True, None)
    assert (result.left, result.right, result.difference) == (Fraction("43.41"), Fraction("43.41"), 0)
    assert result.unit == "万元"
    assert texts(result) == [
        "出国经费：59300元 = 5.93万元",
        "左边：三公经费 = 43.41万元",
        "右边：36.36万元 + 59300元 + 1.12万元 = 43.41万元",
        "43.41万元 = 43.41万元：成立",
    ]


def test_a_sum_that_does_not_hold_says_by_how_much() -> None:
    result = check_of("三公预算 = 三公经费")
    assert (result.holds, result.difference) == (False, Fraction("5.59"))
    assert texts(result)[-1] == "49万元 = 43.41万元：不成立，相差 5.59万元"
    result = check_of("三公预算 = 三公经费", "5.59")
    assert texts(result)[-1] == "49万元 = 43.41万元：成立，相差 5.59万元（容差 5.59万元）"


def test_a_definition_gives_its_value_and_only_a_check_compares() -> None:
    assert value_of("三公预算 = 三公经费").value == Fraction("43.41")
    assert value_of("三公预算 = 三公经费").holds is None
    assert check_of("三公预算 = 三公经费").value is None


def test_a_bare_expression_is_no_check() -> None:
    result = check_of("三公预算 + 三公经费")
    assert result.outcome == "error"
    assert [(p.code, p.message, p.hints()) for p in result.problems] == [
        ("F583", "核对公式要有 = ≤ ≥ 等比较号：三公预算 + 三公经费", ("例如：三公经费 = 出国经费 + 公务接待费",))
    ]


@pytest.mark.parametrize(
    ("op", "tolerance", "below", "equal", "above"),
    [
        ("=", "0", False, True, False), ("=", "1", True, True, True),
        ("≠", "0", True, False, True), ("≠", "1", False, False, False),
        ("≤", "0", True, True, False), ("≤", "1", True, True, True),
        ("≥", "0", False, True, True), ("≥", "1", True, True, True),
        ("<", "0", True, False, False), ("<", "1", True, True, False),
        (">", "0", False, False, True), (">", "1", False, True, True),
    ],
)  # fmt: skip
def test_every_sign_with_and_without_tolerance(op: str, tolerance: str, below: bool, equal: bool, above: bool) -> None:
    found = [value_of(f"{left} + 0 {op} 2", tolerance).holds for left in (1, 2, 3)]
    assert found == [below, equal, above]


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("三公经费 ≤ 49万元", True),
        ("三公经费 ÷ 三公预算 ≤ 88%", False),
        ("满意率 ≥ 95%", True),
        ("三公经费 - 三公经费上年 ≤ 0", False),
        ("0 ≤ 三公经费", True),
        ("出国经费 > 公务接待", True),
        ("满意率 < 1", True),
    ],
)
def test_comparisons_bring_both_sides_to_one_unit(text: str, holds: bool) -> None:
    result = value_of(text)
    assert (result.outcome, result.holds) == ("value", holds)


def test_a_zero_takes_the_unit_of_the_other_side() -> None:
    result = value_of("0 ≤ 三公经费")
    assert (result.unit, result.difference) == ("万元", Fraction("-43.41"))
    assert texts(result)[-1] == "0万元 ≤ 43.41万元：成立，相差 43.41万元"


def test_a_check_of_a_blank_or_unknown_side_is_no_answer() -> None:
    blank = check_of("培训人数 = 在职人员数")
    assert (blank.outcome, blank.holds, blank.left) == ("blank", None, None)
    assert texts(blank) == [
        "左边：培训人数（未填），算不出",
        "右边：在职人员数 = 57人",
        "“培训人数”没有填报，公式没有结果",
    ]
    assert check_of("没有的 = 在职人员数").outcome == "error"


# --- what goes on ------------------------------------------------------------------------------------------------


def test_a_result_is_an_operand_of_the_next_formula() -> None:
    rate = value_of("三公经费 ÷ 三公预算 × 100%").amount("三公经费控制率", "公式")
    assert rate == Amount(Fraction(4341, 49), "%", "三公经费控制率", "公式")
    again = evaluate_formula(read_formula("1 - 率"), {"率": rate}.get, units=BOOK)
    assert (again.value, again.text) == (Fraction(559, 4900), "≈11.41%")
    assert value_of("三公经费").amount() == Amount(Fraction("43.41"), "万元")
    assert value_of("气温").amount() is None


def test_to_dict_is_plain_and_exact() -> None:
    assert value_of("三公经费 ÷ 三公预算 × 100%").to_dict() == {
        "outcome": "value",
        "value": "4341/4900",
        "unit": None,
        "percent": True,
        "text": "≈88.59%",
        "steps": [
            {
                "name": "度量",
                "text": "43.41万元 ÷ 49万元 × 100% ≈ 88.59%",
                "rests_on": "公式：三公经费 ÷ 三公预算 × 100%",
            }
        ],
        "problems": [],
    }
    compared = value_of("三公经费 ≤ 49万元").to_dict()
    assert {k: compared[k] for k in ("value", "unit", "left", "right", "difference", "holds")} == {
        "value": None, "unit": "万元", "left": "43.41", "right": "49", "difference": "-5.59", "holds": True,
    }  # fmt: skip
    assert value_of("气温").to_dict()["problems"][0]["span"] == [0, 2]


def test_every_operand_is_asked_for_once() -> None:
    asked: list[str] = []

    def resolve(name: str) -> Amount:
        asked.append(name)
        return amount("2", "万元")

    evaluate_formula(read_formula("甲 + 乙 × 甲 ÷ 甲"), resolve, units=BOOK)
    assert asked == ["甲", "乙"]


def test_the_largest_formula_with_the_longest_figures_is_computed() -> None:
    read = read_formula(" × ".join(["9" * 8 + "." + "9" * 8] * 100))
    assert evaluate_formula(read, DATA.get, units=BOOK).value == Fraction("99999999.99999999") ** 100
