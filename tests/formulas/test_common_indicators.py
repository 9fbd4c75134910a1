"""The common indicators' formulas, as listed and as a notice prints them, are read; prose is refused with its place."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from perfscore.formulas import Amount, evaluate_formula, read_formula

from .book import BOOK

ROWS = [line.split("\t") for line in (Path(__file__).parent / "common_indicators.tsv").read_text("utf-8").splitlines()]
READABLE = [(i, f, zh) for i, f, zh in ROWS if zh]
PROSE = {
    "p20.timely": ("“actual_time”和“vs”之间缺少运算符", (0, 14)),
    "fis.livelihood_share_change": ("“share_last”和“over”之间缺少运算符", (13, 28)),
    "fis.evenness": ("“progress_standard”和“at”之间缺少运算符", (18, 38)),
}


def test_the_list_is_whole() -> None:
    assert (len(ROWS), len(READABLE)) == (62, 59)
    assert {i for i, _, zh in ROWS if not zh} == set(PROSE)


@pytest.mark.parametrize(("name", "formula", "chinese"), READABLE, ids=[r[0] for r in READABLE])
def test_formulas_are_read_in_both_spellings(name: str, formula: str, chinese: str) -> None:
    listed, printed = read_formula(formula), read_formula(chinese + "。")
    for read in (listed, printed):
        assert read.readable
        assert not read.problems
        assert read_formula(str(read)) == read
    assert printed.name is not None
    assert len(printed.names) == len(listed.names)


@pytest.mark.parametrize(("name", "formula", "chinese"), READABLE, ids=[r[0] for r in READABLE])
def test_both_spellings_have_one_value(name: str, formula: str, chinese: str) -> None:
    listed, printed = read_formula(formula), read_formula(chinese)
    values = [Amount(Fraction(n), "万元") for n in ("120.5", "97.3", "41")]
    first = dict(zip(listed.names, values, strict=False))
    second = dict(zip(printed.names, values, strict=False))
    a = evaluate_formula(listed, first.get, units=BOOK)
    b = evaluate_formula(printed, second.get, units=BOOK)
    assert a.outcome == b.outcome == "value"
    assert a.value == b.value
    assert (a.unit, b.unit) == ((None, None) if "÷" in str(listed) else ("万元", "万元"))
    assert b.percent == ("100%" in chinese)


@pytest.mark.parametrize("name", sorted(PROSE))
def test_prose_is_refused_with_its_place(name: str) -> None:
    read = read_formula(next(f for i, f, _ in ROWS if i == name))
    assert not read.readable
    assert [(p.message, p.span) for p in read.problems] == [PROSE[name]]


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        (
            "“三公经费”变动率=[(本年度“三公经费”总额-上年度“三公经费”总额)/上年度“三公经费”总额]×100%。",
            "“三公经费”变动率 = (本年度“三公经费”总额 - 上年度“三公经费”总额) ÷ 上年度“三公经费”总额 × 100%",
        ),
        (
            "成本节约率＝［（计划成本－实际成本）／计划成本］×１００％；",
            "成本节约率 = (计划成本 - 实际成本) ÷ 计划成本 × 100%",
        ),
        ("预算执行率=(预算执行数/预算数)×100%", "预算执行率 = 预算执行数 ÷ 预算数 × 100%"),
        (
            "三公经费 = 公务用车购置和维护经费 + 出国经费 + 公务接待费",
            "三公经费 = 公务用车购置和维护经费 + 出国经费 + 公务接待费",
        ),
        (
            "（上年结转+年初预算+本年追加-年末结余）/（上年结转+年初预算+本年追加）",
            "(上年结转 + 年初预算 + 本年追加 - 年末结余) ÷ (上年结转 + 年初预算 + 本年追加)",
        ),
        ("实际规模（㎡）/批复规模（㎡）", "实际规模（㎡） ÷ 批复规模（㎡）"),
    ],
)
def test_texts_of_notices_have_one_canonical_form(text: str, canonical: str) -> None:
    read = read_formula(text)
    assert not read.problems
    assert str(read) == canonical
