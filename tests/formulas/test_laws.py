"""Laws: printing reads back, values agree with an oracle, any text is answered, and hostile text costs little."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from perfscore.formulas import (
    Amount,
    Call,
    Expr,
    Formula,
    Missing,
    Name,
    Negative,
    Number,
    Product,
    Sum,
    evaluate_formula,
    read_formula,
)
from perfscore.formulas.marks import FUNCTIONS, MAX_LENGTH
from perfscore.formulas.tree import print_expr
from tests.effort import effort

from .book import BOOK, FACTORS

quick = settings(max_examples=150, derandomize=True, deadline=None)
PLAIN = ["甲", "在职人员数", "因公出国（境）费用", "“三公经费”总额", "GDP", "水费、电费", "资金(万元)"]
ODD = [
    "2024年决算数",
    "人 数",
    "全年执行数/全年预算数",
    "合计(万元)",
    "49万元",
    "单价（元/人）",
    "+",
    "a=b",
    "（一）经费",
    "%",
    "最大(甲)",
]
VALUES = {name: Fraction(n, 7) for n, name in enumerate(PLAIN + ODD, -5)}


def trees(names: st.SearchStrategy[str], units: bool = True) -> st.SearchStrategy[Expr]:
    figures = st.decimals(0, 10**6, places=2).map(lambda d: Decimal(f"{d:f}"))
    leaf: st.SearchStrategy[Expr] = st.one_of(
        names.map(Name),
        st.builds(Number, figures, st.sampled_from([None, "%", "万元", "个百分点"] if units else [None, "%"])),
    )

    def grow(inner: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
        def chain(cls: type, first: str, signs: str) -> st.SearchStrategy[Expr]:
            head = inner.filter(lambda e: not isinstance(e, cls)).map(lambda e: ((first, e),))
            tail = st.lists(st.tuples(st.sampled_from(signs), inner), min_size=1, max_size=3).map(tuple)
            return st.builds(lambda a, b: cls(a + b), head, tail)

        several = st.lists(inner, min_size=2, max_size=3).map(tuple)
        call = st.one_of(
            st.builds(Call, st.sampled_from(["合计", "最大", "最小", "平均"]), several),
            st.builds(lambda e: Call("绝对值", (e,)), inner),
        )
        return st.one_of(chain(Sum, "+", "+-"), chain(Product, "×", "×÷"), st.builds(Negative, inner), call)

    return st.recursive(leaf, grow, max_leaves=12)


formulas = st.one_of(
    st.builds(Formula, st.sampled_from([None, *PLAIN, *ODD]), trees(st.sampled_from(PLAIN + ODD))),
    st.builds(
        Formula,
        st.none(),
        trees(st.sampled_from(PLAIN + ODD)),
        st.sampled_from("≤≥<>≠"),
        trees(st.sampled_from(PLAIN + ODD)),
    ),
)


@quick
@given(formulas)
def test_what_is_printed_reads_back_equal(formula: Formula) -> None:
    read = read_formula(str(formula), units=BOOK)
    assert read == formula
    assert str(read) == str(formula)
    assert read.names == formula.names
    assert not [p for p in read.problems if p.severity == "error"]


@quick
@given(trees(st.sampled_from(PLAIN + ODD)))
def test_quoted_names_read_back_the_same_when_known(expr: Expr) -> None:
    known = PLAIN + ODD
    assert read_formula(print_expr(expr), known=known, units=BOOK).expr == expr


def oracle(expr: Expr) -> Fraction | None:
    """The value by the plainest means; None for a division by zero anywhere."""
    match expr:
        case Name(text):
            return VALUES[text]
        case Number(figure, unit):
            return Fraction(figure) / (100 if unit == "%" else 1)
        case Negative(of):
            inner = oracle(of)
            return None if inner is None else -inner
        case Call(function, arguments):
            found = [oracle(e) for e in arguments]
            values = [v for v in found if v is not None]
            if len(values) < len(found):
                return None
            total = sum(values, Fraction(0))
            return {
                "合计": total, "平均": total / len(values), "最大": max(values), "最小": min(values),
                "绝对值": abs(values[0]),
            }[function]  # fmt: skip
        case Sum(parts) | Product(parts):
            out: Fraction | None = None
            for sign, part in parts:
                value = oracle(part)
                if value is None or (sign == "÷" and value == 0):
                    return None
                if out is None:
                    out = value
                elif sign == "÷":
                    out = out / value
                else:
                    out = {"+": out + value, "-": out - value, "×": out * value}[sign]
            return out


@quick
@given(trees(st.sampled_from(PLAIN + ODD), units=False))
def test_values_agree_with_the_oracle(expr: Expr) -> None:
    read = read_formula(print_expr(expr), units=BOOK)
    result = evaluate_formula(read, lambda name: Amount(VALUES[name]), units=BOOK)
    wanted = oracle(expr)
    if wanted is None:
        assert (result.outcome, result.value) == ("undefined", None)
    else:
        assert (result.outcome, result.value, result.unit) == ("value", wanted, None)


@quick
@given(trees(st.sampled_from(PLAIN), units=False), st.sets(st.sampled_from(PLAIN)))
def test_a_blank_is_never_a_number(expr: Expr, blank: set[str]) -> None:
    read = read_formula(print_expr(expr))
    result = evaluate_formula(read, lambda name: Missing(name) if name in blank else Amount(VALUES[name]), units=BOOK)
    assert (result.outcome == "blank") == bool(blank & set(read.names))


MONEY = ["元", "万元", "亿元"]
amounts = st.tuples(st.integers(-(10**9), 10**9), st.sampled_from(MONEY))


@quick
@given(st.lists(amounts, min_size=2, max_size=6), st.sampled_from(MONEY))
def test_money_in_any_unit_adds_up_exactly(given_: list[tuple[int, str]], _unit: str) -> None:
    data = {f"量{i}": Amount(Fraction(value, 100), unit) for i, (value, unit) in enumerate(given_)}
    result = evaluate_formula(read_formula(" + ".join(data)), data.get, units=BOOK)
    in_yuan = sum(Fraction(value, 100) * FACTORS[unit][1] for value, unit in given_)
    assert result.unit == given_[0][1]
    assert result.value == in_yuan / FACTORS[given_[0][1]][1]


@quick
@given(amounts, amounts)
def test_a_ratio_does_not_depend_on_the_units_chosen(a: tuple[int, str], b: tuple[int, str]) -> None:
    data = {"甲": Amount(Fraction(a[0]), a[1]), "乙": Amount(Fraction(b[0]), b[1])}
    result = evaluate_formula(read_formula("甲 ÷ 乙 × 100%"), data.get, units=BOOK)
    if b[0] == 0:
        assert result.outcome == "undefined"
        return
    assert result.percent
    assert result.unit is None
    assert result.value == Fraction(a[0] * FACTORS[a[1]][1], b[0] * FACTORS[b[1]][1])


SIGNS = "+-×÷*/＋－／＝=≤<>≠!%％（）()[]［］{}【】「」，,;；。.、“”—：:0123456789甲乙元万 \t\n\u3000㎡½\u200b\x00𠮷x_"
texts = st.one_of(
    st.text(st.sampled_from(SIGNS), max_size=40),
    st.text(max_size=40),
    st.lists(st.sampled_from([*SIGNS, *FUNCTIONS, "合计(", "100%", " × ", "49万元"]), max_size=20).map("".join),
)


@settings(quick, max_examples=500)
@given(texts, st.sampled_from([(), ("甲", "甲-乙", "乙（元/万）", "（甲）")]))
@example("甲 =", ())
@example("-", ())
@example("「", ())
@example("甲(", ())
@example("%", ())
def test_any_text_is_answered(text: str, known: tuple[str, ...]) -> None:
    read = read_formula(text, known=known, units=BOOK)
    assert read.text == text
    for found in read.problems:
        assert found.span is not None
        start, end = found.span
        assert 0 <= start <= end <= len(text)
        found.message.encode("gbk", "strict")
        assert found.hints is not None
    if not read.readable:
        assert any(p.severity == "error" for p in read.problems)
        return
    assert read_formula(str(read), units=BOOK) == read
    result = evaluate_formula(read, lambda name: Amount(Fraction(2), "万元"), units=BOOK)
    assert result.outcome in ("value", "error", "undefined")
    assert (result.outcome == "value") == (not result.problems)


@pytest.mark.parametrize(
    "piece",
    [
        "(",
        "甲(",
        "甲（",
        "合计(",
        "「",
        "「」",
        "甲(甲+",
        "甲(甲,",
        "-",
        "甲-",
        "%",
        "1",
        "1.",
        "~",
        "= ",
        "甲 ",
        "()",
        "[",
        ")",
        "1%",
        "甲（乙）",
        "“",
        "，",
        "甲(甲)(",
    ],
)
def test_hostile_text_costs_little(piece: str) -> None:
    text = piece * (MAX_LENGTH // len(piece))
    closed = text[: MAX_LENGTH // 2] + ")" * (MAX_LENGTH // 2)
    for hostile in (text, closed, text + "甲", "甲" + text):
        spent = effort(lambda h=hostile: read_formula(h, known=["甲-乙", "乙(1)", "甲 甲"], units=BOOK))
        assert spent < 400 * MAX_LENGTH
