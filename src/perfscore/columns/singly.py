"""Plans whose totals are no plain sums (means, caps, formulas, rounding elsewhere): the interpreter, record by record."""

from __future__ import annotations

from decimal import Decimal

import numpy as np

from ..compiling.fields import Fields
from ..evaluation.evaluating import evaluate_plan
from ..evaluation.values import Evaluation
from ..planning import Plan
from .column import Column
from .integers import decimals, units
from .judged import state_of
from .outcome import Scores, TableOut, Wanted, empty_table

__all__ = ["score_singly"]


def score_singly(
    plan: Plan, fields: Fields, columns: tuple[Column | None, ...], n: int, wanted: Wanted, score_places: int | None
) -> TableOut:
    """Score ``n`` records one after the other."""
    got = [
        evaluate_plan(plan, fields.facts([None if c is None else c.value(i) for c in columns], plan)) for i in range(n)
    ]
    need = max([plan.rounding.places, 2, *(decimals(v) for e in got for v in _values(e))])
    out = empty_table(plan, n, max(need, score_places or 0), wanted)
    order = [g.name for g in reversed(plan.scheme.grades)]
    for i, evaluation in enumerate(got):
        _put(out, i, evaluation, order)
    return out


def _values(e: Evaluation) -> list[Decimal | None]:
    rows = [v for r in e.rows for v in (r.score, r.computed_score, r.low, r.high, r.max_score)]
    return [e.total, e.low, e.high, e.full_score, *rows]


def _put(out: TableOut, i: int, e: Evaluation, order: list[str]) -> None:
    places, here = out.places, slice(i, i + 1)
    _score(out.total, here, e.total, places)
    _score(out.low, here, e.low, places)
    _score(out.high, here, e.high, places)
    out.full.put(here, units(e.full_score, places))
    out.settled.put(here, int(e.settled))
    out.grade[i] = 0 if e.grade is None else order.index(e.grade) + 1
    for row, result in zip(out.rows, e.rows, strict=True):
        _score(row.score, here, result.score, places)
        row.state.put(here, state_of(result.outcome, result.basis))
        row.points.put(here, units(result.max_score, places))
        if result.outcome == "not_applicable" and result.score is not None:
            row.count(i)
        if row.low is not None and row.high is not None:
            _score(row.low, here, result.low, places)
            _score(row.high, here, result.high, places)
        if row.met is not None:
            row.met[i] = -1 if result.met is None else int(result.met)
        if row.computed is not None and row.known is not None:
            _score(row.computed, here, result.computed_score, places)
            row.known[i] = result.computed_score is not None


def _score(to: Scores, here: slice, value: Decimal | None, places: int) -> None:
    to.put(here, np.array([units(value, places)], np.int64))
