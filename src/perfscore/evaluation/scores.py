"""自评得分 against 系统测算分: the two are kept apart, and a difference is shown, never settled silently."""

from __future__ import annotations

from decimal import Decimal

from attrs import evolve

from ..base.exact import plain
from ..base.problem import Problem, problem
from ..planning import PlanRow
from .verdict import Verdict

__all__ = ["compare_scores"]


def compare_scores(verdict: Verdict, row: PlanRow, self_score: Decimal | None) -> Verdict:
    """Add a finding where the self score differs from the computed one, or lies outside 0..分值.

    A row without points says so already (D711): there is nothing to hold a score against.
    """
    full = row.indicator.max_score
    if not full:
        return verdict
    found: list[Problem] = []
    if self_score is not None and not Decimal(0) <= self_score <= full:
        found.append(
            problem("E758", where=row.where, row=row.indicator.name, score=plain(self_score), full=plain(full))
        )
    elif self_score is not None and verdict.computed is not None and self_score != verdict.computed:
        found.append(
            problem(
                "E759",
                where=row.where,
                row=row.indicator.name,
                stated=plain(self_score),
                computed=plain(verdict.computed),
            )
        )
    return evolve(verdict, problems=(*verdict.problems, *found)) if found else verdict
