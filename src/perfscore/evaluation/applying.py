"""A row's curve gives its points: the one way from inputs to a score, with its steps."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from attrs import evolve

from ..base.exact import plain
from ..base.problem import Problem
from ..base.step import Step
from ..clauses import Inputs
from ..planning import Plan, PlanRow
from ..rules.table import EXECUTION
from .values import Basis
from .verdict import Band, Verdict, pending, rounded

__all__ = ["apply_bound", "ends", "rule_step", "target_steps"]


def target_steps(row: PlanRow) -> tuple[Step, ...]:
    """Return the step that shows the target, how its words were taken, and what settled the direction it does not say."""
    op = f"，{row.op_origin}" if row.op_origin and row.op_origin != "年度指标值写明" else ""
    remarks = "".join(f"；{remark}" for remark in row.target.remarks)
    return (Step("目标", f"年度指标值“{row.indicator.target}”{op}{remarks}"),)


def apply_bound(
    row: PlanRow, inputs: Inputs, plan: Plan, steps: tuple[Step, ...], problems: tuple[Problem, ...], *, basis: Basis
) -> Verdict:
    """Let the row's curve give the points; round them once; or wait for a person with the curve's own reason."""
    bound = row.bound
    assert bound is not None
    outcome = bound.apply(inputs)
    if outcome.pending is not None:
        reason = outcome.pending.message
        low, high = ends(outcome.low, outcome.high, row, plan)
        found = (*problems, outcome.pending.in_row(row.where))
        waits = pending(row, reason, steps, found, band=Band(low, high), met=outcome.met)
        return evolve(waits, inputs=inputs)
    score = rounded(outcome.num, outcome.den, plan)
    steps = (
        *steps,
        *rule_step(row),
        *bound.explain(inputs, outcome),
        _rounding_step(outcome.num, outcome.den, score, plan),
    )
    return Verdict(
        "scored",
        basis,
        score,
        score,
        outcome.met,
        score,
        score,
        steps,
        problems,
        exact=Fraction(outcome.num, outcome.den),
        inputs=inputs,
    )


def ends(low: Fraction | None, high: Fraction | None, row: PlanRow, plan: Plan) -> tuple[Decimal, Decimal]:
    """Return the bounds of an open outcome as scores (分); None is the widest."""
    a = Decimal(0) if low is None else rounded(low.numerator, low.denominator, plan)
    b = row.indicator.max_score if high is None else rounded(high.numerator, high.denominator, plan)
    return a, b


def rule_step(row: PlanRow) -> tuple[Step, ...]:
    """Return the step that shows the clause and where it comes from."""
    if row.clause is None:
        return ()
    text = row.clause.text if row.id == EXECUTION else str(row.clause)
    return (Step("标准", f"{row.clause_origin.says}：{text}", row.clause_origin.basis or None),)


def _rounding_step(num: int, den: int, score: Decimal, plan: Plan) -> Step:
    rule = plan.rounding
    exact = Fraction(num, den) == Fraction(score)
    where = (
        ""
        if exact
        else f"（{rule.mode}到 {rule.places} 位小数" + ("，合计时不先取整）" if rule.site != "三级指标得分" else "）")
    )
    return Step("舍入", f"得分 {plain(score)} 分{where}", f"舍入环节：{rule.site}")
