"""Reading: what is taken, what is refused, and every message whole."""

from __future__ import annotations

import pytest

from perfscore.base.catalogue.formulas import MESSAGES
from perfscore.base.frames import frames
from perfscore.base.problem import Problem
from perfscore.formulas import Name, Number, Product, Sum, read_formula
from perfscore.formulas.marks import MAX_DEPTH, MAX_DIGITS, MAX_LENGTH, MAX_TERMS

from .book import BOOK

Golden = tuple[str, str, tuple[int, int] | None, tuple[str, ...]]
QUOTE_IT = "如果它是名称的一部分，把整个名称写在「」里"
JOIN = "补上 + - × ÷ 中的一个"
WHOLE = "数字写成 1250 或 0.5 的样子，不写千分位逗号和多余的 0"
SPLIT = "拆成几个公式，后一个引用前一个的名称"

REFUSED: dict[str, tuple[Golden, ...]] = {
    "": (("F551", "公式是空的", (0, 0), ("例如：在职人员控制率 = 在职人员数 ÷ 编制数 × 100%",)),),
    "　 。": (("F551", "公式是空的", (0, 0), ("例如：在职人员控制率 = 在职人员数 ÷ 编制数 × 100%",)),),
    "预算数—决算数": (("F553", "公式里不能用“—”", (3, 4), ("改为“-”", QUOTE_IT)),),
    "执行数：预算数": (("F553", "公式里不能用“：”", (3, 4), ("改为“÷”", QUOTE_IT)),),
    "甲 \u2011 乙 ~~ 丙": (
        ("F553", "公式里不能用“U+2011”", (2, 3), ("改为“-”", QUOTE_IT)),
        ("F553", "公式里不能用“~”", (6, 8), (QUOTE_IT,)),
    ),
    "甲 ÷": (("F554", "“÷”后面缺少名称或数字", (2, 3), ("补上后面的一项，或去掉“÷”",)),),
    "甲 + × 乙": (("F554", "“+”后面缺少名称或数字", (2, 3), ("补上后面的一项，或去掉“+”",)),),
    "甲 - ＋乙": (("F554", "“-”后面缺少名称或数字", (2, 3), ("补上后面的一项，或去掉“-”",)),),
    "--甲": (("F554", "“-”后面缺少名称或数字", (1, 2), ("补上后面的一项，或去掉“-”",)),),
    "甲 =": (("F554", "“=”后面缺少名称或数字", (2, 3), ("补上后面的一项，或去掉“=”",)),),
    "最大(甲，)": (("F554", "“，”后面缺少名称或数字", (4, 5), ("补上后面的一项，或去掉“，”",)),),
    "预算 执行数": (("F555", "“预算”和“执行数”之间缺少运算符", (0, 6), (JOIN, "如果是一个名称，写成「预算 执行数」")),),
    "(甲)(乙)": (("F555", "“)”和“(”之间缺少运算符", (2, 4), (JOIN,)),),
    "2 (甲)": (("F555", "“2”和“(”之间缺少运算符", (0, 3), (JOIN,)),),
    "100%甲": (("F555", "“100%”和“甲”之间缺少运算符", (0, 5), (JOIN,)),),
    "（甲＋乙 ÷ 丙": (("F556", "“(”没有配对的“)”", (0, 1), ("补上“)”，或去掉“(”",)),),
    "[甲 + 乙)": (("F556", "“[”没有配对的“]”", (0, 1), ("补上“]”，或去掉“[”",)),),
    "甲 + 乙）": (("F557", "多出一个“)”", (5, 6), ("去掉它，或在前面补上左括号",)),),
    "「甲 + 乙": (("F558", "「没有配对的」", (0, 6), ("在名称后面补上“」”",)),),
    "「」 + 乙": (("F559", "括号里是空的", (0, 2), ("在括号里写上名称或算式，或去掉括号",)),),
    "合计()": (("F559", "括号里是空的", (2, 4), ("在括号里写上名称或算式，或去掉括号",)),),
    "甲 + ()": (("F559", "括号里是空的", (4, 6), ("在括号里写上名称或算式，或去掉括号",)),),
    "甲（）": (("F559", "括号里是空的", (1, 3), ("在括号里写上名称或算式，或去掉括号",)),),
    "(甲 ÷ 乙)%": (("F560", "“%”只能紧跟在数字后面", (7, 8), ("要把结果写成百分数，用“× 100%”",)),),
    "5%%": (("F560", "“%”只能紧跟在数字后面", (2, 3), ("要把结果写成百分数，用“× 100%”",)),),
    "49万元%": (("F560", "“%”只能紧跟在数字后面", (4, 5), ("要把结果写成百分数，用“× 100%”",)),),
    "标准（元/人） × 人数": (
        (
            "F561", "“标准（元/人）”的括号里有运算符，看不出是名称还是算式", (0, 7),
            ("如果是名称，写成「标准（元/人）」", "如果是相乘，写成 标准 × （元/人）"),
        ),
    ),
    "007 + 甲": (("F562", "“007”不是可以识别的数字", (0, 3), (WHOLE,)),),
    "1.2.3": (("F562", "“1.2.3”不是可以识别的数字", (0, 5), (WHOLE,)),),
    "1.5倍数 + 甲": (("F562", "“1.5倍数”不是可以识别的数字", (0, 5), (WHOLE,)),),
    "1,250 + 甲": (
        ("F569", "这里不能用“,”", (1, 2), ("数字里不写千分位逗号；各项之间用 + - × ÷ 连接",)),
    ),
    "0 ≤ 甲 ≤ 100": (("F563", "一个公式里只能有一个比较号，这里有“≤”和“≤”", (6, 7), ("拆成两个公式",)),),
    "甲 × (乙 = 丙)": (("F564", "“=”不能写在括号里", (7, 8), ("把比较号写在括号外面",)),),
    "绝对值(甲，乙)": (("F568", "“绝对值”只要一项，这里有 2 项", (0, 8), ()),),
    "(甲，乙)": (("F569", "这里不能用“,”", (2, 3), ("数字里不写千分位逗号；各项之间用 + - × ÷ 连接",)),),
    "SUMIF(甲,乙) + 丙": (("F570", "没有叫“SUMIF”的函数", (0, 10), ("可用：合计、最大、最小、平均、绝对值",)),),
    "＋甲": (("F574", "公式不能以“＋”开头", (0, 1), ("在前面补上名称或数字，或去掉“＋”",)),),
    ") 甲": (("F574", "公式不能以“)”开头", (0, 1), ("在前面补上名称或数字，或去掉“)”",)),),
    "= 甲": (("F574", "公式不能以“=”开头", (0, 1), ("在前面补上名称或数字，或去掉“=”",)),),
}  # fmt: skip


def golden(problems: tuple[Problem, ...]) -> tuple[Golden, ...]:
    for found in problems:
        assert "{" not in found.text("en") + "".join(found.hints("en"))
    return tuple((p.code, p.message, p.span, p.hints()) for p in problems)


@pytest.mark.parametrize("text", REFUSED)
def test_bad_formulas_are_refused_with_place_and_fix(text: str) -> None:
    read = read_formula(text, units=BOOK)
    assert read.expr is None
    assert not read.readable
    assert read.names == ()
    assert str(read) == text
    assert golden(read.problems) == REFUSED[text]
    assert read.to_dict()["kind"] == "unclear"


def test_all_signs_that_cannot_be_read_are_named_at_once() -> None:
    read = read_formula("甲？ + 乙# + 丙%")
    assert [(p.code, p.span) for p in read.problems] == [("F553", (1, 2)), ("F553", (6, 7)), ("F560", (11, 12))]


def test_a_framed_message() -> None:
    assert frames(read_formula("单价（元/人）× 人数").problems) == (
        "错误 F561：“单价（元/人）”的括号里有运算符，看不出是名称还是算式\n"
        "  = 如果是名称，写成「单价（元/人）」\n"
        "  = 如果是相乘，写成 单价 × （元/人）"
    )


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        ("甲" * (MAX_LENGTH + 1), "F565", "公式有 2001 个字，超过上限 2000 个"),
        ("(" * (MAX_DEPTH + 1) + "甲" + ")" * (MAX_DEPTH + 1), "F566", "括号超过 32 层"),
        ("(" * 1900, "F566", "括号超过 32 层"),
        ("合计(" * 600, "F566", "括号超过 32 层"),
        (" + ".join("甲" * (MAX_TERMS + 1)), "F567", "公式里的名称和数字超过 200 个"),
        ("1" * (MAX_DIGITS + 1), "F562", f"“{'1' * MAX_DIGITS}”不是可以识别的数字"),
    ],
)
def test_limits_are_named(text: str, code: str, message: str) -> None:
    (found,) = read_formula(text).problems
    assert (found.code, found.message) == (code, message)


def test_what_stands_at_the_limit_is_read() -> None:
    assert read_formula(" + ".join(["(甲)"] * MAX_TERMS)).readable
    assert read_formula("(" * MAX_DEPTH + "甲" + ")" * MAX_DEPTH).expr == Name("甲")
    assert read_formula("甲" * MAX_LENGTH).readable
    assert read_formula(" + ".join("甲" * MAX_TERMS)).readable
    assert read_formula("1" * MAX_DIGITS).readable


# --- what is taken -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("甲+乙", "甲 + 乙"),
        ("甲 ＋ 乙 － 丙", "甲 + 乙 - 丙"),
        ("甲\u2212乙\u2013丙", "甲 - 乙 - 丙"),
        ("甲*乙／丙", "甲 × 乙 ÷ 丙"),
        ("{[(甲)]}", "甲"),
        ("【甲-乙】/乙", "(甲 - 乙) ÷ 乙"),
        ("（甲+乙）+丙", "甲 + 乙 + 丙"),
        ("甲+（乙+丙）", "甲 + (乙 + 丙)"),
        ("甲-（乙-丙）", "甲 - (乙 - 丙)"),
        ("(甲×乙)÷丙", "甲 × 乙 ÷ 丙"),
        ("甲÷(乙×丙)", "甲 ÷ (乙 × 丙)"),
        ("(甲×乙)+丙", "甲 × 乙 + 丙"),
        ("-甲+乙", "-甲 + 乙"),
        ("甲--乙", "甲 - (-乙)"),
        ("甲×-2", "甲 × (-2)"),
        ("-(-甲)", "-(-甲)"),
        ("-(甲+乙)", "-(甲 + 乙)"),
        ("50 %", "50%"),
        ("１２．５０％", "12.5%"),
        ("求和(甲,乙；丙)", "合计(甲，乙，丙)"),
        ("MAX(甲;0)", "最大(甲，0)"),
        ("最小值(甲，乙)", "最小(甲，乙)"),
        ("avg(甲)", "平均(甲)"),
        ("abs(甲-乙)", "绝对值(甲 - 乙)"),
        ("合计 + 平均", "合计 + 平均"),
        ("支出合计（万元）", "支出合计（万元）"),
        ("「单价（元/人）」×人数", "「单价（元/人）」 × 人数"),
        ("「 预算 执行数 」", "「预算 执行数」"),
        ("「甲」+「乙」", "甲 + 乙"),
        ("2024年决算数-2023年决算数", "「2024年决算数」 - 「2023年决算数」"),
        ("49万元", "49万元"),
        ("「49万元」", "「49万元」"),
        ("因公出国（境）费用", "因公出国（境）费用"),
        ("水费、电费、差旅费+办公费", "水费、电费、差旅费 + 办公费"),
        ("甲<=乙", "甲 ≤ 乙"),
        ("甲>＝乙", "甲 ≥ 乙"),
        ("甲≧乙", "甲 ≥ 乙"),
        ("甲<>乙", "甲 ≠ 乙"),
        ("甲＜乙", "甲 < 乙"),
        ("甲+乙=丙", "甲 + 乙 = 丙"),
        ("甲==乙", "甲 = 乙"),
        ("100% ≥ 甲", "100% ≥ 甲"),
    ],
)
def test_spellings_have_one_canonical_form(text: str, canonical: str) -> None:
    read = read_formula(text, units=BOOK)
    assert not read.problems
    assert str(read) == canonical
    again = read_formula(canonical, units=BOOK)
    assert again == read
    assert str(again) == canonical


def test_a_definition_has_a_name_and_a_comparison_a_right_side() -> None:
    definition = read_formula("控制率 = 甲 ÷ 乙")
    assert (definition.name, definition.op, definition.right) == ("控制率", None, None)
    assert definition.names == ("甲", "乙")
    comparison = read_formula("甲 + 乙 = 丙 - 甲")
    assert (comparison.name, comparison.op) == (None, "=")
    assert comparison.right is not None
    assert comparison.names == ("甲", "乙", "丙")
    assert read_formula("甲 ≤ 乙").name is None


def test_figures_with_units_need_a_unit_book() -> None:
    assert read_formula("三公经费 ≤ 49万元", units=BOOK).right == Number(read_number("49"), "万元")
    assert read_formula("三公经费 ≤ 49万元").right == Name("49万元")
    assert read_formula("3个百分点", units=BOOK).expr == Number(read_number("3"), "个百分点")
    assert read_formula("3个指标", units=BOOK).expr == Name("3个指标")


def read_number(text: str):  # type: ignore[no-untyped-def]
    expr = read_formula(text).expr
    assert isinstance(expr, Number)
    return expr.figure


def test_spans_are_places_in_the_text_as_given() -> None:
    expr = read_formula("  控制率＝ 甲 ÷（乙 ＋ 100％）。").expr
    assert isinstance(expr, Product)
    assert [e.span for _, e in expr.factors] == [(7, 8), (11, 19)]
    total = expr.factors[1][1]
    assert isinstance(total, Sum)
    assert [e.span for _, e in total.terms] == [(11, 12), (15, 19)]


def test_to_dict_is_plain() -> None:
    assert read_formula("比率 = -(甲 - 2) ÷ 合计(乙，丙) × 100%").to_dict() == {
        "kind": "formula",
        "text": "比率 = -(甲 - 2) ÷ 合计(乙，丙) × 100%",
        "name": "比率",
        "op": None,
        "expr": {
            "product": [
                ["×", {"negative": {"sum": [["+", {"name": "甲"}], ["-", {"number": "2", "unit": None}]]}}],
                ["÷", {"call": "合计", "arguments": [{"name": "乙"}, {"name": "丙"}]}],
                ["×", {"number": "100", "unit": "%"}],
            ]
        },
        "right": None,
        "names": ["甲", "乙", "丙"],
        "problems": [],
    }
    assert read_formula("甲 ≤ 乙").to_dict()["kind"] == "comparison"


# --- known names -------------------------------------------------------------------------------------------------


def test_a_known_name_may_hold_operators_and_the_longest_wins() -> None:
    known = ["全年执行数/全年预算数", "全年执行数", "人均标准（元/人）", "人 数"]
    read = read_formula("[全年执行数/全年预算数] + 全年执行数 × 人 数 - 人均标准(元/人)", known=known)
    assert read.names == ("全年执行数/全年预算数", "全年执行数", "人 数", "人均标准（元/人）")
    assert not read.problems
    assert str(read) == "「全年执行数/全年预算数」 + 全年执行数 × 「人 数」 - 「人均标准（元/人）」"
    assert read_formula(str(read)) == read


def test_the_longest_of_several_known_names_wins() -> None:
    assert read_formula("甲-乙-丙 + 甲-乙", known=["甲-乙", "甲-乙-丙"]).names == ("甲-乙-丙", "甲-乙")
    assert read_formula("人 数", known=["人\u3000数"]).names == ("人\u3000数",)


def test_a_known_name_does_not_cut_a_longer_word() -> None:
    assert read_formula("甲-乙计划", known=["甲-乙", "甲", "乙计划"]).names == ("甲", "乙计划")


def test_a_name_that_could_be_a_calculation_is_said_to_be_read_as_a_name() -> None:
    read = read_formula("甲-乙", known=["甲-乙", "甲", "乙"])
    assert read.names == ("甲-乙",)
    assert golden(read.problems) == (
        ("F571", "“甲-乙”按一个名称读，没有当作算式", (0, 3), ("如果要计算，运算符两边加空格：甲 - 乙",)),
    )
    assert read_formula("甲 - 乙", known=["甲-乙", "甲", "乙"]).names == ("甲", "乙")


def test_width_and_quotation_marks_do_not_make_another_name() -> None:
    known = ["因公出国（境）费用", "三公经费", "GDP"]
    read = read_formula("因公出国(境)费用 ÷ “三公经费” + ｇｄｐ", known=known)
    assert read.names == ("因公出国（境）费用", "三公经费", "GDP")
    assert not read.problems


def test_two_known_names_of_one_spelling_are_kept_apart() -> None:
    read = read_formula("“三公”经费 + 三公经费 + ‘三公经费’", known=["“三公”经费", "三公经费"])
    assert read.names == ("“三公”经费", "三公经费", "‘三公经费’")
    assert [(p.code, p.span) for p in read.problems] == [("F552", (16, 22))]


def test_an_unknown_name_gets_the_nearest_known_one_and_stays_readable() -> None:
    read = read_formula("控制率 = 在职人数 ÷ 编制人数 + 气温", known=["在职人员数", "编制数"])
    assert read.readable
    assert golden(read.problems) == (
        ("F552", "没有叫“在职人数”的数据", (6, 10), ("是不是“在职人员数”？",)),
        ("F552", "没有叫“编制人数”的数据", (13, 17), ("是不是“编制数”？",)),
        ("F552", "没有叫“气温”的数据", (20, 22), ()),
    )


def test_a_known_name_may_look_like_a_figure_or_a_call() -> None:
    read = read_formula("3人 + 合计（万元） + 2024年", known=["3人", "合计（万元）", "2024年"], units=BOOK)
    assert read.names == ("3人", "合计（万元）", "2024年")
    assert str(read) == "「3人」 + 「合计（万元）」 + 「2024年」"


# --- doubts ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["甲 ÷ 乙 × 100", "率 = (甲 - 乙)/乙*100", "[甲/乙]×100"])
def test_a_forgotten_percent_sign_is_pointed_out(text: str) -> None:
    read = read_formula(text)
    assert read.readable
    (found,) = read.problems
    assert (found.code, found.severity, found.message, found.hints()) == (
        "F572", "warning", "“× 100”会把比率放大 100 倍，不是百分数", ("改为“× 100%”",),
    )  # fmt: skip
    assert found.span is not None
    assert text[slice(*found.span)] == "100"


@pytest.mark.parametrize("text", ["甲 × 100", "甲 ÷ 乙 × 100%", "甲 ÷ 100", "100 × 甲 ÷ 乙", "甲 ÷ 乙 × 100万元"])
def test_a_hundred_elsewhere_is_nothing_to_ask_about(text: str) -> None:
    assert not read_formula(text, units=BOOK).problems


def test_messages_hold_only_what_gbk_can_print() -> None:
    for item in MESSAGES.values():
        for sentence in (item.zh, *item.hints_zh):
            sentence.encode("gbk")
