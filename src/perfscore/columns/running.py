"""All rows of all records: block by block through the programs, with what the interpreter decided looked up by code."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from ..base.exact import HALF_UP
from ..planning import Plan
from .adding import Adding
from .integers import LARGEST, Rounds, decimals, tens, units
from .kernel import BLOCK, Scratch
from .outcome import TableOut, Wanted
from .pages import memory
from .patterns import Pattern
from .program import Program
from .row import RowRun
from .totals import Sums, grade_of
from .work import Positions, RowWork, Split

__all__ = ["Group", "places_for", "prepare", "score_group"]


@frozen(eq=False)
class Group:
    """Records to which the same rows apply (``at``; None: all of ``n``), and how each row of them is scored."""

    n: int
    at: Positions | None
    pattern: Pattern
    splits: tuple[Split, ...]
    plain: tuple[Program | None, ...]

    @property
    def size(self) -> int:
        """How many records."""
        return self.n if self.at is None else len(self.at)


def prepare(plan: Plan, works: Sequence[RowWork], n: int, at: Positions | None, pattern: Pattern, places: int) -> Group:
    """Divide the records of a group between the forms and the interpreter, row by row."""
    splits, plains = [], []
    for k, work in enumerate(works):
        factor = pattern.factors[k]
        own = Rounds(plan.rounding.places, plan.rounding.mode)
        split = work.split(n, at, own if factor is None else Rounds(2, HALF_UP, factor), places)
        plain = None
        if factor is not None and split.plan is not None:
            plain = work.unscaled(split, own) if _scalable(factor, plan, k, places) else None
            if plain is None:
                split = work.judged(n, at, Rounds(2, HALF_UP, factor))
        splits.append(split)
        plains.append(plain)
    return Group(n, at, pattern, tuple(splits), tuple(plains))


def _scalable(factor: Fraction, plan: Plan, k: int, places: int) -> bool:
    most = 4 * units(plan.rows[k].indicator.max_score, places) + 1
    return bool(2 * most * factor.numerator * 100 + factor.denominator * tens(places) < LARGEST)


def places_for(plan: Plan, groups: Sequence[Group]) -> int:
    """Return how many decimals everything that comes out needs."""
    need = max(plan.rounding.places, 2, *(decimals(r.indicator.max_score) for r in plan.rows))
    for group in groups:
        need = max(need, *(decimals(p) for p in group.pattern.points))
        for split in group.splits:
            need = max(need, 0 if split.entries is None else split.entries.need)
    return need


def parts(group: Group) -> Iterator[tuple[slice, slice | NDArray[np.intp]]]:
    """Return the blocks of a group: where they are in it, and where in the table."""
    for start in range(0, group.size, BLOCK):
        inside = slice(start, min(start + BLOCK, group.size))
        yield inside, inside if group.at is None else group.at[inside]


def score_group(plan: Plan, works: Sequence[RowWork], group: Group, out: TableOut, sums: Sums, wanted: Wanted) -> None:
    """Score a group of records into ``out``."""
    room, block, adding = Scratch(), memory(BLOCK, np.int64), Adding(sums)
    parts_of_rows = zip(works, group.splits, group.plain, strict=True)
    rows = [RowRun(plan, work, split, plain, group.pattern, out, wanted, room) for work, split, plain in parts_of_rows]
    for inside, where in parts(group):
        size = inside.stop - inside.start
        adding.start(size)
        for row in rows:
            row.score(inside, where, block[:size], adding)
        _settle(out, where, adding)
    for row in rows:
        row.finish(group.at)
    out.full.put(slice(None) if group.at is None else group.at, units(sums.full, out.places))


def _settle(out: TableOut, where: slice | NDArray[np.intp], adding: Adding) -> None:
    """From the sums of a block to totals, range and grade."""
    sums = adding.sums
    settled = ~adding.waiting[: adding.size] if adding.open else None
    total = sums.settle(adding.all("claimed", 0))
    low, high = sums.settle(adding.all("low", 1)), sums.settle(adding.all("high", 2))
    for column, values in ((out.total, total), (out.low, low), (out.high, high)):
        column.put(where, values)
    out.settled.put(where, 1 if settled is None else settled)
    out.grade[where] = grade_of(sums, low, high, total, settled)
