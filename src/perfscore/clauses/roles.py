"""The part that each name of a formula has in a row: the actual value, the target, the rate, the points."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from attrs import evolve

from ..base.problem import problem
from .algebra import ACTUAL, POINTS, RATE, TARGET, Binary, Expression, Name, names
from .frame import Frame, Refusal
from .values import Definition, Formula, Rule

__all__ = ["with_roles"]

_RATES = ("率", "度", "比例", "比")
_OF_BUDGET = ("执行率", "完成率", "到位率", "支出率", "支付率", "控制率", "支出进度", "执行进度")


def with_roles(rule: Rule, frame: Frame, definitions: tuple[Definition, ...]) -> Rule:
    """Give the names of a formula their part in this row: the actual, the target, the rate."""
    if not isinstance(rule.award, Formula):
        return rule
    known = {d.name: d.expression for d in definitions}
    return evolve(
        rule, award=evolve(rule.award, expression=_paired(_roles(rule.award.expression, frame, known, 0), frame))
    )


_PLANNED = ("计划", "预算", "目标", "预期", "应")


def _paired(expression: Expression, frame: Frame) -> Expression:
    """Read 实际X ÷ 计划X as actual ÷ target where the two are the only names the row does not know itself."""
    free = [n for n in names(expression) if n not in (ACTUAL, TARGET, POINTS, RATE)]
    done = [n for n in free if n.startswith("实际")]
    planned = [n for n in free if n.startswith(_PLANNED)]
    if frame.ratio or len(free) != 2 or len(done) != 1 or len(planned) != 1:
        return expression
    return _renamed(expression, {done[0]: ACTUAL, planned[0]: TARGET})


def _renamed(expression: Expression, by: Mapping[str, str]) -> Expression:
    match expression:
        case Binary(sign, left, right):
            return Binary(sign, _renamed(left, by), _renamed(right, by))
        case Name(name):
            return Name(by.get(name, name))
        case _:
            return expression


def _roles(expression: Expression, frame: Frame, known: Mapping[str, Expression], depth: int) -> Expression:
    match expression:
        case Binary(sign, left, right):
            return Binary(sign, _roles(left, frame, known, depth), _roles(right, frame, known, depth))
        case Name(name):
            return _role(name, frame, known, depth)
        case _:
            return expression


def _role(name: str, frame: Frame, known: Mapping[str, Expression], depth: int) -> Expression:
    if name == RATE and frame.ratio and frame.target not in (None, Fraction(frame.per)):
        raise Refusal(
            problem(
                "C472",
                what="完成率是实际值本身还是与目标之比",
                scores="两种算法",
                example="得分=实际完成值÷年度指标值×分值",
            )
        )
    if name in (ACTUAL, TARGET, POINTS, RATE):
        return Name(name)
    if name in ("A", "a"):
        return Name(TARGET)
    if name in ("B", "b"):
        return Name(ACTUAL)
    if name.endswith(_RATES):
        if frame.ratio:
            return Name(ACTUAL)
        if name in known and depth < 3:
            return _roles(known[name], frame, known, depth + 1)
        return Name(RATE) if name.endswith(_OF_BUDGET) else Name(name)
    return Name(name)
