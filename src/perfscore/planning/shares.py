"""What each row counts in the total: 1, the share of its goal (多目标), the weight of its block (加权)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from ..base.exact import as_fraction, plain, total
from ..base.problem import Problem, problem
from ..rules.read_aggregation import percent_of
from ..rules.scheme import Scheme
from ..rules.table import EXECUTION, Table

__all__ = ["SUMS", "block_factors", "check_shares", "goal_factors"]

SUMS = ("求和", "加权")
"""The methods that add points; the others take means of score ratios."""


def goal_factors(table: Table, scheme: Scheme) -> dict[str, Fraction]:
    """Return the share of every row that answers a goal (by row id), where the scheme divides the total by goals."""
    if scheme.aggregation.goals != "按占比":
        return {}
    shares = {g.number: percent_of(g.share) for g in table.goals}
    out = {}
    for row in table.indicators:
        share = shares.get(row.goal or "")
        if share is not None:
            out[row.id] = as_fraction(share) / 100
    return out


def block_factors(scheme: Scheme) -> dict[str, Fraction]:
    """Return the weight of every first-level block (1 = 100 %); empty where blocks are simply added."""
    if scheme.aggregation.method != "加权":
        return {}
    return {name: as_fraction(value) / 100 for name, value in scheme.aggregation.weights}


def weigh(points: Mapping[str, Decimal], table: Table, scheme: Scheme) -> Fraction:
    """Return the full marks of the table: the points of its rows (by id), each with its share."""
    goals, blocks = goal_factors(table, scheme), block_factors(scheme)
    one = Fraction(1)
    out = Fraction(0)
    for row in table.indicators:
        out += as_fraction(points[row.id]) * goals.get(row.id, one) * blocks.get(row.path[0], one)
    if table.execution_points is not None:
        out += as_fraction(table.execution_points) * blocks.get(EXECUTION, one)
    return out


def check_shares(table: Table, scheme: Scheme) -> list[Problem]:
    """Return what is wrong with shares of goals and weights of blocks in this table."""
    return [*_check_weights(table, scheme), *_check_goals(table, scheme)]


def _check_weights(table: Table, scheme: Scheme) -> list[Problem]:
    weights = block_factors(scheme)
    if not weights:
        return []
    names = [b.name for b in table.blocks] + ([EXECUTION] if table.execution_points is not None else [])
    out = []
    for name in names:
        if name not in weights:
            place = next((b.place for b in table.blocks if b.name == name), table.execution_place)
            out.append(problem("R662", place=place, block=name, known="、".join(weights), scheme=scheme.title))
    for name in weights:
        if name not in names:
            out.append(problem("R663", place=table.place, block=name, scheme=scheme.title, names="、".join(names)))
    return out


def _check_goals(table: Table, scheme: Scheme) -> list[Problem]:
    if scheme.aggregation.goals != "按占比":
        return []
    shared = [g for g in table.goals if g.share]
    if not shared and len(table.goals) < 2:
        return []
    out: list[Problem] = []
    used = {row.goal for row in table.indicators}
    if not shared and not used - {None}:
        return []
    for goal in table.goals:
        value = percent_of(goal.share)
        if value is None or not 0 < value <= 100:
            out.append(problem("R664", place=goal.share_place or goal.place, number=goal.number, text=goal.share))
        elif goal.number not in used:
            out.append(problem("R665", place=goal.place, number=goal.number))
    values = [v for g in table.goals if (v := percent_of(g.share)) is not None]
    if len(values) == len(table.goals) and total(values) != 100:
        parts = " + ".join(f"{plain(v)}%" for v in values)
        place = table.goals[0].share_place or table.goals[0].place
        out.append(problem("R666", place=place, parts=parts, sum=f"{plain(total(values))}%"))
    numbers = {g.number for g in table.goals}
    for row in table.indicators:
        if row.goal and row.goal not in numbers:
            known = "、".join(sorted(numbers))
            out.append(problem("R667", place=row.place, where=row.where, row=row.name, number=row.goal, known=known))
    return out
