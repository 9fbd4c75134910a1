"""Several projects listed in one grid, the name of each beside its rows → one table for each.

Budgets print the goals of all projects of a body that way: 单位名称, 项目名称, 预算数 and 年度目标 in merged cells on the
left, the indicators of the project beside them.
"""

from __future__ import annotations

from attrs import evolve

from .body import Body, Row
from .head import Head
from .words import is_figure

__all__ = ["by_project"]


def by_project(head: Head, bodies: list[Body]) -> list[tuple[Head, list[Body]]]:
    """Return head and rows of every project; a table that names no project beside its rows stays whole.

    What was said about the rows stays with the first. The line of a total is of all projects together: it stays only
    where there is one.
    """
    rows = [(n, row) for n, body in enumerate(bodies) for row in _repeated(body.rows)]
    names = list(dict.fromkeys(row.keys.get("项目名称", "") for _, row in rows))
    out = []
    for first, name in enumerate(names):
        own = [(n, row) for n, row in rows if row.keys.get("项目名称", "") == name]
        goal = _goal([row for _, row in own])
        some = []
        for n, body in enumerate(bodies):
            held = [_without_goal(row) if goal else row for at, row in own if at == n]
            whole = evolve(body, rows=held)
            part = evolve(whole, total=None, grade="", problems=body.problems if first == 0 else [])
            some.append(part if len(names) > 1 else whole)
        out.append((_head(head, own[0][1].keys, goal), some))
    return out


def _repeated(rows: list[Row]) -> list[Row]:
    """Blank names repeat what stands above them, as merged cells do that a file without merges left out."""
    out: list[Row] = []
    for row in rows:
        above = dict(out[-1].keys) if out else {}
        if row.keys.get("项目名称", above.get("项目名称")) != above.get("项目名称"):
            above.pop("预算数", None)
        out.append(evolve(row, keys=above | row.keys))
    return out


def _goal(rows: list[Row]) -> str:
    """Return the one goal that stands beside all rows of a project, or an empty text."""
    goals = {goal for row in rows if (goal := row.values.get("目标", ""))}
    return goals.pop() if len(goals) == 1 and rows[0].keys and "目标" in rows[0].values else ""


def _without_goal(row: Row) -> Row:
    return evolve(row, values={k: v for k, v in row.values.items() if k != "目标"})


def _head(head: Head, keys: dict[str, str], goal: str) -> Head:
    budget = keys.get("预算数", "")
    funds = [{"名称": "年度资金总额", "年初预算数": budget}] if is_figure(budget) and not head.funds else head.funds
    named = {k: v for k, v in keys.items() if k != "预算数"}
    return evolve(head, keys=head.keys | named, funds=list(funds), goal=head.goal or ([goal] if goal else []))
