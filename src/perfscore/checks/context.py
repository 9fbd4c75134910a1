"""What every check is given: plan, facts, evaluation, and what can be worked out of them once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from difflib import get_close_matches
from functools import cached_property
from itertools import islice

from ..base.exact import decimal_of, total
from ..base.values import frozen
from ..evaluation.filing import match
from ..evaluation.values import Evaluation, RowResult
from ..planning import Plan, PlanRow
from ..rules.facts import BaseEntry, Facts, Figure, Filing
from ..rules.table import EXECUTION
from .figures import Book
from .ledger import Ledger, ledger_of, walk
from .words import key

__all__ = ["Context", "Row", "near", "points"]

_MOST_KNOWN = 300


@frozen
class Row:
    """A row of the plan with its result."""

    plan: PlanRow
    result: RowResult

    @property
    def name(self) -> str:
        """The third-level indicator."""
        return self.plan.indicator.name

    @property
    def where(self) -> str:
        """The row named in full."""
        return self.plan.where

    @property
    def stated(self) -> Decimal | None:
        """The 自评得分 as filled in (分)."""
        return self.result.self_score


@frozen
class Context:
    """Everything a check may look at. Nothing in it is changed, and nothing outside it is read."""

    plan: Plan
    facts: Facts
    evaluation: Evaluation

    @cached_property
    def book(self) -> Book:
        """Reads and compares figures."""
        return Book(self.plan.language)

    @cached_property
    def year(self) -> int | None:
        """The year evaluated."""
        return self.plan.year if self.plan.year is not None else self.facts.year

    @cached_property
    def ledger(self) -> Ledger:
        """Base data and statements as lines."""
        return ledger_of(self.facts, self.book, self.year)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """All rows, budget execution first where the table scores it."""
        results = {r.id: r for r in self.evaluation.rows}
        return tuple(Row(p, results[p.id]) for p in self.plan.rows if p.id in results)

    @cached_property
    def indicators(self) -> tuple[Row, ...]:
        """The rows without budget execution."""
        return tuple(r for r in self.rows if r.plan.id != EXECUTION)

    @cached_property
    def applying(self) -> tuple[Row, ...]:
        """The rows that apply."""
        return tuple(r for r in self.rows if r.result.outcome != "not_applicable")

    @cached_property
    def _filings(self) -> dict[str, Filing]:
        return match(self.plan, self.facts).filings

    def filing(self, row: Row) -> Filing | None:
        """Return what was filed for a row."""
        return self._filings.get(row.plan.id)

    def row(self, name: str) -> Row | None:
        """Return the row of that id or name; for 预算执行 and 预算执行率 the execution row."""
        return self._rows_by_name.get(name) or self._rows_by_name.get(key(name))

    @cached_property
    def entries(self) -> dict[str, tuple[BaseEntry, ...]]:
        """Every entry of the base data, at any depth, by name (spelling apart)."""
        found: dict[str, list[BaseEntry]] = defaultdict(list)
        for entry in walk(self.facts.base_data):
            found[key(entry.name)].append(entry)
        return {name: tuple(entries) for name, entries in found.items()}

    @cached_property
    def _rows_by_name(self) -> dict[str, Row]:
        rows = tuple(reversed(self.rows))
        return {key(r.name): r for r in rows} | {r.where: r for r in rows} | {r.plan.id: r for r in rows}

    def of_block(self, name: str) -> tuple[Row, ...]:
        """Return the rows of a first-level block (指标 at the end of the name may be missing)."""
        short = key(name).removesuffix("指标")
        return tuple(r for r in self.rows if key(r.result.block).removesuffix("指标") == short)

    def stated_sum(self, rows: tuple[Row, ...]) -> Decimal | None:
        """Return the sum of the stated scores of ``rows`` (分); None where one of them is missing."""
        scores = [r.stated for r in rows]
        return None if not scores or any(s is None for s in scores) else total(s for s in scores if s is not None)


def near(name: str, known: Iterable[str]) -> str:
    """Return the known name most like ``name``, or an empty text; long lists are not searched."""
    names = list(islice(known, _MOST_KNOWN))
    found = get_close_matches(name, names, 1, 0.5) if len(name) <= 60 else []
    return found[0] if found else ""


def points(figure: Figure) -> Decimal | None:
    """Return the points (分) a cell states, or None."""
    text = figure.text.strip().removesuffix("分").strip()
    try:
        return decimal_of(text)
    except ValueError:
        return None
