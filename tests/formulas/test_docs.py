"""Every example of docs/公式写法.md is run and must give what the page says."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import pytest

from perfscore.base.problem import Problem
from perfscore.formulas import Amount, Group, Missing, evaluate_check, evaluate_formula, read_formula
from perfscore.formulas.marks import MAX_DEPTH, MAX_DIGITS, MAX_LENGTH, MAX_TERMS

from .book import BOOK

PAGE = (Path(__file__).parents[2] / "docs" / "公式写法.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(数据|公式|核对)\n(.*?)^```$", PAGE, re.M | re.S)
ANSWERS = ("→ ", "错误：", "疑点：", "待说明：", "提示：")
HEADS = {"error": "错误", "warning": "疑点", "ask": "待说明"}


def data() -> tuple[dict[str, Amount | Missing], dict[str, Group]]:
    quantities: dict[str, Amount | Missing] = {}
    groups: dict[str, Group] = {}
    for line in "".join(body for kind, body in BLOCKS if kind == "数据").splitlines():
        name, _, text = line.partition(": ")
        value, _, unit = text.partition(" ")
        group, _, member = name.partition(" 其中 ")
        if member:
            old = groups.get(group, Group(()))
            groups[group] = Group((*old.members, Amount(Fraction(value), unit, member)))
        else:
            quantities[name] = Missing(name) if value == "未填" else Amount(Fraction(value), unit)
    return quantities, groups


def examples() -> list[tuple[str, str, list[str]]]:
    out: list[tuple[str, str, list[str]]] = []
    for kind, body in BLOCKS:
        for line in body.splitlines() if kind != "数据" else ():
            if line.startswith(ANSWERS):
                out[-1][2].append(line)
            else:
                out.append((kind, line, []))
    return out


def told(problems: tuple[Problem, ...]) -> list[str]:
    return [t for p in problems for t in (f"{HEADS[p.severity]}：{p.message}", *(f"提示：{h}" for h in p.hints()))]


@pytest.mark.parametrize(("kind", "text", "answers"), examples(), ids=[e[1] for e in examples()])
def test_examples_give_what_the_page_says(kind: str, text: str, answers: list[str]) -> None:
    quantities, groups = data()
    read = read_formula(text, units=BOOK)
    evaluate = evaluate_check if kind == "核对" else evaluate_formula
    result = evaluate(read, quantities.get, units=BOOK, groups=groups.get, known=quantities)
    found = told(read.problems)
    if read.readable:
        found += told(result.problems)
        found += [f"→ {step.text}" for step in result.steps] if result.outcome == "value" else []
    assert found == answers


def test_the_page_names_the_limits_as_they_are() -> None:
    assert len(examples()) > 20
    for words in (f"{MAX_LENGTH} 个字", f"{MAX_TERMS} 个名称和数字", f"{MAX_DEPTH} 层括号", f"{MAX_DIGITS} 位"):
        assert words in PAGE


def test_the_signs_of_the_table_are_read_as_it_says() -> None:
    rows = re.findall(r"^\| (加、减|乘、除|比较（核对用）) \| (.*?) \| (.*?) \|$", PAGE, re.M)
    assert len(rows) == 3
    for kind, written, printed in rows:
        groups = [group.split() for group in re.findall(r"`([^`]*)`", written)]
        wanted = [sign for group in re.findall(r"`([^`]*)`", printed) for sign in group.split()]
        assert len(groups) == len(wanted), kind
        for spellings, sign in zip(groups, wanted, strict=True):
            for spelling in spellings:
                assert str(read_formula(f"甲 + 1 {spelling} 乙")) == f"甲 + 1 {sign} 乙"


def test_names_of_the_page_read_as_names() -> None:
    for name in ("全年执行数/全年预算数", "2024年决算数"):
        assert f"「{name}」" in PAGE
        assert read_formula(f"「{name}」").names == (name,)
    assert read_formula("人均标准（元/人） + 1", known=["人均标准（元/人）"]).names == ("人均标准（元/人）",)
