"""One row of one group of records, block by block."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..planning import Plan
from .adding import Adding, Some
from .integers import units
from .judged import NOT_APPLICABLE, state_of
from .kernel import Longs, Scratch, Waiting, met, run, run_kept
from .outcome import Scores, TableOut, Wanted
from .patterns import Treatment
from .program import Kept, Program
from .work import RowWork, Split

__all__ = ["RowRun"]

_NOWHERE = np.empty(0, np.intp)
_WAITS = state_of("pending", None)
_ENDS = ("low", "high")


class RowRun:
    """One row of one group: ``score`` works out a block, ``finish`` writes what is the same for all records."""

    def __init__(
        self,
        plan: Plan,
        work: RowWork,
        split: Split,
        plain: Program | None,
        treatment: Treatment,
        out: TableOut,
        wanted: Wanted,
        room: Scratch,
    ) -> None:
        k = self.k = work.index
        self.split, self.plain, self.wanted, self.room = split, plain, wanted, room
        self.out, self.places, self.factor = out.rows[k], out.places, treatment.factor
        self.points = units(treatment.points, out.places)
        self.own = units(plan.rows[k].indicator.max_score, out.places)
        self.base = 0 if work.form is None else state_of("scored", work.form.basis)
        self.counted, self.absent = treatment.counted, treatment.absent
        self.looked = None if split.entries is None else split.entries.tables(out.places)
        self.kept = self._only_kept()

    def _only_kept(self) -> Kept | None:
        """Return the one quotient all records of the group come to, where nothing else was asked for or can happen."""
        program, wanted = self.split.plan, self.wanted
        if program is None or program.rare or self.plain is not None or self.split.slow is not None:
            return None
        return None if wanted.ends or wanted.met or wanted.computed else program.kept

    def score(self, inside: slice, where: Any, block: Longs, adding: Adding | Some) -> None:
        """Score one block: ``inside`` the group, ``where`` in the table."""
        target = self.out.score.directly(where)
        scores = block if target is None else target
        if self.kept is not None:
            x, y = self._figures(inside)
            run_kept(self.kept, x, y, scores, self.room)
            adding.add("fixed", scores, self.k)
        elif self.split.plan is not None:
            self._fast(inside, where, scores, adding)
        elif self.counted:
            self._counted(where, scores, adding)
        else:
            self._looked_up(inside, where, scores, adding)
        if target is None:
            self.out.score.put(where, scores)

    def finish(self, at: NDArray[np.intp] | None) -> None:
        """Write what is the same for all records of the group; ``at``: where in the table they are (None: everywhere)."""
        where = slice(None) if at is None else at
        if self.wanted.points:
            self.out.points.put(where, self.own if self.absent else self.points)
        if self.kept is not None:
            self.out.state.put(where, self.base)
        if self.counted:
            self.out.count(where)

    def _figures(self, inside: slice) -> tuple[Longs, Longs | None]:
        x, y = self.split.x, self.split.y
        assert x is not None
        return x[inside], None if y is None else y[inside]

    # --- by the form ----------------------------------------------------------------------------------------------

    def _fast(self, inside: slice, where: Any, scores: Longs, adding: Adding | Some) -> None:
        split, room = self.split, self.room
        assert split.plan is not None
        x, y = self._figures(inside)
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
            scores[slow] = self._of("score", codes)
        self._sum(adding, scores, ends, waiting, slow, codes)
        self._ends(where, ends, waiting, slow, codes)
        for at, _ in waiting:
            self._state(where, at, _WAITS)
            adding.wait(at)
        if len(slow):
            self._state(where, slow, self._of("state", codes))
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

    def _sum(self, adding: Adding | Some, scores: Longs, ends: Longs, waiting: Any, slow: Any, codes: Any) -> None:
        """Where bounds are the score, one sum does for all three."""
        if ends is scores:
            adding.add("fixed", scores, self.k)
        else:
            adding.add("claimed", scores, self.k)
            own = ends.copy()
            for at in (*(w for w, _ in waiting), slow):
                own[at] = 0
            for key in _ENDS:
                adding.add(key, own, self.k)
        for at, wait in waiting:
            for to, value in (("low", wait.low), ("high", wait.high)):
                adding.add(to, np.full(len(at), value, np.int64), self.k, at)
        if len(slow):
            assert self.looked is not None
            for key in _ENDS:
                more = self._of(key, codes)
                adding.add(key, more - scores[slow] if ends is scores else more, self.k, slow)
            if self.looked.opens and len(open_ := slow[self.looked.pending[codes]]):
                adding.wait(open_)

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
                own[slow] = self._of(key, codes)
            out.put(where, own)

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
            self.out.computed.put(where, scores)
            known = np.ones(len(scores), np.bool_)
            for at, _ in waiting:
                known[at] = False
            self.out.known[where] = known

    def _slow_details(self, where: Any, slow: NDArray[np.intp], codes: Any) -> None:
        at = slow + where.start if isinstance(where, slice) else where[slow]
        for out, key in ((self.out.met, "met"), (self.out.computed, "computed"), (self.out.known, "known")):
            _write(out, at, self._of(key, codes))

    # --- by the interpreter ---------------------------------------------------------------------------------------

    def _looked_up(self, inside: slice, where: Any, scores: Longs, adding: Adding | Some) -> None:
        """Every record of the block was judged: nothing but looking up."""
        looked, codes = self.looked, self.split.codes
        assert looked is not None and codes is not None
        arrays, same, here = looked.arrays, looked.same, codes[inside]
        arrays["score"].take(here, out=scores, mode="clip")
        adding.add("claimed", scores, self.k)
        for key in _ENDS:
            if (end := same[key]) is not None:
                adding.same(key, end, self.k)
            else:
                adding.add(key, arrays[key].take(here, mode="clip"), self.k)
        state = same["state"]
        self.out.state.put(where, arrays["state"].take(here, mode="clip") if state is None else state)
        if looked.opens:
            adding.wait(None if state is not None else np.flatnonzero(looked.pending.take(here, mode="clip")))
        for out, key in self._outs():
            if out is not None:
                _write(out, where, arrays[key][here])

    def _of(self, key: str, codes: Any) -> NDArray[Any]:
        assert self.looked is not None
        found: NDArray[Any] = self.looked.arrays[key][codes]
        return found

    def _outs(self) -> tuple[tuple[Any, str], ...]:
        out = self.out
        return (
            (out.low, "low"),
            (out.high, "high"),
            (out.met, "met"),
            (out.computed, "computed"),
            (out.known, "known"),
        )

    def _counted(self, where: Any, scores: Longs, adding: Adding | Some) -> None:
        """A row that does not apply and counts in full."""
        scores[:] = self.points
        adding.add("fixed", scores, self.k)
        self.out.state.put(where, NOT_APPLICABLE)
        for out, key in self._outs():
            if out is not None:
                value = self.points if key in _ENDS else -1 if key == "met" else 0
                _write(out, where, np.full(len(scores), value, np.int64))


def _write(out: Scores | NDArray[Any] | None, where: Any, values: NDArray[Any]) -> None:
    if isinstance(out, Scores):
        out.put(where, values)
    elif out is not None:
        out[where] = values


def _but(waiting: list[Waiting], slow: NDArray[np.intp]) -> list[Waiting]:
    """Leave out the records that the interpreter has judged."""
    if not len(slow):
        return waiting
    kept = [(np.setdiff1d(at, slow, assume_unique=True), wait) for at, wait in waiting]
    return [(at, wait) for at, wait in kept if len(at)]
