"""All rows of all records: block by block through the programs, with what the interpreter decided looked up by code."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from ..base.exact import HALF_UP
from ..planning import Plan
from ..rules.table import EXECUTION
from .integers import LARGEST, Rounds, decimals, tens, units
from .judged import NOT_APPLICABLE, PENDING, state_of
from .kernel import BLOCK, Longs, Scratch, Waiting, met, run
from .outcome import TableOut, Wanted, memory
from .patterns import Pattern
from .program import Program
from .totals import Sums, grade_of
from .work import Positions, RowWork, Split

__all__ = ["Group", "places_for", "prepare", "score_group"]

_NOWHERE = np.empty(0, np.intp)
_WAITS = state_of("pending", None)


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


class _Sum:
    """The sums of one block: of rows whose bounds are their score (``fixed``), and of all others. Used again and again."""

    def __init__(self, sums: Sums) -> None:
        self.sums = sums
        self.room = {part: memory(BLOCK, np.int64) for part in ("fixed", "claimed", "low", "high")}
        self.result = memory(BLOCK, np.int64)
        self.waiting = memory(BLOCK, np.bool_)
        self.start(0)

    def start(self, size: int) -> None:
        """Begin a block of ``size`` records."""
        self.size = size
        self.used: set[str] = set()
        self.offsets = {"claimed": 0, "low": 0, "high": 0}
        self.open = False

    def add(self, to: str, values: Longs, row: int, where: NDArray[np.intp] | None = None) -> None:
        """Add the scores (or ends) of a row."""
        weight = self.sums.weights[row]
        part = self.room[to][: self.size]
        if where is not None:
            if to not in self.used:
                part[:] = 0
            part[where] += values if weight == 1 else values * weight
        elif to not in self.used:
            np.multiply(values, weight, out=part) if weight != 1 else np.copyto(part, values)
        else:
            np.add(part, values if weight == 1 else values * weight, out=part)
        self.used.add(to)

    def all(self, part: str) -> Longs:
        """Return the sum of all rows: their scores (``claimed``), or an end of their ranges; good until the next call."""
        out, offset = self.result[: self.size], self.offsets[part]
        parts = [self.room[p][: self.size] for p in ("fixed", part) if p in self.used]
        if len(parts) == 2:
            np.add(parts[0], parts[1], out=out)
        elif offset and parts:
            np.add(parts[0], offset, out=out)
            return out
        else:
            np.copyto(out, parts[0] if parts else 0)
        return np.add(out, offset, out=out) if offset else out

    def wait(self, where: NDArray[np.intp] | None) -> None:
        """Note that records wait for a person."""
        waiting = self.waiting[: self.size]
        if not self.open:
            waiting[:] = False
        self.open = True
        if where is None:
            waiting[:] = True
        else:
            waiting[where] = True


def score_group(plan: Plan, works: Sequence[RowWork], group: Group, out: TableOut, sums: Sums, wanted: Wanted) -> None:
    """Score a group of records into ``out``."""
    room = Scratch()
    block = memory(BLOCK, np.int64)
    looked = [None if s.entries is None else s.entries.tables(out.places) for s in group.splits]
    runner = [_Row(plan, works[k], k, group, looked[k], out, wanted, room) for k in range(len(works))]
    sum_ = _Sum(sums)
    for inside, where in parts(group):
        size = inside.stop - inside.start
        sum_.start(size)
        for row in runner:
            row.score(inside, where, block[:size], sum_)
        _settle(out, where, sum_, sums)
    for row in runner:
        row.finish()


def _settle(out: TableOut, where: slice | NDArray[np.intp], sum_: _Sum, sums: Sums) -> None:
    settled = ~sum_.waiting[: sum_.size] if sum_.open else None
    out.low[where] = sums.settle(sum_.all("low"))
    out.high[where] = sums.settle(sum_.all("high"))
    total = sums.settle(sum_.all("claimed"))
    out.total[where] = total
    out.full.put(where, units(sums.full, out.places))
    out.settled.put(where, 1 if settled is None else settled)
    low, high = (None, None) if settled is None else (out.low[where], out.high[where])
    out.grade[where] = grade_of(sums, low, high, total, settled)


class _Row:
    """One row of one group."""

    def __init__(
        self,
        plan: Plan,
        work: RowWork,
        k: int,
        group: Group,
        looked: dict[str, NDArray[Any]] | None,
        out: TableOut,
        wanted: Wanted,
        room: Scratch,
    ) -> None:
        self.k, self.group, self.looked, self.out, self.wanted, self.room = k, group, looked, out.rows[k], wanted, room
        self.places = out.places
        self.split, self.plain = group.splits[k], group.plain[k]
        self.factor = group.pattern.factors[k]
        self.points = units(group.pattern.points[k], out.places)
        form = work.form
        self.base = 0 if form is None else state_of("scored", form.basis)
        self.counted = group.pattern.counted[k]
        self.absent = group.pattern.absent[k]
        self.own = units(plan.rows[k].indicator.max_score, out.places)
        self.execution = plan.rows[k].id == EXECUTION
        self.same = {} if looked is None else {key: _same(v) for key, v in looked.items()}

    def score(self, inside: slice, where: Any, block: Longs, sum_: _Sum) -> None:
        """Score one block."""
        if self.wanted.points:
            self.out.points.put(where, self.own if self.absent else self.points)
        if self.split.plan is None:
            self._looked_up(inside, where, block, sum_)
            return
        target = self._target(where, block)
        self._fast(inside, where, target, sum_)
        if target is block:
            self.out.score[where] = block

    def _target(self, where: Any, block: Longs) -> Longs:
        """Write scores straight to where they belong, where that is contiguous."""
        if isinstance(where, slice) and self.wanted.words == 1:
            return self.out.score[where]
        return block

    def finish(self) -> None:
        """Rows that do not apply and count in full have a score for all that."""
        if self.counted:
            self.out.count(slice(None) if self.group.at is None else self.group.at)

    # --- by the form ----------------------------------------------------------------------------------------------

    def _fast(self, inside: slice, where: Any, scores: Longs, sum_: _Sum) -> None:
        split, room = self.split, self.room
        assert split.plan is not None and split.x is not None
        x, y = split.x[inside], None if split.y is None else split.y[inside]
        ends = scores
        if self.plain is not None:
            ends = np.empty(len(scores), np.int64)
            run(self.plain, x, y, ends, room)
            self._rescaled(ends)
        slow, codes = self._slow(inside)
        waiting = _but(run(split.plan, x, y, scores, room), slow)
        self.out.state.put(where, self.base)
        self._details(where, x, y, scores, waiting)
        if len(slow):
            scores[slow] = self.looked["score"][codes]  # type: ignore[index]
        self._sum(sum_, scores, ends, waiting, slow, codes)
        self._ends(where, ends, waiting, slow, codes)
        for at, _ in waiting:
            self._state(where, at, _WAITS)
            sum_.wait(at)
        if len(slow):
            self._state(where, slow, self.looked["state"][codes])  # type: ignore[index]
            self._slow_details(where, slow, codes)

    def _rescaled(self, values: Longs) -> None:
        """Round what was rounded once more, to two places, as many times as much (see ``absent`` of the evaluation)."""
        assert self.factor is not None
        u, v = self.factor.numerator * 100, self.factor.denominator * 10**self.places
        np.multiply(values, 2 * u, out=values)
        np.add(values, v, out=values)
        np.floor_divide(values, 2 * v, out=values)
        np.multiply(values, 10 ** (self.places - 2), out=values)

    def _slow(self, inside: slice) -> tuple[NDArray[np.intp], NDArray[Any]]:
        slow, codes = self.split.slow, self.split.codes
        if slow is None or codes is None:
            return _NOWHERE, _NOWHERE
        low, high = np.searchsorted(slow, (inside.start, inside.stop))
        return slow[low:high] - inside.start, codes[low:high]

    def _sum(self, sum_: _Sum, scores: Longs, ends: Longs, waiting: Any, slow: Any, codes: Any) -> None:
        """Where bounds are the score, one sum does for all three."""
        if ends is scores:
            sum_.add("fixed", scores, self.k)
        else:
            sum_.add("claimed", scores, self.k)
            own = ends.copy()
            for at in (*(w for w, _ in waiting), slow):
                own[at] = 0
            sum_.add("low", own, self.k)
            sum_.add("high", own, self.k)
        for at, wait in waiting:
            for to, value in (("low", wait.low), ("high", wait.high)):
                sum_.add(to, np.full(len(at), value, np.int64), self.k, at)
        if len(slow):
            assert self.looked is not None
            for key in ("low", "high"):
                more = self.looked[key][codes]
                sum_.add(key, more - scores[slow] if ends is scores else more, self.k, slow)
            states = self.looked["state"][codes]
            open_ = slow[np.isin(states, list(PENDING))]
            if len(open_):
                sum_.wait(open_)

    def _state(self, where: Any, at: NDArray[np.intp], value: Any) -> None:
        self.out.state.put(at + where.start if isinstance(where, slice) else where[at], value)

    def _ends(self, where: Any, ends: Longs, waiting: Any, slow: Any, codes: Any) -> None:
        if not self.wanted.ends:
            return
        for out, key in ((self.out.low, "low"), (self.out.high, "high")):
            assert out is not None
            own = ends.copy()
            for at, wait in waiting:
                own[at] = getattr(wait, key)
            if len(slow):
                assert self.looked is not None
                own[slow] = self.looked[key][codes]
            out[where] = own

    def _details(self, where: Any, x: Longs, y: Longs | None, scores: Longs, waiting: Any) -> None:
        form = self.split.form
        if self.wanted.met and self.out.met is not None and form is not None:
            holds = np.empty(len(scores), np.bool_)
            if form.met is None:
                says = np.full(len(scores), -1, np.int8)
            else:
                met(form.met, x, y, holds, self.room)
                says = holds.astype(np.int8)
            for at, wait in waiting:
                if not wait.judged:
                    says[at] = -1
            self.out.met[where] = says
        if self.wanted.computed and self.out.computed is not None and self.out.known is not None:
            self.out.computed[where] = scores
            known = np.ones(len(scores), np.bool_)
            for at, _ in waiting:
                known[at] = False
            self.out.known[where] = known

    def _slow_details(self, where: Any, slow: NDArray[np.intp], codes: Any) -> None:
        assert self.looked is not None
        at = slow + where.start if isinstance(where, slice) else where[slow]
        for out, key in ((self.out.met, "met"), (self.out.computed, "computed"), (self.out.known, "known")):
            if out is not None:
                out[at] = self.looked[key][codes]

    # --- by the interpreter ---------------------------------------------------------------------------------------

    def _looked_up(self, inside: slice, where: Any, block: Longs, sum_: _Sum) -> None:
        """Every record of the block was judged: nothing but looking up."""
        looked, codes = self.looked, self.split.codes
        assert looked is not None and codes is not None
        here = codes[inside]
        if self.counted:
            self._counted(here, where, block, sum_)
            return
        target = self._target(where, block)
        np.take(looked["score"], here, out=target, mode="clip")
        if target is block:
            self.out.score[where] = block
        sum_.add("claimed", target, self.k)
        for key in ("low", "high"):
            if (same := self.same[key]) is not None:
                sum_.offsets[key] += same * sum_.sums.weights[self.k]
            else:
                sum_.add(key, looked[key][here], self.k)
        same = self.same["state"]
        states = looked["state"]
        self.out.state.put(where, states[here] if same is None else same)
        if same is None and np.isin(states, list(PENDING)).any():
            sum_.wait(np.flatnonzero(np.isin(states, list(PENDING))[here]))
        elif same in PENDING:
            sum_.wait(None)
        for out, key in self._outs():
            if out is not None:
                out[where] = looked[key][here]

    def _outs(self) -> tuple[tuple[Any, str], ...]:
        out = self.out
        return (
            (out.low, "low"),
            (out.high, "high"),
            (out.met, "met"),
            (out.computed, "computed"),
            (out.known, "known"),
        )

    def _counted(self, here: Any, where: Any, block: Longs, sum_: _Sum) -> None:
        """A row that does not apply and counts in full."""
        block[:] = self.points
        self.out.score[where] = self.points
        sum_.add("fixed", block, self.k)
        self.out.state.put(where, NOT_APPLICABLE)
        for out, key in self._outs():
            if out is not None:
                out[where] = self.points if key in ("low", "high") else -1 if key == "met" else 0
        del here


def _same(values: NDArray[Any]) -> int | None:
    """Return the one value of a table of numbers; None where there are several."""
    first = int(values[0])
    return first if (values == first).all() else None


def _but(waiting: list[Waiting], slow: NDArray[np.intp]) -> list[Waiting]:
    """Leave out the records that the interpreter has judged."""
    if not len(slow):
        return waiting
    kept = [(np.setdiff1d(at, slow, assume_unique=True), wait) for at, wait in waiting]
    return [(at, wait) for at, wait in kept if len(at)]
