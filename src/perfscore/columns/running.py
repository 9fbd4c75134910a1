"""All rows of all records: block by block through the programs, with what the interpreter decided looked up by code.

Records that have a row which does not apply are first scored with all others as if nothing followed from it; then the
rows of which something else becomes (:class:`~.patterns.Treatment`) are taken out of their sums and put in anew. So the
many sets of such rows that there may be cost no more than the few treatments each row has.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import TypeVar

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from ..base.exact import HALF_UP
from ..planning import Plan
from .adding import Adding, Some
from .integers import LARGEST, Rounds, decimals, tens, units
from .kernel import BLOCK, Bools, Longs, Scratch
from .outcome import TableOut, Wanted
from .pages import memory
from .patterns import Found, Pattern, Treatment
from .program import Program
from .row import RowRun
from .totals import Sums, grade_of
from .work import Positions, RowWork, Split

__all__ = ["Change", "Part", "places_for", "prepare", "prepare_some", "raw_for", "score_all", "score_some"]


@frozen(eq=False)
class Part:
    """One row for records that it treats alike."""

    work: RowWork
    treatment: Treatment
    split: Split
    plain: Program | None


@frozen(eq=False)
class Change:
    """What becomes of a row for the records of :class:`Found` at ``inside``, and what it was at first."""

    inside: Positions
    before: Part
    after: Part


@frozen(eq=False)
class Raw:
    """The sums of all records before they are settled, and who waits."""

    ends: tuple[Longs, Longs, Longs]
    waiting: Bools


def prepare(plan: Plan, works: Sequence[RowWork], n: int, pattern: Pattern, places: int) -> list[Part]:
    """Divide all records between the forms and the interpreter, row by row."""
    return [_part(plan, w, n, None, t, places) for w, t in zip(works, pattern.rows, strict=True)]


def prepare_some(
    plan: Plan,
    works: Sequence[RowWork],
    n: int,
    found: Found,
    usual: Pattern,
    patterns: Sequence[Pattern],
    places: int,
) -> list[Change]:
    """Divide the records that have a row which does not apply, row by row, treatment by treatment, where it is another."""
    out = []
    for k, work in enumerate(works):
        treatments, of_record = _alike([p.rows[k] for p in patterns], found)
        for number, treatment in enumerate(treatments):
            if treatment is usual.rows[k]:
                continue
            inside = np.flatnonzero(of_record == number)
            at = found.at[inside]
            before = _part(plan, work, n, at, usual.rows[k], places)
            out.append(Change(inside, before, _part(plan, work, n, at, treatment, places)))
    return out


T = TypeVar("T")


def _alike(values: Sequence[T], found: Found) -> tuple[list[T], NDArray[np.intp]]:
    """Return the different ones among the values of the sets, and for each record the number of its own."""
    numbers: dict[int, int] = {}
    of_set = np.array([numbers.setdefault(id(v), len(numbers)) for v in values], np.intp)
    by_id = {id(v): v for v in values}
    return [by_id[i] for i in numbers], of_set[found.number]


def _part(
    plan: Plan,
    work: RowWork,
    n: int,
    at: Positions | None,
    treatment: Treatment,
    places: int,
) -> Part:
    factor = treatment.factor
    own = Rounds(plan.rounding.places, plan.rounding.mode)
    split = work.split(n, at, own if factor is None else Rounds(2, HALF_UP, factor), places)
    plain = None
    if factor is not None and split.plan is not None:
        plain = work.unscaled(split, own) if _scalable(factor, plan, work.index, places) else None
        if plain is None:
            split = work.judged(n, at, Rounds(2, HALF_UP, factor))
    return Part(work, treatment, split, plain)


def _scalable(factor: Fraction, plan: Plan, k: int, places: int) -> bool:
    most = 4 * units(plan.rows[k].indicator.max_score, places) + 1
    return bool(2 * most * factor.numerator * 100 + factor.denominator * tens(places) < LARGEST)


def places_for(plan: Plan, parts: Iterable[Part]) -> int:
    """Return how many decimals everything that comes out needs."""
    need = max(plan.rounding.places, 2, *(decimals(r.indicator.max_score) for r in plan.rows))
    for part in parts:
        entries = part.split.entries
        need = max(need, decimals(part.treatment.points), 0 if entries is None else entries.need)
    return need


def _blocks(size: int) -> Iterator[slice]:
    for start in range(0, size, BLOCK):
        yield slice(start, min(start + BLOCK, size))


def score_all(plan: Plan, parts: Sequence[Part], out: TableOut, sums: Sums, wanted: Wanted, raw: Raw | None) -> None:
    """Score all records into ``out``; ``raw`` is filled with their sums where it is wanted."""
    most = min(BLOCK, out.n)
    room, block, adding = Scratch(most), memory(most, np.int64), Adding(sums.weights, most)
    rows = [RowRun(plan, p.work, p.split, p.plain, p.treatment, out, wanted, room) for p in parts]
    for here in _blocks(out.n):
        size = here.stop - here.start
        adding.start(size)
        for row in rows:
            row.score(here, here, block[:size], adding)
        ends, settled = adding.sums(), adding.settled()
        if raw is not None:
            for kept, values in zip(raw.ends, ends, strict=True):
                kept[here] = values
            raw.waiting[here] = False if settled is None else ~settled
        _settle(out, here, ends, settled, sums)
    for row in rows:
        row.finish(None)
    out.full.put(slice(None), units(sums.full, out.places))


def raw_for(n: int) -> Raw:
    """Return room for the sums of ``n`` records."""
    return Raw((memory(n, np.int64), memory(n, np.int64), memory(n, np.int64)), np.empty(n, np.bool_))


def score_some(
    plan: Plan, changes: Sequence[Change], found: Found, out: TableOut, sums: Sequence[Sums], wanted: Wanted, raw: Raw
) -> None:
    """Take what changes out of the sums and put it in anew; ``sums`` are those of each set of rows that do not apply."""
    m = len(found.at)
    most = min(BLOCK, m)
    room, block = Scratch(most), memory(most, np.int64)
    less, more = Adding(sums[0].weights, m), Adding(sums[0].weights, m)
    less.start(m)
    more.start(m)
    for change in changes:
        for part, adding in ((change.before, less), (change.after, more)):
            row = RowRun(plan, part.work, part.split, part.plain, part.treatment, out, wanted, room)
            for here in _blocks(len(change.inside)):
                some = change.inside[here]
                row.score(here, found.at[some], block[: len(some)], Some(adding, some))
            row.finish(found.at[change.inside])
    ends = tuple(r[found.at] - was + now for r, was, now in zip(raw.ends, less.sums(), more.sums(), strict=True))
    waiting = raw.waiting[found.at]
    different, of_record = _alike(sums, found)
    for number, sum_ in enumerate(different):
        inside = np.flatnonzero(of_record == number)
        for here in _blocks(len(inside)):
            some = inside[here]
            _settle(out, found.at[some], tuple(e[some] for e in ends), ~waiting[some], sum_)
        out.full.put(found.at[inside], units(sum_.full, out.places))


def _settle(
    out: TableOut, where: slice | NDArray[np.intp], ends: tuple[Longs, ...], settled: Bools | None, sums: Sums
) -> None:
    """From sums of scores, lows and highs to totals, range and grade."""
    total, low, high = (sums.settle(e) for e in ends)
    for column, values in ((out.total, total), (out.low, low), (out.high, high)):
        column.put(where, values)
    out.settled.put(where, 1 if settled is None else settled)
    out.grade[where] = grade_of(sums, low, high, total, settled)
