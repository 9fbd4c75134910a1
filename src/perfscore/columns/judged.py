"""Rows that only the interpreter can score: each distinct combination of a row's values is judged once.

What the interpreter decides is kept as numbers (:class:`Entry`); texts and steps come with the evaluation of a single
record, when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from ..base.exact import as_fraction
from ..base.problem import PerfscoreError, Problem
from ..compiling.fields import Fields
from ..compiling.memory import Memory
from ..evaluation.absent import two_places
from ..evaluation.execution import judge_execution
from ..evaluation.from_formula import Observed
from ..evaluation.rows import judge
from ..evaluation.values import BASES, OUTCOMES
from ..evaluation.verdict import Verdict
from ..planning import Plan
from ..rules.table import EXECUTION
from .integers import decimals, units
from .kernel import Longs

__all__ = ["NOT_APPLICABLE", "PENDING", "STATES", "Entries", "Entry", "Judge", "Looked", "entry_of", "state_of"]

STATES: tuple[tuple[str, str | None], ...] = tuple((o, b) for o in OUTCOMES for b in (*BASES, None))
"""Outcome and basis by the number that stands for them in a column."""
MANY, FEW = 8192, 64
"""So many decisions are remembered for a row, and so many short lists of them."""
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


@frozen(eq=False)
class Looked:
    """Decisions as arrays to look up by code, scores in units.

    ``same`` has the one value of each of ``low``, ``high`` and ``state``, None where there are several; ``pending`` says
    which of them wait for a person, ``opens`` whether any does.
    """

    arrays: dict[str, NDArray[Any]]
    same: dict[str, int | None]
    pending: NDArray[np.bool_]
    opens: bool


class Entries:
    """What the interpreter decided."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.items = tuple(entries)
        self._tables: dict[int, Looked] = {}

    @cached_property
    def need(self) -> int:
        """How many decimals the scores need."""
        return max((decimals(v) for e in self.items for v in (e.score, e.low, e.high, e.computed)), default=0)

    def tables(self, places: int) -> Looked:
        """Return the numbers in units of ``10^-places``."""
        found = self._tables.get(places)
        if found is None:
            found = self._tables[places] = _tables(self.items, places)
        return found


def _tables(entries: tuple[Entry, ...], places: int) -> Looked:
    def of(value: Callable[[Entry], Decimal | None]) -> Longs:
        return np.array([units(value(e), places) for e in entries], np.int64)

    arrays = {
        "score": of(lambda e: e.score),
        "low": of(lambda e: e.low),
        "high": of(lambda e: e.high),
        "computed": of(lambda e: e.computed),
        "known": np.array([e.computed is not None for e in entries], np.bool_),
        "state": np.array([e.state for e in entries], np.int8),
        "met": np.array([-1 if e.met is None else int(e.met) for e in entries], np.int8),
    }
    pending = np.isin(arrays["state"], list(PENDING))
    same = {key: _same(arrays[key]) for key in ("low", "high", "state")}
    return Looked(arrays, same, pending, bool(pending.any()))


def _same(values: NDArray[Any]) -> int | None:
    """Return the one value of a table of numbers; None where there are several or none."""
    first = int(values[0]) if len(values) else None
    return first if first is not None and (values == first).all() else None


class Judge:
    """The interpreter for one row of the plan; remembers what it has decided."""

    def __init__(self, plan: Plan, fields: Fields, index: int) -> None:
        self.plan, self.fields, self.index, self.row = plan, fields, index, plan.rows[index]
        self.known: Memory[tuple[tuple[str, type, Any], ...], Entry] = Memory(MANY)
        self.lists: Memory[object, Entries] = Memory(FEW)

    def __call__(self, own: Mapping[str, Any]) -> Entry:
        """Return what the row comes to for its own values by kind. Raises :class:`PerfscoreError` for impossible ones."""
        key = tuple((kind, type(value), value) for kind, value in own.items())
        found = self.known.get(key)
        if found is None:
            found = entry_of(self._verdict(own))
            self.known.put(key, found)
        return found

    def all(self, values: list[dict[str, Any]], factor: Fraction | None) -> Entries:
        """Return what the row comes to for each of these; ``factor``: for so many times its points."""
        key = None
        if len(values) <= FEW:
            key = (factor, *(tuple((k, type(v), v) for k, v in own.items()) for own in values))
            found = self.lists.get(key)
            if found is not None:
                return found
        entries = (self(own) for own in values)
        if factor is not None:
            entries = (e if e.absent else e.times(factor) for e in entries)
        made = Entries(entries)
        if key is not None:
            self.lists.put(key, made)
        return made

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
