"""Which rows apply: records are grouped by the rows that do not, and the scheme's choice is taken once for each group."""

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

__all__ = ["Pattern", "groups", "pattern_of"]


@frozen
class Pattern:
    """What becomes of each row when some do not apply.

    ``points``: what each is worth (分). ``factors``: so many times its own points, None where it was not touched.
    ``counted``: rows that do not apply and count in full.
    """

    absent: tuple[bool, ...]
    points: tuple[Decimal, ...]
    factors: tuple[Fraction | None, ...]
    counted: tuple[bool, ...]


def pattern_of(plan: Plan, absent: Sequence[bool]) -> Pattern:
    """Let the interpreter apply the scheme's choice 不适用 to a table in which these rows do not apply."""
    zero = Decimal(0)
    applies = Verdict("scored", "recomputed", zero, zero, None, zero, zero)
    missing = Verdict("not_applicable", None, None, None, None, zero, zero, (Step("采用", "不适用"),))
    judged, _, _ = settle_absent(plan.rows, [missing if a else applies for a in absent], plan)
    factors = tuple(
        as_fraction(j.points) / as_fraction(j.row.indicator.max_score) if j.verdict.steps and not a else None
        for j, a in zip(judged, absent, strict=True)
    )
    counted = tuple(a and j.verdict.score is not None for j, a in zip(judged, absent, strict=True))
    return Pattern(tuple(absent), tuple(j.points for j in judged), factors, counted)


def groups(masks: Sequence[Bools | None]) -> list[tuple[tuple[bool, ...], NDArray[np.intp]]]:
    """Return the records of each group that has a row which does not apply, with the rows concerned."""
    there = [k for k, mask in enumerate(masks) if mask is not None]
    if not there:
        return []
    rows = np.stack([mask for mask in masks if mask is not None], axis=1)
    some = np.flatnonzero(rows.any(axis=1))
    packed = np.packbits(rows[some], axis=1)
    key = np.ascontiguousarray(packed).view(np.dtype((np.void, packed.shape[1]))).ravel()
    _, example, number = np.unique(key, return_index=True, return_inverse=True)
    order = np.argsort(number, kind="stable")
    bounds = np.searchsorted(number[order], np.arange(len(example) + 1))
    out = []
    for g, first in enumerate(example):
        absent = [False] * len(masks)
        for k, flag in zip(there, rows[some[first]], strict=True):
            absent[k] = bool(flag)
        out.append((tuple(absent), some[order[bounds[g] : bounds[g + 1]]]))
    return out
