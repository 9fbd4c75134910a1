"""A :mod:`.program` over a block of figures: whole numbers of 64 bits throughout, nothing rounded twice, no float.

That nothing wraps is settled beforehand: figures beyond the form's limit never come here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from .integers import Flat, IntCase, Ints, Quotient, Result, Steps, Wait
from .program import End, Kept, Program

__all__ = ["BLOCK", "Bools", "Longs", "Scratch", "Waiting", "met", "run", "run_kept"]

BLOCK = 32768
"""Records worked on at a time: what they need stays within the second-level cache."""

Longs = NDArray[np.int64]
Bools = NDArray[np.bool_]
Waiting = tuple[NDArray[np.intp], Wait]
"""Positions within the block, and between which scores a person decides."""


class Scratch:
    """Room for the intermediate results of one block."""

    def __init__(self, size: int = BLOCK) -> None:
        self.a, self.b, self.c, self.d = (np.empty(size, np.int64) for _ in range(4))
        self.p, self.q, self.left = (np.empty(size, np.bool_) for _ in range(3))


def run(plan: Program, x: Longs, y: Longs | None, out: Longs, room: Scratch) -> list[Waiting]:
    """Write the scores (units) of a block to ``out``; return the records that wait, whose ``out`` is 0."""
    if plan.kept is not None:
        run_kept(plan.kept, x, y, out, room)
        return _rare(plan.rare, x, y, out, room) if plan.rare else []
    if len(plan.cases) == 1:
        return _whole(plan.cases[0].result, x, y, out, room)
    with np.errstate(divide="ignore", over="ignore"):
        return _cases(plan.cases, x, y, out, room)


def _rare(cases: tuple[IntCase, ...], x: Longs, y: Longs | None, out: Longs, room: Scratch) -> list[Waiting]:
    """Look for records that wait; what stands there already is overwritten."""
    waiting: list[Waiting] = []
    left = None
    for case in cases:
        here = _all(case.tests, x, y, room)
        if left is not None:
            np.logical_and(here, left, out=here)
        if not here.any():
            continue
        left = room.left[: len(out)]
        np.logical_not(here, out=left) if not waiting else np.greater(left, here, out=left)
        np.putmask(out, here, 0)
        assert isinstance(case.result, Wait)
        waiting.append((np.flatnonzero(here), case.result))
    return waiting


def _all(tests: tuple[Ints, ...], x: Longs, y: Longs | None, room: Scratch) -> Bools:
    """Return where all tests hold (there is at least one)."""
    n = len(x)
    here = _test(tests[0], x, y, room.q[:n], room)
    for t in tests[1:]:
        np.logical_and(here, _test(t, x, y, room.p[:n], room), out=here)
    return here


def met(tests: tuple[Ints, ...], x: Longs, y: Longs | None, out: Bools, room: Scratch) -> None:
    """Write to ``out`` where all tests hold."""
    out[:] = True
    for t in tests:
        np.logical_and(out, _test(t, x, y, room.p[: len(out)], room), out=out)


def _whole(result: Result, x: Longs, y: Longs | None, out: Longs, room: Scratch) -> list[Waiting]:
    match result:
        case Flat(units):
            out[:] = units
        case Quotient():
            _divide(result, x, y, out, room)
        case Steps():
            _climb(result, x, y, out, room)
        case Wait():
            out[:] = 0
            return [(np.arange(len(out)), result)]
    return []


def _cases(cases: tuple[IntCase, ...], x: Longs, y: Longs | None, out: Longs, room: Scratch) -> list[Waiting]:
    """Try the cases in order: ``left`` are the records that none has taken yet."""
    n = len(out)
    left = room.left[:n]
    left[:] = True
    waiting: list[Waiting] = []
    for case in cases:
        here = room.q[:n]
        np.copyto(here, left)
        for t in case.tests:
            np.logical_and(here, _test(t, x, y, room.p[:n], room), out=here)
        if not here.any():
            continue
        np.greater(left, here, out=left)
        match case.result:
            case Flat(units):
                np.putmask(out, here, units)
            case Wait():
                np.putmask(out, here, 0)
                waiting.append((np.flatnonzero(here), case.result))
            case Quotient() | Steps():
                work = _divide if isinstance(case.result, Quotient) else _climb
                temporary = room.c[:n]
                cast(Callable[..., None], work)(case.result, x, y, temporary, room)
                np.putmask(out, here, temporary)
    return waiting


def _test(t: Ints, x: Longs, y: Longs | None, out: Bools, room: Scratch) -> Bools:
    """``a·X + b·Y + c ≥ 0``, with one comparison where only one column has a factor of 1."""
    a, b, c = t
    if y is None or b == 0:
        if abs(a) == 1:
            return np.greater_equal(x, -c, out=out) if a > 0 else np.less_equal(x, c, out=out)
        value = _linear((a, 0, 0), x, None, room.a[: len(x)], room)
        return np.greater_equal(value, -c, out=out)
    if (a, b, c) == (1, -1, 0):
        return np.greater_equal(x, y, out=out)
    if (a, b, c) == (-1, 1, 0):
        return np.less_equal(x, y, out=out)
    value = _linear((a, b, 0), x, y, room.a[: len(x)], room)
    return np.greater_equal(value, -c, out=out)


def _linear(t: Ints, x: Longs, y: Longs | None, out: Longs, room: Scratch) -> Longs:
    """``a·X + b·Y + c`` in ``out``."""
    a, b, c = t
    if a:
        np.multiply(x, a, out=out)
        if b and y is not None:
            np.add(out, _multiple(y, b, room.d[: len(out)]), out=out)
    elif b and y is not None:
        np.multiply(y, b, out=out)
    else:
        out[:] = c
        return out
    return np.add(out, c, out=out) if c else out


def _multiple(values: Longs, factor: int, out: Longs) -> Longs:
    return values if factor == 1 else np.multiply(values, factor, out=out)


# --- quotients ----------------------------------------------------------------------------------------------------


def run_kept(kept: Kept, x: Longs, y: Longs | None, out: Longs, room: Scratch) -> None:
    """Write the quotient of a block to ``out``. Nothing is negative here, so the division may take the figures as unsigned, which is the faster one."""
    figure = _between(kept.low, kept.high, x, y, room.c[: len(out)])
    q = kept.quotient
    top = _linear(q.num, figure, y, room.a[: len(out)], room).view(np.uint64)
    if q.den[0] == 0 and (y is None or q.den[1] == 0):
        if q.den[2] != 1:
            np.floor_divide(top, np.uint64(q.den[2]), out=out.view(np.uint64))
        else:
            np.copyto(out, top.view(np.int64))
    else:
        bottom = _linear(q.den, figure, y, room.b[: len(out)], room)
        np.floor_divide(top, bottom.view(np.uint64), out=out.view(np.uint64))
    if q.times != 1:
        np.multiply(out, q.times, out=out)


def _between(low: End, high: End, x: Longs, y: Longs | None, out: Longs) -> Longs:
    """Return X kept within two ends."""
    figure = x
    if high is not None:
        figure = np.minimum(figure, cast(Any, y if high == "Y" else high), out=out)
    if low is not None:
        figure = np.maximum(figure, cast(Any, y if low == "Y" else low), out=out)
    return figure


def _divide(q: Quotient, x: Longs, y: Longs | None, out: Longs, room: Scratch) -> None:
    """Where the case does not hold the denominator may be 0 or less; what comes out there is never used."""
    n = len(out)
    top = _linear(q.num, x, y, room.a[:n], room)
    if q.den[0] == 0 and (y is None or q.den[1] == 0):
        np.floor_divide(top, q.den[2], out=out)
    else:
        bottom = _linear(q.den, x, y, room.b[:n], room)
        np.floor_divide(top, bottom, out=out)
    if q.times != 1:
        np.multiply(out, q.times, out=out)


def _climb(s: Steps, x: Longs, y: Longs | None, out: Longs, room: Scratch) -> None:
    """``k`` steps, the points kept within their ends, then rounded."""
    n = len(out)
    num = (-s.num[0], -s.num[1], -s.num[2]) if s.up else s.num
    top = _linear(num, x, y, room.a[:n], room)
    bottom = _linear(s.den, x, y, room.b[:n], room)
    np.floor_divide(top, bottom, out=out)
    np.multiply(out, s.fall if s.up else -s.fall, out=out)
    np.add(out, s.start, out=out)
    np.clip(out, s.least, s.most, out=out)
    np.multiply(out, s.mul, out=out)
    np.add(out, s.add, out=out)
    np.floor_divide(out, s.div, out=out)
    if s.times != 1:
        np.multiply(out, s.times, out=out)
