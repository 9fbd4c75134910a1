"""Every example of docs/评分标准写法.md is run and must give what the page says."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from perfscore.base.exact import plain, quotient
from perfscore.base.problem import Problem
from perfscore.clauses import Binding, Choices, Clause, Inputs, read_clause
from perfscore.clauses.formula import MAX_DEPTH
from perfscore.clauses.reading import MAX_LENGTH, MAX_OPEN

from .cases import target_of

PAGE = Path(__file__).parents[2] / "docs" / "评分标准写法.md"
HEADS = {"error": "错误", "warning": "疑点", "ask": "待说明"}
KEYS = {
    "实际": "actual",
    "目标": "target",
    "次数": "count",
    "逾期": "days",
    "名次": "rank",
    "达成情况": "level",
    "评定": "rating",
}


def examples(page: str) -> list[tuple[str, str, list[str]]]:
    """Return (clause, row, answers); the row is empty where the clause is only read."""
    out: list[tuple[str, str, list[str]]] = []
    for block in re.findall(r"^```评分\n(.*?)^```$", page, re.M | re.S):
        clause = ""
        used = True
        for line in block.splitlines():
            if line.startswith(("→ ", "错误：", "疑点：", "待说明：")):
                out[-1][2].append(line)
            elif re.match(r"分值 \d", line):
                if not used:
                    out.pop()
                used = True
                out.append((clause, line, []))
            else:
                clause, used = line, False
                out.append((clause, "", []))
    return out


def row_of(line: str) -> tuple[Binding, Inputs]:
    target: Any = (None, None, None)
    points = Decimal(0)
    choices = Choices()
    known: dict[str, Any] = {}
    quantities: dict[str, Fraction] = {}
    for part in line.split("，"):
        key, _, value = part.partition(" ")
        match key:
            case "分值":
                points = Decimal(value)
            case "指标值":
                target = target_of(value.replace("≥", ">=").replace("≤", "<="))
            case "约定":
                choices = Choices(part_step=value)
            case "要素":
                known["checklist"] = {i: v == "符合" for i, v in enumerate(value.split("、"), 1)}
            case "各次数":
                known["counts"] = tuple(map(int, value.split("、")))
            case "名次":
                known["rank"] = int(value)
            case "达成情况":
                known["level"] = value
            case "评定":
                known["rating"] = Decimal(value)
            case _ if key in KEYS:
                known[KEYS[key]] = Fraction(value)
            case _:
                quantities[key] = Fraction(value)
    op = ">=" if target[1] is None and "target" in known else target[1]
    return Binding(points, target[0], op, target[2], choices), Inputs(quantities=quantities, **known)


def told(problems: tuple[Problem, ...]) -> list[str]:
    return [f"{HEADS[p.severity]}：{p.message}" for p in problems]


def answers_of(clause: Clause, row: str) -> list[str]:
    if not clause.readable:
        return told(tuple(p for p in clause.problems if p.severity == "error"))
    if not row:
        return [*told(clause.problems), f"→ 读作：{clause}"]
    binding, inputs = row_of(row)
    bound = clause.bind(binding)
    errors = [p for p in bound.problems if p.severity == "error"]
    if errors:
        return told(tuple(errors))
    outcome = bound.apply(inputs)
    if outcome.pending is not None:
        return [*told(bound.problems), f"→ 待人工认定：{outcome.pending.message}"]
    points = Fraction(outcome.num, outcome.den)
    shown = plain(quotient(points.numerator, points.denominator, 4))
    return [*told(bound.problems), f"→ {shown} 分：{'；'.join(s.text for s in bound.explain(inputs, outcome))}"]


@pytest.mark.parametrize(
    ("clause", "row", "answers"), examples(PAGE.read_text("utf-8")), ids=lambda v: v[:20] if isinstance(v, str) else ""
)
def test_examples_give_what_the_page_says(clause: str, row: str, answers: list[str]) -> None:
    assert answers_of(read_clause(clause), row) == answers


def test_the_page_has_examples_and_names_the_limits() -> None:
    page = PAGE.read_text("utf-8")
    assert len(examples(page)) > 40
    assert f"最多 {MAX_LENGTH} 个字符、{MAX_OPEN} 个括号；公式里括号最多套 {MAX_DEPTH} 层" in page
