"""Which rows apply: the scheme's choice is taken once for each set of rows that do not, whatever the records."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from ..base.exact import as_fraction
from ..base.step import Step
from ..evaluation.absent import settle_absent
from ..evaluation.verdict import Verdict
from ..planning import Plan
from .kernel import Bools

__all__ = ["Found", "Pattern", "Treatment", "find", "pattern_of"]


@frozen
class Treatment:
    """What becomes of one row.

    ``points``: what it is worth (分). ``factor``: so many times its own points, None where it was not touched.
    ``counted``: it does not apply and counts in full.
    """

    absent: bool
    points: Decimal
    factor: Fraction | None
    counted: bool


@frozen
class Pattern:
    """What becomes of each row when some do not apply."""

    absent: tuple[bool, ...]
    rows: tuple[Treatment, ...]

    @property
    def points(self) -> tuple[Decimal, ...]:
        """What each row is worth (分)."""
        return tuple(r.points for r in self.rows)


def pattern_of(plan: Plan, absent: Sequence[bool]) -> Pattern:
    """Let the interpreter apply the scheme's choice 不适用 to a table in which these rows do not apply."""
    zero = Decimal(0)
    applies = Verdict("scored", "recomputed", zero, zero, None, zero, zero)
    missing = Verdict("not_applicable", None, None, None, None, zero, zero, (Step("采用", "不适用"),))
    judged, _, _ = settle_absent(plan.rows, [missing if a else applies for a in absent], plan)
    rows = []
    for one, away in zip(judged, absent, strict=True):
        own = as_fraction(one.row.indicator.max_score)
        factor = as_fraction(one.points) / own if one.verdict.steps and not away else None
        rows.append(Treatment(away, one.points, factor, away and one.verdict.score is not None))
    return Pattern(tuple(absent), tuple(rows))


@frozen(eq=False)
class Found:
    """The records that have a row which does not apply, and for each of them the number of its set of such rows."""

    at: NDArray[np.intp]
    number: NDArray[np.intp]
    sets: tuple[tuple[bool, ...], ...]


def find(masks: Sequence[Bools | None]) -> Found | None:
    """Return the records that have a row which does not apply; None where there are none. One mask a row, None: nowhere."""
    there = [(k, mask) for k, mask in enumerate(masks) if mask is not None]
    if not there:
        return None
    some = there[0][1].copy()
    for _, mask in there[1:]:
        np.logical_or(some, mask, out=some)
    at = np.flatnonzero(some)
    if not len(at):
        return None
    rows = np.stack([mask[at] for _, mask in there], axis=1)
    packed = np.packbits(rows, axis=1)
    key = np.ascontiguousarray(packed).view(np.dtype((np.void, packed.shape[1]))).ravel()
    _, example, number = np.unique(key, return_index=True, return_inverse=True)
    sets = []
    for first in example:
        absent = [False] * len(masks)
        for (k, _), flag in zip(there, rows[first], strict=True):
            absent[k] = bool(flag)
        sets.append(tuple(absent))
    return Found(at, number.ravel(), tuple(sets))
