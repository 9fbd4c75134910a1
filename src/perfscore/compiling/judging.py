"""Rows by the interpreter, one by one: what a row comes to depends on its own values alone, so it is remembered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from ..base.problem import PerfscoreError, Problem
from ..evaluation.absent import Judged, settle_absent
from ..evaluation.aggregate import Totals, aggregate
from ..evaluation.evaluating import row_result
from ..evaluation.execution import judge_execution
from ..evaluation.from_formula import Observed
from ..evaluation.rows import judge
from ..evaluation.values import RowResult
from ..evaluation.verdict import Verdict
from ..planning import Plan
from ..rules.facts import Facts
from ..rules.table import EXECUTION
from .fields import ACTUAL, BUDGET, NOTE, QUIET, REFERENCE, SPENT, Fields
from .figures import figure_of
from .memory import Memory

__all__ = ["REMEMBERED", "Judging"]

REMEMBERED = 2048
"""How many sets of values are kept for each row, twice over."""
_TYPES = frozenset((str, int, Decimal, type(None)))

Values = tuple[Any, ...]


class Judging:
    """The rows of one plan for records with these fields."""

    def __init__(self, plan: Plan, fields: Fields) -> None:
        self.plan = plan
        self.fields = fields
        self.derived = any(r.indicator.formula for r in plan.rows)
        self.positions = tuple(fields.of_row(n) for n in range(len(plan.rows)))
        self._kinds = tuple(tuple(fields.items[p].kind for p in own) for own in self.positions)
        self._verdicts: tuple[Memory[Values, Verdict], ...] = tuple(Memory(REMEMBERED) for _ in plan.rows)
        self._results: tuple[Memory[Any, RowResult], ...] = tuple(Memory(REMEMBERED) for _ in plan.rows)

    def figures(self, row: int) -> tuple[int, ...] | None:
        """Return the positions of a row's actual value and reference, if nothing else of it can move its score."""
        kinds = {self.fields.items[p].kind: p for p in self.positions[row]}
        quiet = set(kinds) & QUIET
        if NOTE in quiet and self._asks_for_notes:
            return None
        names = (SPENT, BUDGET) if self.plan.rows[row].id == EXECUTION else (ACTUAL, REFERENCE)
        rest = set(kinds) - quiet
        if rest == set(names):
            return kinds[names[0]], kinds[names[1]]
        return (kinds[names[0]],) if rest == {names[0]} and names[0] == ACTUAL else None

    @property
    def _asks_for_notes(self) -> bool:
        return self.plan.conventions.value("超额完成") == "待人工认定"

    # --- verdicts -----------------------------------------------------------------------------------------------------

    def verdict(self, row: int, own: Values) -> Verdict:
        """Return what a row comes to. Raises :class:`PerfscoreError` for values of other types than a record may have."""
        if not all(_fits(value) for value in own):
            found_here: list[Problem] = []
            for value in own:
                figure_of(value, "", self.plan.rows[row].where, found_here)
            raise PerfscoreError(found_here)
        memory = self._verdicts[row]
        found = memory.get(own)
        if found is None:
            found = self._judge(row, own)
            memory.put(own, found)
        return found

    def _judge(self, row: int, own: Values) -> Verdict:
        plan, item = self.plan, self.plan.rows[row]
        found: list[Problem] = []
        named = dict(zip(self._kinds[row], own, strict=True))
        if item.id == EXECUTION:
            funds = self.fields.funds(named, found)
            _demand(found)
            return judge_execution(item, funds, plan)
        filing, references = self.fields.filing(item, row, named, found)
        _demand(found)
        return judge(item, Observed(filing), references, plan)

    def own(self, row: int, values: Values) -> Values:
        """Return a row's own values of a record's."""
        return tuple(values[p] for p in self.positions[row])

    def each(self, values: Values) -> Iterator[Values]:
        """Yield the own values of every row."""
        return (tuple(values[p] for p in own) for own in self.positions)

    def verdicts(self, values: Values) -> tuple[Verdict, ...]:
        """Return the verdict of every row; all values of other types are refused at once."""
        return self.some(range(len(self.positions)), values)

    def some(self, rows: Iterable[int], values: Values) -> tuple[Verdict, ...]:
        """Return the verdicts of some rows."""
        out: list[Verdict] = []
        found: list[Problem] = []
        for row in rows:
            try:
                out.append(self.verdict(row, self.own(row, values)))
            except PerfscoreError as error:
                found += error.problems
        if found:
            raise PerfscoreError(found)
        return tuple(out)

    # --- results ------------------------------------------------------------------------------------------------------

    def totals(self, verdicts: tuple[Verdict, ...], facts: Facts) -> Totals:
        """Put rows together as the scheme says."""
        return aggregate(settle_absent(self.plan.rows, verdicts, self.plan)[0], self.plan, facts)

    def rows(self, values: Values) -> tuple[RowResult, ...]:
        """Return the rows of a table, points that do not apply passed on."""
        facts = self.fields.facts(values, self.plan)
        filings = {f.id: f for f in facts.filings}
        judged = settle_absent(self.plan.rows, self.verdicts(values), self.plan)[0]
        return tuple(row_result(j, filings.get(j.row.id), facts, self.plan) for j in judged)

    def remembered(self, row: int, own: Values) -> RowResult | None:
        """Return the row for these values if it was made before; raises :class:`TypeError` for values without a hash."""
        return self._results[row].recent.get(own if len(own) != 1 else own[0])

    def kept(self, row: int) -> dict[Any, RowResult]:
        """The rows made lately, by their values (by the value, where there is but one): to be read where speed matters."""
        return self._results[row].recent

    def remember(self, row: int, own: Values, result: RowResult) -> None:
        """Keep a row; rows with equal values in different tables may then be one object."""
        self._results[row].put(own if len(own) != 1 else own[0], result)

    def result(self, row: int, own: Values) -> RowResult:
        """Return a row that applies, as the interpreter makes it."""
        judged = Judged(self.plan.rows[row], self.verdict(row, own), self.plan.rows[row].indicator.max_score)
        named = dict(zip(self._kinds[row], own, strict=True))
        item = self.plan.rows[row]
        if item.id == EXECUTION:
            return row_result(judged, None, Facts(funds=self.fields.funds(named, [])), self.plan)
        return row_result(judged, self.fields.filing(item, row, named, [])[0], Facts(), self.plan)


def _fits(value: Any) -> bool:
    """Say whether a record may hold a value."""
    kind = value.__class__
    return (kind in _TYPES or isinstance(value, str)) and (kind is not Decimal or value.is_finite())


def _demand(found: list[Problem]) -> None:
    if found:
        raise PerfscoreError(found)
