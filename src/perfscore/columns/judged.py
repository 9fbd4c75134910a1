"""Rows that only the interpreter can score: each distinct combination of a row's values is judged once.

What the interpreter decides is kept as numbers (:class:`Entry`); texts and steps come with the evaluation of a single
record, when it is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from attrs import frozen

from ..base.exact import as_fraction
from ..base.problem import PerfscoreError, Problem
from ..compiling.fields import Fields
from ..evaluation.absent import two_places
from ..evaluation.execution import judge_execution
from ..evaluation.from_formula import Observed
from ..evaluation.rows import judge
from ..evaluation.values import BASES, OUTCOMES
from ..evaluation.verdict import Verdict
from ..planning import Plan
from ..rules.table import EXECUTION

__all__ = ["NOT_APPLICABLE", "PENDING", "STATES", "Entry", "Judge", "entry_of", "state_of"]

STATES: tuple[tuple[str, str | None], ...] = tuple((o, b) for o in OUTCOMES for b in (*BASES, None))
"""Outcome and basis by the number that stands for them in a column."""
_NUMBER = {state: n for n, state in enumerate(STATES)}
PENDING = frozenset(n for n, (outcome, _) in enumerate(STATES) if outcome == "pending")
NOT_APPLICABLE = _NUMBER["not_applicable", None]


def state_of(outcome: str, basis: str | None) -> int:
    """Return the number that stands for outcome and basis."""
    return _NUMBER[outcome, basis]


@frozen
class Entry:
    """What a row comes to (分): the numbers of a :class:`~perfscore.evaluation.verdict.Verdict`."""

    state: int
    score: Decimal | None
    computed: Decimal | None
    met: bool | None
    low: Decimal
    high: Decimal
    exact: Fraction | None

    @property
    def absent(self) -> bool:
        """Say whether the row does not apply."""
        return self.state == NOT_APPLICABLE

    def times(self, factor: Fraction) -> Entry:
        """Return the row worth ``factor`` times its points; its score is rounded once, from its exact value."""
        exact = self.exact if self.exact is not None else None if self.score is None else as_fraction(self.score)
        score = None if exact is None else two_places(exact * factor)
        computed = self.computed if self.computed is None or exact is None else score
        low, high = (two_places(as_fraction(v) * factor) for v in (self.low, self.high))
        return Entry(self.state, score, computed, self.met, low, high, None if exact is None else exact * factor)


def entry_of(v: Verdict) -> Entry:
    """Return the numbers of a verdict."""
    return Entry(state_of(v.outcome, v.basis), v.score, v.computed, v.met, v.low, v.high, v.exact)


class Judge:
    """The interpreter for one row of the plan; remembers what it has decided."""

    def __init__(self, plan: Plan, fields: Fields, index: int) -> None:
        self.plan, self.fields, self.index, self.row = plan, fields, index, plan.rows[index]
        self.known: dict[tuple[tuple[str, type, Any], ...], Entry] = {}

    def __call__(self, own: Mapping[str, Any]) -> Entry:
        """Return what the row comes to for its own values by kind. Raises :class:`PerfscoreError` for impossible ones."""
        key = tuple((kind, type(value), value) for kind, value in own.items())
        if key not in self.known:
            self.known[key] = entry_of(self._verdict(own))
        return self.known[key]

    def _verdict(self, own: Mapping[str, Any]) -> Verdict:
        found: list[Problem] = []
        if self.row.id == EXECUTION:
            funds = self.fields.funds(own, found)
            verdict = judge_execution(self.row, funds, self.plan)
        else:
            filing, references = self.fields.filing(self.row, self.index, own, found)
            verdict = judge(self.row, Observed(filing), references, self.plan)
        if found:
            raise PerfscoreError(found)
        return verdict
