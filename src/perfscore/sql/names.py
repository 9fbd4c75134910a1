"""Names in the result: all different in the database, and shortened where it would cut them."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from ..base.problem import Problem, problem
from ..planning import Plan

__all__ = ["ROW_SUFFIXES", "TOTALS", "Names", "names_of"]

ROW_SUFFIXES = ("得分", "结果", "达标", "依据", "最低", "最高")
TOTALS = ("total", "full_score", "settled", "grade", "low", "high", "unread")


@frozen
class Names:
    """Names in the result: of each row, and of the columns that are handed through."""

    rows: tuple[str, ...]
    keep: tuple[str, ...]


def names_of(plan: Plan, longest: int, keep: Sequence[str], problems: list[Problem]) -> Names:
    """Return the names; ``longest`` is how many bytes of one the database keeps. Columns handed through that are called
    like another one are added to ``problems``."""
    known = [r.indicator.name for r in plan.rows]
    most = longest - max(len(f"_{s}".encode()) for s in ROW_SUFFIXES)
    taken: set[str] = set()
    out = []
    for index, row in enumerate(plan.rows):
        name = row.indicator.name if known.count(row.indicator.name) == 1 else row.id
        if len(name.encode()) > most or name.casefold() in taken or not name.isprintable():
            tail = f"~{index}"
            head = name.encode()[: most - len(tail)].decode(errors="ignore")
            name = "".join(c for c in head if c.isprintable()) + tail
        taken.add(name.casefold())
        out.append(name)
    columns = {*TOTALS, *(f"{n}_{s}" for n in out for s in ROW_SUFFIXES)}
    folded = {c.casefold() for c in columns}
    seen: set[str] = set()
    for name in keep:
        if name.casefold() in folded or name.casefold() in seen:
            problems.append(problem("Q872", name=name))
        seen.add(name.casefold())
    return Names(tuple(out), tuple(keep))
