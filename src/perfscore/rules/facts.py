"""填报数据: what was observed or claimed for one table. Everything stays text with its unit until a reader sees it."""

from __future__ import annotations

from decimal import Decimal

from attrs import field

from ..base.problem import Place
from ..base.values import frozen

__all__ = [
    "BaseEntry",
    "ExtraFiling",
    "Facts",
    "Figure",
    "Filing",
    "FundRow",
    "Funds",
    "GoalAnswer",
    "ReferenceValue",
    "ResultLink",
    "Split",
    "Statement",
    "SubUnit",
    "VetoFiling",
]


@frozen
class Figure:
    """A figure as filled in: the text, the unit of its heading (or empty), and where it stands."""

    text: str
    unit: str = ""
    place: Place | None = field(default=None, eq=False)

    def __bool__(self) -> bool:
        return bool(self.text.strip())


@frozen
class FundRow:
    """One money row of the table's head: 年初预算数, 全年预算数, 全年执行数 and what was printed beside them."""

    name: str
    initial: Figure = Figure("")
    adjusted: Figure = Figure("")
    executed: Figure = Figure("")
    rate: Figure = Figure("")
    max_score: Figure = Figure("")
    self_score: Figure = Figure("")


@frozen
class Funds:
    """资金: the total row, its sub-rows (其中), and the splits by income and by kind of spending."""

    total: FundRow
    rows: tuple[FundRow, ...] = ()
    splits: tuple[tuple[str, tuple[tuple[str, Figure], ...]], ...] = ()
    source: str = ""
    review_score: Figure = Figure("")
    deviation_note: str = ""
    supporting: tuple[str, ...] = ()
    place: Place | None = field(default=None, eq=False)


@frozen
class Filing:
    """完成情况 of one indicator.

    ``path`` holds what was given of the first- and second-level names. Scores are texts as filled in. ``level`` is a
    stated 达成情况 (达成, 部分达成, 未达成); ``not_applicable`` holds the stated reason of 不适用.
    """

    name: str
    id: str = ""
    path: tuple[str, ...] = ()
    actual: Figure = Figure("")
    self_score: Figure = Figure("")
    review_score: Figure = Figure("")
    level: str = ""
    deviation_note: str = ""
    supporting: tuple[str, ...] = ()
    verified: bool = False
    not_applicable: str | None = None
    inputs: tuple[tuple[str, Figure], ...] = ()
    place: Place | None = field(default=None, eq=False)


@frozen
class ReferenceValue:
    """参照值: the figure outside the table that a target compares with, bound to an indicator."""

    indicator: str
    name: str
    value: Figure
    source: str = ""
    place: Place | None = field(default=None, eq=False)


@frozen
class Split:
    """其中: one way in which an entry falls into parts.

    ``exhaustive`` is None where the file does not say whether the parts are all. Two splits of one entry are two
    views of the same total and are never added.
    """

    by: str
    exhaustive: bool | None
    parts: tuple[BaseEntry, ...]


@frozen
class BaseEntry:
    """基础数据: one line of the base-data table. Names repeat in real tables; the list keeps every one."""

    name: str
    values: tuple[tuple[str, Figure], ...] = ()
    splits: tuple[Split, ...] = ()
    source: str = ""
    group: str = ""
    note: str = ""
    place: Place | None = field(default=None, eq=False)

    def get(self, column: str) -> Figure | None:
        """Return the figure in a column, or None."""
        return dict(self.values).get(column)


@frozen
class Statement:
    """报告陈述: what the report's own text states; a typed entry, never read out of narrative.

    ``link`` says which figure of the table or base data speaks of the same quantity, ``concerns`` names the rows a
    statement bears on, ``kind`` is its type (``数值``, ``执行进度偏慢``, ``问题自述``, ``评价范围`` …).
    """

    item: str
    aspect: str = ""
    value: Figure = Figure("")
    kind: str = "数值"
    source: str = ""
    link: tuple[tuple[str, str], ...] = ()
    concerns: tuple[str, ...] = ()
    splits: tuple[Split, ...] = ()
    place: Place | None = field(default=None, eq=False)


@frozen
class GoalAnswer:
    """实际完成情况 of the overall goals; ``goals`` holds the numbers it answers, empty where it does not say."""

    goals: tuple[str, ...]
    text: str


@frozen
class ExtraFiling:
    """加减分: one bonus or penalty that was found; ``count`` (次数) or ``points`` (分), as written."""

    item: str
    count: Figure = Figure("")
    points: Figure = Figure("")
    reason: str = ""
    supporting: tuple[str, ...] = ()
    place: Place | None = field(default=None, eq=False)


@frozen
class VetoFiling:
    """一票否决: a matter that was found to hold, with the reason."""

    matter: str
    reason: str = ""
    supporting: tuple[str, ...] = ()
    place: Place | None = field(default=None, eq=False)


@frozen
class SubUnit:
    """下级填报: what one sub-unit filed; ``money`` weighs its relative values."""

    name: str
    money: Figure = Figure("")
    filings: tuple[Filing, ...] = ()
    place: Place | None = field(default=None, eq=False)


@frozen
class ResultLink:
    """取自结果: a row whose actual value is a result of another table; ``table`` and ``facts`` name the files."""

    indicator: str
    table: str
    facts: str
    what: str = "总分"
    place: Place | None = field(default=None, eq=False)


@frozen
class Facts:
    """All of a facts file."""

    title: str = ""
    organisation: str = ""
    year: int | None = None
    funds: Funds | None = None
    filings: tuple[Filing, ...] = ()
    goal_answers: tuple[GoalAnswer, ...] = ()
    base_data: tuple[BaseEntry, ...] = ()
    references: tuple[ReferenceValue, ...] = ()
    statements: tuple[Statement, ...] = ()
    total_max: Figure = Figure("")
    total_self: Figure = Figure("")
    grade: str = ""
    notes: tuple[str, ...] = ()
    place: Place | None = field(default=None, eq=False)
    blocks: tuple[tuple[str, Decimal], ...] = ()
    extras: tuple[ExtraFiling, ...] = ()
    vetoes: tuple[VetoFiling, ...] = ()
    sub_units: tuple[SubUnit, ...] = ()
    links: tuple[ResultLink, ...] = ()
