"""What a record is: one table's facts in a flat mapping, and the filing that each of its values stands for.

==========================  =====================================================================================
key                         value
==========================  =====================================================================================
a row's 三级指标 or id      实际完成值: a text as in the table (``7.7%``), or a number in the unit of the target
``…_参照值``                the figure outside the table that the target compares with, in the unit of the actual
``…_自评得分``, ``…_复核得分``  scores (分)
``…_达成情况``              达成, 部分达成 or 未达成
``…_不适用``                the reason why the row does not apply; empty or 否 where it does
``…_偏差原因``, ``…_佐证材料``  texts
全年预算数, 全年执行数       of budget execution; numbers are 万元
单位                        who filed the table
==========================  =====================================================================================

None and "" mean not filled in. A number is read as if it were written with the unit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any

from attrs import frozen

from ..base.problem import PerfscoreError, Problem, problem
from ..language import Reference
from ..planning import Plan, PlanRow
from ..rules.facts import Facts, Figure, Filing, FundRow, Funds, ReferenceValue
from ..rules.table import EXECUTION
from .deriving import unit_of
from .figures import figure_of

__all__ = [
    "ACTUAL",
    "BUDGET",
    "KINDS",
    "MONEY",
    "NOTE",
    "ORGANISATION",
    "QUIET",
    "REFERENCE",
    "SELF",
    "SPENT",
    "Field",
    "Fields",
    "fields_of",
    "known_keys",
]

ACTUAL, REFERENCE, BUDGET, SPENT = "实际完成值", "参照值", "全年预算数", "全年执行数"
SELF, REVIEW, LEVEL, ABSENT, NOTE, SUPPORT = "自评得分", "复核得分", "达成情况", "不适用", "偏差原因", "佐证材料"
KINDS = (ACTUAL, REFERENCE, SELF, REVIEW, LEVEL, ABSENT, NOTE, SUPPORT)
QUIET = frozenset((SELF, NOTE, SUPPORT))
"""What is said beside a row and cannot move a score that figures give (findings and marks come of it)."""
ORGANISATION = "单位"
MONEY = "万元"
"""The unit of plain numbers of 资金, as in the official table."""
_MONEY_KINDS = (BUDGET, SPENT)


@frozen
class Field:
    """One value of a record: its key, the index of its row (−1: the table), and what it is of that row."""

    key: str
    row: int
    kind: str


@frozen
class Fields:
    """The values a record has, in order; ``units`` names the unit of plain numbers by row index."""

    items: tuple[Field, ...]
    units: tuple[str, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of a record."""
        return tuple(f.key for f in self.items)

    def of_row(self, row: int) -> tuple[int, ...]:
        """Return the positions of a row's values."""
        return tuple(n for n, f in enumerate(self.items) if f.row == row)

    # --- values → facts -------------------------------------------------------------------------------------------

    def facts(self, values: Iterable[Any], plan: Plan) -> Facts:
        """Return the facts that a record's values stand for. Raises :class:`PerfscoreError` for values of other types."""
        given = list(values)
        found: list[Problem] = []
        filings: list[Filing] = []
        references: list[ReferenceValue] = []
        funds: Funds | None = None
        for index, row in enumerate(plan.rows):
            own = {self.items[n].kind: given[n] for n in self.of_row(index)}
            if row.id == EXECUTION:
                funds = self.funds(own, found)
                continue
            filing, reference = self.filing(row, index, own, found)
            if filing is not None:
                filings.append(filing)
            references += reference
        if any(p.severity == "error" for p in found):
            raise PerfscoreError(found)
        table = {f.kind: given[n] for n, f in enumerate(self.items) if f.row < 0}
        return Facts(
            organisation=_text(table.get(ORGANISATION)),
            funds=funds,
            filings=tuple(filings),
            references=tuple(references),
        )

    def filing(
        self, row: PlanRow, index: int, own: Mapping[str, Any], found: list[Problem]
    ) -> tuple[Filing | None, tuple[ReferenceValue, ...]]:
        """Return the filing and the reference values of one row; None where nothing was filled in."""
        unit = self.units[index]

        def figure(kind: str) -> Figure:
            return figure_of(own.get(kind), unit if kind in (ACTUAL, REFERENCE) else "", row.where, found)

        reference = figure(REFERENCE)
        target = row.target
        references = (
            (ReferenceValue(row.id, target.reference, reference),)
            if reference and isinstance(target, Reference)
            else ()
        )
        absent = _text(own.get(ABSENT))
        support = _text(own.get(SUPPORT))
        filing = Filing(
            name=row.indicator.name,
            id=row.id,
            actual=figure(ACTUAL),
            self_score=figure(SELF),
            review_score=figure(REVIEW),
            level=_text(own.get(LEVEL)),
            deviation_note=_text(own.get(NOTE)),
            supporting=(support,) if support else (),
            not_applicable=absent if absent not in ("", "否") else None,
        )
        return (None if filing == Filing(row.indicator.name, row.id) else filing), references

    def funds(self, own: Mapping[str, Any], found: list[Problem]) -> Funds | None:
        """Return 资金 of a record; None where neither amount was filled in."""
        unit = self.units[0]

        def figure(kind: str) -> Figure:
            return figure_of(own.get(kind), unit if kind in _MONEY_KINDS else "", EXECUTION, found)

        total = FundRow("年度资金总额", adjusted=figure(BUDGET), executed=figure(SPENT), self_score=figure(SELF))
        if not (total.adjusted or total.executed or total.self_score):
            return None
        support = _text(own.get(SUPPORT))
        return Funds(
            total,
            review_score=figure(REVIEW),
            deviation_note=_text(own.get(NOTE)),
            supporting=(support,) if support else (),
        )


def _text(value: Any) -> str:
    return "" if value is None else str(value).strip()


# --- which keys there are -----------------------------------------------------------------------------------------


def fields_of(
    plan: Plan, fields: Mapping[str, str] | Iterable[str] | None = None, units: Mapping[str, str] | None = None
) -> Fields:
    """Return the fields of a record.

    ``fields`` names the keys: a mapping from the caller's keys to those of the table above, or those themselves;
    default: the actual value of every row, the reference of rows that have one, and the two amounts of 资金.
    ``units`` names the unit of plain numbers by row, where the target does not. Raises :class:`PerfscoreError` for names that are
    no row's, or are twice.
    """
    found: list[Problem] = []
    names = _Names(plan)
    wanted = (
        names.usual() if fields is None else dict(fields) if isinstance(fields, Mapping) else {k: k for k in fields}
    )
    items: list[Field] = []
    for key, says in wanted.items():
        got = names.find(says)
        if got is None:
            found.append(problem("X854", name=says, near=names.near(says)))
        elif any((f.row, f.kind) == got for f in items):
            found.append(problem("X855", name=says, kind=got[1]))
        else:
            items.append(Field(key, *got))
    own = [MONEY if row.id == EXECUTION else unit_of(row) for row in plan.rows]
    for name, unit in (units or {}).items():
        got = names.find(name)
        if got is None or got[0] < 0:
            found.append(problem("X854", name=name, near=names.near(name)))
        else:
            own[got[0]] = plan.language.units.fold(unit)
    if found:
        raise PerfscoreError(found)
    return Fields(tuple(items), tuple(own))


def known_keys(plan: Plan) -> tuple[str, ...]:
    """Return every key that a record of this plan may have."""
    return tuple(_Names(plan).known)


class _Names:
    """Every key a record of this plan may have."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        count = Counter(r.indicator.name for r in plan.rows)
        self.known: dict[str, tuple[int, str]] = {ORGANISATION: (-1, ORGANISATION)}
        for index, row in enumerate(plan.rows):
            if row.id == EXECUTION:
                self.known |= {kind: (index, kind) for kind in _MONEY_KINDS}
                self.known |= {f"{EXECUTION}_{kind}": (index, kind) for kind in (SELF, REVIEW, NOTE, SUPPORT)}
                self.known[EXECUTION] = (index, SPENT)
                continue
            for name in (row.id, *([row.indicator.name] if count[row.indicator.name] == 1 else [])):
                self.known[name] = (index, ACTUAL)
                self.known |= {f"{name}_{kind}": (index, kind) for kind in KINDS}

    def find(self, says: str) -> tuple[int, str] | None:
        return self.known.get("".join(says.split()) if says not in self.known else says)

    def near(self, says: str) -> str:
        close = get_close_matches(says, self.known, 1, 0.6)
        return close[0] if close else ""

    def usual(self) -> dict[str, str]:
        out: dict[str, str] = {}
        count = Counter(r.indicator.name for r in self.plan.rows)
        for row in self.plan.rows:
            if row.id == EXECUTION:
                out |= {kind: kind for kind in _MONEY_KINDS}
                continue
            name = row.indicator.name if count[row.indicator.name] == 1 else row.id
            out[name] = name
            if isinstance(row.target, Reference):
                out[f"{name}_{REFERENCE}"] = f"{name}_{REFERENCE}"
        return out
