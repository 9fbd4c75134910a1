"""自评表 / 绩效目标表: the indicators with their targets, points and clauses."""

from __future__ import annotations

from decimal import Decimal

from attrs import field

from ..base.problem import Place
from ..base.values import frozen

__all__ = ["EXECUTION", "Block", "Goal", "Indicator", "Table"]

EXECUTION = "预算执行"
"""The name of the block and row that score budget execution (预算执行率)."""


@frozen
class Goal:
    """One of the year's overall goals (年度总体目标); ``indicators`` names the rows that answer it, where stated.

    ``share`` (占比) is what it counts in the total, as written (``60%``); empty where the goals do not divide it.
    """

    number: str
    text: str
    indicators: tuple[str, ...] = ()
    place: Place | None = field(default=None, eq=False)
    share: str = ""
    share_place: Place | None = field(default=None, eq=False)


@frozen
class Indicator:
    """A third-level indicator.

    ``path`` holds the first- and second-level names. ``target``, ``nature`` (指标性质) and ``unit`` (度量单位) are
    texts as written; ``max_score`` is 分; ``direction`` (方向) is 正向, 反向, 等于 or empty. ``self_points`` is None
    unless the points are missing, which only rows from other systems may be.
    """

    id: str
    name: str
    path: tuple[str, ...]
    target: str
    max_score: Decimal
    nature: str = ""
    unit: str = ""
    clause: str = ""
    approved_target: str = ""
    direction: str = ""
    formula: str = ""
    goal: str | None = None
    place: Place | None = field(default=None, eq=False)
    target_place: Place | None = field(default=None, eq=False)
    clause_place: Place | None = field(default=None, eq=False)
    points_place: Place | None = field(default=None, eq=False)

    @property
    def where(self) -> str:
        """The row named in full, for findings."""
        return "/".join((*self.path, self.name))


@frozen
class Block:
    """A first-level block with the points printed on its label (分), None where the label has none."""

    name: str
    points: Decimal | None
    place: Place | None = field(default=None, eq=False)


@frozen
class Table:
    """An indicator table, as read; nothing of the scheme is mixed in yet.

    ``as_printed`` (照录) marks a table taken over from a published document: sums that do not add up, missing points and
    the like are then findings about it, as for rows from other systems, and not errors of a rule file.
    """

    title: str
    organisation: str = ""
    scheme_id: str = ""
    year: int | None = None
    scope: str = ""
    goals: tuple[Goal, ...] = ()
    blocks: tuple[Block, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    execution_points: Decimal | None = None
    execution_clause: str = ""
    notes: tuple[str, ...] = ()
    place: Place | None = field(default=None, eq=False)
    execution_place: Place | None = field(default=None, eq=False)
    kind: str = "自评表"
    as_printed: bool = False

    def of_block(self, name: str) -> tuple[Indicator, ...]:
        """Return the rows of a first-level block, in order."""
        return tuple(i for i in self.indicators if i.path[:1] == (name,))
