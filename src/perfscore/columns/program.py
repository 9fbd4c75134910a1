"""The cases of a row that the figures of a column can meet at all, and the shortest way to work them out.

The least and greatest figure of each column make a box. A case whose tests cannot hold anywhere in the box is dropped, a
test that holds everywhere in it is not asked, and what is known once an earlier case did not hold narrows the box for
the rest. Of a clause with a threshold and a ratio there is usually one quotient left whose figure only has to be kept
within two ends: :class:`Kept` needs no comparison at all.
"""

from __future__ import annotations

from attrs import frozen

from .integers import Flat, IntCase, IntForm, Ints, Quotient, Result, Wait

__all__ = ["Box", "End", "Kept", "Program", "around", "program"]

End = int | str | None
"""An end of X: a whole number, ``Y`` (the other column), or none."""


@frozen
class Box:
    """The least and greatest figures of X and Y."""

    x0: int
    x1: int
    y0: int = 0
    y1: int = 0

    @property
    def empty(self) -> bool:
        """Say whether there is no figure."""
        return self.x0 > self.x1 or self.y0 > self.y1

    def least(self, t: Ints) -> int:
        """Return the least value of a linear term."""
        return min(t[0] * self.x0, t[0] * self.x1) + min(t[1] * self.y0, t[1] * self.y1) + t[2]

    def most(self, t: Ints) -> int:
        """Return its greatest value."""
        return max(t[0] * self.x0, t[0] * self.x1) + max(t[1] * self.y0, t[1] * self.y1) + t[2]

    def where(self, t: Ints) -> Box:
        """Return the smallest box around the figures for which ``t ≥ 0``; exact for a term in one column."""
        x0, x1, y0, y1 = self.x0, self.x1, self.y0, self.y1
        a, b, c = t
        rest_y, rest_x = max(b * y0, b * y1) + c, max(a * x0, a * x1) + c
        if a > 0:
            x0 = max(x0, -(rest_y // a))
        elif a < 0:
            x1 = min(x1, rest_y // -a)
        if b > 0:
            y0 = max(y0, -(rest_x // b))
        elif b < 0:
            y1 = min(y1, rest_x // -b)
        return Box(x0, x1, y0, y1)


@frozen
class Kept:
    """One quotient, of X kept within ``low`` and ``high``; nothing negative in it."""

    quotient: Quotient
    low: End = None
    high: End = None


@frozen
class Program:
    """``rare`` cases are looked for first, in order; all else is one ``kept`` quotient, or the ``cases`` in order.

    The last of the cases has no test.
    """

    rare: tuple[IntCase, ...]
    kept: Kept | None
    cases: tuple[IntCase, ...]


def program(form: IntForm, box: Box) -> Program:
    """Return what is left of a form for figures in the box."""
    cases = _possible(form.cases, box)
    for n in range(len(cases)):
        kept = _kept(cases[n:], box)
        if kept is not None:
            return Program(cases[:n], kept, ())
        if not isinstance(cases[n].result, Wait):
            break
    return Program((), None, cases)


def around(box: Box) -> Box:
    """Return a box of round numbers around a box, so that tables with like figures share a program."""
    return Box(_down(box.x0), -_down(-box.x1), _down(box.y0), -_down(-box.y1))


def _down(value: int) -> int:
    """Return a power of two (or its negative, or 0) that is not above a number, not far from it."""
    if value > 0:
        return int(2 ** (value.bit_length() - 1))
    return -int(2 ** (-value - 1).bit_length()) if value else 0


def negated(t: Ints) -> Ints:
    """Return the test that holds where ``t`` does not."""
    return -t[0], -t[1], -t[2] - 1


def _possible(cases: tuple[IntCase, ...], box: Box) -> tuple[IntCase, ...]:
    """Drop what cannot happen and what need not be asked; alike neighbours become one."""
    out: list[IntCase] = []
    known: list[Ints] = []
    for case in cases:
        inside = box
        asked: list[Ints] | None = []
        for t in case.tests:
            inside = inside.where(t) if not inside.empty else inside
        if inside.empty:
            continue
        for t in case.tests:
            if inside.most(t) < 0 or any(_excludes(k, t) for k in known):
                asked = None
                break
            if asked is not None and box.least(t) < 0 and not any(_implies(k, t) for k in known):
                asked.append(t)
        if asked is None:
            continue
        out.append(IntCase(tuple(asked), case.result))
        if not asked:
            break
        if len(asked) == 1:
            known.append(negated(asked[0]))
            box = box.where(known[-1])
            if box.empty:
                out[-1] = IntCase((), case.result)
                break
    return _merged(out)


def _implies(known: Ints, t: Ints) -> bool:
    return known[:2] == t[:2] and t[2] >= known[2]


def _excludes(known: Ints, t: Ints) -> bool:
    return known[0] == -t[0] and known[1] == -t[1] and known[2] + t[2] < 0


def _merged(cases: list[IntCase]) -> tuple[IntCase, ...]:
    """A case before the last with the same result need not be told from it."""
    while len(cases) > 1 and cases[-2].result == cases[-1].result and not cases[-1].tests:
        del cases[-2]
    return tuple(cases)


# --- one quotient between two ends --------------------------------------------------------------------------------


def _kept(cases: tuple[IntCase, ...], box: Box) -> Kept | None:
    """Return the one quotient of the cases where all the rest are what it comes to at an end of X."""
    moving = [c for c in cases if not isinstance(c.result, Flat)]
    if len(moving) != 1 or not isinstance(moving[0].result, Quotient):
        return None
    quotient = moving[0].result
    ends: list[tuple[Ints, Result]] = []
    for n, case in enumerate(cases):
        if case.result is quotient:
            rest = cases[n + 1 :]
            if not case.tests:
                break
            if len(case.tests) > 1 or len(rest) != 1 or rest[0].tests:
                return None
            ends.append((negated(case.tests[0]), rest[0].result))
            break
        if len(case.tests) != 1:
            return None
        ends.append((case.tests[0], case.result))
    low: End = None
    high: End = None
    for test, result in ends:
        flat = result.units if isinstance(result, Flat) else None
        end = next((e for e in _ends(test) if flat is not None and _meets(quotient, e, flat)), None)
        if end is None:
            return None
        if test[0] > 0:
            if high is not None:
                return None
            high = end
        else:
            if low is not None:
                return None
            low = end
    kept = Kept(quotient, low, high)
    return _needed(kept, box) if _ordered(kept, box) and _never_negative(kept, box) else None


def _needed(kept: Kept, box: Box) -> Kept:
    """Leave out an end that no figure of the box lies beyond."""
    low = None if isinstance(kept.low, int) and kept.low <= box.x0 else kept.low
    high = None if isinstance(kept.high, int) and kept.high >= box.x1 else kept.high
    return Kept(kept.quotient, low, high)


def _ends(test: Ints) -> tuple[End, ...]:
    """Return where X may be kept for a test ``X ≥ n``, ``X ≤ n`` or beside Y; empty for other tests.

    Of ``X ≥ n`` both n and n − 1 will do: figures below n stay what they are.
    """
    a, b, c = test
    if abs(a) != 1:
        return ()
    if b == 0:
        return (-c, -c - 1) if a > 0 else (c, c + 1)
    return ("Y",) if b == -a and c in (0, -1) else ()


def _meets(q: Quotient, end: End, units: int) -> bool:
    """Say whether the quotient is ``units`` at the end, whatever Y is."""
    if units % q.times:
        return False
    want = units // q.times
    if end == "Y":
        num, den = (q.num[0] + q.num[1], q.num[2]), (q.den[0] + q.den[1], q.den[2])
        rest = (num[0] - want * den[0], num[1] - want * den[1])
        return _between(rest, den)
    assert isinstance(end, int)
    num, den = (q.num[1], q.num[0] * end + q.num[2]), (q.den[1], q.den[0] * end + q.den[2])
    return _between((num[0] - want * den[0], num[1] - want * den[1]), den)


def _between(rest: tuple[int, int], den: tuple[int, int]) -> bool:
    """Say whether ``0 ≤ rest < den`` for all Y above 0 (so that ``num // den`` is what is wanted there)."""
    (r, s), (d, e) = rest, den
    return r >= 0 and s >= 0 and d - r >= 0 and e - s >= 0 and (d - r, e - s) != (0, 0)


def _ordered(kept: Kept, box: Box) -> bool:
    """The lower end must not lie above the upper one, and Y must be above 0 where the quotient rests on it."""
    low, high = kept.low, kept.high
    with_y = kept.quotient.num[1] or kept.quotient.den[1] or "Y" in (low, high)
    if with_y and box.y0 < 1:
        return False
    if low is None or high is None:
        return True
    most_low = low if isinstance(low, int) else box.y1
    least_high = high if isinstance(high, int) else box.y0
    return most_low <= least_high


def _never_negative(kept: Kept, box: Box) -> bool:
    """Say whether numerator and denominator stay at or above 0 and 1 for X kept within the ends."""
    x0, x1 = box.x0, box.x1
    for side, end in (("low", kept.low), ("high", kept.high)):
        if isinstance(end, int):
            x0, x1 = (max(x0, end), max(x1, end)) if side == "low" else (min(x0, end), min(x1, end))
        elif end == "Y":
            x0, x1 = (max(x0, box.y0), max(x1, box.y1)) if side == "low" else (min(x0, box.y0), min(x1, box.y1))
    inside = Box(x0, x1, box.y0, box.y1)
    return inside.least(kept.quotient.num) >= 0 and inside.least(kept.quotient.den) >= 1
