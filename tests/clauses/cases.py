"""Reads the tables of cases; expected scores are arithmetic that is computed here with fractions, not by the library."""

from __future__ import annotations

import ast
import re
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from attrs import evolve, frozen

from perfscore.clauses import Binding, Choices, Inputs, read_clause

HERE = Path(__file__).parent


@frozen
class Case:
    clause: str
    points: Decimal
    target: str
    inputs: str
    choices: str
    expected: str
    why: str

    def binding(self) -> Binding:
        target, op, unit = target_of(self.target)
        op = ">=" if self.target == "-" and "target=" in self.inputs else op
        return Binding(self.points, target, op, unit, choices_of(self.choices))

    def outcome(self) -> Any:
        return read_clause(self.clause).bind(self.binding()).apply(inputs_of(self.inputs))


def arithmetic(text: str) -> Fraction:
    """Compute + - * / and brackets of whole and decimal numbers exactly."""

    def value(node: ast.expr) -> Fraction:
        match node:
            case ast.Constant(int() as number):
                return Fraction(number)
            case ast.UnaryOp(ast.USub(), inner):
                return -value(inner)
            case ast.BinOp(left, op, right):
                a, b = value(left), value(right)
                return (
                    {ast.Add: a + b, ast.Sub: a - b, ast.Mult: a * b}.get(type(op))
                    if not isinstance(op, ast.Div)
                    else a / b
                )
        raise ValueError(ast.dump(node))

    return value(
        ast.parse(
            re.sub(r"\d+\.\d+", lambda m: "({}/{})".format(*Fraction(m.group()).as_integer_ratio()), text), mode="eval"
        ).body
    )


def target_of(text: str) -> tuple[Any, str | None, str | None]:
    if text == "-":
        return None, None, None
    if found := re.fullmatch(r"rank(<=)(\d+)", text):
        return SimpleNamespace(op="<=", value=Decimal(found[2]), scope=None, unit=None), "<=", None
    if found := re.fullmatch(r"(-?[\d.]+)~(-?[\d.]+)(\D*)", text):
        low, high, unit = Decimal(found[1]), Decimal(found[2]), found[3] or None
        return SimpleNamespace(low=low, high=high, low_closed=True, high_closed=True, unit=unit), None, unit
    found = re.fullmatch(r"(>=|<=|=|>|<)(-?[\d.]+)(\D*)", text)
    assert found, text
    unit = found[3] or None
    return SimpleNamespace(op=found[1], value=Decimal(found[2]), unit=unit), found[1], unit


def choices_of(text: str) -> Choices:
    out = Choices()
    for word in text.split(","):
        match word:
            case "linear":
                out = evolve(out, part_step="按比例")
            case "floor":
                out = evolve(out, part_step="不足一档不扣")
            case "ceil":
                out = evolve(out, part_step="不足一档按一档扣")
            case "pp":
                out = evolve(out, percent_step="个百分点")
            case "relative":
                out = evolve(out, percent_step="相对")
            case "zero":
                out = evolve(out, zero_target="达到得满分")
            case "national":
                out = Choices("按比例", "个百分点", None, None, "达到得满分")
    return out


def inputs_of(text: str) -> Inputs:
    known: dict[str, Any] = {}
    quantities = {}
    for part in filter(None, text.strip("-").split(";")):
        key, _, value = part.partition("=")
        match key:
            case "actual" | "target" | "days" | "count" | "share":
                known[key] = Fraction(value)
            case "rank":
                known[key] = int(value)
            case "level":
                known[key] = value
            case "rating":
                known[key] = Decimal(value)
            case "counts":
                known[key] = tuple(int(n) for n in value.split(","))
            case "items":
                known["checklist"] = {i: flag == "1" for i, flag in enumerate(value, 1) if flag in "01"}
            case _:
                quantities[key] = Fraction(value)
    return Inputs(quantities=quantities, **known)


def table(name: str) -> list[Case]:
    out = []
    for line in (HERE / name).read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            clause, points, *rest = line.split("\t")
            out.append(Case(clause, Decimal(points), *rest))
    return out


@frozen
class Method:
    """One way of scoring of the published list: the stage it belongs to and, for a clause, one computed example."""

    id: str
    stage: str
    case: Case | None


def methods() -> list[Method]:
    out = []
    for line in (HERE / "methods.tsv").read_text("utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        cells = [*line.split("\t"), ""][:9]
        name, stage, clause, points = cells[:4]
        case = None if clause == "-" else Case(clause, Decimal("1" if points == "-" else points), *cells[4:9])
        out.append(Method(name, stage, case))
    return out
