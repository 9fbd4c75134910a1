"""自评得分 against 系统测算分: the two are kept apart, and a difference is shown, never settled silently."""

from __future__ import annotations

from decimal import Decimal

from attrs import evolve

from ..base.exact import plain
from ..base.problem import Problem, problem
from ..planning import Plan, PlanRow
from .reasons import reason_of, told
from .verdict import Verdict

__all__ = ["compare_scores"]


def compare_scores(verdict: Verdict, row: PlanRow, self_score: Decimal | None, plan: Plan) -> Verdict:
    """Add a finding where the self score differs from the computed one, or lies outside 0..分值.

    It goes on to say which other way of computing gives the self score exactly, where one does.
    """
    full = row.indicator.max_score
    found: list[Problem] = []
    if self_score is not None and not Decimal(0) <= self_score <= full:
        way = reason_of(verdict, row, plan, self_score) if verdict.computed is not None else None
        reason, reason_en = told(way, self_score) if way is not None else ("", "")
        found.append(
            problem(
                "E758",
                where=row.where,
                row=row.indicator.name,
                score=plain(self_score),
                full=plain(full),
                reason=reason,
                reason_en=reason_en,
            )
        )
    elif self_score is not None and verdict.computed is not None and self_score != verdict.computed:
        reason, reason_en = told(reason_of(verdict, row, plan, self_score), self_score)
        found.append(
            problem(
                "E759",
                where=row.where,
                row=row.indicator.name,
                stated=plain(self_score),
                computed=plain(verdict.computed),
                reason=reason,
                reason_en=reason_en,
            )
        )
    return evolve(verdict, problems=(*verdict.problems, *found)) if found else verdict
