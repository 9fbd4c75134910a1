"""What a change of rules does to scores: one table, one set of facts, two sets of rules, row by row."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from attrs import frozen

from ..base.exact import plain, total
from ..base.problem import PerfscoreError, problem
from ..evaluation.evaluating import evaluate_plan
from ..evaluation.values import OUTCOMES, Evaluation, RowResult
from ..planning import Plan, RuleSet
from ..planning.resolve import resolve
from ..rules.facts import Facts
from ..rules.loading import demand
from ..rules.table import Table

__all__ = ["Effect", "RowEffect", "compare_scores"]


@frozen
class RowEffect:
    """One row under both rules; a side is None where the rules do not have the row."""

    name: str
    old: RowResult | None
    new: RowResult | None

    @property
    def moved(self) -> Decimal | None:
        """How far the score moves (分); None where one side has no score."""
        if self.old is None or self.new is None or self.old.score is None or self.new.score is None:
            return None
        return total((self.new.score, -self.old.score))

    @property
    def changed(self) -> bool:
        """Tell whether score, points or outcome differ."""
        if self.old is None or self.new is None:
            return True
        a, b = self.old, self.new
        return (a.score, a.max_score, a.outcome) != (b.score, b.max_score, b.outcome)

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON types."""
        return {
            "name": self.name,
            "old": _side(self.old),
            "new": _side(self.new),
            "change": None if self.moved is None else plain(self.moved),
        }


def _side(row: RowResult | None) -> dict[str, Any] | None:
    if row is None:
        return None
    return {
        "score": None if row.score is None else plain(row.score),
        "max_score": plain(row.max_score),
        "outcome": row.outcome,
        "explanation": row.explanation,
    }


@frozen
class Effect:
    """Both evaluations and the rows side by side."""

    old: Evaluation
    new: Evaluation
    rows: tuple[RowEffect, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON types; only rows that change."""
        return {
            "old": _total(self.old),
            "new": _total(self.new),
            "rows": [r.to_dict() for r in self.rows if r.changed],
        }


def _total(result: Evaluation) -> dict[str, Any]:
    return {
        "total": plain(result.total),
        "full_score": plain(result.full_score),
        "grade": result.grade,
        "settled": result.settled,
        "rules": result.rules.to_dict(),
    }


def said(row: RowResult | None) -> str:
    """Return what is printed for one side of a row."""
    if row is None:
        return "没有这一行"
    return OUTCOMES[row.outcome] if row.score is None else f"{plain(row.score)}/{plain(row.max_score)}"


def compare_scores(
    old: RuleSet, new: RuleSet, facts: Facts, *, table: Table | None = None, year: int | None = None
) -> Effect:
    """Score ``facts`` under both rules.

    ``table`` is used where the rules are schemes alone. Raises :class:`PerfscoreError` where there is no table, or
    rules and facts do not belong together.
    """
    before, after = (_plan(r, table, year) for r in (old, new))
    a, b = evaluate_plan(before, facts), evaluate_plan(after, facts)
    names = dict.fromkeys([r.id for r in b.rows] + [r.id for r in a.rows])
    left, right = {r.id: r for r in a.rows}, {r.id: r for r in b.rows}
    rows = []
    for key in names:
        one, other = left.get(key), right.get(key)
        rows.append(RowEffect((other or one or a.rows[0]).name, one, other))
    return Effect(a, b, tuple(rows))


def _plan(rules: RuleSet, table: Table | None, year: int | None) -> Plan:
    found = rules.table or table
    if found is None:
        raise PerfscoreError([problem("R679", place=rules.scheme.place, name=rules.scheme.id)])
    wanted = found.year if year is None else year
    chosen = rules.for_year(wanted)
    plan = resolve(found, chosen.scheme, chosen.language, year=None if rules.table is None else wanted)
    demand(plan.problems)
    return plan
